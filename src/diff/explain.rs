//! A change told in one plain sentence, in Norwegian and in English.

use super::change::Shift;
use super::letter::{ChangeKind, Moved, What};
use crate::model::{Deadline, MONTHS, Modality, Recurrence};

/// What a sentence is about.
pub(super) struct Told<'a> {
    pub what: What,
    pub change: ChangeKind,
    pub moved: Moved,
    pub shifts: &'a [Shift],
    /// Headings before and after.
    pub sections: (&'a str, &'a str),
    /// Years of the two letters.
    pub years: (Option<i16>, Option<i16>),
    /// Whether it is one part of several that were one, or one of several that became one.
    pub joined: bool,
    /// Name of a unit or target group.
    pub name: &'a dyn Fn(&str) -> String,
}

/// The sentence in Norwegian bokmål.
pub(super) fn norwegian(told: &Told) -> String {
    let (thing, neuter) = match told.what {
        What::Obligation => ("Kravet", true),
        What::Indicator => ("Styringsparameteren", false),
        What::Goal => ("Målet", true),
        What::Priority => ("Prioriteringen", false),
        What::Section => ("Avsnittet", true),
    };
    let (new, same) = if neuter {
        ("nytt", "det samme")
    } else {
        ("ny", "den samme")
    };
    let sentence = match told.change {
        ChangeKind::Added => match told.years.1 {
            Some(year) => format!("{thing} er {new} i brevet for {year}"),
            None => format!("{thing} er {new}"),
        },
        ChangeKind::Removed => match told.years.1 {
            Some(year) => format!("{thing} står ikke i brevet for {year}"),
            None => format!("{thing} er tatt ut"),
        },
        ChangeKind::Unchanged => format!("{thing} er uendret"),
        ChangeKind::Reworded if told.what == What::Section => format!(
            "Avsnittet «{}» heter nå «{}»",
            short(told.sections.0),
            short(told.sections.1)
        ),
        ChangeKind::Reworded => format!("{thing} er {same}, med andre ord"),
        ChangeKind::Changed => told
            .shifts
            .iter()
            .map(|shift| shift_nb(shift, thing, told))
            .collect::<Vec<_>>()
            .join("; "),
    };
    let mut sentence = sentence;
    if told.joined && told.what == What::Obligation {
        sentence.push_str(" (delt eller slått sammen)");
    }
    if told.moved.section {
        let (from, to) = (short(told.sections.0), short(told.sections.1));
        sentence.push_str(&match (from.is_empty(), to.is_empty()) {
            (false, false) if told.what != What::Section => {
                format!(", og flyttet fra «{from}» til «{to}»")
            }
            _ => ", og flyttet".to_owned(),
        });
    }
    if told.moved.kind {
        sentence.push_str(", og er nå et krav av en annen type");
    }
    finish(sentence)
}

/// The sentence in English; quotes stay Norwegian.
pub(super) fn english(told: &Told) -> String {
    let thing = match told.what {
        What::Obligation => "The requirement",
        What::Indicator => "The indicator",
        What::Goal => "The goal",
        What::Priority => "The priority",
        What::Section => "The section",
    };
    let mut sentence = match told.change {
        ChangeKind::Added => match told.years.1 {
            Some(year) => format!("{thing} is new in the letter for {year}"),
            None => format!("{thing} is new"),
        },
        ChangeKind::Removed => match told.years.1 {
            Some(year) => format!("{thing} is not in the letter for {year}"),
            None => format!("{thing} is gone"),
        },
        ChangeKind::Unchanged => format!("{thing} is unchanged"),
        ChangeKind::Reworded if told.what == What::Section => format!(
            "The section “{}” is now called “{}”",
            short(told.sections.0),
            short(told.sections.1)
        ),
        ChangeKind::Reworded => format!("{thing} is the same in other words"),
        ChangeKind::Changed => told
            .shifts
            .iter()
            .map(|shift| shift_en(shift, thing, told))
            .collect::<Vec<_>>()
            .join("; "),
    };
    if told.joined && told.what == What::Obligation {
        sentence.push_str(" (split or merged)");
    }
    if told.moved.section {
        let (from, to) = (short(told.sections.0), short(told.sections.1));
        sentence.push_str(&match (from.is_empty(), to.is_empty()) {
            (false, false) if told.what != What::Section => {
                format!(", and moved from “{from}” to “{to}”")
            }
            _ => ", and moved".to_owned(),
        });
    }
    if told.moved.kind {
        sentence.push_str(", and is now a requirement of another kind");
    }
    finish(sentence)
}

