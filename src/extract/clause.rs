//! The main clauses of a sentence: their finite verbs, and what stands before and after them.
//!
//! Norwegian main clauses have the finite verb in second place: "Etaten skal …", "I 2024 skal etaten …",
//! "Dersom brukeren ber om det, skal etaten …". A subordinate clause uses up the first finite verb after
//! its opener: in "Brukere som har behov, skal få hjelp" "har" belongs to "som" and "skal" to the
//! main clause.

use super::word::Token;
use crate::language::{Words, words};
use crate::vocabulary::WordClass;
use std::ops::Range;
use std::sync::LazyLock;

static AFTER_AS: LazyLock<&Words> = LazyLock::new(|| words("clause", "after_as"));
static NO_CONTACT: LazyLock<&Words> = LazyLock::new(|| words("clause", "no_contact"));
static BEFORE_IF: LazyLock<&Words> = LazyLock::new(|| words("clause", "before_if"));
static AFTER_IF: LazyLock<&Words> = LazyLock::new(|| words("clause", "after_if"));
static NOMINAL_ARTICLES: LazyLock<&Words> = LazyLock::new(|| words("clause", "nominal_articles"));
static INTERROGATIVES: LazyLock<&Words> = LazyLock::new(|| words("clause", "interrogatives"));
static BEFORE_INFINITIVE: LazyLock<&Words> = LazyLock::new(|| words("clause", "before_infinitive"));
static DEFINITE_FORMS: LazyLock<&Words> = LazyLock::new(|| words("clause", "definite_forms"));
static FINITE_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("clause", "finite_endings"));
static LED_STEMS: LazyLock<&Words> = LazyLock::new(|| words("clause", "led_stems"));

/// A main clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// The finite verb.
    pub verb: usize,
    /// Tokens before the verb.
    pub before: Range<usize>,
    /// Tokens after the verb, to the end of the clause.
    pub after: Range<usize>,
}

