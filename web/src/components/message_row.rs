use super::mailbox_tree::mailbox_label;
use super::message_list::row_id;
use super::row_form::RowForm;
use super::search::{MarksOfRow, marked, marks_of_row};
use crate::app::App;
use crate::dom::{Child, Element, View, ev, html};
use crate::keyboard::Command;
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Head, Row, Selected};
use crate::ui::{Icon, icon};
use crate::{format, i18n, labels};
use core::ops::Range;
use mail_engine::{Column, Conversation};
use mail_model::{Address, MessageSummary};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent};

/// What rows are drawn by, all alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowShape {
    /// On how many lines, with what.
    pub(super) form: RowForm,
    /// Whom a message is for, not whom it is from.
    pub(super) shows_recipients: bool,
    /// When it was written, not when it came: rows tell the day under which they
    /// stand.
    pub(super) shows_date: bool,
}

/// A row of the list. It redraws by itself alone.
pub(super) fn message_row(
    app: App,
    row: Row,
    shape: Memo<RowShape>,
    heads: Memo<Arc<[Head]>>,
) -> Element {
    let list = app.state.list;
    let key = row.key;
    let uid = {
        let row = row.clone();
        memo(move |_| row.summary().map(|summary| summary.uid))
    };
    let is_open = memo(move |_| {
        let (Some(uid), route) = (uid.get(), app.state.route().get()) else {
            return false;
        };
        let place = route.place();
        match app.state.search.hit(uid) {
            Some(hit) => place.is_some_and(|place| {
                place.message == Some(hit.uid) && place.mailbox == hit.mailbox
            }),
            None => {
                let open = place.and_then(|place| place.message);
                open.is_some_and(|open| {
                    let told = app.state.conversations.of(uid).filter(|told| !told.is_open);
                    open == uid || told.is_some_and(|told| told.members.contains(&open))
                })
            }
        }
    });
    let is_at_cursor = {
        let row = row.clone();
        memo(move |_| list.cursor().get() == Some(row.number()))
    };
    let told = memo(move |_| app.state.conversations.of(uid.get()?));
    let is_latest = move |told: &Conversation| uid.get() == Some(told.latest);
    let is_member = memo(move |_| told.get().is_some_and(|told| !is_latest(&told)));
    let is_unread = {
        let row = row.clone();
        memo(move |_| {
            let is_within = told
                .get()
                .is_some_and(|told| !told.is_open && told.unread > 0);
            is_within
                || row
                    .summary()
                    .is_some_and(|summary| !summary.flags.is_seen())
        })
    };
    let is_selected = memo(move |_| {
        let selected = app.state.selection.selected();
        uid.get()
            .is_some_and(|uid| selected.with(|selected| selected.contains(uid)))
    });
    let has_head = {
        let row = row.clone();
        memo(move |_| {
            let number = row.number();
            heads.with(|heads| heads.binary_search_by_key(&number, |head| head.0).is_ok())
        })
    };
    let marks = {
        let row = row.clone();
        memo(move |_| {
            row.summary().map_or_else(MarksOfRow::default, |summary| {
                let people = || people(&summary, shape.get().shows_recipients);
                let text = summary.preview.as_deref();
                marks_of_row(app, people, &summary.subject, text)
            })
        })
    };
    let number = row.clone();
    let place = row.clone();
    html::div()
        .class("row")
        .class(("has-head", move || has_head.get()))
        .class(("is-open", move || is_open.get()))
        .class(("is-selected", move || is_selected.get()))
        .class(("is-at-cursor", move || is_at_cursor.get()))
        .class(("is-unread", move || is_unread.get()))
        .class(("is-member", move || is_member.get()))
        .attr("id", row_id(key))
        .attr("role", "row")
        .attr("aria-rowindex", move || number.number().saturating_add(1))
        .attr("aria-level", move || {
            let is_of_tree = app.state.route().with(is_folded);
            is_of_tree.then(|| if is_member.get() { "2" } else { "1" })
        })
        .attr("aria-expanded", move || {
            let told = told
                .get()
                .filter(|told| is_latest(told) && told.can_unfold())?;
            Some(if told.is_open { "true" } else { "false" })
        })
        .attr("aria-selected", move || {
            let stands_for_it = is_open.get() && !app.state.selection.is_any();
            match is_selected.get() || stands_for_it {
                true => "true",
                false => "false",
            }
        })
        .attr("aria-busy", move || uid.get().is_none().then_some("true"))
        .on(ev::CLICK, move |event| {
            if event.default_prevented() {
                return;
            }
            event.prevent_default();
            match pressed(app, event) {
                Pressed::Box => app.toggle_selected(&place),
                Pressed::Beside => app.select_beside(&place),
                Pressed::To => app.select_to(place.number_untracked()),
                Pressed::Row => {
                    let row = place.number_untracked();
                    app.clear_selection();
                    app.state.selection.set_anchor(row);
                    list.move_cursor(Some(row));
                    if let Some(uid) = uid.get_untracked() {
                        app.open_row(uid);
                    }
                }
            }
        })
        .child(select_box(is_selected))
        .child(move || match row.summary() {
            Some(summary) => {
                let told = told.get().filter(|told| is_latest(told));
                let marks = marks.get();
                // No other row waits for that code, nor is drawn anew when it comes.
                let code = || app.state.operations.code().get();
                match told.and_then(|told| Some((told, code()?))) {
                    Some((told, code)) => {
                        let (summary, fold) = (code.row)(app, &told, &summary);
                        content(app, &summary, shape.get(), &marks, Some(fold))
                    }
                    None => content(app, &summary, shape.get(), &marks, None),
                }
            }
            None => bones(),
        })
}

