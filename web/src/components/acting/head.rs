//! The head of the list while messages are selected: how many, and what can be
//! done with them.

use super::meant;
use super::menu::{forward_items, more_items};
use crate::app::App;
use crate::components::hint::hinted;
use crate::components::{focus_list, go_on_in_list};
use crate::dom::{Child, View, ev, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::state::Selected;
use crate::ui::{Icon, icon, menu};
use mail_model::SpecialUse;

/// What stands in the head's place. It is drawn once for a selection, so that the
/// focus stays on a button while others are selected.
pub(super) fn head(app: App) -> View {
    let selection = app.state.selection;
    let is_all = memo(move |_| {
        selection
            .selected()
            .with(|now| *now == Selected::AllBut(Vec::new()))
    });
    let count = memo(move |_| selection.selected().with(|now| now.count(app.messages())));
    let is_junk = memo(move |_| meant::purpose(app) == Some(SpecialUse::Junk));
    let check = move || {
        let is_checked = is_all.get() || count.get() == app.messages();
        if is_checked { "true" } else { "mixed" }
    };
    let all = move || {
        let total = app.messages();
        (!is_all.get() && count.get() < total).then(|| {
            html::button()
                .class("link-button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| app.select_all())
                .child(i18n::select_all(total))
        })
    };
    // Whoever pressed a button here, or chose in what it opened, goes on in the list.
    Owner::on_cleanup(go_on_in_list);
    html::div()
        .class("select-head")
        .attr("role", "toolbar")
        .attr("aria-label", i18n::select_toolbar())
        .child((
            html::button()
                .class("icon-button select-toggle")
                .attr("type", "button")
                .attr("aria-label", i18n::select_none())
                .attr("title", i18n::select_none())
                .on(ev::CLICK, move |_| {
                    app.clear_selection();
                    focus_list();
                })
                .child(html::span().class("box").attr("data-checked", check)),
            html::div().class("select-words").child((
                html::p()
                    .class("select-count")
                    .child(move || i18n::select_count(count.get())),
                html::p().class("select-all").child(all),
            )),
            tool(app, Command::Archive, Icon::Archive, i18n::act_archive()),
            tool(app, Command::Delete, Icon::Trash, i18n::act_delete()),
            move || match is_junk.get() {
                true => tool(app, Command::Junk, Icon::Tray, i18n::act_not_junk()),
                false => tool(app, Command::Junk, Icon::Shield, i18n::act_junk()),
            },
            tool(app, Command::Move, Icon::Folder, i18n::act_move()),
            untrack(|| app.can_write()).then(|| {
                let forward = tool(app, Command::Forward, Icon::Forward, i18n::verb_forward());
                html::span().class("select-forward").child(forward)
            }),
            more(app),
        ))
        .view()
}

fn tool(app: App, command: Command, drawing: Icon, name: &'static str) -> View {
    hinted(html::button(), app, command)
        .class("icon-button")
        .attr("type", "button")
        .attr("aria-label", name)
        .on(ev::CLICK, move |_| app.run(command, None))
        .child(icon(drawing))
        .view()
}

/// All else that can be done with them.
fn more(app: App) -> View {
    let button = html::button()
        .class("icon-button")
        .attr("aria-label", i18n::act_more())
        .attr("title", i18n::act_more())
        .child(icon(Icon::More));
    menu(button, i18n::act_more(), move || {
        let selected = app.state.selection.selected().get_untracked();
        let mut items = forward_items(app, &selected);
        items.extend(more_items(app, &selected));
        items
    })
}
