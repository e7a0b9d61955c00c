//! Numbers, sizes and dates as the person's language and clock write them.
//!
//! Which form to choose is decided here, by plain functions; the writing is the
//! browser's (ECMA-402). Off the browser, as in unit tests, a plain form stands in.

use mail_model::{DateTime, Timestamp};

/// How long a message's date may be in the list: the nearer, the shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateForm {
    /// Today: the hour.
    Hour,
    /// Within the last six days: the weekday and the hour.
    Weekday,
    /// This year: day and month.
    Day,
    /// Before, or in the future: day, month, year.
    Year,
}

/// A day of the person's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LocalDay {
    year: i32,
    /// Days since 1970-01-01, on the person's clock.
    number: i64,
}

fn date_form(day: LocalDay, today: LocalDay) -> DateForm {
    match today.number - day.number {
        0 => DateForm::Hour,
        1..=6 => DateForm::Weekday,
        past if past > 0 && day.year == today.year => DateForm::Day,
        _ => DateForm::Year,
    }
}

/// A size in a unit that leaves at most three digits before the point.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    amount: f64,
    unit: &'static str,
    fraction_digits: u8,
}

fn in_fitting_unit(octets: u64) -> Size {
    const UNITS: [&str; 4] = ["byte", "kilobyte", "megabyte", "gigabyte"];
    let mut amount = octets as f64;
    let mut index = 0;
    while amount >= 999.5 && index + 1 < UNITS.len() {
        amount /= 1000.0;
        index += 1;
    }
    Size {
        amount,
        unit: UNITS[index],
        fraction_digits: u8::from(index >= 2 && amount < 99.5),
    }
}

/// A number with the language's own grouping and digits.
pub fn number(number: u32) -> String {
    writing::number(f64::from(number))
}

/// The plural category of a number (Unicode CLDR): `one`, `few`, `other` …
pub fn plural_category(number: u32) -> String {
    writing::plural_category(f64::from(number))
}

/// A size in octets, as people read it: `4.9 MB`.
pub fn size(octets: u64) -> String {
    writing::size(in_fitting_unit(octets))
}

/// Makes what writes numbers, dates and sizes, and has it write: the first time takes
/// browsers tens of milliseconds, for which nobody need wait who is still typing.
pub fn prepare() {
    number(0);
    plural_category(0);
    size(1_000);
    row_date(now());
}

/// A row's date, as short as it can be understood today.
pub fn row_date(date: Timestamp) -> String {
    let form = date_form(writing::local_day(date), writing::local_day(now()));
    writing::row_date(date, form)
}

/// A date in full, on the person's clock.
pub fn full_date(date: Timestamp) -> String {
    writing::full_date(date)
}

/// A date in full, with the author's own clock beside it where that differs.
pub fn written_date(date: DateTime) -> String {
    let here = writing::full_date(date.timestamp);
    if i32::from(date.offset_minutes) == writing::offset_minutes(date.timestamp) {
        here
    } else {
        format!("{here} ({})", utc_offset(date.offset_minutes))
    }
}

/// How long ago a moment was, or how far ahead it is: "3 days ago".
pub fn distance(date: Timestamp) -> String {
    let (count, unit) = distance_unit(date.0 - now().0);
    writing::distance(count, unit)
}

/// A span of milliseconds in the largest unit of which it is at least one; what
/// lies behind is negative.
fn distance_unit(milliseconds: i64) -> (i64, &'static str) {
    const UNITS: [(&str, i64); 6] = [
        ("year", 365 * 24 * 3600),
        ("month", 30 * 24 * 3600),
        ("week", 7 * 24 * 3600),
        ("day", 24 * 3600),
        ("hour", 3600),
        ("minute", 60),
    ];
    let seconds = milliseconds / 1000;
    UNITS
        .into_iter()
        .map(|(unit, length)| (seconds / length, unit))
        .find(|(count, _)| *count != 0)
        .unwrap_or((0, "minute"))
}

/// An offset from UTC as a Date header writes it (RFC 5322 §3.3).
fn utc_offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// A text in lower case, for comparing what is typed. The browser has the tables.
pub fn lower_case(text: &str) -> String {
    writing::lower_case(text)
}

/// The day of a moment on the person's clock, in days since 1970-01-01.
pub fn local_day_number(date: Timestamp) -> i64 {
    writing::local_day(date).number
}

/// The day with which weeks begin for the person: 1 is Monday, 7 Sunday.
pub fn first_weekday() -> i64 {
    writing::first_weekday()
}

/// The moment it is.
pub fn now() -> Timestamp {
    writing::now()
}

#[cfg(target_arch = "wasm32")]
mod writing {
    use super::{DateForm, LocalDay, Size, Timestamp};
    use crate::i18n;
    use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
    use std::cell::{OnceCell, RefCell};
    use wasm_bindgen::JsValue;

