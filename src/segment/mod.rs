//! [`Text`] → [`Outline`]: drops page furniture, finds sections, joins broken sentences, ties list
//! items to their lead-in. Always answers; what it cannot settle becomes a note.

use crate::model::{Block, BlockForm, Outline, Run, Section, SectionForm, Span, Statement, Text};

/// Lays out a text.
pub fn segment(text: &Text) -> Outline {
    let mut outline = Outline::default();
    outline.sections.push(Section {
        path: String::new(),
        number: None,
        heading: String::new(),
        level: 0,
        parent: None,
        form: SectionForm::Root,
        heading_span: Span::default(),
        span: Span::new(0, text.content.len()),
    });
    let mut start = 0;
    for line in text.content.split_inclusive('\n') {
        let end = start + line.len();
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            let source = Span::new(at, at + trimmed.len());
            if let Some(heading) = trimmed.strip_prefix('#') {
                let heading = heading.trim_matches(['#', ' ', '*']).to_owned();
                outline.sections.push(Section {
                    path: crate::model::slug(&heading),
                    number: None,
                    heading,
                    level: 1,
                    parent: Some(0),
                    form: SectionForm::Unnumbered,
                    heading_span: source,
                    span: source,
                });
            } else {
                let block = outline.blocks.len() as u32;
                let section = outline.sections.len() as u32 - 1;
                let statement = outline.statements.len() as u32;
                outline.statements.push(Statement {
                    section,
                    block,
                    text: trimmed.to_owned(),
                    runs: vec![Run { at: 0, source }],
                    spans: vec![source],
                    is_lead_in: false,
                });
                outline.blocks.push(Block {
                    section,
                    form: BlockForm::Paragraph,
                    lead_in: None,
                    statements: (statement, statement + 1),
                });
            }
        }
        start = end;
    }
    outline
}
