//! What a letter says of itself: front matter first, else its own head ("Til:", "Saksnr."), its title,
//! its first sentences and its file name. Some letters have lost their head; then whoever the sentences
//! address is the recipient.

mod address;
mod kind;
mod label;
mod party;

use super::day::day;
use super::language::language;
use super::unit_name::UnitNames;
use crate::model::{
    DocumentKind, Evidence, Found, FoundUnit, Head, Language, Note, Outline, Span, Text, collapse,
    slug,
};
use kind::{
    corrects, kind_in_name, kind_in_sentences, kind_in_title, number_in_title, opening,
    year_in_name, year_in_sentences,
};
use label::{Label, labels, title_line};
use party::Parties;

/// What was read of a document's head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadReading {
    /// The head.
    pub head: Head,
    /// Sender and recipient, where the vocabulary does not know them.
    pub units: Vec<FoundUnit>,
    /// What could not be settled.
    pub notes: Vec<Note>,
}

/// How far the head and the first sentences may reach, in bytes.
const ZONE: usize = 8_000;

/// Reads the head of a document whose slug is `document`.
pub fn head(document: &str, text: &Text, outline: &Outline, names: &UnitNames) -> HeadReading {
    let front = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| outline.front.get(*key))
            .map(|(value, span)| (value.trim_matches(['"', '\'', ' ']), *span))
            .filter(|(value, _)| !value.is_empty() && *value != "null" && *value != "~")
    };
    let start = outline
        .front
        .values()
        .map(|(_, span)| span.end as usize)
        .max()
        .unwrap_or(0);
    let zone = zone(&text.content, start);
    let labels = labels(&text.content, zone);
    let mut reading = HeadReading::default();
    let head = &mut reading.head;

    let first_heading = outline
        .sections
        .iter()
        .find(|s| !s.heading.is_empty() && s.number.is_none());
    let title = front(&["title", "tittel"])
        .map(|(title, _)| collapse(title))
        .or_else(|| title_line(&text.content, zone))
        .or_else(|| {
            first_heading
                .filter(|section| kind_in_title(&section.heading).is_some())
                .map(|section| section.heading.clone())
        });
    let zone_text = text.slice(zone);
    head.kind = front(&["kind", "type", "dokumenttype", "document_type"])
        .and_then(|(kind, _)| kind_in_title(kind))
        .or_else(|| title.as_deref().and_then(kind_in_title))
        .or_else(|| kind_in_name(document))
        .or_else(|| kind_in_name(&text.source.file_name))
        .or_else(|| kind_in_sentences(zone_text))
        .or_else(|| Some(opening(zone_text)?.0))
        .unwrap_or_default();
    head.date = front(&["date", "dato"])
        .map(|(date, _)| date.to_owned())
        .or_else(|| labels.value(Label::Date).map(|(date, _)| date.to_owned()))
        .and_then(|date| day(&date, None))
        .map(|(_, date)| date);
    head.case_number = front(&["case_number", "saksnummer", "saksnr"])
        .or_else(|| labels.value(Label::Case))
        .map(|(number, _)| collapse(number));
    head.year = front(&["year", "år", "aar"])
        .and_then(|(year, _)| year.parse().ok())
        .or_else(|| title.as_deref().and_then(year_in_name))
        .or_else(|| year_in_name(document))
        .or_else(|| year_in_name(&text.source.file_name))
        .or_else(|| Some(opening(zone_text)?.1))
        .or_else(|| year_in_sentences(zone_text))
        .or_else(|| head.date.map(|date| concerned(head.kind, date)));
    head.language = match front(&["language", "språk", "sprak"]) {
        Some((given, _)) if given.starts_with("nn") || given == "nynorsk" => Language::Nynorsk,
        Some((given, _)) if given.starts_with("nb") || given == "bokmål" => Language::Bokmal,
        _ => language(zone_text),
    };
    head.series = front(&["series", "serie"]).map(|(series, _)| series.to_owned());
    head.id = front(&["id", "slug"]).map(|(id, _)| slug(id));
    if head.kind == DocumentKind::SupplerendeTildelingsbrev {
        let name = title.as_deref().unwrap_or(document);
        head.number = number_in_title(name).or_else(|| number_in_title(zone_text));
        head.correction = corrects(name);
    }

    let mut parties = Parties::new(names);
    parties.given(
        front(&["sender", "avsender"]),
        front(&["recipient", "mottaker", "mottakar"]),
    );
    parties.labelled(labels.value(Label::From), labels.value(Label::To));
    parties.titled(title.as_deref(), head.kind, text, zone);
    parties.letterhead(text, zone);
    parties.addressed_to(text, zone, title.as_deref());
    parties.sentences(text, zone);
    parties.addressed(head.kind, text);
    let recipient = parties.recipient_name();
    parties.settle(&mut reading.notes, &mut reading.units, head);

    head.title = title.unwrap_or_else(|| composed_title(document, head, recipient.as_deref()));
    if head.series.is_none() {
        head.series = series(head);
    }
    reading.notes.extend(missing(&reading.head, zone));
    reading
}

