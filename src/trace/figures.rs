//! Figures in the sentences and rows of a report, and what they say of a year.

use crate::graph::Verdict;
use crate::model::ReportedValue;

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It stayed.
    Level,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
struct Number {
    start: usize,
    end: usize,
    value: f64,
    written: String,
    /// A year stands there, not a figure.
    is_year: bool,
    /// It tells by how much something changed.
    is_change: bool,
}

/// The figures of a sentence or row, each with its year where that can be told: "48 prosent i 2024",
/// "fra 31 prosent i 2023 til 34 prosent i 2024"; the last two of a row stand for last year and this one.
pub fn values(text: &str, year: Option<i16>, is_row: bool) -> Vec<ReportedValue> {
    let numbers = numbers(text);
    let row = is_row || looks_like_row(text);
    let figures: Vec<&Number> = numbers
        .iter()
        .filter(|number| !number.is_year && !number.is_change)
        .collect();
    let mut values: Vec<ReportedValue> = figures
        .iter()
        .map(|figure| ReportedValue {
            year: year_of(text, &numbers, figure),
            label: None,
            value: figure.written.clone(),
        })
        .collect();
    if row && let Some(year) = year {
        let count = values.len();
        if count >= 2 {
            values[count - 2].year = Some(year - 1);
            values[count - 1].year = Some(year);
        }
    }
    values
}

/// Whether a text ends in a row of figures, as a table row does when it falls out of a PDF.
pub fn looks_like_row(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().rev().take(4).collect();
    let is_figure = |word: &str| {
        word == "%"
            || word.ends_with(|character: char| character.is_ascii_digit() || character == '%')
    };
    let at_end = words.len() == 4 && words.iter().all(|word| is_figure(word));
    // A row whose label stands on lines before opens with its figures and goes on with a remark.
    let opening: Vec<&str> = text.split_whitespace().take(4).collect();
    let at_start = opening.len() == 4 && opening.iter().all(|word| is_figure(word));
    (at_end || at_start) && !text.ends_with('.')
}

/// Whether the figure rose or fell from the year before: by the figures of both years, else by the words.
pub fn change(text: &str, values: &[ReportedValue], year: Option<i16>) -> Option<Change> {
    let of = |wanted: i16| {
        let mut values = values.iter();
        let value = values.find(|value| value.year == Some(wanted))?;
        amount(&value.value)
    };
    if let Some(year) = year
        && let (Some(before), Some(after)) = (of(year - 1), of(year))
    {
        return Some(if (before - after).abs() < 1e-9 {
            Change::Level
        } else if before < after {
            Change::Up
        } else {
            Change::Down
        });
    }
    let lower = text.to_lowercase();
    let said = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if said(&[
        "stabil",
        "uendret",
        "uendra",
        "på samme nivå",
        "på same nivå",
        "omtrent som i",
    ]) {
        Some(Change::Level)
    } else if said(&[
        "nedgang",
        "redusert",
        "lavere enn",
        "lågare enn",
        "gikk ned",
        "gjekk ned",
        "falt ",
        "sank",
        "færre enn",
    ]) {
        Some(Change::Down)
    } else if said(&[
        "økning",
        "økt",
        "økte",
        "auke",
        "auka",
        "høyere enn",
        "høgare enn",
        "gikk opp",
        "steg ",
        "vekst",
        "flere enn",
    ]) {
        Some(Change::Up)
    } else {
        None
    }
}

/// Whether more of this is better: a share in work is, sick leave and waiting times are not.
pub fn better_when_higher(name: &str) -> bool {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let good = [
        "overgang til",
        "gradert",
        "aktivitet",
        "tilfreds",
        "fornøyd",
        "innen frist",
        "løst",
        "behandlet innen",
    ];
    let bad = [
        "fravær",
        "fråvær",
        "saksbehandlingstid",
        "behandlingstid",
        "ventetid",
        "restanse",
        "frafall",
        "fråfall",
        "klage",
        "feil",
        "mottakere av",
        "mottakarar av",
        "mottar",
        "mottok",
        "trygd",
        "sykepengemottaker",
        "ledige",
        "ledighet",
        "helserelaterte ytelse",
        "vold",
        "trus",
        "omgjør",
        "kostnad",
        "avvik",
        "utslipp",
        "gjeld",
        "drept",
        "skadd",
        "turnover",
    ];
    has(&good) || !has(&bad)
}

