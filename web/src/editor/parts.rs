//! Much markup is put in part by part, so that the page is never held by it.
//!
//! The browser's own command takes all of it in one task, and lays everything out
//! anew for each that follows. So it puts in what is around the most of it, with an
//! empty element in its place, which is filled past it. Taking that back takes the
//! element away, with all that is in it by then; and it comes back with that.

use super::Editor;
use super::moving::{Moving, parse};
use super::rich::{Rich, show_images};
use crate::components::fill::Fill;
use html_sanitizer::{PLACE, Parts, SafeHtml};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

/// Puts markup in the place of what is selected: much of it soon, part by part.
pub(super) fn insert(editor: &Editor, rich: &Rich, content: &SafeHtml) {
    let Some(Parts { frame, filling }) = content.parts() else {
        rich.insert(content);
        return;
    };
    rich.insert(&frame);
    let Some(place) = place(rich) else {
        // The browser has joined it to the lines around.
        rich.exec("undo");
        rich.insert(content);
        return;
    };
    // Refused by no browser.
    let _ = place.remove_attribute(PLACE);
    let has_cursor = cursor(rich).is_some_and(|at| place.contains(Some(&at)));
    place.set_text_content(None);
    let whole = {
        let (editor, rich, place) = (Rc::downgrade(&editor.0), rich.clone(), place.clone());
        move || {
            if has_cursor && cursor(&rich).is_some_and(|at| at == *place) {
                go_behind(&rich, &place);
            }
            rich.quiet_quotes();
            if let Some(editor) = editor.upgrade().map(Editor) {
                rich.mark_empty();
                editor.show_images();
                editor.changed();
            }
        }
    };
    let length = filling.as_str().len();
    let (of, document) = (Rc::downgrade(&editor.0), rich.document.clone());
    let mut moving = None;
    let put_next = Box::new(move |elements| {
        if let Some(moving) = &mut moving {
            return Moving::put_next(moving, elements);
        }
        let Some(tree) = parse(&document, &filling) else {
            return true;
        };
        if let Some(editor) = of.upgrade() {
            show_images(&tree, &editor.images.borrow());
        }
        let parsed = moving.insert(Moving::new(tree, place.clone().unchecked_into()));
        // Parsing all of it was enough for one task, unless it has to come at once.
        elements == u32::MAX && parsed.put_next(elements)
    });
    let fill = Fill::soon(rich.body.clone(), put_next, length, whole);
    rich.coming.borrow_mut().push(fill);
}

/// The element that is to be filled, if it came in as it was.
fn place(rich: &Rich) -> Option<Element> {
    let found = rich.body.query_selector_all(&format!("[{PLACE}]")).ok()?;
    let place: Element = found.item(0)?.unchecked_into();
    let is_empty = place.text_content().is_none_or(|text| text.is_empty());
    (found.length() == 1 && is_empty && place.child_nodes().length() <= 1).then_some(place)
}

/// The node that the cursor is in.
fn cursor(rich: &Rich) -> Option<Node> {
    let place = rich.place().filter(Range::collapsed)?;
    place.start_container().ok()
}

/// Puts the cursor behind all that is in an element.
fn go_behind(rich: &Rich, place: &Element) {
    let mut at: Node = place.clone().into();
    while let Some(last) = at.last_child() {
        at = last;
    }
    let length = at.text_content().unwrap_or_default().encode_utf16().count();
    if let (Some(selection), Ok(length)) = (rich.selection(), u32::try_from(length)) {
        // A line break holds no cursor: it stays before what came.
        let _ = match at.node_type() {
            Node::TEXT_NODE => selection.collapse_with_offset(Some(&at), length),
            _ => Ok(()),
        };
        rich.show_cursor();
    }
}

impl Rich {
    /// Whether something that was put in is still coming.
    pub(super) fn is_coming(&self) -> bool {
        let mut coming = self.coming.borrow_mut();
        coming.retain(|fill| !fill.is_whole());
        !coming.is_empty()
    }

    /// Has all come that was put in.
    pub(super) fn finish(&self) {
        let coming = std::mem::take(&mut *self.coming.borrow_mut());
        for fill in coming {
            fill.finish();
        }
    }
}
