//! Parts → sections, blocks and statements.

use super::compose::{Composed, compose, cut, quote_spans};
use super::lead::{
    announces, directs_list, goes_on_with_verb, leads, names_assignments, only_leads,
};
use super::number::roman;
use super::part::{Heading, Part, PartForm};
use super::sentence::sentences;
use super::table_head::Table;
use super::title::is_title;
use crate::model::{
    Block, BlockForm, Outline, Section, SectionForm, Span, Statement, collapse,
    leading_official_id, slug,
};
use rustc_hash::FxHashMap;

/// Fills the outline with what the parts hold.
pub(super) fn fill(outline: &mut Outline, content: &str, parts: Vec<Part>) {
    let mut builder = Builder::new(outline, content, &parts);
    for (index, part) in parts.iter().enumerate() {
        let mut after = parts[index + 1..].iter();
        builder.part(part, after.find(|next| next.form != PartForm::Footnote));
    }
    builder.close(content.len());
}

struct Builder<'t> {
    outline: &'t mut Outline,
    content: &'t str,
    /// Sections by scope (root or annex) and number.
    numbered: FxHashMap<(u32, String), u32>,
    /// How often each path was given.
    paths: FxHashMap<String, u32>,
    /// The section that numbers count in: the root or an annex.
    scope: u32,
    /// Kinds of numbers in the order of their first use in the scope, with the last section of each.
    kinds: Vec<(NumberKind, u32)>,
    /// The section to put text into.
    section: u32,
    /// Whether any heading has a number; where none has, mark-up tells the depth.
    has_numbers: bool,
    /// The statement that a list may hang on.
    lead: Option<u32>,
    /// Last statement and own lead-in of the open item at each depth.
    items: Vec<Item>,
    /// The heading or line above a heading that leads into all lists below it.
    heading_lead: Option<HeadingLead>,
    /// The numbered list that a paragraph interrupted: its lead-in and last number.
    interrupted: Option<(u32, String)>,
    /// The table being read.
    table: Table,
}

/// A lead-in that holds through sub-headings.
#[derive(Clone, Copy)]
struct HeadingLead {
    statement: u32,
    /// Depth of its heading, 0 where it is none.
    level: u8,
}

#[derive(Clone, Copy)]
struct Item {
    depth: u8,
    last: Option<u32>,
    lead_in: Option<u32>,
    block: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum NumberKind {
    Decimal,
    Roman,
    Letter,
}

impl<'t> Builder<'t> {
    fn new(outline: &'t mut Outline, content: &'t str, parts: &[Part]) -> Builder<'t> {
        outline.sections.push(Section {
            path: String::new(),
            number: None,
            heading: String::new(),
            level: 0,
            parent: None,
            form: SectionForm::Root,
            heading_span: Span::default(),
            span: Span::new(0, content.len()),
            announced: 0,
        });
        let has_numbers = parts.iter().any(
            |part| matches!(&part.form, PartForm::Heading(heading) if heading.number.is_some()),
        );
        Builder {
            outline,
            content,
            numbered: FxHashMap::default(),
            paths: FxHashMap::default(),
            scope: 0,
            kinds: Vec::new(),
            section: 0,
            has_numbers,
            lead: None,
            items: Vec::new(),
            heading_lead: None,
            interrupted: None,
            table: Table::default(),
        }
    }

