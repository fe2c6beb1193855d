use crate::extract::testing::segmented;

fn check(content: &str, expected: &[&str]) {
    let letter = segmented("tildelingsbrev-2031", content);
    let goals = letter.read(super::goals);
    let found: Vec<String> = goals
        .iter()
        .map(|goal| {
            let parent = goal.parent.map_or(String::new(), |parent| {
                format!(" < {}", goals[parent as usize].text)
            });
            assert!(letter.quote(&goal.spans) == goal.quote);
            format!("{}{parent}", goal.text)
        })
        .collect();
    assert_eq!(found, expected, "{content}");
}

#[test]
fn sections_of_a_chapter_of_goals_are_goals() {
    check(
        "# Tildelingsbrev 2031\n\n## 1. Innledning\n\nBrevet gjelder 2031.\n\n## 2. Mål og prioriteringer\n\nTaredirektoratet skal bidra til følgende sektormål:\n\n- Levende kyster\n- Ren tang\n\n### 2.1 Mer tare\n\nMålet er at flere kan tørke tare. Direktoratet skal tørke.\n\n#### Styringsparametere\n\n- Andel tare\n\n#### 2.1.1 Kystene får hjelp til å tørke\n\nTekst.\n\n#### 2.1.2 Samarbeid med fiskere\n\nTekst.\n\n### 2.2 Rapportering\n\nTekst.\n\n## 3. Båter\n\n### 3.1 Små båter\n\nTekst.\n",
        &[
            "Levende kyster",
            "Ren tang",
            "Mer tare",
            "Målet er at flere kan tørke tare. < Mer tare",
            "Kystene får hjelp til å tørke < Mer tare",
        ],
    );
}

#[test]
fn labelled_headings_are_goals_anywhere() {
    check(
        "# Tildelingsbrev 2031\n\n## Hovudmål 1: Tangen er trygg å ete\n\nDirektoratet skal måle.\n\n### Delmål 1.1: Færre giftige skjel\n\nTekst.\n",
        &[
            "Tangen er trygg å ete",
            "Færre giftige skjel < Tangen er trygg å ete",
        ],
    );
}

#[test]
fn sentences_that_state_a_goal_are_goals() {
    check(
        "# Brev\n\n## 1 Tare\n\nDet er et mål om at flere spiser tang. Kystene har felles mål om å tørke mer. Det overordna målet er eit reint hav.\n",
        &[
            "Det er et mål om at flere spiser tang.",
            "Kystene har felles mål om å tørke mer.",
            "Det overordna målet er eit reint hav.",
        ],
    );
}

#[test]
fn goals_of_others_and_words_about_goals_are_none() {
    check(
        "# Brev\n\n## 1 Tare\n\nDersom fiskeren har som mål å tørke, bør han få hjelp. Arbeidet skal skje i tråd med målet om at alle tørker. Samarbeidet bør ha som mål at alle tørker. Målet om fem uker videreføres.\n",
        &[],
    );
}
