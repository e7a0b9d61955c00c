//! Plain text as it is shown: who is quoted, and what is a link.

mod link;

/// A stretch of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text as it is shown, line ends included; quote marks are left off.
    pub text: String,
    /// An absolute http, https or mailto URL, if it is a link.
    pub link: Option<String>,
    /// How deep it is quoted (`>`); 0 for the author's own.
    pub quote_depth: u8,
}

/// How deep quotes are told apart; what is deeper counts as this deep.
const DEPTH_LIMIT: u8 = 32;
/// How many links are made; beyond it text stays text.
const LINK_LIMIT: usize = 10_000;

/// Splits a decoded text (line ends `\n`) into spans: a new one wherever the
/// quote depth changes and for each link. Their texts joined are the text
/// without its quote marks.
pub fn plain_text(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut links = 0;
    for line in text.split_inclusive('\n') {
        let (quote_depth, line) = quoted(line);
        let mut rest = line;
        while links < LINK_LIMIT {
            let Some(found) = link::find(rest) else {
                break;
            };
            links += 1;
            push_text(&mut spans, rest.get(..found.range.start), quote_depth);
            spans.push(Span {
                text: rest.get(found.range.clone()).unwrap_or_default().to_owned(),
                link: Some(found.url),
                quote_depth,
            });
            rest = rest.get(found.range.end..).unwrap_or_default();
        }
        push_text(&mut spans, Some(rest), quote_depth);
    }
    spans
}

fn push_text(spans: &mut Vec<Span>, text: Option<&str>, quote_depth: u8) {
    let text = text.unwrap_or_default();
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(last) if last.link.is_none() && last.quote_depth == quote_depth => {
            last.text.push_str(text);
        }
        _ => spans.push(Span {
            text: text.to_owned(),
            link: None,
            quote_depth,
        }),
    }
}

/// The depth of a line and what stands behind its quote marks: `>>`, `> >`.
fn quoted(line: &str) -> (u8, &str) {
    // No quote: mbox files mark a line that begins with "From " so.
    if line.starts_with(">From ") {
        return (0, line);
    }
    let mut depth = 0_u8;
    let mut rest = line;
    loop {
        // Between two marks a blank may stand; the one behind the last goes with it.
        let after_blank = rest.strip_prefix(' ').filter(|_| depth > 0).unwrap_or(rest);
        match after_blank.strip_prefix('>') {
            Some(after) => {
                depth = depth.saturating_add(1).min(DEPTH_LIMIT);
                rest = after;
            }
            None => return (depth, after_blank),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_told_apart_by_their_marks() {
        let spans = plain_text("mine\n> one\n> > two\n>> still two\nend > not\n>From x\n");
        let seen: Vec<(u8, &str)> = spans
            .iter()
            .map(|span| (span.quote_depth, span.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (0, "mine\n"),
                (1, "one\n"),
                (2, "two\nstill two\n"),
                (0, "end > not\n>From x\n")
            ]
        );
    }

    #[test]
    fn a_link_is_a_span_of_its_own() {
        let spans = plain_text("> see https://example.org/a, or www.example.org.\n");
        let seen: Vec<(&str, Option<&str>)> = spans
            .iter()
            .map(|span| (span.text.as_str(), span.link.as_deref()))
            .collect();
        assert_eq!(
            seen,
            [
                ("see ", None),
                ("https://example.org/a", Some("https://example.org/a")),
                (", or ", None),
                ("www.example.org", Some("https://www.example.org")),
                (".\n", None),
            ]
        );
        assert!(spans.iter().all(|span| span.quote_depth == 1));
    }
}
