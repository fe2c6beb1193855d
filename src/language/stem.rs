//! Word → stem, for bokmål and nynorsk.
//!
//! Forms of one word get one stem ("brukere", "brukarane" → `bruker`), different words keep different
//! ones (`bruk`). Endings are cut until none is left, so that two forms meet whenever one is the other
//! plus endings; what changes inside the word stands in `corpus/language/stems.toml`.
//! A stem is a key, not a word to show.

use super::words;
use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The forms that rules cannot see.
pub static FORMS: LazyLock<Forms> = LazyLock::new(Forms::built_in);

/// Tables made from the word file.
pub struct Forms {
    /// Form → stem, for whole words.
    whole: FxHashMap<String, String>,
    /// Form → stem, also at the end of a compound.
    tail: FxHashMap<String, String>,
    rewrite: AhoCorasick,
    rewritten: Vec<String>,
    /// Stems of function words.
    pub function: FxHashSet<String>,
    /// Stems of words that say little beside others.
    pub light: FxHashSet<String>,
    /// Words that are endings, not parts.
    pub suffixes: FxHashSet<String>,
    /// Stems that compounds are made of.
    pub parts: Vec<String>,
}

impl Forms {
    fn built_in() -> Forms {
        let list = |name| words("stems", name).iter();
        let mut forms = Forms {
            whole: FxHashMap::default(),
            tail: FxHashMap::default(),
            rewrite: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(list("rewrites").filter_map(|row| row.split(' ').next()))
                .unwrap_or_else(|error| unreachable!("stems.toml, rewrites: {error}")),
            rewritten: list("rewrites")
                .map(|row| row.split(' ').nth(1).unwrap_or_default().to_owned())
                .collect(),
            function: FxHashSet::default(),
            light: FxHashSet::default(),
            suffixes: list("suffixes").map(str::to_owned).collect(),
            parts: Vec::new(),
        };
        for actor in list("actors") {
            let Some(base) = actor.strip_suffix("er") else {
                continue;
            };
            for ending in ACTOR_ENDINGS {
                forms
                    .tail
                    .entry(format!("{base}{ending}"))
                    .or_insert_with(|| actor.to_owned());
            }
        }
        for row in list("nouns") {
            let mut row = row.split(' ');
            let Some(base) = row.next() else { continue };
            let stem = if base.ends_with("er") || base.ends_with("tt") {
                base.to_owned()
            } else {
                cut(base)
            };
            for form in row.chain([base]) {
                forms
                    .tail
                    .entry(form.to_owned())
                    .or_insert_with(|| stem.clone());
            }
        }
        for row in list("words") {
            let mut row = row.split(' ');
            let Some(base) = row.next() else { continue };
            for form in row.chain([base]) {
                forms
                    .whole
                    .entry(form.to_owned())
                    .or_insert_with(|| base.to_owned());
            }
        }
        forms.function = list("function").map(|word| forms.stem(word)).collect();
        forms.light = list("light").map(|word| forms.stem(word)).collect();
        forms.parts = list("parts").map(|word| forms.stem(word)).collect();
        forms
    }

    fn stem(&self, word: &str) -> String {
        if let Some(stem) = self.whole.get(word) {
            return stem.clone();
        }
        let rewritten = self.bokmal(word);
        if let Some(stem) = self.whole.get(&rewritten) {
            return stem.clone();
        }
        if let Some(stem) = self.tail(&rewritten).or_else(|| self.tail(word)) {
            return stem;
        }
        cut(&rewritten)
    }

    /// The stem of a word that ends in a form of the list: "styringsparametrene" → `styringsparameter`.
    fn tail(&self, word: &str) -> Option<String> {
        let bare = word.strip_suffix('s').filter(|bare| bare.len() > 3);
        for form in [Some(word), bare].into_iter().flatten() {
            for (at, _) in form.char_indices() {
                let (head, tail) = form.split_at(at);
                // Fewer letters before it are no word, and short endings stand in many words by chance.
                let short = head.chars().count() < 3 || tail.chars().count() < 5;
                if !head.is_empty() && short {
                    continue;
                }
                if let Some(stem) = self.tail.get(tail) {
                    let head = self.bokmal(head);
                    return Some(format!("{head}{stem}"));
                }
            }
        }
        None
    }

    fn bokmal(&self, word: &str) -> String {
        let mut written = if self.rewrite.is_match(word) {
            self.rewrite.replace_all(word, &self.rewritten)
        } else {
            word.to_owned()
        };
        for (nynorsk, bokmal) in NYNORSK_ENDINGS {
            if let Some(head) = written.strip_suffix(nynorsk)
                && head.chars().count() >= 2
                && has_vowel(head)
            {
                written = format!("{head}{bokmal}");
                break;
            }
        }
        written
    }
}

/// The stem of a word in lower case.
pub fn stem(word: &str) -> String {
    FORMS.stem(word)
}

