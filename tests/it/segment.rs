//! Tests of the layout: a text → its outline, written out.

use proptest::prelude::*;
use styringsgraf::model::{BlockForm, Outline, Text};
use styringsgraf::read::read;
use styringsgraf::segment::segment;

/// An outline as lines: sections `# path|heading`, statements with their marks.
fn written(text: &Text, outline: &Outline) -> String {
    let mut lines = Vec::new();
    let mut section = 0;
    for block in &outline.blocks {
        while section < block.section {
            section += 1;
            lines.push(head(outline, section));
        }
        let mark = match &block.form {
            BlockForm::Paragraph => String::new(),
            BlockForm::Item { depth, marker } => {
                format!("{}{marker} ", "  ".repeat(usize::from(*depth) - 1))
            }
            BlockForm::Row { cells, header, .. } => {
                let mark = if *header { "|=" } else { "|" };
                lines.push(format!("{mark} {}", cells.join(" | ").replace('\n', " / ")));
                continue;
            }
        };
        for index in block.statements.0..block.statements.1 {
            let statement = &outline.statements[index as usize];
            let lead = match outline.lead_ins(index).last() {
                Some(lead) => format!(" <- {}", outline.statements[*lead as usize].text),
                None => String::new(),
            };
            let opens = if statement.is_lead_in { "> " } else { "" };
            lines.push(format!("{mark}{opens}{}{lead}", statement.text));
        }
    }
    while section + 1 < outline.sections.len() as u32 {
        section += 1;
        lines.push(head(outline, section));
    }
    let _ = text;
    lines.join("\n")
}

fn head(outline: &Outline, section: u32) -> String {
    let section = &outline.sections[section as usize];
    format!("# {}|{}", section.path, section.heading)
}

#[track_caller]
fn check(file_name: &str, input: &str, expected: &str) {
    let text = read(input.as_bytes(), file_name).unwrap();
    let outline = segment(&text);
    assert_sound(&text, &outline);
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    let found = written(&text, &outline);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found.join("\n"), expected.join("\n").trim());
}

#[track_caller]
fn check_plain(input: &str, expected: &str) {
    check("brev.txt", input, expected);
}

#[track_caller]
fn check_markdown(input: &str, expected: &str) {
    check("brev.md", input, expected);
}

/// What holds for every outline.
fn assert_sound(text: &Text, outline: &Outline) {
    let content = &text.content;
    let mut paths = std::collections::BTreeSet::new();
    for (index, section) in outline.sections.iter().enumerate() {
        assert!(paths.insert(&section.path), "path {} twice", section.path);
        assert!(
            section
                .parent
                .is_none_or(|parent| (parent as usize) < index)
        );
        assert!(content.get(section.span.range()).is_some());
        assert!(content.get(section.heading_span.range()).is_some());
        assert!(section.parent.is_none() || section.span.contains(section.heading_span));
    }
    for (index, block) in outline.blocks.iter().enumerate() {
        assert!((block.section as usize) < outline.sections.len());
        for at in block.statements.0..block.statements.1 {
            assert_eq!(outline.statements[at as usize].block as usize, index);
        }
    }
    for (index, statement) in outline.statements.iter().enumerate() {
        let mut end = 0;
        for run in &statement.runs {
            let at = run.at as usize;
            assert!(at >= end, "runs overlap in {:?}", statement.text);
            end = at + run.source.len();
            assert_eq!(statement.text[at..end], content[run.source.range()]);
        }
        assert!(!statement.text.is_empty());
        assert!(end <= statement.text.len());
        let mut last = 0;
        for span in &statement.spans {
            assert!(span.start >= last, "spans out of order");
            assert!(content.get(span.range()).is_some());
            last = span.end;
        }
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}'))
                .filter(|c| {
                    !('\u{200b}'..='\u{200d}').contains(c) && !matches!(c, '\u{feff}' | '\u{2060}')
                })
                .collect()
        };
        assert_eq!(
            letters(&text.quote(&statement.spans)),
            letters(&statement.text)
        );
        assert!(outline.lead_ins(index as u32).len() < 20);
    }
}

