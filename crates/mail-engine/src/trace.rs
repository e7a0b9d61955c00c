//! What finds messages again in the mailbox that they went to, where the server
//! did not say which UIDs they got there: Message-IDs, sizes, and that they are
//! newer than all that was there before.

use core::num::NonZeroU32;
use mail_model::{MessageId, MessageSource, SearchKey, Uid, UidNext, UidRange, UidSet};
use mime_message::{CharsetDecoder, parse_header};

/// So many messages are looked for at once: the search has to fit into a line of
/// servers whose lines are short.
const MOST_MESSAGES: usize = 8;
/// A Message-ID stands within so many octets, if there is one.
const LONGEST_HEADER: usize = 64 * 1024;

/// What finds a message: its Message-ID and its size. A server that changes the
/// size hides it, and it comes twice rather than not at all.
pub(crate) fn of_message(
    message: &MessageSource,
    charsets: &dyn CharsetDecoder,
) -> Option<SearchKey> {
    let size = u32::try_from(message.length()).ok()?;
    let header = message.beginning();
    let header = header.get(..LONGEST_HEADER).unwrap_or(header);
    of_row(&parse_header(header, charsets).message_id?, header, size)
}

/// What finds a message by its Message-ID and its size in octets. Servers look for
/// a text within the field (RFC 9051 §6.4.4): without its brackets `7@b` would be
/// found in `17@b` too, and what is found is removed where it was. `None` where the
/// identifier does not stand so in its raw `header`: one with blanks in it is read
/// without them, and would be looked for in vain.
pub(crate) fn of_row(id: &MessageId, header: &[u8], size: u32) -> Option<SearchKey> {
    let text = format!("<{}>", id.0);
    let is_there = header.windows(text.len()).any(|at| at == text.as_bytes());
    (!id.0.is_empty() && is_there).then_some(of_size(id, size)?)
}

fn of_size(id: &MessageId, size: u32) -> Option<SearchKey> {
    Some(SearchKey::And(vec![
        of_id(id),
        SearchKey::Larger(size.checked_sub(1)?),
        SearchKey::Smaller(size.checked_add(1)?),
    ]))
}

/// What finds messages by their Message-ID alone.
pub(crate) fn of_id(id: &MessageId) -> SearchKey {
    SearchKey::Header {
        name: "Message-ID".to_owned(),
        text: format!("<{}>", id.0),
    }
}

/// What finds messages of a Message-ID that are as long as one of these.
pub(crate) fn of_sizes(id: &MessageId, sizes: &[u64]) -> Option<SearchKey> {
    let sizes = sizes.iter().filter_map(|size| u32::try_from(*size).ok());
    let keys: Vec<SearchKey> = sizes.filter_map(|size| of_size(id, size)).collect();
    (!keys.is_empty()).then_some(SearchKey::Or(keys))
}

/// What finds all of several messages among those that came to a mailbox from
/// `next` on. `None` where one of them can't be found so, or they are too many.
pub(crate) fn of_all(
    messages: impl IntoIterator<Item = Option<SearchKey>>,
    next: UidNext,
) -> Option<SearchKey> {
    let mut keys = Vec::new();
    for message in messages {
        if keys.len() >= MOST_MESSAGES {
            return None;
        }
        keys.push(message?);
    }
    let after = UidRange::new(Uid(next.0), Uid(NonZeroU32::MAX));
    let after: UidSet = [after].into_iter().collect();
    let is_any = !keys.is_empty();
    is_any.then(|| SearchKey::And(vec![SearchKey::Uids(after), SearchKey::Or(keys)]))
}

/// The same among all messages of a mailbox, from whichever UID on.
pub(crate) fn without_bound(trace: SearchKey) -> SearchKey {
    match trace {
        SearchKey::And(mut keys) if matches!(keys.first(), Some(SearchKey::Uids(_))) => {
            keys.remove(0);
            SearchKey::And(keys)
        }
        trace => trace,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mime_message::BuiltInCharsets;

    fn next() -> UidNext {
        UidNext(NonZeroU32::MIN)
    }

    #[test]
    fn a_message_is_found_by_its_identifier_and_size() {
        let of = |message: &[u8]| of_message(&message.to_vec().into(), &BuiltInCharsets);
        let key = of(b"Message-ID: <a@b>\r\n\r\nx").unwrap();
        let expected = SearchKey::And(vec![
            SearchKey::Header {
                name: "Message-ID".to_owned(),
                // 17@b holds 7@b, and <17@b> does not hold <7@b>.
                text: "<a@b>".to_owned(),
            },
            SearchKey::Larger(21),
            SearchKey::Smaller(23),
        ]);
        assert_eq!(key, expected);
        assert_eq!(of(b"Subject: x\r\n\r\n"), None);
        assert_eq!(of(b""), None);
        // It would be looked for in vain.
        assert_eq!(of(b"Message-ID: <a b@c>\r\n\r\nx"), None);
        assert_eq!(of(b"Message-ID: a@b\r\n\r\nx"), None);
    }

    #[test]
    fn all_are_found_or_none_is_looked_for() {
        let one = || of_row(&MessageId("a@b".to_owned()), b"Message-ID: <a@b>\r\n", 22);
        assert!(of_all([one(), one()], next()).is_some());
        assert_eq!(of_all([one(), None], next()), None);
        let unbound = of_all([one()], next()).map(without_bound);
        assert_eq!(
            unbound,
            one().map(|one| SearchKey::And(vec![SearchKey::Or(vec![one])]))
        );
        assert_eq!(of_all([], next()), None);
        let many = (0..=MOST_MESSAGES).map(|_| one());
        assert_eq!(of_all(many, next()), None);
    }
}
