//! Enter and Backspace where something is quoted.

use super::rich::Rich;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// What another wrote.
const CITED: &str = "blockquote[type=cite]";

/// So deep quotes are left level by level.
const MOST_LEVELS: usize = 32;

/// Enter within what another wrote: the quote is split, and the cursor stands
/// between its halves. In a quote of one's own an empty line leaves it. Tells
/// whether it was one of both.
pub(super) fn split(rich: &Rich) -> bool {
    if rich.is_within("li,td,th") {
        return false;
    }
    if rich.is_within(CITED) {
        split_cited(rich);
        return true;
    }
    let Some(quote) = rich.around("blockquote") else {
        return false;
    };
    let is_empty = rich.is_collapsed() && line_is_empty(rich, &quote);
    if is_empty {
        rich.exec("outdent");
    }
    is_empty
}

fn split_cited(rich: &Rich) {
    // Chromium and Safari have it for their own mail programs.
    let is_known = rich
        .document
        .query_command_supported("insertNewlineInQuotedContent");
    if is_known {
        rich.exec("insertNewlineInQuotedContent");
        return;
    }
    rich.exec("insertParagraph");
    for _ in 0..MOST_LEVELS {
        if !rich.is_within(CITED) {
            break;
        }
        rich.exec("outdent");
    }
    rich.exec("insertParagraph");
}

fn line_is_empty(rich: &Rich, quote: &Element) -> bool {
    let line = rich.place().and_then(|place| place.start_container().ok());
    let line = line.and_then(|node| rich.block_of(&node));
    line.is_some_and(|line| {
        let text = line.text_content().unwrap_or_default();
        text.is_empty() && (line != *quote || !has_blocks(quote))
    })
}

fn has_blocks(quote: &Element) -> bool {
    let mut child = quote.first_child();
    while let Some(node) = child {
        let is_block = node.node_type() == Node::ELEMENT_NODE
            && !matches!(
                node.unchecked_ref::<Element>().tag_name().as_str(),
                "BR" | "FONT" | "B" | "I" | "U" | "A" | "SPAN"
            );
        if is_block {
            return true;
        }
        child = node.next_sibling();
    }
    false
}

/// Backspace at the begin of a quote: its first line leaves it. Tells whether the
/// cursor was there.
pub(super) fn leave(rich: &Rich) -> bool {
    let is_there = rich.is_at_begin_of("blockquote") && !rich.is_within("li,td,th");
    if is_there {
        rich.exec("outdent");
    }
    is_there
}
