//! Which statements are requirements, and what each of them says of modality, kind and units.
//!
//! A sentence of running text is one requirement if its main clause directs. A list item is one
//! together with what leads into it; in lists under a heading for assignments or reports a mere noun
//! phrase is one too. Later sentences of an item count where they direct on their own.

use super::context::{Context, Words};
use super::directive::{Directive, STANDS_FAST, Sentence, Setting, acting, directive, lower_case};
use super::heading::{Topic, topics};
use super::indicator::names_indicators;
use super::naming::Naming;
use super::partner::partners;
use super::quotation::Quotation;
use super::unit::{Memory, UnitFinder};
use crate::language::{Words as WordList, words};
use crate::model::{
    Block, BlockForm, DocumentKind, Found, FoundUnit, Modality, Note, Obligation, ObligationKind,
    Outline, Polarity, Responsibility, leading_official_id,
};
use crate::vocabulary::{Vocabulary, WordClass, word_class};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static AMOUNTS: LazyLock<&WordList> = LazyLock::new(|| words("directive", "amounts"));
static EXPLAINING: LazyLock<&WordList> = LazyLock::new(|| words("lead", "explaining"));
static QUESTIONS: LazyLock<&WordList> = LazyLock::new(|| words("directive", "questions"));

/// Finds obligations; holds the unit names compiled.
pub(super) struct Detector {
    finder: UnitFinder,
}

/// What was read of a statement that leads into a list.
#[derive(Clone, Debug)]
struct LeadIn {
    directive: Directive,
    /// With whom the items are done: "skal samarbeide med X om:".
    partners: Vec<String>,
}

impl Detector {
    /// Compiles the word lists.
    pub(super) fn new(vocabulary: &Vocabulary) -> Detector {
        Detector {
            finder: UnitFinder::new(vocabulary),
        }
    }

    /// The obligations of a document in reading order, attributes of other readers left empty. `found`
    /// are the units of the document that the vocabulary does not know.
    pub(super) fn obligations(
        &self,
        context: &Context<'_>,
        found: &[FoundUnit],
    ) -> (Vec<Obligation>, Vec<Note>) {
        if matches!(
            context.head.kind,
            DocumentKind::Arsrapport | DocumentKind::Rapport
        ) {
            return Default::default();
        }
        let mut reader = Reader {
            finder: &self.finder,
            context,
            topics: topics(context.outline),
            memory: Memory::new(context.head, found),
            lead_ins: FxHashMap::default(),
            named: FxHashMap::default(),
            splits: FxHashMap::default(),
            item: None,
            indicators: None,
            spoken: None,
            leads_rows: rows_led(context.outline),
            section: u32::MAX,
            before: None,
            numbers: FxHashMap::default(),
            obligations: Vec::new(),
            notes: Vec::new(),
            shared: Vec::new(),
        };
        for block in 0..context.outline.blocks.len() {
            reader.block(block);
        }
        (reader.obligations, reader.notes)
    }
}

struct Reader<'a> {
    finder: &'a UnitFinder,
    context: &'a Context<'a>,
    topics: Vec<Topic>,
    memory: Memory,
    /// Lead-ins that direct, by statement.
    lead_ins: FxHashMap<u32, LeadIn>,
    /// The units that lead-ins name, by statement.
    named: FxHashMap<u32, Naming>,
    /// Obligations whose figures the list below only splits up, by the statement that leads into it.
    splits: FxHashMap<u32, usize>,
    /// The last list item with a lead-in: its block, depth, marker and lead-in.
    item: Option<(usize, u8, String, LeadIn)>,
    /// The last table whose head names indicators; its rows demand nothing.
    indicators: Option<u32>,
    /// What the paragraph before a list demands.
    spoken: Option<Directive>,
    /// Statements that lead into the rows of a table.
    leads_rows: FxHashSet<u32>,
    section: u32,
    /// What the last statement of the section demands.
    before: Option<(Modality, Option<ObligationKind>)>,
    /// How many obligations each section has so far.
    numbers: FxHashMap<u32, u32>,
    obligations: Vec<Obligation>,
    /// What could not be settled.
    notes: Vec<Note>,
    /// Partners that the lead-in of the item being read names.
    shared: Vec<String>,
}

