//! How something recurs, in words.

use crate::listing::listed_and;
use crate::{calendar, i18n};
use cards::{Frequency, Recurrence, WeekdayRule};

/// The rule as a sentence's part: `Every 2 weeks on Monday and Thursday until …`.
pub(super) fn told(rule: &Recurrence) -> String {
    let interval = u32::from(rule.interval);
    let mut words = match rule.frequency {
        Frequency::Daily => i18n::recurs_daily(interval),
        Frequency::Weekly => i18n::recurs_weekly(interval),
        Frequency::Monthly => i18n::recurs_monthly(interval),
        Frequency::Yearly => i18n::recurs_yearly(interval),
        Frequency::Often => i18n::recurs_often().to_owned(),
    };
    let months: Vec<String> = rule.months.iter().map(|at| calendar::month(*at)).collect();
    if !months.is_empty() {
        words = i18n::recurs_in(&words, &listed_and(&months));
    }
    let days: Vec<String> = if rule.month_days.is_empty() {
        rule.weekdays.iter().map(weekday).collect()
    } else {
        rule.month_days.iter().map(|day| month_day(*day)).collect()
    };
    if !days.is_empty() {
        words = i18n::recurs_on(&words, &listed_and(&days));
    }
    // A weekday of a certain date is a rule that has no short words.
    let is_partial = rule.is_partial || !(rule.month_days.is_empty() || rule.weekdays.is_empty());
    if is_partial {
        words = i18n::recurs_partly(&words);
    }
    if let Some(until) = &rule.until {
        words = i18n::recurs_until(&words, &calendar::day(until));
    } else if let Some(count) = rule.count {
        words = i18n::recurs_times(&words, count);
    }
    words
}

fn weekday(rule: &WeekdayRule) -> String {
    let name = calendar::weekday(rule.weekday.number());
    match rule.nth {
        None => name,
        Some(1) => i18n::recurs_first(&name),
        Some(2) => i18n::recurs_second(&name),
        Some(3) => i18n::recurs_third(&name),
        Some(4) => i18n::recurs_fourth(&name),
        Some(-1) => i18n::recurs_last(&name),
        Some(nth) if nth > 0 => i18n::recurs_nth(&name, u32::from(nth.unsigned_abs())),
        Some(nth) => i18n::recurs_nth_last(&name, u32::from(nth.unsigned_abs())),
    }
}

fn month_day(day: i8) -> String {
    match day {
        -1 => i18n::recurs_last_day().to_owned(),
        day if day > 0 => i18n::recurs_day(u32::from(day.unsigned_abs())),
        day => i18n::recurs_day_last(u32::from(day.unsigned_abs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cards::{Date, Job, When};
    use mime_message::BuiltInCharsets;

    fn words(rule: &str) -> String {
        let file = format!("BEGIN:VEVENT\nDTSTART:20260105T100000Z\nRRULE:{rule}\nEND:VEVENT");
        let found = Job { files: vec![file] }.read(&BuiltInCharsets);
        told(found.invitations[0].recurrence.as_ref().unwrap())
    }

    #[test]
    fn rules_are_told_in_words() {
        for (rule, expected) in [
            ("FREQ=DAILY", "Every day"),
            (
                "FREQ=WEEKLY;BYDAY=MO,TH",
                "Every week on Monday and Thursday",
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=8",
                "Every 2 weeks on Monday, Wednesday and Friday, 8 times",
            ),
            ("FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday"),
            (
                "FREQ=MONTHLY;BYDAY=2TU",
                "Every month on the second Tuesday",
            ),
            ("FREQ=MONTHLY;BYDAY=5TU", "Every month on Tuesday number 5"),
            ("FREQ=MONTHLY;BYMONTHDAY=15", "Every month on day 15"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
                "Every month on day 13, with further conditions",
            ),
            (
                "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU",
                "Every year in month 3 on the first Sunday",
            ),
            ("FREQ=HOURLY", "Several times a day"),
        ] {
            assert_eq!(words(rule), expected, "{rule}");
        }
        let until = words("FREQ=DAILY;UNTIL=20260706T000000Z");
        let day = calendar::day(&When::Day(Date::new(2026, 7, 6).unwrap()));
        assert_eq!(until, format!("Every day until {day}"));
    }
}
