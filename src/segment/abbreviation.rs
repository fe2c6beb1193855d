//! Abbreviations whose stop does not end a sentence.

/// How an abbreviation stands to the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Always followed by something: "jf.", "kap.", "nr.".
    Leads,
    /// May end a sentence, before a capital it does: "mv.", "osv.", "pst.".
    MayEnd,
}

/// Looks up a word without its last stop, in lower case.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if LEADING.binary_search(&word).is_ok() {
        return Some(Abbreviation::Leads);
    }
    ENDING
        .binary_search(&word)
        .is_ok()
        .then_some(Abbreviation::MayEnd)
}

/// Whether a text ends in an abbreviation that something must follow.
pub(super) fn ends_in_abbreviation(text: &str) -> bool {
    let Some(rest) = text.strip_suffix('.') else {
        return false;
    };
    let word = rest.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
    word.len() <= 12 && abbreviation(&word.to_lowercase()) == Some(Abbreviation::Leads)
}

const LEADING: &[&str] = &[
    "adm", "adr", "apr", "art", "aug", "avd", "avs", "bl.a", "bm", "ca", "cf", "des", "dir", "dvs",
    "e.f", "e.kr", "eks", "eksp", "el", "ev", "evt", "f.eks", "f.kr", "f.o.m", "feb", "fg", "fk",
    "fom", "forskr", "forts", "fr", "fvl", "gj", "gjsn", "hhv", "hr", "ifbm", "ifm", "ifr", "ift",
    "iht", "innst", "jan", "jf", "jfr", "jnr", "kap", "kgl", "kl", "konst", "ldd", "lit", "m.a",
    "maks", "mar", "meld", "mht", "mill", "min", "mrd", "mtp", "mva", "nov", "nr", "offl", "okt",
    "ot", "ot.prp", "p.g.a", "p.t", "pga", "pkt", "pnr", "pr", "prop", "prp", "pst", "pt", "ref",
    "ref.nr", "res", "s", "saksnr", "sep", "sept", "sign", "sml", "st", "st.meld", "st.prp", "stk",
    "t.d", "t.o.m", "tlf", "ul", "underdir", "univ", "vedk", "vedr", "vs", "årg", "årl",
];

const ENDING: &[&str] = &[
    "a", "d.e", "d.s", "d.å", "e.a", "e.l", "etc", "ff", "flg", "fork", "gml", "kr", "m.a.o",
    "m.fl", "m.m", "m.v", "md", "mfl", "mm", "mnd", "mv", "o.a", "o.l", "o.s.b", "o.s.v", "osb",
    "osv", "s.d", "s.å", "t.v", "tim",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_hold_no_word_twice() {
        for list in [LEADING, ENDING] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} {}", pair[0], pair[1]);
            }
        }
        assert!(!LEADING.iter().any(|word| ENDING.contains(word)));
    }
}
