use crate::Decoded;

/// Decodes quoted-printable (RFC 2045 §6.7). An `=` that begins nothing stays
/// as it is, and bytes that should have been encoded are taken as they are.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<Vec<u8>> {
    let mut value = Vec::with_capacity(bytes.len());
    let mut is_damaged = false;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (text, end) = split_line_end(line);
        // Blanks at the end of a line were added on the way (rule 3).
        let text = text.trim_ascii_end();
        if let Some(text) = text.strip_suffix(b"=") {
            is_damaged |= !decode_line(text, &mut value);
        } else {
            is_damaged |= !decode_line(text, &mut value);
            value.extend_from_slice(end);
        }
    }
    Decoded { value, is_damaged }
}

/// Decodes the `Q` encoding of an encoded word (RFC 2047 §4.2): `_` is a space.
pub(crate) fn decode_word(bytes: &[u8]) -> Decoded<Vec<u8>> {
    let spaced: Vec<u8> = bytes
        .iter()
        .map(|&byte| if byte == b'_' { b' ' } else { byte })
        .collect();
    let mut value = Vec::with_capacity(spaced.len());
    let is_damaged = !decode_line(&spaced, &mut value);
    Decoded { value, is_damaged }
}

/// Tells whether all of it was quoted-printable.
fn decode_line(mut line: &[u8], value: &mut Vec<u8>) -> bool {
    let mut is_whole = true;
    loop {
        line = match line {
            [] => return is_whole,
            [b'=', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                value.push((hex_value(*high) << 4) | hex_value(*low));
                rest
            }
            [byte, rest @ ..] => {
                is_whole &= *byte != b'=';
                value.push(*byte);
                rest
            }
        };
    }
}

fn hex_value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

fn split_line_end(line: &[u8]) -> (&[u8], &[u8]) {
    let length = match line {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    };
    line.split_at(line.len() - length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_broken_lines_give_what_they_have() {
        let table: [(&[u8], &[u8], bool); 9] = [
            (b"a=3Db=c3=A9", b"a=b\xC3\xA9", false),
            (b"soft=\r\nbreak", b"softbreak", false),
            (b"soft= \t\nbreak", b"softbreak", false),
            (b"blanks  \r\nx", b"blanks\r\nx", false),
            (b"kept=20\r\n", b"kept \r\n", false),
            (b"a=zzb", b"a=zzb", true),
            (b"a=4", b"a=4", true),
            (b"end=", b"end", false),
            (b"raw \xFC", b"raw \xFC", false),
        ];
        for (encoded, value, is_damaged) in table {
            let decoded = decode(encoded);
            assert_eq!(decoded.value, value, "{encoded:?}");
            assert_eq!(decoded.is_damaged, is_damaged, "{encoded:?}");
        }
    }

    #[test]
    fn in_a_word_an_underscore_is_a_space() {
        assert_eq!(decode_word(b"a_b=5F").value, b"a b_");
    }
}
