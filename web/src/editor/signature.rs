//! The signature, exchanged when another identity writes.

use super::rich::{Rich, images};
use super::{Editor, plain};
use crate::sink;
use html_sanitizer::SafeHtml;
use mail_engine::{Prepared, Preparing};
use mail_model::Phrase;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

/// Puts one signature in the place of another, if that stands as it was: what the
/// person changed is theirs.
pub(super) fn exchange(editor: &Editor, before: &Phrase, now: &Phrase) {
    if before == now {
        return;
    }
    if editor.rich().is_some() {
        let (editor, now) = (editor.clone(), now.clone());
        make_fit(&editor.clone(), before, move |before| {
            let of = editor.clone();
            make_fit(&editor, &now, move |now| {
                in_rich(&of, before.as_ref(), now.as_ref());
            });
        });
    } else {
        let (of, now) = (editor.clone(), now.clone());
        as_text(editor, before, move |before| {
            let editor = of.clone();
            as_text(&of, &now, move |now| {
                if let Some(field) = editor.0.plain.borrow().as_ref()
                    && let Some(text) = in_text(&field.value(), &before, &now)
                {
                    plain::replace_all(field, &text);
                }
            });
        });
    }
}

/// What the editor says without a signature, where that stands as it was, and
/// without pictures: what can be written once more in another letter.
pub(super) fn without(editor: &Editor, signature: &Phrase, then: impl FnOnce(Phrase) + 'static) {
    if editor.rich().is_some() {
        let of = editor.clone();
        make_fit(editor, signature, move |signature| {
            if let Some(html) = of
                .rich()
                .and_then(|rich| rich_without(&rich, signature.as_ref()))
            {
                then(Phrase::Html(of.named_by_id(html)));
            }
        });
    } else if let Phrase::Text(text) = editor.content() {
        as_text(editor, signature, move |signature| {
            let text = in_text(&text, &signature, "").unwrap_or(text);
            then(Phrase::Text(text.trim_end().to_owned()));
        });
    }
}

fn rich_without(rich: &Rich, signature: Option<&SafeHtml>) -> Option<String> {
    rich.finish();
    let body: &Node = rich.body.as_ref();
    let copy: Element = body.clone_node_with_deep(true).ok()?.unchecked_into();
    let said = signature.and_then(|signature| text_of(rich, signature));
    let all = lines(&copy);
    let found = said.and_then(|said| find(&all, &said));
    if let Some(lines) = found.and_then(|(first, last)| all.get(first..=last)) {
        for line in lines {
            copy.remove_child(line).ok()?;
        }
    }
    for picture in images(&copy) {
        picture.remove();
    }
    // Empty lines stood between it and the text.
    while let Some(last) = copy.last_child().filter(|last| letters(last).is_empty()) {
        copy.remove_child(&last).ok()?;
    }
    Some(copy.inner_html())
}

/// What a signature says where there are no looks.
fn as_text(editor: &Editor, signature: &Phrase, then: impl FnOnce(String) + 'static) {
    match signature {
        Phrase::Text(text) => then(text.clone()),
        Phrase::Html(html) => {
            let content = Preparing::Text(html.clone());
            editor.0.app.prepare(content, move |made| {
                // Nothing is exchanged for what is not known.
                if let Prepared::Text(text) = made {
                    then(text);
                }
            });
        }
    }
}

/// A signature as it stands in rich text; none where there is none.
fn make_fit(editor: &Editor, signature: &Phrase, then: impl FnOnce(Option<SafeHtml>) + 'static) {
    let content = match signature {
        _ if signature.is_empty() => return then(None),
        Phrase::Text(text) => return then(Some(SafeHtml::from_text(&format!("-- \n{text}")))),
        Phrase::Html(html) => Preparing::Content(format!("<div>-- </div>{html}")),
    };
    editor.0.app.prepare(content, move |made| match made {
        Prepared::Html(html) => then(Some(html)),
        // Nothing is exchanged for what is not known.
        Prepared::Text(_) | Prepared::Failed(_) => {}
    });
}

