//! Documents, their sections and series.

use super::diff::{Change, history};
use super::effective::EffectiveLetter;
use super::error::Code;
use super::evidence::{Evidence, Span, SpanInput};
use super::fact::{Assignment, Goal, Indicator, Priority, Recommendation, ReportedFigure};
use super::filter::ObligationFilter;
use super::node::{Kind, known_obligation};
use super::obligation::Obligations;
use super::page::{List, Nothing, Page, Paging, page_cost};
use super::scalar::{CalendarKind, Date, DateTime, DocumentKind, Language};
use super::unit::{self, Unit};
use crate::archive::Snapshot;
use crate::graph::{EdgeKind, Node, NodeKind, Place};
use crate::model;
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use std::cmp::Ordering;
use std::sync::Arc;

/// A document (dokument).
#[derive(Clone)]
pub struct Document {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) at: usize,
}

impl Document {
    /// The document at this place of the snapshot.
    pub fn new(snapshot: &Arc<Snapshot>, at: usize) -> Document {
        Document {
            snapshot: snapshot.clone(),
            at,
        }
    }

    /// The document with this slug.
    pub fn find(snapshot: &Arc<Snapshot>, slug: &str) -> Option<Document> {
        let at = snapshot.document_index(slug)?;
        Some(Document::new(snapshot, at))
    }

    /// The document itself.
    pub fn content(&self) -> &model::Document {
        &self.snapshot.documents()[self.at]
    }

    fn head(&self) -> &model::Head {
        &self.content().facts.head
    }

    fn unit(&self, found: &Option<model::Found<String>>) -> Option<Unit> {
        Unit::find(&self.snapshot, &found.as_ref()?.value)
    }

    fn neighbour(&self, side: Ordering) -> Option<Document> {
        let found = self.snapshot.neighbour(self.at, side)?;
        Some(Document::new(&self.snapshot, found))
    }
}

/// The list of documents.
pub struct Documents;

impl List for Documents {
    type Node = Document;
    type EdgeFields = Nothing;
    type Fields = Nothing;
    const NAME: &'static str = "Document";
}

/// A steering document (styringsdokument): a letter, an instruction or a report.
#[Object]
impl Document {
    /// Readable id: `document:` and the slug, which is the file's stem unless the letter's metadata gives one (id).
    pub async fn id(&self) -> ID {
        Kind::Document.id(&self.content().id)
    }

    /// Title (tittel).
    async fn title(&self) -> &str {
        &self.head().title
    }

    /// What kind of document it is (dokumenttype).
    async fn kind(&self) -> DocumentKind {
        self.head().kind.into()
    }

    /// The year that it concerns, not the one in which it was published (år).
    async fn year(&self) -> Option<i16> {
        self.head().year
    }

    /// Date of the letter (dato).
    async fn date(&self) -> Option<Date> {
        self.head().date.map(Date)
    }

    /// Case number as written (saksnummer).
    async fn case_number(&self) -> Option<&str> {
        self.head().case_number.as_deref()
    }

    /// Number of a supplementary letter: "nr. 3" is 3 (nummer).
    async fn number(&self) -> Option<i32> {
        self.head().number.map(i32::from)
    }

    /// Whether it only puts another letter right (korrigering).
    async fn is_correction(&self) -> bool {
        self.head().correction
    }

    /// Written standard (målform).
    async fn language(&self) -> Language {
        self.head().language.into()
    }

    /// Who sent it (avsender).
    async fn sender(&self) -> Option<Unit> {
        self.unit(&self.head().sender)
    }

    /// Who it is for, and must act where a sentence names nobody (mottaker).
    async fn recipient(&self) -> Option<Unit> {
        self.unit(&self.head().recipient)
    }

    /// The letters of this kind from this sender to this recipient, year by year (serie).
    async fn series(&self) -> Option<Series> {
        Series::find(&self.snapshot, self.head().series.as_ref()?)
    }

    /// The document of the series for the year before (forrige).
    async fn previous(&self) -> Option<Document> {
        self.neighbour(Ordering::Less)
    }

    /// The document of the series for the year after (neste).
    async fn next(&self) -> Option<Document> {
        self.neighbour(Ordering::Greater)
    }

