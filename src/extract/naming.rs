//! How a sentence names units beside the one that must act: which of them a superior must see to, which
//! are one of two sides, and which it only mentions.
//!
//! "Regionen må sikre at kontorene har en plan" lays a duty upon the region and concerns the offices;
//! "At kontorene har en plan, må regionen sikre" says the same. "Oversikten skal ligge på kontoret" only
//! names a place.

use super::context::Words;
use super::directive::Sentence;
use super::unit::{Mention, UnitFinder, row_at};
use super::word::Token;
use crate::language::{self, words};
use crate::model::{Ensured, Manner, Outline, UnitMention};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static ENSURING: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "ensuring"));
static OWN_LINE: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "own_line"));
static ALL_UNITS: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "all_units"));
static GUIDES: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "guides"));
static AFTER_A_GUIDE: LazyLock<&language::Words> =
    LazyLock::new(|| words("concern", "after_a_guide"));
static ROLE_VERBS: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "role_verbs"));
static WITHIN: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "within"));
static BY: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "by"));
static BETWEEN: LazyLock<&language::Words> = LazyLock::new(|| words("concern", "between"));

/// How far before "at" the verb of seeing to may stand: "skal sørge for i løpet av våren at …".
const VERB_REACH: usize = 6;

/// Bytes of a sentence.
type Range = (usize, usize);

/// The units that one sentence names.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    mentions: Vec<(String, Range, Manner)>,
    /// Units seen to; none stands for all that belongs to the one that must act.
    ensured: Vec<(Option<String>, Range)>,
    /// Whether it ends in a verb of seeing to: the items below say to what.
    pub open: bool,
}

impl Naming {
    /// Reads a sentence; `seen_to` tells that what leads into it ends in a verb of seeing to.
    pub(super) fn new(sentence: &Sentence<'_>, finder: &UnitFinder, seen_to: bool) -> Naming {
        let mut naming = Naming {
            open: is_open(sentence),
            ..Naming::default()
        };
        for mention in &sentence.mentions {
            if is_guide(sentence, mention) || is_verb(sentence, mention) {
                continue;
            }
            let manner = manner(sentence, mention);
            let range = (mention.start, mention.end);
            let named = mention.units.iter();
            (naming.mentions).extend(named.map(|unit| (unit.clone(), range, manner)));
        }
        for clause in seen_to_clauses(sentence, seen_to) {
            clause.read(sentence, finder, &mut naming.ensured);
        }
        naming
    }

    /// What it says of a requirement, with the places of its words. `acting` are those that must act.
    pub(super) fn tell(
        &self,
        (words, outline): (&Words, &Outline),
        acting: &[String],
        (mentions, ensured): (&mut Vec<UnitMention>, &mut Vec<Ensured>),
    ) {
        for (unit, range, manner) in &self.mentions {
            let known = mentions
                .iter()
                .any(|one| one.unit == *unit && one.manner == *manner);
            if !known {
                mentions.push(UnitMention {
                    unit: unit.clone(),
                    manner: *manner,
                    evidence: words.evidence(outline, *range, "unit/mentioned", 0.8),
                });
            }
        }
        for (unit, range) in &self.ensured {
            let line = unit.is_none();
            let units = match unit {
                Some(unit) => std::slice::from_ref(unit),
                None => acting,
            };
            for unit in units {
                let same = |one: &Ensured| one.unit == *unit && one.line == line;
                if !(ensured.iter().any(same) || !line && acting.contains(unit)) {
                    ensured.push(Ensured {
                        unit: unit.clone(),
                        line,
                        evidence: words.evidence(outline, *range, "unit/ensured", 0.9),
                    });
                }
            }
        }
    }

    /// The same for the items below it: what stands on one side or inside of something there is not
    /// what they are about.
    pub(super) fn for_items(&self) -> Naming {
        let mut below = self.clone();
        for (_, _, manner) in &mut below.mentions {
            *manner = Manner::Otherwise;
        }
        below
    }
}

/// A clause of what somebody must see to.
struct Clause {
    /// First byte of the verb, where it stands before.
    verb: Option<usize>,
    from: usize,
    end: usize,
}

