use super::heads::{Head, Heads};
use super::rows::{Rows, row_after_splice};
use super::standing::{Spot, Standing, Turn};
use crate::day_group::{DayGroup, group_of};
use crate::reactive::*;
use mail_engine::ListId;
use mail_model::{Flags, MailboxName, MessageSummary, Problem, Uid};
use std::sync::Arc;

/// How many rows are held. The engine tells a row again once it let go of it
/// itself: this must be more than it keeps, which is some 3,000 around the view.
const HELD_ROWS: usize = 5_000;

/// A list's outer facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListHead {
    /// Its name.
    pub list: ListId,
    /// Of which mailbox.
    pub mailbox: MailboxName,
    /// How far it got.
    pub phase: ListPhase,
}

/// How far opening a list got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListPhase {
    /// The mailbox's size is not known yet.
    Opening,
    /// So many rows.
    Open(u32),
    /// It could not be opened.
    Failed(Problem),
}

/// Rows from `first` up to, not including, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub first: u32,
    pub end: u32,
}

/// A row. It keeps its identity when rows above it come and go.
#[derive(Clone, Debug)]
pub struct Row {
    /// Unique within the page.
    pub key: u32,
    number: ArcRwSignal<u32>,
    summary: ArcRwSignal<Option<Arc<MessageSummary>>>,
}