/// A note for each thing that a letter's head should say and does not, with the line that would mend it.
fn missing(head: &Head, zone: Span) -> Vec<Note> {
    let span = Span::new(zone.start as usize, zone.start as usize);
    let note = |what: &str, line: &str| Note {
        span,
        message: format!(
            "{what} was not found in the head of the letter; a line `{line}` in front matter tells it"
        ),
    };
    let mut notes = Vec::new();
    if head.kind.directs() {
        if head.recipient.is_none() {
            notes.push(note("the recipient", "recipient: NAME"));
        }
        if head.sender.is_none() {
            notes.push(note("the sender", "sender: NAME"));
        }
        if head.year.is_none() && head.kind != DocumentKind::Instruks {
            notes.push(note("the year", "year: YYYY"));
        }
    }
    notes
}

fn zone(content: &str, start: usize) -> Span {
    let mut end = (start + ZONE).min(content.len());
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    let mut start = start.min(end);
    while !content.is_char_boundary(start) {
        start -= 1;
    }
    Span::new(start, end)
}

/// The year that a letter of this date concerns: tildelingsbrev come in the December before,
/// reports in the spring after.
fn concerned(kind: DocumentKind, date: jiff::civil::Date) -> i16 {
    match kind {
        kind if kind.is_yearly_letter() && date.month() >= 11 => date.year() + 1,
        DocumentKind::Arsrapport if date.month() <= 8 => date.year() - 1,
        _ => date.year(),
    }
}

/// A title for a letter that has lost its own: kind, year and recipient, or the file stem.
fn composed_title(document: &str, head: &Head, recipient: Option<&str>) -> String {
    let name = match head.kind {
        DocumentKind::Tildelingsbrev => "Tildelingsbrev",
        DocumentKind::SupplerendeTildelingsbrev => "Supplerende tildelingsbrev",
        DocumentKind::MalOgDisponeringsbrev => "Mål- og disponeringsbrev",
        DocumentKind::Instruks => "Instruks",
        DocumentKind::Oppdragsdokument => "Oppdragsdokument",
        DocumentKind::Oppdragsbrev => "Oppdragsbrev",
        DocumentKind::Tilskuddsbrev => "Tilskuddsbrev",
        DocumentKind::Arsrapport => "Årsrapport",
        DocumentKind::Rapport | DocumentKind::Other => return document.to_owned(),
    };
    let mut title = name.to_owned();
    if let Some(year) = head.year {
        title.push_str(&format!(" {year}"));
    }
    if let Some(recipient) = recipient
        && head.kind != DocumentKind::Arsrapport
    {
        title.push_str(&format!(" til {recipient}"));
    }
    title
}

fn series(head: &Head) -> Option<String> {
    let kind = match head.kind {
        DocumentKind::Tildelingsbrev => "tildelingsbrev",
        DocumentKind::SupplerendeTildelingsbrev => "supplerende-tildelingsbrev",
        DocumentKind::MalOgDisponeringsbrev => "mal-og-disponeringsbrev",
        DocumentKind::Instruks => "instruks",
        DocumentKind::Oppdragsdokument => "oppdragsdokument",
        DocumentKind::Oppdragsbrev => "oppdragsbrev",
        DocumentKind::Tilskuddsbrev => "tilskuddsbrev",
        DocumentKind::Arsrapport => "arsrapport",
        DocumentKind::Rapport | DocumentKind::Other => return None,
    };
    // A report is its sender's, a letter its recipient's.
    let whose = match head.kind {
        DocumentKind::Arsrapport => head.sender.as_ref().or(head.recipient.as_ref()),
        _ => head.recipient.as_ref().or(head.sender.as_ref()),
    };
    whose.map(|unit| format!("{kind}/{}", unit.value))
}

/// A unit with its proof.
fn found(slug: &str, span: Span, rule: &'static str, confidence: f32) -> Found<String> {
    Found::new(slug.to_owned(), Evidence::at(span, rule, confidence))
}

#[cfg(test)]
mod tests;
