//! `styringsgraf evaluate GOLD…`: how well letters are read, against rows that people read.

use super::args::{Arguments, Evaluate, ListFormat};
use super::output::{Row, print_list};
use super::terminal::tell;
use super::{Finding, archive, files, vocabulary};
use crate::archive::{Archive, Snapshot};
use crate::evaluate::{self, Figures, GoldObligation};
use crate::model::Document;
use crate::store::MemoryStore;
use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// One measure.
#[derive(Debug, Serialize)]
struct Measure {
    part: &'static str,
    measure: String,
    precision: Option<f64>,
    recall: Option<f64>,
    /// F1, or the share that is right.
    score: f64,
    gold: Option<usize>,
    found: Option<usize>,
}

impl Measure {
    fn figures(part: &'static str, measure: &str, figures: Figures) -> Measure {
        Measure {
            part,
            measure: measure.to_owned(),
            precision: Some(figures.precision),
            recall: Some(figures.recall),
            score: figures.f1,
            gold: Some(figures.gold),
            found: Some(figures.found),
        }
    }

    fn share(part: &'static str, measure: &str, score: f64) -> Measure {
        Measure {
            part,
            measure: measure.to_owned(),
            precision: None,
            recall: None,
            score,
            gold: None,
            found: None,
        }
    }
}

impl Measure {
    /// How often something happened that should not.
    fn count(part: &'static str, measure: &str, count: usize) -> Measure {
        Measure {
            found: Some(count),
            ..Measure::share(part, measure, count as f64)
        }
    }
}

impl Row for Measure {
    const HEADINGS: &'static [&'static str] = &[
        "part",
        "measure",
        "precision",
        "recall",
        "score",
        "gold",
        "found",
    ];

    fn cells(&self) -> Vec<String> {
        let decimal =
            |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:.3}"));
        let count =
            |number: Option<usize>| number.map_or(String::new(), |number| number.to_string());
        vec![
            self.part.to_owned(),
            self.measure.clone(),
            decimal(self.precision),
            decimal(self.recall),
            decimal(Some(self.score)),
            count(self.gold),
            count(self.found),
        ]
    }
}

/// The gold files given, by what their rows are about.
#[derive(Default)]
struct Gold {
    obligations: Vec<GoldObligation>,
    changes: String,
    derivations: Vec<evaluate::GoldDerivation>,
    answers: Vec<evaluate::GoldAnswer>,
    recommendations: Vec<evaluate::GoldRecommendation>,
}

pub(super) fn run(arguments: &Arguments, command: &Evaluate) -> anyhow::Result<Finding> {
    let mut gold = Gold::default();
    for path in &command.gold {
        read_gold(path, &mut gold)?;
    }
    let archive = match &command.letters {
        Some(folder) => read_letters(arguments, folder)?,
        None => archive(arguments)?,
    };
    let snapshot = archive.snapshot();
    let mut measures = Vec::new();
    let mut misses = Vec::new();
    if !gold.obligations.is_empty() {
        let documents: Vec<Document> = snapshot
            .documents()
            .iter()
            .map(|document| Document::clone(document))
            .collect();
        let figures = evaluate::obligations(&documents, &gold.obligations, command.misses);
        measures.push(Measure::figures(
            "obligations",
            "detection",
            figures.detection,
        ));
        measures.push(Measure::share(
            "obligations",
            "modality",
            figures.modality_accuracy,
        ));
        measures.push(Measure::share("obligations", "kind", figures.kind_accuracy));
        for (attribute, figures) in figures.attributes {
            measures.push(Measure::figures("obligations", attribute.name(), figures));
        }
        measures.push(Measure::figures("obligations", "joint", figures.joint));
        misses.extend(figures.misses);
    }
    if !gold.changes.is_empty() {
        measure_diff(&snapshot, &gold, command.misses, &mut measures, &mut misses)?;
    }
    measure_links(&snapshot, &gold, command.misses, &mut measures, &mut misses);
    for miss in misses {
        tell!("{miss}");
    }
    print_list(&measures, command.format)?;
    if command.format == ListFormat::Table {
        tell!("measured on {} documents", snapshot.documents().len());
    }
    Ok(match measures.is_empty() {
        true => Finding::Nothing,
        false => Finding::Found,
    })
}

fn read_gold(path: &Path, gold: &mut Gold) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the gold file `{}`", path.display()))?;
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else {
        bail!("the gold file `{}` is empty", path.display());
    };
    let row: Value = serde_json::from_str(first)
        .with_context(|| format!("`{}`, line 1, is no JSON row", path.display()))?;
    let context = || format!("in the gold file `{}`", path.display());
    if row.get("modality").is_some() {
        gold.obligations
            .extend(evaluate::gold_obligations(&text).with_context(context)?);
    } else if row.get("asked_doc").is_some() {
        gold.answers
            .extend(evaluate::gold_answers(&text).with_context(context)?);
    } else if row.get("taken_up").is_some() {
        gold.recommendations
            .extend(evaluate::gold_recommendations(&text).with_context(context)?);
    } else if row.get("relation").is_some() {
        gold.derivations
            .extend(evaluate::gold_derivations(&text).with_context(context)?);
    } else if row.get("change").is_some() {
        gold.changes.push_str(&text);
    } else {
        bail!(
            "the rows of `{}` are of no kind that can be scored; requirements (`modality`), changes (`change`), requirements passed on (`relation`), answers (`asked_doc`) and recommendations (`taken_up`) can",
            path.display()
        );
    }
    Ok(())
}

