//! With whom the work is done: "i samarbeid med A og B", "dialog med A", "samhandling mellom A og B".

use super::unit::{Mention, UnitFinder, row_at};
use super::word::Token;
use crate::language::{Words, words};
use crate::vocabulary::{UnitKind, WordClass};
use std::sync::LazyLock;

static INVOLVED: LazyLock<&Words> = LazyLock::new(|| words("partner", "involved"));
static JOINT_WORK: LazyLock<&Words> = LazyLock::new(|| words("partner", "joint_work"));
static DISCUSSES: LazyLock<&Words> = LazyLock::new(|| words("partner", "discusses"));
static PLACES: LazyLock<&Words> = LazyLock::new(|| words("partner", "places"));
static ROW_STOPS: LazyLock<&Words> = LazyLock::new(|| words("partner", "row_stops"));
static EXAMPLES: LazyLock<&Words> = LazyLock::new(|| words("partner", "examples"));
static INVOLVES: LazyLock<&Words> = LazyLock::new(|| words("partner", "involves"));

/// The partners that a sentence names, with their bytes and the rule. `own` are the units that act and
/// the recipient.
pub(super) fn partners(
    tokens: &[Token<'_>],
    mentions: &[Mention],
    own: &[String],
    recipient: &str,
    finder: &UnitFinder,
) -> Vec<(String, (usize, usize), &'static str)> {
    let mut partners: Vec<(String, (usize, usize), &'static str)> = Vec::new();
    let mut put = |slug: &String, mention: &Mention, rule| {
        // A plural short form that nobody was named for says nothing.
        if !mention.vague && !partners.iter().any(|(one, _, _)| one == slug) {
            partners.push((slug.clone(), (mention.start, mention.end), rule));
        }
    };
    // "Arbeidet går videre hvis ikke annet er avtalt i dialogen med …": what a condition tells is no work.
    let mut condition = false;
    for (at, token) in tokens.iter().enumerate() {
        condition = token.is_any(&["hvis", "dersom", "viss"]) || condition && token.word != ",";
        if condition {
            continue;
        }
        if !joint_work(token.word) && !talks(tokens, at) {
            // "X som samarbeidspartner"
            if token.word.starts_with("samarbeidspart")
                && at > 1
                && tokens[at - 1].word == "som"
                && let Some(mention) = mentions
                    .iter()
                    .find(|mention| mention.end == tokens[at - 2].end)
            {
                let others = mention.units.iter().filter(|slug| !own.contains(slug));
                others.for_each(|slug| put(slug, mention, "partner/role"));
            }
            if INVOLVED.has(token.word) {
                for mention in involved(tokens, mentions, at) {
                    let others = mention.units.iter().filter(|slug| !own.contains(slug));
                    others.for_each(|slug| put(slug, mention, "partner/involved"));
                }
            }
            if involves(token.word) {
                for mention in row(tokens, mentions, at + 1, Reach::Near) {
                    mention
                        .units
                        .iter()
                        .for_each(|slug| put(slug, mention, "partner/involve"));
                }
            }
            continue;
        }
        // "rutine for dialog mellom A og B" is the title of a document.
        let titled = at > 1
            && tokens[at - 1].is_any(&["for", "om"])
            && ["rutine", "standard", "retningslin", "instruks"]
                .iter()
                .any(|stem| tokens[at - 2].word.starts_with(stem));
        if titled {
            continue;
        }
        // "i samarbeid med og under ledelse av X"
        let led = (at + 1..tokens.len().min(at + 4))
            .find(|next| tokens[*next].word == "med")
            .filter(|med| {
                tokens
                    .get(med + 1)
                    .is_some_and(|next| next.is_any(&["og", ","]))
            })
            .and_then(|med| {
                (med + 2..tokens.len().min(med + 6)).find(|next| tokens[*next].word == "av")
            });
        if let Some(led) = led {
            for mention in row(tokens, mentions, led + 1, Reach::Near) {
                let others = mention.units.iter().filter(|slug| !own.contains(slug));
                others.for_each(|slug| put(slug, mention, "partner/with"));
            }
            continue;
        }
        let preposition = (at + 1..tokens.len().min(at + 8))
            .take_while(|next| !tokens[*next].is_any(&[",", ".", ";", ":"]) || *next == at + 1)
            .find(|next| tokens[*next].is_any(&["med", "mellom"]));
        let Some(preposition) = preposition else {
            continue;
        };
        // "samarbeidet om tiltak med …" has another preposition first.
        let blocked = (at + 1..preposition).any(|between| {
            let between = &tokens[between];
            between.is_any(&["om", "som", "at", "å"]) || between.class.is_modal()
        });
        if blocked {
            continue;
        }
        let mut named = row(tokens, mentions, preposition + 1, Reach::List);
        // "mellom A og B i kommunene og mellom C og D"
        if tokens[preposition].word == "mellom" {
            let again = (preposition + 2..tokens.len().min(preposition + 20)).find(|next| {
                tokens[*next].word == "mellom" && tokens[*next - 1].is_any(&["og", "samt"])
            });
            if let Some(again) = again {
                named.extend(row(tokens, mentions, again + 1, Reach::List));
            }
        }
        if tokens[preposition].word == "med" {
            for mention in led_bodies(tokens, mentions, named, finder) {
                for slug in &mention.units {
                    if !own.contains(slug)
                        || (mention.units.len() == 1 && slug == recipient && !mention.short)
                    {
                        put(slug, mention, "partner/with");
                    }
                }
            }
            continue;
        }
        // Between several, our own side acts and the others are partners.
        let inside = |mention: &&Mention| {
            mention
                .units
                .iter()
                .all(|slug| finder.related(slug, recipient))
        };
        let all_ours = named.iter().all(inside);
        for mention in named {
            for slug in &mention.units {
                let ours = if all_ours {
                    own.contains(slug) || slug == recipient
                } else {
                    inside(&mention) || own.contains(slug)
                };
                if !ours {
                    put(slug, mention, "partner/between");
                }
            }
        }
    }
    partners
}

/// Those who "skal involveres", where several are named: "Kystverket og Dykkeforbundet skal involveres".
fn involved<'m>(tokens: &[Token<'_>], mentions: &'m [Mention], verb: usize) -> Vec<&'m Mention> {
    let between = |token: &&Token<'_>| token.class.is_modal() || token.class.is(WordClass::ADVERB);
    let end = verb - tokens[..verb].iter().rev().take_while(between).count();
    let rows = (0..end).filter_map(|start| row_at(tokens, mentions, start, end));
    let mut whole = rows.filter(|row| row.end == end);
    let named = whole.next().map(|row| row.mentions).unwrap_or_default();
    if named.len() > 1 { named } else { Vec::new() }
}

pub(super) fn joint_work(word: &str) -> bool {
    JOINT_WORK.opens(word).is_some()
        && !word.contains("avtale")
        && !word.contains("modell")
        && !word.contains("møte")
        && !word.contains("partner")
        || word.starts_with("partnerskap") && !word.ends_with("avtalene")
        || ["sammen", "saman", "fellesskap"].contains(&word)
}

/// "drøfte budsjettet med X", and meetings between A and B.
fn talks(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1).map_or("", |next| next.word);
    DISCUSSES.has(token.word)
        || next == "mellom"
            && token.word.contains("møte")
            && ["samarbeid", "samhandling", "dialog"]
                .iter()
                .any(|stem| token.word.starts_with(stem))
}

