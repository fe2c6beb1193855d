//! Words quoted from somebody else, over as many sentences as they go on: a draft, another body's letter.
//! What they demand, this letter does not.

/// How deep in quotation the sentences of a block stand.
pub(super) struct Quotation {
    /// Whether every quotation of the block is closed in it: else a stray mark would hide what follows.
    is_sound: bool,
    open: bool,
}

impl Quotation {
    /// The marks of a block's sentences.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Quotation {
        let texts = || texts.clone().flat_map(str::chars);
        let count = |marks: [char; 2]| texts().filter(|c| marks.contains(c)).count();
        Quotation {
            is_sound: count(['«', '“']) == count(['»', '”']),
            open: false,
        }
    }

    /// Whether the byte `at` of the next sentence stands in a quotation that holds whole sentences: one
    /// that the sentence did not open itself, or does not close.
    pub(super) fn holds(&self, text: &str, at: usize) -> bool {
        let before = text.get(..at).unwrap_or_default();
        let closed_before = before.contains(['»', '”']);
        let opens = text.rfind(['«', '“']);
        let closes = text.rfind(['»', '”']);
        let goes_on =
            opens.is_some_and(|open| open < at && closes.is_none_or(|close| close < open));
        self.is_sound && (self.open && !closed_before || goes_on)
    }

    /// Goes past a sentence.
    pub(super) fn go_on(&mut self, text: &str) {
        if let Some(mark) = text
            .chars()
            .rev()
            .find(|c| matches!(c, '«' | '“' | '»' | '”'))
        {
            self.open = matches!(mark, '«' | '“');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &[bool]) {
        let mut quotation = Quotation::new(texts.iter().copied());
        let found: Vec<bool> = texts
            .iter()
            .map(|text| {
                let at = text.find("skal").unwrap_or(text.len());
                let holds = quotation.holds(text, at);
                quotation.go_on(text);
                holds
            })
            .collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn a_quotation_goes_on_to_its_end() {
        check(
            &[
                "Skissen er: «Tilsynet skal telle.",
                "Det skal ha kart.»",
                "Tilsynet skal svare.",
            ],
            &[true, true, false],
        );
    }

    #[test]
    fn a_quoted_word_hides_nothing() {
        check(
            &["Tilsynet skal bruke «plan B».", "Det skal svare."],
            &[false, false],
        );
        check(&["Ordningen «Ren fjære» skal føres videre."], &[false]);
    }

    #[test]
    fn a_stray_mark_hides_nothing() {
        check(
            &["Tilsynet «skal telle.", "Det skal svare."],
            &[false, false],
        );
    }
}
