//! Names that say which kind they are one of: "Vadsø kommune", "Statsforvalteren i Finnmark", "Tarenes
//! sykehus HF". The forms stand with the kinds in the vocabulary.

use super::Name;
use crate::vocabulary::Vocabulary;
use aho_corasick::{AhoCorasick, MatchKind};

/// The forms of a vocabulary's kinds, compiled.
pub(super) struct Instances {
    finder: Option<AhoCorasick>,
    /// Each form with the slug of its kind.
    forms: Vec<(String, String)>,
}

impl Instances {
    /// Compiles the forms.
    pub(super) fn new(vocabulary: &Vocabulary) -> Instances {
        let units = vocabulary.units().iter();
        let forms: Vec<(String, String)> = units
            .flat_map(|unit| {
                unit.forms
                    .iter()
                    .map(|form| (form.clone(), unit.slug.clone()))
            })
            .collect();
        let finder = (!forms.is_empty()).then(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(forms.iter().map(|(form, _)| form))
        });
        Instances {
            finder: finder.and_then(Result::ok),
            forms,
        }
    }

    /// The kind that a name as a whole is one of.
    pub(super) fn kind_of(&self, name: &str) -> Option<&str> {
        let fits = |form: &str| {
            if form.starts_with(' ') {
                name.ends_with(form)
            } else {
                name.starts_with(form)
            }
        };
        let (_, kind) = self.forms.iter().find(|(form, _)| fits(form))?;
        Some(kind)
    }

    /// Adds the instances that a text names; a name without a form gives way to the longer one with it.
    pub(super) fn names<'t>(&'t self, text: &'t str, names: &mut Vec<Name<'t>>) {
        for hit in self.finder.iter().flat_map(|finder| finder.find_iter(text)) {
            let (form, kind) = &self.forms[hit.pattern().as_usize()];
            let range = if form.starts_with(' ') {
                let rest = text[hit.end()..].trim_start_matches('s');
                let apart = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
                let start = proper_before(&text[..hit.start()]);
                (apart && start < hit.start()).then_some((start, hit.end()))
            } else {
                let end = hit.end() + proper_after(&text[hit.end()..]);
                (end > hit.end()).then_some((hit.start(), end))
            };
            let Some((start, end)) = range else {
                continue;
            };
            names.retain(|name| name.end() <= start || end <= name.start);
            names.push(Name {
                kind: Some(kind),
                ..Name::at(text, start, end)
            });
        }
    }
}

fn is_proper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
}

/// Where the proper name that ends with the text starts: "… i Møre og Romsdal" → at "Møre".
fn proper_before(text: &str) -> usize {
    let mut start = text.len();
    let mut words = text.rsplit(' ').take(5).peekable();
    while let Some(word) = words.next() {
        let joins =
            word == "og" && start < text.len() && words.peek().is_some_and(|next| is_proper(next));
        if !is_proper(word) && !joins {
            break;
        }
        if !joins {
            start = word.as_ptr() as usize - text.as_ptr() as usize;
        }
    }
    start
}

/// How far the proper name that the text starts with goes: "Troms og Finnmark skal …" → behind "Finnmark".
fn proper_after(text: &str) -> usize {
    let mut end = 0;
    let mut words = text.split(' ').take(7).peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let joins = word == "og"
            && end > 0
            && words
                .peek()
                .is_some_and(|next| is_proper(next.trim_end_matches(',')));
        if !is_proper(bare) && !joins {
            break;
        }
        let comma = word.ends_with(',') && words.peek().is_some_and(|next| is_proper(next));
        if !joins {
            end = word.as_ptr() as usize - text.as_ptr() as usize + bare.len();
        }
        if bare.len() < word.len() && !comma {
            break;
        }
    }
    end
}