impl Clause {
    fn read(
        &self,
        sentence: &Sentence<'_>,
        finder: &UnitFinder,
        ensured: &mut Vec<(Option<String>, Range)>,
    ) {
        let tokens = &sentence.tokens;
        let limit = (self.from..self.end)
            .find(|at| tokens[*at].class.is(WordClass::FINITE))
            .unwrap_or(self.end);
        let mut put = |unit: Option<String>, (start, end): Range| {
            ensured.push((unit, (self.verb.unwrap_or(start), end)));
        };
        if let Some((unit, range)) = self.all_units(sentence, finder) {
            put(Some(unit), range);
        }
        let mut at = self.from;
        while at < self.end {
            // The subject, what is inside it ("praksis i kontorene"), or the agent ("av kontorene").
            let opens = at == self.from
                || at <= limit && WITHIN.has(tokens[at - 1].word)
                || is_agent(tokens, at);
            let row = row_at(tokens, &sentence.mentions, at, self.end);
            match row.filter(|row| opens && !row.mentions[0].genitive) {
                Some(row) => {
                    for mention in &row.mentions {
                        for unit in &mention.units {
                            put(Some(unit.clone()), (mention.start, mention.end));
                        }
                    }
                    at = row.end.max(at + 1);
                }
                None => at += 1,
            }
        }
        let (start, end) = (tokens[self.from].start, tokens[self.end - 1].end);
        if let Some(found) = lower(sentence, start, end)
            .as_deref()
            .and_then(|text| OWN_LINE.find_whole(text))
        {
            put(None, (start + found.start, start + found.end));
        }
    }

    /// "Saksbehandlende enheter", "enhetene": all units, by whatever sort.
    fn all_units(&self, sentence: &Sentence<'_>, finder: &UnitFinder) -> Option<(String, Range)> {
        let tokens = &sentence.tokens;
        let reach = self.end.min(self.from + 3);
        let at = (self.from..reach).find(|at| ALL_UNITS.has(tokens[*at].word))?;
        let token = &tokens[at];
        let is_named = |mention: &Mention| mention.start < token.end && token.start < mention.end;
        if sentence.mentions.iter().any(is_named) {
            return None;
        }
        let unit = ALL_UNITS.iter().find_map(|name| finder.named(name))?;
        Some((unit, (tokens[self.from].start, token.end)))
    }
}

fn is_agent(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && BY.has(tokens[at - 1].word)
}

/// The bytes of a sentence in lower case, where that changes no place.
fn lower(sentence: &Sentence<'_>, start: usize, end: usize) -> Option<String> {
    let lower = super::directive::lower_case(sentence.text);
    lower.get(start..end).map(str::to_owned)
}

/// Whether a sentence ends in a verb of seeing to: "Dette må regionen sikre i 2031:", "skal sørge for at".
fn is_open(sentence: &Sentence<'_>) -> bool {
    let lower = super::directive::lower_case(sentence.text);
    let bare = lower.trim_end_matches([':', ' ', '–', '-']);
    let bare = bare.strip_suffix(" at").unwrap_or(bare);
    let last = sentence.tokens.len().saturating_sub(VERB_REACH);
    let mut ends = sentence.tokens[last..].iter().map(|token| token.end);
    // A clause that says to what leaves nothing for the items.
    let behind = sentence.tokens.iter().rev();
    let told = behind
        .skip_while(|token| !token.word.contains(char::is_alphanumeric))
        .skip(1)
        .any(|token| token.word == "at");
    !told && ends.any(|end| end <= bare.len() && verb_before(&lower[..end]).is_some())
}

/// The first byte of the verb of seeing to that the text ends in.
fn verb_before(text: &str) -> Option<usize> {
    let verb = ENSURING.ends(text)?;
    let start = text.len() - verb.len();
    let is_apart = text[..start]
        .chars()
        .next_back()
        .is_none_or(|before| !before.is_alphanumeric());
    is_apart.then_some(start)
}

