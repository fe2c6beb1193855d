//! Points in time as letters write them: "1.7.2023", "30. april", "våren 2024", "1. tertial".

use super::token::Tokens;
use jiff::civil::Date;

/// A point or stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day with its year.
    Day(Date),
    /// A day and month; the year must be supplied.
    DayOfYear(i8, i8),
    /// A month, with its year if written.
    Month(i8, Option<i16>),
    /// A season, with its year if written.
    Part(Option<i16>),
    /// A quarter or half-year by its last month, with its year if written.
    Term(i8, Option<i16>),
    /// A tertial (four months), with its year if written.
    Tertial(u8, Option<i16>),
    /// A year alone.
    Year(i16),
    /// The year that the letter concerns: "året", "årsskiftet".
    ThisYear,
}

impl When {
    /// The year that is written.
    pub fn year(self) -> Option<i16> {
        match self {
            When::Day(date) => Some(date.year()),
            When::Month(_, year)
            | When::Part(year)
            | When::Term(_, year)
            | When::Tertial(_, year) => year,
            When::Year(year) => Some(year),
            When::DayOfYear(..) | When::ThisYear => None,
        }
    }
}

/// Reads the point in time that starts at a token; gives the index past it too.
///
/// `"30. april 2024"` → `Day(2024-04-30)`, `"våren"` → `Part(None)`.
pub fn when(tokens: &Tokens, at: usize) -> Option<(When, usize)> {
    if let Some(number) = tokens.number(at) {
        return numeric(tokens, at, number);
    }
    let word = tokens.word(at);
    if let Some(month) = month(word) {
        let (year, next) = year(tokens, at + 1);
        return Some((When::Month(month, year), next));
    }
    if is_season(word) {
        let (year, next) = year(tokens, at + 1);
        return Some((When::Part(year), next));
    }
    if let Some(ordinal) = ordinal(word) {
        return period(tokens, at + 1, ordinal);
    }
    let is_this = matches!(word, "dette" | "inneværende" | "inneverande")
        && matches!(tokens.word(at + 1), "året" | "år");
    if is_this {
        return Some((When::ThisYear, at + 2));
    }
    if word == "året" || word == "årets" || word == "årsskiftet" || word == "nyttår" {
        return Some((When::ThisYear, at + 1));
    }
    None
}

fn numeric(tokens: &Tokens, at: usize, number: u32) -> Option<(When, usize)> {
    let glued_sign =
        |index: usize, sign: &str| tokens.word(index) == sign && tokens.is_glued(index);
    if (1900..2100).contains(&number) {
        if glued_sign(at + 1, "-") && glued_sign(at + 3, "-") {
            let month = tokens.number(at + 2)?;
            let day = tokens.number(at + 4)?;
            return Some((When::Day(date(number, month, day)?), at + 5));
        }
        return Some((When::Year(number as i16), at + 1));
    }
    if tokens.word(at + 1) != "." {
        // "30 april 2024"
        let month = month(tokens.word(at + 1))?;
        return day_of(tokens, number, month, at + 2);
    }
    if let Some(month_name) = month(tokens.word(at + 2)) {
        return day_of(tokens, number, month_name, at + 3);
    }
    if let Some(found) = period(tokens, at + 2, number) {
        return Some(found);
    }
    // "1.7.2023", "12.05. 23"; never the number of a chapter such as "2.1.1".
    let month = tokens.number(at + 2)?;
    if tokens.word(at + 3) != "." || !(1..=12).contains(&month) {
        return None;
    }
    let year = match tokens.number(at + 4)? {
        year @ 1900..2100 => year,
        year @ 10..=99 if tokens.word(at + 4).len() == 2 => 2000 + year,
        _ => return None,
    };
    Some((When::Day(date(year, month, number)?), at + 5))
}

fn day_of(tokens: &Tokens, day: u32, month: i8, at: usize) -> Option<(When, usize)> {
    let (written, next) = year(tokens, at);
    match written {
        Some(year) => Some((When::Day(date(year as u32, month as u32, day)?), next)),
        None => {
            // The day must exist in some year.
            date(2024, month as u32, day)?;
            Some((When::DayOfYear(month, day as i8), next))
        }
    }
}

/// "tertial", "kvartal" or "halvår" after its ordinal.
fn period(tokens: &Tokens, at: usize, ordinal: u32) -> Option<(When, usize)> {
    let word = tokens.word(at);
    let (written, next) = year(tokens, at + 1);
    if word.starts_with("tertial") && (1..=3).contains(&ordinal) {
        return Some((When::Tertial(ordinal as u8, written), next));
    }
    let months = if word.starts_with("kvartal") && (1..=4).contains(&ordinal) {
        3
    } else if word.starts_with("halvår") && (1..=2).contains(&ordinal) {
        6
    } else {
        return None;
    };
    Some((When::Term(ordinal as i8 * months, written), next))
}

