//! The target groups of one passage after the other: its own words first, else what leads into it, what
//! stands before it or its heading.

use super::{Named, Naming, TargetGroups, refers_back};
use crate::extract::context::{Context, Passage, Words};
use crate::extract::token::Tokens;
use crate::model::{Evidence, Found, Span};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Reads the passages of a document.
pub struct Reader<'a> {
    groups: &'a TargetGroups,
    context: &'a Context<'a>,
    /// Groups that any heading of the document names.
    in_headings: FxHashSet<u32>,
    around: Around,
}

/// What stands around the passage read last: the next one mostly shares it.
#[derive(Default)]
struct Around {
    /// Section and title.
    place: Option<(u32, Option<u32>)>,
    in_heading: Vec<Named>,
    /// The statements that lead into it.
    lead: Vec<(usize, u32)>,
    in_lead: Vec<Named>,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing yet.
    pub(super) fn new(groups: &'a TargetGroups, context: &'a Context<'a>) -> Reader<'a> {
        let sections = context.outline.sections.iter();
        Reader {
            groups,
            context,
            in_headings: sections
                .flat_map(|section| groups.phrases.find(&section.heading))
                .map(|hit| hit.id / 2)
                .collect(),
            around: Around::default(),
        }
    }

    /// The target groups of a passage with its own words.
    pub fn read(&mut self, passage: &Passage, own: &Tokens) -> Vec<Found<String>> {
        self.look_around(passage);
        let mut found = self.found(passage, own);
        for group in &mut found {
            let meant = self.groups.by_slug.get(&group.value).and_then(|index| {
                let group = &self.groups.groups[*index as usize];
                group.meant.filter(|meant| self.in_headings.contains(meant))
            });
            if let Some(meant) = meant {
                let meant = &self.groups.groups[meant as usize];
                group.value.clone_from(&meant.slug);
            }
        }
        found
    }

    /// The nearest heading: the title of the item or paragraph, else that of the section.
    fn heading(&self, passage: &Passage) -> &'a str {
        let outline = self.context.outline;
        if let Some(title) = self.title(passage) {
            return &outline.statements[title as usize].text;
        }
        let sections = &outline.sections;
        sections
            .get(passage.section as usize)
            .map_or("", |section| section.heading.as_str())
    }

    /// The statement that is the title of the passage's block: "**Elever.** Skolen skal …".
    fn title(&self, passage: &Passage) -> Option<u32> {
        let block = self.context.outline.blocks.get(passage.block as usize)?;
        block
            .title
            .filter(|title| !passage.statements.contains(title))
    }

    /// Where that heading stands.
    fn heading_spans(&self, passage: &Passage) -> Vec<Span> {
        let outline = self.context.outline;
        if let Some(title) = self.title(passage) {
            return outline.statements[title as usize].spans.clone();
        }
        let section = outline.sections.get(passage.section as usize);
        section
            .map(|section| section.heading_span)
            .into_iter()
            .collect()
    }

    fn look_around(&mut self, passage: &Passage) {
        let groups = self.groups;
        let heading = self.heading(passage);
        let place = (passage.section, self.title(passage));
        let is_same_section = self.around.place == Some(place);
        if !is_same_section {
            self.around.place = Some(place);
            self.around.in_heading = groups.of_heading(heading);
        }
        if !is_same_section || self.around.lead != passage.lead.parts {
            let lead = Tokens::new(&passage.lead.text);
            self.around.in_lead = groups.settled(groups.named(&lead, heading));
            self.around.lead.clone_from(&passage.lead.parts);
        }
    }

    fn found(&self, passage: &Passage, own: &Tokens) -> Vec<Found<String>> {
        let outline = self.context.outline;
        let groups = self.groups;
        let Around {
            in_heading,
            in_lead,
            ..
        } = &self.around;
        let around = if in_lead.is_empty() {
            in_heading
        } else {
            in_lead
        };
        let named = groups.settled(groups.named(own, self.heading(passage)));
        let found = |named: &Named, words: &Words, rule, confidence| {
            let range = (named.range.start, named.range.end);
            words.found(outline, named.slug.clone(), range, rule, confidence)
        };
        let refers = refers_back(own);
        let referred = |slug: String, range: &Range<usize>| {
            let range = (range.start, range.end);
            let words = &passage.own;
            words.found(outline, slug, range, "target-group/refers-back", 0.7)
        };
        let is_vague = named.iter().all(|named| groups.is_generic(named));
        // "denne målgruppen" is the one that the heading is about.
        if let Some((range, true)) = &refers
            && in_heading.iter().any(|named| !groups.is_generic(named))
        {
            let own = named
                .iter()
                .filter(|named| !groups.is_generic(named))
                .filter(|named| in_heading.iter().all(|other| other.slug != named.slug));
            return in_heading
                .iter()
                .chain(own)
                .map(|named| referred(named.slug.clone(), range))
                .collect();
        }
        if is_vague && let Some((range, _)) = &refers {
            let before = self.before(passage);
            if !before.is_empty() {
                return before
                    .into_iter()
                    .map(|slug| referred(slug, range))
                    .collect();
            }
        }
        let is_narrowed = is_vague && groups.narrows(&named, around);
        if !(named.is_empty() || is_narrowed) {
            return named
                .iter()
                .map(|named| match named.naming {
                    Naming::People => found(named, &passage.own, "target-group/named", 0.9),
                    Naming::Topic => found(named, &passage.own, "target-group/topic", 0.7),
                })
                .collect();
        }
        if !in_lead.is_empty() {
            return in_lead
                .iter()
                .map(|named| found(named, &passage.lead, "target-group/lead-in", 0.8))
                .collect();
        }
        let evidence = Evidence {
            spans: self.heading_spans(passage),
            rule: "target-group/heading".into(),
            confidence: 0.7,
        };
        in_heading
            .iter()
            .map(|named| Found::new(named.slug.clone(), evidence.clone()))
            .collect()
    }

    /// The groups of the nearest statement before that names some.
    fn before(&self, passage: &Passage) -> Vec<String> {
        let groups = self.groups;
        let heading = self.heading(passage);
        let first = passage.statements.first().copied().unwrap_or_default();
        for index in (first.saturating_sub(4)..first).rev() {
            let statement = &self.context.outline.statements[index as usize];
            if statement.section != passage.section {
                break;
            }
            let named = groups.settled(groups.named(&Tokens::new(&statement.text), heading));
            if named.iter().any(|named| !groups.is_generic(named)) {
                return named.into_iter().map(|named| named.slug).collect();
            }
        }
        Vec::new()
    }
}
