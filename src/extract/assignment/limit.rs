//! Which requirements a line "Frist: …" holds for.
//!
//! In an assignment it closes what stands between it and the line before it; where nothing does, it opens
//! what follows. "Frist punkt 2: …" holds for the second item. Outside of assignments it holds for the
//! paragraph or list above it.

use super::scope::{Scope, outer_number};
use super::{deadline_line, is_item, line_deadlines};
use crate::extract::Context;
use crate::model::{BlockForm, Deadline, Found, Obligation};
use rustc_hash::FxHashMap;

/// Deadlines from lines of their own.
pub(super) struct Limits {
    /// Index of a requirement → its deadlines.
    pub due: FxHashMap<u32, Vec<Found<Deadline>>>,
    of_scope: FxHashMap<u32, Vec<Found<Deadline>>>,
}

impl Limits {
    /// The deadlines of an assignment as a whole.
    pub fn of_scope(&self, scope: u32) -> &[Found<Deadline>] {
        self.of_scope.get(&scope).map_or(&[], Vec::as_slice)
    }
}

/// A line that gives a deadline.
struct Line {
    statement: u32,
    /// The number of the item that it is for.
    item: Option<String>,
    deadlines: Vec<Found<Deadline>>,
}

/// Reads every line and finds what it holds for.
pub(super) fn limits(
    context: &Context,
    scopes: &[Scope],
    of_statement: &[Option<u32>],
    obligations: &[Obligation],
) -> Limits {
    let mut limits = Limits {
        due: FxHashMap::default(),
        of_scope: FxHashMap::default(),
    };
    let scope_of = |statement: u32| of_statement.get(statement as usize).copied().flatten();
    let mut of_scope: FxHashMap<u32, Vec<Line>> = FxHashMap::default();
    for line in lines(context) {
        match scope_of(line.statement) {
            Some(scope) => of_scope.entry(scope).or_default().push(line),
            None => above(context, obligations, line, &mut limits),
        }
    }
    let mut members: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
    for (index, obligation) in obligations.iter().enumerate() {
        let first = obligation.statements.first().copied().unwrap_or_default();
        if let Some(scope) = scope_of(first) {
            members
                .entry(scope)
                .or_default()
                .push((first, index as u32));
        }
    }
    for scope in 0..scopes.len() as u32 {
        if let Some(lines) = of_scope.remove(&scope) {
            let members = members.remove(&scope).unwrap_or_default();
            inside(context, lines, &members, scope, &mut limits);
        }
    }
    limits
}

fn lines(context: &Context) -> Vec<Line> {
    let statements = &context.outline.statements;
    statements
        .iter()
        .enumerate()
        .filter_map(|(index, statement)| {
            let (at, _) = deadline_line(&statement.text)?;
            let label = &statement.text[..at];
            let number: String = label.chars().filter(char::is_ascii_digit).collect();
            Some(Line {
                statement: index as u32,
                item: (!number.is_empty()).then_some(number),
                deadlines: line_deadlines(context, statement, at),
            })
        })
        .collect()
}

/// The lines of one assignment, with its requirements as (first statement, index).
fn inside(
    context: &Context,
    lines: Vec<Line>,
    members: &[(u32, u32)],
    scope: u32,
    limits: &mut Limits,
) {
    let is_timed = |found: &[Found<Deadline>]| {
        found.iter().any(|one| {
            let one = &one.value;
            one.date.is_some() || one.recurrence.is_some() || one.duration.is_some()
        })
    };
    let mut from = 0;
    for (number, line) in lines.iter().enumerate() {
        let told = limits.of_scope.entry(scope).or_default();
        told.extend(line.deadlines.iter().cloned());
        if !is_timed(&line.deadlines) {
            from = line.statement;
            continue;
        }
        let until = lines
            .get(number + 1)
            .map_or(u32::MAX, |next| next.statement);
        let holds: Vec<u32> = match &line.item {
            Some(item) => of_item(context, members, item),
            None => {
                let above = between(members, from, line.statement);
                match above.is_empty() {
                    true => between(members, line.statement, until),
                    false => above,
                }
            }
        };
        if line.item.is_none() {
            from = line.statement;
        }
        for member in holds {
            limits
                .due
                .entry(member)
                .or_insert_with(|| line.deadlines.clone());
        }
    }
}

fn between(members: &[(u32, u32)], from: u32, until: u32) -> Vec<u32> {
    members
        .iter()
        .filter(|(first, _)| (from..until).contains(first))
        .map(|(_, index)| *index)
        .collect()
}

fn of_item(context: &Context, members: &[(u32, u32)], item: &str) -> Vec<u32> {
    members
        .iter()
        .filter(|(first, _)| {
            outer_number(context.outline, *first).is_some_and(|(number, _)| number == item)
        })
        .map(|(_, index)| *index)
        .collect()
}

/// Outside of assignments: the requirements of the paragraph or list that the line closes.
fn above(context: &Context, obligations: &[Obligation], line: Line, limits: &mut Limits) {
    let outline = context.outline;
    let statement = &outline.statements[line.statement as usize];
    let upto = obligations.partition_point(|one| one.statements[0] < line.statement);
    let block_of = |one: &Obligation| outline.statements[one.statements[0] as usize].block;
    let Some(last) = obligations[..upto]
        .last()
        .filter(|last| last.section == statement.section)
        .map(block_of)
    else {
        return;
    };
    // Nothing but furniture and the list itself may stand between.
    if statement.block > last + 1 {
        return;
    }
    let list = outline.blocks[last as usize]
        .lead_in
        .filter(|_| is_item(&outline.blocks[last as usize].form));
    let own_block = statement.block == last;
    for (index, one) in obligations[..upto].iter().enumerate().rev() {
        let block = block_of(one);
        let is_same_list =
            !own_block && list.is_some() && outline.blocks[block as usize].lead_in == list;
        if one.section != statement.section || block != last && !is_same_list {
            break;
        }
        if matches!(outline.blocks[block as usize].form, BlockForm::Row { .. }) && !own_block {
            break;
        }
        limits
            .due
            .entry(index as u32)
            .or_insert_with(|| line.deadlines.clone());
    }
}
