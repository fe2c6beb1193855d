use crate::program::{letter, run, styringsgraf};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

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
    let held = sled::open(folder.path()).unwrap();
    let (code, _, stderr) = run(folder.path(), &["documents"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("is in use by another styringsgraf process"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    drop(held);
    assert_eq!(run(folder.path(), &["documents"]).0, 1);
}

#[test]
fn a_store_of_another_format_version_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brev.md");
    std::fs::write(&file, letter(1)).unwrap();
    let store = folder.path().join("store");
    run(&store, &["ingest", file.to_str().unwrap()]);
    {
        let database = sled::open(&store).unwrap();
        database.insert("format", &9_u32.to_le_bytes()).unwrap();
        database.flush().unwrap();
    }
    let (code, _, stderr) = run(&store, &["documents"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("has format version 9, and this program reads version 1"),
        "{stderr}"
    );
    {
        let database = sled::open(&store).unwrap();
        database.insert("format", &1_u32.to_le_bytes()).unwrap();
        database.flush().unwrap();
    }
    let (code, stdout, _) = run(&store, &["documents", "--format", "csv"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("brev"), "{stdout}");
}
