//! What is selected in the frame, and where the cursor stands.

use super::rich::Rich;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range, Selection};

impl Rich {
    pub(super) fn selection(&self) -> Option<Selection> {
        self.document.get_selection().ok().flatten()
    }

    /// A copy of what is selected, which follows what is changed around it.
    pub(super) fn place(&self) -> Option<Range> {
        let selection = self.selection()?;
        if selection.range_count() == 0 {
            return None;
        }
        let range = selection.get_range_at(0).ok()?;
        let is_within = self.body.contains(range.start_container().ok().as_ref());
        is_within.then(|| range.clone_range())
    }

    pub(super) fn select(&self, range: &Range) {
        if let Some(selection) = self.selection() {
            let _ = selection.remove_all_ranges();
            // Of a place that is gone it selects nothing.
            let _ = selection.add_range(range);
        }
    }

    pub(super) fn remember_place(&self) {
        self.place.replace(self.place());
    }

    pub(super) fn recall_place(&self) {
        self.focus();
        if let Some(place) = self.place.take() {
            self.select(&place);
        }
    }

    pub(super) fn is_collapsed(&self) -> bool {
        self.selection().is_none_or(|all| all.is_collapsed())
    }

    /// Whether something is selected, and it is a part of one line.
    pub(super) fn is_piece_of_line(&self) -> bool {
        let Some(range) = self.place().filter(|range| !range.collapsed()) else {
            return false;
        };
        let block = |node: Result<Node, _>| node.ok().and_then(|node| self.block_of(&node));
        block(range.start_container()) == block(range.end_container())
    }

    /// The block that a node stands in; none directly in the body.
    pub(super) fn block_of(&self, node: &Node) -> Option<Element> {
        let element = element_of(node)?;
        let found = element.closest("div,p,li,td,th,pre,blockquote,h1,h2,h3,h4,h5,h6");
        found.ok().flatten()
    }

    /// Has the block at the cursor run as its words do: whoever reads it elsewhere
    /// sees it as it was written. What is begun by Enter in it takes this over.
    pub(super) fn turn_with_words(&self) {
        let place = self.place().and_then(|place| place.start_container().ok());
        let block = place.and_then(|node| self.block_of(&node));
        if let Some(block) = block.filter(|block| !self.is_body(block))
            && self.body.contains(Some(&block))
            && !block.has_attribute("dir")
        {
            // Refused by no browser.
            let _ = block.set_attribute("dir", "auto");
        }
    }

    pub(super) fn element_at_cursor(&self) -> Option<Element> {
        element_of(&self.place()?.start_container().ok()?)
    }

    pub(super) fn is_body(&self, element: &Element) -> bool {
        self.body.is_same_node(Some(element))
    }

    /// The element around the cursor that a selector finds, within the text.
    pub(super) fn around(&self, selector: &str) -> Option<Element> {
        let found = self.element_at_cursor()?.closest(selector).ok()??;
        self.body.contains(Some(&found)).then_some(found)
    }

    pub(super) fn is_within(&self, selector: &str) -> bool {
        self.around(selector).is_some()
    }

    /// Whether the cursor stands before everything within the nearest such element.
    pub(super) fn is_at_begin_of(&self, selector: &str) -> bool {
        let Some(place) = self.place().filter(Range::collapsed) else {
            return false;
        };
        // What is not at the begin of its own node is at no begin.
        if place.start_offset() != Ok(0) {
            return false;
        }
        let (Some(around), Ok(mut at)) = (self.around(selector), place.start_container()) else {
            return false;
        };
        while at != *around.as_ref() {
            if at.previous_sibling().is_some_and(|before| is_seen(&before)) {
                return false;
            }
            match at.parent_node() {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        true
    }
}

/// The element that a node is, or stands in.
pub(super) fn element_of(node: &Node) -> Option<Element> {
    if node.node_type() == Node::ELEMENT_NODE {
        Some(node.clone().unchecked_into())
    } else {
        node.parent_element()
    }
}

/// Whether a node can be seen.
fn is_seen(node: &Node) -> bool {
    node.node_type() == Node::ELEMENT_NODE
        || node
            .text_content()
            .is_some_and(|text| !text.trim().is_empty())
}
