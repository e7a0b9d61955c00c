//! Whether a message is what a search key looks for.

use crate::extension::{DateTest, SearchKey};
use crate::mime::{decode_words, quoted_printable};
use crate::session::{Numbers, Selected};
use crate::store::{FlagBits, Mailbox, Message, Row, Store, thread_number};
use chrono::{DateTime, NaiveDate};
use core::cell::OnceCell;
use core::time::Duration;
use mail_model::{Flag, Timestamp, Uid, UidSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A search key, its sets resolved and its flags turned into bits.
pub(super) enum Test {
    All(Vec<Test>),
    Either(Box<Test>, Box<Test>),
    Not(Box<Test>),
    Uids(UidSet),
    Has(FlagBits),
    Never,
    Received(DateTest),
    Sent(DateTest),
    Saved(DateTest),
    ReceivedBy(Timestamp),
    ReceivedFrom(Timestamp),
    Larger(u32),
    Smaller(u32),
    Field(String, String),
    /// The body contains the text, or with `true` the header may too.
    Words(String, bool),
    /// Came or changed at this mod-sequence or later.
    ChangedAt(u64),
    EmailId(String),
    ThreadId(String),
    /// Is one of these messages.
    Numbers(BTreeSet<u64>),
}

/// What a key means for a client at this moment.
pub(super) struct Meaning<'a> {
    pub(super) selected: &'a Selected,
    pub(super) mailbox: &'a Mailbox,
    pub(super) now: Timestamp,
    /// Where the labels are known, and of whom.
    pub(super) store: &'a Store,
    pub(super) user: &'a str,
}

impl Meaning<'_> {
    /// `None` for a sequence number that is not there.
    pub(super) fn of(&self, key: &SearchKey) -> Option<Test> {
        let set = |uids: Vec<Uid>| Test::Uids(uids.into_iter().collect());
        Some(match key {
            SearchKey::All | SearchKey::SaveDateSupported => Test::All(Vec::new()),
            SearchKey::Never => Test::Never,
            SearchKey::Every(keys) => {
                let tests = keys.iter().map(|key| self.of(key));
                Test::All(tests.collect::<Option<_>>()?)
            }
            SearchKey::Either(a, b) => Test::Either(Box::new(self.of(a)?), Box::new(self.of(b)?)),
            SearchKey::Not(key) => Test::Not(Box::new(self.of(key)?)),
            SearchKey::Numbers(numbers) => {
                set(self.selected.resolve(numbers, Numbers::Sequence)?)
            }
            SearchKey::Uids(uids) => set(self.selected.resolve(uids, Numbers::Uid)?),
            SearchKey::Found => Test::Uids(self.selected.found().clone()),
            SearchKey::Flag(flag) => self.flag(flag),
            SearchKey::Received(test) => Test::Received(*test),
            SearchKey::Sent(test) => Test::Sent(*test),
            SearchKey::Saved(test) => Test::Saved(*test),
            SearchKey::Older(seconds) => Test::ReceivedBy(self.before(*seconds)),
            SearchKey::Younger(seconds) => Test::ReceivedFrom(self.before(*seconds)),
            SearchKey::Larger(size) => Test::Larger(*size),
            SearchKey::Smaller(size) => Test::Smaller(*size),
            SearchKey::Field(name, text) => Test::Field(name.clone(), text.clone()),
            SearchKey::Body(text) => Test::Words(text.clone(), false),
            SearchKey::Text(text) => Test::Words(text.clone(), true),
            SearchKey::ChangedAt(step) => Test::ChangedAt(*step),
            SearchKey::EmailId(id) => Test::EmailId(id.clone()),
            SearchKey::ThreadId(id) => Test::ThreadId(id.clone()),
            SearchKey::Gmail(key) => self.of(key)?,
            SearchKey::Label(label) if label.eq_ignore_ascii_case("\\Starred") => {
                self.flag(&Flag::Flagged)
            }
            SearchKey::Label(label) => {
                Test::Numbers(self.store.numbers_with_label(self.user, label))
            }
        })
    }

    fn flag(&self, flag: &Flag) -> Test {
        let bit = match flag {
            Flag::Keyword(keyword) => self.mailbox.keyword_bit(keyword),
            system => FlagBits::of_system(system),
        };
        bit.map_or(Test::Never, Test::Has)
    }

    fn before(&self, seconds: u32) -> Timestamp {
        let age = Duration::from_secs(u64::from(seconds)).as_millis();
        let age = i64::try_from(age).unwrap_or(i64::MAX);
        Timestamp(self.now.0.saturating_sub(age))
    }
}

