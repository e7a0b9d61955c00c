use super::Arrivals;
use super::generator::spread;
use super::letter::Letter;
use super::letters::LETTERS;
use crate::store::{Content, FlagBits, Store};
use core::time::Duration;
use mail_model::{Flag, SpecialUse, Timestamp};

/// After this long the letters are written anew, so that "an hour ago" stays true.
const FRESH_FOR: Duration = Duration::from_secs(30 * 60);

/// KiB that an account of the demo may hold.
const STORAGE: u64 = 256 * 1024;

/// Milliseconds.
const HOUR: i64 = 3_600_000;
/// Milliseconds.
const DAY: i64 = 24 * HOUR;

/// The mailboxes of the demo besides INBOX.
const MAILBOXES: &[(&str, Option<SpecialUse>)] = &[
    ("Drafts", Some(SpecialUse::Drafts)),
    ("Sent", Some(SpecialUse::Sent)),
    ("Archive", Some(SpecialUse::Archive)),
    ("Junk", Some(SpecialUse::Junk)),
    ("Trash", Some(SpecialUse::Trash)),
    ("Projects/Kittiwake", None),
    ("Projects/Slipway", None),
    ("Lists/wooden-boats", None),
    ("Büro/Verträge", None),
    ("日本語", None),
    ("Ελληνικά", None),
];

/// What a new account of the demo finds. The letters are written once and
/// shared by all accounts that are made within half an hour.
#[derive(Debug)]
pub(crate) struct Demo {
    seed: u64,
    written: Vec<(&'static Letter, Content)>,
    written_at: Timestamp,
    /// Whether new mail arrives by itself.
    pub(crate) has_arrivals: bool,
}

impl Demo {
    pub(crate) fn new(seed: u64, now: Timestamp) -> Self {
        Self {
            seed,
            written: Vec::new(),
            written_at: now,
            has_arrivals: true,
        }
    }

    /// Puts the demo's mail into an account that is empty.
    pub(crate) fn furnish(&mut self, store: &mut Store, user: &str, now: Timestamp) {
        for (name, special_use) in MAILBOXES {
            let mut mailbox = store.new_mailbox(now);
            mailbox.special_use = *special_use;
            if let Some(account) = store.account_mut(user) {
                account.mailboxes.insert((*name).to_owned(), mailbox);
                account.subscriptions.insert((*name).to_owned());
            }
        }
        // The letters reach three weeks back; before them lies what is by generator.
        self.fill(store, user, "INBOX", 1_000, now.0 - 21 * DAY, 7 * HOUR);
        self.fill(store, user, "Archive", 1_400, now.0 - 40 * DAY, 31 * HOUR);
        self.write_letters(now);
        for (letter, content) in &self.written {
            let flags: Vec<Flag> = letter.flags().iter().cloned().collect();
            let mailbox = store.mailbox_mut(user, letter.mailbox);
            let bits = mailbox
                .and_then(|mailbox| mailbox.bits_of(&flags))
                .unwrap_or_default();
            let received = letter.received(self.written_at);
            store.append(user, letter.mailbox, content.clone(), bits, received);
        }
        if let Some(account) = store.account_mut(user) {
            account.arrivals = self.has_arrivals.then(Arrivals::new);
            account.quota.storage = Some(STORAGE);
        }
    }

    /// Old mail: seen but for a few, answered and flagged here and there.
    fn fill(&self, store: &mut Store, user: &str, name: &str, count: u32, newest: i64, apart: i64) {
        let Some(mailbox) = store.mailbox_mut(user, name) else {
            return;
        };
        let bit = |flag| FlagBits::of_system(&flag).unwrap_or_default();
        let (answered, flagged) = (bit(Flag::Answered), bit(Flag::Flagged));
        let flags = |following| {
            let dice = spread(self.seed, following);
            let mut flags = FlagBits::default();
            if !dice.is_multiple_of(53) {
                flags = flags.with(FlagBits::SEEN);
            }
            if (dice >> 16).is_multiple_of(6) {
                flags = flags.with(answered);
            }
            if (dice >> 32).is_multiple_of(23) {
                flags = flags.with(flagged);
            }
            flags
        };
        // Apart by the same time but for a little, or it would look made up.
        let received = |following: u32| {
            let stray = i64::try_from(spread(!self.seed, following) % 5).unwrap_or(0) * apart / 7;
            Timestamp(newest - i64::from(following) * apart - stray)
        };
        mailbox.fill(spread(self.seed, count), count, flags, received);
    }

    fn write_letters(&mut self, now: Timestamp) {
        if !self.written.is_empty() && now.since(self.written_at) < FRESH_FOR {
            return;
        }
        self.written_at = now;
        let mut letters: Vec<&Letter> = LETTERS.iter().collect();
        letters.sort_by_key(|letter| core::cmp::Reverse(letter.minutes_ago));
        self.written = letters
            .into_iter()
            .map(|letter| (letter, Content::stored(&letter.write(letter.received(now)))))
            .collect();
    }
}
