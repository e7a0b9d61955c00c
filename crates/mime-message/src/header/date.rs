use mail_model::{DateTime, Timestamp};

/// Reads a Date (RFC 5322 §3.3, with §4.3's obsolete forms), ISO 8601 too, and
/// what mailers write instead. `None` where it is no date that ever was.
pub(super) fn parse_date(field: &[u8]) -> Option<DateTime> {
    let text = String::from_utf8_lossy(field);
    let text = without_comments(&text);
    let mut date = Pieces::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        date.read_word(word);
    }
    date.finish()
}

/// What was found so far.
#[derive(Default)]
struct Pieces {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    seconds: Option<i64>,
    offset_minutes: Option<i64>,
}

impl Pieces {
    fn read_word(&mut self, word: &str) {
        if word.is_empty() || self.read_iso(word) {
            return;
        }
        if let Some(month) = month_number(word) {
            self.month.get_or_insert(month);
        } else if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            self.read_time(word);
        } else if self.seconds.is_some() && self.offset_minutes.is_none() && is_zone(word) {
            self.offset_minutes = zone_offset(word);
        } else if let Some((day, rest)) = word.split_once('-').filter(|_| self.month.is_none()) {
            // 01-Jun-2026.
            self.read_word(day);
            rest.splitn(2, '-').for_each(|piece| self.read_word(piece));
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            self.read_number(word);
        }
    }

    fn read_number(&mut self, word: &str) {
        let Ok(number) = word.parse::<i64>() else {
            return;
        };
        if self.day.is_none() && word.len() <= 2 {
            self.day = Some(number);
        } else if self.year.is_none() {
            self.year = Some(match word.len() {
                // §4.3: two digits below 50 are of this century, three count from 1900.
                2 if number < 50 => number + 2000,
                2 | 3 => number + 1900,
                _ => number,
            });
        }
    }

    /// `10:00`, `10:00:00`, `10:00:00.123`, `10:00:00+0200`, `10:00:00Z`.
    fn read_time(&mut self, word: &str) {
        let end = word
            .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
            .unwrap_or(word.len());
        let (clock, zone) = word.split_at_checked(end).unwrap_or((word, ""));
        let mut numbers = clock.split(':').map(|piece| {
            piece
                .split('.')
                .next()
                .unwrap_or_default()
                .parse::<i64>()
                .ok()
        });
        let hour = numbers.next().flatten();
        let minute = numbers.next().flatten();
        let second = numbers.next().map_or(Some(0), |second| second);
        self.seconds = match (hour, minute, second) {
            // A leap second is the next minute's first.
            (Some(hour @ 0..=23), Some(minute @ 0..=59), Some(second @ 0..=60)) => {
                Some(hour * 3600 + minute * 60 + second)
            }
            _ => Some(-1),
        };
        if !zone.is_empty() {
            self.offset_minutes = zone_offset(zone);
        }
    }

    /// `2026-06-01`, `2026-06-01T10:00:00+02:00`.
    fn read_iso(&mut self, word: &str) -> bool {
        let Some((date, time)) = word.split_at_checked(10) else {
            return false;
        };
        let mut numbers = date.split('-').map(|piece| piece.parse::<i64>().ok());
        let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) = (
            numbers.next(),
            numbers.next(),
            numbers.next(),
            numbers.next(),
        ) else {
            return false;
        };
        (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        if let Some(time) = time.strip_prefix('T') {
            self.read_time(time);
        }
        true
    }

    fn finish(self) -> Option<DateTime> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let seconds = self.seconds.unwrap_or(0);
        let offset = self.offset_minutes.unwrap_or(0);
        let is_real = (1900..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_of_month(year, month)).contains(&day)
            && seconds >= 0;
        if !is_real {
            return None;
        }
        let moment = days_since_epoch(year, month, day) * 86_400 + seconds - offset * 60;
        Some(DateTime {
            timestamp: Timestamp(moment * 1000),
            offset_minutes: i16::try_from(offset).ok()?,
        })
    }
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

