//! A letter as supplementary letters have changed it.

use super::pair::{Entry, pairs};
use super::requirement::requirements;
use super::word::words;
use crate::model::{
    Block, BlockForm, Document, Evidence, Found, Obligation, Section, Span, Statement,
};
use crate::vocabulary::Vocabulary;
use jiff::civil::Date;

/// The requirements that hold on a day, and those that no longer do.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective<'a> {
    /// The letter itself, then the supplementary letters in force, by date.
    pub letters: Vec<&'a Document>,
    /// What holds: the letter's requirements in its order, each replaced one in its old place, then
    /// what the supplementary letters add.
    pub in_force: Vec<InForce>,
    /// What a supplementary letter withdrew or replaced.
    pub ended: Vec<Ended>,
}

/// A requirement of one of several letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index in [`Effective::letters`].
    pub letter: usize,
    /// Index of the requirement in that letter.
    pub obligation: u32,
}

/// A requirement that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    /// Which one.
    pub place: Place,
    /// Those of earlier letters that it stands for, oldest first.
    pub replaces: Vec<Place>,
}

/// A requirement that no longer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ended {
    /// Which one.
    pub place: Place,
    /// Index of the letter that ended it.
    pub by: usize,
    /// What stands in its place; none if it was withdrawn.
    pub replaced_by: Option<Place>,
}

/// What holds on `date`. A supplementary letter counts from its date on; one whose date could not be
/// read counts from the start.
///
/// A requirement of a supplementary letter takes the place of the one it corresponds to, as
/// `compare` would pair them. A sentence like "Oppdraget om … utgår" withdraws the
/// requirement that it is about. Everything else is added.
pub fn as_of<'a>(
    base: &'a Document,
    supplements: &[&'a Document],
    date: Date,
    vocabulary: &Vocabulary,
) -> Effective<'a> {
    let mut supplements: Vec<&Document> = supplements
        .iter()
        .copied()
        .filter(|letter| letter.facts.head.date.is_none_or(|from| from <= date))
        .collect();
    supplements.sort_by_key(|letter| letter.facts.head.date);
    let mut effective = Effective {
        letters: vec![base],
        in_force: (0..base.facts.obligations.len() as u32)
            .map(|obligation| InForce {
                place: Place {
                    letter: 0,
                    obligation,
                },
                replaces: Vec::new(),
            })
            .collect(),
        ended: Vec::new(),
    };
    for supplement in supplements {
        effective.take_in(supplement, vocabulary);
    }
    effective
}

impl<'a> Effective<'a> {
    /// The requirement at a place.
    pub fn obligation(&self, place: Place) -> Option<&'a Obligation> {
        self.letters
            .get(place.letter)?
            .facts
            .obligations
            .get(place.obligation as usize)
    }

    fn take_in(&mut self, supplement: &'a Document, vocabulary: &Vocabulary) {
        let letter = self.letters.len();
        let before = self.entries(vocabulary);
        self.letters.push(supplement);
        self.withdraw(supplement, letter, &before);
        let before = self.entries(vocabulary);
        let after = entries(supplement, vocabulary);
        // A sentence that only takes something back is no requirement to add.
        let mut placed: Vec<bool> = supplement
            .facts
            .obligations
            .iter()
            .map(|obligation| withdraws(&obligation.quote))
            .collect();
        let mut replaced: Vec<Option<Place>> = vec![None; before.len()];
        // A pair of its own goes before one that splits or merges.
        let mut found = pairs(&before, &after);
        found.retain(|pair| !placed[pair.after as usize]);
        found.sort_by_key(|pair| (pair.joined, pair.before, pair.after));
        for pair in found {
            let (old, new) = (pair.before as usize, pair.after as usize);
            let place = Place {
                letter,
                obligation: pair.after,
            };
            if replaced[old].is_some() {
                continue;
            }
            if placed[new] {
                // Merged: the old one ends, the new one already stands somewhere.
                replaced[old] = Some(place);
                continue;
            }
            placed[new] = true;
            replaced[old] = Some(place);
            let old = &mut self.in_force[old];
            self.ended.push(Ended {
                place: old.place,
                by: letter,
                replaced_by: Some(place),
            });
            old.replaces.push(old.place);
            old.place = place;
        }
        let mut index = 0;
        let ended = &mut self.ended;
        self.in_force.retain(|holds| {
            let by = replaced.get(index).copied().flatten();
            index += 1;
            let stays = by.is_none_or(|place| place == holds.place);
            if !stays {
                ended.push(Ended {
                    place: holds.place,
                    by: letter,
                    replaced_by: by,
                });
            }
            stays
        });
        let added = placed.iter().enumerate().filter(|(_, placed)| !**placed);
        self.in_force.extend(added.map(|(obligation, _)| InForce {
            place: Place {
                letter,
                obligation: obligation as u32,
            },
            replaces: Vec::new(),
        }));
    }

    /// Ends what the statements of a supplementary letter withdraw.
    fn withdraw(&mut self, supplement: &Document, letter: usize, before: &[Entry]) {
        let year = supplement.facts.head.year;
        let withdrawing: Vec<Entry> = supplement
            .outline
            .statements
            .iter()
            .filter(|statement| withdraws(&statement.text))
            .map(|statement| Entry {
                words: words(&statement.text, year),
                heading: Vec::new(),
                ..Entry::default()
            })
            .collect();
        let mut gone = vec![false; before.len()];
        for pair in pairs(before, &withdrawing) {
            gone[pair.before as usize] = true;
        }
        let mut index = 0;
        let ended = &mut self.ended;
        self.in_force.retain(|holds| {
            let gone = gone.get(index).copied().unwrap_or(false);
            index += 1;
            if gone {
                ended.push(Ended {
                    place: holds.place,
                    by: letter,
                    replaced_by: None,
                });
            }
            !gone
        });
    }

    fn entries(&self, vocabulary: &Vocabulary) -> Vec<Entry> {
        let of_letters: Vec<Vec<Entry>> = self
            .letters
            .iter()
            .map(|letter| entries(letter, vocabulary))
            .collect();
        self.in_force
            .iter()
            .filter_map(|holds| {
                of_letters[holds.place.letter]
                    .get(holds.place.obligation as usize)
                    .cloned()
            })
            .collect()
    }

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
                Some(shifts[holds.place.letter].obligation(self.obligation(holds.place)?))
            })
            .collect();
        document
    }
}

fn entries(document: &Document, vocabulary: &Vocabulary) -> Vec<Entry> {
    requirements(document, vocabulary)
        .into_iter()
        .map(|requirement| Entry {
            groups: requirement
                .groups
                .iter()
                .map(|group| (*group).to_owned())
                .collect(),
            words: requirement.words,
            ..Entry::default()
        })
        .collect()
}

/// Verbs by which a letter takes back what an earlier one asked for.
fn withdraws(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "utgår",
        "oppheves",
        "opphevast",
        "bortfaller",
        "fell bort",
        "faller bort",
        "trekkes tilbake",
    ]
    .iter()
    .any(|verb| lower.contains(verb))
        || (lower.contains("gjelder ikke lenger") || lower.contains("gjeld ikkje lenger"))
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
            polarity: obligation.polarity,
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
