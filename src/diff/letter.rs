//! The answer of a comparison: every change between two letters.

use serde::Serialize;

/// What changed between two letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterDiff {
    /// Slug of the document before.
    pub before: String,
    /// Slug of the document after.
    pub after: String,
    /// How many requirements changed, and how.
    pub summary: Summary,
    /// All changes: requirements first, then indicators, goals, priorities, budget rows and sections,
    /// each kind in the order of the later letter; what was removed stands after its old neighbour.
    pub changes: Vec<Change>,
}

/// Counts over the changes of requirements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Same requirement in the same words.
    pub unchanged: usize,
    /// Same requirement in other words.
    pub reworded: usize,
    /// Requirement that demands something else than before.
    pub changed: usize,
    /// New requirements.
    pub added: usize,
    /// Requirements that are gone.
    pub removed: usize,
    /// Changes that direct more strongly than before (bør → skal).
    pub strengthened: usize,
    /// Changes that direct less strongly than before (skal → bør).
    pub weakened: usize,
    /// Pairs that stand in another section or are of another kind.
    pub moved: usize,
}

/// The sort of fact that a change is about; the indices of a [`Change`] point into its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum What {
    /// A requirement: `facts.obligations`.
    Obligation,
    /// An indicator: `facts.indicators`.
    Indicator,
    /// A goal: `facts.goals`.
    Goal,
    /// A priority: `facts.priorities`.
    Priority,
    /// A section: `outline.sections`.
    Section,
    /// A row of the budget table: `facts.budget`.
    BudgetItem,
}

/// How the two sides of a change differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChangeKind {
    /// The same words, every one of them, but for inflection, punctuation, the spelling of numbers and
    /// the year.
    #[default]
    Unchanged,
    /// The same content in other words.
    Reworded,
    /// Other content; the aspects tell which.
    Changed,
    /// Only in the later letter.
    Added,
    /// Only in the earlier letter.
    Removed,
}

/// What a changed requirement demands otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Aspect {
    /// How strongly it directs: bør → skal.
    Modality,
    /// When it is due.
    Deadline,
    /// A figure, or the target of an indicator.
    Number,
    /// Who must act.
    Unit,
    /// Whom it is for.
    TargetGroup,
    /// Which statute it rests on.
    Legal,
    /// What is to be done.
    Scope,
}

/// Which way a demand went: by its modal verb, by a phrase that leaves room ("som hovedregel"), by a
/// bound or by its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Direction {
    /// Directs more strongly than before: bør → skal.
    Strengthened,
    /// Directs less strongly than before: skal → bør.
    Weakened,
}

/// In which ways the two sides of a pair stand in different places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Moved {
    /// The section before and the section after do not correspond to each other.
    pub section: bool,
    /// The kind differs: a duty became an assignment.
    pub kind: bool,
}

impl Moved {
    /// Whether it moved at all.
    pub fn any(self) -> bool {
        self.section || self.kind
    }
}

/// One change: a pair, or one side alone.
///
/// A requirement that was split stands in several pairs with the same `before`, one that was
/// merged in several with the same `after`.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about in the later letter, or in the earlier one where it is gone.
    pub what: What,
    /// What it is about in the earlier letter: another sort where a goal became an assignment.
    pub was: What,
    /// How the two sides differ.
    pub change: ChangeKind,
    /// What differs, in the order of [`Aspect`]; empty unless `change` is [`ChangeKind::Changed`].
    pub aspects: Vec<Aspect>,
    /// Which way the demand went, where the words tell.
    pub direction: Option<Direction>,
    /// Whether it moved.
    pub moved: Moved,
    /// Index in the earlier letter; none if added.
    pub before: Option<u32>,
    /// Index in the later letter; none if removed.
    pub after: Option<u32>,
    /// How alike the words of the two sides are, 0 to 1; 0 where one side is missing.
    pub similarity: f32,
    /// The words of both sides, as pieces to mark up.
    pub words: Vec<WordEdit>,
    /// The earlier letter's words, as pieces that, joined, are its quote to the letter.
    pub words_before: Vec<WordEdit>,
    /// The later letter's words, likewise.
    pub words_after: Vec<WordEdit>,
    /// What happened, in one plain Norwegian sentence (bokmål).
    pub explanation_nb: String,
    /// The same in English.
    pub explanation_en: String,
}

/// What happened to a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EditOp {
    /// In both letters, but for inflection and punctuation; in the form of the later one.
    Equal,
    /// Only in the later letter.
    Insert,
    /// Only in the earlier letter.
    Delete,
}

/// A piece of text and what happened to it. The pieces that are not deleted, joined, are the later
/// text to the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordEdit {
    /// What happened to it.
    pub op: EditOp,
    /// Whole words with the punctuation and white space that follow.
    pub text: String,
}

impl Change {
    /// Its place in the earlier letter's list of that sort.
    pub fn before_of(&self, what: What) -> Option<u32> {
        self.before.filter(|_| self.was == what)
    }

    /// Its place in the later letter's list of that sort.
    pub fn after_of(&self, what: What) -> Option<u32> {
        self.after.filter(|_| self.what == what)
    }

    /// Whether either side is of that sort.
    pub fn is_about(&self, what: What) -> bool {
        self.what == what || self.was == what
    }
}

impl LetterDiff {
    /// The changes of one sort of fact, counted.
    pub fn summary_of(&self, what: What) -> Summary {
        Summary::of(self.changes.iter().filter(|change| change.what == what))
    }

    /// Whether nothing changed at all.
    pub fn is_same(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.change == ChangeKind::Unchanged)
    }
}

impl Summary {
    /// Counts changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Summary {
        let mut summary = Summary::default();
        for change in changes {
            match change.change {
                ChangeKind::Unchanged => summary.unchanged += 1,
                ChangeKind::Reworded => summary.reworded += 1,
                ChangeKind::Changed => summary.changed += 1,
                ChangeKind::Added => summary.added += 1,
                ChangeKind::Removed => summary.removed += 1,
            }
            match change.direction {
                Some(Direction::Strengthened) => summary.strengthened += 1,
                Some(Direction::Weakened) => summary.weakened += 1,
                None => {}
            }
            summary.moved += usize::from(change.moved.any());
        }
        summary
    }
}
