//! Tables whose cells are ruled: which cell a place on the page lies in.

use super::glyph::{Drawing, Rule};

/// Rules that lie closer than this, in points, are one.
const ONE: f32 = 4.0;
/// Columns and rows of a table on one page.
const MOST: usize = 200;

/// A ruled table on a page.
#[derive(Debug)]
pub(super) struct Ruled {
    /// Places of the rules between columns, from left to right.
    pub xs: Vec<f32>,
    /// Places of the rules between rows, from the top.
    pub ys: Vec<f32>,
    /// For each row and column the row and column in which its cell begins.
    begins: Vec<Vec<(usize, usize)>>,
}

impl Ruled {
    /// Whether a place lies inside the table.
    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        let (Some(left), Some(right)) = (self.xs.first(), self.xs.last()) else {
            return false;
        };
        let (Some(top), Some(bottom)) = (self.ys.first(), self.ys.last()) else {
            return false;
        };
        (*left..=*right).contains(&x) && (*top..=*bottom).contains(&y)
    }

    /// The row and column in which the cell begins that a place lies in.
    pub(super) fn cell(&self, x: f32, y: f32) -> (usize, usize) {
        let at = |lines: &[f32], place: f32| {
            let after = lines.partition_point(|line| *line <= place);
            after.clamp(1, lines.len() - 1) - 1
        };
        let (row, column) = (at(&self.ys, y), at(&self.xs, x));
        self.begins[row][column]
    }

    /// How many rows and columns the cell covers that begins at a row and column.
    pub(super) fn covers(&self, row: usize, column: usize) -> (u32, u32) {
        let rows = (row..self.begins.len())
            .take_while(|at| self.begins[*at][column] == (row, column))
            .count();
        let columns = (column..self.begins[row].len())
            .take_while(|at| self.begins[row][*at] == (row, column))
            .count();
        (rows.max(1) as u32, columns.max(1) as u32)
    }
}

/// The ruled tables of a page, from the top.
pub(super) fn tables(drawing: &Drawing) -> Vec<Ruled> {
    let mut tables: Vec<Ruled> = groups(&drawing.rules)
        .into_iter()
        .filter_map(|group| table(&group))
        .collect();
    tables.sort_by(|one, other| one.ys[0].total_cmp(&other.ys[0]));
    tables
}

/// Rules that touch each other, directly or by others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut order: Vec<&Rule> = rules.iter().collect();
    order.sort_by(|one, other| one.y0.total_cmp(&other.y0));
    let mut groups: Vec<(Rule, Vec<Rule>)> = Vec::new();
    for rule in order {
        let touches = |bounds: &Rule| {
            rule.x0 <= bounds.x1 + ONE
                && rule.x1 >= bounds.x0 - ONE
                && rule.y0 <= bounds.y1 + ONE
                && rule.y1 >= bounds.y0 - ONE
        };
        // Few groups are open at a place; those above are left behind.
        let from = groups.len().saturating_sub(8);
        let mut own = (*rule, vec![*rule]);
        let mut at = groups.len();
        while at > from {
            at -= 1;
            if touches(&groups[at].0) {
                let (bounds, members) = groups.remove(at);
                own.0 = Rule {
                    x0: own.0.x0.min(bounds.x0),
                    y0: own.0.y0.min(bounds.y0),
                    x1: own.0.x1.max(bounds.x1),
                    y1: own.0.y1.max(bounds.y1),
                };
                own.1.extend(members);
            }
        }
        groups.push(own);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn table(rules: &[Rule]) -> Option<Ruled> {
    let is_upright = |rule: &&Rule| rule.y1 - rule.y0 > rule.x1 - rule.x0;
    let upright: Vec<&Rule> = rules.iter().filter(is_upright).collect();
    let level: Vec<&Rule> = rules.iter().filter(|rule| !is_upright(rule)).collect();
    // A table that a page break cuts has no rule at its end, but those between its columns reach there.
    let ends = |of: &[&Rule], end: &dyn Fn(&Rule) -> (f32, f32)| {
        let from = of.iter().map(|rule| end(rule).0).fold(f32::MAX, f32::min);
        let to = of.iter().map(|rule| end(rule).1).fold(f32::MIN, f32::max);
        [from, to].into_iter().filter(|place| place.abs() < 1e6)
    };
    let xs = places(
        upright
            .iter()
            .map(|rule| (rule.x0 + rule.x1) / 2.0)
            .chain(ends(&level, &|rule| (rule.x0, rule.x1))),
    );
    let ys = places(
        level
            .iter()
            .map(|rule| (rule.y0 + rule.y1) / 2.0)
            .chain(ends(&upright, &|rule| (rule.y0, rule.y1))),
    );
    let counts = [xs.len(), ys.len()];
    // One cell is a frame.
    if counts.iter().any(|count| !(2..MOST).contains(count))
        || counts == [2, 2]
        || xs.len() < 3
        || upright.is_empty()
    {
        return None;
    }
    let is_parted = |x: f32, y: f32| {
        upright
            .iter()
            .any(|rule| ((rule.x0 + rule.x1) / 2.0 - x).abs() < ONE && rule.y0 <= y && y <= rule.y1)
    };
    let is_over = |x: f32, y: f32| {
        level
            .iter()
            .any(|rule| ((rule.y0 + rule.y1) / 2.0 - y).abs() < ONE && rule.x0 <= x && x <= rule.x1)
    };
    let mut begins: Vec<Vec<(usize, usize)>> = Vec::new();
    for row in 0..ys.len() - 1 {
        let middle = (ys[row] + ys[row + 1]) / 2.0;
        let mut line: Vec<(usize, usize)> = Vec::new();
        for column in 0..xs.len() - 1 {
            let centre = (xs[column] + xs[column + 1]) / 2.0;
            let begin = if column > 0 && !is_parted(xs[column], middle) {
                line[column - 1]
            } else if row > 0 && !is_over(centre, ys[row]) {
                begins[row - 1][column]
            } else {
                (row, column)
            };
            line.push(begin);
        }
        begins.push(line);
    }
    Some(Ruled { xs, ys, begins })
}

/// Places without those that are nearly the same.
fn places(found: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut all: Vec<f32> = found.collect();
    all.sort_by(f32::total_cmp);
    let mut places: Vec<f32> = Vec::new();
    for place in all {
        if places.last().is_none_or(|last| place - last > ONE) {
            places.push(place);
        }
    }
    places
}
