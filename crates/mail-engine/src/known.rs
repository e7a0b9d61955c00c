use imap_client::KnownMailbox;
use mail_model::{MailboxName, UidNext, UidValidity};

/// So many mailboxes are remembered: those that were open last.
const MOST_MAILBOXES: usize = 50;

/// Sizes of the mailboxes that were open, latest first. With them the newest
/// rows can be asked for in the same write as SELECT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KnownMailboxes(Vec<(MailboxName, KnownMailbox)>);

impl KnownMailboxes {
    /// What is known of a mailbox.
    pub(crate) fn find(&self, mailbox: &MailboxName) -> Option<KnownMailbox> {
        let known = self.0.iter().find(|(name, _)| name == mailbox);
        known.map(|(_, known)| known.clone())
    }
    /// A mailbox is open and holds this. Tells whether that is news.
    pub(crate) fn learn(&mut self, mailbox: &MailboxName, known: KnownMailbox) -> bool {
        if self.0.first() == Some(&(mailbox.clone(), known.clone())) {
            return false;
        }
        self.0.retain(|(name, _)| name != mailbox);
        self.0.insert(0, (mailbox.clone(), known));
        self.0.truncate(MOST_MAILBOXES);
        true
    }
    /// A mailbox is no more.
    pub(crate) fn forget(&mut self, mailbox: &MailboxName) {
        self.0.retain(|(name, _)| name != mailbox);
    }
    /// Mailboxes have other names.
    pub(crate) fn rename(&mut self, new_name: impl Fn(&MailboxName) -> Option<MailboxName>) {
        for (name, _) in &mut self.0 {
            if let Some(renamed) = new_name(name) {
                *name = renamed;
            }
        }
    }
    /// As it is remembered over a reload.
    pub(crate) fn to_list(&self) -> Vec<(MailboxName, u32, UidValidity, UidNext)> {
        let known = self.0.iter();
        known
            .map(|(name, k)| (name.clone(), k.exists, k.uid_validity, k.uid_next))
            .collect()
    }
    /// As it was remembered.
    pub(crate) fn from_list(list: Vec<(MailboxName, u32, UidValidity, UidNext)>) -> Self {
        let known = list.into_iter().take(MOST_MAILBOXES);
        Self(
            known
                .map(|(name, exists, uid_validity, uid_next)| {
                    let known = KnownMailbox {
                        exists,
                        uid_validity,
                        uid_next,
                        state: None,
                    };
                    (name, known)
                })
                .collect(),
        )
    }
}