impl Reader<'_> {
    fn block(&mut self, index: usize) {
        let outline = self.context.outline;
        let block = &outline.blocks[index];
        if block.section != self.section {
            self.section = block.section;
            self.before = None;
            self.spoken = None;
            self.memory.next_section();
        }
        self.memory.next_block();
        let mut topic = self.topics[block.section as usize];
        // A lead-in that holds through sub-headings brings its own heading's kind.
        let led_from = block
            .lead_in
            .map(|lead| outline.statements[lead as usize].section);
        if let Some(section) = led_from.filter(|_| topic.kind.is_none()) {
            topic.kind = self.topics[section as usize].kind;
        }
        let listed = match &block.form {
            BlockForm::Paragraph => false,
            BlockForm::Item { .. } => true,
            BlockForm::Row {
                table,
                header,
                cells,
                ..
            } => {
                if *header && cells.iter().any(|cell| names_indicators(cell)) {
                    self.indicators = Some(*table);
                }
                if *header
                    || self.indicators == Some(*table)
                    || cells.iter().all(|cell| is_column_title(cell))
                {
                    return;
                }
                true
            }
        };
        let is_row = matches!(block.form, BlockForm::Row { .. });
        // A lone cell in a table of several columns heads the rows below it.
        let is_alone = matches!(&block.form, BlockForm::Row { cells, .. }
            if cells.len() > 1 && cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1);
        if topic.apparatus || topic.indicators && listed || topic.calendar && is_row {
            return;
        }
        let lead = block
            .lead_in
            .and_then(|lead| self.lead_ins.get(&lead))
            .cloned()
            .or_else(|| self.lost_lead(index));
        if block.form == BlockForm::Paragraph {
            self.spoken = None;
        }
        let implied = match &lead {
            None => self.implied_lead(block),
            Some(_) => None,
        };
        if let BlockForm::Item { depth, marker } = &block.form
            && let Some(lead) = &lead
        {
            self.item = Some((index, *depth, marker.clone(), lead.clone()));
        }
        let seen_to = block
            .lead_in
            .and_then(|lead| self.named.get(&lead))
            .is_some_and(|naming| naming.open);
        let (mut at, end) = block.statements;
        let mut quotation = Quotation::new(
            outline.statements[at as usize..end as usize]
                .iter()
                .map(|statement| statement.text.as_str()),
        );
        let mut first = at;
        // The day in the first column of a row says nothing by itself.
        while is_row && first + 1 < end && self.is_schedule(first) && !self.is_schedule(first + 1) {
            first += 1;
            at = first;
        }
        while at < end {
            let statement = &outline.statements[at as usize];
            let lower = lower_case(&statement.text);
            let sentence = Sentence::new(&statement.text, &lower, self.finder, &mut self.memory);
            let setting = Setting {
                finder: self.finder,
                memory: &self.memory,
                led: lead.is_some()
                    || block.lead_in.is_some() && statement.text.starts_with(char::is_lowercase),
                heading: topic.kind.map(|(kind, _)| kind),
                before: self.before,
            };
            let read = directive(&sentence, &setting)
                .filter(|_| lead.is_none() || at > first || !goes_on_below(&sentence))
                .filter(|read| !quotation.holds(&statement.text, read.words.0));
            quotation.go_on(&statement.text);
            let about = acting(&sentence, &setting);
            self.memory
                .spoke_of(about.iter().map(|(slug, _, _)| slug.clone()).collect());
            // "Dette må regionen sikre:" leaves the duty with the region, whoever acts in the items.
            let doers = if read.is_none() && lead.is_some() && !seen_to {
                about
            } else {
                Vec::new()
            };
            if read.is_none() && names_deadline(&sentence) {
                // A line of its own belongs to all that stands above it, not to the last sentence.
                if let Some(told) = self.obligations.len().checked_sub(1)
                    && at > first
                    && self.told_last(at)
                {
                    self.add(told, at);
                }
                at += 1;
                continue;
            }
            if read.is_none() && listed && at > first && explains(&sentence) && self.told_last(at) {
                if let Some(told) = self.obligations.len().checked_sub(1) {
                    self.add(told, at);
                }
                at += 1;
                continue;
            }
            // "**Pilot i fjæra.** Tilsynet skal …": the title is a heading.
            if block.title == Some(at) && read.is_none() {
                at += 1;
                first = at;
                continue;
            }
            let naming = Naming::new(&sentence, self.finder, seen_to && at == first);
            if statement.is_lead_in {
                self.named.insert(at, naming.for_items());
            }
            let splits = statement.is_lead_in && splits_up(&sentence);
            if splits && at > first && self.told_in(first) {
                self.split_up(at);
                at += 1;
                continue;
            }
            let leads_rows = self.leads_rows.contains(&at)
                && read
                    .as_ref()
                    .is_some_and(|read| read.kind == Some(ObligationKind::Reporting))
                || self.leads_rows.contains(&at)
                    && read.is_some()
                    && matches!(topic.kind, Some((ObligationKind::Reporting, _)));
            if statement.is_lead_in && !splits || leads_rows {
                self.lead_in(at, &sentence, read, lead.as_ref());
                at += 1;
                continue;
            }
            if read.is_none()
                && let Some(told) = block
                    .lead_in
                    .and_then(|lead| self.splits.get(&lead))
                    .copied()
            {
                self.add(told, at);
                at += 1;
                continue;
            }
            let read = read.filter(|read| {
                !(topic.budget && (takes_effect(&sentence, read) || read.rule == STANDS_FAST))
            });
            // "2 Rapporteres i årsrapporten" explains; "2 Etaten skal rapportere" directs from a footnote too.
            let read =
                read.filter(|read| !(read.rule == "modality/laid-down" && self.is_footnote(index)));
            let verbless = sentence.clauses.is_empty();
            let mut last = at + 1;
            let (read, led) = match read {
                Some(read) => (Some(read), false),
                None if listed && at == first && !is_alone => {
                    // A title or noun phrase goes on in sentences without a verb.
                    // The cells of a row do not go on with each other.
                    if verbless && !is_row {
                        last = self.fragments(last, end);
                    }
                    // Behind a title a whole sentence stands for itself.
                    match &implied {
                        _ if block.title.is_some() && !verbless => (None, false),
                        Some(spoken) => (Some(spoken.clone()), false),
                        None => self.by_list(&sentence, lead.as_ref(), topic),
                    }
                }
                None if !listed && verbless => (
                    without_verb(&sentence, self.finder).or_else(|| bare_infinitive(&sentence)),
                    false,
                ),
                None => (None, false),
            };
            if let Some(mut read) = read {
                if block.form == BlockForm::Paragraph {
                    self.spoken = Some(read.clone());
                }
                self.shared.clear();
                if let Some(lead) = lead.as_ref().filter(|_| led) {
                    self.shared.clone_from(&lead.partners);
                }
                let mut borrowed = Borrowed::default();
                if led && !doers.is_empty() && lead_names_nobody(lead.as_ref()) {
                    read.units = doers;
                } else if read.units.is_empty()
                    && let Some(lead) = &lead
                    && (at == first || led)
                {
                    read.units.clone_from(&lead.directive.units);
                    borrowed.units = true;
                } else if led {
                    borrowed.units = true;
                }
                if at == first && read.kind.is_none() {
                    read.kind = lead.as_ref().and_then(|lead| lead.directive.kind);
                    borrowed.kind = true;
                }
                let statements: Vec<u32> = (at..last).collect();
                self.put(
                    &sentence,
                    read,
                    statements,
                    (led, borrowed),
                    topic,
                    at == first,
                );
                self.name(&naming, at == first);
                if splits {
                    self.splits.insert(at, self.obligations.len() - 1);
                }
            }
            at = last;
        }
    }

    /// Whether a paragraph has the number of a footnote before it on its line.
    fn is_footnote(&self, block: usize) -> bool {
        let outline = self.context.outline;
        let block = &outline.blocks[block];
        let first = outline.statements.get(block.statements.0 as usize);
        let Some(start) = first
            .and_then(|first| first.spans.first())
            .map(|span| span.start)
        else {
            return false;
        };
        let before = &self.context.text.content[..start as usize];
        let line = &before[before.rfind(['\n', '\x0c']).map_or(0, |at| at + 1)..];
        let number = line.trim().trim_end_matches(['.', ')', ']']);
        block.form == BlockForm::Paragraph
            && (1..=6).contains(&number.len())
            && number
                .trim_start_matches(['[', '^', '('])
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'i' | b'v' | b'x'))
    }

    /// Whether a statement names times and nothing else.
    fn is_schedule(&self, statement: u32) -> bool {
        let text = &self.context.outline.statements[statement as usize].text;
        super::deadline::schedule(&super::token::Tokens::new(text), self.context.head.year)
            .is_some()
    }

    /// Whether the last obligation was read from the block that begins with this statement.
    fn told_in(&self, first: u32) -> bool {
        self.obligations
            .last()
            .and_then(|told| told.statements.first())
            .is_some_and(|told| *told >= first)
    }

    /// Whether the last obligation ends just before this statement, in the same section.
    fn told_last(&self, statement: u32) -> bool {
        self.obligations.last().is_some_and(|told| {
            told.section == self.section
                && told.statements.last() == statement.checked_sub(1).as_ref()
        })
    }

    /// Makes the list below `statement` a part of the last obligation.
    fn split_up(&mut self, statement: u32) {
        if let Some(told) = self.obligations.len().checked_sub(1) {
            self.splits.insert(statement, told);
            self.add(told, statement);
        }
    }

    /// Adds a statement to what an obligation says.
    fn add(&mut self, told: usize, statement: u32) {
        let added = &self.context.outline.statements[statement as usize];
        let Some(obligation) = self.obligations.get_mut(told) else {
            return;
        };
        let mark = match obligation.text.chars().next_back() {
            Some(':' | '.' | ',' | ';') => " ",
            _ => ", ",
        };
        obligation.text.push_str(mark);
        obligation.text.push_str(&added.text);
        obligation.spans.extend(added.spans.iter().copied());
        obligation.statements.push(statement);
        obligation.quote = self.context.text.quote(&obligation.spans);
    }

    /// What a whole sentence before a list demands, where the items go on with it in infinitives:
    /// "Departementet ber tilsynet om å følge opp planen." + "- Telle tare".
    fn implied_lead(&self, block: &Block) -> Option<Directive> {
        let spoken = self.spoken.as_ref()?;
        let is_item = matches!(block.form, BlockForm::Item { .. }) && block.lead_in.is_none();
        let first = self
            .context
            .outline
            .statements
            .get(block.statements.0 as usize)?;
        let word = first.text.split(' ').next().unwrap_or_default();
        let is_verb = word_class(&word.to_lowercase()).is(WordClass::INFINITIVE);
        (is_item && is_verb).then(|| Directive {
            words: (0, 0),
            kind_words: (0, 0),
            ..spoken.clone()
        })
    }

    /// The lead-in of the item before, where a stray paragraph has cut the list: the item goes on with
    /// "at", "å" or a small letter.
    fn lost_lead(&self, index: usize) -> Option<LeadIn> {
        let outline = self.context.outline;
        let block = &outline.blocks[index];
        let BlockForm::Item { depth, marker } = &block.form else {
            return None;
        };
        let (before, before_depth, before_marker, lead) = self.item.as_ref()?;
        let text = &outline.statements.get(block.statements.0 as usize)?.text;
        (block.lead_in.is_none()
            && index - before <= 2
            && outline.blocks[*before].section == block.section
            && before_depth == depth
            && before_marker == marker
            && text.starts_with(char::is_lowercase))
        .then(|| lead.clone())
    }

    /// The statement after the sentences without a verb that start at `at`.
    fn fragments(&self, at: u32, end: u32) -> u32 {
        let mut at = at;
        while at < end {
            let statement = &self.context.outline.statements[at as usize];
            let lower = lower_case(&statement.text);
            let tokens = super::word::tokens(&statement.text, &lower);
            if statement.is_lead_in || !super::clause::clauses(&tokens).is_empty() {
                break;
            }
            at += 1;
        }
        at
    }

    fn lead_in(
        &mut self,
        statement: u32,
        sentence: &Sentence<'_>,
        read: Option<Directive>,
        above: Option<&LeadIn>,
    ) {
        let directive = read
            .or_else(|| listing(sentence, self.before))
            .or_else(|| above.map(|above| above.directive.clone()));
        let Some(directive) = directive else {
            return;
        };
        self.before = Some((directive.modality, directive.kind));
        let acting: Vec<String> = directive.units.iter().map(|unit| unit.0.clone()).collect();
        let partners = partners(
            &sentence.tokens,
            &sentence.mentions,
            &acting,
            &self.memory.recipient,
            self.finder,
        );
        let lead = LeadIn {
            directive,
            partners: partners.into_iter().map(|(slug, _, _)| slug).collect(),
        };
        self.lead_ins.insert(statement, lead);
    }

    /// A list item that does not direct by itself: by its lead-in, or by the heading of its list.
    fn by_list(
        &self,
        sentence: &Sentence<'_>,
        lead: Option<&LeadIn>,
        topic: Topic,
    ) -> (Option<Directive>, bool) {
        if let Some(lead) = lead.filter(|_| is_amount(sentence)) {
            // "Beløpet disponeres som følger:" + "42,5 mill. kroner til tareløftet" hands out money.
            let named = !lead.directive.units.is_empty();
            return (named.then(|| lead.directive.clone()), true);
        }
        if let Some(lead) = lead {
            let mut directive = lead.directive.clone();
            directive.words = (0, 0);
            return (Some(directive), true);
        }
        let Some((kind, _)) = topic.kind else {
            return (None, false);
        };
        // "TB2031-4 Råd om badetang" only names an assignment.
        if !nominal(sentence) || leading_official_id(sentence.text).is_some() {
            return (None, false);
        }
        let end = sentence.text.len();
        let directive = Directive {
            modality: Modality::Must,
            kind: Some(kind),
            kind_words: (0, end),
            words: (0, end),
            rule: "modality/listed",
            units: Vec::new(),
            polarity: Polarity::Positive,
            doubt: None,
        };
        (Some(directive), false)
    }

    /// The units that the last obligation names, by its own words and by those that lead into it.
    fn name(&mut self, naming: &Naming, first: bool) {
        let outline = self.context.outline;
        let Some(told) = self.obligations.last_mut() else {
            return;
        };
        let acting: Vec<String> = told.units.iter().map(|unit| unit.unit.clone()).collect();
        let mut into = (std::mem::take(&mut told.mentions), Vec::new());
        let own = Words::new(outline, &told.statements);
        naming.tell((&own, outline), &acting, (&mut into.0, &mut into.1));
        let leads = match told.statements.first() {
            Some(statement) if first => outline.lead_ins(*statement),
            _ => Vec::new(),
        };
        for lead in leads {
            if let Some(naming) = self.named.get(&lead) {
                let words = Words::new(outline, &[lead]);
                naming.tell((&words, outline), &acting, (&mut into.0, &mut into.1));
            }
        }
        (told.mentions, told.ensured) = into;
    }

    fn put(
        &mut self,
        sentence: &Sentence<'_>,
        read: Directive,
        statements: Vec<u32>,
        (led, borrowed): (bool, Borrowed),
        topic: Topic,
        first: bool,
    ) {
        let context = self.context;
        let outline = context.outline;
        let own = Words::new(outline, &statements);
        let leads = if first {
            outline.lead_ins(statements[0])
        } else {
            Vec::new()
        };
        let lead = Words::new(outline, &leads);
        let place = &outline.statements[statements[0] as usize];
        let number = self.numbers.entry(place.section).or_default();
        *number += 1;
        let path = &outline.sections[place.section as usize].path;
        let id = if path.is_empty() {
            format!("{}/{number}", context.document)
        } else {
            format!("{}/{path}/{number}", context.document)
        };
        let words = if led && !lead.text.is_empty() {
            &lead
        } else {
            &own
        };
        let whole = (0, words.text.len());
        let said = |range: (usize, usize)| if led || range.1 == 0 { whole } else { range };
        let modality = words.found(
            outline,
            read.modality,
            said(read.words),
            if led { "modality/lead-in" } else { read.rule },
            if led { 0.85 } else { 0.9 },
        );
        let kind = match topic.kind {
            Some((kind, section)) => Found::new(
                kind,
                crate::model::Evidence::at(
                    outline.sections[section as usize].heading_span,
                    "kind/heading",
                    0.95,
                ),
            ),
            None => match read.kind {
                Some(kind) if borrowed.kind && !lead.text.is_empty() => {
                    lead.found(outline, kind, all_of(&lead), "kind/lead-in", 0.85)
                }
                Some(kind) => words.found(outline, kind, said(read.kind_words), "kind/verb", 0.9),
                None => words.found(
                    outline,
                    ObligationKind::Duty,
                    said(read.words),
                    "kind/default",
                    0.6,
                ),
            },
        };
        let recipient = self.memory.recipient.clone();
        let doubt = read.doubt.filter(|_| !led && read.units.is_empty());
        if let Some((start, end)) = doubt {
            let name = &own.text[start..end];
            self.notes.extend(own.source(outline, start, end).first().map(|span| Note {
                span: *span,
                message: format!(
                    "nothing tells whether `{name}` is a thing or a body that must act; the requirement is given to the recipient"
                ),
            }));
        }
        let units: Vec<Responsibility> = if read.units.is_empty() {
            let evidence = match &context.head.recipient {
                Some(recipient) => crate::model::Evidence {
                    rule: "unit/recipient".into(),
                    confidence: if doubt.is_some() { 0.3 } else { 0.8 },
                    ..recipient.evidence.clone()
                },
                None => words.evidence(outline, said(read.words), "unit/recipient", 0.3),
            };
            vec![Responsibility {
                unit: recipient.clone(),
                explicit: false,
                evidence,
            }]
        } else {
            read.units
                .iter()
                .map(|(unit, range, rule)| Responsibility {
                    unit: unit.clone(),
                    explicit: true,
                    // The bytes of a lead-in's unit count in the lead-in, not in the item.
                    evidence: if borrowed.units {
                        let words = if lead.text.is_empty() { &own } else { &lead };
                        words.evidence(outline, all_of(words), rule, 0.85)
                    } else {
                        own.evidence(outline, *range, rule, 0.9)
                    },
                })
                .collect()
        };
        let acting: Vec<String> = read.units.iter().map(|(unit, _, _)| unit.clone()).collect();
        let with = partners(
            &sentence.tokens,
            &sentence.mentions,
            &acting,
            &recipient,
            self.finder,
        );
        let partner_slugs: Vec<String> = with.iter().map(|(slug, _, _)| slug.clone()).collect();
        let mut partners: Vec<Found<String>> = with
            .into_iter()
            .map(|(slug, range, rule)| own.found(outline, slug, range, rule, 0.85))
            .collect();
        for slug in self
            .shared
            .iter()
            .filter(|slug| !partner_slugs.contains(slug))
        {
            let range = (0, lead.text.len());
            partners.push(lead.found(outline, slug.clone(), range, "partner/lead-in", 0.8));
        }
        if !acting.is_empty() {
            self.memory.acted(&acting, &partner_slugs);
        }
        self.before = Some((read.modality, read.kind));
        let spans = statements
            .iter()
            .flat_map(|index| outline.statements[*index as usize].spans.iter().copied())
            .collect::<Vec<_>>();
        self.obligations.push(Obligation {
            id,
            section: place.section,
            text: if led {
                joined(&lead.text, &own.text)
            } else {
                own.text.clone()
            },
            quote: context.text.quote(&spans),
            lead_in: (!leads.is_empty()).then(|| lead.text.clone()),
            spans,
            statements,
            modality,
            kind,
            units,
            partners,
            target_groups: Vec::new(),
            deadlines: Vec::new(),
            legal: Vec::new(),
            documents: Vec::new(),
            goals: Vec::new(),
            indicators: Vec::new(),
            official_id: None,
            mentions: Vec::new(),
            ensured: Vec::new(),
            service: None,
            polarity: read.polarity,
            assignment: None,
        });
    }
}

