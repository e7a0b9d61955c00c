//! What of a text is shown as found.

use super::{Query, Term};
use core::ops::Range;

/// The texts that are marked where they stand, by where they are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// In the subject, in lower case.
    pub subject: Vec<String>,
    /// In names and addresses of authors and recipients.
    pub people: Vec<String>,
    /// In the text of the message.
    pub text: Vec<String>,
}

impl Query {
    /// What is marked in messages that were found. What must not be there is not.
    pub fn marked(&self) -> Marked {
        let mut marked = Marked::default();
        collect(&self.term, &mut marked);
        marked
    }
}

fn collect(term: &Term, marked: &mut Marked) {
    let lower = |text: &str| text.to_lowercase();
    match term {
        Term::All(terms) | Term::Any(terms) => {
            for term in terms {
                collect(term, marked);
            }
        }
        Term::Word(text) | Term::Text(text) => {
            marked.subject.push(lower(text));
            marked.people.push(lower(text));
            marked.text.push(lower(text));
        }
        Term::Subject(text) => marked.subject.push(lower(text)),
        Term::Body(text) => marked.text.push(lower(text)),
        Term::From(text) | Term::To(text) | Term::Cc(text) => marked.people.push(lower(text)),
        _ => {}
    }
}

/// Where `wanted`, texts in lower case, stand in a text: stretches of octets, in
/// their order, none of which overlap.
pub fn marks(text: &str, wanted: &[String]) -> Vec<Range<usize>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    // The text in lower case, and for each of its octets where what it came of
    // begins and ends.
    let mut lower = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        for small in c.to_lowercase() {
            lower.push(small);
            let origin = (at, at + c.len_utf8());
            origins.resize(lower.len(), origin);
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for wanted in wanted.iter().filter(|wanted| !wanted.is_empty()) {
        found.extend(lower.match_indices(wanted.as_str()).filter_map(|(at, _)| {
            let start = origins.get(at)?.0;
            let end = origins.get(at + wanted.len() - 1)?.1;
            Some(start..end)
        }));
    }
    mail_model::sort_by_key(&mut found, |range| (range.start, range.end));
    let mut marks: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match marks.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => marks.push(range),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_for_is_marked_where_it_stands() {
        let marked = |text: &str, query: &str| -> Vec<String> {
            let wanted = Query::parse(query).marked().subject;
            let ranges = marks(text, &wanted).into_iter();
            ranges.map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(marked("Report on reports", "report"), ["Report", "report"]);
        assert_eq!(marked("abcabd", "abc OR cab"), ["abcab"]);
        assert_eq!(marked("İstanbul GRÜSSE ẞ", "grüsse"), ["GRÜSSE"]);
        assert_eq!(marked("İstanbul", "i"), ["İ"]);
        assert_eq!(marked("Report", "-report from:report"), [""; 0]);
        assert_eq!(marked("", "a"), [""; 0]);
    }
}
