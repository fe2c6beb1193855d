//! Values in a line: "12 988 12 355 12 406" is three of them where the table has three years.

use std::ops::Range;

/// Groups of digits that are shared out; a longer run is no row of a table.
const LONGEST_RUN: usize = 24;

/// A run of values found in a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the label ends and the values start.
    pub start: usize,
    /// The values, one for each year and perhaps more.
    pub values: Vec<String>,
    /// Where the values end.
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One to three digits: the start of a number.
    Short,
    /// More digits, or a decimal number.
    Whole,
    /// `%`.
    Percent,
    /// `-`: no value.
    Missing,
    Word,
}

#[derive(Clone, Debug)]
struct Token<'line> {
    text: &'line str,
    range: Range<usize>,
    kind: Kind,
    /// Whether more than one space, or a tab, stands before it.
    apart: bool,
}

/// The first run in `line` that holds a value for each of `count` columns.
pub fn row(line: &str, count: usize) -> Option<Row> {
    let tokens = tokens(line);
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].kind == Kind::Word || tokens[at].kind == Kind::Percent {
            at += 1;
            continue;
        }
        let length = tokens[at..]
            .iter()
            .take_while(|token| token.kind != Kind::Word)
            .count();
        let run = &tokens[at..at + length];
        if let Some(values) = split(run, count)
            && values.len() >= count
        {
            return Some(Row {
                start: run[0].range.start,
                end: run[length - 1].range.end,
                values,
            });
        }
        at += length;
    }
    None
}

/// The values of a line that holds nothing else.
pub fn alone(line: &str) -> Option<Vec<String>> {
    let tokens = tokens(line);
    let pure = !tokens.is_empty()
        && tokens.iter().all(|token| token.kind != Kind::Word)
        && tokens
            .iter()
            .any(|token| matches!(token.kind, Kind::Short | Kind::Whole | Kind::Missing));
    pure.then(|| {
        let gaps = by_gaps(&tokens);
        gaps.unwrap_or_else(|| {
            pieces(&tokens)
                .into_iter()
                .flat_map(|piece| evenly(piece, 1))
                .collect()
        })
    })
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut last_end = 0;
    for part in line.split_whitespace() {
        // The parts are slices of the line, so their addresses tell their places.
        let start = part.as_ptr() as usize - line.as_ptr() as usize;
        let between = &line[last_end..start];
        let apart = between.contains('\t') || between.chars().count() > 1;
        last_end = start + part.len();
        let bare = part.trim_end_matches('*');
        let (number, percent) = match bare.strip_suffix('%') {
            Some(number) if !number.is_empty() => (number, true),
            _ => (bare, false),
        };
        let end = start + number.len();
        tokens.push(Token {
            text: number,
            range: start..end,
            kind: kind(number),
            apart,
        });
        if percent {
            tokens.push(Token {
                text: "%",
                range: end..end + 1,
                kind: if tokens.last().is_some_and(|t: &Token| t.kind == Kind::Word) {
                    Kind::Word
                } else {
                    Kind::Percent
                },
                apart: false,
            });
        }
    }
    tokens
}

fn kind(word: &str) -> Kind {
    if word == "%" {
        return Kind::Percent;
    }
    if ["-", "–", "—"].contains(&word) {
        return Kind::Missing;
    }
    let digits = word.trim_start_matches(['-', '+', '−', '–', '<', '>']);
    if digits.is_empty()
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.ends_with(|c: char| c.is_ascii_digit())
    {
        return Kind::Word;
    }
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let decimal = digits
        .chars()
        .all(|c| c.is_ascii_digit() || c == ',' || c == '.')
        && digits.matches([',', '.']).count() == 1;
    match (whole, decimal) {
        (true, _) if digits.len() <= 3 => Kind::Short,
        (true, _) | (_, true) => Kind::Whole,
        _ => Kind::Word,
    }
}

