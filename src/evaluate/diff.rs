//! Comparisons of two letters against gold.

use super::gold::rows;
use super::words::{match_words, score_words};
use super::{EvaluateError, Figures, GoldObligation};
use crate::diff::{Aspect, Change, ChangeKind, LetterDiff, What};
use crate::model::{Document, Obligation};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A change as a person read it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldChange {
    /// Gold id in the earlier letter; none if added.
    pub before: Option<String>,
    /// Gold id in the later letter; none if removed.
    pub after: Option<String>,
    /// `UNCHANGED`, `REWORDED`, `CHANGED`, `ADDED` or `REMOVED`.
    pub change: String,
    /// What differs, in lower case: `target_group`.
    pub aspects: Vec<String>,
}

/// How well two letters were compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DiffFigures {
    /// Requirements that correspond.
    pub pairs: Figures,
    /// Share of the right pairs whose change is right.
    pub change_accuracy: f64,
    /// Requirements that stand alone.
    pub added_removed: Figures,
    /// Aspects of the right pairs.
    pub aspects: Figures,
    /// Examples of what went wrong, one line each.
    pub misses: Vec<String>,
}

/// The rows of a gold file's text.
pub fn gold_changes(jsonl: &str) -> Result<Vec<GoldChange>, EvaluateError> {
    rows(jsonl)
}

/// Scores a comparison against `gold`, whose ids `statements` explain, with up to `misses` examples
/// of each kind of miss. Rows about statements that are not given do not count.
pub fn diff(
    (before, after): (&Document, &Document),
    comparison: &LetterDiff,
    gold: &[GoldChange],
    statements: &[GoldObligation],
    misses: usize,
) -> DiffFigures {
    let texts: FxHashMap<&str, &GoldObligation> = statements
        .iter()
        .map(|row| (row.id.as_str(), row))
        .collect();
    let known = |id: &Option<String>| id.as_deref().is_none_or(|id| texts.contains_key(id));
    let gold: Vec<&GoldChange> = gold
        .iter()
        .filter(|row| known(&row.before) && known(&row.after))
        .collect();
    let changes: Vec<&Change> = comparison
        .changes
        .iter()
        .filter(|change| change.what == What::Obligation && change.was == What::Obligation)
        .collect();
    let left = resolve(
        gold.iter().filter_map(|row| row.before.as_deref()),
        &texts,
        &before.facts.obligations,
        changes.iter().filter_map(|change| change.before),
    );
    let right = resolve(
        gold.iter().filter_map(|row| row.after.as_deref()),
        &texts,
        &after.facts.obligations,
        changes.iter().filter_map(|change| change.after),
    );

    let mut gold_pairs = BTreeMap::new();
    let mut gold_single = FxHashSet::default();
    for row in &gold {
        match (row.before.as_deref(), row.after.as_deref()) {
            (Some(before), Some(after)) => {
                gold_pairs.insert((before, after), *row);
            }
            single => {
                gold_single.insert(single);
            }
        }
    }
    let mut found_pairs = BTreeMap::new();
    let mut found_single = FxHashSet::default();
    for change in changes {
        let old = change.before.and_then(|at| left.get(&at).copied());
        let new = change.after.and_then(|at| right.get(&at).copied());
        if change.before.is_some() && change.after.is_some() {
            if let (Some(old), Some(new)) = (old, new) {
                found_pairs.insert((old, new), change);
            }
        } else if old.is_some() || new.is_some() {
            found_single.insert((old, new));
        }
    }

    let mut figures = DiffFigures::default();
    let (mut right_pairs, mut same) = (0, 0);
    let (mut shared, mut expected, mut got) = (0, 0, 0);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut show = |kind: &'static str, line: String| {
        let count = shown.entry(kind).or_default();
        if *count < misses {
            *count += 1;
            lines.push(format!("{kind}: {line}"));
        }
    };
    for (pair, change) in &found_pairs {
        let quotes = format!("{} ~ {}", texts[pair.0].quote, texts[pair.1].quote);
        let Some(row) = gold_pairs.get(pair) else {
            show("no pair", format!("{} {} | {quotes}", pair.0, pair.1));
            continue;
        };
        right_pairs += 1;
        let name = change_name(change.change);
        same += usize::from(row.change == name);
        if row.change != name {
            show(
                "change",
                format!(
                    "{} {} gold {} found {name} | {quotes}",
                    pair.0, pair.1, row.change
                ),
            );
        }
        let mut aspects: Vec<&str> = change.aspects.iter().map(|one| aspect_name(*one)).collect();
        aspects.sort_unstable();
        let mut listed: Vec<&str> = row.aspects.iter().map(String::as_str).collect();
        listed.sort_unstable();
        shared += aspects.iter().filter(|one| listed.contains(one)).count();
        expected += listed.len();
        got += aspects.len();
        if aspects != listed {
            let line = format!(
                "{} {} gold {listed:?} found {aspects:?} | {quotes}",
                pair.0, pair.1
            );
            show("aspects", line);
        }
    }
    for pair in gold_pairs
        .keys()
        .filter(|pair| !found_pairs.contains_key(*pair))
    {
        let quotes = format!("{} ~ {}", texts[pair.0].quote, texts[pair.1].quote);
        show("pair missed", format!("{} {} | {quotes}", pair.0, pair.1));
    }
    let alone = found_single
        .iter()
        .filter(|single| gold_single.contains(*single))
        .count();
    figures.pairs = Figures::new(right_pairs, found_pairs.len(), gold_pairs.len());
    figures.change_accuracy = same as f64 / right_pairs.max(1) as f64;
    figures.added_removed = Figures::new(alone, found_single.len(), gold_single.len());
    figures.aspects = Figures::new(shared, got, expected);
    figures.misses = lines;
    figures
}

