//! INTERNALDATE (RFC 9051 §9, date-time), read forgivingly.

use mail_model::Timestamp;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The same as they are written.
const WRITTEN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// The years 0 to 9999.
const FIRST_SECOND: i64 = -62_167_219_200;
const LAST_SECOND: i64 = 253_402_300_799;

/// The moment that `17-Jul-1996 02:44:25 -0700` names. Missing seconds are 0, a
/// missing or unreadable zone is UTC, years of two digits are of 1970 to 2069.
pub(crate) fn internal_date(text: &str) -> Option<Timestamp> {
    let mut words = text.split_ascii_whitespace();
    let (date, time) = (words.next()?, words.next().unwrap_or("0:0:0"));
    let offset = words.next().and_then(zone_offset).unwrap_or(0);

    let mut date = date.split('-');
    let day: i64 = date.next()?.parse().ok()?;
    let month_name = date.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| month_name.starts_with(m))?;
    let month = i64::try_from(month).ok()? + 1;
    let year: i64 = date.next()?.parse().ok()?;
    let year = match year {
        0..70 => year + 2000,
        70..100 => year + 1900,
        100..=9999 => year,
        _ => return None,
    };

    let mut time = time
        .split([':', '.'])
        .map(|part| part.parse().unwrap_or(0_i64));
    let hour = time.next()?.clamp(0, 23);
    let minute = time.next().unwrap_or(0).clamp(0, 59);
    let second = time.next().unwrap_or(0).clamp(0, 60);
    if !(1..=31).contains(&day) {
        return None;
    }
    let seconds = days_since_epoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some(Timestamp((seconds - offset * 60) * 1_000))
}

/// A moment as INTERNALDATE is written, in UTC: `17-Jul-1996 09:44:25 +0000`.
pub(crate) fn date_time(moment: Timestamp) -> String {
    // Years of four digits are all that the grammar has.
    let seconds = moment.0.div_euclid(1_000).clamp(FIRST_SECOND, LAST_SECOND);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date_of_day(days);
    let name = usize::try_from(month - 1).ok().and_then(|m| WRITTEN.get(m));
    format!(
        "{day:02}-{}-{year:04} {:02}:{:02}:{:02} +0000",
        name.unwrap_or(&"Jan"),
        second / 3_600,
        second / 60 % 60,
        second % 60
    )
}

/// Minutes east of UTC, from `+0130`.
fn zone_offset(zone: &str) -> Option<i64> {
    let digits = zone.strip_prefix(['+', '-']).filter(|d| d.len() == 4)?;
    let number: i64 = digits.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    Some(if zone.starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

/// Days from 1970-01-01 in the Gregorian calendar. Years begin in March, so
/// that the leap day is their last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + leap_days + day_of_year - 719_468
}

/// Year, month and day of a day counted from 1970-01-01: the inverse of
/// [`days_since_epoch`], for years from 0 on.
fn date_of_day(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    // 400 years have the same number of days, wherever they begin.
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_servers_write_them() {
        for (text, seconds) in [
            (" 1-Jan-1970 00:00:00 +0000", 0),
            ("17-Jul-1996 02:44:25 -0700", 837_596_665),
            ("29-Feb-2000 12:00:00 +0000", 951_825_600),
            ("31-Dec-1999 23:59:59 +0530", 946_664_999),
            ("1-Feb-24 10:00 +0100", 1_706_778_000),
            ("01-feb-2024 10:00:00", 1_706_781_600),
        ] {
            assert_eq!(
                internal_date(text),
                Some(Timestamp(seconds * 1_000)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for day in (-700_000..2_900_000).step_by(97) {
            let moment = Timestamp((day * 86_400 + day % 86_400) * 1_000);
            let text = date_time(moment);
            if moment.0 >= -59_011_459_200_000 {
                assert_eq!(internal_date(&text), Some(moment), "{text}");
            }
        }
        assert_eq!(date_time(Timestamp(0)), "01-Jan-1970 00:00:00 +0000");
        assert_eq!(
            date_time(Timestamp(951_825_600_999)),
            "29-Feb-2000 12:00:00 +0000"
        );
        assert_eq!(date_time(Timestamp(i64::MIN)), "01-Jan-0000 00:00:00 +0000");
        assert_eq!(date_time(Timestamp(i64::MAX)), "31-Dec-9999 23:59:59 +0000");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "NIL",
            "32-Foo-2020 00:00:00 +0000",
            "-",
            "0-Jan-2020",
            "1-Jan-99999999999999999999",
        ] {
            assert_eq!(internal_date(text), None, "{text}");
        }
    }
}
