//! When events are, in the person's language and on their clock.
//!
//! What a time means is decided here, by plain functions; names and order of
//! its parts are the browser's (ECMA-402), which also knows all time zones. Off
//! the browser, as in unit tests, a plain form stands in.

use crate::i18n;
use cards::{ClockTime, Date, When};
use mail_model::Timestamp;

/// What is told of when an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// From when to when, on the person's own clock.
    pub span: String,
    /// That it is today or next to it.
    pub near: Option<&'static str>,
    /// The same on the sender's clock, where that shows another time, or the
    /// zone's name where nobody knows what its clock shows.
    pub elsewhere: Option<String>,
}

/// A time as far as it can be known here. Milliseconds since 1970 each: those of
/// clocks and days count as if they were UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Day(i64),
    Clock {
        at: i64,
        /// The zone that nobody knows.
        zone: Option<String>,
    },
    Moment {
        at: i64,
        /// The sender's offset in minutes, and their zone.
        there: Option<(i32, String)>,
    },
}

impl Known {
    fn of(when: &When) -> Self {
        match when {
            When::Day(date) => Self::Day(date.number() * DAY),
            When::Floating(clock) => Self::Clock {
                at: clock.0 * 1_000,
                zone: None,
            },
            When::At {
                moment,
                offset_minutes,
                zone,
            } => Self::Moment {
                at: moment.0,
                there: zone.clone().map(|zone| (i32::from(*offset_minutes), zone)),
            },
            When::InZone { clock, zone } => {
                let offset_at = |at| writing::offset_in_zone(zone, at);
                match moment_of_clock(*clock, offset_at) {
                    Some((at, offset)) => Self::Moment {
                        at,
                        there: Some((offset, zone.clone())),
                    },
                    None => Self::Clock {
                        at: clock.0 * 1_000,
                        zone: Some(zone.clone()),
                    },
                }
            }
        }
    }
    fn at(&self) -> i64 {
        match self {
            Self::Day(at) | Self::Clock { at, .. } | Self::Moment { at, .. } => *at,
        }
    }
    /// The day of the person's calendar, counted from 1970.
    fn day(&self) -> i64 {
        let local = match self {
            Self::Moment { at, .. } => at + i64::from(writing::local_offset(*at)) * 60_000,
            Self::Day(at) | Self::Clock { at, .. } => *at,
        };
        local.div_euclid(DAY)
    }
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The moment at which a clock shows a time, in milliseconds, and its offset
/// then; `offset_at` tells the offset at a moment, in minutes. A time that is
/// skipped counts by what held before, and of two the first is meant (RFC 5545
/// §3.3.5).
fn moment_of_clock(clock: ClockTime, offset_at: impl Fn(i64) -> Option<i32>) -> Option<(i64, i32)> {
    let shown = clock.0 * 1_000;
    let before = offset_at(shown - DAY)?;
    let after = offset_at(shown + DAY)?;
    let with = |offset: i32| (shown - i64::from(offset) * 60_000, offset);
    let holds = |(at, offset): (i64, i32)| offset_at(at) == Some(offset);
    let candidates = [with(before), with(after)];
    let found = candidates.into_iter().find(|candidate| holds(*candidate));
    Some(found.unwrap_or(with(before)))
}

/// Tells when an event is. `now` is the time it is.
pub fn told(start: &When, end: Option<&When>, now: Timestamp) -> Told {
    let (start, end) = (Known::of(start), end.map(Known::of));
    let end_at = end.as_ref().map(Known::at);
    let today = now.0 + i64::from(writing::local_offset(now.0)) * 60_000;
    let near = match start.day() - today.div_euclid(DAY) {
        -1 => Some(i18n::event_yesterday()),
        0 => Some(i18n::event_today()),
        1 => Some(i18n::event_tomorrow()),
        _ => None,
    };
    let (span, elsewhere) = match &start {
        Known::Day(at) => (writing::days(*at, end_at), None),
        Known::Clock { at, zone } => {
            let zone = zone.as_ref().map(|zone| i18n::event_zone_unknown(zone));
            (writing::clock_span(*at, end_at), zone)
        }
        Known::Moment { at, there } => {
            let elsewhere = there
                .as_ref()
                .filter(|(offset, _)| *offset != writing::local_offset(*at))
                .map(|(offset, zone)| {
                    let shift = i64::from(*offset) * 60_000;
                    let span = writing::short_span(at + shift, end_at.map(|end| end + shift));
                    i18n::event_elsewhere(&span, &zone.replace('_', " "))
                });
            (writing::moment_span(*at, end_at), elsewhere)
        }
    };
    Told {
        span,
        near,
        elsewhere,
    }
}

/// A date or time by its day alone.
pub fn day(when: &When) -> String {
    let day = Known::of(when).day();
    writing::days(day * DAY, None)
}

/// A day of a month; of the year 2000 where the year is not known.
pub fn date(date: Date, with_year: bool) -> String {
    writing::date(date.number() * DAY, with_year)
}

/// The day of a moment on the person's clock, with its month and year.
pub fn day_of(moment: Timestamp) -> String {
    let local = moment.0 + i64::from(writing::local_offset(moment.0)) * 60_000;
    writing::date(local.div_euclid(DAY) * DAY, true)
}

/// The offset of the person's clock at a moment, in minutes east of UTC.
pub fn offset_minutes(moment: Timestamp) -> i16 {
    i16::try_from(writing::local_offset(moment.0)).unwrap_or(0)
}

/// A weekday's name; 0 for Monday.
pub fn weekday(number: i64) -> String {
    // The first Monday after 1970 was the fifth day.
    writing::weekday((4 + number) * DAY)
}

/// A month's name; 1 for January.
pub fn month(number: u8) -> String {
    let first = Date::new(2_000, number.clamp(1, 12), 1);
    writing::month(first.map_or(0, Date::number) * DAY)
}

#[cfg(target_arch = "wasm32")]
mod writing {
    use crate::i18n;
    use js_sys::{Array, Date, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

    /// A formatter of dates; `None` where the browser knows no such zone.
    fn formatter(locales: &Array, options: &[(&str, &str)]) -> Option<JsValue> {
        let object = Object::new();
        for (key, value) in options {
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
        }
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
        Reflect::construct(&class, &Array::of2(locales, &object)).ok()
    }

    fn call(object: &JsValue, method: &str, arguments: &Array) -> Option<String> {
        let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
        method.apply(object, arguments).ok()?.as_string()
    }

    /// The widest range of ECMAScript's time values (ECMA-262 §21.4.1.1).
    const LATEST: i64 = 8_640_000_000_000_000;

    fn date_of(at: i64) -> Date {
        Date::new(&(at.clamp(-LATEST, LATEST) as f64).into())
    }

    fn write(at: i64, end: Option<i64>, options: &[(&str, &str)]) -> String {
        let format = formatter(&Array::of1(&i18n::language().into()), options);
        let written = format.and_then(|format| match end {
            Some(end) => call(
                &format,
                "formatRange",
                &Array::of2(&date_of(at), &date_of(end)),
            ),
            None => call(&format, "format", &Array::of1(&date_of(at))),
        });
        written.unwrap_or_default()
    }

    const DATE: [(&str, &str); 4] = [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
    ];
    const TIME: [(&str, &str); 2] = [("hour", "numeric"), ("minute", "2-digit")];
    const UTC: [(&str, &str); 1] = [("timeZone", "UTC")];

    pub(super) fn moment_span(at: i64, end: Option<i64>) -> String {
        write(at, end, &[&DATE[..], &TIME].concat())
    }
    pub(super) fn clock_span(at: i64, end: Option<i64>) -> String {
        write(at, end, &[&DATE[..], &TIME, &UTC].concat())
    }
    pub(super) fn short_span(at: i64, end: Option<i64>) -> String {
        write(
            at,
            end,
            &[&[("weekday", "short")][..], &TIME, &UTC].concat(),
        )
    }
    pub(super) fn days(at: i64, end: Option<i64>) -> String {
        write(at, end, &[&DATE[..], &UTC].concat())
    }
    pub(super) fn date(at: i64, with_year: bool) -> String {
        let parts = if with_year { &DATE[1..] } else { &DATE[1..3] };
        write(at, None, &[parts, &UTC].concat())
    }
    pub(super) fn weekday(at: i64) -> String {
        write(at, None, &[&DATE[..1], &UTC].concat())
    }
    pub(super) fn month(at: i64) -> String {
        write(at, None, &[&DATE[2..3], &UTC].concat())
    }
    pub(super) fn local_offset(at: i64) -> i32 {
        // The browser counts minutes west.
        -(date_of(at).get_timezone_offset() as i32)
    }

    /// The offset of a zone's clock at a moment, in minutes; `None` where the
    /// browser does not know the zone.
    pub(super) fn offset_in_zone(zone: &str, at: i64) -> Option<i32> {
        // A form that says all in figures, in one order.
        let locale = Array::of1(&"en-US-u-ca-gregory-nu-latn".into());
        let options = [
            ("timeZone", zone),
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "2-digit"),
            ("day", "2-digit"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ];
        let format = formatter(&locale, &options)?;
        let text = call(&format, "format", &Array::of1(&date_of(at)))?;
        let figures: Vec<i64> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|figures| figures.parse().ok())
            .collect();
        let [month, day, year, hour, minute] = figures.as_slice() else {
            return None;
        };
        let date = cards::Date::new(
            u16::try_from(*year).ok()?,
            u8::try_from(*month).ok()?,
            u8::try_from(*day).ok()?,
        )?;
        let shown = date.number() * 1_440 + hour * 60 + minute;
        i32::try_from(shown - at.div_euclid(60_000)).ok()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod writing {
    use cards::{Date, Weekday};

    fn span(at: i64, end: Option<i64>) -> String {
        end.map_or(at.to_string(), |end| format!("{at}–{end}"))
    }
    pub(super) fn moment_span(at: i64, end: Option<i64>) -> String {
        span(at, end)
    }
    pub(super) fn clock_span(at: i64, end: Option<i64>) -> String {
        span(at, end)
    }
    pub(super) fn short_span(at: i64, end: Option<i64>) -> String {
        span(at, end)
    }
    pub(super) fn days(at: i64, end: Option<i64>) -> String {
        let text = |at: i64| Date::of_number(at / super::DAY).to_string();
        end.map_or(text(at), |end| format!("{}–{}", text(at), text(end)))
    }
    pub(super) fn date(at: i64, _with_year: bool) -> String {
        days(at, None)
    }
    pub(super) fn weekday(at: i64) -> String {
        let date = Date::of_number(at / super::DAY);
        let number = (date.number() + 3).rem_euclid(7);
        let weekday = Weekday::ALL.into_iter().find(|day| day.number() == number);
        weekday.map_or(String::new(), |day| format!("{day:?}"))
    }
    pub(super) fn month(at: i64) -> String {
        format!("month {}", Date::of_number(at / super::DAY).month)
    }
    pub(super) fn local_offset(_at: i64) -> i32 {
        0
    }
    pub(super) fn offset_in_zone(zone: &str, _at: i64) -> Option<i32> {
        (zone == "Asia/Tokyo").then_some(540)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    /// A clock that goes forward an hour at hour 1,000 of 1970, and back at 2,000.
    fn offset_at(at: i64) -> Option<i32> {
        let is_summer = (1_000 * HOUR..2_000 * HOUR).contains(&at);
        Some(if is_summer { 120 } else { 60 })
    }

    #[test]
    fn a_zone_that_the_browser_knows_tells_the_moment_of_its_clock() {
        for (hours, minutes, expected_hours, expected_minutes, offset) in [
            (500, 0, 499, 0, 60),
            (1_500, 0, 1_498, 0, 120),
            // From 1001:00 to 1002:00 the clock shows nothing.
            (1_000, 59, 999, 59, 60),
            (1_001, 30, 1_000, 30, 60),
            (1_002, 0, 1_000, 0, 120),
            // From 2001:00 to 2002:00 it shows all twice: the first is meant.
            (2_000, 59, 1_998, 59, 120),
            (2_001, 30, 1_999, 30, 120),
            (2_002, 0, 2_001, 0, 60),
        ] {
            let clock = ClockTime(hours * 3_600 + minutes * 60);
            let expected = expected_hours * HOUR + expected_minutes * 60_000;
            assert_eq!(
                moment_of_clock(clock, offset_at),
                Some((expected, offset)),
                "{hours}:{minutes}"
            );
        }
        assert_eq!(moment_of_clock(ClockTime(0), |_| None), None);
    }

    #[test]
    fn a_time_elsewhere_is_told_where_the_clocks_differ() {
        let at = |offset_minutes| When::At {
            moment: Timestamp(HOUR),
            offset_minutes,
            zone: Some("America/New_York".to_owned()),
        };
        let here = told(&at(0), None, Timestamp(0));
        assert_eq!((here.span.as_str(), here.elsewhere), ("3600000", None));
        let there = told(&at(-300), None, Timestamp(0)).elsewhere.unwrap();
        assert!(there.contains("America/New York"), "{there}");
        assert!(there.contains("-14400000"), "{there}");
        let in_zone = |zone: &str| When::InZone {
            clock: ClockTime(9 * 3_600),
            zone: zone.to_owned(),
        };
        assert_eq!(told(&in_zone("Asia/Tokyo"), None, Timestamp(0)).span, "0");
        let unknown = told(&in_zone("Ours"), None, Timestamp(0));
        assert_eq!(unknown.span, (9 * HOUR).to_string());
        assert!(unknown.elsewhere.unwrap().contains("Ours"));
    }

    #[test]
    fn days_that_are_near_are_called_by_name() {
        let now = Timestamp(20_780 * DAY + 5 * HOUR);
        for (days, expected) in [
            (-2, None),
            (-1, Some(i18n::event_yesterday())),
            (0, Some(i18n::event_today())),
            (1, Some(i18n::event_tomorrow())),
            (2, None),
        ] {
            let date = Date::of_number(20_780 + days);
            assert_eq!(told(&When::Day(date), None, now).near, expected, "{days}");
        }
    }
}
