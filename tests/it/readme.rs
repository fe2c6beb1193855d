use crate::program::{styringsgraf, told};
use std::path::Path;

/// A command of the README with what stands below it.
struct Shown {
    command: String,
    output: Vec<String>,
}

#[test]
fn the_commands_of_the_readme_print_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut tried = 0;
    for shown in commands(&readme) {
        let words = words(&shown.command);
        if words[0] != "styringsgraf" {
            continue;
        }
        let mut command = styringsgraf(folder.path());
        let (code, stdout, stderr) = told(
            command
                .current_dir(root)
                .args(&words[1..])
                .output()
                .unwrap(),
        );
        assert!(code < 2, "`{}` ends with {code}: {stderr}", shown.command);
        tried += 1;
        let mut lines = stdout.lines();
        for expected in &shown.output {
            if expected == "…" {
                break;
            }
            let printed = lines.next().unwrap_or_default();
            assert_eq!(
                printed.trim_end(),
                expected,
                "`{}` prints:\n{stdout}",
                shown.command
            );
        }
    }
    assert!(tried >= 4, "the README shows only {tried} commands");
}

/// The commands in the README's `console` blocks, in order.
fn commands(readme: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside {
            match line.strip_prefix("$ ") {
                Some(command) => shown.push(Shown {
                    command: command.to_owned(),
                    output: Vec::new(),
                }),
                None => shown.last_mut().unwrap().output.push(line.to_owned()),
            }
        }
    }
    shown
}

/// The words of a command line; single and double quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (None, ' ') => words.push(String::new()),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (_, letter) => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
