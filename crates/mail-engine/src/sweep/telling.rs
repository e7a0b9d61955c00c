//! What the page is told of a search through several mailboxes.

use super::{Gone, MOST_SPLICES, Phase, Stage, Sweep, count};
use crate::change::Change;
use crate::later_change::LaterChange;
use crate::list::difference::Splice;
use crate::list::reorder;
use crate::overlay::Overlay;
use crate::search::{Hit, SearchState};
use mail_model::{Set, Timestamp, Uid, UidSet};

impl Sweep {
    /// How far it is, where that is news.
    pub(crate) fn state(&mut self) -> Option<SearchState> {
        let is_going = |stage: &&Stage| matches!(stage.phase, Phase::Waiting | Phase::Searching);
        let going = self.stages.iter().filter(is_going).count();
        let failed = self.stages.iter().filter_map(|stage| match &stage.phase {
            Phase::Failed(problem) => Some((stage.mailbox.clone(), problem.clone())),
            _ => None,
        });
        let state = SearchState {
            list: self.list,
            found: self.stages.iter().map(|stage| stage.found).sum(),
            done: count(self.stages.len() - going),
            total: count(self.stages.len()),
            is_going: going > 0 || self.awaits_mailboxes,
            failed: failed.collect(),
        };
        let is_news = self.told_state.as_ref() != Some(&state);
        is_news.then(|| {
            self.told_state = Some(state.clone());
            state
        })
    }

    /// Tells what changed of its rows.
    pub(crate) fn flush(&mut self, overlay: &Overlay, out: &mut Vec<Change>) {
        let hidden: Vec<UidSet> = self
            .stages
            .iter()
            .map(|s| overlay.hidden(&s.mailbox))
            .collect();
        let is_hidden = |stage: usize, uid| hidden.get(stage).is_some_and(|set| set.contains(uid));
        let mut shown: Vec<(Timestamp, Uid)> = self
            .finds
            .iter()
            .filter(|find| find.gone == Gone::Not && !is_hidden(find.stage, find.uid))
            .map(|find| (find.summary.received, find.summary.uid))
            .collect();
        mail_model::sort_by(&mut shown, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let shown: Vec<Uid> = shown.into_iter().map(|(_, name)| name).collect();
        let left = self.stages.iter().zip(&hidden);
        let left: u32 = left
            .map(|(stage, hidden)| stage.left.without(hidden).len())
            .sum();
        let is_going = |stage: &Stage| matches!(stage.phase, Phase::Waiting | Phase::Searching);
        let came = match self.told.take() {
            None if shown.is_empty()
                && left == 0
                && (self.awaits_mailboxes || self.stages.iter().any(is_going)) =>
            {
                return;
            }
            None => {
                self.told = Some((shown.clone(), left));
                out.push(self.announcement());
                shown.clone()
            }
            Some((before, left_before)) => {
                let old_total = count(before.len()) + left_before;
                let known = |rows: &[Uid]| rows.iter().copied().map(Some).collect::<Vec<_>>();
                let (old, new) = (known(&before), known(&shown));
                let (mut splices, came) = match before == shown {
                    true => (Vec::new(), Vec::new()),
                    false => reorder(&old, &new, 0, old_total, MOST_SPLICES)
                        .unwrap_or_else(|| (replacement(&old, &new, old_total), shown.clone())),
                };
                if left != left_before {
                    splices.push(Splice {
                        at: count(shown.len()) + left.min(left_before),
                        removed: left_before.saturating_sub(left),
                        inserted: left.saturating_sub(left_before),
                        total: count(shown.len()) + left,
                    });
                }
                out.extend(splices.into_iter().map(|splice| splice.change(self.list)));
                came
            }
        };
        self.note_pending(overlay);
        let mut told = core::mem::take(&mut self.dirty);
        told.extend(came);
        self.tell_rows(&shown, &told, overlay, out);
        self.told = Some((shown, left));
    }

    /// Finds out whose flags the person sees otherwise by what the server has not
    /// confirmed yet.
    fn note_pending(&mut self, overlay: &Overlay) {
        let mailboxes = self.stages.iter().map(|stage| &stage.mailbox);
        let pending: Vec<bool> = mailboxes.map(|m| !overlay.uids(m).is_empty()).collect();
        let before = core::mem::replace(&mut self.pending, pending);
        for find in &self.finds {
            let concerns = |set: &[bool]| set.get(find.stage).copied().unwrap_or(false);
            let stage = self.stages.get(find.stage);
            if let Some(stage) = stage.filter(|_| concerns(&before) || concerns(&self.pending))
                && overlay.fold(&stage.mailbox, find.uid, &find.summary.flags) != find.told
            {
                self.dirty.insert(find.summary.uid);
            }
        }
    }

    fn tell_rows(
        &mut self,
        shown: &[Uid],
        told: &Set<Uid>,
        overlay: &Overlay,
        out: &mut Vec<Change>,
    ) {
        let mut at = 0;
        while at < shown.len() {
            let run = shown.get(at..).unwrap_or_default().iter();
            let run: Vec<Uid> = run
                .take_while(|name| told.contains(name))
                .copied()
                .collect();
            if run.is_empty() {
                at += 1;
                continue;
            }
            let (mut hits, mut rows) = (Vec::new(), Vec::new());
            for name in &run {
                let place = self.names.get(name).copied();
                let Some(find) = place.and_then(|place| self.finds.get_mut(place)) else {
                    continue;
                };
                let Some(stage) = self.stages.get(find.stage) else {
                    continue;
                };
                let mut row = find.summary.clone();
                row.flags = overlay.fold(&stage.mailbox, find.uid, &row.flags);
                find.told = row.flags.clone();
                rows.push(row);
                hits.push(Hit {
                    name: *name,
                    mailbox: stage.mailbox.clone(),
                    uid: find.uid,
                });
            }
            let (list, start) = (self.list, count(at));
            at += run.len();
            out.push(Change::Later(LaterChange::Hits { list, hits }));
            out.push(Change::Rows { list, start, rows });
        }
    }
}

/// The rows that are known, in the place of those that were.
fn replacement(old: &[Option<Uid>], new: &[Option<Uid>], total: u32) -> Vec<Splice> {
    let (removed, inserted) = (count(old.len()), count(new.len()));
    let total = total - removed + inserted;
    vec![Splice {
        at: 0,
        removed,
        inserted,
        total,
    }]
}
