//! A plain text: nothing but text nodes and links.

use super::text_blocks::{TextBlock, blocks};
use crate::app::App;
use crate::dom::{Child, Element as Built, View, ev, html};
use crate::i18n;
use crate::reactive::*;
use mail_engine::{ComposeFrom, TextSpan};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// The text. Folded away are quotes within quotes, and what a reply quotes at
/// its end.
pub(super) fn message_text(app: App, spans: &[TextSpan]) -> View {
    let blocks = quote_blocks(spans);
    let (shown, rest) = blocks.split_at(folded_from(&blocks));
    let shown: Vec<_> = shown
        .iter()
        .map(|(depth, spans)| match depth {
            0 | 1 => block(*depth, spans),
            _ => folded(paragraph(spans)),
        })
        .collect();
    let rest = (!rest.is_empty()).then(|| {
        let rest: Vec<_> = rest
            .iter()
            .map(|(depth, spans)| block(*depth, spans))
            .collect();
        folded(rest.view())
    });
    html::div()
        .class("message-text")
        .attr("dir", "auto")
        .on(ev::CLICK, move |event| write_to_link(app, event))
        .child((shown, rest))
        .view()
}

/// A link that is an address opens a composer, where mail can be sent.
fn write_to_link(app: App, event: &MouseEvent) {
    let target = event.target().and_then(|on| on.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='mailto:' i]").ok()?);
    let address = link.and_then(|link| link.get_attribute("href"));
    if let Some(address) = address.filter(|_| untrack(|| app.can_write())) {
        event.prevent_default();
        app.compose(ComposeFrom::Mailto(address));
    }
}

type Block<'a> = (u8, &'a [TextSpan]);

fn block(depth: u8, spans: &[TextSpan]) -> View {
    match depth {
        0 => paragraph(spans),
        _ => html::blockquote()
            .class("quote")
            .child(paragraph(spans))
            .view(),
    }
}

/// Where the quote begins that ends the text, if something of the author's own
/// stands before it.
fn folded_from(blocks: &[Block<'_>]) -> usize {
    let is_blank = |(depth, spans): &Block<'_>| {
        *depth == 0 && spans.iter().all(|span| span.text.trim().is_empty())
    };
    let Some(last) = blocks.iter().rposition(|block| !is_blank(block)) else {
        return blocks.len();
    };
    let own = blocks
        .iter()
        .rposition(|block| block.0 == 0 && !is_blank(block));
    match own {
        Some(own) if own < last => own + 1,
        _ => blocks.len(),
    }
}

/// So many blocks are told apart. What is below them in a text that goes in and out
/// of its quotes more often is one quote: no conversation does.
const MOST_BLOCKS: usize = 1_000;

/// Spans that follow each other at the same depth of quoting.
fn quote_blocks(spans: &[TextSpan]) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut rest = spans;
    while let Some(first) = rest.first() {
        let depth = shown_depth(first);
        if blocks.len() == MOST_BLOCKS {
            blocks.push((1, rest));
            break;
        }
        let end = rest.iter().position(|span| shown_depth(span) != depth);
        let (block, after) = rest.split_at(end.unwrap_or(rest.len()));
        blocks.push((depth, block));
        rest = after;
    }
    blocks
}

/// All that is quoted twice or more is one block.
fn shown_depth(span: &TextSpan) -> u8 {
    span.quote_depth.min(2)
}

fn paragraph(spans: &[TextSpan]) -> View {
    let blocks = blocks(spans);
    let is_long = blocks.len() > 1;
    // What is cut within a line stands together, and is one line to whoever copies it.
    let lines = blocks.split_inclusive(|block| !block.goes_on);
    let drawn = lines.map(|line| match line {
        [whole] => text_block(whole, is_long.then_some("is-part")).view(),
        pieces => {
            let pieces = pieces
                .iter()
                .map(|piece| text_block(piece, Some("is-piece")));
            let pieces: Vec<_> = pieces.map(Child::view).collect();
            html::div().attr("dir", "auto").child(pieces).view()
        }
    });
    drawn.collect::<Vec<_>>().view()
}

fn text_block(block: &TextBlock, how: Option<&'static str>) -> Built {
    let spans: Vec<_> = block.spans.iter().map(span).collect();
    let block = html::div().class("text-block");
    match how {
        Some(how) => block.class(how),
        None => block,
    }
    .attr("dir", "auto")
    .child(spans)
}

fn folded(content: View) -> View {
    html::details()
        .class("quote is-folded")
        .child((html::summary().child(i18n::message_quote_show()), content))
        .view()
}

fn span(span: &TextSpan) -> View {
    match &span.link {
        Some(link) => html::a()
            .attr("href", link.clone())
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .attr("title", link.clone())
            .child(span.text.clone())
            .view(),
        None => span.text.clone().view(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TextSpan, folded_from, quote_blocks};

    fn span(quote_depth: u8, text: &str) -> TextSpan {
        TextSpan {
            text: text.to_owned(),
            link: None,
            quote_depth,
        }
    }

    #[test]
    fn text_is_cut_where_the_quoting_changes() {
        let spans = [0, 0, 1, 2, 5, 0].map(|depth| span(depth, ""));
        let blocks: Vec<_> = quote_blocks(&spans)
            .into_iter()
            .map(|(depth, spans)| (depth, spans.len()))
            .collect();
        assert_eq!(blocks, [(0, 2), (1, 1), (2, 2), (0, 1)]);
        let endless: Vec<_> = (0..50_000)
            .map(|n: u32| span(u8::from(n % 2 == 1), "a"))
            .collect();
        let blocks = quote_blocks(&endless);
        assert_eq!(blocks.len(), 1_001);
        let all: usize = blocks.iter().map(|(_, spans)| spans.len()).sum();
        assert_eq!(all, endless.len());
    }

    #[test]
    fn what_a_reply_quotes_at_its_end_is_folded() {
        let place = |spans: &[(u8, &str)]| {
            let spans: Vec<_> = spans
                .iter()
                .map(|(depth, text)| span(*depth, text))
                .collect();
            folded_from(&quote_blocks(&spans))
        };
        assert_eq!(place(&[(0, "Yes."), (1, "No?"), (2, "Eh?"), (0, "\n")]), 1);
        assert_eq!(place(&[(1, "No?"), (0, "Yes.")]), 2, "the answer is below");
        assert_eq!(place(&[(1, "Only quoted.")]), 1, "there is nothing else");
        assert_eq!(place(&[(0, "\n"), (1, "Only quoted.")]), 2);
        assert_eq!(place(&[(0, "a"), (1, "b"), (0, "c"), (1, "d")]), 3);
        assert_eq!(place(&[(0, "Plain.")]), 1);
        assert_eq!(place(&[]), 0);
    }
}
