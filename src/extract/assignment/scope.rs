//! Where an assignment reaches: the section below its heading, its row, its item, its paragraph.

use crate::model::{
    Block, BlockForm, Evidence, Found, Outline, Section, Span, collapse, leading_official_id,
    official_id,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words before the department that looks after an assignment, in lower case.
pub(super) const DEPARTMENTS: &[&str] = &[
    "ansvarleg avdeling",
    "ansvarlig avdeling",
    "avd.",
    "avdeling",
];

/// An assignment before its requirements are known.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// Its official id.
    pub id: Found<String>,
    /// What it is called; empty where the letter gives it no name.
    pub title: String,
    /// The department named beside its id.
    pub department: Option<Found<String>>,
    /// Index of the section that it opens or stands in.
    pub section: u32,
    /// Its statements.
    pub statements: Vec<Range<u32>>,
    /// How narrow it is: of two around a statement the narrower one counts.
    pub rank: u8,
}

/// All assignments of a document in reading order, each id once.
pub(super) fn scopes(outline: &Outline, content: &str) -> Vec<Scope> {
    let mut found = of_sections(outline, content);
    found.extend(of_blocks(outline));
    found.sort_by_key(|scope| (scope.statements[0].start, scope.rank));
    // A list of contents names what a heading opens: the widest one stands for the assignment.
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut scopes: Vec<Scope> = Vec::new();
    for scope in found {
        match places.get(&scope.id.value).copied() {
            None => {
                places.insert(scope.id.value.clone(), scopes.len());
                scopes.push(scope);
            }
            Some(place) if scope.rank < scopes[place].rank => scopes[place] = scope,
            Some(place) if scope.rank == scopes[place].rank => {
                scopes[place].statements.extend(scope.statements);
            }
            Some(_) => {}
        }
    }
    scopes
}

/// The narrowest scope around each statement.
pub(super) fn by_statement(outline: &Outline, scopes: &[Scope]) -> Vec<Option<u32>> {
    let mut found: Vec<Option<u32>> = vec![None; outline.statements.len()];
    let mut order: Vec<usize> = (0..scopes.len()).collect();
    order.sort_by_key(|index| scopes[*index].rank);
    for index in order {
        for statement in scopes[index]
            .statements
            .iter()
            .flat_map(|range| range.clone())
        {
            if let Some(found) = found.get_mut(statement as usize) {
                *found = Some(index as u32);
            }
        }
    }
    found
}

/// The number of the outermost numbered item around a statement, and that item's block.
pub(super) fn outer_number(outline: &Outline, statement: u32) -> Option<(String, u32)> {
    let mut at = outline.statements[statement as usize].block;
    let section = outline.blocks[at as usize].section;
    loop {
        let block = &outline.blocks[at as usize];
        if block.section != section {
            return None;
        }
        match &block.form {
            BlockForm::Item { depth: 1, marker } => {
                let number: String = marker.chars().filter(char::is_ascii_digit).collect();
                return (!number.is_empty()).then_some((number, at));
            }
            BlockForm::Item { .. } => {}
            _ => return None,
        }
        at = at.checked_sub(1)?;
    }
}

fn of_sections(outline: &Outline, content: &str) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for (index, section) in outline.sections.iter().enumerate() {
        let Some((length, id)) = leading_official_id(&section.heading) else {
            continue;
        };
        let statements = subtree(outline, index as u32);
        scopes.push(Scope {
            id: Found::new(
                id,
                Evidence::at(section.heading_span, "assignment/heading", 0.95),
            ),
            title: section.heading[length..].trim().to_owned(),
            department: beside(content, section),
            section: index as u32,
            statements: vec![statements],
            rank: 0,
        });
    }
    scopes
}

/// The statements of a section and of those below it.
fn subtree(outline: &Outline, section: u32) -> Range<u32> {
    let after = (section as usize + 1..outline.sections.len())
        .find(|next| {
            let mut at = outline.sections[*next].parent;
            while let Some(above) = at.filter(|above| *above > section) {
                at = outline.sections[above as usize].parent;
            }
            at != Some(section)
        })
        .unwrap_or(outline.sections.len()) as u32;
    let start = outline
        .statements
        .partition_point(|statement| statement.section < section);
    let end = outline
        .statements
        .partition_point(|statement| statement.section < after);
    start as u32..end as u32
}

