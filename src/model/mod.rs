//! Plain data: what a letter is, from its characters to the facts read out of it.
//!
//! Nothing here reads, stores or searches; the types are what the stages hand to each other.
//! They are serialised for the store's record alone; outer forms have types of their own.

mod cell;
mod document;
mod facts;
mod filter;
mod layout;
mod official_id;
mod outline;
mod quote;
mod span;
mod text;

pub use cell::{cell, harmless, harmless_line};
pub use document::{Document, DocumentKind, Head, Language};
pub use facts::{
    Assignment, BudgetItem, CalendarEntry, CalendarKind, Deadline, DocumentRef, Ensured, Facts,
    FigureDirection, FoundUnit, Goal, Indicator, LegalRef, Manner, Modality, Obligation,
    ObligationKind, Polarity, Priority, Recommendation, Recurrence, ReportedFigure, ReportedValue,
    Responsibility, UnitMention,
};
pub use filter::{ObligationFilter, ObligationOrder};
pub use layout::{Basis, Cell, Laid, Layout, Role};
pub use official_id::{leading_official_id, official_id};
pub use outline::{Block, BlockForm, Outline, Run, Section, SectionForm, Statement};
pub use quote::{QuotedAt, quoted};
pub use span::{Evidence, Found, Note, Position, Span};
pub use text::{Format, READER, Source, Text};

/// The months as letters write them, in both written standards.
pub const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// Makes a slug: lower case, æ→ae, ø→o, å→a, everything else that is no letter or digit → one hyphen.
///
/// `"NAV Øst-Viken"` → `nav-ost-viken`, `"Hjelpemidler – årlig"` → `hjelpemidler-arlig`.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars().flat_map(char::to_lowercase) {
        let plain: &str = match character {
            'æ' | 'ä' => "ae",
            'ø' | 'ö' | 'ó' | 'ò' | 'ô' => "o",
            'å' | 'á' | 'à' | 'â' => "a",
            'é' | 'è' | 'ê' => "e",
            'ü' | 'ú' => "u",
            'č' => "c",
            'š' => "s",
            'ŋ' => "n",
            'đ' => "d",
            'a'..='z' | '0'..='9' => {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(character);
                continue;
            }
            _ => {
                gap = true;
                continue;
            }
        };
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        slug.push_str(plain);
    }
    slug
}

/// Collapses every run of white space to one space and trims both ends.
pub fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
