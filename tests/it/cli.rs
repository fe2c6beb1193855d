use crate::program::{letter, run, styringsgraf, told};
use std::io::Write;
use std::process::Stdio;

/// What a file holds, and what the program says of it.
fn check_refused(name: &str, bytes: &[u8], sentence: &str) {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join(name);
    std::fs::write(&bad, bytes).unwrap();
    let good = folder.path().join("godt-brev.md");
    std::fs::write(&good, letter(1)).unwrap();
    let store = folder.path().join("store");
    let paths = [bad.to_str().unwrap(), good.to_str().unwrap()];
    let (code, stdout, stderr) = run(&store, &["ingest", paths[0], paths[1]]);
    assert_eq!(code, 2, "{name}: {stdout}{stderr}");
    assert!(stderr.contains(sentence), "{name}: {stderr}");
    let told: Vec<&str> = stderr
        .lines()
        .filter(|line| line.starts_with("styringsgraf:"))
        .collect();
    assert_eq!(told.len(), 1, "{name}: one sentence, not {stderr}");
    assert!(
        stdout.contains("added     godt-brev"),
        "{name}: the other file goes on: {stdout}"
    );
}

#[test]
fn an_empty_file_is_refused_and_the_others_go_on() {
    check_refused("tomt.txt", b" \n", "`tomt.txt` is empty");
}

#[test]
fn binary_under_a_text_name_is_refused() {
    check_refused(
        "brev.txt",
        b"\x00\x01\x02\x03 skal \x00\x00\xff",
        "`brev.txt`",
    );
}

#[test]
fn a_broken_pdf_under_a_text_name_is_refused_with_what_to_do() {
    check_refused(
        "skann.txt",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        "damaged and cannot be read as a PDF",
    );
}

#[test]
fn the_same_letter_under_another_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    for name in ["brev-a.md", "brev-b.md"] {
        std::fs::write(folder.path().join(name), letter(1)).unwrap();
    }
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (code, _, stderr) = run(&store, &["ingest", &path("brev-a.md"), &path("brev-b.md")]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("`brev-b.md` holds the same bytes as document `brev-a`"),
        "{stderr}"
    );
}

#[test]
fn windows_1252_is_read_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gammelt-brev.txt");
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1252.encode("1 Mål\n\nEtaten må gjøre søknadene enklere å følge.\n");
    std::fs::write(&file, &bytes).unwrap();
    let store = folder.path().join("store");
    let (code, stdout, stderr) = run(&store, &["ingest", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("gammelt-brev"), "{stdout}");
    assert!(stderr.to_lowercase().contains("windows-1252"), "{stderr}");
}

#[test]
fn a_folder_without_letters_and_a_missing_file_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let (code, _, stderr) = run(
        &store,
        &["ingest", empty.to_str().unwrap(), "/nowhere/brev.txt"],
    );
    assert_eq!(code, 2);
    assert!(stderr.contains("holds no letters"), "{stderr}");
    assert!(
        stderr.contains("there is no file or folder `/nowhere/brev.txt`"),
        "{stderr}"
    );
}

#[test]
fn broken_front_matter_is_told_with_its_line_and_the_letter_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brev.md");
    let broken = format!("---\ntitle: \"Brev\nyear: [2024\n---\n\n{}", letter(1));
    std::fs::write(&file, broken).unwrap();
    let store = folder.path().join("store");
    let (code, stdout, stderr) = run(&store, &["ingest", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("added     brev"), "{stdout}");
    assert!(stderr.contains("brev.md:"), "{stderr}");
}

#[test]
fn the_same_bytes_again_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brev.md");
    std::fs::write(&file, letter(1)).unwrap();
    let path = file.to_str().unwrap();
    let store = folder.path().join("store");
    assert!(run(&store, &["ingest", path]).1.starts_with("added"));
    let before = run(&store, &["export"]).1;
    assert!(run(&store, &["ingest", path]).1.starts_with("unchanged"));
    assert_eq!(run(&store, &["export"]).1, before);
    std::fs::write(&file, letter(2)).unwrap();
    assert!(run(&store, &["ingest", path]).1.starts_with("replaced"));
    assert_ne!(run(&store, &["export"]).1, before);
}

#[test]
fn a_letter_on_standard_input_takes_the_name_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = styringsgraf(folder.path())
        .args(["ingest", "--name", "fjellbrev-2024", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(letter(3).as_bytes())
        .unwrap();
    let (code, stdout, _) = told(child.wait_with_output().unwrap());
    assert_eq!(code, 0);
    assert!(stdout.starts_with("added     fjellbrev-2024"), "{stdout}");
}

#[test]
fn requirements_are_listed_shown_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brev.md");
    std::fs::write(&file, letter(1)).unwrap();
    let store = folder.path().join("store");
    run(&store, &["ingest", file.to_str().unwrap()]);
    let (code, json, _) = run(&store, &["obligations", "--format", "json"]);
    assert_eq!(code, 0);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 2, "{json}");
    assert_eq!(rows[0]["modality"], "MUST");
    assert_eq!(rows[0]["line"], 5);
    let id = rows[0]["id"].as_str().unwrap();
    let (code, stdout, _) = run(&store, &["show", id]);
    assert_eq!(code, 0);
    assert!(stdout.contains("turisthytter"), "{stdout}");
    assert_eq!(run(&store, &["obligations", "--year", "1999"]).0, 1);
    let (code, _, stderr) = run(&store, &["obligations", "--document", "brv"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("there is no document `brv`; did you mean `brev`"),
        "{stderr}"
    );
    assert_eq!(run(&store, &["remove", "brev"]).0, 0);
    assert_eq!(run(&store, &["documents"]).0, 1);
}