/// The letters of a folder, read into memory.
fn read_letters(arguments: &Arguments, folder: &Path) -> anyhow::Result<Archive> {
    let archive = Archive::open(Box::new(MemoryStore::default()), vocabulary(arguments)?)?;
    let mut batch = archive.batch();
    for path in files::letters(folder)?.files {
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        batch.ingest(&bytes, &name)?;
    }
    batch.finish()?;
    Ok(archive)
}

fn measure_diff(
    snapshot: &Arc<Snapshot>,
    gold: &Gold,
    misses: usize,
    measures: &mut Vec<Measure>,
    told: &mut Vec<String>,
) -> anyhow::Result<()> {
    let rows = evaluate::gold_changes(&gold.changes)?;
    let letter = |side: fn(&evaluate::GoldChange) -> Option<&String>| -> anyhow::Result<usize> {
        let ids = rows.iter().filter_map(side);
        let mut documents = ids
            .filter_map(|id| gold.obligations.iter().find(|row| row.id == *id))
            .map(|row| &row.doc);
        let Some(document) = documents.next() else {
            bail!(
                "give the gold requirements of both letters too: the rows of changes name them by id"
            );
        };
        let at = snapshot.document_index(document);
        at.with_context(|| format!("there is no document `{document}`, which the gold is about; ingest it or name its folder with --letters"))
    };
    let before = letter(|row| row.before.as_ref())?;
    let after = letter(|row| row.after.as_ref())?;
    let comparison = snapshot.diff(before, after);
    let documents = (
        &*snapshot.documents()[before],
        &*snapshot.documents()[after],
    );
    let figures = evaluate::diff(documents, &comparison, &rows, &gold.obligations, misses);
    measures.push(Measure::figures("diff", "pairs", figures.pairs));
    measures.push(Measure::share("diff", "change", figures.change_accuracy));
    measures.push(Measure::figures(
        "diff",
        "added_removed",
        figures.added_removed,
    ));
    measures.push(Measure::figures("diff", "aspects", figures.aspects));
    told.extend(figures.misses);
    Ok(())
}

fn measure_links(
    snapshot: &Snapshot,
    gold: &Gold,
    misses: usize,
    measures: &mut Vec<Measure>,
    told: &mut Vec<String>,
) {
    let graph = snapshot.graph();
    if !gold.derivations.is_empty() {
        // The rows do not name the letters: they are those of the pair of letters that has most of them.
        let pairs = graph.links().parts().cascades.iter();
        let figures = pairs.map(|pair| {
            let pair = (pair.first, pair.second);
            evaluate::cascade(graph, pair, &gold.derivations, misses)
        });
        let best = figures.max_by(|a, b| a.pairs.recall.total_cmp(&b.pairs.recall));
        if let Some(figures) = best {
            measures.push(Measure::figures("cascade", "pairs", figures.pairs));
            measures.push(Measure::share("cascade", "relation", figures.relation));
            told.extend(figures.misses);
        }
    }
    let asked = documents(gold.answers.iter().map(|row| &row.asked_doc));
    for letter in asked {
        if let Some(at) = snapshot.document_index(letter) {
            let figures = evaluate::answers(graph, at as u32, &gold.answers, misses);
            let counts = [
                ("false_target_met", figures.false_met),
                ("false_silence", figures.false_silence),
            ];
            for (measure, score) in [
                ("section", figures.section),
                ("sentence", figures.sentence),
                ("verdict", figures.verdict),
                ("values", figures.values),
                ("not_reported", figures.not_reported),
                ("section_of_claims", figures.precision),
            ] {
                measures.push(Measure::share("results", measure, score));
            }
            for (measure, count) in counts {
                measures.push(Measure::count("results", measure, count));
            }
            told.extend(figures.misses);
        }
    }
    let reports = documents(gold.recommendations.iter().map(|row| &row.doc));
    for report in reports {
        if let Some(at) = snapshot.document_index(report) {
            let gold = &gold.recommendations;
            let figures = evaluate::recommendations(graph, at as u32, gold, misses);
            let part = "recommendations";
            measures.push(Measure::figures(part, "detection", figures.detection));
            measures.push(Measure::share(part, "horizon", figures.horizon));
            measures.push(Measure::figures(part, "uptake", figures.uptake));
            told.extend(figures.misses);
        }
    }
}

/// The documents that rows are about, each once.
fn documents<'a>(named: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    named.map(String::as_str).collect()
}
