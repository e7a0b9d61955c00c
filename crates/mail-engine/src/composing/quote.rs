//! What stands in a message when it is begun: what is quoted or passed on, and the
//! signature, as text or as markup.

use super::job::ComposeSource;
use html_sanitizer::{Fit, InlineImage, Readable, make_editable_at, to_letter_text};
use mail_model::{Composed, LetterFile, Phrase};

/// What stands above a signature (RFC 3676 §4.3).
const SEPARATOR: &str = "-- ";
/// Quotes deeper than this stand so deep in markup.
const DEPTH: usize = 32;
/// An empty line of markup.
const EMPTY: &str = "<div><br></div>";

/// What is put together, from above.
pub(super) struct Content<'a> {
    is_rich: bool,
    out: String,
    /// Where the HTML lies that is taken over, and what it calls by where that lies.
    place: Place<'a>,
}

type Place<'a> = (&'a str, &'a [InlineImage]);

/// Of markup that calls nothing so.
const NOWHERE: Place<'static> = ("", &[]);

impl<'a> Content<'a> {
    /// Nothing yet.
    pub(super) fn new(is_rich: bool) -> Self {
        Self {
            is_rich,
            out: String::new(),
            place: NOWHERE,
        }
    }
    /// What is taken over from a message shows that message's pictures.
    pub(super) fn showing(mut self, source: &'a ComposeSource) -> Self {
        self.place = (&source.location, &source.located);
        self
    }
    /// What another message says, as it says it.
    pub(super) fn of(source: &'a ComposeSource) -> Self {
        let bodies = &source.bodies;
        let is_rich = bodies.iter().any(|body| matches!(body, Readable::Html(_)));
        let mut content = Self::new(is_rich).showing(source);
        content.out = match is_rich {
            true => markup_of(bodies, Fit::Edit, content.place),
            false => text_of(bodies),
        };
        content
    }
    pub(super) fn into_composed(self, files: Vec<LetterFile>) -> Composed {
        let (text, html) = match self.is_rich {
            true => (String::new(), Some(self.out)),
            false => (self.out, None),
        };
        Composed {
            text,
            html,
            is_markdown: false,
            files,
        }
    }
    pub(super) fn empty_line(mut self) -> Self {
        self.out += if self.is_rich { EMPTY } else { "\n" };
        self
    }
    pub(super) fn empty_line_before(self, what: Option<&str>) -> Self {
        match what {
            Some(_) => self.empty_line(),
            None => self,
        }
    }
    /// What was written beforehand.
    pub(super) fn phrase(mut self, phrase: &Phrase) -> Self {
        if phrase.is_empty() {
            return self.empty_line();
        }
        self.out += &match (self.is_rich, phrase) {
            (true, Phrase::Html(html)) => markup(html, Fit::Edit, NOWHERE),
            (true, Phrase::Text(text)) => lines_as_markup(text),
            (false, Phrase::Text(text)) => with_line_end(text),
            (false, Phrase::Html(html)) => with_line_end(&to_letter_text(html)),
        };
        self
    }
    /// What the person always says below.
    pub(super) fn signature(mut self, signature: Option<&Phrase>) -> Self {
        let Some(signature) = signature.filter(|signature| !signature.is_empty()) else {
            return self;
        };
        self = self.empty_line();
        self.out += &match self.is_rich {
            true => format!("<div>{SEPARATOR}</div>"),
            false => format!("{SEPARATOR}\n"),
        };
        self.phrase(signature)
    }
    /// What is answered.
    pub(super) fn quote(mut self, attribution: Option<&str>, bodies: &[Readable]) -> Self {
        let Some(attribution) = attribution else {
            return self;
        };
        if self.is_rich {
            if !attribution.is_empty() {
                self.out += &format!("<div>{}</div>", escaped(attribution));
            }
            let quoted = markup_of(bodies, Fit::Quote, self.place);
            self.out += &format!("<blockquote type=\"cite\">{quoted}</blockquote>");
        } else {
            if !attribution.is_empty() {
                self.out += &with_line_end(attribution);
            }
            self.out += &quoted_text(&text_of(bodies));
        }
        self
    }
    /// What is passed on, below what its header says.
    pub(super) fn passed_on(
        mut self,
        line: &str,
        fields: &[(&String, String)],
        bodies: &[Readable],
    ) -> Self {
        let fields = fields.iter().filter(|(_, value)| !value.is_empty());
        if self.is_rich {
            self.out += &format!("<div>{}</div>", escaped(line));
            for (name, value) in fields {
                let (name, value) = (escaped(name), escaped(value));
                self.out += &format!("<div><b>{name}:</b> {value}</div>");
            }
            self.out += EMPTY;
            self.out += &markup_of(bodies, Fit::Edit, self.place);
        } else {
            self.out += &with_line_end(line);
            for (name, value) in fields {
                self.out += &format!("{name}: {value}\n");
            }
            self.out.push('\n');
            self.out += &with_line_end(&text_of(bodies));
        }
        self
    }
}

