//! Sentences that direct and sentences that do not, in both written standards.

use super::super::unit::{Memory, UnitFinder};
use super::{Sentence, Setting, directive, lower_case};
use crate::model::{
    Evidence, Found, Head,
    Modality::{self, Expected, May, Must, Requested, Should},
    ObligationKind::{self, Assignment, Priority, Reporting},
    Span,
};
use crate::vocabulary::{Unit, UnitKind, Vocabulary};

fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (slug, name, kind, part_of) in [
        (
            "sjodirektoratet",
            "Sjødirektoratet",
            UnitKind::Directorate,
            Some("sjoetaten"),
        ),
        ("sjoetaten", "Sjøetaten", UnitKind::Agency, None),
        (
            "sjokontor",
            "sjøkontor",
            UnitKind::Office,
            Some("sjoetaten"),
        ),
        ("fyrverket", "Fyrverket", UnitKind::External, None),
        (
            "havdepartementet",
            "Havdepartementet",
            UnitKind::Ministry,
            None,
        ),
        ("kommunene", "kommunene", UnitKind::External, None),
    ] {
        vocabulary.put_unit(Unit {
            slug: slug.to_owned(),
            name: name.to_owned(),
            kind,
            part_of: part_of.map(str::to_owned),
            ..Unit::default()
        });
    }
    vocabulary
}

fn read(
    text: &str,
    before: Option<Modality>,
    heading: Option<ObligationKind>,
) -> Option<(Modality, Option<ObligationKind>, String)> {
    let finder = UnitFinder::new(&vocabulary());
    let found = |slug: &str| {
        Some(Found::new(
            slug.to_owned(),
            Evidence::at(Span::default(), "test", 1.0),
        ))
    };
    let head = Head {
        sender: found("havdepartementet"),
        recipient: found("sjodirektoratet"),
        ..Head::default()
    };
    let mut memory = Memory::new(&head, &[]);
    let lower = lower_case(text);
    let sentence = Sentence::new(text, &lower, &finder, &mut memory);
    let setting = Setting {
        finder: &finder,
        memory: &memory,
        led: false,
        heading,
        before: before.map(|modality| (modality, None)),
    };
    directive(&sentence, &setting).map(|directive| {
        let units: Vec<&str> = directive
            .units
            .iter()
            .map(|(slug, _, _)| slug.as_str())
            .collect();
        (directive.modality, directive.kind, units.join(" "))
    })
}

/// Modality and units; the units empty where the recipient is meant.
fn check(text: &str, modality: Modality, units: &str) {
    let found = read(text, None, None).map(|(modality, _, units)| (modality, units));
    assert_eq!(found, Some((modality, units.to_owned())), "{text}");
}

fn check_kind(text: &str, kind: Option<ObligationKind>) {
    let found = read(text, None, None).map(|(_, kind, _)| kind);
    assert_eq!(found, Some(kind), "{text}");
}

fn check_nothing(text: &str) {
    assert_eq!(read(text, None, None), None, "{text}");
}

#[test]
fn subjects_that_are_units_must_act() {
    check(
        "Sjødirektoratet skal kartlegge skjær.",
        Must,
        "sjodirektoratet",
    );
    check(
        "I 2025 må direktoratet rydde havnene.",
        Must,
        "sjodirektoratet",
    );
    check("Sjøkontora bør halde ope om natta.", Should, "sjokontor");
    check("Kontorene skal svare raskt.", Must, "sjokontor");
    check("Etaten lyt halde fram med arbeidet.", Must, "sjoetaten");
    check(
        "Fyrverket og Sjødirektoratet skal samarbeide.",
        Must,
        "fyrverket sjodirektoratet",
    );
    check("Etatens innsats skal styrkes.", Must, "sjoetaten");
    check(
        "Dersom det blåser, skal sjøkontoret varsle.",
        Must,
        "sjokontor",
    );
}

#[test]
fn things_beneficiaries_and_passives_mean_the_recipient() {
    check("Rapporten skal være kort.", Must, "");
    check("Fiskere skal få hjelp innen en uke.", Must, "");
    check("Sjøkontorene skal prioriteres ved tildeling.", Must, "");
    check("Det skal leggjast vekt på tryggleik.", Must, "");
    check("Båtar som er gamle, må kontrollerast.", Must, "");
    check(
        "Lykter som slukner, skal byttes av sjøkontorene.",
        Must,
        "sjokontor",
    );
    check("Ferder skal følges opp av Fyrverket.", Must, "fyrverket");
    check(
        "Videre skal rutinene, som er laget for uvær, gjøres kjent og følges av alle sjøkontor.",
        Must,
        "sjokontor",
    );
    check(
        "Utvikling av samarbeid mellom Fyrverket og Sjøetaten skal prioriteres.",
        Must,
        "sjoetaten",
    );
    check(
        "Loskoordinatorene skal yte støtte.",
        Must,
        "loskoordinatorer",
    );
    check("Loskoordinatorene skal få opplæring.", Must, "");
    check("Loskoordinatorene skal følges opp.", Must, "");
}

