//! Hostile HTML and CSS in, [`SafeHtml`] out.
//!
//! A message is parsed once, walked once, written once:
//!
//! ```text
//! html ─► parse ─► tree ─► output ─► SafeHtml
//!         limits           element, nesting: what stays, and where
//!                          attribute: what each may say
//!                          css: style attributes and elements, written anew
//!                          address, image, remote: what may be referred to
//!                          link: where links lead, and where they say so
//!      └► parse::tokens ─► text       when there is no HTML to show
//! ```
//!
//! - Nothing is removed from a message: what is known to be harmless is written
//!   anew, and the rest never is. No comment, no raw text but our own CSS, no
//!   foreign content, no name that the sender chose is in the result.
//! - What is written is read again as the same tree (`nesting`), so sanitizing
//!   it once more changes nothing, and no browser can see another tree in it.
//! - The limits act while parsing.
//!
//! [`Job`] is all of it as a value, for those who have it done elsewhere.
#![warn(missing_docs)]

mod address;
mod cells;
mod css;
mod element;
mod image;
mod job;
mod limits;
mod link;
mod location;
mod nesting;
mod number;
mod office;
mod output;
mod parse;
mod parts;
mod plain;
mod profile;
mod remote;
mod text;
mod tree;
mod turns;

use std::sync::Arc;

use self::profile::Profile;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::job::{Job, Made, Readable};
pub use self::link::redirect_target;
pub use self::parts::{PLACE, Parts};
pub use self::remote::{RemoteCounts, RemoteKind, RemoteReference};

/// HTML that may be put into a message frame. Only this crate makes one (I6);
/// it can be serialised, to cross from module to module and to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeHtml {
    /// Shared: it may be large, and whoever shows it looks at it often.
    #[serde(serialize_with = "write_shared", deserialize_with = "read_shared")]
    markup: Arc<str>,
    images_behind: Vec<String>,
}

fn write_shared<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

fn read_shared<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    String::deserialize(from).map(Arc::from)
}

impl SafeHtml {
    /// The markup: for the message frame, and nothing else.
    pub fn as_str(&self) -> &str {
        &self.markup
    }

    /// The addresses of the images elsewhere that its styles refer to. There are
    /// none under [`RemotePolicy::Block`].
    ///
    /// Chromium keeps no referrer policy for images that CSS loads: who shows the
    /// markup must have loaded these before, or tells their hosts where they are
    /// shown.
    pub fn images_behind(&self) -> &[String] {
        &self.images_behind
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

/// An image within the message, for what refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineImage {
    /// The Content-ID without angle brackets; empty if it has none.
    pub content_id: String,
    /// The Content-Location (RFC 2557), if it has one.
    pub location: Option<String>,
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `image/avif` or
    /// `image/bmp`; others are not shown. What counts is what the bytes are.
    pub media_type: String,
    /// The image's bytes, decoded; none while they have not come.
    pub bytes: Vec<u8>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanitized {
    /// The whole content of the frame's body, styles included.
    pub html: SafeHtml,
    /// How many references to other machines were found (blocked or kept).
    pub remote_counts: RemoteCounts,
    /// The first of them one by one, 256 at most.
    pub remote: Vec<RemoteReference>,
    /// Content-IDs that were referred to, in order, without repeats: what to fetch.
    pub content_ids: Vec<String>,
    /// The Content-Locations of images that were referred to by them, likewise.
    pub locations: Vec<String>,
    /// Links whose text names another domain than they lead to, without repeats,
    /// 16 at most.
    pub links_elsewhere: Vec<LinkElsewhere>,
}

/// A link whose text names another domain than it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkElsewhere {
    /// The host that the text names, in lower case.
    pub shown: String,
    /// The host that the link leads to.
    pub target: String,
}

/// Why there is no HTML to show: a limit (depth, nodes, attributes, CSS, cells, turns) was
/// passed. The plain text is to be shown instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// Nested deeper than 256, or too many elements open at once.
    Depth,
    /// More than 50,000 nodes, or a result many times as long as its source.
    Nodes,
    /// More than 1,000 attributes on one element, or 250,000 in all.
    Attributes,
    /// More than 512 KiB of CSS, or nested deeper than 8, or more than 4,000 rules.
    Css,
    /// A row of more than 4,000 cells, or tables of more than 150,000 places for one.
    Cells,
    /// A text that changes its direction or its script more than 40,000 times
    /// where it is laid out as one, or half as often where styles join blocks.
    Turns,
}

