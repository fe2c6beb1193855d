//! Requirements, with everything that was read of them and the proof for it.

use super::diff::{Change, comparison};
use super::document::{Document, Section};
use super::evidence::{Evidence, Span};
use super::fact::{Assignment, Goal, Indicator};
use super::node::Kind;
use super::page::{List, Nothing};
use super::scalar::{Date, Modality, ObligationKind, Polarity, Recurrence};
use super::suggestion::{Suggestion, so_many, suggestion_cost};
use super::trace::{Derivation, Outcome};
use super::unit::{TargetGroup, Unit};
use crate::archive::Snapshot;
use crate::graph::{Asked, ObligationRef};
use crate::model;
use async_graphql::{ID, Object, Result};
use std::cmp::Ordering;
use std::sync::Arc;

/// A requirement (krav).
#[derive(Clone)]
pub struct Obligation {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) reference: ObligationRef,
}

/// The list of requirements.
pub struct Obligations;

impl List for Obligations {
    type Node = Obligation;
    type EdgeFields = Nothing;
    type Fields = Nothing;
    const NAME: &'static str = "Obligation";
}

impl Obligation {
    /// The requirement at this place.
    pub fn new(snapshot: &Arc<Snapshot>, reference: ObligationRef) -> Obligation {
        Obligation {
            snapshot: snapshot.clone(),
            reference,
        }
    }

    /// The requirement itself.
    pub fn fact(&self) -> &model::Obligation {
        self.snapshot.obligation(self.reference)
    }

    fn at(&self) -> usize {
        self.reference.document as usize
    }

    fn proof(&self, what: (&'static str, impl Into<String>), found: &model::Evidence) -> Evidence {
        Evidence::new(&self.snapshot, self.at(), what, found)
    }
}

/// A requirement (krav): a statement of a letter that directs somebody to do something.
#[Object]
impl Obligation {
    /// Readable id: `obligation:` and the document's slug and the place in it (id).
    pub async fn id(&self) -> ID {
        Kind::Obligation.id(&self.fact().id)
    }

    /// The requirement readable alone, lead-in and list item joined (tekst).
    async fn text(&self) -> &str {
        &self.fact().text
    }

    /// The statement as the letter has it, white space collapsed (sitat).
    async fn quote(&self) -> &str {
        &self.fact().quote
    }

    /// The words that lead into the list that it is an item of, as the letter has them (innledning).
    async fn lead_in(&self) -> Option<&str> {
        self.fact().lead_in.as_deref()
    }

    /// How strongly it directs (styringsgrad).
    async fn modality(&self) -> Modality {
        self.fact().modality.value.into()
    }

    /// Whether it asks for something or forbids it (påbud eller forbud).
    async fn polarity(&self) -> Polarity {
        self.fact().polarity.into()
    }

    /// What sort of requirement it is (type krav).
    async fn kind(&self) -> ObligationKind {
        self.fact().kind.value.into()
    }

    /// The document that it stands in (dokument).
    async fn document(&self) -> Document {
        Document::new(&self.snapshot, self.at())
    }

    /// The section that it stands in (avsnitt).
    async fn section(&self) -> Section {
        Section::new(&self.snapshot, self.at(), self.fact().section)
    }

    /// Where the quote stands, from its first to its last word (plass).
    async fn span(&self) -> Span {
        Span::around(&self.snapshot, self.at(), &self.fact().spans)
    }

    /// Where the quote stands, piece by piece: several where a page break or a footnote splits it (plasser).
    async fn spans(&self) -> Vec<Span> {
        let spans = self.fact().spans.iter();
        spans
            .map(|span| Span::new(&self.snapshot, self.at(), *span))
            .collect()
    }

    /// Who must act (ansvarlige enheter).
    async fn responsible_units(&self) -> Vec<Responsibility> {
        let units = 0..self.fact().units.len();
        units
            .map(|index| Responsibility {
                obligation: self.clone(),
                index,
            })
            .collect()
    }

    /// Units that the work is to be done with (samarbeidspartnere).
    async fn partners(&self) -> Vec<Unit> {
        let partners = self.fact().partners.iter();
        partners
            .filter_map(|partner| Unit::find(&self.snapshot, &partner.value))
            .collect()
    }

    /// People or employers that it is for or about (målgrupper).
    async fn target_groups(&self) -> Vec<TargetGroup> {
        let groups = self.fact().target_groups.iter();
        groups
            .filter_map(|group| TargetGroup::find(&self.snapshot, &group.value))
            .collect()
    }

    /// When it is due (frister).
    async fn deadlines(&self) -> Vec<Deadline> {
        let deadlines = 0..self.fact().deadlines.len();
        deadlines
            .map(|index| Deadline::new(self.clone(), index))
            .collect()
    }

    /// Statutes and regulations that it cites (lovhenvisninger).
    async fn legal_references(&self) -> Vec<LegalReference> {
        let references = 0..self.fact().legal.len();
        references
            .map(|index| LegalReference {
                obligation: self.clone(),
                index,
            })
            .collect()
    }

