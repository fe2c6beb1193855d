//! Pieces that several pages show: modality marks, names with links, a requirement in a list.

use super::error::PageError;
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::model::{
    Deadline, Document, DocumentKind, MONTHS, Modality, Obligation, ObligationKind, Recurrence,
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::ops::Range;

/// The word a modality is shown as.
pub(super) fn modality_word(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "SKAL",
        Modality::Should => "BØR",
        Modality::May => "KAN",
        Modality::Requested => "BES OM",
        Modality::Expected => "FORVENTES",
    }
}

/// The class that a modality is styled by.
pub(super) fn modality_class(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "must",
        Modality::Should => "should",
        Modality::May => "may",
        Modality::Requested => "requested",
        Modality::Expected => "expected",
    }
}

/// A modality as a mark: word, colour and shape say the same.
pub(super) fn modality_mark(modality: Modality) -> Markup {
    html! { span class={ "modality " (modality_class(modality)) } { (modality_word(modality)) } }
}

/// The word a kind of requirement is shown as.
pub(super) fn kind_word(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Duty => "Plikt",
        ObligationKind::Assignment => "Oppdrag",
        ObligationKind::Reporting => "Rapportering",
        ObligationKind::Priority => "Prioritering",
    }
}

/// The word a kind of document is shown as.
pub(super) fn document_kind_word(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Tildelingsbrev => "Tildelingsbrev",
        DocumentKind::SupplerendeTildelingsbrev => "Supplerende tildelingsbrev",
        DocumentKind::MalOgDisponeringsbrev => "Mål- og disponeringsbrev",
        DocumentKind::Instruks => "Instruks",
        DocumentKind::Arsrapport => "Årsrapport",
        DocumentKind::Rapport => "Rapport",
        DocumentKind::Oppdragsdokument => "Oppdragsdokument",
        DocumentKind::Oppdragsbrev => "Oppdragsbrev",
        DocumentKind::Tilskuddsbrev => "Tilskuddsbrev",
        DocumentKind::Other => "Annet dokument",
    }
}

/// A day in words: "30. april 2024".
pub(super) fn day(date: Date) -> String {
    let month = MONTHS[(date.month() - 1) as usize];
    format!("{}. {month} {}", date.day(), date.year())
}

/// The month of a day: "april 2024".
pub(super) fn month(date: Date) -> String {
    let month = MONTHS[(date.month() - 1) as usize];
    format!("{month} {}", date.year())
}

/// A deadline in words.
pub(super) fn deadline(deadline: &Deadline) -> String {
    if let Some(date) = deadline.date {
        return day(date);
    }
    match deadline.recurrence {
        Some(Recurrence::Monthly) => "hver måned".to_owned(),
        Some(Recurrence::Quarterly) => "hvert kvartal".to_owned(),
        Some(Recurrence::PerTertial1) => "etter 1. tertial".to_owned(),
        Some(Recurrence::PerTertial2) => "etter 2. tertial".to_owned(),
        Some(Recurrence::Tertial) => "hvert tertial".to_owned(),
        Some(Recurrence::HalfYearly) => "hvert halvår".to_owned(),
        Some(Recurrence::Yearly) => "hvert år".to_owned(),
        None => deadline.text.clone(),
    }
}

/// The name of a unit; its slug where nobody knows it.
pub(super) fn unit_name<'a>(snapshot: &'a Snapshot, slug: &'a str) -> &'a str {
    snapshot
        .vocabulary()
        .unit(slug)
        .map_or(slug, |unit| &unit.name)
}

/// The name of a target group; its slug where nobody knows it.
pub(super) fn target_group_name<'a>(snapshot: &'a Snapshot, slug: &'a str) -> &'a str {
    let group = snapshot.vocabulary().target_group(slug);
    group.map_or(slug, |group| &group.name)
}

/// A unit's name with a link to its page.
pub(super) fn unit_link(snapshot: &Snapshot, slug: &str) -> Markup {
    html! { a href={ "/enhet/" (encoded(slug)) } { (unit_name(snapshot, slug)) } }
}

/// A target group's name with a link to its page.
pub(super) fn target_group_link(snapshot: &Snapshot, slug: &str) -> Markup {
    html! { a href={ "/malgruppe/" (encoded(slug)) } { (target_group_name(snapshot, slug)) } }
}

/// The address of a requirement's page.
pub(super) fn requirement_address(id: &str) -> String {
    format!("/krav/{}", encoded(id))
}

/// The place of a statement in its letter's page.
pub(super) fn statement_address(document: &Document, statement: u32) -> String {
    format!(
        "/brev/{}?ved={statement}#s{statement}",
        encoded(&document.id)
    )
}

