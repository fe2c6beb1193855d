use std::path::Path;
use styringsgraf::model::{Document, Evidence, Span};
use styringsgraf::reading::Reader;
use styringsgraf::vocabulary::Vocabulary;

/// Every proof of a document's requirements, with what it proves.
fn proofs(document: &Document) -> Vec<(String, &Evidence)> {
    let mut proofs = Vec::new();
    for obligation in &document.facts.obligations {
        let mut put =
            |what: &str, evidence| proofs.push((format!("{what} of {}", obligation.id), evidence));
        put("modality", &obligation.modality.evidence);
        put("kind", &obligation.kind.evidence);
        for unit in &obligation.units {
            put("unit", &unit.evidence);
        }
        for partner in &obligation.partners {
            put("partner", &partner.evidence);
        }
        for group in &obligation.target_groups {
            put("target group", &group.evidence);
        }
        for deadline in &obligation.deadlines {
            put("deadline", &deadline.evidence);
        }
        for legal in &obligation.legal {
            put("act", &legal.evidence);
        }
        for reference in &obligation.documents {
            put("document", &reference.evidence);
        }
    }
    let units = document.facts.units.iter();
    proofs.extend(units.map(|unit| (format!("name of {}", unit.slug), &unit.evidence)));
    proofs
}

/// Whether a span starts and ends between words.
fn is_whole(content: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    // The number of a footnote stands right behind its word: "arbeidsgivere4", "utdanningvi".
    let roman = |at: usize| {
        let mark: String = content[at..]
            .chars()
            .take_while(|c| c.is_alphabetic())
            .collect();
        !mark.is_empty() && mark.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
    };
    let letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    let digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
    let cut = |at: usize| {
        let before = content[..at].chars().next_back();
        let behind = content[at..].chars().next();
        letter(before) && letter(behind) && !roman(at) || digit(before) && digit(behind)
    };
    start < end
        && content.is_char_boundary(start)
        && content.is_char_boundary(end)
        && !cut(start)
        && !cut(end)
}

fn check(folder: &Path) -> usize {
    let reader = Reader::new(&Vocabulary::built_in());
    let mut seen = 0;
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(document) = reader.read(&std::fs::read(&path).unwrap(), &name) else {
            continue;
        };
        for (what, evidence) in proofs(&document) {
            seen += 1;
            let content = &document.text.content;
            let whole = evidence.spans.iter().all(|span| is_whole(content, *span));
            if evidence.spans.is_empty() && evidence.rule != "unit/recipient" || !whole {
                let words = document.text.quote(&evidence.spans);
                wrong.push(format!("{name}: {what} ({}): «{words}»", evidence.rule));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {seen} proofs:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    seen
}

#[test]
fn every_proof_starts_and_ends_between_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(check(&root.join("corpus/letters")) > 1_000);
    assert!(check(&root.join("tests/data/letters")) > 50);
    if let Some(letters) = std::env::var_os("STYRINGSGRAF_LETTERS") {
        check(Path::new(&letters));
    }
}
