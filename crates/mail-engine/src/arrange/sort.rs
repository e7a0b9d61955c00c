//! Orders (RFC 5256 §3, RFC 5957) as bytes that compare as the messages do.

use super::collation::folded;
use super::subject::base_subject;
use mail_model::{Address, SortCriterion, SortKey, Timestamp, Uid};
use mime_message::Header;

/// What is known of a message.
pub(crate) struct Known<'a> {
    /// Its UID.
    pub(crate) uid: Uid,
    /// INTERNALDATE.
    pub(crate) received: Option<Timestamp>,
    /// RFC822.SIZE.
    pub(crate) size: Option<u64>,
    /// Its header.
    pub(crate) header: &'a Header,
    /// What the server calls its conversation (RFC 8474, X-GM-EXT-1).
    pub(crate) thread_id: Option<&'a str>,
}

impl Known<'_> {
    /// When it was written, as far as that is known; else when it came.
    pub(crate) fn sent(&self) -> Timestamp {
        let date = self.header.date.map(|date| date.timestamp);
        date.or(self.received).unwrap_or_default()
    }
}

/// The message's place in an order: keys compare as the messages do, and end in
/// the UID, which decides between equals whichever way the order goes.
pub(crate) fn sort_key(order: &[SortCriterion], message: &Known<'_>) -> Vec<u8> {
    let mut key = Vec::new();
    for criterion in order {
        let start = key.len();
        push(&mut key, criterion.key, message);
        if criterion.is_reversed {
            for byte in key.iter_mut().skip(start) {
                *byte = !*byte;
            }
        }
    }
    key.extend(message.uid.value().to_be_bytes());
    key
}

/// The UID that a key ends in.
pub(crate) fn uid_of(key: &[u8]) -> Option<Uid> {
    let (_, uid) = key.split_last_chunk::<4>()?;
    Uid::new(u32::from_be_bytes(*uid))
}

fn push(key: &mut Vec<u8>, by: SortKey, message: &Known<'_>) {
    let header = message.header;
    match by {
        SortKey::Arrival => push_time(key, message.received.unwrap_or_default()),
        SortKey::Date => push_time(key, message.sent()),
        SortKey::Size => key.extend(message.size.unwrap_or(0).to_be_bytes()),
        SortKey::Subject => push_text(key, &base_subject(&header.subject).text),
        SortKey::From => push_text(key, &folded(&mailbox_of(&header.from))),
        SortKey::To => push_text(key, &folded(&mailbox_of(&header.to))),
        SortKey::Cc => push_text(key, &folded(&mailbox_of(&header.cc))),
        SortKey::DisplayFrom => push_text(key, &folded(&name_of(&header.from))),
        SortKey::DisplayTo => push_text(key, &folded(&name_of(&header.to))),
    }
}

/// Texts end in a zero, which none of them holds.
fn push_text(key: &mut Vec<u8>, text: &str) {
    key.extend(text.bytes().filter(|byte| *byte != 0));
    key.push(0);
}

/// Moments before 1970 come first.
fn push_time(key: &mut Vec<u8>, time: Timestamp) {
    // Servers compare seconds.
    let seconds = time.0.div_euclid(1000);
    key.extend((seconds.cast_unsigned() ^ (1 << 63)).to_be_bytes());
}

/// What stands before the `@` of the first address.
fn mailbox_of(addresses: &[Address]) -> String {
    parts_of(addresses.first()).0
}

/// The first name as it is shown: the address where there is none.
fn name_of(addresses: &[Address]) -> String {
    let (mailbox, host) = parts_of(addresses.first());
    match addresses.first() {
        Some(address) if !address.name.is_empty() => address.name.clone(),
        _ => mailbox + host,
    }
}

/// An address without quotes, and its host with the `@`.
fn parts_of(address: Option<&Address>) -> (String, &str) {
    let address = address.map_or("", |address| &address.address);
    let (mailbox, host) = address.split_at(address.rfind('@').unwrap_or(address.len()));
    let quoted = mailbox.strip_prefix('"').and_then(|m| m.strip_suffix('"'));
    (quoted.unwrap_or(mailbox).replace('\\', ""), host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mime_message::{BuiltInCharsets, parse_header};

    fn order(headers: &[&str], by: &[(SortKey, bool)]) -> Vec<u32> {
        let order: Vec<SortCriterion> = by
            .iter()
            .map(|(key, is_reversed)| SortCriterion {
                key: *key,
                is_reversed: *is_reversed,
            })
            .collect();
        let mut keys: Vec<Vec<u8>> = (1..)
            .zip(headers)
            .map(|(uid, header)| {
                let header = parse_header(header.as_bytes(), &BuiltInCharsets);
                let known = Known {
                    uid: Uid::new(uid).unwrap(),
                    received: Some(Timestamp(i64::from(uid) * 1000)),
                    size: Some(u64::from(uid % 3)),
                    header: &header,
                    thread_id: None,
                };
                sort_key(&order, &known)
            })
            .collect();
        keys.sort();
        keys.iter()
            .map(|key| uid_of(key).unwrap().value())
            .collect()
    }

    #[test]
    fn equals_stand_by_their_uids_whichever_way_the_order_goes() {
        let subjects = ["Subject: b", "Subject: a", "Subject: Re: B", "Subject: ab"];
        let by = |reversed| order(&subjects, &[(SortKey::Subject, reversed)]);
        assert_eq!(by(false), [2, 4, 1, 3]);
        assert_eq!(by(true), [1, 3, 4, 2]);
        let by = [(SortKey::Subject, false), (SortKey::Arrival, true)];
        assert_eq!(order(&subjects, &by), [2, 4, 3, 1]);
    }

    #[test]
    fn messages_are_compared_by_what_the_order_names() {
        let messages = [
            "From: Zoe <a@x.org>\nDate: Thu, 28 May 2026 12:00:00 +0000\nTo: q@x.org\n",
            "From: bob <C@x.org>\nDate: Thu, 28 May 2026 13:00:00 +0200\n",
            "From: b@x.org\n",
        ];
        assert_eq!(order(&messages, &[(SortKey::From, false)]), [1, 3, 2]);
        assert_eq!(
            order(&messages, &[(SortKey::DisplayFrom, false)]),
            [3, 2, 1]
        );
        assert_eq!(order(&messages, &[(SortKey::Date, false)]), [3, 2, 1]);
        assert_eq!(order(&messages, &[(SortKey::To, false)]), [2, 3, 1]);
        assert_eq!(order(&messages, &[(SortKey::Size, false)]), [3, 1, 2]);
        assert_eq!(order(&messages, &[(SortKey::Arrival, true)]), [3, 2, 1]);
    }
}