/// What an item takes over from the words that lead into it.
#[derive(Clone, Copy, Default)]
struct Borrowed {
    units: bool,
    kind: bool,
}

/// All bytes of some words.
fn all_of(words: &Words) -> (usize, usize) {
    (0, words.text.len())
}

/// "Dette gjelder både X og Y." behind an item explains it and is a part of it.
fn explains(sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| sentence.tokens.get(at);
    word(0).is_some_and(|token| token.is_any(&["dette"]))
        && word(1).is_some_and(|token| EXPLAINING.has(token.word))
}

/// Whether an item goes on inside the sentence that leads into it, so that its verbs are subordinate:
/// "om regelverket bør endres", "utrede hvilke følger dette kan få".
fn goes_on_below(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    let Some(first) = tokens.first() else {
        return false;
    };
    let asks = QUESTIONS.has(first.word) && !first.capital;
    let acts = first.class.is(WordClass::INFINITIVE) && !first.class.is(WordClass::FINITE);
    let new_clause = tokens
        .windows(2)
        .any(|pair| pair[0].word == "," && pair[1].word == "og");
    (asks || acts) && !new_clause
}

/// Whether what leads into a list leaves open who must act: then the items say it.
fn lead_names_nobody(lead: Option<&LeadIn>) -> bool {
    lead.is_none_or(|lead| lead.directive.units.is_empty())
}

