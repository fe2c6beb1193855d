use std::path::PathBuf;
use styringsgraf::archive::Archive;
use styringsgraf::diff::compare;
use styringsgraf::evaluate::{diff, gold_changes, gold_obligations};
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;

#[test]
fn figures_on_gold_do_not_fall() {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (Some(letters), Some(gold)) = (folder("STYRINGSGRAF_LETTERS"), folder("STYRINGSGRAF_GOLD"))
    else {
        println!("skipped: STYRINGSGRAF_LETTERS and STYRINGSGRAF_GOLD are not set");
        return;
    };
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    for year in ["2023", "2024"] {
        let name = format!("mal-og-disponeringsbrev-{year}.txt");
        archive
            .ingest(&std::fs::read(letters.join(&name)).unwrap(), &name)
            .unwrap();
    }
    let text = |file: &str| std::fs::read_to_string(gold.join(file)).unwrap();
    let statements = [
        text("md23-obligations.jsonl"),
        text("md24-obligations.jsonl"),
    ]
    .concat();
    let snapshot = archive.snapshot();
    let before = snapshot.document("mal-og-disponeringsbrev-2023").unwrap();
    let after = snapshot.document("mal-og-disponeringsbrev-2024").unwrap();
    let figures = diff(
        (before, after),
        &compare(before, after, snapshot.vocabulary()),
        &gold_changes(&text("yoy-dev.jsonl")).unwrap(),
        &gold_obligations(&statements).unwrap(),
        200,
    );
    println!("{}", figures.misses.join("\n"));
    println!(
        "pairs {:.3} (precision {:.3}, recall {:.3}), change {:.3}, added and removed {:.3}, aspects {:.3}",
        figures.pairs.f1,
        figures.pairs.precision,
        figures.pairs.recall,
        figures.change_accuracy,
        figures.added_removed.f1,
        figures.aspects.f1,
    );
    assert!(figures.pairs.f1 >= 0.87, "pairs");
    assert!(figures.change_accuracy >= 0.85, "changes");
    assert!(figures.added_removed.f1 >= 0.83, "added and removed");
    assert!(figures.aspects.f1 >= 0.70, "aspects");
}
