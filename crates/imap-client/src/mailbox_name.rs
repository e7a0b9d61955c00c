//! Mailbox names between the wire and a person: modified UTF-7 (RFC 3501
//! §5.1.3) both ways, without loss.

use base64::Engine as _;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use mail_model::{MailboxName, Map};

const MODIFIED_BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The names that this connection has seen, with the bytes that the server has
/// for those whose bytes can't be made from the decoded name: raw UTF-8, broken
/// or needlessly encoded UTF-7.
#[derive(Debug, Default)]
pub(crate) struct MailboxNames {
    raw: Map<MailboxName, Vec<u8>>,
}

/// How many odd names are remembered; a server with more has them decoded still,
/// but such a mailbox could not be opened.
const ODD_NAMES_LIMIT: usize = 100_000;

impl MailboxNames {
    /// The name for the server's bytes. Two different names of the server's
    /// never decode to the same: the second keeps its raw form.
    pub(crate) fn decoded(&mut self, raw: &[u8]) -> MailboxName {
        let name = MailboxName::new(decode(raw).unwrap_or_else(|| crate::reader::text(raw)));
        if name.is_inbox() || self.encoded(&name) == raw {
            return name;
        }
        let is_taken = self.raw.get(&name).is_some_and(|other| other != raw);
        let name = if is_taken {
            MailboxName::new(crate::reader::text(raw))
        } else {
            name
        };
        if self.raw.len() < ODD_NAMES_LIMIT && encode(name.as_str()).as_bytes() != raw {
            self.raw.insert(name.clone(), raw.to_vec());
        }
        name
    }

    /// The name for the server's bytes in what is told of a mailbox, which is no
    /// word on how the mailbox is to be named: Dovecot (2.3) tells NOTIFY's
    /// STATUS in UTF-8, and takes a name in modified UTF-7 alone.
    pub(crate) fn recognised(&self, raw: &[u8]) -> MailboxName {
        let as_it_is = MailboxName::new(crate::reader::text(raw));
        if self.raw.get(&as_it_is).is_some_and(|other| other == raw) {
            return as_it_is;
        }
        decode(raw).map_or(as_it_is, MailboxName::new)
    }

    /// The server's bytes for a name.
    pub(crate) fn encoded(&self, name: &MailboxName) -> Vec<u8> {
        match self.raw.get(name) {
            Some(raw) => raw.clone(),
            None => encode(name.as_str()).into_bytes(),
        }
    }
}

/// The decoded name; `None` if the bytes are no modified UTF-7. Raw UTF-8 is
/// let through, as servers under UTF8=ACCEPT and careless ones send it.
pub(crate) fn decode(raw: &[u8]) -> Option<String> {
    let mut rest = core::str::from_utf8(raw).ok()?;
    let mut name = String::new();
    while let Some((plain, shifted)) = rest.split_once('&') {
        let (encoded, after) = shifted.split_once('-')?;
        name.push_str(plain);
        if encoded.is_empty() {
            name.push('&');
        } else {
            let bytes = MODIFIED_BASE64.decode(encoded).ok()?;
            let (units, []) = bytes.as_chunks::<2>() else {
                return None;
            };
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            for character in char::decode_utf16(units) {
                name.push(character.ok()?);
            }
        }
        rest = after;
    }
    name.push_str(rest);
    Some(name)
}

/// The name in modified UTF-7.
pub(crate) fn encode(name: &str) -> String {
    fn flush(shifted: &mut Vec<u8>, encoded: &mut String) {
        if !shifted.is_empty() {
            encoded.push('&');
            MODIFIED_BASE64.encode_string(&*shifted, encoded);
            encoded.push('-');
            shifted.clear();
        }
    }
    let mut encoded = String::new();
    let mut shifted = Vec::new();
    for character in name.chars() {
        if matches!(character, ' '..='~') {
            flush(&mut shifted, &mut encoded);
            encoded.push(character);
            if character == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                shifted.extend(unit.to_be_bytes());
            }
        }
    }
    flush(&mut shifted, &mut encoded);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_and_encoded_again() {
        for (raw, name) in [
            ("INBOX", "INBOX"),
            ("Archive/2024", "Archive/2024"),
            ("Entw&APw-rfe", "Entwürfe"),
            ("&BBoEPgRABDcEOAQ9BDA-", "Корзина"),
            ("Tom &- Jerry", "Tom & Jerry"),
            ("&U,BTFw-", "台北"),
            ("&2D3eAA-", "😀"),
            ("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語"),
        ] {
            let mut names = MailboxNames::default();
            let decoded = names.decoded(raw.as_bytes());
            assert_eq!(decoded.as_str(), name);
            assert_eq!(names.encoded(&decoded), raw.as_bytes());
            assert!(names.raw.is_empty(), "{raw} needs no raw form");
        }
    }

    #[test]
    fn what_is_told_of_a_mailbox_does_not_change_how_it_is_named() {
        let mut names = MailboxNames::default();
        let listed = names.decoded(b"Gr&APYA3w-e &- Ma&AN8-");
        let told = names.recognised("Größe & Maß".as_bytes());
        assert_eq!(told, listed);
        assert_eq!(names.encoded(&told), b"Gr&APYA3w-e &- Ma&AN8-");
    }

    #[test]
    fn a_name_that_does_not_round_trip_keeps_its_raw_form() {
        for raw in [
            &b"Entw\xc3\xbcrfe"[..],
            b"Entw\xfcrfe",
            b"broken & ampersand",
            b"&AGE-",
            b"&2D0-",
            b"&APw",
            b"&AP-",
        ] {
            let mut names = MailboxNames::default();
            let decoded = names.decoded(raw);
            assert_eq!(names.encoded(&decoded), raw);
        }
    }

    #[test]
    fn two_names_of_the_server_never_become_one() {
        let mut names = MailboxNames::default();
        let (odd, even) = (
            names.decoded(b"Entw\xc3\xbcrfe"),
            names.decoded(b"Entw&APw-rfe"),
        );
        assert_ne!(odd, even);
        assert_eq!(names.encoded(&odd), b"Entw\xc3\xbcrfe");
        assert_eq!(names.encoded(&even), b"Entw&APw-rfe");
    }
}
