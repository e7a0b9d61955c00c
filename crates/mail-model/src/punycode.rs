//! Labels of host names as the network knows them (RFC 3492, RFC 5891).
//!
//! What is opened is what is shown: an address is written in ASCII alone, so
//! that no letter looks like another one in it.

const BASE: u32 = 36;
const SMALLEST: u32 = 1;
const LARGEST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const FIRST_NON_ASCII: u32 = 0x80;

/// One label of a host name in ASCII, given in lower case; none if it is too
/// long for any name.
pub fn label_to_ascii(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    // A name's label has 63 bytes at most (RFC 1034, section 3.1).
    if label.chars().count() > 63 {
        return None;
    }
    encode(label).map(|encoded| format!("xn--{encoded}"))
}

/// RFC 3492, section 6.3.
fn encode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let length = u32::try_from(label.chars().count()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias) = (FIRST_NON_ASCII, 0_u32, INITIAL_BIAS);
    let mut handled = basic;
    while handled < length {
        let least = label.chars().map(u32::from).filter(|c| *c >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(handled + 1)?)?;
        next = least;
        for c in label.chars().map(u32::from) {
            if c < next {
                delta = delta.checked_add(1)?;
            }
            if c == next {
                write_number(delta, bias, &mut out);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(out)
}

/// A number of variable length, its least digit first.
fn write_number(mut number: u32, bias: u32, out: &mut String) {
    let mut place = BASE;
    loop {
        let threshold = place.saturating_sub(bias).clamp(SMALLEST, LARGEST);
        if number < threshold {
            out.push(digit(number));
            return;
        }
        let rest = BASE - threshold;
        out.push(digit(threshold + (number - threshold) % rest));
        number = (number - threshold) / rest;
        place += BASE;
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value.wrapping_sub(26), 10)
        .or_else(|| char::from_u32(u32::from('a') + value))
        .unwrap_or('0')
}

/// RFC 3492, section 6.1.
fn adapt(delta: u32, handled: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / handled;
    let mut bias = 0;
    while delta > (BASE - SMALLEST) * LARGEST / 2 {
        delta /= BASE - SMALLEST;
        bias += BASE;
    }
    bias + (BASE - SMALLEST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::label_to_ascii;

    #[test]
    fn labels_are_written_as_the_standard_has_them() {
        let table = [
            ("example", "example"),
            ("bücher", "xn--bcher-kva"),
            ("münchen-ost", "xn--mnchen-ost-9db"),
            // RFC 3492, section 7.1, in lower case.
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            (
                "почемужеонинеговорятпорусски",
                "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l",
            ),
            ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
            ("そのスピードで", "xn--d9juau41awczczp"),
        ];
        for (label, ascii) in table {
            assert_eq!(label_to_ascii(label).as_deref(), Some(ascii), "{label}");
        }
    }

    #[test]
    fn a_label_that_no_name_can_have_is_refused() {
        assert_eq!(label_to_ascii(&"ü".repeat(64)), None);
    }
}
