use crate::Decoded;

/// Decodes uuencode as POSIX's `uuencode` writes it: what stands between
/// `begin MODE NAME` and `end`. Without a `begin` line it is returned as it is.
pub(super) fn decode(bytes: &[u8]) -> Decoded<Vec<u8>> {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(without_cr);
    if !lines.by_ref().any(|line| line.starts_with(b"begin ")) {
        return Decoded {
            value: bytes.to_vec(),
            is_damaged: true,
        };
    }
    let mut value = Vec::with_capacity(bytes.len() / 4 * 3);
    for line in lines {
        if line == b"end" {
            return Decoded {
                value,
                is_damaged: false,
            };
        }
        decode_line(line, &mut value);
    }
    Decoded {
        value,
        is_damaged: true,
    }
}

/// Decodes one line between `begin` and `end`.
pub(crate) fn decode_line(line: &[u8], value: &mut Vec<u8>) {
    let Some((&first, groups)) = line.split_first() else {
        return;
    };
    let length = usize::from(sextet(first));
    let mut decoded = Vec::with_capacity(64);
    for group in groups.chunks(4) {
        // Trailing blanks, which are zeros, are lost on the way.
        let bits = (0..4).fold(0_u32, |bits, index| {
            (bits << 6) | u32::from(group.get(index).map_or(0, |&byte| sextet(byte)))
        });
        let [_, a, b, c] = bits.to_be_bytes();
        decoded.extend([a, b, c]);
    }
    decoded.resize(length, 0);
    value.extend(decoded);
}

/// Whether a line reads as one: as long as its first character says, or without
/// the blanks at its end.
pub(crate) fn is_line(line: &[u8]) -> bool {
    let Some((&first, groups)) = line.split_first() else {
        return false;
    };
    let characters = usize::from(sextet(first)).div_ceil(3) * 4;
    let is_encoded = line.iter().all(|byte| matches!(byte, b' '..=b'`'));
    // Some encoders leave off what pads the last group, some add a check.
    is_encoded && groups.len() <= characters + 2 && groups.len() + 8 >= characters
}

fn sextet(byte: u8) -> u8 {
    byte.wrapping_sub(b' ') & 0x3F
}

fn without_cr(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_between_begin_and_end_are_decoded() {
        let decoded = decode(b"hi\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n");
        assert_eq!(decoded.value, b"Cat");
        assert!(!decoded.is_damaged);
        assert!(decode(b"begin 644 x\n#0V%T\n").is_damaged);
        assert_eq!(decode(b"plain").value, b"plain");
    }
}
