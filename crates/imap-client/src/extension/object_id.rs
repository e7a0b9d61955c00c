//! OBJECTID (RFC 8474): names of messages and conversations that outlast moving.

use crate::capability::Capabilities;
use crate::reader::{Reader, Value};

/// The FETCH item that names a message.
pub(crate) const ITEM: &str = "EMAILID";
/// The one that names a conversation, behind others.
pub(crate) const THREAD: &str = " THREADID";
/// The longest name (§7: `objectid` is 1 to 255 octets).
const LONGEST: usize = 255;

/// Whether the server has them.
pub(crate) fn is_offered(capabilities: &Capabilities) -> bool {
    capabilities.has("OBJECTID")
}

/// Whether a name may hold this octet (§7).
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Takes the name that stands next, as [`text`] would read it; NIL is none.
/// `Err` with what stands there not taken to its end if it can be no name: Cyrus
/// 3.6 tells a mailbox's name, behind LIST, out of memory that it has freed.
pub(crate) fn take(reader: &mut Reader<'_>) -> Result<Option<String>, ()> {
    reader.skip_spaces();
    let is_listed = reader.take(b'(');
    let name = reader.take_while(is_of_name);
    let is_closed = !is_listed || (!name.is_empty() && reader.take(b')'));
    if !is_closed || !matches!(reader.peek(), Some(b' ' | b')')) || name.len() > LONGEST {
        return Err(());
    }
    let is_none = name.is_empty() || (!is_listed && name.eq_ignore_ascii_case(b"NIL"));
    Ok((!is_none).then(|| crate::reader::text(name)))
}

/// The name in `(M123)` (§5.1), or in a bare `123`, as Gmail has it; NIL is none.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::List(values) => values
            .first()
            .filter(|v| v.bytes().is_some())
            .and_then(text),
        value => value
            .text()
            .filter(|name| (1..=LONGEST).contains(&name.len()))
            .filter(|name| name.bytes().all(is_of_name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        for (value, expected) in [
            ("(M6d99ac3275bb4e)", Some("M6d99ac3275bb4e")),
            ("1278455344230334865", Some("1278455344230334865")),
            ("NIL", None),
            ("()", None),
            ("((a))", None),
            ("\"\"", None),
            ("(a$)", None),
        ] {
            let read = Reader::new(value.as_bytes()).value().unwrap();
            assert_eq!(text(&read).as_deref(), expected);
        }
        let endless = Value::Atom(vec![b'x'; 256]);
        assert_eq!(text(&endless), None);
    }
}