fn shift_nb(shift: &Shift, thing: &str, told: &Told) -> String {
    match shift {
        Shift::Modality(from, to) => {
            let verb = if to > from { "skjerpet" } else { "svekket" };
            format!(
                "{thing} er {verb} fra «{}» til «{}»",
                modal_nb(*from),
                modal_nb(*to)
            )
        }
        Shift::Deadline(from, to) => match (from.is_empty(), to.is_empty()) {
            (true, _) => format!(
                "Det er satt en frist: {}",
                list(to.iter().map(written), "og")
            ),
            (_, true) => format!(
                "Fristen {} er tatt ut",
                list(from.iter().map(written), "og")
            ),
            _ => {
                let (from, to) = dues(from, to, told, due_nb);
                format!(
                    "Fristen er flyttet fra {} til {}",
                    list(from, "og"),
                    list(to, "og")
                )
            }
        },
        Shift::Number(from, to) => {
            let (from, to) = (
                list(from.iter().cloned(), "og"),
                list(to.iter().cloned(), "og"),
            );
            let target = told.what == What::Indicator;
            let figure = if target { "Resultatkravet" } else { "Tallet" };
            match (from.is_empty(), to.is_empty()) {
                (true, _) if target => format!("Resultatkravet {to} er kommet til"),
                (true, _) => format!("Et tall er kommet til: {to}"),
                (_, true) => format!("{figure} {from} er tatt ut"),
                _ => format!("{figure} er endret fra {from} til {to}"),
            }
        }
        Shift::Unit(from, to) => format!(
            "Ansvaret er flyttet fra {} til {}",
            list(names(from, told), "og"),
            list(names(to, told), "og")
        ),
        Shift::TargetGroup(dropped, added) => match (dropped.is_empty(), added.is_empty()) {
            (true, true) => "Målgruppen er avgrenset på en annen måte".to_owned(),
            (true, _) => format!(
                "Målgruppen er utvidet med {}",
                list(names(added, told), "og")
            ),
            (_, true) => {
                format!(
                    "Målgruppen omfatter ikke lenger {}",
                    list(names(dropped, told), "og")
                )
            }
            _ => format!(
                "Målgruppen er endret fra {} til {}",
                list(names(dropped, told), "og"),
                list(names(added, told), "og")
            ),
        },
        Shift::Legal(dropped, added) => match (dropped.is_empty(), added.is_empty()) {
            (true, _) => format!("Det er vist til {}", list(added.iter().cloned(), "og")),
            (_, true) => {
                format!(
                    "Henvisningen til {} er tatt ut",
                    list(dropped.iter().cloned(), "og")
                )
            }
            _ => format!(
                "Hjemmelen er endret fra {} til {}",
                list(dropped.iter().cloned(), "og"),
                list(added.iter().cloned(), "og")
            ),
        },
        Shift::Scope(dropped, added) => match (dropped, added) {
            (Some(dropped), Some(added)) => {
                format!(
                    "Innholdet er endret fra «{}» til «{}»",
                    short(dropped),
                    short(added)
                )
            }
            (None, Some(added)) => format!("Innholdet er utvidet med «{}»", short(added)),
            (Some(dropped), None) => {
                format!("Innholdet er snevret inn: «{}» er tatt ut", short(dropped))
            }
            (None, None) => "Innholdet er endret".to_owned(),
        },
    }
}

fn shift_en(shift: &Shift, thing: &str, told: &Told) -> String {
    match shift {
        Shift::Modality(from, to) => {
            let verb = if to > from {
                "strengthened"
            } else {
                "weakened"
            };
            format!(
                "{thing} is {verb} from {} to {}",
                modal_en(*from),
                modal_en(*to)
            )
        }
        Shift::Deadline(from, to) => match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("A deadline is set: {}", list(to.iter().map(written), "and")),
            (_, true) => {
                format!(
                    "The deadline {} is dropped",
                    list(from.iter().map(written), "and")
                )
            }
            _ => {
                let (from, to) = dues(from, to, told, due_en);
                format!(
                    "The deadline is moved from {} to {}",
                    list(from, "and"),
                    list(to, "and")
                )
            }
        },
        Shift::Number(from, to) => {
            let (from, to) = (
                list(from.iter().cloned(), "and"),
                list(to.iter().cloned(), "and"),
            );
            let figure = if told.what == What::Indicator {
                "target"
            } else {
                "figure"
            };
            match (from.is_empty(), to.is_empty()) {
                (true, _) => format!("A {figure} is added: {to}"),
                (_, true) => format!("The {figure} {from} is dropped"),
                _ => format!("The {figure} is changed from {from} to {to}"),
            }
        }
        Shift::Unit(from, to) => format!(
            "The responsibility is moved from {} to {}",
            list(names(from, told), "and"),
            list(names(to, told), "and")
        ),
        Shift::TargetGroup(dropped, added) => match (dropped.is_empty(), added.is_empty()) {
            (true, true) => "The target group is bounded otherwise".to_owned(),
            (true, _) => {
                format!(
                    "The target group is widened by {}",
                    list(names(added, told), "and")
                )
            }
            (_, true) => {
                format!(
                    "The target group no longer includes {}",
                    list(names(dropped, told), "and")
                )
            }
            _ => format!(
                "The target group is changed from {} to {}",
                list(names(dropped, told), "and"),
                list(names(added, told), "and")
            ),
        },
        Shift::Legal(dropped, added) => match (dropped.is_empty(), added.is_empty()) {
            (true, _) => format!("It now cites {}", list(added.iter().cloned(), "and")),
            (_, true) => format!(
                "It no longer cites {}",
                list(dropped.iter().cloned(), "and")
            ),
            _ => format!(
                "The legal basis is changed from {} to {}",
                list(dropped.iter().cloned(), "and"),
                list(added.iter().cloned(), "and")
            ),
        },
        Shift::Scope(dropped, added) => match (dropped, added) {
            (Some(dropped), Some(added)) => {
                format!(
                    "The content is changed from “{}” to “{}”",
                    short(dropped),
                    short(added)
                )
            }
            (None, Some(added)) => format!("The content is widened by “{}”", short(added)),
            (Some(dropped), None) => {
                format!("The content is narrowed: “{}” is dropped", short(dropped))
            }
            (None, None) => "The content is changed".to_owned(),
        },
    }
}

