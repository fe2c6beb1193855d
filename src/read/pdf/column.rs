//! Columns of a page: the order in which its runs are read.

use super::line::Run;

/// Runs at least on each side of a gutter.
const FEWEST: usize = 8;
/// How far apart the places are at which a gutter is looked for, in points.
const STEP: f32 = 3.0;

/// The gutter between two columns of text, if the page has two.
fn gutter(runs: &[Run<'_>]) -> Option<f32> {
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

/// The gutters of a document's pages: a page that shows none has the one that most others have, unless
/// much of it crosses that.
pub(super) fn gutters(pages: &[Vec<Run<'_>>]) -> Vec<Option<f32>> {
    let mut gutters: Vec<Option<f32>> = pages.iter().map(|runs| gutter(runs)).collect();
    let mut found: Vec<f32> = gutters.iter().flatten().copied().collect();
    if found.len() * 2 <= pages.len() {
        // Columns on a few pages of many are more likely tables.
        let are_few = found.len() * 4 < pages.len();
        return if are_few {
            vec![None; pages.len()]
        } else {
            gutters
        };
    }
    found.sort_by(f32::total_cmp);
    let usual = found[found.len() / 2];
    for (gutter, runs) in gutters.iter_mut().zip(pages) {
        let crossing = runs
            .iter()
            .filter(|run| run.x0 < usual - 1.0 && run.x1 > usual + 1.0)
            .count();
        if gutter.is_none() && crossing * 3 < runs.len().max(1) {
            *gutter = Some(usual);
        }
    }
    gutters
}

/// Left and right ends of the columns: across the page, left, right.
pub(super) fn ends(pages: &[Vec<Run<'_>>], gutters: &[Option<f32>]) -> [(f32, f32); 3] {
    let mut lefts: [Vec<f32>; 3] = Default::default();
    let mut rights: [Vec<f32>; 3] = Default::default();
    for (runs, gutter) in pages.iter().zip(gutters) {
        for run in runs {
            let column = place(run, *gutter);
            lefts[usize::from(column)].push(run.x0);
            rights[usize::from(column)].push(run.x1);
        }
    }
    let mut ends = [(0.0, 0.0); 3];
    for (at, end) in ends.iter_mut().enumerate() {
        // A few runs may stand out into the margin.
        let part = |values: &mut Vec<f32>, share: usize| {
            values.sort_by(f32::total_cmp);
            let at = values.len() * share / 100;
            values.get(at.min(values.len().saturating_sub(1))).copied()
        };
        *end = (
            part(&mut lefts[at], 1).unwrap_or(0.0),
            part(&mut rights[at], 98).unwrap_or(0.0),
        );
    }
    ends
}

fn place(run: &Run<'_>, gutter: Option<f32>) -> u8 {
    match gutter {
        Some(x) if run.x1 <= x + 1.0 => 1,
        Some(x) if run.x0 >= x - 1.0 => 2,
        _ => 0,
    }
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
