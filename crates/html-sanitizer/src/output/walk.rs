//! The walk over the tree.

use html5ever::{Attribute, QualName, ns};
use mail_model::Marks;

use super::attribute::{self, Attributes};
use super::markup::{write_attribute, write_text};
use crate::cells::{Cells, Spans};
use crate::css::{Styles, WRAPPER};
use crate::element::{self, Kind, Treatment};
use crate::profile::Profile;
use crate::remote::References;
use crate::tree::{Content, NodeId, Tree};
use crate::turns::Turns;
use crate::{Excess, limits, link, nesting};

/// Writes what is allowed of `tree`: one style element if there is any CSS, and
/// one wrapper that stands for the body.
pub(crate) fn write(
    tree: &Tree,
    source_length: usize,
    references: &mut References<'_>,
) -> Result<String, Excess> {
    let html = tree.child_element(Tree::DOCUMENT, "html");
    let body = html.and_then(|html| tree.child_element(html, "body"));
    let mut walk = Walk {
        tree,
        references,
        styles: Styles::new(),
        sheet: String::new(),
        markup: String::new(),
        open: Vec::new(),
        marks: Marks::default(),
        turns: Turns::default(),
        cells: Cells::new(),
        kinds: Vec::new(),
        preformatted_from: 0,
        longest: source_length * limits::GROWTH + limits::GROWTH_OF_ANY,
    };
    if let Some(head) = html.and_then(|html| tree.child_element(html, "head")) {
        walk.head(head)?;
    }
    let is_read = walk.references.profile == Profile::Read;
    let wrapper = body
        .filter(|_| is_read)
        .and_then(|body| walk.wrapper_within(body));
    let attributes = match wrapper {
        Some(wrapper) => {
            let source = attributes_of(tree, wrapper);
            Attributes::read(
                "div",
                Kind::Division,
                source,
                &mut walk.styles,
                walk.references,
            )?
        }
        None => {
            let of = |id: Option<NodeId>| id.map_or(&[][..], |id| attributes_of(tree, id));
            Attributes::of_body(of(html), of(body), &mut walk.styles, walk.references)?
        }
    };
    // What is written stands for itself, unless the body has looks of its own.
    let is_wrapped = is_read || !attributes.is_empty();
    if is_wrapped {
        walk.start("div", &attributes);
    }
    if let Some(root) = wrapper.or(body) {
        walk.content(root)?;
    }
    if is_wrapped {
        walk.markup.push_str("</div>");
    }
    if let Some(body) = body.filter(|_| wrapper.is_some()) {
        walk.styles_beside_wrapper(body)?;
    }
    (walk.cells).judge(walk.styles.makes_cells, walk.styles.opens_boxes)?;
    (walk.turns).judge(walk.styles.joins_blocks, walk.styles.isolates)?;
    Ok(match walk.sheet.as_str() {
        "" => walk.markup,
        sheet => format!("<style>{sheet}</style>{}", walk.markup),
    })
}

struct Walk<'w, 'a> {
    tree: &'w Tree,
    references: &'w mut References<'a>,
    styles: Styles,
    sheet: String,
    markup: String,
    /// The text goes on from element to element, as it is laid out.
    marks: Marks,
    turns: Turns,
    cells: Cells,
    /// The names of the elements that were started and not ended.
    open: Vec<&'static str>,
    /// Their kinds.
    kinds: Vec<Kind>,
    /// Where the content of the last preformatted element starts in `markup`.
    preformatted_from: usize,
    /// Bytes that `markup` may have, attached images not counted.
    longest: usize,
}

/// What is left to do at a node.
enum Step {
    Enter(NodeId),
    End,
}

impl Walk<'_, '_> {
    /// Takes the styles out of the head, and counts what else it refers to.
    fn head(&mut self, head: NodeId) -> Result<(), Excess> {
        for child in self.tree.children(head) {
            if let Content::Element { name, attributes } = &self.tree.node(child).content {
                match element::treatment(name) {
                    Treatment::Style => self.style(child, attributes)?,
                    _ => attribute::count_dropped(&name.local, attributes, self.references),
                }
            }
        }
        Ok(())
    }

