//! Percent escapes (RFC 3986 §2.1), as in `mailto:` links (RFC 6068 §2).

/// The octets that a text with escapes stands for. A plus is one, and what is no
/// escape stays as it stands.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((octet, behind)) = rest.split_first() {
        let escaped = match (octet, behind) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                octets.push(high << 4 | low);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                octets.push(*octet);
                rest = behind;
            }
        }
    }
    octets
}

fn digit(octet: u8) -> Option<u8> {
    let digit = char::from(octet).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_octets_and_all_else_stays() {
        for (text, octets) in [
            ("a%20b", &b"a b"[..]),
            ("%c3%BC", "ü".as_bytes()),
            ("1+1", b"1+1"),
            ("%", b"%"),
            ("%4", b"%4"),
            ("%zz", b"%zz"),
            ("%+4", b"%+4"),
            ("%%41", b"%A"),
        ] {
            assert_eq!(decode(text), octets, "{text}");
        }
    }
}
