use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use styringsgraf::model::{Document, Polarity};
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

/// First words, modality, kind if it is told, units, whether the sentence names them.
type Row = (String, String, Option<String>, Vec<String>, bool);

/// What stands beside a letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    year: Option<i16>,
    date: Option<String>,
    case: Option<String>,
    number: Option<u16>,
    #[serde(default)]
    correction: bool,
    sender: String,
    recipient: String,
    requirements: Vec<Row>,
    #[serde(default)]
    partners: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    forbids: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    /// How many requirements there are in all.
    count: Option<usize>,
}

fn head(file: &str, document: &Document, expected: &Expected) -> Vec<String> {
    let head = &document.facts.head;
    let unit = |unit: &Option<styringsgraf::model::Found<String>>| {
        unit.as_ref()
            .map(|unit| unit.value.clone())
            .unwrap_or_default()
    };
    let found = (
        (
            format!("{:?}", head.kind),
            head.year,
            head.date.map(|date| date.to_string()),
        ),
        (head.case_number.clone(), head.number, head.correction),
        (unit(&head.sender), unit(&head.recipient)),
    );
    let wanted = (
        (expected.kind.clone(), expected.year, expected.date.clone()),
        (expected.case.clone(), expected.number, expected.correction),
        (expected.sender.clone(), expected.recipient.clone()),
    );
    let wrong = (found != wanted).then(|| format!("{file}: head {found:?}, not {wanted:?}"));
    wrong.into_iter().collect()
}

fn requirements(file: &str, document: &Document, expected: &Expected) -> Vec<String> {
    let obligations = &document.facts.obligations;
    let told = |start: &str| obligations.iter().find(|told| told.text.starts_with(start));
    let mut wrong = Vec::new();
    for (start, modality, kind, units, explicit) in &expected.requirements {
        let Some(told) = told(start) else {
            wrong.push(format!("{file}: `{start}` is not found"));
            continue;
        };
        let found: Vec<&str> = told.units.iter().map(|unit| unit.unit.as_str()).collect();
        let kind_found = format!("{:?}", told.kind.value);
        if format!("{:?}", told.modality.value) != *modality
            || kind.as_ref().is_some_and(|kind| *kind != kind_found)
            || found != *units
            || told.units.iter().any(|unit| unit.explicit != *explicit)
        {
            let modality = told.modality.value;
            wrong.push(format!(
                "{file}: `{start}`: {modality:?} {kind_found} {:?}",
                told.units
            ));
        }
    }
    for (start, partners) in &expected.partners {
        let found = told(start).map(|told| &told.partners).into_iter().flatten();
        let found: Vec<&str> = found.map(|partner| partner.value.as_str()).collect();
        if found != *partners {
            wrong.push(format!("{file}: `{start}`: with {found:?}"));
        }
    }
    for told in obligations {
        let forbids = expected
            .forbids
            .iter()
            .any(|start| told.text.starts_with(start.as_str()));
        if forbids != (told.polarity == Polarity::Negative) {
            wrong.push(format!("{file}: `{}` is {:?}", told.text, told.polarity));
        }
    }
    let absent = expected.absent.iter().filter(|start| told(start).is_some());
    wrong.extend(absent.map(|start| format!("{file}: `{start}` is no requirement")));
    if expected
        .count
        .is_some_and(|count| count != obligations.len())
    {
        let texts: Vec<&str> = obligations.iter().map(|told| told.text.as_str()).collect();
        wrong.push(format!("{file}: {} requirements: {texts:#?}", texts.len()));
    }
    wrong
}

#[test]
fn whole_letters_of_many_ministries_are_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/whole");
    let reader = Reader::new(&Vocabulary::built_in());
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "json")
        })
        .collect();
    files.sort();
    assert!(files.len() >= 6);
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let facts = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let expected: Expected = serde_json::from_str(&facts).unwrap();
        let document = reader.read(&std::fs::read(&path).unwrap(), &name).unwrap();
        wrong.extend(head(&name, &document, &expected));
        wrong.extend(requirements(&name, &document, &expected));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
