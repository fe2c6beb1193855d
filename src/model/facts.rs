//! What was read out of a document. Indices point into the document's `Outline`.

use super::{Evidence, Found, Head, Note, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All facts of one document, each list in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What the head says.
    pub head: Head,
    /// Units that the vocabulary does not know, found in the text.
    pub units: Vec<FoundUnit>,
    /// Requirements.
    pub obligations: Vec<Obligation>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Priorities.
    pub priorities: Vec<Priority>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Budget table rows.
    pub budget: Vec<BudgetItem>,
    /// Dates of the steering calendar.
    pub calendar: Vec<CalendarEntry>,
    /// Recommendations of a report.
    pub recommendations: Vec<Recommendation>,
    /// Figures that a report gives for one or more years.
    pub figures: Vec<ReportedFigure>,
    /// What could not be settled.
    pub notes: Vec<Note>,
    /// Assignments that the letter numbers, parts behind their whole.
    pub assignments: Vec<Assignment>,
}

/// How strongly a statement directs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Modality {
    /// May: kan, where it grants an option.
    May,
    /// Expected: forventes, legger til grunn at.
    Expected,
    /// Requested: bes om, ber om.
    Requested,
    /// Should: bør, anbefales, oppfordres.
    Should,
    /// Must: skal, må, har ansvar for, kreves.
    Must,
}

/// Whether something is to be done or to be left.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Polarity {
    /// It is to be done.
    #[default]
    Positive,
    /// It is forbidden: skal ikke, kan ikke, ikke tillatt.
    Negative,
}

/// What sort of requirement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ObligationKind {
    /// Plikt: any other requirement.
    Duty,
    /// Oppdrag: a task given.
    Assignment,
    /// Rapporteringskrav: asks for a report, statistic or account.
    Reporting,
    /// Prioritering: names somebody or something as prioritised.
    Priority,
}

/// A requirement: a statement that directs somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Obligation {
    /// Document slug and place in the outline: `tildelingsbrev-2024/3.1/ungdomsgaranti/4`.
    pub id: String,
    /// Index of the section.
    pub section: u32,
    /// Indices of the statements it is made of; several where a whole item is one requirement.
    pub statements: Vec<u32>,
    /// Readable alone: lead-ins and item joined.
    pub text: String,
    /// The statement as the letter has it, white space collapsed; without the lead-in.
    pub quote: String,
    /// Lead-ins as the letter has them, outermost first, joined by a space.
    pub lead_in: Option<String>,
    /// Source spans that, cut and joined, give `quote`.
    pub spans: Vec<Span>,
    /// How strongly it directs.
    pub modality: Found<Modality>,
    /// What sort it is.
    pub kind: Found<ObligationKind>,
    /// Who must act.
    pub units: Vec<Responsibility>,
    /// Unit slugs the work is done with.
    pub partners: Vec<Found<String>>,
    /// Target group slugs it is for or about.
    pub target_groups: Vec<Found<String>>,
    /// When it is due.
    pub deadlines: Vec<Found<Deadline>>,
    /// Statutes and regulations cited.
    pub legal: Vec<Found<LegalRef>>,
    /// Other documents cited.
    pub documents: Vec<Found<DocumentRef>>,
    /// Indices of the goals it serves.
    pub goals: Vec<u32>,
    /// Indices of the indicators that measure it.
    pub indicators: Vec<u32>,
    /// Official id of the assignment, such as `TB2026-17`.
    pub official_id: Option<Found<String>>,
    /// Units and roles that its words or its lead-in name, whoever must act.
    pub mentions: Vec<UnitMention>,
    /// Units of which a superior must see to it that they do or have something.
    pub ensured: Vec<Ensured>,
    /// What says that it is about the service to users or employers; none where it is about the
    /// body's own management, or where nothing tells.
    pub service: Option<Evidence>,
    /// Whether it forbids.
    pub polarity: Polarity,
    /// Index of the assignment it belongs to.
    pub assignment: Option<u32>,
}

