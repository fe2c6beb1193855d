//! What a relative clause lays upon a unit: "… når sjelden kontoret, som bør vurdere en fast kontakt",
//! "Løsningene gir gevinster som fylkene skal realisere".

use super::super::unit::row_at;
use super::subject::Subject;
use super::{Directive, Reading};
use crate::model::Modality;
use crate::vocabulary::WordClass;

impl Reading<'_, '_> {
    /// The duty of the first relative clause with skal, må or bør and a verb that acts, whose subject is a
    /// unit of the recipient's house.
    pub(super) fn relative_duty(&self) -> Option<Directive> {
        if matches!(self.subject(), Subject::Writer) {
            return None;
        }
        let tokens = &self.sentence.tokens;
        (1..tokens.len())
            .filter(|at| tokens[*at].word == "som" && !tokens[*at].aside)
            .find_map(|at| self.duty_behind(at))
    }

    fn duty_behind(&self, som: usize) -> Option<Directive> {
        let tokens = &self.sentence.tokens;
        let mentions = &self.sentence.mentions;
        let row = row_at(tokens, mentions, som + 1, tokens.len());
        let modal = row.as_ref().map_or(som + 1, |row| row.end);
        let class = tokens.get(modal)?.class;
        let modality = if class.is(WordClass::MUST) {
            Modality::Must
        } else if class.is(WordClass::SHOULD) {
            Modality::Should
        } else {
            return None;
        };
        let main = self.infinitive_after(modal)?;
        if !tokens[main].class.is(WordClass::INFINITIVE) {
            return None;
        }
        let units = match row {
            Some(row) => self.named(&row.mentions, "unit/subject"),
            // "…, som bør": the comma tells that more is said of a unit that is known.
            None => {
                let comma = tokens[som - 1].word == ",";
                let end = tokens.get(som.checked_sub(2)?)?.end;
                let owner = mentions
                    .iter()
                    .find(|mention| mention.end == end && comma)?;
                self.named(&[owner], "unit/antecedent")
            }
        };
        let recipient = &self.setting.memory.recipient;
        let ours =
            |slug: &String| !self.is_writer(slug) && self.setting.finder.related(slug, recipient);
        if units.is_empty() || !units.iter().all(|(slug, _, _)| ours(slug)) {
            return None;
        }
        let mut directive = self.found(modality, "modality/relative-duty", modal);
        directive.words.1 = tokens[main].end;
        directive.units = units;
        self.kind_of(&mut directive, Some(main));
        Some(directive)
    }
}