/// Splits a run into values: at wide gaps where there are enough, else so that there is one for each column.
fn split(run: &[Token], count: usize) -> Option<Vec<String>> {
    if let Some(cells) = by_gaps(run)
        && cells.len() >= count
    {
        return Some(cells);
    }
    let pieces = pieces(run);
    let open = pieces.iter().filter(|piece| splittable(piece)).count();
    let fixed = pieces.len() - open;
    let mut values = Vec::new();
    for piece in &pieces {
        if splittable(piece) && open == 1 && count > fixed {
            values.extend(evenly(piece, count - fixed));
        } else {
            values.extend(evenly(piece, 1));
        }
    }
    (values.len() >= count).then_some(values)
}

/// The cells between wide gaps, where each of them is one value.
fn by_gaps(run: &[Token]) -> Option<Vec<String>> {
    let mut cells: Vec<&[Token]> = Vec::new();
    let mut from = 0;
    for at in 1..=run.len() {
        if at == run.len() || run[at].apart {
            cells.push(&run[from..at]);
            from = at;
        }
    }
    let single = cells
        .iter()
        .all(|cell| pieces(cell).len() == 1 && one(cell));
    (single && cells.len() > 1).then(|| cells.iter().map(|cell| text(cell)).collect())
}

/// Pieces that certainly stand apart: a share, a decimal or a missing value ends one.
fn pieces<'run, 'line>(run: &'run [Token<'line>]) -> Vec<&'run [Token<'line>]> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in 0..run.len() {
        let next = run.get(at + 1).map(|token| token.kind);
        let ends = match run[at].kind {
            Kind::Percent | Kind::Missing => true,
            Kind::Whole => next != Some(Kind::Percent),
            _ => next.is_none() || next == Some(Kind::Missing) || (next == Some(Kind::Whole)),
        };
        if ends {
            pieces.push(&run[from..=at]);
            from = at + 1;
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn splittable(piece: &[Token]) -> bool {
    piece.len() > 1 && piece.iter().all(|token| token.kind == Kind::Short)
}

/// Whether the tokens are one value: groups of three digits after the first.
fn one(tokens: &[Token]) -> bool {
    tokens.iter().skip(1).all(|token| {
        token.kind == Kind::Percent || (token.kind == Kind::Short && group(token.text))
    })
}

/// Three digits without a sign: what may go on with a number.
fn group(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits groups of digits into `count` values as even as possible; more where the groups demand it.
fn evenly(piece: &[Token], count: usize) -> Vec<String> {
    let groups = piece.len();
    // A group that has not three digits starts a number.
    let must: Vec<bool> = (0..groups)
        .map(|at| at == 0 || (piece[at].kind != Kind::Percent && !group(piece[at].text)))
        .collect();
    let least = must.iter().filter(|start| **start).count();
    let wanted = count.max(least).min(groups);
    if piece.iter().any(|token| token.kind == Kind::Percent) && least == 1 {
        return vec![text(piece)];
    }
    let starts = smoothest(&must, wanted);
    let mut values = Vec::new();
    let mut from = 0;
    for at in 1..=groups {
        if at == groups || starts[at] {
            values.push(text(&piece[from..at]));
            from = at;
        }
    }
    values
}

/// Where the values start so that neighbours differ least in length: columns of one kind stand together.
fn smoothest(must: &[bool], wanted: usize) -> Vec<bool> {
    let groups = must.len();
    let mut starts = must.to_vec();
    if groups > LONGEST_RUN || wanted <= must.iter().filter(|start| **start).count() {
        return starts;
    }
    // cost[values][end][length of the last value], with the length of the value before it.
    let mut cost = vec![vec![vec![(usize::MAX, 0usize); groups + 1]; groups + 1]; wanted + 1];
    let free = |from: usize, to: usize| must[from + 1..to].iter().all(|start| !start);
    for (end, first) in cost[1].iter_mut().enumerate().skip(1) {
        if free(0, end) {
            first[end] = (0, 0);
        }
    }
    for count in 2..=wanted {
        for end in count..=groups {
            for length in 1..end {
                let from = end - length;
                if !free(from, end) {
                    continue;
                }
                let best = (1..=from)
                    .filter(|before| cost[count - 1][from][*before].0 != usize::MAX)
                    .map(|before| {
                        (
                            cost[count - 1][from][before].0 + before.abs_diff(length),
                            before,
                        )
                    })
                    .min();
                if let Some(best) = best {
                    cost[count][end][length] = best;
                }
            }
        }
    }
    let last = (1..=groups)
        .min_by_key(|length| cost[wanted][groups][*length].0)
        .unwrap_or(groups);
    if cost[wanted][groups][last].0 == usize::MAX {
        return starts;
    }
    let (mut end, mut length, mut count) = (groups, last, wanted);
    while count > 0 && length > 0 {
        let before = cost[count][end][length].1;
        end -= length;
        starts[end] = true;
        length = before;
        count -= 1;
    }
    starts
}

fn text(tokens: &[Token]) -> String {
    tokens
        .iter()
        .map(|token| token.text)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, count: usize, label: &str, values: &[&str]) {
        let found = row(line, count);
        let label_found = found
            .as_ref()
            .map_or("", |row| line[..row.start].trim_end());
        let values_found = found.as_ref().map_or(Vec::new(), |row| row.values.clone());
        assert_eq!(
            (label_found, values_found),
            (label, values.iter().map(|v| (*v).to_owned()).collect()),
            "{line}"
        );
    }

    #[test]
    fn groups_of_digits_are_shared_out_over_the_years() {
        check(
            "Antall båter a 12 988 12 355 12 406",
            3,
            "Antall båter a",
            &["12 988", "12 355", "12 406"],
        );
        check(
            "Tang i alt (i tonn) 510 213 412 620 772 305 683 534 243",
            3,
            "Tang i alt (i tonn)",
            &["510 213 412", "620 772 305", "683 534 243"],
        );
        check(
            "Garn over ett år 9 340 16 738",
            2,
            "Garn over ett år",
            &["9 340", "16 738"],
        );
        check(
            "Skjel per båt 792 853 877",
            3,
            "Skjel per båt",
            &["792", "853", "877"],
        );
        check(
            "Tare** 36 716 42 353 10 282** 13 300**",
            4,
            "Tare**",
            &["36 716", "42 353", "10 282", "13 300"],
        );
        check(
            "Ål 1 039 502 1 060 537 296 881 316 171",
            4,
            "Ål",
            &["1 039 502", "1 060 537", "296 881", "316 171"],
        );
        check(
            "Sum ført -11 985 637 -13 144 626",
            2,
            "Sum ført",
            &["-11 985 637", "-13 144 626"],
        );
        check("Krabber 998 1 204", 2, "Krabber", &["998", "1 204"]);
    }

    #[test]
    fn shares_and_decimals_stand_apart() {
        check(
            "Utnyttelse post 01-29 87,98 % 87,87 % 86,52%",
            3,
            "Utnyttelse post 01-29",
            &["87,98 %", "87,87 %", "86,52 %"],
        );
        check(
            "Andel av befolkningen 15-74 år * 70,3 70,1 69,7",
            3,
            "Andel av befolkningen 15-74 år *",
            &["70,3", "70,1", "69,7"],
        );
        check("70 %  68 % Se merknad om 12 uker", 2, "", &["70 %", "68 %"]);
        check(
            "Andel under 30 år på tokt 53 %  51 %",
            2,
            "Andel under 30 år på tokt",
            &["53 %", "51 %"],
        );
    }

    #[test]
    fn wide_gaps_tell_the_columns() {
        check(
            "Restanse 177 286    185 651    12",
            2,
            "Restanse",
            &["177 286", "185 651", "12"],
        );
        check(
            "Poeng (1-10) 7                 7                 -",
            2,
            "Poeng (1-10)",
            &["7", "7", "-"],
        );
    }

    #[test]
    fn too_few_values_are_no_row() {
        check("Figur 7. Tang i 12 kommuner", 2, "", &[]);
        assert_eq!(alone("2,2 %"), Some(vec!["2,2 %".to_owned()]));
        assert_eq!(alone("19 146"), Some(vec!["19 146".to_owned()]));
        assert_eq!(alone("Tang 2"), None);
    }
}
