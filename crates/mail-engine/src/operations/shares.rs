//! What is done to messages of several mailboxes: a share for each mailbox, told
//! to the page as one operation.

use super::{Engine, Meant};
use crate::action::{Deed, OperationId, Selection};
use crate::change::OperationState;
use crate::later_change::LaterChange;
use crate::operation::{Kind, Operation, Step};
use crate::sweep::{FIRST_NAME, Share};
use mail_model::{Flag, ProblemKind, SearchKey, Uid, UidSet};

/// The names of shares; the page counts its own from 0.
const FIRST_SHARE: u32 = 0x8000_0000;
/// So many operations on several mailboxes are remembered, to be taken back.
const MOST_REMEMBERED: usize = 50;

/// An operation of several shares.
#[derive(Debug)]
pub(crate) struct Shared {
    id: OperationId,
    shares: Vec<(OperationId, u32, OperationState)>,
    told: Option<OperationState>,
}

/// Whether this is the name of a share.
pub(crate) fn is_share(id: OperationId) -> bool {
    id.0 >= FIRST_SHARE
}

impl Shared {
    /// How all of it goes.
    fn state(&self) -> OperationState {
        let states = || self.shares.iter().map(|(.., state)| state);
        let is_pending = |state: &OperationState| matches!(state, OperationState::Pending { .. });
        if states().any(is_pending) {
            let done = self.shares.iter().map(|(_, count, state)| match state {
                OperationState::Pending { done, .. } => *done,
                _ => *count,
            });
            return OperationState::Pending {
                done: done.sum(),
                total: Some(self.shares.iter().map(|(_, count, _)| *count).sum()),
            };
        }
        let failed = states().find(|state| matches!(state, OperationState::Failed(_)));
        if let Some(failed) = failed {
            return failed.clone();
        }
        if states().all(|state| *state == OperationState::Undone) {
            return OperationState::Undone;
        }
        let can_undo = states().all(|state| *state == OperationState::Done { can_undo: true });
        OperationState::Done { can_undo }
    }
}

impl Engine {
    /// Does something to what was found in several mailboxes. `false` where the
    /// selection is of the open mailbox.
    pub(super) fn operate_on_hits(
        &mut self,
        id: OperationId,
        selection: &Selection,
        deed: &Deed,
    ) -> bool {
        let Some(sweep) = &self.account.sweep else {
            return false;
        };
        if matches!(selection, Selection::Uids(names) if !names.iter().any(is_name)) {
            return false;
        }
        let shares = sweep.selected(selection);
        let mut meant: Vec<Meant> = shares
            .into_iter()
            .map(|share| self.meant_of(&share, deed.clone()))
            .filter(|meant| !matches!(meant, Ok(None)))
            .collect();
        if meant.len() < 2 {
            self.begin_as(id, meant.pop().unwrap_or(Ok(None)));
            return true;
        }
        let mut shared = Vec::new();
        for meant in &meant {
            self.account.shares = self.account.shares.wrapping_add(1) % FIRST_SHARE;
            let count = meant
                .as_ref()
                .map_or(0, |m| m.as_ref().map_or(0, Operation::count));
            let total = Some(count);
            let pending = OperationState::Pending { done: 0, total };
            shared.push((
                OperationId(FIRST_SHARE + self.account.shares),
                count,
                pending,
            ));
        }
        let names: Vec<OperationId> = shared.iter().map(|(name, ..)| *name).collect();
        let all = &mut self.account.shared;
        if all.len() >= MOST_REMEMBERED {
            all.pop_front();
        }
        all.push_back(Shared {
            id,
            shares: shared,
            told: None,
        });
        for (name, meant) in names.into_iter().zip(meant) {
            self.begin_as(name, meant);
        }
        true
    }
    /// Sets or clears a flag of what was found in several mailboxes.
    pub(super) fn set_flag_of_hits(&mut self, names: &UidSet, flag: &Flag, value: bool) -> bool {
        let names: Vec<Uid> = names.iter().filter(is_name).collect();
        let Some(sweep) = self.account.sweep.as_ref().filter(|_| !names.is_empty()) else {
            return false;
        };
        let shares = sweep.shares(Some(&names));
        for share in shares {
            let flag = flag.clone();
            if let Ok(Some(operation)) = self.meant_of(&share, Deed::SetFlag { flag, value }) {
                self.begin_operation(operation);
            }
        }
        true
    }
    fn meant_of(&self, share: &Share, deed: Deed) -> Meant {
        let sweep = self.account.sweep.as_ref();
        if matches!(deed, Deed::SetFlagUnlessChanged { .. }) {
            // Of when it was shown so nobody here knows.
            return Err(ProblemKind::NotOffered);
        }
        let (kind, before) = self.kind(&share.mailbox, deed)?;
        let hidden = self.account.overlay.hidden(&share.mailbox);
        let uids = share.uids.without(&hidden);
        let (mailbox, validity) = (share.mailbox.clone(), Some(share.uid_validity));
        let mut operation = Operation::new(kind, mailbox, validity, uids);
        operation.before = before;
        operation.unseen = share.unseen;
        if operation.destination() == Some(&operation.mailbox) {
            return Ok(None);
        }
        operation.step = operation.first_step();
        if let Kind::Flag { flag, value } = &operation.kind {
            let (flag, value) = (flag.clone(), *value);
            let (set, known) = sweep.map_or_else(Default::default, |sweep| {
                sweep.flagged(share, &flag, &self.account.overlay)
            });
            operation.uids = match value {
                true => operation.uids.without(&set),
                false => operation.uids.without(&known.without(&set)),
            };
            // Of messages whose rows are not here the server says which change.
            if !operation.uids.is_within(&known) {
                let has = SearchKey::Flag(flag);
                operation.step = Step::Find(match value {
                    true => SearchKey::Not(Box::new(has)),
                    false => has,
                });
            }
        }
        Ok((!operation.uids.is_empty()).then_some(operation))
    }

    /// A share goes on: tells how all of it goes.
    pub(crate) fn share_told(&mut self, share: OperationId, state: OperationState) {
        let mut all = self.account.shared.iter_mut();
        let found = all.find_map(|shared| {
            let place = shared.shares.iter().position(|(name, ..)| *name == share)?;
            Some((shared, place))
        });
        let Some((shared, place)) = found else {
            return;
        };
        if let Some((.., before)) = shared.shares.get_mut(place) {
            *before = state;
        }
        let state = shared.state();
        if shared.told.as_ref() != Some(&state) {
            shared.told = Some(state.clone());
            let operation = shared.id;
            let told = LaterChange::Operation { operation, state };
            self.changes.push_back(told.into());
        }
    }
    /// The shares of an operation on several mailboxes.
    pub(super) fn shares_of(&self, id: OperationId) -> Option<Vec<OperationId>> {
        let mut all = self.account.shared.iter();
        let shared = all.find(|shared| shared.id == id)?;
        Some(shared.shares.iter().map(|(name, ..)| *name).collect())
    }
}

fn is_name(uid: &Uid) -> bool {
    uid.value() >= FIRST_NAME
}
