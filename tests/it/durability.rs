use crate::program::{letter, run, styringsgraf};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use styringsgraf::store::{Access, FolderStore};

#[test]
fn a_killed_ingest_leaves_every_document_whole_or_absent() {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().join("letters");
    std::fs::create_dir(&letters).unwrap();
    for number in 0..40 {
        std::fs::write(letters.join(format!("brev-{number:02}.md")), letter(number)).unwrap();
    }
    // Killed after so many reported documents; the last run is left to finish.
    for (round, reports) in [0, 1, 3, 7, 15, 40].into_iter().enumerate() {
        let store = folder.path().join(format!("store-{round}"));
        let mut child = styringsgraf(&store)
            .arg("ingest")
            .arg(&letters)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut reported = Vec::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while reported.len() < reports {
            let line = lines.next().unwrap().unwrap();
            let id = line.split_whitespace().nth(1).unwrap();
            reported.push(id.trim_end_matches(':').to_owned());
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let (_, json, stderr) = run(&store, &["documents", "--format", "json"]);
        let documents: Vec<serde_json::Value> = serde_json::from_str(&json)
            .unwrap_or_else(|error| panic!("round {round}: {error}: {json} {stderr}"));
        let there: Vec<&str> = documents
            .iter()
            .filter_map(|found| found["id"].as_str())
            .collect();
        for id in &reported {
            assert!(
                there.contains(&id.as_str()),
                "round {round}: {id} was reported but is lost"
            );
        }
        for document in &documents {
            let whole = letter(document["id"].as_str().unwrap()[5..].parse().unwrap());
            assert_eq!(document["bytes"], whole.len(), "round {round}: {document}");
            assert_eq!(document["obligations"], 2, "round {round}: {document}");
        }
        let (code, _, stderr) = run(&store, &["ingest", letters.to_str().unwrap()]);
        assert_eq!(code, 0, "round {round}: {stderr}");
        let (_, json, _) = run(&store, &["documents", "--format", "json"]);
        let documents: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(documents.len(), 40, "round {round}");
    }
}

#[test]
fn a_second_process_is_told_that_the_store_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let held = FolderStore::open(&store, Access::Write).unwrap();
    let (code, _, stderr) = run(&store, &["documents"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("is in use by another styringsgraf process"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    drop(held);
    assert_eq!(run(&store, &["documents"]).0, 1);
}

#[test]
fn a_store_of_another_layout_is_refused_and_kept() {
    let filled = Filled::new(1);
    let mark = filled.store().join("format");
    let own = std::fs::read(&mark).unwrap();
    std::fs::write(&mark, "styringsgraf store 9, layout 9\n").unwrap();
    let (code, _, stderr) = run(&filled.store(), &["documents"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("has layout version 9, and this program reads version 2"),
        "{stderr}"
    );
    std::fs::write(&mark, own).unwrap();
    filled.check(&[]);
}

#[test]
fn a_store_that_is_not_there_is_not_made_by_asking() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("feilstavet");
    for command in ["documents", "obligations", "export"] {
        let (code, _, stderr) = run(&store, &[command]);
        assert_eq!(code, 2);
        assert!(stderr.contains("there is no store"), "{stderr}");
        assert!(!store.exists(), "{command} made it");
    }
}

#[test]
fn the_files_of_others_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("db"), "noe annet").unwrap();
    let (code, _, stderr) = run(folder.path(), &["reindex"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("holds files that are no store"), "{stderr}");
    let kept = std::fs::read_to_string(folder.path().join("db")).unwrap();
    assert_eq!(kept, "noe annet");
}

#[test]
fn a_store_of_the_first_version_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let text = letter(7);
    {
        let database = sled::open(folder.path()).unwrap();
        database.insert("format", &1_u32.to_le_bytes()).unwrap();
        let documents = database.open_tree("documents").unwrap();
        // Id, time, text, format, source, and the beginning of what is not read.
        let source = (
            "brev-07.md",
            "text/markdown",
            "utf-8",
            "0".repeat(64),
            5_u64,
        );
        let record = (
            "brev-07",
            None::<String>,
            &text,
            1_u32,
            source,
            [1_u32, 2, 3],
        );
        let mut bytes = b"SG\x01\x00".to_vec();
        bytes.extend(postcard::to_stdvec(&record).unwrap());
        documents.insert("brev-07", bytes).unwrap();
        documents.insert("skadet", b"SG\x01\x00\xff\xff").unwrap();
        database.flush().unwrap();
    }
    let (code, stdout, stderr) = run(folder.path(), &["documents", "--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("1 letters were taken over"), "{stderr}");
    assert!(stderr.contains("document `skadet` is damaged"), "{stderr}");
    let documents: Vec<serde_json::Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!(documents[0]["id"], "brev-07");
    assert_eq!(documents[0]["obligations"], 2);
    let (_, again, stderr) = run(folder.path(), &["documents", "--format", "json"]);
    assert_eq!(again, stdout);
    assert_eq!(stderr, "");
}

#[test]
fn what_was_read_is_made_again_from_the_letters() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("gone", |records| std::fs::remove_dir_all(records).unwrap()),
        ("cut", |records| cut(&records.join("db"), 100)),
        ("empty", |records| cut(&records.join("db"), 0)),
        ("flipped", |records| flip_everywhere(&records.join("db"))),
    ];
    for (name, damage) in damages {
        let filled = Filled::new(3);
        damage(&filled.store().join("records"));
        let stderr = filled.check(&[]);
        assert!(
            stderr.contains("3 documents were read anew"),
            "{name}: {stderr}"
        );
        assert_eq!(filled.check(&[]), "", "{name}: told twice");
    }
}

#[test]
fn a_snapshot_that_was_never_finished_is_no_snapshot() {
    let filled = Filled::new(2);
    let unfinished = filled
        .store()
        .join("records/snap.00000000000FFFFF.generating");
    std::fs::write(&unfinished, b"").unwrap();
    assert_eq!(filled.check(&[]), "");
}

#[test]
fn a_damaged_letter_is_told_and_written_again_from_what_was_read() {
    let filled = Filled::new(3);
    let letters = filled.store().join("letters");
    let damaged = std::fs::read_dir(&letters)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    flip(&damaged, 40);
    let (code, stdout, _) = run(&filled.store(), &["check"]);
    assert_eq!(
        (code, stdout.matches("damaged").count()),
        (2, 1),
        "{stdout}"
    );
    let (code, stdout, _) = run(&filled.store(), &["check", "--repair"]);
    assert_eq!(
        (code, stdout.matches("repaired").count()),
        (0, 1),
        "{stdout}"
    );
    assert_eq!(run(&filled.store(), &["check"]).0, 0);
    // Without what was read, the file itself gives it back.
    std::fs::remove_file(&damaged).unwrap();
    std::fs::remove_dir_all(filled.store().join("records")).unwrap();
    let stderr = filled.check(&["lost"]);
    assert!(stderr.contains("ingest `brev-"), "{stderr}");
    filled.ingest();
    filled.check(&[]);
    assert_eq!(run(&filled.store(), &["check"]).0, 0);
}

#[test]
fn a_backup_makes_the_store_again() {
    let filled = Filled::new(4);
    let file = filled.folder.path().join("alt.tar");
    let held = FolderStore::open(&filled.store(), Access::Write).unwrap();
    let (code, stdout, stderr) = run(&filled.store(), &["backup", file.to_str().unwrap()]);
    drop(held);
    assert_eq!(
        (code, stdout.as_str()),
        (0, "4 letters written\n"),
        "{stderr}"
    );
    let anew = filled.folder.path().join("anew");
    let (code, _, stderr) = run(&anew, &["restore", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{stderr}");
    let export = |store: &Path| run(store, &["export"]).1;
    assert_eq!(export(&anew), export(&filled.store()));
    let (code, _, stderr) = run(&anew, &["restore", file.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(stderr.contains("holds letters already"), "{stderr}");
    cut(&file, 3000);
    let (code, _, stderr) = run(
        &filled.folder.path().join("cut"),
        &["restore", file.to_str().unwrap()],
    );
    assert_eq!(code, 2, "{stderr}");
}

#[test]
fn a_replaced_letter_is_kept_until_it_is_forgotten() {
    let filled = Filled::new(1);
    let kept = || {
        std::fs::read_dir(filled.store().join("letters"))
            .unwrap()
            .count()
    };
    std::fs::write(filled.letters().join("brev-00.md"), letter(9)).unwrap();
    filled.ingest();
    assert_eq!(kept(), 2);
    let (code, stdout, stderr) = run(&filled.store(), &["remove", "--forget", "brev-00"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("forgotten brev-00: 2 letters"), "{stdout}");
    assert_eq!(kept(), 0);
}

#[cfg(unix)]
#[test]
fn two_letters_of_one_name_are_both_kept() {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().join("brev");
    for year in [2023, 2024] {
        let below = letters.join(year.to_string());
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(below.join("brev.md"), letter(year)).unwrap();
    }
    let store = folder.path().join("store");
    let ingest = || run(&store, &["ingest", letters.to_str().unwrap()]);
    let ids = || {
        let (_, stdout, _) = run(&store, &["documents", "--format", "json"]);
        let documents: Vec<serde_json::Value> = serde_json::from_str(&stdout).unwrap();
        let ids = documents
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let (code, _, stderr) = ingest();
    assert_eq!(code, 2);
    assert!(stderr.contains("is stored as `2024-brev`"), "{stderr}");
    assert_eq!(ids(), ["2024-brev", "brev"]);
    // Again they are the same letters; a new text of one takes its own place.
    assert_eq!(ingest().0, 0);
    std::fs::write(letters.join("2024/brev.md"), letter(1)).unwrap();
    let (code, stdout, stderr) = ingest();
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("replaced  2024-brev"), "{stdout}");
    assert_eq!(ids(), ["2024-brev", "brev"]);
}

/// A store with letters, and the folder that they came from.
struct Filled {
    folder: tempfile::TempDir,
    count: usize,
}

impl Filled {
    fn new(count: usize) -> Filled {
        let filled = Filled {
            folder: tempfile::tempdir().unwrap(),
            count,
        };
        std::fs::create_dir(filled.letters()).unwrap();
        for number in 0..count {
            let path = filled.letters().join(format!("brev-{number:02}.md"));
            std::fs::write(path, letter(number)).unwrap();
        }
        filled.ingest();
        filled
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn letters(&self) -> PathBuf {
        self.folder.path().join("letters")
    }

    fn ingest(&self) {
        let (code, _, stderr) = run(&self.store(), &["ingest", self.letters().to_str().unwrap()]);
        assert_eq!(code, 0, "{stderr}");
    }

    /// All documents are there but for what is told as lost; gives what was told.
    fn check(&self, lost: &[&str]) -> String {
        let (_, stdout, stderr) = run(&self.store(), &["documents", "--format", "json"]);
        let documents: Vec<serde_json::Value> = serde_json::from_str(&stdout).unwrap();
        assert_eq!(documents.len(), self.count - lost.len(), "{stderr}");
        for word in lost {
            assert!(stderr.contains(word), "{stderr}");
        }
        stderr
    }
}

fn cut(path: &Path, length: u64) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(length).unwrap();
}

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= 4;
    std::fs::write(path, bytes).unwrap();
}

fn flip_everywhere(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    for at in (10..used).step_by(97) {
        bytes[at] ^= 4;
    }
    std::fs::write(path, bytes).unwrap();
}
