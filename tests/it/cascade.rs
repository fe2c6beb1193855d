//! What a letter makes of the letter above it, on letters written for the test.

use styringsgraf::archive::Archive;
use styringsgraf::graph::{ObligationRef, Relation};
use styringsgraf::store::MemoryStore;
use styringsgraf::trace::gaps;
use styringsgraf::vocabulary::Vocabulary;

fn letter(kind: &str, year: u16, sender: &str, recipient: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"Brev {year} til {recipient}\"\nkind: {kind}\nyear: {year}\nsender: {sender}\nrecipient: {recipient}\n\
         language: nb\n---\n\n# Brev for {year}\n\n{body}\n"
    )
}

fn ministry(year: u16, body: &str) -> String {
    letter(
        "tildelingsbrev",
        year,
        "Klima- og miljødepartementet",
        "Fjelltilsynet",
        body,
    )
}

fn inspectorate(year: u16, body: &str) -> String {
    letter(
        "mal_og_disponeringsbrev",
        year,
        "Fjelltilsynet",
        "Regionene i Fjelltilsynet",
        body,
    )
}

fn archive(letters: &[(&str, String)]) -> Archive {
    let archive = Archive::open(Box::new(MemoryStore::default()), Vocabulary::built_in()).unwrap();
    let mut batch = archive.batch();
    for (name, text) in letters {
        batch
            .ingest(text.as_bytes(), &format!("{name}.md"))
            .unwrap();
    }
    batch.finish().unwrap();
    archive
}

/// The links from `upper` to `lower` as the first words of their quotes, with the relation.
fn links(archive: &Archive, upper: &str, lower: &str) -> Vec<(String, String, Relation)> {
    let snapshot = archive.snapshot();
    let (upper, lower) = (
        snapshot.document_index(upper).unwrap() as u32,
        snapshot.document_index(lower).unwrap() as u32,
    );
    let documents = snapshot.graph().documents();
    let words = |one: ObligationRef| {
        let words: Vec<&str> = one.of(documents).quote.split(' ').take(2).collect();
        words.join(" ")
    };
    let all = 0..documents[upper as usize].facts.obligations.len() as u32;
    let links = all.flat_map(|index| {
        let one = ObligationRef {
            document: upper,
            index,
        };
        let below = snapshot.graph().links().passed_on_as(one);
        let below = below
            .into_iter()
            .filter(|link| link.lower.document == lower);
        below
            .map(|link| (words(one), words(link.lower), link.link.relation))
            .collect::<Vec<_>>()
    });
    links.collect()
}

const ABOVE: &str = "## 3.1 Ferdsel\n\nTilsynet skal merke farlige stier i høyfjellet før påske.\n\n\
    Tilsynet skal kontrollere at taubanene har gyldig sikkerhetsgodkjenning.\n\n\
    ## 3.2 Kunnskap\n\nBedrifter i fjellet skal få veiledning om skredfare.\n\n\
    ## 3.3 Arkiv\n\nTilsynet skal avlevere eldre kartblad til Arkivverket.";
const BELOW: &str = "## 2.1 Ferdsel\n\nRegionene skal merke farlige stier i høyfjellet før påske.\n\n\
    ## 2.2 Taubaner\n\nRegionene skal kontrollere sikkerhetsgodkjenning av taubaner med mer enn femti passasjerer, og alltid før vinterferien.\n\n\
    ## 2.3 Veiledning om skred\n\nVirksomheter som spør om skredfare, skal rettledes.\n\n\
    ## 2.4 Lønn\n\nRegionene skal føre timelister hver fredag.";

