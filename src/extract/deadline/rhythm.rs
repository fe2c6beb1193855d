//! How often: "tertialvis", "hver fjerde måned", "i årsrapporten", "1. og 3. tertial".

use super::Reading;
use crate::extract::token::Tokens;
use crate::model::Recurrence;

/// The rhythms named at a token, and the index past them.
pub fn recurrences(
    tokens: &Tokens,
    at: usize,
    reading: Reading,
) -> Option<(Vec<Recurrence>, usize)> {
    if let Some((tertials, next)) = tertials(tokens, at) {
        return Some((tertials, next));
    }
    if let Some((recurrence, next)) = report(tokens, at, reading) {
        return Some((vec![recurrence], next));
    }
    if reading == Reading::Figures {
        return None;
    }
    let (recurrence, next) = phrase(tokens, at, reading)?;
    let before = if at == 0 { "" } else { tokens.word(at - 1) };
    // "den månedlige rapporteringen" names a report that is there already; "for hver måned" a breakdown.
    let is_other = reading == Reading::Directive
        && matches!(
            before,
            "for" | "den" | "det" | "de" | "dei" | "denne" | "per" | "på" | "gjennomsnittlig"
        );
    let is_measure = matches!(
        tokens.word(next),
        "vekst"
            | "økning"
            | "auke"
            | "kostnad"
            | "beløp"
            | "ramme"
            | "gjennomsnitt"
            | "rundskriv"
            | "inntekt"
            | "tilskudd"
            | "antall"
            | "tal"
            | "justering"
    );
    // "tilsvarende årlig prisomregning"
    let is_measure = is_measure
        || ["omregning", "regulering", "justering", "vekst", "økning"]
            .iter()
            .any(|end| tokens.word(next).ends_with(end));
    (!is_other && !is_measure).then_some((vec![recurrence], next))
}

/// The token at which a short fragment after the last full stop begins: "… varighet. Årlig".
pub fn tail(tokens: &Tokens) -> usize {
    let length = tokens.len();
    let end = if length > 0 && tokens.word(length - 1) == "." {
        length - 1
    } else {
        length
    };
    (end.saturating_sub(4)..end)
        .rev()
        .find(|index| {
            tokens.word(*index) == "."
                && tokens.is_capital(*index + 1)
                && tokens.number(index.wrapping_sub(1)).is_none()
        })
        .map_or(length, |stop| stop + 1)
}

/// "1. tertial", "1. og 3. tertial", "1. tertial og 2. tertial", without a year.
fn tertials(tokens: &Tokens, at: usize) -> Option<(Vec<Recurrence>, usize)> {
    let mut found = Vec::new();
    let mut next = at;
    loop {
        let ordinal = match tokens.word(next) {
            "første" | "fyrste" => Some((1, next + 1)),
            "andre" => Some((2, next + 1)),
            "tredje" => Some((3, next + 1)),
            _ => tokens
                .number(next)
                .filter(|number| (1..=3).contains(number) && tokens.word(next + 1) == ".")
                .map(|number| (number, next + 2)),
        };
        let (number, past) = ordinal?;
        found.push(match number {
            1 => Recurrence::PerTertial1,
            2 => Recurrence::PerTertial2,
            // The account for the last four months is the annual report.
            _ => Recurrence::Yearly,
        });
        next = past;
        let word = tokens.word(next);
        if word.starts_with("tertial") && word != "tertialvis" {
            next += 1;
            let more = matches!(tokens.word(next), "og" | "," | "eller" | "+")
                && tertials(tokens, next + 1).is_some();
            if more {
                let (rest, past) = tertials(tokens, next + 1)?;
                found.extend(rest);
                next = past;
            }
            let is_dated = tokens
                .number(next)
                .is_some_and(|year| (1900..2100).contains(&year));
            return (!is_dated).then_some((found, next));
        }
        if !matches!(word, "og" | "," | "eller" | "–" | "-" | "+" | "&") {
            return None;
        }
        next += 1;
    }
}

/// A report that comes at fixed times: "i årsrapporten", "i tertialrapportene".
fn report(tokens: &Tokens, at: usize, reading: Reading) -> Option<(Recurrence, usize)> {
    if reading == Reading::Schedule {
        let recurrence = report_name(tokens.word(at))?;
        return Some((recurrence, at + 1));
    }
    if !matches!(tokens.word(at), "i" | "til" | "ved" | "gjennom") {
        return None;
    }
    let mut next = at + 1;
    if matches!(
        tokens.word(next),
        "den" | "egen" | "eigen" | "neste" | "kommende" | "samlet"
    ) {
        next += 1;
    }
    let recurrence = report_name(tokens.word(next))?;
    Some((recurrence, next + 1))
}

