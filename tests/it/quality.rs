//! Figures on gold, held from falling. Needs STYRINGSGRAF_LETTERS and STYRINGSGRAF_GOLD (folders).

use std::path::{Path, PathBuf};
use styringsgraf::evaluate;
use styringsgraf::model::Document;
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: {variable} is not set");
    }
    folder
}

fn document(path: &Path, reader: &Reader) -> Option<Document> {
    let name = path.file_name()?.to_str()?;
    reader.read(&std::fs::read(path).ok()?, name).ok()
}

#[test]
fn obligations_keep_their_figures_on_gold() {
    let (Some(letters), Some(gold)) = (folder("STYRINGSGRAF_LETTERS"), folder("STYRINGSGRAF_GOLD"))
    else {
        return;
    };
    let reader = Reader::new(&Vocabulary::built_in());
    let mut rows = Vec::new();
    let mut documents = Vec::new();
    for (letter, file) in [
        ("mal-og-disponeringsbrev-2023.txt", "md23-obligations.jsonl"),
        ("mal-og-disponeringsbrev-2024.txt", "md24-obligations.jsonl"),
        ("tildelingsbrev-2024.txt", "tb24-obligations.jsonl"),
    ] {
        documents.extend(document(&letters.join(letter), &reader));
        let jsonl = std::fs::read_to_string(gold.join(file)).unwrap_or_default();
        rows.extend(evaluate::gold_obligations(&jsonl).unwrap_or_else(|error| panic!("{error}")));
    }
    let figures = evaluate::obligations(&documents, &rows, 5);
    println!("{figures:#?}");
    let hold = |name: &str, figure: f64, floor: f64| {
        assert!(figure >= floor, "{name} fell to {figure:.3}, below {floor}");
    };
    hold("detection", figures.detection.f1, 0.97);
    hold("modality", figures.modality_accuracy, 0.985);
    hold("kind", figures.kind_accuracy, 0.985);
    hold("joint", figures.joint.f1, 0.96);
    for (attribute, figure) in &figures.attributes {
        let floor = match attribute {
            evaluate::Attribute::Units => 0.98,
            evaluate::Attribute::Partners => 0.93,
            evaluate::Attribute::TargetGroups => 0.85,
            evaluate::Attribute::Deadlines => 0.93,
            evaluate::Attribute::Legal => 0.97,
            evaluate::Attribute::Documents => 0.68,
        };
        hold(attribute.name(), figure.f1, floor);
    }
}
