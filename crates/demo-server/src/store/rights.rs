use super::FlagBits;
use core::fmt;

/// The letters of RFC 4314 §2.1, each the bit of its place.
const LETTERS: &str = "lrswipkxtea";

/// What somebody may do with a mailbox (RFC 4314 §2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rights(u16);

impl Rights {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self((1 << LETTERS.len()) - 1);
    pub(crate) const LOOKUP: Self = Self(1);
    pub(crate) const READ: Self = Self(1 << 1);
    pub(crate) const SEEN: Self = Self(1 << 2);
    pub(crate) const WRITE: Self = Self(1 << 3);
    pub(crate) const INSERT: Self = Self(1 << 4);
    pub(crate) const CREATE: Self = Self(1 << 6);
    pub(crate) const DELETE_MAILBOX: Self = Self(1 << 7);
    pub(crate) const DELETE_MESSAGES: Self = Self(1 << 8);
    pub(crate) const EXPUNGE: Self = Self(1 << 9);
    pub(crate) const ADMINISTER: Self = Self(1 << 10);
    /// What an owner never loses, or nobody could give it back.
    pub(crate) const OWNER: Self = Self(Self::LOOKUP.0 | Self::ADMINISTER.0);

    /// The rights that these letters mean; `None` when one is none. The old `c`
    /// and `d` stand for what they have become (RFC 4314 §2.1.1).
    pub(crate) fn read(letters: &str) -> Option<Self> {
        let mut rights = Self::NONE;
        for letter in letters.chars() {
            rights = rights.with(match letter {
                'c' => Self::CREATE,
                'd' => Self::DELETE_MAILBOX
                    .with(Self::DELETE_MESSAGES)
                    .with(Self::EXPUNGE),
                letter => Self(1 << LETTERS.find(letter)?),
            });
        }
        Some(rights)
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    pub(crate) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether anything can be changed in a mailbox by them (RFC 4314 §5.2).
    pub(crate) fn can_write(self) -> bool {
        let writing = [
            Self::INSERT,
            Self::EXPUNGE,
            Self::DELETE_MESSAGES,
            Self::SEEN,
            Self::WRITE,
        ];
        writing.into_iter().any(|right| self.contains(right))
    }

    /// The flags that may be changed by them (RFC 4314 §4).
    pub(crate) fn flags(self) -> FlagBits {
        let mut flags = FlagBits::default();
        if self.contains(Self::WRITE) {
            flags = FlagBits::ALL
                .without(FlagBits::SEEN)
                .without(FlagBits::DELETED);
        }
        if self.contains(Self::SEEN) {
            flags = flags.with(FlagBits::SEEN);
        }
        if self.contains(Self::DELETE_MESSAGES) {
            flags = flags.with(FlagBits::DELETED);
        }
        flags
    }
}

/// The letters, with `c` and `d` for old clients behind them.
impl fmt::Display for Rights {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in LETTERS.char_indices() {
            if self.0 & (1 << place) != 0 {
                write!(formatter, "{letter}")?;
            }
        }
        if self.contains(Self::CREATE) {
            formatter.write_str("c")?;
        }
        let deleting = Self::DELETE_MAILBOX
            .with(Self::DELETE_MESSAGES)
            .with(Self::EXPUNGE);
        if self.intersects(deleting) {
            formatter.write_str("d")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_rights_and_rights_letters() {
        for (read, told) in [
            ("", ""),
            ("lr", "lr"),
            ("rl", "lr"),
            ("lrswicd", "lrswikxtecd"),
            ("lrt", "lrtd"),
            ("lrswipkxtea", "lrswipkxteacd"),
        ] {
            assert_eq!(Rights::read(read).unwrap().to_string(), told);
        }
        assert_eq!(Rights::read("lrQ"), None);
        assert_eq!(Rights::read("lr0"), None);
    }
}