/// One message, of which no more is read than its test needs.
pub(super) struct Candidate<'a> {
    mailbox: &'a Mailbox,
    row: Row,
    message: OnceCell<Option<Arc<Message>>>,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(mailbox: &'a Mailbox, row: Row) -> Self {
        Self {
            mailbox,
            row,
            message: OnceCell::new(),
        }
    }

    pub(super) fn passes(&self, test: &Test) -> bool {
        let row = self.row;
        match test {
            Test::All(tests) => tests.iter().all(|test| self.passes(test)),
            Test::Either(a, b) => self.passes(a) || self.passes(b),
            Test::Not(test) => !self.passes(test),
            Test::Uids(uids) => uids.contains(row.uid),
            Test::Has(bits) => row.flags.contains(*bits),
            Test::Never => false,
            Test::Received(test) => day(row.received()).is_some_and(|day| test.holds(day)),
            Test::Saved(test) => day(row.saved()).is_some_and(|day| test.holds(day)),
            Test::Sent(test) => {
                let sent = self.field("Date");
                let sent = sent.and_then(|text| DateTime::parse_from_rfc2822(&text).ok());
                sent.is_some_and(|sent| test.holds(sent.date_naive()))
            }
            Test::ReceivedBy(moment) => row.received() <= *moment,
            Test::ReceivedFrom(moment) => row.received() >= *moment,
            Test::Larger(size) => self.message().is_some_and(|m| m.size() > *size),
            Test::Smaller(size) => self.message().is_some_and(|m| m.size() < *size),
            Test::Field(name, wanted) => self
                .field(name)
                .is_some_and(|value| value.to_lowercase().contains(wanted)),
            Test::Words(wanted, with_header) => self
                .message()
                .is_some_and(|message| contains(message, wanted, *with_header)),
            Test::ChangedAt(step) => row.mod_sequence().get() >= *step,
            Test::EmailId(id) => {
                let content = self.mailbox.content(row.uid);
                content.is_some_and(|content| format!("M{:016x}", content.number()) == *id)
            }
            Test::Numbers(numbers) => {
                let content = self.mailbox.content(row.uid);
                content.is_some_and(|content| numbers.contains(&content.number()))
            }
            Test::ThreadId(id) => {
                let number = self.message().and_then(thread_number);
                number.is_some_and(|number| format!("T{number:016x}") == *id)
            }
        }
    }

    fn message(&self) -> Option<&Message> {
        let message = self
            .message
            .get_or_init(|| self.mailbox.message(self.row.uid));
        message.as_deref()
    }

    /// The value of a header field, its encoded words decoded.
    fn field(&self, name: &str) -> Option<String> {
        let value = match self.message.get() {
            Some(message) => {
                let message = message.as_deref()?;
                message.root().header_of(message.raw()).value(name)?
            }
            None => self.mailbox.content(self.row.uid)?.field(name)?,
        };
        Some(decode_words(&value))
    }
}

fn day(moment: Timestamp) -> Option<NaiveDate> {
    let moment = DateTime::from_timestamp_millis(moment.0)?;
    Some(moment.date_naive())
}

/// Whether the text occurs; soft line breaks and `=XX` are undone for it.
fn contains(message: &Message, wanted: &str, with_header: bool) -> bool {
    let raw = message.raw();
    let header = raw.get(message.root().header.clone()).unwrap_or(&[]);
    let body = raw.get(message.root().body.clone()).unwrap_or(&[]);
    let occurs = |octets: &[u8]| {
        String::from_utf8_lossy(octets)
            .to_lowercase()
            .contains(wanted)
    };
    occurs(body)
        || occurs(&quoted_printable(body))
        || with_header && decode_words(header).to_lowercase().contains(wanted)
}
