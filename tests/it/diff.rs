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

/// Every letter that the program brings, with the ones that are set, read anew.
fn letters() -> Vec<styringsgraf::model::Document> {
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/letters")];
    folders.extend(std::env::var_os("STYRINGSGRAF_LETTERS").map(PathBuf::from));
    let mut letters = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            if archive.ingest(&bytes, &name).is_ok() {
                let snapshot = archive.snapshot();
                letters.extend(snapshot.documents().iter().map(|one| (**one).clone()));
            }
        }
    }
    letters.sort_by(|left, right| left.id.cmp(&right.id));
    letters.dedup_by(|left, right| left.text.source.sha256 == right.text.source.sha256);
    letters
}

#[test]
fn a_letter_does_not_differ_from_itself() {
    for letter in letters() {
        let found = compare(&letter, &letter, &Vocabulary::built_in());
        let told: Vec<String> = found
            .changes
            .iter()
            .filter(|change| change.change != styringsgraf::diff::ChangeKind::Unchanged)
            .map(|change| change.explanation_nb.clone())
            .collect();
        assert!(told.is_empty(), "{}: {told:#?}", letter.id);
    }
}

#[test]
fn every_side_of_every_change_is_its_letters_own_words() {
    use styringsgraf::diff::{ChangeKind, EditOp, What, WordEdit};
    let letters = letters();
    let joined =
        |edits: &[WordEdit]| -> String { edits.iter().map(|edit| edit.text.as_str()).collect() };
    for before in &letters {
        for after in letters.iter().filter(|after| after.id != before.id) {
            for change in compare(before, after, &Vocabulary::built_in()).changes {
                for (document, at, edits) in [
                    (
                        before,
                        change.before_of(What::Obligation),
                        &change.words_before,
                    ),
                    (
                        after,
                        change.after_of(What::Obligation),
                        &change.words_after,
                    ),
                ] {
                    if let Some(at) = at {
                        let quote = &document.facts.obligations[at as usize].quote;
                        assert_eq!(&joined(edits), quote, "{}", document.id);
                    }
                }
                if change.change == ChangeKind::Unchanged && change.what != What::BudgetItem {
                    let all = [&change.words, &change.words_before, &change.words_after];
                    let mut edits = all.into_iter().flatten();
                    assert!(edits.all(|edit| edit.op == EditOp::Equal), "{change:#?}");
                }
            }
        }
    }
}
