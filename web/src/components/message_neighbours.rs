//! The way to the next message and the one before it.

use super::hint::hinted;
use crate::app::App;
use crate::dom::{Child, View, html};
use crate::format;
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::ui::{Icon, icon_element};

/// Where the open message stands in its list, and the buttons to its neighbours.
/// They stay while one goes from message to message, so that the focus does.
pub(super) fn message_neighbours(app: App) -> View {
    let place = memo(move |_| place(app));
    let step = move |by: i64| {
        let to = match place.get_untracked() {
            Some((row, total)) => neighbour(row, total, by),
            None => app.row_beside_gap(by),
        };
        if let Some(to) = to {
            app.move_cursor(to);
            app.open_at_cursor();
        }
    };
    html::div()
        .class("neighbours")
        .attr("role", "group")
        .attr("aria-label", i18n::neighbours())
        .child((
            html::span()
                .class("neighbours-place not-phone")
                .child(move || {
                    let (row, total) = place.get()?;
                    let number = format::number(row.saturating_add(1));
                    Some(i18n::neighbours_place(&number, &format::number(total)))
                }),
            icon_element(
                hinted(html::button(), app, Command::PreviousMessage),
                i18n::message_previous(),
                Icon::ChevronUp,
                "",
                move || step(-1),
            ),
            icon_element(
                hinted(html::button(), app, Command::NextMessage),
                i18n::message_next(),
                Icon::ChevronDown,
                "",
                move || step(1),
            ),
        ))
        .view()
}

/// The open message's row, and how many there are.
fn place(app: App) -> Option<(u32, u32)> {
    let list = app.state.list;
    let route = app.state.route().get();
    let place = route.place()?;
    place.message?;
    let uid = app.open_name()?;
    let total = list.total();
    if list.head().get()?.mailbox != place.mailbox && place.view.search.is_none() {
        return None;
    }
    // Where rows come and go the cursor goes along; a link to a message has none.
    list.visible().track();
    let is_it = |row: &u32| {
        list.summary_at(*row)
            .is_some_and(|summary| summary.uid == uid)
    };
    let row = list
        .cursor()
        .get()
        .filter(is_it)
        .or_else(|| list.row_of(uid))?;
    Some((row, total))
}

/// The row so many further, if the list has it.
fn neighbour(row: u32, total: u32, by: i64) -> Option<u32> {
    let to = u32::try_from(i64::from(row) + by).ok()?;
    (to < total).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn the_list_ends_at_both_ends() {
        assert_eq!(neighbour(0, 3, -1), None);
        assert_eq!(neighbour(0, 3, 1), Some(1));
        assert_eq!(neighbour(2, 3, 1), None);
        assert_eq!(neighbour(0, 0, 1), None);
    }
}
