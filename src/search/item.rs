//! What can be found: the requirements, statements, headings, indicators and titles of the documents.

use crate::model::{Document, Modality, ObligationKind, Span};

/// What a hit is, as an index into the document's outline or facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The document as a whole, by its title.
    Document,
    /// A section, by its heading.
    Section(u32),
    /// An indicator.
    Indicator(u32),
    /// A requirement; its statements are no hits of their own.
    Obligation(u32),
    /// Any other statement.
    Statement(u32),
}

/// One thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) target: Target,
    /// Index of the section.
    pub(super) section: u32,
    /// How many words it has.
    pub(super) length: u32,
    /// What speaks for it with some queries.
    pub(super) traits: Traits,
    /// Kind and modality, where it is a requirement.
    pub(super) directs: Option<(ObligationKind, Modality)>,
    /// The year that its letter concerns.
    pub(super) year: Option<i16>,
}

const KINDS: [ObligationKind; 4] = [
    ObligationKind::Duty,
    ObligationKind::Assignment,
    ObligationKind::Reporting,
    ObligationKind::Priority,
];
const MODALITIES: [Modality; 5] = [
    Modality::May,
    Modality::Expected,
    Modality::Requested,
    Modality::Should,
    Modality::Must,
];

/// Longer items than this are as long as this.
const LONGEST: u32 = (1 << 12) - 1;

impl Item {
    /// The item as the two numbers that its columns hold.
    pub(super) fn packed(&self) -> (u64, u64) {
        let (sort, index) = match self.target {
            Target::Document => (0, 0),
            Target::Section(index) => (1, index),
            Target::Indicator(index) => (2, index),
            Target::Obligation(index) => (3, index),
            Target::Statement(index) => (4, index),
        };
        let target = sort << 32 | u64::from(index);
        let (kind, modality) = self.directs.map_or((0, 0), |(kind, modality)| {
            let kind = KINDS.iter().position(|it| *it == kind);
            let modality = MODALITIES.iter().position(|it| *it == modality);
            let number = |at: Option<usize>| at.map_or(0, |at| at as u64 + 1);
            (number(kind), number(modality))
        });
        let year = self.year.map_or(0, |year| year.max(0) as u64 & 0x3fff);
        let section = u64::from(self.section & 0x00ff_ffff);
        let length = u64::from(self.length.min(LONGEST));
        let traits = u64::from(self.traits.0);
        let shape =
            section << 40 | length << 28 | traits << 20 | kind << 17 | modality << 14 | year;
        (target, shape)
    }

    /// The item of the two numbers.
    pub(super) fn unpacked(target: u64, shape: u64) -> Item {
        let index = target as u32;
        let kind = (shape >> 17 & 7).checked_sub(1);
        let modality = (shape >> 14 & 7).checked_sub(1);
        let kind = kind.and_then(|at| KINDS.get(at as usize));
        let modality = modality.and_then(|at| MODALITIES.get(at as usize));
        Item {
            target: match target >> 32 {
                0 => Target::Document,
                1 => Target::Section(index),
                2 => Target::Indicator(index),
                3 => Target::Obligation(index),
                _ => Target::Statement(index),
            },
            section: (shape >> 40) as u32,
            length: (shape >> 28) as u32 & LONGEST,
            traits: Traits((shape >> 20) as u8),
            directs: kind.copied().zip(modality.copied()),
            year: Some((shape & 0x3fff) as i16).filter(|year| *year != 0),
        }
    }
}

/// What an item is like: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// It directs, plans or recommends, and does not only describe.
    pub(super) const DIRECTS: Traits = Traits(1);
    /// It asks for a report.
    pub(super) const REPORTING: Traits = Traits(2);
    /// It has a deadline.
    pub(super) const DEADLINE: Traits = Traits(4);
    /// It recommends.
    pub(super) const RECOMMENDS: Traits = Traits(8);
    /// It says who must act.
    pub(super) const NAMES_UNIT: Traits = Traits(16);

    pub(super) fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    pub(super) fn meet(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }
}

