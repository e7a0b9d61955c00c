//! Several tabs, one account: what one has told the others do not tell again.
//!
//! A tab that hears of a message says that it would tell of it, waits for a
//! moment, and tells unless another tab has said the same with a lower number, has
//! told it, or is the one that the person looks at.

use std::collections::VecDeque;

/// So many messages are remembered as told. Tabs hear of one within minutes.
const MOST: usize = 1_000;

/// What tabs say to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A tab of this number would tell of these.
    Claim(u32, Vec<String>),
    /// These were told, or seen.
    Told(Vec<String>),
}

impl Word {
    /// As a text that crosses.
    pub(super) fn to_text(&self) -> String {
        let (head, keys) = match self {
            Self::Claim(tab, keys) => (format!("claim {tab}"), keys),
            Self::Told(keys) => ("told".to_owned(), keys),
        };
        let lines: Vec<&str> = core::iter::once(head.as_str())
            .chain(keys.iter().map(String::as_str))
            .collect();
        lines.join("\n")
    }

    /// What [`Self::to_text`] made.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let head = lines.next()?;
        let keys = lines.map(str::to_owned).collect();
        match head.split_once(' ') {
            Some(("claim", tab)) => Some(Self::Claim(tab.parse().ok()?, keys)),
            None if head == "told" => Some(Self::Told(keys)),
            _ => None,
        }
    }
}

/// What one tab knows of all of them.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    own: u32,
    told: VecDeque<String>,
    /// Of tabs that come before this one.
    claimed: VecDeque<String>,
}

impl Tabs {
    pub(super) fn new(own: u32) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }
    /// What this tab says before it tells of these; nothing if all were told.
    pub(super) fn claim(&self, keys: &[String]) -> Option<Word> {
        (!self.are_told(keys)).then(|| Word::Claim(self.own, keys.to_vec()))
    }
    /// Whether it is this tab that tells of them.
    pub(super) fn wins(&self, keys: &[String]) -> bool {
        let is_others = |key: &String| self.claimed.contains(key);
        !self.are_told(keys) && (keys.is_empty() || !keys.iter().all(is_others))
    }
    /// They were told here, or seen.
    pub(super) fn tell(&mut self, keys: Vec<String>) -> Word {
        for key in &keys {
            remember(&mut self.told, key.clone());
        }
        Word::Told(keys)
    }
    /// Another tab said something.
    pub(super) fn hear(&mut self, word: Word) {
        match word {
            Word::Told(keys) => {
                for key in keys {
                    remember(&mut self.told, key);
                }
            }
            Word::Claim(tab, keys) if tab < self.own => {
                for key in keys {
                    remember(&mut self.claimed, key);
                }
            }
            Word::Claim(..) => {}
        }
    }
    /// Of what has no key nobody knows.
    fn are_told(&self, keys: &[String]) -> bool {
        !keys.is_empty() && keys.iter().all(|key| self.told.contains(key))
    }
}

fn remember(all: &mut VecDeque<String>, key: String) {
    if all.contains(&key) {
        return;
    }
    if all.len() >= MOST {
        all.pop_front();
    }
    all.push_back(key);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Everybody hears what one says.
    fn broadcast(tabs: &mut [Tabs], from: usize, word: &Word) {
        for (place, tab) in tabs.iter_mut().enumerate() {
            if place != from {
                tab.hear(Word::from_text(&word.to_text()).unwrap());
            }
        }
    }

    #[test]
    fn of_tabs_that_hear_at_once_one_tells() {
        let mut tabs = [Tabs::new(7), Tabs::new(3), Tabs::new(9)];
        let mail = keys(&["a INBOX 5"]);
        for place in 0..3 {
            let word = tabs[place].claim(&mail).unwrap();
            broadcast(&mut tabs, place, &word);
        }
        let winners: Vec<bool> = tabs.iter().map(|tab| tab.wins(&mail)).collect();
        assert_eq!(winners, [false, true, false]);
    }

    #[test]
    fn who_hears_later_does_not_tell_again() {
        let mut tabs = [Tabs::new(7), Tabs::new(3)];
        let mail = keys(&["a INBOX 5", "a INBOX 6"]);
        let word = tabs[0].tell(mail.clone());
        broadcast(&mut tabs, 0, &word);
        assert_eq!(tabs[1].claim(&mail), None);
        assert!(!tabs[1].wins(&mail));
        // Something else is among them.
        let more = keys(&["a INBOX 6", "a INBOX 7"]);
        assert!(tabs[1].claim(&more).is_some() && tabs[1].wins(&more));
        assert!(tabs[1].wins(&[]), "what nobody can know is told");
    }

    #[test]
    fn words_cross_and_nonsense_does_not() {
        for word in [
            Word::Claim(4_000_000_000, keys(&["a b", "c"])),
            Word::Told(Vec::new()),
            Word::Told(keys(&["x y z"])),
        ] {
            assert_eq!(Word::from_text(&word.to_text()), Some(word));
        }
        for text in ["", "claim x", "claim", "tell\na"] {
            assert_eq!(Word::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut tab = Tabs::new(1);
        for number in 0..2 * MOST {
            tab.tell(vec![number.to_string()]);
        }
        assert_eq!(tab.told.len(), MOST);
    }
}