/// The statements that lead into table rows.
fn rows_led(outline: &Outline) -> FxHashSet<u32> {
    outline
        .blocks
        .iter()
        .filter(|block| matches!(block.form, BlockForm::Row { .. }))
        .filter_map(|block| block.lead_in)
        .collect()
}

/// A sentence of running text without a verb that lays something down: a report with its date
/// ("Virksomhetsrapport for 1. halvår med frist 1. september."), a demand upon somebody ("Særskilte krav
/// til kontorene: Fysisk sikring.").
fn without_verb(sentence: &Sentence<'_>, finder: &UnitFinder) -> Option<Directive> {
    let tokens = &sentence.tokens;
    let end = sentence.text.len();
    let mut read = Directive {
        modality: Modality::Must,
        kind: None,
        kind_words: (0, end),
        words: (0, end),
        rule: "modality/verbless",
        units: Vec::new(),
        polarity: Polarity::Positive,
        doubt: None,
    };
    let first = tokens.first()?;
    let is_report = ["rapport", "rapportering", "rapporter"]
        .iter()
        .any(|ending| first.word.ends_with(ending));
    let is_due = || {
        tokens.iter().any(|token| {
            ["frist", "tertial", "halvår", "kvartal", "årsrapport"]
                .iter()
                .any(|stem| token.word.starts_with(stem))
        })
    };
    if is_report && sentence.text.ends_with('.') && is_due() {
        read.kind = Some(ObligationKind::Reporting);
        return Some(read);
    }
    let demand = tokens
        .iter()
        .take(3)
        .position(|token| token.is_any(&["krav", "kravene", "krava"]))?;
    let colon = tokens.iter().position(|token| token.word == ":")?;
    if colon + 2 >= tokens.len() || !tokens.get(demand + 1)?.is_any(&["til", "for"]) {
        return None;
    }
    if let Some(row) = super::unit::row_at(tokens, &sentence.mentions, demand + 2, colon) {
        for mention in row.mentions {
            for slug in &mention.units {
                let range = (mention.start, mention.end);
                read.units.push((slug.clone(), range, "unit/object"));
            }
        }
        return Some(read);
    }
    // "enheter med digital eller fysisk brukerkontakt": the adjectives aside, a name.
    let (first, last) = (tokens.get(demand + 2)?, &tokens[colon - 1]);
    let name = format!("{} med {}", first.word, last.word);
    let unit = finder.named(&name)?;
    let range = (first.start, last.end);
    read.units.push((unit, range, "unit/object"));
    Some(read)
}

