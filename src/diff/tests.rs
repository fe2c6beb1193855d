//! Small letters compared, and what holds for any two letters.

use super::*;
use crate::model::{
    Deadline, Document, Evidence, Facts, Format, Found, Goal, Indicator, LegalRef, Modality,
    Obligation, ObligationKind, Outline, Responsibility, Section, SectionForm, Source, Span, Text,
};
use crate::vocabulary::Vocabulary;
use proptest::prelude::*;

/// A letter under construction; requirements are added under the heading named last.
struct Letter(Document);

fn letter(year: i16) -> Letter {
    let source = Source {
        file_name: format!("brev-{year}.txt"),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        bytes: 0,
    };
    let mut facts = Facts::default();
    facts.head.year = Some(year);
    let letter = Letter(Document {
        id: format!("brev-{year}"),
        ingested: None,
        text: Text::new(String::new(), Format::Plain, source),
        outline: Outline::default(),
        facts,
    });
    letter.under("")
}

fn proof() -> Evidence {
    Evidence::at(Span::new(0, 1), "test", 1.0)
}

impl Letter {
    fn under(mut self, heading: &str) -> Letter {
        let root = self.0.outline.sections.is_empty();
        self.0.outline.sections.push(Section {
            path: crate::model::slug(heading),
            number: None,
            heading: heading.to_owned(),
            level: u8::from(!root),
            parent: (!root).then_some(0),
            form: if root {
                SectionForm::Root
            } else {
                SectionForm::Unnumbered
            },
            heading_span: Span::default(),
            span: Span::default(),
            announced: 0,
        });
        self
    }

    fn section(&self) -> u32 {
        self.0.outline.sections.len() as u32 - 1
    }

    fn asks(mut self, text: &str) -> Letter {
        let modality = if text.contains(" bør ") {
            Modality::Should
        } else {
            Modality::Must
        };
        let number = self.0.facts.obligations.len();
        let section = self.section();
        self.0.facts.obligations.push(Obligation {
            id: format!("{}/{number}", self.0.id),
            section,
            statements: Vec::new(),
            text: text.to_owned(),
            quote: text.to_owned(),
            lead_in: None,
            spans: vec![Span::new(0, 10)],
            modality: Found::new(modality, proof()),
            kind: Found::new(ObligationKind::Duty, proof()),
            units: Vec::new(),
            partners: Vec::new(),
            target_groups: Vec::new(),
            deadlines: Vec::new(),
            legal: Vec::new(),
            documents: Vec::new(),
            goals: Vec::new(),
            indicators: Vec::new(),
            official_id: None,
            mentions: Vec::new(),
            ensured: Vec::new(),
            service: None,
            polarity: crate::model::Polarity::Positive,
            assignment: None,
        });
        self
    }

    fn last(&mut self) -> &mut Obligation {
        self.0
            .facts
            .obligations
            .last_mut()
            .expect("asks comes first")
    }

    fn of(mut self, unit: &str) -> Letter {
        let unit = Responsibility {
            unit: unit.to_owned(),
            explicit: true,
            evidence: proof(),
        };
        self.last().units.push(unit);
        self
    }

    fn group(mut self, group: &str) -> Letter {
        self.last()
            .target_groups
            .push(Found::new(group.to_owned(), proof()));
        self
    }

    fn due(mut self, text: &str, date: &str) -> Letter {
        let deadline = Deadline {
            text: text.to_owned(),
            date: Some(date.parse().expect("a date")),
            ..Deadline::default()
        };
        self.last().deadlines.push(Found::new(deadline, proof()));
        self
    }

    fn law(mut self, act: &str, paragraph: &str) -> Letter {
        let law = LegalRef {
            citation: format!("{act} § {paragraph}"),
            act: act.to_owned(),
            paragraph: Some(paragraph.to_owned()),
        };
        self.last().legal.push(Found::new(law, proof()));
        self
    }

    fn numbered(mut self, id: &str) -> Letter {
        self.last().official_id = Some(Found::new(id.to_owned(), proof()));
        self
    }

    fn kind(mut self, kind: ObligationKind) -> Letter {
        self.last().kind.value = kind;
        self
    }

    fn measures(mut self, name: &str, target: &str) -> Letter {
        let section = self.section();
        self.0.facts.indicators.push(Indicator {
            id: name.to_owned(),
            name: name.to_owned(),
            target: Some(Found::new(target.to_owned(), proof())),
            breakdowns: Vec::new(),
            spans: Vec::new(),
            section,
            evidence: proof(),
        });
        self
    }

