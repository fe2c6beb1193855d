//! Attributes measured on gold: its quotes are laid out as a letter of one statement a line, so that
//! neither segmentation nor detection of obligations counts here.

use super::*;
use crate::model::{
    Block, BlockForm, Evidence, Format, Found, Head, Modality, ObligationKind, Outline, Run,
    Section, SectionForm, Source, Span, Statement, Text,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A letter made of gold rows, with its obligations.
struct Letter {
    text: Text,
    outline: Outline,
    obligations: Vec<Obligation>,
}

impl Letter {
    fn new(rows: &[serde_json::Value]) -> Letter {
        let mut letter = Letter {
            text: Text::new(String::new(), Format::Plain, source()),
            outline: Outline::default(),
            obligations: Vec::new(),
        };
        letter.section("", SectionForm::Root, 0, None);
        let mut above: Option<(String, u32)> = None;
        let mut leads: BTreeMap<String, u32> = BTreeMap::new();
        let mut heading = String::new();
        for row in rows {
            let own = row["heading"].as_str().unwrap_or_default();
            let number = row["section"].as_str().unwrap_or_default();
            let section = if above.as_ref().is_none_or(|(name, _)| name != number) {
                let section = letter.section(own, SectionForm::Numbered, 1, Some(0));
                above = Some((number.to_owned(), section));
                section
            } else if heading != own {
                let parent = above.as_ref().map(|(_, section)| *section);
                letter.section(own, SectionForm::Unnumbered, 2, parent)
            } else {
                letter.outline.sections.len() as u32 - 1
            };
            own.clone_into(&mut heading);
            let lead = row["lead_in"].as_str().map(|lead| {
                *leads
                    .entry(format!("{section} {lead}"))
                    .or_insert_with(|| letter.statement(section, lead, None))
            });
            let statement = letter.statement(section, row["quote"].as_str().unwrap(), lead);
            letter.obligation(section, statement, row);
        }
        letter
    }

    fn write(&mut self, words: &str) -> Span {
        let start = self.text.content.len();
        self.text.content.push_str(words);
        self.text.content.push('\n');
        Span::new(start, start + words.len())
    }

    fn section(&mut self, heading: &str, form: SectionForm, level: u8, parent: Option<u32>) -> u32 {
        let span = self.write(heading);
        self.outline.sections.push(Section {
            path: String::new(),
            number: None,
            heading: heading.to_owned(),
            level,
            parent,
            form,
            heading_span: span,
            span,
            announced: 0,
        });
        self.outline.sections.len() as u32 - 1
    }

    fn statement(&mut self, section: u32, words: &str, lead_in: Option<u32>) -> u32 {
        let source = self.write(words);
        let index = self.outline.statements.len() as u32;
        self.outline.statements.push(Statement {
            section,
            block: self.outline.blocks.len() as u32,
            text: words.to_owned(),
            runs: vec![Run { at: 0, source }],
            spans: vec![source],
            is_lead_in: false,
        });
        self.outline.blocks.push(Block {
            section,
            form: BlockForm::Paragraph,
            lead_in,
            statements: (index, index + 1),
            title: None,
        });
        index
    }

    fn obligation(&mut self, section: u32, statement: u32, row: &serde_json::Value) {
        let quote = row["quote"].as_str().unwrap_or_default().to_owned();
        let kind = match row["kind"].as_str() {
            Some("REPORTING") => ObligationKind::Reporting,
            Some("ASSIGNMENT") => ObligationKind::Assignment,
            Some("PRIORITY") => ObligationKind::Priority,
            _ => ObligationKind::Duty,
        };
        let evidence = Evidence::at(Span::default(), "gold", 1.0);
        self.obligations.push(Obligation {
            id: row["id"].as_str().unwrap_or_default().to_owned(),
            section,
            statements: vec![statement],
            text: quote.clone(),
            quote,
            lead_in: row["lead_in"].as_str().map(str::to_owned),
            spans: Vec::new(),
            modality: Found::new(Modality::Must, evidence.clone()),
            kind: Found::new(kind, evidence),
            units: Vec::new(),
            partners: Vec::new(),
            target_groups: Vec::new(),
            deadlines: Vec::new(),
            legal: Vec::new(),
            documents: Vec::new(),
            goals: Vec::new(),
            indicators: Vec::new(),
            official_id: None,
            mentions: Vec::new(),
            ensured: Vec::new(),
            service: None,
            polarity: crate::model::Polarity::Positive,
            assignment: None,
        });
    }
}

/// A letter of one section with these statements, each a paragraph.
pub fn one_section(heading: &str, statements: &[&str]) -> (Text, Outline) {
    let mut letter = Letter::new(&[]);
    let section = letter.section(heading, SectionForm::Numbered, 1, Some(0));
    for words in statements {
        letter.statement(section, words, None);
    }
    (letter.text, letter.outline)
}

fn source() -> Source {
    Source {
        file_name: String::new(),
        media_type: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 0,
    }
}

fn key(text: &str) -> String {
    let text = text.to_lowercase().replace('–', "-");
    text.split_whitespace().collect()
}

/// The values of an attribute of a gold row, as the scoring compares them.
fn expected(row: &serde_json::Value, attribute: &str) -> BTreeSet<String> {
    let values = row[attribute].as_array().map_or(&[][..], Vec::as_slice);
    values
        .iter()
        .map(|value| {
            ["date", "recurrence", "duration"]
                .iter()
                .find_map(|name| value[*name].as_str().map(str::to_owned))
                .or_else(|| value["text"].as_str().map(key))
                .unwrap_or_else(|| key(value.as_str().unwrap_or_default()))
        })
        .collect()
}

fn found(obligation: &Obligation, attribute: &str) -> BTreeSet<String> {
    match attribute {
        "deadlines" => obligation
            .deadlines
            .iter()
            .map(|found| {
                let deadline = &found.value;
                deadline
                    .date
                    .map(|day| day.to_string())
                    .or(deadline
                        .recurrence
                        .map(|rhythm| format!("{rhythm:?}").to_uppercase()))
                    .or(deadline.duration.clone())
                    .unwrap_or_else(|| key(&deadline.text))
            })
            .collect(),
        "legal" => obligation
            .legal
            .iter()
            .map(|found| key(&found.value.citation))
            .collect(),
        "documents" => obligation
            .documents
            .iter()
            .map(|found| key(&found.value.citation))
            .collect(),
        "target_groups" => obligation
            .target_groups
            .iter()
            .map(|found| key(&found.value))
            .collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn attributes_on_gold_do_not_fall() {
    let Some(folder) = std::env::var_os("STYRINGSGRAF_GOLD").map(PathBuf::from) else {
        println!("skipped: STYRINGSGRAF_GOLD is not set");
        return;
    };
    let vocabulary = Vocabulary::built_in();
    let attributes = Attributes::new(&vocabulary);
    // (attribute, least F1)
    let floors = [
        ("deadlines", 0.95),
        ("legal", 0.90),
        ("target_groups", 0.93),
        ("documents", 0.65),
    ];
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (file, year) in [("md23", 2023), ("md24", 2024), ("tb24", 2024)] {
        let path = folder.join(format!("{file}-obligations.jsonl"));
        let lines = std::fs::read_to_string(&path).unwrap();
        let rows: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let Letter {
            text,
            outline,
            mut obligations,
        } = Letter::new(&rows);
        let head = Head {
            year: Some(year),
            ..Head::default()
        };
        let context = Context {
            document: file,
            text: &text,
            outline: &outline,
            vocabulary: &vocabulary,
            head: &head,
        };
        attributes.fill(&context, &mut obligations, &Default::default());
        for (obligation, row) in obligations.iter().zip(&rows) {
            for (attribute, _) in floors {
                let (gold, own) = (expected(row, attribute), found(obligation, attribute));
                let count = counts.entry(attribute).or_default();
                count[0] += gold.intersection(&own).count();
                count[1] += own.len();
                count[2] += gold.len();
                if gold != own {
                    println!(
                        "{attribute} {}: gold {gold:?} found {own:?} | {}",
                        obligation.id, obligation.quote
                    );
                }
            }
        }
    }
    for (attribute, floor) in floors {
        let [right, own, gold] = counts[attribute];
        let f1 = 2.0 * right as f64 / (own + gold) as f64;
        println!(
            "{attribute}: precision {:.3} recall {:.3} F1 {f1:.3}",
            right as f64 / own as f64,
            right as f64 / gold as f64
        );
        assert!(f1 >= floor, "{attribute}: F1 {f1:.3} is below {floor}");
    }
}