/// What a stem is made from, so that noun, verb and adjective meet: `rapportering` and `rapport`,
/// `mulighet` and `mulig`. The stem itself where nothing can be cut.
pub fn root(stem: &str) -> String {
    for ending in DERIVATIONS {
        if let Some(head) = stem.strip_suffix(ending)
            && head.chars().count() >= 3
            && has_vowel(head)
        {
            return cut(head);
        }
    }
    stem.to_owned()
}

const ACTOR_ENDINGS: [&str; 16] = [
    "erar", "erane", "er", "eren", "erens", "ere", "eres", "erne", "ernes", "ers", "ar", "aren",
    "arar", "arane", "arens", "aranes",
];

const NYNORSK_ENDINGS: [(&str, &str); 14] = [
    ("heitene", "hetene"),
    ("heiter", "heter"),
    ("heita", "heten"),
    ("heit", "het"),
    ("legare", "ligere"),
    ("legaste", "ligste"),
    ("legast", "ligst"),
    ("lege", "lige"),
    ("leg", "lig"),
    ("ingane", "ingene"),
    ("ingar", "inger"),
    ("inga", "ingen"),
    ("kje", "ke"),
    ("gje", "ge"),
];

const ENDINGS: [(&str, usize); 12] = [
    ("ernes", 3),
    ("erne", 3),
    ("ene", 3),
    ("ane", 3),
    ("ede", 4),
    ("ast", 4),
    ("en", 3),
    ("et", 3),
    ("er", 3),
    ("ar", 3),
    ("a", 3),
    ("e", 3),
];

const DERIVATIONS: [&str; 14] = [
    "isering", "ering", "asjon", "ning", "ing", "else", "els", "heter", "ighet", "het", "h", "dom",
    "lig", "iser",
];

/// Cuts endings until none is left, then makes the end the same for all forms.
fn cut(word: &str) -> String {
    let mut stem = word;
    while let Some(shorter) = cut_once(stem) {
        stem = shorter;
    }
    let mut stem = stem.to_owned();
    let mut last = stem.chars().rev();
    let (end, before) = (last.next(), last.next());
    // "ungdomm-en", "programm-et", "individuell-e".
    if let (Some(end), Some(before)) = (end, before)
        && end == before
        && !is_vowel(end)
    {
        stem.pop();
    }
    // "regel", "regl-er"; "enkel", "enkl-e".
    if let Some(head) = stem.strip_suffix("el")
        && head.chars().count() >= 2
        && has_vowel(head)
        && head.ends_with(|c| !is_vowel(c))
    {
        let mut head = head.to_owned();
        let doubled = head.chars().rev().take(2).collect::<Vec<_>>();
        if doubled.len() == 2 && doubled[0] == doubled[1] {
            head.pop();
        }
        stem = format!("{head}l");
    }
    stem
}

fn cut_once(word: &str) -> Option<&str> {
    let long_enough =
        |head: &str, letters: usize| head.chars().count() >= letters && has_vowel(head);
    if let Some(head) = word.strip_suffix('s') {
        let before = head.chars().next_back()?;
        let inflected = !is_vowel(before) && before != 's' || matches!(before, 'e' | 'a');
        if inflected && !head.ends_with("el") && long_enough(head, 4) {
            return Some(head);
        }
    }
    for (ending, letters) in ENDINGS {
        if let Some(head) = word.strip_suffix(ending)
            && long_enough(head, letters)
        {
            return Some(head);
        }
    }
    if let Some(head) = word.strip_suffix('t') {
        let before = head.chars().next_back()?;
        if !is_vowel(before) && !matches!(before, 's' | 't' | 'h') && long_enough(head, 3) {
            return Some(head);
        }
    }
    word.strip_suffix("st")
        .filter(|head| head.ends_with("ig") && long_enough(head, 3))
}

fn is_vowel(character: char) -> bool {
    matches!(
        character,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å' | 'é' | 'ó' | 'ö' | 'ä'
    )
}

fn has_vowel(text: &str) -> bool {
    text.contains(is_vowel)
}

#[cfg(test)]
mod tests {
    use super::{root, stem};

    fn meet(group: &str) {
        let stems: Vec<(&str, String)> = group.split(' ').map(|word| (word, stem(word))).collect();
        assert!(
            stems.iter().all(|(_, other)| *other == stems[0].1),
            "{stems:?}"
        );
    }

    fn stay_apart(group: &str) {
        let stems: Vec<(&str, String)> = group.split(' ').map(|word| (word, stem(word))).collect();
        for (at, (_, one)) in stems.iter().enumerate() {
            assert!(
                stems[at + 1..].iter().all(|(_, other)| other != one),
                "{stems:?}"
            );
        }
    }

