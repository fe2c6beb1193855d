//! One look at the text of a query before it is parsed. The parser calls itself for every bracket,
//! so what is nested without end would end the process; here nothing calls itself.

use super::error::Code;
use async_graphql::ServerError;

/// Bytes of a query's text at most.
const MAX_BYTES: usize = 64 * 1024;

/// Tokens of a query at most.
const MAX_TOKENS: usize = 15_000;

/// Brackets within each other at most, of whatever kind.
const MAX_NESTING: usize = 64;

/// Refuses a text that is too long or nests too deep to be parsed.
pub(super) fn check_text(query: &str) -> Result<(), ServerError> {
    if query.len() > MAX_BYTES {
        return Err(Code::ComplexityLimit.refusal(format!(
            "the query has {} bytes; at most {MAX_BYTES} are allowed, so give values as variables and send several requests",
            query.len()
        )));
    }
    let mut nesting = 0usize;
    let mut tokens = 0usize;
    let mut rest = query.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let length = match first {
            b'{' | b'[' | b'(' => {
                nesting += 1;
                1
            }
            b'}' | b']' | b')' => {
                nesting = nesting.saturating_sub(1);
                1
            }
            b'#' => memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()),
            b'"' => string(rest),
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                rest = after;
                continue;
            }
            letter if is_name(*letter) => name(rest),
            _ => 1,
        };
        tokens += usize::from(*first != b'#');
        if nesting > MAX_NESTING {
            return Err(Code::DepthLimit.refusal(format!(
                "the query nests brackets more than {MAX_NESTING} deep; give lists and objects as variables, or ask in several requests"
            )));
        }
        if tokens > MAX_TOKENS {
            return Err(Code::ComplexityLimit.refusal(format!(
                "the query has more than {MAX_TOKENS} words and signs; ask for less, or in several requests"
            )));
        }
        rest = &rest[length..];
    }
    Ok(())
}

fn is_name(letter: u8) -> bool {
    letter == b'_' || letter.is_ascii_alphanumeric()
}

fn name(text: &[u8]) -> usize {
    let end = text.iter().position(|letter| !is_name(*letter));
    end.unwrap_or(text.len())
}

/// Length of the string that begins here. One that its line leaves open ends with the line, so that
/// what follows is counted; the parser refuses it.
fn string(text: &[u8]) -> usize {
    if text.starts_with(b"\"\"\"") {
        return block_string(text);
    }
    let mut at = 1;
    while let Some(letter) = text.get(at) {
        match letter {
            b'\\' => at += 1,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

fn block_string(text: &[u8]) -> usize {
    let mut at = 3;
    while let Some(found) = memchr::memchr(b'"', &text[at..]) {
        let quote = at + found;
        let escaped = text[quote - 1] == b'\\';
        match (text[quote..].starts_with(b"\"\"\""), escaped) {
            (true, false) => return quote + 3,
            (true, true) => at = quote + 3,
            (false, _) => at = quote + 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: Option<Code>) {
        let found = check_text(query).err();
        let code = found.map(|error| error.extensions.unwrap().get("code").unwrap().to_string());
        let expected = expected.map(|code| format!("\"{}\"", code.name()));
        let shown: String = query.chars().take(60).collect();
        assert_eq!(code, expected, "{shown}");
    }

    #[test]
    fn ordinary_queries_pass() {
        check("", None);
        check("{ documents(first: 2) { nodes { id } } }", None);
        check(&format!("{}{}", "{a".repeat(64), "}".repeat(64)), None);
    }

    #[test]
    fn brackets_of_every_kind_are_counted_however_many() {
        for (open, close) in [("[", "]"), ("{a:", "}"), ("(", ")"), ("{a(b:[{c:", "}])}")] {
            let deep = format!(
                "{{a(x:{}{})}}",
                open.repeat(100_000 / open.len() / 4),
                close.repeat(100_000 / open.len() / 4)
            );
            check(&deep[..deep.len().min(MAX_BYTES)], Some(Code::DepthLimit));
        }
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let many = "[".repeat(100);
        check(&format!("{{ a(b: \"{many}\") }}"), None);
        check(&format!("{{ a(b: \"\\\"{many}\") }}"), None);
        check(
            &format!("{{ a(b: \"\"\"{many}\\\"\"\" {many}\"\"\") }}"),
            None,
        );
        check(&format!("# {many}\n{{ a }}"), None);
    }

    #[test]
    fn a_string_cannot_hide_brackets_behind_its_line() {
        let many = "[".repeat(100);
        check(&format!("{{ a(b: \"\n{many}"), Some(Code::DepthLimit));
        check(&format!("{{ a(b: \"\"{many}"), Some(Code::DepthLimit));
        check(&format!("# x\r{many}"), Some(Code::DepthLimit));
    }

    #[test]
    fn long_texts_are_refused() {
        check(&" ".repeat(MAX_BYTES + 1), Some(Code::ComplexityLimit));
        check(&"a ".repeat(MAX_TOKENS + 1), Some(Code::ComplexityLimit));
    }
}
