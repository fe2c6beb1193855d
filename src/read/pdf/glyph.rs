//! What stands on the pages of a PDF: glyphs with place, size and mark, and the rules of tables.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, String as PdfString};
use hayro_syntax::page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Glyphs of a document; a letter of 400 pages has a million.
const GLYPHS: usize = 3_000_000;
/// Drawing steps of a document.
const STEPS: usize = 8_000_000;
/// Rules of a page; a drawing has more.
const RULES: usize = 20_000;

/// A character on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// The character.
    pub character: char,
    /// Left end on the base line, in points from the left.
    pub x: f32,
    /// The base line, in points from the top.
    pub y: f32,
    /// How far it reaches to the right.
    pub width: f32,
    /// Size of the face.
    pub size: f32,
    /// Whether the face is bold.
    pub bold: bool,
    /// Which face and colour it has; 0 for italics in black and where that is not known.
    pub face: u32,
    /// The number of its marked content, for the structure tree.
    pub mark: Option<u32>,
}

impl Glyph {
    /// The right end.
    pub(super) fn end(&self) -> f32 {
        self.x + self.width
    }
}

/// A line drawn along a row or column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Left end.
    pub x0: f32,
    /// Upper end.
    pub y0: f32,
    /// Right end.
    pub x1: f32,
    /// Lower end.
    pub y1: f32,
}

/// What stands on a page, in the order it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// Glyphs, page furniture that is marked so left out.
    pub glyphs: Vec<Glyph>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Width and height in points.
    pub size: (f32, f32),
    /// Whether it shows a picture.
    pub has_image: bool,
}

/// What the pages hold, or none where that is more than any letter does. `is_tagged` keeps rules away.
pub(super) fn drawings(pdf: &Pdf, is_tagged: bool) -> Option<Vec<Drawing>> {
    let cache = InterpreterCache::new();
    let mut left = Budget {
        glyphs: GLYPHS,
        steps: STEPS,
    };
    let mut drawings = Vec::new();
    for page in pdf.pages().iter() {
        let mut collector = Collector {
            drawing: Drawing {
                size: page.render_dimensions(),
                ..Drawing::default()
            },
            open: Vec::new(),
            left: &mut left,
            keeps_rules: !is_tagged,
        };
        let done = catch_unwind(AssertUnwindSafe(|| draw(pdf, page, &cache, &mut collector)));
        let drawing = collector.drawing;
        if let Err(reason) = done
            && reason.is::<Spent>()
        {
            return None;
        }
        drawings.push(drawing);
    }
    Some(drawings)
}

fn draw<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    collector: &mut Collector<'_>,
) {
    let transform = page.initial_transform(true);
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(
        Affine::new(transform.as_coeffs()),
        bounds,
        cache,
        pdf.xref(),
        InterpreterSettings::default(),
    );
    interpret_page(page, &mut context, collector);
}

/// The budget is spent: unwinds out of the interpreter, which has no other end.
struct Spent;

struct Budget {
    glyphs: usize,
    steps: usize,
}

/// An open stretch of marked content.
struct Mark {
    /// Its number; none where an outer one counts.
    number: Option<u32>,
    is_furniture: bool,
    /// What the glyphs inside stand for, until the first of them is met.
    actual: Option<String>,
    replaces: bool,
}

struct Collector<'b> {
    drawing: Drawing,
    open: Vec<Mark>,
    left: &'b mut Budget,
    keeps_rules: bool,
}

