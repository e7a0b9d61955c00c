//! What sanitized HTML is for.

/// What sanitized HTML is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// To be shown in a message frame.
    Read,
    /// To be shown and changed in an editor. Nothing is fetched there: an image that
    /// lies elsewhere keeps its address in `data-src`, one of the letter's own its
    /// `cid:`.
    Edit,
    /// The same, of something copied elsewhere: what it says, and not the page that
    /// it stood on.
    Paste,
    /// To be sent: images that lie elsewhere are again where they lie.
    Send,
}

impl Profile {
    /// Whether an attribute may stay, if what it says is allowed. Names that others
    /// would have to know the style sheet of mean nothing to anybody else.
    pub(crate) fn keeps(self, element: &str, attribute: &str) -> bool {
        match self {
            Self::Read => true,
            Self::Edit | Self::Send => !matches!(attribute, "class" | "id"),
            Self::Paste => match attribute {
                "alt" | "colspan" | "dir" | "nowrap" | "reversed" | "rowspan" | "start"
                | "title" | "type" | "value" => true,
                "height" | "width" => element == "img",
                "border" => element == "table",
                _ => false,
            },
        }
    }
}
