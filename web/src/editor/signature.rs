//! The signature, exchanged when another identity writes.

use super::{Editor, plain};
use mail_engine::{Prepared, Preparing};
use mail_model::Phrase;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

/// Puts one signature in the place of another, wherever that stands as it was.
pub(super) fn exchange(editor: &Editor, before: &Phrase, now: &Phrase) {
    if before == now {
        return;
    }
    if editor.rich().is_some() {
        let content = match now {
            Phrase::Text(text) => return in_rich(editor, &Prepared::Text(text.clone())),
            Phrase::Html(html) => Preparing::Content(html.clone()),
        };
        let editor = editor.clone();
        let app = editor.0.app;
        app.prepare(content, move |made| in_rich(&editor, &made));
    } else if let Some(field) = editor.0.plain.borrow().as_ref()
        && let (Phrase::Text(before), Phrase::Text(now)) = (before, now)
        && let Some(text) = in_text(&field.value(), before, now)
    {
        plain::replace_all(field, &text);
    }
}

fn in_rich(editor: &Editor, now: &Prepared) {
    let Some(rich) = editor.rich() else { return };
    let Some(range) = place_of_signature(&rich.body, || rich.document.create_range().ok()) else {
        return;
    };
    let cursor = rich.place();
    rich.select(&range);
    editor.put(now, None);
    if let Some(cursor) = cursor {
        rich.select(&cursor);
    }
}

/// What stands behind the line `-- ` (RFC 3676 §4.3), until something is quoted.
fn place_of_signature(body: &Element, range: impl Fn() -> Option<Range>) -> Option<Range> {
    let mut lines = Vec::new();
    let mut child = body.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        lines.push(node);
    }
    // What a sanitizer or a program wrapped as a whole.
    if let [only] = lines.as_slice()
        && only.node_type() == Node::ELEMENT_NODE
        && only.node_name() == "DIV"
        && !is_mark(only)
    {
        return place_of_signature(only.unchecked_ref(), range);
    }
    let mark = lines.iter().position(is_mark)?;
    let last = lines
        .iter()
        .skip(mark)
        .position(|node| node.node_name() == "BLOCKQUOTE")
        // The line above a quote belongs to that.
        .map_or(lines.len(), |quote| mark + quote.saturating_sub(1).max(1));
    let (first, last) = (lines.get(mark)?, lines.get(last.checked_sub(1)?)?);
    let place = range()?;
    if is_alone(first) && first != last {
        place.set_start_after(first).ok()?;
    } else {
        place.set_start_before(first).ok()?;
    }
    place.set_end_after(last).ok()?;
    Some(place)
}

/// Whether a node begins with the line that signatures begin with.
fn is_mark(node: &Node) -> bool {
    let mut first = Some(node.clone());
    while let Some(at) = first {
        if at.node_type() == Node::TEXT_NODE {
            let text = at.text_content().unwrap_or_default();
            let line = text.trim_start().lines().next().unwrap_or_default();
            return matches!(line.trim_end(), "--");
        }
        first = at.first_child();
    }
    false
}

/// Whether it is that line and no more.
fn is_alone(node: &Node) -> bool {
    node.text_content().is_none_or(|text| text.trim() == "--")
}

/// The text with one signature in the place of another, where there is one as it
/// was written.
fn in_text(text: &str, before: &str, now: &str) -> Option<String> {
    let block = |signature: &str| format!("\n-- \n{}", signature.trim_end());
    let old = block(before);
    if !before.trim().is_empty()
        && let Some(at) = text.rfind(&old)
    {
        let (above, below) = (&text[..at], &text[at + old.len()..]);
        let new = if now.trim().is_empty() {
            String::new()
        } else {
            block(now)
        };
        return Some(format!("{above}{new}{below}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::in_text;

    #[test]
    fn a_signature_is_exchanged_where_it_stands() {
        let text = "Hello\n\n-- \nAda\n\nOn Monday, Bob wrote:\n> Hi\n";
        assert_eq!(
            in_text(text, "Ada\n", "A. Lovelace").as_deref(),
            Some("Hello\n\n-- \nA. Lovelace\n\nOn Monday, Bob wrote:\n> Hi\n")
        );
        assert_eq!(
            in_text(text, "Ada", "").as_deref(),
            Some("Hello\n\n\nOn Monday, Bob wrote:\n> Hi\n")
        );
    }

    #[test]
    fn what_the_person_changed_stays() {
        assert_eq!(in_text("Hello\n-- \nAda, London", "Adam", "Bob"), None);
        assert_eq!(in_text("Hello", "", "Bob"), None);
    }
}
