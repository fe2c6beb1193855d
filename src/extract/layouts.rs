//! Letters in the layouts of many agencies: what their lists and tables ask for. Tests only.

use super::testing::facts;

/// The requirements of a letter as "KIND date | quote", with the letter's head put before it.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let content = format!(
        "# Tildelingsbrev 2031 til Tangtilsynet\n\nFiskeridepartementet sender med dette tildelingsbrev for 2031 til Tangtilsynet.\n\n{body}\n"
    );
    let found: Vec<String> = facts("brev", &content)
        .obligations
        .iter()
        .map(|one| {
            let due: Vec<String> = one
                .deadlines
                .iter()
                .map(|found| match (found.value.date, found.value.recurrence) {
                    (Some(date), _) => date.to_string(),
                    (None, Some(rhythm)) => format!("{rhythm:?}"),
                    _ => found.value.text.clone(),
                })
                .collect();
            format!("{:?} {} | {}", one.kind.value, due.join(" "), one.quote)
        })
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn a_heading_that_ends_in_a_verb_leads_through_topics() {
    check(
        "## Oppdrag\n\n## Tangtilsynet skal:\n\n## *Kart og data*\n\n- telle tare i alle fjorder\n- lage kart over skjellbankene\n",
        &[
            "Assignment  | telle tare i alle fjorder",
            "Assignment  | lage kart over skjellbankene",
        ],
    );
}

#[test]
fn anchors_and_page_marks_cut_nothing() {
    for mark in [
        "<a id=\"side-12\"></a>",
        "<!-- side 12 -->",
        "![](_page_12.jpeg)",
        "12",
        "{12}------",
    ] {
        check(
            &format!(
                "# Beredskap\n\nTangtilsynet skal i 2031:\n\n{mark}\n\n- Øve på oljevern\n\n# Kontroll\n\nTilsynet skal\n\n{mark}\n\nvarsle departementet om grove feil.\n"
            ),
            &[
                "Duty  | Øve på oljevern",
                "Duty  | Tilsynet skal varsle departementet om grove feil.",
            ],
        );
    }
}

#[test]
fn a_reporting_table_gives_each_row_its_day() {
    let rows = [
        "| Frist/hyppighet | Rapportering | Kommentar |\n|---|---|---|\n| Årlig/15. mai | Status for tare i havna |  |\n| 2 ganger i året, vår og høst | Avtalen om renere fjære | til Rådet |\n| 1.juni | Rapporter på tiltak under Tangløftet |  |\n",
        "<table><tr><th>Frist/hyppighet</th><th>Rapportering</th><th>Kommentar</th></tr><tr><td>Årlig/15. mai</td><td>Status for tare i havna</td><td></td></tr>\n<tr><td>2 ganger i året, vår og høst</td><td>Avtalen om renere fjære</td><td>til Rådet</td></tr>\n<tr><td>1.juni</td><td>Rapporter på tiltak under Tangløftet</td><td></td></tr></table>\n",
    ];
    for table in rows {
        check(
            &format!(
                "## Vedlegg III – Særskilt rapportering 2031\n\nTangtilsynet skal levere følgende særskilte rapportering til departementet i 2031:\n\n{table}"
            ),
            &[
                "Reporting 2031-05-15 | Status for tare i havna",
                "Reporting HalfYearly | Avtalen om renere fjære",
                "Reporting 2031-06-01 | Rapporter på tiltak under Tangløftet",
            ],
        );
    }
}

#[test]
fn a_list_goes_on_where_a_paragraph_interrupted_it() {
    check(
        "## 3 Oppdrag\n\nTilsynet gis følgende deloppdrag:\n\n1. vurdere nye skilt\n\nDet vises til brevet av 3. mars.\n\n2. gjennomgå veilederne\n",
        &[
            "Assignment  | vurdere nye skilt",
            "Assignment  | gjennomgå veilederne",
        ],
    );
}

#[test]
fn items_go_on_with_the_sentence_before_them() {
    check(
        "## 3 Strategi\n\nDepartementet ber Tangtilsynet om å følge opp strategien.\n\n- Lage kart over skjellbankene\n- Lage skilt til fjæra\n",
        &[
            "Duty  | Departementet ber Tangtilsynet om å følge opp strategien.",
            "Duty  | Lage kart over skjellbankene",
            "Duty  | Lage skilt til fjæra",
        ],
    );
}

#[test]
fn the_title_of_an_item_is_no_requirement() {
    check(
        "## 3 Oppdrag\n\n1. **Pilot i fjæra.** Tilsynet skal sette i gang en pilot. Det skal skje våren 2031.\n2. **Strategi for tare.** Regjeringen legger frem en strategi.\n",
        &[
            "Assignment  | Tilsynet skal sette i gang en pilot.",
            "Assignment våren 2031 | Det skal skje våren 2031.",
        ],
    );
}

#[test]
fn a_further_paragraph_of_an_item_stands_by_itself() {
    check(
        "## 3 Plikter\n\nTilsynet bes om å:\n\n- utrede skiltene:\n  - langs stien\n\n  Tilsynet skal i tillegg samarbeide med kommunene.\n- male bryggene\n",
        &[
            "Duty  | langs stien",
            "Duty  | Tilsynet skal i tillegg samarbeide med kommunene.",
            "Duty  | male bryggene",
        ],
    );
}

#[test]
fn figures_may_be_listed_without_a_modal_verb() {
    check(
        "## Effektivisering\n\nVurderingen underbygges med nøkkeltall innen disse områdene:\n\n- Lønnskostnader per årsverk\n- Kvadratmeter lokaler per ansatt\n",
        &[
            "Reporting  | Lønnskostnader per årsverk",
            "Reporting  | Kvadratmeter lokaler per ansatt",
        ],
    );
}
