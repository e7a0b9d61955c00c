//! The content of a CMS message (RFC 5652), as far as it can be had without a
//! key. Nothing is verified.

/// How deep values lie within values; BER may cut a string into strings.
const DEPTH_LIMIT: u32 = 16;

const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
const ENVELOPED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3];
const AUTH_ENVELOPED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, 23];

const SEQUENCE: u8 = 0x30;
const OBJECT_IDENTIFIER: u8 = 0x06;
const OCTET_STRING: u8 = 0x04;
const CONSTRUCTED_OCTET_STRING: u8 = 0x24;
const EXPLICIT_0: u8 = 0xA0;

/// What a CMS message carries.
pub(super) enum Content {
    /// What was signed.
    Signed(Vec<u8>),
    /// What only a key opens.
    Encrypted,
}

/// `None` if it is of another kind, or nothing of it can be read.
pub(super) fn content(bytes: &[u8]) -> Option<Content> {
    let mut outer = Values(bytes).next_of(SEQUENCE)?.values();
    let kind = outer.next_of(OBJECT_IDENTIFIER)?;
    match kind.content {
        ENVELOPED_DATA | AUTH_ENVELOPED_DATA => Some(Content::Encrypted),
        SIGNED_DATA => {
            let mut signed = outer
                .next_of(EXPLICIT_0)?
                .values()
                .next_of(SEQUENCE)?
                .values();
            // Behind the version and the set of digests.
            let mut encapsulated = signed.nth(2).filter(|v| v.tag == SEQUENCE)?.values();
            encapsulated.next_of(OBJECT_IDENTIFIER)?;
            let string = encapsulated.next_of(EXPLICIT_0)?.values().next()?;
            let mut content = Vec::new();
            collect(&string, 0, &mut content);
            Some(Content::Signed(content))
        }
        _ => None,
    }
}

/// The octets of a string, which may be cut into strings.
fn collect(value: &Value<'_>, depth: u32, octets: &mut Vec<u8>) {
    match value.tag {
        OCTET_STRING => octets.extend_from_slice(value.content),
        CONSTRUCTED_OCTET_STRING if depth < DEPTH_LIMIT => {
            for piece in value.values() {
                collect(&piece, depth + 1, octets);
            }
        }
        _ => {}
    }
}

/// A value of BER (X.690): its tag and what it contains.
struct Value<'a> {
    tag: u8,
    content: &'a [u8],
}

impl<'a> Value<'a> {
    fn values(&self) -> Values<'a> {
        Values(self.content)
    }
}

/// Values one behind the other. What is cut off ends with the bytes.
struct Values<'a>(&'a [u8]);

impl<'a> Values<'a> {
    fn next_of(&mut self, tag: u8) -> Option<Value<'a>> {
        self.next().filter(|value| value.tag == tag)
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (value, rest) = value(self.0, 0)?;
        self.0 = rest;
        Some(value)
    }
}

fn value(bytes: &[u8], depth: u32) -> Option<(Value<'_>, &[u8])> {
    let [tag, length, rest @ ..] = bytes else {
        return None;
    };
    // Tags of more than one octet do not occur here; two zeros end what has no length.
    if tag & 0x1F == 0x1F || (*tag, *length) == (0, 0) {
        return None;
    }
    let (length, rest) = match length {
        0x80 => (indefinite_length(rest, depth)?, rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7F))?;
            let length = digits
                .iter()
                .fold(0, |n, digit| n << 8 | usize::from(*digit));
            (length, rest)
        }
        0x85.. => return None,
        short => (usize::from(*short), rest),
    };
    let (content, after) = rest.split_at(length.min(rest.len()));
    let ends_by_zeros = bytes.get(1) == Some(&0x80);
    let after = match ends_by_zeros {
        true => after.strip_prefix(&[0, 0]).unwrap_or(after),
        false => after,
    };
    Some((Value { tag: *tag, content }, after))
}

/// How long the values are up to the two zeros that end them.
fn indefinite_length(bytes: &[u8], depth: u32) -> Option<usize> {
    if depth >= DEPTH_LIMIT {
        return None;
    }
    let mut rest = bytes;
    while let Some((_, after)) = value(rest, depth + 1) {
        rest = after;
    }
    Some(bytes.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, content.len() as u8], content].concat()
    }

    fn signed(string: &[u8]) -> Vec<u8> {
        let data = tagged(
            OBJECT_IDENTIFIER,
            &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1],
        );
        let encapsulated = tagged(SEQUENCE, &[data, tagged(EXPLICIT_0, string)].concat());
        let version = tagged(0x02, &[1]);
        let digests = tagged(0x31, &[]);
        let body = tagged(SEQUENCE, &[version, digests, encapsulated].concat());
        let kind = tagged(OBJECT_IDENTIFIER, SIGNED_DATA);
        tagged(SEQUENCE, &[kind, tagged(EXPLICIT_0, &body)].concat())
    }

    #[test]
    fn what_is_signed_is_read_whole_or_in_pieces() {
        let whole = tagged(OCTET_STRING, b"hello");
        let pieces = [tagged(OCTET_STRING, b"hel"), tagged(OCTET_STRING, b"lo")].concat();
        let open = [
            &[CONSTRUCTED_OCTET_STRING, 0x80],
            pieces.as_slice(),
            &[0, 0],
        ]
        .concat();
        for string in [whole, tagged(CONSTRUCTED_OCTET_STRING, &pieces), open] {
            let Some(Content::Signed(content)) = content(&signed(&string)) else {
                panic!("{string:?}");
            };
            assert_eq!(content, b"hello");
        }
    }

    #[test]
    fn what_is_encrypted_is_known_and_nonsense_is_nothing() {
        let enveloped = tagged(SEQUENCE, &tagged(OBJECT_IDENTIFIER, ENVELOPED_DATA));
        assert!(matches!(content(&enveloped), Some(Content::Encrypted)));
        for nonsense in [
            &b""[..],
            b"0",
            b"\x30\x80",
            b"not CMS at all",
            &[0x30; 4096],
        ] {
            assert!(content(nonsense).is_none());
        }
    }

    #[test]
    fn values_without_length_within_each_other_end() {
        let mut bytes = [0x30, 0x80].repeat(200_000);
        bytes.extend([0; 100]);
        assert!(content(&bytes).is_none());
    }
}