/// "Følge opp avtalen med Kystverket.": a task told by its infinitive, as in lists that lost their dots.
fn bare_infinitive(sentence: &Sentence<'_>) -> Option<Directive> {
    let first = sentence.tokens.first()?;
    let acts = first.class.is(WordClass::INFINITIVE)
        && !first.class.is(WordClass::PREPOSITION.or(WordClass::ADVERB))
        && first.capital
        && first.word.len() > 3;
    let end = sentence.text.len();
    (acts && sentence.tokens.len() > 3 && sentence.text.ends_with('.')).then(|| Directive {
        modality: Modality::Must,
        kind: None,
        kind_words: (0, end),
        words: (first.start, first.end),
        rule: "modality/bare-infinitive",
        units: Vec::new(),
        polarity: Polarity::Positive,
        doubt: None,
    })
}

/// Whether an item is an amount and what it is for.
fn is_amount(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    sentence.text.starts_with(|c: char| c.is_ascii_digit())
        && tokens.iter().take(6).any(|token| AMOUNTS.has(token.word))
        && sentence.clauses.is_empty()
}

/// Whether an item is a mere noun phrase, with verbs in its subordinate parts at most.
fn nominal(sentence: &Sentence<'_>) -> bool {
    sentence.clauses.is_empty()
        && sentence.tokens.len() > 1
        && sentence.text.contains(' ')
        && !sentence.text.contains('@')
}