    /// Where it came from (kilde).
    async fn source(&self) -> Source {
        let content = self.content();
        let source = &content.text.source;
        Source {
            file_name: source.file_name.clone(),
            media_type: source.media_type.clone(),
            encoding: source.encoding.clone(),
            sha256: source.sha256.clone(),
            // A GraphQL Int has 32 bits; what is larger than that is not read anyway.
            bytes: i32::try_from(source.bytes).unwrap_or(i32::MAX),
            ingested: content.ingested.map(DateTime),
        }
    }

    /// The letter as its supplementary letters have changed it until a day (gjeldende per dato).
    async fn as_of(
        &self,
        #[graphql(desc = "The day (dato).")] date: Date,
    ) -> Result<EffectiveLetter> {
        EffectiveLetter::new(&self.snapshot, self.at, date.0).await
    }

    /// Its sections in reading order; each knows the one above and those below (avsnitt).
    async fn sections(&self) -> Vec<Section> {
        let count = self.content().outline.sections.len() as u32;
        let sections = 0..count;
        sections
            .map(|index| Section::new(&self.snapshot, self.at, index))
            .collect()
    }

    /// Its requirements, in reading order (krav).
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn obligations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Narrows the list further; leave `documents` out (filter).")]
        filter: Option<ObligationFilter>,
        #[graphql(desc = "So many from the start, at most 200; 50 when left out (antall).")]
        first: Option<i32>,
        #[graphql(desc = "Cursor to go on behind (etter).")] after: Option<String>,
        #[graphql(desc = "So many from the end, at most 200 (antall fra slutten).")] last: Option<
            i32,
        >,
        #[graphql(desc = "Cursor to stop before (før).")] before: Option<String>,
    ) -> Result<Page<Obligations>> {
        let mut filter = filter.unwrap_or_default().ready(&self.snapshot)?;
        if !filter.documents.is_empty() {
            return Err(Code::BadUserInput.error(
                "`documents` cannot be given in a document's own list; ask `obligations` of the query for several documents",
            ));
        }
        filter.documents.push(self.content().id.clone());
        let paging = Paging::new(first, after, last, before);
        unit::page(context, &self.snapshot, &filter, paging).await
    }

    /// Assignments that it numbers, parts behind their whole (oppdrag).
    async fn assignments(&self) -> Vec<Assignment> {
        Assignment::all(&self.snapshot, self.at)
    }

    /// Goals that it sets (mål).
    async fn goals(&self) -> Vec<Goal> {
        Goal::all(&self.snapshot, self.at)
    }

    /// Priorities that it names (prioriteringer).
    async fn priorities(&self) -> Vec<Priority> {
        Priority::all(&self.snapshot, self.at)
    }

    /// Indicators that it sets (styringsparametere).
    async fn indicators(&self) -> Vec<Indicator> {
        Indicator::all(&self.snapshot, self.at)
    }

    /// Rows of its budget table (budsjett).
    async fn budget(&self) -> Vec<BudgetItem> {
        let items = 0..self.content().facts.budget.len() as u32;
        items
            .filter_map(|index| BudgetItem::new(&self.snapshot, self.at, index))
            .collect()
    }

    /// Days of its steering calendar (styringskalender).
    async fn calendar(&self) -> Vec<CalendarEntry> {
        let entries = self.content().facts.calendar.iter();
        entries
            .map(|entry| CalendarEntry {
                date: Date(entry.date),
                kind: entry.kind.into(),
                text: entry.text.clone(),
                tentative: entry.tentative,
                span: Span::around(&self.snapshot, self.at, &entry.spans),
            })
            .collect()
    }

    /// Recommendations that it makes, where it is a report (anbefalinger).
    async fn recommendations(&self) -> Vec<Recommendation> {
        Recommendation::all(&self.snapshot, self.at)
    }

    /// Figures that it reports (rapporterte tall).
    async fn figures(&self) -> Vec<ReportedFigure> {
        ReportedFigure::all(&self.snapshot, self.at)
    }

    /// Its text as delivered, decoded to UTF-8; or a stretch of it (tekst).
    async fn text(
        &self,
        #[graphql(desc = "The stretch to cut out; the whole text when left out (utsnitt).")]
        span: Option<SpanInput>,
    ) -> Result<&str> {
        let content = self.content().text.content.as_str();
        let Some(SpanInput { start, end }) = span else {
            return Ok(content);
        };
        let found = content.get(start as usize..end as usize);
        found.ok_or_else(|| {
            Code::BadUserInput.error(format!(
                "the span {start}–{end} cuts no whole characters out of the text, which has {} bytes; pass on a `span` that a fact gave",
                content.len()
            ))
        })
    }

    /// What in the text says so, for the attributes of its head (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let head = self.head();
        let attributes = [("sender", &head.sender), ("recipient", &head.recipient)];
        let found = attributes.into_iter();
        found
            .filter_map(|(attribute, found)| {
                let found = found.as_ref()?;
                let what = (attribute, &found.value);
                Some(Evidence::new(
                    &self.snapshot,
                    self.at,
                    what,
                    &found.evidence,
                ))
            })
            .collect()
    }

    /// What the program could not settle in it (merknader).
    async fn notes(&self) -> Vec<Note> {
        let content = self.content();
        let notes = content.outline.notes.iter().chain(&content.facts.notes);
        notes
            .map(|note| Note {
                message: note.message.clone(),
                span: Span::new(&self.snapshot, self.at, note.span),
            })
            .collect()
    }
}