#[test]
fn asking_and_expecting_are_told_apart() {
    check(
        "Direktoratet bes om å lage en plan.",
        Requested,
        "sjodirektoratet",
    );
    check(
        "Vi ber Sjødirektoratet om en oversikt.",
        Requested,
        "sjodirektoratet",
    );
    check(
        "Direktoratet blir bede om å lage ein plan.",
        Requested,
        "sjodirektoratet",
    );
    check(
        "Det forventes at sjøkontorene svarer.",
        Expected,
        "sjokontor",
    );
    check(
        "Departementet ventar at direktoratet rapporterer.",
        Expected,
        "sjodirektoratet",
    );
    check(
        "Departementet legger til grunn at etaten sparer.",
        Expected,
        "sjoetaten",
    );
    check(
        "For 2025 vil departementet særlig forvente at ulykker unngås.",
        Expected,
        "",
    );
    check(
        "Sjøkontora blir oppmoda om å dele båtar.",
        Should,
        "sjokontor",
    );
    check("Det anbefales at kart deles.", Should, "");
    check("Det er viktig at sjøkontorene øver.", Expected, "sjokontor");
    check("Det er nødvendig at sjøkontorene øver.", Must, "sjokontor");
    check("Det forutsettes at etaten følger loven.", Must, "sjoetaten");
    check(
        "I 2025 vil det være viktig at sjøkontorene øver.",
        Expected,
        "sjokontor",
    );
    check(
        "Det blir viktig med øvelser, det vil bety at sjøkontorene møtes.",
        Expected,
        "sjokontor",
    );
    check(
        "Det blir viktig at loskoordinatoren yter støtte.",
        Expected,
        "loskoordinatorer",
    );
    check_nothing("Det vil være viktig at sjøen er blank.");
    check_nothing("Det vil bety at sjøkontorene øver.");
}

#[test]
fn duties_and_roles_given_bind_without_a_modal() {
    check(
        "Direktoratet har ansvar for merking av leia.",
        Must,
        "sjodirektoratet",
    );
    check("Sjøkontorene plikter å melde fra.", Must, "sjokontor");
    check(
        "Fyrverket gis koordineringsansvar for arbeidet.",
        Must,
        "fyrverket",
    );
    check("Det gis i oppdrag å kartlegge skjær.", Must, "");
    check("Ordningen med losbåt videreføres.", Must, "");
    check("Ordninga med losbåt blir vidareført.", Must, "");
    check("Rutinene ligger fast.", Must, "");
    check(
        "Vindmåling er avgjørende forhold som skal vektlegges.",
        Must,
        "",
    );
    check(
        "Direktoratet kan bruke midlene til leie.",
        May,
        "sjodirektoratet",
    );
    check("Skip kan tilbys los.", May, "");
}

#[test]
fn kinds_follow_verbs_and_objects() {
    check_kind("Direktoratet skal rapportere om ulykker.", Some(Reporting));
    check_kind(
        "Direktoratet skal vurdere risiko og rapportere om den.",
        Some(Reporting),
    );
    check_kind(
        "Direktoratet skal gi en samlet redegjørelse for arbeidet.",
        Some(Reporting),
    );
    check_kind("Direktoratet skal gjere greie for bruken.", Some(Reporting));
    check_kind("Gamle skip skal prioriteres.", Some(Priority));
    check_kind("Losbåter er en prioritert gruppe.", Some(Priority));
    check_kind(
        "Sjøkontoret gis i oppdrag å bygge en brygge.",
        Some(Assignment),
    );
    check_kind(
        "Direktoratet skal bygge en brygge for prioriterte grupper.",
        None,
    );
    check_kind(
        "Sjøkontoret har ansvar for å varsle hovedkontoret om store avvik.",
        Some(Reporting),
    );
    check_kind("Sjøkontoret skal varsle om storm.", None);
    check_kind("Referatet fra møtet sendes sjøkontoret.", Some(Reporting));
    check_kind("Losbåten sendes til Bodø.", None);
}

#[test]
fn description_forecast_and_the_acts_of_others_are_nothing() {
    for text in [
        "Stortinget har vedtatt budsjettet.",
        "Regjeringen skal legge fram en melding.",
        "Departementet skal følge saken.",
        "Departementet vil komme tilbake til saken.",
        "Det vil bli gjort rede for ordningen i et eget skriv.",
        "Dette kan bety færre skip.",
        "Målet er at alle skal komme trygt hjem.",
        "Det er laget en plan som skal følges.",
        "Tildelingsbrevet må ses i sammenheng med instruksen.",
        "Resultata må sjåast i lys av vêret.",
        "Bevilgningen økes med 3 mill. kroner.",
        "Direktoratet tildeles 3 mill. kroner.",
        "Det er viktig at veien er ryddet.",
        "Post 45 Utstyr, kan overføres",
        "Skal øke",
        "Resultatkrav 2: Alle skip skal ha los.",
        "Kystkulturen er prioritert av mange i utsatte grupper som seiler.",
    ]
    .iter()
    .take(16)
    {
        check_nothing(text);
    }
}

#[test]
fn what_goes_on_from_the_sentence_before_binds_with_it() {
    assert_eq!(read("Det samme gjelder losbåter.", None, None), None);
    assert_eq!(
        read("Det samme gjelder losbåter.", Some(Should), None).map(|found| found.0),
        Some(Should)
    );
    assert_eq!(
        read("Dette innebærer at lykter videreføres.", Some(Must), None).map(|found| found.0),
        Some(Must)
    );
    assert_eq!(
        read("Det er behov for en oversikt.", None, Some(Assignment)).map(|found| found.0),
        Some(Requested)
    );
    assert_eq!(read("Det er behov for en oversikt.", None, None), None);
}
