//! The properties that mail may use, and what each may say.
//!
//! What is missing is missing on purpose: everything that takes a box out of
//! its place (`inset`, `z-index`, `transform`), that hides what the person does
//! (`cursor`, `pointer-events`), that runs (`animation`, `transition`), that
//! makes text of its own (`content`), columns, which within each other are laid out
//! for ever, and custom properties, which would let a value be put together after it
//! was checked.

/// What a value may consist of.
#[derive(Clone, Copy)]
pub(super) enum Grammar {
    /// Words, numbers, lengths, colours.
    Plain,
    /// As plain, with lengths that move or reach no further than a few pixels.
    Near,
    /// As plain, without negative lengths.
    Outward,
    /// As plain, with images and gradients.
    Image,
    /// Names of fonts, quoted or not, words and lengths.
    Font,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// The property of this name, in lower case, if mail may use it.
pub(super) fn known(name: &str) -> Option<(&'static str, Grammar)> {
    let place = PROPERTIES
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    PROPERTIES.get(place).copied()
}

const DISPLAY: &[&str] = &[
    "block",
    "contents",
    "flex",
    "flow-root",
    "inline",
    "inline-block",
    "inline-flex",
    "inline-table",
    "list-item",
    "none",
    "table",
    "table-caption",
    "table-cell",
    "table-column",
    "table-column-group",
    "table-footer-group",
    "table-header-group",
    "table-row",
    "table-row-group",
];
/// `fixed`, `absolute` and `sticky` lay a box over others.
const POSITION: &[&str] = &["relative", "static"];
const OVERFLOW: &[&str] = &["auto", "clip", "hidden", "scroll", "visible"];

/// In the order of their names.
const PROPERTIES: &[(&str, Grammar)] = &[
    ("-webkit-text-size-adjust", Grammar::Plain),
    ("align-content", Grammar::Plain),
    ("align-items", Grammar::Plain),
    ("align-self", Grammar::Plain),
    ("aspect-ratio", Grammar::Plain),
    ("background", Grammar::Image),
    (
        "background-clip",
        Grammar::Words(&["border-box", "content-box", "padding-box"]),
    ),
    ("background-color", Grammar::Plain),
    ("background-image", Grammar::Image),
    ("background-origin", Grammar::Plain),
    ("background-position", Grammar::Plain),
    ("background-position-x", Grammar::Plain),
    ("background-position-y", Grammar::Plain),
    ("background-repeat", Grammar::Plain),
    ("background-size", Grammar::Plain),
    ("block-size", Grammar::Plain),
    ("border", Grammar::Plain),
    ("border-bottom", Grammar::Plain),
    ("border-bottom-color", Grammar::Plain),
    ("border-bottom-left-radius", Grammar::Plain),
    ("border-bottom-right-radius", Grammar::Plain),
    ("border-bottom-style", Grammar::Plain),
    ("border-bottom-width", Grammar::Plain),
    ("border-collapse", Grammar::Plain),
    ("border-color", Grammar::Plain),
    ("border-left", Grammar::Plain),
    ("border-left-color", Grammar::Plain),
    ("border-left-style", Grammar::Plain),
    ("border-left-width", Grammar::Plain),
    ("border-radius", Grammar::Plain),
    ("border-right", Grammar::Plain),
    ("border-right-color", Grammar::Plain),
    ("border-right-style", Grammar::Plain),
    ("border-right-width", Grammar::Plain),
    ("border-spacing", Grammar::Plain),
    ("border-style", Grammar::Plain),
    ("border-top", Grammar::Plain),
    ("border-top-color", Grammar::Plain),
    ("border-top-left-radius", Grammar::Plain),
    ("border-top-right-radius", Grammar::Plain),
    ("border-top-style", Grammar::Plain),
    ("border-top-width", Grammar::Plain),
    ("border-width", Grammar::Plain),
    ("box-shadow", Grammar::Near),
    ("box-sizing", Grammar::Plain),
    ("break-after", Grammar::Plain),
    ("break-before", Grammar::Plain),
    ("break-inside", Grammar::Plain),
    ("caption-side", Grammar::Plain),
    ("clear", Grammar::Plain),
    ("color", Grammar::Plain),
    ("color-scheme", Grammar::Plain),
    ("column-gap", Grammar::Plain),
    ("direction", Grammar::Plain),
    ("display", Grammar::Words(DISPLAY)),
    ("empty-cells", Grammar::Plain),
    ("flex", Grammar::Plain),
    ("flex-basis", Grammar::Plain),
    ("flex-direction", Grammar::Plain),
    ("flex-flow", Grammar::Plain),
    ("flex-grow", Grammar::Plain),
    ("flex-shrink", Grammar::Plain),
    ("flex-wrap", Grammar::Plain),
    ("float", Grammar::Plain),
    ("font", Grammar::Font),
    ("font-family", Grammar::Font),
    ("font-kerning", Grammar::Plain),
    ("font-size", Grammar::Plain),
    ("font-stretch", Grammar::Plain),
    ("font-style", Grammar::Plain),
    ("font-variant", Grammar::Plain),
    ("font-weight", Grammar::Plain),
    ("gap", Grammar::Plain),
    ("height", Grammar::Plain),
    ("hyphens", Grammar::Plain),
    ("inline-size", Grammar::Plain),
    ("justify-content", Grammar::Plain),
    ("justify-items", Grammar::Plain),
    ("justify-self", Grammar::Plain),
    ("letter-spacing", Grammar::Near),
    ("line-break", Grammar::Plain),
    ("line-height", Grammar::Plain),
    ("list-style", Grammar::Image),
    ("list-style-image", Grammar::Image),
    ("list-style-position", Grammar::Plain),
    ("list-style-type", Grammar::Plain),
    ("margin", Grammar::Outward),
    ("margin-block", Grammar::Outward),
    ("margin-block-end", Grammar::Outward),
    ("margin-block-start", Grammar::Outward),
    ("margin-bottom", Grammar::Outward),
    ("margin-inline", Grammar::Outward),
    ("margin-inline-end", Grammar::Outward),
    ("margin-inline-start", Grammar::Outward),
    ("margin-left", Grammar::Outward),
    ("margin-right", Grammar::Outward),
    ("margin-top", Grammar::Outward),
    ("max-block-size", Grammar::Plain),
    ("max-height", Grammar::Plain),
    ("max-inline-size", Grammar::Plain),
    ("max-width", Grammar::Plain),
    ("min-block-size", Grammar::Plain),
    ("min-height", Grammar::Plain),
    ("min-inline-size", Grammar::Plain),
    ("min-width", Grammar::Plain),
    ("object-fit", Grammar::Plain),
    ("object-position", Grammar::Plain),
    ("opacity", Grammar::Plain),
    ("order", Grammar::Plain),
    ("orphans", Grammar::Plain),
    ("overflow", Grammar::Words(OVERFLOW)),
    ("overflow-wrap", Grammar::Plain),
    ("overflow-x", Grammar::Words(OVERFLOW)),
    ("overflow-y", Grammar::Words(OVERFLOW)),
    ("padding", Grammar::Plain),
    ("padding-block", Grammar::Plain),
    ("padding-block-end", Grammar::Plain),
    ("padding-block-start", Grammar::Plain),
    ("padding-bottom", Grammar::Plain),
    ("padding-inline", Grammar::Plain),
    ("padding-inline-end", Grammar::Plain),
    ("padding-inline-start", Grammar::Plain),
    ("padding-left", Grammar::Plain),
    ("padding-right", Grammar::Plain),
    ("padding-top", Grammar::Plain),
    ("page-break-after", Grammar::Plain),
    ("page-break-before", Grammar::Plain),
    ("page-break-inside", Grammar::Plain),
    ("place-content", Grammar::Plain),
    ("place-items", Grammar::Plain),
    ("position", Grammar::Words(POSITION)),
    ("row-gap", Grammar::Plain),
    ("tab-size", Grammar::Near),
    ("table-layout", Grammar::Plain),
    ("text-align", Grammar::Plain),
    ("text-align-last", Grammar::Plain),
    ("text-decoration", Grammar::Plain),
    ("text-decoration-color", Grammar::Plain),
    ("text-decoration-line", Grammar::Plain),
    ("text-decoration-style", Grammar::Plain),
    ("text-decoration-thickness", Grammar::Near),
    ("text-indent", Grammar::Outward),
    ("text-overflow", Grammar::Plain),
    ("text-shadow", Grammar::Near),
    ("text-size-adjust", Grammar::Plain),
    ("text-transform", Grammar::Plain),
    ("text-underline-offset", Grammar::Near),
    ("unicode-bidi", Grammar::Plain),
    ("vertical-align", Grammar::Near),
    ("visibility", Grammar::Plain),
    ("white-space", Grammar::Plain),
    ("widows", Grammar::Plain),
    ("width", Grammar::Plain),
    ("word-break", Grammar::Plain),
    ("word-spacing", Grammar::Near),
    ("word-wrap", Grammar::Plain),
    ("writing-mode", Grammar::Plain),
];

/// What stays of the looks of something that was copied elsewhere. `display` is
/// among them because what was hidden there is not pasted.
pub(super) const PASTED: &[&str] = &[
    "direction",
    "display",
    "font-style",
    "font-weight",
    "list-style-type",
    "text-align",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
];

#[cfg(test)]
mod tests {
    use super::PROPERTIES;

    #[test]
    fn the_properties_stand_in_the_order_of_their_names() {
        assert!(PROPERTIES.is_sorted_by(|(one, _), (other, _)| one < other));
    }
}
