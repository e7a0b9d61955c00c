//! Questions before something that can't be taken back.

use super::{deed, meant};
use crate::app::App;
use crate::components::{focus_list, mailbox_label};
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::state::{Selected, Words};
use mail_engine::{Deed, LaterAction};
use mail_model::MailboxName;

/// Whether these are to be removed for ever.
pub(super) fn for_ever_question(
    app: App,
    messages: Selected,
    close: impl Fn() + Clone + 'static,
) -> View {
    let words = i18n::for_ever_question(meant::count(app, &messages));
    question(words, i18n::shortcut_delete_for_ever(), close, move || {
        deed::perform(app, &messages, Deed::Delete { for_ever: true });
    })
}

/// Whether all of a mailbox is to be removed for ever.
pub(super) fn empty_question(
    app: App,
    mailbox: MailboxName,
    close: impl Fn() + Clone + 'static,
) -> View {
    let name = untrack(|| mailbox_label(app, &mailbox));
    let counts = untrack(|| app.state.tree.counts(&mailbox));
    let count = counts.map_or(0, |counts| counts.messages);
    let words = i18n::empty_question(&name, count);
    question(words, i18n::empty_do(), close, move || {
        let words = Words {
            done: i18n::act_removed(count),
            going: i18n::act_removing(count),
            is_shown: true,
            is_large: true,
        };
        let mailbox = mailbox.clone();
        app.state.selection.clear();
        deed::begin(app, words, move |operation| LaterAction::EmptyMailbox {
            operation,
            mailbox,
        });
    })
}

/// The question, a button that does it and one that does not. The one that does
/// not has the focus.
fn question(
    words: String,
    name: &'static str,
    close: impl Fn() + Clone + 'static,
    act: impl Fn() + 'static,
) -> View {
    let leave = close.clone();
    html::div()
        .class("question")
        .child((
            html::p().child(words),
            html::div().class("dialog-ends").child((
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .attr("autofocus", "")
                    .on(ev::CLICK, move |_| leave())
                    .child(i18n::act_cancel()),
                html::button()
                    .class("button is-danger")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| {
                        close();
                        act();
                        focus_list();
                    })
                    .child(name),
            )),
        ))
        .view()
}
