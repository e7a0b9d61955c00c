//! Whom an address that is being typed may become: contacts, groups, and those
//! who were written to.

use super::ContactRow;
use super::book::Book;
use crate::arrange::bare;
use crate::change::Completion;
use mail_model::{Address, Map, Timestamp};

/// So many are proposed.
const MOST_FOUND: usize = 12;
/// So many moments are remembered at which somebody was written to.
const MOST_MOMENTS: usize = 10;
/// So many people are remembered who were written to.
const MOST_COLLECTED: usize = 5_000;
/// So many words are looked for.
const MOST_WORDS: usize = 8;
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// Stands before each word of what is looked through.
const MARK: char = '\u{1}';

/// Everybody who can be proposed.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Whoever was written to, by addresses in lower case.
    written: Map<String, Written>,
    people: Vec<Person>,
    /// The people are those whom the book has after so many changes.
    built: Option<u64>,
    /// How far the mailbox for sent mail was read.
    pub(super) sent: Sent,
    /// What was asked last, to be answered anew once there is more to propose.
    question: Option<(u32, String)>,
}

/// How far the mailbox for sent mail was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sent {
    /// Nobody asked.
    #[default]
    Unread,
    /// It is to be read.
    Wanted,
    /// It is being read.
    Asked,
    /// It was read, or can't be.
    Read,
}

#[derive(Debug, Default)]
struct Written {
    name: String,
    /// When, the latest first.
    at: Vec<Timestamp>,
}

#[derive(Debug)]
struct Person {
    /// The words of the name, then of the address, each behind a mark.
    words: String,
    /// The name's part of them.
    name_length: usize,
    is_contact: bool,
    completion: Completion,
    /// The key of what is known of letters to them.
    key: String,
}

impl Directory {
    /// What was on its way is lost.
    pub(super) fn interrupt(&mut self) {
        if self.sent == Sent::Asked {
            self.sent = Sent::Wanted;
        }
    }
    /// Somebody was written to.
    pub(super) fn note(&mut self, address: &Address, at: Timestamp) {
        let key = address.address.to_lowercase();
        if !address.address.contains('@')
            || (self.written.len() >= MOST_COLLECTED && !self.written.contains_key(&key))
        {
            return;
        }
        let written = self.written.get_or_default(key);
        let is_latest = written.at.first().is_none_or(|latest| *latest <= at);
        if !address.name.is_empty() && (is_latest || written.name.is_empty()) {
            written.name.clone_from(&address.name);
        }
        let place = written.at.partition_point(|other| *other > at);
        written.at.insert(place, at);
        written.at.truncate(MOST_MOMENTS);
        self.built = None;
    }
    /// Keeps what was asked, to be answered anew.
    pub(super) fn keep_question(&mut self, question: u32, typed: &str) {
        self.question = Some((question, typed.to_owned()));
    }
    /// What was asked last, once.
    pub(super) fn take_question(&mut self) -> Option<(u32, String)> {
        self.question.take()
    }
    /// Who is proposed for what was typed, the likeliest first. Those who are no
    /// contacts are proposed if they are `collected`.
    pub(super) fn complete(
        &mut self,
        typed: &str,
        book: &Book,
        collects: bool,
        own: &[String],
        now: Timestamp,
    ) -> Vec<Completion> {
        if self.built != Some(book.changes()) {
            self.build(book);
            self.built = Some(book.changes());
        }
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"');
        let words: Vec<String> = typed
            .split(is_between)
            .filter(|word| !word.is_empty())
            .take(MOST_WORDS)
            .map(|word| format!("{MARK}{}", bare(word)))
            .collect();
        let Some(first) = words.first() else {
            return Vec::new();
        };
        let mut best: Vec<(Rank<'_>, &Person)> = Vec::new();
        for person in &self.people {
            let is_meant = words
                .iter()
                .all(|word| person.words.contains(word.as_str()));
            let may_be = person.is_contact || (collects && !own.contains(&person.key));
            if !is_meant || !may_be {
                continue;
            }
            let name = person.words.get(..person.name_length).unwrap_or_default();
            let rank = Rank {
                use_: self.weight(&person.key, now),
                begins: u8::from(person.words.starts_with(first.as_str()))
                    + u8::from(name.contains(first.as_str())),
                is_contact: person.is_contact,
                words: core::cmp::Reverse(&person.words),
            };
            let place = best.partition_point(|(other, _)| *other > rank);
            if place < MOST_FOUND {
                best.insert(place, (rank, person));
                best.truncate(MOST_FOUND);
            }
        }
        best.into_iter()
            .map(|(_, person)| person.completion.clone())
            .collect()
    }
    /// How much somebody is written to: the more often and the more lately, the
    /// more it is.
    fn weight(&self, key: &str, now: Timestamp) -> u32 {
        let moments = self.written.get(key).map(|written| written.at.iter());
        let weights =
            moments
                .into_iter()
                .flatten()
                .map(|at| match now.0.saturating_sub(at.0) / DAY {
                    ..4 => 100,
                    4..14 => 70,
                    14..31 => 50,
                    31..90 => 30,
                    _ => 10,
                });
        weights.sum()
    }
    fn build(&mut self, book: &Book) {
        let mut people = Vec::new();
        let mut contacts: Vec<String> = Vec::new();
        for row in book.rows() {
            if let Some(members) = &row.members {
                people.extend(group(row, members.iter().filter_map(|id| book.row(&id.0))));
                continue;
            }
            for email in &row.emails {
                let address = Address {
                    name: if row.name == *email {
                        String::new()
                    } else {
                        row.name.clone()
                    },
                    address: email.clone(),
                };
                contacts.push(email.to_lowercase());
                people.push(person(&row.name, address, true));
            }
        }
        contacts.sort_unstable();
        for (key, written) in &self.written {
            if contacts.binary_search(key).is_err() {
                let address = Address {
                    name: written.name.clone(),
                    address: key.clone(),
                };
                people.push(person(&written.name, address, false));
            }
        }
        self.people = people;
    }
}

/// Compares how likely somebody is meant; the greatest is the likeliest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    use_: u32,
    begins: u8,
    is_contact: bool,
    words: core::cmp::Reverse<&'a String>,
}

fn person(name: &str, address: Address, is_contact: bool) -> Person {
    let mut words = String::new();
    push_words(&mut words, name);
    let name_length = words.len();
    words.push(MARK);
    words.push_str(&bare(&address.address));
    push_words(&mut words, &address.address);
    let key = address.address.to_lowercase();
    let completion = Completion {
        group: String::new(),
        addresses: vec![address],
    };
    Person {
        words,
        name_length,
        is_contact,
        completion,
        key,
    }
}

fn group<'a>(row: &ContactRow, members: impl Iterator<Item = &'a ContactRow>) -> Option<Person> {
    let mut words = String::new();
    push_words(&mut words, &row.name);
    let addresses = members.filter_map(|member| {
        Some(Address {
            name: member.name.clone(),
            address: member.emails.first()?.clone(),
        })
    });
    let completion = Completion {
        group: row.name.clone(),
        addresses: addresses.collect(),
    };
    (!completion.addresses.is_empty()).then(|| Person {
        name_length: words.len(),
        words,
        is_contact: true,
        completion,
        key: String::new(),
    })
}

fn push_words(words: &mut String, text: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            words.push(MARK);
            words.push_str(&bare(word));
        }
    }
}
