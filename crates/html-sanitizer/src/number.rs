//! How large a number is, near enough to be held against a limit.
//!
//! The standard library's conversion is exact to the last bit, for which it
//! brings tables that weigh ten kilobytes in the engine's module.

/// The size of a decimal number as CSS and HTML write it: sign, digits, fraction,
/// exponent (CSS Syntax Level 3, section 4.3.13). None if it is something else.
pub(crate) fn size(number: &str) -> Option<f64> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let is_negative = mantissa.starts_with('-');
    let digits = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut size = 0.0;
    for digit in whole.chars().chain(fraction.chars()) {
        size = size * 10.0 + f64::from(digit.to_digit(10)?);
    }
    let fraction = i32::try_from(fraction.len()).ok()?;
    let power = exponent.saturating_sub(fraction);
    // Beyond this a number has long passed every limit, or is none at all.
    for _ in 0..power.unsigned_abs().min(700) {
        size = if power < 0 { size / 10.0 } else { size * 10.0 };
    }
    Some(if is_negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_number_is_as_large_as_the_standard_library_says() {
        for number in [
            "0",
            "12",
            "+7",
            "-3.25",
            ".5",
            "-.5",
            "20000.01",
            "1e3",
            "1.5E-2",
            "2e+2",
            "00012.50",
            "0e9",
            "-0",
            "33.000000000000",
        ] {
            let exact: f64 = number.parse().unwrap();
            let found = size(number).unwrap();
            assert!(
                (found - exact).abs() <= exact.abs() * 1e-12,
                "{number}: {found}"
            );
        }
    }

    #[test]
    fn what_is_beyond_every_limit_stays_beyond() {
        assert!(size("1e999999999").is_some_and(|size| size > 1e300));
        assert!(size(&"9".repeat(5_000)).is_some_and(f64::is_infinite));
        assert_eq!(size("1e-999999999"), Some(0.0));
    }

    #[test]
    fn what_is_no_number_has_no_size() {
        for text in [
            "", "-", ".", "+.", "1.2.3", "1e", "e3", "inf", "NaN", "--1", "1 2", "٣",
        ] {
            assert_eq!(size(text), None, "{text}");
        }
    }
}
