//! Time zones as a file describes them (RFC 5545 §3.6.5), and the moments that
//! times on their clocks are.

use crate::component::Component;
use crate::limits;
use crate::line::{Line, split_unescaped};
use crate::recurrence::WeekdayRule;
use crate::time::{ClockTime, Date, Span, When, days_of_month};
use crate::zone_name::iana_name;
use mail_model::Timestamp;
use std::collections::BTreeMap;

/// The zones of a file, by what its times call them.
#[derive(Debug, Default)]
pub(crate) struct Zones(BTreeMap<String, Zone>);

#[derive(Debug)]
struct Zone {
    observances: Vec<Observance>,
}

/// A change of the clocks: once, on several dates, or every year.
#[derive(Debug)]
struct Observance {
    /// When it first happens, on the clock as it goes until then.
    start: ClockTime,
    /// The offsets from UTC before and after, in seconds east.
    from: i64,
    to: i64,
    yearly: Option<Yearly>,
    dates: Vec<ClockTime>,
}

/// Every year on a day of a month.
#[derive(Debug)]
struct Yearly {
    month: u8,
    day: DayRule,
    /// The last year in which it happens.
    until: Option<u16>,
}

#[derive(Debug)]
enum DayRule {
    /// The so-manieth such weekday of the month, from its end if negative.
    Weekday { nth: i64, weekday: i64 },
    /// The first such weekday on or after a day.
    WeekdayFrom { day: u8, weekday: i64 },
    /// Always the same day.
    Day(u8),
}

impl Zones {
    /// Reads the VTIMEZONEs among the components of a file.
    pub(crate) fn read<'a>(components: impl Iterator<Item = &'a Component>) -> Self {
        let zones = components.filter(|component| component.name == "VTIMEZONE");
        let named = zones.take(limits::ZONES).filter_map(|component| {
            let observances = component.children.iter();
            let observances: Vec<_> = observances
                .take(limits::OBSERVANCES)
                .filter_map(Observance::read)
                .collect();
            let name = component.line("TZID")?.value.trim().to_owned();
            (!observances.is_empty()).then_some((name, Zone { observances }))
        });
        Self(named.collect())
    }
    /// What a line's date or time says; `None` if it says none.
    pub(crate) fn when(&self, line: &Line) -> Option<When> {
        let value = line.value.trim();
        if let Some(date) = Date::parse(value) {
            return Some(When::Day(date));
        }
        if let Some(clock) = value.strip_suffix(['Z', 'z']) {
            return ClockTime::parse(clock).map(When::utc);
        }
        let clock = ClockTime::parse(value)?;
        Some(
            match line.parameter("TZID").filter(|zone| !zone.is_empty()) {
                Some(zone) => self.in_zone(clock, zone),
                None => When::Floating(clock),
            },
        )
    }
    fn in_zone(&self, clock: ClockTime, name: &str) -> When {
        let iana = iana_name(name);
        if iana.as_deref() == Some("Etc/UTC") {
            return When::utc(clock);
        }
        let shown = iana.unwrap_or_else(|| crate::line::clean(name, limits::SHORT_TEXT));
        match self.0.get(name).and_then(|zone| zone.offset(clock)) {
            Some(offset) => When::At {
                moment: Timestamp((clock.0 - offset) * 1_000),
                offset_minutes: i16::try_from(offset / 60).unwrap_or(0),
                zone: Some(shown),
            },
            None => When::InZone { clock, zone: shown },
        }
    }
    /// The end of what begins at `start` and lasts a span, by the line's zone.
    pub(crate) fn after(&self, start: &Line, span: Span) -> Option<When> {
        let mut end = start.clone();
        // Days are added on the clock, and the rest is exact (RFC 5545 §3.3.6).
        let days = Span { seconds: 0, ..span };
        let value = start.value.trim();
        end.value = match Date::parse(value) {
            Some(date) => Date::of_number(date.number() + span.days).to_string(),
            None => {
                let clock = value.trim_end_matches(['Z', 'z']);
                let zulu = value.get(clock.len()..).unwrap_or_default();
                format!("{}{zulu}", ClockTime::parse(clock)?.plus(days))
            }
        };
        Some(match self.when(&end)? {
            When::Day(date) => When::Day(date),
            When::Floating(clock) => When::Floating(ClockTime(clock.0 + span.seconds)),
            When::InZone { clock, zone } => When::InZone {
                clock: ClockTime(clock.0 + span.seconds),
                zone,
            },
            When::At {
                moment,
                offset_minutes,
                zone,
            } => When::At {
                moment: Timestamp(moment.0 + span.seconds * 1_000),
                offset_minutes,
                zone,
            },
        })
    }
}

impl Zone {
    /// The offset from UTC at a time on the zone's clock, in seconds east. A
    /// time that the clock skips counts by what held before, and one that it
    /// shows twice is the first (RFC 5545 §3.3.5).
    fn offset(&self, clock: ClockTime) -> Option<i64> {
        let onsets = self
            .observances
            .iter()
            .filter_map(|observance| Some((observance.last_onset(clock)?, observance.to)));
        let last = onsets.max_by_key(|(onset, _)| *onset);
        let first = self.observances.iter().min_by_key(|first| first.start);
        last.map(|(_, to)| to).or(first.map(|first| first.from))
    }
}

