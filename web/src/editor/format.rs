//! How the text at the cursor looks, for the toolbar.

use super::Editor;
use super::command::{Align, Font, Size};
use super::picture::{self, Width};
use super::rich::Rich;
use crate::reactive::*;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use web_sys::Element;

/// The toolbar follows the cursor after so long, in milliseconds: not at each key.
const LOOK_AFTER: u32 = 80;

/// How many elements around the cursor are looked at.
const MOST_LEVELS: usize = 64;

/// A list's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    Bullets,
    Numbers,
}

/// How the text at the cursor looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_underlined: bool,
    pub(super) is_struck: bool,
    pub(super) is_code: bool,
    pub(super) font: Font,
    pub(super) size: Size,
    pub(super) align: Align,
    pub(super) list: Option<ListKind>,
    /// Where the link leads that the cursor is in.
    pub(super) link: Option<String>,
    /// How wide the picture is that is selected.
    pub(super) picture: Option<Width>,
}

impl Editor {
    /// The cursor has moved: the toolbar follows soon.
    pub(super) fn look_soon(&self) {
        let Some(rich) = self.rich() else { return };
        if rich.is_looking.replace(true) {
            return;
        }
        let editor = Rc::downgrade(&self.0);
        Timeout::new(LOOK_AFTER, move || {
            rich.is_looking.set(false);
            if let Some(editor) = editor.upgrade() {
                Self(editor).look_at_format();
            }
        })
        .forget();
    }

    /// Looks at the text at the cursor.
    pub(super) fn look_at_format(&self) {
        let Some(format) = self.rich().and_then(|rich| of(&rich)) else {
            return;
        };
        // The editor may have gone meanwhile.
        let is_new = self.0.format.try_with_untracked(|known| *known != format);
        if is_new == Some(true) {
            self.0.format.set(format);
        }
    }
}

fn of(rich: &Rich) -> Option<Format> {
    let mut at = Some(rich.element_at_cursor()?);
    let mut format = Format::default();
    // Asked of much text the browser looks at all of it.
    let is_cheap = rich.is_piece_of_line() || rich.is_collapsed();
    if is_cheap {
        format.is_bold = rich.state("bold");
        format.is_italic = rich.state("italic");
        format.is_underlined = rich.state("underline");
        format.is_struck = rich.state("strikeThrough");
    }
    format.size = Size::of(&rich.value("fontSize"));
    format.align = match is_cheap {
        true if rich.state("justifyCenter") => Align::Centre,
        true if rich.state("justifyRight") => Align::End,
        true => Align::Start,
        // As the first line stands.
        false => align_around(rich),
    };
    format.picture = picture::width(rich);
    for _ in 0..MOST_LEVELS {
        let Some(element) = at.filter(|element| !rich.is_body(element)) else {
            break;
        };
        add(&mut format, &element, is_cheap);
        at = element.parent_element();
    }
    Some(format)
}

/// How the line at the cursor is aligned, as far as an element around it says so.
fn align_around(rich: &Rich) -> Align {
    let found = rich.around("[align],[style*='text-align']");
    let said = found.map(|element| {
        let style = element.get_attribute("style").unwrap_or_default();
        let align = element.get_attribute("align").unwrap_or_default();
        format!("{align} {style}").to_ascii_lowercase()
    });
    match said.unwrap_or_default() {
        said if said.contains("center") => Align::Centre,
        said if said.contains("right") => Align::End,
        _ => Align::Start,
    }
}

/// What an element around the cursor does to the text.
fn add(format: &mut Format, element: &Element, knows_letters: bool) {
    match element.tag_name().as_str() {
        "UL" => format.list = format.list.or(Some(ListKind::Bullets)),
        "OL" => format.list = format.list.or(Some(ListKind::Numbers)),
        "A" if format.link.is_none() => format.link = element.get_attribute("href"),
        "PRE" | "CODE" | "TT" | "KBD" | "SAMP" => format.is_code = true,
        "FONT" if format.font == Font::Usual => {
            let face = element.get_attribute("face").unwrap_or_default();
            format.font = Font::of(&face);
            format.is_code |= format.font == Font::Fixed;
        }
        "B" | "STRONG" if !knows_letters => format.is_bold = true,
        "I" | "EM" if !knows_letters => format.is_italic = true,
        "U" | "INS" if !knows_letters => format.is_underlined = true,
        "S" | "STRIKE" | "DEL" if !knows_letters => format.is_struck = true,
        _ => {}
    }
}
