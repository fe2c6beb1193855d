//! A whole document, and what its head says.

use super::{Facts, Found, Outline, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A document read: text, layout and facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Slug, unique in the archive: the file stem unless the letter's metadata gives one.
    pub id: String,
    /// When it was taken in; not part of what is read, so that reading stays deterministic.
    pub ingested: Option<jiff::Timestamp>,
    /// Its characters.
    pub text: Text,
    /// Its layout.
    pub outline: Outline,
    /// What was read out of it.
    pub facts: Facts,
}

/// Kind of document.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum DocumentKind {
    /// Tildelingsbrev: from a ministry to its agency.
    Tildelingsbrev,
    /// Supplerende tildelingsbrev: changes a tildelingsbrev from its date on.
    SupplerendeTildelingsbrev,
    /// Mål- og disponeringsbrev: from a directorate to its units.
    MalOgDisponeringsbrev,
    /// Instruks: the standing instruction to an agency.
    Instruks,
    /// Årsrapport: what the agency reports of the year.
    Arsrapport,
    /// Rapport: another report.
    Rapport,
    /// Anything else.
    #[default]
    Other,
    /// Oppdragsdokument: from a ministry to a health region or another company of the state.
    Oppdragsdokument,
    /// Oppdragsbrev: a mandate that is no allocation letter.
    Oppdragsbrev,
    /// Tilskuddsbrev: grants money to somebody outside the state.
    Tilskuddsbrev,
}

impl DocumentKind {
    /// Whether it steers its recipient for a year: what the yearly letters have in common.
    pub fn is_yearly_letter(self) -> bool {
        matches!(
            self,
            DocumentKind::Tildelingsbrev
                | DocumentKind::MalOgDisponeringsbrev
                | DocumentKind::Oppdragsdokument
                | DocumentKind::Oppdragsbrev
                | DocumentKind::Tilskuddsbrev
        )
    }

    /// Whether it is a letter or an instruction that directs, not a report.
    pub fn directs(self) -> bool {
        self.is_yearly_letter()
            || matches!(
                self,
                DocumentKind::SupplerendeTildelingsbrev | DocumentKind::Instruks
            )
    }
}

/// Written standard of Norwegian.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Language {
    /// Bokmål (`nb`).
    #[default]
    Bokmal,
    /// Nynorsk (`nn`).
    Nynorsk,
}

/// What a document's front matter, head, first sentences and file name say of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Title; never empty (the file stem in the worst case).
    pub title: String,
    /// Kind.
    pub kind: DocumentKind,
    /// The year that the document concerns, not the one in which it was published.
    pub year: Option<i16>,
    /// Date of the letter.
    pub date: Option<Date>,
    /// Case number (saksnummer) as written.
    pub case_number: Option<String>,
    /// Written standard.
    pub language: Language,
    /// Unit slug of the sender.
    pub sender: Option<Found<String>>,
    /// Unit slug of the recipient: who must act where a sentence names nobody.
    pub recipient: Option<Found<String>>,
    /// Slug of the series, such as `tildelingsbrev/arbeids-og-velferdsdirektoratet`:
    /// letters of one kind from one sender to one recipient.
    pub series: Option<String>,
    /// Slug that the metadata gives, if any.
    pub id: Option<String>,
    /// Number of a supplementary letter: "nr. 3" → 3.
    pub number: Option<u16>,
    /// Whether it only puts another letter right: "Korrigering av …".
    pub correction: bool,
}
