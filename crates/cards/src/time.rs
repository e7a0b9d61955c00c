//! Dates and times on a clock (RFC 5545 §3.3.4–3.3.6), in the proleptic
//! Gregorian calendar.

use core::fmt;
use mail_model::Timestamp;
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What a clock on the wall says, wherever that wall is: seconds since
/// 1970-01-01T00:00 on the same clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClockTime(pub i64);

/// When something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// A whole day, wherever one is.
    Day(Date),
    /// The same time on every clock, wherever one is.
    Floating(ClockTime),
    /// A moment.
    At {
        /// The moment.
        moment: Timestamp,
        /// The sender's offset from UTC then, in minutes east.
        offset_minutes: i16,
        /// Their time zone as they call it, or by its IANA name where that is
        /// known; `None` for UTC.
        zone: Option<String>,
    },
    /// A time on the clock of a zone that the file does not describe.
    InZone {
        /// The time.
        clock: ClockTime,
        /// The zone's IANA name, or what the sender calls it where that is not known.
        zone: String,
    },
}

/// A span of time (RFC 5545 §3.3.6): days are of the calendar, seconds exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) days: i64,
    pub(crate) seconds: i64,
}

impl Date {
    /// A date, if there is one such.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_date = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_of_month(i64::from(year), month)).contains(&day);
        is_date.then_some(Self { year, month, day })
    }
    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        // Years begin in March, so that the leap day is the last of one; 400
        // years have 146,097 days.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }
    /// The day that is so many after 1970-01-01; the first or last of the
    /// calendar where it lies beyond.
    pub fn of_number(number: i64) -> Self {
        let shifted = number.clamp(-719_162, 2_932_896) + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let day_of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = (shifted_month + 2) % 12 + 1;
        let year = year + era * 400 + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(1),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
    /// 0 for Monday to 6 for Sunday.
    pub(crate) fn weekday(self) -> i64 {
        (self.number() + 3).rem_euclid(7)
    }
    /// Reads `20261123`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits {
            return None;
        }
        Self::new(
            text.get(..4)?.parse().ok()?,
            text.get(4..6)?.parse().ok()?,
            text.get(6..)?.parse().ok()?,
        )
    }
}

/// As iCalendar writes it: `20261123`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

pub(crate) fn days_of_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl ClockTime {
    /// A day at so many seconds after its midnight.
    pub(crate) fn new(date: Date, seconds: i64) -> Self {
        Self(date.number() * DAY + seconds)
    }
    /// Its day.
    pub fn date(self) -> Date {
        Date::of_number(self.0.div_euclid(DAY))
    }
    /// Reads `20261123T100000`; seconds may lack.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(['T', 't'])?;
        let date = Date::parse(date)?;
        let is_digits = time.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits || !matches!(time.len(), 4 | 6) {
            return None;
        }
        let part = |from: usize| time.get(from..from + 2).map_or(Ok(0), str::parse::<i64>);
        let (hour, minute, second) = (part(0).ok()?, part(2).ok()?, part(4).ok()?);
        // A leap second is told as the last of its minute.
        let is_time = hour < 24 && minute < 60 && second <= 60;
        is_time.then(|| Self::new(date, hour * 3_600 + minute * 60 + second.min(59)))
    }
    /// Later by a span.
    pub(crate) fn plus(self, span: Span) -> Self {
        Self(self.0 + span.days * DAY + span.seconds)
    }
}

/// As iCalendar writes it: `20261123T100000`.
impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.rem_euclid(DAY);
        let (hour, minute) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{}T{hour:02}{minute:02}{:02}", self.date(), seconds % 60)
    }
}

impl When {
    /// A moment told in UTC.
    pub(crate) fn utc(clock: ClockTime) -> Self {
        Self::At {
            moment: Timestamp(clock.0 * 1_000),
            offset_minutes: 0,
            zone: None,
        }
    }
}

impl Span {
    /// Reads `P1DT2H30M`, `P2W`. Those that lead back are none; none is longer
    /// than a hundred years.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        const LONGEST: i64 = 100 * 366;
        let mut rest = text.trim().trim_start_matches('+').strip_prefix('P')?;
        let (mut span, mut is_time) = (Self::default(), false);
        while !rest.is_empty() {
            if let Some(time) = rest.strip_prefix('T') {
                (rest, is_time) = (time, true);
                continue;
            }
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            let (number, unit) = rest.split_at_checked(end)?;
            let number: i64 = number.parse().ok()?;
            let number = number.min(LONGEST * DAY);
            let mut letters = unit.chars();
            match (letters.next()?, is_time) {
                ('W', false) => span.days += number * 7,
                ('D', false) => span.days += number,
                ('H', true) => span.seconds += number * 3_600,
                ('M', true) => span.seconds += number * 60,
                ('S', true) => span.seconds += number,
                _ => return None,
            }
            rest = letters.as_str();
            // Bounded at each step, so that no sum grows beyond its type.
            span.days = span.days.min(LONGEST);
            span.seconds = span.seconds.min(LONGEST * DAY);
        }
        Some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_numbers_of_the_calendar() {
        for (date, number, weekday) in [
            ("19700101", 0, 3),
            ("19691231", -1, 2),
            ("20000229", 11_016, 1),
            ("20000301", 11_017, 2),
            ("20261123", 20_780, 0),
            ("00010101", -719_162, 0),
            ("99991231", 2_932_896, 4),
        ] {
            let read = Date::parse(date).unwrap();
            assert_eq!((read.number(), read.weekday()), (number, weekday), "{date}");
            assert_eq!(Date::of_number(number).to_string(), date);
        }
        for number in (-719_162..2_932_896).step_by(17) {
            assert_eq!(Date::of_number(number).number(), number);
        }
    }

    #[test]
    fn what_is_no_date_or_time_is_none() {
        for text in [
            "", "2026112", "20261323", "20260230", "2026-1-1", "20261100", "00000101",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in [
            "20261123",
            "20261123T",
            "20261123T2500",
            "20261123T1",
            "20261123T10000x",
        ] {
            assert_eq!(ClockTime::parse(text), None, "{text}");
        }
        for text in ["", "1D", "P1", "PT1D", "P1H", "-PT1H", "PxD"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_written_as_they_were_read() {
        for text in ["20261123T100000", "19691231T235959", "20240229T000001"] {
            assert_eq!(ClockTime::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            ClockTime::parse("20261231T235960").unwrap().to_string(),
            "20261231T235959"
        );
    }

    #[test]
    fn spans_are_added_to_the_clock() {
        for (span, expected) in [
            ("PT1H", "20261123T110000"),
            ("PT1H30M", "20261123T113000"),
            ("P1D", "20261124T100000"),
            ("P1W", "20261130T100000"),
            ("P1DT12H", "20261124T220000"),
            ("P0D", "20261123T100000"),
        ] {
            let start = ClockTime::parse("20261123T100000").unwrap();
            let end = start.plus(Span::parse(span).unwrap());
            assert_eq!(end.to_string(), expected, "{span}");
        }
        let endless = "P99999999999999DT9999999999H";
        assert!(Span::parse(endless).unwrap().days <= 36_600);
    }
}
