//! Words as they are compared: without inflection, years counted from the letter's own year.

/// What a word carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A word with meaning of its own.
    Content,
    /// A word that alone does not change what is demanded: "særlig", "sørge for", "videre".
    Light,
    /// Prepositions, pronouns, auxiliaries.
    Function,
    /// A number in digits.
    Number,
    /// A number in letters: "åtte".
    NumberWord,
    /// A year near the letter's own, or a date with one.
    Year,
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The form that is compared.
    pub key: String,
    /// What it carries.
    pub class: Class,
}

/// The words of a text. A year in it is told by its distance from `year`, so that "i 2023" in the
/// letter for 2023 is the same as "i 2024" in the letter for 2024.
pub(super) fn words(text: &str, year: Option<i16>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character == '<' && tag_length(&text[start..]).is_some() {
            let end = start + tag_length(&text[start..]).unwrap_or(1);
            while characters.peek().is_some_and(|(at, _)| *at < end) {
                characters.next();
            }
            continue;
        }
        if character == '§' {
            words.push(Word {
                start,
                end: start + character.len_utf8(),
                key: "§".to_owned(),
                class: Class::Function,
            });
            continue;
        }
        if !character.is_alphanumeric() {
            continue;
        }
        let digits = character.is_ascii_digit();
        let mut end = start + character.len_utf8();
        while let Some((at, next)) = characters.peek().copied() {
            let joins = if digits {
                next.is_ascii_digit()
                    || (matches!(next, '.' | ',')
                        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
            } else {
                next.is_alphanumeric() && !next.is_ascii_digit()
            };
            if !joins {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        let (key, class) = key(&text[start..end], year);
        words.push(Word {
            start,
            end,
            key,
            class,
        });
    }
    words
}

/// Length of a mark-up tag that the text starts with; `<5 %` is none.
fn tag_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let name = rest.strip_prefix('/').unwrap_or(rest);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    text.bytes()
        .take(40)
        .position(|b| b == b'>')
        .map(|at| at + 1)
}

fn key(word: &str, year: Option<i16>) -> (String, Class) {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word, year);
    }
    let lower = word.to_lowercase();
    if FUNCTION.binary_search(&lower.as_str()).is_ok() {
        return (lower, Class::Function);
    }
    if let Some(at) = NUMBERS.iter().position(|number| *number == lower) {
        return ((at + 2).to_string(), Class::NumberWord);
    }
    let stem = stem(&lower);
    let light = LIGHT.binary_search(&lower.as_str()).is_ok() || LIGHT.binary_search(&stem).is_ok();
    let class = if light { Class::Light } else { Class::Content };
    (stem.to_owned(), class)
}

fn number(word: &str, year: Option<i16>) -> (String, Class) {
    let as_year = |digits: &str| -> Option<i16> {
        let value: i16 = digits.parse().ok()?;
        (digits.len() == 4 && (1900..2100).contains(&value)).then_some(value)
    };
    let near = |value: i16| year.map(|own| value - own).filter(|far| far.abs() <= 2);
    if let Some(far) = as_year(word).and_then(near) {
        return (format!("år{far:+}"), Class::Year);
    }
    if let Some((day, digits)) = word.rsplit_once('.')
        && let Some(value) = as_year(digits)
    {
        return match near(value) {
            Some(far) => (format!("{day}.år{far:+}"), Class::Year),
            None => (word.to_owned(), Class::Year),
        };
    }
    if as_year(word).is_some() {
        return (word.to_owned(), Class::Year);
    }
    let plain = word.trim_start_matches('0');
    let plain = if plain.is_empty() { "0" } else { plain };
    (plain.to_owned(), Class::Number)
}

/// The word without its ending, for bokmål and nynorsk. Crude: it only has to give the forms of one
/// word one stem; that two words now and then share one does little harm.
pub(super) fn stem(word: &str) -> &str {
    // Twice: "brukerne" → "bruker" → "bruk".
    shorter(shorter(word))
}

fn shorter(word: &str) -> &str {
    let length = word.chars().count();
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && length - ending.chars().count() >= 4
        {
            return rest;
        }
    }
    word
}

/// Endings, the longest first.
const ENDINGS: [&str; 30] = [
    "ingene", "ingane", "ingen", "elsen", "enes", "anes", "else", "inga", "ene", "ane", "ens",
    "ets", "ers", "ede", "ing", "est", "ere", "are", "en", "et", "er", "ar", "es", "ne", "te",
    "de", "as", "a", "e", "s",
];

/// Numbers in letters, from two on.
const NUMBERS: [&str; 11] = [
    "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv",
];