/// The cell "Avd. FD: KYST" that stands in the source between id and title.
fn beside(content: &str, section: &Section) -> Option<Found<String>> {
    let source = &content[section.heading_span.range()];
    let lower = source.to_lowercase();
    let at = DEPARTMENTS
        .iter()
        .filter_map(|label| lower.find(label))
        .min()
        .filter(|_| lower.len() == source.len())?;
    let end = source[at..]
        .find(['|', '<', '*', '\n'])
        .map_or(source.len(), |end| at + end);
    let colon = source[at..end].find(':').map_or(at, |colon| at + colon + 1);
    let value = collapse(&source[colon..end]);
    (!value.is_empty()).then(|| {
        let start = section.heading_span.start as usize + colon;
        let span = Span::new(start, section.heading_span.start as usize + end);
        Found::new(value, Evidence::at(span, "assignment/department", 0.9))
    })
}

fn of_blocks(outline: &Outline) -> Vec<Scope> {
    outline
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match &block.form {
            BlockForm::Row { header: true, .. } => None,
            BlockForm::Row {
                cells, cell_spans, ..
            } => of_row(block, cells, cell_spans),
            BlockForm::Item { depth, .. } => of_item(outline, index, block, *depth),
            BlockForm::Paragraph => of_paragraph(outline, block),
        })
        .collect()
}

/// "| 2031-03 | Tilsynet skal telle tare | 1. mai |" under "ID", or a row that begins with a full id.
fn of_row(block: &Block, cells: &[String], spans: &[Vec<Span>]) -> Option<Scope> {
    let (at, id) =
        cells.iter().take(2).enumerate().find_map(|(at, cell)| {
            Some((at, leading_official_id(cell.trim_matches(['*', ' ']))?.1))
        })?;
    let title = cells[at + 1..]
        .iter()
        .map(|cell| cell.lines().next().unwrap_or_default().trim())
        .find(|cell| !cell.is_empty() && !is_department(cell))
        .unwrap_or_default();
    let department = cells
        .iter()
        .zip(spans)
        .find(|(cell, _)| is_department(cell))
        .map(|(cell, spans)| {
            let value = cell
                .rsplit(':')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            let evidence = Evidence {
                spans: spans.clone(),
                rule: "assignment/department".into(),
                confidence: 0.9,
            };
            Found::new(value, evidence)
        });
    let evidence = Evidence {
        spans: spans.get(at).cloned().unwrap_or_default(),
        rule: "assignment/row".into(),
        confidence: 0.9,
    };
    Some(Scope {
        id: Found::new(id, evidence),
        title: title.to_owned(),
        department,
        section: block.section,
        statements: vec![block.statements.0..block.statements.1],
        rank: 1,
    })
}

fn is_department(cell: &str) -> bool {
    let lower = cell.trim().to_lowercase();
    cell.len() <= 60 && DEPARTMENTS.iter().any(|label| lower.starts_with(label))
}

/// "- TB2031-4 Råd om badetang" with what is nested below it.
fn of_item(outline: &Outline, index: usize, block: &Block, depth: u8) -> Option<Scope> {
    let first = outline.statements.get(block.statements.0 as usize)?;
    let (length, id) = leading_official_id(&first.text)?;
    let place = official_id(&first.text)?.0;
    let end = outline.blocks[index + 1..]
        .iter()
        .take_while(|next| match &next.form {
            BlockForm::Item { depth: deeper, .. } => *deeper > depth,
            _ => false,
        })
        .last()
        .map_or(block.statements.1, |last| last.statements.1);
    Some(Scope {
        id: Found::new(
            id,
            Evidence {
                spans: first.source(place.start, place.end),
                rule: "assignment/item".into(),
                confidence: 0.9,
            },
        ),
        title: first.text[length..].trim_end_matches('.').trim().to_owned(),
        department: None,
        section: block.section,
        statements: vec![block.statements.0..end],
        rank: 2,
    })
}

/// "Oppdrag TB2031-04: Tilsynet skal kartlegge tang." in running text.
fn of_paragraph(outline: &Outline, block: &Block) -> Option<Scope> {
    let (at, id, place) = (block.statements.0..block.statements.1).find_map(|at| {
        let text = &outline.statements.get(at as usize)?.text;
        let (_, id) = leading_official_id(text)?;
        let place = official_id(text)?.0;
        // An id in the flow of a sentence only refers: "TB2031-4 skal ses i sammenheng med …".
        text[place.end..]
            .starts_with(':')
            .then_some((at, id, place))
    })?;
    let first = &outline.statements[at as usize];
    Some(Scope {
        id: Found::new(
            id,
            Evidence {
                spans: first.source(place.start, place.end),
                rule: "assignment/sentence".into(),
                confidence: 0.85,
            },
        ),
        title: String::new(),
        department: None,
        section: block.section,
        statements: vec![at..block.statements.1],
        rank: 3,
    })
}
