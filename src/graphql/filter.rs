//! Filters as they are asked for, made ready for the archive.

use super::error::{Code, suggestion};
use super::node::Kind;
use super::scalar::{Date, DocumentKind, Language, Modality, ObligationKind, Polarity};
use crate::archive::Snapshot;
use crate::model;
use async_graphql::{ID, InputObject, Result};

/// Narrows a list of requirements (filter på krav). Fields are joined by "and", the entries of one field by "or"; what is left out narrows nothing.
#[derive(InputObject, Clone, Debug, Default)]
pub struct ObligationFilter {
    /// In these documents (dokumenter).
    pub documents: Option<Vec<ID>>,
    /// In documents that concern these years (år).
    pub years: Option<Vec<i32>>,
    /// Of these kinds (typer).
    pub kinds: Option<Vec<ObligationKind>>,
    /// Of these modalities (styringsgrader).
    pub modalities: Option<Vec<Modality>>,
    /// For which one of these units must act (ansvarlige enheter).
    pub units: Option<Vec<ID>>,
    /// Whether the requirements of a whole or kind that a unit belongs to count for it (arvede krav); not when left out.
    pub include_inherited: Option<bool>,
    /// For or about these target groups, narrower ones included (målgrupper).
    pub target_groups: Option<Vec<ID>>,
    /// That serve these goals (mål).
    pub goals: Option<Vec<ID>>,
    /// In these sections or below them (avsnitt).
    pub sections: Option<Vec<ID>>,
    /// That cite this act or this section of one, in any notation (lovhjemmel): `NAV-loven § 14a`, `folketrygdloven`.
    pub legal: Option<String>,
    /// With a deadline, or without one (har frist).
    pub has_deadline: Option<bool>,
    /// Due on this day or later (frist fra).
    pub due_from: Option<Date>,
    /// Due on this day or earlier (frist til).
    pub due_to: Option<Date>,
    /// Whose text holds all these words (tekst).
    pub text: Option<String>,
    /// That forbid (`NEGATIVE`, forbud) or that ask for something (`POSITIVE`, påbud).
    pub polarity: Option<Polarity>,
    /// Of the assignment with this official id (oppdragsnummer): `TB2026-17`.
    pub official_id: Option<String>,
}

impl ObligationFilter {
    /// The filter as the archive knows it; names that it does not know are told.
    pub fn ready(self, snapshot: &Snapshot) -> Result<model::ObligationFilter> {
        let units = Kind::Unit.slugs(self.units)?;
        units
            .iter()
            .try_for_each(|slug| known_unit(snapshot, slug))?;
        let target_groups = Kind::TargetGroup.slugs(self.target_groups)?;
        for slug in &target_groups {
            known_target_group(snapshot, slug)?;
        }
        if let (Some(Date(from)), Some(Date(to))) = (self.due_from, self.due_to)
            && from > to
        {
            return Err(Code::BadUserInput.error(format!(
                "`dueFrom` {from} lies after `dueTo` {to}; exchange them"
            )));
        }
        let all = |list: Option<Vec<Modality>>| list.unwrap_or_default().into_iter();
        let kinds = self.kinds.unwrap_or_default().into_iter();
        Ok(model::ObligationFilter {
            documents: Kind::Document.slugs(self.documents)?,
            years: years(self.years)?,
            kinds: kinds.map(Into::into).collect(),
            modalities: all(self.modalities).map(Into::into).collect(),
            units,
            include_inherited: self.include_inherited.unwrap_or(false),
            target_groups,
            goals: Kind::Goal.slugs(self.goals)?,
            sections: Kind::Section.slugs(self.sections)?,
            legal: self.legal,
            has_deadline: self.has_deadline,
            due_from: self.due_from.map(|date| date.0),
            due_to: self.due_to.map(|date| date.0),
            text: self.text,
            polarity: self.polarity.map(Into::into),
            official_id: self.official_id,
        })
    }
}

/// Narrows a list of documents (filter på dokumenter).
#[derive(InputObject, Clone, Debug, Default)]
pub struct DocumentFilter {
    /// Of these kinds (dokumenttyper).
    pub kinds: Option<Vec<DocumentKind>>,
    /// That concern these years (år).
    pub years: Option<Vec<i32>>,
    /// From these units (avsendere).
    pub senders: Option<Vec<ID>>,
    /// To these units (mottakere).
    pub recipients: Option<Vec<ID>>,
    /// Of these series (serier).
    pub series: Option<Vec<ID>>,
    /// In this written standard (målform).
    pub language: Option<Language>,
    /// Whose title holds all these words (tittel).
    pub title: Option<String>,
}