/// A stretch of text with the way back to the source.
pub(super) enum Piece<'a> {
    /// A statement by index: its text, with runs that lead to the source.
    Statement(u32),
    /// A stretch of the source itself.
    Source(Span),
    /// Text that stands nowhere in the source.
    Plain(&'a str),
}

/// The items of a document, in reading order.
pub(super) fn items(document: &Document) -> Vec<Item> {
    let item = |target, section| Item {
        target,
        section,
        length: 0,
        traits: traits(document, target),
        directs: match target {
            Target::Obligation(index) => {
                let obligation = &document.facts.obligations[index as usize];
                Some((obligation.kind.value, obligation.modality.value))
            }
            _ => None,
        },
        year: document.facts.head.year,
    };
    let outline = &document.outline;
    let mut items = vec![item(Target::Document, 0)];
    let first_statement = |target: &Target| match target {
        Target::Obligation(index) => {
            let statements = &document.facts.obligations[*index as usize].statements;
            statements.first().copied().unwrap_or_default()
        }
        Target::Statement(index) => *index,
        _ => 0,
    };
    let mut covered = vec![false; outline.statements.len()];
    let mut within = Vec::new();
    for (index, obligation) in document.facts.obligations.iter().enumerate() {
        for statement in &obligation.statements {
            covered[*statement as usize] = true;
        }
        within.push(item(Target::Obligation(index as u32), obligation.section));
    }
    // The row or line that an indicator was read from is found as the indicator.
    let mut taken: Vec<Span> = Vec::new();
    for (index, indicator) in document.facts.indicators.iter().enumerate() {
        taken.extend(&indicator.spans);
        items.push(item(Target::Indicator(index as u32), indicator.section));
    }
    taken.sort_unstable();
    let is_taken = |extent: Span| {
        let next = taken.partition_point(|span| span.start <= extent.start);
        next > 0 && taken[next - 1].contains(extent)
    };
    for (index, statement) in outline.statements.iter().enumerate() {
        if !covered[index] && !is_taken(statement.extent()) {
            within.push(item(Target::Statement(index as u32), statement.section));
        }
    }
    let (plans, recommendations) = (plans(document), recommendations(document));
    for item in &mut within {
        let Target::Statement(index) = item.target else {
            continue;
        };
        let extent = document.outline.statements[index as usize].extent();
        if any_overlaps(&plans, extent) {
            item.traits = item.traits.with(Traits::DIRECTS);
        }
        if any_overlaps(&recommendations, extent) {
            let recommends = Traits::DIRECTS.with(Traits::RECOMMENDS);
            item.traits = item.traits.with(recommends);
        }
    }
    within.sort_by_key(|item| first_statement(&item.target));
    for (index, section) in outline.sections.iter().enumerate().skip(1) {
        if !section.heading.is_empty() {
            items.push(item(Target::Section(index as u32), index as u32));
        }
    }
    items.extend(within);
    items
}

fn traits(document: &Document, target: Target) -> Traits {
    let Target::Obligation(index) = target else {
        return match target {
            Target::Indicator(_) => Traits::DIRECTS,
            _ => Traits::default(),
        };
    };
    let obligation = &document.facts.obligations[index as usize];
    let flags = [
        (true, Traits::DIRECTS),
        (
            obligation.kind.value == ObligationKind::Reporting,
            Traits::REPORTING,
        ),
        (!obligation.deadlines.is_empty(), Traits::DEADLINE),
        (
            obligation.modality.value == Modality::Should,
            Traits::RECOMMENDS,
        ),
        (
            obligation.units.iter().any(|it| it.explicit),
            Traits::NAMES_UNIT,
        ),
    ];
    let given = flags.into_iter().filter(|(given, _)| *given);
    given.fold(Traits::default(), |all, (_, flag)| all.with(flag))
}