/// The main clauses of a sentence, in order.
pub(super) fn clauses(tokens: &[Token<'_>]) -> Vec<Clause> {
    let verbs = main_verbs(tokens);
    let mut clauses: Vec<Clause> = Vec::with_capacity(verbs.len());
    for (index, verb) in verbs.iter().copied().enumerate() {
        let floor = match index {
            0 => 0,
            _ => verbs[index - 1] + 1,
        };
        let start = match index {
            0 => after_boundary(tokens, 0, verb),
            _ => clause_start(tokens, floor, verb),
        };
        let next = verbs.get(index + 1).copied();
        let end = next.map_or(tokens.len(), |next| clause_start(tokens, verb + 1, next));
        clauses.push(Clause {
            verb,
            before: start..verb,
            after: verb + 1..end,
        });
    }
    clauses
}

/// The token after the last colon or semicolon before `verb`.
fn after_boundary(tokens: &[Token<'_>], floor: usize, verb: usize) -> usize {
    (floor..verb)
        .rev()
        .find(|at| tokens[*at].is_any(&[":", ";"]) && !tokens[*at].aside)
        .map_or(floor, |at| at + 1)
}

/// Where the clause of a later main verb starts: after the last comma and conjunction before it.
fn clause_start(tokens: &[Token<'_>], floor: usize, verb: usize) -> usize {
    let boundary = after_boundary(tokens, floor, verb);
    if boundary > floor {
        return boundary;
    }
    let open = |at: &usize| !tokens[*at].aside;
    let comma = (floor..verb)
        .rev()
        .filter(open)
        .find(|at| tokens[*at].is_any(&[",", "–"]));
    let joint = |at: &usize| tokens[*at].is_any(&["og", "men", "eller", "samt"]);
    if let Some(comma) = comma {
        let after = comma + 1;
        return if after < verb && joint(&after) {
            after + 1
        } else {
            after
        };
    }
    (floor..verb)
        .rev()
        .filter(open)
        .find(joint)
        .map_or(verb, |at| at + 1)
}

fn main_verbs(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut verbs = Vec::new();
    // Openers of subordinate clauses that still wait for their finite verb.
    let mut open = 0_usize;
    // Whether the last finite verb belongs to a subordinate clause.
    let mut below = false;
    // Whether a modal main verb still waits for its infinitive.
    let mut waiting = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.aside {
            continue;
        }
        if token.is_any(&[":", ";"]) {
            open = 0;
            below = false;
            continue;
        }
        if opens_clause(tokens, at) {
            open += 1;
            continue;
        }
        if waiting && (token.class.is(WordClass::PASSIVE) && !token.class.is(WordClass::FINITE)) {
            // "bør tiltak som bidrar til …, vektlegges"
            waiting = false;
            continue;
        }
        if token.class.is(WordClass::INFINITIVE) && open == 0 && !below {
            waiting = false;
        }
        if !is_finite(tokens, at, open > 0) {
            continue;
        }
        let previous = at.checked_sub(1).map(|before| &tokens[before]);
        let after_comma = previous.is_some_and(|before| before.is_any(&[",", "–"]));
        let coordinated = previous.is_some_and(|before| before.class.is(WordClass::CONJUNCTION));
        if open > 0 && !(after_comma && open == 1 && verbs.is_empty() && below) {
            open -= 1;
            below = true;
        } else if coordinated && below && verbs.is_empty() {
            // "som mottar stønad og henvender seg": still the relative clause.
        } else {
            let enclosed = !verbs.is_empty()
                && !coordinated
                && contact(tokens, verbs[verbs.len() - 1] + 1, at);
            if enclosed {
                below = true;
                continue;
            }
            open = 0;
            verbs.push(at);
            below = false;
            waiting = token.class.is_modal();
        }
    }
    if verbs.is_empty() {
        verbs.extend(fallback(tokens));
    }
    verbs
}

/// Whether a later finite verb stands in a relative clause without "som": "stille til disposisjon det
/// beløp etaten skal råde over". What stands before it since the last comma has an infinitive then.
fn contact(tokens: &[Token<'_>], floor: usize, verb: usize) -> bool {
    let start = clause_start(tokens, floor, verb);
    start < verb
        && !tokens[start.saturating_sub(1)].is_any(&["og", "men", "eller", "samt"])
        && (start..verb).any(|at| {
            tokens[at].class.is(WordClass::INFINITIVE)
                && !tokens[at].class.is(WordClass::PREPOSITION)
                && (at == start || tokens[at - 1].word != "å")
        })
        && !tokens[start].is_in(&NO_CONTACT)
}

/// Where no main verb was found: an unknown verb has left a clause open. The last modal after a comma,
/// else the last one that does not follow an opener, is taken for the main verb.
fn fallback(tokens: &[Token<'_>]) -> Option<usize> {
    let modal = |at: &usize| {
        let token = &tokens[*at];
        (token.class.is_modal() || token.is_any(&["ber", "bes", "bed"])) && !token.aside
    };
    let after_comma = |at: &usize| *at > 0 && tokens[at - 1].word == ",";
    let opener = (0..tokens.len()).find(|at| opens_clause(tokens, *at))?;
    let candidates = || (opener + 1..tokens.len()).filter(modal);
    candidates().rev().find(after_comma)
}

/// Whether a word opens a subordinate clause here.
pub(super) fn opens_clause(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    match token.word {
        // "hva som er best" has one verb for both.
        "som" => relative(tokens, at) && !asked_before(tokens, at),
        "der" | "da" | "så" => {
            // "saker der det er …" opens, "Der skal …" does not; "da" alike.
            token.word != "så"
                && at > 0
                && next.is_some_and(|next| !next.class.is(WordClass::FINITE))
        }
        "slik" => {
            // "slik etaten finner det best", not "slik at", "slik som", "Slik skal".
            at > 0
                && next.is_some_and(|next| {
                    !next.is_mark()
                        && !next.is_any(&["at", "som"])
                        && !next.class.is(WordClass::FINITE)
                })
        }
        "om" => {
            let asks = before.is_some_and(|before| before.is_in(&BEFORE_IF));
            let first = at == 0;
            let clause = next.is_some_and(|next| next.is_in(&AFTER_IF));
            (asks
                && !next.is_some_and(|next| next.class.is(WordClass::INFINITIVE))
                && subject_follows(tokens, at))
                || (first && clause)
                || before.is_some_and(|before| before.is_any(&["selv", "sjølv"]))
        }
        "til" if next.is_some_and(|next| next.is_in(&NOMINAL_ARTICLES)) => {
            // "gjelder til et nytt rundskriv sendes ut"
            (at + 3..tokens.len().min(at + 5)).any(|verb| {
                let class = tokens[verb].class;
                (class.is(WordClass::PASSIVE) || class.is(WordClass::FINITE))
                    && !class.is_modal()
                    && is_noun(&tokens[verb - 1])
                    && !tokens[at + 1..verb].iter().any(Token::is_mark)
            })
        }
        "før" | "innen" | "etter" | "siden" | "sidan" | "til" | "enn" | "føre" => {
            next.is_some_and(|next| next.is_in(&AFTER_IF))
                && tokens.get(at + 2).is_some_and(|after| {
                    after.class.is(WordClass::FINITE) || after.word.ends_with("es")
                })
        }
        _ => token.class.is(WordClass::SUBORDINATOR),
    }
}

/// Whether an interrogative opener stands just before, with no verb between.
fn asked_before(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at.saturating_sub(4)..at]
        .iter()
        .rev()
        .take_while(|token| !token.is_mark() && !token.class.is(WordClass::FINITE))
        .any(|token| token.is_in(&INTERROGATIVES))
}

/// Whether a finite verb follows within a few words: "vurdere om brukeren kan", not "søke om støtte".
fn subject_follows(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at + 1..]
        .iter()
        .take(8)
        .take_while(|token| !token.is_any(&[",", ".", ";", ":"]))
        .any(|token| token.class.is(WordClass::FINITE) && !token.class.is(WordClass::PREPOSITION))
}

/// Whether "som" opens a relative clause: not in "som hovedregel", "som for eksempel".
fn relative(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else {
        return false;
    };
    if next.is_mark() || next.is_in(&AFTER_AS) {
        return false;
    }
    if next.class.is(WordClass::FINITE)
        || next.class.is(WordClass::DETERMINER)
        || next.class.is(WordClass::ADVERB)
        || next.class.is(WordClass::PREPOSITION)
        || next.capital
    {
        return true;
    }
    // A bare noun is a role: "direktoratet som fagdirektorat skal"; a definite one is a subject.
    let definite = DEFINITE_FORMS.ends(next.word).is_some();
    definite || looks_finite(next)
}

fn looks_finite(token: &Token<'_>) -> bool {
    FINITE_ENDINGS.ends(token.word).is_some()
}

/// Whether the word at `at` is a finite verb. Inside an open clause unknown verbs count right after
/// their opener, and passives in -s do.
fn is_finite(tokens: &[Token<'_>], at: usize, open: bool) -> bool {
    let token = &tokens[at];
    if token.is_mark() {
        return false;
    }
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    if token.class.is_modal() {
        return true;
    }
    // After "å", a modal or another infinitive it is an infinitive; after a determiner a noun.
    let bound = before.is_some_and(|before| {
        before.word == "å" || before.class.is_modal() || before.is_in(&BEFORE_INFINITIVE)
    });
    if bound {
        return false;
    }
    // "kommunenes plikter" is a noun; "plikter å melde" and "plikter seg til" are none.
    if token.is_any(&["plikter", "pliktar"])
        && !tokens[at + 1..]
            .iter()
            .take(2)
            .any(|next| next.is_any(&["å", "seg"]))
    {
        return false;
    }
    if token.class.is(WordClass::FINITE) {
        return true;
    }
    if token.class.is(WordClass::PASSIVE) {
        return open || !after_modal(tokens, at);
    }
    // "leder" is mostly the noun.
    if token.is_any(&["leder", "leier"]) {
        return tokens
            .get(at + 1)
            .is_some_and(|next| LED_STEMS.opens(next.word).is_some());
    }
    let opener = open && before.is_some_and(|before| before.word == "som")
        || (at >= 2
            && tokens[at - 2].word == "som"
            && before.is_some_and(|before| before.class.is(WordClass::ADVERB)));
    opener && looks_finite(token)
}

/// A word that the lexicon does not know is mostly a noun.
fn is_noun(token: &Token<'_>) -> bool {
    token.class == WordClass::default() && !token.is_mark()
}

/// Whether a modal before governs a passive at `at`: "skal vurderes og eventuelt iverksettes".
fn after_modal(tokens: &[Token<'_>], at: usize) -> bool {
    // "skal vurderes på nytt, og gruppen prioriteres": a new subject stands between.
    let joint = (at.saturating_sub(6)..at)
        .rev()
        .find(|joint| tokens[*joint].class.is(WordClass::CONJUNCTION));
    if let Some(joint) = joint
        && joint > 0
        && tokens[joint - 1].word == ","
        && tokens[joint + 1..at].iter().any(is_noun)
        && tokens[joint + 1..at].iter().all(|token| !token.is_mark())
    {
        return false;
    }
    tokens[..at]
        .iter()
        .rev()
        .take(40)
        .take_while(|token| !token.is_any(&[";", ":"]))
        .filter(|token| !token.aside)
        .find(|token| token.class.is(WordClass::FINITE))
        .is_some_and(|token| token.class.is_modal())
}

#[cfg(test)]
mod tests {
    use super::super::word::{lower, tokens};
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lower = lower(text);
        let tokens = tokens(text, &lower);
        let found: Vec<&str> = clauses(&tokens)
            .iter()
            .map(|clause| tokens[clause.verb].word)
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_main_verb_is_found_behind_subordinate_clauses() {
        check("Brukere som har lån, skal få råd.", &["skal"]);
        check("Dersom kassen er tom, må kontoret stenge.", &["må"]);
        check("For at alle skal komme fram, skal veien ryddes.", &["skal"]);
        check(
            "De som mottar støtte og henvender seg til oss, skal få svar.",
            &["skal"],
        );
        check(
            "Veien er viktig, og kommunen bør rydde den.",
            &["er", "bør"],
        );
        check(
            "Når det gjeld vegar, skal etaten planleggje betre.",
            &["skal"],
        );
    }

    #[test]
    fn modals_of_subordinate_clauses_are_not_main_verbs() {
        check("Det er laget en plan som skal følges.", &["er"]);
        check("Målet er at alle skal få hjelp.", &["er"]);
        check("Rapporten viser hvordan tiltakene kan brukes.", &["viser"]);
        check("Direktoratet vurderer om veien bør stenges.", &["vurderer"]);
    }

    #[test]
    fn roles_after_som_do_not_hide_the_verb() {
        check("Direktoratet som fagorgan for vei skal gi råd.", &["skal"]);
        check("Prøver skal som hovedregel tas om våren.", &["skal"]);
    }

    #[test]
    fn coordinated_passives_share_the_modal() {
        check("Tiltak skal vurderes og eventuelt iverksettes.", &["skal"]);
    }
}
