//! The rows of a view: of those messages that match, in the order that was
//! wished for.
//!
//! The list beneath keeps every message's place in the mailbox all the same. Of
//! a view's rows only the UIDs are kept, four octets each; those of rows that
//! nobody has looked at may be unknown, where the server sorts and tells windows.

use super::difference::Splice;
use super::folds::Folds;
use super::local::{Local, Order};
use super::reorder::reorder;
use crate::View;
use crate::arrange::Known;
use core::ops::Range;
use imap_client::{Priority, Request, RequestId};
use mail_model::{Flags, Map, Problem, ProblemKind, SearchKey, Set, Thread, Uid, UidSet};

/// Beyond so many splices a list begins anew.
const MOST_SPLICES: usize = 64;
/// Rows so near to the view are looked for first.
const NEAR: usize = 1_000;
/// So often in a row a view is asked for whose rows are gone when they come.
const MOST_DOUBTS: u32 = 4;
/// Marks the row that begins a conversation, beside its depth.
const BEGINS: u16 = 1 << 15;

/// What came of an answer.
pub(super) enum Arrival {
    /// The list's size is known now.
    Opened,
    /// The list changed by these, and these rows are to be told.
    Changed(Vec<Splice>, Vec<Uid>),
    /// More changed than can be told row by row.
    Anew,
}

/// A row's place in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) depth: u16,
    pub(super) begins: bool,
}

/// The rows of a view.
#[derive(Debug)]
pub(crate) struct Arranged {
    view: View,
    /// The UIDs of the rows, from the top; 0 for one that is not known.
    rows: Vec<u32>,
    /// Depths in conversations; empty where there are none.
    depths: Vec<u16>,
    /// Where each conversation has one row, which messages it has.
    folds: Option<Box<Folds>>,
    /// How many rows there are is known.
    is_known: bool,
    /// Something changed that may concern it.
    is_stale: bool,
    /// Messages arrived that may concern it.
    has_arrivals: bool,
    /// The highest UID of the mailbox when it was searched last; of what arrives
    /// after, only that is searched.
    searched_to: Option<Uid>,
    /// The same as soon as what is wanted now was asked.
    will_have_searched: Option<Uid>,
    /// What was asked is about arrivals alone.
    is_of_arrivals: bool,
    /// What was asked was asked because the rows may be others by now.
    is_renewal: bool,
    /// How often what came was of the past already.
    doubts: u32,
    /// What was asked, and for which rows.
    pub(super) request: Option<(RequestId, Range<u32>)>,
    /// The server can't, and it is done here.
    local: Option<Local>,
    /// It can't be shown.
    problem: Option<Problem>,
    /// What is shown is what is here and matches; the server has not answered yet.
    is_foreseen: bool,
    /// The server is not asked yet.
    is_held: bool,
    /// What finds a part of it sooner, until that was asked.
    first: Option<Box<SearchKey>>,
    /// What was asked finds that part.
    is_of_first: bool,
    /// That part is shown, and its rows come before the rest is asked for.
    awaits_rest: bool,
}

