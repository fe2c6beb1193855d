use crate::extract::testing::segmented;

fn check(content: &str, expected: &[&str]) {
    let letter = segmented("tildelingsbrev-2031", content);
    let found: Vec<String> = letter
        .read(super::indicators)
        .iter()
        .map(|indicator| {
            let breakdowns: Vec<&str> = indicator
                .breakdowns
                .iter()
                .map(|b| b.value.as_str())
                .collect();
            format!(
                "{} = {} [{}]",
                indicator.name,
                indicator
                    .target
                    .as_ref()
                    .map_or("-", |target| target.value.as_str()),
                breakdowns.join(", ")
            )
        })
        .collect();
    assert_eq!(found, expected, "{content}");
}

#[test]
fn items_under_the_heading_are_indicators_and_nested_ones_breakdowns() {
    check(
        "1. Innledning\nBrevet gjelder 2031.\n\n2. Mål\n\nStyringsparametere\n• Andelen garn som tørker:\no små garn\no store garn\n• Svartiden i klagesaker skal ned\n\nNøkkelinformasjon\n• Antall båter\n",
        &[
            "Andelen garn som tørker = - [små garn, store garn]",
            "Svartiden i klagesaker = skal ned []",
        ],
    );
}

#[test]
fn columns_that_a_pdf_left_as_lines_are_read() {
    check(
        "1. Innledning\nBrevet gjelder 2031.\n\nStyringsparametere for 2031\nUtviklingen må ses i lys av været.\n Styringsparametere 2031\n  \n\nResultatkrav \n\n• Andel garn med overgang til tørk  \n\n• Andel tare fra kyster utenfor EØS-\nområdet med overgang til tørk3  \n  \n\n \n\n• Andel båter med tokt fordelt \npå: \no små båter \no store båter \n\nSkal øke \n\n• Antall kurs  \n  \n\n \n\nFelles føringer for alle kyster \n  \n\n \n\n• Sum svinn i året (hver kyst setter sitt mål selv etter \nfangst)  \n\nDet nasjonale \n\nsvinnet for 2030. \n \n\n",
        &[
            "Andel garn med overgang til tørk = - []",
            "Andel tare fra kyster utenfor EØS-området med overgang til tørk = - []",
            "Andel båter med tokt = Skal øke [små båter, store båter]",
            "Antall kurs = - []",
            "Sum svinn i året = Det nasjonale svinnet for 2030. []",
        ],
    );
}

#[test]
fn tables_have_a_column_of_targets() {
    check(
        "# Tildelingsbrev 2031\n\n## 2 Mål\n\n| Nr. | Styringsparameter | Fordelt på | Resultatkrav |\n|---|---|---|---|\n| 1 | Andel tørket tare | små; store | Skal øke |\n| 2 | Antall tokt | | |\n",
        &[
            "Andel tørket tare = Skal øke [små, store]",
            "Antall tokt = - []",
        ],
    );
    check(
        "# Tildelingsbrev 2031\n\n## 2 Mål\n\n| Styringsparameter | Måltal |\n|---|---|\n| Del saker handsama innan fristen | 90 prosent |\n| Tal på tilsyn | Minst 120 |\n",
        &[
            "Del saker handsama innan fristen = 90 prosent []",
            "Tal på tilsyn = Minst 120 []",
        ],
    );
}

#[test]
fn rows_without_bullets_end_in_their_target() {
    check(
        "1. Innledning\nBrevet gjelder 2031.\n\n2. Mål\nStyringsparameter Resultatkrav 2031\nAndel saker ferdig innen fristen 90 %\nGjennomsnittlig saksbehandlingstid for\nklager på vedtak\nMaks 60 dager\n\n3. Rapportering\nDirektoratet skal rapportere.\n",
        &[
            "Andel saker ferdig innen fristen = 90 % []",
            "Gjennomsnittlig saksbehandlingstid for klager på vedtak = Maks 60 dager []",
        ],
    );
}

#[test]
fn a_list_under_another_heading_is_none() {
    check(
        "1. Innledning\nBrevet.\n\nNøkkeltall\n• Antall båter\n• Andel garn\n",
        &[],
    );
}

#[test]
fn gaps_and_labels_set_names_and_targets_apart() {
    check(
        "1. Innledning\nBrevet gjelder 2031.\n\n2. Mål\nStyringsparameter                Resultatkrav       Ambisjonsnivå\nAndel tørket tare                85 pst.            95 pst. innen 2040\nAntall unike besøk på\nkaikanten                        Økning fra 2030\nSvartid                          14 dager\nVirksomheten skal melde fra om tap av tokt.\n",
        &[
            "Andel tørket tare = 85 pst. []",
            "Antall unike besøk på kaikanten = Økning fra 2030 []",
            "Svartid = 14 dager []",
        ],
    );
    check(
        "1. Innledning\nBrevet gjelder 2031.\n\n2. Mål\nSTYRINGSPARAMETER 1: Tørketid\n    Resultatkrav: 40 timer\nStyringsparameter 2: Svartid i klager\n    Resultatkrav: Skal ikke øke\n\nVirksomheten skal melde fra om tap av tokt.\n",
        &[
            "Tørketid = 40 timer []",
            "Svartid i klager = Skal ikke øke []",
        ],
    );
}
