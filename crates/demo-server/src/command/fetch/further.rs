use crate::extension::FurtherItem;
use crate::mime::preview;
use crate::store::{Content, FlagBits, Labels, Mailbox, Message, Row, thread_number};
use crate::wire::{nstring, string};
use chrono::DateTime;
use core::num::NonZeroU32;
use mail_model::Flag;
use std::sync::Arc;

/// The values of `items`, each with the space before it, as they stand in a
/// FETCH response. `read` gets the message itself, which some do without.
pub(super) fn values(
    items: &[FurtherItem],
    mailbox: &Mailbox,
    row: Row,
    labels: Option<&Labels>,
    read: &mut dyn FnMut() -> Option<Arc<Message>>,
) -> Option<Vec<u8>> {
    let mut values = Vec::new();
    for item in items {
        values.push(b' ');
        values.extend(value(*item, mailbox, row, labels, read)?);
    }
    Some(values)
}

/// `BINARY[section]<origin>` (RFC 3516 §4.2), with the space before it.
pub(super) fn binary_slice(
    section: &[NonZeroU32],
    origin: u32,
    octets: Option<Vec<u8>>,
) -> Vec<u8> {
    let numbers: Vec<String> = section.iter().map(NonZeroU32::to_string).collect();
    let mut value = format!(" BINARY[{}]<{origin}> ", numbers.join(".")).into_bytes();
    match octets {
        Some(octets) if octets.contains(&0) => {
            value.extend(format!("~{{{}}}\r\n", octets.len()).into_bytes());
            value.extend(octets);
        }
        other => value.extend(nstring(other.as_deref())),
    }
    value
}

fn value(
    item: FurtherItem,
    mailbox: &Mailbox,
    row: Row,
    labels: Option<&Labels>,
    read: &mut dyn FnMut() -> Option<Arc<Message>>,
) -> Option<Vec<u8>> {
    let content = mailbox.content(row.uid)?;
    Some(match item {
        // What is made anew whenever somebody looks is not at hand (RFC 8970 §4).
        FurtherItem::Preview { is_lazy: true } if matches!(content, Content::Generated { .. }) => {
            b"PREVIEW NIL".to_vec()
        }
        FurtherItem::Preview { .. } => {
            let text = preview(&*read()?);
            [b"PREVIEW ".to_vec(), nstring(Some(text.as_bytes()))].concat()
        }
        FurtherItem::GmailMessageId => format!("X-GM-MSGID {}", content.number()).into_bytes(),
        FurtherItem::GmailThreadId => {
            // Where nothing names a conversation the message is one by itself.
            let number = thread_number(&*read()?).unwrap_or_else(|| content.number());
            format!("X-GM-THRID {number}").into_bytes()
        }
        FurtherItem::GmailLabels => {
            let mut told = Vec::new();
            for label in labels?.beside(content.number(), mailbox.id()) {
                told.push(match label.starts_with('\\') {
                    true => label.as_bytes().to_vec(),
                    false => string(label.as_bytes()),
                });
            }
            let flagged = FlagBits::of_system(&Flag::Flagged).unwrap_or_default();
            if row.flags.contains(flagged) && !told.iter().any(|label| label == b"\\Starred") {
                told.push(b"\\Starred".to_vec());
            }
            [b"X-GM-LABELS (".as_slice(), &told.join(&b' '), b")"].concat()
        }
        FurtherItem::EmailId => format!("EMAILID (M{:016x})", content.number()).into_bytes(),
        FurtherItem::ThreadId => match thread_number(&*read()?) {
            Some(number) => format!("THREADID (T{number:016x})").into_bytes(),
            None => b"THREADID NIL".to_vec(),
        },
        FurtherItem::SaveDate => {
            let saved = DateTime::from_timestamp_millis(row.saved().0)?;
            saved
                .format("SAVEDATE \"%d-%b-%Y %H:%M:%S +0000\"")
                .to_string()
                .into_bytes()
        }
    })
}
