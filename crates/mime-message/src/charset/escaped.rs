//! Seven-bit charsets that shift between ASCII and two-byte characters. They
//! are turned into their eight-bit sisters, which a decoder knows.

/// ISO-2022-KR (RFC 1557) as EUC-KR: what stands between SO and SI gets its high bit.
pub(super) fn iso_2022_kr_to_euc_kr(bytes: &[u8]) -> Vec<u8> {
    const DESIGNATOR: &[u8] = b"\x1B$)C";
    let mut out = Vec::with_capacity(bytes.len());
    let mut is_shifted = false;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(DESIGNATOR) {
            rest = after;
            continue;
        }
        rest = after;
        match byte {
            0x0E => is_shifted = true,
            0x0F => is_shifted = false,
            b'\n' => {
                // A line begins unshifted.
                is_shifted = false;
                out.push(byte);
            }
            0x21..=0x7E if is_shifted => out.push(byte | 0x80),
            _ => out.push(byte),
        }
    }
    out
}

/// HZ (RFC 1843) as GBK: what stands between `~{` and `~}` gets its high bit.
pub(super) fn hz_to_gbk(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut is_shifted = false;
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return out,
            [b'~', b'{', after @ ..] => {
                is_shifted = true;
                after
            }
            [b'~', b'}', after @ ..] => {
                is_shifted = false;
                after
            }
            [b'~', b'~', after @ ..] if !is_shifted => {
                out.push(b'~');
                after
            }
            // A soft line break.
            [b'~', b'\r', b'\n', after @ ..] | [b'~', b'\n', after @ ..] => after,
            [first @ 0x21..=0x7E, second @ 0x21..=0x7E, after @ ..] if is_shifted => {
                out.extend([first | 0x80, second | 0x80]);
                after
            }
            [byte, after @ ..] => {
                if *byte == b'\n' {
                    is_shifted = false;
                }
                out.push(*byte);
                after
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifted_bytes_get_their_high_bit_and_the_shifts_go() {
        assert_eq!(
            iso_2022_kr_to_euc_kr(b"\x1B$)C\x0EGQ1[\x0F a\n"),
            b"\xC7\xD1\xB1\xDB a\n"
        );
        assert_eq!(hz_to_gbk(b"a~{VPND~}b~~"), b"a\xD6\xD0\xCE\xC4b~");
        assert_eq!(hz_to_gbk(b"~{V"), b"V");
    }
}
