//! OBJECTID (RFC 8474): names of messages and conversations that outlast moving.

use crate::capability::Capabilities;
use crate::reader::Value;

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

/// The name in `(M123)` (§5.1), or in a bare `123`, as Gmail has it; NIL is none.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::List(values) => values
            .first()
            .filter(|v| v.bytes().is_some())
            .and_then(text),
        value => value
            .text()
            .filter(|name| (1..=LONGEST).contains(&name.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Reader;

    #[test]
    fn names_are_read() {
        for (value, expected) in [
            ("(M6d99ac3275bb4e)", Some("M6d99ac3275bb4e")),
            ("1278455344230334865", Some("1278455344230334865")),
            ("NIL", None),
            ("()", None),
            ("((a))", None),
            ("\"\"", None),
        ] {
            let value = Reader::new(value.as_bytes()).value().unwrap();
            assert_eq!(text(&value).as_deref(), expected);
        }
        let endless = Value::Atom(vec![b'x'; 256]);
        assert_eq!(text(&endless), None);
    }
}
