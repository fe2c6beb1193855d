use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use styringsgraf::graph;
use styringsgraf::model::{Document, Modality, ObligationFilter, ObligationKind, ObligationOrder};
use styringsgraf::reading::Reader;
use styringsgraf::search::{FacetField, Hit, Hits, Index, Library, Query, Target};
use styringsgraf::vocabulary::Vocabulary;

const LETTER: &str = "---
title: Mål- og disponeringsbrev 2031
kind: mal_og_disponeringsbrev
year: 2031
---

# Mål- og disponeringsbrev

## 1. Innledning

Brevet bygger på tildelingsbrevet. Mange melder at de savner råd.

## 2. Oppfølging

NAV-kontorene skal bruke behovsvurdering etter NAV-loven § 14 a i alle nye saker.
Unge under 30 år skal få tilbud om arbeid eller utdanning innen åtte uker.
Mottakere av arbeidsavklaringspenger må følges opp
tett, og medvirk-
ning skal alltid sikres.
Kontoret skal ikke avvise brukere uten timeavtale.

## 3. Rapportering

Direktoratet skal rapportere om konsulentbruken innen 1. mars 2032.
Styringsparametrene i vedlegget bør oppdateres jevnlig.
";

const NYNORSK: &str = "---
title: Tildelingsbrev 2032
kind: tildelingsbrev
year: 2032
---

# Tildelingsbrev

## 1. Mål

Verksemda skal sørgje for at brukarane får rask sakshandsaming.
Tilsynet skal rapportere kvart tertial om bruken av konsulentar.
Leiarane må hindre at sjukmelde utan arbeidsgivar blir ståande utan yting.
";

struct Fixture {
    documents: Vec<Arc<Document>>,
    vocabulary: Vocabulary,
    index: Index,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let vocabulary = Vocabulary::built_in();
    let reader = Reader::new(&vocabulary);
    let documents: Vec<Arc<Document>> = [("brev-2031", LETTER), ("brev-2032", NYNORSK)]
        .into_iter()
        .map(|(id, letter)| {
            let document = reader.read(letter.as_bytes(), &format!("{id}.md"));
            Arc::new(document.expect("a letter"))
        })
        .collect();
    let index = Index::build(&documents, &vocabulary).expect("an index");
    Fixture {
        documents,
        vocabulary,
        index,
    }
});

fn search(query: &Query) -> Hits {
    FIXTURE.index.search(query).expect("an answer")
}

fn best(text: &str) -> Option<Hit> {
    search(&Query::new(text)).hits.into_iter().next()
}

/// The best hit for `query` holds `words`.
fn check(query: &str, words: &str) {
    let best = best(query);
    let quote = best.map(|hit| hit.quote).unwrap_or_default();
    assert!(quote.contains(words), "{query}: {quote}");
}

#[test]
fn inflected_forms_compounds_and_both_standards_meet() {
    check(
        "brukerne saksbehandling",
        "brukarane får rask sakshandsaming",
    );
    check("sykmeldte uten arbeidsgiver", "sjukmelde utan arbeidsgivar");
    check("bruk av konsulenter direktoratet", "konsulentbruken");
    check("konsulentbruk tertial", "bruken av konsulentar");
    check("styringsparameter", "Styringsparametrene");
    check(
        "hvordan oppdatere styringsparametere",
        "Styringsparametrene",
    );
    check("ytelse virksomhet arbeidsgivar", "utan yting");
}

#[test]
fn abbreviations_and_section_signs_meet_in_every_notation() {
    check("AAP", "arbeidsavklaringspenger");
    for notation in ["§ 14a", "§14 a", "NAV-loven §14a", "nav-lova § 14 a"] {
        check(notation, "NAV-loven § 14 a");
    }
}

#[test]
fn negation_and_modal_verbs_count() {
    check("skal ikke avvise", "skal ikke avvise");
    check("må hindre", "må hindre");
    check("bør oppdateres", "bør oppdateres");
}

#[test]
fn a_phrase_must_stand_there_as_it_is() {
    let hits = search(&Query::new("\"under 30 år\""));
    assert_eq!(hits.total, 1);
    assert!(hits.hits[0].quote.contains("under 30 år"));
    assert_eq!(search(&Query::new("\"år 30 under\"")).total, 0);
    assert_eq!(search(&Query::new("«tilbud om arbeid»")).total, 1);
}