    fn part(&mut self, part: &Part, next: Option<&Part>) {
        let composed = compose(self.content, &part.spans);
        if composed.text.is_empty() {
            return;
        }
        match &part.form {
            PartForm::Heading(heading) => self.titled(heading, &composed),
            PartForm::Paragraph => self.paragraph(&composed, next),
            PartForm::Item { depth, marker } if marker.is_empty() && !self.items.is_empty() => {
                self.further(*depth, &composed);
            }
            PartForm::Item { marker, .. } if marker.is_empty() => self.paragraph(&composed, next),
            PartForm::Item { depth, marker } => self.item(*depth, marker, &composed),
            PartForm::Footnote => {
                self.block(BlockForm::Paragraph, None, &composed);
            }
            PartForm::Row {
                table,
                row,
                header,
                cells,
                carried,
            } => {
                if self.table.number != Some(*table) {
                    self.table = Table::new(*table, self.lead.take());
                }
                if *header {
                    self.table.head(self.content, cells);
                }
                let first = self.outline.statements.len();
                self.interrupt();
                self.row(*table, *row, *header, cells, carried);
                let before_list =
                    next.is_some_and(|next| matches!(next.form, PartForm::Item { .. }));
                let told = &self.outline.statements[first..];
                self.lead = told
                    .iter()
                    .rposition(|statement| statement.text.ends_with(':'))
                    .filter(|_| before_list)
                    .map(|at| (first + at) as u32);
            }
        }
    }

    /// A heading; one that ends in a directing verb leads into the lists below it.
    fn titled(&mut self, heading: &Heading, composed: &Composed) {
        self.lead = None;
        self.items.clear();
        self.interrupted = None;
        let directs = directs_list(&composed.text);
        let is_deeper = |lead: HeadingLead| {
            heading.number.is_none()
                && !heading.is_annex
                && (heading.level == 0 || heading.level >= lead.level)
                && leading_official_id(&composed.text).is_none()
        };
        self.heading_lead = self
            .heading_lead
            .filter(|lead| !directs && is_deeper(*lead));
        if !directs || heading.number.is_some() {
            self.heading(heading, composed);
        }
        if directs {
            let end = self.block(BlockForm::Paragraph, None, composed);
            self.heading_lead = end.checked_sub(1).map(|statement| HeadingLead {
                statement,
                level: heading.level,
            });
        }
    }

    fn paragraph(&mut self, composed: &Composed, next: Option<&Part>) {
        let first = self.outline.statements.len() as u32;
        let end = self.block(BlockForm::Paragraph, None, composed);
        self.interrupt();
        let before_list = next.is_some_and(|next| match &next.form {
            PartForm::Item { marker, .. } => !marker.is_empty(),
            PartForm::Row { .. } => true,
            _ => false,
        });
        let before_heading = next.is_some_and(
            |next| matches!(&next.form, PartForm::Heading(heading) if heading.number.is_none()),
        );
        let text = |at: u32| self.outline.statements[at as usize].text.as_str();
        let last = end.checked_sub(1).filter(|last| *last >= first);
        self.lead = last.filter(|_| before_list).and_then(|last| {
            let announces = |at: &u32| announces(text(*at));
            (Some(last).filter(|last| leads(text(*last)))).or_else(|| (first..last).find(announces))
        });
        // "Tilsynet skal:" above a topic leads into the list below the topic.
        if let Some(last) = last.filter(|last| before_heading && directs_list(text(*last))) {
            self.heading_lead = Some(HeadingLead {
                statement: last,
                level: 0,
            });
        }
    }

    /// Closes the open list; a numbered one may go on with its next number.
    fn interrupt(&mut self) {
        let outer = self.items.first().copied();
        self.items.clear();
        let Some((lead, block)) = outer.and_then(|item| Some((item.lead_in?, item.block))) else {
            return;
        };
        if let BlockForm::Item { marker, .. } = &self.outline.blocks[block as usize].form {
            self.interrupted = Some((lead, marker.clone()));
        }
    }

    /// A further paragraph of a list item: it stands by itself, the list goes on behind it.
    fn further(&mut self, depth: u8, composed: &Composed) {
        while self.items.last().is_some_and(|item| item.depth > depth) {
            self.items.pop();
        }
        let end = self.block(BlockForm::Paragraph, None, composed);
        if let Some(item) = self.items.last_mut() {
            item.last = end.checked_sub(1);
        }
    }

    /// What leads into an outermost item.
    fn outer_lead(&self, marker: &str, composed: &Composed) -> Option<u32> {
        let resumed = || {
            self.interrupted
                .as_ref()
                .filter(|(_, last)| is_next_marker(last, marker))
                .map(|(lead, _)| *lead)
        };
        let headed = || {
            self.heading_lead
                .filter(|_| goes_on_with_verb(&composed.text))
                .map(|lead| lead.statement)
        };
        self.lead.or_else(resumed).or_else(headed)
    }

