//! Throw-away measurement on gold quotes.
use super::deadline::{self, Reading};
use super::token::Tokens;
use std::collections::BTreeSet;

fn key(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<String>().replace('–', "-")
}

#[test]
fn probe() {
    let Ok(gold) = std::env::var("STYRINGSGRAF_GOLD") else { return };
    let (mut tp, mut fp, mut fneg) = (0, 0, 0);
    let mut legal_counts = (0, 0, 0);
    let acts = super::legal::Acts::new(&crate::vocabulary::Vocabulary::built_in());
    for file in ["md23", "md24", "tb24"] {
        let text = std::fs::read_to_string(format!("{gold}/{file}-obligations.jsonl")).unwrap();
        let mut cited = super::legal::Cited::default();
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            cited.note(&Tokens::new(row["quote"].as_str().unwrap()), &acts, 0);
        }
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let quote = row["quote"].as_str().unwrap();
            let year = if file == "md23" { 2023 } else { 2024 };
            let expected: BTreeSet<String> = row["deadlines"].as_array().unwrap().iter().map(|d| {
                ["date", "recurrence", "duration"].iter().find_map(|k| d[*k].as_str().map(str::to_owned)).unwrap_or_else(|| key(d["text"].as_str().unwrap()))
            }).collect();
            let tokens = Tokens::new(quote);
            let found: BTreeSet<String> = deadline::deadlines(&tokens, Some(year), Reading::Directive).into_iter().map(|m| {
                let d = m.value;
                d.date.map(|d| d.to_string()).or(d.recurrence.map(|r| format!("{r:?}").to_uppercase())).or(d.duration).unwrap_or_else(|| key(&d.text))
            }).collect();
            tp += expected.intersection(&found).count();
            fp += found.difference(&expected).count();
            fneg += expected.difference(&found).count();
            let e: BTreeSet<String> = row["legal"].as_array().unwrap().iter().map(|d| key(d.as_str().unwrap())).collect();
            let f: BTreeSet<String> = super::legal::legal(&tokens, &acts, &cited, 0).into_iter().map(|m| key(&m.value.citation)).collect();
            legal_counts.0 += e.intersection(&f).count();
            legal_counts.1 += f.difference(&e).count();
            legal_counts.2 += e.difference(&f).count();
            if e != f { println!("LEGAL {} {e:?} {f:?} | {quote}", row["id"]); }
            if expected != found { println!("{} {expected:?} {found:?} | {quote}", row["id"]); }
        }
    }
    println!("deadlines tp {tp} fp {fp} fn {fneg}; legal {legal_counts:?}");
}
