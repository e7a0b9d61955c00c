//! Recurrence rules (RFC 5545 §3.3.10), as parts of a sentence. Nothing here
//! unrolls one: a rule is told, not followed.

use crate::limits;
use crate::time::When;
use serde::{Deserialize, Serialize};

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frequency {
    /// Every so many days.
    Daily,
    /// Every so many weeks.
    Weekly,
    /// Every so many months.
    Monthly,
    /// Every so many years.
    Yearly,
    /// More often than daily.
    Often,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
    /// 0 for Monday to 6 for Sunday.
    pub fn number(self) -> i64 {
        self as i64
    }
    fn read(text: &str) -> Option<Self> {
        const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let at = NAMES
            .iter()
            .position(|name| name.eq_ignore_ascii_case(text))?;
        Self::ALL.get(at).copied()
    }
}

/// A weekday, or the so-manieth of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekdayRule {
    /// Which of them, from the end if negative; all where `None`.
    pub nth: Option<i8>,
    /// Which weekday.
    pub weekday: Weekday,
}

impl WeekdayRule {
    /// Reads `MO,-1SU`. What is none of them is passed over.
    pub(crate) fn read_list(text: &str) -> Vec<Self> {
        let read = |rule: &str| {
            let rule = rule.trim();
            let (nth, weekday) = rule.split_at_checked(rule.len().checked_sub(2)?)?;
            let nth = match nth {
                "" => None,
                nth => Some(nth.parse().ok().filter(|nth| *nth != 0)?),
            };
            Some(Self {
                nth,
                weekday: Weekday::read(weekday)?,
            })
        };
        text.split(',')
            .take(limits::RULE_VALUES)
            .filter_map(read)
            .collect()
    }
}

/// How something recurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// How often.
    pub frequency: Frequency,
    /// Every so many of them; 1 for each.
    pub interval: u16,
    /// So many times in all.
    pub count: Option<u32>,
    /// Until then, included.
    pub until: Option<When>,
    /// On these weekdays.
    pub weekdays: Vec<WeekdayRule>,
    /// On these days of the month, from its end if negative.
    pub month_days: Vec<i8>,
    /// In these months, 1 for January.
    pub months: Vec<u8>,
    /// The rule has further parts, which these words leave out.
    pub is_partial: bool,
}

impl Recurrence {
    /// Reads a rule; `until` reads the moment that it names.
    pub(crate) fn read(rule: &str, until: impl Fn(&str) -> Option<When>) -> Option<Self> {
        let mut read = Self {
            frequency: Frequency::Often,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            is_partial: false,
        };
        let mut position: Option<i8> = None;
        let mut has_frequency = false;
        for part in rule.split(';').take(limits::RULE_VALUES) {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    has_frequency = true;
                    read.frequency = match value.to_ascii_uppercase().as_str() {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        "MONTHLY" => Frequency::Monthly,
                        "YEARLY" => Frequency::Yearly,
                        "SECONDLY" | "MINUTELY" | "HOURLY" => Frequency::Often,
                        _ => return None,
                    };
                }
                "INTERVAL" => read.interval = value.parse().unwrap_or(1).max(1),
                "COUNT" => read.count = value.parse().ok(),
                "UNTIL" => read.until = until(value),
                "BYDAY" => read.weekdays = WeekdayRule::read_list(value),
                "BYMONTHDAY" => {
                    read.month_days = list(value, |day: &i8| *day != 0 && day.abs() <= 31);
                }
                "BYMONTH" => read.months = list(value, |month: &u8| (1..=12).contains(month)),
                "BYSETPOS" => match value.parse().ok().filter(|position| *position != 0) {
                    Some(one) => position = Some(one),
                    None => read.is_partial = true,
                },
                // When a week begins matters to few rules, and to no sentence.
                "WKST" => {}
                _ => read.is_partial = true,
            }
        }
        if let Some(position) = position {
            read.take_position(position);
        }
        has_frequency.then_some(read)
    }
    /// The so-manieth of one weekday is told as such, whichever way it was said.
    fn take_position(&mut self, position: i8) {
        match self.weekdays.as_mut_slice() {
            [only] if only.nth.is_none() && self.month_days.is_empty() => only.nth = Some(position),
            _ => self.is_partial = true,
        }
    }
}

fn list<T: core::str::FromStr>(text: &str, is_valid: impl Fn(&T) -> bool) -> Vec<T> {
    text.split(',')
        .take(limits::RULE_VALUES)
        .filter_map(|value| value.trim().parse().ok().filter(&is_valid))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    fn read(rule: &str) -> Option<Recurrence> {
        Recurrence::read(rule, |text| Date::parse(text).map(When::Day))
    }

    /// A rule as `frequency/interval count weekdays|days|months partial`.
    fn told(rule: &str) -> String {
        let Some(read) = read(rule) else {
            return "none".to_owned();
        };
        let weekdays: Vec<_> = read
            .weekdays
            .iter()
            .map(|rule| format!("{}{:?}", rule.nth.unwrap_or(0), rule.weekday))
            .collect();
        format!(
            "{:?}/{} {:?} {}|{:?}|{:?} {}",
            read.frequency,
            read.interval,
            read.count,
            weekdays.join(","),
            read.month_days,
            read.months,
            read.is_partial
        )
    }

    #[test]
    fn rules_are_told_by_their_parts() {
        for (rule, expected) in [
            ("FREQ=DAILY", "Daily/1 None |[]|[] false"),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO",
                "Weekly/2 None 0Monday,0Wednesday|[]|[] false",
            ),
            (
                "FREQ=MONTHLY;BYDAY=-1FR;COUNT=10",
                "Monthly/1 Some(10) -1Friday|[]|[] false",
            ),
            (
                "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2",
                "Monthly/1 None 2Tuesday|[]|[] false",
            ),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "Monthly/1 None 0Monday,0Tuesday,0Wednesday,0Thursday,0Friday|[]|[] true",
            ),
            (
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "Yearly/1 None |[29]|[2] false",
            ),
            (
                "freq=monthly;bymonthday=-1,15",
                "Monthly/1 None |[-1, 15]|[] false",
            ),
            ("FREQ=HOURLY;BYMINUTE=5", "Often/1 None |[]|[] true"),
            (
                "FREQ=WEEKLY;INTERVAL=0;BYDAY=XX,0MO,MO;COUNT=-4",
                "Weekly/1 None 0Monday|[]|[] false",
            ),
            ("FREQ=SOMETIMES", "none"),
            ("", "none"),
            ("COUNT=3", "none"),
        ] {
            assert_eq!(told(rule), expected, "{rule}");
        }
        let until = read("FREQ=DAILY;UNTIL=20261231").unwrap().until;
        assert_eq!(until, Date::parse("20261231").map(When::Day));
    }

    #[test]
    fn rules_of_any_length_are_bounded() {
        let days = "1,".repeat(100_000);
        let read = read(&format!("FREQ=MONTHLY;BYMONTHDAY={days}")).unwrap();
        assert_eq!(read.month_days.len(), limits::RULE_VALUES);
    }
}