    fn item(&mut self, depth: u8, marker: &str, composed: &Composed) {
        while self.items.last().is_some_and(|item| item.depth >= depth) {
            self.items.pop();
        }
        let lead_in = match self.items.last() {
            None => self.outer_lead(marker, composed),
            Some(above) => match above.last {
                Some(last) if leads(&self.outline.statements[last as usize].text) => Some(last),
                _ => above.lead_in,
            },
        };
        if let Some(lead_in) = lead_in {
            let above = &mut self.outline.statements[lead_in as usize];
            above.is_lead_in |= self.items.is_empty() || only_leads(&above.text);
            if self.items.is_empty() {
                self.lead = Some(lead_in);
            }
        }
        let block = self.outline.blocks.len() as u32;
        let form = BlockForm::Item {
            depth,
            marker: marker.to_owned(),
        };
        let end = self.block(form, lead_in, composed);
        self.items.push(Item {
            depth,
            last: end.checked_sub(1),
            lead_in,
            block,
        });
    }

    fn row(
        &mut self,
        table: u32,
        row: u32,
        header: bool,
        cells: &[Vec<Vec<Span>>],
        carried: &[usize],
    ) {
        let mut texts = Vec::with_capacity(cells.len());
        let mut cell_spans = Vec::with_capacity(cells.len());
        for cell in cells {
            let mut lines = Vec::new();
            let mut spans = Vec::new();
            for line in cell {
                let composed = compose(self.content, line);
                spans.extend(quote_spans(self.content, &composed.runs));
                lines.push(composed.text);
            }
            texts.push(lines.join("\n"));
            cell_spans.push(spans);
        }
        let form = BlockForm::Row {
            table,
            row,
            cells: texts,
            cell_spans,
            header,
        };
        let first = self.outline.statements.len() as u32;
        let block = self.outline.blocks.len() as u32;
        self.row_statements(block, cells, carried);
        self.outline.blocks.push(Block {
            section: self.section,
            form,
            lead_in: self.table.lead.filter(|_| !header),
            statements: (first, self.outline.statements.len() as u32),
            title: None,
        });
    }

    /// The statements of a row: whole sentences and the items of a list in a cell stand by themselves,
    /// all other cells are one statement.
    fn row_statements(&mut self, block: u32, cells: &[Vec<Vec<Span>>], carried: &[usize]) {
        let mut joined: Vec<Span> = Vec::new();
        let mut found: Vec<Composed> = Vec::new();
        // A cell of two lines goes on below the next cell: it stands by itself.
        let mut place = 0;
        let is_interleaved = cells.iter().flatten().flatten().any(|span| {
            let is_back = span.start < place;
            place = place.max(span.end);
            is_back
        });
        let numbered = usize::from(cells.len() > 2 && self.is_number(&cells[0], &cells[1]));
        for (column, cell) in cells.iter().enumerate().skip(numbered) {
            // What a cell over several rows says is said in the first of them.
            if carried.contains(&column) {
                continue;
            }
            for line in cell {
                let composed = without_bullet(compose(self.content, line));
                let is_sentence = composed.text.ends_with(['.', '!', '?', ':'])
                    && composed.text.len() > 12
                    && composed.text.contains(' ');
                let is_whole = is_interleaved && line.len() > 1
                    || cells.len() > 1 && self.table.stands_alone(column, &composed.text);
                if is_whole {
                    found.push(composed);
                } else if cell.len() > 1 || is_sentence {
                    found.extend(
                        sentences(&composed.text)
                            .into_iter()
                            .map(|range| cut(&composed, range.start, range.end)),
                    );
                } else {
                    joined.extend(quote_spans(self.content, &composed.runs));
                }
            }
        }
        let joined = compose(self.content, &joined);
        // A deadline that several paragraphs of one row share is told once.
        let is_told = self
            .outline
            .statements
            .iter()
            .rev()
            .take(3)
            .any(|told| told.runs == joined.runs);
        if !joined.text.is_empty() && !is_told {
            found.push(joined);
        }
        found.sort_by_key(|composed| composed.runs.first().map(|run| run.source.start));
        for composed in found {
            if !composed.text.is_empty() {
                self.statement(block, composed);
            }
        }
    }