fn in_rich(editor: &Editor, before: Option<&SafeHtml>, now: Option<&SafeHtml>) {
    let Some(rich) = editor.rich() else { return };
    let Ok(range) = rich.document.create_range() else {
        return;
    };
    let place = match before {
        Some(before) => text_of(&rich, before)
            .and_then(|text| select_signature(&lines(&rich.body), &text, &range)),
        None => select_place(&rich, &range),
    };
    if place.is_none() {
        return;
    }
    let cursor = rich.place();
    rich.focus();
    rich.select(&range);
    match now {
        Some(now) => rich.insert(now),
        None => rich.exec("delete"),
    }
    if let Some(cursor) = cursor {
        rich.select(&cursor);
    }
}

/// What markup says, without a space.
fn text_of(rich: &Rich, content: &SafeHtml) -> Option<String> {
    // It is never put on the page.
    let element = rich.document.create_element("div").ok()?;
    sink::fill(&element, content);
    Some(letters(&element))
}

fn letters(node: &Node) -> String {
    let text = node.text_content().unwrap_or_default();
    text.split_whitespace().collect()
}

/// The lines of the text, or blocks of them, outermost first.
fn lines(body: &Element) -> Vec<Node> {
    let mut lines = Vec::new();
    let mut child = body.first_child();
    while let Some(node) = child {
        child = node.next_sibling();
        lines.push(node);
    }
    lines
}

/// The lines that together say what a signature says: the first, and the last.
fn find(lines: &[Node], signature: &str) -> Option<(usize, usize)> {
    (0..lines.len()).rev().find_map(|first| {
        let mut said = String::new();
        for (last, line) in lines.iter().enumerate().skip(first) {
            said += &letters(line);
            if !signature.starts_with(&said) {
                return None;
            }
            if said.len() == signature.len() {
                return Some((first, last));
            }
        }
        None
    })
}

/// Selects them.
fn select_signature(lines: &[Node], signature: &str, range: &Range) -> Option<()> {
    let (first, last) = find(lines, signature)?;
    let (first, last) = (lines.get(first)?, lines.get(last)?);
    // Within them, not around them: else what follows would be joined to it.
    range.set_start(first, 0).ok()?;
    range.set_end(last, length_of(last)).ok()
}

fn length_of(node: &Node) -> u32 {
    if node.node_type() == Node::TEXT_NODE {
        let text = node.text_content().unwrap_or_default();
        return u32::try_from(text.encode_utf16().count()).unwrap_or(0);
    }
    node.child_nodes().length()
}

/// Makes a line of its own where no signature stood: above the line above what is
/// quoted, or at the end.
fn select_place(rich: &Rich, range: &Range) -> Option<()> {
    let lines = lines(&rich.body);
    let quote = lines
        .iter()
        .position(|node| node.node_name() == "BLOCKQUOTE");
    let before = quote.and_then(|quote| lines.get(quote.checked_sub(2)?));
    let before = before.or(if quote.is_some() { None } else { lines.last() })?;
    range.set_start(before, length_of(before)).ok()?;
    range.collapse_with_to_start(true);
    rich.select(range);
    rich.exec("insertParagraph");
    let place = rich.place()?;
    let (node, offset) = (place.start_container().ok()?, place.start_offset().ok()?);
    range.set_start(&node, offset).ok()?;
    range.set_end(&node, offset).ok()
}

/// The text with one signature in the place of another, where there is one as it
/// was written.
fn in_text(text: &str, before: &str, now: &str) -> Option<String> {
    let block = |signature: &str| format!("\n-- \n{}", signature.trim_end());
    let old = block(before);
    // Where its last line goes on it is another.
    let ends = |at: &usize| {
        let behind = text.get(at + old.len()..).unwrap_or_default();
        behind.trim_start_matches(' ').is_empty()
            || behind.trim_start_matches(' ').starts_with('\n')
    };
    let found = text.rmatch_indices(&old).map(|(at, _)| at).find(ends);
    if !before.trim().is_empty()
        && let Some(at) = found
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
        assert_eq!(in_text("Hello\n-- \nAda, London", "Ada", "Bob"), None);
        assert_eq!(in_text("Hello", "", "Bob"), None);
    }
}
