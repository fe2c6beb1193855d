use crate::extract::testing::segmented;

fn check(content: &str, expected: &[&str]) {
    let letter = segmented("arsrapport-2031", content);
    let found: Vec<String> = letter
        .read(super::figures)
        .iter()
        .map(|figure| {
            let values: Vec<String> = figure
                .values
                .iter()
                .map(|value| {
                    let year = value.year.map_or(String::new(), |year| year.to_string());
                    let label = value.label.as_deref().unwrap_or_default();
                    format!("{year}{label}={}", value.value)
                })
                .collect();
            format!("{} | {} | {}", figure.label, values.join(" "), figure.quote)
        })
        .collect();
    assert_eq!(found, expected, "{content}");
}

#[test]
fn rows_that_a_pdf_left_as_lines_are_put_together() {
    check(
        "3.2 Mer tare\n\n3.2.1 Styringsparametere\nTabell 4. Status 2031 mot 2030\n\nStyringsparameter  2030 2031 Kommentarer \n\nAndelen båter med overgang \ntil tokt  \n\n70 %  68 % Måles et halvt \når etter tokt.  \n\nAndelen garn under 30 år med \ntokt: \n \n- Små \n\n \n\n53 % \n\n \n\n51 % \n\n \nSe merknad over om \ntokt. \n\n- Store 40 %  41 % \n\nAndelen med tang: \n \n- Brun \n- Rød  \n\n \n\n63 % \n47 % \n\n \n\n62 % \n44 % \n\nAntall kurs for \nfiskere  \n\n19 146 22 277 Gjennomsnitt  \n\n3.2.2 Mer\n\nTekst.\n",
        &[
            "Andelen båter med overgang til tokt | 2030=70 % 2031=68 % | Andelen båter med overgang til tokt 70 % 68 %",
            "Andelen garn under 30 år med tokt: - Små | 2030=53 % 2031=51 % | Andelen garn under 30 år med tokt: - Små 53 % 51 %",
            "Andelen garn under 30 år med tokt: Store | 2030=40 % 2031=41 % | - Store 40 % 41 %",
            "Andelen med tang: - Brun - Rød | 2030=63 % / 47 % 2031=62 % / 44 % | Andelen med tang: - Brun - Rød 63 % 47 % 62 % 44 %",
            "Andelen med tang: Brun | 2030=63 % 2031=62 % | - Brun 63 % 62 %",
            "Andelen med tang: Rød | 2030=47 % 2031=44 % | - Rød 47 % 44 %",
            "Antall kurs for fiskere | 2030=19 146 2031=22 277 | Antall kurs for fiskere 19 146 22 277",
        ],
    );
}

#[test]
fn columns_of_a_table_give_the_years() {
    check(
        "# Årsrapport 2031\n\n## 3 Resultater\n\n| Parameter | Gruppe | 2030 | 2031 |\n|---|---|---:|---:|\n| Andel på tokt | Små | 70 % | 68 % |\n| | Store | 1 200 | 1 300 |\n",
        &[
            "Andel på tokt: Små | 2030=70 % 2031=68 % | Andel på tokt Små 70 % 68 %",
            "Andel på tokt: Store | 2030=1 200 2031=1 300 | Store 1 200 1 300",
        ],
    );
}

#[test]
fn sentences_give_values_and_changes() {
    check(
        "# Årsrapport 2031\n\n## 3.2 Tokt\n\nAndelen båter på tokt var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030. Andel garn i bruk økte fra 61 prosent i 2030 til 63 prosent i 2031. Blant disse utgjorde små garn 44 prosent. Dette er en nedgang på 0,9 prosentpoeng siden 2030. Vi viser til kapittel 3.1 og figur 7.\n",
        &[
            "Andelen båter på tokt var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030. | 2031=70 prosent nedgang=1,8 prosentpoeng | Andelen båter på tokt var 70 prosent i 2031, en nedgang på 1,8 prosentpoeng fra 2030.",
            "Andel garn i bruk økte fra 61 prosent i 2030 til 63 prosent i 2031. | 2030=61 prosent 2031=63 prosent | Andel garn i bruk økte fra 61 prosent i 2030 til 63 prosent i 2031.",
            "Blant disse utgjorde små garn 44 prosent. | 2031=44 prosent nedgang=0,9 prosentpoeng | Blant disse utgjorde små garn 44 prosent. Dette er en nedgang på 0,9 prosentpoeng siden 2030.",
        ],
    );
}

#[test]
fn letters_and_years_give_no_figures() {
    check(
        "# Tildelingsbrev 2031\n\n## 1 Tang\n\nI 2031 skal 70 prosent av båtene på tokt.\n",
        &[],
    );
    check(
        "# Årsrapport 2031\n\n## 1 Tang\n\nI 2030 og 2031 fulgte vi § 14 i loven av 1. juli 2029.\n",
        &[],
    );
}
