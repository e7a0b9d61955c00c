//! How long a relay may be silent, blocked, or not logged in.

use std::time::Duration;

use tokio::time::Instant;

use crate::close::Ending;
use crate::config::Limits;

/// The clocks of one relay. Movement is written down as it happens and looked
/// at when the alarm rings, so that it costs next to nothing.
#[derive(Debug)]
pub(super) struct Deadlines {
    ping_every: Duration,
    idle_after: Duration,
    stalled_after: Duration,
    /// Until the browser has sent something.
    login_by: Option<Instant>,
    next_ping: Instant,
    /// A byte last moved, either way.
    moved: Instant,
    /// The browser last sent any frame, an answer to a ping among them.
    heard: Instant,
    browser_blocked_since: Option<Instant>,
    upstream_blocked_since: Option<Instant>,
}

impl Deadlines {
    pub(super) fn new(limits: &Limits, now: Instant) -> Self {
        Self {
            ping_every: limits.ping(),
            idle_after: limits.idle(),
            stalled_after: limits.stalled(),
            login_by: Some(now + limits.login()),
            next_ping: now + limits.ping(),
            moved: now,
            heard: now,
            browser_blocked_since: None,
            upstream_blocked_since: None,
        }
    }

    /// When to look again.
    pub(super) fn next(&self) -> Instant {
        let stalled = [self.browser_blocked_since, self.upstream_blocked_since]
            .into_iter()
            .flatten()
            .chain([self.heard])
            .map(|since| since + self.stalled_after);
        stalled
            .chain(self.login_by)
            .chain([self.next_ping, self.moved + self.idle_after])
            .min()
            .unwrap_or(self.next_ping)
    }

    /// The deadline that has passed, if any.
    pub(super) fn passed(&self, now: Instant) -> Option<Ending> {
        let stalled =
            |since: Option<Instant>| since.is_some_and(|since| now >= since + self.stalled_after);
        if self.login_by.is_some_and(|deadline| now >= deadline) {
            Some(Ending::LoginDeadline)
        } else if stalled(self.browser_blocked_since)
            || stalled(self.upstream_blocked_since)
            || stalled(Some(self.heard))
        {
            Some(Ending::Stalled)
        } else if now >= self.moved + self.idle_after {
            Some(Ending::Idle)
        } else {
            None
        }
    }

    /// Whether to ping now; if so, the next ping is one interval away.
    pub(super) fn ping_is_due(&mut self, now: Instant) -> bool {
        let due = now >= self.next_ping;
        if due {
            self.next_ping = now + self.ping_every;
        }
        due
    }

    /// The browser sent a frame of any kind.
    pub(super) fn browser_spoke(&mut self, now: Instant) {
        self.heard = now;
    }

    /// The browser sent something for the mail server.
    pub(super) fn browser_sent(&mut self) {
        self.login_by = None;
    }

    /// A byte moved.
    pub(super) fn moved(&mut self, now: Instant) {
        self.moved = now;
    }

    pub(super) fn upstream_took(&mut self, now: Instant) {
        self.moved = now;
        self.upstream_blocked_since = None;
    }

    pub(super) fn upstream_blocks(&mut self, now: Instant) {
        self.upstream_blocked_since.get_or_insert(now);
    }

    /// Whoever takes what waited is alive, even if what it says is still on its way.
    pub(super) fn browser_took(&mut self, now: Instant) {
        if self.browser_blocked_since.take().is_some() {
            self.heard = now;
        }
    }

    pub(super) fn browser_blocks(&mut self, now: Instant) {
        self.browser_blocked_since.get_or_insert(now);
    }
}
