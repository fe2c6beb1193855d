use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use styringsgraf::model::Document;
use styringsgraf::reading::Reader;
use styringsgraf::search::{Index, Query};
use styringsgraf::vocabulary::Vocabulary;

/// What the ranking has to reach at least, as means over all queries.
const LEAST_NDCG: f64 = 0.82;
const LEAST_RECALL: f64 = 0.75;

#[test]
fn ranking_of_the_gold_queries_does_not_fall() {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (Some(letters), Some(gold)) = (folder("STYRINGSGRAF_LETTERS"), folder("STYRINGSGRAF_GOLD"))
    else {
        eprintln!("skipped: STYRINGSGRAF_LETTERS and STYRINGSGRAF_GOLD name no folders");
        return;
    };
    let vocabulary = Vocabulary::built_in();
    let index = Index::build(&documents(letters, &vocabulary), &vocabulary).expect("an index");
    let lines = std::fs::read_to_string(gold.join("search-dev.jsonl")).expect("gold queries");
    let (mut ndcg, mut recall, mut count) = (0.0, 0.0, 0.0);
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).expect("a query");
        let (one, other) = score(&row, &index);
        ndcg += one;
        recall += other;
        count += 1.0;
    }
    let (ndcg, recall) = (ndcg / count, recall / count);
    println!("nDCG@10 {ndcg:.3}, recall@20 {recall:.3} over {count} queries");
    assert!(ndcg >= LEAST_NDCG, "nDCG@10 {ndcg:.3}");
    assert!(recall >= LEAST_RECALL, "recall@20 {recall:.3}");
}

fn documents(folder: PathBuf, vocabulary: &Vocabulary) -> Vec<Arc<Document>> {
    let entries = std::fs::read_dir(folder).expect("a folder of letters");
    let mut paths: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    let reader = Reader::new(vocabulary);
    let document = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a letter");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Arc::new(reader.read(&bytes, &name).expect("a text"))
    };
    paths.into_iter().map(document).collect()
}

/// nDCG@10 and recall@20 of one query.
fn score(row: &Value, index: &Index) -> (f64, f64) {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut query = Query::new(text(row, "query"));
    query.limit = 50;
    if let Some(document) = row["filter"]["doc"].as_str() {
        query.filter.documents = vec![document.to_owned()];
    }
    let wanted = row["relevant"].as_array().cloned().unwrap_or_default();
    let wanted: Vec<(String, Bag, f64)> = (wanted.iter())
        .map(|it| {
            let grade = it["grade"].as_f64().unwrap_or_default();
            (text(it, "doc"), Bag::of(&text(it, "quote")), grade)
        })
        .collect();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut gains: Vec<f64> = Vec::new();
    for hit in index.search(&query).expect("an answer").hits {
        if gains.len() == 20 {
            break;
        }
        let bag = Bag::of(&hit.quote);
        let meets = |(document, quote, _): &(String, Bag, f64)| {
            *document == hit.document && quote.is_met_by(&bag)
        };
        let met: Vec<usize> = (0..wanted.len()).filter(|at| meets(&wanted[*at])).collect();
        let new: Vec<usize> = met
            .iter()
            .copied()
            .filter(|at| !found.contains(at))
            .collect();
        // A hit that finds only what was found before takes no rank.
        if !met.is_empty() && new.is_empty() {
            continue;
        }
        let grades = new.iter().map(|at| wanted[*at].2);
        gains.push(grades.fold(0.0, f64::max));
        found.extend(new);
    }
    let gain = |gains: &[f64]| -> f64 {
        let ranked = gains.iter().take(10).enumerate();
        ranked
            .map(|(at, gain)| gain / (at as f64 + 2.0).log2())
            .sum()
    };
    let mut ideal: Vec<f64> = wanted.iter().map(|it| it.2).collect();
    ideal.sort_by(|one, other| other.total_cmp(one));
    let recall = found.len() as f64 / wanted.len().min(20) as f64;
    (gain(&gains) / gain(&ideal), recall.min(1.0))
}

/// The words and pairs of words of a text, each with how often it stands.
struct Bag {
    words: BTreeMap<String, usize>,
    pairs: BTreeMap<(String, String), usize>,
}

impl Bag {
    fn of(text: &str) -> Bag {
        let lower = text.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let row: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut bag = Bag {
            words: BTreeMap::new(),
            pairs: BTreeMap::new(),
        };
        for word in &row {
            *bag.words.entry((*word).to_owned()).or_default() += 1;
        }
        for pair in row.windows(2) {
            let pair = (pair[0].to_owned(), pair[1].to_owned());
            *bag.pairs.entry(pair).or_default() += 1;
        }
        bag
    }

    /// Whether a hit holds enough of this quote, and not too much besides.
    fn is_met_by(&self, hit: &Bag) -> bool {
        let shared = shared(&self.words, &hit.words) as f64;
        let (own, other) = (count(&self.words) as f64, count(&hit.words) as f64);
        shared >= 0.6 * own
            && (shared >= 0.2 * other || other - shared <= 60.0)
            && self::shared(&self.pairs, &hit.pairs) as f64 >= 0.55 * count(&self.pairs) as f64
    }
}

fn shared<K: Ord>(one: &BTreeMap<K, usize>, other: &BTreeMap<K, usize>) -> usize {
    let both = one
        .iter()
        .map(|(key, count)| other.get(key).map_or(0, |it| *it.min(count)));
    both.sum()
}

fn count<K>(bag: &BTreeMap<K, usize>) -> usize {
    bag.values().sum()
}
