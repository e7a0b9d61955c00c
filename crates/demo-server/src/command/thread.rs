//! Conversations (RFC 5256 §3, §4).

mod forest;
mod message_ids;
mod references;

use self::forest::Forest;
use super::search::Match;
use super::sort::sent;
use crate::extension::ThreadAlgorithm;
use crate::mime::{Header, base_subject, for_comparison};
use crate::store::Mailbox;
use message_ids::message_ids;
use std::collections::BTreeMap;

/// What is known of a message that is to be threaded.
struct Letter {
    /// Milliseconds since 1970.
    sent: i64,
    received: i64,
    /// The base subject, ready to be compared; empty where there is none.
    subject: String,
    is_reply: bool,
    id: Option<Vec<u8>>,
    /// Those before it, the oldest first.
    references: Vec<Vec<u8>>,
}

/// The conversations among what was `found`; members are places in it.
pub(super) fn threads(algorithm: ThreadAlgorithm, found: &[Match], mailbox: &Mailbox) -> Forest {
    let letters: Vec<Letter> = found.iter().map(|found| letter(*found, mailbox)).collect();
    match algorithm {
        ThreadAlgorithm::OrderedSubject => by_subject(&letters),
        ThreadAlgorithm::References => references::threads(&letters, true),
        ThreadAlgorithm::Refs => references::threads(&letters, false),
    }
}

/// A THREAD response's members, with a blank before the first (RFC 5256 §4).
pub(super) fn on_wire(forest: &Forest, number: impl Fn(usize) -> Option<u32>) -> String {
    enum Part {
        Node(usize),
        Close,
    }
    let mut text = String::new();
    let mut parts = Vec::new();
    for root in forest.roots.iter().rev() {
        parts.extend([Part::Close, Part::Node(*root)]);
    }
    let mut opens = true;
    if !forest.roots.is_empty() {
        text.push(' ');
    }
    while let Some(part) = parts.pop() {
        let node = match part {
            Part::Close => {
                text.push(')');
                opens = true;
                continue;
            }
            Part::Node(node) => node,
        };
        text.push(if core::mem::take(&mut opens) {
            '('
        } else {
            ' '
        });
        let number = forest.member(node).and_then(&number);
        if let Some(number) = number {
            text.push_str(&number.to_string());
        }
        match forest.children(node) {
            // A single answer stands behind its message.
            [only] => parts.push(Part::Node(*only)),
            [] => {}
            several => {
                if number.is_some() {
                    text.push(' ');
                }
                for child in several.iter().rev() {
                    parts.extend([Part::Close, Part::Node(*child)]);
                }
                opens = true;
            }
        }
    }
    text
}

fn letter(found: Match, mailbox: &Mailbox) -> Letter {
    let content = mailbox.content(found.row.uid);
    let header = content.map(|content| content.header()).unwrap_or_default();
    let header = Header(&header);
    let subject = base_subject(&header.value("Subject").unwrap_or_default());
    let ids = |name| message_ids(&header.value(name).unwrap_or_default());
    let mut references = ids("References");
    if references.is_empty() {
        references = ids("In-Reply-To").into_iter().take(1).collect();
    }
    Letter {
        sent: sent(header, found),
        received: found.row.received().0,
        subject: for_comparison(&subject.text),
        is_reply: subject.is_reply,
        id: ids("Message-ID").into_iter().next(),
        references,
    }
}

