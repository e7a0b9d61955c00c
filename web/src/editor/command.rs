//! What can be done with what is written, and the keys for it.

use super::picture::{self, Width};
use super::rich::Rich;
use super::{Editor, wide};
use crate::reactive::*;

/// How large text is, in the sizes of HTML's `font` (HTML §15.3.4): letters are
/// read by programs that know no other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Size {
    Small,
    #[default]
    Normal,
    Large,
    Huge,
}

impl Size {
    pub(super) const ALL: [Self; 4] = [Self::Small, Self::Normal, Self::Large, Self::Huge];

    /// As the browser says it.
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::Small => "2",
            Self::Normal => "3",
            Self::Large => "5",
            Self::Huge => "6",
        }
    }

    /// What a browser's answer is nearest to.
    pub(super) fn of(value: &str) -> Self {
        match value {
            "1" | "2" => Self::Small,
            "4" | "5" => Self::Large,
            "6" | "7" => Self::Huge,
            _ => Self::Normal,
        }
    }
}

/// In which letters text is set. Only such are named as most readers have, and
/// what to take where they have not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Font {
    /// The reader's own.
    #[default]
    Usual,
    Sans,
    Serif,
    Fixed,
}

impl Font {
    pub(super) const ALL: [Self; 4] = [Self::Usual, Self::Sans, Self::Serif, Self::Fixed];

    /// As HTML's `font` names it.
    pub(super) fn value(self) -> Option<&'static str> {
        match self {
            Self::Usual => None,
            Self::Sans => Some("arial, helvetica, sans-serif"),
            Self::Serif => Some("georgia, times, serif"),
            Self::Fixed => Some("monospace"),
        }
    }

    /// The one that a letter's own name means; of fonts that are not offered, none.
    pub(super) fn of(value: &str) -> Self {
        let is_so = |font: &Self| font.value() == Some(value);
        Self::ALL.into_iter().find(is_so).unwrap_or_default()
    }
}

/// Grounds that text is set off by, light enough for the usual black.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Yellow,
    Green,
    Blue,
    Pink,
}

impl Ground {
    pub(super) const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];

    pub(super) fn value(self) -> &'static str {
        self.style().trim_start_matches("background-color:")
    }

    /// As a style says it.
    pub(super) fn style(self) -> &'static str {
        match self {
            Self::Yellow => "background-color:#fff1a8",
            Self::Green => "background-color:#cdf3cf",
            Self::Blue => "background-color:#cfe5ff",
            Self::Pink => "background-color:#ffd6e2",
        }
    }
}

/// On which side lines begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Start,
    Centre,
    End,
}

impl Align {
    pub(super) const ALL: [Self; 3] = [Self::Start, Self::Centre, Self::End];
}

/// Colours that can be read on light and dark grounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Red,
    Orange,
    Green,
    Blue,
    Violet,
    Grey,
}

impl Colour {
    pub(super) const ALL: [Self; 6] = [
        Self::Red,
        Self::Orange,
        Self::Green,
        Self::Blue,
        Self::Violet,
        Self::Grey,
    ];

    /// Each has a contrast of about 4.5 on white and of 4 on black.
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::Red => "#d0402b",
            Self::Orange => "#a86400",
            Self::Green => "#2f8540",
            Self::Blue => "#2574c4",
            Self::Violet => "#9253c9",
            Self::Grey => "#6f7782",
        }
    }
}

/// Something to do with what is selected, or with what is typed next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Bold,
    Italic,
    Underline,
    Strike,
    Font(Font),
    Size(Size),
    /// `None` is the reader's own.
    Colour(Option<Colour>),
    /// What is behind the text; `None` is nothing of its own.
    Ground(Option<Ground>),
    Bullets,
    Numbers,
    /// Deeper in a list; elsewhere, into a quote.
    Indent,
    Outdent,
    Align(Align),
    /// Of the picture that is selected.
    Picture(Width),
    Link,
    Code,
    Clear,
    Undo,
    Redo,
}

/// The keys that are held down with another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Ctrl, or Command where that is what commands are given with.
    pub(super) control: bool,
    pub(super) shift: bool,
    pub(super) alt: bool,
}

/// The command that a key gives: `key` is what it types, `code` where it is.
pub(super) fn of_key(key: &str, code: &str, held: Held) -> Option<Command> {
    if !held.control || held.alt {
        return None;
    }
    if held.shift {
        return Some(match code {
            "Digit7" => Command::Numbers,
            "Digit8" => Command::Bullets,
            "Digit9" => Command::Indent,
            "KeyL" => Command::Align(Align::Start),
            "KeyE" => Command::Align(Align::Centre),
            "KeyR" => Command::Align(Align::End),
            "KeyX" => Command::Strike,
            "KeyZ" => Command::Redo,
            _ => return None,
        });
    }
    Some(match key {
        "b" | "B" => Command::Bold,
        "i" | "I" => Command::Italic,
        "u" | "U" => Command::Underline,
        "k" | "K" => Command::Link,
        "e" | "E" => Command::Code,
        "z" | "Z" => Command::Undo,
        "y" | "Y" => Command::Redo,
        "\\" => Command::Clear,
        "]" => Command::Indent,
        "[" => Command::Outdent,
        _ => match code {
            // Where these signs need a third key.
            "BracketRight" => Command::Indent,
            "BracketLeft" => Command::Outdent,
            "Backslash" => Command::Clear,
            _ => return None,
        },
    })
}

