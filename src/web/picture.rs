//! Pictures drawn by the server as SVG: readable without colour, in light and dark, each with its
//! content as text beside it.

use super::parts::day;
use super::parts::requirement_address;
use jiff::civil::Date;
use maud::{Markup, html};

/// Deadlines on a line: day, id of the requirement, its text. The list below the line says the same.
pub(super) fn time_line(deadlines: &[(Date, &str, &str)]) -> Markup {
    let mut sorted = deadlines.to_vec();
    sorted.sort();
    sorted.dedup();
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return html! {};
    };
    let days = |date: Date| f64::from((date - first.0).get_days());
    let length = days(last.0).max(1.0);
    let x = |date: Date| 20.0 + 680.0 * days(date) / length;
    let label = format!(
        "{} frister fra {} til {}",
        sorted.len(),
        day(first.0),
        day(last.0)
    );
    html! {
        svg.picture viewBox="0 0 720 64" role="img" aria-label=(label) {
            line.line x1="20" y1="24" x2="700" y2="24" {}
            @for (date, _, _) in &sorted {
                circle.box.here cx=(format!("{:.1}", x(*date))) cy="24" r="7" {}
            }
            text x="20" y="54" font-size="15" { (day(first.0)) }
            @if sorted.len() > 1 { text x="700" y="54" font-size="15" text-anchor="end" { (day(last.0)) } }
        }
        ul {
            @for (date, id, text) in sorted.iter().take(20) {
                li { strong { (day(*date)) } ": " a href=(requirement_address(id)) { (shortened(text, 110)) } }
            }
        }
    }
}

/// A box of the chain.
pub(super) struct Link {
    /// What it is, by its title: "Tildelingsbrev 2024 til Fjelltilsynet".
    pub heading: String,
    /// The same by kind and year, for the box: "Tildelingsbrev 2024".
    pub short: String,
    /// Its text.
    pub text: String,
    /// Where a click leads; none for the box itself.
    pub address: Option<String>,
    /// How it hangs together with the box in the middle: "smalere".
    pub relation: String,
}

/// The chain that a requirement stands in: above, last year, here, next year, below, reported.
pub(super) struct Chain {
    pub above: Vec<Link>,
    pub before: Vec<Link>,
    pub here: Link,
    pub after: Vec<Link>,
    pub below: Vec<Link>,
    pub reported: Vec<Link>,
}

const BOX: (f64, f64) = (230.0, 84.0);
const GAP: (f64, f64) = (35.0, 46.0);

impl Chain {
    /// The chain as a picture: what is above stands above, years run from left to right.
    pub(super) fn picture(&self) -> Markup {
        // At most three boxes a side; the list beside the picture has them all.
        let rows: [Vec<(&Link, bool)>; 3] = [
            self.above
                .iter()
                .take(3)
                .map(|link| (link, false))
                .collect(),
            (self.before.iter().take(1).map(|link| (link, false)))
                .chain([(&self.here, true)])
                .chain(self.after.iter().take(1).map(|link| (link, false)))
                .collect(),
            (self
                .below
                .iter()
                .take(2)
                .chain(self.reported.iter().take(2)))
            .take(3)
            .map(|link| (link, false))
            .collect(),
        ];
        let width = 3.0 * BOX.0 + 2.0 * GAP.0 + 8.0;
        let filled: Vec<&Vec<(&Link, bool)>> = rows.iter().filter(|row| !row.is_empty()).collect();
        let height = filled.len() as f64 * (BOX.1 + GAP.1) - GAP.1 + 8.0;
        let middle = usize::from(!rows[0].is_empty());
        let place = |row: &[(&Link, bool)], at: usize| {
            let own = row.len() as f64;
            let start = (width - own * BOX.0 - (own - 1.0) * GAP.0) / 2.0;
            start + at as f64 * (BOX.0 + GAP.0)
        };
        let top = |row: usize| 4.0 + row as f64 * (BOX.1 + GAP.1);
        let here = rows[1].iter().position(|(_, here)| *here).unwrap_or(0);
        let center = (
            place(&rows[1], here) + BOX.0 / 2.0,
            top(middle) + BOX.1 / 2.0,
        );
        html! {
            svg.picture viewBox=(format!("0 0 {width:.0} {height:.0}")) role="img" aria-labelledby="kjede-tittel" {
                title #kjede-tittel { "Kjeden som kravet står i; listen under sier det samme" }
                @for (level, row) in filled.iter().enumerate() {
                    @for (at, (link, is_here)) in row.iter().enumerate() {
                        @let (x, y) = (place(row, at), top(level));
                        @if !is_here {
                            @let (from, to) = ends((x, y), center, level, middle);
                            line.line x1=(round(from.0)) y1=(round(from.1)) x2=(round(to.0)) y2=(round(to.1)) {}
                            @if level != middle {
                                text.faint x=(round((from.0 + to.0) / 2.0)) y=(round((from.1 + to.1) / 2.0 + 4.0)) font-size="13" text-anchor="middle" { (link.relation) }
                            }
                        }
                        (drawn_box(link, x, y, *is_here))
                    }
                }
            }
        }
    }

