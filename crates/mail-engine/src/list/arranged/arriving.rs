//! What came of what was asked: the rows as they are now, told as the fewest
//! splices.

use super::super::difference::Splice;
use super::super::local::Order;
use super::super::placement::Placement;
use super::super::reorder::reorder;
use super::{Arranged, Arrival, BEGINS, MOST_DOUBTS, MOST_SPLICES};
use crate::arrange::Known;
use mail_model::{Thread, Uid, UidSet};

impl Arranged {
    /// What a message is ordered by.
    pub(crate) fn learn(&mut self, message: &Known<'_>) {
        if let Some(local) = &mut self.local {
            local.learn(message);
        }
    }
    /// How far the order has come that is made here.
    pub(crate) fn progress(&mut self) -> Option<(u32, u32)> {
        self.local.as_mut()?.progress()
    }
    /// A request ended in order.
    pub(crate) fn ended(&mut self) {
        if let Some(local) = &mut self.local {
            local.slice_ended();
        }
    }
    /// Whether its order is made here.
    pub(crate) fn is_made_here(&self) -> bool {
        self.local.is_some()
    }
    /// Whether its order is being made here.
    pub(crate) fn is_being_made(&self) -> bool {
        self.local.is_some() && (!self.is_known || self.is_stale)
    }
    /// Whether it is all of the mailbox, the first to come at the top: nobody is asked.
    pub(crate) fn is_all(&self) -> bool {
        let view = &self.view;
        view.query.is_none() && view.is_as_it_came()
    }
    /// All of the mailbox, where it is not shown as it stands now.
    pub(crate) fn show_all(&mut self, placement: &Placement) -> Option<Arrival> {
        let is_wanted = !self.is_known || core::mem::take(&mut self.is_stale);
        is_wanted.then(|| {
            let rows = 0..placement.total();
            self.stand(rows.filter_map(|row| placement.shown_at(row)).collect())
        })
    }
    /// The order that is made here, where it is complete and was not told.
    pub(crate) fn complete(&mut self, all: Option<&UidSet>) -> Option<Arrival> {
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
    /// These messages match, and stand so in the mailbox.
    pub(crate) fn found(&mut self, uids: UidSet, placement: &Placement) -> Option<Arrival> {
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
                let arrival = self.stand(placement.in_order(&rows));
                // The rest is still to come.
                (self.is_stale, self.is_foreseen, self.awaits_rest) = (true, true, true);
                Some(arrival)
            }
            None => {
                let mut all = uids;
                if core::mem::take(&mut self.is_of_arrivals) {
                    all = all.union(&self.uids());
                }
                Some(self.stand(placement.in_order(&all)))
            }
        }
    }
    /// Messages stand elsewhere in the mailbox: what is shown of it as it came follows.
    pub(crate) fn stand_anew(&mut self, placement: &Placement) -> Option<Arrival> {
        let is_shown = self.is_known && !self.is_foreseen && self.view.is_as_it_came();
        is_shown.then(|| self.stand(placement.in_order(&self.uids())))
    }
    /// These stand as they came, whichever way round is wished for.
    fn stand(&mut self, mut newest_first: Vec<Uid>) -> Arrival {
        if self.view.is_ascending() {
            newest_first.reverse();
        }
        self.replace_all(&newest_first, Vec::new())
    }
    /// The conversations: those with the latest messages stand at the top, unless
    /// the order says otherwise.
    pub(crate) fn thread(&mut self, threads: &[Thread]) -> Arrival {
        let is_ascending = self.view.is_ascending();
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
    pub(crate) fn sorted(
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
