//! The parsed message: an arena of nodes, linked as parent and siblings.
//!
//! Siblings are a linked list because the parser moves and inserts nodes in
//! the middle, and a hostile message makes it do so at every token.

use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// A node's place in its [`Tree`]; made by the tree alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// What a node is. Comments and doctypes leave only their place.
pub(crate) enum Content {
    Document,
    Element {
        name: Rc<QualName>,
        attributes: Vec<Attribute>,
    },
    Text(StrTendril),
    Nothing,
}

pub(crate) struct Node {
    pub(crate) content: Content,
    /// Elements above it when it was put where it is.
    pub(crate) depth: usize,
    pub(crate) parent: Option<NodeId>,
    pub(crate) first_child: Option<NodeId>,
    pub(crate) next: Option<NodeId>,
    last_child: Option<NodeId>,
    previous: Option<NodeId>,
}

/// All nodes of a message, in the order in which they were made.
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub(crate) const DOCUMENT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new() };
        tree.add(Content::Document);
        tree
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first_child, |child| self.node(*child).next)
    }

    /// The first child element of `id` with this HTML name.
    pub(crate) fn child_element(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id)
            .find(|child| match &self.node(*child).content {
                Content::Element { name: found, .. } => &*found.local == name,
                _ => false,
            })
    }

    pub(crate) fn add(&mut self, content: Content) -> NodeId {
        // The parser stops at limits::NODES, far below u32's end.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            content,
            depth: 0,
            parent: None,
            first_child: None,
            last_child: None,
            next: None,
            previous: None,
        });
        id
    }

    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last_child;
        let depth = self.node(parent).depth + 1;
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = last;
        node.depth = depth;
        match last {
            Some(last) => self.node_mut(last).next = Some(child),
            None => self.node_mut(parent).first_child = Some(child),
        }
        self.node_mut(parent).last_child = Some(child);
    }

    /// Appends text, to the last child if that is text too.
    pub(crate) fn append_text(&mut self, parent: NodeId, text: StrTendril) {
        let last = self.node(parent).last_child;
        if let Some(text) = self.extend_text(last, text) {
            let child = self.add(Content::Text(text));
            self.append(parent, child);
        }
    }

    pub(crate) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let Some(parent) = self.node(sibling).parent else {
            return;
        };
        let previous = self.node(sibling).previous;
        let depth = self.node(sibling).depth;
        let node = self.node_mut(child);
        node.parent = Some(parent);
        node.previous = previous;
        node.next = Some(sibling);
        node.depth = depth;
        self.node_mut(sibling).previous = Some(child);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(child),
            None => self.node_mut(parent).first_child = Some(child),
        }
    }

    pub(crate) fn insert_text_before(&mut self, sibling: NodeId, text: StrTendril) {
        let previous = self.node(sibling).previous;
        if let Some(text) = self.extend_text(previous, text) {
            let child = self.add(Content::Text(text));
            self.insert_before(sibling, child);
        }
    }

    pub(crate) fn detach(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => {
                if let Some(parent) = parent {
                    self.node_mut(parent).first_child = next;
                }
            }
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => {
                if let Some(parent) = parent {
                    self.node_mut(parent).last_child = previous;
                }
            }
        }
    }

    /// Hands `text` back if `node` is no text that could take it.
    fn extend_text(&mut self, node: Option<NodeId>, text: StrTendril) -> Option<StrTendril> {
        match node.map(|id| &mut self.node_mut(id).content) {
            Some(Content::Text(before)) => {
                before.push_tendril(&text);
                None
            }
            _ => Some(text),
        }
    }
}
