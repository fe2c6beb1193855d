//! Goals: headings that state one, lists announced as goals, and sentences such as "Målet er at …".

mod heading;

use super::Context;
use super::place::Places;
use crate::model::{
    BlockForm, DocumentKind, Evidence, Goal, SectionForm, Span, Statement, collapse,
};
use heading::heading_goals;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static SENTENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:Det|Dette|Vårt|Regjeringens|Regjeringas|Departementets|Eit|Et|Etatens|Direktoratets)\s+)?",
        r"(?:(?:\p{Ll}+(?:e|a|t))\s+)?(?:[Hh]oved|[Hh]ovud|[Ss]ektor|[Dd]el|[Ss]amfunns|[Ee]ffekt|[Bb]ruker|[Ss]atsings)?(?:[Mm]ål|[Mm]ålsetting|[Mm]ålsetjing|[Mm]ålsettinga)(?:et|ene|a|en|i)?",
        r"(?:\s+(?:med|for|på|i|om|bak)\s+[^,;:]{2,90}?)?\s+er\s+(?:å|at|en|et|ein|eit|økt|auka|flere|fleire|færre|høy|høg|bedre|betre|mest|fortsatt|framleis)(?:\W|$)",
        r"|^(?:(?:De|Dei)\s+)?(?:\p{L}\p{Ll}+(?:e|a)\s+)?(?:[Hh]oved|[Hh]ovud|[Ss]ektor|[Dd]el)?(?:[Mm]ålene|[Mm]åla)(?:\s+(?:med|for|på|i)\s+[^,;:.]{2,90}?)?\s+er\s+(?:\p{Ll}+\s+){0,3}\p{Ll}+[ ,.]",
        r"|^Det\s+er\s+(?:et|eit)\s+(?:\p{L}+\s+)?(?:mål|målsetting|målsetjing)\s+(?:(?:om\s+|for\s+[^,;:]{2,60}?\s+)?(?:å|at)|med\s+\p{Ll}+)(?:\W|$)",
        r"|(?:^|\W)(?:har|har\s+(?:også\s+)?som)\s+(?:et\s+|eit\s+|felles\s+|overordnet\s+|overordna\s+)*(?:mål|målsetting|målsetjing)\s+(?:om\s+)?(?:å|at)(?:\W|$)",
    ))
    .ok()
});
static LEAD_IN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:følgende|følgjande|disse|desse|sine|tre|fire|fem|seks|to|under)\b[^.:]*\b(?:sektor|hoved|del|samfunns|effekt|bruker)?mål(?:ene|a|et)?\b[^.:]{0,60}:$|\b(?:sektor|hoved|del|samfunns|effekt|bruker)mål(?:ene|a|et)?\b[^.:]{0,60}:$|(?i)^mål(?:ene|a|et)?\b[^.:]{0,50}:$|(?i)\b(?:hoved|hovud|sektor|del)?mål(?:ene|a)\b[^.:]{0,90}\b(?:er|vert|blir)\b[^.:]{0,20}:$|(?i)^(?:hoved|hovud|sektor|del)?mål for [^.:]{2,60}:?$").ok()
});
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[Ss]trategisk(?:e)?\s+|[Oo]verordn\p{L}+\s+)?(?:[Hh]oved|[Hh]ovud|[Ss]ektor|[Dd]el|[Ss]amfunns|[Ee]ffekt|[Bb]ruker|[Bb]rukar)?[Mm]ål(?:setting|setjing)?(?:\s*(?:nr\.?\s*)?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)\s*(?:[.:–-]\s*|\s)|\s*:\s*|\s+[–-]\s+)(\p{Lu}.{4,})$").ok()
});

/// Where or how goals stand: "Målene er nærmere omtalt i kapittel 3."
static TOLD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)mål(?:ene|a)\b[^.:]{0,90}\s(?:er|vert|blir)\s+(?:nærmere\s+|nærare\s+|de\s+|dei\s+)?(?:omtalt|omtala|beskrevet|beskrivne|skildra|gitt|gjevne|fastsatt|fastsette|formulert|konkretisert|listet|lista|nevnt|nemnde|vist|viste|knyttet|knytt|samme|same|uendret|uendra|uforandret|videreført|vidareførte|viktige|delt|delte|utledet|operasjonalisert)\b").ok()
});

/// A goal before it gets its id.
struct Draft {
    section: u32,
    text: String,
    spans: Vec<Span>,
    rule: &'static str,
    confidence: f32,
    /// Whether it is the goal that its section's heading states.
    heads: bool,
}

/// Reads the goals of a letter, in reading order.
pub fn goals(context: &Context) -> Vec<Goal> {
    // A report tells of goals in its headings; it sets none with them.
    let report = matches!(
        context.head.kind,
        DocumentKind::Arsrapport | DocumentKind::Rapport
    );
    let mut drafts = if report {
        Vec::new()
    } else {
        heading_goals(context)
    };
    drafts.extend(stated(context));
    drafts.sort_by_key(|draft| (draft.spans.first().copied(), !draft.heads));
    settle(context, drafts)
}

