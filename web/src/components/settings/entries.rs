//! What a person has several of: a list of them, to choose one whose form stands
//! beside it.

use crate::app::App;
use crate::dom::{Child, View, ev, focus, html, is_focus_lost, keyed};
use crate::i18n;
use crate::reactive::*;
use crate::state::UNDO_SECONDS;
use crate::ui::{Icon, icon};
use core::fmt::Debug;
use gloo_timers::callback::Timeout;
use mail_engine::Settings;

/// One of them.
pub(super) struct Entry<Id> {
    pub(super) id: Id,
    /// What it is called.
    pub(super) name: String,
    /// What stands below that; empty for nothing.
    pub(super) more: String,
    /// It is used where no other is called for.
    pub(super) is_usual: bool,
}

/// What a list says of itself.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// What it is called.
    pub(super) name: &'static str,
    /// What stands in its place where it is empty.
    pub(super) none: &'static str,
    /// What its button says that adds one.
    pub(super) add: &'static str,
}

/// The list. `add` makes a new one, which is chosen then.
pub(super) fn entries<Id: Copy + Debug + PartialEq + Send + Sync + 'static>(
    words: Words,
    chosen: RwSignal<Option<Id>>,
    all: impl Fn() -> Vec<Entry<Id>> + Copy + Send + Sync + 'static,
    add: impl Fn() -> Id + 'static,
) -> View {
    let is_empty = memo(move |_| all().is_empty());
    let list = move || {
        if is_empty.get() {
            return html::p().class("setting-hint").child(words.none).view();
        }
        // What is typed is kept as its field is left, by a press on another entry
        // perhaps: that must not be drawn anew under the finger.
        let lines = keyed(
            all,
            |one| format!("{:?}\n{}\n{}\n{}", one.id, one.name, one.more, one.is_usual),
            move |one| html::li().child(entry(one, chosen)),
        );
        html::ul()
            .attr("aria-label", words.name)
            .child(lines)
            .view()
    };
    let add = html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| chosen.set(Some(add())))
        .child((icon(Icon::Plus), words.add));
    html::div()
        .class("setting-entries")
        .child((list, add))
        .view()
}

fn entry<Id: Copy + PartialEq + Send + Sync + 'static>(
    entry: Entry<Id>,
    chosen: RwSignal<Option<Id>>,
) -> View {
    let id = entry.id;
    let is_chosen = move || chosen.get() == Some(id);
    html::button()
        .class("setting-entry")
        .class(("is-chosen", is_chosen))
        .attr("type", "button")
        .attr("aria-pressed", move || match is_chosen() {
            true => "true",
            false => "false",
        })
        .on(ev::CLICK, move |_| chosen.set(Some(id)))
        .child((
            html::bdi().class("setting-entry-name").child(entry.name),
            (!entry.more.is_empty())
                .then(|| html::bdi().class("setting-entry-more").child(entry.more)),
            entry.is_usual.then(|| {
                html::span()
                    .class("badge")
                    .child(i18n::settings_identity_default())
            }),
        ))
        .view()
}

/// The button that deletes the one that is chosen.
pub(super) fn remove_button(name: &'static str, remove: impl Fn() + 'static) -> View {
    html::button()
        .class("button is-quiet")
        .attr("type", "button")
        .on(ev::CLICK, move |_| {
            remove();
            focus_chosen();
        })
        .child((icon(Icon::Trash), name))
        .view()
}

/// A button that was pressed may be gone: the focus is on the one that is chosen
/// then, or where one adds one.
pub(super) fn focus_chosen() {
    let find = || {
        for there in [".setting-entry.is-chosen", ".setting-entries > button"] {
            if is_focus_lost() {
                focus(there);
            }
        }
    };
    Timeout::new(0, find).forget();
}

/// Says that one was deleted, and offers to bring it back.
pub(super) fn offer_back(app: App, words: String, bring: impl Fn(&mut Settings) + 'static) {
    let bring = move || {
        app.set(|all| bring(all));
    };
    app.state
        .notices
        .offer(words, i18n::undo(), UNDO_SECONDS, bring);
}

/// Puts one where it stood, unless it is there.
pub(super) fn put_back<T: Clone + PartialEq>(all: &mut Vec<T>, place: usize, one: &T) {
    if !all.contains(one) {
        all.insert(place.min(all.len()), one.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::put_back;

    #[test]
    fn what_comes_back_stands_where_it_stood_and_once() {
        let mut all = vec!['a', 'c'];
        put_back(&mut all, 1, &'b');
        put_back(&mut all, 1, &'b');
        put_back(&mut all, 9, &'d');
        assert_eq!(all, ['a', 'b', 'c', 'd']);
    }
}