#[test]
fn lines_are_joined_and_broken_words_made_whole() {
    check_plain(
        "Tilsynet skal i 2025 korte ned saksbehandlings-\ntidene og styrke FDV-\nkontorene, jf. drifts-\n\
         og vedlikeholdsplanen for kap. \n4 i brevet. Det gjelder særlig mål- og \nresultatstyringen.\n",
        "Tilsynet skal i 2025 korte ned saksbehandlingstidene og styrke FDV-kontorene, jf. drifts- og vedlikeholdsplanen for kap. 4 i brevet.
         Det gjelder særlig mål- og resultatstyringen.",
    );
}

#[test]
fn numbered_and_run_in_headings_nest() {
    check_plain(
        "1. Innledning \n\nBrevet gir rammer for tilsynets arbeid i året som kommer, og skal følges opp.\n\n\
         2. Mål \n\n2.1. Tryggere bygg for alle som bor og arbeider i \nkommunen \n\nTilsynet skal føre kontroll med bygg i hele landet gjennom hele året.\n\n\
         Brannvern \nEiere av store bygg skal følges tettere opp av tilsynet enn før, særlig om natten.\n",
        "# 1|Innledning
         Brevet gir rammer for tilsynets arbeid i året som kommer, og skal følges opp.
         # 2|Mål
         # 2.1|Tryggere bygg for alle som bor og arbeider i kommunen
         Tilsynet skal føre kontroll med bygg i hele landet gjennom hele året.
         # 2.1/brannvern|Brannvern
         Eiere av store bygg skal følges tettere opp av tilsynet enn før, særlig om natten.",
    );
}

#[test]
fn items_hang_on_their_lead_in() {
    check_plain(
        "Tilsynet skal sørge for \n\n• at kontrollene er planlagt. Planen skal være skriftlig.\n• at følgende er med: \no tak \no gulv \n• oversikt\n",
        "> Tilsynet skal sørge for
         • at kontrollene er planlagt. <- Tilsynet skal sørge for
         • Planen skal være skriftlig. <- Tilsynet skal sørge for
         • > at følgende er med: <- Tilsynet skal sørge for
         o tak <- at følgende er med:
         o gulv <- at følgende er med:
         • oversikt <- Tilsynet skal sørge for",
    );
}

#[test]
fn a_clause_without_a_colon_leads_into_its_list() {
    check_plain(
        "1 Rapport\nRapporten skal ha et kart som viser\n• hus \n• skip som omfatter\no båter \no ferger\n\n\
         Oppdrag\n• Tilsynet skal telle hus.\n",
        "# 1|Rapport
         > Rapporten skal ha et kart som viser
         • hus <- Rapporten skal ha et kart som viser
         • > skip som omfatter <- Rapporten skal ha et kart som viser
         o båter <- skip som omfatter
         o ferger <- skip som omfatter
         # 1/oppdrag|Oppdrag
         • Tilsynet skal telle hus.",
    );
    check_plain(
        "1 Tall\nVi ber om følgende statistikk årlig. Tallene skal gjelde hele landet.\n\n2.1.1 Hus\n2.1.2 Skip\n",
        "# 1|Tall
         > Vi ber om følgende statistikk årlig.
         Tallene skal gjelde hele landet.
         2.1.1 Hus <- Vi ber om følgende statistikk årlig.
         2.1.2 Skip <- Vi ber om følgende statistikk årlig.",
    );
}

#[test]
fn short_lines_between_two_numbers_end_their_item() {
    check_plain(
        "1 Tall\nVi ber om tall til departementet\n2.1.8 Antall hus langs hele kysten av landet.\n\nÅrstall\n2.1.9 Antall skip.\n\nPer uke\n2.1.10 Antall broer i hele landet, fordelt på 1) store,\n2) 30 % og 3) 60 %\n",
        "# 1|Tall
         > Vi ber om tall til departementet
         2.1.8 Antall hus langs hele kysten av landet. <- Vi ber om tall til departementet
         2.1.8 Årstall <- Vi ber om tall til departementet
         2.1.9 Antall skip. <- Vi ber om tall til departementet
         2.1.9 Per uke <- Vi ber om tall til departementet
         2.1.10 Antall broer i hele landet, fordelt på 1) store, 2) 30 % og 3) 60 % <- Vi ber om tall til departementet",
    );
}