/// "ledere i helsetjenesten" are those of the body that they lead: it is the partner.
fn led_bodies<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    named: Vec<&'m Mention>,
    finder: &UnitFinder,
) -> Vec<&'m Mention> {
    let led = |mention: &'m Mention| {
        let role = |slug: &String| finder.kind(slug) == Some(UnitKind::Role);
        if !mention.units.iter().any(role) {
            return None;
        }
        let next = tokens.partition_point(|token| token.start < mention.end);
        if !tokens.get(next)?.is_any(&["i", "for", "hos"]) {
            return None;
        }
        let body = tokens.get(next + 1)?;
        mentions
            .iter()
            .find(|mention| mention.start >= body.start && mention.start < body.end)
    };
    named
        .into_iter()
        .map(|mention| led(mention).unwrap_or(mention))
        .collect()
}

fn involves(word: &str) -> bool {
    INVOLVES.has(word)
}

#[derive(PartialEq)]
enum Reach {
    /// Only what follows at once.
    Near,
    /// A list of noun phrases with what belongs to them.
    List,
}

/// Whether the list goes on behind a place: "kommunene i fylket og brukerutvalgene".
fn goes_on(tokens: &[Token<'_>], mentions: &[Mention], stop: usize) -> bool {
    if !tokens[stop].is_in(&PLACES) {
        return false;
    }
    if tokens[stop + 1..]
        .iter()
        .take(6)
        .any(|token| token.word == "mellom")
    {
        return false;
    }
    let joint = (stop + 1..tokens.len().min(stop + 5))
        .take_while(|at| !tokens[*at].class.is(WordClass::FINITE))
        .find(|at| tokens[*at].is_any(&["og", ","]));
    joint.is_some_and(|joint| {
        mentions.iter().any(|mention| {
            tokens[joint + 1..].iter().take(3).any(|token| {
                mention.start >= token.start && mention.start < token.end && !mention.genitive
            })
        }) && (joint + 1..tokens.len().min(joint + 6)).all(|at| !tokens[at].class.is_modal())
    })
}

/// The mentions in the list of noun phrases that starts at `from`.
fn row<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    from: usize,
    reach: Reach,
) -> Vec<&'m Mention> {
    let mut end = from;
    let mut general = None;
    while end < tokens.len() {
        let token = &tokens[end];
        let inside_name = mentions
            .iter()
            .any(|mention| mention.start < token.start && token.start < mention.end);
        if !inside_name {
            let stop = token.is_in(&ROW_STOPS);
            let examples = token.word == "som"
                && tokens
                    .get(end + 1)
                    .is_some_and(|next| next.is_in(&EXAMPLES));
            if examples {
                general = general.or(Some(end));
                end += 2;
                while end < tokens.len()
                    && tokens[end].is_any(&[".", "eksempel", "annet", "anna", "a"])
                {
                    end += 1;
                }
                continue;
            }
            let verb = token.class.is_modal()
                || token.class.is(WordClass::FINITE) && !token.class.is(WordClass::PREPOSITION)
                || token.class.is(WordClass::PASSIVE)
                || token.class.is(WordClass::INFINITIVE)
                    && !token.capital
                    && token.word != "støtte";
            if stop && !(token.word == "både" && end == from) && !goes_on(tokens, mentions, end)
                || verb
                || token.word == "som"
                || reach == Reach::Near && end > from + 5
            {
                break;
            }
        }
        end += 1;
    }
    let (Some(first), Some(last)) = (tokens.get(from), tokens.get(end.saturating_sub(1))) else {
        return Vec::new();
    };
    if end <= from {
        return Vec::new();
    }
    // "andre tjenesteytere, som bl.a. A og B": the examples stand for the general word.
    let stood_for = general.and_then(|at| {
        let comma = tokens[..at].iter().rev().find(|token| token.word == ",")?;
        mentions.iter().rfind(|mention| mention.end == comma.start)
    });
    mentions
        .iter()
        .filter(|mention| {
            stood_for.is_none_or(|general| general.start != mention.start)
                && mention.start >= first.start
                && mention.start < last.end
                && !mention.genitive
        })
        .collect()
}