/// The gold id of each found requirement that a gold statement matches, by its index.
fn resolve<'a>(
    ids: impl Iterator<Item = &'a str>,
    texts: &FxHashMap<&'a str, &'a GoldObligation>,
    obligations: &[Obligation],
    found: impl Iterator<Item = u32>,
) -> FxHashMap<u32, &'a str> {
    let mut known: Vec<&GoldObligation> = Vec::new();
    let mut seen = FxHashSet::default();
    for id in ids {
        if seen.insert(id) {
            known.push(texts[id]);
        }
    }
    let mut places = Vec::new();
    let mut taken = FxHashSet::default();
    for place in found {
        if taken.insert(place) {
            places.push(place);
        }
    }
    let gold: Vec<(Vec<String>, Option<Vec<String>>)> = known
        .iter()
        .map(|row| {
            let words = score_words(&row.quote);
            let with_lead = row.lead_in.as_deref().map(|lead_in| {
                let mut all = score_words(lead_in);
                all.extend(words.iter().cloned());
                all
            });
            (words, with_lead)
        })
        .collect();
    let quotes: Vec<Vec<String>> = places
        .iter()
        .map(|place| score_words(&obligations[*place as usize].quote))
        .collect();
    match_words(&gold, &quotes)
        .into_iter()
        .map(|(row, at)| (places[at], known[row].id.as_str()))
        .collect()
}

fn change_name(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Unchanged => "UNCHANGED",
        ChangeKind::Reworded => "REWORDED",
        ChangeKind::Changed => "CHANGED",
        ChangeKind::Added => "ADDED",
        ChangeKind::Removed => "REMOVED",
    }
}