impl Arranged {
    /// The rows of a view; `None` of the mailbox as it is.
    pub(super) fn new(view: &View) -> Option<Self> {
        (!view.is_plain()).then(|| Self {
            view: view.clone(),
            rows: Vec::new(),
            depths: Vec::new(),
            folds: (view.threads && view.is_folded).then(Box::default),
            is_known: false,
            is_stale: false,
            has_arrivals: false,
            searched_to: None,
            will_have_searched: None,
            is_of_arrivals: false,
            is_renewal: false,
            doubts: 0,
            request: None,
            local: None,
            problem: None,
            is_foreseen: false,
            is_held: false,
            first: None,
            is_of_first: false,
            awaits_rest: false,
        })
    }
    /// What is shown.
    pub(super) fn view(&self) -> &View {
        &self.view
    }
    /// How many rows there are, once that is known.
    pub(super) fn total(&self) -> Option<u32> {
        self.is_known.then(|| self.len())
    }
    fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
    /// Which message stands in `row`.
    pub(super) fn uid_at(&self, row: u32) -> Option<Uid> {
        Uid::new(*self.rows.get(row as usize)?)
    }
    /// In which row a message stands.
    pub(super) fn row_of(&self, uid: Uid) -> Option<u32> {
        let row = self.rows.iter().position(|row| *row == uid.value())?;
        u32::try_from(row).ok()
    }
    /// Whether a message is among those that are shown, with a row of its own or
    /// folded into another's.
    fn holds(&self, uid: Uid) -> bool {
        match &self.folds {
            Some(folds) => folds.of(uid).next().is_some(),
            None => self.row_of(uid).is_some(),
        }
    }
    /// The rows of `uids`, looked for near `centre` first.
    pub(super) fn places(&self, uids: &Set<Uid>, centre: u32) -> Map<u32, Uid> {
        let mut places = Map::new();
        let start = (centre as usize).saturating_sub(NEAR);
        for (start, length) in [(start, 2 * NEAR), (0, self.rows.len())] {
            let rows = self.rows.iter().enumerate().skip(start).take(length);
            places.extend(rows.filter_map(|(row, uid)| {
                let uid = Uid::new(*uid).filter(|uid| uids.contains(uid))?;
                Some((u32::try_from(row).ok()?, uid))
            }));
            if places.len() == uids.len() {
                break;
            }
        }
        places
    }
    /// The conversation that a message stands for: where each has one row, all of
    /// its messages, the latest first; else none.
    pub(super) fn conversation(&self, uid: Uid) -> impl Iterator<Item = Uid> + '_ {
        let folds = self.folds.iter();
        folds.flat_map(move |folds| folds.of(uid))
    }
    /// Whether all of a conversation's messages have rows.
    pub(super) fn is_unfolded(&self, uid: Uid) -> bool {
        let folds = self.folds.as_ref();
        folds.is_none_or(|folds| folds.shows_all_of(uid))
    }
    /// Whether each conversation has one row.
    pub(super) fn is_folded(&self) -> bool {
        self.folds.is_some()
    }
    /// How many conversations there are, where each has one row.
    pub(super) fn conversations(&self) -> u32 {
        let folds = self.folds.as_ref();
        let more = folds.map_or(0, |folds| folds.unfolded_rows());
        self.len().saturating_sub(more)
    }
    /// The messages of all rows, and those folded into them.
    pub(super) fn uids(&self) -> UidSet {
        match &self.folds {
            Some(folds) => folds.uids(),
            None => self.rows.iter().filter_map(|uid| Uid::new(*uid)).collect(),
        }
    }
    /// Whether the messages of all rows are known.
    pub(super) fn has_uids(&self) -> bool {
        self.folds.is_some() || !self.rows.contains(&0)
    }
    /// Folds or unfolds the conversation that a message stands for.
    pub(super) fn fold(&mut self, latest: Uid, is_open: bool) -> Option<Splice> {
        let row = self.row_of(latest)?;
        self.folds.as_mut()?.fold(row, &mut self.rows, is_open)
    }
    /// A row's place in its conversation, where there are any.
    pub(super) fn place(&self, row: u32) -> Option<Place> {
        let depth = self.depths.get(row as usize)?;
        Some(Place {
            depth: depth & !BEGINS,
            begins: depth & BEGINS != 0,
        })
    }
    /// How many messages the conversation has that begins in `row`.
    pub(super) fn conversation_length(&self, row: u32) -> u32 {
        let behind = self.depths.iter().skip(row as usize + 1);
        let others = behind.take_while(|depth| **depth & BEGINS == 0).count();
        u32::try_from(others).unwrap_or(u32::MAX).saturating_add(1)
    }

    // What may have changed.

    /// Something changed that may concern the view.
    pub(super) fn doubt(&mut self) {
        self.is_stale = true;
        self.doubts = 0;
        if let Some(local) = &mut self.local {
            local.doubt();
        }
    }
    /// Whether it shows others than these.
    pub(super) fn shows_beyond(&self, all: &UidSet) -> bool {
        let mut shown = self.rows.iter().filter_map(|uid| Uid::new(*uid));
        shown.any(|uid| !all.contains(uid))
    }
    /// Messages arrived. Of a search's messages it is enough to look for more.
    pub(super) fn doubt_arrivals(&mut self) {
        let is_search = !self.view.threads && self.view.order.is_empty();
        if is_search && self.is_known && self.searched_to.is_some() {
            self.has_arrivals = true;
        } else {
            self.doubt();
        }
    }
    /// A message has these flags, which may be news. If the view can't be right
    /// then, it is asked for again.
    pub(super) fn flags_told(&mut self, uid: Uid, flags: &Flags, are_news: bool) {
        let Some(query) = self.view.query.as_ref().filter(|query| is_of_flags(query)) else {
            return;
        };
        let is_meant = match &self.local {
            Some(local) => local.means(uid),
            None => self.is_known.then(|| self.holds(uid)),
        };
        let is_wrong = match (matches(query, flags), is_meant) {
            (Some(matches), Some(is_meant)) => matches != is_meant,
            (Some(_), None) => self.request.is_some(),
            (None, _) => are_news,
        };
        if is_wrong {
            self.doubt();
        }
    }
    /// What was asked is not under way any more.
    pub(super) fn fall_behind(&mut self) {
        self.request = None;
        if self.is_known {
            self.doubt();
        }
    }
    /// A message left the mailbox. Tells in which row it stood.
    pub(super) fn expunge(&mut self, uid: Option<Uid>) -> Option<Splice> {
        if let (Some(local), Some(uid)) = (&mut self.local, uid) {
            local.forget(uid);
        }
        let next = match (&mut self.folds, uid) {
            (Some(folds), Some(uid)) => folds.forget(uid),
            _ => None,
        };
        let row = uid.and_then(|uid| self.row_of(uid));
        if let (Some(row), Some(next)) = (row, next)
            && let Some(uid) = self.rows.get_mut(row as usize)
        {
            *uid = next.value();
            return Some(Splice {
                at: row,
                removed: 1,
                inserted: 1,
                total: self.len(),
            });
        }
        let Some(row) = row else {
            if uid.is_none() || self.rows.contains(&0) {
                self.doubt();
            }
            return None;
        };
        self.rows.remove(row as usize);
        if (row as usize) < self.depths.len() {
            let gone = self.depths.remove(row as usize);
            // The next of the conversation begins it now.
            if let Some(next) = self.depths.get_mut(row as usize)
                && gone & BEGINS != 0
            {
                *next |= BEGINS;
            }
        }
        Some(Splice {
            at: row,
            removed: 1,
            inserted: 0,
            total: self.len(),
        })
    }

    // What is asked.

    /// What is wanted, with the rows it is for: those in `around`, where the
    /// server can tell them alone. `all` are the mailbox's messages, once known.
    pub(super) fn wanted(
        &mut self,
        around: Range<u32>,
        all: Option<&UidSet>,
    ) -> Option<(Request, Priority, Range<u32>)> {
        if self.request.is_some() || self.problem.is_some() || self.is_held {
            return None;
        }
        let is_wanted = !self.is_known || self.is_stale;
        if let Some(local) = &mut self.local {
            let query = self.view.query.as_ref();
            if !is_wanted {
                return None;
            }
            let (request, priority) = local.wanted(query, all, &self.rows)?;
            return Some((request, priority, 0..0));
        }
        let query = || self.view.query.clone().unwrap_or(SearchKey::All);
        if self.view.threads {
            return is_wanted.then(|| (Request::Thread(query()), Priority::Interactive, 0..0));
        }
        if self.view.order.is_empty() {
            if let Some(first) = self.first.take_if(|_| is_wanted) {
                self.is_of_first = true;
                self.will_have_searched = None;
                return Some((Request::Search(*first), Priority::Interactive, 0..0));
            }
            (self.is_of_first, self.awaits_rest) = (false, false);
            let query = if is_wanted {
                self.will_have_searched = all.and_then(UidSet::last);
                query()
            } else {
                let after = self.searched_to.filter(|_| self.has_arrivals)?;
                let (all, highest) = (all?, all.and_then(UidSet::last)?);
                let arrived = all.slice(all.count_below(after)..all.len());
                let arrived: UidSet = arrived.iter().filter(|uid| *uid > after).collect();
                if arrived.is_empty() {
                    self.has_arrivals = false;
                    return None;
                }
                self.will_have_searched = Some(highest);
                SearchKey::And(vec![SearchKey::Uids(arrived), query()])
            };
            self.is_of_arrivals = !is_wanted;
            return Some((Request::Search(query), Priority::Interactive, 0..0));
        }
        let rows = if is_wanted {
            around
        } else {
            let is_unknown = |row: &u32| self.uid_at(*row).is_none();
            let first = around.clone().find(is_unknown)?;
            first..around.rev().find(is_unknown)? + 1
        };
        let sort = Request::Sort {
            query: query(),
            order: self.view.order.clone(),
            window: Some(imap_client::Window {
                skip: rows.start,
                count: rows.end.saturating_sub(rows.start).max(1),
            }),
            with_rows: true,
        };
        Some((sort, Priority::Interactive, rows))
    }
    /// It was asked.
    pub(super) fn asked(&mut self, request: RequestId, rows: Range<u32>) {
        self.request = Some((request, rows));
        self.is_renewal = !self.is_known || self.is_stale;
        // What changes from here on is not in the answer.
        self.is_stale &= self.local.is_some();
        self.has_arrivals = false;
        self.searched_to = self.will_have_searched;
    }
    /// Whether an answer is to what was asked.
    pub(super) fn is_asked(&self, request: RequestId) -> bool {
        self.request
            .as_ref()
            .is_some_and(|(asked, _)| *asked == request)
    }
    /// The server can't; it is done here. `false` where it can't be either.
    pub(super) fn is_done_here(&mut self) -> bool {
        let can_be = self.local.is_none() && (self.view.threads || !self.view.order.is_empty());
        if can_be {
            self.local = Some(Local::new(&self.view.order, self.view.threads));
        }
        can_be
    }
    /// It can't be shown. `false` where it was shown before, and is on.
    pub(super) fn refuse(&mut self, problem: &Problem) -> bool {
        // What is here is not what was looked for.
        self.is_known &= !core::mem::take(&mut self.is_foreseen);
        if !self.is_known {
            self.problem = Some(problem.clone());
        }
        !self.is_known
    }
    /// What was refused is tried again.
    pub(super) fn retry(&mut self) {
        self.problem = None;
        self.doubt();
    }

    // Before the server has answered.

    /// These match, as far as is known here. Nothing is shown for none of them but
    /// while the server is not asked.
    pub(super) fn foresee(&mut self, uids: &UidSet, is_held: bool) -> Option<Arrival> {
        self.is_held = is_held;
        let is_threaded = self.view.threads && self.folds.is_none();
        let is_ordered = is_threaded || !self.view.order.is_empty();
        if self.is_known || is_ordered || (uids.is_empty() && !is_held) {
            return None;
        }
        if let Some(folds) = &mut self.folds {
            // What belongs together is not known: each begins a conversation.
            folds.keep(uids, &[]);
        }
        self.rows = uids.iter().rev().map(Uid::value).collect();
        (self.is_known, self.is_stale, self.is_foreseen) = (true, true, true);
        Some(Arrival::Opened)
    }
    /// These criteria find a part of it sooner.
    pub(super) fn begin_with(&mut self, first: SearchKey) {
        self.first = Some(Box::new(first));
    }
    /// Whether a part of it is shown, whose rows come before the rest is asked for.
    pub(super) fn awaits_rest(&self) -> bool {
        self.awaits_rest
    }
    /// The server is not asked now, or is again.
    pub(super) fn hold(&mut self, is_held: bool) {
        self.is_held = is_held;
    }
    /// Whether the server has still to say what matches.
    pub(super) fn is_going(&self) -> bool {
        self.problem.is_none() && (!self.is_known || self.is_foreseen)
    }
    /// It does not belong here.
    pub(super) fn leave_out(&mut self, uid: Uid) -> Option<Splice> {
        self.holds(uid).then(|| self.expunge(Some(uid))).flatten()
    }

    // What came.

    /// What a message is ordered by.
    pub(super) fn learn(&mut self, message: &Known<'_>) {
        if let Some(local) = &mut self.local {
            local.learn(message);
        }
    }
    /// How far the order has come that is made here.
    pub(super) fn progress(&mut self) -> Option<(u32, u32)> {
        self.local.as_mut()?.progress()
    }
    /// A request ended in order.
    pub(super) fn ended(&mut self) {
        if let Some(local) = &mut self.local {
            local.slice_ended();
        }
    }
    /// Whether its order is made here.
    pub(super) fn is_made_here(&self) -> bool {
        self.local.is_some()
    }
    /// Whether its order is being made here.
    pub(super) fn is_being_made(&self) -> bool {
        self.local.is_some() && (!self.is_known || self.is_stale)
    }
    /// The order that is made here, where it is complete and was not told.
    pub(super) fn complete(&mut self, all: Option<&UidSet>) -> Option<Arrival> {
        let is_wanted = self.is_being_made();
        let local = self.local.as_mut()?;
        let query = self.view.query.as_ref();
        if !is_wanted || self.request.is_some() || !local.is_complete(query, all, &self.rows) {
            return None;
        }
        self.is_stale = false;
        match local.order(&self.rows) {
            Order::Sorted(uids) => Some(self.replace_all(&uids, Vec::new())),
            Order::Threaded(threads) => Some(self.thread(&threads)),
            Order::Joined(uids, arrivals) => {
                let had: UidSet = self.rows.iter().filter_map(|uid| Uid::new(*uid)).collect();
                if let Some(folds) = &mut self.folds {
                    folds.keep(&uids, &arrivals);
                    let rows = folds.rows();
                    return Some(self.replace_all(&rows, Vec::new()));
                }
                // Those that are new stand at the top until it is opened anew.
                let is_new = |uid: &Uid| !had.contains(*uid);
                let mut rows: Vec<Uid> = uids.iter().rev().filter(is_new).collect();
                let old = self.rows.iter().filter_map(|uid| Uid::new(*uid));
                rows.extend(old.filter(|uid| uids.contains(*uid)));
                let depths = if self.view.threads {
                    vec![BEGINS; rows.len()]
                } else {
                    Vec::new()
                };
                Some(self.replace_all(&rows, depths))
            }
        }
    }
    /// These messages match.
    pub(super) fn found(&mut self, uids: UidSet) -> Option<Arrival> {
        match &mut self.local {
            Some(local) => {
                local.found(uids);
                None
            }
            None if core::mem::take(&mut self.is_of_first) => {
                let before = self.rows.iter().filter_map(|uid| Uid::new(*uid));
                let rows: UidSet = before.chain(uids.iter()).collect();
                if rows.is_empty() {
                    return None;
                }
                let rows: Vec<Uid> = rows.iter().rev().collect();
                let arrival = self.replace_all(&rows, Vec::new());
                // The rest is still to come.
                (self.is_stale, self.is_foreseen, self.awaits_rest) = (true, true, true);
                Some(arrival)
            }
            None => {
                let mut rows: Vec<Uid> = uids.iter().rev().collect();
                if core::mem::take(&mut self.is_of_arrivals) {
                    let before = self.rows.iter().filter_map(|uid| Uid::new(*uid));
                    rows.extend(before.filter(|uid| !uids.contains(*uid)));
                }
                Some(self.replace_all(&rows, Vec::new()))
            }
        }
    }
    /// The conversations: those with the latest messages stand at the top, unless
    /// the order says otherwise.
    pub(super) fn thread(&mut self, threads: &[Thread]) -> Arrival {
        let is_ascending = self.view.order.first().is_some_and(|by| !by.is_reversed);
        if let Some(folds) = &mut self.folds {
            match is_ascending {
                true => folds.set(threads.iter()),
                false => folds.set(threads.iter().rev()),
            }
            let rows = folds.rows();
            return self.replace_all(&rows, Vec::new());
        }
        let (mut rows, mut depths) = (Vec::new(), Vec::new());
        let mut add = |thread: &Thread| {
            let mut begins = BEGINS;
            for member in &thread.members {
                if let Some(uid) = member.uid {
                    rows.push(uid);
                    depths.push(member.depth.min(BEGINS - 1) | begins);
                    begins = 0;
                }
            }
        };
        if is_ascending {
            threads.iter().for_each(&mut add);
        } else {
            threads.iter().rev().for_each(&mut add);
        }
        self.replace_all(&rows, depths)
    }
    /// A part of the order, or all of it. Messages that are not in the mailbox
    /// any more (`is_there`) are left out, and it is asked again.
    pub(super) fn sorted(
        &mut self,
        total: u32,
        skip: u32,
        uids: &[Uid],
        is_there: impl Fn(Uid) -> bool,
    ) -> Arrival {
        let there: Vec<Uid> = uids.iter().copied().filter(|uid| is_there(*uid)).collect();
        let gone = u32::try_from(uids.len() - there.len()).unwrap_or(0);
        if gone > 0 && self.doubts < MOST_DOUBTS {
            self.doubts += 1;
            self.is_stale = true;
        }
        let total = total.saturating_sub(gone);
        if skip == 0 && total as usize <= there.len() {
            return self.replace_all(&there, Vec::new());
        }
        self.replace_part(total, skip, &there)
    }

    fn replace_all(&mut self, uids: &[Uid], depths: Vec<u16>) -> Arrival {
        let rows: Vec<u32> = uids.iter().map(|uid| uid.value()).collect();
        self.depths = depths;
        self.is_foreseen = false;
        if !core::mem::replace(&mut self.is_known, true) {
            self.rows = rows;
            return Arrival::Opened;
        }
        let old = core::mem::replace(&mut self.rows, rows);
        // What both have at their ends needs no look.
        let head = common(old.iter(), self.rows.iter());
        let tail = common(
            old.iter().skip(head).rev(),
            self.rows.iter().skip(head).rev(),
        );
        let between = |rows: &[u32]| -> Vec<Option<Uid>> {
            let rows = rows.get(head..rows.len() - tail).unwrap_or_default();
            rows.iter().map(|uid| Uid::new(*uid)).collect()
        };
        let (old_part, new_part) = (between(&old), between(&self.rows));
        let at = u32::try_from(head).unwrap_or(u32::MAX);
        let total = u32::try_from(old.len()).unwrap_or(u32::MAX);
        match reorder(&old_part, &new_part, at, total, MOST_SPLICES) {
            Some((splices, came)) => Arrival::Changed(splices, came),
            None => Arrival::Anew,
        }
    }

    fn replace_part(&mut self, total: u32, skip: u32, uids: &[Uid]) -> Arrival {
        let skip = skip.min(total);
        let room = (total - skip) as usize;
        let uids = uids.get(..uids.len().min(room)).unwrap_or_default();
        let new: Vec<Option<Uid>> = uids.iter().copied().map(Some).collect();
        if !core::mem::replace(&mut self.is_known, true) {
            self.rows = vec![0; total as usize];
            self.put(skip, uids);
            return Arrival::Opened;
        }
        let old_total = self.len();
        let end = (skip as usize).saturating_add(uids.len());
        let old: Vec<Option<Uid>> = (skip..u32::try_from(end).unwrap_or(u32::MAX).min(old_total))
            .map(|row| self.uid_at(row))
            .collect();
        let is_same = |(old, new): (&Option<Uid>, &Option<Uid>)| old.is_none() || old == new;
        if total == old_total && old.iter().zip(&new).all(is_same) {
            // Rows became known, and nothing contradicts what was known; but what was
            // asked because of a doubt says nothing of the other rows.
            if self.is_renewal {
                self.rows = vec![0; total as usize];
            }
            self.put(skip, uids);
            let came = old.iter().zip(uids).filter(|(old, _)| old.is_none());
            return Arrival::Changed(Vec::new(), came.map(|(_, uid)| *uid).collect());
        }
        // What else moved can't be told: the other rows are unknown again.
        let spliced = reorder(&old, &new, skip.min(old_total), old_total, MOST_SPLICES);
        self.rows.clear();
        self.rows.resize(total as usize, 0);
        self.put(skip, uids);
        let Some((mut splices, came)) = spliced else {
            return Arrival::Anew;
        };
        let so_far = splices.last().map_or(old_total, |splice| splice.total);
        let below = u32::try_from(end).unwrap_or(u32::MAX).min(so_far);
        if so_far != total {
            let at = if so_far > total {
                below.min(total)
            } else {
                below
            };
            splices.push(Splice {
                at,
                removed: so_far.saturating_sub(total),
                inserted: total.saturating_sub(so_far),
                total,
            });
        }
        Arrival::Changed(splices, came)
    }

    fn put(&mut self, skip: u32, uids: &[Uid]) {
        for (row, uid) in self.rows.iter_mut().skip(skip as usize).zip(uids) {
            *row = uid.value();
        }
    }
}