/// "Antall deltakere fordelt på:": what follows splits the figure up and asks for nothing of its own.
fn splits_up(sentence: &Sentence<'_>) -> bool {
    let tokens = &sentence.tokens;
    let words = tokens.len().saturating_sub(14);
    sentence.text.ends_with(':')
        && tokens[words..].iter().any(|token| {
            token.is_any(&[
                "fordelt",
                "fordelte",
                "fordeles",
                "fordelast",
                "inndelt",
                "inndelte",
                "gruppert",
                "brutt",
                "brote",
            ])
        })
}

/// "Frist: 1. juni 2025." and "Fristen er …" belong to the task before.
fn names_deadline(sentence: &Sentence<'_>) -> bool {
    sentence
        .tokens
        .first()
        .is_some_and(|token| token.is_any(&["frist", "fristen", "leveringsfrist", "svarfrist"]))
}

/// Whether a cell is the title of a column in a table of tasks.
fn is_column_title(cell: &str) -> bool {
    const TITLES: &[&str] = &[
        "ansvar",
        "ansvarlig",
        "ansvarleg",
        "dato",
        "frist",
        "frister",
        "fristar",
        "hyppighet",
        "hva",
        "indikator",
        "kommentar",
        "kontaktperson",
        "krav",
        "kva",
        "merknad",
        "mål",
        "møte",
        "nr",
        "nr.",
        "når",
        "oppdrag",
        "oppgave",
        "oppgåve",
        "prio",
        "prioritet",
        "rapport",
        "rapportering",
        "rapporteringskrav",
        "resultatkrav",
        "styringsparameter",
        "tema",
        "tid",
        "tidspunkt",
        "tiltak",
        "type",
    ];
    let cell = cell.trim().to_lowercase();
    cell.is_empty() || TITLES.contains(&cell.as_str())
}

