//! Marks above and below letters, of which a few are writing and thousands a bomb:
//! browsers take minutes to lay them out, and answer nobody meanwhile.

use std::borrow::Cow;

/// So many of them may follow each other. No language needs ten.
const MOST: usize = 32;

/// A text that goes on from piece to piece, and how many marks it ends with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    in_a_row: usize,
}

impl Marks {
    /// The next piece of the text, without the marks that are too many.
    pub fn thin<'a>(&mut self, piece: &'a str) -> Cow<'a, str> {
        if piece.is_ascii() {
            if !piece.is_empty() {
                self.in_a_row = 0;
            }
            return Cow::Borrowed(piece);
        }
        let before = *self;
        if piece.chars().all(|c| self.admits(c)) {
            return Cow::Borrowed(piece);
        }
        *self = before;
        Cow::Owned(piece.chars().filter(|c| self.admits(*c)).collect())
    }

    fn admits(&mut self, c: char) -> bool {
        if is_mark(c) {
            self.in_a_row += 1;
        } else if !is_joiner(c) {
            self.in_a_row = 0;
        }
        self.in_a_row <= MOST
    }
}

/// A text without the marks that are too many.
pub fn thin_marks(text: &str) -> Cow<'_, str> {
    Marks::default().thin(text)
}

/// What stands between marks and parts none of them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Whether `c` is written onto the letter before it (of Unicode's marks those of
/// scripts that people write).
#[expect(clippy::match_same_arms, reason = "one script after the other")]
fn is_mark(c: char) -> bool {
    let number = u32::from(c);
    match number {
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x610..=0x61A | 0x64B..=0x65F => true,
        0x6D6..=0x6ED | 0x730..=0x74A => true,
        // The scripts of India: their signs stand at the same places of each block.
        0x900..=0xD7F => matches!(number & 0x7F, 0..=3 | 0x3C | 0x3E..=0x4D | 0x62 | 0x63),
        0xE31 | 0xE34..=0xE3A | 0xE47..=0xE4E | 0xEB1 | 0xEB4..=0xEBC | 0xEC8..=0xECE => true,
        0xF71..=0xF84 | 0xF8D..=0xFBC | 0x102B..=0x103E | 0x17B4..=0x17D3 => true,
        0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF => true,
        0x302A..=0x302F | 0x3099 | 0x309A | 0xA66F..=0xA67D | 0xFE20..=0xFE2F => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Marks, thin_marks};

    #[test]
    fn what_people_write_stays() {
        for text in [
            "",
            "plain",
            "Tiếng Việt e\u{302}\u{301}",
            "שָׁל֑וֹם עֲלֵיכֶ֔ם",
            "ที่นี่",
            "नमस्ते क्ष्म्य",
            "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}",
        ] {
            assert_eq!(thin_marks(text), text);
        }
    }

    #[test]
    fn heaps_of_marks_are_cut_and_nothing_else_is() {
        let heap = |mark: &str| format!("a{}b", mark.repeat(5_000));
        assert_eq!(
            thin_marks(&heap("\u{301}")),
            format!("a{}b", "\u{301}".repeat(MOST))
        );
        for mark in ["\u{301}\u{200D}", "\u{E49}", "\u{94D}", "\u{301}\u{FE0F}"] {
            let thinned = thin_marks(&heap(mark)).into_owned();
            assert!(thinned.starts_with('a') && thinned.ends_with('b'));
            assert!(thinned.chars().count() < 5_100, "{mark:?}");
            assert_eq!(thin_marks(&thinned), thinned, "it is settled");
        }
    }

    #[test]
    fn pieces_of_one_text_are_counted_together() {
        let mut marks = Marks::default();
        let piece = "\u{301}".repeat(MOST);
        assert_eq!(marks.thin(&piece), piece);
        assert_eq!(marks.thin(""), "");
        assert_eq!(marks.thin(&piece), "");
        assert_eq!(marks.thin("x"), "x");
        assert_eq!(marks.thin(&piece), piece);
    }
}