    /// The wrapper of an earlier sanitizing, if the body is nothing else.
    fn wrapper_within(&self, body: NodeId) -> Option<NodeId> {
        let mut wrapper = None;
        if !attributes_of(self.tree, body).is_empty() {
            return None;
        }
        for child in self.tree.children(body) {
            match &self.tree.node(child).content {
                Content::Nothing => {}
                Content::Text(text) if is_white_space(text) => {}
                Content::Element { name, .. } if is_html(name, "style") => {}
                Content::Element { name, attributes }
                    if is_html(name, "div") && wrapper.is_none() && is_wrapper(attributes) =>
                {
                    wrapper = Some(child);
                }
                _ => return None,
            }
        }
        wrapper
    }

    fn styles_beside_wrapper(&mut self, body: NodeId) -> Result<(), Excess> {
        for child in self.tree.children(body) {
            if let Content::Element { name, attributes } = &self.tree.node(child).content
                && is_html(name, "style")
            {
                self.style(child, attributes)?;
            }
        }
        Ok(())
    }

    /// Writes all that is in `root`.
    fn content(&mut self, root: NodeId) -> Result<(), Excess> {
        let mut steps: Vec<Step> = Vec::new();
        self.push_children(root, &mut steps);
        while let Some(step) = steps.pop() {
            match step {
                Step::End => self.end(),
                Step::Enter(id) => self.enter(id, &mut steps)?,
            }
        }
        Ok(())
    }

    fn push_children(&self, id: NodeId, steps: &mut Vec<Step>) {
        let first = steps.len();
        steps.extend(self.tree.children(id).map(Step::Enter));
        if let Some(children) = steps.get_mut(first..) {
            children.reverse();
        }
    }

    fn enter(&mut self, id: NodeId, steps: &mut Vec<Step>) -> Result<(), Excess> {
        match &self.tree.node(id).content {
            Content::Document | Content::Nothing => {}
            Content::Text(text) => self.text(text),
            Content::Element { name, attributes } => match element::treatment(name) {
                Treatment::Style => self.style(id, attributes)?,
                Treatment::Drop => self.count_all_within(id),
                Treatment::Keep(..) if self.drops(attributes) => {}
                Treatment::Keep(name, kind) if nesting::admits(&self.kinds, kind) => {
                    if self.element(name, kind, id, attributes, steps)? {
                        self.push_children(id, steps);
                    }
                }
                Treatment::Keep(..) | Treatment::Unwrap => {
                    attribute::count_dropped(&name.local, attributes, self.references);
                    self.push_children(id, steps);
                }
            },
        }
        Ok(())
    }

    /// Starts an element. Tells whether its content is to be written.
    fn element(
        &mut self,
        name: &'static str,
        kind: Kind,
        id: NodeId,
        source: &[Attribute],
        steps: &mut Vec<Step>,
    ) -> Result<bool, Excess> {
        // The wrapper is not the message's.
        if self.open.len() >= limits::DEPTH {
            return Err(Excess::Depth);
        }
        let attributes = Attributes::read(name, kind, source, &mut self.styles, self.references)?;
        // Of a picture that lay on the other computer there is nothing but its frame.
        let is_gone = name == "img" && !attributes.has_source();
        if self.references.profile == Profile::Paste && (is_gone || attributes.is_hidden()) {
            return Ok(false);
        }
        if let Some(href) = attributes.href() {
            let text = self.link_text(id);
            self.references.compare_link(&text, href);
        }
        (self.cells).begin(kind, Spans::of(attributes.iter()))?;
        (self.turns).begin(name, kind, attributes.has_direction());
        self.start(name, &attributes);
        if self.markup.len().saturating_sub(self.references.inlined) > self.longest {
            return Err(Excess::Nodes);
        }
        if !matches!(kind, Kind::Void | Kind::Rule | Kind::Column) {
            if kind == Kind::Preformatted {
                self.preformatted_from = self.markup.len();
            }
            self.open.push(name);
            self.kinds.push(kind);
            self.cells.enter();
            steps.push(Step::End);
        }
        Ok(true)
    }

