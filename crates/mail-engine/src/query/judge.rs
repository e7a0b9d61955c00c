//! Query and row → whether the message is meant, as far as its row tells.

use super::calendar::{Days, begin_of};
use super::compile::{flag, labels};
use super::{Query, Term};
use core::time::Duration;
use mail_model::{Address, Day, Flag, Flags, MessageSummary, Timestamp};

/// How far the clock by which a server wrote down when it received a message may
/// be from UTC: SEARCH compares the date by that clock, whichever it was.
const FARTHEST: Duration = Duration::from_secs(14 * 60 * 60);

impl Query {
    /// Whether a message is meant; `None` where its row does not tell. What it
    /// tells, it tells as the server would.
    pub fn judge(&self, message: &MessageSummary, now: Timestamp) -> Option<bool> {
        judge(&self.term, message, now)
    }
}

fn judge(term: &Term, message: &MessageSummary, now: Timestamp) -> Option<bool> {
    let each = |terms: &[Term], wanted: bool| {
        let mut result = Some(wanted);
        for term in terms {
            match judge(term, message, now) {
                Some(is) if is != wanted => return Some(!wanted),
                Some(_) => {}
                None => result = None,
            }
        }
        result
    };
    match term {
        Term::All(terms) => each(terms, true),
        Term::Any(terms) => each(terms, false),
        Term::Not(term) => judge(term, message, now).map(|is| !is),
        Term::Word(text) => either(
            occurs(&message.subject, text),
            either(named(&message.from, text), named(&message.to, text)),
        ),
        Term::Subject(text) => occurs(&message.subject, text),
        Term::From(text) => named(&message.from, text),
        Term::To(text) => named(&message.to, text),
        // Who is in Cc is among the recipients, and not told apart there.
        Term::Cc(text) => named(&message.to, text).filter(|is| !is),
        Term::Text(_) | Term::Body(_) | Term::Bcc(_) | Term::List(_) | Term::FileName(_) => None,
        Term::HasAttachment => Some(message.has_attachment),
        Term::Is(mark) => {
            let (flag, is_set) = flag(*mark);
            flag.map(|flag| has(&message.flags, &flag) == is_set)
        }
        Term::Label(name) => Some(labels(name).any(|flag| has(&message.flags, &flag))),
        Term::Before(day) => is_before(message.received, *day),
        Term::After(day) => is_before(message.received, *day).map(|is| !is),
        Term::On(days) => is_on(message.received, *days),
        Term::OlderThan(period) => match period.begins(now) {
            Some(day) => is_before(message.received, day),
            None => Some(false),
        },
        Term::NewerThan(period) => match period.begins(now) {
            Some(day) => is_before(message.received, day).map(|is| !is),
            None => Some(true),
        },
        Term::Larger(octets) => known_size(message).map(|size| size > u64::from(*octets)),
        Term::Smaller(octets) => known_size(message).map(|size| size < u64::from(*octets)),
    }
}

fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// A size of 0 was not told.
fn known_size(message: &MessageSummary) -> Option<u64> {
    Some(message.size).filter(|size| *size > 0)
}

fn has(flags: &Flags, flag: &Flag) -> bool {
    match flag {
        Flag::Keyword(keyword) => flags.iter().any(|other| {
            matches!(other, Flag::Keyword(other)
                if other.as_str().eq_ignore_ascii_case(keyword.as_str()))
        }),
        flag => flags.contains(flag),
    }
}

/// Whether a text occurs in another. Servers compare letters with marks in more
/// than one way, so where there are such it is not certain that it does not.
fn occurs(text: &str, wanted: &str) -> Option<bool> {
    if text.to_lowercase().contains(&wanted.to_lowercase()) {
        return Some(true);
    }
    (text.is_ascii() && wanted.is_ascii()).then_some(false)
}

/// Whether a text occurs in a header of these addresses. It is known here without
/// what stands between and around them, so a text that may go beyond a name or an
/// address, or be a part of a comment, is not certain not to.
fn named(people: &[Address], wanted: &str) -> Option<bool> {
    let mut is_certain = !people.is_empty() && !wanted.contains(is_between);
    for person in people {
        for text in [&person.name, &person.address] {
            match occurs(text, wanted) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => is_certain = false,
            }
        }
    }
    is_certain.then_some(false)
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || "<>\"(),:;\\".contains(c)
}

fn is_before(received: Timestamp, day: Day) -> Option<bool> {
    let begin = begin_of(day);
    if received + FARTHEST < begin {
        return Some(true);
    }
    (received >= begin + FARTHEST).then_some(false)
}

fn is_on(received: Timestamp, days: Days) -> Option<bool> {
    let is_since = is_before(received, days.first()).map(|is| !is);
    let is_within = match days.end() {
        Some(end) => is_before(received, end),
        None => Some(true),
    };
    match (is_since, is_within) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::{DateTime, Uid};

    fn message() -> MessageSummary {
        let address = |name: &str, address: &str| Address {
            name: name.to_owned(),
            address: address.to_owned(),
        };
        MessageSummary {
            uid: Uid::new(1).unwrap(),
            flags: [Flag::Seen].into_iter().collect(),
            // 21 May 2026, 12:00 UTC.
            received: Timestamp(1_779_364_800_000),
            date: None::<DateTime>,
            size: 5_000,
            from: vec![address("Ann Burton", "ann@example.org")],
            to: vec![address("", "bob@example.net")],
            subject: "The Quarterly Report".to_owned(),
            message_id: None,
            has_attachment: true,
            preview: None,
        }
    }

    #[test]
    fn a_row_tells_what_it_can() {
        let now = Timestamp(1_780_000_000_000);
        for (text, expected) in [
            ("", Some(true)),
            ("quarterly", Some(true)),
            ("QUARTERLY ann", Some(true)),
            ("quarterly annual", Some(false)),
            ("-annual", Some(true)),
            ("grün", None),
            ("annual OR body:x", None),
            ("quarterly OR body:x", Some(true)),
            ("annual body:x", Some(false)),
            ("text:quarterly", None),
            ("from:burton", Some(true)),
            ("from:bob", Some(false)),
            ("from:\"ann burton\"", Some(true)),
            ("from:\"burton <ann\"", None),
            ("to:bob", Some(true)),
            ("cc:bob", None),
            ("cc:eve", Some(false)),
            ("is:read -is:flagged", Some(true)),
            ("has:attachment larger:4k", Some(true)),
            ("smaller:4k", Some(false)),
            ("before:2026-05-23", Some(true)),
            ("before:2026-05-21", None),
            ("after:2026-05-22", None),
            ("after:2026-05-23", Some(false)),
            ("on:2026-05-21", None),
            ("on:2026-05-25", Some(false)),
            ("on:2026-05", Some(true)),
            ("on:2026", Some(true)),
            ("on:2026-06", Some(false)),
            ("on:2025", Some(false)),
            ("before:2026", Some(false)),
            ("before:2027", Some(true)),
            ("after:2026-05", Some(true)),
            ("after:2026-06", Some(false)),
            ("newer_than:1m", Some(true)),
            ("older_than:1m", Some(false)),
            ("label:important", Some(false)),
        ] {
            let judged = Query::parse(text).judge(&message(), now);
            assert_eq!(judged, expected, "{text}");
        }
    }
}
