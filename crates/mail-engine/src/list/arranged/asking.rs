//! What is asked for a view, and what is shown before the answer.

use super::super::difference::Splice;
use super::super::local::Local;
use super::{Arranged, Arrival};
use core::ops::Range;
use imap_client::{Priority, Request, RequestId};
use mail_model::{Problem, SearchKey, Uid, UidSet};

impl Arranged {
    /// What is wanted, with the rows it is for: those in `around`, where the
    /// server can tell them alone. `all` are the mailbox's messages, once known.
    pub(crate) fn wanted(
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
        if self.is_all() {
            return None;
        }
        if self.view.is_as_it_came() {
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
    pub(crate) fn asked(&mut self, request: RequestId, rows: Range<u32>) {
        self.request = Some((request, rows));
        self.is_renewal = !self.is_known || self.is_stale;
        // What changes from here on is not in the answer.
        self.is_stale &= self.local.is_some();
        self.has_arrivals = false;
        self.searched_to = self.will_have_searched;
    }
    /// Whether an answer is to what was asked.
    pub(crate) fn is_asked(&self, request: RequestId) -> bool {
        self.request
            .as_ref()
            .is_some_and(|(asked, _)| *asked == request)
    }
    /// The server can't; it is done here. `false` where it can't be either.
    pub(crate) fn is_done_here(&mut self) -> bool {
        let can_be = self.local.is_none() && !self.view.is_as_it_came();
        if can_be {
            self.local = Some(Local::new(&self.view.order, self.view.threads));
        }
        can_be
    }
    /// It can't be shown. `false` where it was shown before, and is on.
    pub(crate) fn refuse(&mut self, problem: &Problem) -> bool {
        // What is here is not what was looked for.
        self.is_known &= !core::mem::take(&mut self.is_foreseen);
        if !self.is_known {
            self.problem = Some(problem.clone());
        }
        !self.is_known
    }
    /// What was refused is tried again.
    pub(crate) fn retry(&mut self) {
        self.problem = None;
        self.doubt();
    }

    // Before the server has answered.

    /// These match, as far as is known here, which may be more than before. Nothing is
    /// shown for none of them but while the server is not asked.
    pub(crate) fn foresee(&mut self, uids: &UidSet, is_held: bool) -> Option<Arrival> {
        self.is_held = is_held;
        let is_threaded = self.view.threads && self.folds.is_none();
        let is_ordered = is_threaded || !self.view.order.is_empty();
        let is_other = !self.is_known || (self.is_foreseen && self.uids() != *uids);
        if !is_other || is_ordered || (uids.is_empty() && !is_held) {
            return None;
        }
        let arrival = match self.is_foreseen {
            true => Arrival::Anew,
            false => Arrival::Opened,
        };
        if let Some(folds) = &mut self.folds {
            // What belongs together is not known: each begins a conversation.
            folds.keep(uids, &[]);
        }
        self.rows = uids.iter().rev().map(Uid::value).collect();
        (self.is_known, self.is_stale, self.is_foreseen) = (true, true, true);
        Some(arrival)
    }
    /// These criteria find a part of it sooner.
    pub(crate) fn begin_with(&mut self, first: SearchKey) {
        self.first = Some(Box::new(first));
    }
    /// Whether a part of it is shown, whose rows come before the rest is asked for.
    pub(crate) fn awaits_rest(&self) -> bool {
        self.awaits_rest
    }
    /// The server is not asked now, or is again.
    pub(crate) fn hold(&mut self, is_held: bool) {
        self.is_held = is_held;
    }
    /// Whether the server has still to say what matches.
    pub(crate) fn is_going(&self) -> bool {
        self.problem.is_none() && (!self.is_known || self.is_foreseen)
    }
    /// It does not belong here.
    pub(crate) fn leave_out(&mut self, uid: Uid) -> Option<Splice> {
        self.holds(uid).then(|| self.expunge(Some(uid))).flatten()
    }
}