    /// The chain as a list.
    pub(super) fn list(&self) -> Markup {
        let groups = [
            ("Kan bygge på, i brevet over", &self.above),
            ("Kan være ført videre, i brevet under", &self.below),
            ("I forrige brev", &self.before),
            ("I neste brev", &self.after),
            ("Rapportert", &self.reported),
        ];
        html! {
            dl.facts {
                @for (title, links) in groups {
                    dt { (title) }
                    dd {
                        @if links.is_empty() { span.subtle { "Vi fant ingen i brevene som er lest" } }
                        ul {
                            @for link in links {
                                li {
                                    span.tag { (link.relation) } " "
                                    @match &link.address {
                                        Some(address) => a href=(address) { (link.heading) },
                                        None => (link.heading),
                                    }
                                    ": " (link.text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ends(
    corner: (f64, f64),
    center: (f64, f64),
    level: usize,
    middle: usize,
) -> ((f64, f64), (f64, f64)) {
    let (x, y) = corner;
    match level.cmp(&middle) {
        std::cmp::Ordering::Less => (
            (x + BOX.0 / 2.0, y + BOX.1),
            (center.0, center.1 - BOX.1 / 2.0),
        ),
        std::cmp::Ordering::Greater => ((x + BOX.0 / 2.0, y), (center.0, center.1 + BOX.1 / 2.0)),
        std::cmp::Ordering::Equal if x < center.0 => {
            ((x + BOX.0, center.1), (center.0 - BOX.0 / 2.0, center.1))
        }
        std::cmp::Ordering::Equal => ((x, center.1), (center.0 + BOX.0 / 2.0, center.1)),
    }
}

fn drawn_box(link: &Link, x: f64, y: f64, here: bool) -> Markup {
    let lines = wrapped(&link.text, 28, 3);
    html! {
        rect class=(if here { "box here" } else { "box" }) x=(round(x)) y=(round(y)) width=(BOX.0) height=(BOX.1) rx="6" {}
        text x=(round(x + 10.0)) y=(round(y + 20.0)) font-size="13" font-weight="700" { (shortened(&link.short, 30)) }
        @for (at, line) in lines.iter().enumerate() {
            text x=(round(x + 10.0)) y=(round(y + 39.0 + 17.0 * at as f64)) font-size="13" { (line) }
        }
    }
}

fn round(number: f64) -> String {
    format!("{number:.1}")
}

/// A text cut at a word boundary, with an ellipsis where something is left out.
pub(super) fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(characters).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}

fn wrapped(text: &str, characters: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in shortened(text, characters * most - 6).split(' ') {
        let line = &lines[lines.len() - 1];
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > characters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.truncate(most);
    lines
}

/// Two values as bars beside each other; the text beside them says them.
pub(super) fn bars(before: f64, after: f64) -> Markup {
    let most = before.abs().max(after.abs()).max(f64::MIN_POSITIVE);
    let height = |value: f64| (22.0 * value.abs() / most).max(1.0);
    html! {
        svg.spark width="34" height="24" viewBox="0 0 34 24" aria-hidden="true" focusable="false" {
            @for (x, value, class) in [(2, before, "bar before"), (19, after, "bar")] {
                rect class=(class) x=(x) y=(round(24.0 - height(value))) width="13" height=(round(height(value))) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{shortened, wrapped};

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(
            shortened("Kontoret skal svare raskt.", 40),
            "Kontoret skal svare raskt."
        );
        assert_eq!(
            shortened("Kontoret skal svare, og det raskt.", 21),
            "Kontoret skal svare…"
        );
    }

    #[test]
    fn lines_hold_whole_words_and_no_more_than_they_may() {
        assert_eq!(wrapped("ett to tre fire", 7, 2), ["ett to…"]);
        assert_eq!(wrapped("ett to tre fire", 9, 2), ["ett to", "tre…"]);
        assert_eq!(wrapped("ett to tre", 8, 3), ["ett to", "tre"]);
    }
}
