//! From text to tree, by the HTML Standard's own algorithm (section 13.2), with
//! the limits acting while it runs.
//!
//! The text is fed in small pieces, and around each the counts are looked at:
//! what is refused is refused after a few kilobytes too many, not at its end.

mod attribute_count;
mod effort;
mod pieces;
mod sink;

use std::cell::Cell;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use self::attribute_count::OpenTag;
use self::effort::Effort;
use self::pieces::Pieces;
pub(crate) use self::sink::Handle;
use self::sink::TreeRecorder;
use crate::Excess;
use crate::tree::Tree;

/// Parses `html` as a whole document.
///
/// The document is read in no-quirks mode whatever its doctype says: that is
/// the mode of the frame in which the result is parsed again.
pub(crate) fn parse(html: &str) -> Result<Tree, Excess> {
    let options = TreeBuilderOpts {
        // The frame runs no scripts, so what stands in noscript is to be read.
        scripting_enabled: false,
        // A missing doctype then does not mean quirks.
        iframe_srcdoc: true,
        ..TreeBuilderOpts::default()
    };
    let builder = TreeBuilder::new(TreeRecorder::new(), options);
    let mut effort = Effort::default();
    feed(html, &builder, &mut |tokens| {
        builder
            .sink
            .excess()
            .or_else(|| effort.excess(&builder, tokens))
    })
    .map_err(|stop| stop.excess)?;
    match builder.sink.excess() {
        Some(excess) => Err(excess),
        None => Ok(builder.sink.into_tree()),
    }
}

/// Gives the tokens of `html` to `sink`, without building a tree: no depth and
/// no number of nodes is too much. A tag with too many attributes is skipped.
pub(crate) fn tokens(mut html: &str, sink: &AnySink) {
    while let Err(stop) = feed(html, sink, &mut |_| None) {
        let rest = html.get(stop.position..).unwrap_or_default();
        html = rest
            .find('>')
            .and_then(|end| rest.get(end + 1..))
            .unwrap_or_default();
    }
}

/// Whatever takes tokens. One type, so that there is one copy of the tokenizer.
type AnySink = dyn TokenSink<Handle = Handle>;

/// The tokenizer was stopped before it saw the piece at `position`.
struct Stop {
    excess: Excess,
    position: usize,
}

/// Feeds `sink` until `excess`, which is told the number of tokens so far,
/// finds too much.
fn feed(
    html: &str,
    sink: &AnySink,
    excess: &mut dyn FnMut(usize) -> Option<Excess>,
) -> Result<(), Stop> {
    let gate = Gate {
        sink,
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut open_tag = OpenTag::default();
    for (position, piece) in Pieces::new(html) {
        let before = tokenizer.sink.tokens.get();
        let found = match open_tag.see(piece) {
            Err(excess) => Some(excess),
            Ok(()) => excess(before),
        };
        if let Some(excess) = found {
            return Err(Stop { excess, position });
        }
        input.push_back(StrTendril::from_slice(piece));
        // Scripts and encoding declarations interrupt the tokenizer for those
        // who obey them.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if tokenizer.sink.tokens.get() != before {
            open_tag.tokens_came();
        }
    }
    tokenizer.end();
    Ok(())
}

/// Counts the tokens on their way, and keeps doctypes and errors from the sink.
struct Gate<'a> {
    sink: &'a AnySink,
    tokens: Cell<usize>,
}

impl TokenSink for Gate<'_> {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            Token::DoctypeToken(_) => {
                self.tokens.set(self.tokens.get() + 1);
                TokenSinkResult::Continue
            }
            token => {
                self.tokens.set(self.tokens.get() + 1);
                self.sink.process_token(token, line_number)
            }
        }
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
