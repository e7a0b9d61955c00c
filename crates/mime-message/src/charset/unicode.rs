//! UTF-16 and UTF-32 (RFC 2781), with or without a byte order mark.

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByteOrder {
    Little,
    Big,
}

/// What a server sends for an octet zero.
const STAND_IN: u8 = 0x80;

pub(super) fn utf_16(bytes: &[u8], declared: Option<ByteOrder>) -> String {
    let (order, bytes) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (ByteOrder::Little, rest),
        [0xFE, 0xFF, rest @ ..] => (ByteOrder::Big, rest),
        _ => (declared.unwrap_or_else(|| likely_order(bytes)), bytes),
    };
    let units = bytes.chunks(2).map(|pair| match (pair, order) {
        ([a, b], ByteOrder::Little) => u16::from_le_bytes([*a, *b]),
        ([a, b], ByteOrder::Big) => u16::from_be_bytes([*a, *b]),
        // Half a unit at the end: a lone surrogate decodes to U+FFFD.
        _ => 0xD800,
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Whether a text that names no charset is UTF-16: by its mark, or by every
/// other byte being zero in most of its beginning.
pub(super) fn is_utf_16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let sample = bytes.get(..512).unwrap_or(bytes);
    let zeros = |offset: usize| {
        let every_other = sample.iter().skip(offset).step_by(2);
        every_other.filter(|&&byte| byte == 0).count()
    };
    let (most, least) = (zeros(0).max(zeros(1)), zeros(0).min(zeros(1)));
    sample.len() >= 4 && least == 0 && most * 4 > sample.len()
}

/// UTF-16 as it was before a server passed it on as a text: IMAP has no octet
/// zero (RFC 9051 §9), for which Dovecot sends 0x80, and a CR before each LF.
/// `None` where that is not what happened.
pub(super) fn with_zeros(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < 4 || bytes.contains(&0) || core::str::from_utf8(bytes).is_ok() {
        return None;
    }
    // The CRs have moved all that follows them by an octet.
    let mut restored = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        if byte == b'\n' && restored.last() == Some(&b'\r') {
            restored.pop();
        }
        restored.push(byte);
    }
    // No other charset has this octet in most of every other place.
    let offset = (0..2).find(|offset| {
        let every_other = restored.iter().skip(*offset).step_by(2);
        let stand_ins = every_other.filter(|&&byte| byte == STAND_IN).count();
        stand_ins * 5 > restored.len().div_ceil(2) * 3
    })?;
    let stand_ins = restored.iter_mut().skip(offset).step_by(2);
    for byte in stand_ins.filter(|byte| **byte == STAND_IN) {
        *byte = 0;
    }
    Some(restored)
}

pub(super) fn utf_32(bytes: &[u8], declared: Option<ByteOrder>) -> String {
    let (order, bytes) = match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => (ByteOrder::Little, rest),
        [0, 0, 0xFE, 0xFF, rest @ ..] => (ByteOrder::Big, rest),
        _ => (declared.unwrap_or(ByteOrder::Big), bytes),
    };
    bytes
        .chunks(4)
        .map(|unit| {
            let number = match (unit, order) {
                ([a, b, c, d], ByteOrder::Little) => u32::from_le_bytes([*a, *b, *c, *d]),
                ([a, b, c, d], ByteOrder::Big) => u32::from_be_bytes([*a, *b, *c, *d]),
                _ => u32::MAX,
            };
            char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect()
}

/// Without a mark RFC 2781 says big-endian; the spaces, digits and line ends,
/// which all texts have, say which it really is.
fn likely_order(bytes: &[u8]) -> ByteOrder {
    let zeros_at = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .take(1024)
            .filter(|&&byte| byte == 0)
            .count()
    };
    if zeros_at(1) > zeros_at(0) {
        ByteOrder::Little
    } else {
        ByteOrder::Big
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_wins_over_the_label_and_the_zeros_over_the_default() {
        assert_eq!(utf_16(b"\xFF\xFEa\0b\0", Some(ByteOrder::Big)), "ab");
        assert_eq!(utf_16(b"a\0b\0", None), "ab");
        assert_eq!(utf_16(b"\0a\0b", None), "ab");
        assert_eq!(utf_16(b"\xD8\x3D\xDE\x00", Some(ByteOrder::Big)), "😀");
        assert_eq!(utf_16(b"\0a\0", None), "a\u{FFFD}");
        assert!(is_utf_16(b"\xFF\xFEx\0") && is_utf_16(b"G\0r\0\xFC\0"));
        assert!(!is_utf_16(b"text\0 with\0 zeros") && !is_utf_16(b"\0\0\0\0"));
        assert_eq!(utf_32(b"\0\x01\xF6\x00", None), "😀");
        assert_eq!(utf_32(b"\0\x01", None), "\u{FFFD}");
    }
}
