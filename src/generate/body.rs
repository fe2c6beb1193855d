//! One body with its letters over the years: from its ministry, to its parts, and its reports.

use super::chance::Chance;
use super::point::Point;
use super::words::Words;
use super::{Letter, Link, Truth};

const FIRST_YEAR: i16 = 2013;
const LAST_YEAR: i16 = 2026;
/// Requirements of a letter of this length.
const BYTES_A_REQUIREMENT: usize = 900;
/// How often a requirement of the year before stands unchanged, in hundred.
const KEPT: usize = 55;
/// How often it stands in other words.
const REWORDED: usize = 20;
/// How often it is passed down, and how often it is answered.
const PASSED_DOWN: usize = 40;
const ANSWERED: usize = 50;

/// A body.
pub(super) struct Body {
    seed: u64,
    number: usize,
    name: String,
    ministry: &'static str,
    part: String,
    /// What it cares for, by its places among the things.
    things: Vec<usize>,
}

/// A requirement in a letter: as it stands there.
type Standing = (Point, String);

impl Body {
    /// The body with this number.
    pub(super) fn new(seed: u64, number: usize) -> Body {
        let words = Words::shipped();
        let mut chance = Chance::new(seed, number as u64);
        let things = (0..8).map(|_| chance.below(words.things.len())).collect();
        Body {
            seed,
            number,
            name: words.body(number),
            ministry: chance.pick(&words.ministries),
            part: format!(
                "{} {}",
                chance.pick(&words.parts),
                chance.pick(&words.places)
            ),
            things,
        }
    }

    /// Its letters, year by year.
    pub(super) fn letters(self, bytes: usize) -> impl Iterator<Item = Letter> {
        let mut chance = Chance::new(self.seed, (self.number as u64) << 20 | 1);
        let mut before: Option<(String, Vec<Standing>)> = None;
        (FIRST_YEAR..=LAST_YEAR).flat_map(move |year| {
            let mut made = Vec::new();
            let (letter, standing) =
                self.ministry_letter(year, bytes, before.as_ref(), &mut chance);
            made.push(self.to_part(year, bytes, (&letter.file, &standing), &mut chance));
            made.push(self.report(year, bytes, (&letter.file, &standing), &mut chance));
            before = Some((letter.file.clone(), standing));
            made.insert(0, letter);
            made
        })
    }

    fn ministry_letter(
        &self,
        year: i16,
        bytes: usize,
        before: Option<&(String, Vec<Standing>)>,
        chance: &mut Chance,
    ) -> (Letter, Vec<Standing>) {
        let file = self.file("tildelingsbrev", year);
        let (mut standing, mut truths) = (Vec::new(), Vec::new());
        let (earlier, old) = before.map_or(("", &[][..]), |(file, old)| (file, &old[..]));
        for (point, quote) in old {
            let (link, sentence) = match chance.below(100) {
                roll if roll < KEPT => (Link::Kept, point.asked(&self.name, year)),
                roll if roll < KEPT + REWORDED => {
                    (Link::Reworded, point.in_other_words(&self.name, year))
                }
                _ => continue,
            };
            truths.push(truth(link, (earlier, quote), (&file, &sentence)));
            standing.push((*point, sentence));
        }
        while standing.len() < (bytes / BYTES_A_REQUIREMENT).max(3) {
            let point = Point::new(chance, &self.things);
            standing.push((point, point.asked(&self.name, year)));
        }
        let sentences = standing.iter().map(|(_, sentence)| sentence.clone());
        let head = [
            "tildelingsbrev",
            &format!("Tildelingsbrev {year} til {}", self.name),
            self.ministry,
            &self.name,
        ];
        let text = self.text(head, year, bytes, sentences.collect(), chance);
        (Letter { file, text, truths }, standing)
    }

    fn to_part(
        &self,
        year: i16,
        bytes: usize,
        (above, standing): (&str, &[Standing]),
        chance: &mut Chance,
    ) -> Letter {
        let file = self.file("disponeringsbrev", year);
        let (mut sentences, mut truths) = (Vec::new(), Vec::new());
        for (point, quote) in standing {
            if chance.happens(PASSED_DOWN) {
                let sentence = point.in_other_words(&self.part, year);
                truths.push(truth(Link::PassedDown, (above, quote), (&file, &sentence)));
                sentences.push(sentence);
            } else if chance.happens(50) {
                let own = Point::new(chance, &self.things);
                sentences.push(own.asked(&self.part, year));
            }
        }
        let head = [
            "mal_og_disponeringsbrev",
            &format!("Mål- og disponeringsbrev {year} til {}", self.part),
            &self.name,
            &self.part,
        ];
        let text = self.text(head, year, bytes, sentences, chance);
        Letter { file, text, truths }
    }