/// The clauses of what a superior must see to.
fn seen_to_clauses(sentence: &Sentence<'_>, seen_to: bool) -> Vec<Clause> {
    let tokens = &sentence.tokens;
    let lower = super::directive::lower_case(sentence.text);
    let mut clauses = Vec::new();
    let mut put = |verb: Option<usize>, from: usize, end: usize| {
        if from < end {
            clauses.push(Clause { verb, from, end });
        }
    };
    let is_that = |at: &usize| tokens[*at].word == "at" && !tokens[*at].aside;
    for at in (0..tokens.len()).filter(is_that) {
        if at == 0 {
            // "At kontorene kjenner reglene, må regionen sikre."
            let comma = tokens.iter().position(|token| token.word == ",");
            let main =
                comma.filter(|comma| ENSURING.find_whole(&lower[tokens[*comma].end..]).is_some());
            if let Some(comma) = main {
                put(None, 1, comma);
            }
            continue;
        }
        let before = (at.saturating_sub(VERB_REACH)..at).rev();
        let before = before.take_while(|before| !tokens[*before].is_mark());
        let verb = before
            .filter_map(|before| verb_before(&lower[..tokens[before].end]))
            .next();
        // "…, og at følgende er på plass" goes on with what stands before.
        if let Some(verb) = verb {
            put(Some(verb), at + 1, clause_end(tokens, at + 1));
        }
    }
    if seen_to {
        let from = usize::from(tokens.first().is_some_and(|token| token.word == "at"));
        put(None, from, clause_end(tokens, from));
    }
    clauses
}

