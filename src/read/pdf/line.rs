//! Lines of a PDF by the places of their glyphs.

use super::glyph::{Drawing, Glyph};
use rustc_hash::FxHashSet;

/// A gap of so many sizes of the face parts two runs.
const GAP: f32 = 2.0;

/// Glyphs that follow each other on a line without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Run<'d> {
    /// Its glyphs, from left to right.
    pub glyphs: Vec<&'d Glyph>,
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
    /// Base line.
    pub y: f32,
    /// Size of the face.
    pub size: f32,
}

impl<'d> Run<'d> {
    fn of(glyph: &'d Glyph) -> Run<'d> {
        Run {
            glyphs: vec![glyph],
            x0: glyph.x,
            x1: glyph.end(),
            y: glyph.y,
            size: glyph.size,
        }
    }

    fn push(&mut self, glyph: &'d Glyph) {
        if !glyph.character.is_whitespace() {
            self.x0 = self.x0.min(glyph.x);
            self.x1 = self.x1.max(glyph.end());
            if glyph.size > self.size {
                self.size = glyph.size;
                self.y = glyph.y;
            }
        }
        self.glyphs.push(glyph);
    }

    /// Takes the glyphs of another run in.
    pub(super) fn append(&mut self, other: Run<'d>) {
        for glyph in other.glyphs {
            self.push(glyph);
        }
    }

    /// Whether a glyph goes on with the run.
    fn takes(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size);
        let gap = glyph.x - self.x1;
        (self.y - glyph.y).abs() < size * 0.6 && gap < size * GAP && gap > -size * 0.6
    }

    /// Its characters, blanks between words that stand apart.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut end = self.x0;
        for glyph in &self.glyphs {
            if glyph.x - end > glyph.size * 0.15 && !text.ends_with(' ') && !text.is_empty() {
                text.push(' ');
            }
            text.push(glyph.character);
            end = glyph.end();
        }
        crate::model::collapse(&text)
    }

    /// Width of its first word.
    fn first_word(&self) -> f32 {
        let mut end = self.x0;
        for glyph in &self.glyphs {
            if glyph.character.is_whitespace() || glyph.x - end > glyph.size * 0.15 {
                break;
            }
            end = glyph.end();
        }
        end - self.x0
    }

    /// Whether the line before, with a right end, had room for the first word of this one.
    pub(super) fn had_room(&self, end: f32, right: f32) -> bool {
        end + self.size * 0.35 + self.first_word() < right - self.size * 0.3
    }
}

/// The runs of a page, in the order they are drawn.
pub(super) fn runs(drawing: &Drawing) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for glyph in &drawing.glyphs {
        match runs.last_mut() {
            Some(run) if run.takes(glyph) => run.push(glyph),
            _ if glyph.character.is_whitespace() => {}
            _ => runs.push(Run::of(glyph)),
        }
    }
    joined(runs)
}

/// The words that stand inside a line, neither first nor last: none of them is half a word.
pub(super) fn words(runs: &[Run<'_>]) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    for run in runs {
        let text = run.text();
        let all: Vec<&str> = text.split(' ').collect();
        for word in all.iter().take(all.len().saturating_sub(1)).skip(1) {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            if word.chars().all(char::is_alphabetic) && !word.is_empty() {
                words.insert(word.to_lowercase());
            }
        }
    }
    words
}

/// Joins runs that touch, whatever was drawn between them.
fn joined(runs: Vec<Run<'_>>) -> Vec<Run<'_>> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let row = |run: &Run<'_>| (run.y / 2.0).round() as i64;
    order.sort_by(|one, other| {
        let (one, other) = (&runs[*one], &runs[*other]);
        row(one).cmp(&row(other)).then(one.x0.total_cmp(&other.x0))
    });
    let mut runs: Vec<Option<Run<'_>>> = runs.into_iter().map(Some).collect();
    for pair in order.windows(2) {
        let touches = match (&runs[pair[0]], &runs[pair[1]]) {
            (Some(left), Some(right)) => {
                let gap = right.x0 - left.x1;
                let size = left.size.max(right.size);
                (left.y - right.y).abs() < size * 0.3 && gap < size * 0.6 && gap > -size * 0.6
            }
            _ => false,
        };
        if touches && let (Some(left), Some(right)) = (runs[pair[0]].take(), runs[pair[1]].take()) {
            let mut joined = left;
            for glyph in right.glyphs {
                joined.push(glyph);
            }
            // The next pair looks for it at its own place.
            runs[pair[1]] = Some(joined);
        }
    }
    runs.into_iter().flatten().collect()
}

/// Glyphs of a cell by the lines that stand for themselves: one that ends although the first word of the
/// next one would have had room, and what opens with a bullet.
pub(super) fn broken<'g, 'd>(glyphs: &'g [(&'d Glyph, u32)]) -> Vec<&'g [(&'d Glyph, u32)]> {
    let mut starts = vec![0];
    let mut last: Option<(&Glyph, u32)> = None;
    for (at, (glyph, page)) in glyphs.iter().enumerate() {
        if glyph.character.is_whitespace() {
            continue;
        }
        if let Some((before, before_page)) = last {
            let size = before.size.max(glyph.size);
            if *page != before_page || (glyph.y - before.y).abs() > size * 0.7 {
                starts.push(at);
            }
        }
        last = Some((glyph, *page));
    }
    starts.push(glyphs.len());
    let lines: Vec<&[(&Glyph, u32)]> = starts
        .windows(2)
        .map(|pair| &glyphs[pair[0]..pair[1]])
        .collect();
    let end = |line: &[(&Glyph, u32)]| {
        line.iter()
            .filter(|(glyph, _)| !glyph.character.is_whitespace())
            .map(|(glyph, _)| glyph.end())
            .fold(0.0, f32::max)
    };
    let right = lines.iter().map(|line| end(line)).fold(0.0, f32::max);
    let mut blocks = Vec::new();
    let mut from = 0;
    for at in 1..lines.len() {
        let Some((first, _)) = lines[at]
            .iter()
            .find(|(glyph, _)| !glyph.character.is_whitespace())
        else {
            continue;
        };
        let mut run = Run::of(first);
        lines[at]
            .iter()
            .skip(1)
            .for_each(|(glyph, _)| run.push(glyph));
        let text = run.text();
        let is_listed = super::super::number::opens_with_bullet(&text);
        let opens = !text.starts_with(char::is_lowercase);
        if is_listed || opens && run.had_room(end(lines[at - 1]), right) {
            blocks.push(&glyphs[starts[from]..starts[at]]);
            from = at;
        }
    }
    blocks.push(&glyphs[starts[from]..]);
    blocks
}
