//! Lines that tell one fact of what stands above them: "Frist: 1. mai 2031", "Ansvarlig avdeling i FD: KYST".

/// Labels of assignments and indicators; what stands behind the colon is their value.
const LABELS: &[&str] = &[
    "ambisjonsnivå",
    "ansvarlig",
    "ansvarleg",
    "avdeling",
    "frist",
    "fristar",
    "frister",
    "leveringsfrist",
    "måltal",
    "måltall",
    "oppdragsfrist",
    "rapporteringsfrist",
    "resultatkrav",
    "svarfrist",
];

/// Longest stretch before the colon.
const REACH: usize = 60;

/// Whether a line is a label with its value behind a colon.
pub(super) fn is_label(text: &str) -> bool {
    value(text).is_some_and(|value| !value.is_empty())
}

/// Whether a line is a label and nothing else: "Frist", "Frist:".
pub(super) fn is_bare_label(text: &str) -> bool {
    let word = text.trim().trim_end_matches(':').to_lowercase();
    LABELS.contains(&word.as_str())
}

/// What stands behind the colon of a label.
fn value(text: &str) -> Option<&str> {
    let mut reach = text.len().min(REACH);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let colon = text[..reach].find(':')?;
    let word = text[..colon]
        .split(|c: char| !c.is_alphabetic())
        .next()?
        .to_lowercase();
    LABELS
        .contains(&word.as_str())
        .then(|| text[colon + 1..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_headings() {
        for text in [
            "Frist: 1.6.2031",
            "Frist punkt 2: 30.6.2031",
            "Ansvarlig avdeling i FD: KYST",
            "Resultatkrav: 40 pst.",
        ] {
            assert!(is_label(text), "{text}");
        }
        for text in [
            "Frister og møter",
            "Tilsynet skal:",
            "Mål: rein sjø",
            "Frist:",
        ] {
            assert!(!is_label(text), "{text}");
        }
        assert!(is_bare_label("Frist:") && is_bare_label("Leveringsfrist"));
    }
}
