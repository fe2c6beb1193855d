//! Statutes and regulations: how they are cited, and what is none.

use super::*;

/// Reads the last of several statements of one section.
fn check(statements: &[&str], expected: &[&str]) {
    let acts = Acts::new(&Vocabulary::built_in());
    let mut cited = Cited::default();
    for statement in statements {
        cited.note(&Tokens::new(statement), &acts, 1);
    }
    let last = statements.last().copied().unwrap_or_default();
    let found: Vec<String> = legal(&Tokens::new(last), &acts, &cited, 1)
        .into_iter()
        .map(|mention| mention.value.citation)
        .collect();
    assert_eq!(found, expected, "{last}");
}

#[test]
fn every_section_sign_target_is_an_entry() {
    check(
        &["Krav til begrunnelse, jf. forvaltningsloven §§ 24 og 25"],
        &["forvaltningsloven § 24", "forvaltningsloven § 25"],
    );
    check(
        &["Vedtak etter NAV-loven §14 a skal fattes."],
        &["NAV-loven § 14 a"],
    );
    check(
        &["Plikt til å notere, jf. forvaltningsloven § 11 d andre ledd"],
        &["forvaltningsloven § 11 d"],
    );
    check(
        &["Antall vedtak (folketrygdloven §§ 4-10 og 4-20) skal oppgis."],
        &["folketrygdloven § 4-10", "folketrygdloven § 4-20"],
    );
    check(
        &["Etaten skal følge forvaltningsloven § 13 b første ledd nr. 5 og § 17."],
        &["forvaltningsloven § 13 b", "forvaltningsloven § 17"],
    );
    check(
        &["Krava i § 24 i forvaltningslova skal følgjast."],
        &["forvaltningsloven § 24"],
    );
}

#[test]
fn acts_without_a_section_are_named() {
    check(
        &["AMU involveres i henhold til arbeidsmiljøloven."],
        &["arbeidsmiljøloven"],
    );
    check(
        &["Opplæring om sosialtjenestelovens formål skal gis."],
        &["sosialtjenesteloven"],
    );
    check(
        &[
            "Tilsyn etter pasient- og brukerrettighetsloven og økonomireglementet § 4 skal følges opp.",
        ],
        &[
            "pasient- og brukerrettighetsloven",
            "økonomireglementet § 4",
        ],
    );
    check(
        &["Tilsynet skal rettleie om offentleglova og arkivlova."],
        &["offentleglova", "arkivloven"],
    );
}

#[test]
fn articles_belong_to_the_regulation_before_them() {
    check(
        &["Alle skal kjenne prinsippene i personvernforordningen (GDPR) artikkel 5."],
        &["personvernforordningen artikkel 5"],
    );
    check(&["Tilsynet skal lese artikkel 5 i bladet."], &[]);
}

#[test]
fn unknown_acts_are_known_by_their_form() {
    check(
        &["Tilsynet skal håndheve havneloven § 5."],
        &["havneloven § 5"],
    );
    check(&["Losforskriftens krav skal følges."], &["losforskriften"]);
    check(
        &["Foreslå endringer i forskrift 9. juni 2021 nr. 7 om skilt på sjøen 1. juni 2025"],
        &["forskrift om skilt på sjøen"],
    );
    check(
        &["Arbeidet skal følge forskrift om tiltak i skolen og Føringer for året."],
        &["forskrift om tiltak i skolen"],
    );
    check(
        &[
            "Kapittel 4 om lærere i forskrift om tiltak i Skole- og barnehageetatens regi, skal følges.",
        ],
        &["forskrift om tiltak i Skole- og barnehageetatens regi"],
    );
    check(&["Praksis skal følge kystsonelova."], &["kystsonelova"]);
}

#[test]
fn sections_without_an_act_take_the_letters_own() {
    check(
        &[
            "Vedtak etter NAV-loven § 14 a er viktig.",
            "Unntak etter folketrygdloven § 11-12 gjelder.",
            "Kontorene skal fatte § 14 a-vedtak.",
        ],
        &["NAV-loven § 14 a"],
    );
    check(
        &[
            "Vedtak etter NAV-loven § 14 a og folketrygdloven § 4-10.",
            "Det skal rapporteres på vedtak etter kap. 15 (§ 15-12).",
        ],
        &["folketrygdloven § 15-12"],
    );
    check(
        &[
            "Forskrift om tiltak i skolen gjelder fra mai.",
            "Praksis skal være i tråd med forskriften.",
        ],
        &["forskrift om tiltak i skolen"],
    );
}

#[test]
fn words_about_laws_are_no_citations() {
    for text in [
        "Enhetene skal følge lov, forskrifter og rundskriv.",
        "Lovendringen skal evalueres.",
        "Endringene i velferdslovene skal gjøres kjent.",
        "Det lovende arbeidet og lovpålagte oppgaver skal fortsette.",
        "Utkast til forskrifter for tilskudd skal utarbeides.",
        "De skal trolova følge planen.",
        "Praksis skal være i tråd med loven.",
    ] {
        check(&[text], &[]);
    }
}
