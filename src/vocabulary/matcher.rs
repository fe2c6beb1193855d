//! Finds the phrases of a word list in running text, whatever their inflection.
//!
//! A phrase is a row of words. Words meet without regard to case, in every form a Norwegian noun or
//! adjective takes in bokmål and nynorsk, and with a space, hyphen, slash or line break between them:
//! "NAV-kontor" finds "Nav-kontorene", "NAV kontoret" and "NAV-\nkontors". A phrase given in the
//! definite form ("etaten") meets itself and its genitive alone. Irregular forms are phrases of their own.

use super::cut::{Cut, hash};
use rustc_hash::FxHashMap;

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The id that the phrase was given.
    pub id: u32,
}

/// A compiled list of phrases with their ids.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// Inflected form → the words of the list it may be a form of.
    forms: FxHashMap<String, Vec<u32>>,
    /// Node and word → next node; node 0 is the start.
    edges: FxHashMap<(u32, u32), u32>,
    /// Id of the phrase that ends at a node.
    ends: Vec<Option<u32>>,
    /// Words as given → their number.
    words: FxHashMap<String, u32>,
    /// Numbers of the words that are acronyms and need a capital in the text.
    capital: Vec<bool>,
    /// Which hashes the forms have that a phrase may open with: most words of a text need no look-up.
    openings: Vec<u64>,
}

impl Phrases {
    /// Compiles phrases. Of two that are the same the first one keeps its id.
    pub fn new<P: AsRef<str>>(phrases: impl IntoIterator<Item = (P, u32)>) -> Phrases {
        let mut compiled = Phrases {
            ends: vec![None],
            ..Phrases::default()
        };
        for (phrase, id) in phrases {
            compiled.put(phrase.as_ref(), id);
        }
        compiled.openings = compiled.openings();
        compiled
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The phrases in `text`, from left to right, the longest one at each place; hits never overlap.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        self.find_in(&Cut::new(text))
    }

    /// The same in a text that is cut already, as it is for several lists.
    pub fn find_in(&self, text: &Cut) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.is_empty() {
            return hits;
        }
        let mut at = 0;
        while at < text.len() {
            let opens = self.may_open(text.hash(at)) || text.is_broken(at);
            match opens.then(|| self.longest(text, at, 0)).flatten() {
                Some((last, id)) => {
                    hits.push(Hit {
                        start: text.start(at),
                        end: text.end(last),
                        id,
                    });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        hits
    }

    /// The id of the phrase that `text` is as a whole.
    pub fn whole(&self, text: &str) -> Option<u32> {
        let text = Cut::new(text);
        let (last, id) = self.longest(&text, 0, 0)?;
        (last + 1 == text.len()).then_some(id)
    }

    fn put(&mut self, phrase: &str, id: u32) {
        let cut = Cut::new(phrase);
        let words: Vec<&str> = (0..cut.len()).map(|at| cut.written(at)).collect();
        if words.is_empty() {
            return;
        }
        self.put_words(words.iter().copied(), id);
        // "NAV-kontor" is also written "Navkontor".
        if words.len() == 2 && cut.gap(1) == "-" {
            let joined = format!("{}{}", words[0], words[1].to_lowercase());
            self.put_words([joined.as_str()].into_iter(), id);
        }
    }

    fn put_words<'w>(&mut self, words: impl Iterator<Item = &'w str>, id: u32) {
        let mut node = 0;
        for word in words {
            let word = self.word(word);
            let next = self.ends.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.ends.push(None);
            }
        }
        self.ends[node as usize].get_or_insert(id);
    }

    fn word(&mut self, word: &str) -> u32 {
        let acronym = is_acronym(word);
        let key = if acronym {
            word.to_owned()
        } else {
            word.to_lowercase()
        };
        if let Some(number) = self.words.get(&key) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.words.insert(key, number);
        self.capital.push(acronym);
        let mut forms = if acronym {
            vec![word.to_lowercase()]
        } else {
            inflections(&word.to_lowercase())
        };
        let genitives: Vec<String> = forms
            .iter()
            .filter(|form| !form.ends_with('s'))
            .map(|form| format!("{form}s"))
            .collect();
        forms.extend(genitives);
        forms.sort_unstable();
        forms.dedup();
        for form in forms {
            self.forms.entry(form).or_default().push(number);
        }
        number
    }

