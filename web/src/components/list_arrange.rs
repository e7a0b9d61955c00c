//! What a list is arranged by: its order, and how it looks.

use super::look_names::{column_name, density_name, layout_name};
use super::message_row::is_folded;
use super::message_view::is_one_pane;
use super::row_form::{RowForm, form};
use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::filter::Filter;
use crate::i18n;
use crate::reactive::*;
use crate::ruling::ruling;
use crate::searching::is_of_one_mailbox;
use crate::sorting::{Sorting, SortingKey};
use crate::ui::{Icon, MenuItem, icon, menu};
use mail_engine::{Column, Density, Layout, Look};

/// The buttons of the list's head, and what they open.
pub fn list_arrange(app: App) -> View {
    (
        // Where there is little room these go on sideways, and the others stay in sight.
        html::div().class("list-filters").child(
            Filter::ALL
                .map(|filter| chip(app, filter))
                .into_iter()
                .collect::<Vec<_>>(),
        ),
        opener(i18n::list_sort(), Icon::Sort, move || orders(app)),
        opener(i18n::list_look(), Icon::Layout, move || looks(app)),
        column_heads(app),
    )
        .view()
}

/// Above rows of one line: what stands in which column, and what it is sorted by.
fn column_heads(app: App) -> View {
    let form = form(app);
    (move || {
        let RowForm { lines, columns, .. } = form.get();
        if lines > 1 {
            return ().view();
        }
        let head = |column, key, class| {
            let is_shown = columns.shows(column);
            is_shown.then(|| column_head(app, column_name(column), key, class))
        };
        html::div()
            .class("column-heads")
            .attr("role", "group")
            .attr("aria-label", i18n::look_columns())
            .child((
                head(Column::People, SortingKey::From, "row-people"),
                column_head(
                    app,
                    i18n::sort_subject(),
                    SortingKey::Subject,
                    "row-subject",
                ),
                html::span().class("row-marks"),
                head(Column::Size, SortingKey::Size, "row-size"),
                head(Column::Date, SortingKey::Date, "row-date"),
                columns
                    .shows(Column::Flag)
                    .then(|| html::span().class("row-flag-head")),
            ))
            .view()
    })
    .view()
}

/// Sorts by a column; once more, the other way round. By keyboard the menu of
/// orders does the same.
fn column_head(app: App, name: &'static str, key: SortingKey, class: &'static str) -> View {
    let sorting = memo(move |_| {
        let route = app.state.route();
        route.with(|route| Sorting::of(route.place().map_or(&[], |place| &place.view.order)))
    });
    let is_key = move || sorting.get().key == key;
    html::button()
        .class("column-head")
        .class(class)
        .class(("is-rising", move || {
            is_key() && !sorting.get().is_descending
        }))
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr(
            "aria-pressed",
            move || {
                if is_key() { "true" } else { "false" }
            },
        )
        .on(ev::CLICK, move |_| {
            let now = sorting.get_untracked();
            app.sort(match now.key == key {
                true => Sorting {
                    is_descending: !now.is_descending,
                    ..now
                },
                false => Sorting::by(key),
            });
        })
        .child((html::span().child(name), move || {
            is_key().then(|| icon(Icon::ChevronDown))
        }))
        .view()
}

fn opener(name: &'static str, drawing: Icon, items: impl Fn() -> Vec<MenuItem> + 'static) -> View {
    let button = html::button()
        .class("icon-button")
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(drawing));
    menu(button, name, items)
}

/// Shows only some of the list, as the words would that it stands for.
fn chip(app: App, filter: Filter) -> View {
    let name = match filter {
        Filter::Unread => i18n::filter_unread(),
        Filter::Flagged => i18n::filter_flagged(),
        Filter::Attachment => i18n::filter_attachment(),
    };
    let is_on = memo(move |_| app.state.route().with(|route| filter.is_on(route)));
    html::button()
        .class("filter-chip")
        .attr("type", "button")
        .attr(
            "aria-pressed",
            move || {
                if is_on.get() { "true" } else { "false" }
            },
        )
        .on(ev::CLICK, move |_| app.filter(filter))
        .child(name)
        .view()
}

