use crate::extension::{Esearch, esearch_line};
use crate::mime::{decode_words, quoted_printable};
use crate::server::Context;
use crate::session::{Numbers, Reply, Selected, Session};
use crate::store::{FlagBits, Mailbox, Message, Row};
use chrono::{DateTime, NaiveDate};
use core::num::NonZeroU32;
use imap_codec::imap_types::core::{AString, Charset, Vec1};
use imap_codec::imap_types::response::{Code, Data};
use imap_codec::imap_types::search::SearchKey;
use imap_codec::imap_types::sequence::SequenceSet;
use mail_model::{Flag, Keyword, Uid};
use std::sync::Arc;

/// A SEARCH, plain or with RETURN.
#[derive(Clone, Debug)]
pub(crate) struct SearchRequest {
    pub(crate) options: Option<Esearch>,
    pub(crate) charset: Option<Charset<'static>>,
    pub(crate) criteria: Vec1<SearchKey<'static>>,
    pub(crate) numbers: Numbers,
}

impl SearchRequest {
    /// Without RETURN.
    pub(crate) fn plain(
        charset: Option<Charset<'static>>,
        criteria: Vec1<SearchKey<'static>>,
        numbers: Numbers,
    ) -> Self {
        Self {
            options: None,
            charset,
            criteria,
            numbers,
        }
    }
}

/// SEARCH and UID SEARCH (RFC 3501 §6.4.4, RFC 4731). Only the answer to one
/// with RETURN names its `tag`.
pub(super) fn search(
    session: &mut Session,
    request: &SearchRequest,
    tag: &str,
    context: &mut Context<'_>,
) -> Reply {
    if let Some(charset) = &request.charset {
        let name = charset.as_ref().to_ascii_uppercase();
        if !matches!(name.as_str(), "UTF-8" | "US-ASCII") {
            return Reply::no("Only UTF-8 is known").with(Code::BadCharset {
                allowed: Vec::new(),
            });
        }
    }
    let knows = request.criteria.as_ref().iter().any(names_mod_sequence);
    if knows && !session.offers("CONDSTORE") {
        return Reply::bad("CONDSTORE is not offered");
    }
    let (Some(user), Some(selected)) = (&session.user, &session.selected) else {
        return Reply::bad("No mailbox is selected");
    };
    let Some(mailbox) = context.store.mailbox_by_id(user, selected.id) else {
        return Reply::no("The mailbox is no more");
    };
    let Some(tests) = request
        .criteria
        .as_ref()
        .iter()
        .map(|key| test(key, selected, mailbox))
        .collect::<Option<Vec<_>>>()
    else {
        return Reply::bad("Such a search key is not offered, or its numbers are wrong");
    };
    let found = matching(&Test::All(tests), selected, mailbox);
    let highest = |found: &[Match]| found.iter().map(|found| found.row.mod_sequence()).max();
    let highest = highest(&found).filter(|_| knows);
    let found: Vec<u32> = found
        .iter()
        .map(|found| match request.numbers {
            Numbers::Uid => found.row.uid.value(),
            Numbers::Sequence => found.rank,
        })
        .collect();
    if knows {
        session.enable_mod_sequences(context);
    }
    match request.options {
        Some(options) => {
            let mut line = esearch_line(tag, options, request.numbers, &found);
            if let Some(highest) = highest {
                line.push_str(&format!(" MODSEQ {highest}"));
            }
            session.send_line(&line);
        }
        None => {
            let numbers = found.into_iter().filter_map(NonZeroU32::new).collect();
            session.send(Data::Search(numbers, highest));
        }
    }
    Reply::ok("Searched")
}

/// A search key, its sets resolved and its strings made ready.
enum Test {
    All(Vec<Test>),
    Either(Box<Test>, Box<Test>),
    Not(Box<Test>),
    Uids(Vec<Uid>),
    Has(FlagBits),
    Never,
    Received(DateTest),
    Sent(DateTest),
    Larger(u32),
    Smaller(u32),
    /// A header field contains the text; an empty text asks whether it is there.
    Field(String, String),
    /// The body contains the text, or with `true` the header may too.
    Words(String, bool),
    /// Came or changed at this mod-sequence or later.
    ChangedAt(u64),
}

/// A message that was found.
struct Match {
    /// Its sequence number.
    rank: u32,
    row: Row,
}

#[derive(Clone, Copy)]
enum DateTest {
    Before(NaiveDate),
    On(NaiveDate),
    Since(NaiveDate),
}

impl DateTest {
    fn holds(self, date: NaiveDate) -> bool {
        match self {
            Self::Before(limit) => date < limit,
            Self::On(limit) => date == limit,
            Self::Since(limit) => date >= limit,
        }
    }
}

