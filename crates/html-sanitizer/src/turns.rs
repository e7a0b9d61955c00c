//! How often a text turns: changes its direction, or its script.
//!
//! Browsers cut a paragraph into runs of one direction (UAX #9) and one script
//! before they shape it. In Chromium the time that takes grows with the square of
//! their number: tens of thousands are seconds, and no language has them in one
//! paragraph. What stands in different blocks is laid out apart, unless a style
//! makes lines of blocks.

use crate::element::Kind;
use crate::{Excess, limits};

/// What a change of direction weighs, where one of script weighs one.
const DIRECTION: usize = 2;
/// What an element weighs whose text has a direction of its own: it stands between
/// marks at both of its ends.
const ISOLATE: usize = 12;

/// The turns of a message's text, counted as it is written.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    last: Option<Script>,
    now: Paragraph,
    heaviest: usize,
    heaviest_isolated: usize,
    all: Paragraph,
}

/// What is laid out together.
#[derive(Clone, Copy, Debug, Default)]
struct Paragraph {
    turns: usize,
    inline: usize,
}

impl Paragraph {
    fn isolated(self) -> usize {
        self.turns + ISOLATE * self.inline
    }
}

/// What makes a run: a script, as far as it need be told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Hebrew,
    Arabic,
    /// Digits among letters that are written from right to left.
    Digits,
    /// A mark that gives a direction.
    Mark,
    Emoji,
    Han,
    Kana,
    Hangul,
    /// Signs that stand upright where letters lie.
    Upright,
    /// A block of Unicode.
    Other(u32),
}

impl Script {
    fn is_from_right_to_left(self) -> bool {
        matches!(self, Self::Hebrew | Self::Arabic)
    }

    /// Whether between two runs the direction changes, or may.
    fn turns_to(self, other: Self) -> bool {
        let is_odd =
            |one: Self| one.is_from_right_to_left() || matches!(one, Self::Digits | Self::Mark);
        is_odd(self) || is_odd(other)
    }
}

impl Turns {
    /// An element begins or ends. Blocks part what is laid out together.
    pub(crate) fn boundary(&mut self, kind: Kind) {
        if !is_within_line(kind) {
            self.heaviest = self.heaviest.max(self.now.turns);
            self.heaviest_isolated = self.heaviest_isolated.max(self.now.isolated());
            self.now = Paragraph::default();
            self.last = None;
        }
    }

    /// An element begins, of this name, with an own direction or not.
    pub(crate) fn begin(&mut self, name: &str, kind: Kind, has_direction: bool) {
        self.boundary(kind);
        if is_within_line(kind) && !matches!(kind, Kind::Void) {
            self.now.inline += 1;
            self.all.inline += 1;
            if has_direction || matches!(name, "bdi" | "bdo") {
                self.add(ISOLATE);
            }
        }
    }

    /// Counts what is written next.
    pub(crate) fn text(&mut self, text: &str) {
        if self.last == Some(Script::Latin) && text.is_ascii() {
            return;
        }
        for c in text.chars() {
            let Some(script) = script(c, self.last) else {
                continue;
            };
            match self.last {
                Some(last) if last == script && script != Script::Mark => {}
                Some(last) if last.turns_to(script) => self.add(DIRECTION),
                Some(_) => self.add(1),
                None => {}
            }
            self.last = Some(script);
        }
    }

    /// Whether it is too much, given what the styles do: make lines of blocks, or
    /// give what stands in a line a direction of its own.
    pub(crate) fn judge(&mut self, joins_blocks: bool, isolates: bool) -> Result<(), Excess> {
        self.boundary(Kind::Block);
        let weight = match (joins_blocks, isolates) {
            (true, true) => self.all.isolated(),
            (true, false) => self.all.turns,
            (false, true) => self.heaviest_isolated,
            (false, false) => self.heaviest,
        };
        let most = match joins_blocks {
            true => limits::TURNS_ACROSS_BLOCKS,
            false => limits::TURNS,
        };
        if weight > most {
            Err(Excess::Turns)
        } else {
            Ok(())
        }
    }

    fn add(&mut self, weight: usize) {
        self.now.turns += weight;
        self.all.turns += weight;
    }
}

fn is_within_line(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Inline | Kind::Anchor | Kind::Void | Kind::Ruby | Kind::RubyText
    )
}

/// The script of a character; nothing of what stands in any.
#[expect(
    clippy::match_same_arms,
    reason = "one block of Unicode after the other"
)]
fn script(c: char, last: Option<Script>) -> Option<Script> {
    let number = u32::from(c);
    Some(match number {
        0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 => {
            let is_apart = matches!(last, Some(Script::Digits))
                || last.is_some_and(Script::is_from_right_to_left)
                || number > 0x39;
            return is_apart.then_some(Script::Digits);
        }
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Script::Latin,
        0..=0xBF => return None,
        0x61C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => Script::Mark,
        // Marks that are written onto what stands before them.
        0x300..=0x36F | 0xFE00..=0xFE0F => return None,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => Script::Arabic,
        0x10800..=0x10FFF | 0x1E800..=0x1EFFF => Script::Arabic,
        0x2300..=0x23FF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF => Script::Emoji,
        0x2000..=0x2BFF | 0xFEFF => return None,
        0x2E80..=0x2FDF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Script::Han,
        0x3000..=0x303F | 0xFF00..=0xFF20 => Script::Upright,
        0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        0xFF21..=0xFF5A => Script::Latin,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Script::Hangul,
        _ => Script::Other(number >> 7),
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Turns};

    fn weight(text: &str) -> usize {
        let mut turns = Turns::default();
        turns.text(text);
        turns.all.turns
    }

    #[test]
    fn what_is_written_in_one_script_does_not_turn() {
        for text in [
            "",
            "Plain words, 12 of them (or 13)!",
            "Größe Tiếng Việt",
            "Ещё раз 5",
            "שלום עליכם",
            "سلام، چطوری؟ گل پیچک",
            "नमस्ते दुनिया",
            "カタカナとひらがな",
        ] {
            assert_eq!(weight(text), 0, "{text}");
        }
    }

    #[test]
    fn directions_weigh_more_than_scripts() {
        for (text, expected) in [
            ("aα", 1),
            ("aあ漢a", 3),
            ("aא", 2),
            ("a א b", 4),
            ("אב 12 גד", 4),
            ("a 12 b", 0),
            ("\u{202e}a\u{202c}", 4),
            ("a😀b", 2),
        ] {
            assert_eq!(weight(text), expected, "{text}");
        }
    }

    #[test]
    fn blocks_part_what_is_laid_out_together_unless_styles_join_them() {
        let blocks = |text: &str| {
            let mut turns = Turns::default();
            for _ in 0..30_000 {
                turns.begin("p", Kind::Paragraph, true);
                turns.text(text);
                turns.boundary(Kind::Paragraph);
            }
            turns
        };
        assert_eq!(blocks("a א b").judge(false, false), Ok(()));
        assert_eq!(
            blocks("a א b").judge(true, false),
            Err(crate::Excess::Turns)
        );
        assert_eq!(blocks("a b").judge(true, true), Ok(()));
    }
}
