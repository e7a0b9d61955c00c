//! Lines about what happened, to standard error. The program's own events and
//! nothing else: no library has a logger to write to, so none can write down
//! what it relays.

use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::config::{LogFormat, LogLevel, LogSettings};

/// Where lines go, and which.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Log {
    settings: LogSettings,
}

/// A value in a line.
#[derive(Clone, Copy)]
pub(crate) enum Field<'a> {
    Text(&'a str),
    Count(u64),
    Shown(&'a dyn fmt::Display),
}

impl Log {
    pub(crate) fn new(settings: LogSettings) -> Self {
        Self { settings }
    }

    pub(crate) fn debug(self, event: &str, fields: &[(&str, Field<'_>)]) {
        self.write(LogLevel::Debug, event, fields);
    }
    pub(crate) fn info(self, event: &str, fields: &[(&str, Field<'_>)]) {
        self.write(LogLevel::Info, event, fields);
    }
    pub(crate) fn warn(self, event: &str, fields: &[(&str, Field<'_>)]) {
        self.write(LogLevel::Warn, event, fields);
    }
    pub(crate) fn error(self, event: &str, fields: &[(&str, Field<'_>)]) {
        self.write(LogLevel::Error, event, fields);
    }

    fn write(self, level: LogLevel, event: &str, fields: &[(&str, Field<'_>)]) {
        if level < self.settings.level {
            return;
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let line = line(self.settings.format, now, level, event, fields);
        // A log that cannot be written must not stop the mail.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }
}

fn line(
    format: LogFormat,
    now: Duration,
    level: LogLevel,
    event: &str,
    fields: &[(&str, Field<'_>)],
) -> String {
    let time = utc(now);
    let level = match level {
        LogLevel::Debug => "debug",
        LogLevel::Info => "info",
        LogLevel::Warn => "warn",
        LogLevel::Error => "error",
    };
    let mut line = match format {
        LogFormat::Text => format!("{time} {level} {event}"),
        LogFormat::Json => {
            format!("{{\"time\":\"{time}\",\"level\":\"{level}\",\"event\":\"{event}\"")
        }
    };
    for (name, field) in fields {
        match format {
            LogFormat::Text => {
                let _ = write!(line, " {name}=");
            }
            LogFormat::Json => {
                let _ = write!(line, ",\"{name}\":");
            }
        }
        match field {
            Field::Count(count) => {
                let _ = write!(line, "{count}");
            }
            Field::Text(text) => push_quoted(&mut line, text),
            Field::Shown(shown) => push_quoted(&mut line, &shown.to_string()),
        }
    }
    line.push_str(match format {
        LogFormat::Text => "\n",
        LogFormat::Json => "}\n",
    });
    line
}

/// A JSON string (RFC 8259 §7). The text format uses it too, so that nothing
/// in a value can begin a line of its own.
fn push_quoted(line: &mut String, text: &str) {
    line.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                line.push('\\');
                line.push(character);
            }
            _ if character.is_control() => {
                let _ = write!(line, "\\u{:04x}", u32::from(character));
            }
            _ => line.push(character),
        }
    }
    line.push('"');
}

/// The time in UTC (RFC 3339), from the time since 1970.
fn utc(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let (year, month, day) = date(seconds / 86_400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
        since_1970.subsec_millis()
    )
}

/// The Gregorian date of a day, counted from 1970-01-01. Years are counted
/// from March, so that the leap day is a year's last.
fn date(days_since_1970: u64) -> (u64, u64, u64) {
    const DAYS_FROM_YEAR_0_MARCH_TO_1970: u64 = 719_468;
    const DAYS_IN_400_YEARS: u64 = 146_097;
    let days = days_since_1970 + DAYS_FROM_YEAR_0_MARCH_TO_1970;
    let era = days / DAYS_IN_400_YEARS;
    let day_of_era = days % DAYS_IN_400_YEARS;
    // Every fourth year has a leap day, but not every hundredth, but every four hundredth.
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524
        - day_of_era / (DAYS_IN_400_YEARS - 1))
        / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{Field, date, line};
    use crate::config::{LogFormat, LogLevel};
    use std::time::Duration;

    #[test]
    fn every_day_of_four_centuries_has_its_date() {
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..146_097 + 1000 {
            assert_eq!(date(days), (year, month, day));
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > last {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }

    #[test]
    fn no_value_can_begin_a_line_or_a_field_of_its_own() {
        let fields = [
            ("host", Field::Text("a\"\n\u{1b}[2J=b")),
            ("bytes", Field::Count(7)),
        ];
        let text = line(
            LogFormat::Text,
            Duration::ZERO,
            LogLevel::Info,
            "e",
            &fields,
        );
        assert_eq!(
            text,
            "1970-01-01T00:00:00.000Z info e host=\"a\\\"\\u000a\\u001b[2J=b\" bytes=7\n"
        );
        let json = line(
            LogFormat::Json,
            Duration::ZERO,
            LogLevel::Info,
            "e",
            &fields,
        );
        assert_eq!(
            json,
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"event\":\"e\",\"host\":\"a\\\"\\u000a\\u001b[2J=b\",\"bytes\":7}\n"
        );
    }
}
