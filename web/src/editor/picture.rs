//! Pictures in the text: which is selected, and how wide it is.

use super::Editor;
use super::place::element_of;
use super::rich::{Rich, images, show_images};
use crate::sink;
use mail_engine::{Prepared, Preparing};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlImageElement};

/// How wide a picture is. Its height follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Width {
    Small,
    Medium,
    /// As it is by itself.
    #[default]
    Full,
}

impl Width {
    pub(super) const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Full];

    /// In CSS pixels, which is how HTML's `width` counts: programs that read mail
    /// know no other measure that all of them draw alike.
    fn pixels(self) -> Option<u32> {
        match self {
            Self::Small => Some(200),
            Self::Medium => Some(400),
            Self::Full => None,
        }
    }

    /// What an attribute is nearest to.
    fn of(attribute: Option<&str>) -> Self {
        let pixels = attribute.and_then(|width| width.trim().parse::<u32>().ok());
        match pixels {
            Some(0..=300) => Self::Small,
            Some(301..=500) => Self::Medium,
            _ => Self::Full,
        }
    }

    /// What the attribute says for a picture that is so wide by itself: none is
    /// made wider than that.
    fn attribute(self, natural: u32) -> Option<String> {
        let pixels = self.pixels()?;
        (natural == 0 || natural > pixels).then(|| pixels.to_string())
    }
}

/// How wide the picture is that is selected, if one is and nothing beside it.
pub(super) fn width(rich: &Rich) -> Option<Width> {
    let picture = selected(rich)?;
    Some(Width::of(picture.get_attribute("width").as_deref()))
}

/// A picture that is pressed is selected: its width can be chosen then.
pub(super) fn click(editor: &Editor, rich: &Rich, event: &Event) {
    let pressed = event.target().map(JsCast::unchecked_into::<Element>);
    let pressed = pressed.filter(|pressed| pressed.tag_name() == "IMG");
    if let Some(picture) = pressed {
        select(rich, &picture);
        editor.look_soon();
    }
}

fn select(rich: &Rich, picture: &Element) {
    if let Ok(range) = rich.document.create_range()
        && range.select_node(picture).is_ok()
    {
        rich.select(&range);
    }
}

fn selected(rich: &Rich) -> Option<Element> {
    if !rich.is_piece_of_line() {
        return None;
    }
    let range = rich.place()?;
    let content = range.clone_contents().ok()?;
    let says_nothing = content.text_content().is_none_or(|text| text.is_empty());
    let count = content.query_selector_all("img").ok()?.length();
    if count != 1 || !says_nothing {
        return None;
    }
    let around = element_of(&range.common_ancestor_container().ok()?)?;
    let is_within = |picture: &Element| range.intersects_node(picture) == Ok(true);
    images(&around).into_iter().find(is_within)
}

/// Gives the picture that is selected another width. It is put in once more, so
/// that the browser can take that back.
pub(super) fn set_width(editor: &Editor, rich: &Rich, width: Width) {
    let Some(before) = selected(rich) else { return };
    if let Ok(Some(link)) = before.closest("a") {
        return set_width_in(editor, rich, &link, &before, width);
    }
    let address = before.get_attribute("src");
    let known = images(&rich.body);
    if let Some(address) = address {
        select(rich, &before);
        rich.exec_with("insertImage", &address);
    }
    let now = newest(rich, &known).unwrap_or(before.clone());
    // Refused by no browser.
    for name in ["alt", "title", "style", "data-src"] {
        if let Some(value) = before.get_attribute(name) {
            let _ = now.set_attribute(name, &value);
        }
    }
    give(&now, width, natural_width(&before));
    select(rich, &now);
    editor.changed();
}

/// The same for a picture in a link. The browser's command for pictures would leave
/// the link behind, so all of the link is put in once more.
fn set_width_in(editor: &Editor, rich: &Rich, link: &Element, picture: &Element, width: Width) {
    let Ok(copy) = link.clone_node_with_deep(true) else {
        return;
    };
    let copy: Element = copy.unchecked_into();
    let pictures = images(link).into_iter().zip(images(&copy));
    if let Some((_, copied)) = pictures.into_iter().find(|(known, _)| known == picture) {
        give(&copied, width, natural_width(picture));
    }
    let content = Preparing::Content(editor.named_by_id(copy.outer_html()));
    let before = link.outer_html();
    let (of, rich, link) = (editor.clone(), rich.clone(), link.clone());
    editor.0.app.prepare(content, move |made| {
        let Prepared::Html(html) = made else { return };
        // What was changed meanwhile is not written over.
        if !rich.body.contains(Some(&link)) || link.outer_html() != before {
            return;
        }
        rich.focus();
        let known = images(&rich.body);
        select(&rich, &link);
        if sink::insert(&rich.document, &html) {
            show_images(&rich.body, &of.0.images.borrow());
        }
        if let Some(now) = newest(&rich, &known) {
            select(&rich, &now);
        }
        of.changed();
        of.look_at_format();
    });
}

/// The first picture that was not there before.
fn newest(rich: &Rich, known: &[Element]) -> Option<Element> {
    let mut all = images(&rich.body).into_iter();
    all.find(|picture| !known.contains(picture))
}

fn natural_width(picture: &Element) -> u32 {
    // An image of another realm: `instanceof` does not know it.
    let picture: &HtmlImageElement = picture.unchecked_ref();
    picture.natural_width()
}

fn give(picture: &Element, width: Width, natural: u32) {
    // Refused by no browser.
    let _ = picture.remove_attribute("height");
    let _ = match width.attribute(natural) {
        Some(pixels) => picture.set_attribute("width", &pixels),
        None => picture.remove_attribute("width"),
    };
}

#[cfg(test)]
mod tests {
    use super::Width;

    #[test]
    fn a_width_is_known_again_and_makes_no_picture_wider() {
        for width in Width::ALL {
            let attribute = width.attribute(1_000);
            assert_eq!(Width::of(attribute.as_deref()), width);
            assert_eq!(width.attribute(150), None, "{width:?}");
        }
        for (attribute, expected) in [
            ("640", Width::Full),
            ("50%", Width::Full),
            ("32", Width::Small),
        ] {
            assert_eq!(Width::of(Some(attribute)), expected, "{attribute}");
        }
        // Nobody knows yet how wide it is.
        assert_eq!(Width::Small.attribute(0).as_deref(), Some("200"));
    }
}
