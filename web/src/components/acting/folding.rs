//! Rows that stand for conversations: what they show, folded and unfolded.

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::letters::{is_own, own_addresses};
use crate::reactive::*;
use crate::ui::{Icon, icon};
use mail_engine::{Conversation, LaterAction};
use mail_model::{Address, Flag, MessageSummary, Uid};
use std::sync::Arc;

/// What a row shows that stands for a conversation. Unfolded it is its own
/// message's alone.
pub(super) fn row(
    app: App,
    told: &Conversation,
    summary: &MessageSummary,
) -> (Arc<MessageSummary>, View) {
    let mut shown = summary.clone();
    if !told.is_open {
        let mut own = own_addresses(app);
        own.extend_from_slice(&told.answered_as);
        shown.from = people(&told.people, |person| is_own(&own, person));
        shown.flags.set(Flag::Seen, told.unread == 0);
        shown.flags.set(Flag::Flagged, told.is_flagged);
        shown.has_attachment = told.has_attachment;
    }
    (Arc::new(shown), count(app, told))
}

/// Several are called by their first names, as there is one line for all; and the
/// person is called "me", by whichever addresses they wrote, once.
fn people(told: &[Address], is_own: impl Fn(&Address) -> bool) -> Vec<Address> {
    let are_several = told.len() > 1;
    let mut has_me = false;
    let called = told.iter().filter_map(|person| {
        let name = match person.label().split([' ', '@']).next() {
            _ if is_own(person) => match core::mem::replace(&mut has_me, true) {
                true => return None,
                false => i18n::row_me(),
            },
            Some(first) if are_several && !first.ends_with(',') => first,
            _ => person.label(),
        };
        Some(Address {
            name: name.to_owned(),
            address: person.address.clone(),
        })
    });
    called.collect()
}

/// How many messages there are, and what shows them. By keyboard the list has
/// shortcuts for it.
fn count(app: App, told: &Conversation) -> View {
    let (latest, is_open) = (told.latest, told.is_open);
    let number = crate::format::number(told.count());
    let mut name = i18n::row_unfold(told.count());
    if told.answers > 0 {
        name = i18n::listing_next(&name, &i18n::row_answers(told.answers));
    }
    if !told.can_unfold() {
        return html::span()
            .class("row-count")
            .attr("title", name.clone())
            .child((
                html::span().attr("aria-hidden", "true").child(number),
                html::span().class("only-heard").child(name),
            ))
            .view();
    }
    html::button()
        .class("row-count row-fold")
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-label", name.clone())
        .attr("aria-expanded", if is_open { "true" } else { "false" })
        .attr("title", name)
        .on(ev::CLICK, move |event| {
            event.stop_propagation();
            fold(app, latest, !is_open);
        })
        .child((
            html::span().child(number),
            icon(match is_open {
                true => Icon::ChevronUp,
                false => Icon::ChevronDown,
            }),
        ))
        .view()
}

fn fold(app: App, latest: Uid, is_open: bool) {
    let head = app.state.list.head().get_untracked();
    if let Some(head) = head {
        app.act(LaterAction::Fold {
            list: head.list,
            latest,
            is_open,
        });
    }
}

/// Folds or unfolds the conversation that the keyboard is at. From one of the
/// messages of an unfolded one, folding leads to its row first.
pub(super) fn fold_at_cursor(app: App, is_open: bool) {
    let list = app.state.list;
    let at = app.place_in_list();
    let summary = at.and_then(|row| list.summary_at(row));
    let told = summary.and_then(|summary| {
        let told = untrack(|| app.state.conversations.of(summary.uid))?;
        Some((told, summary.uid))
    });
    let Some((told, uid)) = told.filter(|(told, _)| told.can_unfold()) else {
        return;
    };
    if told.latest != uid && !is_open {
        if let Some(row) = list.row_of(told.latest) {
            app.move_cursor(row);
        }
    } else if told.is_open != is_open {
        fold(app, told.latest, is_open);
        let count = u32::try_from(told.members.len()).unwrap_or(u32::MAX);
        app.state.notices.announce(&match is_open {
            true => i18n::row_unfolded(count),
            false => i18n::row_folded().to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, address: &str) -> Address {
        Address {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }
    fn called(told: &[Address]) -> Vec<String> {
        let people = people(told, |person| person.address == "me@x");
        people.into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn several_people_are_called_by_their_first_names() {
        let ann = person("Ann Other", "ann@x");
        assert_eq!(called(std::slice::from_ref(&ann)), ["Ann Other"]);
        let all = [
            ann,
            person("", "bob@x"),
            person("Robin", "me@x"),
            person("Doe, Jo", "jo@x"),
            person("Robin at work", "me@x"),
        ];
        assert_eq!(called(&all), ["Ann", "bob", "me", "Doe, Jo"]);
    }
}