#[test]
fn a_title_over_a_heading_opens_an_annex() {
    check_plain(
        "1 Mål\nTilsynet skal telle hus.\n\x0cVEDLEGG OM STATISTIKK\n\n1.1 Tall\nDet skal telles skip i alle havner langs hele kysten.\n\x0c\
         Nye oppdrag om hus og skip for 2025\n\nKunnskap om hus\n\nTilsynet skal telle alle hus langs kysten av landet i år.\n",
        "# 1|Mål
         Tilsynet skal telle hus.
         # vedlegg-om-statistikk|VEDLEGG OM STATISTIKK
         # vedlegg-om-statistikk/1.1|Tall
         Det skal telles skip i alle havner langs hele kysten.
         # nye-oppdrag-om-hus-og-skip-for-2025|Nye oppdrag om hus og skip for 2025
         # nye-oppdrag-om-hus-og-skip-for-2025/kunnskap-om-hus|Kunnskap om hus
         Tilsynet skal telle alle hus langs kysten av landet i år.",
    );
}

#[test]
fn a_label_over_a_list_is_a_heading() {
    check_plain(
        "1 Hus\nOppdrag:\n• Tilsynet skal telle hus.\n\nFølgende gjelder:\n• Hus skal males.\n",
        "# 1|Hus
         # 1/oppdrag|Oppdrag
         • Tilsynet skal telle hus.
         > Følgende gjelder:
         • Hus skal males. <- Følgende gjelder:",
    );
}

#[test]
fn a_number_without_the_one_before_it_opens_no_footnote() {
    check_plain(
        "Lyngvesenet, Postboks 482 Sentrum\n\n1 Mål\nTilsynet skal telle hus langs hele kysten av landet.\n\n2 Hus\nHus skal males.\n",
        "# lyngvesenet-postboks-482-sentrum|Lyngvesenet, Postboks 482 Sentrum
         # 1|Mål
         Tilsynet skal telle hus langs hele kysten av landet.
         # 2|Hus
         Hus skal males.",
    );
}

#[test]
fn the_first_row_that_titles_columns_is_the_head() {
    check_plain(
        "Frist\tOppgave\n1. mars\tTelle hus.\n2. mai\tTelle skip.\n",
        "|= Frist | Oppgave
         | 1. mars | Telle hus.
         | 2. mai | Telle skip.",
    );
}

#[test]
fn lost_bullets_are_told_by_their_space() {
    check_plain(
        "Oppdrag \n Tilsynet skal lage en oversikt over \n\nbygg uten brannvarsler.\n Tilsynet skal varsle eierne.\n\nNeste avsnitt står uten innrykk.\n",
        "# oppdrag|Oppdrag
         • Tilsynet skal lage en oversikt over bygg uten brannvarsler.
         • Tilsynet skal varsle eierne.
         Neste avsnitt står uten innrykk.",
    );
}

#[test]
fn a_footnote_in_the_middle_of_a_sentence_stands_outside_it() {
    check_plain(
        " Tilsynet skal følge opp eiere av bygg i sone 21 og sørge for at alle eiere får tilbud om \n\
         veiledning fra kontrollører i området2 før fristen, slik at de kan \n \n \n\
         1 Sone 2 er bygg fra før 1950.\n2 Området er hele fylket.\n rette feil i tide. Det haster.\n",
        "Tilsynet skal følge opp eiere av bygg i sone 2 og sørge for at alle eiere får tilbud om veiledning fra kontrollører i området før fristen, slik at de kan rette feil i tide.
         Det haster.
         Sone 2 er bygg fra før 1950.
         Området er hele fylket.",
    );
}

