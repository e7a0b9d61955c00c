//! Where the tree builder's wishes become the arena, and where depth, nodes and
//! attributes are counted.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, QualName};

use crate::tree::{Content, NodeId, Tree};
use crate::{Excess, limits};

/// A node as the tree builder holds it: with its name, which it asks for at
/// each step.
#[derive(Clone)]
pub(crate) struct Handle {
    id: NodeId,
    name: Rc<QualName>,
    is_integration_point: bool,
}

pub(super) struct TreeRecorder {
    tree: RefCell<Tree>,
    excess: Cell<Option<Excess>>,
    attributes: Cell<usize>,
    nameless: Rc<QualName>,
}

impl TreeRecorder {
    pub(super) fn new() -> Self {
        let nameless = QualName::new(None, Namespace::default(), LocalName::default());
        Self {
            tree: RefCell::new(Tree::new()),
            excess: Cell::new(None),
            attributes: Cell::new(0),
            nameless: Rc::new(nameless),
        }
    }

    /// The first limit that was passed.
    pub(super) fn excess(&self) -> Option<Excess> {
        self.excess.get()
    }

    pub(super) fn into_tree(self) -> Tree {
        self.tree.into_inner()
    }

    fn nameless(&self, content: Content) -> Handle {
        let id = self.tree.borrow_mut().add(content);
        self.count_nodes();
        Handle {
            id,
            name: Rc::clone(&self.nameless),
            is_integration_point: false,
        }
    }

    fn pass(&self, excess: Excess) {
        if self.excess.get().is_none() {
            self.excess.set(Some(excess));
        }
    }

    fn count_nodes(&self) {
        if self.tree.borrow().len() > limits::NODES + limits::NODES_OF_FRAME {
            self.pass(Excess::Nodes);
        }
    }

    fn count_attributes(&self, attributes: usize) {
        let all = self.attributes.get() + attributes;
        self.attributes.set(all);
        if attributes > limits::ATTRIBUTES || all > limits::ALL_ATTRIBUTES {
            self.pass(Excess::Attributes);
        }
    }

    fn count_depth(&self, id: NodeId) {
        // The document itself is not an element.
        if self.tree.borrow().node(id).depth > limits::DEPTH + limits::DEPTH_OF_FRAME {
            self.pass(Excess::Depth);
        }
    }
}

impl TreeSink for TreeRecorder {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> Handle {
        Handle {
            id: Tree::DOCUMENT,
            name: Rc::clone(&self.nameless),
            is_integration_point: false,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        self.count_attributes(attributes.len());
        let name = Rc::new(name);
        let content = Content::Element {
            name: Rc::clone(&name),
            attributes,
        };
        let id = self.tree.borrow_mut().add(content);
        self.count_nodes();
        Handle {
            id,
            name,
            is_integration_point: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless(Content::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless(Content::Nothing)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) => {
                self.tree.borrow_mut().append(parent.id, child.id);
                if !Rc::ptr_eq(&child.name, &self.nameless) {
                    self.count_depth(child.id);
                }
            }
            NodeOrText::AppendText(text) => {
                self.tree.borrow_mut().append_text(parent.id, text);
                self.count_nodes();
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.tree.borrow().node(element.id).parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous_element, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) => {
                self.tree.borrow_mut().insert_before(sibling.id, child.id);
                self.count_depth(child.id);
            }
            NodeOrText::AppendText(text) => {
                self.tree.borrow_mut().insert_text_before(sibling.id, text);
                self.count_nodes();
            }
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Handle) -> Handle {
        // A template's contents hang nowhere, so nobody ever walks over them.
        self.nameless(Content::Nothing)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Content::Element { attributes, .. } = &mut tree.node_mut(target.id).content {
            for attribute in added {
                if !attributes
                    .iter()
                    .any(|present| present.name == attribute.name)
                {
                    attributes.push(attribute);
                }
            }
            self.count_attributes(attributes.len());
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.node(node.id).first_child {
            tree.append(new_parent.id, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.is_integration_point
    }
}
