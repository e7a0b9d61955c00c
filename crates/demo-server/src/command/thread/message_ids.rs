/// The Message-IDs in a field (RFC 5322 §3.6.4), without their brackets. White
/// space in them and quotes that need not be are left out, so that the same
/// names are the same (RFC 5256 §3).
pub(super) fn message_ids(value: &[u8]) -> Vec<Vec<u8>> {
    let mut ids = Vec::new();
    let mut rest = value;
    while let Some(start) = rest.iter().position(|&octet| octet == b'<') {
        rest = rest.get(start + 1..).unwrap_or(&[]);
        let Some(end) = rest.iter().position(|&octet| octet == b'>') else {
            break;
        };
        let (inner, behind) = rest.split_at(end);
        rest = behind;
        let mut id = Vec::new();
        let mut octets = inner.iter().copied();
        while let Some(octet) = octets.next() {
            match octet {
                b'"' => {}
                b'\\' => id.extend(octets.next()),
                octet if octet.is_ascii_whitespace() => {}
                octet => id.push(octet),
            }
        }
        // What has no two sides is no name.
        if id.contains(&b'@') {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_whatever_is_around_them() {
        let read = |value: &str| {
            let ids = message_ids(value.as_bytes()).into_iter();
            ids.map(|id| String::from_utf8(id).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(read("<a@b> (x)\t<c@d>"), ["a@b", "c@d"]);
        assert_eq!(read("<\"a\"@b><a @b>"), ["a@b", "a@b"]);
        assert_eq!(read("Your mail of Tuesday <nothing> <a@b"), [""; 0]);
    }
}
