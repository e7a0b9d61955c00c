//! SASLprep (RFC 4013), as far as whoever logs in has to do it.
//!
//! What it forbids and what it says of right-to-left texts is not looked at: no
//! server has such a password, so it will say no. That leaves a table of a few
//! lines and Unicode's normalisation form KC, which browsers have; the tables for
//! it would be larger than all that is here.

/// Normalisation form KC of a text (Unicode Standard Annex 15).
pub type Normalise = fn(&str) -> String;

/// The form of a name or password in which a mechanism compares it (§2.1, §2.2).
/// Where nobody can normalise, a text beyond ASCII is left as it was typed.
pub(crate) fn prepared(text: &str, normalise: Option<Normalise>) -> String {
    match normalise {
        Some(normalise) if !text.is_ascii() => {
            let mapped: String = text.chars().filter_map(mapped).collect();
            normalise(&mapped)
        }
        _ => text.to_owned(),
    }
}

/// Spaces beyond ASCII (RFC 3454 C.1.2) become one, and what is mapped to nothing
/// (B.1) goes.
fn mapped(character: char) -> Option<char> {
    match character {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(' ')
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{1806}'
        | '\u{180b}'..='\u{180d}'
        | '\u{200c}'..='\u{200d}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn nfkc(text: &str) -> String {
        text.nfkc().collect()
    }

    #[test]
    fn the_standards_examples_are_prepared() {
        // RFC 4013 §3, and some more.
        for (typed, expected) in [
            ("I\u{ad}X", "IX"),
            ("user", "user"),
            ("USER", "USER"),
            ("\u{aa}", "a"),
            ("\u{2168}", "IX"),
            ("a\u{a0}b\u{3000}c", "a b c"),
            ("e\u{301}", "é"),
            ("pa\u{feff}\u{df}", "paß"),
            ("", ""),
        ] {
            assert_eq!(prepared(typed, Some(nfkc)), expected);
        }
    }

    #[test]
    fn without_a_normaliser_all_goes_as_it_was_typed() {
        assert_eq!(prepared("a\u{a0}\u{ad}", None), "a\u{a0}\u{ad}");
    }
}