fn stated(context: &Context) -> Vec<Draft> {
    let outline = context.outline;
    let mut drafts = Vec::new();
    // All items of a list have the same lead-in.
    let mut announced = (u32::MAX, false);
    let mut is_announced = |lead: u32| {
        if announced.0 != lead {
            announced = (lead, announces(&outline.statements[lead as usize].text));
        }
        announced.1
    };
    for statement in &outline.statements {
        let block = &outline.blocks[statement.block as usize];
        let words = statement.text.as_str();
        let item = matches!(block.form, BlockForm::Item { .. });
        let listed = item && block.lead_in.is_some_and(&mut is_announced);
        let headed = opens_section_of_goals(context, statement);
        let found = if listed && !statement.is_lead_in {
            Some((words.to_owned(), "goal/list", 0.95))
        } else if headed {
            Some((words.to_owned(), "goal/below-heading", 0.85))
        } else if !words.contains("ål") {
            None
        } else if let Some(label) = LABEL
            .as_ref()
            .and_then(|p| p.captures(words)?.get(1))
            .filter(|_| words.len() < 250 && !in_annex(context, statement.section))
        {
            Some((label.as_str().to_owned(), "goal/label", 0.9))
        } else if states(words) {
            Some((words.to_owned(), "goal/sentence", 0.9))
        } else {
            None
        };
        if let Some((text, rule, confidence)) = found {
            drafts.push(Draft {
                section: statement.section,
                text,
                spans: statement.spans.clone(),
                rule,
                confidence,
                heads: false,
            });
        }
    }
    drafts
}

/// Whether a statement is what its heading announces: below "Mål for ordningen" the first sentence of the
/// first paragraph and every item.
fn opens_section_of_goals(context: &Context, statement: &Statement) -> bool {
    let outline = context.outline;
    let heading = outline.sections[statement.section as usize]
        .heading
        .to_lowercase();
    let is_headed = ["mål for ", "hovedmål for ", "hovudmål for ", "delmål for "]
        .iter()
        .any(|start| heading.starts_with(start));
    if !is_headed || statement.is_lead_in {
        return false;
    }
    let block = &outline.blocks[statement.block as usize];
    let first = &outline.statements[block.statements.0 as usize];
    let is_first = std::ptr::eq(first, statement);
    match block.form {
        BlockForm::Item { depth: 1, .. } => is_first,
        BlockForm::Paragraph => {
            let before = (block.statements.0 as usize)
                .checked_sub(1)
                .map(|at| &outline.statements[at]);
            is_first && before.is_none_or(|before| before.section != statement.section)
        }
        _ => false,
    }
}

/// Whether a section lies in an annex: there goals are only named again, to sort what is reported.
fn in_annex(context: &Context, section: u32) -> bool {
    let mut at = Some(section);
    while let Some(section) = at.and_then(|at| context.outline.sections.get(at as usize)) {
        if section.form == SectionForm::Annex || section.heading.to_lowercase().contains("vedlegg")
        {
            return true;
        }
        at = section.parent;
    }
    false
}

/// "… skal bidra til følgende sektormål:"; what is reported of goals announces none.
fn announces(words: &str) -> bool {
    let words = words.trim_end();
    words.contains("ål")
        && !words.to_lowercase().contains("rapporter")
        && LEAD_IN
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(words))
}

fn states(words: &str) -> bool {
    let conditional = ["Dersom", "Hvis", "Når", "Om ", "Der ", "For brukere"]
        .iter()
        .any(|start| words.starts_with(start));
    // "Målene er omtalt i kapittel 3" tells where they stand.
    let is_told = TOLD.as_ref().is_some_and(|pattern| pattern.is_match(words));
    !conditional
        && !is_told
        && SENTENCE
            .as_ref()
            .and_then(|pattern| pattern.find(words))
            .is_some_and(|found| {
                // "Samarbeidet bør ha som mål at" directs somebody; a goal stands without a modal verb before it.
                let before = &words[..found.end()];
                ![" skal ", " bør ", " må "]
                    .iter()
                    .any(|modal| before.contains(modal))
            })
}

/// Gives ids and parents: the goal stated by the nearest heading above.
fn settle(context: &Context, drafts: Vec<Draft>) -> Vec<Goal> {
    let mut places = Places::default();
    let mut headed: FxHashMap<u32, u32> = FxHashMap::default();
    let mut goals: Vec<Goal> = Vec::new();
    for draft in drafts {
        let mut above = match draft.heads {
            true => context.outline.sections[draft.section as usize].parent,
            false => Some(draft.section),
        };
        let mut parent = None;
        while let Some(section) = above {
            parent = headed.get(&section).copied();
            if parent.is_some() {
                break;
            }
            above = context.outline.sections[section as usize].parent;
        }
        if draft.heads {
            headed.insert(draft.section, goals.len() as u32);
        }
        goals.push(Goal {
            id: places.next(context, draft.section),
            text: collapse(&draft.text),
            quote: context.text.quote(&draft.spans),
            evidence: Evidence {
                spans: draft.spans.clone(),
                rule: draft.rule.into(),
                confidence: draft.confidence,
            },
            spans: draft.spans,
            section: draft.section,
            parent,
        });
    }
    goals
}

#[cfg(test)]
mod tests;
