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
    /// The same, of a message that is answered: without its author's signature,
    /// where their program has marked it.
    Quote,
    /// As for an editor, of something copied elsewhere: what it says, and not the page that
    /// it stood on.
    Paste,
    /// To be sent: images that lie elsewhere are again where they lie.
    Send,
}

/// Classes by which programs mark a signature.
const SIGNATURES: [&str; 4] = [
    "gmail_signature",
    "gmail_signature_prefix",
    "moz-signature",
    "protonmail_signature_block",
];

impl Profile {
    /// Whether an element of these classes is left out with all that is in it.
    pub(crate) fn drops(self, classes: &str) -> bool {
        let mut classes = classes.split_ascii_whitespace();
        self == Self::Quote && classes.any(|class| SIGNATURES.contains(&class))
    }
    /// Whether an attribute may stay, if what it says is allowed. Names that others
    /// would have to know the style sheet of mean nothing to anybody else.
    pub(crate) fn keeps(self, element: &str, attribute: &str) -> bool {
        match self {
            Self::Read => true,
            Self::Edit | Self::Quote | Self::Send => !matches!(attribute, "class" | "id"),
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
