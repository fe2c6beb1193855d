//! Obligations against gold.

use super::words::{match_words, score_words};
use super::{Figures, GoldObligation};
use crate::model::{Deadline, Document, Modality, Obligation, ObligationKind, Recurrence};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// An attribute that is scored by its set of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Attribute {
    /// Who must act.
    Units,
    /// Who the work is done with.
    Partners,
    /// Whom it is for.
    TargetGroups,
    /// When it is due.
    Deadlines,
    /// Statutes cited.
    Legal,
    /// Documents cited.
    Documents,
}

impl Attribute {
    /// All of them, in the script's order.
    pub const ALL: [Attribute; 6] = [
        Attribute::Units,
        Attribute::Partners,
        Attribute::TargetGroups,
        Attribute::Deadlines,
        Attribute::Legal,
        Attribute::Documents,
    ];

    /// The script's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Attribute::Units => "units",
            Attribute::Partners => "partners",
            Attribute::TargetGroups => "target_groups",
            Attribute::Deadlines => "deadlines",
            Attribute::Legal => "legal",
            Attribute::Documents => "documents",
        }
    }
}

/// How well obligations were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObligationFigures {
    /// Whether they were found.
    pub detection: Figures,
    /// Share of matched ones with the right modality.
    pub modality_accuracy: f64,
    /// Share of matched ones with the right kind.
    pub kind_accuracy: f64,
    /// The attributes that are sets, in the order of [`Attribute::ALL`].
    pub attributes: Vec<(Attribute, Figures)>,
    /// Found, with modality, kind and units all right.
    pub joint: Figures,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

/// Scores the obligations of `documents` against `gold`, with up to `misses` examples of each kind of
/// miss. Gold rows of documents that are not given count as missed.
pub fn obligations(
    documents: &[Document],
    gold: &[GoldObligation],
    misses: usize,
) -> ObligationFigures {
    let mut rows: Vec<(&str, Vec<&GoldObligation>)> = Vec::new();
    let mut place: FxHashMap<&str, usize> = FxHashMap::default();
    for row in gold {
        let at = *place.entry(&row.doc).or_insert_with(|| {
            rows.push((&row.doc, Vec::new()));
            rows.len() - 1
        });
        rows[at].1.push(row);
    }
    let mut shown = Shown::new(misses);
    let (mut total, mut joint) = (Tally::default(), 0);
    let (mut modality, mut kind) = (0, 0);
    let mut tallies: Vec<Tally> = Attribute::ALL.iter().map(|_| Tally::default()).collect();
    for (document, mine) in rows {
        let found: &[Obligation] = documents
            .iter()
            .find(|one| one.id == document)
            .map_or(&[], |one| &one.facts.obligations);
        let pairs = pairs(&mine, found);
        let inside = inside(found.len(), &pairs);
        let matched: FxHashSet<usize> = pairs.iter().map(|(row, _)| *row).collect();
        let matched_found: FxHashSet<usize> = pairs.iter().map(|(_, at)| *at).collect();
        total.right += pairs.len();
        total.found += inside.len();
        for (index, row) in mine.iter().enumerate() {
            if matched.contains(&index) || !row.borderline.is_set() {
                total.gold += 1;
            }
            if !matched.contains(&index) && !row.borderline.is_set() {
                shown.put("missed", || format!("{} {}", row.id, row.quote));
            }
        }
        for at in inside {
            if !matched_found.contains(&at) {
                shown.put("extra", || format!("{} {}", found[at].id, found[at].quote));
            }
        }
        for (row, at) in pairs {
            let (row, one) = (mine[row], &found[at]);
            let same_modality = row.modality == modality_name(one.modality.value);
            let same_kind = row.kind == kind_name(one.kind.value);
            modality += usize::from(same_modality);
            kind += usize::from(same_kind);
            let mut same_units = false;
            for (attribute, tally) in Attribute::ALL.iter().zip(&mut tallies) {
                let (expected, got) = (expected(*attribute, row), got(*attribute, one));
                tally.right += expected.intersection(&got).count();
                tally.gold += expected.len();
                tally.found += got.len();
                if *attribute == Attribute::Units {
                    same_units = expected == got;
                }
                if expected != got {
                    shown.put(attribute.name(), || {
                        let list = |set: &BTreeSet<String>| {
                            set.iter().cloned().collect::<Vec<_>>().join(", ")
                        };
                        format!(
                            "{} gold [{}] found [{}] | {}",
                            row.id,
                            list(&expected),
                            list(&got),
                            row.quote
                        )
                    });
                }
            }
            let miss = |gold: &str, found: &str| {
                format!("{} gold {gold} found {found} | {}", row.id, row.quote)
            };
            if !same_modality {
                shown.put("modality", || {
                    miss(&row.modality, modality_name(one.modality.value))
                });
            }
            if !same_kind {
                shown.put("kind", || miss(&row.kind, kind_name(one.kind.value)));
            }
            joint += usize::from(same_modality && same_kind && same_units);
        }
    }
    let share = |part: usize| part as f64 / total.right.max(1) as f64;
    ObligationFigures {
        detection: Figures::new(total.right, total.found, total.gold),
        modality_accuracy: share(modality),
        kind_accuracy: share(kind),
        attributes: Attribute::ALL
            .into_iter()
            .zip(tallies)
            .map(|(attribute, t)| (attribute, Figures::new(t.right, t.found, t.gold)))
            .collect(),
        joint: Figures::new(joint, total.found, total.gold),
        misses: shown.lines,
    }
}

