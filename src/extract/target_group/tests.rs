//! Target groups: named, meant and taken from the heading.

use super::*;
use crate::extract::attribute::tests::one_section;
use crate::extract::context::Passage;
use crate::model::Head;

/// Reads the last of several statements under a heading.
fn check(heading: &str, statements: &[&str], expected: &[&str]) {
    check_titled(heading, None, statements, expected);
}

/// The same where one of the statements is the title of the block.
fn check_titled(heading: &str, title: Option<u32>, statements: &[&str], expected: &[&str]) {
    let vocabulary = Vocabulary::built_in();
    let groups = TargetGroups::new(&vocabulary);
    let (text, mut outline) = one_section(heading, statements);
    for block in &mut outline.blocks {
        block.title = title;
    }
    let head = Head::default();
    let context = Context {
        document: "brev",
        text: &text,
        outline: &outline,
        vocabulary: &vocabulary,
        head: &head,
    };
    let passage = Passage::new(&outline, vec![outline.statements.len() as u32 - 1]);
    let own = Tokens::new(&passage.own.text);
    let found: Vec<String> = groups
        .reader(&context)
        .read(&passage, &own)
        .into_iter()
        .map(|found| found.value)
        .collect();
    assert_eq!(found, expected, "{heading}: {statements:?}");
}

#[test]
fn a_title_is_the_nearest_heading() {
    let statements = ["Elever.", "Det skal finnes en kontakt."];
    check_titled("Studenter", Some(0), &statements, &["elever"]);
    check("Studenter", &statements, &["studenter"]);
    let statements = ["Telefon.", "Det skal finnes en kontakt."];
    check_titled("Studenter", Some(0), &statements, &[]);
}

#[test]
fn the_words_name_the_groups() {
    check(
        "Drift",
        &["Unge med psykiske lidelser skal få tilbud."],
        &["unge-under-30", "psykiske-helseplager"],
    );
    check(
        "Drift",
        &["Den unge skal ha en fast kontaktperson."],
        &["unge-under-30"],
    );
    check(
        "Drift",
        &["Elevane og foreldra deira skal få rettleiing."],
        &["elever", "barn-og-familier"],
    );
    check(
        "Drift",
        &["Mottakarar av dagpengar og langtidsledige skal prioriterast."],
        &["dagpengemottakere", "langtidsledige"],
    );
    check(
        "Drift",
        &["Utsatte barn og unge skal få samordnede tjenester."],
        &["utsatte-barn-og-unge"],
    );
    check(
        "Drift",
        &["Arbeidsgiverne skal få informasjon om ordningen."],
        &["arbeidsgivere"],
    );
    check(
        "Drift",
        &["Antall forskottsmottakere skal oppgis."],
        &["forskottsmottakere"],
    );
    check(
        "Drift",
        &["Personer med demens og personer med behov for hjelp skal få svar."],
        &["demens"],
    );
    check(
        "Drift",
        &["Innsatsen overfor den enkelte skal tilpasses."],
        &["brukere"],
    );
}

#[test]
fn benefits_and_measures_stand_for_their_people() {
    check(
        "Drift",
        &["Søknader om arbeidsavklaringspenger skal behandles raskt."],
        &["aap-mottakere"],
    );
    check(
        "Drift",
        &["Kvaliteten i varig tilrettelagt arbeid må styrkes."],
        &["vta-deltakere"],
    );
    check(
        "Drift",
        &["Personer med utviklingshemming skal prioriteres ved inntak av deltakere til VTA."],
        &["utviklingshemming", "vta-deltakere"],
    );
    check(
        "Drift",
        &["Personer med nedsatt arbeidsevne skal få riktig gradering av uføretrygd."],
        &["nedsatt-arbeidsevne"],
    );
}

#[test]
fn the_heading_tells_where_the_words_name_none() {
    check(
        "Langtidsledige",
        &["Kontorene skal gi god veiledning."],
        &["langtidsledige"],
    );
    check(
        "Oppfølging av sykmeldte",
        &["Brukeren skal få en plan."],
        &["sykmeldte"],
    );
    check(
        "Langtidsledige",
        &["Arbeidssøkerne skal få en ny vurdering."],
        &["langtidsledige"],
    );
    check(
        "Arbeidsgivere",
        &["Personvern for brukere skal ivaretas."],
        &["brukere"],
    );
    check(
        "Inkluderende arbeidsliv",
        &["Virksomhetene skal få bistand."],
        &["virksomheter-ia"],
    );
    check("Drift", &["Kontorene skal gi god veiledning."], &[]);
}

#[test]
fn the_list_has_no_doubles_and_no_loose_ends() {
    let vocabulary = Vocabulary::built_in();
    let mut names: FxHashSet<String> = FxHashSet::default();
    for group in vocabulary.target_groups() {
        assert_eq!(slug(&group.slug), group.slug);
        for above in &group.broader {
            assert!(vocabulary.target_group(above).is_some(), "{above}");
        }
        for name in group.aliases.iter().chain(&group.topics) {
            assert!(names.insert(name.to_lowercase()), "{name} stands twice");
        }
    }
}

#[test]
fn names_may_have_other_words_between() {
    check(
        "Drift",
        &["Etaten skal ivareta dem som ikke kan bruke de digitale løsningene."],
        &["brukere-uten-digitale-ferdigheter"],
    );
}

#[test]
fn short_forms_mean_the_group_named_before() {
    check(
        "Brukere med psykiske lidelser",
        &["Kontorene skal samarbeide om denne målgruppen, særlig blant unge."],
        &["psykiske-helseplager", "unge-under-30"],
    );
    check(
        "Langtidsledige",
        &[
            "Mange er dagpengemottakere.",
            "Denne gruppen skal prioriteres.",
        ],
        &["dagpengemottakere"],
    );
    check(
        "Flyktninger",
        &["Denne gruppen skal prioriteres."],
        &["flyktninger"],
    );
}

#[test]
fn names_with_another_meaning_are_none() {
    for text in [
        "Tiltakets varighet skal vurderes i samarbeid med arbeidsgiver.",
        "Det skal formidles til ledige stillinger.",
        "Innsatsen skal hindre overgang til AAP.",
        "Etaten skal redusere barne- og ungdomskriminalitet, jf. satsingen på unge.",
        "Kampanjer ute på den enkelte arbeidsplass skal støttes.",
        "Statlige virksomheter skal redusere energibruken.",
        "De ansattes organisasjoner skal involveres.",
        "Etaten skal være en åpen arbeidsgiver.",
        "Arbeidsgiver skal drøfte bruken med de tillitsvalgte.",
        "Alle enheter og medarbeidere skal bidra.",
        "Barne-, ungdoms- og familiedirektoratet skal lede arbeidet.",
    ] {
        check("Drift", &[text], &[]);
    }
}
