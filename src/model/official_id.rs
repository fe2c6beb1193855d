//! Official ids of assignments, as ministries number them: `TB2031-17`, `2031-03`.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static OFFICIAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?P<id>(?P<code>\p{Lu}{2,4})[  ]?20\d\d[-–.]\d{1,3})\b",
        r"|\b(?:[Oo]ppdrag|OPPDRAG)(?:s?nr\.?| nr\.?|snummer)?:? (?P<bare>20\d\d[-–.]\d{1,3})\b",
        r"|\bID:? ?(?P<named>20\d\d[-–.]\d{1,3})\b",
    ))
    .ok()
});

/// Codes of other series that look the same: green papers, circulars, judgments.
const OTHER_SERIES: &[&str] = &["NOU", "PM", "IS", "HR", "ISO", "EU", "EØS", "NS"];

/// The first official id of an assignment in a text, with its place.
pub fn official_id(text: &str) -> Option<(Range<usize>, String)> {
    // Most texts name no year: they need not be searched.
    memchr::memmem::find(text.as_bytes(), b"20")?;
    OFFICIAL.as_ref()?.captures_iter(text).find_map(|found| {
        let is_other = found
            .name("code")
            .is_some_and(|code| OTHER_SERIES.contains(&code.as_str()));
        let id = ["id", "bare", "named"]
            .iter()
            .find_map(|name| found.name(name))?;
        (!is_other).then(|| (id.range(), normal(id.as_str())))
    })
}

/// The official id that a heading, cell or item begins with, with the length of all that belongs to it:
/// "TB2031-4 ", "Oppdrag TB2031-4: ", "ID: 2031-01 – ".
pub fn leading_official_id(text: &str) -> Option<(usize, String)> {
    let (place, id) = official_id(text)?;
    let before = text[..place.start]
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let is_first = matches!(
        before.as_str(),
        "" | "id"
            | "oppdrag"
            | "oppdrag nr"
            | "oppdragsnr"
            | "oppdragsnummer"
            | "nytt oppdrag"
            | "tilleggsoppdrag"
    );
    let rest = &text[place.end..];
    let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || ":.–—-|)".contains(c));
    is_first.then(|| (text.len() - trimmed.len(), id))
}

fn normal(id: &str) -> String {
    id.replace([' ', '\u{a0}'], "").replace('–', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_ids_are_found() {
        let id = |text: &str| official_id(text).map(|(_, id)| id);
        for (text, expected) in [
            ("Oppdrag TB2031-04: Kartlegge tang", Some("TB2031-04")),
            ("se TB 2031-4", Some("TB2031-4")),
            ("Oppdrag 2031-12 om tare", Some("2031-12")),
            ("ID: 2031-01 Kart", Some("2031-01")),
            ("etter PM 2031-12 og NOU 2031-3", None),
            ("i 2031-2032", None),
            ("Prop. 1 S (2030–2031)", None),
        ] {
            assert_eq!(id(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_id_leads_where_nothing_but_its_label_stands_before_it() {
        let rest =
            |text: &'static str| leading_official_id(text).map(|(length, _)| &text[length..]);
        assert_eq!(rest("TB2031-4 Råd om badetang"), Some("Råd om badetang"));
        assert_eq!(rest("Oppdrag TB2031-4: Råd"), Some("Råd"));
        assert_eq!(rest("ID: 2031-01 – Kart"), Some("Kart"));
        assert_eq!(rest("Det vises til TB2031-4 om tang"), None);
    }
}
