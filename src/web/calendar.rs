//! A letter's calendar and dated deadlines as an iCalendar file.

use crate::archive::Snapshot;
use crate::graph::ObligationRef;
use crate::model::{CalendarKind, Document, Obligation};
use icalendar::{Calendar, Component, Event, EventStatus};
use jiff::civil::Date;

/// The calendar of a letter: the days of its steering calendar and the dated deadlines of its
/// requirements, each lasting a day.
pub(super) fn of(document: &Document) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&document.facts.head.title);
    for (at, entry) in document.facts.calendar.iter().enumerate() {
        let kind = match entry.kind {
            CalendarKind::Deadline => "Frist",
            CalendarKind::Meeting => "Møte",
        };
        let mut event = Event::new();
        event.uid(&format!("{}/kalender/{at}", document.id));
        event.summary(&format!("{kind}: {}", entry.text));
        put_day(&mut event, entry.date);
        if entry.tentative {
            event.status(EventStatus::Tentative);
        }
        calendar.push(event.done());
    }
    for obligation in &document.facts.obligations {
        put_deadlines(&mut calendar, obligation);
    }
    calendar.to_string()
}

/// The dated deadlines of these requirements, under a name of its own.
pub(super) fn of_requirements(
    snapshot: &Snapshot,
    name: &str,
    found: impl Iterator<Item = ObligationRef>,
) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for one in found {
        put_deadlines(&mut calendar, one.of(snapshot.documents()));
    }
    calendar.to_string()
}

fn put_deadlines(calendar: &mut Calendar, obligation: &Obligation) {
    for (at, found) in obligation.deadlines.iter().enumerate() {
        let Some(date) = found.value.date else {
            continue;
        };
        let mut event = Event::new();
        event.uid(&format!("{}/frist/{at}", obligation.id));
        event.summary(&format!("Frist: {}", obligation.text));
        put_day(&mut event, date);
        calendar.push(event.done());
    }
}

/// Puts an event on a whole day. The stamp is the day itself: the same letter gives the same file.
fn put_day(event: &mut Event, date: Date) {
    let day = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    event.append_property(
        icalendar::Property::new("DTSTART", &day)
            .add_parameter("VALUE", "DATE")
            .done(),
    );
    event.add_property("DTSTAMP", format!("{day}T000000Z"));
}
