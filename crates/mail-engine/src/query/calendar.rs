//! Days and stretches of time, as queries speak of them.

use mail_model::{Day, Timestamp};

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// A stretch of time that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// So many days.
    Days(u16),
    /// So many weeks.
    Weeks(u16),
    /// So many months.
    Months(u16),
    /// So many years.
    Years(u16),
}

impl Period {
    /// Reads `7d`, `2w`, `3m`, `1y`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().next_back()?;
        let number = text.strip_suffix(unit)?;
        let number = digits(number).and_then(|number| u16::try_from(number).ok())?;
        Some(match unit {
            'd' | 'D' => Self::Days(number),
            'w' | 'W' => Self::Weeks(number),
            'm' | 'M' => Self::Months(number),
            'y' | 'Y' => Self::Years(number),
            _ => return None,
        })
    }
    /// What [`Self::parse`] reads back.
    pub(super) fn to_text(self) -> String {
        match self {
            Self::Days(number) => format!("{number}d"),
            Self::Weeks(number) => format!("{number}w"),
            Self::Months(number) => format!("{number}m"),
            Self::Years(number) => format!("{number}y"),
        }
    }
    /// The day on which it began; `None` before there were years.
    pub(super) fn begins(self, now: Timestamp) -> Option<Day> {
        let days = |number: i64| Timestamp(now.0.saturating_sub(number * DAY_MILLISECONDS));
        match self {
            Self::Days(number) => day_of(days(i64::from(number))),
            Self::Weeks(number) => day_of(days(7 * i64::from(number))),
            Self::Months(number) => months_before(day_of(now)?, i64::from(number)),
            Self::Years(number) => months_before(day_of(now)?, 12 * i64::from(number)),
        }
    }
}

/// A day, or all days of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// One day.
    Day(Day),
    /// The month that begins with this day.
    Month(Day),
    /// The year that begins with this day.
    Year(Day),
}

impl Days {
    /// Reads `2024-01-31`, `2024/1/31`, `31.1.2024`, `2024-01`, `1.2024` and `2024`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (separator, is_reversed) = match text {
            text if text.contains('-') => ('-', false),
            text if text.contains('/') => ('/', false),
            text if text.contains('.') => ('.', true),
            _ => ('-', false),
        };
        let mut numbers: Vec<u32> = Vec::with_capacity(3);
        for piece in text.split(separator) {
            if numbers.len() == 3 {
                return None;
            }
            numbers.push(digits(piece)?);
        }
        if is_reversed {
            numbers.reverse();
        }
        let year = numbers.first().copied().filter(|year| *year >= 1_000)?;
        let (month, date) = (numbers.get(1).copied(), numbers.get(2).copied());
        let first = Day::new(
            u16::try_from(year).ok()?,
            u8::try_from(month.unwrap_or(1)).ok()?,
            u8::try_from(date.unwrap_or(1)).ok()?,
        )?;
        Some(match (month, date) {
            (None, _) => Self::Year(first),
            (Some(_), None) => Self::Month(first),
            (Some(_), Some(_)) => Self::Day(first),
        })
    }
    /// What [`Self::parse`] reads back.
    pub(super) fn to_text(self) -> String {
        match self {
            Self::Day(day) => day_text(day),
            Self::Month(day) => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year(day) => format!("{:04}", day.year()),
        }
    }
    /// The first of them.
    pub(super) fn first(self) -> Day {
        match self {
            Self::Day(day) | Self::Month(day) | Self::Year(day) => day,
        }
    }
    /// The day behind the last of them; `None` at the end of the year 9999.
    pub(super) fn end(self) -> Option<Day> {
        match self {
            Self::Day(day) => {
                let begin = begin_of(day).0;
                day_of(Timestamp(begin + DAY_MILLISECONDS))
            }
            Self::Month(day) => months_before(day, -1),
            Self::Year(day) => months_before(day, -12),
        }
    }
}

