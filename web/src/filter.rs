//! The filters that are one click away: each is a word of the search.

use crate::route::Route;
use mail_engine::{Place, Search};

/// What alone is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// What was not read.
    Unread,
    /// What is flagged.
    Flagged,
    /// What has files.
    Attachment,
}

impl Filter {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Unread, Self::Flagged, Self::Attachment];

    /// As one would type it (`mail_engine::Query`).
    fn word(self) -> &'static str {
        match self {
            Self::Unread => "is:unread",
            Self::Flagged => "is:flagged",
            Self::Attachment => "has:attachment",
        }
    }

    /// Whether a place shows only such messages.
    pub fn is_on(self, route: &Route) -> bool {
        let search = route.place().and_then(|place| place.view.search.as_ref());
        search.is_some_and(|search| holds(&search.text, self.word()))
    }

    /// The same place with the filter, or without it if it had it.
    pub fn turned(self, place: &Place) -> Place {
        let mut place = place.clone();
        let search = place.view.search.take().unwrap_or_default();
        let text = turned(&search.text, self.word());
        if !text.is_empty() {
            place.view.search = Some(Box::new(Search { text, ..*search }));
        }
        place
    }
}

fn holds(text: &str, word: &str) -> bool {
    text.split(' ')
        .any(|typed| typed.eq_ignore_ascii_case(word))
}

/// A text with the word behind it, or without it.
fn turned(text: &str, word: &str) -> String {
    if !holds(text, word) {
        let text = text.trim();
        let space = if text.is_empty() { "" } else { " " };
        return [text, space, word].concat();
    }
    let others = text
        .split(' ')
        .filter(|typed| !typed.eq_ignore_ascii_case(word));
    others.collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_word_beside_what_was_typed() {
        for (text, expected) in [
            ("", "is:unread"),
            ("from:tom", "from:tom is:unread"),
            ("\"two  blanks\" x", "\"two  blanks\" x is:unread"),
        ] {
            let with = turned(text, "is:unread");
            assert_eq!(with, expected);
            assert!(holds(&with, "is:unread"));
            assert_eq!(turned(&with, "is:unread"), text);
        }
        assert_eq!(turned("IS:Unread tom", "is:unread"), "tom");
    }
}