/// What a message says without its author's signature, where that is marked.
pub(super) fn without_signature(bodies: &[Readable]) -> Vec<Readable> {
    let cut = |body: &Readable| match body {
        Readable::Text(text) => {
            let at = text.rfind("\n-- \n").map(|at| at + 1);
            let at = at.or_else(|| text.starts_with("-- \n").then_some(0));
            let cut = at.and_then(|at| text.split_at_checked(at));
            // What is quoted below a signature is none of it.
            let cut = cut.filter(|(_, signature)| !signature.contains("\n>"));
            Readable::Text(cut.map_or(text.as_str(), |(above, _)| above).to_owned())
        }
        Readable::Html(html) => Readable::Html(above_signature(html).to_owned()),
    };
    bodies.iter().map(cut).collect()
}

/// Markup above a signature as this program writes one: a line of its own that says
/// `-- `, and nothing quoted below it.
fn above_signature(html: &str) -> &str {
    let begins = html.match_indices("<div>--").filter(|(at, begin)| {
        let rest = html.get(at + begin.len()..).unwrap_or_default();
        let rest = [" ", "&nbsp;", "\u{a0}"]
            .iter()
            .find_map(|space| rest.strip_prefix(space));
        let rest = rest.map(|rest| rest.strip_prefix("<br>").unwrap_or(rest));
        rest.is_some_and(|rest| rest.starts_with("</div>"))
    });
    let cut = begins.last().and_then(|(at, _)| html.split_at_checked(at));
    let cut = cut.filter(|(_, signature)| !signature.contains("<blockquote"));
    cut.map_or(html, |(above, _)| above)
}

fn text_of(bodies: &[Readable]) -> String {
    Readable::join(bodies, to_letter_text)
}

fn markup_of(bodies: &[Readable], fit: Fit, place: Place<'_>) -> String {
    let parts: Vec<String> = bodies
        .iter()
        .map(|body| match body {
            Readable::Html(html) => markup(html, fit, place),
            Readable::Text(text) => lines_as_markup(text),
        })
        .collect();
    parts.join("<hr>")
}

/// Markup that an editor can show; what is beyond all limits as its text.
fn markup(html: &str, fit: Fit, (location, images): Place<'_>) -> String {
    match make_editable_at(location, html, fit, images) {
        Ok(html) => html.as_str().to_owned(),
        Err(_) => lines_as_markup(&to_letter_text(html)),
    }
}

/// Text as markup: a division for each line, a quote for each mark.
fn lines_as_markup(text: &str) -> String {
    let text = text.trim_end_matches('\n');
    let mut out = String::with_capacity(text.len() * 2);
    let mut open = 0;
    for line in text.split('\n') {
        let (depth, line) = unquoted(line);
        while open < depth {
            out += "<blockquote type=\"cite\">";
            open += 1;
        }
        while open > depth {
            out += "</blockquote>";
            open -= 1;
        }
        out += &match line {
            "" => EMPTY.to_owned(),
            line => format!("<div>{}</div>", spaced(&escaped(line))),
        };
    }
    out + &"</blockquote>".repeat(open)
}

/// How deep a line is quoted, and what is quoted.
fn unquoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while depth < DEPTH
        && let Some(inner) = rest.strip_prefix('>')
    {
        depth += 1;
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

/// Lines with a mark of quoting before each.
fn quoted_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.trim_end().split('\n') {
        match line {
            "" => out.push('>'),
            line if line.starts_with('>') => out += &format!(">{line}"),
            line => out += &format!("> {line}"),
        }
        out.push('\n');
    }
    out
}

fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// Text as it stands in markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Spaces side by side stay so in markup.
fn spaced(text: &str) -> String {
    let text = text.replace('\t', "    ").replace("  ", " &nbsp;");
    match text.strip_prefix(' ') {
        Some(rest) => format!("&nbsp;{rest}"),
        None => text,
    }
}

/// Whether markup that was made fit shows the image of this Content-ID.
pub(super) fn refers_to(html: &str, content_id: &str) -> bool {
    let mut places = html.split("\"cid:").skip(1);
    places.any(|place| {
        let named = place.split('"').next().unwrap_or_default();
        let named = named.replace("&amp;", "&").replace("&#96;", "`");
        percent_decoded(&named) == content_id
    })
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| byte == b'%');
        let digits = digits.and_then(|digits| core::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(value.unwrap_or(byte));
        rest = match value {
            Some(_) => behind.get(2..).unwrap_or_default(),
            None => behind,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_marked_once_more() {
        for (text, quoted) in [
            ("a\n\nb\n\n\n", "> a\n>\n> b\n"),
            ("> a\n>> b\n>\nc", ">> a\n>>> b\n>>\n> c\n"),
        ] {
            assert_eq!(quoted_text(text), quoted);
        }
    }

    #[test]
    fn a_signature_is_left_out_unless_something_is_quoted_below_it() {
        for (text, left) in [
            ("a\n\n-- \nAnn\n", "a\n\n"),
            ("-- \nAnn\n", ""),
            (
                "a\n-- \nAnn\n\nBob wrote:\n> b\n",
                "a\n-- \nAnn\n\nBob wrote:\n> b\n",
            ),
            ("a -- \nb", "a -- \nb"),
            ("a\n--\nb", "a\n--\nb"),
        ] {
            let bodies = without_signature(&[Readable::Text(text.to_owned())]);
            assert_eq!(bodies, [Readable::Text(left.to_owned())]);
        }
    }

    #[test]
    fn a_rich_signature_is_left_out_unless_something_is_quoted_below_it() {
        for (html, left) in [
            ("<div>a</div><div>-- </div><b>Ann</b>", "<div>a</div>"),
            (
                "<div><p>a</p><div>--&nbsp;<br></div>Ann</div>",
                "<div><p>a</p>",
            ),
            (
                "<div>-- </div>Ann<blockquote>b</blockquote>",
                "<div>-- </div>Ann<blockquote>b</blockquote>",
            ),
            (
                "<div>--</div>a<div>-- b</div>",
                "<div>--</div>a<div>-- b</div>",
            ),
        ] {
            let bodies = without_signature(&[Readable::Html(html.to_owned())]);
            assert_eq!(bodies, [Readable::Html(left.to_owned())]);
        }
    }

    #[test]
    fn text_is_told_as_markup_and_is_the_same_text_again() {
        let text = "Hi <all> & \"you\"\n\n  two  spaces\n> one\n>> two\n\nend";
        let html = lines_as_markup(text);
        assert_eq!(
            html,
            "<div>Hi &lt;all&gt; &amp; &quot;you&quot;</div><div><br></div>\
             <div>&nbsp;&nbsp;two &nbsp;spaces</div><blockquote type=\"cite\"><div>one</div>\
             <blockquote type=\"cite\"><div>two</div></blockquote></blockquote>\
             <div><br></div><div>end</div>"
        );
        assert_eq!(markup(&html, Fit::Edit, NOWHERE), html);
        assert!(to_letter_text(&html).contains("\n> one\n>> two\n"));
    }

    #[test]
    fn a_picture_is_there_for_who_refers_to_it() {
        let html = markup(
            "<img src='cid:a%2Bb&amp;c@x'><img src=\"cid:d`e\">",
            Fit::Edit,
            NOWHERE,
        );
        for (id, is_shown) in [("a+b&c@x", true), ("d`e", true), ("a", false), ("", false)] {
            assert_eq!(refers_to(&html, id), is_shown, "{id} in {html}");
        }
    }
}