fn modal_nb(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "skal",
        Modality::Should => "bør",
        Modality::May => "kan",
        Modality::Requested => "bes om",
        Modality::Expected => "forventes",
    }
}

fn modal_en(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "“must”",
        Modality::Should => "“should”",
        Modality::May => "“may”",
        Modality::Requested => "“is requested to”",
        Modality::Expected => "“is expected to”",
    }
}

fn names(slugs: &[String], told: &Told) -> Vec<String> {
    slugs.iter().map(|slug| (told.name)(slug)).collect()
}

type Tell = fn(&Deadline, bool) -> String;

/// Both lists of deadlines told; with the year only where that is what differs.
fn dues(from: &[Deadline], to: &[Deadline], told: &Told, tell: Tell) -> (Vec<String>, Vec<String>) {
    let own = |deadline: &Deadline, year: Option<i16>| {
        deadline.date.is_none_or(|date| Some(date.year()) == year)
    };
    let plain = from.iter().all(|deadline| own(deadline, told.years.0))
        && to.iter().all(|deadline| own(deadline, told.years.1));
    let all = |list: &[Deadline]| list.iter().map(|deadline| tell(deadline, !plain)).collect();
    (all(from), all(to))
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn due_nb(deadline: &Deadline, with_year: bool) -> String {
    if let Some(date) = deadline.date {
        let month = MONTHS[(date.month() as usize).clamp(1, 12) - 1];
        let year = if with_year {
            format!(" {}", date.year())
        } else {
            String::new()
        };
        return format!("{}. {month}{year}", date.day());
    }
    match deadline.recurrence {
        Some(Recurrence::Monthly) => "hver måned".to_owned(),
        Some(Recurrence::Quarterly) => "hvert kvartal".to_owned(),
        Some(Recurrence::Tertial) => "hvert tertial".to_owned(),
        Some(Recurrence::PerTertial1) => "første tertial".to_owned(),
        Some(Recurrence::PerTertial2) => "andre tertial".to_owned(),
        Some(Recurrence::HalfYearly) => "hvert halvår".to_owned(),
        Some(Recurrence::Yearly) => "hvert år".to_owned(),
        None => written(deadline),
    }
}

fn due_en(deadline: &Deadline, with_year: bool) -> String {
    if let Some(date) = deadline.date {
        let month = MONTHS_EN[(date.month() as usize).clamp(1, 12) - 1];
        let year = if with_year {
            format!(" {}", date.year())
        } else {
            String::new()
        };
        return format!("{} {month}{year}", date.day());
    }
    match deadline.recurrence {
        Some(Recurrence::Monthly) => "every month".to_owned(),
        Some(Recurrence::Quarterly) => "every quarter".to_owned(),
        Some(Recurrence::Tertial) => "every four months".to_owned(),
        Some(Recurrence::PerTertial1) => "the first tertial".to_owned(),
        Some(Recurrence::PerTertial2) => "the second tertial".to_owned(),
        Some(Recurrence::HalfYearly) => "every half year".to_owned(),
        Some(Recurrence::Yearly) => "every year".to_owned(),
        None => written(deadline),
    }
}

fn written(deadline: &Deadline) -> String {
    format!("«{}»", short(&deadline.text))
}

/// "a, b og c"
fn list(items: impl IntoIterator<Item = String>, and: &str) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    items.dedup();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} {and} {last}", items.join(", ")),
    }
}

/// At most about a line of text, cut between words.
fn short(text: &str) -> String {
    const MOST: usize = 90;
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']);
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > MOST {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    cut.push('…');
    cut
}

fn finish(mut sentence: String) -> String {
    // Parts joined by semicolons each start with a capital; only the first one may.
    let mut at = 0;
    while let Some(next) = sentence[at..].find("; ") {
        let start = at + next + 2;
        if let Some(first) = sentence[start..].chars().next() {
            let lower: String = first.to_lowercase().collect();
            sentence.replace_range(start..start + first.len_utf8(), &lower);
        }
        at = start;
    }
    sentence.push('.');
    sentence
}
