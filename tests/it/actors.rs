use styringsgraf::model::{Document, Obligation, Polarity};
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

/// 101 bodies of the state, one a line.
const BODIES: &str = include_str!("../data/bodies.txt");

fn read(letter: &str) -> Document {
    let reader = Reader::new(&Vocabulary::built_in());
    reader.read(letter.as_bytes(), "brev.md").unwrap()
}

fn letter(sentences: &str) -> String {
    format!(
        "# Tildelingsbrev 2031 til Tangdirektoratet\n\nFiskeridepartementet sender med dette \
         tildelingsbrev for 2031 til Tangdirektoratet.\n\n## 3 Oppgaver\n\n{sentences}\n"
    )
}

fn units(obligation: &Obligation) -> Vec<&str> {
    obligation
        .units
        .iter()
        .map(|unit| unit.unit.as_str())
        .collect()
}

/// Reads a sentence for each body and tells how many are given to that body: to a unit of that name,
/// never to the recipient, and never to one that stands for several.
#[track_caller]
fn check_bodies(sentence: impl Fn(&str) -> String, met: impl Fn(&Obligation) -> Vec<String>) {
    let vocabulary = Vocabulary::built_in();
    let bodies: Vec<&str> = BODIES.lines().filter(|line| !line.is_empty()).collect();
    let sentences: Vec<String> = bodies.iter().map(|body| sentence(body)).collect();
    let document = read(&letter(&sentences.join("\n\n")));
    let mut lost = Vec::new();
    for (body, sentence) in bodies.iter().zip(&sentences) {
        let told = document
            .facts
            .obligations
            .iter()
            .find(|told| told.text == *sentence);
        let slugs = told.map(&met).unwrap_or_default();
        let named = |slug: &String| match vocabulary.unit(slug) {
            Some(unit) => unit.names().any(|name| name == *body),
            None => document
                .facts
                .units
                .iter()
                .any(|unit| unit.slug == *slug && unit.name == *body),
        };
        if slugs.len() != 1 || !slugs.iter().all(named) {
            lost.push(format!("{sentence} → {slugs:?}"));
        }
    }
    assert!(
        lost.len() <= 4,
        "{} of {}:\n{}",
        lost.len(),
        bodies.len(),
        lost.join("\n")
    );
}

#[test]
fn a_named_body_acts_wherever_it_stands_in_the_sentence() {
    let acting = |told: &Obligation| units(told).into_iter().map(str::to_owned).collect();
    check_bodies(|body| format!("{body} skal telle fugl i fjæra."), acting);
    check_bodies(
        |body| format!("I 2031 skal {body} telle fugl i fjæra."),
        acting,
    );
    check_bodies(
        |body| format!("Departementet ber {body} om å telle fugl i fjæra."),
        acting,
    );
    check_bodies(
        |body| format!("Direktoratet skal telle fugl sammen med {body}."),
        |told| {
            told.partners
                .iter()
                .map(|partner| partner.value.clone())
                .collect()
        },
    );
}

