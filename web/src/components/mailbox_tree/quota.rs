//! How much room there is for mail.

use crate::app::App;
use crate::dom::{Child, View, html};
use crate::format;
use crate::i18n;
use crate::reactive::*;
use crate::state::Room;
use crate::ui::{Icon, icon};

/// A meter of the room that runs out first; nothing where the server has no limit.
pub fn quota_meter(app: App) -> View {
    let room = memo(move |_| app.state.tree.quota().with(|roots| Room::of(roots)));
    (move || room.get().map(meter)).view()
}

/// What a room says in words.
pub(crate) fn room_words(room: Room) -> String {
    let words = |amount: u64| match room.counts_messages {
        true => format::number(u32::try_from(amount).unwrap_or(u32::MAX)),
        false => format::size(amount),
    };
    let (used, limit) = (words(room.used), words(room.limit));
    match room.counts_messages {
        true => i18n::quota_messages(&used, &limit),
        false => i18n::quota_storage(&used, &limit),
    }
}

fn meter(room: Room) -> View {
    let (words, full) = (room_words(room), room.hundredths());
    let value = full.min(100).to_string();
    html::div()
        .class("quota")
        .class(if room.is_scarce() { "is-scarce" } else { "" })
        .child((
            html::div()
                .class("quota-bar")
                .attr("role", "meter")
                .attr("aria-label", i18n::quota())
                .attr("aria-valuemin", "0")
                .attr("aria-valuemax", "100")
                .attr("aria-valuenow", value.clone())
                .attr("aria-valuetext", words.clone())
                .child(
                    html::div()
                        .class("quota-used")
                        .style("inline-size", format!("{value}%")),
                ),
            html::p().class("quota-words").child((
                room.is_scarce().then(|| icon(Icon::Warning)),
                html::span().attr("aria-hidden", "true").child(words),
                room.is_scarce()
                    .then(|| html::span().class("only-heard").child(i18n::quota_scarce())),
            )),
        ))
        .view()
}