fn month_number(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = word.get(..3)?.to_ascii_lowercase();
    if !word
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || byte == b'.')
    {
        return None;
    }
    let index = MONTHS.iter().position(|month| **month == start)?;
    i64::try_from(index + 1).ok()
}

fn is_zone(word: &str) -> bool {
    word.starts_with(['+', '-']) || word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The offset in minutes east. Names other than §4.3's say nothing, and count as UTC.
fn zone_offset(zone: &str) -> Option<i64> {
    if let Some(digits) = zone.strip_prefix(['+', '-']) {
        let digits: String = digits
            .chars()
            .filter(char::is_ascii_digit)
            .take(4)
            .collect();
        let number: i64 = digits.parse().ok()?;
        let (hours, minutes) = if digits.len() <= 2 {
            (number, 0)
        } else {
            (number / 100, number % 100)
        };
        let offset = hours * 60 + minutes;
        // No clock on earth is set so.
        if hours > 15 || minutes > 59 {
            return Some(0);
        }
        return Some(if zone.starts_with('-') {
            -offset
        } else {
            offset
        });
    }
    let hours = match zone.to_ascii_uppercase().as_str() {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "CET" | "MET" | "BST" => 1,
        "CEST" | "MEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "JST" | "KST" => 9,
        "AM" | "PM" => return None,
        _ => 0,
    };
    Some(hours * 60)
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar: years are counted from
/// March, so that the leap day is the last of its year.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days_before_month = (153 * month + 2) / 5;
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    year * 365 + leap_days + days_before_month + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i64, i16)> {
        parse_date(text.as_bytes()).map(|date| (date.timestamp.0 / 1000, date.offset_minutes))
    }

    #[test]
    fn dates_read_in_every_form() {
        // 2026-06-01T10:00:00Z.
        const TEN: i64 = 1_780_308_000;
        let table = [
            ("Mon, 01 Jun 2026 10:00:00 +0000", TEN, 0),
            ("1 Jun 2026 12:00:00 +0200", TEN, 120),
            ("Mon, 01 Jun 2026 10:00:00 -0000 (UTC)", TEN, 0),
            ("Mon,  1 Jun 2026 10:00:00 +0530", TEN - 19_800, 330),
            ("Mon, 1 Jun 2026 10:00 GMT", TEN, 0),
            ("Mon, 1 Jun 26 05:00:00 EST", TEN, -300),
            ("Mon Jun  1 10:00:00 2026", TEN, 0),
            ("Mon Jun 1 10:00:00 UTC 2026", TEN, 0),
            ("01-Jun-2026 10:00:00 +0000", TEN, 0),
            ("2026-06-01T10:00:00Z", TEN, 0),
            ("2026-06-01 12:00:00.5 +02:00", TEN, 120),
            ("2026-06-01T12:00:00+02:00", TEN, 120),
            ("Mon, 01 June 2026 10:00:00 +0000", TEN, 0),
            ("Monday, 01 Jun 2026 10:00:00", TEN, 0),
            ("Thu, 01 Jan 1970 00:00:00 +0000", 0, 0),
            ("Sat, 29 Feb 2020 00:00:00 +0000", 1_582_934_400, 0),
            ("1 Jan 99 00:00:00 +0000", 915_148_800, 0),
            ("1 Jan 100 00:00:00 +0000", 946_684_800, 0),
        ];
        for (text, seconds, offset) in table {
            assert_eq!(read(text), Some((seconds, offset)), "{text}");
        }
    }

    #[test]
    fn what_never_was_is_no_date() {
        for text in [
            "",
            "yesterday",
            "Fri, 31 Feb 2026 25:61:61 +9999",
            "Fri, 01 Feb 2026 25:00:00 +0000",
            "Mon, 01 Jun 99999 10:00:00 +0000",
            "Mon, 01 Jun 0026 10:00:00 +0000",
            "Mon, 01 Jun 99999999999999999999 10:00:00 +0000",
            "9999-99-99T99:99:99Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
