//! What leads into a list: sentences that stop short, headings that end in a directing verb.

use super::word::{ends_in_function_word, ends_in_leading_verb};
use crate::vocabulary::{WordClass, word_class};

/// Whether a sentence only leads into a list: it ends in a colon or stops short.
pub(super) fn leads(text: &str) -> bool {
    text.ends_with(':')
        || !text
            .trim_end_matches(['»', '"', '”', ')'])
            .ends_with(['.', '!', '?', ';'])
}

/// Whether a list item that leads into a nested list says nothing by itself.
pub(super) fn only_leads(text: &str) -> bool {
    text.ends_with(':') || ends_in_function_word(text) || ends_in_leading_verb(text)
}

/// Whether a whole sentence asks for what the list below tells: "Vi ber om følgende statistikk årlig."
pub(super) fn announces(text: &str) -> bool {
    let asks = ["følgende", "følgjande", "nedenfor", "nedanfor"]
        .iter()
        .any(|pointer| text.contains(pointer));
    asks && ["statistikk", "nøkkeltal", "rapportering", "punkt"]
        .iter()
        .any(|noun| text.contains(noun))
        && [" ber ", " bed ", " bes "]
            .iter()
            .any(|verb| text.contains(verb))
}

/// Verbs that direct and want what they direct behind them.
const DIRECTING: &[&str] = &[
    "bed", "ber", "bes", "bør", "må", "pliktar", "plikter", "skal",
];

/// Whether a heading leads into the lists below it: "Tilsynet skal:", "Direktoratet bes om å".
///
/// "Mål som skal nås:" names what follows and directs nobody.
pub(super) fn directs_list(heading: &str) -> bool {
    let bare = heading.trim_end_matches([':', ' ', '*']);
    let words: Vec<String> = bare.split_whitespace().map(str::to_lowercase).collect();
    let Some(verb) = words
        .iter()
        .position(|word| DIRECTING.contains(&word.as_str()))
    else {
        return false;
    };
    let is_relative = words[..verb].iter().rev().take(2).any(|word| word == "som");
    let ends_open = words.last().is_some_and(|last| {
        DIRECTING.contains(&last.as_str()) || matches!(last.as_str(), "å" | "at" | "om")
    });
    verb > 0 && !is_relative && (heading.trim_end().ends_with(':') || ends_open)
}

/// Whether an item may go on with a heading that ends in a verb: it begins with an infinitive, "å" or "at".
pub(super) fn goes_on_with_verb(item: &str) -> bool {
    let first = item
        .split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    matches!(first.as_str(), "å" | "at" | "ikke" | "ikkje")
        || item.starts_with(char::is_lowercase)
        || word_class(&first).is(WordClass::INFINITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_end_in_a_verb_lead() {
        for heading in [
            "Tangtilsynet skal:",
            "Tangtilsynet skal i 2031:",
            "Tangtilsynet bes om å",
            "Departementet ber tilsynet om å:",
        ] {
            assert!(directs_list(heading), "{heading}");
        }
        for heading in [
            "Nye oppdrag:",
            "Mål som skal nås:",
            "Modeller som ønskes belyst",
            "Hva tilsynet skal gjøre",
        ] {
            assert!(!directs_list(heading), "{heading}");
        }
    }

    #[test]
    fn an_item_goes_on_with_an_infinitive() {
        assert!(goes_on_with_verb("telle tare"));
        assert!(goes_on_with_verb("Å telle tare"));
        assert!(!goes_on_with_verb("Tall for tare"));
    }
}
