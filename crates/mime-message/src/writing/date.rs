//! Dates (RFC 5322 §3.3).

use mail_model::DateTime;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAY: i64 = 86_400;

/// A moment by its writer's clock, as it stands in a Date field.
pub fn date_text(date: DateTime) -> String {
    let offset = i64::from(date.offset_minutes);
    let seconds = date.timestamp.0.div_euclid(1_000) + offset * 60;
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let name = |names: &[&'static str], place: i64| {
        let place = usize::try_from(place).ok();
        place
            .and_then(|place| names.get(place))
            .copied()
            .unwrap_or_default()
    };
    let (weekday, month) = (name(&DAYS, days.rem_euclid(7)), name(&MONTHS, month - 1));
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let (sign, offset) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let (hours, minutes) = (offset / 60, offset % 60);
    format!(
        "{weekday}, {day} {month} {year:04} {hour:02}:{minute:02}:{second:02} {sign}{hours:02}{minutes:02}"
    )
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian
/// calendar: its years are counted from March, so that the leap day is the last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::Timestamp;

    #[test]
    fn moments_are_written_by_their_writers_clock() {
        for (seconds, offset_minutes, text) in [
            (0, 0, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (1_780_308_000, 120, "Mon, 1 Jun 2026 12:00:00 +0200"),
            (1_709_164_800, -210, "Wed, 28 Feb 2024 20:30:00 -0330"),
            (1_709_208_000, 0, "Thu, 29 Feb 2024 12:00:00 +0000"),
            (951_782_400, 0, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (-1, 0, "Wed, 31 Dec 1969 23:59:59 +0000"),
        ] {
            let date = DateTime {
                timestamp: Timestamp(seconds * 1_000),
                offset_minutes,
            };
            assert_eq!(date_text(date), text);
        }
    }
}
