//! `mailto:` links (RFC 6068). What they may say is whom a message is for, what it
//! is about, and how it begins; everything else is passed over: nothing is attached,
//! and nobody else is its author.

use crate::percent;
use mail_model::{Address, MessageId};
use mime_message::{BuiltInCharsets, parse_header};

/// The longest link that is read: with room for as many recipients as there may be.
const LONGEST: usize = 2 * 1024 * 1024;
/// The longest body that a link may begin.
const LONGEST_BODY: usize = 256 * 1024;
/// So many recipients a link may name: a group of contacts, which has as many members
/// at most, is written to by one.
const MOST_RECIPIENTS: usize = 5_000;

/// What a link says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mailto {
    pub(crate) to: Vec<Address>,
    pub(crate) cc: Vec<Address>,
    pub(crate) bcc: Vec<Address>,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) in_reply_to: Option<MessageId>,
}

/// Reads a link, with or without its scheme.
pub(crate) fn read(url: &str) -> Mailto {
    let url: String = url.trim().chars().take(LONGEST).collect();
    let is_scheme = |scheme: &str| scheme.eq_ignore_ascii_case("mailto:");
    let rest = match url.get(..7) {
        Some(scheme) if is_scheme(scheme) => url.get(7..).unwrap_or_default(),
        _ => &url,
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let (to, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut mailto = Mailto::default();
    add(&mut mailto.to, to);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name.to_ascii_lowercase().as_str() {
            "to" => add(&mut mailto.to, value),
            "cc" => add(&mut mailto.cc, value),
            "bcc" => add(&mut mailto.bcc, value),
            "subject" => mailto.subject = one_line(&unescaped(value)),
            "body" => {
                let value: String = value.chars().take(LONGEST_BODY).collect();
                mailto.body = lines(&unescaped(&value));
            }
            "in-reply-to" => {
                let header = format!("In-Reply-To: {}\r\n\r\n", one_line(&unescaped(value)));
                let header = parse_header(header.as_bytes(), &BuiltInCharsets);
                mailto.in_reply_to = header.in_reply_to.into_iter().next();
            }
            _ => {}
        }
    }
    mailto
}

/// Recipients are parted by commas (RFC 6068 §2). One that is escaped belongs to a
/// recipient; but many who make links escape those between them as well, so what is
/// no part of a quoted name parts recipients, too.
fn add(recipients: &mut Vec<Address>, list: &str) {
    for some in list.split(',') {
        let room = MOST_RECIPIENTS - recipients.len();
        if room == 0 {
            return;
        }
        let some = one_line(&unescaped(some));
        let header = parse_header(format!("To: {some}\r\n\r\n").as_bytes(), &BuiltInCharsets);
        let are_some = header.to.into_iter();
        recipients.extend(are_some.filter(|one| one.address.contains('@')).take(room));
    }
}

fn one_line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    text.trim().to_owned()
}

fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// Text without its percent escapes.
fn unescaped(text: &str) -> String {
    String::from_utf8_lossy(&percent::decode(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(addresses: &[Address]) -> Vec<&str> {
        addresses
            .iter()
            .map(|address| address.address.as_str())
            .collect()
    }

    #[test]
    fn a_link_says_whom_about_what_and_how_it_begins() {
        let link = "MAILTO:ann@b.example,%22a%2Cb%22@c.example?cc=d@e.example&Subject=caf%C3%A9+x&body=a%0D%0Ab\
             &bcc=f@g.example&to=h@i.example&In-Reply-To=%3Cx@y%3E#end";
        let read = read(link);
        assert_eq!(
            addresses(&read.to),
            ["ann@b.example", "\"a,b\"@c.example", "h@i.example"]
        );
        assert_eq!(addresses(&read.cc), ["d@e.example"]);
        assert_eq!(addresses(&read.bcc), ["f@g.example"]);
        assert_eq!(
            (read.subject.as_str(), read.body.as_str()),
            ("café+x", "a\nb")
        );
        assert_eq!(read.in_reply_to, Some(MessageId("x@y".to_owned())));
    }

    #[test]
    fn whoever_else_is_named_is_meant_however_the_commas_are_written() {
        for between in [",", "%2C", "%2C%20", ", "] {
            for begin in ["", "?to=", "?cc="] {
                let link = format!(
                    "mailto:{begin}Ada%20L%20%3Ca%40b.example%3E{between}%22C%2C%20D%22%20%3Cc%26d%40b.example%3E{between}e%40b.example"
                );
                let read = read(&link);
                let found = [addresses(&read.to), addresses(&read.cc)].concat();
                assert_eq!(
                    found,
                    ["a@b.example", "c&d@b.example", "e@b.example"],
                    "{link}"
                );
            }
        }
        let many: Vec<String> = (0..6_000).map(|at| format!("p{at}@b.example")).collect();
        assert_eq!(
            read(&format!("mailto:?to={}", many.join(","))).to.len(),
            5_000
        );
    }

    #[test]
    fn what_a_link_must_not_say_is_passed_over() {
        let link = "mailto:ann@b.example?attach=/etc/passwd&attachment=x&from=eve@x.example\
             &subject=a%0D%0ABcc:%20eve@x.example&reply-to=eve@x.example&body=%00x";
        let read = read(link);
        assert_eq!(read.subject, "a  Bcc: eve@x.example");
        assert_eq!(read.body, "x");
        assert_eq!(
            Mailto {
                to: Vec::new(),
                subject: String::new(),
                body: String::new(),
                ..read
            },
            Mailto::default()
        );
        for odd in [
            "",
            "mailto:",
            "mailto:?",
            "mailto:,,,",
            "mailto:%",
            "x",
            "mailto:?subject",
        ] {
            assert!(super::read(odd).to.is_empty(), "{odd}");
        }
    }
}
