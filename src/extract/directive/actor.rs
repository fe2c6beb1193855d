//! Those who act without being on any list of units: "rektor", "alle offentlige skoler", "de".

use super::super::unit::adjective;
use super::{Actor, Reading};
use crate::language::{Words, words};
use crate::model::slug;
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static HEADS: LazyLock<&Words> = LazyLock::new(|| words("actors", "heads"));
static JOINTS: LazyLock<&Words> = LazyLock::new(|| words("actors", "joints"));
static NOUN_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "noun_endings"));
static ATTRIBUTES: LazyLock<&Words> = LazyLock::new(|| words("actors", "attributes_after"));
static PRONOUNS: LazyLock<&Words> = LazyLock::new(|| words("actors", "pronouns"));
static PLURAL: LazyLock<&Words> = LazyLock::new(|| words("actors", "plural_pronouns"));
static PLURAL_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "plural_endings"));

/// The rule that reads them.
pub(super) const OTHERS: &str = "unit/named-otherwise";

/// What may stand before a head noun that is no compound of its own.
const LONGEST_SHORT: usize = 3;

impl<'r, 't> Reading<'r, 't> {
    /// The bodies or office holders that the noun phrases from token `from` up to `limit` name by their
    /// head nouns: "Styret i senteret" → `styret`, "alle offentlige skoler" → `offentlige-skoler`.
    pub(super) fn others(&self, from: usize, limit: usize) -> Vec<Actor> {
        let mut actors = Vec::new();
        let mut at = from;
        while let Some((actor, end)) = self.other(at, limit) {
            actors.push(actor);
            at = self.after_attributes(end, limit);
            if at >= limit || !JOINTS.has(self.token(at).word) {
                break;
            }
            at += 1;
        }
        actors
    }

    /// One of them, and the token behind it.
    fn other(&self, from: usize, limit: usize) -> Option<(Actor, usize)> {
        let mut at = from;
        while at < limit && self.token(at).class.is(WordClass::DETERMINER) {
            at += 1;
        }
        let first = at;
        while at < limit && !is_head(self.token(at).word) {
            let token = self.token(at);
            let shared = token.word.ends_with('-') || at > first && JOINTS.has(token.word);
            if !shared && !adjective(token.word) || token.is_mark() {
                return None;
            }
            at += 1;
        }
        if at >= limit || at > first + LONGEST_SHORT || self.token(at).word.ends_with('s') {
            return None;
        }
        let range = (self.token(first).start, self.token(at).end);
        let name = slug(&self.sentence.text[range.0..range.1]);
        Some(((name, range, OTHERS), at + 1))
    }

    /// Behind "i Bergen", "for utdanning", "(PU)": what says more of the noun before.
    fn after_attributes(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit && self.token(at).aside {
            at += 1;
        }
        if at < limit && ATTRIBUTES.has(self.token(at).word) {
            while at < limit && !JOINTS.has(self.token(at).word) {
                at += 1;
            }
        }
        at
    }

    /// "De skal følge opp", "Når kontorene prioriterer, skal de …": whom the sentence named before, else
    /// whom the sentence before was about.
    pub(super) fn pronoun(&self) -> Vec<Actor> {
        let (before, verb) = (&self.clause.before, self.clause.verb);
        let alone = before.len() == 1;
        let at = if alone { before.start } else { verb + 1 };
        let Some(token) = self.sentence.tokens.get(at) else {
            return Vec::new();
        };
        // "den enkelte", "de unge": an article.
        let next = self.sentence.tokens.get(at + 1);
        let article = !alone
            && next.is_some_and(|next| {
                adjective(next.word)
                    && !next.class.is(WordClass::INFINITIVE)
                    && !next.class.is(WordClass::ADVERB)
            });
        if !PRONOUNS.has(token.word) || article {
            return Vec::new();
        }
        let range = (token.start, token.end);
        let named = self.named_before(token.start, PLURAL.has(token.word));
        let units = match named {
            Some(units) => units,
            None if self.index == 0 => self.setting.memory.subject.clone(),
            None => Vec::new(),
        };
        let units = units.into_iter();
        units.map(|slug| (slug, range, "unit/pronoun")).collect()
    }

    /// The last units that the sentence names before a byte, where their number suits the pronoun.
    fn named_before(&self, byte: usize, several: bool) -> Option<Vec<String>> {
        let mut mentions = self.sentence.mentions.iter().rev();
        let mention = mentions.find(|mention| mention.end <= byte && !mention.genitive)?;
        let written = self.sentence.text[mention.start..mention.end].to_lowercase();
        let is_plural = PLURAL_ENDINGS.ends(&written).is_some() || mention.units.len() > 1;
        (is_plural == several).then(|| mention.units.clone())
    }
}

/// Whether a word, in whatever form, ends in the head noun of a body or an office.
fn is_head(word: &str) -> bool {
    let is_one = |stem: &str| {
        HEADS.ends(stem).is_some_and(|head| {
            head.len() == stem.len() || stem.len() >= head.len() + LONGEST_SHORT
        })
    };
    is_one(word)
        || NOUN_ENDINGS
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .any(is_one)
}