/// How many of both are the same from the beginning on.
fn common<'a>(a: impl Iterator<Item = &'a u32>, b: impl Iterator<Item = &'a u32>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b && **a != 0).count()
}

/// Whether what matches depends on flags.
fn is_of_flags(key: &SearchKey) -> bool {
    match key {
        SearchKey::Flag(_) | SearchKey::Gmail(_) => true,
        SearchKey::And(keys) | SearchKey::Or(keys) => keys.iter().any(is_of_flags),
        SearchKey::Not(key) => is_of_flags(key),
        _ => false,
    }
}

/// Whether a message with these flags matches; `None` where more than its flags
/// decides.
fn matches(key: &SearchKey, flags: &Flags) -> Option<bool> {
    match key {
        SearchKey::All => Some(true),
        SearchKey::Flag(flag) => Some(flags.contains(flag)),
        SearchKey::Not(key) => matches(key, flags).map(|matches| !matches),
        SearchKey::And(keys) => all_are(true, keys, flags),
        SearchKey::Or(keys) => all_are(false, keys, flags).map(|all_fail| !all_fail),
        _ => None,
    }
}

/// Whether all of the keys match, or with `false` whether none does.
fn all_are(wanted: bool, keys: &[SearchKey], flags: &Flags) -> Option<bool> {
    let mut result = Some(true);
    for key in keys {
        match matches(key, flags) {
            Some(matches) if matches != wanted => return Some(false),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

/// Whether a refusal means that the server has no way to do it.
pub(super) fn is_beyond_the_server(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NotOffered | ProblemKind::ServerRefused
    )
}