#[test]
fn a_broken_vocabulary_file_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("egne.toml"),
        "[[unit]]\nslug = \"x\"\nnavn = \"X\"\n",
    )
    .unwrap();
    let store = folder.path().join("store");
    let (code, _, stderr) = run(
        &store,
        &["--vocabulary", folder.path().to_str().unwrap(), "documents"],
    );
    assert_eq!(code, 2);
    assert!(
        stderr.contains("egne.toml") && stderr.contains("line 3"),
        "{stderr}"
    );
}

const EARLIER: &str = "# Tildelingsbrev 2023 til Fjelltilsynet\n\n## 1 Oppgaver\n\n\
    Fjelltilsynet skal kontrollere turisthyttene innen 1. juni 2023.\n\n\
    Fjelltilsynet bør merke stiene på nytt.\n\n\
    Fjelltilsynet skal selge den gamle båten.\n";
const LATER: &str = "# Tildelingsbrev 2024 til Fjelltilsynet\n\n## 1 Oppgaver\n\n\
    Fjelltilsynet skal merke stiene på nytt.\n\n\
    Fjelltilsynet skal kontrollere turisthyttene innen 1. september 2024.\n\n\
    Fjelltilsynet må ansette en ny leder.\n";

/// Compares the two letters from files, and gives exit code and output.
fn compared(after: &str, options: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (before, after) = (write("brev-2023.md", EARLIER), write("brev-2024.md", after));
    let store = folder.path().join("store");
    let answer = run(&store, &[&["diff", &before, &after], options].concat());
    assert!(!store.exists(), "comparing files makes no store");
    answer
}

#[test]
fn two_files_are_compared_without_a_store() {
    let (code, stdout, stderr) = compared(LATER, &[]);
    assert_eq!((code, stderr.as_str()), (1, ""));
    for line in [
        "  Fjelltilsynet [-bør-] {+skal+} merke stiene på nytt.",
        "  → Kravet er skjerpet: «bør» er endret til «skal»; i 2024 heter det «Fjelltilsynet skal merke stiene på nytt».",
        "  → Fristen «innen 1. juni 2023» er endret til «innen 1. september 2024»; i 2024 heter det",
        "+ ADDED brev-2024.md:9",
        "- REMOVED brev-2023.md:9",
    ] {
        assert!(stdout.contains(line), "`{line}` in:\n{stdout}");
    }
}

#[test]
fn the_exit_code_of_a_comparison_tells_whether_letters_differ() {
    assert_eq!(compared(EARLIER, &[]).0, 0);
    assert_eq!(compared(LATER, &["--only", "weakened"]).0, 0);
    assert_eq!(compared(LATER, &["--only", "weakened,removed"]).0, 1);
    let store = tempfile::tempdir().unwrap();
    let (code, _, stderr) = run(&store.path().join("store"), &["diff", "a.txt", "b.txt"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("there is no file `a.txt`"), "{stderr}");
}

#[test]
fn a_comparison_for_programs_has_a_version_and_holds_everything() {
    let (_, stdout, _) = compared(LATER, &["--format", "json", "--what", "obligation"]);
    let sheet: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(sheet["format"], "styringsgraf-diff");
    assert_eq!(sheet["version"], 1);
    assert_eq!(sheet["summary"]["strengthened"], 1);
    let first = &sheet["changes"][0];
    assert_eq!(first["change"], "CHANGED");
    assert_eq!(first["aspects"][0], "MODALITY");
    assert_eq!(first["direction"], "STRENGTHENED");
    assert_eq!(
        first["explanation"]["en"],
        "The requirement is strengthened: «bør» is changed to «skal»; in 2024 it reads «Fjelltilsynet skal merke stiene på nytt»."
    );
    assert_eq!(first["words"][1]["op"], "DELETE");

    let (_, stdout, _) = compared(
        LATER,
        &["--format", "csv", "--only", "deadline", "--language", "en"],
    );
    let mut rows = csv::Reader::from_reader(stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        &rows[0][11],
        "The deadline «innen 1. juni 2023» is changed to «innen 1. september 2024»; in 2024 it reads «Fjelltilsynet skal kontrollere turisthyttene innen 1. september 2024»."
    );
}

#[test]
fn a_comparison_is_written_as_markdown_and_html_too() {
    let (_, stdout, _) = compared(LATER, &["--format", "markdown"]);
    assert!(stdout.contains("~~bør~~ **skal** merke stiene"), "{stdout}");
    let (_, stdout, _) = compared(LATER, &["--format", "html"]);
    assert!(
        stdout.contains("<del>bør</del> <ins>skal</ins> merke stiene"),
        "{stdout}"
    );
}

#[test]
fn a_reader_that_is_gone_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brev.md");
    let known = format!("---\nsender: Energidepartementet\n---\n{}", letter(1));
    std::fs::write(&file, known).unwrap();
    let store = folder.path().join("store");
    for arguments in [
        ["ingest", file.to_str().unwrap()],
        ["show", "document:brev"],
        ["show", "section:brev/1"],
        ["trace", "obligation:brev/1/1"],
        ["export", "--format=csv"],
    ] {
        let mut child = styringsgraf(&store)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let (code, _, stderr) = told(child.wait_with_output().unwrap());
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    }
}
