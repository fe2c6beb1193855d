//! What must, and must not, be found in letters written for the tests.

use std::path::Path;
use std::sync::LazyLock;
use styringsgraf::model::{Facts, Modality, ObligationKind};
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

fn facts(file: &str) -> Facts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/letters")
        .join(file);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Vocabulary::built_in()));
    let document = READER.read(&bytes, file);
    document.unwrap_or_else(|error| panic!("{error}")).facts
}

type Row<'a> = (&'a str, Modality, ObligationKind, &'a [&'a str]);

/// Each row: words the requirement starts with, modality, kind, units.
fn check(file: &str, expected: &[Row<'_>], absent: &[&str]) {
    let facts = facts(file);
    for (start, modality, kind, units) in expected {
        let found = facts
            .obligations
            .iter()
            .find(|one| one.quote.starts_with(start))
            .unwrap_or_else(|| panic!("{file}: no requirement starts with `{start}`"));
        let mut got: Vec<&str> = found.units.iter().map(|unit| unit.unit.as_str()).collect();
        got.sort_unstable();
        assert_eq!(
            (found.modality.value, found.kind.value, got.as_slice()),
            (*modality, *kind, *units),
            "{file}: {start}"
        );
    }
    for start in absent {
        assert!(
            !facts
                .obligations
                .iter()
                .any(|one| one.quote.starts_with(start)),
            "{file}: `{start}` is no requirement"
        );
    }
}

use Modality::{Expected, May, Must, Requested, Should};
use ObligationKind::{Assignment, Duty, Priority, Reporting};

#[test]
fn a_letter_of_another_agency_is_read() {
    let file = "tildelingsbrev-2025-havvindtilsynet.txt";
    let own: &[&str] = &["havvindtilsynet"];
    check(
        file,
        &[
            ("Tilsynet skal føre", Must, Duty, own),
            ("Kontroll med flytende", Must, Priority, own),
            ("Anlegg som er eldre", Must, Duty, own),
            ("Tilsynet bør samarbeide", Should, Duty, own),
            ("SKE har ansvar", Must, Duty, &["sjokartetaten"]),
            ("Departementet forventer at", Expected, Duty, own),
            ("Virksomheten kan bruke", May, Duty, own),
            ("Tilsynet bes om", Requested, Assignment, own),
            ("I samarbeid med Direktoratet", Must, Assignment, own),
            ("Bidra i arbeidet", Must, Assignment, own),
            ("Antall kontroller", Must, Reporting, own),
            ("En kort beskrivelse", Must, Reporting, own),
            ("Havvindtilsynet skal rapportere", Must, Reporting, own),
            ("Rapporten sendes i kopi", Must, Reporting, own),
        ],
        &[
            "Stortinget har",
            "Departementet vil",
            "Dette kan bety",
            "Energidepartementet viser",
        ],
    );
    let facts = facts(file);
    assert!(facts.units.iter().any(|unit| unit.slug == "sjokartetaten"));
    let guide = facts
        .obligations
        .iter()
        .find(|one| one.quote.starts_with("I samarbeid med Direktoratet"))
        .map(|one| {
            one.partners
                .iter()
                .map(|p| p.value.as_str())
                .collect::<Vec<_>>()
        });
    assert_eq!(guide, Some(vec!["direktoratet-for-kystkultur"]));
}

#[test]
fn a_letter_in_nynorsk_is_read() {
    let own: &[&str] = &["fjellverndirektoratet"];
    check(
        "tildelingsbrev-2025-fjellvernet.txt",
        &[
            ("Direktoratet skal sikre", Must, Duty, own),
            ("Stiane skal merkast", Must, Duty, own),
            ("Dersom ein kommune", Must, Duty, own),
            ("Direktoratet bør i større", Should, Duty, own),
            ("Departementet ventar at", Expected, Duty, own),
            ("Ordninga med fjelloppsyn", Must, Duty, own),
            ("kartleggje bruer", Requested, Duty, own),
            ("lage ein plan", Requested, Duty, own),
            ("Fjellverndirektoratet skal gjere", Must, Reporting, own),
        ],
        &["Brevet må", "Målet er", "Klima- og"],
    );
}

#[test]
fn lettered_lists_and_tables_under_roman_numerals_are_read() {
    let own: &[&str] = &["museumsverket"];
    check(
        "tildelingsbrev-2026-museumsverket.md",
        &[
            ("holde magasinene", Must, Duty, own),
            ("lage en felles katalog", Must, Duty, own),
            ("trygg flytting", Must, Duty, own),
            ("bedre sikring", Must, Duty, own),
            ("Samlinger som ikke", Should, Duty, own),
            ("Regnskap for første", Must, Reporting, own),
            ("Status for katalogen", Must, Reporting, own),
        ],
        &[
            "Antall besøkende",
            "Andel gjenstander",
            "være pådriver",
            "Kultur- og",
        ],
    );
}

#[test]
fn a_supplementary_letter_is_read() {
    let own: &[&str] = &["havvindtilsynet"];
    check(
        "supplerende-tildelingsbrev-2025-havvindtilsynet.txt",
        &[
            ("Midlene skal brukes", Must, Duty, own),
            ("Havvindtilsynet bes om", Requested, Duty, own),
            ("Det legges til grunn", Expected, Duty, own),
        ],
        &[
            "Bevilgningen økes",
            "Energidepartementet viser",
            "For øvrig gjelder",
        ],
    );
}

#[test]
fn numbered_assignments_and_tables_of_deadlines_are_read() {
    let own: &[&str] = &["leiverket"];
    check(
        "tildelingsbrev-2025-leiverket.txt",
        &[
            ("Etaten må holde", Must, Duty, own),
            ("Det forventes at etaten", Expected, Duty, own),
            ("Leiverket bes utrede", Requested, Assignment, own),
            ("Vurderingen sendes", Must, Assignment, own),
            ("Leiverket skal foreslå", Must, Assignment, own),
            ("Fylkeskommunene bør", Should, Assignment, own),
            ("Tegne kart", Must, Assignment, own),
            ("Foreslå endringer", Must, Assignment, own),
            ("Virksomheten skal redusere", Must, Duty, own),
            ("I årsrapporten skal", Must, Reporting, own),
            ("Risikovurdering", Must, Reporting, own),
            ("Dersom noe vesentlig", Requested, Reporting, own),
        ],
        &[
            "Regjeringen vil",
            "Departementet vil",
            "Rapport\tFrist",
            "Frist",
            "Post 01",
            "Riksrevisjonen",
        ],
    );
}

#[test]
fn breakdowns_and_deadlines_in_nynorsk_belong_to_their_task() {
    let file = "tildelingsbrev-2025-malradet.txt";
    let own: &[&str] = &["malradet"];
    check(
        file,
        &[
            ("Rådet må òg", Must, Duty, own),
            ("Målrådet blir bede", Requested, Duty, own),
            ("Departementet ventar", Expected, Duty, own),
            ("Utarbeide framlegg", Must, Assignment, own),
            ("Verksemda skal gjere", Must, Reporting, own),
            ("talet på klagesaker", Must, Reporting, own),
            ("bruk av tilskot", Must, Reporting, own),
        ],
        &[
            "fylke",
            "type organ",
            "Frist er",
            "Frå 2025 skal tilskotet",
            "Departementet skal kalle",
        ],
    );
    let facts = facts(file);
    let dated = facts
        .obligations
        .iter()
        .find(|one| one.quote.starts_with("Målrådet skal greie"));
    assert_eq!(dated.map(|one| one.deadlines.len()), Some(1));
}

#[test]
fn a_letter_with_margins_footers_and_hanging_indents_is_read() {
    let file = "tildelingsbrev-2025-fuglebiblioteket.txt";
    let own: &[&str] = &["fuglebiblioteket"];
    check(
        file,
        &[
            ("Fuglebiblioteket (FB) skal", Must, Duty, own),
            ("tilgang til opptak", Must, Priority, own),
            ("sikring av opptak", Must, Priority, own),
            ("fornyelse av utstyret", Must, Priority, own),
            ("FB har ansvar", Must, Duty, own),
            ("Det forutsettes", Must, Duty, own),
            ("Biblioteket kan", May, Duty, own),
            ("Fuglebiblioteket bes lage", Requested, Assignment, own),
            ("Departementet ber FB", Requested, Assignment, own),
            ("Planen oversendes", Must, Assignment, own),
            ("Det gis i oppdrag", Must, Assignment, own),
            ("Kartleggingen skal", Must, Assignment, own),
            ("Årsrapporten skal", Must, Reporting, own),
            ("en vurdering", Must, Reporting, own),
            ("status for oppdragene", Must, Reporting, own),
        ],
        &[
            "Havdepartementet",
            "FB skal i 2025",
            "Norsk lyd",
            "Den skal",
            "Andel",
            "1 Gjelder",
        ],
    );
    let facts = facts(file);
    let due = |start: &str| {
        let found = facts
            .obligations
            .iter()
            .find(|one| one.quote.starts_with(start));
        let days = found.map(|one| one.deadlines.iter().filter_map(|due| due.value.date));
        days.map(|days| days.map(|day| day.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(
        due("Planen oversendes"),
        Some(vec!["2025-06-01".to_owned()])
    );
    assert_eq!(
        due("Kartleggingen skal"),
        Some(vec!["2025-09-30".to_owned()])
    );
}

#[test]
fn chapters_with_roman_numerals_of_one_letter_are_read() {
    let file = "tildelingsbrev-2025-strandvernet.txt";
    let own: &[&str] = &["strandvernet"];
    check(
        file,
        &[
            ("Strandvernet skal prioritere", Must, Priority, own),
            ("Verksemda kan", May, Duty, own),
            ("Strandvernet får i oppdrag", Must, Assignment, own),
            ("varsling av ras", Must, Duty, own),
            ("Strandvernet skal drøfte", Must, Duty, own),
            ("halvårsrapport", Requested, Reporting, own),
            ("årsrapport", Requested, Reporting, own),
        ],
        &[
            "Havdepartementet",
            "Brevet",
            "Resultatkrav",
            "Verksemda skal",
        ],
    );
    let facts = facts(file);
    let with = |start: &str| {
        let found = facts
            .obligations
            .iter()
            .find(|one| one.quote.starts_with(start));
        found.map(|one| {
            one.partners
                .iter()
                .map(|with| with.value.as_str())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(with("Strandvernet får"), Some(vec!["tangadvokaten"]));
    assert_eq!(with("felles øvingar"), Some(vec!["kommunene"]));
    assert_eq!(
        with("Strandvernet skal drøfte"),
        Some(vec!["tillitsvalgte"])
    );
}

#[test]
fn tables_short_names_and_lists_without_a_colon_are_read() {
    let file = "tildelingsbrev-2025-lyngvesenet.txt";
    let own: &[&str] = &["statens-lyngvesen"];
    check(
        file,
        &[
            (
                "Lyngvesenet skal følge",
                Must,
                Duty,
                &["nye-lyngmarker-as", "statens-lyngvesen"],
            ),
            ("hvor lyngen er brent", Must, Reporting, own),
            ("hvor den er beitet", Must, Reporting, own),
            ("Lyngvesenet skal sende", Must, Reporting, own),
            (
                "Statlige virksomheter skal",
                Must,
                Duty,
                &["statlige-virksomheter"],
            ),
            ("Planen drøftes", Must, Duty, own),
            ("Innkjøp av plast", Must, Reporting, own),
            ("Dersom innkjøpene", Should, Reporting, own),
            ("Inntekter av salg", May, Duty, own),
            ("Fullmakten gjelder", May, Duty, own),
        ],
        &["Andel lyng", "Tid til svar", "Rapporten skal ha et kart"],
    );
    let facts = facts(file);
    let recipient = facts
        .head
        .recipient
        .as_ref()
        .map(|unit| unit.value.as_str());
    assert_eq!(recipient, Some("statens-lyngvesen"));
    assert!(facts.units.iter().all(|unit| unit.slug != "lyngvesenet"));
    let indicators: Vec<(&str, Option<&str>)> = facts
        .indicators
        .iter()
        .map(|one| {
            let target = one.target.as_ref().map(|target| target.value.as_str());
            (one.name.as_str(), target)
        })
        .collect();
    assert_eq!(
        indicators,
        [
            ("Andel lyng som er slått i tide", Some("80 prosent")),
            ("Tid til svar på søknader", Some("Skal gå ned")),
        ]
    );
    let one = |start: &str| {
        let mut all = facts.obligations.iter();
        all.find(|one| one.quote.starts_with(start)).unwrap()
    };
    let due = |start: &str| one(start).deadlines[0].value.date.unwrap().to_string();
    assert_eq!(due("Lyngvesenet skal sende"), "2025-03-01");
    assert_eq!(due("Lyngvesenet skal legge"), "2025-08-20");
    let with: Vec<&str> = one("Planen drøftes")
        .partners
        .iter()
        .map(|partner| partner.value.as_str())
        .collect();
    assert_eq!(with, ["heidepartementet"]);
}
