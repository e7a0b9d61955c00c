//! In which order a list stands, as the URL says it (`?sort=-date`) and as the
//! engine is told.

use mail_model::{SortCriterion, SortKey};

/// By what a list can be sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortingKey {
    /// When messages came.
    #[default]
    Arrival,
    /// When they were written.
    Date,
    /// Who wrote them.
    From,
    /// To whom.
    To,
    /// What about.
    Subject,
    /// How large they are.
    Size,
}

impl SortingKey {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Arrival,
        Self::Date,
        Self::From,
        Self::To,
        Self::Subject,
        Self::Size,
    ];

    /// Whether days follow one another in this order.
    pub fn is_of_days(self) -> bool {
        matches!(self, Self::Arrival | Self::Date)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Date => "date",
            Self::From => "from",
            Self::To => "to",
            Self::Subject => "subject",
            Self::Size => "size",
        }
    }

    /// What the engine sorts by: people by their names, where the server can.
    fn key(self) -> SortKey {
        match self {
            Self::Arrival => SortKey::Arrival,
            Self::Date => SortKey::Date,
            Self::From => SortKey::DisplayFrom,
            Self::To => SortKey::DisplayTo,
            Self::Subject => SortKey::Subject,
            Self::Size => SortKey::Size,
        }
    }
}

/// In which order a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// By what.
    pub key: SortingKey,
    /// The newest, the largest or the last of the alphabet at the top.
    pub is_descending: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self::by(SortingKey::Arrival)
    }
}

impl Sorting {
    /// By something, the way round that is looked for first.
    pub fn by(key: SortingKey) -> Self {
        let is_descending = key.is_of_days() || key == SortingKey::Size;
        Self { key, is_descending }
    }

    /// What the URL's `sort` says; `None` where it is no order.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, is_descending) = match text.strip_prefix('-') {
            Some(word) => (word, true),
            None => (text, false),
        };
        let mut all = SortingKey::ALL.into_iter();
        let key = all.find(|key| key.word() == word)?;
        Some(Self { key, is_descending })
    }

    /// What the URL's `sort` says; [`Self::parse`] reads it back.
    pub fn to_text(self) -> String {
        let sign = if self.is_descending { "-" } else { "" };
        [sign, self.key.word()].concat()
    }

    /// The order as the engine is told; none for the one that lists have anyway.
    /// What is equal stands by its arrival, the newest at the top.
    pub fn order(self) -> Vec<SortCriterion> {
        if self == Self::default() {
            return Vec::new();
        }
        let mut order = vec![SortCriterion {
            key: self.key.key(),
            is_reversed: self.is_descending,
        }];
        if self.key != SortingKey::Arrival {
            order.push(SortCriterion {
                key: SortKey::Arrival,
                is_reversed: true,
            });
        }
        order
    }

    /// The order that was told to the engine.
    pub fn of(order: &[SortCriterion]) -> Self {
        let told = order.first().and_then(|first| {
            let mut all = SortingKey::ALL.into_iter();
            let key = all.find(|key| key.key() == first.key)?;
            Some(Self {
                key,
                is_descending: first.is_reversed,
            })
        });
        told.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_read_back_from_the_url_and_from_the_engine() {
        for key in SortingKey::ALL {
            for is_descending in [true, false] {
                let sorting = Sorting { key, is_descending };
                assert_eq!(Sorting::parse(&sorting.to_text()), Some(sorting));
                assert_eq!(Sorting::of(&sorting.order()), sorting);
            }
        }
        assert!(Sorting::default().order().is_empty());
    }

    #[test]
    fn what_is_no_order_is_none() {
        for text in ["", "-", "--date", "smell", "Date", "date "] {
            assert_eq!(Sorting::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_newest_and_the_largest_come_first_and_names_as_in_a_book() {
        for (key, is_descending) in [
            (SortingKey::Date, true),
            (SortingKey::Size, true),
            (SortingKey::From, false),
            (SortingKey::Subject, false),
        ] {
            assert_eq!(Sorting::by(key).is_descending, is_descending, "{key:?}");
        }
    }
}
