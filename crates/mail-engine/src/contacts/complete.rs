//! Whom an address that is being typed may become: contacts, groups, and those
//! who were written to.

use super::ContactRow;
use super::beginnings::{Beginnings, Behind};
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
    /// Those who were written to first, then all others, contacts before them and
    /// each in the order of their words.
    people: Vec<Person>,
    /// By what their words begin with; without it everybody is looked at.
    beginnings: Option<Beginnings>,
    /// So many were written to.
    used: usize,
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
    /// Where the marks are.
    places: Vec<u32>,
    /// The name's part of them.
    name_length: usize,
    is_contact: bool,
    completion: Completion,
    /// The address in lower case.
    key: String,
    /// When they were written to.
    written: Vec<Timestamp>,
}

impl Person {
    /// All of their words, those first that say most.
    fn each_word(&self) -> impl Iterator<Item = (&str, u8)> {
        let places = self.places.iter().map(|place| *place as usize);
        places.filter_map(|place| {
            let word = self.words.get(place + 1..)?.split(MARK).next()?;
            Some((word, self.says(place)))
        })
    }
    /// How much the word at a place says: it is the first one, it is the name's.
    fn says(&self, place: usize) -> u8 {
        u8::from(place == 0) + u8::from(place < self.name_length)
    }
    /// Where the first of their words stands that begins with this.
    fn place(&self, beginning: &str) -> Option<usize> {
        let (words, beginning) = (self.words.as_bytes(), beginning.as_bytes());
        let mut places = self.places.iter().map(|place| *place as usize);
        places.find(|place| {
            let word = words.get(place + 1..).unwrap_or_default();
            word.starts_with(beginning)
        })
    }
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
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '"' | MARK);
        let words: Vec<String> = typed
            .split(is_between)
            .filter(|word| !word.is_empty())
            .take(MOST_WORDS)
            .map(bare)
            .collect();
        let Some((first, others)) = words.split_first() else {
            return Vec::new();
        };
        let behind = self.beginnings.as_ref();
        let behind = behind.map(|known| Behind::of(known.places(first)));
        let mut best: Vec<(Rank<'_>, &Person)> = Vec::with_capacity(MOST_FOUND + 1);
        for at in self.worth_a_look(&words) {
            let Some(person) = self.people.get(at) else {
                break;
            };
            let likeliest = Rank {
                use_: 0,
                begins: behind.map_or(2, |behind| behind.most_from(at)),
                is_contact: person.is_contact,
                words: core::cmp::Reverse(&person.words),
            };
            let are_found = best.len() >= MOST_FOUND && at >= self.used;
            if are_found && best.last().is_some_and(|(least, _)| *least >= likeliest) {
                // Nobody behind is likelier.
                break;
            }
            let Some(place) = person.place(first) else {
                continue;
            };
            let is_meant = others.iter().all(|word| person.place(word).is_some());
            let may_be = person.is_contact || (collects && !own.contains(&person.key));
            if !is_meant || !may_be {
                continue;
            }
            let rank = Rank {
                use_: weight(&person.written, now),
                begins: person.says(place),
                is_contact: person.is_contact,
                words: core::cmp::Reverse(&person.words),
            };
            // Most are less likely than all that were found: one look tells.
            let is_full = best.len() >= MOST_FOUND;
            if is_full && best.last().is_some_and(|(least, _)| *least >= rank) {
                continue;
            }
            let place = best.partition_point(|(other, _)| *other > rank);
            best.insert(place, (rank, person));
            best.truncate(MOST_FOUND);
        }
        best.into_iter()
            .map(|(_, person)| person.completion.clone())
            .collect()
    }
    /// The places of those who may be meant, in their order: those with one of the
    /// words where few have it, everybody where each is many's, for then one soon
    /// has seen the likeliest.
    fn worth_a_look(&self, words: &[String]) -> Vec<usize> {
        let known = self.beginnings.iter();
        let places = known.flat_map(|known| words.iter().map(|word| known.places(word)));
        match places.min_by_key(|places| places.len()) {
            Some(few) if few.len() <= self.people.len() / 4 => Beginnings::in_order(few),
            _ => (0..self.people.len()).collect(),
        }
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
                let key = email.to_lowercase();
                let written = self.written.get(&key);
                people.push(person(&row.name, address, true, written));
                contacts.push(key);
            }
        }
        mail_model::sort_by(&mut contacts, Ord::cmp);
        for (key, written) in &self.written {
            if contacts.binary_search(key).is_err() {
                let address = Address {
                    name: written.name.clone(),
                    address: key.clone(),
                };
                people.push(person(&written.name, address, false, Some(written)));
            }
        }
        self.arrange(people);
    }
    /// Puts people so that those who may be likeliest come first.
    fn arrange(&mut self, people: Vec<Person>) {
        let (mut people, mut others): (Vec<Person>, Vec<Person>) = people
            .into_iter()
            .partition(|person| !person.written.is_empty());
        mail_model::sort_by(&mut others, |a, b| {
            (b.is_contact, &a.words).cmp(&(a.is_contact, &b.words))
        });
        self.used = people.len();
        people.extend(others);
        self.beginnings = Some(Beginnings::of(people.iter().map(Person::each_word)));
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

/// How much somebody is written to who was written to then: the more often and
/// the more lately, the more it is.
fn weight(written: &[Timestamp], now: Timestamp) -> u32 {
    let weights = written
        .iter()
        .map(|at| match now.0.saturating_sub(at.0) / DAY {
            ..4 => 100,
            4..14 => 70,
            14..31 => 50,
            31..90 => 30,
            _ => 10,
        });
    weights.sum()
}

fn person(name: &str, address: Address, is_contact: bool, written: Option<&Written>) -> Person {
    let mut words = String::new();
    push_names(&mut words, name);
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
        places: places(&words),
        words,
        name_length,
        is_contact,
        completion,
        key,
        written: written
            .map(|written| written.at.clone())
            .unwrap_or_default(),
    }
}