/// Stands for a colour or a font that is taken away: what is set to it is found
/// again and set free.
const NO_COLOUR: &str = "#010203";
const NO_FONT: &str = "porthole-none";

impl Editor {
    /// Does it, and puts the focus back into the text.
    pub(super) fn run(&self, command: Command) {
        let Some(rich) = self.rich() else { return };
        if command == Command::Link {
            rich.remember_place();
            self.0.has_link_dialog.set(true);
            return;
        }
        rich.focus();
        if wide::run(self, &rich, command) {
            return;
        }
        let format = self.0.format.get_untracked();
        match command {
            Command::Bold => rich.exec("bold"),
            Command::Italic => rich.exec("italic"),
            Command::Underline => rich.exec("underline"),
            Command::Strike => rich.exec("strikeThrough"),
            Command::Font(font) => set_font(&rich, font),
            Command::Size(size) => rich.exec_with("fontSize", size.value()),
            Command::Colour(Some(colour)) => rich.exec_with("foreColor", colour.value()),
            Command::Colour(None) => {
                rich.exec_with("foreColor", NO_COLOUR);
                rich.strip("font[color]", "color", NO_COLOUR);
            }
            Command::Ground(Some(ground)) => rich.exec_with("hiliteColor", ground.value()),
            Command::Ground(None) => rich.exec_with("hiliteColor", "transparent"),
            Command::Bullets => rich.exec("insertUnorderedList"),
            Command::Numbers => rich.exec("insertOrderedList"),
            Command::Indent => indent(&rich, format.list.is_some()),
            Command::Outdent => rich.exec("outdent"),
            Command::Align(Align::Start) => rich.exec("justifyLeft"),
            Command::Align(Align::Centre) => rich.exec("justifyCenter"),
            Command::Align(Align::End) => rich.exec("justifyRight"),
            Command::Picture(width) => picture::set_width(self, &rich, width),
            Command::Code => code(&rich, format.is_code),
            Command::Clear => {
                rich.exec("removeFormat");
                rich.exec("unlink");
            }
            Command::Undo => rich.exec("undo"),
            Command::Redo => rich.exec("redo"),
            // It was opened above.
            Command::Link => {}
        }
        self.look_at_format();
    }
}

/// Deeper: browsers make a quote of what is in no list, which looks like an indent
/// by a style of its own; without that it looks like what it is.
fn indent(rich: &Rich, is_list: bool) {
    rich.exec("indent");
    if !is_list {
        rich.strip("blockquote[style]", "style", "margin: 0");
    }
}

fn set_font(rich: &Rich, font: Font) {
    match font.value() {
        Some(name) => rich.exec_with("fontName", name),
        None => {
            rich.exec_with("fontName", NO_FONT);
            rich.strip("font[face]", "face", NO_FONT);
        }
    }
}

/// Lines become a block of code; a piece of one line gets its font.
fn code(rich: &Rich, is_code: bool) {
    if rich.is_within("pre") {
        rich.exec_with("formatBlock", "div");
    } else if is_code {
        set_font(rich, Font::Usual);
    } else if rich.is_piece_of_line() {
        rich.exec_with("fontName", "monospace");
    } else {
        rich.exec_with("formatBlock", "pre");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_control(key: &str, code: &str) -> Option<Command> {
        let held = Held {
            control: true,
            ..Held::default()
        };
        of_key(key, code, held)
    }

    #[test]
    fn keys_are_those_that_people_know() {
        for (key, code, expected) in [
            ("b", "KeyB", Command::Bold),
            ("k", "KeyK", Command::Link),
            ("]", "BracketRight", Command::Indent),
            ("ü", "BracketLeft", Command::Outdent),
            ("\\", "IntlRo", Command::Clear),
            ("y", "KeyZ", Command::Redo),
        ] {
            assert_eq!(with_control(key, code), Some(expected), "{key}");
        }
        let shifted = Held {
            control: true,
            shift: true,
            alt: false,
        };
        assert_eq!(of_key("/", "Digit7", shifted), Some(Command::Numbers));
        assert_eq!(of_key("*", "Digit8", shifted), Some(Command::Bullets));
        for (code, align) in [
            ("KeyL", Align::Start),
            ("KeyE", Align::Centre),
            ("KeyR", Align::End),
        ] {
            assert_eq!(of_key("?", code, shifted), Some(Command::Align(align)));
        }
        assert_eq!(of_key("V", "KeyV", shifted), None);
        // They lead to Cc and Bcc.
        assert_eq!(of_key("C", "KeyC", shifted), None);
        assert_eq!(of_key("B", "KeyB", shifted), None);
    }

    #[test]
    fn what_is_typed_is_no_command() {
        assert_eq!(of_key("b", "KeyB", Held::default()), None);
        // AltGr is Ctrl and Alt, and types brackets on many keyboards.
        let alt_gr = Held {
            control: true,
            shift: false,
            alt: true,
        };
        assert_eq!(of_key("]", "Digit9", alt_gr), None);
        assert_eq!(with_control("s", "KeyS"), None);
        assert_eq!(with_control("Enter", "Enter"), None);
    }

    #[test]
    fn sizes_and_fonts_are_known_again() {
        for size in Size::ALL {
            assert_eq!(Size::of(size.value()), size);
        }
        assert_eq!(Size::of(""), Size::Normal);
        for font in Font::ALL {
            assert_eq!(Font::of(font.value().unwrap_or("papyrus")), font);
        }
    }
}
