//! What a finger is asked before a link opens. A pointer and the keyboard are on a
//! link before they press it, and are shown where it leads; a finger is not.

use super::link_target::told;
use crate::components::message_people::copy;
use crate::dom::{Child, View, ev, html, matches_media};
use crate::i18n;
use crate::reactive::*;
use crate::ui::dialog;
use js_sys::Reflect;
use web_sys::Event;

/// Whether a press came unseen: from what rests on nothing before it presses.
pub(super) fn is_unseen(press: &Event) -> bool {
    // A property of PointerEvent, which not all browsers' clicks are.
    let pointer = Reflect::get(press, &"pointerType".into()).ok();
    match pointer.and_then(|kind| kind.as_string()).as_deref() {
        Some("mouse") => false,
        Some("touch" | "pen") => true,
        // A key, or an older browser.
        _ => matches_media("(hover: none)"),
    }
}

/// Shows the address that is `asked` for, and opens it when that is wanted.
pub(super) fn link_sheet(asked: RwSignal<Option<String>>) -> View {
    let is_open = memo(move |_| asked.with(Option::is_some));
    dialog(
        i18n::link_sheet_title(),
        i18n::close(),
        is_open.into(),
        move || asked.set(None),
        move || match asked.get_untracked() {
            Some(address) => choice(asked, &address),
            None => ().view(),
        },
    )
}

fn choice(asked: RwSignal<Option<String>>, address: &str) -> View {
    let (before, host, after) = parts(address);
    let is_copied = RwSignal::new(false);
    let (copied, opened) = (address.to_owned(), address.to_owned());
    let through = html_sanitizer::redirect_target(address).map(|_| {
        html::p()
            .class("link-sheet-way")
            .attr("dir", "ltr")
            .child(told(address))
    });
    let words = html::p().class("link-sheet-address").attr("dir", "ltr");
    let copy_button = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            copy(&copied);
            is_copied.set(true);
        })
        .child(move || match is_copied.get() {
            true => i18n::contact_copied(),
            false => i18n::link_sheet_copy(),
        });
    let open_link = html::a()
        .class("button")
        .attr("href", opened)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .on(ev::CLICK, move |_| asked.set(None))
        .child(i18n::link_sheet_open());
    html::div()
        .class("dialog-form link-sheet")
        .child((
            words.child((
                before.to_owned(),
                html::bdi().class("link-sheet-host").child(host.to_owned()),
                after.to_owned(),
            )),
            through,
            html::div()
                .class("dialog-ends")
                .child((copy_button, open_link)),
        ))
        .view()
}

/// A web address before its host, that, and what follows. The host is what tells
/// whose it is; a name before it (RFC 3986 §3.2.1) may pretend to be one.
fn parts(address: &str) -> (&str, &str, &str) {
    let from = address.find("://").map_or(0, |at| at + 3);
    let rest = address.split_at(from).1;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let name = rest.split_at(end).0.rfind('@').map_or(0, |at| at + 1);
    let (before, rest) = address.split_at(from + name);
    let (host, after) = rest.split_at(end - name);
    (before, host, after)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn the_host_is_told_from_what_is_around_it() {
        for (address, expected) in [
            ("https://a.example/b?c", ("https://", "a.example", "/b?c")),
            ("http://a.example:8080/", ("http://", "a.example:8080", "/")),
            (
                "https://good.example@bad.example/@c",
                ("https://good.example@", "bad.example", "/@c"),
            ),
            (
                "https://a.example?b=//c/",
                ("https://", "a.example", "?b=//c/"),
            ),
        ] {
            assert_eq!(parts(address), expected);
        }
    }
}