/// Makes `html`, decoded already, safe to show.
///
/// The result is one `style` element, if there is any CSS, and one `div` of
/// class `m-body` that stands for the message's body. Classes and ids of the
/// sender's get the prefix `m-`.
pub fn sanitize(
    html: &str,
    remote: RemotePolicy,
    images: &[InlineImage],
) -> Result<Sanitized, Excess> {
    sanitize_at("", html, remote, images)
}

/// As [`sanitize`], of HTML that has this Content-Location, to which what it refers
/// to is relative (RFC 2557, section 5). Empty if it has none.
pub fn sanitize_at(
    location: &str,
    html: &str,
    remote: RemotePolicy,
    images: &[InlineImage],
) -> Result<Sanitized, Excess> {
    let tree = parse::parse(html)?;
    let mut references = remote::References::new(remote, images);
    references.set_location(location);
    let html = output::write(&tree, html.len(), &mut references)?;
    Ok(Sanitized {
        html: SafeHtml {
            markup: html.into(),
            images_behind: references.images_behind,
        },
        remote_counts: references.counts,
        remote: references.remote,
        content_ids: references.content_ids,
        locations: references.locations,
        links_elsewhere: references.links_elsewhere,
    })
}

/// Where something lies that says `reference`, within what lies at `base` (RFC 2557,
/// section 5). Such addresses are compared, and nothing is fetched from there.
pub fn resolve_location(base: &str, reference: &str) -> String {
    location::resolve(base, reference)
}

/// What HTML that is written is made fit for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fit {
    /// To be shown in an editor: its looks stay, nothing in it is fetched. An image
    /// that lies elsewhere has its address in `data-src`; one that belongs to the
    /// letter is called `cid:` and its Content-ID.
    Edit,
    /// The same, of a message that is answered: without its author's signature,
    /// where their program has marked it.
    Quote,
    /// As for an editor, of something copied elsewhere: what it says stays, and not the
    /// page that it stood on.
    Paste,
}

/// Makes `html`, decoded already, fit for an editor: a fragment without a style
/// sheet, without anybody's classes and ids.
///
/// What was made fit, sent and made fit again is the same. Images behind the text
/// that lie elsewhere are left out.
pub fn make_editable(html: &str, fit: Fit) -> Result<SafeHtml, Excess> {
    make_editable_at("", html, fit, &[])
}

/// As [`make_editable`], of HTML that lies at `location` and shows some of the
/// letter's images by their Content-Locations: it calls them by their Content-IDs
/// then.
pub fn make_editable_at(
    location: &str,
    html: &str,
    fit: Fit,
    images: &[InlineImage],
) -> Result<SafeHtml, Excess> {
    let profile = match fit {
        Fit::Edit => Profile::Edit,
        Fit::Quote => Profile::Quote,
        Fit::Paste => Profile::Paste,
    };
    let mut references = remote::References::composing(profile, images);
    references.set_location(location);
    let mut tree = parse::parse(html)?;
    if fit == Fit::Paste {
        office::make_lists(&mut tree);
    }
    Ok(SafeHtml {
        markup: output::write(&tree, html.len(), &mut references)?.into(),
        images_behind: Vec::new(),
    })
}

/// What is sent of `html`, as an editor gave it: a fragment of a body in which
/// images that lie elsewhere are again where they lie.
pub fn make_sendable(html: &str) -> Result<String, Excess> {
    let mut references = remote::References::composing(Profile::Send, &[]);
    let tree = parse::parse(html)?;
    output::write(&tree, html.len(), &mut references)
}

/// The text of `html` as it is sent beside it: quotes are marked by `>`, as many
/// lines are empty as the author left empty, and the line above a signature is
/// that (RFC 3676, section 4.3).
pub fn to_letter_text(html: &str) -> String {
    text::to_letter_text(html)
}

/// The text of `html`, for when it cannot be shown as HTML and for previews.
///
/// Blocks are separated by line feeds, list items and the addresses of links
/// are told, cells of tables are separated by tabs.
pub fn to_text(html: &str) -> String {
    text::to_text(html)
}
