//! Riders that nobody read.
//!
//! Courier reads a login with all that lies behind it in the same packet, and
//! hands the connection to another process: the riders are gone, and no answer
//! will come. It shows when a command that was sent after the login is answered,
//! and no rider was before.

use crate::connection::Connection;
use crate::pipeline::{Access, InFlight};

impl Connection {
    /// Looks at a command that has ended, which stood at `position` among those
    /// under way: whether what stood before it was ever read.
    pub(crate) fn seek_riders(&mut self, position: usize, ended: &mut InFlight) {
        if ended.command.is_login || !self.session.is_authenticated() {
            return;
        }
        // Either way the question is answered for this connection: servers answer
        // a SELECT before what stands behind it.
        if core::mem::replace(&mut self.pipeline.are_riders_found, true) || ended.is_rider {
            return;
        }
        let before = self.pipeline.in_flight.get(..position).unwrap_or_default();
        if !before.iter().any(|sent| sent.is_rider) {
            return;
        }
        let unread: Vec<InFlight> = self.pipeline.in_flight.drain(..position).collect();
        for sent in unread {
            self.send_rider_again(sent);
        }
        // What was sent behind a SELECT that nobody read will be refused, and goes
        // behind it once more.
        let behind = self.pipeline.in_flight.iter_mut().chain([ended]);
        for sent in behind.filter(|sent| sent.command.access == Access::Selected) {
            sent.is_rider = true;
        }
    }
}