/// Sentences of a letter to Tangdirektoratet and who must act; `-` where the recipient is meant without
/// being named.
#[track_caller]
fn check(sentences: &[(&str, &str)]) {
    let texts: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
    let document = read(&letter(&texts.join("\n\n")));
    for (text, expected) in sentences {
        let told = document
            .facts
            .obligations
            .iter()
            .find(|told| told.text == *text);
        let found = told.map_or("nothing".to_owned(), |told| {
            if told.units.iter().all(|unit| unit.explicit) {
                units(told).join(" ")
            } else {
                "-".to_owned()
            }
        });
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn unknown_bodies_act_by_their_form_and_place() {
    check(&[
        ("Fugletilsynet skal telle fugl.", "fugletilsynet"),
        (
            "Derfor skal Norsk tanginstitutt telle fisk.",
            "norsk-tanginstitutt",
        ),
        (
            "Fugleombudet og Tangdirektoratet skal telle.",
            "fugleombudet tangdirektoratet",
        ),
        ("Tang-CERT har ansvar for å varsle kommunene.", "tang-cert"),
        (
            "Vegen fylkeskommune skal rydde strender.",
            "vegen-fylkeskommune",
        ),
        ("Kystbyen kommune skal rydde strender.", "kystbyen-kommune"),
        ("I 2031 skal Tarena rydde strender.", "tarena"),
    ]);
}

#[test]
fn somebody_else_is_somebody_else_though_nothing_is_known_of_him() {
    check(&[
        ("Styret skal påse at driften er forsvarlig.", "styret"),
        (
            "Alle offentlige skoler skal legge ut brevet.",
            "offentlige-skoler",
        ),
        (
            "Departementet anbefaler også private skoler å legge ut brevet.",
            "private-skoler",
        ),
        ("Rektor skal melde fra om funn.", "rektor"),
        ("Tellingen skal være ferdig før sommeren.", "-"),
        ("Brevet skal legges ut.", "-"),
    ]);
}

#[test]
fn the_subject_may_stand_behind_the_verb() {
    check(&[
        (
            "Trengs det mer telling, skal Mattilsynet telle.",
            "mattilsynet",
        ),
        ("Resultatene må Mattilsynet følge opp.", "mattilsynet"),
        (
            "Der praksis viser behov, skal Kystverket vurdere nye brygger.",
            "kystverket",
        ),
        (
            "Fram til sommeren må Norges forskningsråd telle tare.",
            "forskningsradet",
        ),
        ("Når Mattilsynet teller, skal det også telle tare.", "-"),
    ]);
}

#[test]
fn pronouns_point_back_to_who_was_named() {
    check(&[
        (
            "Mattilsynet og Kystverket skal telle fugl.",
            "mattilsynet kystverket",
        ),
        ("De skal også telle tare.", "mattilsynet kystverket"),
        ("Brevet skal legges ut.", "-"),
        ("De skal også telle skjell.", "-"),
    ]);
}

#[test]
fn what_is_denied_is_forbidden_or_no_duty() {
    let document = read(&letter(
        "Direktoratet skal ikke telle fugl.\n\nDirektoratet kan ikke leie båter.\n\nDet er ikke anledning \
         til å overskride rammen.\n\nDirektoratet skal ikke bare telle fugl.\n\nDirektoratet har ikke ansvar \
         for fyrene.\n\nDirektoratet er ikke forpliktet til å telle.\n\nDet kan ikke utelukkes at fuglene flytter.",
    ));
    let found: Vec<(&str, Polarity)> = document
        .facts
        .obligations
        .iter()
        .map(|told| (told.text.as_str(), told.polarity))
        .collect();
    assert_eq!(
        found,
        [
            ("Direktoratet skal ikke telle fugl.", Polarity::Negative),
            ("Direktoratet kan ikke leie båter.", Polarity::Negative),
            (
                "Det er ikke anledning til å overskride rammen.",
                Polarity::Negative
            ),
            (
                "Direktoratet skal ikke bare telle fugl.",
                Polarity::Positive
            ),
        ]
    );
}

/// The head of each layout and the recipient and date it tells.
#[test]
fn the_recipient_is_found_in_every_layout_of_the_head() {
    let body = "\n\n1 Oppgaver\n\nTallene skal legges fram.\n";
    let sender = "Fiskeridepartementet viser til Prop. 1 S (2030–2031).";
    for (head, recipient, date) in [
        (
            format!(
                "# Tildelingsbrev 2031\n\n{sender}\n\nTangtilsynet Postboks 61 7465 TRONDHEIM\n\nDeres ref Vår ref\n\n31/3721-\n\nDato 19. januar 2031"
            ),
            "tangtilsynet",
            Some("2031-01-19"),
        ),
        (
            format!(
                "# Tildelingsbrev 2031\n\n{sender}\n\nTangtilsynet\nPostboks 61\n7465 TRONDHEIM\n\nVår ref\n31/3721\n\nDato\n19. januar 2031"
            ),
            "tangtilsynet",
            Some("2031-01-19"),
        ),
        (
            format!("TILDELINGSBREV TIL TANGTILSYNET 2031\n\n{sender}"),
            "tangtilsynet",
            None,
        ),
        (
            "FISKERIDEPARTEMENTET\nTildelingsbrev 2031\nTangtilsynet\n(TT)\n03.02.2031".to_owned(),
            "tangtilsynet",
            Some("2031-02-03"),
        ),
        (
            format!("Tildelingsbrev 2031 Tangtilsynet\n\n{sender}"),
            "tangtilsynet",
            None,
        ),
        (
            format!("# Oppdragsdokument til Norsk tangnett SF for 2031\n\n{sender}"),
            "norsk-tangnett-sf",
            None,
        ),
    ] {
        let document = read(&format!("{head}{body}"));
        let found = document
            .facts
            .head
            .recipient
            .as_ref()
            .map(|unit| unit.value.as_str());
        assert_eq!(found, Some(recipient), "{head}");
        let found = document.facts.head.date.map(|date| date.to_string());
        assert_eq!(found.as_deref(), date, "{head}");
    }
}

#[test]
fn every_body_is_found_in_five_layouts_of_the_head() {
    let vocabulary = Vocabulary::built_in();
    let reader = Reader::new(&vocabulary);
    let body = "Finansdepartementet viser til Prop. 1 S (2030–2031).\n\n1 Oppgaver\n\nTallene skal legges fram.\n";
    let mut lost = Vec::new();
    for name in BODIES.lines().filter(|line| !line.is_empty()) {
        let heads = [
            format!("# Tildelingsbrev 2031 til {name}\n\n{body}"),
            format!("TILDELINGSBREV TIL {} 2031\n\n{body}", name.to_uppercase()),
            format!("# Tildelingsbrev 2031\n\n{name}\nPostboks 61\n7465 TRONDHEIM\n\n{body}"),
            format!("# Tildelingsbrev 2031\n\n{name} Postboks 61 7465 TRONDHEIM\n\n{body}"),
            format!("FINANSDEPARTEMENTET\nTildelingsbrev 2031\n{name}\n03.02.2031\n\n{body}"),
        ];
        for head in heads {
            let document = reader.read(head.as_bytes(), "brev.md").unwrap();
            let found = document
                .facts
                .head
                .recipient
                .as_ref()
                .map(|unit| unit.value.as_str());
            let named = found.is_some_and(|slug| match vocabulary.unit(slug) {
                Some(unit) => unit.names().any(|known| known == name),
                None => document
                    .facts
                    .units
                    .iter()
                    .any(|unit| unit.slug == slug && unit.name == name),
            });
            if !named {
                lost.push(format!(
                    "{:?} → {found:?}",
                    head.lines().take(3).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(
        lost.len() <= 12,
        "{} of 505:\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[test]
fn a_head_that_names_nobody_says_so_with_the_line_that_mends_it() {
    let document = read("# Tildelingsbrev 2031\n\n## Oppgaver\n\nTallene skal legges fram.\n");
    let notes = &document.facts.notes;
    assert!(
        notes
            .iter()
            .any(|note| note.message.contains("recipient: NAME"))
    );
    assert!(document.facts.head.recipient.is_none());
}

#[test]
fn shipped_letters_are_read_without_a_note() {
    let reader = Reader::new(&Vocabulary::built_in());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/letters");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = reader.read(&std::fs::read(&path).unwrap(), &name).unwrap();
        let notes: Vec<&str> = document
            .facts
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert_eq!(notes, [""; 0], "{name}");
    }
}

#[test]
fn every_superior_and_successor_is_a_unit() {
    let vocabulary = Vocabulary::built_in();
    let mut missing = Vec::new();
    for unit in vocabulary.units() {
        let links = [&unit.part_of, &unit.instance_of, &unit.superior]
            .into_iter()
            .flatten();
        for slug in links.chain(&unit.successors) {
            if vocabulary.unit(slug).is_none() {
                missing.push(format!("{} → {slug}", unit.slug));
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}
