//! The name of an indicator without what is said about it.

use crate::model::collapse;

/// Name, and the target that the words carry themselves.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// "Svartiden for nye saker".
    pub name: String,
    /// "skal ned".
    pub target: Option<String>,
}

const UNDER: &[&str] = &[
    "fordelt på",
    "fordelt etter",
    "fordelte på",
    "delt på",
    "herunder",
    "heraf",
    "delt opp i",
];

/// Takes "fordelt på:", footnote signs and remarks in parentheses off, and splits at "skal".
pub fn named(words: &str) -> Named {
    let mut name = collapse(&words.replace(['*', '`'], ""));
    name = without_remark(&name);
    loop {
        let before = name.len();
        name.truncate(
            name.trim_end_matches([':', ';', '.', ',', ' ', '\u{a0}'])
                .len(),
        );
        for phrase in UNDER {
            if let Some(rest) = name.strip_suffix(phrase) {
                let rest = rest.trim_end().trim_end_matches([',', '(']).trim_end();
                name = rest.strip_suffix(" og").unwrap_or(rest).to_owned();
            }
        }
        name = without_footnote(&name).to_owned();
        if name.len() == before {
            break;
        }
    }
    let parts = [" skal ", " bør "]
        .iter()
        .find_map(|modal| name.split_once(modal).map(|(n, t)| (n, modal, t)));
    match parts {
        Some((subject, modal, rest)) if !subject.contains([',', '.']) || subject.len() < 120 => {
            Named {
                name: subject.trim().to_owned(),
                target: Some(format!("{}{rest}", modal.trim_start())),
            }
        }
        _ => Named { name, target: None },
    }
}

/// "overgang til arbeid3" → "overgang til arbeid": a footnote sign that the PDF stuck to the word.
fn without_footnote(name: &str) -> &str {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || "¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let stuck =
        bare.ends_with(|c: char| c.is_lowercase() || c == ')') && name.len() - bare.len() <= 3;
    if stuck && bare.len() < name.len() {
        return bare;
    }
    // Markdown keeps the sign: "[^1]".
    match name.rfind("[^") {
        Some(at) if name.ends_with(']') => name[..at].trim_end(),
        _ => name,
    }
}

/// A last parenthesis that is a clause of its own is a remark; "(over 1 år)" is part of the name.
fn without_remark(name: &str) -> String {
    let trimmed = name.trim_end_matches([' ', '.', ':']);
    if let Some(open) = trimmed.rfind('(')
        && trimmed.ends_with(')')
    {
        let inside = trimmed[open + 1..trimmed.len() - 1].trim_matches(['_', '*', ' ']);
        if inside.split_whitespace().count() >= 5 {
            return trimmed[..open].trim_end().to_owned();
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, name: &str, target: Option<&str>) {
        let found = named(words);
        assert_eq!(
            (found.name.as_str(), found.target.as_deref()),
            (name, target),
            "{words}"
        );
    }

    #[test]
    fn what_is_said_about_the_name_is_taken_off() {
        check(
            "Antall tokt totalt og fordelt på:",
            "Antall tokt totalt",
            None,
        );
        check("Andel garn i bruk fordelt\npå: ", "Andel garn i bruk", None);
        check(
            "Andel tare (over 1 år) i tørk3",
            "Andel tare (over 1 år) i tørk",
            None,
        );
        check(
            "Sum svinn (hver båt setter selv sitt mål etter fangst)",
            "Sum svinn",
            None,
        );
        check(
            "Antall saker eldre enn 12",
            "Antall saker eldre enn 12",
            None,
        );
    }

    #[test]
    fn skal_carries_the_target() {
        check(
            "Svartiden for nye saker skal ned.",
            "Svartiden for nye saker",
            Some("skal ned"),
        );
        check(
            "Talet på tilsyn skal auke",
            "Talet på tilsyn",
            Some("skal auke"),
        );
    }
}
