//! "Regionen må sikre at alle kontorene har …": the unit that a superior must see to.
//!
//! The duty is the superior's, but what is to come about is done by the unit in the clause, so the
//! requirement reaches it. "Fylket skal sikre god kvalitet" names nobody below and reaches nobody.

use crate::graph::Ensured;
use crate::model::{Document, Span};
use crate::vocabulary::{Phrases, Vocabulary};

/// Verbs (and nouns) of seeing to it, before "at".
const ENSURE: [&str; 22] = [
    "sikre",
    "sikrer",
    "sikra",
    "sikrar",
    "sørge for",
    "sørger for",
    "sørgje for",
    "syte for",
    "syter for",
    "påse",
    "påser",
    "sjå til",
    "se til",
    "ser til",
    "følge opp",
    "følger opp",
    "følgje opp",
    "bidra til",
    "bidrar til",
    "bidra til å sikre",
    "ansvar for",
    "legge til rette for",
];

/// Furthest that a unit may stand behind "at", in words of the clause before its verb.
const SUBJECT_WORDS: usize = 6;

/// Reads ensured units; holds the unit names compiled.
pub struct EnsuredReader {
    units: Phrases,
    slugs: Vec<String>,
}

impl EnsuredReader {
    /// Compiles the unit names.
    pub fn new(vocabulary: &Vocabulary) -> EnsuredReader {
        let mut names: Vec<(String, u32)> = Vec::new();
        let mut slugs = Vec::new();
        for unit in vocabulary.units() {
            let at = slugs.len() as u32;
            slugs.push(unit.slug.clone());
            names.push((unit.name.clone(), at));
            names.extend(unit.short_name.iter().map(|name| (name.clone(), at)));
            names.extend(unit.aliases.iter().map(|name| (name.clone(), at)));
        }
        // Short forms that a letter uses once the full name has been said.
        let short = [
            ("kontorene", "nav-kontor"),
            ("kontora", "nav-kontor"),
            ("fylkene", "nav-fylke-region"),
            ("regionene", "nav-fylke-region"),
            ("enhetene", "alle-enheter"),
            ("einingane", "alle-enheter"),
        ];
        for (name, slug) in short {
            if let Some(at) = slugs.iter().position(|other| other == slug) {
                names.push((name.to_owned(), at as u32));
            }
        }
        EnsuredReader {
            units: Phrases::new(names),
            slugs,
        }
    }

    /// The ensured units of a document's requirements.
    pub fn read(&self, document: &Document) -> Vec<Ensured> {
        let mut found = Vec::new();
        for (index, obligation) in document.facts.obligations.iter().enumerate() {
            let statements = &obligation.statements;
            let Some(first) = statements.first() else {
                continue;
            };
            let leads = document.outline.lead_ins(*first);
            for statement in leads.iter().chain(statements) {
                let statement = &document.outline.statements[*statement as usize];
                for (unit, start, end) in self.units_ensured(&statement.text) {
                    let responsible = |slug: &str| {
                        let mut units = obligation.units.iter();
                        units.any(|responsible| responsible.unit == slug)
                    };
                    let known = |slug: &str| {
                        let mut found = found.iter();
                        found.any(|ensured: &Ensured| {
                            ensured.obligation == index as u32 && ensured.unit == slug
                        })
                    };
                    let slug = &self.slugs[unit as usize];
                    let spans = merged(statement.source(start, end), &document.text.content);
                    if !responsible(slug) && !known(slug) && !spans.is_empty() {
                        found.push(Ensured {
                            obligation: index as u32,
                            unit: slug.clone(),
                            spans,
                        });
                    }
                }
            }
        }
        found
    }