/// The day of a moment, in UTC; `None` outside of the years from 1 to 9999.
pub(crate) fn day_of(moment: Timestamp) -> Option<Day> {
    // Days since 1970 in the calendar that repeats every 400 years, whose years
    // begin in March, so that the leap day is the last.
    let days = moment.0.div_euclid(DAY_MILLISECONDS) + 719_468;
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (month, is_next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    day_near(era * 400 + year_of_era + is_next, month, day)
}

/// The moment at which a day begins, in UTC.
pub(super) fn begin_of(day: Day) -> Timestamp {
    let (month, date) = (i64::from(day.month()), i64::from(day.day()));
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    let in_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + in_year;
    Timestamp((era * 146_097 + in_era - 719_468) * DAY_MILLISECONDS)
}

/// The same date so many months ago, or the last of that month.
fn months_before(day: Day, months: i64) -> Option<Day> {
    let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 - months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    day_near(year, month, i64::from(day.day()))
}

/// That day, or the last of its month where the month is shorter.
fn day_near(year: i64, month: i64, date: i64) -> Option<Day> {
    let year = u16::try_from(year).ok()?;
    let (month, last) = (u8::try_from(month).ok()?, u8::try_from(date).ok()?);
    let mut dates = (1..=last).rev();
    dates.find_map(|date| Day::new(year, month, date))
}

/// As [`Days::parse`] reads it.
pub(super) fn day_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// A number without a sign.
pub(super) fn digits(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0_i64, day(1970, 1, 1)),
            (-1, day(1969, 12, 31)),
            (951_782_400, day(2000, 2, 29)),
            (1_709_164_800, day(2024, 2, 29)),
            (1_709_251_199, day(2024, 2, 29)),
            (4_107_542_400, day(2100, 3, 1)),
        ] {
            assert_eq!(
                day_of(Timestamp(seconds * 1_000)),
                Some(expected),
                "{seconds}"
            );
        }
        let mut moment = begin_of(day(1899, 12, 31));
        for _ in 0..100_000 {
            assert_eq!(begin_of(day_of(moment).unwrap()), moment);
            moment = Timestamp(moment.0 + DAY_MILLISECONDS);
        }
    }

    #[test]
    fn a_period_begins_on_the_same_date_or_the_last_of_a_month() {
        let now = begin_of(day(2024, 3, 31));
        for (text, expected) in [
            ("0d", day(2024, 3, 31)),
            ("31d", day(2024, 2, 29)),
            ("2w", day(2024, 3, 17)),
            ("1m", day(2024, 2, 29)),
            ("13m", day(2023, 2, 28)),
            ("1y", day(2023, 3, 31)),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.begins(now), Some(expected), "{text}");
            assert_eq!(period.to_text(), text);
        }
        assert_eq!(Period::Years(5_000).begins(now), None);
        for text in ["", "d", "7", "-7d", "7h", "70000d", "٧d"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2024-01-31", "2024/1/31", "31.1.2024", "2024-1-31"] {
            assert_eq!(
                Days::parse(text),
                Some(Days::Day(day(2024, 1, 31))),
                "{text}"
            );
        }
        for text in ["2024-03", "2024/3", "3.2024"] {
            assert_eq!(
                Days::parse(text),
                Some(Days::Month(day(2024, 3, 1))),
                "{text}"
            );
        }
        assert_eq!(Days::parse("2024"), Some(Days::Year(day(2024, 1, 1))));
        assert_eq!(Days::parse(&day_text(day(7, 1, 2))), None);
        for text in [
            "",
            "24",
            "24.1",
            "13.2024",
            "2024-13",
            "2024-02-30",
            "2024-1-1-1",
            "+2024",
        ] {
            assert_eq!(Days::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_and_a_year_end_where_the_next_begins() {
        for (text, first, end) in [
            ("2024-02-28", day(2024, 2, 28), Some(day(2024, 2, 29))),
            ("2024-12-31", day(2024, 12, 31), Some(day(2025, 1, 1))),
            ("2024-02", day(2024, 2, 1), Some(day(2024, 3, 1))),
            ("2024-12", day(2024, 12, 1), Some(day(2025, 1, 1))),
            ("2024", day(2024, 1, 1), Some(day(2025, 1, 1))),
            ("9999-12-31", day(9999, 12, 31), None),
            ("9999-12", day(9999, 12, 1), None),
            ("9999", day(9999, 1, 1), None),
        ] {
            let days = Days::parse(text).unwrap();
            assert_eq!((days.first(), days.end()), (first, end), "{text}");
            assert_eq!(days.to_text(), text);
        }
    }
}
