//! What may be under way at the same time (RFC 9051 §5.5): the table, and the
//! lists of what waits and what was sent.
//!
//! | access | may overlap with |
//! |---|---|
//! | connection, upload | anything but exclusive |
//! | selected, change | the same mailbox's; selected (reading) also rides behind its SELECT |
//! | border | waits for all of the old mailbox's |
//! | enable | nothing but the login it rides behind |
//! | exclusive | nothing |
//!
//! **Riding behind the login.** LOGIN, and AUTHENTICATE PLAIN with its
//! response, negotiate no security layer, and the server answers commands in
//! order: what follows in the same write is run after the login or refused. So
//! ENABLE, SELECT and reads of its mailbox ride there; changes never ride behind
//! anything whose failure could turn them on another mailbox. Riders of a
//! login that fails end with the login's problem; riders that are refused
//! although the login succeeded are sent once more, but for ENABLE, whose time
//! is over by then. So are those that ride behind a SELECT whose parameters the
//! server minds: it goes again without them, and they behind it.

use crate::command::{Command, Work};
use crate::request::{Priority, RequestId};
use mail_model::Map;
use std::collections::VecDeque;

/// What a command works on: decides what it may overlap with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// LIST, STATUS, NOOP …
    Connection,
    /// APPEND: the same, but never behind a login. It can't be sent once more
    /// where a server minds.
    Upload,
    /// Reads of the selected mailbox.
    Selected,
    /// Changes of the selected mailbox.
    Change,
    /// SELECT.
    Border,
    /// ENABLE: goes before the first SELECT or not at all.
    Enable,
    /// LOGIN, AUTHENTICATE, LOGOUT.
    Exclusive,
}

impl Access {
    /// Whether a command may be sent while one of `running` is under way.
    pub(crate) fn may_overlap(self, running: Self) -> bool {
        use Access::{Border, Change, Connection, Enable, Exclusive, Selected, Upload};
        match (self, running) {
            (Exclusive | Enable, _) | (_, Exclusive) => false,
            (Border, running) => matches!(running, Connection | Upload | Enable),
            (Change, running) => running != Border,
            (Connection | Upload | Selected, _) => true,
        }
    }
    /// Whether a command may follow a login in the same write.
    pub(crate) fn may_ride_behind_login(self) -> bool {
        matches!(
            self,
            Self::Connection | Self::Selected | Self::Border | Self::Enable
        )
    }
    /// Whether it needs a selected mailbox.
    pub(crate) fn needs_mailbox(self) -> bool {
        matches!(self, Self::Selected | Self::Change)
    }
}

/// Orders what waits: by priority, then by age.
pub(crate) type TaskKey = (Priority, RequestId);

/// A request that has not ended.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) work: Box<dyn Work>,
    /// How many SELECTs had been submitted with it: which mailbox it means.
    pub(crate) epoch: u64,
    pub(crate) kind: TaskKind,
    pub(crate) is_cancelled: bool,
    /// How many of its commands are under way.
    pub(crate) outstanding: u32,
    /// How many of its commands were sent.
    pub(crate) commands: u32,
    /// Something of it was handed out to be written: it may have happened.
    pub(crate) is_handed_out: bool,
}

/// What a task's end means beyond itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskKind {
    /// Nothing.
    Ordinary,
    /// If it fails, all that waits for it fails.
    Login,
    /// It ends the session.
    Logout,
    /// The connection's own: nobody hears of its end.
    Internal,
}

impl Task {
    pub(crate) fn new(kind: TaskKind, work: Box<dyn Work>, epoch: u64) -> Self {
        Self {
            work,
            epoch,
            kind,
            is_cancelled: false,
            outstanding: 0,
            commands: 0,
            is_handed_out: false,
        }
    }
}

/// A command that was sent.
#[derive(Debug)]
pub(crate) struct InFlight {
    pub(crate) tag: String,
    pub(crate) task: TaskKey,
    pub(crate) command: Command,
    /// It was sent before the command that it needs had succeeded: the login, or
    /// a SELECT that goes again. If it is refused it goes again too.
    pub(crate) is_rider: bool,
    /// How many round trips it takes from the greeting to its answer.
    pub(crate) round_trip: u64,
}

/// How many commands may be under way at once.
const IN_FLIGHT_LIMIT: usize = 64;
/// How many of them may be such as no person waits for.
const UNHURRIED_LIMIT: usize = 4;

/// What waits and what was sent.
#[derive(Debug, Default)]
pub(crate) struct Pipeline {
    pub(crate) tasks: Map<TaskKey, Task>,
    /// In the order in which they were sent.
    pub(crate) in_flight: Vec<InFlight>,
    /// Riders that were refused although the login succeeded, or that nobody
    /// read, to be sent again.
    pub(crate) again: VecDeque<(TaskKey, Command)>,
    /// Whether the server read what rode behind the login is known.
    pub(crate) are_riders_found: bool,
}

impl Pipeline {
    /// Whether nothing waits and nothing is under way.
    pub(crate) fn is_idle(&self) -> bool {
        self.tasks.is_empty() && self.in_flight.is_empty() && self.again.is_empty()
    }
    /// Whether there is room for one more command of this priority.
    pub(crate) fn has_room(&self, priority: Priority) -> bool {
        let unhurried = || {
            self.in_flight
                .iter()
                .filter(|sent| sent.task.0 != Priority::Interactive)
                .count()
        };
        self.in_flight.len() < IN_FLIGHT_LIMIT
            && (priority == Priority::Interactive || unhurried() < UNHURRIED_LIMIT)
    }
    /// Whether a login is under way behind which commands may ride: LOGIN alone
    /// where the server garbles what lies behind AUTHENTICATE.
    pub(crate) fn is_login_under_way(&self, garbles_riders: bool) -> bool {
        self.in_flight.iter().any(|sent| {
            sent.command.takes_riders() && (!garbles_riders || sent.command.wording.is_login())
        })
    }
    /// Whether every request to a mailbox before `epoch` has ended.
    pub(crate) fn is_finished_before(&self, epoch: u64) -> bool {
        self.tasks.values().all(|task| {
            let access = task.work.access();
            task.epoch >= epoch
                || matches!(
                    access,
                    Access::Connection | Access::Upload | Access::Enable | Access::Exclusive
                )
        })
    }
    /// Whether the SELECT that `epoch` means is still to come or under way.
    pub(crate) fn is_select_pending(&self, epoch: u64) -> bool {
        self.tasks.values().any(|task| {
            task.epoch == epoch && task.work.access() == Access::Border && !task.is_cancelled
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Access::{self, Border, Change, Connection, Enable, Exclusive, Selected, Upload};

    #[test]
    fn the_table_holds() {
        let all = [
            Connection, Upload, Selected, Change, Border, Enable, Exclusive,
        ];
        let allowed = |new: Access| -> Vec<Access> {
            all.into_iter()
                .filter(|running| new.may_overlap(*running))
                .collect()
        };
        let all_but_exclusive = [Connection, Upload, Selected, Change, Border, Enable];
        assert_eq!(allowed(Connection), all_but_exclusive);
        assert_eq!(allowed(Selected), all_but_exclusive);
        assert_eq!(allowed(Upload), all_but_exclusive);
        assert_eq!(
            allowed(Change),
            [Connection, Upload, Selected, Change, Enable]
        );
        assert_eq!(allowed(Border), [Connection, Upload, Enable]);
        assert!(!Upload.may_ride_behind_login());
        assert_eq!(allowed(Enable), []);
        assert_eq!(allowed(Exclusive), []);
    }
}