/// `None` for a key that is not offered, or a sequence number that is not there.
fn test(key: &SearchKey<'_>, selected: &Selected, mailbox: &Mailbox) -> Option<Test> {
    use DateTest::{Before, On, Since};
    use SearchKey as K;
    let flag = |flag: Flag| FlagBits::of_system(&flag).map(Test::Has);
    let set = |set: &SequenceSet, numbers| selected.resolve(set, numbers).map(Test::Uids);
    let field = |name: &str, value: &AString<'_>| Some(Test::Field(name.to_owned(), text(value)));
    let not = |test: Option<Test>| Some(Test::Not(Box::new(test?)));
    let sub = |key: &SearchKey<'_>| Some(Box::new(test(key, selected, mailbox)?));
    let keyword = |name: &str| match mailbox.keyword_bit(&Keyword::new(name)?) {
        Some(bit) => Some(Test::Has(bit)),
        None => Some(Test::Never),
    };
    match key {
        K::And(keys) => {
            let tests = keys.as_ref().iter().map(|key| test(key, selected, mailbox));
            Some(Test::All(tests.collect::<Option<_>>()?))
        }
        K::Or(a, b) => Some(Test::Either(sub(a)?, sub(b)?)),
        K::Not(key) => Some(Test::Not(sub(key)?)),
        K::All | K::Old => Some(Test::All(Vec::new())),
        K::New | K::Recent => Some(Test::Never),
        K::SequenceSet(numbers) => set(numbers, Numbers::Sequence),
        K::Uid(uids) => set(uids, Numbers::Uid),
        K::Answered => flag(Flag::Answered),
        K::Deleted => flag(Flag::Deleted),
        K::Draft => flag(Flag::Draft),
        K::Flagged => flag(Flag::Flagged),
        K::Seen => flag(Flag::Seen),
        K::Unanswered => not(flag(Flag::Answered)),
        K::Undeleted => not(flag(Flag::Deleted)),
        K::Undraft => not(flag(Flag::Draft)),
        K::Unflagged => not(flag(Flag::Flagged)),
        K::Unseen => not(flag(Flag::Seen)),
        K::Keyword(name) => keyword(name.as_ref()),
        K::Unkeyword(name) => not(keyword(name.as_ref())),
        K::Before(date) => Some(Test::Received(Before(*date.as_ref()))),
        K::On(date) => Some(Test::Received(On(*date.as_ref()))),
        K::Since(date) => Some(Test::Received(Since(*date.as_ref()))),
        K::SentBefore(date) => Some(Test::Sent(Before(*date.as_ref()))),
        K::SentOn(date) => Some(Test::Sent(On(*date.as_ref()))),
        K::SentSince(date) => Some(Test::Sent(Since(*date.as_ref()))),
        K::Larger(size) => Some(Test::Larger(*size)),
        K::Smaller(size) => Some(Test::Smaller(*size)),
        K::Bcc(value) => field("Bcc", value),
        K::Cc(value) => field("Cc", value),
        K::From(value) => field("From", value),
        K::Subject(value) => field("Subject", value),
        K::To(value) => field("To", value),
        K::Header(name, value) => field(&text(name), value),
        K::Body(value) => Some(Test::Words(text(value), false)),
        K::Text(value) => Some(Test::Words(text(value), true)),
        K::ModSequence { modseq, .. } => Some(Test::ChangedAt(*modseq)),
    }
}

/// Whether a search key names MODSEQ.
fn names_mod_sequence(key: &SearchKey<'_>) -> bool {
    match key {
        SearchKey::ModSequence { .. } => true,
        SearchKey::And(keys) => keys.as_ref().iter().any(names_mod_sequence),
        SearchKey::Or(a, b) => names_mod_sequence(a) || names_mod_sequence(b),
        SearchKey::Not(key) => names_mod_sequence(key),
        _ => false,
    }
}

/// All messages that the client knows of and that pass, by UID.
fn matching(test: &Test, selected: &Selected, mailbox: &Mailbox) -> Vec<Match> {
    let mut found = Vec::new();
    let mut rows = mailbox.rows().iter().copied().peekable();
    for (rank, uid) in (1_u32..).zip(selected.view().iter()) {
        while rows.next_if(|row| row.uid < uid).is_some() {}
        let Some(row) = rows.next_if(|row| row.uid == uid) else {
            continue;
        };
        let mut message = None;
        let mut read = || message.get_or_insert_with(|| mailbox.message(uid)).clone();
        if passes(test, row, &mut read) {
            found.push(Match { rank, row });
        }
    }
    found
}

fn passes(test: &Test, row: Row, read: &mut dyn FnMut() -> Option<Arc<Message>>) -> bool {
    match test {
        Test::All(tests) => tests.iter().all(|test| passes(test, row, read)),
        Test::Either(a, b) => passes(a, row, read) || passes(b, row, read),
        Test::Not(test) => !passes(test, row, read),
        Test::Uids(uids) => uids.binary_search(&row.uid).is_ok(),
        Test::Has(bits) => row.flags.contains(*bits),
        Test::Never => false,
        Test::ChangedAt(step) => row.mod_sequence().get() >= *step,
        Test::Received(date) => {
            let received = DateTime::from_timestamp_millis(row.received().0);
            received.is_some_and(|received| date.holds(received.date_naive()))
        }
        Test::Sent(date) => {
            let sent = read().and_then(|message| field(&message, "Date"));
            let sent = sent.and_then(|text| DateTime::parse_from_rfc2822(&text).ok());
            sent.is_some_and(|sent| date.holds(sent.date_naive()))
        }
        Test::Larger(size) => read().is_some_and(|message| message.size() > *size),
        Test::Smaller(size) => read().is_some_and(|message| message.size() < *size),
        Test::Field(name, wanted) => read()
            .and_then(|message| field(&message, name))
            .is_some_and(|value| value.to_lowercase().contains(wanted)),
        Test::Words(wanted, with_header) => {
            read().is_some_and(|message| contains(&message, wanted, *with_header))
        }
    }
}

fn field(message: &Message, name: &str) -> Option<String> {
    let value = message.root().header_of(message.raw()).value(name)?;
    Some(decode_words(&value))
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

fn text(value: &AString<'_>) -> String {
    String::from_utf8_lossy(value.as_ref()).to_lowercase()
}
