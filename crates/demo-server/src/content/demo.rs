use super::Arrivals;
use super::generator::{rfc5322_date, spread};
use crate::store::{Content, FlagBits, Store};
use core::time::Duration;
use mail_model::{SpecialUse, Timestamp};

/// What a new account of the demo finds.
#[derive(Debug)]
pub(crate) struct Demo {
    seed: u64,
}

impl Demo {
    pub(crate) fn new(seed: u64, _now: Timestamp) -> Self {
        Self { seed }
    }

    /// Puts the demo's mail into an account that is empty.
    pub(crate) fn furnish(&mut self, store: &mut Store, user: &str, now: Timestamp) {
        for (name, special_use) in [
            ("Drafts", Some(SpecialUse::Drafts)),
            ("Sent", Some(SpecialUse::Sent)),
            ("Archive", Some(SpecialUse::Archive)),
            ("Junk", Some(SpecialUse::Junk)),
            ("Trash", Some(SpecialUse::Trash)),
            ("Büro/Verträge", None),
            ("日本語", None),
        ] {
            let mut mailbox = store.new_mailbox();
            mailbox.special_use = special_use;
            if let Some(account) = store.account_mut(user) {
                account.mailboxes.insert(name.to_owned(), mailbox);
                account.subscriptions.insert(name.to_owned());
            }
        }
        for (name, count) in [("INBOX", 1000), ("Archive", 1200)] {
            if let Some(mailbox) = store.mailbox_mut(user, name) {
                let flags = |following: u32| match spread(self.seed, following) % 17 {
                    0 => FlagBits::default(),
                    _ => FlagBits::SEEN,
                };
                let received = |following: u32| {
                    Timestamp(now.0 - i64::from(following) * 5_400_000 - 86_400_000)
                };
                mailbox.fill(count, flags, received);
            }
        }
        store.append(
            user,
            "INBOX",
            Content::stored(&welcome(now)),
            FlagBits::default(),
            now,
        );
        if let Some(account) = store.account_mut(user) {
            account.arrivals = Some(Arrivals::new([welcome as fn(Timestamp) -> Vec<u8>]));
        }
    }
}

fn welcome(now: Timestamp) -> Vec<u8> {
    format!(
        "From: Porthole <hello@porthole.example.org>\r\nTo: Robin Ashdown <robin@example.org>\r\nSubject: Welcome aboard\r\nDate: {}\r\nMessage-ID: <welcome-{}@porthole.example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThis mailbox lives in memory and is yours until you close the page.\r\n",
        rfc5322_date(now + Duration::ZERO),
        now.0
    )
    .into_bytes()
}
