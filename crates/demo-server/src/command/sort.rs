use super::search::Match;
use crate::extension::{Criterion, SortBy};
use crate::mime::{Header, addresses, base_subject, decode_words, for_comparison};
use crate::store::{Content, Mailbox};
use chrono::DateTime;
use core::cmp::Ordering;
use imap_codec::imap_types::core::NString;
use imap_codec::imap_types::envelope::Address;

/// What a message is sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Number(i64),
    Text(String),
}

/// What was found in the order of the criteria (RFC 5256 §3); what is equal by
/// all of them stays in the order of the mailbox, reversed or not.
pub(super) fn sorted(found: Vec<Match>, criteria: &[Criterion], mailbox: &Mailbox) -> Vec<Match> {
    let mut keyed: Vec<(Vec<Value>, Match)> = found
        .into_iter()
        .map(|found| (values(found, criteria, mailbox), found))
        .collect();
    keyed.sort_by(|(a, found_a), (b, found_b)| {
        let each = a.iter().zip(b).zip(criteria);
        let ordering = each.map(|((a, b), criterion)| match criterion.is_reversed {
            true => b.cmp(a),
            false => a.cmp(b),
        });
        ordering
            .fold(Ordering::Equal, Ordering::then)
            .then(found_a.number.cmp(&found_b.number))
    });
    keyed.into_iter().map(|(_, found)| found).collect()
}

fn values(found: Match, criteria: &[Criterion], mailbox: &Mailbox) -> Vec<Value> {
    let content = mailbox.content(found.row.uid);
    let header = content.as_ref().map(Content::header);
    let header = Header(header.as_deref().unwrap_or(&[]));
    let text = |text: String| Value::Text(for_comparison(&text));
    let value = |criterion: &Criterion| match criterion.by {
        SortBy::Arrival => Value::Number(found.row.received().0),
        SortBy::Date => Value::Number(sent(header, found)),
        SortBy::Size => {
            let message = content.as_ref().map(Content::message);
            Value::Number(message.map_or(0, |message| i64::from(message.size())))
        }
        SortBy::Subject => {
            let subject = header.value("Subject").unwrap_or_default();
            text(base_subject(&subject).text)
        }
        SortBy::Cc => text(first_mailbox(header, "Cc")),
        SortBy::From => text(first_mailbox(header, "From")),
        SortBy::To => text(first_mailbox(header, "To")),
        SortBy::DisplayFrom => text(first_name(header, "From")),
        SortBy::DisplayTo => text(first_name(header, "To")),
    };
    criteria.iter().map(value).collect()
}

/// When it was sent, in milliseconds since 1970: as its Date says, else as it
/// came (RFC 5256 §2.2).
pub(super) fn sent(header: Header<'_>, found: Match) -> i64 {
    let date = header.value("Date").unwrap_or_default();
    DateTime::parse_from_rfc2822(&String::from_utf8_lossy(&date))
        .map_or(found.row.received().0, |sent| sent.timestamp_millis())
}

fn first_address(header: Header<'_>, name: &str) -> Option<Address<'static>> {
    addresses(&header.value(name)?).into_iter().next()
}

fn text_of(value: NString<'static>) -> Option<String> {
    let octets = value.into_option()?;
    Some(String::from_utf8_lossy(&octets).into_owned())
}

/// The addr-mailbox of the first address, a group's name included (RFC 5256 §3).
fn first_mailbox(header: Header<'_>, name: &str) -> String {
    let address = first_address(header, name);
    address.and_then(|a| text_of(a.mailbox)).unwrap_or_default()
}

/// The first address as it is shown (RFC 5957 §3): its name, else the address.
fn first_name(header: Header<'_>, name: &str) -> String {
    let Some(address) = first_address(header, name) else {
        return String::new();
    };
    let name = text_of(address.name).filter(|name| !name.trim().is_empty());
    let mailbox = text_of(address.mailbox).unwrap_or_default();
    match (name, text_of(address.host)) {
        (Some(name), _) => decode_words(name.as_bytes()),
        (None, Some(host)) if !host.is_empty() => format!("{mailbox}@{host}"),
        (None, _) => mailbox,
    }
}
