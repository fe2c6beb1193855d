//! Names before the form of a company: "Nye Lyngveier AS", "Norsk tangnett SF".

use super::Name;
use crate::language::{Words, words};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

static OWNED: LazyLock<&Words> = LazyLock::new(|| words("actors", "owned_names"));

/// The forms of a company, as they end its name.
pub(in crate::extract) const FORMS: &[&str] = &["AS", "ASA", "HF", "IKS", "KF", "RHF", "SF"];

static FORM: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let forms = FORMS.iter().map(|form| format!(" {form}"));
    AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(forms)
        .ok()
});

/// Adds the companies that a text names.
pub(super) fn names<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    for form in FORM.iter().flat_map(|forms| forms.find_iter(text)) {
        let rest = &text[form.end()..];
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let start = start_of(&text[..form.start()]);
        names.retain(|known| known.start != start || known.end() > form.end());
        if form.start() > start + 2 && !names.iter().any(|known| known.start == start) {
            names.push(Name::at(text, start, form.end()));
        }
    }
}

/// Where the name starts that ends with the text: its words have capitals, but behind "Norsk" or
/// "Statens" one may do without.
fn start_of(text: &str) -> usize {
    let mut start = text.len();
    let mut small: Option<usize> = None;
    for word in text.rsplit(' ').take(4) {
        let plain = !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        if !plain {
            break;
        }
        if !word.starts_with(char::is_uppercase) {
            if small.is_some() || start < text.len() {
                break;
            }
            small = Some(at);
            continue;
        }
        if small.is_some() && start == text.len() && !OWNED.has(&word.to_lowercase()) {
            break;
        }
        start = at;
    }
    start
}