/// In a budget chapter "Fra 2025 skal tillegget gis …" and "Økningen videreføres" tell what holds from
/// then on; they name nobody who must act.
fn takes_effect(sentence: &Sentence<'_>, read: &Directive) -> bool {
    let starts = |stems: &[&str]| {
        sentence
            .tokens
            .first()
            .is_some_and(|token| stems.iter().any(|stem| token.word.starts_with(stem)))
    };
    let from = sentence
        .tokens
        .first()
        .is_some_and(|token| token.is_any(&["fra", "frå"]));
    read.units.is_empty()
        && (from
            || starts(&[
                "økning",
                "auke",
                "reduksjon",
                "bevilgning",
                "løyving",
                "styrking",
                "satsen",
                "satsane",
                "satsene",
            ]))
}

/// A lead-in that lists requirements without a directing verb: "Dette innebærer blant annet:",
/// "Følgende oppgaver inngår i stillingen:", "Det er følgende hovedprioriteringer:".
fn listing(
    sentence: &Sentence<'_>,
    before: Option<(Modality, Option<ObligationKind>)>,
) -> Option<Directive> {
    let tokens = &sentence.tokens;
    let has = |words: &[&str]| tokens.iter().find(|token| token.is_any(words));
    let end = sentence.text.len();
    let listed = |kind: Option<ObligationKind>| Directive {
        modality: Modality::Must,
        kind,
        kind_words: (0, end),
        words: (0, end),
        rule: "modality/listing",
        units: Vec::new(),
        polarity: Polarity::Positive,
        doubt: None,
    };
    let follows = has(&["følgende", "følgjande", "desse", "disse"]).is_some();
    if follows
        && tokens
            .iter()
            .any(|token| token.word.contains("prioritering") || token.word == "prioriteringer")
    {
        return Some(listed(Some(ObligationKind::Priority)));
    }
    // "Tre oppgaver er hovedprioriteringer i 2031:"
    let ranks =
        |word: &str| word.starts_with("hovedprioritering") || word.starts_with("hovudprioritering");
    if tokens.last().is_some_and(|token| token.word == ":")
        && tokens.iter().any(|token| ranks(token.word))
    {
        return Some(listed(Some(ObligationKind::Priority)));
    }
    let laid = tokens.iter().any(|token| {
        [
            "styringssignal",
            "føring",
            "oppgave",
            "oppgåve",
            "krav",
            "oppdrag",
        ]
        .iter()
        .any(|stem| token.word.starts_with(stem))
            || token.word.ends_with("krav")
            || token.word.ends_with("kravene")
            || token.word.ends_with("krava")
    });
    let tells = tokens.iter().any(|token| {
        token.is_any(&[
            "vises",
            "viser",
            "beskrives",
            "beskrevet",
            "omtalt",
            "fremgår",
            "framgår",
        ])
    });
    if laid
        && !tells
        && (follows
            || tokens.last().is_some_and(|token| token.word == ":") && has(&["er"]).is_some())
    {
        return Some(listed(None));
    }
    // "Vurderingen underbygges med nøkkeltall innen disse områdene:"
    let is_figures = tokens
        .iter()
        .any(|token| token.word.starts_with("nøkkeltal") || token.word == "statistikk");
    let supports = tokens.iter().skip(1).take(6).any(|token| {
        token.word.len() > 5 && (token.word.ends_with("es") || token.word.ends_with("ast"))
    });
    if is_figures && supports && !tells && sentence.text.ends_with(':') {
        return Some(listed(Some(ObligationKind::Reporting)));
    }
    if before.is_some()
        && has(&[
            "innebærer",
            "inneber",
            "betyr",
            "omfatter",
            "omfattar",
            "inkluderer",
            "inkluderar",
            "gjelder",
        ])
        .is_some()
        && tokens
            .first()
            .is_some_and(|token| token.is_any(&["dette", "det"]))
    {
        return Some(listed(before.and_then(|(_, kind)| kind)));
    }
    None
}

