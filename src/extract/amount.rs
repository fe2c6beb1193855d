//! Amounts as tables write them: "13 792,7", "1.200.000", "−450", "kr 15 569 000", with the unit that a
//! column or caption names.

use crate::language::{Words, words};
use std::sync::LazyLock;

static CROWNS: LazyLock<&Words> = LazyLock::new(|| words("budget", "crowns"));
static THOUSANDS: LazyLock<&Words> = LazyLock::new(|| words("budget", "thousands"));
static MILLIONS: LazyLock<&Words> = LazyLock::new(|| words("budget", "millions"));
static BILLIONS: LazyLock<&Words> = LazyLock::new(|| words("budget", "billions"));

/// What an amount counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Kroner.
    Kroner,
    /// Thousands of kroner, the unit of state budgets.
    #[default]
    Thousands,
    /// Millions of kroner.
    Millions,
    /// Thousands of millions of kroner.
    Billions,
}

impl Scale {
    /// The unit that a column's title or a caption names: "Beløp i 1 000 kroner", "(i mill. kroner)".
    pub fn named(words: &str) -> Option<Scale> {
        let words = words.to_lowercase().replace('\u{a0}', " ");
        if BILLIONS.within(&words) {
            Some(Scale::Billions)
        } else if MILLIONS.within(&words) {
            Some(Scale::Millions)
        } else if THOUSANDS.within(&words) {
            Some(Scale::Thousands)
        } else if CROWNS.within(&words) {
            Some(Scale::Kroner)
        } else {
            None
        }
    }

    /// How many kroner one is.
    fn kroner(self) -> i128 {
        match self {
            Scale::Kroner => 1,
            Scale::Thousands => 1_000,
            Scale::Millions => 1_000_000,
            Scale::Billions => 1_000_000_000,
        }
    }
}

/// A number with its decimals, as hundredths of hundredths: exact for four decimals.
const UNIT: i128 = 10_000;

/// The amount of a cell in NOK 1000; none where the cell holds anything but one number and its currency.
pub fn amount(cell: &str, scale: Scale) -> Option<i64> {
    let words = cell
        .trim_matches(|c: char| c.is_whitespace() || c == '*')
        .to_lowercase();
    let bare = words
        .trim_start_matches("kr")
        .trim_start_matches(['.', ' ', '\u{a0}'])
        .trim_end_matches("kroner")
        .trim_end_matches("kr")
        .trim_end_matches(",-")
        .trim();
    let value = number(bare)?;
    let kroner = value.checked_mul(scale.kroner())?;
    let thousand = UNIT * 1000;
    let half = if kroner < 0 {
        -thousand / 2
    } else {
        thousand / 2
    };
    i64::try_from((kroner + half) / thousand).ok()
}

/// A number written the Norwegian way, in units of 1/10 000.
fn number(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (whole, decimals),
        None => (digits, ""),
    };
    let groups: Vec<&str> = whole
        .split(|c: char| c.is_whitespace() || c == '.')
        .collect();
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = groups.len() == 1 && is_digits(groups[0])
        || (1..=3).contains(&groups[0].len())
            && is_digits(groups[0])
            && groups[1..]
                .iter()
                .all(|group| group.len() == 3 && is_digits(group));
    if !is_grouped || decimals.len() > 4 || !decimals.is_empty() && !is_digits(decimals) {
        return None;
    }
    let whole: i128 = groups.concat().parse().ok()?;
    let places = 10_i128.pow(4 - decimals.len() as u32);
    let part: i128 = match decimals {
        "" => 0,
        digits => digits.parse::<i128>().ok()? * places,
    };
    let value = whole.checked_mul(UNIT)? + part;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_notation() {
        for (cell, scale, expected) in [
            ("142 056", Scale::Thousands, Some(142_056)),
            ("15 569 000", Scale::Thousands, Some(15_569_000)),
            ("13 792,7", Scale::Millions, Some(13_792_700)),
            ("13 792 750 000", Scale::Kroner, Some(13_792_750)),
            ("1.200.000", Scale::Kroner, Some(1_200)),
            ("kr 1 200 000,-", Scale::Kroner, Some(1_200)),
            ("−450", Scale::Thousands, Some(-450)),
            ("1,5", Scale::Billions, Some(1_500_000)),
            ("1499", Scale::Kroner, Some(1)),
            ("12 3456", Scale::Thousands, None),
            ("39,4 mill. kroner", Scale::Thousands, None),
            ("", Scale::Thousands, None),
        ] {
            assert_eq!(amount(cell, scale), expected, "{cell}");
        }
    }

    #[test]
    fn units_are_named_by_columns_and_captions() {
        for (words, expected) in [
            ("(alle tall i 1 000 kroner)", Some(Scale::Thousands)),
            ("Beløp (i 1000 kr)", Some(Scale::Thousands)),
            ("Tabell 1 Tildeling (i mill. kroner)", Some(Scale::Millions)),
            ("Tabell 2 Tildeling (i kroner)", Some(Scale::Kroner)),
            ("Løyving", None),
        ] {
            assert_eq!(Scale::named(words), expected, "{words}");
        }
    }
}
