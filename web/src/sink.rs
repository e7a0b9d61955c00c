//! Where markup becomes a document: the sinks of the app, all into frames
//! without scripts whose policy lets nothing load from elsewhere unless the person
//! allowed it. Only a [`SafeHtml`] comes here, and only the sanitizer makes one (I6).
//!
//! The page enforces Trusted Types. They guard the page's own document; a frame's
//! document has another policy, so filling it needs no exemption.

use html_sanitizer::SafeHtml;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDocument, HtmlElement};

/// Makes `content` all that is in `element`, of a frame's document.
pub(crate) fn fill(element: &Element, content: &SafeHtml) {
    element.set_inner_html(content.as_str());
}

/// Puts `content` in the place of what is selected in a frame's document that is
/// edited, so that the browser can undo it. Tells whether it did.
///
/// It is one task, however much it is: some 100 ms for 200 KB, of which all but a
/// twentieth is Chromium's own command, half of that its layout. By this command
/// slices would be worse: each has everything laid out anew, so that of eight the
/// last takes as long as all of it at once, and each would be undone by itself. So
/// of much only the frame comes by it (`editor/parts.rs`).
pub(crate) fn insert(document: &HtmlDocument, content: &SafeHtml) -> bool {
    document
        .exec_command_with_show_ui_and_value("insertHTML", false, content.as_str())
        .unwrap_or(false)
}

/// Markup on its way into a frame's document, piece by piece, as it would come
/// over a slow line.
///
/// A parser can be fed piece by piece only by `write`, which would begin the
/// frame's document anew. So it is the parser of a document that stands nowhere;
/// its body is put into the frame before anything is in it, and the parser goes
/// on filling it there. Without a window that document has no scripts either.
pub(crate) struct Pouring {
    parser: HtmlDocument,
    content: SafeHtml,
    poured: usize,
}

impl Pouring {
    /// Gives a frame's document a body that `content` will be poured into; `None`
    /// where the browser knows no such way.
    pub(crate) fn begin(document: &Document, content: SafeHtml) -> Option<Self> {
        let parser = document
            .implementation()
            .ok()?
            .create_html_document()
            .ok()?;
        // Made by a document of another realm: `instanceof` does not know it.
        let parser: HtmlDocument = parser.unchecked_into();
        // Without a doctype tables would stand in paragraphs.
        parser.write_1("<!doctype html><body>").ok()?;
        let body: HtmlElement = parser.body()?;
        document
            .document_element()?
            .replace_child(&body, &document.body()?.into())
            .ok()?;
        Some(Self {
            parser,
            content,
            poured: 0,
        })
    }

    /// Pours the next elements, about so many. Tells whether all has been poured.
    pub(crate) fn pour(&mut self, elements: u32) -> bool {
        let rest = self.content.as_str().get(self.poured..).unwrap_or_default();
        let piece = piece(rest, elements);
        self.poured += piece.len();
        let is_all = piece.len() == rest.len();
        // Refused by no document that took the first word.
        let _ = self.parser.write_1(piece);
        if is_all {
            let _ = self.parser.close();
        }
        is_all
    }
}

/// What of the markup comes before the tag that begins the next element but so many.
fn piece(markup: &str, elements: u32) -> &str {
    let tags = markup.match_indices('<').map(|(at, _)| at);
    let mut elements_at = tags.filter(|at| !markup[at + 1..].starts_with('/'));
    let end = elements_at.nth(elements as usize);
    &markup[..end.unwrap_or(markup.len())]
}

#[cfg(test)]
mod tests {
    use super::piece;

    #[test]
    fn a_piece_ends_before_an_element_begins() {
        let markup = "<p>One<br>two</p>\u{fc}<i>three</i>";
        assert_eq!(piece(markup, 0), "");
        assert_eq!(piece(markup, 1), "<p>One");
        assert_eq!(piece(markup, 2), "<p>One<br>two</p>\u{fc}");
        assert_eq!(piece(markup, 3), markup);
        assert_eq!(piece(markup, u32::MAX), markup);
        assert_eq!(piece("only text", 1), "only text");
        assert_eq!(piece("a<", 1), "a<");
        assert_eq!(piece("", 9), "");
    }
}
