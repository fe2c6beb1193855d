//! A letter and its supplementary letters as one document.

use super::supplement::Effective;
use crate::model::{
    Block, BlockForm, Document, Evidence, Found, Obligation, Section, Span, Statement,
};

impl Effective<'_> {
    /// The letter with its supplementary letters as one document, to be shown or compared.
    ///
    /// Its text is that of all letters, one after the other; each supplementary letter is a section of
    /// its own. Only requirements in force are in it, each with the id it has in its own letter; goals,
    /// indicators and the rest are those of the letter itself.
    pub fn document(&self) -> Document {
        let mut document = self.letters[0].clone();
        let mut shifts = vec![Shift::default()];
        for letter in &self.letters[1..] {
            let shift = Shift {
                bytes: document.text.content.len() as u32 + 1,
                sections: document.outline.sections.len() as u32,
                blocks: document.outline.blocks.len() as u32,
                statements: document.outline.statements.len() as u32,
                tables: document
                    .outline
                    .blocks
                    .iter()
                    .filter_map(table)
                    .max()
                    .map_or(0, |at| at + 1),
            };
            append(&mut document, letter, shift);
            shifts.push(shift);
        }
        document.facts.assignments.clear();
        document.facts.obligations = self
            .in_force
            .iter()
            .filter_map(|holds| {
                let own = shifts[holds.place.letter].obligation(self.obligation(holds.place)?);
                // A deadline that was put off is that of another letter, and stands there.
                let by = holds
                    .amendments
                    .last()
                    .map(|amendment| shifts[amendment.by]);
                Some(match by {
                    Some(shift)
                        if self.deadlines(holds) != self.obligation(holds.place)?.deadlines =>
                    {
                        Obligation {
                            deadlines: shift.all(&self.deadlines(holds)),
                            ..own
                        }
                    }
                    _ => own,
                })
            })
            .collect();
        document
    }
}

/// How far the places of a letter lie off in the joined document.
#[derive(Clone, Copy, Default)]
struct Shift {
    bytes: u32,
    sections: u32,
    blocks: u32,
    statements: u32,
    tables: u32,
}

fn table(block: &Block) -> Option<u32> {
    match block.form {
        BlockForm::Row { table, .. } => Some(table),
        _ => None,
    }
}

impl Shift {
    fn span(self, span: Span) -> Span {
        Span {
            start: span.start + self.bytes,
            end: span.end + self.bytes,
        }
    }

    fn spans(self, spans: &[Span]) -> Vec<Span> {
        spans.iter().map(|span| self.span(*span)).collect()
    }

    fn evidence(self, evidence: &Evidence) -> Evidence {
        Evidence {
            spans: self.spans(&evidence.spans),
            ..evidence.clone()
        }
    }

    fn found<T: Clone>(self, found: &Found<T>) -> Found<T> {
        Found {
            value: found.value.clone(),
            evidence: self.evidence(&found.evidence),
        }
    }

    fn all<T: Clone>(self, found: &[Found<T>]) -> Vec<Found<T>> {
        found.iter().map(|one| self.found(one)).collect()
    }

    fn obligation(self, obligation: &Obligation) -> Obligation {
        let mut units = obligation.units.clone();
        for unit in &mut units {
            unit.evidence = self.evidence(&unit.evidence);
        }
        // Goals and indicators are those of the letter itself.
        let own = self.bytes == 0;
        Obligation {
            section: obligation.section + self.sections,
            statements: obligation
                .statements
                .iter()
                .map(|at| at + self.statements)
                .collect(),
            spans: self.spans(&obligation.spans),
            modality: self.found(&obligation.modality),
            kind: self.found(&obligation.kind),
            units,
            partners: self.all(&obligation.partners),
            target_groups: self.all(&obligation.target_groups),
            deadlines: self.all(&obligation.deadlines),
            legal: self.all(&obligation.legal),
            documents: self.all(&obligation.documents),
            goals: if own {
                obligation.goals.clone()
            } else {
                Vec::new()
            },
            indicators: if own {
                obligation.indicators.clone()
            } else {
                Vec::new()
            },
            official_id: obligation.official_id.as_ref().map(|id| self.found(id)),
            // The joined letter lists no assignments; each stands in its own letter.
            assignment: None,
            ..obligation.clone()
        }
    }

    fn section(self, section: &Section) -> Section {
        Section {
            level: section.level + 1,
            parent: Some(section.parent.map_or(0, |parent| parent + self.sections)),
            heading_span: self.span(section.heading_span),
            span: self.span(section.span),
            ..section.clone()
        }
    }

    fn block(self, block: &Block) -> Block {
        let mut block = block.clone();
        if let BlockForm::Row {
            table, cell_spans, ..
        } = &mut block.form
        {
            *table += self.tables;
            for spans in cell_spans {
                *spans = self.spans(spans);
            }
        }
        Block {
            section: block.section + self.sections,
            lead_in: block.lead_in.map(|at| at + self.statements),
            title: block.title.map(|at| at + self.statements),
            statements: (
                block.statements.0 + self.statements,
                block.statements.1 + self.statements,
            ),
            ..block
        }
    }

    fn statement(self, statement: &Statement) -> Statement {
        let mut runs = statement.runs.clone();
        for run in &mut runs {
            run.source = self.span(run.source);
        }
        Statement {
            section: statement.section + self.sections,
            block: statement.block + self.blocks,
            runs,
            spans: self.spans(&statement.spans),
            ..statement.clone()
        }
    }
}

fn append(document: &mut Document, letter: &Document, shift: Shift) {
    let (text, outline) = (&mut document.text, &mut document.outline);
    text.content.push('\n');
    text.content.push_str(&letter.text.content);
    text.lines
        .extend(letter.text.lines.iter().map(|at| at + shift.bytes));
    if !text.pages.is_empty() {
        let pages = letter.text.pages.iter().map(|at| at + shift.bytes);
        text.pages.extend(pages);
    }
    for (at, section) in letter.outline.sections.iter().enumerate() {
        let mut section = shift.section(section);
        if at == 0 {
            section.heading = letter.facts.head.title.clone();
            section.level = 1;
        }
        section.path = match section.path.is_empty() {
            true => letter.id.clone(),
            false => format!("{}/{}", letter.id, section.path),
        };
        outline.sections.push(section);
    }
    outline
        .blocks
        .extend(letter.outline.blocks.iter().map(|block| shift.block(block)));
    let statements = letter.outline.statements.iter();
    outline
        .statements
        .extend(statements.map(|statement| shift.statement(statement)));
    document
        .facts
        .units
        .extend(letter.facts.units.iter().cloned());
}
