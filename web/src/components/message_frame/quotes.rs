//! The quote that ends an HTML reply, folded away. Nothing runs in the frame:
//! the button that unfolds it is made and heard by the app.

use crate::i18n;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

/// How the button looks in the frame, on paper.
pub(super) const STYLE: &str = ".porthole-unfold{display:block;margin:8px 0;padding:3px 10px;\
border:1px solid #c8d1dc;border-radius:999px;background:#f4f6f9;color:#1768a6;font:13px/1.4 \
system-ui,sans-serif;cursor:pointer}.porthole-folded{display:none!important}";

/// Where a quote of a reply begins, as programs mark it; the sanitizer puts `m-`
/// before their classes.
const QUOTES: &str = "blockquote,.m-gmail_quote,.m-gmail_quote_container,.m-yahoo_quoted";

/// How many marked places are looked at.
const MOST_QUOTES: u32 = 200;

/// Folds the quote that ends the document, if anything stands before it and
/// nothing behind it. The listener unfolds it as long as it lives.
pub(super) fn fold(document: &Document) -> Option<EventListener> {
    let body: Node = document.body()?.into();
    let quotes = document.query_selector_all(QUOTES).ok()?;
    let quote = (0..quotes.length().min(MOST_QUOTES))
        .filter_map(|index| quotes.item(index))
        .find(|quote| is_blank_behind(quote, &body))?;
    if is_blank_before(&quote, &body) {
        return None;
    }
    let quote: Element = quote.unchecked_into();
    let button = document.create_element("button").ok()?;
    // Plain words, set on an element that was just made.
    button.set_text_content(Some(i18n::message_quote_show()));
    let _ = button.set_attribute("type", "button");
    let _ = button.set_attribute("aria-expanded", "false");
    let _ = button.class_list().add_1("porthole-unfold");
    let _ = quote.class_list().add_1("porthole-folded");
    let parent = quote.parent_node()?;
    parent.insert_before(&button, Some(&quote)).ok()?;
    let pressed = button.clone();
    Some(EventListener::new(&button, "click", move |_| {
        let is_folded = quote.class_list().toggle("porthole-folded");
        let is_folded = is_folded.unwrap_or(false);
        pressed.set_text_content(Some(if is_folded {
            i18n::message_quote_show()
        } else {
            i18n::message_quote_hide()
        }));
        let _ = pressed.set_attribute("aria-expanded", if is_folded { "false" } else { "true" });
    }))
}

/// Whether nothing can be seen in the document behind `node`.
fn is_blank_behind(node: &Node, body: &Node) -> bool {
    is_blank_beside(node, body, Node::next_sibling)
}

/// Whether nothing can be seen in the document before `node`.
fn is_blank_before(node: &Node, body: &Node) -> bool {
    is_blank_beside(node, body, Node::previous_sibling)
}

fn is_blank_beside(node: &Node, body: &Node, step: fn(&Node) -> Option<Node>) -> bool {
    let mut at = node.clone();
    while at != *body {
        let mut beside = step(&at);
        while let Some(other) = beside {
            if !is_blank(&other) {
                return false;
            }
            beside = step(&other);
        }
        match at.parent_node() {
            Some(parent) => at = parent,
            None => return false,
        }
    }
    true
}

fn is_blank(node: &Node) -> bool {
    let text = node.text_content().unwrap_or_default();
    let has_picture = node.node_type() == Node::ELEMENT_NODE && {
        let element: &Element = node.unchecked_ref();
        element.tag_name() == "IMG" || matches!(element.query_selector("img"), Ok(Some(_)))
    };
    !has_picture
        && text
            .trim_matches(|c: char| c.is_whitespace() || c == '\u{200B}')
            .is_empty()
}
