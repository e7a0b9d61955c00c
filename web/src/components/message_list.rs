use super::acting_place::{list_foot, list_strip, selection_head};
use super::list_tools::list_tools;
use super::mailbox_tree::mailbox_label;
use super::message_row::{RowShape, is_folded, message_row};
use super::problem_text;
use super::row_form::{RowForm, form};
use super::search::search_bar;
use crate::app::App;
use crate::day_group::DayGroup;
use crate::dom::{Child, View, effect, ev, focus, html, is_focus_lost};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::searching::is_of_one_mailbox;
use crate::sorting::Sorting;
use crate::state::{Head, ListPhase, Turn, Window};
use crate::ui::{Aim, Icon, Scroller, VirtualList, icon, icon_button, icon_element, virtual_list};
use gloo_timers::callback::Timeout;
use mail_engine::{Action, ListId};
use mail_model::SpecialUse;
use std::sync::Arc;

/// The id of the element that has the focus while one moves through the list.
pub const LIST_ID: &str = "message-list";

/// How long a far jump of the scroll bar rests before its rows are asked for:
/// while the bar is dragged, most places are only passed.
const REST_MILLISECONDS: u32 = 25;

/// The list, and the keyboard's way through it.
#[derive(Clone, Copy)]
pub struct MessageList {
    app: App,
    scroller: Scroller,
    form: Memo<RowForm>,
    is_grouped: Memo<bool>,
    heads: Memo<Arc<[Head]>>,
}

impl MessageList {
    /// The list of an app.
    pub fn new(app: App) -> Self {
        let list = app.state.list;
        let total = memo(move |_| list.total());
        let first = memo(move |_| list.window().get().first);
        let form = form(app);
        let row_height = memo(move |_| f64::from(form.get().height));
        let is_grouped = memo(move |_| {
            let groups = app.state.preferences().with(|all| all.look.groups);
            let is_of_days = app.state.route().with(|route| {
                let order = route.place().map(|place| place.view.order.as_slice());
                Sorting::of(order.unwrap_or_default()).key.is_of_days()
            });
            groups && is_of_days
        });
        let heads = memo(move |_| match is_grouped.get() {
            true => list.heads().get(),
            false => Arc::new([]),
        });
        let rows_below =
            memo(move |_| heads.with(|heads| heads.iter().map(|head| head.0).collect()));
        let scroller = Scroller::new(VirtualList {
            total: total.into(),
            first: first.into(),
            row_height: row_height.into(),
            heads: rows_below.into(),
        });
        Self {
            app,
            scroller,
            form,
            is_grouped,
            heads,
        }
    }

    /// Moves by so many rows. While a message is open, the one there opens.
    pub fn step(&self, rows: i64) {
        if self.app.row_below_gap().is_some() {
            if let Some(row) = self.app.row_beside_gap(rows) {
                self.move_to(row);
            }
            return;
        }
        let from = self.app.place_in_list().map_or(-1, i64::from);
        let to = if from < 0 { 0 } else { (from + rows).max(0) };
        self.move_to(u32::try_from(to).unwrap_or(u32::MAX));
    }

    /// Moves by so many views.
    pub fn page(&self, pages: i64) {
        self.step(pages * self.page_rows());
    }

    /// By how many rows a view is left, so that one of them is seen again.
    pub fn page_rows(&self) -> i64 {
        i64::from(self.scroller.page().saturating_sub(1).max(1))
    }

    /// Moves to a row; beyond the end is the last one.
    pub fn move_to(&self, row: u32) {
        self.app.move_cursor(row);
        // Whoever moves on begins the next range there, but where one is begun: it
        // goes from what was selected last to wherever one goes.
        let selection = self.app.state.selection;
        if !untrack(|| selection.is_any()) {
            selection.set_anchor(row);
        }
        let is_reading = {
            let route = self.app.state.route().get_untracked();
            route.place().is_some_and(|place| place.message.is_some())
        };
        if is_reading {
            self.app.open_at_cursor();
        }
    }

    /// Opens the message that the keyboard is at; tells whether it was open already.
    pub fn open(&self) -> bool {
        let Some(row) = self.app.place_in_list() else {
            return false;
        };
        self.app.move_cursor(row);
        self.app.open_at_cursor()
    }
}

/// Moves the focus to the list.
pub fn focus_list() {
    focus(&format!("#{LIST_ID}"));
}

/// Whoever is at a button that goes now goes on in the list, unless something else
/// takes the focus.
pub fn go_on_in_list() {
    let go_on = || {
        if is_focus_lost() {
            focus_list();
        }
    };
    Timeout::new(0, go_on).forget();
}