    /// Other documents that it cites (dokumenthenvisninger).
    async fn document_references(&self) -> Vec<DocumentReference> {
        let references = 0..self.fact().documents.len();
        references
            .map(|index| DocumentReference {
                obligation: self.clone(),
                index,
            })
            .collect()
    }

    /// Goals that it serves (mål).
    async fn goals(&self) -> Vec<Goal> {
        let goals = self.fact().goals.iter();
        goals
            .map(|index| Goal::new(&self.snapshot, self.at(), *index))
            .collect()
    }

    /// Indicators that measure it (styringsparametere).
    async fn indicators(&self) -> Vec<Indicator> {
        let indicators = self.fact().indicators.iter();
        indicators
            .map(|index| Indicator::new(&self.snapshot, self.at(), *index))
            .collect()
    }

    /// Requirements of the letter above that this one passes on (videreført fra).
    async fn derived_from(&self) -> Vec<Derivation> {
        let links = self.snapshot.graph().links();
        let found = links.derived_from(self.reference).into_iter();
        found
            .map(|link| Derivation::from_below(&self.snapshot, link))
            .collect()
    }

    /// Requirements of the letter below that pass this one on (videreført som).
    async fn passed_on_as(&self) -> Vec<Derivation> {
        let links = self.snapshot.graph().links();
        let found = links.passed_on_as(self.reference).into_iter();
        found
            .map(|link| Derivation::from_above(&self.snapshot, link))
            .collect()
    }

    /// The requirements of the letter below that are most alike, surest first (forslag): those sure enough to be links, and suggestions that a person confirms or rejects.
    #[graphql(complexity = "suggestion_cost(first, child_complexity)")]
    async fn suggestions(
        &self,
        #[graphql(desc = "So many at most, from 1 to 20 (antall).", default = 5)] first: i32,
    ) -> Result<Vec<Suggestion>> {
        let links = self.snapshot.graph().links();
        let found = links.suggestions(self.reference).into_iter();
        let found = found.take(so_many(first)?);
        Ok(found
            .map(|link| Suggestion::of_requirement(&self.snapshot, link))
            .collect())
    }

    /// What became of it since the letter of the year before (i fjor).
    async fn last_year(&self) -> Result<Vec<Change>> {
        match self.snapshot.neighbour(self.at(), Ordering::Less) {
            Some(before) => {
                let made = comparison(&self.snapshot, before, self.at()).await?;
                Ok(made.of_later(self.reference.index))
            }
            None => Ok(Vec::new()),
        }
    }

    /// What became of it in the letter of the year after (neste år).
    async fn next_year(&self) -> Result<Vec<Change>> {
        match self.snapshot.neighbour(self.at(), Ordering::Greater) {
            Some(after) => {
                let made = comparison(&self.snapshot, self.at(), after).await?;
                Ok(made.of_earlier(self.reference.index))
            }
            None => Ok(Vec::new()),
        }
    }

    /// What reports say of it (resultater).
    async fn results(&self) -> Vec<Outcome> {
        let asked = Asked::Obligation(self.reference.index);
        let links = self.snapshot.graph().links();
        let found = links.results(self.reference.document, asked).into_iter();
        found
            .map(|result| Outcome::new(&self.snapshot, result.number))
            .collect()
    }

    /// Official id of the assignment, such as `TB2026-17` (oppdragsnummer).
    async fn official_id(&self) -> Option<&str> {
        let id = self.fact().official_id.as_ref()?;
        Some(&id.value)
    }

    /// The assignment that it belongs to (oppdrag).
    async fn assignment(&self) -> Option<Assignment> {
        let index = self.fact().assignment?;
        Some(Assignment::new(&self.snapshot, self.at(), index))
    }

    /// What in the text says so, for every attribute (belegg).
    async fn evidence(&self) -> Vec<Evidence> {
        let fact = self.fact();
        let modality = format!("{:?}", fact.modality.value).to_uppercase();
        let kind = format!("{:?}", fact.kind.value).to_uppercase();
        let mut all = vec![
            self.proof(("modality", modality), &fact.modality.evidence),
            self.proof(("kind", kind), &fact.kind.evidence),
        ];
        for unit in &fact.units {
            all.push(self.proof(("responsibleUnits", &unit.unit), &unit.evidence));
        }
        for partner in &fact.partners {
            all.push(self.proof(("partners", &partner.value), &partner.evidence));
        }
        for group in &fact.target_groups {
            all.push(self.proof(("targetGroups", &group.value), &group.evidence));
        }
        for deadline in &fact.deadlines {
            all.push(self.proof(("deadlines", &deadline.value.text), &deadline.evidence));
        }
        for legal in &fact.legal {
            all.push(self.proof(("legalReferences", &legal.value.citation), &legal.evidence));
        }
        for cited in &fact.documents {
            all.push(self.proof(
                ("documentReferences", &cited.value.citation),
                &cited.evidence,
            ));
        }
        if let Some(id) = &fact.official_id {
            all.push(self.proof(("officialId", &id.value), &id.evidence));
        }
        all
    }
}

/// A unit that must act (ansvarlig enhet).
pub struct Responsibility {
    obligation: Obligation,
    index: usize,
}

impl Responsibility {
    fn fact(&self) -> &model::Responsibility {
        &self.obligation.fact().units[self.index]
    }
}

/// A unit that must act (ansvarlig enhet), and whether the sentence names it.
#[Object]
impl Responsibility {
    /// The unit (enhet).
    async fn unit(&self) -> Result<Unit> {
        Unit::must_find(&self.obligation.snapshot, &self.fact().unit)
    }

