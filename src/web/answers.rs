//! `/svar` and `/svar/TILDELINGSBREV/ÅRSRAPPORT`: what a report answers to a letter, row by row, with the
//! sections that were searched where nothing was found.

use super::Site;
use super::answer_sheet;
use super::error::PageError;
use super::layout::{Page, Place, crumbs, lang, page as frame};
use super::letter::section_address;
use super::parts::{kind_word, requirement_address, section_name};
use super::query::{Query, encoded};
use crate::archive::Snapshot;
use crate::graph::{Answer, Asked, ResultRef, Strength, Verdict};
use crate::model::{Document, FigureDirection, ObligationKind};
use crate::trace::{self, MatrixRow};
use axum::extract::{self, Path, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

type Pairs = extract::Query<Vec<(String, String)>>;

/// A filter: value in the address, word, and which rows it lets through.
type Filter = (&'static str, &'static str, fn(&Matrix, &MatrixRow) -> bool);

/// By what was asked.
const SORTS: [Filter; 4] = [
    ("styringsparameter", "Styringsparametere", |_, row| {
        matches!(row.asked, Asked::Indicator(_))
    }),
    ("rapportering", "Rapporteringskrav", |matrix, row| {
        matrix.kind(row) == Some(ObligationKind::Reporting)
    }),
    ("oppdrag", "Oppdrag", |matrix, row| {
        matrix.kind(row) == Some(ObligationKind::Assignment)
    }),
    ("plikt", "Plikter og prioriteringer", |matrix, row| {
        matches!(
            matrix.kind(row),
            Some(ObligationKind::Duty | ObligationKind::Priority)
        )
    }),
];
/// By what was answered.
const ANSWERS: [Filter; 6] = [
    ("funnet", "Svar funnet", |_, row| {
        row.strength == Strength::Found
    }),
    ("ikke-funnet", "Fant ikke svar", |_, row| {
        row.strength != Strength::Found
    }),
    ("bedre", "Bedre", |matrix, row| {
        matrix.any(row, |answer| answer.better == Some(true))
    }),
    ("darligere", "Dårligere", |matrix, row| {
        matrix.any(row, |answer| answer.better == Some(false))
    }),
    ("nadd", "Resultatkrav nådd", |matrix, row| {
        matrix.any(row, |answer| answer.target_met == Some(true))
    }),
    ("ikke-nadd", "Resultatkrav ikke nådd", |matrix, row| {
        matrix.any(row, |answer| answer.target_met == Some(false))
    }),
];

/// A letter held against a report.
pub(super) struct Matrix {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) letter: usize,
    pub(super) report: usize,
    pub(super) rows: Vec<MatrixRow>,
}

impl Matrix {
    fn of(snapshot: Arc<Snapshot>, letter: &str, report: &str) -> Result<Matrix, PageError> {
        let known = |id: &str| {
            let found = snapshot.document_index(id);
            found.ok_or_else(|| PageError::Missing(format!("Dokumentet `{id}`")))
        };
        let (letter, report) = (known(letter)?, known(report)?);
        let links = snapshot.graph().links();
        let document = &snapshot.documents()[letter];
        let rows = trace::matrix(links, document, letter as u32, report as u32);
        Ok(Matrix {
            snapshot,
            letter,
            report,
            rows,
        })
    }

    pub(super) fn letter(&self) -> &Document {
        &self.snapshot.documents()[self.letter]
    }

    pub(super) fn report(&self) -> &Document {
        &self.snapshot.documents()[self.report]
    }

