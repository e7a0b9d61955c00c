//! Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// `name` in modified UTF-7.
pub(crate) fn encode_name(name: &str) -> String {
    let mut wire = String::new();
    let mut shifted = Vec::new();
    for character in name.chars() {
        if matches!(character, ' '..='~') {
            flush(&mut wire, &mut shifted);
            wire.push(character);
            if character == '&' {
                wire.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                shifted.extend_from_slice(&unit.to_be_bytes());
            }
        }
    }
    flush(&mut wire, &mut shifted);
    wire
}

fn flush(wire: &mut String, shifted: &mut Vec<u8>) {
    if !shifted.is_empty() {
        wire.push('&');
        wire.push_str(&BASE64.encode(&shifted));
        wire.push('-');
        shifted.clear();
    }
}

/// The name that `wire` stands for; `None` unless it is exactly what
/// [`encode_name`] makes of that name, as the RFC demands.
pub(crate) fn decode_name(wire: &[u8]) -> Option<String> {
    let wire = core::str::from_utf8(wire).ok()?;
    let mut name = String::new();
    let mut rest = wire;
    while let Some((plain, shifted)) = rest.split_once('&') {
        name.push_str(plain);
        let (encoded, behind) = shifted.split_once('-')?;
        rest = behind;
        if encoded.is_empty() {
            name.push('&');
            continue;
        }
        let octets = BASE64.decode(encoded).ok()?;
        let units: Vec<u16> = octets
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some(u16::from_be_bytes([*high, *low])),
                _ => None,
            })
            .collect::<Option<_>>()?;
        name.push_str(&String::from_utf16(&units).ok()?);
    }
    name.push_str(rest);
    let is_inbox = name.eq_ignore_ascii_case("INBOX");
    let is_canonical = !name.is_empty() && encode_name(&name) == wire;
    if is_inbox {
        return Some("INBOX".to_owned());
    }
    is_canonical.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_the_rfc_shows() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Büro/Verträge", "B&APw-ro/Vertr&AOQ-ge"),
            ("R&D", "R&-D"),
            ("😀", "&2D3eAA-"),
        ] {
            assert_eq!(encode_name(name), wire);
            assert_eq!(decode_name(wire.as_bytes()).as_deref(), Some(name));
        }
    }

    #[test]
    fn what_is_not_canonical_is_no_name() {
        for wire in [
            "&",
            "&Jjo",
            "&Jjo!-",
            "B\u{fc}ro",
            "&AGE-",
            "&AOQ-&AOQ-",
            "",
        ] {
            assert_eq!(decode_name(wire.as_bytes()), None, "{wire}");
        }
    }
}
