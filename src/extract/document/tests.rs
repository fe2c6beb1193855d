//! Documents cited: series, titles, and what is none.

use super::*;

/// Reads the last of several statements.
fn check(statements: &[&str], expected: &[&str]) {
    let mut titles = Titles::default();
    for statement in statements {
        titles.note(&Tokens::new(statement));
    }
    let last = statements.last().copied().unwrap_or_default();
    let found: Vec<String> = documents(&Tokens::new(last), &titles, Some(2025))
        .into_iter()
        .map(|mention| mention.value.citation)
        .collect();
    assert_eq!(found, expected, "{last}");
}

#[test]
fn papers_are_cited_by_series_and_number() {
    check(
        &["Det vises til Prop. 1 S (2024-2025), jf. Innst. 6 S (2024–2025)."],
        &["Prop. 1 S (2024–2025)", "Innst. 6 S (2024–2025)"],
    );
    check(
        &["Etaten skal følge Innst. 6 S og Prop. 1 S (2024-2025)."],
        &["Innst. 6 S (2024–2025)", "Prop. 1 S (2024–2025)"],
    );
    check(
        &["Tiltaka i Meld. St. 8 (2022-2023) og NOU 2021:6 skal følgjast opp."],
        &["Meld. St. 8 (2022–2023)", "NOU 2021: 6"],
    );
    check(
        &["Oppfølging av dokument 8:12 S (2023-2024) og rundskriv R-110 skal skje."],
        &["Dok. 8:12 S (2023–2024)", "rundskriv R-110"],
    );
    check(
        &["Arbeidet skal følge direktoratets brev av 3. mars 2024 om tilsyn."],
        &["brev av 3. mars 2024"],
    );
}

#[test]
fn what_work_must_follow_is_cited() {
    check(
        &["Bøyene skal merkes i henhold til rapport om merking av leia."],
        &["rapport om merking av leia"],
    );
    check(
        &["Losene skal arbeide i tråd med havneveilederen."],
        &["havneveilederen"],
    );
    check(
        &["Ansatte skal følge statens etiske retningslinjer."],
        &["statens etiske retningslinjer"],
    );
    check(
        &["Kursene skal holdes i henhold til Faglige føringer for 2025."],
        &["Faglige føringer for 2025"],
    );
    check(&["Tilsynet skal levere en rapport om merking."], &[]);
    check(&["Brevet gir faglige føringer for arbeidet."], &[]);
    check(&["Brukeren skal møte ungdomsveilederen."], &[]);
}

#[test]
fn titles_run_to_the_end_of_their_phrase() {
    check(
        &["Etaten skal bruke den nye veilederen for kystkommuner våren 2025."],
        &["veilederen for kystkommuner"],
    );
    check(
        &[
            "Instruks for Kystvernet fastsatt 1. januar 2025 og Nasjonal transportplan 2025–2036 gjelder.",
        ],
        &[
            "Instruks for Kystvernet",
            "Nasjonal transportplan 2025–2036",
        ],
    );
    check(
        &["Gjennomføringen av handlingsplan mot sosial dumping og svart arbeid (2022-2025)."],
        &["handlingsplan mot sosial dumping og svart arbeid (2022–2025)"],
    );
    check(
        &["Arbeidet skal være i tråd med nasjonal strategi for friluftsliv, og støtte kommunene."],
        &["nasjonal strategi for friluftsliv"],
    );
    check(
        &[
            "Kontorene skal følge veileder om samarbeid mellom kommunen og Statens vegtilsyn om rasteplasser.",
        ],
        &["veileder om samarbeid mellom kommunen og Statens vegtilsyn om rasteplasser"],
    );
    check(
        &["Etaten skal følge opp Riksrevisjonens undersøkelse av vedlikehold i tråd med planen."],
        &["Riksrevisjonens undersøkelse av vedlikehold"],
    );
    check(
        &["Tilsynet skal følgje opp rapporten «Tryggare hamner» og HA-avtalen."],
        &["Tryggare hamner", "HA-avtalen"],
    );
}

#[test]
fn the_article_goes_where_the_letter_leaves_it_out() {
    check(
        &[
            "Følg veileder for tilsyn.",
            "Tilsynet skal bruke veilederen for tilsyn.",
        ],
        &["veileder for tilsyn"],
    );
    check(
        &["Direktoratet skal følge opp handlingsplanen mot støy (2023-2026)."],
        &["handlingsplan mot støy (2023–2026)"],
    );
    check(
        &["Tilsynet skal bruke veilederen for ettersyn."],
        &["veilederen for ettersyn"],
    );
}

#[test]
fn letters_of_other_years_have_a_target() {
    let found = documents(
        &Tokens::new("Oppdraget i tildelingsbrevet for 2023 skal fullføres."),
        &Titles::default(),
        Some(2025),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].value.target.as_deref(),
        Some("tildelingsbrev-2023")
    );
}

#[test]
fn what_is_not_named_is_not_cited() {
    for text in [
        "Direktoratet skal lage en strategi for digital drift.",
        "Enhetene skal følge lov, rundskriv, retningslinjer og strategier.",
        "Etaten skal følge opp strategien og planen.",
        "Veileder og bruker skal utarbeide en aktivitetsplan.",
        "Etaten skal i årsrapporten for 2025 gjøre rede for bruken.",
        "Departementet vil gi oppdraget i eget brev.",
        "Det skal inngås partnerskapsavtaler med kommunene.",
        "Tilsynet skal ha en plan for opplæring.",
    ] {
        check(&[text], &[]);
    }
}
