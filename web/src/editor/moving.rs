//! A tree that was parsed is moved into the editor's document, part by part.

use crate::sink;
use html_sanitizer::SafeHtml;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node};

/// A tree on its way into a document. The parts are moved in their order, and
/// what comes of it in the end is that tree.
pub(super) struct Moving {
    /// The way down to what comes next: what is still to be moved, and where to.
    way: Vec<(Node, Node)>,
    /// Elements of the part that is moved.
    part: u32,
}

/// The whole tree, below a body that stands nowhere yet.
pub(super) fn parse(document: &Document, content: &SafeHtml) -> Option<HtmlElement> {
    // Made by a document of another realm: `instanceof` does not know it.
    let body: HtmlElement = document.create_element("body").ok()?.unchecked_into();
    sink::fill(&body, content);
    Some(body)
}

impl Moving {
    pub(super) fn new(tree: HtmlElement, body: HtmlElement) -> Self {
        Self {
            way: vec![(tree.into(), body.into())],
            part: 0,
        }
    }

    /// Moves about so many elements. Tells whether nothing is left.
    pub(super) fn put_next(&mut self, elements: u32) -> bool {
        self.part = elements;
        self.move_some();
        self.way.is_empty()
    }

    fn move_some(&mut self) {
        let mut left = self.part;
        while let Some((from, to)) = self.way.last() {
            let Some(node) = from.first_child() else {
                self.way.pop();
                continue;
            };
            let elements = elements_in(&node);
            if elements > left && elements <= self.part && left < self.part / 2 {
                // It fits into the next part.
                return;
            }
            // None of what follows is refused: nodes of one document are moved
            // to where they stood before, in a tree of the same shape.
            if elements <= left {
                let _ = to.append_child(&node);
                left -= elements;
            } else if let Ok(copy) = node.clone_node() {
                let _ = to.append_child(&copy);
                let _ = from.remove_child(&node);
                self.way.push((node, copy));
                left = left.saturating_sub(1);
            } else {
                let _ = to.append_child(&node);
            }
            if left == 0 {
                return;
            }
        }
    }
}

/// How many elements a node is, itself included; a text counts as one.
fn elements_in(node: &Node) -> u32 {
    if node.node_type() != Node::ELEMENT_NODE || !node.has_child_nodes() {
        return 1;
    }
    // A node of another realm: `instanceof` does not know it.
    let element: &Element = node.unchecked_ref();
    element.get_elements_by_tag_name("*").length() + 1
}