fn report_name(word: &str) -> Option<Recurrence> {
    let (stem, recurrence) = [
        ("årsrapport", Recurrence::Yearly),
        ("årsmelding", Recurrence::Yearly),
        ("tertialrapport", Recurrence::Tertial),
        ("kvartalsrapport", Recurrence::Quarterly),
        ("halvårsrapport", Recurrence::HalfYearly),
        ("månedsrapport", Recurrence::Monthly),
        ("månadsrapport", Recurrence::Monthly),
    ]
    .into_iter()
    .find(|(stem, _)| word.starts_with(stem))?;
    matches!(
        &word[stem.len()..],
        "" | "en" | "a" | "ene" | "ane" | "er" | "ar" | "ering" | "eringen" | "eringa"
    )
    .then_some(recurrence)
}

fn phrase(tokens: &Tokens, at: usize, reading: Reading) -> Option<(Recurrence, usize)> {
    let single = match tokens.word(at) {
        "månedlig" | "månedlige" | "månadleg" | "månadlege" | "månadsvis" => {
            Recurrence::Monthly
        }
        "kvartalsvis" | "kvartalsvise" | "kvartalsvist" => Recurrence::Quarterly,
        "tertialvis" | "tertialvise" | "tertialvist" => Recurrence::Tertial,
        "halvårlig" | "halvårlige" | "halvårleg" | "halvårlege" | "halvårsvis" => {
            Recurrence::HalfYearly
        }
        "årlig" | "årlige" | "årleg" | "årlege" => Recurrence::Yearly,
        "årstall" | "årstal" if reading == Reading::Schedule => Recurrence::Yearly,
        "kvartalstall" | "kvartalstal" if reading == Reading::Schedule => Recurrence::Quarterly,
        "månedstall" | "månadstal" if reading == Reading::Schedule => Recurrence::Monthly,
        "hver" | "kvar" | "hvert" | "kvart" | "kvart." => return every(tokens, at),
        "per" | "pr" if reading == Reading::Schedule => {
            let next = at + 1 + usize::from(tokens.word(at + 1) == ".");
            return Some((unit(tokens.word(next))?, next + 1));
        }
        _ => return times_a_year(tokens, at),
    };
    Some((single, at + 1))
}

/// "hver måned", "hvert tertial", "hver fjerde måned".
fn every(tokens: &Tokens, at: usize) -> Option<(Recurrence, usize)> {
    let word = tokens.word(at + 1);
    let month = |index: usize| matches!(tokens.word(index), "måned" | "månad");
    let recurrence = match word {
        "annet" | "anna" | "andre" => return None,
        "tredje" | "3" if month(at + 2) => Recurrence::Quarterly,
        "fjerde" | "4" if month(at + 2) => Recurrence::Tertial,
        "sjette" | "6" if month(at + 2) => Recurrence::HalfYearly,
        _ => return Some((unit(word)?, at + 2)),
    };
    Some((recurrence, at + 3))
}

fn unit(word: &str) -> Option<Recurrence> {
    Some(match word {
        "måned" | "månad" => Recurrence::Monthly,
        "kvartal" => Recurrence::Quarterly,
        "tertial" => Recurrence::Tertial,
        "halvår" => Recurrence::HalfYearly,
        "år" => Recurrence::Yearly,
        _ => return None,
    })
}

/// "én gang i året", "to ganger årlig", "fire gonger i året".
fn times_a_year(tokens: &Tokens, at: usize) -> Option<(Recurrence, usize)> {
    if !matches!(tokens.word(at + 1), "gang" | "ganger" | "gong" | "gonger") {
        return None;
    }
    let recurrence = match crate::extract::date::count(tokens.word(at))? {
        1 => Recurrence::Yearly,
        2 => Recurrence::HalfYearly,
        3 => Recurrence::Tertial,
        4 => Recurrence::Quarterly,
        12 => Recurrence::Monthly,
        _ => return None,
    };
    let next = at + 2;
    let past = tokens
        .after(next, &["i", "året"])
        .or_else(|| tokens.after(next, &["per", "år"]))
        .or_else(|| tokens.after(next, &["årlig"]))
        .or_else(|| tokens.after(next, &["årleg"]))?;
    Some((recurrence, past))
}
