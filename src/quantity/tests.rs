use super::*;

/// Values of a sentence in a report on 2031: year, `*` for a change with its way, `~` for what is compared with.
fn check(sentence: &str, expected: &[&str]) {
    let found: Vec<String> = quantities(sentence, Some(2031))
        .iter()
        .map(|one| {
            let year = one.year.map_or(String::new(), |year| year.to_string());
            let way = match one.change {
                Some(FigureDirection::Up) => "*opp",
                Some(FigureDirection::Down) => "*ned",
                Some(FigureDirection::Same) => "*",
                None => "",
            };
            let reference = if one.is_reference { "~" } else { "" };
            format!("{year}{way}{reference}={}", one.written)
        })
        .collect();
    assert_eq!(found, expected, "{sentence}");
}

#[test]
fn a_level_is_of_its_own_year_and_not_of_the_one_compared_with() {
    check(
        "I snitt fikk 48 prosent svar, ett prosentpoeng under 2030 og to under 2029.",
        &["2031=48 prosent", "*ned=ett prosentpoeng"],
    );
    check(
        "Andelen båter på tokt var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030.",
        &["2031=70 prosent", "*ned=1,8 prosentpoeng"],
    );
    check(
        "Tallet for garn ligger 29 prosent over 2026.",
        &["*opp=29 prosent"],
    );
}

#[test]
fn years_in_brackets_and_clauses_belong_to_their_numbers() {
    check(
        "158 539 båter, lik 4,5 prosent av flåten (2030: 149 080 og 4,2 prosent).",
        &[
            "2031=158 539",
            "2031=4,5 prosent",
            "2030=149 080",
            "2030=4,2 prosent",
        ],
    );
    check(
        "Drøyt 1 900 søknader ble trukket (1 600 året før).",
        &["2031=1 900", "2030=1 600"],
    );
    check(
        "Andel garn i bruk økte fra 61 prosent i 2030 til 63 prosent i 2031.",
        &["2030=61 prosent", "2031=63 prosent"],
    );
    check(
        "Fra juni 2030 til desember 2031 økte flåten fra 52 700 til 59 900.",
        &["2030=52 700", "2031=59 900"],
    );
}

#[test]
fn sections_weeks_dates_and_ages_count_nothing() {
    check(
        "Vi ser av tabell 10 og kapittel 3.2 at § 14 gjelder fra 15. mars for dem over 30 år.",
        &[],
    );
    check("Tallet forbi uke 17 er uendret.", &[]);
}

#[test]
fn cells_hold_two_years_or_a_change() {
    assert_eq!(arrow("5 → 6"), Some(("5", "6")));
    assert_eq!(arrow("– → 6"), None);
    for (cell, way) in [
        ("+122", Some(FigureDirection::Up)),
        ("-0,2", Some(FigureDirection::Down)),
        ("ca. 2 000 færre", Some(FigureDirection::Down)),
        ("0", Some(FigureDirection::Same)),
        ("Lukket", None),
    ] {
        assert_eq!(change_of_cell(cell), way, "{cell}");
    }
    assert_eq!(movement("45 / 116", "50 / 142"), Some(FigureDirection::Up));
    assert_eq!(movement("45 / 116", "50 / 110"), None);
    assert_eq!(in_brackets("Båter per lag (2029: 57, 2030: 62)").len(), 2);
}

#[test]
fn a_target_is_met_by_its_own_words_and_number() {
    let up = Some(FigureDirection::Up);
    for (target, value, way, good, met) in [
        ("Skal øke", "70 %", up, None, Some(true)),
        ("Skal reduseres", "70 %", up, None, Some(false)),
        ("Minst 60 %", "58 %", up, None, Some(false)),
        ("minst 4 prosent", "4,2 prosent", None, None, Some(true)),
        ("høyst 21 dager", "26,5", up, None, Some(false)),
        // Days are no share.
        ("minst 60 %", "75", up, None, None),
        ("Skal bedres", "7", up, Some(true), Some(true)),
        ("Skal bedres", "7", up, None, None),
    ] {
        let read = wanted(target).unwrap_or_else(|| panic!("{target} is read"));
        assert_eq!(read.met(Some(value), way, good), met, "{target}: {value}");
    }
    assert_eq!(wanted("Fastsettes senere"), None);
}
