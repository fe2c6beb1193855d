//! What the command prints of a comparison.
//!
//! The JSON form carries `format` and `version`: fields may be added within a version; one that is
//! renamed, removed or means something else makes a new version.

use super::super::args::LanguageName;
use super::Letter;
use crate::diff::{
    Aspect, Change, ChangeKind, Direction, LetterDiff, Moved, Summary, What, WordEdit,
};
use crate::model::Span;
use serde::Serialize;
use std::borrow::Cow;

/// Version of the JSON form.
const VERSION: u32 = 1;

/// A comparison, ready to be printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sheet<'a> {
    pub format: &'static str,
    pub version: u32,
    pub before: LetterView<'a>,
    pub after: LetterView<'a>,
    /// Counts of the requirements, whatever is listed.
    pub summary: Summary,
    pub changes: Vec<ChangeView<'a>>,
    #[serde(skip)]
    pub language: LanguageName,
}

/// One of the two letters.
#[derive(Debug, Serialize)]
pub(super) struct LetterView<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub year: Option<i16>,
}

/// A change.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeView<'a> {
    pub what: What,
    pub change: ChangeKind,
    pub aspects: &'a [Aspect],
    pub direction: Option<Direction>,
    pub moved: Moved,
    pub similarity: f32,
    pub before: Option<SideView<'a>>,
    pub after: Option<SideView<'a>>,
    pub words: &'a [WordEdit],
    pub words_before: &'a [WordEdit],
    pub words_after: &'a [WordEdit],
    pub explanation: Explanation<'a>,
}

/// What happened, told.
#[derive(Debug, Serialize)]
pub(super) struct Explanation<'a> {
    pub nb: &'a str,
    pub en: &'a str,
}

/// One side of a change.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SideView<'a> {
    pub id: String,
    pub section: &'a str,
    pub heading: &'a str,
    pub place: String,
    pub lead_in: Option<&'a str>,
    pub quote: Cow<'a, str>,
}

/// Columns of the CSV form.
pub(super) const HEADINGS: [&str; 12] = [
    "what",
    "change",
    "aspects",
    "direction",
    "moved",
    "similarity",
    "before id",
    "after id",
    "section",
    "before",
    "after",
    "explanation",
];

impl<'a> Sheet<'a> {
    pub(super) fn new(
        before: &'a Letter,
        after: &'a Letter,
        diff: &LetterDiff,
        changes: &[&'a Change],
        language: LanguageName,
    ) -> Sheet<'a> {
        let letter = |letter: &'a Letter| LetterView {
            id: &letter.document.id,
            title: &letter.document.facts.head.title,
            year: letter.document.facts.head.year,
        };
        Sheet {
            format: "styringsgraf-diff",
            version: VERSION,
            before: letter(before),
            after: letter(after),
            summary: diff.summary,
            changes: changes
                .iter()
                .map(|change| ChangeView {
                    what: change.what,
                    change: change.change,
                    aspects: &change.aspects,
                    direction: change.direction,
                    moved: change.moved,
                    similarity: (change.similarity * 1000.0).round() / 1000.0,
                    before: change.before.and_then(|at| side(before, change.was, at)),
                    after: change.after.and_then(|at| side(after, change.what, at)),
                    words: &change.words,
                    words_before: &change.words_before,
                    words_after: &change.words_after,
                    explanation: Explanation {
                        nb: &change.explanation_nb,
                        en: &change.explanation_en,
                    },
                })
                .collect(),
            language,
        }
    }
}

impl ChangeView<'_> {
    /// The cells of a CSV row, as many as there are [`HEADINGS`].
    pub(super) fn cells(&self, language: LanguageName) -> Vec<String> {
        let id =
            |side: &Option<SideView>| side.as_ref().map_or(String::new(), |side| side.id.clone());
        let quote = |side: &Option<SideView>| {
            side.as_ref()
                .map_or(String::new(), |side| side.quote.clone().into_owned())
        };
        let section = self.after.as_ref().or(self.before.as_ref());
        vec![
            name(&self.what),
            name(&self.change),
            self.aspects.iter().map(name).collect::<Vec<_>>().join(" "),
            self.direction.as_ref().map_or(String::new(), name),
            self.moved.any().to_string(),
            format!("{:.3}", self.similarity),
            id(&self.before),
            id(&self.after),
            section.map_or(String::new(), |side| side.section.to_owned()),
            quote(&self.before),
            quote(&self.after),
            self.told(language).to_owned(),
        ]
    }

    /// The explanation in a language.
    pub(super) fn told(&self, language: LanguageName) -> &str {
        match language {
            LanguageName::Nb => self.explanation.nb,
            LanguageName::En => self.explanation.en,
        }
    }

    /// The side to show the place of: the later one where there is one.
    pub(super) fn side(&self) -> Option<&SideView<'_>> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Words for what happened, such as `CHANGED deadline, strengthened, moved`.
    pub(super) fn label(&self) -> String {
        let mut label = name(&self.change);
        let mut marks: Vec<String> = self
            .aspects
            .iter()
            .map(|one| name(one).to_lowercase())
            .collect();
        marks.extend(self.direction.as_ref().map(|one| name(one).to_lowercase()));
        if self.moved.any() {
            marks.push("moved".to_owned());
        }
        if !marks.is_empty() {
            label.push(' ');
            label.push_str(&marks.join(", ").replace('_', " "));
        }
        label
    }
}

/// A name as the JSON form has it.
pub(super) fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn side(letter: &Letter, what: What, at: u32) -> Option<SideView<'_>> {
    let document = &letter.document;
    let (facts, outline, at) = (&document.facts, &document.outline, at as usize);
    let view = |kind: &str, id: &str, section: u32, spans: &[Span], lead_in| {
        let section = outline.sections.get(section as usize);
        SideView {
            id: format!("{kind}:{id}"),
            section: section.map_or("", |section| section.path.as_str()),
            heading: section.map_or("", |section| section.heading.as_str()),
            place: letter.place(spans.first().map_or(0, |span| span.start)),
            lead_in,
            quote: Cow::Borrowed(""),
        }
    };
    match what {
        What::Obligation => facts.obligations.get(at).map(|one| SideView {
            lead_in: one.lead_in.as_deref(),
            quote: Cow::Borrowed(&one.quote),
            ..view("obligation", &one.id, one.section, &one.spans, None)
        }),
        What::Indicator => facts.indicators.get(at).map(|one| SideView {
            quote: Cow::Borrowed(&one.name),
            ..view("indicator", &one.id, one.section, &one.spans, None)
        }),
        What::Goal => facts.goals.get(at).map(|one| SideView {
            quote: Cow::Borrowed(&one.quote),
            ..view("goal", &one.id, one.section, &one.spans, None)
        }),
        What::Priority => facts.priorities.get(at).map(|one| SideView {
            quote: Cow::Borrowed(&one.quote),
            ..view("priority", &one.id, one.section, &one.spans, None)
        }),
        What::Section => outline.sections.get(at).map(|one| {
            let id = format!("{}/{}", document.id, one.path);
            SideView {
                quote: Cow::Borrowed(&one.heading),
                ..view("section", &id, at as u32, &[one.heading_span], None)
            }
        }),
        What::BudgetItem => facts.budget.get(at).map(|one| {
            let id = format!("{}/{}/{}", document.id, one.chapter, one.post);
            SideView {
                quote: Cow::Owned(crate::diff::row_text(document, one)),
                ..view("budget", &id, u32::MAX, &one.spans, None)
            }
        }),
    }
}