    #[test]
    fn forms_of_one_word_meet() {
        for group in [
            "styringsparameter styringsparametere styringsparametre styringsparametrene styringsparameteren styringsparametrar",
            "bruker brukere brukerne brukeren brukernes brukers brukarar brukarane brukar",
            "tjenestebruker tjenestebrukere tenestebrukarar",
            "arbeidsgiver arbeidsgivere arbeidsgiverne arbeidsgivar arbeidsgivarar arbeidsgivarane",
            "tildelingsbrev tildelingsbrevet tildelingsbrevene tildelingsbrevets tildelingsbreva",
            "frist fristen frister fristene fristar fristane",
            "rapportere rapporterer rapporteres rapporterte rapportert rapporterast",
            "rapportering rapporteringen rapporteringa rapporteringer rapporteringar rapporteringane",
            "hjelpemiddel hjelpemidler hjelpemidlene hjelpemidlar hjelpemiddelet",
            "regelverk regelverket regelverkets",
            "regel regler reglene reglar",
            "arbeidslivssenter arbeidslivssentre arbeidslivssenteret arbeidslivssentra",
            "ungdom ungdommen ungdommer ungdommene ungdomen ungdommar",
            "program programmet programmene programmer",
            "kvalitet kvaliteten kvalitetene kvaliteter kvalitetens",
            "ansvar ansvaret ansvarets",
            "digital digitalt digitale",
            "viktig viktige viktigst viktigste viktigere",
            "risikovurdering risikovurderingen risikovurderinger risikovurderingar",
            "ansatt ansatte tilsette",
            "sykmeldt sykmeldte sykmeldtes sjukmelde sjukmeldt",
            "følge følger fulgte fulgt følgje",
            "oppgave oppgaven oppgaver oppgavene oppgåve oppgåva oppgåver oppgåvene",
            "arbeidsoppgave arbeidsoppgaver arbeidsoppgåva arbeidsoppgåver",
            "sti stien stier stiene stiar stiane",
            "fjell fjellet fjellene fjella",
            "varde varden varder vardene vardar vardane",
            "kontor kontoret kontorer kontorene kontora",
            "kommune kommunen kommuner kommunene kommunar kommunane",
        ] {
            meet(group);
        }
    }

    #[test]
    fn bokmal_and_nynorsk_meet() {
        for group in [
            "ikke ikkje",
            "virksomhet virksomheten verksemd verksemda verksemdene",
            "ytelse ytelser ytelsene yting ytingar ytingane",
            "hvordan korleis",
            "hva kva",
            "hvem kven",
            "fra frå",
            "mulighet muligheter moglegheit moglegheiter",
            "tjeneste tjenester teneste tenester tenestene",
            "sykefravær sjukefråvær sykefraværet sjukefråværet",
            "arbeidsmarked arbeidsmarkedet arbeidsmarknad arbeidsmarknaden",
            "saksbehandling sakshandsaming sakshandsaminga",
            "årlig årleg årlege",
            "flyktning flyktninger flyktningar flyktningane",
            "uten utan",
            "uke uker veke veker",
            "leder ledere lederne leiar leiarar leiarane",
            "løsning løsninger løysing løysingar",
            "mottaker mottakere mottakar mottakarar",
            "økonomisk økonomiske",
        ] {
            meet(group);
        }
    }

    #[test]
    fn every_row_of_the_word_file_has_a_base_of_its_own() {
        for list in ["nouns", "words", "rewrites"] {
            let rows = super::words("stems", list).iter();
            let mut bases: Vec<&str> = rows.filter_map(|row| row.split(' ').next()).collect();
            bases.sort_unstable();
            let count = bases.len();
            bases.dedup();
            assert_eq!(bases.len(), count, "{list}: {bases:?}");
        }
        for row in super::words("stems", "rewrites").iter() {
            let words: Vec<&str> = row.split(' ').collect();
            assert!(words.len() == 2 && words[0] != words[1], "{row}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for group in [
            "bruker bruk",
            "leder ledig ledd",
            "skal kan må bør ikke vil",
            "kontor kontroll kontrakt",
            "helse hel",
            "stat status sted",
            "virksomhet virkning virkemiddel",
            "arbeid arbeider",
            "mål målgruppe måling",
            "frist frisk",
            "rett rettighet",
            "kommune kommunikasjon",
            "innsats innsatt",
            "uføre utføre",
            "ung ungdom",
            "sti stil stige",
        ] {
            stay_apart(group);
        }
    }

    #[test]
    fn nouns_and_verbs_share_a_root() {
        for (one, other) in [
            ("rapportering", "rapportere"),
            ("vurderinger", "vurdere"),
            ("etterlevelse", "etterleve"),
            ("muligheter", "mulig"),
            ("oppfølging", "oppfølginger"),
            ("digitalisering", "digital"),
            ("medvirkning", "medvirke"),
            ("ansettelser", "ansettelse"),
            ("ungdom", "unge"),
        ] {
            assert_eq!(root(&stem(one)), root(&stem(other)), "{one} {other}");
        }
        assert_ne!(root(&stem("bruker")), root(&stem("bruk")));
    }

    #[test]
    fn short_and_odd_words_are_left_alone() {
        for word in ["", "s", "å", "ks", "§14a", "2024", "日本"] {
            assert_eq!(stem(word), word);
        }
    }
}
