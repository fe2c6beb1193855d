//! What a heading says of all that stands under it: assignments, reports, indicators.

use crate::model::{ObligationKind, Outline, SectionForm, leading_official_id};

/// What stands under a section's heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Topic {
    /// The kind that the heading gives, and the section whose heading says so.
    pub kind: Option<(ObligationKind, u32)>,
    /// Whether list items and rows are indicators.
    pub indicators: bool,
    /// Whether it is a list of links, copies or annexes.
    pub apparatus: bool,
    /// Whether it explains a chapter or post of the budget.
    pub budget: bool,
    /// Whether rows are the days of a calendar.
    pub calendar: bool,
}

/// The topic of every section.
pub(super) fn topics(outline: &Outline) -> Vec<Topic> {
    let mut own: Vec<Own> = outline
        .sections
        .iter()
        .map(|section| own_topic(&section.heading))
        .collect();
    under_empty_heading(outline, &mut own);
    (0..outline.sections.len())
        .map(|index| {
            let mut topic = Topic {
                indicators: own[index] == Own::Indicators,
                apparatus: own[index] == Own::Apparatus,
                budget: own[index] == Own::Budget,
                calendar: super::calendar::announces(&outline.sections[index].heading),
                ..Topic::default()
            };
            if matches!(own[index], Own::Indicators | Own::Goals) {
                return topic;
            }
            let mut at = Some(index as u32);
            while let Some(section) = at {
                let place = section as usize;
                match own[place] {
                    // In a chapter on the form of reports "Oppdrag" is a topic.
                    Own::Assignments if topic.kind.is_none() => {
                        topic.kind = Some((ObligationKind::Assignment, section));
                    }
                    Own::Figures if topic.kind.is_none() => {
                        topic.kind = Some((ObligationKind::Reporting, section));
                    }
                    Own::Reports => {
                        topic.kind = Some((ObligationKind::Reporting, section));
                        break;
                    }
                    _ => {}
                }
                if outline.sections[place].form == SectionForm::Root {
                    break;
                }
                at = outline.sections[place].parent;
            }
            topic
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Assignments,
    /// Key figures and statistics to be sent.
    Figures,
    /// When and how reports are given.
    Reports,
    Indicators,
    Goals,
    Apparatus,
    Budget,
    Other,
}

/// "Oppdrag:" with nothing below it announces the headings that follow, whatever their level.
fn under_empty_heading(outline: &Outline, own: &mut [Own]) {
    // The level of the headings that an empty one announces.
    let mut announced: Option<u8> = None;
    let has_text = |index: usize| {
        let section = index as u32;
        let at = outline
            .statements
            .partition_point(|statement| statement.section < section);
        outline
            .statements
            .get(at)
            .is_some_and(|statement| statement.section == section)
    };
    #[allow(
        clippy::needless_range_loop,
        reason = "sections and what they own are walked side by side"
    )]
    for index in 0..outline.sections.len() {
        let section = &outline.sections[index];
        if section.form != SectionForm::Unnumbered {
            announced = None;
            continue;
        }
        if own[index] == Own::Assignments && !has_text(index) {
            announced = outline.sections.get(index + 1).and_then(|next| {
                let is_apart = next.parent != Some(index as u32);
                (is_apart && next.form == SectionForm::Unnumbered).then_some(next.announced)
            });
        } else if announced == Some(section.announced) && own[index] == Own::Other {
            own[index] = Own::Assignments;
        } else if announced.is_some_and(|level| section.announced <= level)
            && own[index] != Own::Assignments
        {
            announced = None;
        }
    }
}

/// A heading without the word and number of the annex that it opens: "Vedlegg III – Særskilt rapportering".
fn without_annex(heading: &str) -> &str {
    let Some(rest) = heading
        .strip_prefix("Vedlegg ")
        .or_else(|| heading.strip_prefix("VEDLEGG "))
    else {
        return heading;
    };
    let number = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let title = rest[number.len()..].trim_start_matches([' ', ':', '.', '–', '-', '—']);
    match number.len() <= 4 && !title.is_empty() {
        true => title,
        false => heading,
    }
}

fn own_topic(whole: &str) -> Own {
    let heading = without_annex(whole).to_lowercase();
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let starts = |stems: &[&str]| {
        words
            .first()
            .is_some_and(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let has = |stems: &[&str]| {
        words
            .iter()
            .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    if words.is_empty() {
        return Own::Other;
    }
    if leading_official_id(whole).is_some() {
        return Own::Assignments;
    }
    if starts(&["post", "kap"])
        && words
            .get(1)
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        || words.len() <= 4
            && (starts(&["budsjett", "løyving", "bevilgning", "bevilgninger"])
                || words[0] == "tildeling"
                || words[0] == "tildelinger"
                || words[0] == "tildelingar")
    {
        return Own::Budget;
    }
    if starts(&[
        "styringsparamet",
        "resultatindikator",
        "resultatkrav",
        "styringsindikator",
    ]) {
        return Own::Indicators;
    }
    if starts(&["nøkkelinformasjon", "nøkkeltal", "statistikk"])
        || words.iter().any(|word| word.ends_with("statistikkvedlegg"))
    {
        return Own::Figures;
    }
    if starts(&["rapporteringskrav", "rapporteringsform"])
        || starts(&["rapportering", "avrapportering", "rapporteringspunkt"])
        || (words.len() <= 5
            && starts(&[
                "særskilt",
                "særskild",
                "krav",
                "andre",
                "øvrig",
                "faste",
                "generelle",
            ])
            && has(&["rapportering", "statistikk", "rapporteringskrav"]))
        || words
            .iter()
            .any(|word| word.ends_with("rapporteringsvedlegg"))
        || (words.len() <= 4
            && words
                .last()
                .is_some_and(|word| *word == "rapporteringskrav"))
        || (words.len() <= 4 && starts(&["hr"]) && has(&["rapporteringskrav"]))
    {
        return Own::Reports;
    }
    let compound = words
        .iter()
        .filter(|word| word.ends_with("oppdrag") && word.len() > "oppdrag".len())
        .count();
    // "Utrednings- og statistikkoppdrag for 2025"
    if words.len() <= 7 + 2 * compound
        && words.iter().any(|word| {
            *word == "oppdrag"
                || *word == "oppdraget"
                || *word == "oppdraga"
                || word.ends_with("-oppdrag")
                || *word == "analyseoppdrag"
                || *word == "statistikkoppdrag"
                || *word == "tilleggsoppdrag"
                || *word == "fellesoppdrag"
                || *word == "særoppdrag"
                || *word == "enkeltoppdrag"
        })
        && !has(&["rapportering", "mål", "styringsparamet"])
    {
        return Own::Assignments;
    }
    if words.len() <= 3
        && starts(&["mål", "sektormål", "brukermål", "delmål", "hovedmål"])
        && !has(&["priorit"])
    {
        return Own::Other;
    }
    if words.len() <= 3 && starts(&["vedlegg", "kopi", "lenker", "lenkjer", "innhold", "innhald"]) {
        return Own::Apparatus;
    }
    if words.len() <= 2 && starts(&["samfunnsmål", "effektmål"]) {
        return Own::Goals;
    }
    Own::Other
}
