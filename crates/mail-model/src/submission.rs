//! What is told to a submission service, beside the message (RFC 5321 §2.3.1).

use crate::punycode::label_to_ascii;
use serde::{Deserialize, Serialize};

/// The longest address, in octets (RFC 5321 §4.5.3.1.3, without the brackets).
const LONGEST: usize = 254;

/// An address that mail is submitted from or to: `local@domain`, such that it
/// can stand in a command. No control character, white space or angle bracket
/// is in it outside of a quoted local part, and no control character at all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EnvelopeAddress(String);

impl EnvelopeAddress {
    /// Takes an address as it stands in a header or as somebody typed it, without
    /// a display name. `None` where no command could carry it (RFC 5321 §4.1.2,
    /// RFC 6531 §3.3). It may still be nobody's. Where only its domain is beyond
    /// ASCII, that is written in ASCII (RFC 5891): then every server can carry it.
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        let (local, domain) = address.rsplit_once('@')?;
        let is_sound = address.len() <= LONGEST
            && (is_quoted(local) || is_dotted(local))
            && (is_literal(domain) || is_domain(domain));
        if !is_sound || address.is_ascii() || !local.is_ascii() {
            return is_sound.then(|| Self(address.to_owned()));
        }
        let domain = domain.to_lowercase();
        // As browsers map it, the ideographic full stop parts labels too.
        let labels = domain.split(['.', '\u{3002}']).map(label_to_ascii);
        let domain = labels.collect::<Option<Vec<String>>>()?.join(".");
        let address = format!("{local}@{domain}");
        (address.len() <= LONGEST).then_some(Self(address))
    }
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
    /// Whether every server can carry it; others need SMTPUTF8 (RFC 6531).
    pub fn is_ascii(&self) -> bool {
        self.0.is_ascii()
    }
}

impl TryFrom<String> for EnvelopeAddress {
    type Error = &'static str;
    fn try_from(address: String) -> Result<Self, Self::Error> {
        Self::parse(&address).ok_or("no address")
    }
}

impl From<EnvelopeAddress> for String {
    fn from(address: EnvelopeAddress) -> Self {
        address.0
    }
}

fn is_dotted(local: &str) -> bool {
    // Dots at an end or side by side are against the grammar, and exist.
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !local.is_empty() && local.chars().all(|c| is_atext(c) || is_foreign(c))
}

fn is_quoted(local: &str) -> bool {
    let inner = local.strip_prefix('"').and_then(|l| l.strip_suffix('"'));
    let mut is_escaped = false;
    let is_sound = inner.is_some_and(|inner| {
        inner.chars().all(|c| {
            let may_stand = is_escaped || !matches!(c, '"');
            is_escaped = !is_escaped && c == '\\';
            may_stand && (is_foreign(c) || c == ' ' || c.is_ascii_graphic())
        })
    });
    is_sound && !is_escaped
}

fn is_domain(domain: &str) -> bool {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || is_foreign(c);
    !domain.is_empty()
        && domain
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(may_stand))
}

fn is_literal(domain: &str) -> bool {
    let inner = domain.strip_prefix('[').and_then(|d| d.strip_suffix(']'));
    inner.is_some_and(|inner| {
        !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-'))
    })
}

fn is_foreign(c: char) -> bool {
    // What has no shape, and what turns the writing around, is in no address.
    let is_hidden = matches!(
        c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    );
    !c.is_ascii() && !c.is_control() && !c.is_whitespace() && !is_hidden
}

/// Who is told what becomes of a message, where the service can say it (RFC 3461).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryNotices {
    /// When it was delivered.
    pub on_success: bool,
    /// When it could not be.
    pub on_failure: bool,
    /// When it is late.
    pub on_delay: bool,
    /// A failure comes with the whole message, not only with its header.
    pub returns_message: bool,
}

/// From whom and to whom a message goes, whatever its header says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionEnvelope {
    /// The sender (MAIL FROM), to whom failures are told; nobody where `None`, as
    /// what a program answers must have it (RFC 5321 §4.5.5).
    pub from: Option<EnvelopeAddress>,
    /// The recipients (RCPT TO).
    pub recipients: Vec<EnvelopeAddress>,
    /// What is wished to be told; the service's custom where `None`.
    pub notices: Option<DeliveryNotices>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_a_command_can_carry_are_taken() {
        for address in [
            "a@b.example",
            "a.b+c@b.example",
            "ann.@mobile.example",
            "\"a b\"@b.example",
            "\"a\\\"<>b\"@b.example",
            "\"a@c\"@b.example",
            "jörg@münchen.example",
            "a@[192.0.2.1]",
            "a@[IPv6:2001:db8::1]",
            "a@localhost",
        ] {
            let parsed = EnvelopeAddress::parse(address);
            assert_eq!(parsed.as_ref().map(EnvelopeAddress::as_str), Some(address));
        }
        let address = EnvelopeAddress::parse(" a@b.example ").unwrap();
        assert_eq!(address.as_str(), "a@b.example");
        assert_eq!(address.domain(), "b.example");
        assert!(address.is_ascii());
        assert!(!EnvelopeAddress::parse("jörg@b.example").unwrap().is_ascii());
    }

    #[test]
    fn a_domain_alone_beyond_ascii_is_written_in_ascii() {
        for (address, expected) in [
            ("ann@MÜNCHEN.example", "ann@xn--mnchen-3ya.example"),
            ("\"a b\"@b.例え", "\"a b\"@b.xn--r8jz45g"),
            ("ann@例え。テスト", "ann@xn--r8jz45g.xn--zckzah"),
            ("jörg@münchen.example", "jörg@münchen.example"),
        ] {
            let parsed = EnvelopeAddress::parse(address).unwrap();
            assert_eq!(parsed.as_str(), expected);
        }
        let long = format!("a@{}.example", "ü".repeat(70));
        assert_eq!(EnvelopeAddress::parse(&long), None);
    }

    #[test]
    fn what_would_be_more_than_an_address_is_refused() {
        for address in [
            "",
            "a",
            "@",
            "a@",
            "@b.example",
            "a@b..example",
            "a@.example",
            "a b@b.example",
            "a@b.example> SIZE=1",
            "<a@b.example>",
            "a@b.example\r\nRCPT TO:<c@d.example>",
            "a\r\n@b.example",
            "\"a\r\nDATA\"@b.example",
            "\"a\"b\"@b.example",
            "\"a\\\"@b.example",
            "a\0@b.example",
            "a\u{85}@b.example",
            "a\u{2028}@b.example",
            "a@[1.2.3.4] x]",
            "a@b.example,c@d.example",
            "a\u{200b}@b.example",
            "\u{202e}a@b.example",
            "a@b\u{feff}.example",
        ] {
            assert_eq!(EnvelopeAddress::parse(address), None, "{address:?}");
        }
        let long = format!("{}@b.example", "a".repeat(250));
        assert_eq!(EnvelopeAddress::parse(&long), None);
    }
}
