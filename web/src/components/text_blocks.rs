//! A plain text in blocks. Browsers lay out a block as one, in a time that may grow
//! with the square of its length, and one that is out of sight not at all.

use mail_engine::TextSpan;

/// So many octets at least are one block, up to the end of their line.
const BLOCK: usize = 4 * 1024;
/// A line without an end is cut after so many.
const LONGEST: usize = 16 * 1024;

/// What is laid out as one.
#[derive(Debug, Default)]
pub(super) struct TextBlock {
    /// What it says.
    pub(super) spans: Vec<TextSpan>,
    /// Its last line goes on in the next block; else a line ends between the two,
    /// whose end is in neither.
    pub(super) goes_on: bool,
}

/// The blocks of a text.
pub(super) fn blocks(spans: &[TextSpan]) -> Vec<TextBlock> {
    let mut blocks = Vec::new();
    let mut block = TextBlock::default();
    let mut length = 0;
    // A line's end behind another would be lost at the end of a block.
    let mut ends_line = true;
    for span in spans {
        let mut rest = span.text.as_str();
        if span.link.is_some() {
            length += rest.len();
            ends_line = false;
            block.spans.push(span.clone());
            continue;
        }
        while let Some((end, next)) = cut(rest, length, ends_line) {
            let (piece, after) = (&rest[..end], &rest[next..]);
            if !piece.is_empty() {
                block.spans.push(part(span, piece));
            }
            block.goes_on = end == next;
            blocks.push(core::mem::take(&mut block));
            (length, ends_line) = (0, true);
            rest = after;
        }
        if !rest.is_empty() {
            length += rest.len();
            ends_line = rest.ends_with('\n');
            block.spans.push(part(span, rest));
        }
    }
    if !block.spans.is_empty() || blocks.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// Where a block that has `length` octets already ends in `text`, and where the
/// next one begins.
fn cut(text: &str, length: usize, ends_line: bool) -> Option<(usize, usize)> {
    if length + text.len() <= BLOCK {
        return None;
    }
    let from = floor(text, BLOCK.saturating_sub(length));
    let most = floor(text, LONGEST.saturating_sub(length).max(1));
    let mut ends = text[from..].match_indices('\n').map(|(at, _)| from + at);
    let is_after_words = |at: &usize| match at {
        0 => !ends_line,
        at => !text[..*at].ends_with('\n'),
    };
    let end = ends.find(|at| *at >= most || is_after_words(at));
    match end {
        Some(end) if end < most => Some((end, end + 1)),
        _ if length + text.len() > LONGEST => Some((most, most)),
        _ => None,
    }
}

/// The place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn part(of: &TextSpan, text: &str) -> TextSpan {
    TextSpan {
        text: text.to_owned(),
        link: None,
        quote_depth: of.quote_depth,
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LONGEST, TextBlock, blocks};
    use mail_engine::TextSpan;

    fn span(text: &str) -> TextSpan {
        TextSpan {
            text: text.to_owned(),
            link: None,
            quote_depth: 0,
        }
    }

    fn text(block: &TextBlock) -> String {
        block.spans.iter().map(|span| span.text.as_str()).collect()
    }

    fn texts(spans: &[TextSpan]) -> Vec<String> {
        blocks(spans).iter().map(text).collect()
    }

    /// All that is drawn, with the ends of lines that stand between blocks.
    fn whole(spans: &[TextSpan]) -> String {
        let blocks = blocks(spans);
        let last = blocks.len() - 1;
        let of = |(index, block): (usize, &TextBlock)| match block.goes_on || index == last {
            true => text(block),
            false => text(block) + "\n",
        };
        blocks.iter().enumerate().map(of).collect()
    }

    #[test]
    fn a_short_text_is_one_block() {
        assert_eq!(texts(&[]), [""]);
        assert_eq!(texts(&[span("a\n\nb\n")]), ["a\n\nb\n"]);
    }

    #[test]
    fn a_block_ends_with_a_line_of_words() {
        let text = "words\n\n".repeat(2_000);
        let blocks = texts(&[span(&text)]);
        assert_eq!(blocks.join("\n"), text);
        assert_eq!(whole(&[span(&text)]), text);
        assert!(blocks.len() > 2);
        for block in &blocks {
            assert!(block.len() < BLOCK + 20);
        }
        assert!(
            blocks
                .iter()
                .rev()
                .skip(1)
                .all(|one| one.ends_with("words"))
        );
    }

    #[test]
    fn what_has_no_end_is_cut_and_nothing_of_it_is_lost() {
        for text in [
            "W".repeat(100_000),
            "\u{5d0}a".repeat(50_000),
            "\n".repeat(100_000),
        ] {
            let blocks = texts(&[span(&text)]);
            assert!(blocks.len() > 5);
            assert!(blocks.iter().all(|block| block.len() <= LONGEST));
            assert_eq!(blocks.concat(), text);
            assert_eq!(whole(&[span(&text)]), text);
        }
    }

    #[test]
    fn links_stay_whole_and_where_they_are() {
        let link = TextSpan {
            link: Some("https://example.org/".to_owned()),
            ..span("example.org")
        };
        let line = "words and a ".repeat(20);
        let mut spans = Vec::new();
        for _ in 0..100 {
            spans.extend([span(&line), link.clone(), span(" more\n")]);
        }
        let expected: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(whole(&spans), expected);
        let links = blocks(&spans).into_iter().flat_map(|block| block.spans);
        assert_eq!(links.filter(|span| span.link.is_some()).count(), 100);
    }
}
