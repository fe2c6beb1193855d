//! Headings that state a goal: "Delmål 2: …", the numbered sections of a chapter of goals, and
//! headings that are a clause ("Etaten tilbyr …").

use super::super::Context;
use super::{Draft, LABEL, in_annex};
use crate::model::{Section, SectionForm, Span};

/// Words that make a heading a topic of the letter and no goal.
const TOPICS: &[&str] = &[
    "styringsparamet",
    "rapporter",
    "oppdrag",
    "nøkkel",
    "innledning",
    "innleiing",
    "budsjett",
    "fullmakt",
    "styringsdialog",
    "fellesføring",
    "samarbeid med",
    "øvrig",
    "generel",
    "risiko",
    "resultatkrav",
    "indikator",
    "bakgrunn",
    "vedlegg",
    "prioritering",
    "prioriterte",
    "krav",
    "samlet",
    "samla",
    "overordnet",
    "overordna",
    "utfordring",
    "mål for",
    "måla",
    "målene",
    "bruk av",
    "omtale",
    "tildeling",
    "satsing",
    "strategi",
    "føringer",
    "føringar",
    "statistikk",
];
/// Finite verbs that make a heading a clause.
const VERBS: &[&str] = &[
    "tilbyr",
    "får",
    "utvikler",
    "utviklar",
    "har",
    "gir",
    "gjev",
    "bidrar",
    "bidreg",
    "er",
    "mobiliserer",
    "sikrer",
    "sikrar",
    "skaper",
    "skapar",
    "løser",
    "løyser",
    "støtter",
    "støttar",
    "styrker",
    "styrkjer",
    "møter",
    "deltar",
    "deltek",
    "lykkes",
    "lykkast",
    "opplever",
    "opplev",
    "mestrer",
    "meistrar",
    "lever",
    "forvalter",
    "forvaltar",
    "ivaretar",
    "tek",
    "tar",
    "blir",
    "vert",
    "gjør",
    "gjer",
    "leverer",
    "arbeider",
    "arbeidar",
    "følger",
    "følgjer",
    "når",
    "finner",
    "finn",
    "justerer",
    "kjenner",
    "kjenner",
    "bruker",
    "brukar",
    "kommer",
    "kjem",
    "vet",
    "veit",
    "forebygger",
    "førebyggjer",
    "reduserer",
    "øker",
    "aukar",
    "skal",
    "kan",
    "rekrutterer",
    "samhandler",
    "fremmer",
    "fremjar",
    "beskytter",
    "vernar",
];

/// Drafts of the goals that headings state.
pub fn heading_goals(context: &Context) -> Vec<Draft> {
    let sections = &context.outline.sections;
    let mut drafts = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        if section.form == SectionForm::Root
            || section.heading.is_empty()
            || in_annex(context, index as u32)
        {
            continue;
        }
        if let Some(text) = LABEL
            .as_ref()
            .and_then(|pattern| pattern.captures(&section.heading)?.get(1))
        {
            let bare = text.as_str().trim();
            drafts.push(draft(
                context,
                index,
                section,
                bare,
                "goal/heading-label",
                0.95,
            ));
            continue;
        }
        if section.form != SectionForm::Numbered
            || (topic(&section.heading) && !clause(&section.heading))
        {
            continue;
        }
        let Some(chapter) = chapter(context, section) else {
            continue;
        };
        if !of_goals(&chapter.heading) {
            continue;
        }
        let below = section.level.saturating_sub(chapter.level);
        if below == 1 {
            drafts.push(draft(
                context,
                index,
                section,
                &section.heading,
                "goal/heading-in-chapter",
                0.85,
            ));
        } else if below > 1 && clause(&section.heading) {
            drafts.push(draft(
                context,
                index,
                section,
                &section.heading,
                "goal/heading-clause",
                0.8,
            ));
        }
    }
    drafts
}

/// The outermost section above.
fn chapter<'context>(context: &'context Context, section: &Section) -> Option<&'context Section> {
    let sections = &context.outline.sections;
    let mut above = &sections[section.parent? as usize];
    while let Some(parent) = above.parent {
        let next = &sections[parent as usize];
        if next.form == SectionForm::Root || next.heading.is_empty() {
            break;
        }
        // The title of a letter in Markdown is no chapter.
        if next.number.is_none() && above.number.is_some() {
            break;
        }
        above = next;
    }
    (above.form != SectionForm::Root).then_some(above)
}

/// "Mål og prioriteringer 2031", "MÅL, STYRINGSPARAMETERE …", "Overordnede mål".
fn of_goals(heading: &str) -> bool {
    heading
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .any(|word| {
            [
                "mål",
                "måla",
                "målene",
                "hovedmål",
                "sektormål",
                "delmål",
                "målbilde",
                "hovudmål",
                "målsettinger",
                "målsetjingar",
            ]
            .contains(&word)
        })
}

fn topic(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphabetic());
    TOPICS
        .iter()
        .any(|topic| topic.contains(' ') && heading.contains(topic))
        || words.any(|word| {
            word.ends_with("oppdrag") || TOPICS.iter().any(|topic| word.starts_with(topic))
        })
}

/// A subject and a finite verb near the start.
fn clause(heading: &str) -> bool {
    let words: Vec<String> = heading
        .split_whitespace()
        .map(|word| word.trim_matches([',', ':']).to_lowercase())
        .collect();
    words.len() >= 4
        && words
            .iter()
            .enumerate()
            .any(|(at, word)| at > 0 && at < words.len() - 1 && VERBS.contains(&word.as_str()))
}

fn draft(
    context: &Context,
    index: usize,
    section: &Section,
    text: &str,
    rule: &'static str,
    confidence: f32,
) -> Draft {
    // The number or label before the goal is no part of it.
    let heading = section.heading_span;
    let source = context.text.slice(heading);
    let first = text.split_whitespace().next().unwrap_or_default();
    let number = section.number.as_deref().unwrap_or_default();
    let from = source.find(number).map_or(0, |at| at + number.len());
    let label = section.heading.find(text).unwrap_or(0);
    let from = from + label.min(source.len().saturating_sub(from));
    let from = if source.is_char_boundary(from) {
        from
    } else {
        0
    };
    let start = source[from..].find(first).map_or(0, |at| from + at);
    let end = source
        .trim_end_matches(['*', '#', '_', ' ', '\n', '\r'])
        .len()
        .max(start);
    Draft {
        section: index as u32,
        text: text.to_owned(),
        spans: vec![Span::new(
            heading.start as usize + start,
            heading.start as usize + end,
        )],
        rule,
        confidence,
        heads: true,
    }
}
