//! The headings under which a list's messages stand by their day.

use mail_model::Timestamp;

/// Whose messages stand together, the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayGroup {
    /// Of a day that is not known yet.
    Unknown,
    /// Of today, or of a clock that is ahead.
    Today,
    /// Of the day before.
    Yesterday,
    /// Of this week, from the day on with which weeks begin here.
    ThisWeek,
    /// Of the week before.
    LastWeek,
    /// Of this month.
    ThisMonth,
    /// Of the month before.
    LastMonth,
    /// From before that.
    Older,
}

/// A day of the person's calendar, counted from 1970-01-01.
pub type Day = i64;

/// The group that a day belongs to, where weeks begin with `first_weekday`: 1 is
/// Monday, 7 Sunday.
pub fn day_group(day: Day, today: Day, first_weekday: Day) -> DayGroup {
    // 1970-01-05 was a Monday.
    let week = |day: Day| (day - 3 - first_weekday).div_euclid(7);
    let months = month(today) - month(day);
    match (today - day, week(today) - week(day)) {
        (..=0, _) => DayGroup::Today,
        (1, _) => DayGroup::Yesterday,
        (_, 0) => DayGroup::ThisWeek,
        (_, 1) => DayGroup::LastWeek,
        _ if months == 0 => DayGroup::ThisMonth,
        _ if months == 1 => DayGroup::LastMonth,
        _ => DayGroup::Older,
    }
}

/// The group of a moment, on the person's clock.
pub fn group_of(moment: Timestamp) -> DayGroup {
    let day = crate::format::local_day_number;
    let today = day(crate::format::now());
    day_group(day(moment), today, crate::format::first_weekday())
}

/// Months of the Gregorian calendar, counted from the year 0. Counted in years
/// that begin in March, leap days are the last of their years.
fn month(day: Day) -> i64 {
    let since_march_0 = day + 719_468;
    let era = since_march_0.div_euclid(146_097);
    let of_era = since_march_0.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    (era * 400 + year_of_era) * 12 + month_from_march + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday, 2026-11-21.
    const TODAY: Day = 20_778;

    #[test]
    fn days_stand_under_the_nearest_heading() {
        for (ago, group) in [
            (-3, DayGroup::Today),
            (0, DayGroup::Today),
            (1, DayGroup::Yesterday),
            (2, DayGroup::ThisWeek),
            (5, DayGroup::ThisWeek),
            (6, DayGroup::LastWeek),
            (12, DayGroup::LastWeek),
            (13, DayGroup::ThisMonth),
            (20, DayGroup::ThisMonth),
            (21, DayGroup::LastMonth),
            (51, DayGroup::LastMonth),
            (52, DayGroup::Older),
            (20_000, DayGroup::Older),
        ] {
            assert_eq!(day_group(TODAY - ago, TODAY, 1), group, "{ago} days ago");
        }
    }

    #[test]
    fn weeks_begin_where_people_begin_them() {
        for (first_weekday, ago, group) in [
            // From Sunday on, six days before this Saturday.
            (7, 6, DayGroup::ThisWeek),
            (7, 7, DayGroup::LastWeek),
            (7, 13, DayGroup::LastWeek),
            (7, 14, DayGroup::ThisMonth),
            // From Saturday on: it is the first day.
            (6, 2, DayGroup::LastWeek),
            (6, 7, DayGroup::LastWeek),
            (6, 8, DayGroup::ThisMonth),
        ] {
            let found = day_group(TODAY - ago, TODAY, first_weekday);
            assert_eq!(found, group, "{ago} days ago, from {first_weekday}");
        }
    }

    #[test]
    fn groups_never_grow_younger_as_days_grow_older() {
        for today in TODAY..TODAY + 800 {
            for first_weekday in 1..=7 {
                let groups = (0..200).map(|ago| day_group(today - ago, today, first_weekday));
                assert!(groups.is_sorted(), "{today}, {first_weekday}");
            }
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (day, of) in [
            (0, (1970, 1)),
            (58, (1970, 2)),
            (59, (1970, 3)),
            (11_016, (2000, 2)),
            (11_017, (2000, 3)),
            (TODAY, (2026, 11)),
            (-1, (1969, 12)),
        ] {
            let (year, number) = of;
            assert_eq!(month(day), year * 12 + number - 1, "{day}");
        }
    }
}
