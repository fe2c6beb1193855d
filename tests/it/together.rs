use styringsgraf::archive::{Archive, Outcome};
use styringsgraf::generate::{Plan, letters};
use styringsgraf::store::MemoryStore;
use styringsgraf::vocabulary::Vocabulary;

type File = (Vec<u8>, String);

fn archive() -> Archive {
    let store = Box::new(MemoryStore::default());
    Archive::open(store, Vocabulary::built_in()).expect("the store opens")
}

fn file(name: &str, text: &str) -> File {
    (text.as_bytes().to_vec(), name.to_owned())
}

/// What became of the files, one by one and all at once, and the documents that are there then.
fn check(files: &[File]) {
    let told = |outcome: Result<Outcome, _>| match outcome {
        Ok(outcome) => format!("{outcome:?}"),
        Err::<_, styringsgraf::archive::IngestError>(error) => error.to_string(),
    };
    let (one_by_one, together) = (archive(), archive());
    let mut batch = one_by_one.batch();
    let mut expected = Vec::new();
    for (bytes, name) in files {
        expected.push(told(batch.ingest(bytes, name)));
    }
    batch.finish().expect("a snapshot");
    let mut batch = together.batch();
    let outcomes: Vec<String> = batch.ingest_all(files).into_iter().map(told).collect();
    batch.finish().expect("a snapshot");
    assert_eq!(outcomes, expected);
    let documents = |archive: &Archive| -> Vec<(String, String)> {
        let snapshot = archive.snapshot();
        let documents = snapshot.documents().iter();
        documents
            .map(|it| (it.id.clone(), it.text.content.clone()))
            .collect()
    };
    assert_eq!(documents(&together), documents(&one_by_one));
}

#[test]
fn letters_handed_in_together_come_to_the_same_as_one_by_one() {
    let first = "# Tildelingsbrev 2031 til Tangtilsynet\n\nTilsynet skal telle tang.\n";
    let other = "# Tildelingsbrev 2031 til Tangtilsynet\n\nTilsynet skal telle tare.\n";
    check(&[]);
    check(&[file("a.md", first), file("b.md", other)]);
    // The same bytes under the same and under another name, an empty file, another text under a name,
    // and the first text again, which nobody has by then.
    check(&[
        file("a.md", first),
        file("a.md", first),
        file("b.md", first),
        file("c.md", ""),
        file("a.md", other),
        file("b.md", first),
        file("a.txt", other),
    ]);
}

#[test]
fn made_letters_are_linked_as_they_are_known_to_be() {
    let plan = Plan {
        letters: 6,
        seed: 4,
        bytes: 8_000,
    };
    let made: Vec<_> = letters(&plan).collect();
    let archive = archive();
    let mut batch = archive.batch();
    let files: Vec<File> = (made.iter())
        .map(|letter| file(&letter.file, &letter.text))
        .collect();
    for outcome in batch.ingest_all(&files) {
        outcome.expect("it is a letter");
    }
    batch.finish().expect("a snapshot");
    let snapshot = archive.snapshot();
    let parts = snapshot.graph().links().parts();
    assert!(!parts.years.is_empty() && !parts.cascades.is_empty() && !parts.follow_ups.is_empty());
    // A requirement that stands word for word a year on is found again.
    let quote = |document: u32, asked: styringsgraf::graph::Asked| match asked {
        styringsgraf::graph::Asked::Obligation(index) => {
            let facts = &snapshot.documents()[document as usize].facts;
            facts.obligations[index as usize].quote.clone()
        }
        styringsgraf::graph::Asked::Indicator(_) => String::new(),
    };
    let found: Vec<(String, String)> = (parts.years.iter())
        .flat_map(|pair| {
            let steps = pair.links.iter();
            steps.map(|step| {
                (
                    quote(pair.first, step.before),
                    quote(pair.second, step.after),
                )
            })
        })
        .collect();
    let truths = made.iter().flat_map(|letter| &letter.truths);
    let kept: Vec<_> = truths
        .filter(|truth| truth.link == styringsgraf::generate::Link::Kept)
        .collect();
    let met = kept.iter().filter(|truth| {
        let pair = (truth.first_quote.clone(), truth.second_quote.clone());
        found.contains(&pair)
    });
    let met = met.count();
    assert!(
        !kept.is_empty() && met * 10 >= kept.len() * 8,
        "{met} of {}",
        kept.len()
    );
}
