//! The part of a receipt that programs read (RFC 8098 §3).

use super::body::Part;
use mail_model::Receipt;

/// What reports (§3.2.1).
const REPORTER: &str = "Porthole";

/// The part.
pub(super) fn part(receipt: &Receipt) -> Part {
    let (kind, recipient) = match receipt.recipient.is_ascii() {
        true => ("rfc822", receipt.recipient.as_str().to_owned()),
        false => ("utf-8", escaped(receipt.recipient.as_str())),
    };
    let mut body = format!("Reporting-UA: {REPORTER}\r\nFinal-Recipient: {kind};{recipient}\r\n");
    let may_stand = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>');
    let message_id = receipt.message_id.as_ref();
    if let Some(id) = message_id.filter(|id| id.0.len() < 900 && id.0.bytes().all(may_stand)) {
        body += &format!("Original-Message-ID: <{}>\r\n", id.0);
    }
    // The person was asked, and said yes (§3.2.6).
    body += "Disposition: manual-action/MDN-sent-manually; displayed\r\n";
    Part::raw("message/disposition-notification", body)
}

/// An address beyond ASCII, in ASCII (RFC 6533 §3, `utf-8-addr-xtext`).
fn escaped(address: &str) -> String {
    let mut out = String::new();
    for c in address.chars() {
        match c {
            '+' | '=' | '\\' | ' ' => out += &format!("\\x{{{:02X}}}", u32::from(c)),
            _ if c.is_ascii() => out.push(c),
            _ => out += &format!("\\x{{{:X}}}", u32::from(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_beyond_ascii_are_escaped() {
        assert_eq!(escaped("jörg+x@b.example"), "j\\x{F6}rg\\x{2B}x@b.example");
    }
}
