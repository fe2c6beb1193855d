//! What an annual report answers to a letter, on small letters of known kinds of faults.

use std::path::Path;
use styringsgraf::graph::{Answer, Asked, Strength, Verdict};
use styringsgraf::model::Document;
use styringsgraf::reading::Reader;
use styringsgraf::trace;
use styringsgraf::vocabulary::Vocabulary;

struct Case {
    letter: Document,
    report: Document,
    answers: Vec<Answer>,
}

impl Case {
    fn read(folder: &str, letter: &str, report: &str) -> Case {
        let reader = Reader::new(&Vocabulary::built_in());
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/answers");
        let read = |name: &str| {
            let bytes = std::fs::read(data.join(folder).join(name)).unwrap();
            reader.read(&bytes, name).unwrap()
        };
        let (letter, report) = (read(letter), read(report));
        let answers = trace::follow_up(&letter, &report);
        Case {
            letter,
            report,
            answers,
        }
    }

    fn of(folder: &str) -> Case {
        Case::read(folder, "tb.md", "ar.md")
    }

    /// The answers to the indicator or requirement that opens with these words.
    fn to(&self, opening: &str) -> Vec<&Answer> {
        let facts = &self.letter.facts;
        let indicator = facts
            .indicators
            .iter()
            .position(|one| one.name.starts_with(opening));
        let obligation = facts
            .obligations
            .iter()
            .position(|one| one.quote.starts_with(opening));
        let asked = match (indicator, obligation) {
            (Some(at), _) => Asked::Indicator(at as u32),
            (None, Some(at)) => Asked::Obligation(at as u32),
            (None, None) => panic!("nothing asks «{opening}»"),
        };
        self.answers
            .iter()
            .filter(|answer| answer.asked == asked)
            .collect()
    }

    /// An answer in short: section, verdict, target, whom, years with values, words.
    fn told(&self, answer: &Answer) -> String {
        let section = &self.report.outline.sections[answer.section as usize];
        let number = section.number.as_deref().unwrap_or("-");
        let values: Vec<String> = answer
            .values
            .iter()
            .map(|value| match value.year {
                Some(year) => format!("{year}={}", value.value),
                None => value.value.clone(),
            })
            .collect();
        let met = answer
            .target_met
            .map_or("", |met| if met { " nådd" } else { " ikke nådd" });
        let whom = answer
            .of_whom
            .iter()
            .map(|whom| format!(" [{whom}]"))
            .collect::<String>();
        format!(
            "{number} {:?}{met}{whom} {} | {}",
            answer.verdict,
            values.join(" "),
            self.report.text.quote(&answer.spans)
        )
    }

    fn check(&self, opening: &str, expected: &[&str]) {
        let found: Vec<String> = self
            .to(opening)
            .into_iter()
            .map(|one| self.told(one))
            .collect();
        assert_eq!(found, expected, "{opening}");
    }

    fn silent(&self, opening: &str) {
        for answer in self.to(opening) {
            assert_eq!(
                answer.verdict,
                Verdict::NotReported,
                "{}",
                self.told(answer)
            );
            assert_eq!(answer.strength, Strength::NotFound);
        }
    }

    /// Whether one of the answers to this has these words.
    fn quotes(&self, opening: &str, words: &str) {
        let found: Vec<String> = self
            .to(opening)
            .into_iter()
            .map(|one| self.told(one))
            .collect();
        assert!(
            found.iter().any(|told| told.contains(words)),
            "{opening}: {found:#?}"
        );
    }
}

#[test]
fn no_word_in_a_name_turns_a_verdict_round() {
    Case::of("m1").check(
        "Antall personer som formidles",
        &["3 Improved 2023=19 146 2024=22 277 | Antall personer som formidles til ledige stillinger 19 146 22 277"],
    );
}

#[test]
fn a_section_of_the_name_answers_and_an_arrow_holds_two_years() {
    let case = Case::of("m2");
    case.check(
        "Kvaliteten",
        &["3.1 Improved nådd [Dagpenger] 2023=5 2024=6 | Dagpenger 5 → 6"],
    );
    case.check(
        "Brukernes møte",
        &["3.2 Improved [Personbrukere, tilfreds samlet] 2023=76 % 2024=78 % | Personbrukere, tilfreds samlet 76 % 78 %"],
    );
}

