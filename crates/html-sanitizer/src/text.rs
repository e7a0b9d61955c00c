//! The text of HTML, as a person would type it: from the tokens alone, so that
//! neither depth nor number of nodes can be too much.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use mail_model::thin_marks;

use crate::address::Address;
use crate::parse::{self, Handle};

/// Quotes deeper than this look like those.
const MOST_QUOTES: usize = 32;

/// See [`crate::to_text`].
pub(crate) fn to_text(html: &str) -> String {
    let sink = TextSink(RefCell::new(Lines::default()));
    parse::tokens(html, &sink);
    sink.0.into_inner().finish()
}

/// See [`crate::to_letter_text`].
pub(crate) fn to_letter_text(html: &str) -> String {
    let lines = Lines {
        quotes: Some(0),
        ..Lines::default()
    };
    let sink = TextSink(RefCell::new(lines));
    parse::tokens(html, &sink);
    let text = sink.0.into_inner().finish();
    let lines = text.split('\n').map(|line| match line {
        // Its space at the end was white space as any other.
        "--" => "-- ",
        line => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

struct TextSink(RefCell<Lines>);

impl TokenSink for TextSink {
    type Handle = Handle;

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<Handle> {
        let mut lines = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return lines.tag(&tag),
            Token::CharacterTokens(text) => lines.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The lines so far, and what is yet to be written before the next word.
#[derive(Default)]
struct Lines {
    out: String,
    /// Line feeds that are due.
    breaks: usize,
    /// A space is due.
    space: bool,
    /// What starts the line: a list's mark.
    mark: String,
    /// Elements that are open whose content is not text to read.
    hidden: Option<String>,
    preformatted: usize,
    /// The next number of each open list; none where it has no numbers.
    lists: Vec<Option<u32>>,
    /// The address of the open link, and where its text starts.
    link: Option<(String, usize)>,
    /// The last word is what stands for a picture.
    is_after_image: bool,
    /// How many quotes are open, where they are marked.
    quotes: Option<usize>,
    /// A quote begins with the next word.
    quote_begins: bool,
    /// How many were when the last line was written.
    quotes_before: usize,
}

impl Lines {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<Handle> {
        let name = &*tag.name;
        let starts = tag.kind == TagKind::StartTag;
        if let Some(hidden) = &self.hidden {
            if !starts && hidden == name {
                self.hidden = None;
            }
            return TokenSinkResult::Continue;
        }
        match name {
            "style" | "xmp" | "iframe" | "noembed" | "noframes" if starts => {
                if name != "xmp" {
                    self.hidden = Some(name.to_owned());
                }
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "script" if starts => {
                self.hidden = Some(name.to_owned());
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "title" if starts => {
                self.hidden = Some(name.to_owned());
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "textarea" if starts => return TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" if starts => return TokenSinkResult::Plaintext,
            "template" if starts => self.hidden = Some(name.to_owned()),
            "br" => {
                let most = if self.quotes.is_some() { 10 } else { 2 };
                self.breaks = (self.breaks + 1).min(most);
            }
            "blockquote" if self.quotes.is_some() => {
                // A quote stands right below the line that says whose it is.
                self.paragraph(if starts { 1 } else { 2 });
                self.quote_begins = starts;
                if let Some(quotes) = &mut self.quotes {
                    *quotes = match starts {
                        true => (*quotes + 1).min(MOST_QUOTES),
                        false => quotes.saturating_sub(1),
                    };
                }
            }
            "hr" => {
                self.paragraph(1);
                self.text("---");
                self.paragraph(1);
            }
            "img" if starts => self.image(tag),
            "a" => self.link(tag),
            "pre" | "listing" => {
                self.paragraph(2);
                self.preformatted = if starts {
                    self.preformatted + 1
                } else {
                    self.preformatted.saturating_sub(1)
                };
            }
            "ul" | "menu" | "dir" => self.list(starts, None),
            "ol" => self.list(starts, Some(1)),
            "li" if starts => self.item(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "dl" | "table"
            | "figure" => self.paragraph(2),
            "td" | "th" if starts => self.cell(),
            "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details"
            | "div" | "dt" | "fieldset" | "figcaption" | "footer" | "form" | "header"
            | "legend" | "li" | "main" | "nav" | "option" | "section" | "summary" | "tr" => {
                self.paragraph(1);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.preformatted > 0 {
            self.preformatted_text(text);
            return;
        }
        // A no-break space is a space here, too; wrapping is another's task.
        let mut words = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .peekable();
        self.space |= text.starts_with(is_space) && !text.is_empty();
        while let Some(word) = words.next() {
            self.word(word);
            self.space = words.peek().is_some() || text.ends_with(is_space);
        }
    }

    fn preformatted_text(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.breaks += 1;
            }
            if !line.is_empty() {
                let own_breaks = self.breaks;
                self.word("");
                // Empty lines within are content; those before it are not.
                if own_breaks > 2 && !self.out.is_empty() && self.quotes.is_none() {
                    self.empty_lines(own_breaks - 2);
                }
                self.out.push_str(line.trim_end_matches('\r'));
            }
        }
    }

    /// A space is due if a word ends here and what follows begins one.
    fn parts_words(&mut self, next: Option<char>) {
        self.space |=
            next.is_some_and(char::is_alphanumeric) && self.out.ends_with(char::is_alphanumeric);
    }

    /// Writes what is due, and then `word`.
    fn word(&mut self, word: &str) {
        if std::mem::take(&mut self.is_after_image) {
            self.parts_words(word.chars().next());
        }
        if self.out.is_empty() {
            self.breaks = 0;
            self.space = false;
        }
        if self.breaks > 0 {
            while self.out.ends_with([' ', '\t']) {
                self.out.pop();
            }
            let most = if self.quotes.is_some() {
                self.breaks
            } else {
                self.breaks.min(2)
            };
            self.out.push('\n');
            self.empty_lines(most - 1);
            self.quote_marks();
        } else if self.out.is_empty() {
            self.quote_marks();
        } else if self.space && !self.out.ends_with(['\n', '\t']) {
            self.out.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        self.quote_begins = false;
        self.out.push_str(&std::mem::take(&mut self.mark));
        self.out.push_str(word);
    }

    /// Empty lines, of the shallower of the quotes around them.
    fn empty_lines(&mut self, count: usize) {
        let depth = self.quotes.unwrap_or(0).min(self.quotes_before);
        for _ in 0..count {
            self.out.extend(std::iter::repeat_n('>', depth));
            self.out.push('\n');
        }
    }

    fn quote_marks(&mut self) {
        let depth = self.quotes.unwrap_or(0);
        self.quotes_before = depth;
        self.out.extend(std::iter::repeat_n('>', depth));
        if depth > 0 {
            self.out.push(' ');
        }
    }

    /// Ends the line, and with two leaves an empty one; but a list's mark is
    /// followed by its item.
    fn paragraph(&mut self, breaks: usize) {
        if self.mark.is_empty() {
            let breaks = if self.quote_begins { 1 } else { breaks };
            self.breaks = self.breaks.max(breaks);
        }
    }

    fn list(&mut self, starts: bool, first: Option<u32>) {
        if !starts {
            self.lists.pop();
        }
        self.paragraph(if self.lists.is_empty() { 2 } else { 1 });
        // Deeper than this, every list looks alike.
        if starts && self.lists.len() < 64 {
            self.lists.push(first);
        }
    }

    fn item(&mut self) {
        self.paragraph(1);
        let depth = self.lists.len().saturating_sub(1).min(8);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "- ".to_owned(),
        };
        self.mark = format!("{}{mark}", "  ".repeat(depth));
    }

    /// A tab separates cells, if something is in the row already.
    fn cell(&mut self) {
        if self.breaks == 0 && !self.out.is_empty() && !self.out.ends_with(['\n', '\t']) {
            self.space = false;
            self.out.push('\t');
        }
    }

    fn image(&mut self, tag: &Tag) {
        if let Some(alternative) = attribute(tag, "alt").filter(|text| !text.is_empty()) {
            let alternative = alternative.to_owned();
            let (first, last) = (alternative.chars().next(), alternative.chars().next_back());
            // On screen a picture stands between two words and is no part of either.
            self.parts_words(first);
            self.text(&alternative);
            self.is_after_image = last.is_some_and(char::is_alphanumeric);
        }
    }

    fn link(&mut self, tag: &Tag) {
        if let Some((address, start)) = self.link.take() {
            let text = self.out.get(start..).unwrap_or_default().trim();
            let shown = address.strip_prefix("mailto:").unwrap_or(&address);
            let bare = shown.trim_end_matches('/');
            let told = text.is_empty()
                || text.trim_end_matches('/') == bare
                || bare.split_once("://").is_some_and(|(_, rest)| rest == text);
            if !told {
                self.space = true;
                self.word(&format!("<{shown}>"));
            }
        }
        if tag.kind == TagKind::StartTag
            && let Some(href) = attribute(tag, "href")
            && let Address::Web(address) | Address::Mailto(address) = Address::parse(href)
        {
            self.link = Some((address, self.out.len()));
        }
    }

    fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        match thin_marks(&self.out) {
            Cow::Owned(thinned) => thinned,
            Cow::Borrowed(_) => self.out,
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)?;
    Some(&found.value)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::{to_letter_text, to_text};

    #[test]
    fn text_reads_as_a_person_would_type_it() {
        let table = [
            (
                "<p>One</p><p>two &amp; <b>th</b>ree</p>",
                "One\n\ntwo & three",
            ),
            ("<div>a</div><div>b<br>c<br><br><br>d</div>", "a\nb\nc\n\nd"),
            ("  a \n b&nbsp; c ", "a b c"),
            (
                "x<ul><li>a<li>b<ul><li>c</ul></ul>y",
                "x\n\n- a\n- b\n  - c\n\ny",
            ),
            ("<ol><li>a<li><p>b</p></ol>", "1. a\n2. b"),
            ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
            (
                "<a href='https://a.example/b'>go</a>.",
                "go <https://a.example/b>.",
            ),
            ("<a href='https://a.example/'>a.example</a>", "a.example"),
            (
                "<a href='mailto:a@b.example'>a@b.example</a>",
                "a@b.example",
            ),
            ("<a href='javascript:alert(1)'>go</a>", "go"),
            ("<img alt='A cat'> sleeps<hr>end", "A cat sleeps\n---\nend"),
            // What stands for a picture is no part of the words beside it.
            ("<img alt=Logo>Hello", "Logo Hello"),
            ("one<img alt=two><b>three</b>", "one two three"),
            ("<img alt=a><img alt=b><img alt=''>c", "a b c"),
            ("Hi<img alt='🙂'>! (<img alt=x>)", "Hi🙂! (x)"),
            ("<img alt=Logo><p>Hello", "Logo\n\nHello"),
            ("<pre>a  b\n  c\n\n\nd</pre>", "a  b\n  c\n\n\nd"),
            (
                "<title>t</title><style>p{}</style><script>1<2</script>x<!-- y -->",
                "x",
            ),
            ("<textarea><b></textarea><xmp><i></xmp>", "<b><i>"),
            ("", ""),
        ];
        for (html, text) in table {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    #[test]
    fn what_is_sent_beside_html_reads_as_a_person_would_type_it() {
        let table = [
            (
                "<div>a</div><div><br></div><div><br></div><div>b</div>",
                "a\n\n\nb",
            ),
            (
                "<div>Hi</div><div><br></div><div>-- </div><div>Robin</div>",
                "Hi\n\n-- \nRobin",
            ),
            (
                "<div>On Monday, Ann wrote:</div><blockquote type=cite><p>one</p><p>two<br>three</p>\
                 <blockquote>deep<ul><li>a<li>b</ul></blockquote></blockquote><div>mine</div>",
                "On Monday, Ann wrote:\n> one\n>\n> two\n> three\n>\n>> deep\n>>\n>> - a\n>> - b\n\nmine",
            ),
            (
                "<blockquote><pre>a\n\n  b</pre></blockquote>",
                "> a\n>\n>   b",
            ),
            ("</blockquote>a", "a"),
            ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
            (
                "<a href='https://a.example/b'>go</a>",
                "go <https://a.example/b>",
            ),
            ("", ""),
        ];
        for (html, text) in table {
            assert_eq!(to_letter_text(html), text, "{html}");
        }
        assert_eq!(to_letter_text(&"<blockquote>".repeat(100_000)), "");
    }

    #[test]
    fn a_bomb_has_its_text_too() {
        assert_eq!(to_text(&format!("{}x", "<div>".repeat(100_000))), "x");
        let attributes: String = (0..100_000).map(|number| format!(" a{number}")).collect();
        assert_eq!(to_text(&format!("a <p{attributes}>b")), "a b");
    }
}