/// Lead-in and item as one sentence: "Etaten skal sørge for" + "Å ha oversikt" → "Etaten skal sørge for å
/// ha oversikt". Where the lead-in announces ("følgende mål:"), its colon stays.
fn joined(lead: &str, item: &str) -> String {
    let lead = lead.trim_end();
    let bare = lead.trim_end_matches([':', '–', '-', ' ']);
    let last = bare.rsplit(' ').next().unwrap_or_default().to_lowercase();
    const OPEN: &[&str] = &[
        "å", "at", "om", "for", "til", "med", "i", "på", "av", "skal", "må", "bør", "kan",
        "herunder", "og", "ved", "fra", "frå", "mot", "på:", "skal:", "særlig", "annet", "anna",
    ];
    if lead.ends_with('.') || lead.ends_with(':') && !OPEN.contains(&last.as_str()) {
        return format!("{lead} {item}");
    }
    let mut characters = item.chars();
    let Some(first) = characters.next() else {
        return bare.to_owned();
    };
    let second_small = characters
        .next()
        .is_none_or(|c| c.is_lowercase() || c == ' ');
    let name = item.split(' ').next().is_some_and(|word| {
        word.contains('-') && word.chars().nth(1).is_some_and(char::is_uppercase)
    });
    if second_small && !name {
        let small: String = first.to_lowercase().collect();
        format!("{bare} {small}{}", &item[first.len_utf8()..])
    } else {
        format!("{bare} {item}")
    }
}