    /// A bit for each hash, in a field so wide that few words of a text meet a bit by chance.
    fn openings(&self) -> Vec<u64> {
        let width = (self.forms.len() / 4 + 1).next_power_of_two();
        let mut openings = vec![0; width];
        for (form, words) in &self.forms {
            if words
                .iter()
                .any(|word| self.edges.contains_key(&(0, *word)))
            {
                let (at, bit) = place(hash(form), width);
                openings[at] |= bit;
            }
        }
        openings
    }

    fn may_open(&self, hash: u64) -> bool {
        let (at, bit) = place(hash, self.openings.len());
        self.openings[at] & bit != 0
    }

    /// The last word and the id of the longest phrase that goes on from `node` with word `at`.
    fn longest(&self, text: &Cut, at: usize, node: u32) -> Option<(usize, u32)> {
        if at >= text.len() || node != 0 && !joins(text.gap(at)) {
            return None;
        }
        let mut best: Option<(usize, u32)> = None;
        let mut follow = |form: &str, last: usize| {
            for word in self.forms.get(form).into_iter().flatten() {
                if self.capital[*word as usize] && !text.is_capital(at) {
                    continue;
                }
                let Some(next) = self.edges.get(&(node, *word)) else {
                    continue;
                };
                let here = self.ends[*next as usize].map(|id| (last, id));
                let found = self.longest(text, last + 1, *next).or(here);
                if found.is_some_and(|(last, _)| best.is_none_or(|(best, _)| last > best)) {
                    best = found;
                }
            }
        };
        follow(text.lower(at), at);
        if text.is_broken(at) {
            follow(&[text.lower(at), text.lower(at + 1)].concat(), at + 1);
        }
        best
    }
}

/// The element and bit of a field that stand for a hash.
fn place(hash: u64, width: usize) -> (usize, u64) {
    (
        (hash >> 6) as usize & (width.saturating_sub(1)),
        1 << (hash & 63),
    )
}

/// Whether a gap may stand between two words of one phrase: "Barne-, ungdoms- og familie…" has a comma
/// after a hyphen.
fn joins(gap: &str) -> bool {
    gap.strip_prefix("-,").unwrap_or(gap).chars().all(is_joint)
}

/// What may stand between two words of one phrase.
fn is_joint(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '‑' | '–' | '/' | '\u{ad}')
}

