//! "Mente du …": the nearest known word for one that the texts do not have.

use super::SearchError;
use super::view::View;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use unicode_normalization::UnicodeNormalization;

/// Shorter words are near to too many others.
const SHORTEST: usize = 4;
/// From so many letters on two slips are seen through.
const LONG: usize = 7;
/// Longer words are no slips of the pen.
const LONGEST: usize = 40;
/// Opens a word without æ, ø and å in the index, to tell it from a word that stands for another.
pub(super) const PLAIN: char = '~';
/// Words looked at that are written alike but for æ, ø, å.
const ALIKE: usize = 8;

/// The known word nearest to this one, if one is near enough: the same but for æ, ø and å, or with one
/// slip in a short word, two in a long one. `names` are known though no text may have them.
pub(super) fn nearest(
    view: &View,
    names: &[String],
    word: &str,
) -> Result<Option<String>, SearchError> {
    let alike = view.ends(view.fields.twin, &format!("{PLAIN}{word}\t"), ALIKE)?;
    if let Some(first) = alike.into_iter().next() {
        return Ok(Some(first));
    }
    let letters = word.chars().count();
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return Ok(None);
    }
    let slips = if letters < LONG { 1 } else { 2 };
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    let term = Term::from_field_text(view.fields.word, word);
    let query = FuzzyTermQuery::new(term, slips, true);
    for segment in &view.segments {
        let inverted = segment.reader.inverted_index(view.fields.word)?;
        let mut stream = inverted.terms().search(query.automaton()?).into_stream()?;
        while let Some((key, info)) = stream.next() {
            let text = String::from_utf8_lossy(key).into_owned();
            *known.entry(text).or_default() += info.doc_freq;
        }
    }
    let near = |name: &&String| name.chars().count().abs_diff(letters) <= usize::from(slips);
    for name in names.iter().filter(near) {
        known.entry(name.clone()).or_default();
    }
    let found = known.into_iter().filter_map(|(name, often)| {
        let distance = strsim::osa_distance(word, &name);
        let near = (1..=usize::from(slips)).contains(&distance);
        near.then_some((distance, Reverse(often), name))
    });
    Ok(found.min().map(|(_, _, name)| name))
}

/// How a word is written by somebody who has no æ, ø and å: in two ways, none for a word without them.
pub(super) fn plain_spellings(word: &str) -> Vec<String> {
    let with = |ae: &str, oe: &str, aa: &str| -> String {
        let composed = word.nfc().collect::<String>();
        composed.replace('æ', ae).replace('ø', oe).replace('å', aa)
    };
    let mut plain = vec![with("ae", "o", "a"), with("ae", "oe", "aa")];
    plain.retain(|plain| plain != word);
    plain.dedup();
    plain
}

#[cfg(test)]
mod tests {
    use super::plain_spellings;

    fn check(word: &str, expected: &[&str]) {
        assert_eq!(plain_spellings(word), expected, "{word}");
    }

    #[test]
    fn words_have_spellings_without_their_own_letters() {
        check("årsrapport", &["arsrapport", "aarsrapport"]);
        check("målgruppe", &["malgruppe", "maalgruppe"]);
        check("oppfølging", &["oppfolging", "oppfoelging"]);
        check("sykefravær", &["sykefravaer"]);
        check("krav", &[]);
    }
}
