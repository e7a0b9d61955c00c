use mail_model::{Flag, Flags, Keyword};

/// How many different keywords a mailbox can have; the bits that the system flags leave.
const MAX_KEYWORDS: usize = 27;

const SYSTEM: [Flag; 5] = [
    Flag::Answered,
    Flag::Flagged,
    Flag::Deleted,
    Flag::Seen,
    Flag::Draft,
];

/// A message's flags in four bytes: a mailbox may have a million of them. The
/// meaning of the upper bits is the mailbox's [`KeywordTable`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FlagBits(u32);

impl FlagBits {
    pub(crate) const ALL: Self = Self(u32::MAX);
    pub(crate) const SEEN: Self = Self(1 << 3);
    pub(crate) const DELETED: Self = Self(1 << 2);

    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
    /// These bits where `mask` has none, and those of `other` where it has.
    pub(crate) fn replaced(self, mask: Self, other: Self) -> Self {
        Self(self.0 & !mask.0 | other.0 & mask.0)
    }
    /// The bit of a system flag; `None` for a keyword, which only a mailbox knows.
    pub(crate) fn of_system(flag: &Flag) -> Option<Self> {
        let position = SYSTEM.iter().position(|system| system == flag)?;
        Some(Self(1 << position))
    }
}

/// The keywords of one mailbox, in the order in which they came up.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeywordTable(Vec<Keyword>);

impl KeywordTable {
    /// The bits of `flags`; a new keyword gets one. `None` when the table is full.
    pub(crate) fn bits_of(&mut self, flags: &[Flag]) -> Option<FlagBits> {
        let mut bits = FlagBits::default();
        for flag in flags {
            let bit = match flag {
                Flag::Keyword(keyword) => match self.bit(keyword) {
                    Some(bit) => bit,
                    None if self.0.len() < MAX_KEYWORDS => {
                        self.0.push(keyword.clone());
                        self.bit(keyword)?
                    }
                    None => return None,
                },
                system => FlagBits::of_system(system)?,
            };
            bits = bits.with(bit);
        }
        Some(bits)
    }

    /// The bit of a keyword that has come up before.
    pub(crate) fn bit(&self, keyword: &Keyword) -> Option<FlagBits> {
        let same = |known: &Keyword| known.as_str().eq_ignore_ascii_case(keyword.as_str());
        let position = self.0.iter().position(same)?;
        Some(FlagBits(1 << (SYSTEM.len() + position)))
    }

    /// The flags that `bits` stand for.
    pub(crate) fn flags_of(&self, bits: FlagBits) -> Flags {
        let keywords = self.0.iter().cloned().map(Flag::Keyword);
        SYSTEM
            .into_iter()
            .chain(keywords)
            .enumerate()
            .filter(|(position, _)| bits.0 & (1 << position) != 0)
            .map(|(_, flag)| flag)
            .collect()
    }

    /// All keywords.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Keyword> {
        self.0.iter()
    }
}
