use serde::{Deserialize, Serialize};

/// A user keyword (RFC 9051 §2.3.2), an atom compared without regard to case
/// but shown as the server wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Keyword(String);

impl Keyword {
    /// `None` when `text` is not an atom and so could not be sent.
    pub fn new(text: &str) -> Option<Self> {
        let is_atom = !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_graphic() && !b"(){%*\"\\]".contains(&b));
        is_atom.then(|| Self(text.to_owned()))
    }

    /// The keyword's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A message's flag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Flag {
    /// `\Seen`
    Seen,
    /// `\Answered`
    Answered,
    /// `\Flagged`
    Flagged,
    /// `\Deleted`
    Deleted,
    /// `\Draft`
    Draft,
    /// A user keyword such as `$Forwarded`.
    Keyword(Keyword),
}

/// So many flags of one message are kept; beyond that a server plays a game.
const MOST_FLAGS: usize = 1_000;

/// The flags of one message, in a fixed order, each once. A message has a
/// handful: a list of them takes less room and less code than a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Flag>")]
pub struct Flags(Vec<Flag>);

impl From<Vec<Flag>> for Flags {
    fn from(flags: Vec<Flag>) -> Self {
        flags.into_iter().collect()
    }
}

impl Flags {
    /// Whether `flag` is set.
    pub fn contains(&self, flag: &Flag) -> bool {
        self.0.binary_search(flag).is_ok()
    }
    /// Sets or clears `flag`; tells whether that changed anything. A message has
    /// 1,000 flags at most.
    pub fn set(&mut self, flag: Flag, value: bool) -> bool {
        match (self.0.binary_search(&flag), value) {
            (Err(place), true) if self.0.len() < MOST_FLAGS => self.0.insert(place, flag),
            (Ok(place), false) => drop(self.0.remove(place)),
            _ => return false,
        }
        true
    }
    /// `\Seen` is set.
    pub fn is_seen(&self) -> bool {
        self.contains(&Flag::Seen)
    }
    /// `\Flagged` is set.
    pub fn is_flagged(&self) -> bool {
        self.contains(&Flag::Flagged)
    }
    /// `\Answered` is set.
    pub fn is_answered(&self) -> bool {
        self.contains(&Flag::Answered)
    }
    /// `\Deleted` is set.
    pub fn is_deleted(&self) -> bool {
        self.contains(&Flag::Deleted)
    }
    /// `$Forwarded` is set (RFC 9051 §2.3.2).
    pub fn is_forwarded(&self) -> bool {
        self.0.iter().any(|flag| matches!(flag, Flag::Keyword(k) if k.as_str().eq_ignore_ascii_case("$Forwarded")))
    }
    /// All flags, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Flag> {
        self.0.iter()
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        let mut all = Self::default();
        for flag in flags {
            all.set(flag, true);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_kept_once_and_in_order_whatever_they_were_told_in() {
        let told = [Flag::Flagged, Flag::Seen, Flag::Flagged, Flag::Answered];
        let mut flags = Flags::from(told.to_vec());
        let inner = [Flag::Seen, Flag::Answered, Flag::Flagged];
        assert!(flags.iter().eq(&inner));
        assert!(!flags.set(Flag::Seen, true) && flags.set(Flag::Seen, false));
        assert!(!flags.is_seen() && flags.is_flagged());
    }

    #[test]
    fn a_message_with_a_million_flags_keeps_a_bounded_number() {
        let keyword = |number: u32| Keyword::new(&format!("k{number}")).map(Flag::Keyword);
        let flags: Flags = (0..50_000).filter_map(keyword).collect();
        assert_eq!(flags.iter().count(), MOST_FLAGS);
    }
}
