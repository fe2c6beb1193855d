//! Rows of units in a noun phrase: "A, B og C".

use super::Mention;
use crate::extract::word::Token;
use crate::language::{Words, words};
use crate::vocabulary::WordClass;
use std::sync::LazyLock;

static JOINTS: LazyLock<&Words> = LazyLock::new(|| words("actors", "joints"));
static CONJUNCTIONS: LazyLock<&Words> = LazyLock::new(|| words("actors", "conjunctions"));
static ADJECTIVE_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "adjective_endings"));
static NOUN_ENDINGS: LazyLock<&Words> = LazyLock::new(|| words("actors", "definite_endings"));
static ADJECTIVES: LazyLock<&Words> = LazyLock::new(|| words("actors", "adjectives"));

/// Mentions of a sentence and its tokens: where a row of units starts at a token.
pub(in crate::extract) struct Row<'m> {
    /// The mentions, in order.
    pub mentions: Vec<&'m Mention>,
    /// The token after the last one.
    pub end: usize,
}

/// The row of units ("A, B og C") that a noun phrase starting at token `from` names, if it names any.
/// Determiners and adjectives may stand before each name.
pub(in crate::extract) fn row_at<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    from: usize,
    limit: usize,
) -> Option<Row<'m>> {
    let mut row: Vec<&Mention> = Vec::new();
    let mut at = from;
    let mut end = from;
    while let Some((mention, next)) = name_at(tokens, mentions, at, limit) {
        row.push(mention);
        end = next;
        // Names written together: "NAV Fylke/Region/tiltaksenhet".
        while let Some(more) = mentions
            .iter()
            .find(|one| one.start >= row[row.len() - 1].end && one.start < tokens[end - 1].end)
        {
            row.push(more);
        }
        while end < limit && tokens[end].aside {
            end += 1;
        }
        let joint = end < limit && JOINTS.has(tokens[end].word);
        if !joint {
            break;
        }
        at = end + 1;
        if at < limit && tokens[end].word == "," && CONJUNCTIONS.has(tokens[at].word) {
            at += 1;
        }
    }
    (!row.is_empty()).then_some(Row { mentions: row, end })
}

fn name_at<'m>(
    tokens: &[Token<'_>],
    mentions: &'m [Mention],
    from: usize,
    limit: usize,
) -> Option<(&'m Mention, usize)> {
    for at in from..limit.min(from + 5) {
        let token = &tokens[at];
        if let Some(mention) = mentions
            .iter()
            .find(|mention| mention.start >= token.start && mention.start < token.end)
        {
            let end = (at..limit)
                .find(|next| tokens[*next].end >= mention.end)
                .map_or(limit, |last| last + 1);
            return Some((mention, end));
        }
        let modifier = token.class.is(WordClass::DETERMINER)
            || token.class.is(WordClass::ADVERB)
            || (!token.is_mark()
                && !token.class.is(WordClass::PREPOSITION)
                && !token.class.is(WordClass::CONJUNCTION)
                && !token.class.is(WordClass::FINITE)
                && !token.class.is(WordClass::PASSIVE)
                && token.word != "å"
                && token.word != "som"
                && adjective(token.word));
        if !modifier {
            return None;
        }
    }
    None
}

/// Whether a word may be an adjective before a noun: "lokale", not "kontoret".
pub(in crate::extract) fn adjective(word: &str) -> bool {
    ADJECTIVE_ENDINGS.ends(word).is_some() && NOUN_ENDINGS.ends(word).is_none()
        || ADJECTIVES.has(word)
}