    pub(super) fn results(&self, row: &MatrixRow) -> Vec<ResultRef<'_>> {
        let links = self.snapshot.graph().links();
        row.results
            .iter()
            .map(|number| links.result(*number))
            .collect()
    }

    fn kind(&self, row: &MatrixRow) -> Option<ObligationKind> {
        row.obligation(self.letter()).map(|one| one.kind.value)
    }

    fn any(&self, row: &MatrixRow, holds: fn(&Answer) -> bool) -> bool {
        self.results(row).iter().any(|result| holds(result.link))
    }

    /// What is asked, as words: the lead-in and the item, or the indicator's name.
    pub(super) fn asked(&self, row: &MatrixRow) -> &str {
        let facts = &self.letter().facts;
        match row.asked {
            Asked::Obligation(index) => &facts.obligations[index as usize].text,
            Asked::Indicator(index) => &facts.indicators[index as usize].name,
        }
    }

    /// What sort of thing is asked.
    pub(super) fn sort(&self, row: &MatrixRow) -> &'static str {
        self.kind(row).map_or("Styringsparameter", kind_word)
    }

    pub(super) fn target(&self, row: &MatrixRow) -> Option<&str> {
        let Asked::Indicator(index) = row.asked else {
            return None;
        };
        let target = self.letter().facts.indicators[index as usize]
            .target
            .as_ref()?;
        Some(&target.value)
    }

    /// The chapter or goal that a row stands under.
    fn group(&self, row: &MatrixRow, by_goal: bool) -> String {
        let letter = self.letter();
        let goal = row.obligation(letter).and_then(|one| one.goals.first());
        if let Some(goal) = goal.filter(|_| by_goal) {
            return letter.facts.goals[*goal as usize].text.clone();
        }
        if by_goal {
            return "Uten mål i brevet".to_owned();
        }
        let sections = &letter.outline.sections;
        let mut at = row.section;
        // "3.1" is the chapter that people speak of: the second step below the title.
        while let Some(parent) = sections[at as usize].parent
            && (sections[at as usize].number.is_none()
                || sections[parent as usize].number.is_some())
            && sections[parent as usize]
                .number
                .as_deref()
                .is_none_or(|number| number.contains('.'))
            && parent != 0
        {
            at = parent;
        }
        section_name(letter, at)
    }

    /// The first and the last number of the sections that were searched.
    pub(super) fn searched(&self) -> String {
        let report = self.report();
        let numbers: Vec<&str> = trace::searched(report)
            .iter()
            .filter_map(|section| report.outline.number_over(*section))
            .collect();
        match numbers[..] {
            [] => "hele rapporten".to_owned(),
            [only] => only.to_owned(),
            [first, .., last] => format!("{first}–{last}"),
        }
    }
}

/// The letters that a report answers.
pub(super) async fn list(State(site): State<Site>) -> Page {
    let snapshot = site.snapshot();
    let links = snapshot.graph().links();
    let pairs = &links.parts().follow_ups;
    let body = html! {
        h1 { "Hva svarer årsrapporten på tildelingsbrevet?" }
        @if pairs.is_empty() {
            p.empty { "Ingen av dokumentene som er lest, er et brev og en årsrapport for samme virksomhet og år. Les inn begge." }
        }
        ul {
            @for pair in pairs {
                @let (letter, report) = (&snapshot.documents()[pair.first as usize], &snapshot.documents()[pair.second as usize]);
                @let rows = trace::matrix(links, letter, pair.first, pair.second);
                @let answered = rows.iter().filter(|row| row.strength == Strength::Found).count();
                li {
                    a href=(address(letter, report)) { (letter.facts.head.title) " og " (report.facts.head.title) }
                    ": svar funnet på " (answered) " av " (rows.len())
                }
            }
        }
    };
    frame("Svar i årsrapporten", Place::Answers, body)
}

pub(super) fn address(letter: &Document, report: &Document) -> String {
    format!("/svar/{}/{}", encoded(&letter.id), encoded(&report.id))
}

/// The matrix.
pub(super) async fn page(
    State(site): State<Site>,
    Path((letter, report)): Path<(String, String)>,
    pairs: Pairs,
) -> Result<Page, PageError> {
    let matrix = Matrix::of(site.snapshot(), &letter, &report)?;
    let query = Query(pairs.0);
    let by_goal = query.first("grupper") == Some("mal");
    let rows = chosen(&matrix, &query);
    let path = address(matrix.letter(), matrix.report());
    let (letter, report) = (matrix.letter(), matrix.report());
    let title = format!("Svar på {}", letter.facts.head.title);
    let body = html! {
        (crumbs(&[("Svar", Some("/svar".to_owned())), (&title, None)]))
        h1 { "Hva svarer «" (report.facts.head.title) "» på «" (letter.facts.head.title) "»?" }
        p { (summary(&rows)) " Svarene er sitater fra rapporten. Der det står at svar ikke er funnet, er det søkt i " (matrix.searched()) "; rapporten kan svare med andre ord." }
        (exports(&query, &path))
        (filters(&matrix, &query, &path))
        (shares(&matrix, &rows, by_goal))
        @for (group, rows) in grouped(&matrix, &rows, by_goal) {
            h2 { (group) }
            (table(&matrix, &rows))
        }
        @if rows.is_empty() { p.empty { "Ingen rader passer til filtrene." } }
    };
    Ok(frame(&title, Place::Answers, body))
}