#[test]
fn deadlines_on_lines_of_their_own_are_the_right_hand_cells() {
    check_plain(
        "1. RAPPORTERING \n\nDet skal rapporteres på bruken av tilskudd til brannvern i kommunene.\n\n1. tertial og årsrapport \n\n\
         Det skal leveres statistikk over alle branner i boliger og næringsbygg.\n\nMånedlig \n\n\
         Det skal gis en oversikt over kurs som er holdt for eiere av store bygg.\n\n1. mai 2025 \n",
        "# 1|RAPPORTERING
         | Det skal rapporteres på bruken av tilskudd til brannvern i kommunene. | 1. tertial og årsrapport
         | Det skal leveres statistikk over alle branner i boliger og næringsbygg. | Månedlig
         | Det skal gis en oversikt over kurs som er holdt for eiere av store bygg. | 1. mai 2025",
    );
}

#[test]
fn amounts_below_their_names_make_rows() {
    check_plain(
        "Kap. 451 Brannvern \nPost 01 Driftsutgifter 14 200 \nPost 22 Forskning, kan \noverføres \n\n3 500 \n\nPost 45 Utstyr 1 000 \n",
        "| Kap. 451 Brannvern
         | Post 01 Driftsutgifter | 14 200
         | Post 22 Forskning, kan overføres | 3 500
         | Post 45 Utstyr | 1 000",
    );
}

#[test]
fn markdown_tables_lists_and_notes_are_read() {
    check_markdown(
        "---\ntitle: Brev\nyear: 2025\n---\n\n# Brev\n\n## 1. Mål\n\nTilsynet **skal**<sup>1</sup> sørge for:\n\n- a\n  - b\n- c\n\n\
         | Parameter | Krav |\n|---|---:|\n| Andel *ferdige* saker | 90 % |\n\n[^1]: En note.\n",
        "# brev|Brev
         # 1|Mål
         > Tilsynet skal sørge for:
         - a <- Tilsynet skal sørge for:
           - b <- a
         - c <- Tilsynet skal sørge for:
         |= Parameter | Krav
         | Andel ferdige saker | 90 %
         En note.",
    );
}

#[test]
fn broken_front_matter_is_a_note_with_its_line() {
    let text = read(
        b"---\ntitle: \"Brev\nyear: [2025\n---\n\n# Brev\n",
        "brev.md",
    )
    .unwrap();
    let outline = segment(&text);
    assert_eq!(outline.notes.len(), 1);
    assert!(outline.notes[0].message.contains("front matter"));
    assert_eq!(outline.sections.len(), 2);
}

#[test]
fn html_is_read_by_its_tags() {
    check(
        "brev.html",
        "<!doctype html><html><head><title>x</title></head><body><h1>1. Mål</h1><p>Tilsynet skal:</p>\
         <ul><li>se</li><li>høre</li></ul><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>",
        "# 1|Mål
         > Tilsynet skal:
         • se <- Tilsynet skal:
         • høre <- Tilsynet skal:
         |= A | B
         | 1 | 2",
    );
}

fn any_letter() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Tilsynet skal".to_owned()),
        Just("følge opp.".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n \n ".to_owned()),
        Just("• ".to_owned()),
        Just("\no ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n2.1 Mål".to_owned()),
        Just("\n1 Note om".to_owned()),
        Just("område1 ".to_owned()),
        Just("saks-\nbehandling".to_owned()),
        Just("\x0c".to_owned()),
        Just("14 200\n".to_owned()),
        Just("1. tertial\n".to_owned()),
        Just("| a | b |\n|---|---|\n".to_owned()),
        Just("<sup>1</sup>".to_owned()),
        Just("**".to_owned()),
        Just("[^1]: ".to_owned()),
        Just("\n# ".to_owned()),
        Just("---\n".to_owned()),
        Just("<ul><li>".to_owned()),
        Just("https://x.no/y\n".to_owned()),
        Just("MAI  01.05.2025: Frist\n".to_owned()),
        ".{0,12}",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_gives_a_sound_outline(letter in any_letter(), name in prop_oneof![Just("a.txt"), Just("a.md"), Just("a.html")]) {
        if let Ok(text) = read(letter.as_bytes(), name) {
            let outline = segment(&text);
            assert_sound(&text, &outline);
            prop_assert_eq!(segment(&text), outline);
        }
    }
}