#[test]
fn highlights_are_the_words_in_the_source_and_in_the_quote() {
    for (query, source, quote) in [
        (
            "arbeidsavklaringspenger",
            &["arbeidsavklaringspenger"][..],
            &["arbeidsavklaringspenger"][..],
        ),
        ("§14a", &["§ 14 a"], &["§", "14", "a"]),
        // Small words are no more than glue.
        (
            "konsulentbruken innen",
            &["konsulentbruken"],
            &["konsulentbruken"],
        ),
        // A word broken at the line's end is marked in both pieces.
        ("medvirkning", &["medvirk", "ning"], &["medvirk", "ning"]),
    ] {
        let hit = best(query).expect("a hit");
        let document = FIXTURE.documents.iter().find(|it| it.id == hit.document);
        let text = &document.expect("a document").text;
        let lit: Vec<&str> = hit
            .highlights
            .iter()
            .map(|span| text.slice(*span))
            .collect();
        assert_eq!(lit, source, "{query}");
        let marked: Vec<&str> = hit
            .marks
            .iter()
            .map(|mark| &hit.quote[mark.clone()])
            .collect();
        assert_eq!(marked, quote, "{query}");
    }
}

#[test]
fn a_requirement_is_one_hit_and_its_quote_is_its_own() {
    let hits = search(&Query::new("konsulentbruken"));
    let same: Vec<&Hit> = (hits.hits.iter())
        .filter(|hit| hit.quote.contains("konsulentbruken"))
        .collect();
    assert_eq!(same.len(), 1, "{hits:?}");
    let Target::Obligation(index) = same[0].target else {
        panic!("{same:?}");
    };
    let facts = &FIXTURE.documents[0].facts;
    assert_eq!(facts.obligations[index as usize].quote, same[0].quote);
}

#[test]
fn the_filter_means_the_same_as_in_the_list_of_requirements() {
    let day = "2032-03-01".parse().ok();
    let any = ObligationFilter::default;
    let filters = [
        ObligationFilter {
            documents: vec!["brev-2032".to_owned()],
            ..any()
        },
        ObligationFilter {
            years: vec![2031],
            ..any()
        },
        ObligationFilter {
            modalities: vec![Modality::Should],
            ..any()
        },
        ObligationFilter {
            kinds: vec![ObligationKind::Reporting],
            ..any()
        },
        ObligationFilter {
            has_deadline: Some(true),
            ..any()
        },
        ObligationFilter {
            due_to: day,
            ..any()
        },
        ObligationFilter {
            legal: Some("nav-loven §14a".to_owned()),
            ..any()
        },
        ObligationFilter {
            units: vec!["nav-kontor".to_owned()],
            ..any()
        },
        ObligationFilter {
            target_groups: vec!["unge-under-30".to_owned()],
            ..any()
        },
        ObligationFilter {
            sections: vec!["brev-2031/3".to_owned()],
            ..any()
        },
        ObligationFilter {
            text: Some("konsulent".to_owned()),
            ..any()
        },
    ];
    for filter in filters {
        let listed = graph::select(
            &FIXTURE.documents,
            &FIXTURE.vocabulary,
            &filter,
            ObligationOrder::Document,
        );
        let mut listed: Vec<(u32, u32)> = listed.iter().map(|it| (it.document, it.index)).collect();
        listed.sort_unstable();
        // Every requirement holds one of these words, so that the filter alone decides.
        let hits = search(&Query {
            filter: filter.clone(),
            limit: 100,
            ..Query::new("skal må bør")
        });
        let mut found: Vec<(u32, u32)> = (hits.hits.iter())
            .filter_map(|hit| match hit.target {
                Target::Obligation(index) => {
                    let mut documents = FIXTURE.documents.iter();
                    let at = documents.position(|it| it.id == hit.document)?;
                    Some((at as u32, index))
                }
                _ => None,
            })
            .collect();
        found.sort_unstable();
        assert_eq!(found, listed, "{filter:?}");
    }
}

#[test]
fn facets_count_all_hits_and_not_only_those_shown() {
    let all = search(&Query {
        limit: 100,
        facets: FacetField::ALL.to_vec(),
        ..Query::new("rapportere konsulenter")
    });
    let first = search(&Query {
        limit: 1,
        facets: FacetField::ALL.to_vec(),
        ..Query::new("rapportere konsulenter")
    });
    assert_eq!((first.total, &first.facets), (all.total, &all.facets));
    let counted = |field: FacetField| {
        let facet = all.facets.iter().find(|facet| facet.field == field);
        facet.map(|facet| facet.values.clone()).unwrap_or_default()
    };
    let documents: u32 = counted(FacetField::Document).iter().map(|it| it.1).sum();
    assert_eq!(documents as usize, all.total);
    for (id, count) in counted(FacetField::Document) {
        let shown = all.hits.iter().filter(|hit| hit.document == id).count();
        assert_eq!(count as usize, shown, "{id}");
    }
    let requirements = all
        .hits
        .iter()
        .filter(|hit| matches!(hit.target, Target::Obligation(_)));
    let modalities: u32 = counted(FacetField::Modality).iter().map(|it| it.1).sum();
    assert_eq!(modalities as usize, requirements.count());
}

