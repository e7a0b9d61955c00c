//! What passes on the lines, when, and where they are cut.

use super::{News, Pair, lost, take_due};
use mail_engine::{ConnectionId, Input};
use mail_model::Timestamp;
use submission_client::Step;

impl Pair {
    pub(super) fn carry(&mut self, id: ConnectionId) {
        let now = self.now;
        if let Some(line) = self.lines.get_mut(&id)
            && let (Some(session), Some(bytes)) = (line.session, take_due(&mut line.to_server, now))
            && !(self.is_down || line.is_dead)
        {
            let (bytes, is_cut) = cut_short(&mut self.cut_sending_after, bytes);
            self.server.handle_input(session, &bytes, now);
            self.collect();
            if is_cut {
                self.close(id);
                return;
            }
        }
        let line = self.lines.get_mut(&id);
        let is_dead = line.as_ref().is_some_and(|line| line.is_dead);
        let due = line.and_then(|line| take_due(&mut line.to_engine, now));
        match due {
            Some(_) if is_dead => {}
            Some(News::Opened) => self.connected(id),
            Some(News::Bytes(bytes)) if !self.is_down => self.deliver_bytes(id, bytes),
            Some(News::Ended) => self.close(id),
            Some(News::Bytes(_)) | None => {}
        }
    }

    /// An account never has more connections to its mail server at once than its
    /// engine may open, whatever it is at: those that are leaving count as well.
    pub(super) fn judge_connections(&self) {
        let open = self.open_connections();
        assert!(
            open <= self.connection_limit,
            "{open} connections at once, of {}",
            self.connection_limit
        );
    }

    pub(super) fn connected(&mut self, id: ConnectionId) {
        let is_delivery = self
            .lines
            .get(&id)
            .is_some_and(|line| line.delivery.is_some());
        if is_delivery {
            let session = self.server.connect_submission(self.now);
            if let Some(line) = self.lines.get_mut(&id) {
                line.session = session;
            }
            self.collect();
            self.deliver_on(id, Step::Opened);
            return;
        }
        let session = self.server.connect(self.now);
        if let Some(line) = self.lines.get_mut(&id) {
            line.session = Some(session);
        }
        self.collect();
        self.feed(Input::Connected(id));
    }

    pub(super) fn deliver_bytes(&mut self, id: ConnectionId, bytes: Vec<u8>) {
        let (bytes, is_cut) = cut_short(&mut self.cut_after, bytes);
        self.received += bytes.len();
        if self
            .lines
            .get(&id)
            .is_some_and(|line| line.delivery.is_some())
        {
            self.deliver_on(id, Step::Received(bytes));
        } else {
            self.feed(Input::Received(id, bytes));
        }
        if is_cut {
            self.close(id);
        }
    }

    pub(super) fn close(&mut self, id: ConnectionId) {
        if let Some(session) = self.lines.get(&id).and_then(|line| line.session) {
            self.server.handle_closed(session, self.now);
        }
        if self
            .lines
            .get(&id)
            .is_some_and(|line| line.delivery.is_some())
        {
            self.deliver_on(id, Step::Closed(submission_client::CloseReason::lost()));
            self.lines.remove(&id);
        } else if self.lines.remove(&id).is_some() {
            self.feed(Input::Closed(id, lost()));
        }
    }

    /// Has a message's dialogue go on.
    pub(super) fn deliver_on(&mut self, id: ConnectionId, step: Step) {
        let due = Timestamp(self.now.0 + self.latency);
        let Some(line) = self.lines.get_mut(&id) else {
            return;
        };
        let Some((delivery, timeout)) = &mut line.delivery else {
            return;
        };
        let answer = delivery.handle(step, self.now);
        *timeout = answer.timeout;
        line.need = answer.need.map(|slice| (due, slice)).or(line.need);
        for bytes in answer.said {
            self.said.push_str(&String::from_utf8_lossy(&bytes));
            line.to_server.push_back((due, bytes));
        }
        for news in answer.news {
            self.feed(Input::Submission(id, news));
        }
    }

    /// Takes what the server has to say and puts it on the lines.
    pub(super) fn collect(&mut self) {
        let due = Timestamp(self.now.0 + self.latency);
        for line in self.lines.values_mut() {
            let Some(session) = line.session else {
                continue;
            };
            let mut write = Vec::new();
            while let Some(bytes) = self.server.poll_transmit(session) {
                write.extend(bytes);
            }
            if !write.is_empty() {
                line.to_engine.push_back((due, News::Bytes(write)));
            }
            if self.server.is_finished(session)
                && !matches!(line.to_engine.back(), Some((_, News::Ended)))
            {
                line.to_engine.push_back((due, News::Ended));
            }
        }
    }
}

/// As much of a write as passes before the line is cut, and whether it is.
fn cut_short(cut_after: &mut Option<usize>, mut bytes: Vec<u8>) -> (Vec<u8>, bool) {
    let Some(left) = cut_after else {
        return (bytes, false);
    };
    let is_cut = *left <= bytes.len();
    bytes.truncate(*left);
    *left -= bytes.len();
    if is_cut {
        *cut_after = None;
    }
    (bytes, is_cut)
}