/// The rows as a workbook.
pub(super) async fn xlsx(
    State(site): State<Site>,
    Path((letter, report)): Path<(String, String)>,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let matrix = Matrix::of(site.snapshot(), &letter, &report)?;
    answer_sheet::xlsx(&matrix, &chosen(&matrix, &Query(pairs.0)))
}

/// The rows as a text document.
pub(super) async fn docx(
    State(site): State<Site>,
    Path((letter, report)): Path<(String, String)>,
    pairs: Pairs,
) -> Result<Response, PageError> {
    let matrix = Matrix::of(site.snapshot(), &letter, &report)?;
    answer_sheet::docx(&matrix, &chosen(&matrix, &Query(pairs.0)))
}

/// The rows that all filters of the address let through.
fn chosen<'m>(matrix: &'m Matrix, query: &Query) -> Vec<&'m MatrixRow> {
    let passes = |filters: &[Filter], name: &str, row: &MatrixRow| {
        let mut wanted = query.all(name).peekable();
        wanted.peek().is_none()
            || wanted.any(|value| {
                let filter = filters.iter().find(|(own, ..)| *own == value);
                filter.is_none_or(|(_, _, holds)| holds(matrix, row))
            })
    };
    let text = query.first("q").map(str::to_lowercase);
    let has_text = |row: &MatrixRow| {
        let Some(text) = &text else { return true };
        let quotes = matrix.results(row);
        matrix.asked(row).to_lowercase().contains(text)
            || quotes.iter().any(|result| {
                let quote = matrix.report().text.quote(&result.link.spans);
                quote.to_lowercase().contains(text)
            })
    };
    matrix
        .rows
        .iter()
        .filter(|row| passes(&SORTS, "type", row) && passes(&ANSWERS, "svar", row) && has_text(row))
        .collect()
}

fn summary(rows: &[&MatrixRow]) -> String {
    let answered = rows.iter().filter(|row| row.strength == Strength::Found);
    format!(
        "Svar funnet på {} av {} punkter.",
        answered.count(),
        rows.len()
    )
}

fn exports(query: &Query, path: &str) -> Markup {
    html! {
        p.actions {
            a.button href=(query.address(&format!("{path}/svar.xlsx"))) download { "Last ned Excel" }
            " "
            a.button href=(query.address(&format!("{path}/svar.docx"))) download { "Last ned Word" }
        }
    }
}

fn filters(matrix: &Matrix, query: &Query, path: &str) -> Markup {
    let chips = |name: &'static str, label: &str, filters: &[Filter]| {
        html! {
            nav aria-label=(label) {
                ul.chips {
                    @for (value, word, holds) in filters {
                        @let count = matrix.rows.iter().filter(|row| holds(matrix, row)).count();
                        @let on = query.all(name).any(|own| own == *value);
                        @if count > 0 || on {
                            li { a href=(query.toggled(name, value).address(path)) aria-current=[on.then_some("true")] { (word) " (" (count) ")" } }
                        }
                    }
                }
            }
        }
    };
    let by_goal = query.first("grupper") == Some("mal");
    html! {
        (chips("type", "Hva det spørres om", &SORTS))
        (chips("svar", "Hva som er svart", &ANSWERS))
        form.search-form action=(path) method="get" role="search" {
            @for (name, value) in query.0.iter().filter(|(name, _)| name != "q") { input type="hidden" name=(name) value=(value); }
            div.field {
                label for="q" { "Ord i spørsmål eller svar" }
                input id="q" name="q" type="search" value=(query.first("q").unwrap_or_default());
            }
            button type="submit" { "Filtrer" }
        }
        p {
            @if by_goal { a href=(query.with("grupper", "").address(path)) { "Grupper etter kapittel" } }
            @else { a href=(query.with("grupper", "mal").address(path)) { "Grupper etter mål" } }
        }
    }
}

