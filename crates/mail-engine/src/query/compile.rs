//! Query → the criteria that the server is asked by.

use super::calendar::Days;
use super::{Mark, Query, Term};
use mail_model::{Flag, Keyword, SearchKey, Timestamp};

/// The names by which Thunderbird and others show the keywords `$label1` to
/// `$label5`.
const LABELS: [&str; 5] = ["important", "work", "personal", "to do", "later"];

/// What a message with attachments calls itself in its header, as far as a header
/// can tell: a server searches no structure. A text with a footer is
/// `multipart/mixed` as well.
const WITH_ATTACHMENT: [&str; 5] = [
    "multipart/mixed",
    "application/",
    "image/",
    "audio/",
    "video/",
];

impl Query {
    /// The criteria, at this moment. They say the same as [`Query::judge`] does,
    /// but for what they can only come near to: attachments and their names.
    pub fn compile(&self, now: Timestamp) -> SearchKey {
        key(&self.term, now)
    }
    /// Criteria that find a part of the same sooner: its words in the subject alone,
    /// for which servers take half the time. `None` where it has no words, or what is
    /// found so might not belong to it.
    pub fn compile_first(&self, now: Timestamp) -> Option<SearchKey> {
        let has_words = self.term.has_words();
        let first = in_subjects(&self.term).filter(|_| has_words)?;
        Some(key(&first, now))
    }
    /// Whether the criteria only come near to what is meant, so that some of what
    /// the server finds may be none.
    pub fn is_approximate(&self) -> bool {
        is_approximate(&self.term)
    }
}

/// The same with its words in the subject alone, where no word is excluded.
fn in_subjects(term: &Term) -> Option<Term> {
    let all = |terms: &[Term]| terms.iter().map(in_subjects).collect::<Option<Vec<_>>>();
    Some(match term {
        Term::Word(text) => Term::Subject(text.clone()),
        Term::All(terms) => Term::All(all(terms)?),
        Term::Any(terms) => Term::Any(all(terms)?),
        Term::Not(inner) if inner.has_words() => return None,
        other => other.clone(),
    })
}

fn is_approximate(term: &Term) -> bool {
    match term {
        Term::HasAttachment => true,
        Term::All(terms) | Term::Any(terms) => terms.iter().any(is_approximate),
        Term::Not(term) => is_approximate(term),
        _ => false,
    }
}

fn key(term: &Term, now: Timestamp) -> SearchKey {
    let all = |terms: &[Term]| terms.iter().map(|term| key(term, now)).collect();
    let not = |key: SearchKey| SearchKey::Not(Box::new(key));
    match term {
        Term::All(terms) => SearchKey::And(all(terms)),
        Term::Any(terms) => SearchKey::Or(all(terms)),
        Term::Not(term) => not(key(term, now)),
        Term::Word(text) => SearchKey::Or(vec![
            SearchKey::Subject(text.clone()),
            SearchKey::From(text.clone()),
            SearchKey::To(text.clone()),
            SearchKey::Cc(text.clone()),
        ]),
        Term::Text(text) | Term::FileName(text) => SearchKey::Text(text.clone()),
        Term::From(text) => SearchKey::From(text.clone()),
        Term::To(text) => SearchKey::Or(vec![
            SearchKey::To(text.clone()),
            SearchKey::Cc(text.clone()),
        ]),
        Term::Cc(text) => SearchKey::Cc(text.clone()),
        Term::Bcc(text) => SearchKey::Bcc(text.clone()),
        Term::Subject(text) => SearchKey::Subject(text.clone()),
        Term::Body(text) => SearchKey::Body(text.clone()),
        Term::List(text) => SearchKey::Header {
            name: "List-Id".to_owned(),
            text: text.clone(),
        },
        Term::HasAttachment => has_attachment(),
        Term::Is(mark) => match flag(*mark) {
            (Some(flag), true) => SearchKey::Flag(flag),
            (Some(flag), false) => not(SearchKey::Flag(flag)),
            (None, _) => SearchKey::Or(Vec::new()),
        },
        Term::Label(name) => SearchKey::Or(labels(name).map(SearchKey::Flag).collect()),
        Term::Before(day) => SearchKey::Before(*day),
        Term::After(day) => SearchKey::Since(*day),
        Term::On(days) => match (days, days.end()) {
            (Days::Day(day), _) => SearchKey::On(*day),
            (days, Some(end)) => {
                SearchKey::And(vec![SearchKey::Since(days.first()), SearchKey::Before(end)])
            }
            (days, None) => SearchKey::Since(days.first()),
        },
        Term::OlderThan(period) => match period.begins(now) {
            Some(day) => SearchKey::Before(day),
            None => SearchKey::Or(Vec::new()),
        },
        Term::NewerThan(period) => match period.begins(now) {
            Some(day) => SearchKey::Since(day),
            None => SearchKey::All,
        },
        Term::Larger(octets) => SearchKey::Larger(*octets),
        Term::Smaller(octets) => SearchKey::Smaller(*octets),
    }
}