/// The list pane.
pub fn message_list(app: App, list: MessageList, show_folders: impl Fn() + Copy + 'static) -> View {
    html::section()
        .class("pane list-pane")
        .attr("aria-label", i18n::list())
        .child((
            html::header().class("pane-head list-head").child((
                selection_head(app),
                icon_button(
                    i18n::folders_show(),
                    Icon::Menu,
                    "only-narrow",
                    show_folders,
                ),
                html::div().class("pane-title").child((
                    html::h1().attr("dir", "auto").child(move || title(app)),
                    html::p().child(move || counts(app)),
                )),
                icon_element(
                    html::button().attr("data-command", Command::Refresh.shortcut().id),
                    i18n::list_refresh(),
                    Icon::Refresh,
                    "",
                    move || app.act(Action::Refresh),
                ),
            )),
            search_bar(app),
            list_tools(app),
            move || app.state.list.is_read_only().then(read_only),
            list_strip(app),
            html::div()
                .class("list-body")
                .child((rows(app, list), move || beside_rows(app, list))),
            list_foot(app),
        ))
        .view()
}

/// The mailbox; or that it is not one alone of which messages were found.
fn title(app: App) -> String {
    match is_of_shown_mailbox(app) {
        true => mailbox_label(app, &shown_mailbox(app)),
        false => i18n::list_found().to_owned(),
    }
}

/// The same, as somebody hears it who comes to the list.
fn label(app: App) -> String {
    match is_of_shown_mailbox(app) {
        true => i18n::list_of(&mailbox_label(app, &shown_mailbox(app))),
        false => i18n::list_found().to_owned(),
    }
}

fn is_of_shown_mailbox(app: App) -> bool {
    let view = app.state.route().get().first_place().view;
    view.search.as_deref().is_none_or(is_of_one_mailbox)
}

fn shown_mailbox(app: App) -> mail_model::MailboxName {
    app.state.route().get().first_place().mailbox
}

/// What can't be done here is said before somebody tries it.
fn read_only() -> View {
    html::p()
        .class("list-notice")
        .attr("role", "status")
        .child((icon(Icon::Lock), i18n::list_read_only()))
        .view()
}

/// "1,012 messages, 3 unread", as far as it is known.
fn counts(app: App) -> Option<String> {
    let counts = app.state.tree.counts(&shown_mailbox(app));
    let total = match app.state.list.head().get()?.phase {
        ListPhase::Open(total) => total,
        _ => counts?.messages,
    };
    let messages = match app.state.route().with(is_folded) {
        true => i18n::list_conversations(match app.state.conversations.count() {
            0 => total,
            count => count,
        }),
        false => i18n::list_count(total),
    };
    // What was found is a part of the mailbox, whose unread ones are not all in it.
    let route = app.state.route();
    let is_typed = app.state.search.typed();
    let is_typed = is_typed.with(|typed| !typed.trim().is_empty());
    let is_part = is_typed
        || route.with(|route| {
            let place = route.place();
            place.is_some_and(|place| place.view.search.is_some())
        });
    let unseen = counts.map_or(0, |counts| counts.unseen);
    Some(match if is_part { 0 } else { unseen } {
        0 => messages,
        unseen => i18n::list_count_unread(&messages, unseen),
    })
}

fn rows(app: App, this: MessageList) -> View {
    let list = app.state.list;
    let scroller = this.scroller;
    tell_engine_what_is_in_view(app);
    effect(move || {
        for turn in list.take_turns() {
            match turn {
                Turn::By(rows) => scroller.shift(rows),
                Turn::To(row, within) => scroller.aim(Aim::Top(row, f64::from(within))),
                Turn::Middle(row) => scroller.aim(Aim::Middle(row)),
                Turn::Reveal(row) => scroller.reveal(row),
            }
        }
        scroller.take_aim_soon();
    });
    let shows_recipients = memo(move |_| {
        let mailbox = list.head().get().map(|head| head.mailbox);
        app.state.tree.entries().with(|entries| {
            let mut entries = entries.iter().flatten().map(|entry| &entry.mailbox);
            entries.any(|entry| {
                Some(&entry.name) == mailbox.as_ref()
                    && matches!(
                        entry.special_use,
                        Some(SpecialUse::Sent | SpecialUse::Drafts)
                    )
            })
        })
    });
    let shape = memo(move |_| RowShape {
        form: this.form.get(),
        shows_recipients: shows_recipients.get(),
        shows_date: list.head().with(|_| list.is_by_date()),
    });
    let active = move || {
        let cursor = list.cursor().get()?;
        let visible = list.visible().get();
        let row = visible.iter().find(|row| row.number() == cursor)?;
        Some(row_id(row.key))
    };
    html::div()
        .class("list")
        .attr("data-lines", move || this.form.get().lines)
        .style("--row-height", move || {
            format!("{}px", this.form.get().height)
        })
        .class(("has-selection", move || app.state.selection.is_any()))
        .attr("id", LIST_ID)
        .attr("role", move || match app.state.route().with(is_folded) {
            true => "treegrid",
            false => "grid",
        })
        .attr("tabindex", "0")
        .attr("aria-label", move || label(app))
        .attr("aria-rowcount", move || list.total())
        .attr("aria-multiselectable", "true")
        .attr("aria-activedescendant", active)
        .on(ev::DOUBLE_CLICK, move |_| app.edit_open_draft())
        .child(virtual_list(
            scroller,
            list.visible(),
            move |window| {
                list.stand_at(scroller.anchor());
                app.note_spot_soon();
                list.show(Window {
                    first: window.start,
                    end: window.end,
                });
            },
            |row| row.key.to_string(),
            move |row| message_row(app, row, shape, this.heads),
            move |row| {
                let group = this.heads.with(|heads| {
                    let at = heads.binary_search_by_key(&row, |head| head.0).ok()?;
                    heads.get(at).map(|head| head.1)
                });
                group.map(group_name)
            },
            // Rows are drawn anew as they change: a focus within one would be lost.
            focus_list,
        ))
        .view()
}

