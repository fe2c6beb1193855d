//! How long it takes to compare two letters, of ordinary and of absurd size.
//!
//! The letters are made up: sentences drawn from word lists, of which the later letter keeps most,
//! changes some in a word or two, drops some and adds others, in another order.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use styringsgraf::diff::compare;
use styringsgraf::model::{
    Document, Evidence, Facts, Format, Found, Modality, Obligation, ObligationKind, Outline,
    Section, SectionForm, Source, Span, Text,
};
use styringsgraf::vocabulary::Vocabulary;

const SUBJECTS: [&str; 10] = [
    "Etaten",
    "Direktoratet",
    "Kontorene",
    "Regionene",
    "Tilsynet",
    "Ledelsen",
    "Alle enheter",
    "Fagavdelingen",
    "Kommunene",
    "Lageret",
];
const VERBS: [&str; 14] = [
    "kartlegge",
    "rapportere om",
    "styrke",
    "videreføre",
    "evaluere",
    "samordne",
    "utvikle",
    "følge opp",
    "redusere",
    "dokumentere",
    "prioritere",
    "kontrollere",
    "forenkle",
    "avvikle",
];
const FIRST: [&str; 20] = [
    "bered",
    "vente",
    "opplærings",
    "tilsyns",
    "havne",
    "veg",
    "skole",
    "helse",
    "utgifts",
    "klima",
    "personal",
    "innkjøps",
    "arkiv",
    "data",
    "energi",
    "fiske",
    "reindrifts",
    "kyst",
    "språk",
    "miljø",
];
const SECOND: [&str; 20] = [
    "planen",
    "tiden",
    "arbeidet",
    "kontrollen",
    "tjenesten",
    "systemet",
    "kravene",
    "rutinene",
    "ordningen",
    "registeret",
    "midlene",
    "målingen",
    "avtalen",
    "oversikten",
    "prosessen",
    "nettverket",
    "prosjektet",
    "strategien",
    "veilederen",
    "budsjettet",
];
const ENDS: [&str; 12] = [
    "i samarbeid med partene",
    "for unge under 30 år",
    "innen utgangen av året",
    "årlig",
    "med vekt på digitale løsninger",
    "i alle regioner",
    "etter gjeldende regelverk",
    "som ledd i omstillingen",
    "for å hindre svindel",
    "der det er behov",
    "i tråd med føringene",
    "slik at brukerne får raskere svar",
];

/// A generator that gives the same letters on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }

    fn sentence(&mut self) -> String {
        format!(
            "{} skal {} {}{} og {}{} {} {}.",
            self.pick(&SUBJECTS),
            self.pick(&VERBS),
            self.pick(&FIRST),
            self.pick(&SECOND),
            self.pick(&FIRST),
            self.pick(&SECOND),
            self.pick(&ENDS),
            self.pick(&ENDS),
        )
    }
}

fn two_letters(size: usize) -> (Document, Document) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let before: Vec<String> = (0..size).map(|_| dice.sentence()).collect();
    let mut after: Vec<String> = Vec::with_capacity(size);
    for sentence in &before {
        match dice.roll(10) {
            0 => {}
            1 => after.push(dice.sentence()),
            2 | 3 => {
                after.push(sentence.replacen(" og ", &format!(" og {} ", dice.pick(&VERBS)), 1));
            }
            _ => after.push(sentence.clone()),
        }
    }
    // Whole chapters change places.
    let third = after.len() / 3;
    after.rotate_left(third);
    (letter(2023, &before), letter(2024, &after))
}

fn letter(year: i16, sentences: &[String]) -> Document {
    let section = |path: String, parent: Option<u32>| Section {
        heading: path.clone(),
        path,
        number: None,
        level: u8::from(parent.is_some()),
        parent,
        form: SectionForm::Unnumbered,
        heading_span: Span::default(),
        span: Span::default(),
        announced: 0,
    };
    let mut outline = Outline::default();
    outline.sections.push(section(String::new(), None));
    let proof = || Evidence::at(Span::new(0, 1), "bench", 1.0);
    let mut facts = Facts::default();
    facts.head.year = Some(year);
    for (number, sentence) in sentences.iter().enumerate() {
        if number % 25 == 0 {
            outline
                .sections
                .push(section(format!("Kapittel om {}", &sentence[..9]), Some(0)));
        }
        facts.obligations.push(Obligation {
            id: format!("{year}/{number}"),
            section: outline.sections.len() as u32 - 1,
            statements: Vec::new(),
            text: sentence.clone(),
            quote: sentence.clone(),
            lead_in: None,
            spans: vec![Span::new(0, 10)],
            modality: Found::new(Modality::Must, proof()),
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
            assignment: None,
            mentions: Vec::new(),
            ensured: Vec::new(),
            service: None,
            polarity: Default::default(),
        });
    }
    let source = Source {
        file_name: "brev.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        bytes: 0,
    };
    Document {
        id: year.to_string(),
        ingested: None,
        text: Text::new(String::new(), Format::Plain, source),
        outline,
        facts,
    }
}

fn comparisons(criterion: &mut Criterion) {
    let vocabulary = Vocabulary::built_in();
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for size in [100, 1_000, 5_000] {
        let (before, after) = two_letters(size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &size, |bencher, _| {
            bencher.iter(|| compare(black_box(&before), black_box(&after), &vocabulary));
        });
    }
    group.finish();
}

criterion_group!(benches, comparisons);
criterion_main!(benches);
