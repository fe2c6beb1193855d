//! Assignments with an official id: what a heading, table row, list item or sentence with the id opens.
//!
//! What belongs to the assignment as a whole holds for every requirement in it: id, kind, and the line that
//! says when it is due ("Frist: 1. juni 2031").

mod limit;
mod scope;

use super::Context;
use super::deadline::{self, Reading};
use super::token::Tokens;
use crate::model::{
    Assignment, BlockForm, Deadline, Evidence, Found, Obligation, ObligationKind, Statement,
};
use limit::Limits;
use rustc_hash::FxHashMap;
use scope::{Scope, scopes};
use std::borrow::Cow;

/// The assignments of a letter, and the deadlines that lines of their own give its requirements.
pub struct Assignments {
    /// In reading order; parts stand behind their whole.
    pub assignments: Vec<Assignment>,
    /// Index of a requirement → its deadlines.
    pub due: FxHashMap<u32, Vec<Found<Deadline>>>,
}

/// Reads the assignments and ties the requirements to them.
pub fn assignments(context: &Context, obligations: &mut [Obligation]) -> Assignments {
    let scopes = scopes(context.outline, &context.text.content);
    let of_statement = scope::by_statement(context.outline, &scopes);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); scopes.len()];
    for (index, obligation) in obligations.iter_mut().enumerate() {
        let first = obligation.statements.first().copied().unwrap_or_default();
        if let Some(scope) = of_statement.get(first as usize).copied().flatten() {
            members[scope as usize].push(index as u32);
            tie(obligation, scope, &scopes[scope as usize]);
        }
    }
    let limits = limit::limits(context, &scopes, &of_statement, obligations);
    let assignments = scopes
        .iter()
        .zip(&members)
        .enumerate()
        .map(|(index, (scope, members))| {
            assignment(context, scope, members, limits.of_scope(index as u32))
        })
        .collect();
    let Limits { due, .. } = limits;
    let mut found = Assignments { assignments, due };
    parts(context, &scopes, obligations, &mut found);
    found
}

fn tie(obligation: &mut Obligation, index: u32, scope: &Scope) {
    obligation.assignment = Some(index);
    obligation.official_id = Some(scope.id.clone());
    let is_told = matches!(&*obligation.kind.evidence.rule, "kind/heading");
    if !is_told {
        let evidence = Evidence {
            rule: Cow::Borrowed("kind/assignment"),
            ..scope.id.evidence.clone()
        };
        obligation.kind = Found::new(ObligationKind::Assignment, evidence);
    }
}

fn assignment(
    context: &Context,
    scope: &Scope,
    members: &[u32],
    deadlines: &[Found<Deadline>],
) -> Assignment {
    Assignment {
        id: format!("{}/{}", context.document, scope.id.value),
        official_id: Some(scope.id.clone()),
        title: scope.title.clone(),
        department: department(context, scope),
        deadlines: deadlines.to_vec(),
        section: scope.section,
        obligations: members.to_vec(),
        parent: None,
        spans: scope.id.evidence.spans.clone(),
    }
}

/// "Ansvarlig avdeling i FD: KYST" below the assignment, or "Avd. FD: KYST" in its heading.
fn department(context: &Context, scope: &Scope) -> Option<Found<String>> {
    let told = scope.statements.iter().flat_map(|range| range.clone());
    let told = told
        .filter_map(|index| context.outline.statements.get(index as usize))
        .find_map(told_department);
    told.or_else(|| scope.department.clone())
}

fn told_department(statement: &Statement) -> Option<Found<String>> {
    let lower = statement.text.to_lowercase();
    let at = scope::DEPARTMENTS
        .iter()
        .filter_map(|label| lower.find(label))
        .min()
        .filter(|at| *at == 0 || statement.text.starts_with("Frist"))?;
    let colon = at + statement.text.get(at..)?.find(':')?;
    let value = statement.text[colon + 1..].trim();
    let start = colon
        + 1
        + (statement.text.len() - colon - 1 - statement.text[colon + 1..].trim_start().len());
    let is_name = !value.is_empty() && value.len() <= 60;
    is_name.then(|| {
        let evidence = Evidence {
            spans: statement.source(start, start + value.len()),
            rule: Cow::Borrowed("assignment/department"),
            confidence: 0.9,
        };
        Found::new(value.trim_end_matches('.').to_owned(), evidence)
    })
}