    fn report(
        &self,
        year: i16,
        bytes: usize,
        (asked, standing): (&str, &[Standing]),
        chance: &mut Chance,
    ) -> Letter {
        let file = self.file("arsrapport", year);
        let (mut sentences, mut truths) = (Vec::new(), Vec::new());
        for (point, quote) in standing {
            if chance.happens(ANSWERED) {
                let sentence = point.answered(&self.name, year);
                truths.push(truth(Link::Answered, (asked, quote), (&file, &sentence)));
                sentences.push(sentence);
            }
        }
        let head = [
            "arsrapport",
            &format!("Årsrapport {year} for {}", self.name),
            &self.name,
            self.ministry,
        ];
        let text = self.text(head, year, bytes, sentences, chance);
        Letter { file, text, truths }
    }

    fn file(&self, kind: &str, year: i16) -> String {
        format!("{kind}-{year}-{:04}.md", self.number)
    }

    /// A letter that holds these sentences, a few to a chapter, in as much background as it takes.
    fn text(
        &self,
        [kind, title, sender, recipient]: [&str; 4],
        year: i16,
        bytes: usize,
        sentences: Vec<String>,
        chance: &mut Chance,
    ) -> String {
        let words = Words::shipped();
        let mut text = format!(
            "---\ntitle: \"{title}\"\nkind: {kind}\nyear: {year}\nsender: \"{sender}\"\nrecipient: \"{recipient}\"\n---\n\n# {title}\n"
        );
        let count = words.chapters.len().min(sentences.len().max(2));
        let a_chapter = sentences.len().div_ceil(count).max(1);
        let mut open = sentences.chunks(a_chapter);
        for chapter in 0..count {
            let about = Point::new(chance, &self.things);
            let heading = about.fill("{what}", &self.name, year);
            text.push_str(&format!(
                "\n## {} {} {}\n\n",
                chapter + 1,
                words.chapters[chapter],
                heading.to_lowercase()
            ));
            for sentence in open.next().unwrap_or_default() {
                self.tell(&mut text, year, 2, chance);
                text.push_str(sentence);
                text.push_str("\n\n");
            }
            if kind != "arsrapport" {
                self.list(&mut text, recipient, year, chance);
                self.table(&mut text, year, chance);
            }
            while text.len() < bytes * (chapter + 1) / count {
                self.tell(&mut text, year, 6, chance);
                text.push('\n');
            }
        }
        text
    }

    /// Some sentences that direct nobody.
    fn tell(&self, text: &mut String, year: i16, most: usize, chance: &mut Chance) {
        for _ in 0..=chance.below(most) {
            let sentence = chance.pick(&Words::shipped().background);
            let point = Point::new(chance, &self.things);
            text.push_str(&point.fill(sentence, &self.name, year));
            text.push(' ');
        }
        text.push('\n');
    }

    fn list(&self, text: &mut String, who: &str, year: i16, chance: &mut Chance) {
        let words = Words::shipped();
        let about = Point::new(chance, &self.things);
        text.push_str(&about.fill(&words.lead_in, who, year));
        text.push_str("\n\n");
        for _ in 0..=chance.below(3) {
            let point = Point::new(chance, &self.things);
            let item = point.fill(chance.pick(&words.items), who, year);
            text.push_str(&format!("- {}\n", item.to_lowercase()));
        }
        text.push('\n');
    }

    fn table(&self, text: &mut String, year: i16, chance: &mut Chance) {
        if !chance.happens(20) {
            return;
        }
        let words = Words::shipped();
        text.push_str("| Styringsparameter | Resultatkrav |\n|---|---|\n");
        for _ in 0..=chance.below(3) {
            let point = Point::new(chance, &self.things);
            let name = point.fill(chance.pick(&words.indicators), &self.name, year);
            let target = point.fill(chance.pick(&words.targets), &self.name, year);
            text.push_str(&format!("| {name} | {target} |\n"));
        }
        text.push('\n');
    }
}

fn truth(link: Link, first: (&str, &str), second: (&str, &str)) -> Truth {
    Truth {
        link,
        first: first.0.to_owned(),
        first_quote: first.1.to_owned(),
        second: second.0.to_owned(),
        second_quote: second.1.to_owned(),
    }
}
