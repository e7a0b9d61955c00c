use mail_model::{Map, Timestamp};

/// What the engine waits for, apart from the connection's own deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    /// The transport must be open by then.
    Connect,
    /// The connection is tried again.
    Retry,
    /// Something of writing is due: a draft, a letter.
    Outbox,
    /// What the person has set is read, or kept.
    Settings,
    /// Contacts are tried again.
    Contacts,
    /// The connection has held long enough for the backoff to start anew.
    Steady,
    /// The open message has been looked at for long enough to count as read.
    MarkRead,
    /// What changed is kept for a reload.
    Remember,
    /// All mailboxes are asked for: others have changed them.
    Mailboxes,
    /// Some of the other mailboxes are asked for their counts.
    Counts,
    /// The open mailbox's unread count is asked for: it could not be known here.
    OpenCounts,
}

/// All deadlines that run.
#[derive(Debug, Default)]
pub(crate) struct Timers(Map<Timer, Timestamp>);

impl Timers {
    /// Lets a timer run until `at`, whether it ran or not.
    pub(crate) fn set(&mut self, timer: Timer, at: Timestamp) {
        self.0.insert(timer, at);
    }
    /// Lets a timer run until `at` unless it runs already: many causes, one effect.
    pub(crate) fn set_once(&mut self, timer: Timer, at: Timestamp) {
        self.0.get_or_insert_with(timer, || at);
    }
    /// Stops a timer.
    pub(crate) fn clear(&mut self, timer: Timer) {
        self.0.remove(&timer);
    }
    /// Stops all.
    pub(crate) fn clear_all(&mut self) {
        self.0.clear();
    }
    /// Takes a timer whose time has come.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Option<Timer> {
        let due = self.0.iter().find(|(_, at)| **at <= now).map(|(t, _)| *t)?;
        self.0.remove(&due);
        Some(due)
    }
    /// The earliest deadline.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.0.values().min().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_is_taken_once_and_not_before_its_time() {
        let mut timers = Timers::default();
        timers.set(Timer::Retry, Timestamp(20));
        timers.set(Timer::Remember, Timestamp(10));
        timers.set_once(Timer::Remember, Timestamp(90));
        assert_eq!(timers.next(), Some(Timestamp(10)));
        assert_eq!(timers.take_due(Timestamp(9)), None);
        assert_eq!(timers.take_due(Timestamp(15)), Some(Timer::Remember));
        assert_eq!(timers.take_due(Timestamp(15)), None);
        timers.clear(Timer::Retry);
        assert_eq!(timers.next(), None);
    }
}
