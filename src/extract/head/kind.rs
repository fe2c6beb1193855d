//! Kind of document and year concerned, from titles, file names and first sentences.

use crate::language::{Words, words};
use crate::model::{DocumentKind, slug};
use regex::Regex;
use std::sync::LazyLock;

static ALLOCATION: LazyLock<&Words> = LazyLock::new(|| words("head", "allocation_letters"));
static SUPPLEMENTS: LazyLock<&Words> = LazyLock::new(|| words("head", "supplements"));
static CORRECTIONS: LazyLock<&Words> = LazyLock::new(|| words("head", "corrections"));
static DISPOSAL: LazyLock<&Words> = LazyLock::new(|| words("head", "disposal_letters"));
static MANDATE_DOCUMENTS: LazyLock<&Words> = LazyLock::new(|| words("head", "mandate_documents"));
static MANDATE_LETTERS: LazyLock<&Words> = LazyLock::new(|| words("head", "mandate_letters"));
static GRANTS: LazyLock<&Words> = LazyLock::new(|| words("head", "grant_letters"));
static INSTRUCTIONS: LazyLock<&Words> = LazyLock::new(|| words("head", "instructions"));
static ANNUAL_REPORTS: LazyLock<&Words> = LazyLock::new(|| words("head", "annual_reports"));
static REPORTS: LazyLock<&Words> = LazyLock::new(|| words("head", "reports"));
static ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("head", "title_endings"));

/// The number behind "nr." in a title that is no year.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bnr\.?[ \u{a0}]*(\d{1,2})(?:\D|$)").ok());
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<before>(?:19|20)\d\d)[ \u{a0}]*[-–,:]?[ \u{a0}]*(?:supplerande |supplerende )?(?:tildelings|oppdrags)brev|(?:tildelings|oppdrags)brev(?: for)?[ \u{a0}](?P<after>(?:19|20)\d\d)").ok()
});

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

/// The number of a supplementary letter in its title: "Supplerende tildelingsbrev nr. 3".
pub fn number_in_title(title: &str) -> Option<u16> {
    NUMBER
        .as_ref()?
        .captures(title)?
        .get(1)?
        .as_str()
        .parse()
        .ok()
}

/// Whether a title says that it only puts another letter right: "Korrigering av tildelingsbrev 2031".
pub fn corrects(title: &str) -> bool {
    CORRECTIONS.within(&slug(title))
}

/// The kind and year that the first words of a letter tell which has lost its lines: "… Statsbudsjettet
/// 2031 tildelingsbrev 1. Innledning".
pub fn opening(text: &str) -> Option<(DocumentKind, i16)> {
    let found = OPENING.as_ref()?.captures(text)?;
    let kind = kind_of(&slug(found.get(0)?.as_str()))?;
    let year = found.name("before").or(found.name("after"))?;
    Some((kind, year.as_str().parse().ok()?))
}

fn kind_of(slug: &str) -> Option<DocumentKind> {
    let word = |list: &Words| {
        list.iter().any(|word| {
            slug.match_indices(word).any(|(at, _)| {
                let rest = &slug[at + word.len()..];
                let ends = |rest: &str| rest.is_empty() || rest.starts_with('-');
                let mut endings = ENDINGS.iter();
                ends(rest) || endings.any(|ending| rest.strip_prefix(ending).is_some_and(ends))
            })
        })
    };
    let kind = if ALLOCATION.within(slug) {
        if SUPPLEMENTS.within(slug) || CORRECTIONS.within(slug) {
            DocumentKind::SupplerendeTildelingsbrev
        } else {
            DocumentKind::Tildelingsbrev
        }
    } else if DISPOSAL.within(slug) {
        DocumentKind::MalOgDisponeringsbrev
    } else if MANDATE_DOCUMENTS.within(slug) {
        DocumentKind::Oppdragsdokument
    } else if MANDATE_LETTERS.within(slug) {
        DocumentKind::Oppdragsbrev
    } else if GRANTS.within(slug) {
        DocumentKind::Tilskuddsbrev
    } else if word(&INSTRUCTIONS) {
        DocumentKind::Instruks
    } else if word(&ANNUAL_REPORTS) {
        DocumentKind::Arsrapport
    } else if word(&REPORTS) {
        DocumentKind::Rapport
    } else {
        return None;
    };
    Some(kind)
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
            (
                "Oppdragsdokument 2031 til Tarenes sykehus HF",
                Some(DocumentKind::Oppdragsdokument),
                Some(2031),
            ),
            (
                "Oppdragsbrev for 2031",
                Some(DocumentKind::Oppdragsbrev),
                Some(2031),
            ),
            (
                "Tilskotsbrev 2031 til Tareforum",
                Some(DocumentKind::Tilskuddsbrev),
                Some(2031),
            ),
            (
                "Virksomhets- og økonomiinstruks for Taredirektoratet",
                Some(DocumentKind::Instruks),
                None,
            ),
            (
                "Korrigering av tildelingsbrev 2031",
                Some(DocumentKind::SupplerendeTildelingsbrev),
                Some(2031),
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
    fn a_title_tells_number_and_correction() {
        assert_eq!(
            number_in_title("Supplerende tildelingsbrev nr. 3 for 2031"),
            Some(3)
        );
        assert_eq!(
            number_in_title("Tillegg nr 12 til tildelingsbrev"),
            Some(12)
        );
        assert_eq!(number_in_title("Tildelingsbrev nr. 2031"), None);
        assert!(corrects("Korrigering av tildelingsbrev 2031"));
        assert!(!corrects("Supplerende tildelingsbrev nr. 3"));
    }

    #[test]
    fn lines_run_together_tell_kind_and_year() {
        let text = "Tarestyret Postboks 1 Dep Statsbudsjettet 2031 tildelingsbrev 1. Innledning";
        assert_eq!(opening(text), Some((DocumentKind::Tildelingsbrev, 2031)));
        assert_eq!(opening("Vi viser til brevet av 2031."), None);
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