/// Where a clause ends: at a full stop, a semicolon, or where its purpose is told.
fn clause_end(tokens: &[Token<'_>], from: usize) -> usize {
    (from..tokens.len())
        .find(|at| {
            let next = tokens.get(at + 1).map_or("", |next| next.word);
            matches!(tokens[*at].word, "." | ";")
                || matches!((tokens[*at].word, next), ("slik", "at") | ("for", "å"))
        })
        .unwrap_or(tokens.len())
}

/// Whether a word for a role is the name of a book of advice: "veilederen for oppfølging".
fn is_guide(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let tokens = &sentence.tokens;
    let Some(at) = tokens.iter().position(|token| token.start == mention.start) else {
        return false;
    };
    GUIDES.has(tokens[at].word)
        && tokens
            .get(at + 1)
            .is_some_and(|next| AFTER_A_GUIDE.has(next.word))
}

/// Whether a word for a role is the verb of its clause: "som leder gruppen", "Etaten leder arbeidet".
fn is_verb(sentence: &Sentence<'_>, mention: &Mention) -> bool {
    let tokens = &sentence.tokens;
    let Some(at) = tokens.iter().position(|token| token.start == mention.start) else {
        return false;
    };
    let follows_subject = || {
        let before = &tokens[at - 1];
        let mut named = sentence.mentions.iter();
        before.word == "som"
            || before.class.is(WordClass::SUBORDINATOR)
            || named.any(|other| other.end == before.end)
    };
    ROLE_VERBS.has(tokens[at].word)
        && (sentence.clauses.iter().any(|clause| clause.verb == at) || at > 0 && follows_subject())
}

fn manner(sentence: &Sentence<'_>, mention: &Mention) -> Manner {
    let tokens = &sentence.tokens;
    let Some(at) = tokens.iter().position(|token| token.end > mention.start) else {
        return Manner::Otherwise;
    };
    let between = (at.saturating_sub(12)..at)
        .rev()
        .take_while(|before| !matches!(tokens[*before].word, "." | ";" | ":"))
        .find(|before| BETWEEN.has(tokens[*before].word));
    if let Some(between) = between
        && row_at(tokens, &sentence.mentions, between + 1, tokens.len())
            .is_some_and(|row| row.mentions.contains(&mention))
    {
        return Manner::Between;
    }
    let is_inside = sentence.clauses.iter().any(|clause| {
        let first = &tokens[clause.before.start.min(tokens.len() - 1)];
        clause.before.contains(&at)
            && at > clause.before.start + 1
            && WITHIN.has(tokens[at - 1].word)
            && !first.class.is(WordClass::PREPOSITION)
            && !first.class.is(WordClass::SUBORDINATOR)
            && tokens
                .get(clause.verb.saturating_sub(1))
                .is_some_and(|last| last.end <= mention.end)
    });
    if is_inside {
        Manner::Within
    } else {
        Manner::Otherwise
    }
}

#[cfg(test)]
mod tests {
    use super::super::directive::{Sentence, lower_case};
    use super::super::unit::{Memory, UnitFinder};
    use super::Naming;
    use crate::model::{Head, Manner};
    use crate::vocabulary::Vocabulary;

    fn read(text: &str, seen_to: bool) -> Naming {
        let finder = UnitFinder::new(&Vocabulary::built_in());
        let mut memory = Memory::new(&Head::default(), &[]);
        let lower = lower_case(text);
        let sentence = Sentence::new(text, &lower, &finder, &mut memory);
        Naming::new(&sentence, &finder, seen_to)
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let naming = read(text, false);
        let ensured: Vec<&str> = naming
            .ensured
            .iter()
            .map(|(unit, _)| unit.as_deref().unwrap_or("line"))
            .collect();
        assert_eq!(ensured, expected, "{text}");
    }

    #[test]
    fn the_subject_of_the_clause_is_ensured() {
        for text in [
            "Regionen skal sørge for at alle NAV-kontor fører logg.",
            "NAV Fylke må sikre at de minste NAV-kontorene har beredskap.",
            "Fylket skal påse at rutinen tas i bruk av NAV-kontorene.",
            "Regionen må sjå til at NAV-kontora har nok folk.",
            "NAV Fylke skal bidra til at NAV-kontorene deler erfaringer.",
            "At NAV-kontorene har nøkler, må regionen sikre.",
            "Regionen skal sørge for at praksis i NAV-kontorene er lik.",
        ] {
            check(text, &["nav-kontor"]);
        }
        check("Regionen må sikre at loggen føres i egen linje.", &["line"]);
        check(
            "Regionen må se til at stedlige enheter har nøkler.",
            &["alle-enheter"],
        );
        check("NAV Fylke må følge opp at ledere har nøkler.", &["ledere"]);
    }

    #[test]
    fn a_duty_of_the_superior_alone_ensures_nobody() {
        for text in [
            "NAV Fylke skal sikre god oppfølging av brukerne.",
            "Direktoratet skal sørge for at satsene er riktige.",
            "Regionen skal sørge for at meldinger til NAV-kontorene er tydelige.",
            "NAV-kontorene skal melde fra slik at saken løses.",
            "Regionen skal legge til rette for at NAV-kontorene kan møtes.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn items_below_a_verb_of_seeing_to_are_what_is_seen_to() {
        assert!(read("Dette må NAV Fylke/Region sikre i 2031:", false).open);
        assert!(read("NAV Fylke/Region skal sørge for at", false).open);
        assert!(!read("NAV Fylke/Region skal sikre at NAV-kontorene", false).open);
        let item = read("Ledere har oversikt over nøklene.", true);
        assert_eq!(item.ensured[0].0.as_deref(), Some("ledere"));
    }

    #[test]
    fn a_sentence_tells_how_it_names_a_unit() {
        for (text, unit, manner) in [
            (
                "Skranken skal være i NAV-kontoret.",
                "nav-kontor",
                Some(Manner::Otherwise),
            ),
            (
                "Språket i NAV skal være klart.",
                "arbeids-og-velferdsetaten",
                Some(Manner::Within),
            ),
            (
                "Eldre skal få svar fra NAV.",
                "arbeids-og-velferdsetaten",
                Some(Manner::Otherwise),
            ),
            (
                "Det skal finnes en avtale mellom NAV og politiet.",
                "arbeids-og-velferdsetaten",
                Some(Manner::Between),
            ),
            ("Følg veilederen for saksflyt.", "veiledere", None),
            ("Etaten, som leder arbeidet, skal varsle.", "ledere", None),
            (
                "Når veileder og bruker møtes, skal døra være åpen.",
                "veiledere",
                Some(Manner::Otherwise),
            ),
        ] {
            let naming = read(text, false);
            let found = naming.mentions.iter().find(|(slug, _, _)| slug == unit);
            assert_eq!(found.map(|(_, _, manner)| *manner), manner, "{text}");
        }
    }
}
