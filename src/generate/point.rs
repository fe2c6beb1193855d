//! One thing that a body is asked for: it goes from year to year, is passed down and answered.

use super::chance::Chance;
use super::words::Words;

/// A requirement, told apart from the words that a letter uses for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Row of the sentences.
    sentence: usize,
    act: usize,
    thing: usize,
    /// What fills the other gaps.
    filling: u64,
}

impl Point {
    /// A requirement on one of the things that a body cares for.
    pub(super) fn new(chance: &mut Chance, things: &[usize]) -> Point {
        let words = Words::shipped();
        Point {
            sentence: chance.below(words.duties.len()),
            act: chance.below(words.acts.len()),
            thing: things[chance.below(things.len())],
            filling: chance.below(usize::MAX) as u64,
        }
    }

    /// The same asked in another way.
    pub(super) fn in_other_words(self, who: &str, year: i16) -> String {
        self.fill(&Words::shipped().reworded[self.sentence], who, year)
    }

    /// As it is asked.
    pub(super) fn asked(self, who: &str, year: i16) -> String {
        self.fill(&Words::shipped().duties[self.sentence], who, year)
    }

    /// What came of it.
    pub(super) fn answered(self, who: &str, year: i16) -> String {
        self.fill(&Words::shipped().answers[self.sentence], who, year)
    }

    /// Fills the gaps of any sentence.
    pub(super) fn fill(self, sentence: &str, who: &str, year: i16) -> String {
        let words = Words::shipped();
        let mut chance = Chance::new(self.filling, 1);
        let number = (chance.below(80) + 10).to_string();
        let (day, month) = (chance.below(27) + 1, chance.pick(&words.months));
        let matter = match words.acts.get(self.act) {
            Some(act) => format!("{}s{act}", words.things[self.thing]),
            None => words.things[self.thing].clone(),
        };
        let gaps = [
            ("{who}", who.to_owned()),
            ("{body}", who.to_owned()),
            ("{what}", matter),
            ("{group}", chance.pick(&words.groups).to_owned()),
            ("{day}", format!("{day}. {month} {year}")),
            ("{law}", chance.pick(&words.laws).to_owned()),
            ("{number}", number),
            ("{other}", words.body(chance.below(words.bodies()))),
            ("{place}", chance.pick(&words.places).to_owned()),
            ("{year}", year.to_string()),
        ];
        let mut filled = sentence.to_owned();
        for (gap, text) in gaps {
            if filled.contains(gap) {
                filled = filled.replace(gap, &text);
            }
        }
        capital(&filled)
    }
}

/// A sentence with a capital at its beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Point, Words};

    #[test]
    fn no_gap_stays_open() {
        let mut chance = Chance::new(5, 5);
        let words = Words::shipped();
        let all = [
            &words.duties,
            &words.reworded,
            &words.answers,
            &words.background,
        ];
        for sentence in all.into_iter().flatten().chain(&words.items) {
            let point = Point::new(&mut chance, &[3, 4]);
            let filled = point.fill(sentence, "Fjelltilsynet", 2024);
            assert!(!filled.contains(['{', '}']), "{filled}");
        }
    }
}