    fn options(entries: &[(&str, JsValue)]) -> Object {
        let options = Object::new();
        for (key, value) in entries {
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&options, &JsValue::from_str(key), value);
        }
        options
    }

    /// The language of the page, not the browser's: what is said and what is written
    /// in figures belong together.
    fn locales() -> Array {
        Array::of1(&i18n::language().into())
    }

    fn call(format: &Function, value: &JsValue) -> String {
        format
            .call1(&JsValue::NULL, value)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }

    fn date_format(entries: &[(&str, &str)]) -> Function {
        let entries: Vec<_> = entries
            .iter()
            .map(|(key, value)| (*key, JsValue::from_str(value)))
            .collect();
        Intl::DateTimeFormat::new(&locales(), &options(&entries)).format()
    }

    /// Making a formatter costs far more than using it: a list's are kept.
    struct Kept {
        hour: Function,
        weekday: Function,
        day: Function,
        year: Function,
        full: Function,
        number: Function,
        plural: Intl::PluralRules,
        /// By unit and digits behind the point.
        sizes: RefCell<Vec<(&'static str, u8, Function)>>,
    }

    /// As the language's region has it; Monday (ISO 8601) where the browser does not
    /// say. Some tell it by a method, some by a property.
    fn week_begins() -> i64 {
        let locale = Reflect::get(&js_sys::global(), &"Intl".into())
            .and_then(|intl| Reflect::get(&intl, &"Locale".into()))
            .and_then(|locale| Reflect::construct(&locale.into(), &locales()));
        let first = locale.and_then(|locale| {
            let ask = Reflect::get(&locale, &"getWeekInfo".into())?;
            let told = match ask.is_function() {
                true => Function::from(ask).call0(&locale)?,
                false => Reflect::get(&locale, &"weekInfo".into())?,
            };
            Reflect::get(&told, &"firstDay".into())
        });
        first
            .ok()
            .and_then(|day| day.as_f64())
            .map_or(1, |day| day as i64)
    }

    thread_local! {
        static KEPT: OnceCell<Kept> = const { OnceCell::new() };
    }

    fn with_kept<T>(use_it: impl FnOnce(&Kept) -> T) -> T {
        KEPT.with(|kept| {
            use_it(kept.get_or_init(|| Kept {
                hour: date_format(&[("timeStyle", "short")]),
                weekday: date_format(&[
                    ("weekday", "short"),
                    ("hour", "numeric"),
                    ("minute", "2-digit"),
                ]),
                day: date_format(&[("day", "numeric"), ("month", "short")]),
                year: date_format(&[("dateStyle", "medium")]),
                full: date_format(&[("dateStyle", "full"), ("timeStyle", "short")]),
                number: Intl::NumberFormat::new(&locales(), &Object::new()).format(),
                plural: Intl::PluralRules::new(&locales(), &Object::new()),
                sizes: RefCell::default(),
            }))
        })
    }

    pub(super) fn number(number: f64) -> String {
        with_kept(|kept| call(&kept.number, &number.into()))
    }

    pub(super) fn plural_category(number: f64) -> String {
        with_kept(|kept| kept.plural.select(number).into())
    }

    fn size_format(size: Size) -> Function {
        // Of this unit the short form knows no plural.
        let display = if size.unit == "byte" { "long" } else { "short" };
        let options = options(&[
            ("style", "unit".into()),
            ("unit", size.unit.into()),
            ("unitDisplay", display.into()),
            ("maximumFractionDigits", size.fraction_digits.into()),
        ]);
        Intl::NumberFormat::new(&locales(), &options).format()
    }

    pub(super) fn size(size: Size) -> String {
        with_kept(|kept| {
            let mut sizes = kept.sizes.borrow_mut();
            let is_fit = |(unit, digits, _): &(&str, u8, Function)| {
                (*unit, *digits) == (size.unit, size.fraction_digits)
            };
            let known = sizes.iter().position(is_fit).unwrap_or_else(|| {
                sizes.push((size.unit, size.fraction_digits, size_format(size)));
                sizes.len() - 1
            });
            let known = sizes.get(known);
            known.map_or_else(String::new, |(.., format)| {
                call(format, &size.amount.into())
            })
        })
    }

    pub(super) fn row_date(date: Timestamp, form: DateForm) -> String {
        with_kept(|kept| {
            let format = match form {
                DateForm::Hour => &kept.hour,
                DateForm::Weekday => &kept.weekday,
                DateForm::Day => &kept.day,
                DateForm::Year => &kept.year,
            };
            call(format, &js_date(date))
        })
    }

    pub(super) fn full_date(date: Timestamp) -> String {
        with_kept(|kept| call(&kept.full, &js_date(date)))
    }

    pub(super) fn distance(count: i64, unit: &str) -> String {
        let options = options(&[("numeric", "auto".into())]);
        Intl::RelativeTimeFormat::new(&locales(), &options)
            .format(count as f64, unit)
            .into()
    }

    pub(super) fn local_day(date: Timestamp) -> LocalDay {
        let local = date.0 - i64::from(-offset_minutes(date)) * 60_000;
        LocalDay {
            year: js_date(date).get_full_year().cast_signed(),
            number: local.div_euclid(86_400_000),
        }
    }

    pub(super) fn offset_minutes(date: Timestamp) -> i32 {
        // The browser counts minutes west.
        -(js_date(date).get_timezone_offset() as i32)
    }

    pub(super) fn lower_case(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub(super) fn first_weekday() -> i64 {
        thread_local! {
            static FIRST: OnceCell<i64> = const { OnceCell::new() };
        }
        FIRST.with(|first| *first.get_or_init(week_begins))
    }

    pub(super) fn now() -> Timestamp {
        Timestamp(Date::now() as i64)
    }

    /// The widest range of ECMAScript's time values (ECMA-262 §21.4.1.1);
    /// Intl refuses what lies beyond.
    const LATEST: i64 = 8_640_000_000_000_000;

    fn js_date(date: Timestamp) -> Date {
        Date::new(&(date.0.clamp(-LATEST, LATEST) as f64).into())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod writing {
    use super::{DateForm, LocalDay, Size, Timestamp};

    pub(super) fn number(number: f64) -> String {
        number.to_string()
    }

    pub(super) fn plural_category(number: f64) -> String {
        if number == 1.0 { "one" } else { "other" }.to_owned()
    }

    pub(super) fn size(size: Size) -> String {
        let digits = usize::from(size.fraction_digits);
        format!("{:.digits$} {}", size.amount, size.unit)
    }

    pub(super) fn row_date(date: Timestamp, form: DateForm) -> String {
        format!("{form:?} {}", date.0)
    }

    pub(super) fn full_date(date: Timestamp) -> String {
        date.0.to_string()
    }

    pub(super) fn distance(count: i64, unit: &str) -> String {
        format!("{count} {unit}")
    }

    pub(super) fn local_day(date: Timestamp) -> LocalDay {
        LocalDay {
            year: 1970,
            number: date.0.div_euclid(86_400_000),
        }
    }

    pub(super) fn offset_minutes(_: Timestamp) -> i32 {
        0
    }

    pub(super) fn lower_case(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn first_weekday() -> i64 {
        1
    }

    pub(super) fn now() -> Timestamp {
        Timestamp(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{DateForm, LocalDay, date_form, distance_unit, in_fitting_unit, utc_offset};

    fn form_for_days_ago(days: i64) -> DateForm {
        let today = LocalDay {
            year: 2026,
            number: 20_000,
        };
        let day = LocalDay {
            // 20,000 stands for 1 June here: everything older than 151 days is of last year.
            year: if days > 151 { 2025 } else { 2026 },
            number: 20_000 - days,
        };
        date_form(day, today)
    }

    #[test]
    fn the_nearer_a_date_the_shorter_its_form() {
        for (days, form) in [
            (0, DateForm::Hour),
            (1, DateForm::Weekday),
            (6, DateForm::Weekday),
            (7, DateForm::Day),
            (151, DateForm::Day),
            (152, DateForm::Year),
        ] {
            assert_eq!(form_for_days_ago(days), form, "{days} days ago");
        }
    }

    #[test]
    fn a_date_in_the_future_shows_its_year() {
        assert_eq!(form_for_days_ago(-1), DateForm::Year);
    }

    #[test]
    fn a_size_has_at_most_three_digits_before_the_point() {
        for (octets, amount, unit) in [
            (0, "0", "byte"),
            (999, "999", "byte"),
            (1_000, "1", "kilobyte"),
            (999_400, "999", "kilobyte"),
            (999_600, "1.0", "megabyte"),
            (4_900_000, "4.9", "megabyte"),
            (250_000_000, "250", "megabyte"),
            (u64::from(u32::MAX), "4.3", "gigabyte"),
        ] {
            let size = in_fitting_unit(octets);
            let digits = usize::from(size.fraction_digits);
            assert_eq!(
                (format!("{:.digits$}", size.amount).as_str(), size.unit),
                (amount, unit)
            );
        }
    }

    #[test]
    fn an_offset_is_written_as_in_a_date_header() {
        assert_eq!(utc_offset(0), "+0000");
        assert_eq!(utc_offset(345), "+0545");
        assert_eq!(utc_offset(-210), "-0330");
    }

    #[test]
    fn a_distance_is_told_in_the_largest_unit_that_fits() {
        const HOUR: i64 = 3_600_000;
        for (milliseconds, expected) in [
            (0, (0, "minute")),
            (-59_000, (0, "minute")),
            (-HOUR, (-1, "hour")),
            (-26 * HOUR, (-1, "day")),
            (13 * 24 * HOUR, (1, "week")),
            (-400 * 24 * HOUR, (-1, "year")),
        ] {
            assert_eq!(distance_unit(milliseconds), expected, "{milliseconds}");
        }
    }
}
