//! Deadlines: what is one, on which day, and what is none.

use super::*;

/// What a deadline says, shortest form: day, rhythm, limit or words.
fn shown(deadline: &Deadline) -> String {
    deadline
        .date
        .map(|day| day.to_string())
        .or(deadline.recurrence.map(|rhythm| format!("{rhythm:?}")))
        .or(deadline.duration.clone())
        .unwrap_or_else(|| deadline.text.clone())
}

fn check(reading: Reading, text: &str, expected: &[&str]) {
    let found: Vec<String> = deadlines(&Tokens::new(text), Some(2025), reading)
        .iter()
        .map(|mention| shown(&mention.value))
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn directs(text: &str, expected: &[&str]) {
    check(Reading::Directive, text, expected);
}

#[test]
fn days_take_the_year_of_the_letter() {
    directs(
        "Planen skal sendes senest innen 30. april.",
        &["2025-04-30"],
    );
    directs(
        "Tilsynet må levere utkast innan 1. juni 2026.",
        &["2026-06-01"],
    );
    directs(
        "Etaten skal innen utgangen av februar gi en vurdering.",
        &["2025-02-28"],
    );
    directs(
        "Arbeidet skal være ferdig innen utgangen av året.",
        &["2025-12-31"],
    );
    directs(
        "Rapporten skal leveres innen utgangen av 2. tertial 2025.",
        &["2025-08-31"],
    );
    directs("Fristen for å svare er 12.5.25.", &["2025-05-12"]);
    directs("Svar skal gis, frist 12.5.2025.", &["2025-05-12"]);
    directs(
        "Første utkast skal foreligge 1. mars og endelig plan 15. oktober.",
        &["2025-03-01", "2025-10-15"],
    );
}

#[test]
fn a_duty_may_start_on_a_day() {
    directs(
        "Enheten overtar saksområdet fra og med 15. mars 2025.",
        &["2025-03-15"],
    );
    directs(
        "Direktoratet skal frå 1. juli føre tilsyn.",
        &["2025-07-01"],
    );
}

#[test]
fn quarters_and_half_years_end_on_a_day() {
    directs(
        "Planen skal være ferdig innen utgangen av 3. kvartal.",
        &["2025-09-30"],
    );
    directs("Hytta bør males i løpet av første halvår.", &["2025-06-30"]);
    directs(
        "Kartet skal lages i 2. kvartal 2025.",
        &["i 2. kvartal 2025"],
    );
}

#[test]
fn a_day_tells_more_than_the_rhythm_before_it() {
    directs(
        "Rapport for 1. tertial med frist 1. juni og årsrapport med frist 1. mars 2026 skal sendes.",
        &["2025-06-01", "2026-03-01"],
    );
    directs(
        "Rapport per 31. august skal sendes innen 20. september.",
        &["2025-09-20"],
    );
    directs(
        "Etaten skal rapportere innen 10. mai, 10. september og 10. desember.",
        &["2025-05-10", "2025-09-10", "2025-12-10"],
    );
}

#[test]
fn seasons_months_and_years_have_no_day() {
    directs("Meldingen skal legges fram våren 2025.", &["våren 2025"]);
    directs(
        "Det skal holdes et møte i november 2025.",
        &["i november 2025"],
    );
    directs("Ordningen skal kunne tas i bruk fra 2026.", &["fra 2026"]);
    directs(
        "Samarbeidet skal utvikles fram mot 2030.",
        &["fram mot 2030"],
    );
}

#[test]
fn time_limits_are_durations() {
    directs("Alle skal få svar innen åtte uker.", &["P8W"]);
    directs("Søkjaren skal få svar innan tolv veker.", &["P12W"]);
    directs(
        "Klager skal behandles innenfor 5 ukers saksbehandlingstid.",
        &["P5W"],
    );
    directs(
        "Innen det har gått tre måneder, må behovet vurderes.",
        &["P3M"],
    );
    directs(
        "Målet om saksbehandlingstid på 30 dager videreføres.",
        &["P30D"],
    );
    directs(
        "Møter skal holdes innen hhv. 7 og 26 uker.",
        &["P7W", "P26W"],
    );
    directs("Aktivitetskravet ved åtte uker skal følges opp.", &["P8W"]);
}

#[test]
fn rhythms_are_recurrences() {
    directs("Tallene skal sendes tertialvis.", &["Tertial"]);
    directs("Det skal rapporteres hver fjerde måned.", &["Tertial"]);
    directs(
        "Vi ber etaten oversende følgende halvårlige statistikk:",
        &["HalfYearly"],
    );
    directs("Statistikken skal sendast kvart kvartal.", &["Quarterly"]);
    directs("Bruken skal drøftes minst én gang i året.", &["Yearly"]);
    directs(
        "Etaten skal i årsrapporten gjøre rede for bruken.",
        &["Yearly"],
    );
    directs(
        "Tilsynet skal gi en status for arbeidet (1. tertial og årsrapporten).",
        &["PerTertial1", "Yearly"],
    );
    directs(
        "Vi ber om følgende statistikk 1. og 3. tertial:",
        &["PerTertial1", "Yearly"],
    );
}

#[test]
fn events_are_deadlines_in_words() {
    directs(
        "Saken skal vurderes ved utløpet av en stønadsperiode.",
        &["ved utløpet av en stønadsperiode"],
    );
    directs(
        "Sakene meldes inn i god tid før møtene.",
        &["i god tid før møtene"],
    );
    directs(
        "Før innvilgelse av støtte, skal planen vurderes.",
        &["Før innvilgelse av støtte"],
    );
}

#[test]
fn times_that_describe_are_no_deadlines() {
    for text in [
        "Etaten skal i 2025 prioritere unge.",
        "Saken skal avklares så tidlig som mulig.",
        "Loven som trådte i kraft 1. januar 2025 skal følges opp.",
        "De som fikk innvilget stønad fram til 31.10.2025 skal følges opp.",
        "Avtalen gjelder til og med 2025 og skal legges til grunn.",
        "Tiltaket, jf. brev av 3. mars 2025, skal videreføres.",
        "Strategien (2024–2027) skal følges opp.",
        "Tilsynet skal følge opp funn fra oktober 2023.",
        "Søkere som har ventet i over seks måneder, skal prioriteres.",
        "Etaten skal følge opp rapporten som kommer våren 2025.",
        "Tilbudet skal omfatte dem som er født etter 1992.",
        "Det skal leveres tall for hver måned.",
        "Vurderingen skal inngå i den månedlige rapporteringen.",
        "Retten gjelder ved 62 år.",
        "Personer i alderen 18–30 år skal få tilbud, jf. omtale i kap. 3.12.",
    ] {
        directs(text, &[]);
    }
}

#[test]
fn figures_are_due_only_where_it_is_set_apart() {
    let figures = |text, expected: &[&str]| check(Reading::Figures, text, expected);
    figures("Tallet på hytter ved utgangen av året, etter eier", &[]);
    figures(
        "Ferdige merkede løyper etter 8 uker, ved 6 og 12 måneder",
        &[],
    );
    figures(
        "Andel dagpengemottakere i tiltak. Per kvartal",
        &["Quarterly"],
    );
    figures(
        "Antall saker med over åtte ukers varighet. Årlig",
        &["Yearly"],
    );
    figures("Deltakere etter diagnose (årsrapport)", &["Yearly"]);
}

#[test]
fn schedules_hold_nothing_but_times() {
    let check = |text: &str, expected: Option<&[&str]>| {
        let found = schedule(&Tokens::new(text), Some(2025)).map(|found| {
            found
                .iter()
                .map(|mention| shown(&mention.value))
                .collect::<Vec<_>>()
        });
        let found = found.as_deref();
        assert_eq!(
            found.map(|found| found.iter().map(String::as_str).collect::<Vec<_>>()),
            expected.map(<[&str]>::to_vec),
            "{text}"
        );
    };
    check("1. tertial og årsrapport", Some(&["PerTertial1", "Yearly"]));
    check(
        "1. tertial (og årsrapport)",
        Some(&["PerTertial1", "Yearly"]),
    );
    check(
        "1. tertial og 2. tertial",
        Some(&["PerTertial1", "PerTertial2"]),
    );
    check("3. tertial (årsrapport)", Some(&["Yearly"]));
    check(
        "Månedlig og utvidet vurdering tertialvis",
        Some(&["Monthly", "Tertial"]),
    );
    check("Kvart tertial", Some(&["Tertial"]));
    check("1. mai", Some(&["2025-05-01"]));
    check("Rapporteringsform og hyppighet", None);
    check(
        "Styringsdialogen med departementet gjennom våren og høsten 2025",
        None,
    );
}
