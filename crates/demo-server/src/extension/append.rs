use super::cursor::Cursor;
use crate::session::Numbers;
use imap_codec::CommandCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::IntoStatic;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::datetime::DateTime;
use imap_codec::imap_types::flag::Flag;
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};

/// APPEND with any number of messages (RFC 3501 §6.3.11, RFC 3502), or REPLACE
/// with one (RFC 8508 §3.2).
#[derive(Clone, Debug)]
pub(crate) struct AppendRequest {
    /// As on the wire.
    pub(crate) mailbox: Vec<u8>,
    /// At least one.
    pub(crate) messages: Vec<AppendMessage>,
    /// The message that makes room for the new one.
    pub(crate) replaced: Option<(SequenceSet, Numbers)>,
}

/// One message that is to be added.
#[derive(Clone, Debug)]
pub(crate) struct AppendMessage {
    pub(crate) flags: Vec<Flag<'static>>,
    pub(crate) date: Option<DateTime>,
    pub(crate) octets: Vec<u8>,
    pub(crate) form: LiteralForm,
}

/// How a message's octets came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LiteralForm {
    Literal,
    /// literal8 (RFC 3516 §4.4).
    Binary,
    /// literal8 within UTF8 () (RFC 6855 §4).
    Utf8,
}

/// Reads an APPEND or a REPLACE; `None` for anything else. What stands before
/// each literal is the codec's to read.
pub(crate) fn append(message: &[u8]) -> Option<AppendRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let replaced = if cursor.token(b"APPEND ").is_some() {
        None
    } else {
        let numbers = match cursor.token(b"UID ") {
            Some(()) => Numbers::Uid,
            None => Numbers::Sequence,
        };
        cursor.token(b"REPLACE ")?;
        let number = core::str::from_utf8(cursor.atom()?).ok()?.parse().ok()?;
        let set = SequenceSet::from(Sequence::Single(SeqOrUid::Value(number)));
        cursor.token(b" ")?;
        Some((set, numbers))
    };
    let mailbox = cursor.astring()?;
    let mut messages = Vec::new();
    while !cursor.is_at_end() {
        messages.push(read_message(&mut cursor)?);
    }
    let is_fit = !messages.is_empty() && (replaced.is_none() || messages.len() == 1);
    is_fit.then_some(AppendRequest {
        mailbox,
        messages,
        replaced,
    })
}

fn read_message(cursor: &mut Cursor<'_>) -> Option<AppendMessage> {
    cursor.token(b" ")?;
    let begun = cursor.rest();
    if cursor.rest().starts_with(b"(") {
        cursor.balanced()?;
        cursor.token(b" ")?;
    }
    if cursor.rest().starts_with(b"\"") {
        cursor.astring()?;
        cursor.token(b" ")?;
    }
    let length = begun.len() - cursor.rest().len();
    let (flags, date) = flags_and_date(begun.get(..length)?)?;
    let (form, octets) = if cursor.token(b"UTF8 (~").is_some() {
        let octets = cursor.literal()?;
        cursor.token(b")")?;
        (LiteralForm::Utf8, octets)
    } else if cursor.token(b"~").is_some() {
        (LiteralForm::Binary, cursor.literal()?)
    } else {
        (LiteralForm::Literal, cursor.literal()?)
    };
    let has_nul = octets.contains(&0) && form == LiteralForm::Literal;
    (!has_nul).then_some(AppendMessage {
        flags,
        date,
        octets,
        form,
    })
}

/// What the codec reads of `[flags SP] [date SP]`.
fn flags_and_date(words: &[u8]) -> Option<(Vec<Flag<'static>>, Option<DateTime>)> {
    let command = [b"t APPEND INBOX ", words, b"{1+}\r\nx\r\n"].concat();
    let (_, command) = CommandCodec::new().decode(&command).ok()?;
    match command.body.into_static() {
        CommandBody::Append { flags, date, .. } => Some((flags, date)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_follow_each_other() {
        let request = append(
            b"a APPEND \"x y\" (\\Seen) {2+}\r\nab \"17-Jul-1996 02:44:25 -0700\" ~{3}\r\nc\0d UTF8 (~{1+}\r\ne)\r\n",
        )
        .unwrap();
        assert_eq!(request.mailbox, b"x y");
        let told: Vec<_> = request
            .messages
            .iter()
            .map(|m| (m.flags.len(), m.date.is_some(), &m.octets[..], m.form))
            .collect();
        assert_eq!(
            told,
            [
                (1, false, &b"ab"[..], LiteralForm::Literal),
                (0, true, b"c\0d", LiteralForm::Binary),
                (0, false, b"e", LiteralForm::Utf8),
            ]
        );
        let request = append(b"a UID REPLACE 7 Drafts (\\Draft) {1}\r\nx\r\n").unwrap();
        assert!(matches!(request.replaced, Some((_, Numbers::Uid))));
    }

    #[test]
    fn what_is_no_append_is_not_read() {
        for line in [
            "a APPEND INBOX\r\n",
            "a APPEND INBOX {1}\r\nab\r\n",
            "a APPEND INBOX {1}\r\n\0\r\n",
            "a APPEND INBOX (\\Seen {1}\r\na\r\n",
            "a APPEND INBOX \"now\" {1}\r\na\r\n",
            "a REPLACE INBOX {1}\r\na\r\n",
            "a REPLACE 0 INBOX {1}\r\na\r\n",
            "a REPLACE 1 INBOX {1}\r\na {1}\r\nb\r\n",
        ] {
            assert!(append(line.as_bytes()).is_none(), "{line}");
        }
    }
}
