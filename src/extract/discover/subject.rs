//! Names by their place: who stands before or right behind a verb that binds, with a capital that is not
//! the sentence's own. "I 2031 skal Tarena telle fugl", "Tang-CERT har ansvar for varsling".

use super::Name;
use crate::language::{Words, words};
use crate::vocabulary::{WordClass, word_class};
use std::sync::LazyLock;

static NO_BODIES: LazyLock<&Words> = LazyLock::new(|| words("actors", "no_bodies"));
static THING_VERBS: LazyLock<&Words> = LazyLock::new(|| words("actors", "doubtful_verbs"));
static DUTY: LazyLock<&Words> = LazyLock::new(|| words("actors", "duty_nouns"));

/// How many words a name may have, and how far behind the verb its act may stand.
const LONGEST: usize = 5;
const REACH: usize = 8;

/// Adds the names of those who act.
pub(super) fn names<'t>(text: &'t str, names: &mut Vec<Name<'t>>) {
    let words: Vec<&str> = text.split(' ').collect();
    let start = |at: usize| words[at].as_ptr() as usize - text.as_ptr() as usize;
    for at in 1..words.len() {
        if !binds(&words, at) {
            continue;
        }
        let before = at <= LONGEST && opens_with_name(&words[..at]);
        let behind = words[at + 1..]
            .iter()
            .take(LONGEST)
            .take_while(|word| is_proper(word))
            .count();
        let (first, last) = match (before, behind) {
            (true, _) => (0, at - 1),
            (false, 0) => continue,
            (false, behind) => (at + 1, at + behind),
        };
        let end = start(last)
            + words[last]
                .trim_end_matches('s')
                .len()
                .max(words[last].len());
        let from = start(first);
        if !names
            .iter()
            .any(|known| known.start < end && from < known.end())
        {
            names.push(Name::at(text, from, end));
        }
    }
}

/// Whether the word at `at` is a verb that binds and an act follows: "skal … telle", "har ansvar".
fn binds(words: &[&str], at: usize) -> bool {
    let class = word_class(words[at]);
    let modal =
        class.is(WordClass::MUST) || class.is(WordClass::SHOULD) || class.is(WordClass::MAY);
    let next = words.get(at + 1).copied().unwrap_or_default();
    if !modal {
        return words[at] == "har" && DUTY.has(next);
    }
    let act = words[at + 1..].iter().take(REACH).find_map(|word| {
        let word = word.trim_end_matches([',', '.', ';', ':']);
        if word.starts_with(char::is_uppercase) {
            return None;
        }
        let class = word_class(word);
        // A verb that the lexicon does not know stands right behind the name.
        let unknown = class == WordClass::default() && word.ends_with('e');
        let active = class.is(WordClass::INFINITIVE) && !class.is(WordClass::PREPOSITION);
        let passive = class.is(WordClass::PASSIVE) && !class.is(WordClass::FINITE);
        let passive = passive || word.ends_with("es");
        // "IPS skal følge forskriften": what a thing may do as well shows no body.
        let shows = (active || unknown) && !passive && !THING_VERBS.has(word);
        (active || unknown || passive).then_some(shows)
    });
    act == Some(true)
}

/// "Tarena" behind a verb; not "EØS-regelverket", "Meld.", "2031".
fn is_proper(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || c == '-');
    let compound = word
        .split('-')
        .skip(1)
        .any(|part| part.starts_with(char::is_lowercase));
    word.starts_with(char::is_uppercase)
        && letters
        && !compound
        && !NO_BODIES.has(&word.to_lowercase())
}

/// "Norsk Tareforum", "Tang-CERT": a capital beside the one that opens the sentence.
fn opens_with_name(words: &[&str]) -> bool {
    let capitals = words[0].chars().filter(|c| c.is_uppercase()).count();
    words.iter().all(|word| is_proper(word)) && (words.len() > 1 || capitals > 1)
}
