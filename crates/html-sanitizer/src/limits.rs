//! How much of anything a message may bring.
//!
//! A limit acts where the thing is counted, during parsing, so that a bomb
//! costs no more than the limit does.

/// Elements within elements, below the body.
pub(crate) const DEPTH: usize = 256;
/// `html`, `body` and the wrapper stand above the message's own elements.
pub(crate) const DEPTH_OF_FRAME: usize = 3;
/// Elements, texts and comments.
pub(crate) const NODES: usize = 50_000;
/// `html`, `head`, `body`, the wrapper and the style element come on top.
pub(crate) const NODES_OF_FRAME: usize = 8;
/// Attributes on one element.
pub(crate) const ATTRIBUTES: usize = 1_000;
/// Attributes of all elements together. The parser makes copies of elements
/// whose tags are misnested, attributes and all.
pub(crate) const ALL_ATTRIBUTES: usize = 250_000;
/// Elements that the parser holds open at once, formatting elements twice.
pub(crate) const OPEN: usize = 2 * (DEPTH + DEPTH_OF_FRAME);
/// Elements that the parser holds open, summed over all tokens: of the order of
/// the steps it takes.
pub(crate) const EFFORT: usize = 12_000_000;
/// How many times longer than the source the result may be, for the same reason.
/// A quotation mark alone becomes six times as long.
pub(crate) const GROWTH: usize = 8;
/// Bytes by which any result may be longer than its source.
pub(crate) const GROWTH_OF_ANY: usize = 64 * 1024;
/// Bytes of CSS in one message: style elements and style attributes together.
pub(crate) const CSS_BYTES: usize = 512 * 1024;
/// Blocks within blocks in CSS.
pub(crate) const CSS_NESTING: usize = 8;
/// Style rules in one message. Each is tried on each node by the browser.
pub(crate) const CSS_RULES: usize = 4_000;
/// Selectors of one rule that are kept.
pub(crate) const SELECTORS: usize = 256;
/// Compound selectors in one selector; a longer one is dropped.
pub(crate) const COMPOUNDS: usize = 16;
/// Changes of script in what is laid out together; of direction half as many.
/// Chromium takes about a second for them, and four for twice as many.
pub(crate) const TURNS: usize = 80_000;
/// The same where styles make lines of blocks, each of which is a box in them.
pub(crate) const TURNS_ACROSS_BLOCKS: usize = 40_000;
/// Cells in one row, each counted as the columns that it spans.
pub(crate) const CELLS_IN_ROW: usize = 4_000;
/// Rows by columns, of all tables together.
pub(crate) const SQUARES: usize = 150_000;
/// Class names of one element that are kept.
pub(crate) const CLASSES: usize = 64;
/// Remote references that are told one by one; all are counted.
pub(crate) const REMOTE_DETAILS: usize = 256;
/// Bytes that attached images may add to the HTML, as base64.
pub(crate) const INLINED_BYTES: usize = 64 * 1024 * 1024;
/// Images elsewhere that styles may refer to; others are left out.
pub(crate) const IMAGES_BEHIND: usize = 256;
/// Links that say they lead elsewhere which are told.
pub(crate) const LINKS_ELSEWHERE: usize = 16;
/// Nodes within a link that are looked through for its text.
pub(crate) const LINK_NODES: usize = 64;
