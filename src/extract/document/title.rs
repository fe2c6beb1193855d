//! Documents cited by the noun that tells what they are and the title that follows it.

use crate::extract::date;
use crate::extract::token::Tokens;

/// A document named by its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written, with en dashes between years.
    pub citation: String,
    /// The same without the definite article, where it has one.
    pub indefinite: Option<String>,
    /// Whether the noun has the definite article.
    pub is_definite: bool,
    /// Whether years belong to the title.
    pub has_years: bool,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// What sort of document a noun names, and how it is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noun {
    /// With the title that follows: strategi, handlingsplan, rammeverk.
    Titled,
    /// A guide: "veileder" is a person too, unless a subject follows.
    Guide,
    /// An agreement with a name of its own: IA-avtalen.
    Agreement,
    /// A circular of a field: AAP-rundskrivene.
    Circular,
}

/// (stem, endings of the definite form, what it is)
const NOUNS: [(&str, &[&str], Noun); 18] = [
    ("strategi", &["en"], Noun::Titled),
    ("handlingsplan", &["en"], Noun::Titled),
    ("handlingsplaner", &["ne"], Noun::Titled),
    ("opptrappingsplan", &["en"], Noun::Titled),
    ("langtidsplan", &["en"], Noun::Titled),
    ("tiltaksplan", &["en"], Noun::Titled),
    ("rammeverk", &["et"], Noun::Titled),
    ("retningslinjer", &["ne"], Noun::Titled),
    ("retningsliner", &["ne"], Noun::Titled),
    ("instruks", &["en"], Noun::Titled),
    ("standard", &["en"], Noun::Titled),
    ("styringsdokument", &["et"], Noun::Titled),
    ("veileder", &["en"], Noun::Guide),
    ("veiledar", &["en"], Noun::Guide),
    ("rettleiar", &["en"], Noun::Guide),
    ("rettleiing", &["a"], Noun::Guide),
    ("avtale", &["n"], Noun::Agreement),
    ("rundskriv", &["et", "ene", "a"], Noun::Circular),
];

/// Whether a word names a document: "rapporten", "samarbeidsavtale".
pub fn is_document(word: &str) -> bool {
    noun(word).is_some()
        || [
            "rapport",
            "utredning",
            "utgreiing",
            "notat",
            "melding",
            "evaluering",
        ]
        .iter()
        .any(|stem| word.contains(stem))
}

/// The document named at a token.
pub fn named(tokens: &Tokens, at: usize) -> Option<Named> {
    if let Some(named) = audit(tokens, at)
        .or_else(|| platform(tokens, at))
        .or_else(|| dated_plan(tokens, at))
    {
        return Some(named);
    }
    if let Some(named) = ethics(tokens, at).or_else(|| followed(tokens, at)) {
        return Some(named);
    }
    let word = tokens.word(at);
    let genitive = word.strip_suffix('s').filter(|bare| noun(bare).is_some());
    let (stem_end, is_definite, kind) = noun(genitive.unwrap_or(word))?;
    let acronym = at >= 2
        && tokens.word(at - 1) == "-"
        && tokens.is_glued(at)
        && tokens.is_glued(at - 1)
        && tokens
            .written(at - 2)
            .chars()
            .filter(|c| c.is_uppercase())
            .count()
            >= 2;
    if kind == Noun::Agreement || kind == Noun::Circular {
        return proper(tokens, at, kind, is_definite, acronym, genitive);
    }
    if genitive.is_some() {
        return None;
    }
    let preposition = tokens.word(at + 1);
    let is_titled = match kind {
        Noun::Guide => matches!(preposition, "for" | "om" | "til"),
        _ => matches!(preposition, "for" | "mot" | "om" | "mellom" | "knytt"),
    };
    if is_definite && kind == Noun::Titled && tokens.is_capital(at + 1) && !tokens.is_glued(at + 1)
    {
        return name_after(tokens, at, acronym);
    }
    // "få rettleiing om" is the act.
    let is_act = word.ends_with("rettleiing");
    if !is_titled || is_act || tokens.word(at + 2) == "å" || is_new(tokens, at) {
        return None;
    }
    let end = title_end(tokens, at + 2);
    // "retningslinjer for prosjektet" only points back.
    let points_back = end == at + 3
        && matches!(
            tokens.word(at + 2),
            "arbeidet" | "oppdraget" | "ordningen" | "ordninga" | "prosjektet" | "tiltaket"
        );
    if end <= at + 2 || points_back {
        return None;
    }
    let mut from = if acronym { at - 2 } else { at };
    while from > 0 && is_title_adjective(tokens.word(from - 1)) {
        from -= 1;
    }
    from = first_sentence(tokens, from).unwrap_or(from);
    let citation = with_dashes(tokens.slice(from, end));
    let indefinite = is_definite.then(|| {
        let start = tokens.start(at) - tokens.start(from);
        let cut = start + stem_end;
        let rest = start + word.len();
        let whole = tokens.slice(from, end);
        with_dashes(&format!("{}{}", &whole[..cut], &whole[rest..]))
    });
    let has_years = (at..end).any(|index| {
        tokens
            .number(index)
            .is_some_and(|year| (1990..2100).contains(&year))
    });
    Some(Named {
        citation,
        indefinite,
        is_definite,
        has_years,
        from,
        to: end,
    })
}

