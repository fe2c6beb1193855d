//! Mark-up inside a line of Markdown or HTML: which characters are to be read.

use crate::model::Span;

/// Bytes of a link's target or a note's mark at most: one that is not closed is not looked for further.
const LONGEST_TARGET: usize = 2000;

/// The stretches of `content[span]` that are text: without emphasis, tags, link targets, footnote
/// marks and escapes.
///
/// `**Unge.** Se [nettsiden](x)<sup>1</sup>.` → `Unge.`, ` Se `, `nettsiden`, `.`
pub(super) fn plain_spans(content: &str, span: Span) -> Vec<Span> {
    let mut spans = Spans {
        offset: span.start as usize,
        spans: Vec::new(),
        start: 0,
    };
    let text = &content[span.range()];
    let bytes = text.as_bytes();
    // An unclosed bracket is looked for once, not from every opening one.
    let mut no_bracket_after = usize::MAX;
    let mut no_tag_after = usize::MAX;
    let mut at = 0;
    while at < bytes.len() {
        let skip = match bytes[at] {
            b'*' => bytes[at..].iter().take_while(|byte| **byte == b'*').count(),
            b'_' if is_emphasis(bytes, at) => {
                bytes[at..].iter().take_while(|byte| **byte == b'_').count()
            }
            b'`' => 1,
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                spans.cut(at, 1);
                // The escaped sign itself is text.
                at += 2;
                continue;
            }
            b'<' if at < no_tag_after => match tag(text, at) {
                Some(length) => length,
                None => {
                    if memchr::memchr(b'>', &bytes[at..]).is_none() {
                        no_tag_after = at;
                    }
                    0
                }
            },
            b'!' if bytes.get(at + 1) == Some(&b'[') => 1,
            b'[' if at < no_bracket_after => {
                if bytes.get(at + 1) == Some(&b'^') {
                    memchr::memchr(b']', near(bytes, at)).map_or(0, |end| end + 1)
                } else if memchr::memmem::find(&bytes[at..], b"](").is_some() {
                    1
                } else {
                    no_bracket_after = at;
                    0
                }
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                memchr::memchr(b')', near(bytes, at)).map_or(0, |end| end + 1)
            }
            _ => 0,
        };
        if skip > 0 {
            spans.cut(at, skip);
            at += skip;
        } else {
            at += 1;
        }
    }
    spans.cut(bytes.len(), 0);
    spans.spans
}

/// What follows, as far as a target can go.
fn near(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[at..bytes.len().min(at + LONGEST_TARGET)]
}

struct Spans {
    offset: usize,
    spans: Vec<Span>,
    start: usize,
}

impl Spans {
    fn cut(&mut self, at: usize, skip: usize) {
        if at > self.start {
            let span = Span::new(self.offset + self.start, self.offset + at);
            self.spans.push(span);
        }
        self.start = at + skip;
    }
}

/// Underscores are emphasis at the edge of a word, part of a name inside one.
fn is_emphasis(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let after = bytes[at..].iter().find(|byte| **byte != b'_');
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    !(before.is_some_and(is_word) && after.is_some_and(|byte| is_word(*byte)))
}

/// Length of the tag at `at`; a `<sup>` goes with its content when that is a footnote mark.
fn tag(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let second = rest[1..].chars().next()?;
    if !(second.is_ascii_alphabetic() || second == '/' || second == '!') {
        return None;
    }
    let mut limit = rest.len().min(400);
    while !rest.is_char_boundary(limit) {
        limit -= 1;
    }
    let end = memchr::memchr(b'>', &rest.as_bytes()[..limit])? + 1;
    if rest
        .get(..5)
        .is_some_and(|open| open.eq_ignore_ascii_case("<sup>"))
        && let Some(close) = memchr::memmem::find(&rest.as_bytes()[..limit], b"</sup>")
        && (5..=9).contains(&close)
        && rest[5..close]
            .chars()
            .all(|c| c.is_alphanumeric() || c == '*')
    {
        return Some(close + 6);
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let spans = plain_spans(text, Span::new(0, text.len()));
        let found: Vec<&str> = spans.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn mark_up_is_left_out() {
        check("**Unge.** Mer *her*", &["Unge.", " Mer ", "her"]);
        check("gruppe 3<sup>1</sup>) og", &["gruppe 3", ") og"]);
        check("se [siden](https://x.no) nå", &["se ", "siden", " nå"]);
        check("noe[^1], mer", &["noe", ", mer"]);
        check(r"1\. mai", &["1", ". mai"]);
    }

    #[test]
    fn signs_that_are_no_mark_up_stay() {
        check("under < 6,1 %", &["under < 6,1 %"]);
        check("fil_navn_to", &["fil_navn_to"]);
        check("[ny] ordning", &["[ny] ordning"]);
    }
}