/// The section of a requirement in words: "3.1 Flere i arbeid", "3.1, Ungdomsgaranti".
pub(super) fn section_name(document: &Document, section: u32) -> String {
    let sections = &document.outline.sections;
    let heading = &sections[section as usize].heading;
    let mut at = Some(section);
    while let Some(index) = at {
        let above = &sections[index as usize];
        if let Some(number) = &above.number {
            let comma = if index == section { "" } else { "," };
            return format!("{number}{comma} {heading}");
        }
        at = above.parent;
    }
    match heading.is_empty() {
        true => "innledende tekst".to_owned(),
        false => heading.clone(),
    }
}

/// A text with stretches of it marked, given in bytes, in order.
pub(super) fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    let mut at = 0;
    let mut parts = Vec::new();
    for mark in marks {
        parts.push((text.get(at..mark.start), text.get(mark.clone())));
        at = mark.end;
    }
    html! {
        @for (before, inside) in parts {
            (before.unwrap_or_default())
            mark { (inside.unwrap_or_default()) }
        }
        (text.get(at..).unwrap_or_default())
    }
}

/// Whom a requirement binds, for whom it is, and by when.
pub(super) fn requirement_meta(snapshot: &Snapshot, obligation: &Obligation) -> Markup {
    let units: Vec<&str> = obligation
        .units
        .iter()
        .map(|responsible| responsible.unit.as_str())
        .collect();
    // Two limits in one phrase are told once.
    let mut deadlines: Vec<String> = Vec::new();
    for found in &obligation.deadlines {
        let words = deadline(&found.value);
        if !deadlines.contains(&words) {
            deadlines.push(words);
        }
    }
    html! {
        p.meta {
            @if !units.is_empty() {
                span { "Hvem: " (names(&units, |slug| unit_name(snapshot, slug))) }
            }
            @if !obligation.target_groups.is_empty() {
                span {
                    "For: "
                    (names(
                        &obligation.target_groups.iter().map(|group| group.value.as_str()).collect::<Vec<_>>(),
                        |slug| target_group_name(snapshot, slug),
                    ))
                }
            }
            @for words in &deadlines {
                span { "Frist: " (words) }
            }
        }
    }
}

fn names<'a>(slugs: &[&'a str], name: impl Fn(&'a str) -> &'a str) -> String {
    let named: Vec<&str> = slugs.iter().map(|slug| name(slug)).collect();
    named.join(", ")
}

/// Which part of a long list a page shows: `side` in the address, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    number: usize,
    size: usize,
}

impl Side {
    /// The part that the address asks for, of so many items each.
    pub(super) fn of(query: &Query, size: usize) -> Result<Side, PageError> {
        let Some(text) = query.first("side") else {
            return Ok(Side { number: 1, size });
        };
        match text.parse() {
            Ok(number @ 1..=100_000) => Ok(Side { number, size }),
            _ => Err(PageError::Wrong(format!(
                "«side» skal være et tall fra 1 og opp, ikke «{text}»."
            ))),
        }
    }

    /// How many items stand before it.
    pub(super) fn start(self) -> usize {
        (self.number - 1) * self.size
    }

    /// Its items.
    pub(super) fn items<T>(self, all: &[T]) -> &[T] {
        let rest = all.get(self.start()..).unwrap_or_default();
        &rest[..rest.len().min(self.size)]
    }

    /// Links to the part before and the part behind, in a list of `total` items.
    pub(super) fn pager(self, query: &Query, path: &str, total: usize) -> Markup {
        let number = self.number;
        let address = |number: usize| query.with("side", &number.to_string()).address(path);
        html! {
            @if number > 1 || total > self.size {
                nav.pager aria-label="Sider" {
                    @if number > 1 { a rel="prev" href=(address(number - 1)) { "← Forrige side" } }
                    span { "Side " (number) " av " (total.div_ceil(self.size)) }
                    @if number * self.size < total { a rel="next" href=(address(number + 1)) { "Neste side →" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(side: &str) -> Query {
        Query(vec![("side".to_owned(), side.to_owned())])
    }

    fn check(side: &str, items: &[u8], links: &[&str]) {
        let asked = query(side);
        let side = Side::of(&asked, 2).unwrap();
        assert_eq!(side.items(&[1, 2, 3, 4, 5]), items);
        let pager = side.pager(&asked, "/hull", 5).into_string();
        let found: Vec<&str> = pager
            .split('"')
            .filter(|part| part.starts_with('/'))
            .collect();
        assert_eq!(found, links);
    }

    #[test]
    fn a_part_has_its_items_and_leads_to_its_neighbours() {
        check("", &[1, 2], &["/hull?side=2"]);
        check("2", &[3, 4], &["/hull?side=1", "/hull?side=3"]);
        check("3", &[5], &["/hull?side=2"]);
        check("9", &[], &["/hull?side=8"]);
    }

    #[test]
    fn a_short_list_has_no_pager() {
        let side = Side::of(&Query::default(), 2).unwrap();
        assert_eq!(side.pager(&Query::default(), "/hull", 2).into_string(), "");
    }

    #[test]
    fn what_is_no_number_is_told() {
        for text in ["0", "-1", "to", "100001"] {
            assert!(Side::of(&query(text), 2).is_err(), "{text}");
        }
    }
}
