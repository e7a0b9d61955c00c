//! What calls a message by the same name wherever it lies, for links to it: its
//! Message-ID. One without is called by what a move leaves as it is, its size and
//! when it was received (RFC 9051 §6.4.7), and a number made of these, of its
//! subject, its sender and its date. What agrees in all of that is a copy.
//!
//! Such a name has blanks in it, which no Message-ID has that was read. Servers'
//! own names (EMAILID, RFC 8474 §4.2) would do where there are any; but the row of a
//! linked message is asked for before it is known what the server offers.

use crate::digest::digest;
use crate::query::day_of;
use crate::trace;
use mail_model::{MessageId, MessageSummary, SearchKey, Timestamp};

/// What the name of a message begins with that has no Message-ID.
const SIZE: &str = "SIZE ";
const SECOND: i64 = 1_000;
const DAY: i64 = 24 * 60 * 60 * SECOND;

/// What a link calls a message; `None` where nothing tells it from others.
pub(crate) fn name_of(summary: &MessageSummary) -> Option<MessageId> {
    let own = summary.message_id.clone();
    own.filter(|id| !id.0.is_empty())
        .or_else(|| likeness(summary))
}

/// What finds a message of a name in a mailbox, and maybe others; `None` where the
/// name is none.
pub(crate) fn query(name: &MessageId) -> Option<SearchKey> {
    let Some(likeness) = name.0.strip_prefix(SIZE) else {
        return Some(trace::of_id(name));
    };
    let mut words = likeness.split(' ');
    let size: u32 = words.next()?.parse().ok()?;
    let received: i64 = words.next()?.parse().ok()?;
    // Servers compare days by a clock of their own (RFC 9051 §6.4.4).
    let day = |off: i64| day_of(Timestamp(received.checked_mul(SECOND)?.checked_add(off)?));
    Some(SearchKey::And(vec![
        SearchKey::Larger(size.checked_sub(1)?),
        SearchKey::Smaller(size.checked_add(1)?),
        SearchKey::Since(day(-DAY)?),
        SearchKey::Before(day(2 * DAY)?),
    ]))
}

fn likeness(summary: &MessageSummary) -> Option<MessageId> {
    let size = u32::try_from(summary.size).ok().filter(|size| *size > 0)?;
    let received = summary.received.0.div_euclid(SECOND);
    let sender = summary.from.first().map_or("", |from| &from.address);
    let date = summary.date.map_or(0, |date| date.timestamp.0);
    let facts = format!("{size}\n{received}\n{date}\n{sender}\n{}", summary.subject);
    let number = digest(&facts);
    Some(MessageId(format!("{SIZE}{size} {received} {number:016x}")))
}

#[cfg(test)]
mod tests {
    use super::query;
    use mail_model::{Day, MessageId, SearchKey};

    #[test]
    fn a_name_is_looked_for_as_what_it_is_and_nonsense_is_not() {
        let of = |name: &str| query(&MessageId(name.to_owned()));
        assert!(matches!(of("a@b"), Some(SearchKey::Header { .. })));
        let likeness = SearchKey::And(vec![
            SearchKey::Larger(119),
            SearchKey::Smaller(121),
            SearchKey::Since(Day::new(2026, 5, 6).unwrap()),
            SearchKey::Before(Day::new(2026, 5, 9).unwrap()),
        ]);
        assert_eq!(of("SIZE 120 1778144400 00000000000000aa"), Some(likeness));
        for nonsense in [
            "SIZE ",
            "SIZE 0 1 x",
            "SIZE 4294967295 1 x",
            "SIZE 7 9223372036854775807 x",
            "SIZE x 1",
        ] {
            assert_eq!(of(nonsense), None, "{nonsense}");
        }
    }
}
