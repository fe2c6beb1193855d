//! Calendar days as letters write them: `29.02.2024`, `6.11.2024`, `20. desember 2023`, `2023-12-20`.

use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)\b",
        r"|\b(?P<d2>\d{1,2})\.[ \u{a0}]?(?P<m2>\d{1,2})\.[ \u{a0}]?(?P<y2>(?:19|20)\d\d)\b",
        r"|\b(?P<d3>\d{1,2})\.?\s{0,3}(?P<m3>jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)\p{L}*\.?(?:\s{1,3}(?P<y3>(?:19|20)\d\d))?\b",
        r"|\b(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d\d)\b",
    ))
    .ok()
});

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des",
];

/// The first day in `text`, with its place. A day without a year takes `year`; without both it is none.
pub fn day(text: &str, year: Option<i16>) -> Option<(Range<usize>, Date)> {
    let pattern = DAY.as_ref()?;
    for found in pattern.captures_iter(text) {
        let number = |name: &str| {
            found
                .name(name)
                .and_then(|part| part.as_str().parse::<i16>().ok())
        };
        let parts = match (number("y1"), number("y2"), number("y4")) {
            (Some(y), ..) => (Some(y), number("m1"), number("d1")),
            (_, Some(y), _) => (Some(y), number("m2"), number("d2")),
            (.., Some(y)) => (Some(2000 + y), number("m4"), number("d4")),
            _ => (
                number("y3").or(year),
                month(found.name("m3").map_or("", |m| m.as_str())),
                number("d3"),
            ),
        };
        let (Some(y), Some(m), Some(d)) = parts else {
            continue;
        };
        let (Ok(m), Ok(d)) = (i8::try_from(m), i8::try_from(d)) else {
            continue;
        };
        if let (Some(place), Ok(day)) = (found.get(0), Date::new(y, m, d)) {
            return Some((place.range(), day));
        }
    }
    None
}

/// The number of a month named by its first three letters or more.
pub fn month(name: &str) -> Option<i16> {
    let start: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    let at = MONTHS.iter().position(|month| *month == start)?;
    Some(at as i16 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, year: Option<i16>, expected: Option<&str>) {
        let found = day(text, year).map(|(_, day)| day.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_are_read_in_every_notation() {
        check("Oslo, 7.3.2025", None, Some("2025-03-07"));
        check("frist 07.03.2025: kl. 10", None, Some("2025-03-07"));
        check("Dato: 2025-03-07", None, Some("2025-03-07"));
        check("sendt 7. mars 2025 til", None, Some("2025-03-07"));
        check("innan 1. juni", Some(2026), Some("2026-06-01"));
        check("den 07.03.25", None, Some("2025-03-07"));
    }

    #[test]
    fn what_is_no_day_is_left() {
        check("innen 1. juni", None, None);
        check("punkt 4.13.2024", None, None);
        check("kapittel 3.2.1", None, None);
        check("2023-2024", None, None);
    }
}