impl Observance {
    fn read(component: &Component) -> Option<Self> {
        if !matches!(component.name.as_str(), "STANDARD" | "DAYLIGHT") {
            return None;
        }
        let clock = |text: &str| ClockTime::parse(text.trim().trim_end_matches(['Z', 'z']));
        let start = clock(&component.line("DTSTART")?.value)?;
        let to = offset(&component.line("TZOFFSETTO")?.value)?;
        let from = component.line("TZOFFSETFROM");
        let dates = component.lines("RDATE").flat_map(|line| {
            let values = split_unescaped(&line.value, ',');
            values.filter_map(clock).collect::<Vec<_>>()
        });
        Some(Self {
            start,
            from: from.and_then(|line| offset(&line.value)).unwrap_or(to),
            to,
            yearly: component
                .line("RRULE")
                .and_then(|line| Yearly::read(&line.value, start)),
            dates: dates.take(limits::OBSERVANCES).collect(),
        })
    }
    /// When it happened last until a time on the clock, of which it takes note.
    fn last_onset(&self, clock: ClockTime) -> Option<ClockTime> {
        // The clock skips what a change forward takes away.
        let skipped = (self.to - self.from).max(0);
        let has_come = |onset: &ClockTime| *onset >= self.start && onset.0 + skipped <= clock.0;
        let year = i64::from(clock.date().year);
        let yearly = self.yearly.iter().flat_map(|yearly| {
            // Around the turn of a year it may be the one before.
            let last = yearly
                .until
                .map_or(year, |until| year.min(i64::from(until)));
            [last, last - 1]
                .into_iter()
                .filter_map(|year| yearly.date(year))
        });
        let seconds = self.start.0.rem_euclid(86_400);
        let yearly = yearly.map(|date| ClockTime::new(date, seconds));
        let once = core::iter::once(self.start).chain(self.dates.iter().copied());
        once.chain(yearly).filter(has_come).max()
    }
}

impl Yearly {
    /// Reads the rules that zones have; others make it happen once.
    fn read(rule: &str, start: ClockTime) -> Option<Self> {
        let mut month = start.date().month;
        let (mut weekdays, mut day, mut until) = (Vec::new(), None, None);
        let mut is_yearly = false;
        for part in rule.split(';') {
            let Some((name, value)) = part.split_once('=') else {
                continue;
            };
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => is_yearly = value.eq_ignore_ascii_case("YEARLY"),
                "BYMONTH" => {
                    month = value
                        .parse()
                        .ok()
                        .filter(|month| (1..=12).contains(month))?;
                }
                "BYDAY" => weekdays = WeekdayRule::read_list(value),
                "BYMONTHDAY" => {
                    day = value
                        .split(',')
                        .filter_map(|day| day.parse::<u8>().ok())
                        .filter(|day| (1..=31).contains(day))
                        .min();
                }
                "UNTIL" => until = value.get(..4).and_then(|year| year.parse().ok()),
                _ => {}
            }
        }
        let day = match (weekdays.first(), day) {
            (Some(rule), Some(day)) => DayRule::WeekdayFrom {
                day,
                weekday: rule.weekday.number(),
            },
            (Some(rule), None) => DayRule::Weekday {
                nth: i64::from(rule.nth.unwrap_or(1)),
                weekday: rule.weekday.number(),
            },
            (None, day) => DayRule::Day(day.unwrap_or(start.date().day)),
        };
        is_yearly.then_some(Self { month, day, until })
    }
    /// Its day in a year, if it has one.
    fn date(&self, year: i64) -> Option<Date> {
        let year = u16::try_from(year).ok()?;
        let first = Date::new(year, self.month, 1)?;
        let length = days_of_month(i64::from(year), self.month);
        let until_weekday = |date: Date, weekday: i64| (weekday - date.weekday()).rem_euclid(7);
        let number = match self.day {
            DayRule::Day(day) => first.number() + i64::from(day.min(length)) - 1,
            DayRule::WeekdayFrom { day, weekday } => {
                let from = Date::new(year, self.month, day.min(length))?;
                from.number() + until_weekday(from, weekday)
            }
            DayRule::Weekday { nth, weekday } if nth > 0 => {
                first.number() + until_weekday(first, weekday) + (nth - 1) * 7
            }
            DayRule::Weekday { nth, weekday } => {
                let last = Date::new(year, self.month, length)?;
                let back = (last.weekday() - weekday).rem_euclid(7);
                last.number() - back + (nth + 1) * 7
            }
        };
        Some(Date::of_number(number))
    }
}

/// Reads `+0100`, `-033000` (RFC 5545 §3.3.14), in seconds east.
fn offset(text: &str) -> Option<i64> {
    let text = text.trim().replace(':', "");
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (-1, digits),
        ("+", digits) => (1, digits),
        _ => (1, text.as_str()),
    };
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits || !matches!(digits.len(), 4 | 6) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).map_or(Ok(0), str::parse::<i64>);
    let seconds = part(0).ok()? * 3_600 + part(2).ok()? * 60 + part(4).ok()?;
    // No clock is further from UTC than this.
    (seconds <= 18 * 3_600).then_some(sign * seconds)
}