/// By the keywords that servers set which look into messages as they come, and by
/// the header where they have said nothing.
fn has_attachment() -> SearchKey {
    let said = |word| Keyword::new(word).map(|keyword| SearchKey::Flag(Flag::Keyword(keyword)));
    let content = WITH_ATTACHMENT.iter().map(|text| SearchKey::Header {
        name: "Content-Type".to_owned(),
        text: (*text).to_owned(),
    });
    let mut by_header = vec![SearchKey::Or(content.collect())];
    by_header.extend(said("$HasNoAttachment").map(|key| SearchKey::Not(Box::new(key))));
    let mut either: Vec<SearchKey> = said("$HasAttachment").into_iter().collect();
    either.push(SearchKey::And(by_header));
    SearchKey::Or(either)
}

/// The flag that a mark speaks of, and whether it is set.
pub(super) fn flag(mark: Mark) -> (Option<Flag>, bool) {
    match mark {
        Mark::Unread => (Some(Flag::Seen), false),
        Mark::Read => (Some(Flag::Seen), true),
        Mark::Flagged => (Some(Flag::Flagged), true),
        Mark::Unflagged => (Some(Flag::Flagged), false),
        Mark::Answered => (Some(Flag::Answered), true),
        Mark::Forwarded => (Keyword::new("$Forwarded").map(Flag::Keyword), true),
        Mark::Draft => (Some(Flag::Draft), true),
    }
}

/// The keywords that a label's name may stand for.
pub(super) fn labels(name: &str) -> impl Iterator<Item = Flag> {
    let known = LABELS
        .iter()
        .position(|label| label.eq_ignore_ascii_case(name));
    let known = known.map(|place| format!("$label{}", place + 1));
    let words = [Some(name.to_owned()), known].into_iter().flatten();
    words.filter_map(|word| Keyword::new(&word).map(Flag::Keyword))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Day;

    #[test]
    fn a_part_of_a_query_is_found_by_its_subjects() {
        let now = Timestamp(1_780_000_000_000);
        let first = |text: &str| Query::parse(text).compile_first(now);
        let same = |text: &str| Some(Query::parse(text).compile(now));
        assert_eq!(first("plan"), same("subject:plan"));
        assert_eq!(
            first("plan -is:unread (a OR from:b)"),
            same("subject:plan -is:unread (subject:a OR from:b)")
        );
        // Nothing is won, or not all of it would belong to the query.
        for text in [
            "",
            "subject:plan",
            "is:unread",
            "-plan",
            "a -(b OR is:read)",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn a_query_is_asked_for_in_the_words_of_search() {
        let now = Timestamp(1_780_000_000_000);
        let compiled = |text: &str| Query::parse(text).compile(now);
        let subject = |text: &str| SearchKey::Subject(text.to_owned());
        assert_eq!(compiled(""), SearchKey::And(vec![]));
        assert_eq!(
            compiled("-subject:a subject:b OR subject:c"),
            SearchKey::And(vec![
                SearchKey::Not(Box::new(subject("a"))),
                SearchKey::Or(vec![subject("b"), subject("c")]),
            ])
        );
        assert_eq!(
            compiled("is:unread"),
            SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)))
        );
        let day = Day::new(2026, 5, 21).unwrap();
        assert_eq!(compiled("older_than:7d"), SearchKey::Before(day));
        assert_eq!(compiled("on:2026-05-21"), SearchKey::On(day));
        let first = |year, month| Day::new(year, month, 1).unwrap();
        for (text, begin, end) in [
            ("on:2026-02", first(2026, 2), first(2026, 3)),
            ("on:2026", first(2026, 1), first(2027, 1)),
        ] {
            let all = vec![SearchKey::Since(begin), SearchKey::Before(end)];
            assert_eq!(compiled(text), SearchKey::And(all), "{text}");
        }
        assert_eq!(compiled("before:2026"), SearchKey::Before(first(2026, 1)));
        assert_eq!(compiled("after:2026-05"), SearchKey::Since(first(2026, 5)));
        assert_eq!(compiled("newer_than:1w"), SearchKey::Since(day));
        assert_eq!(compiled("newer_than:9999y"), SearchKey::All);
        let keyword = |word| SearchKey::Flag(Flag::Keyword(Keyword::new(word).unwrap()));
        assert_eq!(
            compiled("label:Work"),
            SearchKey::Or(vec![keyword("Work"), keyword("$label2")])
        );
        assert_eq!(compiled("label:\"no atom (\""), SearchKey::Or(vec![]));
        assert!(Query::parse("a -has:attachment").is_approximate());
    }
}
