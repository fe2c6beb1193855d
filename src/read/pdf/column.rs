//! Columns of a page: the order in which its runs are read.

use super::line::Run;

/// Runs at least on each side of a gutter.
const FEWEST: usize = 8;
/// How far apart the places are at which a gutter is looked for, in points.
const STEP: f32 = 3.0;

/// The gutter between two columns of text, if the page has two.
pub(super) fn gutter(runs: &[Run<'_>]) -> Option<f32> {
    let left = runs.iter().map(|run| run.x0).fold(f32::MAX, f32::min);
    let right = runs.iter().map(|run| run.x1).fold(0.0, f32::max);
    let width = right - left;
    if runs.len() < 2 * FEWEST || width < 200.0 {
        return None;
    }
    let crossing = |x: f32| {
        runs.iter()
            .filter(|run| run.x0 < x - 1.0 && run.x1 > x + 1.0)
            .count()
    };
    let mut best: Option<(usize, f32, f32)> = None;
    let mut x = left + width * 0.35;
    while x < left + width * 0.65 {
        let count = crossing(x);
        best = match best {
            Some((least, from, _)) if count == least => Some((least, from, x)),
            Some((least, ..)) if count > least => best,
            _ => Some((count, x, x)),
        };
        x += STEP;
    }
    let (count, from, to) = best?;
    let x = (from + to) / 2.0;
    let side = |keep: &dyn Fn(&Run<'_>) -> bool, room: f32| {
        let on: Vec<&Run<'_>> = runs.iter().filter(|run| keep(run)).collect();
        let full = on.iter().filter(|run| run.x1 - run.x0 > room * 0.6).count();
        on.len() >= FEWEST && full * 5 > on.len() * 2
    };
    let is_text =
        side(&|run| run.x1 <= x + 1.0, x - left) && side(&|run| run.x0 >= x - 1.0, right - x);
    (is_text && count * 6 < runs.len()).then_some(x)
}

/// Runs in the order they are read, each with its column: what crosses the gutter parts the page in bands,
/// and in each band the left column comes before the right one.
pub(super) fn ordered<'d>(mut runs: Vec<Run<'d>>, gutter: Option<f32>) -> Vec<(Run<'d>, u8)> {
    runs.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x0.total_cmp(&other.x0)));
    let Some(x) = gutter else {
        return runs.into_iter().map(|run| (run, 0)).collect();
    };
    let mut ordered = Vec::with_capacity(runs.len());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for run in runs {
        if run.x1 <= x + 1.0 {
            left.push((run, 1));
        } else if run.x0 >= x - 1.0 {
            right.push((run, 2));
        } else {
            ordered.append(&mut left);
            ordered.append(&mut right);
            ordered.push((run, 0));
        }
    }
    ordered.append(&mut left);
    ordered.append(&mut right);
    ordered
}