    /// Whether a first cell only numbers the row whose words stand in the next one.
    fn is_number(&self, first: &[Vec<Span>], next: &[Vec<Span>]) -> bool {
        let text = |cell: &[Vec<Span>]| {
            let spans: Vec<Span> = cell.iter().flatten().copied().collect();
            compose(self.content, &spans).text
        };
        let number = text(first);
        (1..=3).contains(&number.len())
            && number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && text(next).split(' ').filter(|word| word.len() > 2).count() > 2
    }

    /// Adds a block with its sentences; gives the index one past its last statement.
    fn block(&mut self, form: BlockForm, lead_in: Option<u32>, composed: &Composed) -> u32 {
        let first = self.outline.statements.len() as u32;
        let block = self.outline.blocks.len() as u32;
        for range in sentences(&composed.text) {
            self.statement(block, cut(composed, range.start, range.end));
        }
        let end = self.outline.statements.len() as u32;
        let title = (end > first + 1).then_some(first).filter(|first| {
            let opening = &self.outline.statements[*first as usize];
            is_title(self.content, &opening.spans, &opening.text)
        });
        self.outline.blocks.push(Block {
            section: self.section,
            form,
            lead_in,
            statements: (first, end),
            title,
        });
        end
    }

    fn statement(&mut self, block: u32, composed: Composed) {
        let spans = quote_spans(self.content, &composed.runs);
        self.outline.statements.push(Statement {
            section: self.section,
            block,
            text: composed.text,
            runs: composed.runs,
            spans,
            is_lead_in: false,
        });
    }

    fn heading(&mut self, heading: &Heading, composed: &Composed) {
        let text = collapse(composed.text.trim_end_matches([':', ' ']));
        let start = heading.span.start as usize;
        let (parent, form) = if heading.is_annex {
            (0, SectionForm::Annex)
        } else if let Some(number) = &heading.number {
            (self.parent_of(number), SectionForm::Numbered)
        } else {
            (
                self.parent_of_unnumbered(heading.level, &text),
                SectionForm::Unnumbered,
            )
        };
        self.end_sections(parent, start);
        let above = &self.outline.sections[parent as usize];
        let step = match &heading.number {
            Some(number) if number.contains('.') && above.number.is_some() => {
                // "3.1" stands for itself: its parent's number is a part of it.
                let base = above
                    .path
                    .strip_suffix(above.number.as_deref().unwrap_or_default())
                    .unwrap_or_default();
                format!("{base}{number}")
            }
            Some(number) => join_path(&above.path, &number.to_lowercase()),
            None => join_path(&above.path, &slug(&text)),
        };
        let count = self.paths.entry(step.clone()).or_insert(0);
        *count += 1;
        let path = if *count == 1 {
            step
        } else {
            format!("{step}~{count}")
        };
        let index = self.outline.sections.len() as u32;
        let level = above.level.saturating_add(1);
        self.outline.sections.push(Section {
            path,
            number: heading.number.clone(),
            heading: text,
            level,
            parent: Some(parent),
            form,
            heading_span: heading.span,
            span: Span::new(start, self.content.len()),
            announced: heading.level,
        });
        match form {
            SectionForm::Annex => {
                self.scope = index;
                self.kinds.clear();
            }
            SectionForm::Numbered => {
                if let Some(number) = &heading.number {
                    self.numbered.insert((self.scope, number.clone()), index);
                    let kind = kind_of(number);
                    if let Some(at) = self.kinds.iter().position(|(known, _)| *known == kind) {
                        self.kinds[at].1 = index;
                        self.kinds.truncate(at + 1);
                    } else {
                        self.kinds.push((kind, index));
                    }
                }
            }
            _ => {}
        }
        self.section = index;
    }

