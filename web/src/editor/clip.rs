//! What is pasted and dropped.

use super::rich::Rich;
use super::{Editor, FilePlace, link};
use html_sanitizer::SafeHtml;
use js_sys::{Function, Reflect};
use mail_engine::{Prepared, Preparing};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, Node, Range};

/// Longer markup is taken as its text, in octets.
const MOST_MARKUP: usize = 4_000_000;

/// What is taken of what was copied.
#[derive(Debug, PartialEq, Eq)]
enum Taken {
    /// The files.
    Files,
    /// Its markup.
    Markup,
    /// Its text.
    Text,
    /// An address: what is selected becomes a link to it.
    Address(String),
    Nothing,
}

/// Chooses among the forms of what was copied.
fn choose(html: &str, text: &str, files: usize, has_selection: bool) -> Taken {
    let is_short = html.len() <= MOST_MARKUP;
    let says_nothing = text.trim().is_empty();
    // A picture alone comes as a file and as markup that only points at it; a
    // piece of a table comes with a picture of itself.
    if files > 0 && (says_nothing || html.is_empty()) {
        return Taken::Files;
    }
    let address = link::address(text.trim()).filter(|_| has_selection && link::is_one(text));
    if let Some(address) = address {
        return Taken::Address(address);
    }
    match (html.is_empty(), says_nothing) {
        (false, _) if is_short => Taken::Markup,
        (_, false) => Taken::Text,
        _ => Taken::Nothing,
    }
}

pub(super) fn paste(editor: &Editor, rich: &Rich, event: &Event) {
    event.prevent_default();
    let event: &ClipboardEvent = event.unchecked_ref();
    if let Some(data) = event.clipboard_data() {
        take(editor, rich, &data);
    }
}

/// What is dragged over the text may be dropped there.
pub(super) fn drag_over(_: &Editor, rich: &Rich, event: &Event) {
    let event: &DragEvent = event.unchecked_ref();
    if rich.is_own_drag.get() {
        return;
    }
    event.prevent_default();
    if let Some(data) = event.data_transfer() {
        data.set_drop_effect("copy");
    }
}

pub(super) fn drop(editor: &Editor, rich: &Rich, event: &Event) {
    if rich.is_own_drag.get() {
        // The browser moves what is its own, and can undo it.
        return;
    }
    event.prevent_default();
    let event: &DragEvent = event.unchecked_ref();
    if let Some(place) = place_at(rich, event.client_x(), event.client_y()) {
        rich.focus();
        rich.select(&place);
    }
    if let Some(data) = event.data_transfer() {
        take(editor, rich, &data);
    }
}

/// Whether a file can stand in a text: SVG is a document.
fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/") && !media_type.ends_with("+xml")
}

fn take(editor: &Editor, rich: &Rich, data: &DataTransfer) {
    let read = |form: &str| data.get_data(form).unwrap_or_default();
    let (html, text) = (read("text/html"), read("text/plain"));
    let files = files(data);
    match choose(&html, &text, files.len(), !rich.is_collapsed()) {
        Taken::Files => {
            let are_pictures = files.iter().all(|file| is_picture(&file.type_()));
            let place = if are_pictures {
                FilePlace::Inline
            } else {
                FilePlace::Attached
            };
            (editor.0.config.on_files)(files, place);
        }
        Taken::Address(address) => rich.exec_with("createLink", &address),
        Taken::Markup => {
            let at = rich.place();
            let content = Preparing::Pasted(editor.named_by_id(html));
            let of = editor.clone();
            editor.0.app.prepare(content, move |made| match made {
                Prepared::Html(html) => of.put_in_parts(&html, at.as_ref()),
                // Beyond the limits, or nobody there to read it: its own text says
                // as much.
                Prepared::Text(_) | Prepared::Failed(_) => {
                    if let (Some(rich), Some(at)) = (of.rich(), &at) {
                        rich.select(at);
                    }
                    of.put_in_parts(&SafeHtml::from_text(&text), None);
                }
            });
        }
        Taken::Text => editor.put_in_parts(&SafeHtml::from_text(&text), None),
        Taken::Nothing => {}
    }
}

/// The files among what is pasted or dropped.
pub(super) fn files(data: &DataTransfer) -> Vec<File> {
    let Some(files) = data.files() else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|at| files.item(at))
        .collect()
}

/// The place in the text below a point. Browsers have one of two ways to tell.
fn place_at(rich: &Rich, x: i32, y: i32) -> Option<Range> {
    let document: &JsValue = rich.document.as_ref();
    let call = |name: &str| {
        let function: Function = Reflect::get(document, &name.into()).ok()?.dyn_into().ok()?;
        let found = function.call2(document, &x.into(), &y.into()).ok()?;
        (!found.is_null() && !found.is_undefined()).then_some(found)
    };
    if let Some(range) = call("caretRangeFromPoint") {
        return Some(range.unchecked_into());
    }
    let found = call("caretPositionFromPoint")?;
    let node = Reflect::get(&found, &"offsetNode".into()).ok()?;
    let offset = Reflect::get(&found, &"offset".into()).ok()?.as_f64()?;
    let range = rich.document.create_range().ok()?;
    range
        .set_start(node.unchecked_ref::<Node>(), offset as u32)
        .ok()?;
    range.collapse_with_to_start(true);
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::{MOST_MARKUP, Taken, choose};

    #[test]
    fn of_what_was_copied_the_form_is_taken_that_says_most() {
        let address = "https://example.org/";
        for (html, text, files, expected) in [
            ("<b>x</b>", "x", 0, Taken::Markup),
            ("", "x", 0, Taken::Text),
            ("", " ", 0, Taken::Nothing),
            // A picture out of a page.
            ("<img src=http://x/>", "", 1, Taken::Files),
            // Cells of a spreadsheet.
            ("<table><td>1</table>", "1", 1, Taken::Markup),
            // A file out of a folder, which has a name.
            ("", "report.pdf", 1, Taken::Files),
            (
                "<a href=https://example.org/>x</a>",
                address,
                0,
                Taken::Markup,
            ),
        ] {
            assert_eq!(choose(html, text, files, false), expected, "{html} {text}");
        }
        let linked = Taken::Address(address.to_owned());
        assert_eq!(choose("", address, 0, true), linked);
        assert_eq!(choose("", "two words", 0, true), Taken::Text);
        let long = "x".repeat(MOST_MARKUP + 1);
        assert_eq!(choose(&long, "x", 0, false), Taken::Text);
    }
}