/// Length of the stem within the word, whether it is definite, and what it names.
fn noun(word: &str) -> Option<(usize, bool, Noun)> {
    for (stem, endings, kind) in NOUNS {
        if word.ends_with(stem) {
            return Some((word.len(), false, kind));
        }
        for ending in endings {
            if let Some(bare) = word.strip_suffix(ending)
                && bare.ends_with(stem)
            {
                return Some((bare.len(), true, kind));
            }
        }
    }
    None
}

/// An agreement or circular with a name of its own: "IA-avtalen", "hovedavtalen", "AAP-rundskrivene".
fn proper(
    tokens: &Tokens,
    at: usize,
    kind: Noun,
    is_definite: bool,
    acronym: bool,
    genitive: Option<&str>,
) -> Option<Named> {
    let word = genitive.unwrap_or(tokens.word(at));
    let is_named = acronym
        || kind == Noun::Agreement
            && [
                "hovedavtalen",
                "hovudavtalen",
                "tilpasningsavtalen",
                "tilpassingsavtalen",
                "hovedtariffavtalen",
                "hovudtariffavtalen",
                "intensjonsavtalen",
            ]
            .contains(&word);
    if is_definite && is_named {
        let from = if acronym { at - 2 } else { at };
        // "Hovedavtalen i staten" is its whole name.
        let in_state =
            matches!(tokens.word(at + 1), "i" | "for") && tokens.word(at + 2) == "staten";
        if in_state && genitive.is_none() {
            return Some(Named {
                citation: tokens.slice(from, at + 3).to_owned(),
                indefinite: None,
                is_definite,
                has_years: false,
                from,
                to: at + 3,
            });
        }
        let written = tokens.slice(from, at + 1);
        let cut = written.len() - usize::from(genitive.is_some());
        return Some(Named {
            citation: written[..cut].to_owned(),
            indefinite: None,
            is_definite,
            has_years: false,
            from,
            to: at + 1,
        });
    }
    // "samarbeidsavtalen mellom KS og …"
    let is_between = kind == Noun::Agreement
        && word.starts_with("samarbeid")
        && matches!(tokens.word(at + 1), "mellom" | "med")
        && tokens.is_capital(at + 2)
        && !is_new(tokens, at);
    if !is_between {
        return None;
    }
    let end = title_end(tokens, at + 2);
    Some(Named {
        citation: with_dashes(tokens.slice(at, end)),
        indefinite: None,
        is_definite,
        has_years: false,
        from: at,
        to: end,
    })
}

