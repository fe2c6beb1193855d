//! The field's words: units, target groups and statutes, from data files built into the program.
//!
//! `corpus/vocabulary/*.toml` holds them; a folder given by the user replaces or extends entries
//! by slug. A new word is a change of data, not of code.

mod cut;
mod filter;
mod hierarchy;
mod lexicon;
mod load;
mod matcher;

pub use cut::Cut;
pub use filter::{Requirements, citation_key};
pub use lexicon::{WordClass, word_class};
pub use load::VocabularyError;
pub use matcher::{Hit, Phrases};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What sort of body a unit is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Departement.
    Ministry,
    /// Direktorat.
    Directorate,
    /// Etat: a whole agency.
    Agency,
    /// A region or county level of an agency (NAV Fylke/Region), as a kind or a named one.
    Region,
    /// A local office, as a kind.
    Office,
    /// A specialised unit or line of an agency.
    Line,
    /// A body of several (forvaltningen, alle enheter): stands for all its parts.
    Collective,
    /// People with a role: leaders, counsellors.
    Role,
    /// A body outside the agency: municipality, health service, police.
    External,
    /// Tilsyn: a supervisory authority.
    Supervisory,
    /// Ombud.
    Ombud,
    /// Nemnd or råd with members.
    Board,
    /// Domstol.
    Court,
    /// A body of the Storting or of Sametinget.
    Parliamentary,
    /// Forskningsinstitutt.
    Institute,
    /// Universitet or høyskole.
    University,
    /// Regionalt helseforetak or helseforetak.
    HealthTrust,
    /// A company or fund of the state (SF, AS).
    Company,
    /// Fylkeskommune.
    County,
    /// Anything else.
    #[default]
    Other,
}

/// An organisational unit or role that requirements name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Unit {
    /// Stable slug: `nav-kontor`.
    pub slug: String,
    /// Full name: "NAV-kontor".
    pub name: String,
    /// Short name or acronym: "AVdir".
    pub short_name: Option<String>,
    /// Other names, without inflected forms that the reader finds itself.
    pub aliases: Vec<String>,
    /// Slug of the whole it is part of.
    pub part_of: Option<String>,
    /// Slug of the kind it is one of: NAV Trøndelag → `nav-fylke-region`.
    pub instance_of: Option<String>,
    /// Slug of who governs it without being its whole: the ministry of a directorate.
    pub superior: Option<String>,
    /// Whether it stands for every unit of the house that is spoken of: "alle enheter".
    pub everyone: bool,
    /// Whether its name is a common word too and counts with a capital letter alone: "Sikt".
    pub proper: bool,
    /// What names of its instances end in (" kommune") or start with ("Statsforvalteren i ").
    pub forms: Vec<String>,
    /// Names that it had before, with their years.
    pub earlier: Vec<EarlierName>,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// First year it existed, if known.
    pub valid_from: Option<i16>,
    /// Last year it existed, if it is gone.
    pub valid_to: Option<i16>,
    /// Slugs of the units that took over.
    pub successors: Vec<String>,
    /// Of a role: slugs of the units that people with it work in.
    pub works_in: Vec<String>,
}

impl Unit {
    /// Every name it goes by: the full one first, then the short one, the aliases, the earlier names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = std::iter::once(self.name.as_str()).chain(self.short_name.as_deref());
        let others = self.aliases.iter().map(String::as_str);
        own.chain(others)
            .chain(self.earlier.iter().map(|earlier| earlier.name.as_str()))
    }
}

/// A name that a unit had.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EarlierName {
    /// The name: "Olje- og energidepartementet".
    pub name: String,
    /// First year of it, if known.
    pub from: Option<i16>,
    /// Last year of it, if known.
    pub to: Option<i16>,
}

