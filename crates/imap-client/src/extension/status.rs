//! STATUS (RFC 9051 §6.3.11) with what extensions add: SIZE (RFC 8438), MAILBOXID
//! (RFC 8474 §4.3) and APPENDLIMIT (RFC 7889 §3).

use super::object_id;
use crate::capability::Capabilities;
use crate::reader::{Reader, Value};
use core::num::{NonZeroU32, NonZeroU64};
use mail_model::{MailboxCounts, ModSeq, UidNext, UidValidity};

/// What one STATUS response tells of a mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatusData {
    /// The mailbox's raw name.
    pub(crate) mailbox: Vec<u8>,
    pub(crate) counts: MailboxCounts,
    /// All messages and the unseen ones are among the counts.
    pub(crate) is_whole: bool,
    /// What it is called could not be read, and perhaps not all that stood behind.
    pub(crate) is_damaged: bool,
    /// What the mailbox is called whatever its name.
    pub(crate) id: Option<String>,
    /// How large a message may be that is put into it, where that is told; the
    /// inner `None` for no limit.
    pub(crate) append_limit: Option<Option<u64>>,
}

/// The items to ask for, in parentheses: the counts, and what is the mailbox's own,
/// of which its name that outlasts others only `with_id`.
pub(crate) fn items(capabilities: &Capabilities, with_id: bool) -> &'static str {
    let with_id = with_id && object_id::is_offered(capabilities);
    // With a value it is the same for all mailboxes, and told already.
    match (with_id, capabilities.has("APPENDLIMIT")) {
        (false, false) => "MESSAGES UNSEEN UIDNEXT UIDVALIDITY",
        (false, true) => "MESSAGES UNSEEN UIDNEXT UIDVALIDITY APPENDLIMIT",
        (true, false) => "MESSAGES UNSEEN UIDNEXT UIDVALIDITY MAILBOXID",
        (true, true) => "MESSAGES UNSEEN UIDNEXT UIDVALIDITY MAILBOXID APPENDLIMIT",
    }
}

/// Reads a response; `None` if `message` is no STATUS response.
pub(crate) fn read(message: &[u8]) -> Option<StatusData> {
    let mut reader = Reader::of_response(message, b"STATUS")?;
    let mut status = StatusData {
        mailbox: reader.last_mailbox()?,
        ..StatusData::default()
    };
    reader.skip_spaces();
    if !reader.take(b'(') {
        return None;
    }
    let (mut has_messages, mut has_unseen) = (false, false);
    while let Some(name) = reader.value() {
        let name = name.text().unwrap_or_default().to_ascii_uppercase();
        if name == "MAILBOXID" {
            match object_id::take(&mut reader) {
                Ok(id) => status.id = id,
                Err(()) => {
                    status.is_damaged = true;
                    skip_to_item(&mut reader);
                }
            }
            continue;
        }
        let Some(value) = reader.value() else { break };
        let counts = &mut status.counts;
        let small = value.number().and_then(|number| u32::try_from(number).ok());
        match (name.as_str(), small) {
            ("MESSAGES", Some(number)) => {
                counts.messages = number;
                has_messages = true;
            }
            ("UNSEEN", Some(number)) => {
                counts.unseen = number;
                has_unseen = true;
            }
            ("UIDNEXT", Some(number)) => counts.uid_next = NonZeroU32::new(number).map(UidNext),
            ("UIDVALIDITY", Some(number)) => {
                counts.uid_validity = NonZeroU32::new(number).map(UidValidity);
            }
            ("HIGHESTMODSEQ", _) => {
                counts.highest_mod_seq = value.number().and_then(NonZeroU64::new).map(ModSeq);
            }
            ("SIZE", _) => counts.size = value.number(),
            ("APPENDLIMIT", _) if value == Value::Nil => status.append_limit = Some(None),
            ("APPENDLIMIT", _) => status.append_limit = value.number().map(Some),
            _ => {}
        }
    }
    status.is_whole = has_messages && has_unseen;
    Some(status)
}