/// By what the list is sorted, and which way.
fn orders(app: App) -> Vec<MenuItem> {
    let now = app.sorting();
    let mut items = vec![MenuItem::heading(i18n::sort_by())];
    items.extend(SortingKey::ALL.map(|key| {
        MenuItem::choice(key_name(key), key == now.key, move || {
            app.sort(Sorting::by(key));
        })
    }));
    let are_rows = app.state.route().with_untracked(is_folded);
    let can_be_rows = app.state.route().with_untracked(|route| {
        let search = route.place().and_then(|place| place.view.search.as_ref());
        search.is_none_or(|search| is_of_one_mailbox(search))
    });
    if can_be_rows {
        items.insert(
            0,
            MenuItem::check(i18n::sort_conversations(), are_rows, move || {
                app.converse(!are_rows);
            }),
        );
    }
    items.push(MenuItem::heading(i18n::sort_direction()));
    for is_descending in [true, false] {
        let name = direction_name(now.key, is_descending);
        let is_chosen = now.is_descending == is_descending;
        items.push(MenuItem::choice(name, is_chosen, move || {
            app.sort(Sorting {
                is_descending,
                ..now
            });
        }));
    }
    // What is set for everybody is not offered; the settings say why.
    if now.key.is_of_days() && !ruling().locks("groups") {
        let groups = look(app).groups;
        items.push(MenuItem::heading(i18n::look_list()));
        items.push(MenuItem::check(i18n::look_groups(), groups, move || {
            app.prefer(|all| all.look.groups = !groups);
        }));
    }
    items
}

fn key_name(key: SortingKey) -> &'static str {
    match key {
        SortingKey::Arrival => i18n::sort_arrival(),
        SortingKey::Date => i18n::sort_date(),
        SortingKey::From => i18n::sort_from(),
        SortingKey::To => i18n::sort_to(),
        SortingKey::Subject => i18n::sort_subject(),
        SortingKey::Size => i18n::sort_size(),
    }
}

fn direction_name(key: SortingKey, is_descending: bool) -> &'static str {
    match (key, is_descending) {
        (SortingKey::Arrival | SortingKey::Date, true) => i18n::sort_newest(),
        (SortingKey::Arrival | SortingKey::Date, false) => i18n::sort_oldest(),
        (SortingKey::Size, true) => i18n::sort_largest(),
        (SortingKey::Size, false) => i18n::sort_smallest(),
        (_, true) => i18n::sort_z_to_a(),
        (_, false) => i18n::sort_a_to_z(),
    }
}

fn look(app: App) -> Look {
    app.state.preferences().with_untracked(|all| all.look)
}

/// How list and message lie, how close rows stand, and what they show.
fn looks(app: App) -> Vec<MenuItem> {
    let now = look(app);
    let mut items = Vec::new();
    let is_one_pane = is_one_pane();
    let ruling = ruling();
    if !is_one_pane && !ruling.locks("layout") {
        items.push(MenuItem::heading(i18n::look_layout()));
        items.extend(Layout::ALL.map(|layout| {
            MenuItem::choice(layout_name(layout), layout == now.layout, move || {
                app.prefer(|all| all.look.layout = layout);
            })
        }));
    }
    if !ruling.locks("density") {
        items.push(MenuItem::heading(i18n::look_density()));
        items.extend(Density::ALL.map(|density| {
            MenuItem::choice(density_name(density), density == now.density, move || {
                app.prefer(|all| all.look.density = density);
            })
        }));
    }
    let is_broad = now.layout != Layout::Wide && !is_one_pane;
    if (is_broad || now.density == Density::Compact) && !ruling.locks("columns") {
        items.push(MenuItem::heading(i18n::look_columns()));
        items.extend(Column::ALL.map(|column| {
            MenuItem::check(column_name(column), now.columns.shows(column), move || {
                app.prefer(|all| all.look.columns.toggle(column));
            })
        }));
    }
    items
}