/// The verdict on a change.
pub fn verdict(change: Option<Change>, better_when_higher: bool) -> Verdict {
    match change {
        None => Verdict::Reported,
        Some(Change::Level) => Verdict::Unchanged,
        Some(Change::Up) if better_when_higher => Verdict::Improved,
        Some(Change::Down) if !better_when_higher => Verdict::Improved,
        Some(_) => Verdict::Worsened,
    }
}

/// Whether a target is met: "skal øke", "skal reduseres", "minst 80 prosent", "høyst 60 dager".
pub fn target_met(
    target: &str,
    change: Option<Change>,
    values: &[ReportedValue],
    year: Option<i16>,
) -> Option<bool> {
    let lower = target.to_lowercase();
    let said = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let wanted = numbers(target);
    let wanted = wanted.iter().find(|number| !number.is_year);
    if let Some(wanted) = wanted {
        let mut values = values.iter();
        let reached = values.find(|value| value.year == year && year.is_some())?;
        let reached = amount(&reached.value)?;
        return if said(&["minst", "minimum", "over ", "høyere enn", "eller mer", "≥"]) {
            Some(reached >= wanted.value)
        } else if said(&[
            "høyst",
            "maks",
            "under ",
            "lavere enn",
            "ikke over",
            "inntil",
            "≤",
        ]) {
            Some(reached <= wanted.value)
        } else {
            None
        };
    }
    if said(&[
        "øke", "auke", "bedres", "betrast", "høyere", "høgare", "opp ",
    ]) {
        Some(change? == Change::Up)
    } else if said(&[
        "reduser", "redusere", "lavere", "lågare", "ned", "færre", "kortere",
    ]) {
        Some(change? == Change::Down)
    } else {
        None
    }
}

fn amount(written: &str) -> Option<f64> {
    numbers(written).first().map(|number| number.value)
}

fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let joined = text[..start].chars().next_back();
        let (end, digits) = digits_at(text, start);
        at = end;
        // Parts of words and section numbers ("14a", "COVID-19", "§ 11-12", "3.2.1") are no figures.
        let after = text[end..].chars().next();
        let in_word = joined
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | '.' | '§' | '/'))
            || after.is_some_and(|c| c.is_alphabetic() || matches!(c, '-' | '–' | '/'))
            || after == Some('.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let legal = text[..start].trim_end().ends_with('§');
        if in_word || legal {
            continue;
        }
        let rest = text[end..].trim_start();
        let unit = ["prosentpoeng", "prosent", "%"]
            .into_iter()
            .find(|unit| rest.starts_with(unit));
        let plain = end - start == 4 && text[start..end].bytes().all(|byte| byte.is_ascii_digit());
        let is_year =
            plain && unit.is_none() && (1900..2100).contains(&digits.parse().unwrap_or(0));
        let value: f64 = digits.replace(',', ".").parse().unwrap_or(0.0);
        let before = text[..start].trim_end().to_lowercase();
        let is_change = unit == Some("prosentpoeng")
            || [
                "nedgang på",
                "økning på",
                "auke på",
                "opp",
                "ned",
                "økt med",
                "redusert med",
                "+",
            ]
            .iter()
            .any(|word| before.ends_with(word));
        let is_day = rest.starts_with(['.'])
            && rest[1..]
                .trim_start()
                .starts_with(|c: char| c.is_lowercase());
        if is_day && end - start <= 2 {
            continue;
        }
        let sign = match unit {
            Some("prosent" | "%") => " %",
            _ => "",
        };
        numbers.push(Number {
            start,
            end,
            value,
            written: format!("{}{sign}", &text[start..end]),
            is_year,
            is_change,
        });
    }
    numbers
}

