use crate::Decoded;

/// Decodes Base64 (RFC 2045 §6.8) as far as it goes. Other characters are
/// passed over; padding may be missing, or stand in the middle where encoded
/// pieces were joined; a last group that lacks its end gives what it has.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<Vec<u8>> {
    let mut value = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let mut is_damaged = false;
    let (mut bits, mut count) = (0_u32, 0_u8);
    let mut is_after_padding = false;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        // What a mailing list appended to the encoded body is not part of it.
        if is_after_padding && !line.iter().all(|&byte| is_of_the_encoding(byte)) {
            is_damaged = true;
            break;
        }
        for &byte in line {
            if let Some(sextet) = sextet(byte) {
                bits = (bits << 6) | u32::from(sextet);
                count += 1;
                if count == 4 {
                    let [_, a, b, c] = bits.to_be_bytes();
                    value.extend([a, b, c]);
                    (bits, count) = (0, 0);
                }
            } else if byte == b'=' {
                is_damaged |= !end_group(bits, count, &mut value);
                (bits, count) = (0, 0);
                is_after_padding = true;
            } else {
                is_damaged |= !byte.is_ascii_whitespace();
            }
        }
    }
    // No padding: tolerated where whole bytes are there.
    is_damaged |= !end_group(bits, count, &mut value);
    Decoded { value, is_damaged }
}

/// Writes what a group of fewer than four characters holds; tells whether it is whole bytes.
fn end_group(bits: u32, count: u8, value: &mut Vec<u8>) -> bool {
    match count {
        0 => true,
        2 => {
            value.push((bits >> 4) as u8);
            true
        }
        3 => {
            value.extend([(bits >> 10) as u8, (bits >> 2) as u8]);
            true
        }
        _ => false,
    }
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn is_of_the_encoding(byte: u8) -> bool {
    sextet(byte).is_some() || byte == b'=' || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_broken_base64_give_what_they_have() {
        let table: [(&[u8], &[u8], bool); 10] = [
            (b"aGVsbG8=", b"hello", false),
            (b"aGVs\r\nbG8=\r\n", b"hello", false),
            (b"aGVsbG8", b"hello", false),
            (b"aGk=aGk=", b"hihi", false),
            (b"aGk=\r\naGk=\r\n", b"hihi", false),
            (b"aGVsb", b"hel", true),
            (b"aG*Vs", b"hel", true),
            (b"aGk=\n____\nlist footer\n", b"hi", true),
            (b"====", b"", false),
            (b"", b"", false),
        ];
        for (encoded, value, is_damaged) in table {
            let decoded = decode(encoded);
            assert_eq!(decoded.value, value, "{encoded:?}");
            assert_eq!(decoded.is_damaged, is_damaged, "{encoded:?}");
        }
    }
}
