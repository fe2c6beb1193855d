//! Where pages start in text that fell out of a PDF.
//!
//! Form feeds tell it outright. Many converters leave none, only a trace: the first line of each page
//! begins with a space and follows the last line of the page before without an empty line. A list whose
//! bullets were lost has lines that begin with a space too, so a line only counts as the start of a page
//! outside such a list.

/// Byte at which each page starts, the first one 0; empty where no page breaks are seen.
pub(super) fn starts(content: &str) -> Vec<u32> {
    if memchr::memchr(b'\x0c', content.as_bytes()).is_some() {
        return from_form_feeds(content);
    }
    from_footers(content).unwrap_or_else(|| from_traces(content))
}

/// Pages that end in "Side 3 av 12", if at least two do, with rising numbers.
fn from_footers(content: &str) -> Option<Vec<u32>> {
    let mut pages = vec![0];
    let mut last = 0;
    for at in memchr::memmem::find_iter(content.as_bytes(), b"Side ") {
        let start = content[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = content[at..]
            .find('\n')
            .map_or(content.len(), |end| at + end);
        if !content[start..at].trim().is_empty() || end - at > 24 {
            continue;
        }
        let mut words = content[at..end].split_whitespace().skip(1);
        let number = words.next().and_then(|word| word.parse::<u32>().ok());
        let is_footer = words.next() == Some("av")
            && words.next().is_some_and(|word| word.parse::<u32>().is_ok())
            && words.next().is_none();
        if let Some(number) = number.filter(|number| is_footer && *number > last) {
            last = number;
            if !content[end..].trim_start().is_empty() {
                pages.push(end as u32 + 1);
            }
        }
    }
    (pages.len() > 1).then_some(pages)
}

fn from_form_feeds(content: &str) -> Vec<u32> {
    let mut pages = vec![0];
    for at in memchr::memchr_iter(b'\x0c', content.as_bytes()) {
        if !content[at + 1..].trim_start().is_empty() || at + 1 < content.len() {
            pages.push(at as u32 + 1);
        }
    }
    pages
}

/// What the lines before the one in question are.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Running text, or the start of the file.
    Text,
    /// A line that a list may follow: it ends in a colon or is short and unfinished like a heading.
    Opening,
    /// A list whose bullets are single spaces.
    SpacedList,
}

fn from_traces(content: &str) -> Vec<u32> {
    let mut indented = 0usize;
    let mut written = 0usize;
    for line in content.lines() {
        if !line.trim().is_empty() {
            written += 1;
            indented += usize::from(line.starts_with([' ', '\t']));
        }
    }
    // A layout that indents much of its text leaves no such trace.
    if written > 11 && indented * 4 > written {
        return Vec::new();
    }
    let mut pages = vec![0];
    let mut at = 0;
    let mut previous = "";
    let mut before = Before::Text;
    let mut gap = 0;
    let mut last_number = None;
    let mut numbered = false;
    // Whether the line before starts a page: no page has one line.
    let mut starts_before = false;
    for line in content.split_inclusive('\n') {
        let text = line.trim();
        if text.is_empty() {
            gap += 1;
            at += line.len();
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let after_links = is_link(previous);
        let mut is_start = false;
        // A trace is a space or two; what stands further in is laid out so.
        if (1..4).contains(&indent) && gap == 0 && !previous.is_empty() {
            let is_open = !ends_sentence(previous) && !previous.ends_with(':');
            let continues = is_open && starts_lower(text) && previous.chars().count() > 45;
            // Below a numbered item a line in lower case is a bullet.
            let breaks_off = numbered && starts_lower(text) && !is_open;
            is_start = after_links
                || continues
                || is_numbered(text)
                || is_capitals(text)
                || match before {
                    Before::Text => !breaks_off && !starts_before,
                    Before::Opening => indent > 1,
                    Before::SpacedList => indent > 1,
                };
        } else if is_annex_head(text) && gap > 0 {
            last_number = Some(at);
        } else if let Some(start) = last_number.take()
            && text.len() <= 3
            && text.bytes().all(|byte| byte.is_ascii_digit())
        {
            pages.push(start as u32);
        }
        if is_start {
            pages.push(at as u32);
        }
        starts_before = is_start;
        let is_bullet = indent > usize::from(is_start || previous.is_empty());
        before = if text.ends_with(':') || is_heading_like(text) && !starts_lower(text) {
            if is_bullet && !text.ends_with(':') {
                Before::SpacedList
            } else {
                Before::Opening
            }
        } else if is_bullet && !has_glyph(text) {
            Before::SpacedList
        } else if before == Before::SpacedList && !is_start {
            // The lines that an item runs over; a paragraph after an empty line ends the list.
            if gap > 0 && ends_sentence(previous) && !starts_lower(text) {
                Before::Text
            } else {
                Before::SpacedList
            }
        } else {
            Before::Text
        };
        numbered = is_numbered(text) || numbered && (gap == 0 || !ends_sentence(previous));
        previous = text;
        gap = 0;
        at += line.len();
    }
    if pages.len() == 1 { Vec::new() } else { pages }
}

fn is_link(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:"))
        && !text.contains(' ')
}

/// "2.1. Mål": a numbered heading is no item of a list whose bullets were lost.
fn is_numbered(text: &str) -> bool {
    let number = text.split(' ').next().unwrap_or_default();
    number.len() < 9
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains('.')
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text[number.len()..]
            .trim_start()
            .starts_with(char::is_uppercase)
}

/// A title in capitals is no item either.
fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 9 && !text.chars().any(char::is_lowercase)
}

fn is_annex_head(text: &str) -> bool {
    text.strip_prefix("Vedlegg ").is_some_and(|rest| {
        rest.len() <= 12 && rest.starts_with(|first: char| first.is_ascii_digit())
    })
}

fn is_heading_like(text: &str) -> bool {
    text.chars().count() <= 60 && !text.ends_with(['.', ',', ';', ':', '?', '!', ')', '-'])
}

fn has_glyph(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('•' | 'o' | '-' | '–' | '*' | '○' | '▪'))
        && chars.next() == Some(' ')
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '"', ')', '”'])
        .ends_with(['.', '!', '?'])
}

fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}
