//! Figures at the ends of a line: the columns of a table that was turned to text.

use std::ops::Range;

/// A line's figures and the words before or behind them, as byte ranges of the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    /// The words; empty where the line is figures alone.
    pub words: Range<usize>,
    /// One range a figure, with its unit.
    pub figures: Vec<Range<usize>>,
    /// Whether the figures stand before the words.
    pub leads: bool,
}

/// Reads the figures that end a line ("Tiltak for arbeidssøkere  7 763 805"), are all of it ("14 200"),
/// or open it with words behind ("70 %  72 % Målt i mai").
pub(super) fn figures(line: &str) -> Option<Figures> {
    let first = line.as_bytes().first()?;
    let last = line.trim_end_matches(['*', ')']).as_bytes().last()?;
    let may_end = last.is_ascii_digit()
        || matches!(last, b'%' | b'-')
        || line.ends_with('–')
        || line.rsplit(' ').next().is_some_and(is_unit);
    if !may_end && !first.is_ascii_digit() {
        return None;
    }
    let tokens = tokens(line);
    if tokens.is_empty() {
        return None;
    }
    let tail = tokens
        .iter()
        .rev()
        .take_while(|token| is_figure(&line[token.start..token.end]))
        .count();
    let count = tokens.len();
    if tail > 0 {
        // A unit alone is no figure.
        let mut first = count - tail;
        while first < count
            && !has_digit(&line[tokens[first].clone()])
            && !is_dash(&line[tokens[first].clone()])
        {
            first += 1;
        }
        if first == count {
            return None;
        }
        let words = if first == 0 {
            0..0
        } else {
            tokens[0].start..tokens[first - 1].end
        };
        return Some(Figures {
            words,
            figures: grouped(line, &tokens[first..]),
            leads: false,
        });
    }
    let head = tokens
        .iter()
        .take_while(|token| is_figure(&line[token.start..token.end]))
        .count();
    if head < 2 {
        return None;
    }
    let figures = grouped(line, &tokens[..head]);
    (figures.len() >= 2
        && figures
            .iter()
            .all(|range| line[range.clone()].contains('%')))
    .then(|| Figures {
        words: tokens[head].start..tokens[count - 1].end,
        figures,
        leads: true,
    })
}

/// Whether a figure is an amount, a share or a dash: a year or a chapter number is not.
pub(super) fn is_amount(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_year =
        digits == 4 && text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    !is_year
        && (digits >= 4
            || text.contains('%')
            || text.contains(',') && digits > 1
            || text.contains(char::is_alphabetic) && digits > 0)
}

/// Whether a figure is a year.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with("19") || text.starts_with("20"))
}

fn tokens(line: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, character) in line.char_indices() {
        match (character.is_whitespace(), start) {
            (true, Some(from)) => {
                tokens.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
        // A line of running text has no need to be read to its end.
        if tokens.len() > 60 {
            return Vec::new();
        }
    }
    if let Some(from) = start {
        tokens.push(from..line.len());
    }
    tokens
}

fn has_digit(token: &str) -> bool {
    token.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_dash(token: &str) -> bool {
    matches!(token, "-" | "–" | "—")
}

fn is_figure(token: &str) -> bool {
    is_dash(token)
        || is_unit(token)
        || has_digit(token)
            && token.chars().all(|c| {
                c.is_ascii_digit()
                    || matches!(c, ',' | '.' | '%' | '-' | '–' | '+' | '*' | '<' | '>' | '±')
            })
            && !token.ends_with('.')
        || matches!(token, "<" | ">")
}

fn is_unit(token: &str) -> bool {
    matches!(
        token,
        "%" | "prosent"
            | "pst."
            | "pst"
            | "mill."
            | "mrd."
            | "kroner"
            | "kr"
            | "kr."
            | "dager"
            | "uker"
            | "prosentpoeng"
    )
}

/// Puts the groups of a thousand and the units to their figure.
fn grouped(line: &str, tokens: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut figures: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for token in tokens {
        let text = &line[token.clone()];
        let is_group = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let near = figures
            .last()
            .is_some_and(|last| line[last.end..token.start].chars().count() == 1);
        let joins = match figures.last() {
            Some(last) => {
                let before = &line[last.clone()];
                is_unit(text) || open && near && is_group || matches!(before, "<" | ">")
            }
            None => false,
        };
        if joins {
            if let Some(last) = figures.last_mut() {
                last.end = token.end;
            }
        } else {
            figures.push(token.clone());
            open = false;
        }
        let digits = text.trim_start_matches(['-', '–', '+']);
        open = (open || !joins)
            && (1..=3).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &[&str])>) {
        let found = figures(line);
        let found = found.as_ref().map(|found| {
            let figures: Vec<&str> = found
                .figures
                .iter()
                .map(|range| &line[range.clone()])
                .collect();
            (&line[found.words.clone()], figures)
        });
        let expected = expected.map(|(words, figures)| (words, figures.to_vec()));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn figures_at_the_end_are_columns() {
        check(
            "Post 01 Drift  13 792 750",
            Some(("Post 01 Drift", &["13 792 750"])),
        );
        check(
            "Saker behandlet 86 75 50",
            Some(("Saker behandlet", &["86", "75", "50"])),
        );
        check(
            "Andel i arbeid 70 % 72 %",
            Some(("Andel i arbeid", &["70 %", "72 %"])),
        );
        check(
            "Restanse 12 996 11 166",
            Some(("Restanse", &["12 996", "11 166"])),
        );
        check("14 200", Some(("", &["14 200"])));
    }

    #[test]
    fn figures_before_words_are_columns_where_they_are_shares() {
        check(
            "70 %  72 % Målt i mai",
            Some(("Målt i mai", &["70 %", "72 %"])),
        );
        check("70 saker", None);
    }

    #[test]
    fn a_line_without_figures_at_its_ends_has_none() {
        check("Etaten skal innen 2024 levere mer", None);
        check("målt i prosent", None);
    }
}
