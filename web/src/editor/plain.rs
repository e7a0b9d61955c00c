//! The field that plain text is written in.

use super::{Editor, FilePlace, clip};
use crate::dom::{Child, View, document, ev, html};
use crate::reactive::*;
use gloo_events::{EventListener, EventListenerOptions};
use mail_model::Phrase;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, HtmlDocument, HtmlTextAreaElement};

pub(super) fn surface(editor: &Editor) -> View {
    let field = html::textarea();
    let node: HtmlTextAreaElement = field.node();
    let text = match &*editor.0.kept.borrow() {
        Phrase::Text(text) | Phrase::Html(text) => text.clone(),
    };
    node.set_value(&text);
    // It is read from its begin, or from where one writes.
    let at = match editor.0.config.begins_behind_quote {
        true => behind_quote(&text),
        false => 0,
    };
    let _ = node.set_selection_range(at, at);
    editor.0.plain.replace(Some(node.clone()));
    StoredValue::new_local(hear_files(editor, &node));
    let soon = editor.clone();
    crate::dom::effect(move || soon.focus_if_wanted());
    let (input, out, keys) = (editor.clone(), editor.clone(), node);
    field
        .class("editor-plain")
        .attr("aria-label", editor.0.config.name)
        .attr("placeholder", editor.0.config.placeholder)
        .attr("spellcheck", "true")
        .on(ev::INPUT, move |_| input.changed())
        .on(ev::FOCUS_OUT, move |_| out.tell())
        .on(ev::KEY_DOWN, move |event| {
            let is_held = event.ctrl_key() || event.alt_key() || event.meta_key();
            if event.key() == "Enter" && !is_held && !event.shift_key() && !event.is_composing() {
                let at = keys.selection_start().ok().flatten().unwrap_or(0) as usize;
                if let Some(between) = split(&keys.value(), at) {
                    event.prevent_default();
                    break_quote(&keys, &between);
                }
            }
        })
        .view()
}

/// Files that are pasted and dropped go beside the text.
fn hear_files(editor: &Editor, field: &HtmlTextAreaElement) -> Vec<EventListener> {
    let listen = |name: &'static str, editor: Editor| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(field, name, options, move |event: &Event| {
            let data = if name == "paste" {
                event.unchecked_ref::<ClipboardEvent>().clipboard_data()
            } else {
                event.unchecked_ref::<DragEvent>().data_transfer()
            };
            let Some(data) = data else { return };
            let files = clip::files(&data);
            let has_text = data
                .get_data("text/plain")
                .is_ok_and(|text| !text.is_empty());
            if !files.is_empty() && !has_text {
                event.prevent_default();
                (editor.0.config.on_files)(files, FilePlace::Attached);
            }
        })
    };
    vec![
        listen("paste", editor.clone()),
        listen("drop", editor.clone()),
    ]
}

/// Puts text at the cursor, so that the browser can undo it.
pub(super) fn insert(field: &HtmlTextAreaElement, text: &str) {
    // Refused by no browser.
    let _ = field.focus();
    let document = document().unchecked_into::<HtmlDocument>();
    let done = document.exec_command_with_show_ui_and_value("insertText", false, text);
    if done != Ok(true) {
        let at = field.selection_end().ok().flatten().unwrap_or(0);
        // The cursor's place is in it.
        let _ = field.set_range_text_with_start_and_end(text, at, at);
    }
}

/// Puts the cursor before what was put before it.
pub(super) fn go_back(field: &HtmlTextAreaElement, behind: &str) {
    let end = field.selection_end().ok().flatten().unwrap_or(0);
    let length = u32::try_from(behind.encode_utf16().count()).unwrap_or(0);
    let at = end.saturating_sub(length);
    // It is in the text.
    let _ = field.set_selection_range(at, at);
}

/// Makes this all of the text.
pub(super) fn replace_all(field: &HtmlTextAreaElement, text: &str) {
    let at = field.selection_start().ok().flatten().unwrap_or(0);
    field.select();
    insert(field, text);
    let _ = field.set_selection_range(at, at);
}

/// The words that are not quoted.
pub(super) fn own_words(text: &str) -> String {
    let own = text.lines().filter(|line| !line.starts_with('>'));
    own.collect::<Vec<_>>().join("\n")
}

/// What a line that is quoted begins with, if it is one: `> > `.
fn marks(line: &str) -> &str {
    let rest = line.trim_start_matches(['>', ' ']);
    let marks = &line[..line.len() - rest.len()];
    if line.starts_with('>') { marks } else { "" }
}

/// Where the line behind the last that is quoted begins, in UTF-16 units; 0 where
/// nothing is quoted.
fn behind_quote(text: &str) -> u32 {
    let mut units = 0;
    let mut behind = 0;
    for line in text.split_inclusive('\n') {
        units += line.encode_utf16().count();
        if line.starts_with('>') {
            behind = units;
        }
    }
    u32::try_from(behind).unwrap_or(0)
}

/// What comes between the halves of a quote that is split at the cursor, `at`
/// UTF-16 units into the text; `None` where nothing is quoted.
fn split(text: &str, at: usize) -> Option<String> {
    let mut units = 0;
    let cursor = text
        .char_indices()
        .find(|(_, character)| {
            let is_there = units >= at;
            units += character.len_utf16();
            is_there
        })
        .map_or(text.len(), |(place, _)| place);
    let begin = text[..cursor].rfind('\n').map_or(0, |place| place + 1);
    let end = text[cursor..]
        .find('\n')
        .map_or(text.len(), |place| cursor + place);
    let marks = marks(&text[begin..end]);
    if marks.is_empty() || cursor < begin + marks.trim_end().len() {
        return None;
    }
    let rest = text[cursor..end].trim_start();
    Some(if rest.is_empty() {
        "\n\n".to_owned()
    } else {
        format!("\n\n\n{} ", marks.trim_end())
    })
}

/// Puts it there, and the cursor into its middle.
fn break_quote(field: &HtmlTextAreaElement, between: &str) {
    insert(field, between);
    let end = field.selection_end().ok().flatten().unwrap_or(0);
    // Behind the second line end; marks are ASCII.
    let behind = between.len().saturating_sub("\n\n".len());
    let at = end.saturating_sub(u32::try_from(behind).unwrap_or(0));
    // It is in the text.
    let _ = field.set_selection_range(at, at);
}

#[cfg(test)]
mod tests {
    use super::{behind_quote, own_words, split};

    #[test]
    fn one_begins_behind_the_last_line_that_is_quoted() {
        for (text, at) in [
            ("", 0),
            ("Not quoted\n", 0),
            ("Ada wrote:\n> one\n> two\n\n-- \nB", 23),
            ("> \u{1f600}\n\n", 5),
            ("> one", 5),
        ] {
            assert_eq!(behind_quote(text), at, "{text}");
        }
    }

    #[test]
    fn a_quoted_line_is_split_and_goes_on_as_a_quote() {
        for (text, at, expected) in [
            ("> one two", 5, Some("\n\n\n> ")),
            ("> > one two", 7, Some("\n\n\n> > ")),
            (">> one", 4, Some("\n\n\n>> ")),
            ("> one", 5, Some("\n\n")),
            ("ü🙂\n> one two", 9, Some("\n\n\n> ")),
            ("> one", 0, None),
            ("one > two", 9, None),
            ("", 0, None),
        ] {
            assert_eq!(split(text, at).as_deref(), expected, "{text} at {at}");
        }
    }

    #[test]
    fn own_words_are_what_is_not_quoted() {
        assert_eq!(own_words("Yes.\n> attached?\nBye"), "Yes.\nBye");
    }
}
