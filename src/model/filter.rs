//! Which requirements are asked for: the same filter in GraphQL, search, pages and command line.

use super::{Modality, ObligationKind, Polarity};
use jiff::civil::Date;

/// Narrows a list of requirements. An empty list means "any"; the fields are joined by "and",
/// the entries of one field by "or".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObligationFilter {
    /// Document slugs.
    pub documents: Vec<String>,
    /// Years that the documents concern.
    pub years: Vec<i16>,
    /// Kinds.
    pub kinds: Vec<ObligationKind>,
    /// Modalities.
    pub modalities: Vec<Modality>,
    /// Unit slugs that must act.
    pub units: Vec<String>,
    /// Whether a requirement of a whole that the unit is part of counts for it.
    pub include_inherited: bool,
    /// Target group slugs; narrower groups count.
    pub target_groups: Vec<String>,
    /// Goal ids.
    pub goals: Vec<String>,
    /// Section ids: document slug and path; subsections count.
    pub sections: Vec<String>,
    /// Act or citation, any notation: "NAV-loven § 14a", "folketrygdloven".
    pub legal: Option<String>,
    /// Whether a deadline must be there, or must not.
    pub has_deadline: Option<bool>,
    /// Earliest due date.
    pub due_from: Option<Date>,
    /// Latest due date.
    pub due_to: Option<Date>,
    /// Words that the text must hold.
    pub text: Option<String>,
    /// Whether they must forbid, or must not.
    pub polarity: Option<Polarity>,
    /// Official id of the assignment, in any case: "TB2031-4".
    pub official_id: Option<String>,
}

/// Order of a list of requirements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ObligationOrder {
    /// As they stand: by document, then by place.
    #[default]
    Document,
    /// Earliest due first, those without a date last.
    Due,
    /// Strongest modality first.
    Modality,
    /// By official id of the assignment, those without one last.
    OfficialId,
}
