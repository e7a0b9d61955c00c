//! Who was written to: read off the newest messages in the mailbox for sent
//! mail, once in a session, and off what is sent from here.

use super::complete::Sent;
use super::store::Asked;
use crate::engine::Engine;
use crate::pool::{Carrier, Job};
use crate::{Change, LaterChange};
use imap_client::{Request, RequestId};
use mail_model::{Address, SearchKey, SpecialUse, Timestamp, UidSet};

/// So many of the newest messages are read.
const MOST_SENT: u32 = 400;
const FIELDS: [&str; 3] = ["To", "Cc", "Bcc"];

impl Engine {
    /// Proposes recipients for what was typed.
    pub(super) fn complete_address(&mut self, question: u32, typed: &str) {
        self.need_contacts();
        let directory = &mut self.contacts().directory;
        if directory.sent == Sent::Unread {
            directory.sent = Sent::Wanted;
        }
        self.answer_completion(question, typed);
        let contacts = self.contacts();
        if !contacts.is_here || contacts.directory.sent != Sent::Read {
            contacts.directory.keep_question(question, typed);
        }
    }
    fn answer_completion(&mut self, question: u32, typed: &str) {
        let now = self.clock.in_browser(self.now);
        let collects = self.account.settings.writing.collects;
        let identities = self.account.settings.identities.iter();
        let own: Vec<String> = identities
            .map(|identity| identity.from.address.to_lowercase())
            .collect();
        let contacts = self.contacts();
        let (directory, book) = (&mut contacts.directory, &contacts.book);
        let found = directory.complete(typed, book, collects, &own, now);
        self.changes
            .push_back(Change::Later(LaterChange::Completions { question, found }));
    }
    /// There is more to propose: what was asked last is answered anew.
    pub(super) fn complete_anew(&mut self) {
        if let Some((question, typed)) = self.contacts().directory.take_question() {
            self.complete_address(question, &typed);
        }
    }
    /// A letter was sent to these.
    pub(crate) fn written_to<'a>(&mut self, recipients: impl Iterator<Item = &'a Address>) {
        let now = self.clock.in_browser(self.now);
        let directory = &mut self.contacts().directory;
        for address in recipients {
            directory.note(address, now);
        }
    }
    /// Reads the mailbox for sent mail, if somebody needs to know.
    pub(super) fn want_sent_recipients(&mut self) {
        if self.contacts().directory.sent != Sent::Wanted || self.account.tree.is_empty() {
            return;
        }
        let Some(sent) = self.account.tree.special(SpecialUse::Sent).cloned() else {
            self.contacts().directory.sent = Sent::Read;
            return;
        };
        match self.carrier(Job::Long, Some(&sent), None) {
            Carrier::Ready(on) => {
                let search = Request::Search(SearchKey::All);
                self.contacts().directory.sent = Sent::Asked;
                self.ask_for_contacts(on, search, Asked::SentSearch(None));
            }
            Carrier::Later => {}
            Carrier::Gone(_) => self.contacts().directory.sent = Sent::Read,
        }
    }
    /// These messages are in it.
    pub(super) fn sent_found(&mut self, uids: &UidSet) {
        let newest = uids.slice(uids.len().saturating_sub(MOST_SENT)..uids.len());
        let sent = self.account.tree.special(SpecialUse::Sent).cloned();
        let carrier = match newest.is_empty() {
            true => None,
            false => Some(self.carrier(Job::Long, sent.as_ref(), None)),
        };
        let directory = &mut self.contacts().directory;
        match carrier {
            Some(Carrier::Ready(on)) => {
                let request = Request::FetchHeaders {
                    uids: newest,
                    fields: FIELDS.map(str::to_owned).to_vec(),
                };
                self.ask_for_contacts(on, request, Asked::SentHeaders);
            }
            Some(Carrier::Later) => directory.sent = Sent::Wanted,
            Some(Carrier::Gone(_)) | None => self.sent_read(),
        }
    }
    /// The header of one of them.
    pub(crate) fn sent_header(
        &mut self,
        request: RequestId,
        received: Option<Timestamp>,
        header: &[u8],
    ) {
        let contacts = self.account.contacts.as_mut();
        let Some(contacts) = contacts
            .filter(|contacts| matches!(contacts.asked.get(&request), Some(Asked::SentHeaders)))
        else {
            return;
        };
        let header = mime_message::parse_header(header, &*self.charsets);
        let recipients = header.to.iter().chain(&header.cc).chain(&header.bcc);
        for address in recipients {
            let at = received.unwrap_or_default();
            contacts.directory.note(address, at);
        }
    }
    pub(super) fn sent_read(&mut self) {
        self.contacts().directory.sent = Sent::Read;
        self.complete_anew();
    }
}