    /// Whether an element is a signature that is to be left out. One within a quote
    /// is not the author's, and stays.
    fn drops(&self, attributes: &[Attribute]) -> bool {
        let mut classes = attributes.iter().filter(|a| &*a.name.local == "class");
        classes.any(|classes| self.references.profile.drops(&classes.value))
            && !self.open.contains(&"blockquote")
    }

    /// The text of a link, as far as it need be known.
    fn link_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut waiting = vec![id];
        let mut nodes = 0;
        while let Some(id) = waiting.pop() {
            if let Content::Text(piece) = &self.tree.node(id).content {
                text.push_str(piece);
            }
            nodes += 1;
            if nodes > limits::LINK_NODES || text.len() > link::MOST_TEXT {
                break;
            }
            let first = waiting.len();
            waiting.extend(self.tree.children(id).take(limits::LINK_NODES));
            waiting[first..].reverse();
        }
        text
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.markup.push('<');
        self.markup.push_str(name);
        for (name, value) in attributes.iter() {
            write_attribute(name, value, &mut self.markup);
        }
        self.markup.push('>');
    }

    fn end(&mut self) {
        if let Some(kind) = self.kinds.pop() {
            self.turns.boundary(kind);
            self.cells.end(kind);
        }
        if let Some(name) = self.open.pop() {
            self.markup.push_str("</");
            self.markup.push_str(name);
            self.markup.push('>');
        }
    }

    fn text(&mut self, text: &str) {
        if !nesting::admits_text(self.kinds.last()) && !is_white_space(text) {
            return;
        }
        // White space before everything, and a mark of the order of octets, are none of a body's, when it is read again.
        let text = match self.markup.is_empty() {
            true => text.trim_start_matches([' ', '\t', '\n', '\r', '\x0c', '\u{feff}']),
            false => text,
        };
        // A line feed right after the start tag is not read as content.
        if self.preformatted_from == self.markup.len() && text.starts_with('\n') {
            self.markup.push('\n');
        }
        let text = self.marks.thin(text);
        self.turns.text(&text);
        write_text(&text, &mut self.markup);
    }

    fn style(&mut self, id: NodeId, attributes: &[Attribute]) -> Result<(), Excess> {
        if self.references.profile != Profile::Read {
            return Ok(());
        }
        let mut media = "";
        for attribute in attributes {
            match &*attribute.name.local {
                "media" => media = &attribute.value,
                "type" if !is_css(&attribute.value) => return Ok(()),
                _ => {}
            }
        }
        let mut source = String::new();
        for child in self.tree.children(id) {
            if let Content::Text(text) = &self.tree.node(child).content {
                source.push_str(text);
            }
        }
        let rules = self.styles.element(&source, media, self.references)?;
        self.sheet.push_str(&rules);
        Ok(())
    }

    /// Counts what `id`, which is not written, and all that is in it refer to.
    fn count_all_within(&mut self, id: NodeId) {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if let Content::Element { name, attributes } = &self.tree.node(id).content {
                attribute::count_dropped(&name.local, attributes, self.references);
            }
            waiting.extend(self.tree.children(id));
        }
    }
}

fn attributes_of(tree: &Tree, id: NodeId) -> &[Attribute] {
    match &tree.node(id).content {
        Content::Element { attributes, .. } => attributes,
        _ => &[],
    }
}

fn is_html(name: &QualName, local: &str) -> bool {
    name.ns == ns!(html) && &*name.local == local
}

fn is_wrapper(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        &*attribute.name.local == "class"
            && attribute.value.split_ascii_whitespace().next() == Some(WRAPPER)
    })
}

fn is_css(media_type: &str) -> bool {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    media_type.is_empty() || media_type.eq_ignore_ascii_case("text/css")
}

fn is_white_space(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'))
}
