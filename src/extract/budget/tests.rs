use crate::extract::testing::{letter, row};
use crate::model::DocumentKind;

fn check(content: &str, tables: &[&[&str]], expected: &[&str]) {
    let letter = letter("brev", content, DocumentKind::Tildelingsbrev, |outline| {
        for (index, cells) in tables.iter().enumerate() {
            outline.blocks.push(row(0, index as u32, cells));
        }
    });
    let found: Vec<String> = letter
        .read(super::budget)
        .iter()
        .map(|item| {
            format!(
                "{} {} | {} {} | {}",
                item.chapter, item.chapter_name, item.post, item.name, item.amount
            )
        })
        .collect();
    assert_eq!(found, expected, "{content}");
}

#[test]
fn amounts_at_the_end_of_the_line_or_on_their_own_are_read() {
    check(
        "Kapitler/poster  Tildeling (beløp i 1000-kroner)\n\nKap. 1540, Tang, tare m.m. \nPost 22 Dyrking av tang mv., kan \noverføres   \n\n14 200 \n\nPost 45 Båter, kan nyttes under post 21 \n\n172 149 \n\nKap. 844 Lyng  \n Post 01 Drift 690 \nPost 70 Støtte til folk over 67 med garn, \noverslagsbevilgning  \n\n 2 400  \n\n\nNedenfor er postene omtalt. \nKap. 1540 Tang\nPost 22, Dyrking av tang mv.\nDirektoratet skal dyrke mer. Det er 12 000 kroner.\n",
        &[],
        &[
            "1540 Tang, tare m.m. | 22 Dyrking av tang mv., kan overføres | 14200",
            "1540 Tang, tare m.m. | 45 Båter, kan nyttes under post 21 | 172149",
            "844 Lyng | 01 Drift | 690",
            "844 Lyng | 70 Støtte til folk over 67 med garn, overslagsbevilgning | 2400",
        ],
    );
}

#[test]
fn running_text_about_posts_is_no_table() {
    check(
        "Kap. 1540 Tang\nPost 21 Drift\nPost 45 Båter\nFor 2031 er det bevilget 429,1 mill. kroner til båter, hvorav 166,9 mill. kroner under post 21\nog resten i 2031\n",
        &[],
        &[],
    );
}

#[test]
fn columns_of_a_table_are_told_by_their_headings() {
    check(
        "",
        &[
            &["Kap.", "Post", "Betegnelse", "Beløp"],
            &["1540", "", "**Tang og tare**", ""],
            &["1540", "01", "Drift, kan overføres", "13 500"],
            &["", "21", "Forsøk", "kr 200"],
        ],
        &[
            "1540 Tang og tare | 01 Drift, kan overføres | 13500",
            "1540 Tang og tare | 21 Forsøk | 200",
        ],
    );
    check(
        "",
        &[
            &["Kap./post", "Nemning", "Løyving (i 1 000 kr)"],
            &["1540", "Tang og tare", ""],
            &["1540.01", "Driftsutgifter", "7 000"],
            &["Sum", "", "7 000"],
        ],
        &["1540 Tang og tare | 01 Driftsutgifter | 7000"],
    );
}

#[test]
fn a_table_of_authorisations_is_no_budget() {
    check(
        "",
        &[
            &["Post", "Betegnelse", "Behov", "Bevilgning", "Fullmakt"],
            &["76", "Tiltak", "7 803", "7 763", "2 938"],
        ],
        &[],
    );
}