impl Row {
    /// Its place from the top.
    pub fn number(&self) -> u32 {
        self.number.get()
    }
    /// Its place from the top; not reactive.
    pub fn number_untracked(&self) -> u32 {
        self.number.get_untracked()
    }
    /// What it shows, once known.
    pub fn summary(&self) -> Option<Arc<MessageSummary>> {
        self.summary.get()
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// The open list.
#[derive(Clone, Copy)]
pub struct List {
    head: RwSignal<Option<ListHead>>,
    window: RwSignal<Window>,
    visible: RwSignal<Vec<Row>>,
    cursor: RwSignal<Option<u32>>,
    turned: RwSignal<u32>,
    heads: RwSignal<Arc<[Head]>>,
    read_only: RwSignal<Option<MailboxName>>,
    held: StoredValue<Held>,
}

#[derive(Default)]
struct Held {
    rows: Rows<Row>,
    heads: Heads,
    /// The list is in the order of when its messages were written, not of when
    /// they came.
    is_by_date: bool,
    /// Messages that stand below the row of their conversation, with its message.
    below: Vec<(Uid, Uid)>,
    /// The message at the cursor has left the list since: the row above which it stood.
    gap: Option<u32>,
    /// Rows that came before those above them, by where they begin.
    early: Vec<(u32, Vec<MessageSummary>)>,
    last_key: u32,
    standing: Standing,
}

impl List {
    pub(super) fn new() -> Self {
        Self {
            head: RwSignal::new(None),
            window: RwSignal::new(Window::default()),
            visible: RwSignal::new(Vec::new()),
            cursor: RwSignal::new(None),
            turned: RwSignal::new(0),
            heads: RwSignal::new(Arc::from(Heads::default().shown())),
            read_only: RwSignal::new(None),
            held: StoredValue::new(Held::default()),
        }
    }

    /// The list's outer facts; `None` before the first one opens.
    pub fn head(&self) -> ReadSignal<Option<ListHead>> {
        self.head.read_only()
    }

    /// Which rows are rendered.
    pub fn window(&self) -> ReadSignal<Window> {
        self.window.read_only()
    }

    /// The rows of the window.
    pub fn visible(&self) -> ReadSignal<Vec<Row>> {
        self.visible.read_only()
    }

    /// The row that the keyboard is at.
    pub fn cursor(&self) -> ReadSignal<Option<u32>> {
        self.cursor.read_only()
    }

    /// How the view is to move, each way once. Reactive.
    pub fn take_turns(&self) -> Vec<Turn> {
        self.turned.track();
        let turns = self
            .held
            .try_update_value(|held| held.standing.take_turns());
        turns.unwrap_or_default()
    }

    fn turn(&self, turn: Turn) {
        self.held.update_value(|held| held.standing.turn(turn));
        self.turned
            .update(|turned| *turned = turned.wrapping_add(1));
    }

    /// The view is here now: a row at its top, and how much of that is out of view.
    pub fn stand_at(&self, (row, within): (u32, f64)) {
        self.held.update_value(|held| {
            let spot = &mut held.standing.spot;
            (spot.row, spot.within) = (row, within as i32);
        });
    }

    /// Where the view is, for whoever comes back to it; not reactive.
    pub fn spot(&self) -> Spot {
        Spot {
            cursor: self.cursor.get_untracked(),
            ..self.held.with_value(|held| held.standing.spot)
        }
    }

    /// The list that is opened next begins here, if it is of this mailbox.
    pub fn begin_next_at(&self, next: Option<(MailboxName, Spot)>) {
        self.held.update_value(|held| held.standing.next = next);
    }

    /// Goes to the first row; the keyboard is nowhere then.
    pub fn rewind(&self) {
        self.move_cursor(None);
        self.turn(Turn::To(0, 0));
    }

    /// Whether rows need not be asked for, for those around the open message are on
    /// their way; not reactive, but [`Self::window`] is told anew when it ends.
    pub fn is_held(&self) -> bool {
        self.held.with_value(|held| held.standing.is_held)
    }

    /// The headings above rows, as far as the rows have been seen.
    pub fn heads(&self) -> ReadSignal<Arc<[Head]>> {
        self.heads.read_only()
    }

    /// Whether its messages can only be read. Reactive.
    pub fn is_read_only(&self) -> bool {
        let mailbox = self.read_only.get();
        mailbox.is_some_and(|mailbox| {
            self.head
                .with(|head| head.as_ref().is_some_and(|head| head.mailbox == mailbox))
        })
    }

    pub(super) fn set_read_only(&self, mailbox: Option<MailboxName>) {
        self.read_only.set(mailbox);
    }

    /// How many rows there are, as far as that is known. Reactive.
    pub fn total(&self) -> u32 {
        self.head.with(total_of)
    }

    /// What is known of a row; not reactive.
    pub fn summary_at(&self, row: u32) -> Option<Arc<MessageSummary>> {
        self.held.with_value(|held| {
            let row = held.rows.at(row)?;
            row.summary.get_untracked()
        })
    }

    /// What is known of all rows that are held; not reactive.
    pub fn known(&self) -> Vec<Arc<MessageSummary>> {
        self.held.with_value(|held| {
            let rows = held.rows.iter();
            rows.filter_map(|(_, row)| row.summary.get_untracked())
                .collect()
        })
    }

    /// Where a message is, if its row is held; not reactive.
    pub fn row_of(&self, uid: Uid) -> Option<u32> {
        self.held.with_value(|held| {
            let mut rows = held.rows.iter();
            rows.find(|(_, row)| has_uid(row, uid)).map(|(row, _)| row)
        })
    }

    /// The messages of these rows, as far as they are known; not reactive.
    pub fn uids_in(&self, rows: std::ops::Range<u32>) -> Vec<Uid> {
        self.held.with_value(|held| {
            let known = held.rows.within(rows);
            known
                .filter_map(|row| row.summary.with_untracked(|s| s.as_ref().map(|s| s.uid)))
                .collect()
        })
    }

    /// The view moved: these rows are in it now.
    pub fn show(&self, window: Window) {
        let before = self.window.get_untracked();
        if before != window {
            if before.first != window.first {
                // Whoever goes on is not called back to what is open.
                self.held.update_value(|held| {
                    held.standing.let_go();
                });
            }
            self.window.set(window);
            if window.first > 0 {
                self.take_early(|_| true);
            }
            self.fill_window();
            // Rows that were only passed, and never known, are nothing to keep.
            self.held.update_value(|held| {
                let is_kept = |row: &Row| row.summary.with_untracked(Option::is_some);
                held.rows
                    .forget_in(before.first, before.end.min(window.first), is_kept);
                held.rows
                    .forget_in(before.first.max(window.end), before.end, is_kept);
            });
        }
    }

    /// The keyboard moved to a row; beyond the end is the end.
    pub fn move_cursor(&self, row: Option<u32>) {
        self.held.update_value(|held| {
            held.gap = None;
            held.standing.let_go();
        });
        self.set_cursor(row);
        if let Some(row) = self.cursor.get_untracked() {
            self.show_around(row);
            self.turn(Turn::Reveal(row));
        }
    }

    /// The window is around a row; where it has that already it stays.
    fn show_around(&self, row: u32) {
        let window = self.window.get_untracked();
        let page = window.end - window.first;
        if !(window.first..window.end).contains(&row) {
            let first = row.saturating_sub(page / 2);
            let end = first.saturating_add(page);
            self.show(Window { first, end });
        }
    }

    /// The row above which the message at the cursor stood, if it has left the list
    /// since the cursor was moved; not reactive.
    pub fn gap(&self) -> Option<u32> {
        self.held.with_value(|held| held.gap)
    }

    fn set_cursor(&self, row: Option<u32>) {
        let last = self.head.with_untracked(total_of).checked_sub(1);
        let row = row.and_then(|row| last.map(|last| row.min(last)));
        if self.cursor.get_untracked() != row {
            self.cursor.set(row);
        }
    }

    pub(super) fn close(&self) {
        self.head.set(None);
        self.held
            .update_value(|held| held.standing = Standing::default());
        self.start_anew(Spot::default());
    }

    /// A list is open, or its size became known; with it a message, perhaps.
    pub(super) fn open(
        &self,
        list: ListId,
        mailbox: MailboxName,
        total: Option<u32>,
        message: Option<Uid>,
    ) {
        let phase = total.map_or(ListPhase::Opening, ListPhase::Open);
        let is_same = self
            .head
            .with_untracked(|head| head.as_ref().is_some_and(|head| head.list == list));
        let begins = self
            .held
            .try_update_value(|held| (!is_same).then(|| held.standing.begin(&mailbox, message)));
        self.head.set(Some(ListHead {
            list,
            mailbox,
            phase,
        }));
        match begins.flatten() {
            Some(spot) => self.start_anew(spot),
            // Its size became known: what was learned of it stays.
            None => self.fill_window(),
        }
    }

    pub(super) fn fail(&self, list: ListId, problem: Problem) {
        self.head.update(|head| {
            if let Some(head) = head.as_mut().filter(|head| head.list == list) {
                head.phase = ListPhase::Failed(problem);
            }
        });
    }

    pub(super) fn splice(&self, list: ListId, at: u32, removed: u32, inserted: u32, total: u32) {
        if !self.is_open(list) {
            return;
        }
        // They are counted as rows stood before it.
        self.take_early(|_| true);
        self.held.update_value(|held| {
            held.rows
                .splice(at, removed, inserted, |row, number| row.number.set(number));
            held.heads.splice(at, removed, inserted);
            // What came together by it may belong together.
            held.learn_heads(at, at.saturating_add(1));
        });
        self.head.update(|head| {
            if let Some(head) = head {
                head.phase = ListPhase::Open(total);
            }
        });
        if let Some(cursor) = self.cursor.get_untracked() {
            // The cursor follows its message; if that went, the next takes its place.
            let moved = |row| row_after_splice(row, at, removed, inserted);
            let row = moved(cursor);
            self.held.update_value(|held| {
                let gap = held.gap.map(|gap| moved(gap).unwrap_or(at));
                held.gap = gap.or(row.is_none().then_some(at));
            });
            self.set_cursor(Some(row.unwrap_or(at)));
        }
        self.keep_view(at, removed, inserted, total);
        self.fill_window();
        self.show_heads();
    }

    /// Rows came. Servers tell the oldest first, and in pieces; at the list's top rows
    /// wait for those above them, for headings between these would push them down.
    pub(super) fn fill(&self, list: ListId, start: u32, summaries: Vec<MessageSummary>) {
        if !self.is_open(list) {
            return;
        }
        let sought = self.held.with_value(|held| held.standing.sought);
        let at = sought.and_then(|uid| summaries.iter().position(|row| row.uid == uid));
        match at.and_then(|at| start.checked_add(u32::try_from(at).ok()?)) {
            Some(row) => self.begin_at(row),
            None => self.let_ask(|standing| std::mem::take(&mut standing.is_held)),
        }
        if self.is_early(start) {
            return self
                .held
                .update_value(|held| held.early.push((start, summaries)));
        }
        self.take_in(start, summaries);
        self.take_early(|start| !self.is_early(start));
    }

    /// The open message has this row: the list begins there.
    fn begin_at(&self, row: u32) {
        let window = self.window.get_untracked();
        let page = window.end - window.first;
        if row >= page / 2 {
            let first = row - page / 2;
            self.window.set(Window {
                first,
                end: first.saturating_add(page),
            });
            self.take_early(|_| true);
            self.fill_window();
        }
        self.turn(Turn::Middle(row));
        self.let_ask(Standing::let_go);
    }

    /// The conversation of the open message may have a row that is known now.
    pub(super) fn find_sought(&self, latest_of: impl Fn(Uid) -> Option<Uid>) {
        let sought = self.held.with_value(|held| held.standing.sought);
        let latest = sought.and_then(latest_of);
        if let Some(row) = latest.and_then(|latest| self.row_of(latest)) {
            self.begin_at(row);
        }
    }

    /// Rows may be asked for, if they may not yet.
    fn let_ask(&self, end: impl FnOnce(&mut Standing) -> bool) {
        let has_ended = self.held.try_update_value(|held| end(&mut held.standing));
        if has_ended == Some(true) {
            self.window.set(self.window.get_untracked());
        }
    }

    /// Whether rows from `start` on would be shown below such as are not known yet.
    fn is_early(&self, start: u32) -> bool {
        let is_seen_first = self
            .window
            .with_untracked(|window| window.first == 0 && start < window.end);
        is_seen_first
            && start.checked_sub(1).is_some_and(|above| {
                self.held.with_value(|held| {
                    let above = held.rows.at(above);
                    above.is_none_or(|row| row.summary.with_untracked(Option::is_none))
                })
            })
    }

    /// Takes in what waited, as far as it need not wait any more.
    fn take_early(&self, is_due: impl Fn(u32) -> bool) {
        let due = || {
            let place = self.held.with_value(|held| {
                let mut early = held.early.iter();
                early.position(|(start, _)| is_due(*start))
            });
            let mut taken = None;
            self.held
                .update_value(|held| taken = place.map(|place| held.early.swap_remove(place)));
            taken
        };
        while let Some((start, summaries)) = due() {
            self.take_in(start, summaries);
        }
    }

    fn take_in(&self, start: u32, summaries: Vec<MessageSummary>) {
        let total = self.head.with_untracked(total_of);
        let end = start.saturating_add(u32::try_from(summaries.len()).unwrap_or(u32::MAX));
        self.held.update_value(|held| {
            for (row, summary) in (start..total).zip(summaries) {
                let row = held.row(row);
                let is_news = row
                    .summary
                    .with_untracked(|old| old.as_deref() != Some(&summary));
                if is_news {
                    row.summary.set(Some(Arc::new(summary)));
                }
            }
            held.learn_heads(start, end.saturating_add(1).min(total));
        });
        self.show_heads();
        let window = self.window.get_untracked();
        self.held.update_value(|held| {
            held.rows
                .forget_far_from(window.first, window.end, HELD_ROWS);
        });
    }

    pub(super) fn set_flags(&self, uid: Uid, flags: &Flags) {
        self.held.with_value(|held| {
            if let Some((_, row)) = held.rows.iter().find(|(_, row)| has_uid(row, uid)) {
                row.summary.update(|summary| {
                    if let Some(summary) = summary {
                        Arc::make_mut(summary).flags = flags.clone();
                    }
                });
            }
        });
    }

    pub(super) fn is_open(&self, list: ListId) -> bool {
        self.head
            .with_untracked(|head| head.as_ref().is_some_and(|head| head.list == list))
    }

    fn start_anew(&self, spot: Spot) {
        self.held.update_value(|held| {
            held.rows = Rows::default();
            held.heads = Heads::default();
            held.below = Vec::new();
            held.early = Vec::new();
            held.gap = None;
        });
        self.show_heads();
        self.cursor.set(spot.cursor);
        let page = self
            .window
            .with_untracked(|window| window.end - window.first);
        self.window.set(Window {
            first: spot.row,
            end: spot.row.saturating_add(page),
        });
        self.turned
            .update(|turned| *turned = turned.wrapping_add(1));
        self.fill_window();
    }

    /// Headings by when messages were written, not by when they came.
    pub(super) fn group_by_date(&self, is_by_date: bool) {
        self.held.update_value(|held| held.is_by_date = is_by_date);
    }

    /// Whether days are when messages were written; asked whenever another list is
    /// [`Self::head`].
    pub fn is_by_date(&self) -> bool {
        self.held.with_value(|held| held.is_by_date)
    }

    /// These messages stand below the rows of others, whose day is theirs too.
    pub(super) fn stand_below(&self, below: Vec<(Uid, Uid)>) {
        if self.held.with_value(|held| held.below == below) {
            return;
        }
        self.held.update_value(|held| {
            held.below = below;
            held.heads = Heads::default();
            let rows: Vec<u32> = held.rows.iter().map(|(row, _)| row).collect();
            for row in rows {
                held.learn_heads(row, row.saturating_add(1));
            }
        });
        self.show_heads();
    }

    fn show_heads(&self) {
        let heads = self.held.with_value(|held| {
            let heads = held.heads.shown();
            let is_news = self.heads.with_untracked(|shown| **shown != *heads);
            is_news.then(|| Arc::from(heads))
        });
        if let Some(heads) = heads {
            self.heads.set(heads);
        }
    }

    /// Rows that come or go above the view do not move what one reads; at the
    /// very top, though, new mail is to be seen.
    fn keep_view(&self, at: u32, removed: u32, inserted: u32, total: u32) {
        let window = self.window.get_untracked();
        if window.first == 0 || at >= window.first || removed == inserted {
            return;
        }
        let page = window.end - window.first;
        let first = row_after_splice(window.first, at, removed, inserted)
            .unwrap_or(at)
            .min(total.saturating_sub(page));
        self.window.set(Window {
            first,
            end: first.saturating_add(page),
        });
        self.turn(Turn::By(i64::from(first) - i64::from(window.first)));
    }

    fn fill_window(&self) {
        let total = self.head.with_untracked(total_of);
        let window = self.window.get_untracked();
        let mut visible = Vec::new();
        self.held.update_value(|held| {
            visible.extend((window.first..window.end.min(total)).map(|row| held.row(row).clone()));
        });
        if self.visible.with_untracked(|old| *old != visible) {
            self.visible.set(visible);
        }
    }
}

impl Held {
    /// Looks which of the rows `first..end` begin a group.
    fn learn_heads(&mut self, first: u32, end: u32) {
        let mut above = first.checked_sub(1).and_then(|row| self.group(row));
        for row in first..end {
            let own = self.group(row);
            if let Some(own) = own {
                self.heads.learn(row, above, own);
            }
            above = own;
        }
    }

    fn group(&self, row: u32) -> Option<DayGroup> {
        let mut summary = self.rows.at(row)?.summary.get_untracked()?;
        let above = self.below.iter().find(|(uid, _)| *uid == summary.uid);
        if let Some((_, latest)) = above {
            let mut rows = self.rows.iter().take_while(|(at, _)| *at < row);
            let latest = rows.find(|(_, row)| has_uid(row, *latest));
            summary = latest.and_then(|(_, row)| row.summary.get_untracked())?;
        }
        let written = summary.date.map(|date| date.timestamp);
        let written = written.filter(|_| self.is_by_date);
        Some(group_of(written.unwrap_or(summary.received)))
    }

    fn row(&mut self, number: u32) -> &Row {
        let last_key = &mut self.last_key;
        self.rows.at_or_insert_with(number, || {
            *last_key = last_key.wrapping_add(1);
            Row {
                key: *last_key,
                number: ArcRwSignal::new(number),
                summary: ArcRwSignal::new(None),
            }
        })
    }
}

fn total_of(head: &Option<ListHead>) -> u32 {
    match head {
        Some(ListHead {
            phase: ListPhase::Open(total),
            ..
        }) => *total,
        _ => 0,
    }
}

fn has_uid(row: &Row, uid: Uid) -> bool {
    row.summary
        .with_untracked(|summary| summary.as_ref().is_some_and(|summary| summary.uid == uid))
}
