//! Plain text as HTML, for an editor.

use crate::SafeHtml;
use crate::link;
use crate::output::{write_attribute, write_text};

/// See [`SafeHtml::from_text`].
fn from_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut markup = String::with_capacity(text.len() * 5 / 4);
    if !text.contains('\n') {
        write_line(text, &mut markup);
        return markup;
    }
    for line in text.split('\n') {
        markup.push_str("<div>");
        if line.is_empty() {
            markup.push_str("<br>");
        }
        write_line(line, &mut markup);
        markup.push_str("</div>");
    }
    markup
}

/// Words, addresses among them, and the space between them as wide as it is.
fn write_line(line: &str, markup: &mut String) {
    let mut rest = line;
    while !rest.is_empty() {
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        write_space(
            &rest[..spaces],
            rest.len() == line.len() || spaces == rest.len(),
            markup,
        );
        rest = &rest[spaces..];
        let end = rest.find([' ', '\t']).unwrap_or(rest.len());
        write_word(&rest[..end], markup);
        rest = &rest[end..];
    }
}

/// White space that HTML would make one of.
fn write_space(space: &str, is_at_edge: bool, markup: &mut String) {
    let width: usize = space.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    for at in 0..width {
        let is_kept = is_at_edge || at + 1 < width;
        markup.push_str(if is_kept { "&nbsp;" } else { " " });
    }
}

fn write_word(word: &str, markup: &mut String) {
    let begin = word.trim_start_matches(['(', '<', '[', '"', '\'']);
    let (before, said) = word.split_at(word.len() - begin.len());
    let is_address = said.starts_with("https://") || said.starts_with("http://");
    let said = said.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', ']', '"', '\'']);
    let href = is_address.then(|| link::written_href(said)).flatten();
    let Some(href) = href else {
        return write_text(word, markup);
    };
    write_text(before, markup);
    markup.push_str("<a");
    write_attribute("href", &href, markup);
    markup.push('>');
    write_text(said, markup);
    markup.push_str("</a>");
    write_text(&word[before.len() + said.len()..], markup);
}

impl SafeHtml {
    /// Plain text as a fragment for an editor: a block for each line if there are
    /// several, and links where addresses stand.
    pub fn from_text(text: &str) -> Self {
        Self {
            markup: from_text(text).into(),
            images_behind: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::from_text;
    use crate::{Fit, make_editable};

    #[test]
    fn text_stays_text_line_by_line() {
        for (text, expected) in [
            ("", ""),
            ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"),
            ("one\ntwo\n", "<div>one</div><div>two</div>"),
            (
                "one\r\n\r\ntwo",
                "<div>one</div><div><br></div><div>two</div>",
            ),
            ("a  b\tc", "a&nbsp; b&nbsp;&nbsp;&nbsp; c"),
            ("  x ", "&nbsp;&nbsp;x&nbsp;"),
            (
                "(https://a.example/?b&c).",
                "(<a href=\"https://a.example/?b&amp;c\">https://a.example/?b&amp;c</a>).",
            ),
            (
                "javascript:x() http:// https://",
                "javascript:x() http:// https://",
            ),
        ] {
            assert_eq!(from_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn it_is_what_the_sanitizer_lets_stand() {
        let text = "Tea & <script>x</script>\n\n  https://a.example/?b=c&d=\"e\" \u{a0}`\0\ny";
        let markup = from_text(text);
        let fit = make_editable(&markup, Fit::Edit).unwrap();
        assert_eq!(fit.as_str(), markup);
    }
}
