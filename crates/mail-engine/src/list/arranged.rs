//! The rows of a view: of those messages that match, in the order that was
//! wished for.
//!
//! The list beneath keeps every message's place in the mailbox all the same. Of
//! a view's rows only the UIDs are kept, four octets each; those of rows that
//! nobody has looked at may be unknown, where the server sorts and tells windows.

mod arriving;
mod asking;
mod doubting;

use super::difference::Splice;
use super::folds::Folds;
use super::local::Local;
use crate::View;
use core::ops::Range;
use imap_client::RequestId;
use mail_model::{Map, Problem, ProblemKind, SearchKey, Set, Uid, UidSet};

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
}

/// Whether a refusal means that the server has no way to do it.
pub(super) fn is_beyond_the_server(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NotOffered | ProblemKind::ServerRefused
    )
}