/// Words that bind sentences together, in order.
const FUNCTION: &[&str] = &[
    "alle", "alt", "andre", "anna", "annan", "annen", "annet", "at", "av", "begge", "bla", "blant",
    "ble", "blei", "bli", "blir", "blitt", "både", "bør", "da", "de", "dei", "deira", "dels",
    "dem", "den", "denne", "der", "dere", "deres", "dersom", "desse", "det", "dette", "di", "din",
    "disse", "du", "då", "e", "eg", "egen", "eget", "egne", "ei", "eige", "eigen", "eigne", "ein",
    "eit", "eller", "en", "enn", "er", "et", "etter", "f", "for", "fordi", "fra", "frå", "før",
    "ha", "hadde", "han", "hans", "har", "hen", "hennes", "her", "herunder", "hos", "hun", "hva",
    "hver", "hvert", "hvilke", "hvilken", "hvilket", "hvis", "hvor", "hvordan", "i", "ikke",
    "ikkje", "ingen", "inkl", "inn", "innan", "innen", "innenfor", "jeg", "jf", "jfr", "kan",
    "kor", "korleis", "kva", "kvar", "kvart", "kven", "man", "med", "meir", "mellom", "men",
    "mens", "mer", "mest", "mot", "må", "måtte", "no", "noe", "noen", "noko", "nokon", "nokre",
    "nå", "når", "og", "også", "om", "opp", "oss", "over", "på", "samt", "seg", "selv", "si",
    "sin", "sine", "sitt", "sjølv", "skal", "skulle", "slik", "slike", "slikt", "som", "så",
    "sånn", "til", "ut", "utan", "uten", "var", "ved", "vi", "vil", "ville", "vore", "vår", "våre",
    "være", "vært", "å", "år",
];

/// Words, or stems, that alone do not change what is demanded, in order.
const LIGHT: &[&str] = &[
    "bety",
    "betyr",
    "bidra",
    "bidrar",
    "blant",
    "brev",
    "derfor",
    "difor",
    "dvs",
    "egen",
    "eksempel",
    "eksempelvis",
    "fortsatt",
    "fortset",
    "fortsett",
    "framleis",
    "fremdeles",
    "få",
    "får",
    "følg",
    "følgende",
    "følgjande",
    "gang",
    "generelt",
    "gi",
    "gir",
    "gis",
    "gjennom",
    "gjera",
    "gjør",
    "gjøre",
    "gjøres",
    "grad",
    "heile",
    "hele",
    "helst",
    "herund",
    "hovedsak",
    "hovudsak",
    "imidlertid",
    "inneber",
    "innebær",
    "ivareta",
    "ivaretar",
    "kun",
    "legg",
    "legge",
    "legges",
    "linje",
    "måte",
    "nav",
    "oppgave",
    "oppgåv",
    "rett",
    "sikr",
    "sikrar",
    "sikre",
    "sikrer",
    "skjer",
    "spesielt",
    "sterk",
    "stor",
    "større",
    "støtt",
    "særleg",
    "særlig",
    "sørg",
    "sørge",
    "sørger",
    "ta",
    "tar",
    "tas",
    "tek",
    "tilrett",
    "under",
    "vere",
    "vert",
    "vidar",
    "vidare",
    "vider",
    "videre",
    "videreført",
    "ytterligere",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let keys: Vec<String> = words(text, Some(2024))
            .into_iter()
            .map(|word| word.key)
            .collect();
        assert_eq!(keys.join(" "), expected, "{text}");
    }

    #[test]
    fn inflected_forms_share_a_key() {
        check("kontorene, kontorer og kontoret", "kontor kontor og kontor");
        check("ordninga og ordningane", "ordn og ordn");
        check("brukerne, brukere og brukeren", "bruk bruk og bruk");
        check("av de", "av de");
    }

    #[test]
    fn a_year_is_told_from_the_letters_own() {
        check(
            "i 2024 og 2023, lov fra 1997",
            "i år+0 og år-1 lov fra 1997",
        );
        check("innen 31.12.2024", "innen 31.12.år+0");
    }

    #[test]
    fn numbers_stay_whole_and_mark_up_is_left_out() {
        check(
            "6,1 % av 24 500 (gruppe 3<sup>) og <5 %",
            "6,1 av 24 500 grupp 3 og 5",
        );
        check("åtte uker, 8 uker", "8 uker 8 uker");
    }

    #[test]
    fn word_lists_are_in_order() {
        for list in [FUNCTION, LIGHT] {
            let mut sorted = list.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            let wrong: Vec<_> = list
                .iter()
                .zip(&sorted)
                .filter(|(a, b)| a != b)
                .take(2)
                .collect();
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }
}
