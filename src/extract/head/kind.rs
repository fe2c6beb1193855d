//! Kind of document and year concerned, from titles, file names and first sentences.

use crate::model::{DocumentKind, slug};
use regex::Regex;
use std::sync::LazyLock;

static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|\D)((?:19|20)\d\d)(?:\D|$)").ok());
static SESSION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\(?(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d\)?").ok());
static YEAR_IN_SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:i|for|året|året|budsjettåret|prioriteringer|prioriteringar|mål|brev)\s+((?:19|20)\d\d)\b").ok()
});
static SELF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:\b(?:[Ii]|[Mm]ed|[Gg]jennom|[Vv]ed)\s+dette\s+|\b[Dd]ette\s+|(?m:^|[.!?]\s+))",
        r"((?:[Ss]uppler[ea]nde\s+)?(?:[Tt]ildelings|[Tt]ildelings-\s+og\s+oppdrags|[Oo]ppdrags|(?:[Mm]ål-\s+og\s+)?[Dd]isponerings)brevet",
        r"|[Ii]nstruksen|[Åå]rsrapporten|[Åå]rsmeldinga|[Rr]apporten)\b",
    ))
    .ok()
});

/// The kind that a title, or a word of metadata, names.
pub fn kind_in_title(title: &str) -> Option<DocumentKind> {
    kind_of(&slug(title))
}

/// The kind that a file name names.
pub fn kind_in_name(name: &str) -> Option<DocumentKind> {
    kind_of(&slug(name))
}

/// The kind that the first sentences name: "i dette tildelingsbrevet", or a sentence that opens with
/// "Disponeringsbrevet …". Other letters are named inside sentences, so a mere mention does not count.
pub fn kind_in_sentences(text: &str) -> Option<DocumentKind> {
    let found = SELF.as_ref()?.captures(text)?;
    kind_of(&slug(found.get(1)?.as_str()))
}

/// The year in a title or file name; a session of the Storting ("2023–2024") is none.
pub fn year_in_name(name: &str) -> Option<i16> {
    let without = SESSION.as_ref()?.replace_all(name, " ");
    let found = YEAR.as_ref()?.captures(&without)?;
    found.get(1)?.as_str().parse().ok()
}

/// The year most often named by "i 2024", "for 2024"; of several the later.
pub fn year_in_sentences(text: &str) -> Option<i16> {
    let mut counts: Vec<(i16, usize)> = Vec::new();
    for found in YEAR_IN_SENTENCE.as_ref()?.captures_iter(text) {
        let Some(Ok(year)) = found.get(1).map(|year| year.as_str().parse::<i16>()) else {
            continue;
        };
        match counts.iter_mut().find(|(seen, _)| *seen == year) {
            Some((_, count)) => *count += 1,
            None => counts.push((year, 1)),
        }
    }
    counts
        .into_iter()
        .max_by_key(|(year, count)| (*count, *year))
        .map(|(year, _)| year)
}

fn kind_of(slug: &str) -> Option<DocumentKind> {
    let holds = |word: &str| slug.contains(word);
    if holds("tildelingsbrev") || holds("tildelings-og-oppdragsbrev") {
        let supplement = [
            "suppler",
            "tillegg",
            "tilleggs",
            "endring-i",
            "endringer-i",
            "endringar-i",
        ];
        return Some(if supplement.iter().any(|word| holds(word)) {
            DocumentKind::SupplerendeTildelingsbrev
        } else {
            DocumentKind::Tildelingsbrev
        });
    }
    let word = |word: &str| {
        slug.match_indices(word).any(|(at, _)| {
            let rest = &slug[at + word.len()..];
            ["", "en", "ar", "a", "er", "ane", "ene", "et"]
                .iter()
                .any(|ending| {
                    rest.strip_prefix(ending)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                })
        })
    };
    if holds("disponeringsbrev")
        || holds("disponeringsskriv")
        || holds("disposisjonsbrev")
        || holds("mal-og-disponering")
    {
        Some(DocumentKind::MalOgDisponeringsbrev)
    } else if holds("oppdragsbrev") {
        Some(DocumentKind::Tildelingsbrev)
    } else if word("instruks") {
        Some(DocumentKind::Instruks)
    } else if word("arsrapport") || word("aarsrapport") || word("arsmelding") {
        Some(DocumentKind::Arsrapport)
    } else if word("rapport") || word("utredning") || word("evaluering") {
        Some(DocumentKind::Rapport)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_file_names_tell_kind_and_year() {
        for (name, kind, year) in [
            (
                "Tildelingsbrev 2031 til Taredirektoratet",
                Some(DocumentKind::Tildelingsbrev),
                Some(2031),
            ),
            (
                "Statsbudsjettet 2031 – tildelingsbrev",
                Some(DocumentKind::Tildelingsbrev),
                Some(2031),
            ),
            (
                "supplerande-tildelingsbrev-nr-2-2031.pdf",
                Some(DocumentKind::SupplerendeTildelingsbrev),
                Some(2031),
            ),
            (
                "Tillegg nr. 1 til tildelingsbrev",
                Some(DocumentKind::SupplerendeTildelingsbrev),
                None,
            ),
            (
                "mal_og_disponeringsbrev",
                Some(DocumentKind::MalOgDisponeringsbrev),
                None,
            ),
            (
                "Årsrapport 2031",
                Some(DocumentKind::Arsrapport),
                Some(2031),
            ),
            (
                "Hovedinstruks for Taredirektoratet",
                Some(DocumentKind::Instruks),
                None,
            ),
            ("Prop. 1 S (2030–2031)", None, None),
            ("Krav til rapportering", None, None),
            ("brev3", None, None),
        ] {
            assert_eq!(kind_in_title(name), kind, "{name}");
            assert_eq!(year_in_name(name), year, "{name}");
        }
    }

    #[test]
    fn a_letter_names_itself_but_mentions_others() {
        let text = "Føringene bygger på tildelingsbrevet for 2031.\nDisponeringsbrevet gir rammer for 2031 og ikke for 2030.";
        assert_eq!(
            kind_in_sentences(text),
            Some(DocumentKind::MalOgDisponeringsbrev)
        );
        assert_eq!(year_in_sentences(text), Some(2031));
        assert_eq!(
            kind_in_sentences("Vi viser til tildelingsbrevet fra i fjor."),
            None
        );
    }
}
