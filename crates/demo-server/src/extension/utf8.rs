//! Mailbox names of a client that has enabled UTF8=ACCEPT (RFC 6855 §3): they
//! come in UTF-8, and the server goes on with them in modified UTF-7.

use super::cursor::Cursor;
use crate::store::encode_name;
use crate::wire::string;

/// The command with its mailbox names in modified UTF-7; `None` when it has
/// none, or is not as it must be.
pub(crate) fn with_encoded_names(message: &[u8]) -> Option<Vec<u8>> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let _ = cursor.token(b"UID ");
    let verb = cursor.atom()?.to_ascii_uppercase();
    // Which arguments are names.
    let places: &[bool] = match verb.as_slice() {
        b"SELECT" | b"EXAMINE" | b"CREATE" | b"DELETE" | b"SUBSCRIBE" | b"UNSUBSCRIBE"
        | b"STATUS" | b"APPEND" | b"GETQUOTAROOT" | b"MYRIGHTS" | b"GETACL" | b"SETACL"
        | b"DELETEACL" | b"LISTRIGHTS" | b"SETMETADATA" | b"GETMETADATA" => &[true],
        b"COPY" | b"MOVE" | b"REPLACE" => &[false, true],
        b"RENAME" | b"LIST" | b"LSUB" => &[true, true],
        _ => return None,
    };
    let head = message.get(..message.len() - cursor.rest().len())?;
    let mut encoded = head.to_vec();
    for is_name in places {
        cursor.token(b" ")?;
        encoded.push(b' ');
        if cursor.rest().starts_with(b"(") {
            let options = cursor.balanced()?;
            encoded.extend([b"(", options, b") "].concat());
            cursor.token(b" ")?;
        }
        let argument = cursor.astring()?;
        if *is_name {
            let name = String::from_utf8(argument).ok()?;
            encoded.extend(string(encode_name(&name).as_bytes()));
        } else {
            encoded.extend(argument);
        }
    }
    encoded.extend_from_slice(cursor.rest());
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_where_they_stand() {
        for (line, expected) in [
            ("a SELECT \"日本語\"\r\n", "a SELECT \"&ZeVnLIqe-\"\r\n"),
            (
                "a UID COPY 1:3 {3+}\r\nR&D\r\n",
                "a UID COPY 1:3 \"R&-D\"\r\n",
            ),
            ("a RENAME x \"ä\"\r\n", "a RENAME \"x\" \"&AOQ-\"\r\n"),
            (
                "a LIST (SUBSCRIBED) \"\" \"ä/%\" RETURN (CHILDREN)\r\n",
                "a LIST (SUBSCRIBED) \"\" \"&AOQ-/%\" RETURN (CHILDREN)\r\n",
            ),
            ("a APPEND ä (\\Seen) UTF8 (~{1+}\r\nx)\r\n", ""),
            (
                "a APPEND \"ä\" (\\Seen) UTF8 (~{1+}\r\nx)\r\n",
                "a APPEND \"&AOQ-\" (\\Seen) UTF8 (~{1+}\r\nx)\r\n",
            ),
            ("a NOOP\r\n", ""),
        ] {
            let encoded = with_encoded_names(line.as_bytes()).unwrap_or_default();
            assert_eq!(String::from_utf8(encoded).unwrap(), expected, "{line}");
        }
    }
}