#[test]
fn what_a_figure_is_compared_with_is_not_its_year() {
    let case = Case::of("m3");
    case.quotes("Oppfølgingen", "2024=48 prosent");
    for answer in case.to("Overordnet beskrivelse") {
        let years: Vec<_> = answer.values.iter().map(|value| value.year).collect();
        assert!(years.iter().all(Option::is_none), "{}", case.told(answer));
    }
}

#[test]
fn heading_and_paraphrase_answer_and_padding_never_does() {
    let case = Case::of("m5");
    case.quotes(
        "Hvordan aktivitetskravene",
        "3.1 Reported  | Sanksjoner er sjeldne",
    );
    case.quotes("Antall behandlede", "2023=39 701 2024=41 431");
    case.quotes(
        "Innen utgangen av 2024",
        "Faglige råd om IPS og HelseIArbeid er ventet i 2025.",
    );
    case.silent("Kontroll og oppfølging av koronaordningene");
    for answer in &case.answers {
        let words = case.report.text.quote(&answer.spans);
        for padding in ["Først gis", "Delen gjelder", "Tema", "Struktur"] {
            assert!(!words.starts_with(padding), "{words}");
        }
    }
}

#[test]
fn the_group_of_a_row_is_carried_down() {
    let case = Case::of("m7");
    let found = case.to("Andelen med overgang");
    let told: Vec<String> = found.into_iter().map(|one| case.told(one)).collect();
    for words in [
        "[under 30 år, Personer med nedsatt arbeidsevne] 2023=53 % 2024=51 %",
        "[innvandrere, Personer med nedsatt arbeidsevne] 2023=47 % 2024=44 %",
    ] {
        assert!(
            told.iter().any(|one| one.contains(words)),
            "{words}: {told:#?}"
        );
    }
}

#[test]
fn a_row_answers_the_indicator_whose_head_it_has() {
    let case = Case::of("m9");
    case.check(
        "Kvaliteten",
        &["3 Improved nådd 2023=5 2024=6 | Kvaliteten i ytelsesforvaltningen 5 6"],
    );
    case.check(
        "Produktiviteten",
        &["3 Worsened ikke nådd 2023=5 2024=4 | Produktiviteten i ytelsesforvaltningen 5 4"],
    );
    case.check(
        "Klagefrekvensen",
        &["3 Improved nådd 2023=4,0 % 2024=3,6 % | Klagefrekvensen 4,0 % 3,6 %"],
    );
    case.check(
        "Andel unge",
        &["3 Improved ikke nådd 2023=55 % 2024=58 % | Andel unge i tiltak 55 % 58 %"],
    );
    case.check(
        "Antall formidlinger",
        &["3 Improved nådd 2023=19 146 2024=22 277 | Antall formidlinger 19 146 22 277"],
    );
}

#[test]
fn a_target_is_judged_from_its_own_number_and_a_number_of_a_table_is_none() {
    let case = Case::read("targets", "tildelingsbrev-2024.txt", "arsrapport-2024.md");
    case.check(
        "Andel kontrollerte hytter",
        &["3.1 Improved nådd 2024=4,2 prosent 2023=3,6 prosent | Andel kontrollerte hytter var 4,2 prosent i 2024, mot 3,6 prosent i 2023."],
    );
    case.check(
        "Antall kontroller",
        &["3.1 Reported 2023=100 2024=120 | Antall kontroller 100 120"],
    );
    for answer in case.to("Kvaliteten i kontrollen") {
        assert_eq!(answer.target_met, None, "{}", case.told(answer));
        assert!(answer.values.is_empty(), "{}", case.told(answer));
    }
    case.quotes(
        "Hvordan aktivitetskravene",
        "3.3 Reported  | Kravene håndheves sjelden strengt.",
    );
}

#[test]
fn every_answer_quotes_the_report() {
    for folder in ["m1", "m2", "m3", "m5", "m7", "m9"] {
        let case = Case::of(folder);
        for answer in &case.answers {
            let found = answer.strength == Strength::Found;
            assert_eq!(
                found,
                !answer.spans.is_empty(),
                "{folder}: {}",
                case.told(answer)
            );
            let size = case.report.text.content.len() as u32;
            assert!(answer.spans.iter().all(|span| span.end <= size));
        }
    }
}