/// Whether a place's list has a row for each conversation.
pub(super) fn is_folded(route: &Route) -> bool {
    route.place().is_some_and(|place| place.view.is_folded)
}

/// What a click on a row means.
enum Pressed {
    /// Its box: it is selected, or no more.
    Box,
    /// With Ctrl or Cmd: it is selected beside the others.
    Beside,
    /// With Shift: everything up to it is selected.
    To,
    /// The row: it opens.
    Row,
}

fn pressed(app: App, event: &MouseEvent) -> Pressed {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_box = target.is_some_and(|target| matches!(target.closest(".row-box"), Ok(Some(_))));
    // Where one touches, a tap goes on selecting once something is selected.
    let by_touch = || {
        let pointer = event.dyn_ref::<PointerEvent>();
        pointer.is_some_and(|pointer| pointer.pointer_type() == "touch")
    };
    let selects = || untrack(|| app.state.selection.is_any()) && by_touch();
    if event.shift_key() {
        Pressed::To
    } else if event.ctrl_key() || event.meta_key() {
        Pressed::Beside
    } else if is_box || selects() {
        Pressed::Box
    } else {
        Pressed::Row
    }
}

/// The box that selects a row; the row hears the click. By keyboard the list has
/// a shortcut for it.
fn select_box(is_selected: Memo<bool>) -> Element {
    let is_checked = move || if is_selected.get() { "true" } else { "false" };
    html::span()
        .class("row-box")
        .attr("role", "gridcell")
        .child(
            html::span()
                .class("box")
                .attr("role", "checkbox")
                .attr("aria-label", i18n::select_row())
                .attr("aria-checked", is_checked),
        )
}

fn content(
    app: App,
    summary: &Arc<MessageSummary>,
    shape: RowShape,
    found: &MarksOfRow,
    fold: Option<View>,
) -> View {
    let RowForm { lines, columns, .. } = shape.form;
    // A row of several lines has room for everything.
    let shows = |column| lines > 1 || columns.shows(column);
    let written = summary.date.filter(|_| shape.shows_date);
    let date = written.map_or(summary.received, |date| date.timestamp);
    let flag = shows(Column::Flag).then(|| flag_button(app, Arc::clone(summary)));
    let date = shows(Column::Date).then(|| {
        cell(html::time(), "row-date")
            .attr(
                "title",
                i18n::row_date_size(&format::full_date(date), &format::size(summary.size)),
            )
            .child(format::row_date(date))
    });
    let dot = cell(html::span(), "row-dot").child(
        (!summary.flags.is_seen())
            .then(|| html::span().class("only-heard").child(i18n::row_unread())),
    );
    let people = shows(Column::People).then(|| {
        cell(html::span(), "row-people")
            .attr("dir", "auto")
            .child(marked(
                people(summary, shape.shows_recipients),
                &found.people,
            ))
    });
    let fold = fold.map(|fold| cell(html::span(), "row-fold-cell").child(fold));
    if lines > 1 {
        // The last of three lines is for the first words alone.
        let (beside, below) = match lines {
            2 => (preview(summary, &found.text), None),
            _ => (None, preview(summary, &found.text)),
        };
        let marks = cell(html::span(), "row-marks").child((marks(app, summary, shows), flag));
        return (
            dot,
            people,
            date,
            subject(app, summary, &found.subject, beside),
            marks,
            below,
            fold,
        )
            .view();
    }
    let beside = shows(Column::Preview)
        .then(|| preview(summary, &found.text))
        .flatten();
    let size = columns
        .shows(Column::Size)
        .then(|| cell(html::span(), "row-size").child(format::size(summary.size)));
    (
        (dot, people, subject(app, summary, &found.subject, beside)),
        cell(html::span(), "row-marks").child(marks(app, summary, shows)),
        (size, date, fold),
        flag.map(|flag| cell(html::span(), "row-flag-cell").child(flag)),
    )
        .view()
}