/// A year at a token, and the index past it; the same index if there is none.
fn year(tokens: &Tokens, at: usize) -> (Option<i16>, usize) {
    let at_number = if tokens.word(at) == "i" || tokens.word(at) == "," {
        return (None, at);
    } else {
        at
    };
    match tokens.number(at_number) {
        Some(year @ 1900..2100) => (Some(year as i16), at_number + 1),
        _ => (None, at),
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        year as i16,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "januar" | "jan" => 1,
        "februar" | "feb" | "febr" => 2,
        "mars" => 3,
        "april" | "apr" => 4,
        "mai" => 5,
        "juni" => 6,
        "juli" => 7,
        "august" | "aug" => 8,
        "september" | "sept" => 9,
        "oktober" | "okt" => 10,
        "november" | "nov" => 11,
        "desember" | "des" => 12,
        _ => return None,
    })
}

fn is_season(word: &str) -> bool {
    matches!(
        word,
        "våren" | "sommeren" | "sommaren" | "høsten" | "hausten" | "vinteren"
    )
}

fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "første" | "fyrste" => 1,
        "andre" | "annet" => 2,
        "tredje" => 3,
        "fjerde" => 4,
        _ => return None,
    })
}

/// A whole number as digits or as a word of either standard: `"åtte"` → 8, `"ein"` → 1.
pub fn count(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 40] = [
        ("en", 1),
        ("én", 1),
        ("ein", 1),
        ("éin", 1),
        ("ei", 1),
        ("et", 1),
        ("ett", 1),
        ("eitt", 1),
        ("eit", 1),
        ("to", 2),
        ("tre", 3),
        ("fire", 4),
        ("fem", 5),
        ("seks", 6),
        ("sju", 7),
        ("syv", 7),
        ("åtte", 8),
        ("ni", 9),
        ("ti", 10),
        ("elleve", 11),
        ("tolv", 12),
        ("tretten", 13),
        ("fjorten", 14),
        ("femten", 15),
        ("seksten", 16),
        ("sytten", 17),
        ("atten", 18),
        ("nitten", 19),
        ("tjue", 20),
        ("tjuefire", 24),
        ("tjueseks", 26),
        ("tjueåtte", 28),
        ("tretti", 30),
        ("førti", 40),
        ("femti", 50),
        ("seksti", 60),
        ("nitti", 90),
        ("hundre", 100),
        ("hundreogtjue", 120),
        ("tjuefem", 25),
    ];
    if word.len() <= 4 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok();
    }
    WORDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, number)| *number)
}

/// A length of time as ISO 8601 from a number and the word for its unit: 8 and "ukers" → `P8W`.
pub fn duration(number: u32, unit: &str) -> Option<String> {
    let letter = match unit {
        "dag" | "dager" | "dagar" | "dagers" | "dagars" | "dags" | "virkedager" | "yrkedagar"
        | "virkedag" | "arbeidsdager" | "arbeidsdagar" | "kalenderdager" | "kalenderdagar" => "D",
        "uke" | "uker" | "ukers" | "ukes" | "veke" | "veker" | "vekers" | "vekes" => "W",
        "måned" | "måneder" | "måneders" | "måneds" | "månad" | "månader" | "månaders"
        | "månads" | "mnd" | "md" => "M",
        "år" | "års" => "Y",
        "time" | "timer" | "timers" | "timar" | "timars" => return Some(format!("PT{number}H")),
        _ => return None,
    };
    Some(format!("P{number}{letter}"))
}

/// The last day of a month.
pub fn last_day(year: i16, month: i8) -> Option<Date> {
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<When>) {
        let tokens = Tokens::new(text);
        let found = when(&tokens, 0);
        assert_eq!(found.map(|(when, _)| when), expected, "{text}");
        if let Some((_, next)) = found {
            assert_eq!(tokens.slice(0, next), text, "{text}");
        }
    }

    fn day(year: i16, month: i8, day: i8) -> Option<When> {
        Some(When::Day(Date::constant(year, month, day)))
    }

    #[test]
    fn days_are_read_in_every_notation() {
        check("30. april 2024", day(2024, 4, 30));
        check("1.7.2023", day(2023, 7, 1));
        check("01.07.2023", day(2023, 7, 1));
        check("12.5.23", day(2023, 5, 12));
        check("2025-03-15", day(2025, 3, 15));
        check("15. mars", Some(When::DayOfYear(3, 15)));
    }

    #[test]
    fn parts_of_a_year_have_no_day() {
        check("november 2024", Some(When::Month(11, Some(2024))));
        check("hausten 2025", Some(When::Part(Some(2025))));
        check("første halvår 2025", Some(When::Term(6, Some(2025))));
        check("2. kvartal", Some(When::Term(6, None)));
        check("1. tertial", Some(When::Tertial(1, None)));
        check("2026", Some(When::Year(2026)));
    }

    #[test]
    fn numbers_of_chapters_and_impossible_days_are_no_dates() {
        check("2.1.1", None);
        check("31. februar 2024", None);
        check("4.11", None);
        check("5. tertial", None);
        check("30 år", None);
    }

    #[test]
    fn lengths_of_time_are_iso_durations() {
        assert_eq!(duration(count("åtte").unwrap(), "uker").unwrap(), "P8W");
        assert_eq!(duration(count("26").unwrap(), "veker").unwrap(), "P26W");
        assert_eq!(duration(count("eitt").unwrap(), "år").unwrap(), "P1Y");
        assert_eq!(duration(count("24").unwrap(), "timar").unwrap(), "PT24H");
        assert_eq!(duration(3, "gonger"), None);
    }
}
