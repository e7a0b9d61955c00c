//! What a message's header offers its reader, and asks of them: to leave a list,
//! to say that it was shown. Nothing of it happens by itself.

use crate::composing::mailto;
use crate::message_view::{Unsubscribe, UnsubscribeMail};
use mail_model::{Address, EnvelopeAddress};
use mime_message::{CharsetDecoder, ListedField, parse_header};

/// So many addresses of a list's are looked at.
const MOST_ADDRESSES: usize = 10;
/// The longest address of a page.
const LONGEST_PAGE: usize = 2_000;
/// The longest subject and text that a list may put into the person's mouth.
const LONGEST_TEXT: usize = 1_000;
/// Receipts to more than so many are asked for by nobody honest.
const MOST_RECEIPTS: usize = 3;

/// How one leaves the list that sent it (RFC 2369 §3.2): addresses in angle
/// brackets, of which the first of each kind counts. Whatever stands outside of
/// the brackets is a comment.
pub(crate) fn unsubscribe(fields: &[ListedField]) -> Option<Unsubscribe> {
    let value = value(fields, "list-unsubscribe")?;
    let mut found = Unsubscribe::default();
    let brackets = value.split('<').skip(1);
    let addresses = brackets.filter_map(|rest| rest.split_once('>'));
    for (address, _) in addresses.take(MOST_ADDRESSES) {
        let address: String = address.split_whitespace().collect();
        let scheme = address.split(':').next().unwrap_or_default();
        match scheme.to_ascii_lowercase().as_str() {
            "mailto" if found.mail.is_none() => found.mail = mail(&address),
            "https" if found.page.is_none() && address.len() <= LONGEST_PAGE => {
                found.page = Some(address).filter(|address| is_page(address));
            }
            _ => {}
        }
    }
    (found.mail.is_some() || found.page.is_some()).then_some(found)
}

/// Who asks for a receipt (RFC 8098 §2.1), and may: no list does, and no program.
pub(crate) fn receipt_to(fields: &[ListedField], charsets: &dyn CharsetDecoder) -> Vec<Address> {
    let is_said = |name: &str| value(fields, name).is_some();
    let precedence = value(fields, "precedence").unwrap_or_default();
    let is_bulk = ["bulk", "list", "junk"]
        .iter()
        .any(|word| precedence.trim().eq_ignore_ascii_case(word));
    let automatic = value(fields, "auto-submitted").unwrap_or("no");
    let is_automatic = !automatic.trim().eq_ignore_ascii_case("no");
    if is_bulk || is_automatic || is_said("list-id") || is_said("list-unsubscribe") {
        return Vec::new();
    }
    let Some(value) = value(fields, "disposition-notification-to") else {
        return Vec::new();
    };
    // They are written as recipients are, so they are read as such.
    let mut addresses = parse_header(format!("To: {value}\r\n\r\n").as_bytes(), charsets).to;
    addresses.retain(|address| EnvelopeAddress::parse(&address.address).is_some());
    if addresses.len() > MOST_RECEIPTS {
        addresses.clear();
    }
    addresses
}

fn value<'a>(fields: &'a [ListedField], name: &str) -> Option<&'a str> {
    let mut fields = fields.iter();
    let field = fields.find(|field| field.name.trim().eq_ignore_ascii_case(name))?;
    Some(&field.value)
}

/// An https address with a host, and nothing that a browser would read otherwise
/// than a person.
fn is_page(address: &str) -> bool {
    let rest = address.get("https://".len()..).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let begins = address
        .get(..8)
        .is_some_and(|begin| begin.eq_ignore_ascii_case("https://"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    begins
        && !host.is_empty()
        && host.chars().all(is_host)
        && address.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

/// A `mailto` URL (RFC 6068) with one recipient; of its fields the subject and
/// the text count.
fn mail(address: &str) -> Option<UnsubscribeMail> {
    let link = mailto::read(address);
    let [to] = link.to.as_slice() else {
        return None;
    };
    let short = |text: String| text.chars().take(LONGEST_TEXT).collect();
    Some(UnsubscribeMail {
        to: EnvelopeAddress::parse(&to.address)?,
        subject: short(link.subject),
        text: short(link.body),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mime_message::BuiltInCharsets;

    fn fields(fields: &[(&str, &str)]) -> Vec<ListedField> {
        let field = |(name, value): &(&str, &str)| ListedField {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        fields.iter().map(field).collect()
    }

    fn left(value: &str) -> (Option<String>, Option<String>) {
        let found = unsubscribe(&fields(&[("List-Unsubscribe", value)])).unwrap_or_default();
        let mail = found
            .mail
            .map(|mail| format!("{} {} {}", mail.to.as_str(), mail.subject, mail.text));
        (mail, found.page)
    }

    #[test]
    fn ways_off_a_list_are_found() {
        for (value, mail, page) in [
            (
                "<mailto:list@x.example?subject=unsubscribe>",
                Some("list@x.example unsubscribe "),
                None,
            ),
            (
                "(Use this) <https://x.example/u?a=1>,\r\n <mailto:u%2B7@x.example>",
                Some("u+7@x.example  "),
                Some("https://x.example/u?a=1"),
            ),
            (
                "<mailto:a@x.example?body=off%0Anow&SUBJECT=Bye%20bye&cc=eve@x.example>",
                Some("a@x.example Bye bye off\nnow"),
                None,
            ),
            ("<http://x.example/u>", None, None),
            ("<javascript:alert(1)>", None, None),
            ("<https://user@x.example/>", None, None),
            ("<https://>", None, None),
            ("<mailto:a@x.example,b@x.example>", None, None),
            ("<mailto:a@x.example%0D%0ABcc:b@x.example>", None, None),
            ("mailto:a@x.example", None, None),
            ("", None, None),
        ] {
            let expected = (mail.map(str::to_owned), page.map(str::to_owned));
            assert_eq!(left(value), expected, "{value}");
        }
        assert_eq!(
            unsubscribe(&fields(&[("Subject", "<mailto:a@x.example>")])),
            None
        );
    }

    #[test]
    fn a_subject_that_a_list_dictates_is_no_header() {
        let (mail, _) = left("<mailto:a@x.example?subject=x%0D%0ABcc:%20b@x.example>");
        assert_eq!(mail.as_deref(), Some("a@x.example x  Bcc: b@x.example "));
    }

    #[test]
    fn receipts_are_for_people() {
        let asked = ("Disposition-Notification-To", "Ada <ada@x.example>");
        let of = |more: &[(&str, &str)]| {
            let all: Vec<_> = [asked].iter().chain(more).copied().collect();
            receipt_to(&fields(&all), &BuiltInCharsets)
        };
        let to = of(&[("From", "ada@x.example"), ("Auto-Submitted", "no")]);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].address, "ada@x.example");
        assert_eq!(to[0].name, "Ada");
        for (name, value) in [
            ("List-Id", "<l.x.example>"),
            ("Precedence", "bulk"),
            ("Precedence", "List"),
            ("Auto-Submitted", "auto-generated"),
            ("List-Unsubscribe", "<mailto:a@x.example>"),
        ] {
            assert!(of(&[(name, value)]).is_empty(), "{name}");
        }
        for value in [
            "nobody",
            "",
            "a@x.example, b@x.example, c@x.example, d@x.example",
        ] {
            let fields = fields(&[("Disposition-Notification-To", value)]);
            assert!(receipt_to(&fields, &BuiltInCharsets).is_empty(), "{value}");
        }
    }
}
