use crate::program::run;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn letter(head: &str, tasks: &str) -> String {
    format!("---\n{head}\n---\n\n# Brev\n\n## 1 Oppgaver\n\n{tasks}\n")
}

/// A store with a letter to the directorate, the directorate's own of that year, and its letter of the year before.
fn store() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let upper = letter(
        "title: Tildelingsbrev 2032\nkind: tildelingsbrev\nyear: 2032\nsender: Arbeids- og inkluderingsdepartementet\nrecipient: Arbeids- og velferdsdirektoratet",
        "Direktoratet skal prøve ut digital veiledning av unge med nedsatt arbeidsevne i tre fylker.\n\nDirektoratet skal pusse opp kantina.",
    );
    let lower = |year: u16, tasks: &str| {
        letter(
            &format!(
                "title: Mål- og disponeringsbrev {year}\nkind: mal_og_disponeringsbrev\nyear: {year}\nsender: Arbeids- og velferdsdirektoratet\nrecipient: NAV Fylke/Region"
            ),
            tasks,
        )
    };
    let letters = [
        ("over.md", upper),
        (
            "under-2031.md",
            lower(2031, "NAV Fylke/Region bør holde arkivet i orden."),
        ),
        (
            "under.md",
            lower(
                2032,
                "NAV Fylke/Region skal prøve ut digital veiledning av unge med nedsatt arbeidsevne i tre fylker.\n\nNAV Fylke/Region skal holde arkivet i orden.",
            ),
        ),
    ];
    for (name, content) in letters {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let store = folder.path().join("store");
    let (code, _, stderr) = run(&store, &["ingest", folder.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{stderr}");
    (folder, store)
}

fn json(store: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, stdout, stderr) = run(store, arguments);
    let value = serde_json::from_str(&stdout);
    (
        code,
        value.unwrap_or_else(|error| panic!("{arguments:?}: {error}: {stdout}{stderr}")),
    )
}

const UPPER: &str = "obligation:over/1/1";
const LOWER: &str = "obligation:under/1/1";

/// Lines of the tree, each cut to its words before the label.
fn check_tree(arguments: &[&str], expected: &[&str], unexpected: &[&str]) {
    let (_folder, store) = store();
    let (code, stdout, stderr) = run(&store, arguments);
    assert_eq!(code, 0, "{arguments:?}: {stderr}");
    for line in expected {
        assert!(stdout.contains(line), "`{line}` is missing in:\n{stdout}");
    }
    for line in unexpected {
        assert!(!stdout.contains(line), "`{line}` stands in:\n{stdout}");
    }
}

#[test]
fn a_trace_is_a_tree_from_the_requirement_both_ways() {
    check_tree(
        &["trace", UPPER],
        &[
            "digital veiledning",
            "[obligation:over/1/1]\n",
            "comes from:\n  stands in 1 Oppgaver [section:over/1]\n",
            "becomes:\n  passed on as NAV Fylke/Region skal prøve ut",
            "[obligation:under/1/1]\n",
        ],
        &["kantina"],
    );
    check_tree(
        &["trace", "over/1/1", "--direction", "up"],
        &["comes from:"],
        &["becomes:", LOWER],
    );
    check_tree(
        &["trace", LOWER, "--direction", "up"],
        &["passes on Direktoratet skal prøve ut", UPPER],
        &["becomes:"],
    );
    check_tree(
        &["trace", "obligation:under/1/2"],
        &["last year NAV Fylke/Region bør holde arkivet"],
        &[UPPER],
    );
}

#[test]
fn a_trace_as_json_names_ids_that_are_found_again() {
    let (_folder, store) = store();
    let (code, trace) = json(&store, &["trace", UPPER, "--format", "json"]);
    assert_eq!((code, &trace["root"]), (0, &Value::from(UPPER)));
    let nodes = trace["nodes"].as_array().unwrap();
    let ids: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    assert_eq!(ids.len(), nodes.len());
    assert!(ids.contains(UPPER) && ids.contains(LOWER), "{ids:?}");
    for id in &ids {
        let (code, _, stderr) = run(&store, &["trace", id]);
        assert!(code < 2, "{id}: {stderr}");
    }
    let edges = trace["edges"].as_array().unwrap();
    for edge in edges {
        let ends = [&edge["from"], &edge["to"]].map(|end| end.as_str().unwrap_or_default());
        assert!(ends.iter().all(|end| ids.contains(end)), "{edge}");
    }
    let passed_on = edges
        .iter()
        .find(|edge| edge["relation"] == "PASSED_ON_AS")
        .unwrap_or_else(|| panic!("nothing is passed on: {trace}"));
    assert_eq!(
        (&passed_on["from"], &passed_on["to"]),
        (&Value::from(UPPER), &Value::from(LOWER))
    );
    assert!(passed_on["evidence"]["quote"].is_string(), "{passed_on}");
}

#[test]
fn a_trace_as_dot_declares_every_node_that_it_joins() {
    let (_folder, store) = store();
    let (code, dot, _) = run(&store, &["trace", UPPER, "--format", "dot"]);
    assert_eq!(code, 0);
    let body = dot
        .strip_prefix("digraph styringsgraf {\n")
        .and_then(|rest| rest.strip_suffix("}\n"))
        .unwrap_or_else(|| panic!("no graph: {dot}"));
    let mut declared = BTreeSet::new();
    let mut joined = BTreeSet::new();
    for line in body.lines() {
        assert!(line.ends_with(';'), "{line}");
        // Unescaped quotes come in pairs.
        let quotes = line.replace("\\\"", "").matches('"').count();
        assert_eq!(quotes % 2, 0, "{line}");
        let line = line.trim();
        let names: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        if line.contains(" -> ") {
            joined.extend(names[..2].to_vec());
        } else if line.starts_with('"') {
            declared.insert(names[0]);
        }
    }
    assert!(joined.contains(LOWER), "{dot}");
    assert!(joined.is_subset(&declared), "{dot}");
}

#[test]
fn a_trace_of_what_is_not_there_is_one_sentence() {
    let (_folder, store) = store();
    let (code, stdout, stderr) = run(&store, &["trace", "obligation:over/9/9"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(
        stderr,
        "styringsgraf: there is no node `obligation:over/9/9`; `styringsgraf obligations --format csv` lists the requirements with their ids\n"
    );
    // A node that nothing leads from or to is found, but there is nothing to tell of it.
    let (code, stdout, _) = run(&store, &["trace", UPPER, "--depth", "0"]);
    assert_eq!((code, stdout.lines().count()), (1, 1));
}

#[test]
fn gaps_are_listed_downwards_and_upwards() {
    let (_folder, store) = store();
    // The letters that stand above each other are found without being named.
    for arguments in [
        vec!["gaps", "--format", "json"],
        vec!["gaps", "over", "document:under", "--format", "json"],
    ] {
        let (code, gaps) = json(&store, &arguments);
        assert_eq!(code, 0);
        let found: Vec<(&str, &str)> = gaps
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|gap| Some((gap["gap"].as_str()?, gap["id"].as_str()?)))
            .collect();
        let expected = [
            ("NOT_TAKEN_UP", "obligation:over/1/2"),
            ("NOTHING_ABOVE", "obligation:under/1/2"),
        ];
        assert_eq!(found, expected, "{arguments:?}");
    }
    let (code, csv, _) = run(&store, &["gaps", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!((code, rows.len(), rows[0]), (0, 3, "gap,id,line,text"));
    assert!(rows[1].ends_with("pusse opp kantina."), "{csv}");
    let (code, table, _) = run(&store, &["gaps"]);
    assert_eq!(code, 0);
    assert!(table.contains("NOT_TAKEN_UP") && table.contains("NOTHING_ABOVE"));
}

#[test]
fn gaps_between_letters_that_are_not_there_are_one_sentence() {
    let (_folder, store) = store();
    let (code, stdout, stderr) = run(&store, &["gaps", "over", "finnes-ikke"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(
        stderr,
        "styringsgraf: there is no document `finnes-ikke`; `styringsgraf documents` lists those there are\n"
    );
    let (code, _, _) = run(&store, &["gaps", "over"]);
    assert_eq!(code, 2);
    let empty = store.with_file_name("empty");
    std::fs::create_dir(&empty).unwrap();
    let (code, _, stderr) = run(&empty, &["gaps"]);
    assert_eq!(code, 2);
    assert_eq!(
        stderr,
        "styringsgraf: no two letters of one year stand above each other here; name them: `styringsgraf gaps UPPER LOWER`\n"
    );
}