/// The numbered items of an assignment as its parts: "1. Delleveranse: …".
fn parts(context: &Context, scopes: &[Scope], obligations: &[Obligation], found: &mut Assignments) {
    for (index, scope) in scopes.iter().enumerate() {
        let whole = found.assignments[index].obligations.clone();
        let mut numbered: Vec<(String, u32, Vec<u32>)> = Vec::new();
        for member in whole {
            let first = obligations[member as usize].statements[0];
            let Some((number, block)) = scope::outer_number(context.outline, first) else {
                continue;
            };
            match numbered.last_mut() {
                Some((last, _, members)) if *last == number => members.push(member),
                _ => numbered.push((number, block, vec![member])),
            }
        }
        if numbered.len() < 2 {
            continue;
        }
        for (number, block, members) in numbered {
            let part = part(
                context,
                scope,
                index as u32,
                (&number, block),
                members,
                &found.due,
            );
            found.assignments.push(part);
        }
    }
}

fn part(
    context: &Context,
    scope: &Scope,
    parent: u32,
    (number, block): (&str, u32),
    members: Vec<u32>,
    due: &FxHashMap<u32, Vec<Found<Deadline>>>,
) -> Assignment {
    let block = &context.outline.blocks[block as usize];
    let first = &context.outline.statements[block.statements.0 as usize];
    let title = first
        .text
        .split_once(':')
        .map(|(title, _)| title.trim())
        .filter(|title| title.len() <= 80 && !title.is_empty())
        .unwrap_or_default();
    let deadlines = members
        .first()
        .and_then(|member| due.get(member))
        .cloned()
        .unwrap_or_default();
    Assignment {
        id: format!("{}/{}/{number}", context.document, scope.id.value),
        official_id: None,
        title: title.to_owned(),
        department: None,
        deadlines,
        section: block.section,
        obligations: members,
        parent: Some(parent),
        spans: first.spans.clone(),
    }
}

/// Whether a statement is the line that says when what stands above it is due, with the words behind its
/// label: "Frist: 1. juni 2031", "Frist punkt 2: 30.6.2031", "Fristen er 1. mai.".
pub(super) fn deadline_line(text: &str) -> Option<(usize, &str)> {
    const REACH: usize = 50;
    let first = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let lower = first.to_lowercase();
    if !super::due::LABELS.contains(&lower.as_str()) {
        return None;
    }
    let mut reach = text.len().min(REACH);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let at = text[..reach].find(':').map(|at| at + 1).or_else(|| {
        // "Frist 1. juni 2031" needs no colon.
        let rest = &text[first.len()..];
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
            .then_some(first.len())
    })?;
    Some((at, &text[at..]))
}

/// The deadlines that such a line gives; one with its words alone where it names no time.
fn line_deadlines(context: &Context, statement: &Statement, at: usize) -> Vec<Found<Deadline>> {
    let words = &statement.text[at..];
    let mentions = deadline::deadlines(&Tokens::new(words), context.head.year, Reading::Schedule);
    let evidence = |start: usize, end: usize| Evidence {
        spans: statement.source(at + start, at + end),
        rule: Cow::Borrowed("deadline/line"),
        confidence: 0.9,
    };
    let mut found: Vec<Found<Deadline>> = mentions
        .into_iter()
        .map(|mention| {
            let evidence = evidence(mention.range.start, mention.range.end);
            Found::new(mention.value, evidence)
        })
        .collect();
    rhythm_of_day(&mut found);
    if found.is_empty() {
        let trimmed = words.trim();
        let start = words.len() - words.trim_start().len();
        let value = Deadline {
            text: trimmed.trim_end_matches('.').to_owned(),
            ..Deadline::default()
        };
        found.push(Found::new(value, evidence(start, start + trimmed.len())));
    }
    found
}

/// "1.6.2031 (deretter årlig)": one deadline, a day that comes again.
pub(super) fn rhythm_of_day(found: &mut Vec<Found<Deadline>>) {
    let dated = found.iter().filter(|one| one.value.date.is_some()).count();
    let rhythms: Vec<_> = found
        .iter()
        .filter_map(|one| one.value.recurrence)
        .collect();
    if let ([rhythm], 1, 2) = (rhythms.as_slice(), dated, found.len()) {
        let rhythm = *rhythm;
        found.retain(|one| one.value.date.is_some());
        for one in found {
            one.value.recurrence = Some(rhythm);
        }
    }
}

/// Whether a block is an item of the list that begins with the lead-in.
fn is_item(form: &BlockForm) -> bool {
    matches!(form, BlockForm::Item { .. })
}

#[cfg(test)]
mod tests;