/// "statens etiske retningslinjer": owned guidelines of a field are named by it.
fn ethics(tokens: &Tokens, at: usize) -> Option<Named> {
    let is_guide = matches!(
        tokens.word(at),
        "retningslinjer" | "retningsliner" | "retningslinjene"
    );
    if !is_guide || at < 2 || tokens.word(at - 1) != "etiske" || !tokens.word(at - 2).ends_with('s')
    {
        return None;
    }
    Some(Named {
        citation: tokens.slice(at - 2, at + 1).to_owned(),
        indefinite: None,
        is_definite: false,
        has_years: false,
        from: at - 2,
        to: at + 1,
    })
}

/// What work must be in line with: "i henhold til rapport om …", "i tråd med etableringsveilederen",
/// "etter Faglige føringer for 2025".
fn followed(tokens: &Tokens, at: usize) -> Option<Named> {
    let word = tokens.word(at);
    let before = |from: usize, back: usize| from.checked_sub(back).map_or("", |at| tokens.word(at));
    let is_rule = |from: usize| {
        matches!(
            (before(from, 2), before(from, 1)),
            ("henhold" | "samsvar" | "tråd" | "henhald", "til" | "med")
        )
    };
    let whole = |from: usize, to: usize, is_definite: bool| Named {
        citation: with_dashes(tokens.slice(from, to)),
        indefinite: None,
        is_definite,
        has_years: false,
        from,
        to,
    };
    let is_guide = word.len() > "veilederen".len() + 4
        && ["veilederen", "rettleiaren"]
            .iter()
            .any(|ending| word.ends_with(ending));
    if is_guide && is_rule(at) {
        return Some(whole(at, at + 1, true));
    }
    if word == "rapport" && tokens.word(at + 1) == "om" && is_rule(at) {
        let end = title_end(tokens, at + 2);
        return (end > at + 2).then(|| whole(at, end, false));
    }
    let is_title = word == "føringer"
        && at >= 2
        && tokens.is_capital(at - 1)
        && before(at, 2) != "."
        && tokens.word(at + 1) == "for";
    if !is_title {
        return None;
    }
    let end = title_end(tokens, at + 2);
    (end > at + 2).then(|| whole(at - 1, end, false))
}

/// A plan told apart by its years: "Nasjonal transportplan 2025–2036".
fn dated_plan(tokens: &Tokens, at: usize) -> Option<Named> {
    let word = tokens.word(at);
    let is_plan = [
        "plan",
        "planen",
        "strategi",
        "strategien",
        "program",
        "programmet",
    ]
    .iter()
    .any(|ending| word.ends_with(ending));
    if !is_plan || is_new(tokens, at) {
        return None;
    }
    // "FoU-plan for havet (2031-2035)"
    let titled = || {
        let opens = matches!(tokens.word(at + 1), "for" | "om" | "mot");
        (opens && noun(word).is_none()).then_some(())?;
        (at + 3..at + 10)
            .take_while(|index| tokens.word(index - 1).chars().all(char::is_alphanumeric))
            .find_map(|index| years_end(tokens, index))
    };
    let to = range_end(tokens, at + 1)
        .or_else(|| years_end(tokens, at + 1))
        .or_else(titled)?;
    let is_compound =
        at >= 2 && tokens.word(at - 1) == "-" && tokens.is_glued(at) && tokens.is_glued(at - 1);
    let mut from = if is_compound { at - 2 } else { at };
    while from > 0 && is_title_adjective(tokens.word(from - 1)) {
        from -= 1;
    }
    Some(Named {
        citation: with_dashes(tokens.slice(from, to)),
        indefinite: None,
        is_definite: false,
        has_years: true,
        from,
        to,
    })
}