/// How a sentence names a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Manner {
    /// What the sentence is about is inside it: "Forvaltningen i etaten skal være åpen".
    Within,
    /// It is one of two sides: "en avtale mellom etaten og kommunen".
    Between,
    /// In any other way: as place, means or receiver.
    Otherwise,
}

/// A unit that a sentence names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitMention {
    /// Unit slug.
    pub unit: String,
    /// How it is named.
    pub manner: Manner,
    /// The words.
    pub evidence: Evidence,
}

/// A unit that a superior must see to: "Regionen må sikre at alle kontorer har en plan".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ensured {
    /// Unit slug.
    pub unit: String,
    /// Whether all that belongs to the unit is meant: "i egen virksomhet og linje".
    pub line: bool,
    /// From the verb to the unit.
    pub evidence: Evidence,
}

/// An assignment (oppdrag) that the letter numbers, or a numbered part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// Document slug and official id, of a part with its number: `tildelingsbrev-2031/TB2031-4/2`.
    pub id: String,
    /// Official id, such as `TB2031-4`; a part has none of its own.
    pub official_id: Option<Found<String>>,
    /// What it is called; empty where the letter gives it no name.
    pub title: String,
    /// The department that looks after it.
    pub department: Option<Found<String>>,
    /// When it is due as a whole.
    pub deadlines: Vec<Found<Deadline>>,
    /// Index of the section.
    pub section: u32,
    /// Indices of its requirements.
    pub obligations: Vec<u32>,
    /// Index of the assignment that it is a part of.
    pub parent: Option<u32>,
    /// Source spans of its id.
    pub spans: Vec<Span>,
}

/// A unit that must act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Unit slug.
    pub unit: String,
    /// False where the sentence names nobody and the letter's recipient is meant.
    pub explicit: bool,
    /// What says so.
    pub evidence: Evidence,
}

/// How often something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Recurrence {
    /// Every month (månedlig).
    Monthly,
    /// Every quarter (kvartalsvis).
    Quarterly,
    /// Every four months (tertialvis, hver fjerde måned).
    Tertial,
    /// Every half year (halvårlig).
    HalfYearly,
    /// Every year (årlig, i årsrapporten, for 3. tertial).
    Yearly,
    /// Every year for the first four months (for 1. tertial).
    PerTertial1,
    /// Every year for the second four months (for 2. tertial).
    PerTertial2,
}

/// When something is due: a date, a rhythm, a time limit, or only words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// As written: "senest innen 30. april".
    pub text: String,
    /// The day, where one is named or follows from the letter's year.
    pub date: Option<Date>,
    /// The rhythm.
    pub recurrence: Option<Recurrence>,
    /// Time limit as ISO 8601 duration: "innen åtte uker" → `P8W`.
    pub duration: Option<String>,
}

/// A statute or regulation, or a section of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalRef {
    /// Normalised: `NAV-loven § 14 a`, `folketrygdloven § 11-12`, `arbeidsmiljøloven`.
    pub citation: String,
    /// Short name of the act: `NAV-loven`.
    pub act: String,
    /// Section without sign: `14 a`.
    pub paragraph: Option<String>,
}

/// Another document cited, normalised: `Prop. 1 S (2023–2024)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRef {
    /// Normalised citation.
    pub citation: String,
    /// Slug of the document in the archive that is meant, if the citation tells kind and year.
    pub target: Option<String>,
}

/// A unit found in the text that the vocabulary does not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundUnit {
    /// Slug of its name.
    pub slug: String,
    /// Full name.
    pub name: String,
    /// Acronym introduced in parentheses.
    pub short_name: Option<String>,
    /// Other forms seen.
    pub aliases: Vec<String>,
    /// Where it was found first.
    pub evidence: Evidence,
    /// Slug of the kind that its name tells: "Vadsø kommune" → `kommunene`.
    pub instance_of: Option<String>,
}

