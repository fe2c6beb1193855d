//! `/endringer/A/B/notat`: the note of changes, to print, as Markdown and as a Word document.

use super::Site;
use super::change_list::{Chosen, side_of};
use super::changes::{Pairs, what_word};
use super::error::PageError;
use super::layout::{Page, Place, crumbs, page as frame};
use super::parts::section_name;
use super::query::Query;
use super::sheet::download;
use crate::diff::{Change, EditOp, What, WordEdit};
use crate::model::Document;
use axum::extract::{Path, State};
use axum::response::Response;
use docx_rs::{Docx, Paragraph, Run};
use maud::html;
use std::fmt::Write;
use std::io::Cursor;

type Ids = Path<(String, String)>;

/// The note as a page to read and to print.
pub(super) async fn page(
    State(site): State<Site>,
    ids: Ids,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let (chosen, query) = chosen(&site, &ids, pairs)?;
    let note = Note::of(&chosen);
    let path = chosen.path();
    let body = html! {
        (crumbs(&[("Endringer", Some("/endringer".to_owned())), (&chosen.title(), Some(path.clone())), ("Notat", None)]))
        h1 { "Endringsnotat: " (chosen.title()) }
        p.button-row {
            a.button href=(query.address(&format!("{path}/notat.docx"))) { "Last ned som Word" }
            " "
            a.button href=(query.address(&format!("{path}/notat.md"))) { "Last ned som Markdown" }
        }
        @for part in &note.parts {
            h2 { (part.heading) }
            @for item in &part.items {
                p { (item.sentence) }
                ul { @for side in &item.sides { li { span.subtle { (side.place) ": " } (side.words.iter().map(|edit| edit.text.as_str()).collect::<String>()) } } }
            }
        }
    };
    Ok(frame("Endringsnotat", Place::Changes, body))
}

/// The note in Markdown.
pub(super) async fn markdown(
    State(site): State<Site>,
    ids: Ids,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let (chosen, _) = chosen(&site, &ids, pairs)?;
    let mut text = format!("# Endringsnotat: {}\n", chosen.title());
    for part in &Note::of(&chosen).parts {
        let _ = write!(text, "\n## {}\n", part.heading);
        for item in &part.items {
            let _ = write!(text, "\n{}\n\n", item.sentence);
            for side in &item.sides {
                let _ = writeln!(text, "- {}: {}", side.place, marked_down(side.words));
            }
        }
    }
    let media_type = "text/markdown; charset=utf-8";
    Ok(download(media_type, "endringsnotat.md", text.into_bytes()))
}

/// The note as a Word document.
pub(super) async fn docx(
    State(site): State<Site>,
    ids: Ids,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let (chosen, _) = chosen(&site, &ids, pairs)?;
    let heading = |text: &str, size: usize| {
        Paragraph::new().add_run(Run::new().add_text(text).bold().size(size))
    };
    let title = format!("Endringsnotat: {}", chosen.title());
    let mut document = Docx::new().add_paragraph(heading(&title, 32));
    for part in &Note::of(&chosen).parts {
        document = document.add_paragraph(heading(&part.heading, 26));
        for item in &part.items {
            let sentence = Paragraph::new().add_run(Run::new().add_text(item.sentence.to_string()));
            document = document.add_paragraph(sentence);
            for side in &item.sides {
                document = document.add_paragraph(side_in_word(side));
            }
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    let packed = document.build().pack(&mut bytes);
    packed.map_err(|error| PageError::Fault(error.to_string()))?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(download(
        media_type,
        "endringsnotat.docx",
        bytes.into_inner(),
    ))
}

fn chosen(
    site: &Site,
    Path((before, after)): &Ids,
    pairs: Pairs,
) -> Result<(Chosen, Query), PageError> {
    let query = Query(pairs.0);
    let chosen = Chosen::new(&site.snapshot(), (before, after), &query)?;
    Ok((chosen, query))
}

/// The note: headings with what stands under each.
struct Note<'a> {
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    heading: String,
    items: Vec<Item<'a>>,
}

/// A change: the sentence that tells it, and each letter's own words.
struct Item<'a> {
    sentence: &'a str,
    sides: Vec<NoteSide<'a>>,
}

struct NoteSide<'a> {
    /// Letter, chapter and, where the words are an item of a list, its lead-in.
    place: String,
    words: &'a [WordEdit],
}

impl<'a> Note<'a> {
    fn of(chosen: &'a Chosen) -> Note<'a> {
        let mut parts: Vec<Part> = Vec::new();
        for (_, change) in chosen.changes() {
            let heading = chosen.heading(change);
            let item = Item {
                sentence: &change.explanation_nb,
                sides: sides(chosen.letters(), change),
            };
            match parts.last_mut() {
                Some(part) if part.heading == heading => part.items.push(item),
                _ => parts.push(Part {
                    heading,
                    items: vec![item],
                }),
            }
        }
        Note { parts }
    }
}

fn sides<'a>(letters: (&Document, &Document), change: &'a Change) -> Vec<NoteSide<'a>> {
    let side = |document: &Document, what: What, at: Option<u32>, words: &'a [WordEdit]| {
        let found = side_of(document, what, at?);
        let mut place = document.facts.head.title.clone();
        if let Some(section) = found.section {
            let _ = write!(place, ", {}", section_name(document, section));
        }
        if what != What::Obligation {
            let _ = write!(place, " ({})", what_word(what).to_lowercase());
        }
        if let Some(lead_in) = found.lead_in {
            let _ = write!(place, ": «{lead_in}»");
        }
        Some(NoteSide { place, words })
    };
    let before = side(letters.0, change.was, change.before, &change.words_before);
    let after = side(letters.1, change.what, change.after, &change.words_after);
    before.into_iter().chain(after).collect()
}

/// What only one side has, marked: taken out struck through, put in bold.
fn marked_down(words: &[WordEdit]) -> String {
    let mut line = String::new();
    for edit in words {
        let trimmed = edit.text.trim();
        let space = &edit.text[edit.text.trim_end().len()..];
        let _ = match edit.op {
            EditOp::Equal => write!(line, "{}", edit.text),
            EditOp::Delete => write!(line, "~~{trimmed}~~{space}"),
            EditOp::Insert => write!(line, "**{trimmed}**{space}"),
        };
    }
    line
}

fn side_in_word(side: &NoteSide) -> Paragraph {
    let place = Run::new().add_text(format!("{}: ", side.place)).italic();
    let mut paragraph = Paragraph::new().add_run(place);
    for edit in side.words {
        let run = Run::new().add_text(&edit.text);
        paragraph = paragraph.add_run(match edit.op {
            EditOp::Equal => run,
            EditOp::Delete => run.strike(),
            EditOp::Insert => run.underline("single"),
        });
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: &[(EditOp, &str)], expected: &str) {
        let words: Vec<WordEdit> = pieces
            .iter()
            .map(|(op, text)| WordEdit {
                op: *op,
                text: (*text).to_owned(),
            })
            .collect();
        assert_eq!(marked_down(&words), expected);
    }

    #[test]
    fn marks_stand_at_the_words_and_not_at_the_blanks() {
        check(
            &[
                (EditOp::Equal, "Losen "),
                (EditOp::Delete, "bør "),
                (EditOp::Equal, "melde skip."),
            ],
            "Losen ~~bør~~ melde skip.",
        );
        check(
            &[(EditOp::Insert, "Losen skal melde skip.")],
            "**Losen skal melde skip.**",
        );
    }
}
