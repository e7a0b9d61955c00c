//! NOTIFY (RFC 5465), sent when nobody waits.

use super::{Command, Events, Step, Work, rows};
use crate::event::{Event, Outcome};
use crate::extension::notify::Wish;
use crate::pipeline::Access;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;

/// Asks to be told of changes.
#[derive(Debug)]
pub(crate) struct Notify {
    wish: Wish,
    is_sent: bool,
    is_done: bool,
}

impl Notify {
    pub(crate) fn new(wish: Wish) -> Self {
        Self {
            wish,
            is_sent: false,
            is_done: false,
        }
    }
}

impl Work for Notify {
    fn is_worded_alike(&self) -> bool {
        true
    }
    fn access(&self) -> Access {
        Access::Connection
    }
    fn next_command(&mut self, session: &Session) -> Step {
        if core::mem::replace(&mut self.is_sent, true) {
            return Step::Wait;
        }
        let wording = Wording::Extension(self.wish.command(&rows::items(session)));
        Step::Send(Command::new(0, Access::Connection, wording))
    }
    fn complete(&mut self, _: u32, status: &Status, session: &mut Session, events: &mut Events) {
        self.is_done = true;
        if !status.is_ok() {
            session.watch.refused(self.wish);
            return;
        }
        session.watch.granted(self.wish);
        if self.wish.is_of_all() {
            // Other users' mailboxes and shared ones are not among the personal.
            let others = session.namespaces.clone().unwrap_or_default();
            let names = others.iter().map(|prefix| session.names.decoded(prefix));
            let others = names.map(|name| name.as_str().to_owned()).collect();
            events.push_back(Event::Watching(Some(others)));
        }
    }
    fn outcome(&self) -> Option<Outcome> {
        self.is_done.then_some(Ok(()))
    }
}