/// Skips what can't be read, up to where the next item that counts begins.
fn skip_to_item(reader: &mut Reader<'_>) {
    const COUNTS: [&[u8]; 3] = [b") MESSAGES ", b") UNSEEN ", b") UID"];
    let is_behind = |rest: &[u8]| COUNTS.iter().any(|name| rest.starts_with(name));
    while !reader.rest().is_empty() && !is_behind(reader.rest()) {
        reader.skip(1);
    }
    reader.take(b')');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_is_asked_for() {
        for (list, more) in [
            ("IMAP4rev1", ""),
            ("IMAP4rev1 OBJECTID APPENDLIMIT=7", " MAILBOXID"),
            ("OBJECTID APPENDLIMIT", " MAILBOXID APPENDLIMIT"),
        ] {
            let mut capabilities = Capabilities::default();
            capabilities.tell(list.split(' ').map(str::to_owned).collect());
            let expected = format!("MESSAGES UNSEEN UIDNEXT UIDVALIDITY{more}");
            assert_eq!(items(&capabilities, true), expected);
            let without = expected.replace(" MAILBOXID", "");
            assert_eq!(items(&capabilities, false), without);
        }
    }

    #[test]
    fn a_name_out_of_freed_memory_costs_no_counts() {
        for (name, is_whole) in [
            (&b"\xd0(\x9c\xf1U"[..], true),
            (b"\"\x9c\xf1U", true),
            (b") \x9c)\xf1U", true),
            (b"\x0d\xf1U", true),
            (b"", true),
            (b"\x9c\r\n", false),
        ] {
            let mut line = b"* STATUS INBOX (MESSAGES 30 UIDNEXT 31 MAILBOXID (".to_vec();
            line.extend_from_slice(name);
            line.extend_from_slice(b") UNSEEN 3)\r\n");
            // A line's end within it ends what belongs to the response.
            let end = line.windows(2).position(|pair| pair == b"\r\n").unwrap();
            let told = read(&line[..end + 2]).unwrap();
            assert_eq!((told.is_whole, told.id), (is_whole, None), "{name:?}");
            assert!(told.is_damaged, "{name:?}");
            let unseen = if is_whole { 3 } else { 0 };
            assert_eq!((told.counts.messages, told.counts.unseen), (30, unseen));
        }
    }

    #[test]
    fn what_is_told_is_read_and_what_is_odd_left_out() {
        let told = read(b"* STATUS \"a b\" (messages 3 UNSEEN 1 UIDNEXT 0 UIDVALIDITY 7 SIZE 5000000000 MAILBOXID (F1) APPENDLIMIT 10 X (1 2) HIGHESTMODSEQ 9)\r\n").unwrap();
        assert_eq!(told.mailbox, b"a b");
        assert!(told.is_whole);
        assert_eq!((told.counts.messages, told.counts.unseen), (3, 1));
        assert_eq!(told.counts.uid_next, None);
        assert_eq!(told.counts.size, Some(5_000_000_000));
        assert_eq!(told.counts.highest_mod_seq.map(|m| m.0.get()), Some(9));
        assert_eq!(told.id.as_deref(), Some("F1"));
        assert_eq!(told.append_limit, Some(Some(10)));
        for (items, is_whole, append_limit) in [
            ("(UNSEEN 1 UNSEEN 1)", false, None),
            ("(MESSAGES 4294967296 UNSEEN 1)", false, None),
            ("(APPENDLIMIT NIL MAILBOXID NIL)", false, Some(None)),
            ("(APPENDLIMIT x MESSAGES)", false, None),
            ("()", false, None),
        ] {
            let told = read(format!("* STATUS x {items}\r\n").as_bytes()).unwrap();
            assert_eq!(told.is_whole, is_whole, "{items}");
            assert_eq!(told.append_limit, append_limit, "{items}");
            assert_eq!(told.id, None);
        }
        let bare = b"* STATUS Deleted Items (MESSAGES 3 UNSEEN 1)\r\n";
        assert_eq!(read(bare).unwrap().mailbox, b"Deleted Items");
        let odd = b"* STATUS Entw\xfcrfe (MESSAGES 3 UNSEEN 1)\r\n";
        assert_eq!(read(odd).unwrap().mailbox, b"Entw\xfcrfe");
        for other in [
            "* STATUS x\r\n",
            "* STATUS x y\r\n",
            "* STATUS x y 3\r\n",
            "* STATUSES x ()\r\n",
        ] {
            assert_eq!(read(other.as_bytes()), None, "{other}");
        }
    }
}