    /// False where the sentence names nobody and the letter's recipient is meant (uttrykkelig nevnt).
    async fn explicit(&self) -> bool {
        self.fact().explicit
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        self.obligation
            .proof(("responsibleUnits", &fact.unit), &fact.evidence)
    }
}

/// When something is due (frist).
pub struct Deadline {
    obligation: Obligation,
    index: usize,
}

impl Deadline {
    /// One of the requirement's deadlines.
    pub fn new(obligation: Obligation, index: usize) -> Deadline {
        Deadline { obligation, index }
    }

    fn fact(&self) -> &model::Found<model::Deadline> {
        &self.obligation.fact().deadlines[self.index]
    }
}

/// When a requirement is due (frist): a day, a rhythm, a time limit, or only words.
#[Object]
impl Deadline {
    /// As written (tekst): "senest innen 30. april".
    async fn text(&self) -> &str {
        &self.fact().value.text
    }

    /// The day, where one is named or follows from the letter's year (dato).
    async fn date(&self) -> Option<Date> {
        self.fact().value.date.map(Date)
    }

    /// The rhythm, where it comes again (hyppighet).
    async fn recurrence(&self) -> Option<Recurrence> {
        self.fact().value.recurrence.map(Into::into)
    }

    /// Time limit as ISO 8601 duration (varighet): "innen åtte uker" is `P8W`.
    async fn duration(&self) -> Option<&str> {
        self.fact().value.duration.as_deref()
    }

    /// The requirement that is due (krav).
    async fn obligation(&self) -> &Obligation {
        &self.obligation
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        self.obligation
            .proof(("deadlines", &fact.value.text), &fact.evidence)
    }
}

/// The list of deadlines.
pub struct Deadlines;

impl List for Deadlines {
    type Node = Deadline;
    type EdgeFields = Nothing;
    type Fields = Nothing;
    const NAME: &'static str = "Deadline";
}

/// A statute or regulation cited (lovhenvisning).
pub struct LegalReference {
    obligation: Obligation,
    index: usize,
}

impl LegalReference {
    fn fact(&self) -> &model::Found<model::LegalRef> {
        &self.obligation.fact().legal[self.index]
    }
}

/// A statute or regulation that a requirement cites (lovhenvisning).
#[Object]
impl LegalReference {
    /// In its usual form (henvisning): `NAV-loven § 14 a`.
    async fn citation(&self) -> &str {
        &self.fact().value.citation
    }

    /// Short name of the act (lov): `NAV-loven`.
    async fn act(&self) -> &str {
        &self.fact().value.act
    }

    /// Section of the act, without the sign (paragraf): `14 a`.
    async fn paragraph(&self) -> Option<&str> {
        self.fact().value.paragraph.as_deref()
    }

    /// Address of the act or section at Lovdata, where the vocabulary knows it (lenke).
    async fn url(&self) -> Option<String> {
        let legal = &self.fact().value;
        let vocabulary = self.obligation.snapshot.vocabulary();
        let statute = vocabulary.statute(&model::slug(&legal.act))?;
        let mut url = format!("https://lovdata.no/{}", statute.lovdata.as_ref()?);
        if let Some(paragraph) = &legal.paragraph {
            url.push_str("/§");
            url.extend(paragraph.chars().filter(|c| !c.is_whitespace()));
        }
        Some(url)
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        let what = ("legalReferences", &fact.value.citation);
        self.obligation.proof(what, &fact.evidence)
    }
}

/// Another document cited (dokumenthenvisning).
pub struct DocumentReference {
    obligation: Obligation,
    index: usize,
}

impl DocumentReference {
    fn fact(&self) -> &model::Found<model::DocumentRef> {
        &self.obligation.fact().documents[self.index]
    }
}

/// Another document that a requirement cites (dokumenthenvisning).
#[Object]
impl DocumentReference {
    /// In its usual form (henvisning): `Prop. 1 S (2023–2024)`.
    async fn citation(&self) -> &str {
        &self.fact().value.citation
    }

    /// The document itself, where it is in the archive (dokument).
    async fn document(&self) -> Option<Document> {
        Document::find(
            &self.obligation.snapshot,
            self.fact().value.target.as_ref()?,
        )
    }

    /// What in the text says so (belegg).
    async fn evidence(&self) -> Evidence {
        let fact = self.fact();
        let what = ("documentReferences", &fact.value.citation);
        self.obligation.proof(what, &fact.evidence)
    }
}
