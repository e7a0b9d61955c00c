//! The elements that mail may use, and what becomes of the others.

use html5ever::{QualName, ns};

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// It stays, under this name, and behaves as this kind when parsed.
    Keep(&'static str, Kind),
    /// Its content stays, without it.
    Unwrap,
    /// It goes, with all that is in it.
    Drop,
    /// CSS, read and written anew.
    Style,
}

/// How the parser treats an element (HTML 13.2.4.2 and 13.2.6.4): what it
/// closes when it starts, and what it may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Within a line, closes nothing.
    Inline,
    /// A link; closes another one.
    Anchor,
    /// Without content, within a line.
    Void,
    /// Without content, a block.
    Rule,
    /// A block; closes a paragraph.
    Block,
    /// A block that a list item's search for its predecessor looks through.
    Division,
    Paragraph,
    Heading,
    /// A block whose first line feed is not content.
    Preformatted,
    ListItem,
    /// A term of a description list, or its description.
    Description,
    Table,
    Caption,
    ColumnGroup,
    Column,
    RowGroup,
    Row,
    Cell,
    Ruby,
    /// An annotation in a ruby.
    RubyText,
}

/// What becomes of the element `name`.
pub(crate) fn treatment(name: &QualName) -> Treatment {
    if name.ns == ns!(html) {
        return html_treatment(&name.local);
    }
    // No foreign content survives. The letters of a formula are words to read.
    let formula = name.ns == ns!(mathml)
        && !matches!(
            &*name.local,
            "annotation" | "annotation-xml" | "style" | "script"
        );
    if formula {
        Treatment::Unwrap
    } else {
        Treatment::Drop
    }
}

fn html_treatment(name: &str) -> Treatment {
    let name = RENAMED
        .iter()
        .find(|(from, _)| *from == name)
        .map_or(name, |(_, to)| to);
    if let Ok(place) = KEPT.binary_search_by(|(kept, _)| (*kept).cmp(name))
        && let Some((name, kind)) = KEPT.get(place)
    {
        return Treatment::Keep(name, *kind);
    }
    match name {
        "style" => Treatment::Style,
        // Scripts, frames, plug-ins, sound and film, with what they would fall
        // back to; and what was never meant to be read in the body.
        "applet" | "area" | "audio" | "base" | "basefont" | "bgsound" | "canvas" | "datalist"
        | "embed" | "frame" | "frameset" | "iframe" | "input" | "keygen" | "link" | "meta"
        | "noembed" | "noframes" | "param" | "script" | "source" | "template" | "title"
        | "track" | "video" => Treatment::Drop,
        _ => Treatment::Unwrap,
    }
}

/// Elements that do something, and what keeps their content in its place.
const RENAMED: &[(&str, &str)] = &[
    ("details", "div"),
    ("dialog", "div"),
    ("dir", "ul"),
    ("fieldset", "div"),
    ("form", "div"),
    ("hgroup", "div"),
    ("label", "span"),
    ("legend", "div"),
    ("listing", "pre"),
    ("marquee", "div"),
    ("menu", "ul"),
    ("nobr", "span"),
    ("optgroup", "div"),
    ("option", "div"),
    ("output", "span"),
    ("plaintext", "pre"),
    ("search", "div"),
    ("summary", "div"),
    ("xmp", "pre"),
];

/// In the order of their names.
const KEPT: &[(&str, Kind)] = &[
    ("a", Kind::Anchor),
    ("abbr", Kind::Inline),
    ("acronym", Kind::Inline),
    ("address", Kind::Division),
    ("article", Kind::Block),
    ("aside", Kind::Block),
    ("b", Kind::Inline),
    ("bdi", Kind::Inline),
    ("bdo", Kind::Inline),
    ("big", Kind::Inline),
    ("blockquote", Kind::Block),
    ("br", Kind::Void),
    ("caption", Kind::Caption),
    ("center", Kind::Block),
    ("cite", Kind::Inline),
    ("code", Kind::Inline),
    ("col", Kind::Column),
    ("colgroup", Kind::ColumnGroup),
    ("dd", Kind::Description),
    ("del", Kind::Inline),
    ("dfn", Kind::Inline),
    ("div", Kind::Division),
    ("dl", Kind::Block),
    ("dt", Kind::Description),
    ("em", Kind::Inline),
    ("figcaption", Kind::Block),
    ("figure", Kind::Block),
    ("font", Kind::Inline),
    ("footer", Kind::Block),
    ("h1", Kind::Heading),
    ("h2", Kind::Heading),
    ("h3", Kind::Heading),
    ("h4", Kind::Heading),
    ("h5", Kind::Heading),
    ("h6", Kind::Heading),
    ("header", Kind::Block),
    ("hr", Kind::Rule),
    ("i", Kind::Inline),
    ("img", Kind::Void),
    ("ins", Kind::Inline),
    ("kbd", Kind::Inline),
    ("li", Kind::ListItem),
    ("main", Kind::Block),
    ("mark", Kind::Inline),
    ("nav", Kind::Block),
    ("ol", Kind::Block),
    ("p", Kind::Paragraph),
    ("pre", Kind::Preformatted),
    ("q", Kind::Inline),
    ("rp", Kind::RubyText),
    ("rt", Kind::RubyText),
    ("ruby", Kind::Ruby),
    ("s", Kind::Inline),
    ("samp", Kind::Inline),
    ("section", Kind::Block),
    ("small", Kind::Inline),
    ("span", Kind::Inline),
    ("strike", Kind::Inline),
    ("strong", Kind::Inline),
    ("sub", Kind::Inline),
    ("sup", Kind::Inline),
    ("table", Kind::Table),
    ("tbody", Kind::RowGroup),
    ("td", Kind::Cell),
    ("tfoot", Kind::RowGroup),
    ("th", Kind::Cell),
    ("thead", Kind::RowGroup),
    ("time", Kind::Inline),
    ("tr", Kind::Row),
    ("tt", Kind::Inline),
    ("u", Kind::Inline),
    ("ul", Kind::Block),
    ("var", Kind::Inline),
    ("wbr", Kind::Void),
];

#[cfg(test)]
mod tests {
    use super::{KEPT, RENAMED};

    #[test]
    fn the_elements_stand_in_the_order_of_their_names() {
        assert!(KEPT.is_sorted_by(|(one, _), (other, _)| one < other));
    }

    #[test]
    fn what_is_renamed_becomes_something_that_is_kept() {
        assert!(
            RENAMED
                .iter()
                .all(|(_, to)| KEPT.iter().any(|(kept, _)| kept == to))
        );
    }
}