/// People or employers that requirements are for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TargetGroup {
    /// Stable slug: `unge-under-30`.
    pub slug: String,
    /// Name: "Unge under 30 år".
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Benefits, measures and fields that stand for it where nobody is named: "dagpenger".
    pub topics: Vec<String>,
    /// What the sentence or its heading must be about for the aliases to count; empty: anything.
    pub within: Vec<String>,
    /// Slugs of the groups that hold this one.
    pub broader: Vec<String>,
    /// Slug of the group that it means where a heading of the document names that one.
    pub meant: Option<String>,
    /// Whether its names may mean a narrower group: "brukeren" under the heading "Sykmeldte".
    pub generic: bool,
    /// What its names may mean besides.
    pub sense: Sense,
}

/// What else the names of a target group may mean, by the words around them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// Nothing else.
    #[default]
    Plain,
    /// Users in general, who need not be people: "den enkelte arbeidsplass".
    Anybody,
    /// People without work: "ledige stillinger" are none.
    Seekers,
    /// Employers, which the body is itself and works together with.
    Employers,
    /// The body's own people, who act and are not served.
    Staff,
}

/// A statute or regulation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statute {
    /// Stable slug: `nav-loven`.
    pub slug: String,
    /// Name as cited: "NAV-loven".
    pub name: String,
    /// Full title.
    pub title: Option<String>,
    /// Other names, nynorsk forms among them.
    pub aliases: Vec<String>,
    /// Path at lovdata.no: `lov/2006-06-16-20`.
    pub lovdata: Option<String>,
}

/// All the words, looked up by slug.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    units: Vec<Unit>,
    target_groups: Vec<TargetGroup>,
    statutes: Vec<Statute>,
    unit_index: FxHashMap<String, u32>,
    target_group_index: FxHashMap<String, u32>,
    statute_index: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// Units, in the order of the files.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Target groups, in the order of the files.
    pub fn target_groups(&self) -> &[TargetGroup] {
        &self.target_groups
    }

    /// Statutes, in the order of the files.
    pub fn statutes(&self) -> &[Statute] {
        &self.statutes
    }

    /// The unit with this slug.
    pub fn unit(&self, slug: &str) -> Option<&Unit> {
        Some(&self.units[*self.unit_index.get(slug)? as usize])
    }

    /// Where the unit with this slug stands in [`Vocabulary::units`].
    pub fn unit_position(&self, slug: &str) -> Option<u32> {
        self.unit_index.get(slug).copied()
    }

    /// Where the target group with this slug stands in [`Vocabulary::target_groups`].
    pub fn target_group_position(&self, slug: &str) -> Option<u32> {
        self.target_group_index.get(slug).copied()
    }

    /// The target group with this slug.
    pub fn target_group(&self, slug: &str) -> Option<&TargetGroup> {
        Some(&self.target_groups[*self.target_group_index.get(slug)? as usize])
    }

    /// The statute with this slug.
    pub fn statute(&self, slug: &str) -> Option<&Statute> {
        Some(&self.statutes[*self.statute_index.get(slug)? as usize])
    }

    /// Adds a unit, or replaces the one with its slug.
    pub fn put_unit(&mut self, unit: Unit) {
        put(&mut self.units, &mut self.unit_index, unit, |u| &u.slug);
    }

    /// Adds a target group, or replaces the one with its slug.
    pub fn put_target_group(&mut self, group: TargetGroup) {
        put(
            &mut self.target_groups,
            &mut self.target_group_index,
            group,
            |g| &g.slug,
        );
    }

    /// Adds a statute, or replaces the one with its slug.
    pub fn put_statute(&mut self, statute: Statute) {
        put(&mut self.statutes, &mut self.statute_index, statute, |s| {
            &s.slug
        });
    }
}

fn put<T>(
    list: &mut Vec<T>,
    index: &mut FxHashMap<String, u32>,
    entry: T,
    slug: impl Fn(&T) -> &String,
) {
    match index.get(slug(&entry)) {
        Some(at) => list[*at as usize] = entry,
        None => {
            index.insert(slug(&entry).clone(), list.len() as u32);
            list.push(entry);
        }
    }
}
