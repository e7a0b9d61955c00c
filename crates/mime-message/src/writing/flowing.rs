//! Plain text whose lines flow (RFC 3676), without DelSp.

use super::body::with_lf;

/// The longest line with its stuffing and quote marks, where it can be broken (§4.2).
const LINE: usize = 76;
/// What stands above a signature (§4.3): it ends in a space, and does not flow.
const SEPARATOR: &str = "-- ";
/// Quotes deeper than this are quoted so deep.
const DEPTH: usize = 32;

/// Lines that a reader joins again to the paragraphs of `text`, with CRLF. Quotes
/// are told by their marks, `>` or `> > `. A paragraph without a space stays one
/// long line. Spaces at the ends of paragraphs are lost.
pub(super) fn flow(text: &str) -> String {
    let text = with_lf(text);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut out = String::with_capacity(text.len() + text.len() / 32 + 2);
    for paragraph in text.split('\n') {
        let (depth, content) = quoted(paragraph);
        let content = match content {
            SEPARATOR => content,
            _ => content.trim_end_matches(' '),
        };
        let mut rest = content;
        loop {
            let line = first_line(rest, LINE.saturating_sub(depth + 1).max(20));
            push_line(depth, line, &mut out);
            rest = rest.get(line.len()..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
        }
    }
    out
}

/// How deep a paragraph is quoted, and what is quoted.
fn quoted(paragraph: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, paragraph);
    while let Some(inner) = rest.strip_prefix('>') {
        if depth == DEPTH {
            break;
        }
        depth += 1;
        // A space between the marks, or behind the last of them, is none of the text.
        rest = match inner.strip_prefix(' ') {
            Some(after) if after.starts_with('>') => after,
            _ => inner,
        };
    }
    match depth {
        0 => (0, rest),
        _ => (depth, rest.strip_prefix(' ').unwrap_or(rest)),
    }
}

/// What of `rest` is its first line: up to and with a space, unless all fits.
fn first_line(rest: &str, width: usize) -> &str {
    let mut end = None;
    let mut columns = 0;
    for (at, c) in rest.char_indices() {
        columns += 1;
        if columns > width && end.is_some() {
            break;
        }
        let after = at + 1;
        let next = rest.get(after..).and_then(|rest| rest.chars().next());
        let is_border = c == ' ' && next.is_some_and(|next| next != ' ');
        // Alone it would be taken for the mark above a signature.
        if is_border && rest.get(..after) != Some(SEPARATOR) {
            end = Some(after);
        }
        if columns > width && end.is_some() {
            break;
        }
    }
    match end {
        Some(end) if columns > width => rest.get(..end).unwrap_or(rest),
        _ => rest,
    }
}

fn push_line(depth: usize, line: &str, out: &mut String) {
    out.extend(core::iter::repeat_n('>', depth));
    // What would be read otherwise is stuffed (§4.4), and so is what is quoted.
    let is_stuffed = line.starts_with([' ', '>']) || line.starts_with("From ");
    if is_stuffed || (depth > 0 && !line.is_empty()) {
        out.push(' ');
    }
    out.push_str(line);
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::flowed::unflow;

    #[test]
    fn paragraphs_flow_and_all_else_stays() {
        let long = "word ".repeat(20);
        let wrapped = format!(
            "{}\r\n{}\r\n",
            "word ".repeat(15),
            "word ".repeat(5).trim_end()
        );
        let quoted = format!(
            ">> {}\r\n>> {}\r\n",
            "word ".repeat(14),
            "word ".repeat(6).trim_end()
        );
        let deep = format!("> > {}", long.trim_end());
        for (text, lines) in [
            ("", "\r\n"),
            ("a\n\nb\n", "a\r\n\r\nb\r\n"),
            ("a  \nb", "a\r\nb\r\n"),
            (" From me\nFrom you\n", "  From me\r\n From you\r\n"),
            (
                "> quoted\n>\n>>deep\n> > deep",
                "> quoted\r\n>\r\n>> deep\r\n>> deep\r\n",
            ),
            ("x\n-- \nme", "x\r\n-- \r\nme\r\n"),
            ("> -- \n> me", "> -- \r\n> me\r\n"),
            (long.as_str(), wrapped.as_str()),
            (deep.as_str(), quoted.as_str()),
        ] {
            assert_eq!(flow(text), lines, "{text:?}");
        }
    }

    #[test]
    fn what_flowed_reads_as_it_was_meant() {
        let word = "x".repeat(300);
        let dashes = format!("-- {word} end");
        let mixed = format!("{word} {} > not a quote From here {word}", "a ".repeat(200));
        let wide = "日本語のとても長い行".repeat(40);
        let spaces = format!("a{}b{}c", " ".repeat(100), " ".repeat(3));
        for text in [
            dashes.as_str(),
            mixed.as_str(),
            wide.as_str(),
            spaces.as_str(),
            "  indented\n\ttabbed",
            "> one\n>> two\n> > three",
            "-- \nme",
        ] {
            let lines = flow(text).replace("\r\n", "\n");
            let read = unflow(&lines, false);
            let meant = text.replace("> > ", ">> ");
            assert_eq!(read.trim_end_matches('\n'), meant, "{lines}");
            // Long words stay, and what is only a mark above a signature.
            let has_short_lines = lines.split('\n').all(|line| {
                line.chars().count() <= LINE + 2
                    || !line.trim_start_matches("-- ").trim().contains(' ')
            });
            assert!(has_short_lines, "{lines}");
        }
    }
}
