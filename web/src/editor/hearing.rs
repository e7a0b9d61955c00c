//! What is heard in the frame: keys, and what the browser is about to change.

use super::command::{self, Held};
use super::rich::Rich;
use super::{Editor, clip, link, picture, quote};
use crate::dom::forward_key;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlIFrameElement, InputEvent, KeyboardEvent};

pub(super) fn hear(editor: &Editor, rich: &Rich, frame: &HtmlIFrameElement) -> Vec<EventListener> {
    let listen = |name: &'static str, heard: Box<dyn FnMut(&Event)>| {
        EventListener::new_with_options(
            &rich.document,
            name,
            EventListenerOptions::enable_prevent_default(),
            heard,
        )
    };
    let with = |act: fn(&Editor, &Rich, &Event)| -> Box<dyn FnMut(&Event)> {
        let (editor, rich) = (Rc::downgrade(&editor.0), rich.clone());
        Box::new(move |event| {
            if let Some(editor) = editor.upgrade() {
                act(&Editor(editor), &rich, event);
            }
        })
    };
    let frame = frame.clone();
    let (key_editor, key_rich) = (Rc::downgrade(&editor.0), rich.clone());
    let keys = move |event: &Event| {
        if let Some(editor) = key_editor.upgrade() {
            press(&Editor(editor), &key_rich, event.unchecked_ref(), &frame);
        }
    };
    vec![
        listen("keydown", Box::new(keys)),
        listen("beforeinput", with(before_input)),
        listen(
            "input",
            with(|editor, rich, event| {
                let typed: &InputEvent = event.unchecked_ref();
                if typed.data().is_some_and(|typed| runs_leftwards(&typed)) {
                    rich.turn_with_words();
                }
                rich.mark_empty();
                editor.changed();
            }),
        ),
        listen("selectionchange", with(|editor, _, _| editor.look_soon())),
        listen("focusout", with(|editor, _, _| editor.tell())),
        listen("paste", with(clip::paste)),
        listen("dragstart", with(|_, rich, _| rich.is_own_drag.set(true))),
        listen("dragend", with(|_, rich, _| rich.is_own_drag.set(false))),
        listen("dragover", with(clip::drag_over)),
        listen("drop", with(clip::drop)),
        // Nothing in here leads anywhere.
        listen(
            "click",
            with(|editor, rich, event| {
                picture::click(editor, rich, event);
                link::click(editor, rich, event);
            }),
        ),
        listen("auxclick", with(|_, _, event| event.prevent_default())),
        listen("submit", with(|_, _, event| event.prevent_default())),
    ]
}

/// A key: the editor's own commands first, then those of the page.
fn press(editor: &Editor, rich: &Rich, event: &KeyboardEvent, frame: &HtmlIFrameElement) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let held = Held {
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    if let Some(command) = command::of_key(&event.key(), &event.code(), held) {
        event.prevent_default();
        editor.run(command);
        return;
    }
    if event.key() == "Tab" && !held.control && !held.alt && rich.is_at_begin_of("li") {
        event.prevent_default();
        rich.exec(if held.shift { "outdent" } else { "indent" });
        editor.look_soon();
        return;
    }
    if held.control || held.alt || event.key() == "Escape" || event.key().starts_with('F') {
        // The composer's and the page's keys work in here too.
        forward_key(event, frame);
    }
}

/// The browser is about to change the text.
fn before_input(editor: &Editor, rich: &Rich, event: &Event) {
    let input: &InputEvent = event.unchecked_ref();
    match input.input_type().as_str() {
        "insertParagraph" => {
            link::link_typed(rich);
            if quote::split(rich) {
                event.prevent_default();
            }
        }
        "insertText" if input.data().as_deref() == Some(" ") => link::link_typed(rich),
        "insertLineBreak" => link::link_typed(rich),
        "deleteContentBackward" if quote::leave(rich) => event.prevent_default(),
        // What comes from outside comes by `clip` alone.
        "insertFromPaste" | "insertFromPasteAsQuotation" | "insertFromYank" => {
            event.prevent_default();
        }
        "insertFromDrop" if !rich.is_own_drag.get() => event.prevent_default(),
        _ => return,
    }
    editor.look_soon();
}

/// Whether a text has letters of a script that runs from right to left: Hebrew,
/// Arabic and their like, and the forms that they are presented in.
fn runs_leftwards(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
    })
}

#[cfg(test)]
mod tests {
    use super::runs_leftwards;

    #[test]
    fn scripts_that_run_from_right_to_left_are_known() {
        for (text, is_so) in [
            ("hello", false),
            ("שלום", true),
            ("a سلام", true),
            ("日本", false),
            ("1 +", false),
        ] {
            assert_eq!(runs_leftwards(text), is_so, "{text}");
        }
    }
}
