//! What a target asks for, in its own words and number: "Skal øke", "minst 60 %", "høyst 21 dager".

use super::{Unit, amount, number};
use crate::language::{Words, words};
use crate::model::FigureDirection;
use std::sync::LazyLock;

static ABOVE: LazyLock<&Words> = LazyLock::new(|| words("quantity", "bounds_above"));
static BELOW: LazyLock<&Words> = LazyLock::new(|| words("quantity", "bounds_below"));
static UP: LazyLock<&Words> = LazyLock::new(|| words("quantity", "targets_up"));
static DOWN: LazyLock<&Words> = LazyLock::new(|| words("quantity", "targets_down"));
static BETTER: LazyLock<&Words> = LazyLock::new(|| words("quantity", "targets_better"));

/// What is wanted of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// More than the year before.
    More,
    /// Less than the year before.
    Less,
    /// Better; which way that is, the matter tells.
    Better,
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

/// A target with the unit of its number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is wanted.
    pub wanted: Wanted,
    /// The unit of the number, where there is one.
    pub unit: Unit,
}

impl Target {
    /// Whether more is better, by the target's own words.
    pub fn more_is_better(&self) -> Option<bool> {
        match self.wanted {
            Wanted::More | Wanted::AtLeast(_) => Some(true),
            Wanted::Less | Wanted::AtMost(_) => Some(false),
            Wanted::Better => None,
        }
    }

    /// Whether a figure meets it: its value of the year, which way it went, and whether more of it is
    /// better. None where that cannot be told, as where the units differ.
    pub fn met(
        &self,
        value: Option<&str>,
        direction: Option<FigureDirection>,
        more_is_better: Option<bool>,
    ) -> Option<bool> {
        let limit = |holds: fn(f64, f64) -> bool, bound: f64| {
            let written = value?;
            let same = number::is_percent(written) == (self.unit == Unit::Percent);
            let reached = amount(written).filter(|_| same && !written.contains(" / "))?;
            Some(holds(reached, bound))
        };
        match self.wanted {
            Wanted::AtLeast(bound) => limit(|reached, bound| reached >= bound, bound),
            Wanted::AtMost(bound) => limit(|reached, bound| reached <= bound, bound),
            Wanted::More => Some(direction? == FigureDirection::Up),
            Wanted::Less => Some(direction? == FigureDirection::Down),
            Wanted::Better => {
                let good = if more_is_better? {
                    FigureDirection::Up
                } else {
                    FigureDirection::Down
                };
                Some(direction? == good)
            }
        }
    }
}

/// Reads a target; none where it asks for nothing that figures could show ("Fastsettes senere").
pub fn wanted(target: &str) -> Option<Target> {
    let lower = target.to_lowercase();
    let numbers = number::numbers(&format!("{lower} "));
    let first = numbers.iter().find(|one| one.unit != Unit::Points);
    if let Some(quantity) = first {
        let unit = quantity.unit;
        let at_least = ABOVE.stands_in(&lower);
        let at_most = BELOW.stands_in(&lower);
        // "80 %" alone: what an ambition names is to be reached.
        let wanted = match (at_least, at_most) {
            (_, true) => Wanted::AtMost(quantity.value),
            (true, false) => Wanted::AtLeast(quantity.value),
            (false, false) => return worded(&lower, unit),
        };
        return Some(Target { wanted, unit });
    }
    worded(&lower, Unit::Plain)
}

fn worded(lower: &str, unit: Unit) -> Option<Target> {
    let words = || lower.split(|c: char| !c.is_alphabetic());
    let said = |list: &Words| words().any(|word| list.opens(word).is_some());
    let wanted = if said(&DOWN) {
        Wanted::Less
    } else if said(&UP) {
        Wanted::More
    } else if said(&BETTER) {
        Wanted::Better
    } else {
        return None;
    };
    Some(Target { wanted, unit })
}
