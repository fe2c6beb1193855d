//! What the words at the ends of a line tell.

/// Whether a text stops in the middle of a sentence.
pub(super) fn is_unfinished(text: &str) -> bool {
    !text
        .trim_end_matches(['»', '"', ')', '”', '*', ' ', '>'])
        .ends_with(['.', '!', '?', ':', ';'])
}

/// Whether the first letter is a small one.
pub(super) fn starts_lower(text: &str) -> bool {
    text.trim_start_matches(['*', '_', '(', '«', '"'])
        .chars()
        .next()
        .is_some_and(char::is_lowercase)
}

/// Whether the last word is one that something must follow: no heading and no sentence ends in it.
pub(super) fn ends_in_function_word(text: &str) -> bool {
    let word = text.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

const FUNCTION_WORDS: &[&str] = &[
    "OG", "av", "blant", "bør", "de", "den", "der", "dersom", "det", "ei", "eit", "eller", "en",
    "et", "for", "fra", "frå", "hos", "hvor", "i", "innan", "innen", "kan", "korleis", "med",
    "mellom", "mot", "må", "når", "og", "om", "på", "samt", "sin", "sine", "sitt", "skal", "som",
    "til", "ved", "vil", "å",
];

/// Whether the last word is a verb that wants what stands below it: "Planen har mål som omfatter".
pub(super) fn ends_in_leading_verb(text: &str) -> bool {
    let word = text.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    LEADING_VERBS.binary_search(&word).is_ok()
}

const LEADING_VERBS: &[&str] = &[
    "beskriver",
    "dekker",
    "dekkjer",
    "følgende",
    "følgjande",
    "inkluderer",
    "inneheld",
    "inneholder",
    "omfattar",
    "omfatter",
    "omhandler",
    "syner",
    "viser",
];

/// Whether a Norwegian word may begin so: "ndling" and "l" are the rests of broken words.
pub(super) fn may_begin_word(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    let mut letters = lower.chars();
    let is_vowel = |c: char| "aeiouyæøåéèêôü".contains(c);
    match (letters.next(), letters.next()) {
        (Some(first), None) => matches!(first, 'i' | 'å' | 'ø'),
        (Some(first), Some(second)) if !is_vowel(first) && !is_vowel(second) => ONSETS
            .binary_search(&lower[..first.len_utf8() + second.len_utf8()].as_ref())
            .is_ok(),
        _ => true,
    }
}

/// Two consonants that words begin with.
const ONSETS: &[&str] = &[
    "bj", "bl", "br", "ch", "dj", "dr", "dv", "fj", "fl", "fn", "fr", "gj", "gl", "gn", "gr", "hj",
    "hv", "kj", "kl", "kn", "kr", "kv", "lj", "mj", "mn", "nj", "ph", "pj", "pl", "pn", "pr", "ps",
    "rh", "sc", "sf", "sh", "sj", "sk", "sl", "sm", "sn", "sp", "st", "sv", "th", "tj", "tr", "ts",
    "tv", "vl", "vr", "wh",
];

/// Whether a line is the caption of a table or figure.
pub(super) fn is_caption(text: &str) -> bool {
    ["Tabell ", "Figur ", "Diagram ", "Boks "]
        .iter()
        .any(|word| {
            text.strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(LEADING_VERBS.is_sorted());
        assert!(ONSETS.is_sorted());
    }
}