    fn aims(mut self, text: &str) -> Letter {
        let section = self.section();
        self.0.facts.goals.push(Goal {
            id: text.to_owned(),
            text: text.to_owned(),
            quote: text.to_owned(),
            spans: Vec::new(),
            section,
            parent: None,
            evidence: proof(),
        });
        self
    }
}

/// Every change but those of sections, as `change [aspects] before→after: explanation`.
fn check(before: Letter, after: Letter, expected: &[&str]) {
    let diff = compare(&before.0, &after.0, &Vocabulary::built_in());
    let number = |side: Option<u32>| side.map_or("-".to_owned(), |at| at.to_string());
    let told: Vec<String> = diff
        .changes
        .iter()
        .filter(|change| change.what != What::Section)
        .map(|change| {
            format!(
                "{:?} {:?} {}→{}: {}",
                change.change,
                change.aspects,
                number(change.before),
                number(change.after),
                change.explanation_nb
            )
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn the_letters_year_inflection_and_punctuation_change_nothing() {
    check(
        letter(2023).asks("Direktoratet skal i 2023 lage en plan for kontorene, jf. veilederen."),
        letter(2024).asks("Direktoratet skal i 2024 lage en plan for kontoret (jf. veileder)."),
        &["Unchanged [] 0→0: Kravet er uendret fra 2023."],
    );
}

#[test]
fn a_stronger_modal_verb_strengthens() {
    check(
        letter(2023).asks("Kontoret bør kartlegge behovet for tolk."),
        letter(2024).asks("Kontoret skal kartlegge behovet for tolk."),
        &[
            "Changed [Modality] 0→0: Kravet er skjerpet: «bør» er endret til «skal»; i 2024 heter det \
           «Kontoret skal kartlegge behovet for tolk».",
        ],
    );
    check(
        letter(2023).asks("Kontoret skal kartlegge behovet for tolk."),
        letter(2024).asks("Kontoret bør kartlegge behovet for tolk."),
        &[
            "Changed [Modality] 0→0: Kravet er svekket: «skal» er endret til «bør»; i 2024 heter det \
           «Kontoret bør kartlegge behovet for tolk».",
        ],
    );
}

#[test]
fn a_deadline_moves_by_the_calendar_not_by_the_year() {
    let asks =
        |year: i16, text: &str| letter(year).asks(&format!("Etaten skal sende regnskapet {text}."));
    check(
        asks(2023, "innen 31. mars 2023").due("innen 31. mars 2023", "2023-03-31"),
        asks(2024, "innen 30. april 2024").due("innen 30. april 2024", "2024-04-30"),
        &[
            "Changed [Deadline] 0→0: Fristen «innen 31. mars 2023» er endret til «innen 30. april 2024»; \
           i 2024 heter det «Etaten skal sende regnskapet innen 30. april 2024».",
        ],
    );
    check(
        asks(2023, "innen 31. mars 2023").due("innen 31. mars 2023", "2023-03-31"),
        asks(2024, "innen 31. mars 2024").due("innen 31. mars 2024", "2024-03-31"),
        &["Unchanged [] 0→0: Kravet er uendret fra 2023."],
    );
}

#[test]
fn figures_units_groups_and_laws_are_told_apart() {
    check(
        letter(2023).asks("Minst 6,1 % av sakene skal behandles med tolk."),
        letter(2024).asks("Minst 7 % av sakene skal behandles med tolk."),
        &[
            "Changed [Number] 0→0: Kravet er skjerpet: «6,1 %» er endret til «7 %»; i 2024 heter det \
           «Minst 7 % av sakene skal behandles med tolk».",
        ],
    );
    check(
        letter(2023)
            .asks("Arbeidstilsynet skal føre tilsyn med verftene.")
            .of("arbeidstilsynet"),
        letter(2024)
            .asks("Skatteetaten skal føre tilsyn med verftene.")
            .of("skatteetaten"),
        &[
            "Changed [Unit] 0→0: «Arbeidstilsynet» er endret til «Skatteetaten»; i 2024 heter det \
           «Skatteetaten skal føre tilsyn med verftene».",
        ],
    );
    check(
        letter(2023)
            .asks("Unge skal få tilbud om kurs.")
            .group("unge-under-30"),
        letter(2024)
            .asks("Unge og innsatte skal få tilbud om kurs.")
            .group("unge-under-30")
            .group("innsatte"),
        &[
            "Changed [TargetGroup] 0→0: «innsatte» er lagt til; i 2024 heter det «Unge og innsatte skal \
           få tilbud om kurs».",
        ],
    );
    check(
        letter(2023)
            .asks("Saken skal avgjøres etter forvaltningsloven § 24.")
            .law("forvaltningsloven", "24"),
        letter(2024)
            .asks("Saken skal avgjøres etter forvaltningsloven § 25.")
            .law("forvaltningsloven", "25"),
        &[
            "Changed [Legal] 0→0: Henvisningen til «forvaltningsloven § 24» er endret til \
             «forvaltningsloven § 25»; i 2024 heter det «Saken skal avgjøres etter forvaltningsloven § 25».",
        ],
    );
}

#[test]
fn a_clause_of_background_may_go_without_a_change() {
    check(
        letter(2023).asks(
            "Selv om bevilgningen er lavere enn før, skal etaten holde åpent på kveldstid i byene.",
        ),
        letter(2024).asks("Etaten skal holde åpent på kveldstid i byene."),
        &["Reworded [] 0→0: Kravet er det samme som i 2023, med andre ord."],
    );
}

/// What the comparison says of one sentence that became another.
fn said(before: &str, after: &str) -> (ChangeKind, Option<Direction>) {
    let (old, new) = (letter(2023).asks(before), letter(2024).asks(after));
    let diff = compare(&old.0, &new.0, &Vocabulary::default());
    let mut changes = diff.changes.iter();
    let change = changes.find(|change| change.before.is_some() && change.after.is_some());
    change.map_or((ChangeKind::Removed, None), |change| {
        (change.change, change.direction)
    })
}

#[test]
fn no_small_word_vanishes() {
    let sentence = |words: &str| format!("Losvesenet skal {words} langs hele kysten.");
    for (before, after) in [
        ("føre tilsyn med farvann", "ikke føre tilsyn med farvann"),
        ("føre tilsyn med farvann", "ikkje føre tilsyn med farvann"),
        (
            "føre tilsyn med alle farvann",
            "føre tilsyn med noen farvann",
        ),
        (
            "føre tilsyn med alle farvann",
            "føre tilsyn med ingen farvann",
        ),
        ("føre tilsyn med varsel", "føre tilsyn uten varsel"),
        ("melde fra før seilas", "melde fra etter seilas"),
        ("sende varsel til skip", "sende varsel fra skip"),
        ("merke skjær og grunner", "merke skjær eller grunner"),
        ("merke skjær samt grunner", "merke skjær eller grunner"),
        ("merke skjær", "kun merke skjær"),
        ("merke skjær under havflaten", "merke skjær over havflaten"),
        (
            "stanse skip fordi tåke råder",
            "stanse skip hvis tåke råder",
        ),
        ("stanse skip når tåke råder", "stanse skip om tåke råder"),
        ("følge hver båt", "følge en båt"),
        ("arbeide for fiskere", "arbeide mot fiskere"),
        ("utføre losingen selv", "utføre losingen"),
        ("varsle oss om skip", "varsle dem om skip"),
    ] {
        let (change, _) = said(&sentence(before), &sentence(after));
        assert_eq!(change, ChangeKind::Changed, "{before} → {after}");
        let (change, _) = said(&sentence(after), &sentence(before));
        assert_eq!(change, ChangeKind::Changed, "{after} → {before}");
    }
}

#[test]
fn other_words_are_never_unchanged_and_the_same_words_always_are() {
    let all = [
        (
            "Losen skal melde skip på kaia.",
            "Losen skal melde skip i kaia.",
            ChangeKind::Reworded,
        ),
        (
            "Losen skal også melde skip.",
            "Losen skal melde skip.",
            ChangeKind::Reworded,
        ),
        (
            "Brukeren av stien, fjellet og varden skal få hjelp.",
            "Brukerne av stiene, fjellene og vardene skal få hjelp.",
            ChangeKind::Unchanged,
        ),
        (
            "Losen skal telle 6 000 skip.",
            "Losen skal telle 6000 skip.",
            ChangeKind::Unchanged,
        ),
        (
            "Losen skal bruke 5 mill. kroner.",
            "Losen skal bruke 5 millioner kr.",
            ChangeKind::Unchanged,
        ),
        (
            "Losen skal møte åtte skip i 2023.",
            "Losen skal møte 8 skip i 2024.",
            ChangeKind::Unchanged,
        ),
    ];
    for (before, after, expected) in all {
        assert_eq!(said(before, after).0, expected, "{before} → {after}");
    }
}

#[test]
fn a_demand_has_a_direction_without_another_modal_verb() {
    let room = "Rederier som ber om los, skal gå foran.";
    let rule = "Rederier som ber om los, skal som hovedregel gå foran.";
    assert_eq!(said(room, rule).1, Some(Direction::Weakened));
    assert_eq!(said(rule, room).1, Some(Direction::Strengthened));
    let (long, brief) = (
        "Rederier skal få svar innen 26 uker.",
        "Rederier skal få svar innen 22 uker.",
    );
    assert_eq!(said(long, brief).1, Some(Direction::Strengthened));
}

#[test]
fn a_number_for_what_was_vague_is_one_change() {
    let (before, after) = (
        "Midlene skal gi flere losveiledere, med færre fartøyer hver.",
        "Hver losveileder skal ha inntil 50 fartøyer fra registeret.",
    );
    assert_eq!(
        said(before, after),
        (ChangeKind::Changed, Some(Direction::Strengthened))
    );
    assert_eq!(
        said(after, before),
        (ChangeKind::Changed, Some(Direction::Weakened))
    );
}

#[test]
fn a_target_that_is_gone_weakens_and_a_bound_tells_which_way() {
    for (before, after, expected) in [
        ("Skal øke", "", Some(Direction::Weakened)),
        ("", "Minst 60 %", Some(Direction::Strengthened)),
        ("Minst 60 %", "Minst 62 %", Some(Direction::Strengthened)),
        ("Under 6 %", "Under 7 %", Some(Direction::Weakened)),
        ("Skal øke fra 2022", "Skal øke", None),
    ] {
        let measured = |year: i16, target: &str| {
            let mut letter = letter(year).measures("Andel skip som får los", target);
            if target.is_empty() {
                letter.0.facts.indicators[0].target = None;
            }
            letter.0
        };
        let diff = compare(
            &measured(2023, before),
            &measured(2024, after),
            &Vocabulary::default(),
        );
        let change = diff
            .changes
            .iter()
            .find(|change| change.what == What::Indicator);
        let change = change.expect("the indicator is in both");
        assert_eq!(change.direction, expected, "{before} → {after}");
        assert_eq!(change.change, ChangeKind::Changed);
    }
}

#[test]
fn a_goal_that_became_a_requirement_is_one_change() {
    let words = "Skipsleden skal merkes med lys og radar hele året";
    let diff = compare(
        &letter(2023).aims(words).0,
        &letter(2024).asks(words).0,
        &Vocabulary::default(),
    );
    let change = diff
        .changes
        .iter()
        .find(|change| change.what == What::Obligation);
    let change = change.expect("a change");
    assert_eq!(
        (change.was, change.before, change.after),
        (What::Goal, Some(0), Some(0))
    );
    assert!(change.moved.kind);
    assert_eq!(change.explanation_nb, "Målet er blitt et krav.");
    assert!(diff.changes.iter().all(|change| change.what != What::Goal));
}

#[test]
fn budget_rows_correspond_by_chapter_and_post() {
    let with = |year: i16, amount: i64| {
        let mut letter = letter(year);
        letter.0.facts.budget.push(crate::model::BudgetItem {
            chapter: 1360,
            chapter_name: "Los".to_owned(),
            post: "01".to_owned(),
            name: "Driftsutgifter".to_owned(),
            amount,
            spans: Vec::new(),
        });
        letter.0
    };
    let told = |from: i64, to: i64| {
        let diff = compare(&with(2023, from), &with(2024, to), &Vocabulary::default());
        let mut rows = diff
            .changes
            .into_iter()
            .filter(|change| change.what == What::BudgetItem);
        let row = rows.next().expect("a row");
        (row.change, row.explanation_nb)
    };
    assert_eq!(told(5_000, 5_000).0, ChangeKind::Unchanged);
    let (change, sentence) = told(5_000, 12_500);
    assert_eq!(change, ChangeKind::Changed);
    assert_eq!(
        sentence,
        "Bevilgningen er endret fra 5\u{a0}000 til 12\u{a0}500 tusen kroner."
    );
}

#[test]
fn new_content_changes_the_scope() {
    check(
        letter(2023).asks("Etaten skal måle brukernes tilfredshet."),
        letter(2024).asks("Etaten skal måle brukernes tilfredshet og publisere resultatene."),
        &[
            "Changed [Scope] 0→0: «publisere resultatene» er lagt til; i 2024 heter det «Etaten skal måle \
           brukernes tilfredshet og publisere resultatene».",
        ],
    );
}

#[test]
fn what_one_letter_alone_asks_is_added_or_removed() {
    check(
        letter(2023)
            .asks("Etaten skal kartlegge ventetiden.")
            .asks("Lageret i Bodø skal avvikles."),
        letter(2024)
            .asks("Nytt fagsystem må anskaffes.")
            .asks("Etaten skal kartlegge ventetiden."),
        &[
            "Added [] -→0: Kravet «Nytt fagsystem må anskaffes» er nytt i brevet for 2024.",
            "Unchanged [] 0→1: Kravet er uendret fra 2023.",
            "Removed [] 1→-: Kravet «Lageret i Bodø skal avvikles» er ikke funnet igjen i brevet for 2024.",
        ],
    );
}

#[test]
fn a_split_requirement_stands_in_two_pairs() {
    check(
        letter(2023).asks(
            "Tilsynet skal kontrollere havnene for ulovlig fiske og utarbeide veiledning til oppdrettere.",
        ),
        letter(2024)
            .asks("Tilsynet skal kontrollere havnene for ulovlig fiske.")
            .asks("Tilsynet skal utarbeide veiledning til oppdrettere."),
        &[
            "Reworded [] 0→0: Kravet er det samme som i 2023, med andre ord (delt eller slått sammen).",
            "Reworded [] 0→1: Kravet er det samme som i 2023, med andre ord (delt eller slått sammen).",
        ],
    );
}

#[test]
fn another_section_or_kind_is_a_move() {
    check(
        letter(2023)
            .under("Beredskap")
            .asks("Etaten skal øve på varsling hvert halvår."),
        letter(2024)
            .under("Rapportering og regnskap")
            .asks("Etaten skal øve på varsling hvert halvår.")
            .kind(ObligationKind::Assignment),
        &[
            "Unchanged [] 0→0: Kravet er uendret fra 2023, og flyttet fra «Beredskap» til «Rapportering og \
           regnskap», og er nå et krav av en annen type.",
        ],
    );
}

#[test]
fn indicators_and_goals_are_aligned_too() {
    check(
        letter(2023)
            .measures("Andel saker behandlet innen fristen", "70 %")
            .aims("Trygge og gode tjenester"),
        letter(2024)
            .measures("Andel saker behandlet innen fristen", "75 %")
            .aims("Gode og trygge tjenester"),
        &[
            "Changed [Number] 0→0: Styringsparameteren «Andel saker behandlet innen fristen»: \
             resultatkravet er endret fra «70 %» til «75 %».",
            "Reworded [] 0→0: Målet er det samme som i 2023, med andre ord.",
        ],
    );
}

#[test]
fn a_retitled_section_is_found_by_what_stands_in_it() {
    let before = letter(2023).under("Oppfølging av sykmeldte arbeidstakere");
    let after = letter(2024).under("Sykmeldte arbeidstakere");
    let diff = compare(&before.0, &after.0, &Vocabulary::built_in());
    let told: Vec<&str> = diff
        .changes
        .iter()
        .map(|change| change.explanation_nb.as_str())
        .collect();
    assert_eq!(
        told,
        ["Avsnittet «Oppfølging av sykmeldte arbeidstakere» heter nå «Sykmeldte arbeidstakere»."]
    );
}

impl Letter {
    fn dated(mut self, date: &str) -> Letter {
        self.0.id = format!("tillegg-{date}");
        self.0.facts.head.date = Some(date.parse().expect("a date"));
        self
    }

    fn says(mut self, text: &str) -> Letter {
        let section = self.section();
        self.0.outline.statements.push(crate::model::Statement {
            section,
            block: 0,
            text: text.to_owned(),
            runs: Vec::new(),
            spans: Vec::new(),
            is_lead_in: false,
        });
        self
    }
}

/// What holds on a day, each requirement with the id of its letter.
fn check_as_of(base: Letter, supplements: Vec<Letter>, date: &str, expected: &[(&str, &str)]) {
    let supplements: Vec<&Document> = supplements.iter().map(|letter| &letter.0).collect();
    let date = date.parse().expect("a date");
    let vocabulary = Vocabulary::default();
    let effective = as_of(&base.0, &supplements, date, &vocabulary);
    let holds: Vec<(&str, &str)> = effective
        .in_force
        .iter()
        .filter_map(|holds| {
            let letter = effective.letters[holds.place.letter];
            Some((
                letter.id.as_str(),
                effective.obligation(holds.place)?.quote.as_str(),
            ))
        })
        .collect();
    assert_eq!(holds, expected);
    let joined = effective.document();
    let quotes: Vec<&str> = joined
        .facts
        .obligations
        .iter()
        .map(|one| one.quote.as_str())
        .collect();
    let expected: Vec<&str> = expected.iter().map(|(_, quote)| *quote).collect();
    assert_eq!(quotes, expected);
    for obligation in &joined.facts.obligations {
        assert!((obligation.section as usize) < joined.outline.sections.len());
    }
}

const VENTETID: &str = "Etaten skal kartlegge ventetiden ved alle kontor innen 1. mai.";
const VENTETID_JUNI: &str = "Etaten skal kartlegge ventetiden ved alle kontor innen 15. juni.";
const LAGER: &str = "Direktoratet skal avvikle lageret i Bodø.";
const TOLK: &str = "Etaten skal utarbeide en plan for bruk av tolk.";

#[test]
fn a_supplementary_letter_replaces_and_adds_from_its_date_on() {
    let base = || letter(2024).asks(VENTETID).asks(LAGER);
    let supplement = || {
        letter(2024)
            .dated("2024-04-10")
            .asks(TOLK)
            .asks(VENTETID_JUNI)
    };
    check_as_of(
        base(),
        vec![supplement()],
        "2024-04-09",
        &[("brev-2024", VENTETID), ("brev-2024", LAGER)],
    );
    check_as_of(
        base(),
        vec![supplement()],
        "2024-04-10",
        &[
            ("tillegg-2024-04-10", VENTETID_JUNI),
            ("brev-2024", LAGER),
            ("tillegg-2024-04-10", TOLK),
        ],
    );
}

#[test]
fn an_addition_replaces_only_on_strong_proof() {
    let plain = "Vurderingen skal omfatte følger for økonomi og administrasjon.";
    let also = "Leveransen skal også omfatte en vurdering av følger for økonomi og administrasjon.";
    check_as_of(
        letter(2024).under("Oppdrag").asks(plain),
        vec![
            letter(2024)
                .dated("2024-04-10")
                .under("Varsling")
                .asks(also),
        ],
        "2024-12-31",
        &[("brev-2024", plain), ("tillegg-2024-04-10", also)],
    );
    let (one, other) = (
        "Se vedlegg for detaljer om tang.",
        "Se vedlegg for detaljer om tare.",
    );
    check_as_of(
        letter(2024).asks(one).numbered("TX2024-2"),
        vec![
            letter(2024)
                .dated("2024-04-10")
                .asks(other)
                .numbered("TX2024-61"),
        ],
        "2024-12-31",
        &[("brev-2024", one), ("tillegg-2024-04-10", other)],
    );
    check_as_of(
        letter(2024).asks(one).numbered("TX2024-2"),
        vec![
            letter(2024)
                .dated("2024-04-10")
                .asks(other)
                .numbered("TX2024-2"),
        ],
        "2024-12-31",
        &[("tillegg-2024-04-10", other)],
    );
}

#[test]
fn a_deadline_put_off_is_shown_with_the_requirement_that_it_is_about() {
    let base = letter(2024).asks(LAGER).numbered("TX2024-2").asks(TOLK);
    let says = "Fristen for oppdrag TX2024-2 utsettes til 1. oktober 2024.";
    let supplement = letter(2024).dated("2024-04-10").says(says);
    let date = "2024-12-31".parse().expect("a date");
    let vocabulary = Vocabulary::default();
    let effective = as_of(&base.0, &[&supplement.0], date, &vocabulary);
    let amended: Vec<usize> = effective
        .in_force
        .iter()
        .map(|holds| holds.amendments.len())
        .collect();
    assert_eq!(amended, [1, 0]);
}

#[test]
fn a_supplementary_letter_withdraws_what_it_says_is_dropped() {
    let says = "Oppdraget om å avvikle lageret i Bodø utgår.";
    check_as_of(
        letter(2024).asks(VENTETID).asks(LAGER),
        vec![letter(2024).dated("2024-09-01").says(says).asks(says)],
        "2024-12-31",
        &[("brev-2024", VENTETID)],
    );
}

#[test]
fn a_later_supplementary_letter_overrides_an_earlier_one_in_whatever_order_they_are_given() {
    let (may, june) = (VENTETID, VENTETID_JUNI);
    check_as_of(
        letter(2024).asks("Etaten skal kartlegge ventetiden ved alle kontor innen 1. april."),
        vec![
            letter(2024).dated("2024-05-01").asks(june),
            letter(2024).dated("2024-03-01").asks(may),
        ],
        "2024-12-31",
        &[("tillegg-2024-05-01", june)],
    );
}

#[test]
fn a_requirement_is_followed_through_all_letters() {
    let letters = [
        letter(2021).asks(LAGER),
        letter(2022)
            .asks(LAGER)
            .asks("Etaten bør kartlegge ventetiden ved alle kontor."),
        letter(2023).asks("Etaten skal kartlegge ventetiden ved alle kontor."),
        letter(2024).asks(LAGER),
    ];
    let vocabulary = Vocabulary::default();
    let comparisons: Vec<LetterDiff> = letters
        .windows(2)
        .map(|two| compare(&two[0].0, &two[1].0, &vocabulary))
        .collect();
    for (place, obligation) in [(1, 1), (2, 0)] {
        let told: Vec<(usize, ChangeKind)> = history(&comparisons, place, obligation)
            .iter()
            .map(|step| (step.comparison, step.change.change))
            .collect();
        let expected = [
            (0, ChangeKind::Added),
            (1, ChangeKind::Changed),
            (2, ChangeKind::Removed),
        ];
        assert_eq!(told, expected);
    }
}

#[test]
fn a_filter_narrows_by_every_field() {
    let before = letter(2023)
        .under("Beredskap")
        .asks("Skatteetaten bør øve på varsling.")
        .of("skatteetaten")
        .under("Tolk")
        .asks(TOLK)
        .group("innsatte");
    let after = letter(2024)
        .under("Beredskap")
        .asks("Skatteetaten skal øve på varsling.")
        .of("skatteetaten")
        .under("Tolk")
        .asks(TOLK)
        .group("innsatte");
    let diff = compare(&before.0, &after.0, &Vocabulary::default());
    let whats = vec![What::Obligation];
    let check = |filter: ChangeFilter, expected: &[u32]| {
        let filter = ChangeFilter {
            whats: whats.clone(),
            ..filter
        };
        let found: Vec<u32> = diff
            .filtered(&before.0, &after.0, &filter)
            .filter_map(|change| change.after)
            .collect();
        assert_eq!(found, expected, "{filter:?}");
    };
    let any = ChangeFilter::default;
    check(any(), &[0, 1]);
    check(
        ChangeFilter {
            changes: vec![ChangeKind::Unchanged],
            ..any()
        },
        &[1],
    );
    check(
        ChangeFilter {
            aspects: vec![Aspect::Modality],
            ..any()
        },
        &[0],
    );
    check(
        ChangeFilter {
            directions: vec![Direction::Weakened],
            ..any()
        },
        &[],
    );
    check(
        ChangeFilter {
            units: vec!["skatteetaten".to_owned()],
            ..any()
        },
        &[0],
    );
    check(
        ChangeFilter {
            target_groups: vec!["innsatte".to_owned()],
            ..any()
        },
        &[1],
    );
    check(
        ChangeFilter {
            sections: vec!["tolk".to_owned()],
            ..any()
        },
        &[1],
    );
    check(
        ChangeFilter {
            moved: Some(true),
            ..any()
        },
        &[],
    );
}

const SUBJECTS: [&str; 5] = [
    "Etaten",
    "Direktoratet",
    "Kontorene",
    "Regionene",
    "Tilsynet",
];
const VERBS: [&str; 6] = [
    "kartlegge",
    "rapportere om",
    "styrke",
    "videreføre",
    "evaluere",
    "samordne",
];
const OBJECTS: [&str; 8] = [
    "ventetiden",
    "beredskapsplanen",
    "opplæringen",
    "tilsynet med havnene",
    "digitale tjenester",
    "samarbeidet med kommunene",
    "arbeidet mot svindel",
    "kontrollen av utgifter",
];
const ENDS: [&str; 6] = [
    "",
    " i 2024",
    " innen høsten",
    " for unge",
    " med ny metode",
    " årlig",
];

prop_compose! {
    fn sentence()(
        subject in 0..SUBJECTS.len(),
        modal in proptest::bool::ANY,
        verb in 0..VERBS.len(),
        object in 0..OBJECTS.len(),
        end in 0..ENDS.len(),
    ) -> String {
        let modal = if modal { "skal" } else { "bør" };
        format!("{} {modal} {} {}{}.", SUBJECTS[subject], VERBS[verb], OBJECTS[object], ENDS[end])
    }
}

fn of(year: i16, sentences: &[String]) -> Document {
    let mut built = letter(year);
    for sentence in sentences {
        built = built.asks(sentence);
    }
    built.0
}

fn mirrored(
    change: &Change,
) -> (
    Option<u32>,
    Option<u32>,
    ChangeKind,
    Vec<Aspect>,
    Option<Direction>,
    u32,
) {
    let kind = match change.change {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        kind => kind,
    };
    let direction = change.direction.map(|direction| match direction {
        Direction::Strengthened => Direction::Weakened,
        Direction::Weakened => Direction::Strengthened,
    });
    let similarity = change.similarity.to_bits();
    (
        change.after,
        change.before,
        kind,
        change.aspects.clone(),
        direction,
        similarity,
    )
}

fn plain(
    change: &Change,
) -> (
    Option<u32>,
    Option<u32>,
    ChangeKind,
    Vec<Aspect>,
    Option<Direction>,
    u32,
) {
    let aspects = change.aspects.clone();
    let similarity = change.similarity.to_bits();
    (
        change.before,
        change.after,
        change.change,
        aspects,
        change.direction,
        similarity,
    )
}

proptest! {
    #[test]
    fn the_other_way_round_gives_the_mirror_image(
        before in proptest::collection::vec(sentence(), 0..14),
        after in proptest::collection::vec(sentence(), 0..14),
    ) {
        let vocabulary = Vocabulary::default();
        let (before, after) = (of(2023, &before), of(2024, &after));
        let forth = compare(&before, &after, &vocabulary);
        let back = compare(&after, &before, &vocabulary);
        let requirements = |diff: &LetterDiff| -> Vec<Change> {
            diff.changes.iter().filter(|change| change.what == What::Obligation).cloned().collect()
        };
        let mut forth: Vec<_> = requirements(&forth).iter().map(plain).collect();
        let mut back: Vec<_> = requirements(&back).iter().map(mirrored).collect();
        forth.sort_by_key(|change| (change.0, change.1));
        back.sort_by_key(|change| (change.0, change.1));
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn reordering_a_letter_keeps_the_pairs(
        before in proptest::collection::hash_set(sentence(), 0..12),
        after in proptest::collection::hash_set(sentence(), 0..12),
        turn in 0usize..12,
    ) {
        let sorted = |set: std::collections::HashSet<String>| {
            let mut list: Vec<String> = set.into_iter().collect();
            list.sort();
            list
        };
        let (before, after) = (sorted(before), sorted(after));
        let mut turned = after.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
            turned.reverse();
        }
        let pairs = |after: &[String]| {
            let diff = compare(&of(2023, &before), &of(2024, after), &Vocabulary::default());
            let mut pairs: Vec<(Option<String>, Option<String>)> = diff
                .changes
                .iter()
                .filter(|change| change.what == What::Obligation)
                .map(|change| (
                    change.before.map(|at| before[at as usize].clone()),
                    change.after.map(|at| after[at as usize].clone()),
                ))
                .collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(pairs(&after), pairs(&turned));
    }

    #[test]
    fn each_requirement_is_told_of_once_or_more_and_the_words_give_the_later_text(
        before in proptest::collection::vec(sentence(), 0..14),
        after in proptest::collection::vec(sentence(), 0..14),
    ) {
        let diff = compare(&of(2023, &before), &of(2024, &after), &Vocabulary::default());
        for at in 0..before.len() as u32 {
            prop_assert!(diff.changes.iter().any(|c| c.what == What::Obligation && c.before == Some(at)));
        }
        for at in 0..after.len() as u32 {
            prop_assert!(diff.changes.iter().any(|c| c.what == What::Obligation && c.after == Some(at)));
        }
        for change in diff.changes.iter().filter(|change| change.what == What::Obligation) {
            let later: String = change
                .words
                .iter()
                .filter(|edit| edit.op != EditOp::Delete)
                .map(|edit| edit.text.as_str())
                .collect();
            let expected = change.after.map_or("", |at| after[at as usize].as_str());
            prop_assert_eq!(later, expected);
            let side = |edits: &[WordEdit]| -> String {
                edits.iter().map(|edit| edit.text.as_str()).collect()
            };
            prop_assert_eq!(side(&change.words_after), expected);
            let expected = change.before.map_or("", |at| before[at as usize].as_str());
            prop_assert_eq!(side(&change.words_before), expected);
            if change.change == ChangeKind::Unchanged {
                prop_assert!(change.words.iter().all(|edit| edit.op == EditOp::Equal));
            }
            prop_assert!(change.explanation_nb.ends_with('.') && change.explanation_en.ends_with('.'));
        }
    }
}
