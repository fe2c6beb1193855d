use crate::extract::testing::facts;

/// Each assignment as "id (title, department) frist", with its requirements' deadlines below it.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let content = format!(
        "# Tildelingsbrev 2031 til Tangtilsynet\n\nFiskeridepartementet sender med dette tildelingsbrev for 2031 til Tangtilsynet.\n\n{body}\n"
    );
    let facts = facts("brev", &content);
    let mut found = Vec::new();
    for assignment in &facts.assignments {
        let id = match &assignment.official_id {
            Some(id) => id.value.as_str(),
            None => assignment.id.as_str(),
        };
        let department = assignment
            .department
            .as_ref()
            .map_or("–", |found| &found.value);
        let due: Vec<&str> = assignment
            .deadlines
            .iter()
            .map(|found| found.value.text.as_str())
            .collect();
        found.push(format!(
            "{id} ({}, {department}) {}",
            assignment.title,
            due.join(" + ")
        ));
        for index in &assignment.obligations {
            let one = &facts.obligations[*index as usize];
            let due: Vec<String> = one
                .deadlines
                .iter()
                .filter_map(|found| found.value.date.map(|date| date.to_string()))
                .collect();
            found.push(format!(
                "  {:?} {} [{}]",
                one.kind.value,
                one.quote,
                due.join(" ")
            ));
        }
    }
    assert_eq!(found, expected, "{body}");
}

#[test]
fn a_heading_with_an_id_holds_what_stands_below_it() {
    check(
        "#### **Nye oppdrag:**\n\n## **TB2031-71 Utrede deling av strender**\n\nTangtilsynet skal utrede deling av strender. Utredningen skal følge veilederen.\n\nFrist: 1.11.2031\n\nAnsvarlig avdeling i FD: KYST\n\n### TB2031-72 Skilt\n\nTilsynet bes sette opp skilt.\n\nFrist: Avtales nærmere\n",
        &[
            "TB2031-71 (Utrede deling av strender, KYST) 1.11.2031",
            "  Assignment Tangtilsynet skal utrede deling av strender. [2031-11-01]",
            "  Assignment Utredningen skal følge veilederen. [2031-11-01]",
            "TB2031-72 (Skilt, –) Avtales nærmere",
            "  Assignment Tilsynet bes sette opp skilt. []",
        ],
    );
}

#[test]
fn a_table_that_frames_text_is_read_like_a_page() {
    check(
        "## 3. Oppdrag\n\n| <b>TB2031-1</b> | <b>Avd. FD: KYST</b> | <b>Råd om badetang</b> |\n|---|---|---|\n| <p>Tangtilsynet skal gjøre rådene kjent.</p> <p><i>Bakgrunn</i></p> <p>Regjeringen har varslet flere grep høsten 2030.</p> <p>Frist: 30.6.2031</p> |  |  |\n| <b>TB2031-2</b> | <b>Avd. FD: FISK</b> | <b>Fjæra</b> |\n| <p>Som oppfølging gis Tangtilsynet følgende deloppdrag:</p> <ol> <li>1. vurdere nye skilt.</li> <li>2. gjennomgå veiledere</li> </ol> <p>Frist punkt 2: 1.9.2031</p> |  |  |\n",
        &[
            "TB2031-1 (Råd om badetang, KYST) 30.6.2031",
            "  Assignment Tangtilsynet skal gjøre rådene kjent. [2031-06-30]",
            "TB2031-2 (Fjæra, FISK) 1.9.2031",
            "  Assignment vurdere nye skilt. []",
            "  Assignment gjennomgå veiledere [2031-09-01]",
            "brev/TB2031-2/1 (, –) ",
            "  Assignment vurdere nye skilt. []",
            "brev/TB2031-2/2 (, –) 1.9.2031",
            "  Assignment gjennomgå veiledere [2031-09-01]",
        ],
    );
}

#[test]
fn a_list_of_contents_holds_assignments_and_no_requirement() {
    check(
        "#### Nye oppdrag:\n\n- TB2031-9 Høringsnotat om tang\n- TB2031-75 (unntatt offentlighet). For detaljer se eget vedlegg\n\n## TB2031-9 Høringsnotat om tang\n\nTangtilsynet skal skrive et høringsnotat.\n\n## Frist: 1.6.2031\n",
        &[
            "TB2031-9 (Høringsnotat om tang, –) 1.6.2031",
            "  Assignment Tangtilsynet skal skrive et høringsnotat. [2031-06-01]",
            "TB2031-75 ((unntatt offentlighet), –) ",
        ],
    );
}

#[test]
fn lines_of_deadlines_share_an_assignment() {
    check(
        "## TB2031-73 Rapport om tang\n\nTilsynet bes rapportere om tang. Frist: 1.6.2031 (deretter årlig).\n\nTilsynet skal gi innspill til planen.\n\nFrist: 1.9.2031\n\nDetaljene avklares i dialog.\n",
        &[
            "TB2031-73 (Rapport om tang, –) 1.6.2031 + 1.9.2031",
            "  Assignment Tilsynet bes rapportere om tang. Frist: 1.6.2031 (deretter årlig). [2031-06-01]",
            "  Assignment Tilsynet skal gi innspill til planen. [2031-09-01]",
            "  Assignment Detaljene avklares i dialog. []",
        ],
    );
}

#[test]
fn a_sentence_with_its_id_is_an_assignment_of_its_own() {
    check(
        "## Oppdrag\n\n### TB2031-03 Kart over tare\n\nTangtilsynet skal lage kart over tare.\n\nOppdrag TB2031-04: Tangtilsynet skal kartlegge tang innen 1. mai 2031.\n",
        &[
            "TB2031-03 (Kart over tare, –) ",
            "  Assignment Tangtilsynet skal lage kart over tare. []",
            "TB2031-04 (, –) ",
            "  Assignment Oppdrag TB2031-04: Tangtilsynet skal kartlegge tang innen 1. mai 2031. [2031-05-01]",
        ],
    );
}

#[test]
fn a_line_outside_assignments_closes_the_paragraph_above_it() {
    check(
        "## 5 Statistikk\n\nVurderingene skal bygge på tall. Det er mye tare.\n\nVi ber tilsynet komme tilbake med forslag.\n\n**Frist: 6. februar 2031**\n",
        &[],
    );
}