/// Where a document came from (kilde).
#[derive(SimpleObject)]
pub struct Source {
    /// File name without folders (filnavn).
    file_name: String,
    /// Media type (medietype).
    media_type: String,
    /// Character encoding that the bytes were read as (tegnkoding).
    encoding: String,
    /// SHA-256 of the bytes, in hexadecimal digits (sjekksum).
    sha256: String,
    /// Size in bytes as delivered (størrelse).
    bytes: i32,
    /// When it was taken in (tidspunkt for innlesing).
    ingested: Option<DateTime>,
}

/// A row of the budget table (budsjettpost).
#[derive(SimpleObject)]
pub struct BudgetItem {
    /// Number of the chapter (kapittel).
    chapter: u16,
    /// Name of the chapter (kapittelnavn).
    chapter_name: String,
    /// Item, as written (post): `01`.
    post: String,
    /// Name of the item with its remark (postnavn): "kan overføres".
    name: String,
    /// Amount in NOK 1000 (beløp i 1000 kroner).
    amount_knok: i32,
    /// Where it stands (plass).
    span: Span,
}

impl BudgetItem {
    /// The row at this place of a document's table.
    pub(super) fn new(snapshot: &Arc<Snapshot>, document: usize, index: u32) -> Option<BudgetItem> {
        let facts = &snapshot.documents()[document].facts;
        let item = facts.budget.get(index as usize)?;
        Some(BudgetItem {
            chapter: item.chapter,
            chapter_name: item.chapter_name.clone(),
            post: item.post.clone(),
            name: item.name.clone(),
            amount_knok: i32::try_from(item.amount).unwrap_or(i32::MAX),
            span: Span::around(snapshot, document, &item.spans),
        })
    }
}

/// A day of the steering calendar (dato i styringskalenderen).
#[derive(SimpleObject)]
pub struct CalendarEntry {
    /// The day (dato).
    date: Date,
    /// What it is for (type).
    kind: CalendarKind,
    /// As written (tekst).
    text: String,
    /// Whether the letter marks it as not settled (foreløpig).
    tentative: bool,
    /// Where it stands (plass).
    span: Span,
}

/// Something that the program could not settle (merknad).
#[derive(SimpleObject)]
pub struct Note {
    /// What it is, in one sentence (melding).
    message: String,
    /// Where it stands (plass).
    span: Span,
}

/// A section (avsnitt).
#[derive(Clone)]
pub struct Section {
    snapshot: Arc<Snapshot>,
    document: usize,
    index: u32,
}

impl Section {
    /// The section at this place.
    pub fn new(snapshot: &Arc<Snapshot>, document: usize, index: u32) -> Section {
        Section {
            snapshot: snapshot.clone(),
            document,
            index,
        }
    }

    fn content(&self) -> &model::Document {
        &self.snapshot.documents()[self.document]
    }

    fn entry(&self) -> &model::Section {
        &self.content().outline.sections[self.index as usize]
    }
}