/// Where goals, priorities, budget rows and days of the calendar stand.
fn plans(document: &Document) -> Vec<Span> {
    let facts = &document.facts;
    let goals = facts.goals.iter().flat_map(|it| &it.spans);
    let priorities = facts.priorities.iter().flat_map(|it| &it.spans);
    let budget = facts.budget.iter().flat_map(|it| &it.spans);
    let calendar = facts.calendar.iter().flat_map(|it| &it.spans);
    sorted(goals.chain(priorities).chain(budget).chain(calendar))
}

fn recommendations(document: &Document) -> Vec<Span> {
    let recommendations = document.facts.recommendations.iter();
    sorted(recommendations.flat_map(|it| &it.spans))
}

fn sorted<'a>(spans: impl Iterator<Item = &'a Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.copied().collect();
    spans.sort_unstable();
    spans
}

fn any_overlaps(spans: &[Span], extent: Span) -> bool {
    let next = spans.partition_point(|span| span.start < extent.end);
    next > 0 && spans[next - 1].overlaps(extent)
}

/// The text of an item, in pieces.
pub(super) fn pieces(document: &Document, target: Target) -> Vec<Piece<'_>> {
    let facts = &document.facts;
    match target {
        Target::Document => vec![Piece::Plain(&facts.head.title)],
        Target::Section(index) => {
            let section = &document.outline.sections[index as usize];
            vec![Piece::Source(section.heading_span)]
        }
        Target::Indicator(index) => {
            let spans = &facts.indicators[index as usize].spans;
            spans.iter().copied().map(Piece::Source).collect()
        }
        Target::Obligation(index) => {
            let statements = &facts.obligations[index as usize].statements;
            statements.iter().copied().map(Piece::Statement).collect()
        }
        Target::Statement(index) => vec![Piece::Statement(index)],
    }
}

/// The characters of a piece.
pub(super) fn characters<'a>(document: &'a Document, piece: &Piece<'a>) -> &'a str {
    match piece {
        Piece::Statement(index) => &document.outline.statements[*index as usize].text,
        Piece::Source(span) => document.text.slice(*span),
        Piece::Plain(text) => text,
    }
}

/// What surrounds an item and is searched too, at lower weight: its lead-ins and headings.
pub(super) fn surroundings(document: &Document, item: &Item) -> Vec<u32> {
    let outline = &document.outline;
    let statement = match item.target {
        Target::Statement(index) => Some(index),
        Target::Obligation(index) => document.facts.obligations[index as usize]
            .statements
            .first()
            .copied(),
        _ => None,
    };
    statement.map_or_else(Vec::new, |statement| outline.lead_ins(statement))
}

/// Source spans of an item, in order.
pub(super) fn spans(document: &Document, target: Target) -> &[Span] {
    match target {
        Target::Document => &[],
        Target::Section(index) => {
            std::slice::from_ref(&document.outline.sections[index as usize].heading_span)
        }
        Target::Indicator(index) => &document.facts.indicators[index as usize].spans,
        Target::Obligation(index) => &document.facts.obligations[index as usize].spans,
        Target::Statement(index) => &document.outline.statements[index as usize].spans,
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, KINDS, MODALITIES, Target, Traits};

    #[test]
    fn an_item_comes_out_of_its_columns_as_it_went_in() {
        let targets = [
            Target::Document,
            Target::Section(3),
            Target::Indicator(0),
            Target::Obligation(70_000),
            Target::Statement(u32::MAX),
        ];
        for (at, target) in targets.into_iter().enumerate() {
            let item = Item {
                target,
                section: at as u32 * 1_000_003,
                length: at as u32 * 1_000,
                traits: Traits(at as u8 * 7),
                directs: (at > 0).then(|| (KINDS[at - 1], MODALITIES[at])),
                year: (at % 2 == 0).then_some(2_020 + at as i16),
            };
            let (target, shape) = item.packed();
            assert_eq!(Item::unpacked(target, shape), item);
        }
    }
}