fn grouped<'m>(
    matrix: &'m Matrix,
    rows: &[&'m MatrixRow],
    by_goal: bool,
) -> Vec<(String, Vec<&'m MatrixRow>)> {
    let mut groups: Vec<(String, Vec<&MatrixRow>)> = Vec::new();
    for row in rows {
        let name = matrix.group(row, by_goal);
        match groups.iter_mut().find(|(own, _)| *own == name) {
            Some((_, present)) => present.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    groups
}

/// The answered share of each group: a bar, and the same in numbers.
fn shares(matrix: &Matrix, rows: &[&MatrixRow], by_goal: bool) -> Markup {
    let groups = grouped(matrix, rows, by_goal);
    html! {
        @if groups.len() > 1 {
            div.table-frame tabindex="0" role="region" aria-label="Andel med svar" {
                table {
                    caption { "Andel med svar" }
                    thead { tr { th scope="col" { (if by_goal { "Mål" } else { "Kapittel" }) } th scope="col" { "Svar funnet" } th scope="col" { "Andel" } } }
                    tbody {
                        @for (name, rows) in &groups {
                            @let answered = rows.iter().filter(|row| row.strength == Strength::Found).count();
                            tr {
                                th scope="row" { (name) }
                                td { (answered) " av " (rows.len()) }
                                td { (bar(answered, rows.len())) " " (answered * 100 / rows.len().max(1)) " %" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn bar(part: usize, whole: usize) -> Markup {
    let width = 120 * part / whole.max(1);
    html! {
        svg.bars width="122" height="14" viewBox="0 0 122 14" aria-hidden="true" {
            rect.box x="1" y="1" width="120" height="12" {}
            rect.box.here x="1" y="1" width=(width) height="12" {}
        }
    }
}

fn table(matrix: &Matrix, rows: &[&MatrixRow]) -> Markup {
    let letter = matrix.letter();
    html! {
        div.table-frame tabindex="0" role="region" aria-label="Spørsmål og svar" {
            table.answers {
                thead { tr { th scope="col" { "Spurt om" } th scope="col" { "Svar i rapporten" } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" lang=[lang(letter.facts.head.language)] {
                                (question(matrix, row))
                                p.meta { span { (matrix.sort(row)) } span { (section_name(letter, row.section)) } }
                                @if let Some(target) = matrix.target(row) { p.meta { span { "Resultatkrav: " (target) } } }
                            }
                            td { (answers(matrix, row)) }
                        }
                    }
                }
            }
        }
    }
}

fn question(matrix: &Matrix, row: &MatrixRow) -> Markup {
    let words = matrix.asked(row);
    html! {
        @match row.obligation(matrix.letter()) {
            Some(obligation) => a href=(requirement_address(&obligation.id)) { (words) },
            None => (words),
        }
    }
}

fn answers(matrix: &Matrix, row: &MatrixRow) -> Markup {
    let report = matrix.report();
    html! {
        @for result in matrix.results(row) {
            @let answer = result.link;
            @if answer.strength == Strength::NotFound {
                p { "Fant ikke svar (søkt i " (matrix.searched()) ")." }
                @if answer.section != 0 {
                    p.meta { span { "Nærmeste avsnitt etter overskriften: " a href=(section_address(report, answer.section)) { (section_name(report, answer.section)) } } }
                }
            } @else {
                blockquote lang=[lang(report.facts.head.language)] { (report.text.quote(&answer.spans)) }
                p.meta {
                    span { a href=(section_address(report, answer.section)) { (section_name(report, answer.section)) } }
                    @if let Some(page) = page_of(report, answer) { span { "side " (page) } }
                    @if let Some(words) = figures(answer) { span { (words) } }
                    @for words in judged(answer) { span.tag { (words) } }
                }
            }
        }
    }
}

/// The page of the report that an answer stands on, where the report has pages.
pub(super) fn page_of(report: &Document, answer: &Answer) -> Option<u32> {
    let place = answer.spans.first()?;
    report.text.position(place.start).page
}

/// The figures in words: "Unge: 2023: 53 %, 2024: 51 %".
pub(super) fn figures(answer: &Answer) -> Option<String> {
    let values: Vec<String> = answer
        .values
        .iter()
        .map(|value| match (value.year, &value.label) {
            (Some(year), _) => format!("{year}: {}", value.value),
            (None, Some(label)) => format!("{label}: {}", value.value),
            (None, None) => value.value.clone(),
        })
        .collect();
    let whom = answer.of_whom.iter().map(|whom| format!("{whom}: "));
    (!values.is_empty()).then(|| whom.collect::<String>() + &values.join(", "))
}

/// What is judged: which way the figure went, whether that is good, whether the target is met.
pub(super) fn judged(answer: &Answer) -> Vec<&'static str> {
    let mut words = Vec::new();
    words.extend(answer.direction.map(|direction| match direction {
        FigureDirection::Up => "opp",
        FigureDirection::Down => "ned",
        FigureDirection::Same => "uendret",
    }));
    words.extend(match answer.verdict {
        Verdict::Improved => Some("bedre enn året før"),
        Verdict::Worsened => Some("dårligere enn året før"),
        _ => None,
    });
    words.extend(answer.target_met.map(|met| match met {
        true => "resultatkrav nådd",
        false => "resultatkrav ikke nådd",
    }));
    words
}