#[test]
fn what_is_passed_on_is_found_with_its_relation_and_the_rest_is_a_gap() {
    let archive = archive(&[
        ("over", ministry(2024, ABOVE)),
        ("under", inspectorate(2024, BELOW)),
    ]);
    let found = links(&archive, "over", "under");
    let has = |upper: &str, lower: &str| {
        let mut found = found.iter();
        found
            .find(|(one, other, _)| one == upper && other == lower)
            .map(|(_, _, relation)| *relation)
    };
    assert_eq!(
        has("Tilsynet skal", "Regionene skal"),
        Some(Relation::Same),
        "{found:?}"
    );
    // What shares a matter but few words is suggested first of all, and no link.
    let snapshot = archive.snapshot();
    let documents = snapshot.graph().documents();
    let advice = ObligationRef {
        document: snapshot.document_index("over").unwrap() as u32,
        index: 2,
    };
    assert!(advice.of(documents).quote.starts_with("Bedrifter i"));
    let suggested = snapshot.graph().links().suggestions(advice);
    let first = suggested
        .first()
        .map(|one| one.lower.of(documents).quote.clone());
    assert!(first.is_some_and(|first| first.starts_with("Virksomheter som")));
    let at = |name| snapshot.document_index(name).unwrap() as u32;
    let gaps = gaps(snapshot.graph(), at("over"), at("under"));
    let documents = snapshot.graph().documents();
    let quotes = |list: &[ObligationRef]| -> Vec<String> {
        list.iter()
            .map(|one| one.of(documents).quote.clone())
            .collect()
    };
    let (above, below) = (quotes(&gaps.not_taken_up), quotes(&gaps.nothing_above));
    // A weak suggestion closes no gap.
    assert_eq!(above.len(), 2, "{above:?}");
    assert!(above[0].starts_with("Bedrifter i") && above[1].contains("Arkivverket"));
    assert_eq!(below.len(), 2, "{below:?}");
    assert!(below[0].starts_with("Virksomheter som") && below[1].contains("timelister"));
}

#[test]
fn a_requirement_below_belongs_to_the_one_above_that_says_the_same() {
    let above = "## 3.1 Hytter\n\nTilsynet skal godkjenne nye turisthytter innen tolv uker.\n\n\
        Tilsynet skal føre oversikt over turisthytter i nasjonalparkene.";
    let below = "## 2.1 Hytter\n\nRegionene skal godkjenne nye turisthytter innen tolv uker.";
    let archive = archive(&[
        ("over", ministry(2024, above)),
        ("under", inspectorate(2024, below)),
    ]);
    let snapshot = archive.snapshot();
    let upper = snapshot.document_index("over").unwrap() as u32;
    let count = |index| {
        let one = ObligationRef {
            document: upper,
            index,
        };
        snapshot.graph().links().passed_on_as(one).len()
    };
    assert_eq!((count(0), count(1)), (1, 0));
}

#[test]
fn headings_in_common_alone_make_no_link() {
    let above = "## 3.1 Ferdsel\n\nTilsynet skal merke farlige stier.";
    let below = "## 2.1 Ferdsel\n\nRegionene skal kjøpe nye snøskutere.";
    let archive = archive(&[
        ("over", ministry(2024, above)),
        ("under", inspectorate(2024, below)),
    ]);
    assert_eq!(links(&archive, "over", "under"), []);
}

/// Whether the link of the requirement is suspect after the change of the letters of the second year.
fn suspect(above: &str, below: &str) -> Vec<bool> {
    let old_above = "## 3.1 Ferdsel\n\nTilsynet bør merke farlige stier i høyfjellet før påske.";
    let old_below = "## 2.1 Ferdsel\n\nRegionene skal merke farlige stier i høyfjellet før påske.";
    let archive = archive(&[
        ("over-2023", ministry(2023, old_above)),
        ("under-2023", inspectorate(2023, old_below)),
        ("over-2024", ministry(2024, above)),
        ("under-2024", inspectorate(2024, below)),
    ]);
    let snapshot = archive.snapshot();
    let upper = snapshot.document_index("over-2024").unwrap() as u32;
    let one = ObligationRef {
        document: upper,
        index: 0,
    };
    let below = snapshot.graph().links().passed_on_as(one);
    below.iter().map(|link| link.suspect).collect()
}

#[test]
fn a_link_is_suspect_when_only_its_upper_end_changed() {
    let kept = "## 2.1 Ferdsel\n\nRegionene skal merke farlige stier i høyfjellet før påske.";
    let changed = "## 2.1 Ferdsel\n\nRegionene bør merke farlige stier i høyfjellet før påske.";
    let above = "## 3.1 Ferdsel\n\nTilsynet skal merke farlige stier i høyfjellet før påske.";
    let still = "## 3.1 Ferdsel\n\nTilsynet bør merke farlige stier i høyfjellet før påske.";
    for (above, below, expected) in [
        (above, kept, true),
        (above, changed, false),
        (still, kept, false),
    ] {
        assert_eq!(suspect(above, below), [expected], "{above} / {below}");
    }
}
