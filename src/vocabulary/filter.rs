//! Whether a requirement passes a filter: the one meaning of [`ObligationFilter`] for lists and search.

use super::Vocabulary;
use crate::model::{Document, Obligation, ObligationFilter};
use rustc_hash::FxHashSet;

/// A filter made ready: hierarchies followed, words in lower case.
pub struct Requirements<'a> {
    filter: &'a ObligationFilter,
    /// The units asked for, widened where inherited requirements count.
    pub units: FxHashSet<&'a str>,
    /// The target groups asked for, with all narrower ones.
    pub groups: FxHashSet<&'a str>,
    words: Vec<String>,
}

impl<'a> Requirements<'a> {
    /// Makes a filter ready.
    pub fn new(vocabulary: &'a Vocabulary, filter: &'a ObligationFilter) -> Requirements<'a> {
        let words = filter.text.iter().flat_map(|text| text.split_whitespace());
        Requirements {
            filter,
            units: widened_units(vocabulary, filter),
            groups: narrowed_groups(vocabulary, filter),
            words: words.map(str::to_lowercase).collect(),
        }
    }

    /// Whether requirements of this document may pass.
    pub fn passes_document(&self, document: &Document) -> bool {
        let Requirements { filter, .. } = self;
        (filter.documents.is_empty() || filter.documents.contains(&document.id))
            && (filter.years.is_empty()
                || document
                    .facts
                    .head
                    .year
                    .is_some_and(|year| filter.years.contains(&year)))
    }

    /// Whether a requirement of a document that passes does so too.
    pub fn passes(&self, document: &Document, obligation: &Obligation) -> bool {
        let Requirements { filter, .. } = self;
        let due = || {
            let mut dates = obligation
                .deadlines
                .iter()
                .filter_map(|deadline| deadline.value.date);
            dates.any(|date| {
                filter.due_from.is_none_or(|from| date >= from)
                    && filter.due_to.is_none_or(|to| date <= to)
            })
        };
        let serves = |goal: &String| {
            let mut goals = obligation.goals.iter();
            goals.any(|index| document.facts.goals[*index as usize].id == *goal)
        };
        let numbered = |wanted: &String| {
            let own = obligation.official_id.as_ref();
            own.is_some_and(|own| own.value.eq_ignore_ascii_case(&wanted.replace(' ', "")))
        };
        let cites = |wanted: &String| {
            let wanted = citation_key(wanted);
            let mut cited = obligation.legal.iter();
            cited.any(|legal| {
                citation_key(&legal.value.citation) == wanted
                    || citation_key(&legal.value.act) == wanted
            })
        };
        let mut units = obligation
            .units
            .iter()
            .map(|responsible| responsible.unit.as_str());
        let mut groups = obligation
            .target_groups
            .iter()
            .map(|group| group.value.as_str());
        (filter.kinds.is_empty() || filter.kinds.contains(&obligation.kind.value))
            && filter
                .polarity
                .is_none_or(|polarity| polarity == obligation.polarity)
            && (filter.modalities.is_empty()
                || filter.modalities.contains(&obligation.modality.value))
            && (filter.units.is_empty() || units.any(|unit| self.units.contains(unit)))
            && (filter.target_groups.is_empty() || groups.any(|group| self.groups.contains(group)))
            && (filter.goals.is_empty() || filter.goals.iter().any(serves))
            && self.passes_section(document, obligation.section)
            && filter
                .has_deadline
                .is_none_or(|wanted| wanted != obligation.deadlines.is_empty())
            && (filter.due_from.is_none() && filter.due_to.is_none() || due())
            && filter.legal.as_ref().is_none_or(cites)
            && filter.official_id.as_ref().is_none_or(numbered)
            && self.passes_text(&obligation.text)
    }

    /// Whether the filter asks for nothing but documents and years, so that all in a document that passes do so too.
    pub fn asks_of_documents_alone(&self) -> bool {
        let filter = ObligationFilter {
            documents: Vec::new(),
            years: Vec::new(),
            include_inherited: false,
            ..self.filter.clone()
        };
        filter == ObligationFilter::default()
    }

    /// Whether something that is no requirement passes, by its section and text: never, where the
    /// filter asks for what only requirements have.
    pub fn passes_other(&self, document: &Document, section: u32, text: &str) -> bool {
        let Requirements { filter, .. } = self;
        filter.kinds.is_empty()
            && filter.modalities.is_empty()
            && filter.units.is_empty()
            && filter.target_groups.is_empty()
            && filter.goals.is_empty()
            && filter.legal.is_none()
            && filter.official_id.is_none()
            && filter.has_deadline.is_none()
            && filter.polarity.is_none()
            && filter.due_from.is_none()
            && filter.due_to.is_none()
            && self.passes_section(document, section)
            && self.passes_text(text)
    }

    fn passes_section(&self, document: &Document, section: u32) -> bool {
        let section = &document.outline.sections[section as usize].path;
        let in_section = |wanted: &String| {
            let Some(path) = wanted.strip_prefix(document.id.as_str()) else {
                return false;
            };
            let path = path.trim_start_matches('/');
            let rest = section.strip_prefix(path);
            rest.is_some_and(|rest| {
                path.is_empty() || rest.is_empty() || rest.starts_with(['/', '.'])
            })
        };
        self.filter.sections.is_empty() || self.filter.sections.iter().any(in_section)
    }

    fn passes_text(&self, text: &str) -> bool {
        self.words.is_empty() || {
            let text = text.to_lowercase();
            self.words.iter().all(|word| text.contains(word))
        }
    }
}

/// A citation without case and white space, so that "§14a" meets "§ 14 a".
pub fn citation_key(citation: &str) -> String {
    let visible = citation
        .chars()
        .filter(|character| !character.is_whitespace());
    visible.flat_map(char::to_lowercase).collect()
}

/// The units asked for, with the wholes and kinds above them when inherited ones count.
fn widened_units<'a>(
    vocabulary: &'a Vocabulary,
    filter: &'a ObligationFilter,
) -> FxHashSet<&'a str> {
    let mut units = FxHashSet::default();
    let mut open: Vec<&str> = filter.units.iter().map(String::as_str).collect();
    while let Some(slug) = open.pop() {
        if units.insert(slug)
            && filter.include_inherited
            && let Some(unit) = vocabulary.unit(slug)
        {
            open.extend(unit.part_of.as_deref());
            open.extend(unit.instance_of.as_deref());
        }
    }
    units
}

/// The target groups asked for, with all narrower ones.
fn narrowed_groups<'a>(
    vocabulary: &'a Vocabulary,
    filter: &'a ObligationFilter,
) -> FxHashSet<&'a str> {
    let mut groups: FxHashSet<&str> = filter.target_groups.iter().map(String::as_str).collect();
    loop {
        let before = groups.len();
        for group in vocabulary.target_groups() {
            if group
                .broader
                .iter()
                .any(|broader| groups.contains(broader.as_str()))
            {
                groups.insert(&group.slug);
            }
        }
        if groups.len() == before {
            return groups;
        }
    }
}