/// A goal (mål).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// Document slug and place.
    pub id: String,
    /// The goal, readable alone.
    pub text: String,
    /// As the letter has it, white space collapsed.
    pub quote: String,
    /// Source spans of the quote.
    pub spans: Vec<Span>,
    /// Index of the section.
    pub section: u32,
    /// Index of the goal above.
    pub parent: Option<u32>,
    /// What says so.
    pub evidence: Evidence,
}

/// A priority (hovedprioritering, prioritert område).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Document slug and place.
    pub id: String,
    /// The priority, readable alone.
    pub text: String,
    /// As the letter has it, white space collapsed.
    pub quote: String,
    /// Source spans of the quote.
    pub spans: Vec<Span>,
    /// Index of the section.
    pub section: u32,
    /// What says so.
    pub evidence: Evidence,
}

/// An indicator (styringsparameter).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Document slug and place.
    pub id: String,
    /// Name: "Andel arbeidssøkere med overgang til arbeid".
    pub name: String,
    /// Target (resultatkrav) as written: "Skal øke".
    pub target: Option<Found<String>>,
    /// Breakdowns (fordelt på).
    pub breakdowns: Vec<Found<String>>,
    /// Source spans.
    pub spans: Vec<Span>,
    /// Index of the section.
    pub section: u32,
    /// What says so.
    pub evidence: Evidence,
}

/// A row of the budget table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BudgetItem {
    /// Kapittel.
    pub chapter: u16,
    /// Name of the kapittel.
    pub chapter_name: String,
    /// Post, as written: `01`.
    pub post: String,
    /// Name of the post, with its stikkord ("kan overføres").
    pub name: String,
    /// Amount in NOK 1000.
    pub amount: i64,
    /// Source spans.
    pub spans: Vec<Span>,
}

/// What a day in the calendar is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CalendarKind {
    /// Frist: something is due.
    Deadline,
    /// Møte.
    Meeting,
}

/// A day of the steering calendar (styringskalender).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// The day.
    pub date: Date,
    /// What it is for.
    pub kind: CalendarKind,
    /// As written.
    pub text: String,
    /// Whether the letter marks it as not settled (tentativ, t.b.d., med forbehold).
    pub tentative: bool,
    /// Source spans.
    pub spans: Vec<Span>,
}

/// A recommendation (anbefaling, tiltak) of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Document slug and place.
    pub id: String,
    /// Readable alone.
    pub text: String,
    /// As the report has it, white space collapsed.
    pub quote: String,
    /// Source spans of the quote.
    pub spans: Vec<Span>,
    /// Index of the section.
    pub section: u32,
    /// When it is to be done, as written ("2017", "på lengre sikt").
    pub horizon: Option<String>,
    /// What says so.
    pub evidence: Evidence,
}

/// A figure that a report gives: a table row with values, or a sentence with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportedFigure {
    /// Document slug and place.
    pub id: String,
    /// What was measured: the row's label with those above it.
    pub label: String,
    /// The values, in the order of the columns or words.
    pub values: Vec<ReportedValue>,
    /// As the report has it, white space collapsed.
    pub quote: String,
    /// Source spans of the quote.
    pub spans: Vec<Span>,
    /// Index of the section.
    pub section: u32,
    /// What says so.
    pub evidence: Evidence,
    /// Of whom it is told, where a column beside the measure says so: "unge under 30 år".
    pub of_whom: Option<String>,
    /// Which way it went since the year before, by its values or the report's words.
    pub direction: Option<FigureDirection>,
}

/// Which way a figure went. Whether that is good, the matter tells, not the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FigureDirection {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It stayed.
    Same,
}

/// One value of a reported figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedValue {
    /// The year it is for.
    pub year: Option<i16>,
    /// Column heading or word that names it: "Endring".
    pub label: Option<String>,
    /// As written: `45 %`.
    pub value: String,
}
