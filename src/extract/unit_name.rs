//! From a name as written to a unit slug: known names, roles that stand for their unit, and the slug
//! of the name itself where nobody knows it.

use crate::model::{collapse, slug};
use crate::vocabulary::{UnitKind, Vocabulary};
use rustc_hash::FxHashMap;

/// Unit names of a vocabulary, ready to look up.
#[derive(Clone, Debug, Default)]
pub struct UnitNames {
    by_key: FxHashMap<String, (String, UnitKind)>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUnit {
    /// Unit slug.
    pub slug: String,
    /// The name without the role before it: "Direktørene for NAV Fylke/Region" → "NAV Fylke/Region".
    pub name: String,
    /// What sort of body it is; none where the vocabulary does not know it.
    pub kind: Option<UnitKind>,
}

const ROLES: &[&str] = &[
    "direktor",
    "direktoren",
    "direktorene",
    "direktorane",
    "fylkesdirektorene",
    "fylkesdirektorane",
    "regiondirektorene",
    "leder",
    "lederen",
    "lederne",
    "ledere",
    "leiar",
    "leiaren",
    "leiarane",
    "avdelingsdirektor",
    "styret",
    "styreleder",
];
const ENDINGS: &[&str] = &["s", "et", "en", "ene", "ane", "a", "ets", "ens"];

impl UnitNames {
    /// Indexes the names, short names and aliases of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> UnitNames {
        let mut by_key = FxHashMap::default();
        for unit in vocabulary.units() {
            for name in std::iter::once(unit.slug.as_str()).chain(unit.names()) {
                by_key
                    .entry(slug(name))
                    .or_insert_with(|| (unit.slug.clone(), unit.kind));
            }
        }
        UnitNames { by_key }
    }

    /// The unit that a name stands for, if the vocabulary knows it.
    ///
    /// "Arbeids- og velferdsdirektøren" stands for the directorate that it heads,
    /// "Direktørene for X" for X.
    pub fn known(&self, name: &str) -> Option<NamedUnit> {
        let name = bare(name);
        let key = slug(&name);
        let found = self.look_up(&key).or_else(|| {
            let stem = ["direktoren", "direktor"]
                .iter()
                .find_map(|role| key.strip_suffix(role))?;
            self.look_up(&format!("{stem}direktoratet"))
        });
        let (slug, kind) = found?;
        Some(NamedUnit {
            slug: slug.clone(),
            name,
            kind: Some(*kind),
        })
    }

    /// The unit that a name stands for; where nobody knows it, the slug of the name.
    pub fn resolve(&self, name: &str) -> NamedUnit {
        self.known(name).unwrap_or_else(|| {
            let name = bare(name);
            NamedUnit {
                slug: slug(&name),
                name,
                kind: None,
            }
        })
    }

    fn look_up(&self, key: &str) -> Option<&(String, UnitKind)> {
        self.by_key.get(key).or_else(|| {
            ENDINGS
                .iter()
                .filter_map(|ending| key.strip_suffix(ending))
                .find_map(|stem| self.by_key.get(stem))
        })
    }
}

/// The name without mark-up, and without a role and its preposition before it.
fn bare(name: &str) -> String {
    let name = collapse(&name.replace(['*', '_', '`'], ""));
    let name = name.trim_matches([' ', '.', ',', ';', ':', '"']);
    let mut words = name.splitn(3, ' ');
    if let (Some(role), Some(preposition), Some(rest)) = (words.next(), words.next(), words.next())
        && ROLES.contains(&slug(role).as_str())
        && ["for", "i", "ved", "av"].contains(&preposition)
    {
        return rest.to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Unit;

    fn names() -> UnitNames {
        let mut vocabulary = Vocabulary::default();
        for (slug, name, short_name) in [
            ("havvindtilsynet", "Havvindtilsynet", None),
            ("taredirektoratet", "Taredirektoratet", Some("TDir")),
            ("region", "Tare Region/Distrikt", None),
        ] {
            vocabulary.put_unit(Unit {
                slug: slug.to_owned(),
                name: name.to_owned(),
                short_name: short_name.map(str::to_owned),
                ..Unit::default()
            });
        }
        UnitNames::new(&vocabulary)
    }

    #[test]
    fn names_roles_and_genitives_lead_to_the_unit() {
        let names = names();
        for (name, slug) in [
            ("Havvindtilsynet", "havvindtilsynet"),
            ("**Havvindtilsynets**", "havvindtilsynet"),
            ("Taredirektøren", "taredirektoratet"),
            ("TDir", "taredirektoratet"),
            ("Direktørene for Tare Region/Distrikt", "region"),
            ("Statens lyngverk", "statens-lyngverk"),
        ] {
            assert_eq!(names.resolve(name).slug, slug, "{name}");
        }
        assert_eq!(names.known("Statens lyngverk"), None);
    }
}