fn cell(element: Element, class: &'static str) -> Element {
    element.class(class).attr("role", "gridcell")
}

fn people(summary: &MessageSummary, shows_recipients: bool) -> String {
    if shows_recipients {
        recipients(&summary.to)
    } else {
        sender(&summary.from)
    }
}

fn subject(
    app: App,
    summary: &MessageSummary,
    marks: &[Range<usize>],
    beside: Option<Element>,
) -> Element {
    let subject = if summary.subject.is_empty() {
        i18n::row_no_subject().to_owned()
    } else {
        summary.subject.clone()
    };
    let link = html::a()
        .attr("dir", "auto")
        .attr("href", app.at_row(summary.uid).to_url())
        .attr("tabindex", "-1")
        .child(marked(subject, marks));
    // Where several mailboxes are shown, which of them it lies in.
    let mailbox = app.state.search.hit(summary.uid).map(|hit| {
        html::bdi()
            .class("row-mailbox")
            .child(mailbox_label(app, &hit.mailbox))
    });
    // Each runs its own way: what there is no room for is missing at its own end.
    cell(html::span(), "row-subject").child((mailbox, link, beside))
}

/// The message's first words, where they are known.
fn preview(summary: &MessageSummary, marks: &[Range<usize>]) -> Option<Element> {
    let preview = summary.preview.clone();
    preview
        .filter(|preview| !preview.is_empty())
        .map(|preview| {
            html::span()
                .class("row-preview")
                .attr("dir", "auto")
                .child(marked(preview, marks))
        })
}

fn marks(app: App, summary: &MessageSummary, shows: impl Fn(Column) -> bool) -> Vec<View> {
    let flags = &summary.flags;
    let mut all = labels::chips(app, flags);
    let marks = [
        (
            flags.is_answered() && shows(Column::Answered),
            Icon::ArrowBack,
            i18n::row_answered(),
        ),
        (
            flags.is_forwarded() && shows(Column::Answered),
            Icon::ArrowForward,
            i18n::row_forwarded(),
        ),
        (
            summary.has_attachment && shows(Column::Attachment),
            Icon::Clip,
            i18n::row_attachment(),
        ),
    ]
    .into_iter()
    .filter(|(is_set, ..)| *is_set)
    .map(|(_, drawing, name)| mark(drawing, name));
    all.extend(marks);
    all
}

fn mark(drawing: Icon, name: &'static str) -> View {
    html::span()
        .class("row-mark")
        .attr("role", "img")
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(drawing))
        .view()
}

/// Reached by the pointer; by keyboard the list has a shortcut for it.
fn flag_button(app: App, summary: Arc<MessageSummary>) -> View {
    let is_flagged = summary.flags.is_flagged();
    let name = if is_flagged {
        i18n::row_unflag()
    } else {
        i18n::row_flag()
    };
    html::button()
        .class("row-flag")
        .class(("is-on", move || is_flagged))
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("aria-label", name)
        .attr("aria-pressed", if is_flagged { "true" } else { "false" })
        .attr("title", name)
        .on(ev::CLICK, move |event| {
            event.stop_propagation();
            app.run(
                Command::ToggleFlagged,
                Some(Selected::Uids(vec![summary.uid])),
            );
        })
        .child(icon(Icon::Flag))
        .view()
}

fn sender(from: &[Address]) -> String {
    match from {
        [] => i18n::row_no_sender().to_owned(),
        from => labels(from),
    }
}

fn recipients(to: &[Address]) -> String {
    match to {
        [] => i18n::row_no_recipient().to_owned(),
        to => i18n::row_recipients(&labels(to)),
    }
}

fn labels(people: &[Address]) -> String {
    // A row is one line: more names than these are not seen.
    let labels: Vec<_> = people.iter().take(6).map(Address::label).collect();
    labels.join(", ")
}

/// A row's shape before its content is known.
pub(super) fn bones() -> View {
    (
        html::span().class("row-dot"),
        html::span()
            .class("row-people")
            .child(html::span().class("bone")),
        html::span()
            .class("row-date")
            .child(html::span().class("bone")),
        html::span()
            .class("row-subject")
            .child(html::span().class("bone")),
    )
        .view()
}