/// The end of the number that starts here, and its digits: thousands apart by a space, decimals by a comma.
fn digits_at(text: &str, start: usize) -> (usize, String) {
    let bytes = text.as_bytes();
    let run = |mut at: usize| {
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        at
    };
    let mut end = run(start);
    let mut digits = text[start..end].to_owned();
    while end - start <= 11 && digits.len() <= 9 {
        let gap = [" ", "\u{a0}", "\u{202f}"]
            .into_iter()
            .find(|gap| text[end..].starts_with(gap));
        let Some(gap) = gap else { break };
        let from = end + gap.len();
        let to = run(from);
        let first = digits.len() <= 3 || end > start + 3;
        if to - from != 3 || !first {
            break;
        }
        digits.push_str(&text[from..to]);
        end = to;
    }
    if bytes.get(end) == Some(&b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        let to = run(end + 1);
        digits.push(',');
        digits.push_str(&text[end + 1..to]);
        end = to;
    }
    (end, digits)
}

/// The year that stands nearest behind a figure in its clause, else before it.
fn year_of(text: &str, numbers: &[Number], figure: &Number) -> Option<i16> {
    let year = |number: &Number| number.value as i16;
    let clause = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or("");
        !between.contains([',', ';', ':'])
            && !between.contains(" til ")
            && !between.contains(" mot ")
    };
    let behind = numbers.iter().find(|number| {
        number.is_year && number.start > figure.end && clause(figure.end, number.start)
    });
    let another = |number: &&Number| {
        let mut others = numbers.iter();
        others.any(|other| {
            !other.is_year
                && !other.is_change
                && other.start > figure.end
                && other.end < number.start
        })
    };
    if let Some(number) = behind
        && !another(&number)
    {
        return Some(year(number));
    }
    let before = numbers
        .iter()
        .rev()
        .find(|number| number.is_year && number.end < figure.start);
    before.map(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Option<i16>, &str)]) {
        let values = values(text, Some(2024), false);
        let found: Vec<(Option<i16>, &str)> = values
            .iter()
            .map(|value| (value.year, value.value.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_stand_with_their_years() {
        check(
            "Andelen steg fra 31 prosent i 2023 til 34,5 prosent i 2024.",
            &[(Some(2023), "31 %"), (Some(2024), "34,5 %")],
        );
        check(
            "I 2024 var andelen 62 prosent, en nedgang på 3 prosentpoeng.",
            &[(Some(2024), "62 %")],
        );
        check(
            "Andel med plan 70 % 71 %",
            &[(Some(2023), "70 %"), (Some(2024), "71 %")],
        );
        check(
            "Det ble holdt 12 300 kurs i 2024.",
            &[(Some(2024), "12 300")],
        );
    }

    #[test]
    fn dates_sections_and_changes_are_no_figures() {
        check("Se kapittel 3.2.1 og § 14 om fristen 15. mai 2024.", &[]);
    }

    #[test]
    fn a_row_ends_or_opens_with_its_figures() {
        for (text, expected) in [
            ("Andel med plan 70 % 71 %", true),
            ("12 340 13 560 Snitt for hver uke", true),
            ("12 kurs ble holdt i 2024", false),
            ("Det ble holdt 12 300 kurs i 2024.", false),
        ] {
            assert_eq!(looks_like_row(text), expected, "{text}");
        }
    }

    #[test]
    fn more_sick_leave_is_worse() {
        assert!(!better_when_higher("Legemeldt sykefravær"));
        assert!(better_when_higher("Andel brukere med overgang til arbeid"));
        assert_eq!(verdict(Some(Change::Up), false), Verdict::Worsened);
        assert_eq!(verdict(Some(Change::Level), false), Verdict::Unchanged);
    }

    #[test]
    fn a_target_is_met_or_not() {
        let reported = values("Andel i arbeid 70 % 68 %", Some(2024), false);
        let change = change("", &reported, Some(2024));
        assert_eq!(
            target_met("Skal øke", change, &reported, Some(2024)),
            Some(false)
        );
        assert_eq!(
            target_met("Minst 65 %", change, &reported, Some(2024)),
            Some(true)
        );
        assert_eq!(
            target_met("Fastsettes senere", change, &reported, Some(2024)),
            None
        );
    }
}
