//! Those who act without being on any list of units: "rektor", "alle offentlige skoler", "de".

use super::super::unit::adjective;
use super::{Actor, Reading};
use crate::language::{Words, words};
use crate::model::slug;
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static HEADS: LazyLock<&Words> = LazyLock::new(|| words("actors", "heads"));
static THING_ENDS: LazyLock<&Words> = LazyLock::new(|| words("actors", "abstract_ends"));
static THING_VERBS: LazyLock<&Words> = LazyLock::new(|| words("actors", "doubtful_verbs"));
static RECEIVES: LazyLock<&Words> = LazyLock::new(|| words("actors", "receives"));
static OFFICES: LazyLock<&Words> = LazyLock::new(|| words("actors", "offices"));
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
        while let Some((named, end)) = self.other(at, limit) {
            actors.extend(named);
            at = self.after_attributes(end, limit);
            if at >= limit || !JOINTS.has(self.token(at).word) {
                break;
            }
            at += 1;
        }
        actors
    }

    /// Those of one noun phrase, and the token behind it.
    fn other(&self, from: usize, limit: usize) -> Option<(Vec<Actor>, usize)> {
        let mut at = from;
        while at < limit && self.token(at).class.is(WordClass::DETERMINER) {
            at += 1;
        }
        if at < limit
            && let Some(known) = self.known(at)
        {
            return Some(known);
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
        let name = &self.sentence.text[range.0..range.1];
        let slug = self
            .with_attribute(name, at + 1, limit)
            .or_else(|| holders(name))
            .unwrap_or_else(|| slug(name));
        Some((vec![(slug, range, OTHERS)], at + 1))
    }

    /// The units of a list that stands beside the others: "Kystrådet, Sjødirektoratet og rektor".
    fn known(&self, at: usize) -> Option<(Vec<Actor>, usize)> {
        let start = self.token(at).start;
        let mut mentions = self.sentence.mentions.iter();
        let mention = mentions.find(|mention| mention.start == start && !mention.genitive)?;
        let tokens = &self.sentence.tokens;
        let end = tokens.partition_point(|token| token.start < mention.end);
        let range = (mention.start, mention.end);
        let units = mention.units.iter();
        Some((
            units.map(|unit| (unit.clone(), range, OTHERS)).collect(),
            end,
        ))
    }

    /// "Enheter med fysisk eller digital brukerkontakt": adjectives aside, a name of the list.
    fn with_attribute(&self, name: &str, at: usize, limit: usize) -> Option<String> {
        if at + 1 >= limit || self.token(at).word != "med" {
            return None;
        }
        let end = self.after_attributes(at, limit).min(limit);
        let last = (at + 1..limit.max(end))
            .rev()
            .find(|at| !self.token(*at).is_mark())?;
        let short = format!("{name} med {}", self.token(last).word);
        self.setting.finder.named(&short)
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
        // "de unge", "disse særlig utsatte gruppene": behind the verb it is an article unless the act follows.
        let act = (at + 1..self.sentence.tokens.len())
            .find(|next| !self.token(*next).class.is(WordClass::ADVERB));
        let article = !alone && act != self.infinitive_after(verb);
        let several = PLURAL.has(token.word);
        // "Den skal bidra til …" may be said of what was made as well as of who made it.
        let thing = !several
            && self
                .infinitive_after(verb)
                .is_some_and(|act| THING_VERBS.has(self.token(act).word));
        if !PRONOUNS.has(token.word) || article || thing {
            return Vec::new();
        }
        let range = (token.start, token.end);
        let named = self.named_before(token.start, several);
        let units = match named {
            Some(units) => units,
            None if self.index == 0 => self.setting.memory.subject.clone(),
            None => Vec::new(),
        };
        let units = units.into_iter();
        units.map(|slug| (slug, range, "unit/pronoun")).collect()
    }

    /// The word before the verb, where it alone is the subject and nothing tells whether it is a thing or
    /// somebody who acts: "Tarena skal telle fugl", not "Tellingen skal bidra til …", "Brukere skal søke".
    pub(super) fn doubt(&self, main: Option<usize>) -> Option<(usize, usize)> {
        let before = &self.clause.before;
        let (subject, act) = (self.token(before.start), self.token(main?));
        let alone =
            before.len() == 1 && subject.class == WordClass::default() && !subject.is_mark();
        let told = THING_ENDS.ends(subject.word).is_some()
            || THING_VERBS.has(act.word)
            || RECEIVES.has(act.word)
            || self.beneficiary();
        (alone && !told && act.class.is(WordClass::INFINITIVE))
            .then_some((subject.start, subject.end))
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

/// Those who hold an office stand under its plural: "Kontraktskoordinatorene" → `kontraktskoordinatorer`.
fn holders(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let stems = NOUN_ENDINGS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending));
    let stem = stems.chain([name.as_str()]).find(|stem| {
        OFFICES
            .ends(stem)
            .is_some_and(|office| stem.len() > office.len())
    })?;
    Some(slug(&format!("{stem}er")))
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
