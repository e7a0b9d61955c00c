use crate::Decoded;

/// Decodes Base64 (RFC 2045 §6.8) as far as it goes. Other characters are
/// passed over; padding may be missing, or stand in the middle where encoded
/// pieces were joined; a last group that lacks its end gives what it has.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<Vec<u8>> {
    let mut value = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let mut is_damaged = false;
    let (mut bits, mut count) = (0_u32, 0_u8);
    let mut is_after_padding = false;
    // How long its lines are, and whether one was shorter: it is the last then.
    let (mut full, mut is_after_short) = (0, false);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        // What a mailing list appended to the encoded body is not part of it.
        let is_encoded = line.iter().all(|&byte| is_of_the_encoding(byte));
        if !is_encoded && (is_after_padding || (is_after_short && is_written(line))) {
            is_damaged = true;
            break;
        }
        let length = line.trim_ascii_end().len();
        if is_encoded && length > 0 {
            full = full.max(length);
            is_after_short = length < full;
        }
        // Whole groups first: they are nearly all there is.
        let rest = if count == 0 {
            decode_groups(line, &mut value)
        } else {
            line
        };
        for &byte in rest {
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

/// Decodes groups of four as long as nothing else stands among them; returns the rest.
fn decode_groups<'a>(mut line: &'a [u8], value: &mut Vec<u8>) -> &'a [u8] {
    let sextet_of = |byte: &u8| SEXTETS[usize::from(*byte)];
    while let [a, b, c, d, rest @ ..] = line {
        let (a, b, c, d) = (sextet_of(a), sextet_of(b), sextet_of(c), sextet_of(d));
        if (a | b | c | d) > 0x3F {
            break;
        }
        value.extend_from_slice(&[(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d]);
        line = rest;
    }
    line
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

/// What a character of the alphabet stands for.
pub(crate) fn sextet(byte: u8) -> Option<u8> {
    let sextet = SEXTETS[usize::from(byte)];
    (sextet != NO_SEXTET).then_some(sextet)
}

const NO_SEXTET: u8 = 0xFF;

/// What each byte stands for.
const SEXTETS: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [NO_SEXTET; 256];
    let mut index = 0;
    while index < alphabet.len() {
        table[alphabet[index] as usize] = index as u8;
        index += 1;
    }
    table
};

/// Whether a line is words, or the rule above them.
fn is_written(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.starts_with(b"--") || line.starts_with(b"__") || line.contains(&b' ')
}

fn is_of_the_encoding(byte: u8) -> bool {
    sextet(byte).is_some() || byte == b'=' || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_broken_base64_give_what_they_have() {
        let table: [(&[u8], &[u8], bool); 12] = [
            (b"aGVsbG8=", b"hello", false),
            (b"aGVs\r\nbG8=\r\n", b"hello", false),
            (b"aGVsbG8", b"hello", false),
            (b"aGk=aGk=", b"hihi", false),
            (b"aGk=\r\naGk=\r\n", b"hihi", false),
            (b"aGVsb", b"hel", true),
            (b"aG*Vs", b"hel", true),
            (b"aGk=\n____\nlist footer\n", b"hi", true),
            (b"aGVsbG8h\naGkh\n\n____\nlist footer\n", b"hello!hi!", true),
            (b"aGVsbG8h\naGkh\n*\naGkh\n", b"hello!hi!hi!", true),
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
