use crate::{Flag, UidSet};
use serde::{Deserialize, Serialize};

/// A day of the calendar, without a zone, as SEARCH compares (RFC 9051 §6.4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// `None` for a day that no calendar has, or of a year beyond four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let length = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_day = (1..=9999).contains(&year) && (1..=length).contains(&day);
        is_day.then_some(Self { year, month, day })
    }
    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }
    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }
    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// Which messages: the criteria of SEARCH as a tree (RFC 9051 §6.4.4), with
/// those of WITHIN, OBJECTID, SAVEDATE and Gmail. Texts are compared as
/// substrings, without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchKey {
    /// Every message.
    All,
    /// What all of these match; every message if there are none.
    And(Vec<SearchKey>),
    /// What one of these matches; no message if there are none.
    Or(Vec<SearchKey>),
    /// What this does not match.
    Not(Box<SearchKey>),
    /// These messages.
    Uids(UidSet),
    /// Messages with the flag.
    Flag(Flag),
    /// In From.
    From(String),
    /// In To.
    To(String),
    /// In Cc.
    Cc(String),
    /// In Bcc.
    Bcc(String),
    /// In the subject.
    Subject(String),
    /// In a header field; with an empty text, messages that have the field.
    Header {
        /// The field's name.
        name: String,
        /// The text in it.
        text: String,
    },
    /// In the body.
    Body(String),
    /// In the header or the body.
    Text(String),
    /// More octets than this.
    Larger(u32),
    /// Fewer octets than this.
    Smaller(u32),
    /// Received before this day.
    Before(Day),
    /// Received on this day.
    On(Day),
    /// Received on this day or later.
    Since(Day),
    /// Written before this day, by the Date header.
    SentBefore(Day),
    /// Written on this day.
    SentOn(Day),
    /// Written on this day or later.
    SentSince(Day),
    /// Received longer ago than so many seconds (WITHIN, RFC 5032); at least 1.
    Older(u32),
    /// Received within so many seconds (WITHIN, RFC 5032); at least 1.
    Younger(u32),
    /// Put into the mailbox before this day (SAVEDATE, RFC 8514).
    SavedBefore(Day),
    /// Put into the mailbox on this day or later (SAVEDATE, RFC 8514).
    SavedSince(Day),
    /// The message with this EMAILID (OBJECTID, RFC 8474).
    EmailId(String),
    /// The messages of this THREADID (OBJECTID, RFC 8474) or X-GM-THRID.
    ThreadId(String),
    /// Gmail's own search syntax (X-GM-RAW).
    Gmail(String),
}

/// What messages are ordered by (RFC 5256 §3, RFC 5957).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SortKey {
    /// When the server received them.
    Arrival,
    /// The first address of Cc, by its mailbox.
    Cc,
    /// When they were written; when they were received, where that can't be read.
    Date,
    /// The first address of From, by its mailbox.
    From,
    /// Their octets.
    Size,
    /// The base subject (RFC 5256 §2.1).
    Subject,
    /// The first address of To, by its mailbox.
    To,
    /// The first name of From as it is shown (SORT=DISPLAY).
    DisplayFrom,
    /// The first name of To as it is shown (SORT=DISPLAY).
    DisplayTo,
}

/// One step of an order; messages that are equal by it are ordered by the next,
/// and in the end by their UIDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortCriterion {
    /// What is compared.
    pub key: SortKey,
    /// From the last to the first.
    pub is_reversed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for (year, month, day, is_day) in [
            (2024, 2, 29, true),
            (2023, 2, 29, false),
            (1900, 2, 29, false),
            (2000, 2, 29, true),
            (2025, 4, 31, false),
            (2025, 12, 31, true),
            (2025, 0, 1, false),
            (2025, 13, 1, false),
            (0, 1, 1, false),
            (10000, 1, 1, false),
        ] {
            assert_eq!(
                Day::new(year, month, day).is_some(),
                is_day,
                "{year}-{month}-{day}"
            );
        }
    }
}
