//! Links: typed, pasted, chosen.

use super::Editor;
use super::rich::Rich;
use crate::dom::{Child, View, effect, ev, html, window};
use crate::i18n;
use crate::reactive::*;
use crate::ui;
use crate::ui::{Field, field};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, Node};

/// What ends an address as it stands in a sentence and is no part of it.
const ENDS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '>', '»', '”',
];

/// So far before the cursor an address may begin, in UTF-16 units.
const LONGEST: usize = 2_000;

/// What a person typed, as the address of a link, if it can be one.
pub(super) fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let scheme = typed.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-".contains(c))
    });
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        Some("http" | "https") => {
            let rest = typed.split_once("://")?.1;
            (!rest.is_empty()).then(|| typed.to_owned())
        }
        Some("mailto" | "tel") => Some(typed.to_owned()),
        // A host with a port is no scheme.
        Some(_) if !is_port(typed) => None,
        _ if is_mail_address(typed) => Some(format!("mailto:{typed}")),
        _ => {
            let host = typed.split(['/', '?', '#']).next().unwrap_or_default();
            let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
            is_host.then(|| format!("https://{typed}"))
        }
    }
}

fn is_port(typed: &str) -> bool {
    let port = typed.split_once(':').map_or("", |(_, port)| port);
    let digits = port.split('/').next().unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_mail_address(typed: &str) -> bool {
    let Some((local, domain)) = typed.rsplit_once('@') else {
        return false;
    };
    !local.is_empty() && domain.contains('.') && !domain.contains('/') && !local.contains('/')
}

/// Whether this is an address in full and nothing else, as one copies it.
pub(super) fn is_one(text: &str) -> bool {
    let text = text.trim();
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
}

/// The address that ends before the cursor, and from where to where it goes.
fn typed_address(before: &[u16]) -> Option<(usize, usize, String)> {
    let from = before.len().saturating_sub(LONGEST);
    let is_space = |unit: &u16| matches!(*unit, 0x20 | 0xa0 | 0x09 | 0x0a | 0x0d | 0x3000);
    let begin = before[from..]
        .iter()
        .rposition(is_space)
        .map_or(from, |at| from + at + 1);
    let word = String::from_utf16(before.get(begin..)?).ok()?;
    let opened = word.trim_start_matches(['(', '<', '[', '"', '\'', '«', '“']);
    let begin = begin + word.len() - opened.len();
    let mut said = opened.trim_end_matches(ENDS);
    // A bracket that it opens itself is a part of it.
    if said.matches('(').count() > said.matches(')').count()
        && opened[said.len()..].starts_with(')')
    {
        said = &opened[..=said.len()];
    }
    let is_certain = is_one(said) || said.starts_with("www.") || is_mail_address(said);
    let address = address(said).filter(|_| is_certain)?;
    Some((begin, begin + said.encode_utf16().count(), address))
}

/// An address that has just been typed becomes a link.
pub(super) fn link_typed(rich: &Rich) {
    let Some(place) = rich.place().filter(web_sys::Range::collapsed) else {
        return;
    };
    let (Ok(node), Ok(offset)) = (place.start_container(), place.start_offset()) else {
        return;
    };
    if node.node_type() != Node::TEXT_NODE || rich.is_within("a,pre,code") {
        return;
    }
    let text = node.text_content().unwrap_or_default();
    if !text.contains(['.', ':']) {
        return;
    }
    let before: Vec<u16> = text.encode_utf16().take(offset as usize).collect();
    let Some((begin, end, address)) = typed_address(&before) else {
        return;
    };
    let Some(selection) = rich.selection() else {
        return;
    };
    let (begin, end) = (begin as u32, end as u32);
    if selection
        .set_base_and_extent(&node, begin, &node, end)
        .is_err()
    {
        return;
    }
    let behind = offset.saturating_sub(end);
    rich.exec_with("createLink", &address);
    // The cursor was behind it, and behind what ended it.
    let _ = selection.collapse_to_end();
    for _ in 0..behind {
        let _ = selection.modify("move", "forward", "character");
    }
}

/// A click in the text: links lead nowhere, unless the person says so.
pub(super) fn click(_: &Editor, _: &Rich, event: &Event) {
    let link = event
        .target()
        .map(JsCast::unchecked_into::<Element>)
        .and_then(|element| element.closest("a[href]").ok()?);
    let Some(link) = link else { return };
    event.prevent_default();
    let event: &MouseEvent = event.unchecked_ref();
    if event.ctrl_key() || event.meta_key() {
        let address = link.get_attribute("href").unwrap_or_default();
        if is_one(&address) {
            // A blocked pop-up is the browser's to tell.
            let _ = window().open_with_url_and_target_and_features(
                &address,
                "_blank",
                "noopener,noreferrer",
            );
        }
    }
}

const ADDRESS: Field = Field {
    id: "editor-link-address",
    label: "",
    autocomplete: "off",
    described_by: "editor-link-problem",
};

const TEXT: Field = Field {
    id: "editor-link-text",
    label: "",
    autocomplete: "off",
    described_by: "",
};

/// Asks where a link leads, and what it says.
pub(super) fn dialog(editor: &Editor) -> View {
    let is_open = editor.0.has_link_dialog;
    let editor = editor.clone();
    let back = editor.clone();
    ui::dialog(
        i18n::editor_link(),
        i18n::close(),
        is_open.into(),
        move || close(&back),
        move || form(&editor),
    )
}

fn close(editor: &Editor) {
    if editor.0.has_link_dialog.get_untracked() {
        editor.0.has_link_dialog.set(false);
        if let Some(rich) = editor.rich() {
            rich.recall_place();
        }
    }
}

fn form(editor: &Editor) -> View {
    let Some(rich) = editor.rich() else {
        return ().view();
    };
    let link = rich.around("a[href]");
    let known = link.as_ref().and_then(|link| link.get_attribute("href"));
    let selected = match &link {
        Some(link) => link.text_content().unwrap_or_default(),
        None => rich
            .place()
            .map_or(String::new(), |range| String::from(range.to_string())),
    };
    let is_there = link.is_some();
    let is_wrong = RwSignal::new(false);
    let text_kind = || "text";
    let (address_view, address_field) = field(
        Field {
            label: i18n::editor_link_address(),
            ..ADDRESS
        },
        || "text",
        ().view(),
    );
    let (text_view, text_field) = field(
        Field {
            label: i18n::editor_link_text(),
            ..TEXT
        },
        text_kind,
        ().view(),
    );
    address_field.set_value(known.as_deref().unwrap_or_default());
    text_field.set_value(&selected);
    let first = address_field.clone();
    effect(move || {
        // Refused by no browser.
        let _ = first.focus();
        first.select();
    });
    let unlink = {
        let (editor, link) = (editor.clone(), link.clone());
        move |_: &MouseEvent| {
            close(&editor);
            if let (Some(rich), Some(link)) = (editor.rich(), &link) {
                select_within(&rich, link);
                rich.exec("unlink");
                editor.look_soon();
            }
        }
    };
    let editor = editor.clone();
    let submit = move |event: &Event| {
        event.prevent_default();
        let Some(address) = address(&address_field.value()) else {
            is_wrong.set(true);
            // Refused by no browser.
            let _ = address_field.focus();
            return;
        };
        let text = text_field.value();
        close(&editor);
        if let Some(rich) = editor.rich() {
            let is_other = text.trim() != selected.trim();
            make(&rich, link.as_ref(), &address, (&text, is_other));
            editor.look_soon();
        }
    };
    html::form()
        .class("dialog-form")
        .attr("novalidate", "")
        .on(ev::SUBMIT, submit)
        .child((
            address_view,
            move || {
                is_wrong.get().then(|| {
                    html::p()
                        .class("field-problem")
                        .attr("id", ADDRESS.described_by)
                        .attr("role", "alert")
                        .child(i18n::editor_link_wrong())
                })
            },
            text_view,
            html::div().class("dialog-ends").child((
                is_there.then(|| {
                    html::button()
                        .class("button is-quiet")
                        .attr("type", "button")
                        .on(ev::CLICK, unlink)
                        .child(i18n::editor_link_remove())
                }),
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .child(i18n::editor_link_set()),
            )),
        ))
        .view()
}

/// Makes a link of what is selected, or of the text that is told.
fn make(rich: &Rich, link: Option<&Element>, address: &str, (text, is_other): (&str, bool)) {
    if let Some(link) = link {
        select_within(rich, link);
    }
    let text = text.trim();
    let is_piece = !rich.is_collapsed();
    if is_other || !is_piece {
        let text = if text.is_empty() { address } else { text };
        rich.exec_with("insertText", text);
        select_back(rich, text);
    }
    rich.exec_with("createLink", address);
    if let Some(selection) = rich.selection() {
        // It was just there.
        let _ = selection.collapse_to_end();
    }
}

fn select_within(rich: &Rich, element: &Element) {
    if let Some(selection) = rich.selection() {
        // It is in the document.
        let _ = selection.select_all_children(element);
    }
}

/// Selects the text that was just put before the cursor.
fn select_back(rich: &Rich, text: &str) {
    let Some(selection) = rich.selection() else {
        return;
    };
    let (Some(node), end) = (selection.focus_node(), selection.focus_offset()) else {
        return;
    };
    let length = u32::try_from(text.encode_utf16().count()).unwrap_or(0);
    // Beyond the begin of its node it selects nothing.
    let _ = selection.set_base_and_extent(&node, end.saturating_sub(length), &node, end);
}

#[cfg(test)]
mod tests {
    use super::{address, typed_address};

    #[test]
    fn an_address_is_what_leads_somewhere() {
        for (typed, expected) in [
            ("https://example.org/a?b", Some("https://example.org/a?b")),
            (" example.org ", Some("https://example.org")),
            ("example.org:8080/x", Some("https://example.org:8080/x")),
            ("ada@example.org", Some("mailto:ada@example.org")),
            ("mailto:ada@example.org", Some("mailto:ada@example.org")),
            ("tel:+49301234", Some("tel:+49301234")),
            ("javascript:alert(1)", None),
            ("JavaScript:alert(1)//example.org", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("http://", None),
            ("two words.org", None),
            ("word", None),
            ("", None),
        ] {
            assert_eq!(address(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_was_typed_before_the_cursor_is_found() {
        for (typed, expected) in [
            (
                "see https://example.org/a.",
                Some((4, 25, "https://example.org/a")),
            ),
            (
                "(www.example.org)",
                Some((1, 16, "https://www.example.org")),
            ),
            (
                "https://example.org/a_(b)",
                Some((0, 25, "https://example.org/a_(b)")),
            ),
            (
                "ü🙂 ada@example.org",
                Some((4, 19, "mailto:ada@example.org")),
            ),
            ("the end.of", None),
            ("e.g.", None),
            ("https://", None),
            ("", None),
        ] {
            let before: Vec<u16> = typed.encode_utf16().collect();
            let found = typed_address(&before);
            let found = found
                .as_ref()
                .map(|(begin, end, address)| (*begin, *end, address.as_str()));
            assert_eq!(found, expected, "{typed}");
        }
    }
}
