//! A connection that goes on with downloads after the person went on to another
//! mailbox. It is the one that carried them: the session makes itself a new one,
//! so that neither waits for the other.

use crate::Effect;
use crate::engine::Engine;
use crate::link::{Link, Purpose};
use imap_client::Event;
use mail_model::{MailboxName, Problem, ProblemKind};

/// A connection that carries downloads and nothing else.
#[derive(Debug)]
pub(crate) struct Courier {
    pub(crate) link: Link,
    /// The mailbox that is open on it.
    pub(crate) mailbox: MailboxName,
}

impl Engine {
    /// The person leaves the open mailbox: if downloads are under way in it, the
    /// connection stays with them.
    pub(crate) fn hand_over_downloads(&mut self) {
        let open = self.account.list.as_ref().filter(|list| list.is_selected);
        let Some(mailbox) = open.map(|list| list.mailbox.clone()) else {
            return;
        };
        let is_here = self.link.as_ref().is_some_and(|link| link.is_authenticated);
        if !is_here || !self.account.downloads.has_any_of(&mailbox) {
            return;
        }
        if let Some(courier) = &self.courier {
            // One connection beside the session's is enough to ask of a server.
            if courier.mailbox != mailbox {
                self.fail_downloads(&mailbox, &Problem::new(ProblemKind::ServerBusy));
            }
            return;
        }
        if let Some(mut link) = self.link.take() {
            link.cancel_all(|purpose| !matches!(purpose, Purpose::Download(_) | Purpose::Store));
            self.courier = Some(Courier { link, mailbox });
            self.account.change_connection();
            self.connect();
        }
    }
    /// Hears what the courier brings, and lets it go when it has brought all.
    pub(crate) fn attend_courier(&mut self) -> bool {
        let mut is_quiet = true;
        while let Some(event) = self.courier.as_mut().and_then(|c| c.link.poll_event()) {
            self.hear_courier(event);
            is_quiet = false;
        }
        if let Some(mut courier) = self.courier.take() {
            if self.account.downloads.has_any_of(&courier.mailbox) {
                let (link, mailbox) = (&mut courier.link, &courier.mailbox);
                self.account.downloads.submit(link, mailbox, self.now);
                self.courier = Some(courier);
            } else {
                self.part_from(courier.link);
            }
        }
        is_quiet
    }
    fn hear_courier(&mut self, event: Event) {
        let Some(Courier { link, .. }) = &mut self.courier else {
            return;
        };
        let connection = link.id;
        match event {
            Event::Slice {
                request,
                uid,
                offset,
                bytes,
                is_last,
                ..
            } => self.download_slice((connection, request), uid, offset, &bytes, is_last),
            Event::Done { request, outcome } => {
                if let Some(Purpose::Download(id)) = link.ended(request).map(|e| e.purpose) {
                    self.download_ended(id, (connection, request), outcome);
                }
            }
            Event::Closed(problem) => {
                if let Some(courier) = self.courier.take() {
                    self.fail_downloads(&courier.mailbox, &problem);
                    self.effects.push_back(Effect::Disconnect(connection));
                }
            }
            _ => {}
        }
    }
}
