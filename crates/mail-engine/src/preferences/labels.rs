//! Labels: keywords (RFC 9051 §2.3.2) to which a person has given a name and a
//! colour.
//!
//! As text each is a line: `label KEYWORD blue Name`.

use super::mailboxes::MailboxColour;
use mail_model::Keyword;
use serde::{Deserialize, Serialize};

/// So many labels are kept.
const MOST: usize = 200;
/// A longer name is none that is kept, nor is such a keyword.
const LONGEST: usize = 200;

/// A keyword with a name and a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What servers and other programs know it by.
    pub keyword: Keyword,
    /// What the person calls it: one line.
    pub name: String,
    /// The hue in which it is shown.
    pub colour: MailboxColour,
}

impl Label {
    /// Whether it is of this keyword. Servers compare keywords without their case.
    pub fn is_of(&self, keyword: &Keyword) -> bool {
        let own = self.keyword.as_str();
        own.eq_ignore_ascii_case(keyword.as_str())
    }

    /// What a line says after its first word.
    pub(super) fn read(value: &str) -> Option<Self> {
        let mut words = value.splitn(3, ' ');
        let keyword = Keyword::new(words.next()?)?;
        let colour = words.next()?;
        let mut known = MailboxColour::ALL.into_iter();
        let colour = known.find(|known| known.word() == colour)?;
        let name = words.next()?.trim();
        let is_one = !name.is_empty()
            && name.len().max(keyword.as_str().len()) <= LONGEST
            && !name.contains(char::is_control);
        is_one.then(|| Self {
            keyword,
            name: name.to_owned(),
            colour,
        })
    }

    pub(super) fn write(&self, text: &mut String) {
        let (keyword, colour) = (self.keyword.as_str(), self.colour.word());
        text.push_str(&["label ", keyword, " ", colour, " ", &self.name, "\n"].concat());
    }
}

/// Adds a label, or changes the one of this keyword.
pub(super) fn set(labels: &mut Vec<Label>, label: Label) {
    let known = labels.iter().position(|known| known.is_of(&label.keyword));
    match known {
        Some(place) => labels[place] = label,
        None if labels.len() < MOST => labels.push(label),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_back_from_their_lines() {
        let label = |keyword: &str, colour, name: &str| Label {
            keyword: Keyword::new(keyword).unwrap(),
            name: name.to_owned(),
            colour,
        };
        for label in [
            label("$label1", MailboxColour::Red, "Urgent"),
            label("+e4mter", MailboxColour::Teal, "Ämter und  mehr"),
        ] {
            let mut text = String::new();
            label.write(&mut text);
            let line = text.strip_suffix('\n').unwrap();
            assert_eq!(
                Label::read(line.strip_prefix("label ").unwrap()),
                Some(label)
            );
        }
        for damaged in [
            "",
            "a",
            "a red",
            "a red ",
            "a mauve A",
            "a(b red A",
            "a red A\u{1}",
        ] {
            assert_eq!(Label::read(damaged), None, "{damaged}");
        }
        assert_eq!(
            Label::read(&format!("a red {}", "x".repeat(LONGEST + 1))),
            None
        );
    }

    #[test]
    fn one_keyword_has_one_label_and_there_are_not_endlessly_many() {
        let mut labels = Vec::new();
        for line in ["a red One", "A blue Two", "b red Three"] {
            set(&mut labels, Label::read(line).unwrap());
        }
        let names: Vec<_> = labels.iter().map(|label| &label.name[..]).collect();
        assert_eq!(names, ["Two", "Three"]);
        for number in 0..2 * MOST {
            set(
                &mut labels,
                Label::read(&format!("k{number} red N")).unwrap(),
            );
        }
        assert_eq!(labels.len(), MOST);
    }
}