    /// The section with the longest beginning of this number, or the last one of an outer kind of number.
    fn parent_of(&self, number: &str) -> u32 {
        let mut prefix = number;
        while let Some((shorter, _)) = prefix.rsplit_once('.') {
            if let Some(parent) = self.numbered.get(&(self.scope, shorter.to_owned())) {
                return *parent;
            }
            prefix = shorter;
        }
        let kind = kind_of(number);
        let outer = match self.kinds.iter().position(|(known, _)| *known == kind) {
            Some(0) => None,
            Some(at) => Some(self.kinds[at - 1].1),
            None => self.kinds.last().map(|(_, section)| *section),
        };
        outer.unwrap_or(self.scope)
    }

    /// The section above an unnumbered heading: the nearest numbered one, or the assignment it belongs to,
    /// or, where nothing has a number, the one announced higher.
    fn parent_of_unnumbered(&self, level: u8, text: &str) -> u32 {
        let mut at = self.section;
        // One assignment ends the one before it, however deep it stands.
        if leading_official_id(text).is_some() || names_assignments(text) {
            at = self.outside_assignments(at);
        }
        loop {
            let section = &self.outline.sections[at as usize];
            let is_higher = level > 0 && section.announced < level;
            let stops = match section.form {
                SectionForm::Unnumbered if leading_official_id(&section.heading).is_some() => {
                    level == 0 || is_higher
                }
                SectionForm::Unnumbered => !self.has_numbers && is_higher,
                _ => true,
            };
            if stops {
                return at;
            }
            at = section.parent.unwrap_or(0);
        }
    }

    /// The section that the outermost assignment around `at` stands in; `at` itself outside of one.
    fn outside_assignments(&self, at: u32) -> u32 {
        let mut outside = at;
        let mut above = Some(at);
        while let Some(index) = above {
            let section = &self.outline.sections[index as usize];
            if leading_official_id(&section.heading).is_some() {
                outside = section.parent.unwrap_or(0);
            }
            above = section.parent;
        }
        outside
    }

    /// Ends the sections that are open below `parent`.
    fn end_sections(&mut self, parent: u32, at: usize) {
        let mut open = self.section;
        while open != parent && open != 0 {
            let section = &mut self.outline.sections[open as usize];
            section.span.end = (at as u32).max(section.heading_span.end);
            open = section.parent.unwrap_or(0);
        }
    }

    fn close(&mut self, end: usize) {
        self.end_sections(0, end);
    }
}

fn join_path(above: &str, step: &str) -> String {
    let step = if step.is_empty() { "uten-navn" } else { step };
    if above.is_empty() {
        step.to_owned()
    } else {
        format!("{above}/{step}")
    }
}

/// Whether a marker counts on from another: "2." after "1.", "c)" after "b)".
fn is_next_marker(last: &str, marker: &str) -> bool {
    let core = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (last, marker) = (core(last), core(marker));
    if let (Ok(last), Ok(next)) = (last.parse::<u32>(), marker.parse::<u32>()) {
        return next == last + 1;
    }
    match (last.as_bytes(), marker.as_bytes()) {
        ([last], [next]) => last.is_ascii_alphabetic() && *next == last + 1,
        _ => false,
    }
}

fn kind_of(number: &str) -> NumberKind {
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        NumberKind::Decimal
    } else if roman(number).is_some() {
        NumberKind::Roman
    } else {
        NumberKind::Letter
    }
}

fn without_bullet(composed: Composed) -> Composed {
    let Some(bullet) = composed
        .text
        .chars()
        .next()
        .filter(|c| matches!(c, '•' | '○' | '◦' | '▪'))
    else {
        return composed;
    };
    let rest = composed.text[bullet.len_utf8()..].trim_start();
    let start = composed.text.len() - rest.len();
    cut(&composed, start, composed.text.len())
}
