//! How well a name fits what was typed, and where it does.

use crate::format::lower_case;
use core::ops::Range;

/// A name, ready to be compared: its letters in lower case, and where each begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded(Vec<(usize, char)>);

impl Folded {
    pub(super) fn new(name: &str) -> Self {
        let lower = lower_case(name);
        let places = name.char_indices().map(|(place, _)| place);
        Self(match lower.chars().count() == name.chars().count() {
            true => places.zip(lower.chars()).collect(),
            // Letters that become two: their places would be lost.
            false => name
                .char_indices()
                .map(|(place, c)| (place, c.to_ascii_lowercase()))
                .collect(),
        })
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.0.get(at).map(|(_, c)| *c)
    }

    /// Whether a word begins there.
    fn begins_word(&self, at: usize) -> bool {
        let is_letter = |at| self.letter(at).is_some_and(char::is_alphanumeric);
        is_letter(at) && at.checked_sub(1).is_none_or(|before| !is_letter(before))
    }
}

/// How a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It begins so, or nothing was typed.
    Begin,
    /// A word of it begins so.
    Word,
    /// Its words begin with these letters.
    Initials,
    /// It contains it.
    Inside,
    /// It has these letters, in this order.
    Letters,
    /// What tells it from others of its name has it.
    Beside,
}

/// How a name fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) kind: Kind,
    /// How far apart the letters stand.
    pub(super) spread: usize,
    /// The letters that were typed: stretches of octets in the name.
    pub(super) marks: Vec<Range<usize>>,
}

/// How a name fits what was typed, in lower case and without blanks around it;
/// `None` where it does not. Each word must be found, in `name` or `beside` it.
pub(super) fn fit(name: &Folded, beside: &Folded, typed: &str) -> Option<Fit> {
    let mut found = Fit {
        kind: Kind::Begin,
        spread: 0,
        marks: Vec::new(),
    };
    let mut places = Vec::new();
    // What was typed as a whole says more than its words.
    let letters: Vec<char> = typed.chars().collect();
    if let Some((kind, own)) = place(name, &letters).filter(|(kind, _)| *kind <= Kind::Word) {
        found.kind = kind;
        places = own;
    } else {
        for word in typed.split([' ', '/']).filter(|word| !word.is_empty()) {
            let letters: Vec<char> = word.chars().collect();
            let kind = match place(name, &letters) {
                Some((kind, own)) => {
                    found.spread += spread(&own);
                    places.extend(own);
                    kind
                }
                None => place(beside, &letters)
                    .filter(|(kind, _)| *kind < Kind::Letters)
                    .map(|_| Kind::Beside)?,
            };
            found.kind = found.kind.max(kind);
        }
    }
    places.sort_unstable();
    places.dedup();
    found.marks = stretches(name, &places);
    Some(found)
}

/// Where these letters stand.
fn place(name: &Folded, letters: &[char]) -> Option<(Kind, Vec<usize>)> {
    let stands_at = |at: usize| {
        let mut letters = letters.iter().enumerate();
        letters.all(|(index, letter)| name.letter(at + index) == Some(*letter))
    };
    let run = |at: usize| (at..at + letters.len()).collect::<Vec<_>>();
    if stands_at(0) {
        return Some((Kind::Begin, run(0)));
    }
    let all = 0..name.0.len();
    if let Some(at) = all
        .clone()
        .find(|at| name.begins_word(*at) && stands_at(*at))
    {
        return Some((Kind::Word, run(at)));
    }
    let initials = in_order(name, letters, |at| name.begins_word(at));
    if let Some(places) = initials {
        return Some((Kind::Initials, places));
    }
    if let Some(at) = all.clone().find(|at| stands_at(*at)) {
        return Some((Kind::Inside, run(at)));
    }
    // A lone letter somewhere, or letters from amid a word, are chance.
    let first = *letters.first()?;
    let mut begins = all.filter(|at| name.begins_word(*at) && name.letter(*at) == Some(first));
    begins.find_map(|begin| {
        let places = in_order(name, letters, |at| at >= begin)?;
        (places.first() == Some(&begin)).then_some((Kind::Letters, places))
    })
}

/// The first places where the letters stand one after the other.
fn in_order(
    name: &Folded,
    letters: &[char],
    may_stand: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(letters.len());
    let mut at = 0;
    for letter in letters {
        at +=
            (at..name.0.len()).position(|at| may_stand(at) && name.letter(at) == Some(*letter))?;
        places.push(at);
        at += 1;
    }
    Some(places)
}

fn spread(places: &[usize]) -> usize {
    match (places.first(), places.last()) {
        (Some(first), Some(last)) => (last - first + 1).saturating_sub(places.len()),
        _ => 0,
    }
}

/// The octets of letters, those that stand together as one.
fn stretches(name: &Folded, places: &[usize]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (at, c) in places.iter().filter_map(|at| name.0.get(*at)) {
        // In lower case a letter may be longer; where the next begins is true.
        let next = name
            .0
            .iter()
            .map(|(place, _)| *place)
            .find(|place| place > at);
        let end = next.unwrap_or(at + c.len_utf8());
        match stretches.last_mut() {
            Some(last) if last.end == *at => last.end = end,
            _ => stretches.push(*at..end),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(name: &str, typed: &str) -> Option<(Kind, Vec<&'static str>)> {
        let fit = fit(&Folded::new(name), &Folded::default(), typed)?;
        let mark = |range: &Range<usize>| &*name[range.clone()].to_owned().leak();
        Some((fit.kind, fit.marks.iter().map(mark).collect()))
    }

    #[test]
    fn names_fit_in_degrees() {
        for (name, typed, expected) in [
            ("Archive", "", Some((Kind::Begin, vec![]))),
            ("Archive", "arch", Some((Kind::Begin, vec!["Arch"]))),
            (
                "Go to the archive",
                "arch",
                Some((Kind::Word, vec!["arch"])),
            ),
            ("Mark as read", "mar", Some((Kind::Begin, vec!["Mar"]))),
            (
                "Mark all of it",
                "maoi",
                Some((Kind::Initials, vec!["M", "a", "o", "i"])),
            ),
            ("Mark as read", "as re", Some((Kind::Word, vec!["as re"]))),
            (
                "Mark as read",
                "read mark",
                Some((Kind::Word, vec!["Mark", "read"])),
            ),
            ("Unread", "read", Some((Kind::Inside, vec!["read"]))),
            (
                "Projects",
                "pjt",
                Some((Kind::Letters, vec!["P", "j", "t"])),
            ),
            ("Projects", "jt", None),
            ("Projects", "px", None),
            (
                "Ämter und Größe",
                "größe ämter",
                Some((Kind::Word, vec!["Ämter", "Größe"])),
            ),
        ] {
            assert_eq!(fits(name, typed), expected, "{name} {typed}");
        }
    }

    #[test]
    fn what_stands_beside_a_name_finds_it_too() {
        let (name, beside) = (Folded::new("Alpha"), Folded::new("Work / Projects"));
        let found = fit(&name, &beside, "work al").unwrap();
        assert_eq!((found.kind, &found.marks[0]), (Kind::Beside, &(0..2)));
        assert!(fit(&name, &beside, "home al").is_none());
        // Letters here and there say too little of a way.
        assert!(fit(&name, &beside, "wkp").is_none());
    }

    #[test]
    fn letters_that_grow_do_no_harm() {
        let found = fit(&Folded::new("İstanbul x"), &Folded::default(), "x").unwrap();
        assert_eq!(found.kind, Kind::Word);
        assert_eq!(&"İstanbul x"[found.marks[0].clone()], "x");
    }
}
