//! Hostile HTML and CSS in, [`SafeHtml`] out.
#![warn(missing_docs)]

use serde::{Deserialize, Serialize};

/// HTML that may be put into a message frame. Only this crate makes one (I6);
/// it can be serialised, to cross from the worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// The markup: for the message frame, and nothing else.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What to do with what lies elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemotePolicy {
    /// No address of another machine stays where a browser would fetch it.
    Block,
    /// http and https images stay.
    AllowImages,
}

/// An image within the message, for `cid:` references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineImage {
    /// The Content-ID without angle brackets.
    pub content_id: String,
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `image/avif` or `image/bmp`; others are not shown.
    pub media_type: String,
    /// The image's bytes, decoded.
    pub bytes: Vec<u8>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sanitized {
    /// The whole content of the frame's body, styles included.
    pub html: SafeHtml,
    /// How many references to other machines were found (blocked or kept).
    pub remote_references: u32,
    /// Content-IDs that were referred to, in order, without repeats: what to fetch.
    pub content_ids: Vec<String>,
}

/// Why there is no HTML to show: a limit (depth, nodes, attributes, CSS) was
/// passed. The plain text is to be shown instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// Nested deeper than 256.
    Depth,
    /// More than 50,000 nodes.
    Nodes,
    /// More than 1,000 attributes on one element.
    Attributes,
    /// More than 512 KiB of CSS, or nested deeper than 8.
    Css,
}

/// Makes `html`, decoded already, safe to show.
pub fn sanitize(
    _html: &str,
    _remote: RemotePolicy,
    _images: &[InlineImage],
) -> Result<Sanitized, Excess> {
    Ok(Sanitized {
        html: SafeHtml(String::new()),
        remote_references: 0,
        content_ids: Vec::new(),
    })
}

/// The text of `html`, for when it cannot be shown as HTML and for previews.
pub fn to_text(_html: &str) -> String {
    String::new()
}
