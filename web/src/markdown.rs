//! Markdown (CommonMark, with tables and strikethrough) as it is written in mail.
//!
//! Here a line end is a line end, as in the plain text that goes beside it; markup
//! that somebody types is what they typed; and the line above a signature underlines
//! nothing.

use pulldown_cmark::{Event, Options, Parser, html};

/// What stands above a signature (RFC 3676 §4.3).
const SEPARATOR: &str = "-- ";

/// What was typed, as a fragment of a body. Whoever sends it sanitizes it as they
/// do all markup.
pub fn to_markup(text: &str) -> String {
    let text = with_signatures_kept(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(&text, options).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        Event::Html(typed) | Event::InlineHtml(typed) => Event::Text(typed),
        event => event,
    });
    let mut markup = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut markup, events);
    markup
}

/// The text with the lines above signatures escaped, also where they are quoted:
/// after a paragraph they would make a heading of it.
fn with_signatures_kept(text: &str) -> String {
    let mut kept = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let said = line.trim_end_matches(['\n', '\r']);
        let rest = said.trim_start_matches(['>', ' ']);
        if rest == SEPARATOR || rest == SEPARATOR.trim_end() {
            kept.push_str(&said[..said.len() - rest.len()]);
            kept.push('\\');
            kept.push_str(&line[said.len() - rest.len()..]);
        } else {
            kept.push_str(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::to_markup;

    #[test]
    fn markdown_says_how_a_text_looks() {
        for (text, markup) in [
            (
                "*a* **b** `c`",
                "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n",
            ),
            ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("# A ~~b~~", "<h1>A <del>b</del></h1>\n"),
            (
                "> Yes\n\nNo",
                "<blockquote>\n<p>Yes</p>\n</blockquote>\n<p>No</p>\n",
            ),
            (
                "[a](https://b.example/)",
                "<p><a href=\"https://b.example/\">a</a></p>\n",
            ),
            ("", ""),
        ] {
            assert_eq!(to_markup(text), markup, "{text}");
        }
        assert!(to_markup("|a|b|\n|-|-|\n|1|2|").contains("<td>1</td>"));
    }

    #[test]
    fn markup_that_was_typed_is_text() {
        assert_eq!(
            to_markup("a <b>c</b>\n\n<script>x</script>"),
            "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n&lt;script&gt;x&lt;/script&gt;"
        );
    }

    #[test]
    fn the_line_above_a_signature_underlines_nothing() {
        for text in [
            "Bye\n-- \nAda",
            "> Bye\n> -- \n> Ada",
            "Bye\r\n--\r\nAda",
            "-- \nAda",
        ] {
            let markup = to_markup(text);
            assert!(!markup.contains("<h"), "{text}: {markup}");
            assert!(markup.contains("--"), "{text}: {markup}");
        }
    }
}