fn group_name(group: DayGroup) -> &'static str {
    match group {
        DayGroup::Unknown => "",
        DayGroup::Today => i18n::group_today(),
        DayGroup::Yesterday => i18n::group_yesterday(),
        DayGroup::ThisWeek => i18n::group_this_week(),
        DayGroup::LastWeek => i18n::group_last_week(),
        DayGroup::ThisMonth => i18n::group_this_month(),
        DayGroup::LastMonth => i18n::group_last_month(),
        DayGroup::Older => i18n::group_older(),
    }
}

/// The id of a row's element.
pub(super) fn row_id(key: u32) -> String {
    format!("row-{key}")
}

/// Asks for the rows in view: at once for those next to the last ones, after a
/// rest where the scroll bar jumped.
fn tell_engine_what_is_in_view(app: App) {
    let list = app.state.list;
    let wanted = memo(move |_| {
        let head = list.head().get()?;
        let window = list.window().get();
        if list.is_held() {
            return None;
        }
        let last = list.total().min(window.end).checked_sub(1)?;
        (window.first <= last).then_some((head.list, window.first, last))
    });
    let waiting = StoredValue::new_local(None::<Timeout>);
    let mut before = None::<(ListId, u32, u32)>;
    effect(move || {
        let wanted = wanted.get();
        let before = std::mem::replace(&mut before, wanted);
        let Some((list, first, last)) = wanted else {
            return;
        };
        let ask = move || app.act(Action::ViewRows { list, first, last });
        let is_near = before.is_none_or(|(old, old_first, old_last)| {
            old != list || (first <= old_last && old_first <= last)
        });
        if is_near {
            waiting.set_value(None);
            ask();
        } else {
            waiting.set_value(Some(Timeout::new(REST_MILLISECONDS, ask)));
        }
    });
}

/// What stands where there are no rows.
fn beside_rows(app: App, this: MessageList) -> Option<View> {
    let Some(head) = app.state.list.head().get() else {
        return Some(placeholder(this));
    };
    match head.phase {
        ListPhase::Opening => Some(placeholder(this)),
        ListPhase::Failed(problem) => Some(
            html::div()
                .class("empty")
                .attr("role", "alert")
                .child((
                    icon(Icon::Warning),
                    html::h2().child(i18n::list_failed_title()),
                    problem_text(&problem),
                ))
                .view(),
        ),
        ListPhase::Open(0) if is_searched(app) => nothing_found(app, this),
        ListPhase::Open(0) if head.mailbox.is_inbox() => Some(empty(
            Icon::Check,
            i18n::list_inbox_empty_title(),
            i18n::list_inbox_empty_text(),
        )),
        ListPhase::Open(0) => Some(empty(
            Icon::Folder,
            i18n::list_empty_title(),
            i18n::list_empty_text(),
        )),
        ListPhase::Open(_) => None,
    }
}

/// Whether what is shown is what somebody looks for.
fn is_searched(app: App) -> bool {
    let route = app.state.route().get();
    let is_entered = route.place().is_some_and(|p| p.view.search.is_some());
    is_entered
        || app
            .state
            .search
            .typed()
            .with(|typed| !typed.trim().is_empty())
}

/// Nothing yet, or nothing at all.
fn nothing_found(app: App, this: MessageList) -> Option<View> {
    let state = app.state.search.state().get();
    match state.is_some_and(|state| state.is_going) {
        true => Some(placeholder(this)),
        false => Some(empty(
            Icon::Search,
            i18n::search_nothing_title(),
            i18n::search_nothing_text(),
        )),
    }
}

fn empty(drawing: Icon, title: &'static str, text: &'static str) -> View {
    html::div()
        .class("empty")
        .child((
            icon(drawing),
            html::h2().child(title),
            html::p().child(text),
        ))
        .view()
}

/// Stands in the rows' place until the list's size is known.
fn placeholder(this: MessageList) -> View {
    let form = this.form.get();
    let rows: Vec<_> = (0..24)
        .map(|_| {
            html::div()
                .class("row")
                .child(super::message_row::bones())
                .view()
        })
        .collect();
    html::div()
        .class("list-placeholder placeholder")
        .class(("is-grouped", move || this.is_grouped.get()))
        .attr("data-lines", form.lines)
        .style("--row-height", format!("{}px", form.height))
        .attr("aria-hidden", "true")
        .child(rows)
        .view()
}