impl Collector<'_> {
    fn step(&mut self) {
        match self.left.steps.checked_sub(1) {
            Some(left) => self.left.steps = left,
            None => resume_unwind(Box::new(Spent)),
        }
    }

    /// The innermost mark that tells what the glyphs are decides.
    fn mark(&self) -> (Option<u32>, bool) {
        let told = self
            .open
            .iter()
            .rev()
            .find(|mark| mark.number.is_some() || mark.is_furniture);
        told.map_or((None, false), |mark| (mark.number, mark.is_furniture))
    }

    fn push(&mut self, glyph: Glyph) {
        match self.left.glyphs.checked_sub(1) {
            Some(left) => self.left.glyphs = left,
            None => resume_unwind(Box::new(Spent)),
        }
        self.drawing.glyphs.push(glyph);
    }

    fn text(&mut self, text: &str, glyph: Glyph) {
        let count = text.chars().count().max(1) as f32;
        let width = glyph.width / count;
        for (at, character) in text.chars().enumerate() {
            self.push(Glyph {
                character,
                x: glyph.x + at as f32 * width,
                width,
                ..glyph
            });
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (x0, x1) = (from.x.min(to.x) as f32, from.x.max(to.x) as f32);
        let (y0, y1) = (from.y.min(to.y) as f32, from.y.max(to.y) as f32);
        let is_thin = (x1 - x0).min(y1 - y0) < 2.5;
        let is_long = (x1 - x0).max(y1 - y0) > 6.0;
        if is_thin && is_long && self.drawing.rules.len() < RULES {
            self.drawing.rules.push(Rule { x0, y0, x1, y1 });
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        if !self.keeps_rules || path.elements().len() > 400 {
            return;
        }
        if matches!(mode, DrawMode::Fill(_)) {
            let bounds = (props.transform * path.clone()).bounding_box();
            self.rule(
                Point::new(bounds.x0, bounds.y0),
                Point::new(bounds.x1, bounds.y1),
            );
            return;
        }
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match element {
                PathEl::MoveTo(to) => (start, at) = (*to, *to),
                PathEl::LineTo(to) => {
                    self.rule(props.transform * at, props.transform * *to);
                    at = *to;
                }
                PathEl::ClosePath => self.rule(props.transform * at, props.transform * start),
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => at = *to,
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.step();
        let (mark, is_furniture) = self.mark();
        if is_furniture {
            return;
        }
        let (bold, face) = run.glyphs().first().map_or((false, 0), |glyph| look(glyph));
        let face = face ^ colour(&props.paint);
        for glyph in run.glyphs() {
            let [a, b, c, d, x, y] = (props.transform * glyph.transform()).as_coeffs();
            // What is turned stands in the margin.
            if b.abs() > a.abs() {
                continue;
            }
            let advance = match &**glyph {
                Drawn::Outline(outline) => outline.advance_width(),
                Drawn::Type3(drawn) => drawn.advance_width(),
            };
            let size = (c.hypot(d) * 1000.0) as f32;
            let placed = Glyph {
                character: ' ',
                x: x as f32,
                y: y as f32,
                width: advance.map_or(size * 0.5, |advance| advance * a.hypot(b) as f32),
                size,
                bold,
                face,
                mark,
            };
            if let Some(actual) = self.open.iter_mut().rev().find(|mark| mark.replaces) {
                if let Some(text) = actual.actual.take() {
                    self.text(&text, placed);
                }
                continue;
            }
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.push(Glyph {
                    character,
                    ..placed
                }),
                Some(BfString::String(text)) => self.text(&text, placed),
                None => self.push(Glyph {
                    character: char::REPLACEMENT_CHARACTER,
                    ..placed
                }),
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step();
        self.drawing.has_image = true;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.step();
        let number = properties.and_then(|given| given.get::<u32>("MCID"));
        let actual = properties
            .and_then(|given| given.get::<PdfString<'_>>("ActualText"))
            .map(|text| unicode(text.as_bytes()));
        self.open.push(Mark {
            number,
            is_furniture: tag == b"Artifact",
            replaces: actual.is_some(),
            actual,
        });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

/// Whether a face is bold, and a number that tells faces apart.
fn look(glyph: &Drawn<'_>) -> (bool, u32) {
    let Drawn::Outline(outline) = glyph else {
        return (false, 0);
    };
    outline.font_data().map_or((false, 0), |font| {
        let name = font.postscript_name.unwrap_or_default().to_lowercase();
        let bold = font.weight.is_some_and(|weight| weight > 550)
            || ["bold", "black", "heavy"]
                .iter()
                .any(|word| name.contains(word));
        // Italics stress words, they announce nothing.
        let face = if font.is_italic && !bold {
            0
        } else {
            font.cache_key as u32
        };
        (bold, face)
    })
}

/// A number that tells colours apart; 0 for black and grey.
fn colour(paint: &Paint<'_>) -> u32 {
    let Paint::Color(colour) = paint else {
        return 0;
    };
    let [red, green, blue, _] = colour.to_rgba().to_rgba8();
    let spread = red.max(green).max(blue) - red.min(green).min(blue);
    if spread < 24 {
        0
    } else {
        u32::from_be_bytes([1, red, green, blue])
    }
}

/// The characters of a text string: UTF-16 or UTF-8 by its mark, else nearly Latin 1.
fn unicode(bytes: &[u8]) -> String {
    if let Some(pairs) = bytes.strip_prefix(b"\xfe\xff") {
        let units = pairs
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    if let Some(text) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(text).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
