//! Mailbox names between the wire and a person: modified UTF-7 (RFC 3501
//! §5.1.3) or, once UTF8=ACCEPT is enabled (RFC 6855 §3), UTF-8, both ways and
//! without loss.

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

/// How names are worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameForm {
    /// In modified UTF-7.
    #[default]
    Encoded,
    /// The server was asked for UTF-8, and has not said yet whether it agrees.
    Undecided,
    /// As they are.
    Utf8,
}

/// The names that this connection has seen, with the bytes that the server has
/// for those whose bytes can't be made from the decoded name: raw UTF-8, broken
/// or needlessly encoded UTF-7.
#[derive(Debug, Default)]
pub(crate) struct MailboxNames {
    form: NameForm,
    raw: Map<MailboxName, Vec<u8>>,
}

/// How many odd names are remembered; a server with more has them decoded still,
/// but such a mailbox could not be opened.
const ODD_NAMES_LIMIT: usize = 100_000;

impl MailboxNames {
    /// How names are worded from here on.
    pub(crate) fn set_form(&mut self, form: NameForm) {
        self.form = form;
    }

    /// How names are worded.
    pub(crate) fn form(&self) -> NameForm {
        self.form
    }

    /// The name for the server's bytes. Two different names of the server's
    /// never decode to the same: the second keeps its raw form.
    pub(crate) fn decoded(&mut self, raw: &[u8]) -> MailboxName {
        let name = MailboxName::new(self.read(raw));
        if name.is_inbox() || self.encoded(&name) == raw {
            return name;
        }
        let is_taken = self.raw.get(&name).is_some_and(|other| other != raw);
        let name = if is_taken {
            MailboxName::new(crate::reader::text(raw))
        } else {
            name
        };
        if self.raw.len() < ODD_NAMES_LIMIT && self.worded(&name) != raw {
            self.raw.insert(name.clone(), raw.to_vec());
        }
        name
    }

    /// What the server's bytes say.
    fn read(&self, raw: &[u8]) -> String {
        let decoded = match self.form {
            NameForm::Encoded | NameForm::Undecided => decode(raw),
            NameForm::Utf8 => None,
        };
        decoded.unwrap_or_else(|| crate::reader::text(raw))
    }

    /// The name for the server's bytes in what is told of a mailbox, which is no
    /// word on how the mailbox is to be named: Dovecot (2.3) tells NOTIFY's
    /// STATUS in UTF-8, and takes a name in modified UTF-7 alone.
    pub(crate) fn recognised(&self, raw: &[u8]) -> MailboxName {
        let as_it_is = MailboxName::new(crate::reader::text(raw));
        if self.raw.get(&as_it_is).is_some_and(|other| other == raw) {
            return as_it_is;
        }
        MailboxName::new(self.read(raw))
    }

    /// The server's bytes for a name.
    pub(crate) fn encoded(&self, name: &MailboxName) -> Vec<u8> {
        match self.raw.get(name) {
            Some(raw) => raw.clone(),
            None => self.worded(name),
        }
    }

    fn worded(&self, name: &MailboxName) -> Vec<u8> {
        match self.form {
            NameForm::Encoded | NameForm::Undecided => encode(name.as_str()).into_bytes(),
            NameForm::Utf8 => name.as_str().as_bytes().to_vec(),
        }
    }
}

/// Whether a name is worded the same in both forms: ASCII without `&`.
pub(crate) fn is_worded_alike(name: &MailboxName) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'&';
    name.as_str().bytes().all(is_plain)
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
    fn names_in_utf_8_are_as_they_are() {
        let mut names = MailboxNames::default();
        names.set_form(NameForm::Utf8);
        for raw in ["INBOX", "Entwürfe", "R&D", "Tom & Jerry", "Gr&APY-n", "😀"] {
            let name = names.decoded(raw.as_bytes());
            assert_eq!(name.as_str(), raw);
            assert_eq!(names.encoded(&name), raw.as_bytes());
            assert!(names.raw.is_empty(), "{raw} needs no raw form");
        }
        let name = names.decoded(b"Entw\xfcrfe");
        assert_eq!(names.encoded(&name), b"Entw\xfcrfe");
    }

    #[test]
    fn plain_names_are_worded_alike_in_both_forms() {
        let mut names = MailboxNames::default();
        for (name, is_alike) in [
            ("INBOX", true),
            ("[Gmail]/All Mail", true),
            ("R&D", false),
            ("Entwürfe", false),
            ("a\tb", false),
        ] {
            let name = MailboxName::new(name);
            names.set_form(NameForm::Encoded);
            let encoded = names.encoded(&name);
            names.set_form(NameForm::Utf8);
            assert_eq!(names.encoded(&name) == encoded, is_alike);
            assert_eq!(is_worded_alike(&name), is_alike);
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