/// ORDEREDSUBJECT: all that have a subject in common, the first of them above
/// the others.
fn by_subject(letters: &[Letter]) -> Forest {
    let mut subjects: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, letter) in letters.iter().enumerate() {
        subjects.entry(&letter.subject).or_default().push(place);
    }
    let sent = |place: &usize| (letters.get(*place).map(|letter| letter.sent), *place);
    let mut forest = Forest::default();
    for members in subjects.values_mut() {
        members.sort_by_key(sent);
        let nodes: Vec<usize> = members
            .iter()
            .map(|place| forest.add(Some(*place)))
            .collect();
        if let Some((first, others)) = nodes.split_first() {
            forest.roots.push(*first);
            for other in others {
                forest.adopt(*first, *other);
            }
        }
    }
    forest.sort_roots(|forest, root| forest.member(root).map(|place| sent(&place)));
    forest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(sent: i64, subject: &str, id: &str, references: &[&str]) -> Letter {
        let subject = base_subject(subject.as_bytes());
        Letter {
            sent,
            received: sent,
            subject: for_comparison(&subject.text),
            is_reply: subject.is_reply,
            id: Some(id.as_bytes().to_vec()).filter(|id| !id.is_empty()),
            references: references.iter().map(|id| id.as_bytes().to_vec()).collect(),
        }
    }

    fn wire(forest: &Forest) -> String {
        on_wire(forest, |place| u32::try_from(place + 1).ok())
    }

    #[test]
    fn subjects_in_common_make_a_conversation() {
        let letters = [
            letter(5, "Re: boat", "a", &[]),
            letter(2, "mast", "b", &[]),
            letter(3, "boat", "c", &[]),
            letter(4, "[list] BOAT", "d", &[]),
            letter(9, "Re: mast", "e", &[]),
        ];
        assert_eq!(wire(&by_subject(&letters)), " (2 5)(3 (4)(1))");
        assert_eq!(wire(&by_subject(&[])), "");
    }

    #[test]
    fn references_make_a_tree() {
        let letters = [
            letter(1, "a", "1", &[]),
            letter(2, "b", "2", &["1"]),
            letter(4, "c", "3", &["1"]),
            letter(3, "d", "4", &["1", "2"]),
            letter(5, "e", "5", &["1", "3"]),
            letter(6, "f", "6", &["1", "3"]),
        ];
        let forest = references::threads(&letters, true);
        assert_eq!(wire(&forest), " (1 (2 4)(3 (5)(6)))");
    }

    #[test]
    fn messages_that_are_not_there_hold_their_answers_together() {
        let letters = [
            letter(1, "a", "1", &["gone"]),
            letter(2, "b", "2", &["gone"]),
            letter(3, "c", "3", &["lost", "vanished"]),
        ];
        assert_eq!(wire(&references::threads(&letters, true)), " ((1)(2))(3)");
        assert_eq!(wire(&references::threads(&letters, false)), " ((1)(2))(3)");
    }

    #[test]
    fn who_names_itself_or_a_later_one_makes_no_circle() {
        let letters = [
            letter(1, "a", "1", &["1"]),
            letter(2, "b", "2", &["3"]),
            letter(3, "c", "3", &["2"]),
            letter(4, "d", "1", &[]),
            letter(5, "e", "", &[]),
        ];
        let forest = references::threads(&letters, true);
        assert_eq!(wire(&forest), " (1)(3 2)(4)(5)");
    }

    #[test]
    fn who_says_that_it_answers_nothing_is_believed() {
        let letters = [
            letter(1, "a", "1", &[]),
            letter(2, "b", "2", &["1", "3", "4"]),
            letter(3, "c", "3", &[]),
            letter(4, "d", "4", &["2"]),
        ];
        let forest = references::threads(&letters, true);
        assert_eq!(wire(&forest), " (1)(3)(4 2)");
    }

    #[test]
    fn subjects_join_what_references_leave_apart() {
        let letters = [
            letter(1, "boat", "1", &[]),
            letter(2, "Re: boat", "2", &[]),
            letter(3, "mast", "3", &[]),
            letter(4, "mast", "4", &[]),
            letter(5, "Re: sail", "5", &[]),
            letter(6, "sail", "6", &[]),
            letter(7, "", "7", &[]),
            letter(8, "", "8", &[]),
        ];
        let forest = references::threads(&letters, true);
        assert_eq!(wire(&forest), " (1 2)((3)(4))(6 5)(7)(8)");
        let forest = references::threads(&letters, false);
        assert_eq!(wire(&forest), " (1)(2)(3)(4)(5)(6)(7)(8)");
    }

    #[test]
    fn what_was_answered_last_comes_last_with_refs() {
        let letters = [
            letter(1, "a", "1", &[]),
            letter(2, "b", "2", &[]),
            letter(3, "c", "3", &["1"]),
        ];
        assert_eq!(wire(&references::threads(&letters, true)), " (1 3)(2)");
        assert_eq!(wire(&references::threads(&letters, false)), " (2)(1 3)");
    }

    #[test]
    fn a_long_conversation_is_threaded_without_much_ado() {
        let letters: Vec<Letter> = (0..3_000_i64)
            .map(|n| letter(n, "x", &n.to_string(), &[&(n - 1).to_string()]))
            .collect();
        let text = wire(&references::threads(&letters, true));
        assert!(text.starts_with(" (1 2 3 ") && text.ends_with(" 2999 3000)"));
    }
}
