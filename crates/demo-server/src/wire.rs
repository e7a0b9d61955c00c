//! Strings for responses that imap-codec cannot encode.

/// As a quoted string where possible, else as a literal; NIL for what is not there.
pub(crate) fn nstring(octets: Option<&[u8]>) -> Vec<u8> {
    octets.map_or_else(|| b"NIL".to_vec(), string)
}

/// As a quoted string where possible, else as a literal (RFC 3501 §4.3).
pub(crate) fn string(octets: &[u8]) -> Vec<u8> {
    let is_quotable = |octet: &u8| matches!(octet, 1..=127) && !b"\r\n".contains(octet);
    if !octets.iter().all(is_quotable) || octets.len() > 1_000 {
        return [format!("{{{}}}\r\n", octets.len()).as_bytes(), octets].concat();
    }
    let mut quoted = vec![b'"'];
    for octet in octets {
        if b"\"\\".contains(octet) {
            quoted.push(b'\\');
        }
        quoted.push(*octet);
    }
    quoted.push(b'"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_quoted_is_a_literal() {
        for (octets, wire) in [
            (&b"a \"b\\"[..], &b"\"a \\\"b\\\\\""[..]),
            (b"", b"\"\""),
            (b"a\r\nb", b"{4}\r\na\r\nb"),
            ("ä".as_bytes(), b"{2}\r\n\xc3\xa4"),
        ] {
            assert_eq!(string(octets), wire);
        }
        assert_eq!(nstring(None), b"NIL");
    }
}