fn group<'a>(row: &ContactRow, members: impl Iterator<Item = &'a ContactRow>) -> Option<Person> {
    let mut words = String::new();
    push_names(&mut words, &row.name);
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
        places: places(&words),
        name_length: words.len(),
        words,
        is_contact: true,
        completion,
        key: String::new(),
        written: Vec::new(),
    })
}

/// Where the marks are. A person's words are looked through with each letter
/// typed: a search for text would ready itself anew for each of them.
fn places(words: &str) -> Vec<u32> {
    let places = words.match_indices(MARK);
    places
        .filter_map(|(place, _)| u32::try_from(place).ok())
        .collect()
}

/// The words of a name: one that holds signs is looked for as a whole and by its
/// parts, Jean-Luc as Luc, too.
fn push_names(words: &mut String, name: &str) {
    for word in name.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.contains(|c: char| !c.is_alphanumeric()) {
            words.push(MARK);
            words.push_str(&bare(word));
        }
        push_words(words, word);
    }
}

fn push_words(words: &mut String, text: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            words.push(MARK);
            words.push_str(&bare(word));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_contacts_whom_nobody_wrote_to_the_same_are_proposed_as_if_all_were_looked_at() {
        let mut directory = Directory::default();
        let mut all = Vec::new();
        for n in 0..500_u32 {
            // In no order, and found by their names, by their families' or not.
            let number = n * 277 % 500;
            let (name, address) = match number % 5 {
                0 => (
                    format!("Person {number:03}"),
                    format!("x{number}@example.org"),
                ),
                1 => (
                    format!("Other Person{number:03}"),
                    format!("y{number}@example.org"),
                ),
                3 => (
                    // Some are known by their addresses alone.
                    ["", "Jean-Luc P"][usize::from(number % 10 > 4)].to_owned(),
                    format!("person.{number:03}@example.org"),
                ),
                _ => (
                    format!("Else {number:03}"),
                    format!("person{number:03}@example.org"),
                ),
            };
            let address = Address {
                name: name.clone(),
                address,
            };
            all.push(person(&name, address, number % 2 == 0, None));
        }
        let now = Timestamp(100 * DAY);
        let ask = |directory: &mut Directory, typed: &str| {
            directory.built = Some(Book::default().changes());
            let found = directory.complete(typed, &Book::default(), true, &[], now);
            let first = |found: Completion| found.addresses.into_iter().next();
            found.into_iter().filter_map(first).collect::<Vec<_>>()
        };
        for typed in [
            "p",
            "per",
            "person",
            "person 1",
            "person 499",
            "o",
            "x",
            "person.",
            "person.4",
            "jean-luc",
            "luc p",
            "y4",
            "person0",
            "x123@example",
            "exam y4",
            "nobody",
            "person00000",
        ] {
            // With everybody among those who are always looked at.
            directory.people = core::mem::take(&mut all);
            directory.used = directory.people.len();
            directory.beginnings = None;
            let expected = ask(&mut directory, typed);
            let people = core::mem::take(&mut directory.people);
            directory.arrange(people);
            assert_eq!(directory.used, 0);
            assert_eq!(ask(&mut directory, typed), expected, "{typed}");
            all = core::mem::take(&mut directory.people);
        }
    }

    #[test]
    fn of_many_the_likeliest_are_proposed_in_their_order() {
        let (mut directory, now) = (Directory::default(), Timestamp(100 * DAY));
        // Who comes later was written to more often, but for the last ten, who
        // were written to once.
        for n in 0..40_i64 {
            let address = Address {
                name: format!("Person {n}"),
                address: format!("Person.{n:02}@example.org"),
            };
            let times = if n < 30 { n / 4 + 1 } else { 1 };
            for _ in 0..times {
                directory.note(&address, now);
            }
        }
        let own = ["person.29@example.org".to_owned()];
        let mut ask = |typed: &str, collects| {
            let book = Book::default();
            let found = directory.complete(typed, &book, collects, &own, now);
            let numbers = found.iter().filter_map(|found| {
                let address = &found.addresses.first()?.address;
                address.get(7..9)?.parse().ok()
            });
            numbers.collect::<Vec<u8>>()
        };
        let likeliest = [28, 24, 25, 26, 27, 20, 21, 22, 23, 16, 17, 18];
        assert_eq!(ask("p", true), likeliest);
        assert_eq!(ask("exam per", true), likeliest);
        assert_eq!(ask("per 2", true), [28, 24, 25, 26, 27, 20, 21, 22, 23, 2]);
        assert_eq!(
            ask("\u{1}PERSON.3", true),
            [30, 31, 32, 33, 34, 35, 36, 37, 38, 39]
        );
        assert_eq!(ask("erson", true), [0_u8; 0]);
        assert_eq!(ask("p", false), [0_u8; 0]);
    }
}