/// A chapter or section with its heading (kapittel, avsnitt).
#[Object]
impl Section {
    /// Readable id: `section:` and the document's slug and the section's path (id).
    pub async fn id(&self) -> ID {
        let slug = &self.content().id;
        match self.entry().path.as_str() {
            "" => Kind::Section.id(slug),
            path => Kind::Section.id(&format!("{slug}/{path}")),
        }
    }

    /// Number as written, without trailing stop (nummer): `2.1.1`.
    async fn number(&self) -> Option<&str> {
        self.entry().number.as_deref()
    }

    /// Heading without its number; empty for what stands before the first heading (overskrift).
    async fn heading(&self) -> &str {
        &self.entry().heading
    }

    /// Depth: 0 for what stands before the first heading, 1 for a chapter (nivå).
    async fn level(&self) -> u8 {
        self.entry().level
    }

    /// The headings from the chapter down to this section (overskriftssti).
    async fn path(&self) -> Vec<&str> {
        self.content().outline.heading_path(self.index)
    }

    /// The section above (overordnet avsnitt).
    async fn parent(&self) -> Option<Section> {
        let parent = self.entry().parent?;
        Some(Section::new(&self.snapshot, self.document, parent))
    }

    /// The sections right below (underavsnitt).
    async fn children(&self) -> Vec<Section> {
        let graph = self.snapshot.graph();
        let node = graph.node_in(NodeKind::Section, self.document as u32, self.index);
        let inside =
            graph
                .outgoing(node)
                .filter_map(|step| match (step.kind, graph.node(step.node)) {
                    (
                        EdgeKind::Contains,
                        Node {
                            kind: NodeKind::Section,
                            place: Place::Document(_, index),
                        },
                    ) => Some(index),
                    _ => None,
                });
        let mut children: Vec<u32> = inside.collect();
        children.sort_unstable();
        let children = children.into_iter();
        children
            .map(|index| Section::new(&self.snapshot, self.document, index))
            .collect()
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.document)
    }

    /// From the heading to the end of its last subsection (plass).
    async fn span(&self) -> Span {
        Span::new(&self.snapshot, self.document, self.entry().span)
    }
}

/// A series of letters (serie).
#[derive(Clone)]
pub struct Series {
    snapshot: Arc<Snapshot>,
    slug: String,
}

impl Series {
    /// The series with this slug.
    pub fn find(snapshot: &Arc<Snapshot>, slug: &str) -> Option<Series> {
        snapshot.series(slug)?;
        Some(Series {
            snapshot: snapshot.clone(),
            slug: slug.to_owned(),
        })
    }

    fn members(&self) -> Vec<Document> {
        let members = self.snapshot.series(&self.slug).unwrap_or_default().iter();
        members
            .map(|at| Document::new(&self.snapshot, *at as usize))
            .collect()
    }
}

/// Letters of one kind from one sender to one recipient, year by year (serie).
#[Object]
impl Series {
    /// Readable id: `series:` and kind and recipient (id).
    pub async fn id(&self) -> ID {
        Kind::Series.id(&self.slug)
    }

    /// Kind of the documents (dokumenttype).
    async fn kind(&self) -> DocumentKind {
        let members = self.members();
        members
            .first()
            .map_or(DocumentKind::Other, |member| member.head().kind.into())
    }

    /// Who sends them (avsender).
    async fn sender(&self) -> Option<Unit> {
        let last = self.members().pop()?;
        last.unit(&last.head().sender)
    }

    /// Who they are for (mottaker).
    async fn recipient(&self) -> Option<Unit> {
        let last = self.members().pop()?;
        last.unit(&last.head().recipient)
    }

    /// The documents, by year and date (dokumenter).
    async fn documents(&self) -> Vec<Document> {
        self.members()
    }

    /// The life of one of its requirements through all years: every change that leads to it or from it, oldest first (historie).
    async fn history(
        &self,
        #[graphql(desc = "Slug or full id of the requirement (krav).")] obligation: ID,
    ) -> Result<Vec<Change>> {
        let found = known_obligation(&self.snapshot, &obligation)?;
        let members = self.snapshot.series(&self.slug).unwrap_or_default();
        history(&self.snapshot, members, found.reference).await
    }
}
