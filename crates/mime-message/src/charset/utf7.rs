//! UTF-7 (RFC 2152). Read only where the MIME header says so: guessed, it
//! would let `+ADw-` pass every filter as text and come out as `<`.

use crate::body::base64::sextet;

pub(super) fn utf_7(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'+' => rest = shifted(after, &mut text),
            _ if byte.is_ascii() => text.push(char::from(byte)),
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    text
}

/// Reads what follows a `+`: Base64 of UTF-16. Returns what comes after it.
fn shifted<'a>(bytes: &'a [u8], text: &mut String) -> &'a [u8] {
    if let [b'-', rest @ ..] = bytes {
        text.push('+');
        return rest;
    }
    let length = bytes
        .iter()
        .take_while(|&&byte| sextet(byte).is_some())
        .count();
    let (run, rest) = bytes.split_at(length);
    let (mut bits, mut count) = (0_u32, 0_u32);
    let mut units = Vec::with_capacity(run.len() * 3 / 8 + 1);
    for value in run.iter().filter_map(|&byte| sextet(byte)) {
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push(((bits >> count) & 0xFFFF) as u16);
            bits &= (1 << count) - 1;
        }
    }
    text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    rest.strip_prefix(b"-").unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_2152_read_as_it_says() {
        let table: [(&[u8], &str); 5] = [
            (b"A+ImIDkQ.", "A≢Α."),
            (b"Hi Mom -+Jjo--!", "Hi Mom -☺-!"),
            (b"+ZeVnLIqe-", "日本語"),
            (b"1 +- 1 = 2", "1 + 1 = 2"),
            (b"+2D3eAA-", "😀"),
        ];
        for (bytes, text) in table {
            assert_eq!(utf_7(bytes), text);
        }
    }
}