fn aspect_name(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Modality => "modality",
        Aspect::Deadline => "deadline",
        Aspect::Number => "number",
        Aspect::Unit => "unit",
        Aspect::TargetGroup => "target_group",
        Aspect::Legal => "legal",
        Aspect::Scope => "scope",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Evidence, Facts, Format, Found, Modality, ObligationKind, Outline, Source, Span, Text,
    };
    use crate::vocabulary::Vocabulary;

    fn letter(year: i16, sentences: &[&str]) -> Document {
        let source = Source {
            file_name: "brev.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            encoding: "utf-8".to_owned(),
            sha256: String::new(),
            bytes: 0,
        };
        let proof = || Evidence::at(Span::default(), "test", 1.0);
        let mut facts = Facts::default();
        facts.head.year = Some(year);
        facts.obligations = sentences
            .iter()
            .map(|sentence| Obligation {
                id: (*sentence).to_owned(),
                section: 0,
                statements: Vec::new(),
                text: (*sentence).to_owned(),
                quote: (*sentence).to_owned(),
                lead_in: None,
                spans: Vec::new(),
                modality: Found::new(Modality::Must, proof()),
                kind: Found::new(ObligationKind::Duty, proof()),
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
            })
            .collect();
        Document {
            id: year.to_string(),
            ingested: None,
            text: Text::new(String::new(), Format::Plain, source),
            outline: Outline::default(),
            facts,
        }
    }

    const STATEMENTS: &str = r#"
        {"id": "a1", "quote": "Etaten skal kartlegge ventetiden."}
        {"id": "a2", "quote": "Lageret i Bodø skal avvikles."}
        {"id": "b1", "quote": "Etaten skal kartlegge ventetiden og køene."}
    "#;

    fn check(rows: &str, pairs: (usize, usize, f64), change: f64, alone: f64, aspects: f64) {
        let before = letter(
            2023,
            &[
                "Etaten skal kartlegge ventetiden.",
                "Lageret i Bodø skal avvikles.",
            ],
        );
        let after = letter(2024, &["Etaten skal kartlegge ventetiden og køene."]);
        let comparison = crate::diff::compare(&before, &after, &Vocabulary::default());
        let gold = gold_changes(rows).unwrap_or_default();
        let statements = rows_of(STATEMENTS);
        let figures = diff((&before, &after), &comparison, &gold, &statements, 5);
        let got = (figures.pairs.gold, figures.pairs.found, figures.pairs.f1);
        assert_eq!(got, pairs, "{:?}", figures.misses);
        assert_eq!(figures.change_accuracy, change);
        assert_eq!(figures.added_removed.f1, alone);
        assert_eq!(figures.aspects.f1, aspects);
    }

    fn rows_of(jsonl: &str) -> Vec<GoldObligation> {
        crate::evaluate::gold_obligations(jsonl).unwrap_or_default()
    }

    #[test]
    fn a_comparison_that_says_what_the_gold_says_has_full_marks() {
        let gold = r#"
            {"before": "a1", "after": "b1", "change": "CHANGED", "aspects": ["scope"]}
            {"before": "a2", "after": null, "change": "REMOVED", "aspects": []}
        "#;
        check(gold, (1, 1, 1.0), 1.0, 1.0, 1.0);
    }

    #[test]
    fn another_change_and_another_pair_cost_marks() {
        let gold = r#"
            {"before": "a1", "after": "b1", "change": "REWORDED", "aspects": []}
            {"before": "a2", "after": "b1", "change": "CHANGED", "aspects": ["scope"]}
        "#;
        check(gold, (2, 1, 2.0 / 3.0), 0.0, 0.0, 0.0);
    }

    #[test]
    fn rows_about_statements_that_are_not_given_do_not_count() {
        let gold = r#"
            {"before": "a1", "after": "b1", "change": "CHANGED", "aspects": ["scope"]}
            {"before": "elsewhere", "after": "b1", "change": "CHANGED", "aspects": ["scope"]}
            {"before": "a2", "after": null, "change": "REMOVED", "aspects": []}
        "#;
        check(gold, (1, 1, 1.0), 1.0, 1.0, 1.0);
    }

    #[test]
    fn a_broken_row_is_named_by_its_line() {
        let error = gold_changes("{}\n{").map_err(|error| error.to_string());
        assert!(error.is_err_and(|message| message.starts_with("line 2 of the gold")));
    }
}
