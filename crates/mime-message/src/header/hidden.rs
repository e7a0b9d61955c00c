//! Characters that make a line look like something that it is not.

/// Whether `c` has no shape of its own and changes how what is around it is
/// seen: controls, line ends, and the characters that embed, override or
/// isolate a direction of writing (UAX #9 §2). The marks of direction are none:
/// names in Arabic and Hebrew carry them rightly.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Text for one line of the screen: NUL and overrides of the direction gone,
/// other controls and line ends as spaces, trimmed.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\0' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            c if is_hidden(c) => Some(' '),
            c => Some(c),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Text with its hidden characters written out: `<U+202E>`.
pub fn with_hidden_shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && c != '\t' {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_line_around_is_not_part_of_it() {
        assert_eq!(one_line("invoice\u{202E}fdp.exe"), "invoicefdp.exe");
        assert_eq!(one_line("a\0b\rc\u{2028}d\u{2067}\n"), "ab c d");
    }

    #[test]
    fn marks_of_direction_and_joiners_stay() {
        for text in ["שלום\u{200F}!", "می\u{200C}خواهم", "👩\u{200D}🚀"] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn what_is_hidden_can_be_written_out() {
        assert_eq!(
            with_hidden_shown("a\u{202E}b\nc\td"),
            "a<U+202E>b<U+000A>c\td"
        );
    }
}