    /// The unit that a document's headings and first statements name most often.
    pub fn most_named(&self, document: &Document) -> Option<String> {
        let outline = &document.outline;
        let headings = outline.sections.iter().map(|section| &section.heading);
        let statements = outline.statements.iter().take(200);
        let mut counts = vec![0_u32; self.slugs.len()];
        for text in headings.chain(statements.map(|statement| &statement.text)) {
            for hit in self.units.find(text) {
                counts[hit.id as usize] += 1;
            }
        }
        let best = (0..counts.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)))?;
        (counts[best] > 0).then(|| self.slugs[best].clone())
    }

    /// Units that are the subject or agent of an "at" clause behind an ensure-verb, each with the stretch
    /// from the verb to the unit.
    fn units_ensured(&self, text: &str) -> Vec<(u32, usize, usize)> {
        let clauses = clauses(text);
        if clauses.is_empty() {
            return Vec::new();
        }
        let hits = self.units.find(text);
        let mut found = Vec::new();
        for (verb, start, end) in clauses {
            for hit in &hits {
                if hit.start < start || hit.end > end {
                    continue;
                }
                let before = text[start..hit.start].trim();
                let words = before.split_whitespace().count();
                let agent = before.ends_with(" av") || before == "av";
                if agent || words <= SUBJECT_WORDS && is_subject(before) {
                    found.push((hit.id, verb, hit.end));
                }
            }
        }
        found
    }
}

/// The ensured units of one document. Who reads many makes one [`EnsuredReader`].
pub fn ensured(document: &Document, vocabulary: &Vocabulary) -> Vec<Ensured> {
    EnsuredReader::new(vocabulary).read(document)
}

/// "at" clauses behind an ensure-verb: byte of the verb, first and last byte of the clause.
fn clauses(text: &str) -> Vec<(usize, usize, usize)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut clauses = Vec::new();
    for (at, _) in lower.match_indices(" at ") {
        let before = &lower[..at];
        let verb = ENSURE.iter().filter_map(|verb| {
            let start = before.strip_suffix(verb)?.len();
            let whole = before[..start]
                .chars()
                .next_back()
                .is_none_or(|character| !character.is_alphanumeric());
            whole.then_some(start)
        });
        if let Some(verb) = verb.min() {
            let start = at + " at ".len();
            let rest = &lower[start..];
            let end = [". ", "; ", " slik at ", " for å ", " som "]
                .iter()
                .filter_map(|stop| rest.find(stop))
                .min();
            clauses.push((verb, start, end.map_or(text.len(), |end| start + end)));
        }
    }
    clauses
}

/// Whether what stands between "at" and a unit lets the unit be the subject: nothing but determiners,
/// adjectives and the like, no preposition and no verb.
fn is_subject(before: &str) -> bool {
    const AGAINST: [&str; 26] = [
        "i", "på", "til", "fra", "med", "mot", "for", "om", "ved", "hos", "av", "mellom",
        "gjennom", "skal", "må", "kan", "bør", "er", "har", "blir", "får", "å", "etter", "under",
        "ut", "frå",
    ];
    let mut words = before.split_whitespace();
    words.all(|word| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric());
        !AGAINST.contains(&word.to_lowercase().as_str())
    })
}

/// Joins spans between which only white space stands.
fn merged(spans: Vec<Span>, content: &str) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last)
                if content
                    .get(last.end as usize..span.start as usize)
                    .is_some_and(|between| between.trim().is_empty()) =>
            {
                last.end = span.end;
            }
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let reader = EnsuredReader::new(&Vocabulary::built_in());
        let found = reader.units_ensured(text);
        let slugs: Vec<&str> = found
            .iter()
            .map(|(unit, _, _)| reader.slugs[*unit as usize].as_str())
            .collect();
        assert_eq!(slugs, expected, "{text}");
    }

    #[test]
    fn the_subject_of_the_clause_is_ensured() {
        check(
            "Regionen skal sørge for at alle NAV-kontor fører logg.",
            &["nav-kontor"],
        );
        check(
            "NAV Fylke må sikre at de minste NAV-kontorene har beredskap.",
            &["nav-kontor"],
        );
        check(
            "Fylket skal påse at rutinen tas i bruk av NAV-kontorene.",
            &["nav-kontor"],
        );
        check(
            "Regionen må sjå til at NAV-kontora har nok folk.",
            &["nav-kontor"],
        );
    }

    #[test]
    fn a_duty_of_the_superior_alone_ensures_nobody() {
        check("NAV Fylke skal sikre god oppfølging av brukerne.", &[]);
        check("Direktoratet skal sørge for at satsene er riktige.", &[]);
        check(
            "Regionen skal sørge for at meldinger til NAV-kontorene er tydelige.",
            &[],
        );
        check("NAV-kontorene skal melde fra slik at saken løses.", &[]);
    }
}
