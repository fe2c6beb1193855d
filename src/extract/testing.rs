//! Small letters for the tests of the readers.

use super::{Context, UnitNames, head};
use crate::model::{
    Block, BlockForm, DocumentKind, Facts, Format, Head, Outline, Section, SectionForm, Source,
    Span, Text,
};
use crate::vocabulary::Vocabulary;

/// A letter laid out by hand.
pub struct Letter {
    document: String,
    text: Text,
    outline: Outline,
    vocabulary: Vocabulary,
    head: Head,
}

impl Letter {
    /// What a reader finds in it.
    pub fn read<T>(&self, reader: impl FnOnce(&Context) -> T) -> T {
        reader(&Context {
            document: &self.document,
            text: &self.text,
            outline: &self.outline,
            vocabulary: &self.vocabulary,
            head: &self.head,
        })
    }

    /// The words at these places.
    pub fn quote(&self, spans: &[Span]) -> String {
        self.text.quote(spans)
    }
}

/// A letter with these words and this kind; `lay_out` adds what the outline needs beside its root.
pub fn letter(
    document: &str,
    content: &str,
    kind: DocumentKind,
    lay_out: impl FnOnce(&mut Outline),
) -> Letter {
    let text = text(document, content);
    let mut outline = Outline::default();
    outline.sections.push(Section {
        path: String::new(),
        number: None,
        heading: String::new(),
        level: 0,
        parent: None,
        form: SectionForm::Root,
        heading_span: Span::default(),
        span: Span::new(0, content.len()),
        announced: 0,
    });
    lay_out(&mut outline);
    Letter {
        document: document.to_owned(),
        text,
        outline,
        vocabulary: Vocabulary::default(),
        head: Head {
            kind,
            year: Some(2031),
            ..Head::default()
        },
    }
}

/// A letter read by the segmenter.
pub fn segmented(document: &str, content: &str) -> Letter {
    let text = text(document, content);
    let outline = crate::segment::segment(&text);
    let vocabulary = Vocabulary::built_in();
    let head = head(document, &text, &outline, &UnitNames::new(&vocabulary)).head;
    Letter {
        document: document.to_owned(),
        text,
        outline,
        vocabulary,
        head,
    }
}

/// All facts of a letter as the pipeline lays it out.
pub fn facts(document: &str, content: &str) -> Facts {
    let letter = segmented(document, content);
    super::Extractor::new(&letter.vocabulary).extract(document, &letter.text, &letter.outline)
}

fn text(document: &str, content: &str) -> Text {
    let markdown = content.contains("\n#") || content.starts_with('#') || content.contains("|---");
    let source = Source {
        file_name: format!("{document}.txt"),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        bytes: content.len() as u64,
    };
    let format = if markdown {
        Format::Markdown
    } else {
        Format::Plain
    };
    Text::new(content.to_owned(), format, source)
}

/// A table row with these cells, the first row of a table being its header.
pub fn row(table: u32, row: u32, cells: &[&str]) -> Block {
    Block {
        section: 0,
        form: BlockForm::Row {
            table,
            row,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            cell_spans: cells.iter().map(|_| Vec::new()).collect(),
            header: row == 0,
        },
        lead_in: None,
        statements: (0, 0),
        title: None,
    }
}
