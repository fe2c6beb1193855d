//! Why a file is no document, in one sentence with what to do, in English and Norwegian.

use crate::model::Format;
use serde::{Deserialize, Serialize};

/// Why a file is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// Nothing in it.
    #[error("`{file}` is empty; give a file that holds a letter")]
    Empty {
        /// The file.
        file: String,
    },
    /// More than the limit.
    #[error(
        "`{file}` has {bytes} bytes and the limit is {limit}; split it or give the letter alone"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A known format that is not read.
    #[error("`{file}` is {}; {}", .kind.name().0, .kind.advice().0)]
    NotText {
        /// The file.
        file: String,
        /// What it is.
        kind: Foreign,
    },
    /// Bytes that no text holds.
    #[error(
        "`{file}` holds binary data at byte {at}; give a PDF, Word, ODT, HTML, Markdown or text file"
    )]
    Binary {
        /// The file.
        file: String,
        /// The first byte that no text holds.
        at: u64,
    },
    /// Damaged, or not what it says it is.
    #[error("`{file}` is damaged and cannot be read as {}; open it and save it anew", named(*.format).0)]
    Broken {
        /// The file.
        file: String,
        /// What it says it is; none where it only is a package.
        format: Option<Format>,
    },
    /// Protected by a password.
    #[error("`{file}` is protected by a password; save it without one")]
    Protected {
        /// The file.
        file: String,
    },
    /// A PDF whose pages are pictures.
    #[error(
        "`{file}` has {pages} pages without text: they are pictures (a scan); make them readable first, for example `ocrmypdf -l nor {file} lesbar.pdf`"
    )]
    Scan {
        /// The file.
        file: String,
        /// Its pages.
        pages: usize,
    },
    /// More elements, pages or unpacked bytes than a letter has.
    #[error(
        "`{file}` unpacks to more than any letter holds; save it anew or give the letter alone"
    )]
    Beyond {
        /// The file.
        file: String,
    },
}

impl ReadError {
    /// The same about this file in one Norwegian sentence.
    pub fn in_norwegian(&self, file: &str) -> String {
        match self {
            ReadError::Empty { .. } => format!("«{file}» er tom; gi en fil som inneholder et brev"),
            ReadError::TooLarge { bytes, limit, .. } => format!(
                "«{file}» er på {bytes} byte, og grensen er {limit}; del fila, eller gi brevet alene"
            ),
            ReadError::NotText { kind, .. } => {
                format!("«{file}» er {}; {}", kind.name().1, kind.advice().1)
            }
            ReadError::Binary { at, .. } => format!(
                "«{file}» har binære data ved byte {at}; gi en fil i PDF, Word, ODT, HTML, Markdown eller ren tekst"
            ),
            ReadError::Broken { format, .. } => format!(
                "«{file}» er skadet og kan ikke leses som {}; åpne fila og lagre den på nytt",
                named(*format).1
            ),
            ReadError::Protected { .. } => {
                format!("«{file}» er beskyttet med passord; lagre den uten passord")
            }
            ReadError::Scan { pages, .. } => format!(
                "«{file}» har {pages} sider uten tekst: de er bilder (skannet); gjør dem lesbare først, for eksempel med «ocrmypdf -l nor»"
            ),
            ReadError::Beyond { .. } => format!(
                "«{file}» rommer mer enn noe brev når den pakkes ut; lagre den på nytt, eller gi brevet alene"
            ),
        }
    }
}

/// What a file should be, in English and Norwegian.
fn named(format: Option<Format>) -> (&'static str, &'static str) {
    match format {
        Some(Format::Word) => ("a Word document", "et Word-dokument"),
        Some(Format::OpenDocument) => ("an OpenDocument text", "et OpenDocument-dokument"),
        Some(Format::Pdf) => ("a PDF", "en PDF"),
        _ => ("an office document", "et kontordokument"),
    }
}

/// A known format that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// `.doc`, `.xls`, `.ppt`, `.msg` from before 2007.
    OldOffice,
    /// `.rtf`.
    RichText,
    /// `.xlsx`, `.ods`.
    Sheet,
    /// `.pptx`, `.odp`.
    Slides,
    /// `.pages`.
    Pages,
    /// `.eml`.
    Mail,
    /// A picture.
    Image,
    /// `.gz`.
    Gzip,
    /// A ZIP archive that is no document.
    Archive,
}

impl Foreign {
    /// What it is, in English and Norwegian.
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Foreign::OldOffice => (
                "an old Office document or an Outlook message",
                "et gammelt Office-dokument eller en melding fra Outlook",
            ),
            Foreign::RichText => ("rich text (RTF)", "rik tekst (RTF)"),
            Foreign::Sheet => ("a spreadsheet", "et regneark"),
            Foreign::Slides => ("a presentation", "en presentasjon"),
            Foreign::Pages => ("an Apple Pages document", "et Pages-dokument fra Apple"),
            Foreign::Mail => ("an e-mail", "en e-post"),
            Foreign::Image => ("an image", "et bilde"),
            Foreign::Gzip => ("compressed with gzip", "komprimert med gzip"),
            Foreign::Archive => ("a ZIP archive", "et ZIP-arkiv"),
        }
    }

    /// What to do, in English and Norwegian.
    fn advice(self) -> (&'static str, &'static str) {
        match self {
            Foreign::OldOffice => (
                "open it and save it as .docx or PDF",
                "åpne det og lagre det som .docx eller PDF",
            ),
            Foreign::RichText | Foreign::Pages => (
                "open it and save it as .docx, .odt or PDF",
                "åpne fila og lagre den som .docx, .odt eller PDF",
            ),
            Foreign::Sheet | Foreign::Slides => (
                "give the letter as PDF, Word, ODT, HTML, Markdown or text",
                "gi brevet som PDF, Word, ODT, HTML, Markdown eller ren tekst",
            ),
            Foreign::Mail => (
                "save what is attached to it and give that",
                "lagre vedlegget og gi det",
            ),
            Foreign::Image => (
                "make a readable PDF of it first, for example with `ocrmypdf -l nor`",
                "lag en lesbar PDF av det først, for eksempel med «ocrmypdf -l nor»",
            ),
            Foreign::Gzip => (
                "unpack it first, for example with `gunzip`",
                "pakk den ut først, for eksempel med «gunzip»",
            ),
            Foreign::Archive => (
                "unpack it and give the letters in it",
                "pakk det ut og gi brevene i det",
            ),
        }
    }
}