#[test]
fn pages_of_hits_go_on_where_the_last_one_ended() {
    let all = search(&Query {
        limit: 100,
        ..Query::new("skal")
    });
    let mut paged = Vec::new();
    for offset in (0..all.total).step_by(2) {
        paged.extend(
            search(&Query {
                offset,
                limit: 2,
                ..Query::new("skal")
            })
            .hits,
        );
    }
    assert_eq!(paged, all.hits);
}

#[test]
fn a_misspelt_word_is_put_right_and_told() {
    let hits = search(&Query::new("konsulentbrukn"));
    assert_eq!(hits.suggestion.as_deref(), Some("konsulentbruken"));
    assert!(hits.hits[0].quote.contains("konsulentbruken"));
    assert_eq!(search(&Query::new("konsulentbruk")).suggestion, None);
    let nonsense = search(&Query::new("xyzzy"));
    assert_eq!((nonsense.total, nonsense.suggestion), (0, None));
}

#[test]
fn words_are_found_without_their_own_letters_and_sections_without_their_sign() {
    for (plain, written) in [
        ("oppfolging", "oppfølging"),
        ("oppfoelging", "oppfølging"),
        ("staande", "ståande"),
        ("stande", "ståande"),
    ] {
        let suggestion = search(&Query::new(plain)).suggestion;
        assert_eq!(suggestion.as_deref(), Some(written), "{plain}");
    }
    let with = search(&Query::new("NAV-loven § 14 a"));
    let without = search(&Query::new("nav-loven 14 a"));
    assert_eq!(
        with.hits.first().map(|hit| &hit.quote),
        without.hits.first().map(|hit| &hit.quote)
    );
}

#[test]
fn letters_put_in_and_taken_out_leave_the_index_as_one_made_of_those_that_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let (all, vocabulary) = (&FIXTURE.documents, &FIXTURE.vocabulary);
    let mark = |document: &Document| document.text.source.sha256.clone();
    let open = || Library::open(folder.path(), vocabulary).expect("an index");
    let queries = [
        "skal rapportere",
        "konsulentbruken",
        "\"rask sakshandsaming\"",
        "rapportre",
    ];
    let check = |library: &Library, documents: &[Arc<Document>]| {
        let kept = library
            .follow(documents, vocabulary, mark)
            .expect("an index");
        let fresh = Index::build(documents, vocabulary).expect("an index");
        for text in queries {
            let query = Query {
                facets: FacetField::ALL.to_vec(),
                limit: 50,
                ..Query::new(text)
            };
            let quotes = |index: &Index| {
                let hits = index.search(&query).expect("an answer");
                let quotes: Vec<String> = hits.hits.into_iter().map(|hit| hit.quote).collect();
                (quotes, hits.total, hits.facets, hits.suggestion)
            };
            assert_eq!(quotes(&kept), quotes(&fresh), "{text}");
        }
    };
    let library = open();
    for documents in [&all[..1], &all[..], &all[1..], &[], &all[..]] {
        check(&library, documents);
    }
    drop(library);
    // As it stands on disk, with the same and with other letters.
    check(&open(), all);
    let reader = Reader::new(vocabulary);
    let other = LETTER.replace("konsulentbruken", "tolkebruken");
    let other = reader
        .read(other.as_bytes(), "brev-2031.md")
        .expect("a letter");
    check(&open(), &[Arc::new(other), Arc::clone(&all[1])]);
}

#[test]
fn an_index_without_documents_answers() {
    let empty = Index::build(&[], &FIXTURE.vocabulary).expect("an index");
    let hits = empty.search(&Query::new("skal")).expect("an answer");
    assert_eq!(hits, Hits::default());
}

proptest! {
    #[test]
    fn any_query_is_answered(text in "\\PC{0,60}", offset in 0_usize..20, limit in 0_usize..20) {
        let hits = search(&Query { text, offset, limit, ..Query::default() });
        prop_assert!(hits.hits.len() <= limit && hits.hits.len() <= hits.total);
    }

    #[test]
    fn any_mixture_of_signs_is_answered(text in "[§\"«»() a-zæøå0-9.,–-]{0,60}") {
        let hits = search(&Query::new(text));
        for hit in hits.hits {
            for mark in hit.marks {
                prop_assert!(hit.quote.get(mark).is_some());
            }
        }
    }
}