fn pairs(gold: &[&GoldObligation], found: &[Obligation]) -> Vec<(usize, usize)> {
    let rows: Vec<(Vec<String>, Option<Vec<String>>)> = gold
        .iter()
        .map(|row| {
            let words = score_words(&row.quote);
            let with_lead = row.lead_in.as_deref().filter(|lead| !lead.is_empty());
            let with_lead = with_lead.map(|lead| {
                let mut all = score_words(lead);
                all.extend(words.iter().cloned());
                all
            });
            (words, with_lead)
        })
        .collect();
    let found: Vec<Vec<String>> = found.iter().map(|one| score_words(&one.quote)).collect();
    match_words(&rows, &found)
}

/// Which found ones lie in a stretch of the document that the gold covers: matched ones, and those
/// between two neighbouring matches that are close in the gold too.
fn inside(found: usize, pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut spanned: Vec<(usize, usize)> = pairs.iter().map(|(row, at)| (*at, *row)).collect();
    spanned.sort_unstable();
    (0..found)
        .filter(|at| {
            let next = spanned.partition_point(|(place, _)| place < at);
            match spanned.get(next) {
                Some((place, _)) if place == at => true,
                Some((_, row)) if next > 0 => row.abs_diff(spanned[next - 1].1) <= 12,
                _ => false,
            }
        })
        .collect()
}

struct Shown {
    limit: usize,
    counts: FxHashMap<&'static str, usize>,
    lines: Vec<String>,
}

impl Shown {
    fn new(limit: usize) -> Shown {
        Shown {
            limit,
            counts: FxHashMap::default(),
            lines: Vec::new(),
        }
    }

    fn put(&mut self, kind: &'static str, line: impl FnOnce() -> String) {
        let count = self.counts.entry(kind).or_default();
        if *count < self.limit {
            *count += 1;
            self.lines.push(format!("{kind}: {}", line()));
        }
    }
}

fn expected(attribute: Attribute, row: &GoldObligation) -> BTreeSet<String> {
    let keys = |list: &[String]| list.iter().map(|text| key(text)).collect();
    match attribute {
        Attribute::Units => row.units.iter().cloned().collect(),
        Attribute::Partners => row.partners.iter().cloned().collect(),
        Attribute::TargetGroups => row.target_groups.iter().cloned().collect(),
        Attribute::Legal => keys(&row.legal),
        Attribute::Documents => keys(&row.documents),
        Attribute::Deadlines => row
            .deadlines
            .iter()
            .map(|one| {
                let given = [&one.date, &one.recurrence, &one.duration];
                let given = given.into_iter().flatten().find(|text| !text.is_empty());
                given.map_or_else(
                    || key(one.text.as_deref().unwrap_or_default()),
                    String::clone,
                )
            })
            .collect(),
    }
}

fn got(attribute: Attribute, one: &Obligation) -> BTreeSet<String> {
    match attribute {
        Attribute::Units => one.units.iter().map(|unit| unit.unit.clone()).collect(),
        Attribute::Partners => one.partners.iter().map(|p| p.value.clone()).collect(),
        Attribute::TargetGroups => one.target_groups.iter().map(|t| t.value.clone()).collect(),
        Attribute::Legal => one.legal.iter().map(|l| key(&l.value.citation)).collect(),
        Attribute::Documents => one
            .documents
            .iter()
            .map(|d| key(&d.value.citation))
            .collect(),
        Attribute::Deadlines => one
            .deadlines
            .iter()
            .map(|d| deadline_key(&d.value))
            .collect(),
    }
}

fn deadline_key(deadline: &Deadline) -> String {
    match deadline {
        Deadline {
            date: Some(date), ..
        } => date.to_string(),
        Deadline {
            recurrence: Some(rhythm),
            ..
        } => recurrence_name(*rhythm).to_owned(),
        Deadline {
            duration: Some(duration),
            ..
        } => duration.clone(),
        Deadline { text, .. } => key(text),
    }
}

fn key(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '–' { '-' } else { c })
        .collect()
}

fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::May => "MAY",
        Modality::Expected => "EXPECTED",
        Modality::Requested => "REQUESTED",
        Modality::Should => "SHOULD",
        Modality::Must => "MUST",
    }
}

fn kind_name(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Duty => "DUTY",
        ObligationKind::Assignment => "ASSIGNMENT",
        ObligationKind::Reporting => "REPORTING",
        ObligationKind::Priority => "PRIORITY",
    }
}

fn recurrence_name(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Monthly => "MONTHLY",
        Recurrence::Quarterly => "QUARTERLY",
        Recurrence::Tertial => "TERTIAL",
        Recurrence::HalfYearly => "HALF_YEARLY",
        Recurrence::Yearly => "YEARLY",
        Recurrence::PerTertial1 => "PER_TERTIAL_1",
        Recurrence::PerTertial2 => "PER_TERTIAL_2",
    }
}
