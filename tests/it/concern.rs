//! Whom a requirement concerns: the shelves on which a unit finds it, on letters written for the test.

use styringsgraf::archive::Archive;
use styringsgraf::store::MemoryStore;
use styringsgraf::trace::{Asking, Basis, requirements};
use styringsgraf::vocabulary::Vocabulary;

fn archive(kind: &str, sender: &str, recipient: &str, body: &str) -> Archive {
    let letter = format!(
        "---\ntitle: \"Brev 2031\"\nkind: {kind}\nyear: 2031\nsender: \"{sender}\"\nrecipient: \"{recipient}\"\n---\n\n\
         # Brev for 2031\n\n{body}\n"
    );
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    let mut batch = archive.batch();
    batch.ingest(letter.as_bytes(), "brev-2031.md").unwrap();
    batch.finish().unwrap();
    archive
}

/// The shelf on which the office finds a sentence of a letter to the regions.
#[track_caller]
fn check(body: &str, expected: Option<Basis>) {
    let sender = "Arbeids- og velferdsdirektoratet";
    let archive = archive(
        "mal_og_disponeringsbrev",
        sender,
        "NAV Fylke/Region",
        &format!("## 1 Oppfølging\n\n{body}"),
    );
    let snapshot = archive.snapshot();
    let asking = Asking {
        unit: "nav-kontor",
        year: Some(2031),
        ..Asking::default()
    };
    let answer = requirements(snapshot.graph(), &asking).unwrap();
    let read: usize = snapshot
        .documents()
        .iter()
        .map(|document| document.facts.obligations.len())
        .sum();
    assert_eq!(read, 1, "{body}");
    assert_eq!(answer.list.first().map(|one| one.basis), expected, "{body}");
    let on_shelves: usize = answer.by_basis.iter().map(|(_, count)| count).sum();
    assert_eq!(on_shelves + answer.coverage.requirements_on_no_shelf, read);
}

#[test]
fn a_requirement_stands_on_the_first_shelf_that_fits() {
    for (sentence, basis) in [
        ("NAV-kontorene skal ringe tilbake samme dag.", Basis::Direct),
        (
            "Hver ungdomsveileder skal ha sin egen telefon.",
            Basis::Role,
        ),
        (
            "NAV Fylke/Region må sikre at NAV-kontorene har ladere.",
            Basis::Indirect,
        ),
        (
            "At NAV-kontorene har ladere, må NAV Fylke/Region sikre.",
            Basis::Indirect,
        ),
        (
            "NAV Fylke/Region skal sørge for at ladere finnes i egen virksomhet og linje.",
            Basis::Indirect,
        ),
        (
            "NAV Fylke/Region skal lage ringelister sammen med NAV-kontorene.",
            Basis::Partner,
        ),
        (
            "NAV Fylke/Region skal plassere laderne i NAV-kontorene.",
            Basis::Placed,
        ),
        ("Etaten skal ringe tilbake samme dag.", Basis::Collective),
        ("Brukere som ringer, skal få svar samme dag.", Basis::Line),
    ] {
        check(sentence, Some(basis));
    }
}

#[test]
fn what_the_superior_does_for_itself_stands_on_no_shelf() {
    for sentence in [
        "NAV Fylke/Region skal ringe tilbake samme dag.",
        "Risikovurderingene skal være ferdige før jul.",
        "NAV Fylke/Region skal rapportere om laderne i NAV-kontorene.",
        "Internkontrollen skal dokumenteres.",
    ] {
        check(sentence, None);
    }
}

#[test]
fn a_shelf_may_be_asked_for_and_the_line_comes_last() {
    let body = "## 1 Oppfølging\n\nBrukere som ringer, skal få svar samme dag.\n\n\
                NAV-kontorene skal ringe tilbake samme dag.";
    let sender = "Arbeids- og velferdsdirektoratet";
    let archive = archive("mal_og_disponeringsbrev", sender, "NAV Fylke/Region", body);
    let snapshot = archive.snapshot();
    let found = |basis: &[Basis]| -> Vec<Basis> {
        let asking = Asking {
            unit: "nav-kontor",
            basis: basis.to_vec(),
            ..Asking::default()
        };
        let answer = requirements(snapshot.graph(), &asking).unwrap();
        answer.list.iter().map(|one| one.basis).collect()
    };
    assert_eq!(found(&[]), [Basis::Direct, Basis::Line]);
    assert_eq!(found(&[Basis::Line]), [Basis::Line]);
}

#[test]
fn a_letter_of_another_agency_lays_nothing_upon_the_units_of_the_vocabulary() {
    let body = "## 1 Logg\n\nTollkassen skal sørge for at kontorene fører logg.\n\n\
                Enhetene skal ha hver sin nøkkel i kontorene.";
    let archive = archive("tildelingsbrev", "Finansdepartementet", "Tollkassen", body);
    let snapshot = archive.snapshot();
    for unit in ["nav-kontor", "nav-fylke-region", "veiledere"] {
        let asking = Asking {
            unit,
            ..Asking::default()
        };
        let answer = requirements(snapshot.graph(), &asking).unwrap();
        assert!(answer.list.is_empty(), "{unit}: {:?}", answer.list);
    }
}
