//! How units belong together: the one place that follows `part_of` and `instance_of`.
//!
//! A unit stands under the whole that it is part of and under the kind that it is one of: "NAV Trøndelag"
//! under the agency and under "NAV Fylke/Region". Both ways up count alike, the whole first. Who governs
//! it ([`Unit::superior`]) is another matter: a directorate is no part of its ministry.

use super::{Unit, UnitKind, Vocabulary};

/// Enough for any real administration; keeps a circle in a user's file from being walked for ever.
const DEPTH: usize = 16;

impl Vocabulary {
    /// The units right above this one: the whole that it is part of, then the kind that it is one of.
    pub fn above<'v>(&'v self, slug: &str) -> impl Iterator<Item = &'v Unit> {
        let unit = self.unit(slug);
        let ways = unit.map(|unit| [unit.part_of.as_deref(), unit.instance_of.as_deref()]);
        let ways = ways.into_iter().flatten().flatten();
        ways.filter_map(|above| self.unit(above))
    }

    /// All units above this one, nearest first, each once; without itself.
    pub fn wholes(&self, slug: &str) -> Vec<&Unit> {
        let mut wholes: Vec<&Unit> = self.above(slug).collect();
        let mut at = 0;
        while at < wholes.len() {
            for above in self.above(&wholes[at].slug) {
                if above.slug != slug && !wholes.iter().any(|known| known.slug == above.slug) {
                    wholes.push(above);
                }
            }
            at += 1;
        }
        wholes
    }

    /// The units right below this one: its parts and the instances of it, in the order of the files.
    pub fn parts<'v>(&'v self, slug: &'v str) -> impl Iterator<Item = &'v Unit> {
        let below = |above: &Option<String>| above.as_deref() == Some(slug);
        self.units()
            .iter()
            .filter(move |unit| below(&unit.part_of) || below(&unit.instance_of))
    }

    /// The top of the house that a unit belongs to; itself where nothing is above it or nobody knows it.
    pub fn root<'v>(&'v self, slug: &'v str) -> &'v str {
        let mut at = slug;
        for _ in 0..DEPTH {
            match self.above(at).next() {
                Some(above) => at = &above.slug,
                None => break,
            }
        }
        at
    }

    /// Whether `part` is `whole` or stands below it, at whatever depth.
    pub fn holds(&self, whole: &str, part: &str) -> bool {
        whole == part || self.wholes(part).iter().any(|above| above.slug == whole)
    }

    /// Whether two units are of one house.
    pub fn related(&self, one: &str, other: &str) -> bool {
        one == other || self.root(one) == self.root(other)
    }

    /// The first unit of this kind in the house that `member` belongs to: its offices, its regions.
    pub fn kind_in_house(&self, member: &str, kind: UnitKind) -> Option<&Unit> {
        let root = self.root(member);
        self.units()
            .iter()
            .find(|unit| unit.kind == kind && self.root(&unit.slug) == root)
    }

    /// The units that this one took over from, in the order of the files.
    pub fn predecessors<'v>(&'v self, slug: &'v str) -> impl Iterator<Item = &'v Unit> {
        let follows = move |unit: &&Unit| unit.successors.iter().any(|one| one == slug);
        self.units().iter().filter(follows)
    }

    /// Who governs a unit: its own superior, else that of the nearest unit above it that has one.
    pub fn superior(&self, slug: &str) -> Option<&Unit> {
        let own = self.unit(slug)?.superior.as_deref();
        let above = self.wholes(slug);
        let inherited = above.iter().find_map(|unit| unit.superior.as_deref());
        self.unit(own.or(inherited)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slug, whole, kind that it is one of, sort, superior.
    type Row = (
        &'static str,
        Option<&'static str>,
        Option<&'static str>,
        UnitKind,
        Option<&'static str>,
    );

    fn vocabulary() -> Vocabulary {
        const ROWS: &[Row] = &[
            ("havdep", None, None, UnitKind::Ministry, None),
            ("kystetaten", None, None, UnitKind::Agency, Some("havdep")),
            (
                "kystregion",
                Some("kystetaten"),
                None,
                UnitKind::Region,
                None,
            ),
            (
                "kystkontor",
                Some("kystregion"),
                None,
                UnitKind::Office,
                None,
            ),
            (
                "kyst-nord",
                Some("kystetaten"),
                Some("kystregion"),
                UnitKind::Region,
                None,
            ),
            ("fjellverket", None, None, UnitKind::Agency, None),
        ];
        let mut vocabulary = Vocabulary::default();
        for (slug, part_of, instance_of, kind, superior) in ROWS {
            vocabulary.put_unit(Unit {
                slug: (*slug).to_owned(),
                part_of: part_of.map(str::to_owned),
                instance_of: instance_of.map(str::to_owned),
                kind: *kind,
                superior: superior.map(str::to_owned),
                ..Unit::default()
            });
        }
        vocabulary
    }

    #[test]
    fn a_named_region_stands_under_its_whole_and_its_kind() {
        let vocabulary = vocabulary();
        let slugs = |units: Vec<&Unit>| -> Vec<String> {
            units.iter().map(|unit| unit.slug.clone()).collect()
        };
        assert_eq!(
            slugs(vocabulary.wholes("kyst-nord")),
            ["kystetaten", "kystregion"]
        );
        assert_eq!(
            slugs(vocabulary.parts("kystregion").collect()),
            ["kystkontor", "kyst-nord"]
        );
        assert_eq!(vocabulary.root("kystkontor"), "kystetaten");
    }

    #[test]
    fn a_superior_is_no_whole() {
        let vocabulary = vocabulary();
        assert!(!vocabulary.related("kystkontor", "havdep"));
        let superior = vocabulary
            .superior("kystkontor")
            .map(|unit| unit.slug.as_str());
        assert_eq!(superior, Some("havdep"));
        assert_eq!(vocabulary.superior("fjellverket"), None);
    }

    #[test]
    fn a_kind_is_looked_up_in_the_house_alone() {
        let vocabulary = vocabulary();
        let office = |member: &str| {
            let unit = vocabulary.kind_in_house(member, UnitKind::Office);
            unit.map(|unit| unit.slug.as_str())
        };
        assert_eq!(office("kyst-nord"), Some("kystkontor"));
        assert_eq!(office("fjellverket"), None);
        assert_eq!(office("ukjent"), None);
    }

    #[test]
    fn a_circle_in_a_file_ends() {
        let mut vocabulary = Vocabulary::default();
        for (slug, part_of) in [("a", "b"), ("b", "a")] {
            vocabulary.put_unit(Unit {
                slug: slug.to_owned(),
                part_of: Some(part_of.to_owned()),
                ..Unit::default()
            });
        }
        assert_eq!(vocabulary.wholes("a").len(), 1);
        assert!(vocabulary.holds("b", "a"));
    }
}
