use serde_json::Value;
use std::path::{Path, PathBuf};
use styringsgraf::model::{CalendarKind, DocumentKind, Facts, Text};
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

/// The folder that a variable names; tells that the test was skipped where it is not set.
fn folder(variable: &str, test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        println!("{test} skipped: {variable} is not set");
    }
    folder
}

fn facts(path: &Path) -> (Text, Facts) {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let document = Reader::new(&Vocabulary::built_in()).read(&bytes, name);
    let document = document.unwrap();
    (document.text, document.facts)
}

fn rows(folder: &Path, file: &str) -> Vec<Value> {
    std::fs::read_to_string(folder.join(file))
        .unwrap()
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Words without hyphens and case, as the published score compares them.
fn key(text: &str) -> String {
    text.replace("- ", "")
        .replace('-', "")
        .split(|letter: char| !letter.is_alphanumeric() && !"<>%,".contains(letter))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_indicator_has_its_target_and_breakdowns() {
    let name = "every_indicator_has_its_target_and_breakdowns";
    let (Some(letters), Some(gold)) = (
        folder("STYRINGSGRAF_LETTERS", name),
        folder("STYRINGSGRAF_GOLD", name),
    ) else {
        return;
    };
    for file in ["md23-indicators.jsonl", "tb24-indicators.jsonl"] {
        for row in rows(&gold, file) {
            let letter = format!("{}.txt", row["doc"].as_str().unwrap());
            let (_, facts) = facts(&letters.join(letter));
            let wanted = key(row["name"].as_str().unwrap());
            let found = facts
                .indicators
                .iter()
                .find(|indicator| key(&indicator.name) == wanted);
            let found = found.unwrap_or_else(|| panic!("no indicator `{wanted}`"));
            let target = found.target.as_ref().map(|target| key(&target.value));
            assert_eq!(
                target,
                row["target"].as_str().map(key),
                "target of `{wanted}`"
            );
            let breakdowns: Vec<String> = found
                .breakdowns
                .iter()
                .map(|part| key(&part.value))
                .collect();
            let expected: Vec<String> = row["breakdowns"]
                .as_array()
                .unwrap()
                .iter()
                .map(|part| key(part.as_str().unwrap()))
                .collect();
            assert_eq!(breakdowns, expected, "breakdowns of `{wanted}`");
        }
    }
}

#[test]
fn every_goal_and_priority_is_found() {
    let name = "every_goal_and_priority_is_found";
    let (Some(letters), Some(gold)) = (
        folder("STYRINGSGRAF_LETTERS", name),
        folder("STYRINGSGRAF_GOLD", name),
    ) else {
        return;
    };
    let (text, facts) = facts(&letters.join("tildelingsbrev-2024.txt"));
    for row in rows(&gold, "tb24-goals.jsonl") {
        let wanted = key(row["quote"].as_str().unwrap());
        assert!(
            facts.goals.iter().any(|goal| key(&goal.quote) == wanted),
            "no goal `{wanted}`"
        );
    }
    for goal in &facts.goals {
        assert_eq!(text.quote(&goal.spans), goal.quote);
    }
    let found: Vec<String> = facts
        .priorities
        .iter()
        .map(|priority| key(&priority.quote))
        .collect();
    let wanted: Vec<String> = rows(&gold, "tb24-priorities.jsonl")
        .iter()
        .map(|row| key(row["quote"].as_str().unwrap()))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn budget_and_calendar_of_the_original_equal_those_of_the_edition() {
    let name = "budget_and_calendar_of_the_original_equal_those_of_the_edition";
    let Some(letters) = folder("STYRINGSGRAF_LETTERS", name) else {
        return;
    };
    let edition =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/letters/tildelingsbrev-2024.md");
    let (_, original) = facts(&letters.join("tildelingsbrev-2024.txt"));
    let (_, edition) = facts(&edition);
    // The edition sets a comma that the original forgot.
    let words = |name: &str| key(&name.replace(',', " "));
    let budget = |facts: &Facts| -> Vec<String> {
        facts
            .budget
            .iter()
            .map(|item| {
                let (chapter, name) = (words(&item.chapter_name), words(&item.name));
                format!(
                    "{} {chapter} {} {name} {}",
                    item.chapter, item.post, item.amount
                )
            })
            .collect()
    };
    assert_eq!(budget(&original).len(), 82);
    assert_eq!(budget(&original), budget(&edition));
    let calendar = |facts: &Facts| -> Vec<String> {
        let mut days: Vec<String> = facts
            .calendar
            .iter()
            .map(|entry| {
                format!(
                    "{} {} {}",
                    entry.date,
                    entry.kind == CalendarKind::Meeting,
                    entry.tentative
                )
            })
            .collect();
        days.sort();
        days
    };
    assert_eq!(calendar(&original).len(), 17);
    assert_eq!(calendar(&original), calendar(&edition));
}

#[test]
fn table_rows_of_the_report_give_both_years() {
    let name = "table_rows_of_the_report_give_both_years";
    let (Some(letters), Some(gold)) = (
        folder("STYRINGSGRAF_LETTERS", name),
        folder("STYRINGSGRAF_GOLD", name),
    ) else {
        return;
    };
    let (text, facts) = facts(&letters.join("arsrapport-2024.txt"));
    for row in rows(&gold, "results-dev.jsonl") {
        let (Some(before), Some(after), Some(quote)) = (
            row["value_2023"].as_str(),
            row["value_2024"].as_str(),
            row["quote"].as_str(),
        ) else {
            continue;
        };
        if row["asked_is"] != "indicator" || row["section"] != "3.2.1" {
            continue;
        }
        let wanted = key(quote);
        let found = facts
            .figures
            .iter()
            .find(|figure| key(&figure.quote) == wanted);
        let found = found.unwrap_or_else(|| panic!("no figure `{wanted}`"));
        let values: Vec<&str> = found
            .values
            .iter()
            .map(|value| value.value.as_str())
            .collect();
        assert_eq!(values, [before, after], "{wanted}");
    }
    for figure in &facts.figures {
        assert_eq!(text.quote(&figure.spans), figure.quote);
    }
}

#[test]
fn recommendations_of_the_report_are_found() {
    let name = "recommendations_of_the_report_are_found";
    let (Some(letters), Some(gold)) = (
        folder("STYRINGSGRAF_LETTERS", name),
        folder("STYRINGSGRAF_GOLD", name),
    ) else {
        return;
    };
    let (_, facts) = facts(&letters.join("rapport-nav-kontor-2017.txt"));
    let gold = rows(&gold, "recommendations-dev.jsonl");
    let found = |row: &&Value| {
        let wanted = key(row["quote"].as_str().unwrap());
        facts
            .recommendations
            .iter()
            .any(|found| key(&found.quote) == wanted)
    };
    let right = gold.iter().filter(found).count();
    assert!(
        right + 2 >= gold.len(),
        "{right} of {} recommendations",
        gold.len()
    );
}

#[test]
fn heads_are_read_where_they_are_lost() {
    let Some(letters) = folder("STYRINGSGRAF_LETTERS", "heads_are_read_where_they_are_lost") else {
        return;
    };
    for (file, kind, year, sender, recipient) in [
        (
            "tildelingsbrev-2024.txt",
            DocumentKind::Tildelingsbrev,
            2024,
            "arbeids-og-inkluderingsdepartementet",
            "arbeids-og-velferdsdirektoratet",
        ),
        (
            "mal-og-disponeringsbrev-2023.txt",
            DocumentKind::MalOgDisponeringsbrev,
            2023,
            "arbeids-og-velferdsdirektoratet",
            "nav-fylke-region",
        ),
        (
            "mal-og-disponeringsbrev-2024.txt",
            DocumentKind::MalOgDisponeringsbrev,
            2024,
            "arbeids-og-velferdsdirektoratet",
            "nav-fylke-region",
        ),
        (
            "arsrapport-2024.txt",
            DocumentKind::Arsrapport,
            2024,
            "arbeids-og-velferdsdirektoratet",
            "arbeids-og-inkluderingsdepartementet",
        ),
    ] {
        let (_, facts) = facts(&letters.join(file));
        let head = facts.head;
        assert_eq!((head.kind, head.year), (kind, Some(year)), "{file}");
        assert_eq!(
            head.sender.map(|unit| unit.value).as_deref(),
            Some(sender),
            "{file}"
        );
        assert_eq!(
            head.recipient.map(|unit| unit.value).as_deref(),
            Some(recipient),
            "{file}"
        );
    }
}