impl DocumentFilter {
    /// Where the documents that pass stand in the snapshot.
    pub fn select(self, snapshot: &Snapshot) -> Result<Vec<usize>> {
        let kinds = self.kinds.unwrap_or_default();
        let years = years(self.years)?;
        let senders = Kind::Unit.slugs(self.senders)?;
        let recipients = Kind::Unit.slugs(self.recipients)?;
        let units = senders.iter().chain(&recipients);
        for slug in units {
            known_unit(snapshot, slug)?;
        }
        let series = Kind::Series.slugs(self.series)?;
        let words = lower_words(self.title.as_deref());
        let among = |wanted: &[String], found: Option<&String>| {
            wanted.is_empty() || found.is_some_and(|found| wanted.contains(found))
        };
        let passes = |head: &model::Head| {
            (kinds.is_empty() || kinds.contains(&head.kind.into()))
                && (years.is_empty() || head.year.is_some_and(|year| years.contains(&year)))
                && among(&senders, head.sender.as_ref().map(|found| &found.value))
                && among(
                    &recipients,
                    head.recipient.as_ref().map(|found| &found.value),
                )
                && among(&series, head.series.as_ref())
                && self
                    .language
                    .is_none_or(|wanted| wanted == head.language.into())
                && holds(&head.title, &words)
        };
        let documents = snapshot.documents().iter().enumerate();
        Ok(documents
            .filter(|(_, document)| passes(&document.facts.head))
            .map(|(at, _)| at)
            .collect())
    }
}

/// Narrows a list of indicators (filter på styringsparametere).
#[derive(InputObject, Clone, Debug, Default)]
pub struct IndicatorFilter {
    /// In these documents (dokumenter).
    pub documents: Option<Vec<ID>>,
    /// In documents that concern these years (år).
    pub years: Option<Vec<i32>>,
    /// In these sections or below them (avsnitt).
    pub sections: Option<Vec<ID>>,
    /// With a target, or without one (har resultatkrav).
    pub has_target: Option<bool>,
    /// Whose name holds all these words (tekst).
    pub text: Option<String>,
}

/// An indicator filter made ready.
pub struct ReadyIndicatorFilter {
    /// Document slugs.
    pub documents: Vec<String>,
    /// Years.
    pub years: Vec<i16>,
    sections: Vec<String>,
    has_target: Option<bool>,
    words: Vec<String>,
}

impl IndicatorFilter {
    /// The filter with its ids read.
    pub fn ready(self) -> Result<ReadyIndicatorFilter> {
        Ok(ReadyIndicatorFilter {
            documents: Kind::Document.slugs(self.documents)?,
            years: years(self.years)?,
            sections: Kind::Section.slugs(self.sections)?,
            has_target: self.has_target,
            words: lower_words(self.text.as_deref()),
        })
    }
}

impl ReadyIndicatorFilter {
    /// Places of the indicators that pass: document and index.
    pub fn select(&self, snapshot: &Snapshot) -> Vec<(usize, u32)> {
        let mut selected = Vec::new();
        for (at, document) in snapshot.documents().iter().enumerate() {
            let year = document.facts.head.year;
            if !(self.documents.is_empty() || self.documents.contains(&document.id))
                || !(self.years.is_empty() || year.is_some_and(|year| self.years.contains(&year)))
            {
                continue;
            }
            for (index, indicator) in document.facts.indicators.iter().enumerate() {
                let section = &document.outline.sections[indicator.section as usize].path;
                let inside = |wanted: &String| {
                    let path = wanted.strip_prefix(document.id.as_str());
                    let rest =
                        path.and_then(|path| section.strip_prefix(path.trim_start_matches('/')));
                    rest.is_some_and(|rest| {
                        rest.is_empty() || rest.starts_with(['/', '.']) || rest == section
                    })
                };
                if (self.sections.is_empty() || self.sections.iter().any(inside))
                    && self
                        .has_target
                        .is_none_or(|has| has == indicator.target.is_some())
                    && holds(&indicator.name, &self.words)
                {
                    selected.push((at, index as u32));
                }
            }
        }
        selected
    }
}

/// Fails where no unit has this slug.
pub fn known_unit(snapshot: &Snapshot, slug: &str) -> Result<()> {
    let vocabulary = snapshot.vocabulary();
    if vocabulary.unit(slug).is_some() {
        return Ok(());
    }
    let names = vocabulary.units().iter().map(|unit| unit.slug.as_str());
    Err(Code::NotFound.error(format!(
        "there is no unit `{slug}`; `units` lists them{}",
        suggestion(slug, names)
    )))
}

/// Fails where no target group has this slug.
pub fn known_target_group(snapshot: &Snapshot, slug: &str) -> Result<()> {
    let vocabulary = snapshot.vocabulary();
    if vocabulary.target_group(slug).is_some() {
        return Ok(());
    }
    let names = vocabulary.target_groups().iter();
    let names = names.map(|group| group.slug.as_str());
    Err(Code::NotFound.error(format!(
        "there is no target group `{slug}`; `targetGroups` lists them{}",
        suggestion(slug, names)
    )))
}

fn years(years: Option<Vec<i32>>) -> Result<Vec<i16>> {
    let year = |year: i32| {
        i16::try_from(year).map_err(|_| {
            Code::BadUserInput.error(format!("`{year}` is no year; write it as `2024`"))
        })
    };
    years.unwrap_or_default().into_iter().map(year).collect()
}

fn lower_words(text: Option<&str>) -> Vec<String> {
    let words = text.unwrap_or_default().split_whitespace();
    words.map(str::to_lowercase).collect()
}

fn holds(text: &str, words: &[String]) -> bool {
    words.is_empty() || {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    }
}