fn is_acronym(word: &str) -> bool {
    word.len() <= 8 && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// The forms that a lower-case noun or adjective may take, itself included. Some are no words of the
/// language; as they do not occur either, they do no harm.
fn inflections(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let length = word.chars().count();
    if length < 3 || word.ends_with(|c: char| c.is_ascii_digit()) {
        return forms;
    }
    // "etaten" is not "etatene": a definite form stays as it is. "-het" and "-itet" are no such forms.
    let definite = ["en", "ene", "ane"]
        .iter()
        .any(|ending| word.ends_with(ending))
        || word.ends_with("et") && !word.ends_with("het") && !word.ends_with("itet");
    if definite && length > 4 {
        return forms;
    }
    let mut add = |stem: &str, endings: &[&str]| {
        forms.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    };
    // Plurals of people and actors are given as "arbeidsgivere" and met as "arbeidsgiveren" too.
    if length > 6
        && let Some(stem) = word
            .strip_suffix("ere")
            .or_else(|| word.strip_suffix("arar"))
    {
        add(
            stem,
            &["er", "eren", "ere", "erne", "ar", "aren", "arar", "arane"],
        );
    }
    if let Some(stem) = word.strip_suffix('e') {
        add(word, &["n", "t", "r", "ne"]);
        add(stem, &["a", "ar", "ane", "ene"]);
        return forms;
    }
    add(word, &["en", "et", "er", "ene", "e", "a", "ane", "ar", "t"]);
    if let Some(stem) = word.strip_suffix("er") {
        add(word, &["n", "ne"]);
        add(stem, &["re", "rene", "ra", "ar", "aren", "arar", "arane"]);
    }
    if let Some(stem) = word.strip_suffix("el") {
        add(stem, &["ler", "lene", "la", "lar", "lane"]);
    }
    if let Some(stem) = word.strip_suffix("um") {
        add(stem, &["et", "er", "ene", "a"]);
    }
    // "ungdom" → "ungdommen", "råd" stays.
    let mut last = word.chars().rev();
    let vowel = |c: char| "aeiouyæøå".contains(c);
    if let (Some(end @ ('m' | 'n' | 'l' | 's' | 't' | 'k' | 'p')), Some(before)) =
        (last.next(), last.next())
        && vowel(before)
        && !last.next().is_some_and(vowel)
    {
        let doubled = format!("{word}{end}");
        add(&doubled, &["en", "et", "er", "ene", "e", "a", "ane", "ar"]);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    fn check(phrases: &[(&str, u32)], text: &str, expected: &[(&str, u32)]) {
        let compiled = Phrases::new(phrases.iter().copied());
        let found: Vec<(&str, u32)> = compiled
            .find(text)
            .iter()
            .map(|hit| (&text[hit.start..hit.end], hit.id))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn nouns_are_found_in_every_form() {
        let list = [
            ("NAV-kontor", 1),
            ("hjelpemiddelsentral", 2),
            ("kommune", 3),
            ("senter", 4),
            ("ungdom", 5),
            ("arbeidsgivere", 6),
            ("departement", 7),
        ];
        check(
            &list,
            "Nav-kontorene og NAV kontoret, Navkontor; kommunane, kommunens hjelpemiddelsentraler",
            &[
                ("Nav-kontorene", 1),
                ("NAV kontoret", 1),
                ("Navkontor", 1),
                ("kommunane", 3),
                ("kommunens", 3),
                ("hjelpemiddelsentraler", 2),
            ],
        );
        check(
            &list,
            "sentrene for ungdommen, arbeidsgivarane, ein arbeidsgiver og departementa",
            &[
                ("sentrene", 4),
                ("ungdommen", 5),
                ("arbeidsgivarane", 6),
                ("arbeidsgiver", 6),
                ("departementa", 7),
            ],
        );
    }

    #[test]
    fn the_longest_phrase_wins_over_lines_hyphens_and_slashes() {
        let list = [
            ("NAV", 1),
            ("NAV Fylke", 2),
            ("NAV Fylke/Region", 2),
            ("Arbeids- og velferdsetaten", 3),
        ];
        check(
            &list,
            "NAV Fylke/Region, NAV\n  fylke og NAV i arbeids- og velferds-\netatens lokaler",
            &[
                ("NAV Fylke/Region", 2),
                ("NAV\n  fylke", 2),
                ("NAV", 1),
                ("arbeids- og velferds-\netatens", 3),
            ],
        );
    }

    #[test]
    fn definite_phrases_and_acronyms_do_not_stretch() {
        let list = [("etaten", 1), ("KS", 2), ("leder", 3)];
        check(
            &list,
            "Etatens ledere, statlige etater, ks, KS’ råd og å lede",
            &[("Etatens", 1), ("ledere", 3), ("KS", 2)],
        );
    }

    #[test]
    fn words_inside_a_phrase_bend_too() {
        let list = [
            ("frivillig organisasjon", 1),
            ("enhet med brukerkontakt", 2),
        ];
        check(
            &list,
            "frivillige organisasjoner. Enheter med brukerkontakt; frivillige, organisasjoner",
            &[
                ("frivillige organisasjoner", 1),
                ("Enheter med brukerkontakt", 2),
            ],
        );
    }

    #[test]
    fn a_whole_text_can_be_looked_up() {
        let list = Phrases::new([("NAV-kontor", 7)]);
        assert_eq!(list.whole("Nav-kontorene"), Some(7));
        assert_eq!(list.whole("Nav-kontorene i nord"), None);
    }
}
