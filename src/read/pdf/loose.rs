//! Tables without rules: lines whose runs stand below each other in columns.

use super::flow::Line;

/// Columns of such a table.
const COLUMNS: usize = 12;

/// A table found among lines: how many lines it takes, and its rows of cells, each a list of places
/// `(line, run)`.
pub(super) struct Loose {
    /// Lines that it takes.
    pub lines: usize,
    /// Left and right ends of its columns.
    pub columns: Vec<(f32, f32)>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<(usize, usize)>>>,
}

/// The table that begins with the first of these lines.
pub(super) fn table(lines: &[Line<'_>], leading: f32) -> Option<Loose> {
    if lines.first()?.runs.len() < 2 {
        return None;
    }
    // Columns grow with the runs of each line as long as they stay apart.
    let mut columns: Vec<(f32, f32)> = lines[0].runs.iter().map(|run| (run.x0, run.x1)).collect();
    let mut length = 1;
    let mut split = 1;
    for at in 1..lines.len() {
        let line = &lines[at];
        let gap = line.y - lines[at - 1].y;
        if line.column != lines[0].column || line.page != lines[0].page || gap > leading * 3.5 {
            break;
        }
        let Some(grown) = grown(&columns, line) else {
            break;
        };
        // One run in the first column that is far below starts something else.
        let is_lone = line.runs.len() == 1;
        let goes_on = lines
            .get(at + 1)
            .is_some_and(|next| next.runs.len() > 1 && next.y - line.y < leading * 3.5);
        if is_lone && gap > leading * 1.6 && !goes_on {
            break;
        }
        columns = grown;
        split += usize::from(!is_lone);
        length = at + 1;
    }
    if split < 2 || columns.len() > COLUMNS {
        return None;
    }
    let rows = rows(&lines[..length], &columns, leading);
    Some(Loose {
        lines: length,
        columns,
        rows,
    })
}

/// The columns with the runs of a line; none where a run joins two columns.
fn grown(columns: &[(f32, f32)], line: &Line<'_>) -> Option<Vec<(f32, f32)>> {
    let mut grown = columns.to_vec();
    for run in &line.runs {
        let touched: Vec<usize> = (0..grown.len())
            .filter(|at| run.x0 < grown[*at].1 + 2.0 && run.x1 > grown[*at].0 - 2.0)
            .collect();
        match touched.as_slice() {
            [] => {
                let place = grown.partition_point(|column| column.0 < run.x0);
                grown.insert(place, (run.x0, run.x1));
            }
            [at] => {
                grown[*at].0 = grown[*at].0.min(run.x0);
                grown[*at].1 = grown[*at].1.max(run.x1);
            }
            _ => return None,
        }
    }
    let are_apart = grown.windows(2).all(|pair| pair[1].0 - pair[0].1 > 4.0);
    are_apart.then_some(grown)
}

fn rows(lines: &[Line<'_>], columns: &[(f32, f32)], leading: f32) -> Vec<Vec<Vec<(usize, usize)>>> {
    let mut rows: Vec<Vec<Vec<(usize, usize)>>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let column = |x: f32| columns.partition_point(|column| column.0 <= x + 1.0).max(1) - 1;
        let is_first = line.runs.first().is_some_and(|run| column(run.x0) == 0);
        let gap = at
            .checked_sub(1)
            .map_or(f32::MAX, |before| line.y - lines[before].y);
        // What goes on in lower case below its row, or leaves the first column empty, belongs to the row.
        let goes_on = line.runs.iter().all(|run| {
            run.text()
                .starts_with(|c: char| c.is_lowercase() || c == '(')
        });
        let opens =
            rows.is_empty() || is_first && !(goes_on && gap < leading * 1.4) || gap > leading * 2.2;
        if opens {
            rows.push(vec![Vec::new(); columns.len()]);
        }
        if let Some(row) = rows.last_mut() {
            for (run, placed) in line.runs.iter().enumerate() {
                row[column(placed.x0)].push((at, run));
            }
        }
    }
    rows
}