/// A name in capitals after the noun: "virksomhetsstrategien HAVN 2030".
fn name_after(tokens: &Tokens, at: usize, acronym: bool) -> Option<Named> {
    let mut end = at + 1;
    while tokens.is_capital(end) || tokens.number(end).is_some_and(|year| year > 1990) {
        end += 1;
    }
    let from = if acronym { at - 2 } else { at };
    Some(Named {
        citation: tokens.slice(from, end).to_owned(),
        indefinite: None,
        is_definite: true,
        has_years: false,
        from,
        to: end,
    })
}

/// "Riksrevisjonens undersøkelse av …".
fn audit(tokens: &Tokens, at: usize) -> Option<Named> {
    if tokens.word(at) != "riksrevisjonens" {
        return None;
    }
    let is_report = ["undersøk", "rapport", "forvaltningsrevisjon"]
        .iter()
        .any(|stem| tokens.word(at + 1).starts_with(stem));
    if !is_report || !matches!(tokens.word(at + 2), "av" | "om") {
        return None;
    }
    let end = title_end(tokens, at + 3);
    (end > at + 3).then(|| Named {
        citation: with_dashes(tokens.slice(at, end)),
        indefinite: None,
        is_definite: false,
        has_years: false,
        from: at,
        to: end,
    })
}

/// A government platform or white paper by its own name: "Perspektivmeldingen".
fn platform(tokens: &Tokens, at: usize) -> Option<Named> {
    let word = tokens.word(at);
    let is_name = (word.ends_with("plattformen")
        || word.ends_with("plattforma")
        || word.ends_with("meldingen")
        || word.ends_with("meldinga"))
        && word.len() > 14
        && !word.starts_with("stortings")
        && at > 0
        && tokens.is_capital(at)
        && !matches!(tokens.word(at - 1), "." | ":");
    is_name.then(|| Named {
        citation: tokens.written(at).to_owned(),
        indefinite: None,
        is_definite: true,
        has_years: false,
        from: at,
        to: at + 1,
    })
}

/// Whether an article shows that the document is new to the reader: "en strategi", "ein ny plan".
fn is_new(tokens: &Tokens, at: usize) -> bool {
    (1..=5)
        .map_while(|back| at.checked_sub(back))
        .map(|index| tokens.word(index))
        .take_while(|word| word.chars().all(char::is_alphabetic))
        .take_while(|word| {
            !matches!(
                *word,
                "av" | "i" | "med" | "for" | "til" | "på" | "skal" | "om"
            )
        })
        .any(|word| {
            matches!(
                word,
                "en" | "ein" | "ei" | "et" | "eit" | "egen" | "eigen" | "egne"
            )
        })
}

fn is_title_adjective(word: &str) -> bool {
    matches!(
        word,
        "nasjonal"
            | "nasjonale"
            | "strategisk"
            | "strategiske"
            | "tverrsektoriell"
            | "tverrsektorielle"
            | "europeisk"
            | "europeiske"
            | "regional"
            | "regionale"
            | "etiske"
            | "faglige"
            | "faglege"
    )
}

/// A title in two sentences: "Gode dager. Strategi for uteliv" starts at the first one.
fn first_sentence(tokens: &Tokens, from: usize) -> Option<usize> {
    let is_split =
        (3..=8).contains(&from) && tokens.word(from - 1) == "." && tokens.is_capital(from);
    let is_title = is_split
        && tokens.is_capital(0)
        && (0..from - 1).all(|index| {
            let word = tokens.word(index);
            word.chars().all(char::is_alphabetic) && !is_verb(word)
        });
    is_title.then_some(0)
}

fn with_dashes(text: &str) -> String {
    let mut dashed = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_range = character == '-'
            && before.is_ascii_digit()
            && rest.peek().is_some_and(char::is_ascii_digit);
        dashed.push(if is_range { '–' } else { character });
        before = character;
    }
    dashed
}

fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "skal"
            | "må"
            | "bør"
            | "kan"
            | "vil"
            | "er"
            | "blir"
            | "ble"
            | "har"
            | "gir"
            | "bidra"
            | "sikre"
            | "støtte"
            | "følge"
            | "legge"
            | "ha"
            | "gi"
            | "sørge"
            | "delta"
            | "gjennomføre"
            | "vurdere"
            | "utarbeide"
            | "bruke"
            | "ta"
            | "rapportere"
            | "styrke"
            | "videreutvikle"
            | "videreføre"
            | "benytte"
            | "oppdatere"
            | "gjelder"
            | "følges"
            | "foreslå"
            | "peker"
            | "redegjøre"
            | "bistå"
            | "prioritere"
            | "ivareta"
    )
}

/// Where a title ends: at a sign, a verb or a word that opens a clause; years in parentheses belong to it.
fn title_end(tokens: &Tokens, from: usize) -> usize {
    let mut at = from;
    let mut is_between = tokens.word(from.saturating_sub(1)) == "mellom";
    while at < tokens.len() && at < from + 26 {
        let word = tokens.word(at);
        if word == "(" && at > from {
            return years_end(tokens, at).unwrap_or(at);
        }
        let is_hyphen = matches!(word, "-" | "–");
        if is_hyphen && !tokens.is_glued(at) {
            // "plan mot støy – ny innsats 2024-2027"
            let years = (at + 1..at + 6).find_map(|index| range_end(tokens, index));
            return years.unwrap_or(at);
        }
        // "helse-, opplærings- og velferdstjenester" goes on after its commas.
        let is_split_word = word == "," && tokens.word(at.wrapping_sub(1)) == "-";
        if !word.chars().all(char::is_alphanumeric) && !is_hyphen && !is_split_word {
            break;
        }
        is_between |= word == "mellom";
        let next = tokens.word(at + 1);
        let is_time = at > from
            && date::when(tokens, at).is_some_and(|(when, _)| !matches!(when, date::When::Year(_)));
        let opens = is_time
            || is_verb(word)
            || matches!(
                word,
                "fastsatt"
                    | "fastsett"
                    | "vedtatt"
                    | "som"
                    | "slik"
                    | "at"
                    | "når"
                    | "der"
                    | "hvor"
                    | "jf"
                    | "samt"
                    | "herunder"
                    | "å"
                    | "dersom"
                    | "gjennom"
                    | "kapittel"
                    | "kap"
                    | "fordi"
            )
            || word == "for" && next == "å"
            || word == "i" && matches!(next, "tråd" | "løpet" | "samarbeid" | "henhold" | "samråd")
            || word == "med" && matches!(next, "sikte" | "mål" | "frist" | "utgangspunkt")
            || matches!(word, "innen" | "innan" | "fra" | "frå") && tokens.number(at + 1).is_some()
            || word == "og"
                && tokens.word(at.wrapping_sub(1)) != "-"
                && is_and_end(tokens, at, is_between);
        if opens {
            break;
        }
        at += 1;
    }
    at
}

/// Whether "og" opens a new clause or names another document, not one more word of the title.
fn is_and_end(tokens: &Tokens, at: usize, is_between: bool) -> bool {
    let next = tokens.word(at + 1);
    is_verb(next)
        || noun(next).is_some()
        || (at + 2..at + 5).any(|index| matches!(tokens.word(index), "skal" | "må" | "bør"))
        || (tokens.is_capital(at + 1) && !is_between)
}

/// The index past "(2021-2024)".
fn years_end(tokens: &Tokens, at: usize) -> Option<usize> {
    let end = range_end(tokens, at + 1)?;
    (tokens.word(end) == ")").then_some(end + 1)
}

/// The index past "2024-2027".
fn range_end(tokens: &Tokens, at: usize) -> Option<usize> {
    let is_year = |index: usize| {
        tokens
            .number(index)
            .is_some_and(|year| (1990..2100).contains(&year))
    };
    (is_year(at) && matches!(tokens.word(at + 1), "-" | "–") && is_year(at + 2)).then_some(at + 3)
}
