//! How much text looks. The browser's own commands look at the whole layout anew
//! after each piece of what is selected, and take many seconds for a long letter.
//! So a copy of the text is given its look where it is not shown, made fit like all
//! that comes in, and put in the place of the text by one step, which the browser
//! can undo.

use super::Editor;
use super::command::Command;
use super::place::element_of;
use super::rich::{Rich, show_images};
use crate::sink;
use js_sys::Set;
use mail_engine::{Prepared, Preparing};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, Range, Text};

/// What is selected is much from so many characters on.
const MUCH: u32 = 8_000;

/// What stands between elements of these holds no text of its own.
const FRAMES: [&str; 9] = [
    "TABLE", "TBODY", "THEAD", "TFOOT", "TR", "UL", "OL", "DL", "COLGROUP",
];

/// A look of letters: the element that gives it, and others that do so too.
struct Look {
    name: &'static str,
    attribute: Option<(&'static str, &'static str)>,
    like: &'static [&'static str],
}

/// The look that a command gives; `None` for commands of another kind.
fn look_of(command: Command) -> Option<Look> {
    let plain = |name, like| Look {
        name,
        attribute: None,
        like,
    };
    let font = |attribute, value| Look {
        name: "font",
        attribute: Some((attribute, value)),
        like: &[],
    };
    Some(match command {
        Command::Bold => plain("b", &["B", "STRONG"]),
        Command::Italic => plain("i", &["I", "EM"]),
        Command::Underline => plain("u", &["U", "INS"]),
        Command::Strike => plain("strike", &["STRIKE", "S", "DEL"]),
        Command::Font(named) => font("face", named.value()?),
        Command::Size(size) => font("size", size.value()),
        Command::Colour(Some(colour)) => font("color", colour.value()),
        Command::Ground(Some(ground)) => Look {
            name: "span",
            attribute: Some(("style", ground.style())),
            like: &[],
        },
        _ => return None,
    })
}

/// Gives what is selected a look, or takes it away, where that is much text. Tells
/// whether it does.
pub(super) fn run(editor: &Editor, rich: &Rich, command: Command) -> bool {
    let (Some(look), Some(range)) = (look_of(command), rich.place()) else {
        return false;
    };
    let is_much = || range.to_string().length() >= MUCH;
    if rich.is_piece_of_line() || range.collapsed() || !is_much() {
        return false;
    }
    let before = rich.html();
    let Some((html, place)) = with_look(rich, &range, &look) else {
        return false;
    };
    let content = Preparing::Content(editor.named_by_id(html));
    let (of, rich) = (editor.clone(), rich.clone());
    editor.0.app.prepare(content, move |made| {
        let Prepared::Html(html) = made else { return };
        // What was typed meanwhile is not written over.
        if !rich.is_filled() || rich.html() != before {
            return;
        }
        rich.focus();
        let Ok(all) = rich.document.create_range() else {
            return;
        };
        if all.select_node_contents(&rich.body).is_err() {
            return;
        }
        rich.select(&all);
        if sink::insert(&rich.document, &html) {
            show_images(&rich.body, &of.0.images.borrow());
            rich.quiet_quotes();
            if let Some(place) = place.range_in(&rich) {
                rich.select(&place);
            }
        }
        of.look_at_format();
    });
    true
}

/// The markup with the look, and where what is selected is in it.
fn with_look(rich: &Rich, range: &Range, look: &Look) -> Option<(String, Place)> {
    let body: &Node = rich.body.as_ref();
    let root = body.clone_node_with_deep(true).ok()?;
    let document: &Document = rich.document.as_ref();
    let texts = texts_within(&root, body, range)?;
    let (first, last) = (texts.first()?.clone(), texts.last()?.clone());
    let is_so = |text: &Node| around(text, &root, look).is_some();
    if look.attribute.is_none() && texts.iter().all(is_so) {
        take_away(document, &root, &texts, look)?;
    } else {
        for text in texts
            .iter()
            .filter(|text| look.attribute.is_some() || !is_so(text))
        {
            wrap(document, text, look)?;
        }
    }
    root.normalize();
    let place = Place {
        first: steps_to(&root, &first)?,
        last: steps_to(&root, &last)?,
    };
    let root: Element = root.unchecked_into();
    Some((root.inner_html(), place))
}

/// The texts of a copy that are within what is selected of its original; texts at
/// the borders are cut there.
fn texts_within(root: &Node, original: &Node, range: &Range) -> Option<Vec<Node>> {
    let copy_of = |node: Node| follow(root, &steps_to(original, &node)?);
    let (begin, begins_at) = (
        copy_of(range.start_container().ok()?)?,
        range.start_offset().ok()?,
    );
    let (end, ends_at) = (
        copy_of(range.end_container().ok()?)?,
        range.end_offset().ok()?,
    );
    let is_text = |node: &Node| node.node_type() == Node::TEXT_NODE;
    // The end first: it moves nothing before it.
    let stop = match is_text(&end) {
        true => Some(cut(&end, ends_at)?),
        false => end
            .child_nodes()
            .item(ends_at)
            .or_else(|| behind(&end, root)),
    };
    let mut next = match is_text(&begin) {
        true => Some(cut(&begin, begins_at)?),
        false => match begin.child_nodes().item(begins_at) {
            Some(child) => Some(child),
            None => behind(&begin, root),
        },
    };
    let mut texts = Vec::new();
    while let Some(node) = next.filter(|node| Some(node) != stop.as_ref()) {
        if is_text(&node) && says_something(&node) {
            texts.push(node.clone());
        }
        next = node.first_child().or_else(|| behind(&node, root));
    }
    Some(texts)
}

/// Cuts a text in two; the second half.
fn cut(text: &Node, at: u32) -> Option<Node> {
    let text: &Text = text.unchecked_ref();
    let half = text.split_text(at.min(text.length())).ok()?;
    Some(half.unchecked_into())
}

/// Whether a text can be seen, or parts words.
fn says_something(text: &Node) -> bool {
    let value = text.node_value().unwrap_or_default();
    let is_frame = || {
        let parent = text.parent_node().map(|parent| parent.node_name());
        parent.is_some_and(|name| FRAMES.contains(&name.as_str()))
    };
    !value.is_empty() && (!value.trim().is_empty() || !is_frame())
}

/// The next node that is not within this one.
fn behind(node: &Node, root: &Node) -> Option<Node> {
    let mut at = node.clone();
    while at != *root {
        if let Some(next) = at.next_sibling() {
            return Some(next);
        }
        at = at.parent_node()?;
    }
    None
}

/// The element around a text that gives it the look.
fn around(text: &Node, root: &Node, look: &Look) -> Option<Element> {
    let mut at = element_of(text);
    while let Some(element) = at.filter(|element| **element != *root) {
        if look.like.contains(&element.tag_name().as_str()) {
            return Some(element);
        }
        at = element.parent_element();
    }
    None
}

fn wrap(document: &Document, text: &Node, look: &Look) -> Option<()> {
    let element = document.create_element(look.name).ok()?;
    if let Some((attribute, value)) = look.attribute {
        element.set_attribute(attribute, value).ok()?;
    }
    text.parent_node()?.replace_child(&element, text).ok()?;
    element.append_child(text).ok()?;
    Some(())
}

/// Takes the look away from these texts, and leaves it to the others.
fn take_away(document: &Document, root: &Node, texts: &[Node], look: &Look) -> Option<()> {
    let meant = Set::new(&wasm_bindgen::JsValue::UNDEFINED);
    for text in texts {
        meant.add(text);
    }
    for text in texts {
        while let Some(element) = around(text, root, look) {
            let mut next = element.first_child();
            while let Some(node) = next {
                next = node.first_child().or_else(|| behind(&node, &element));
                let is_other = node.node_type() == Node::TEXT_NODE && !meant.has(&node);
                if is_other && says_something(&node) {
                    next = behind(&node, &element);
                    wrap(document, &node, look)?;
                }
            }
            let parent = element.parent_node()?;
            while let Some(child) = element.first_child() {
                parent.insert_before(&child, Some(&element)).ok()?;
            }
            parent.remove_child(&element).ok()?;
        }
    }
    Some(())
}

/// The way from a node down to another: which child, and which child of that.
fn steps_to(root: &Node, node: &Node) -> Option<Vec<u32>> {
    let mut steps = Vec::new();
    let mut at = node.clone();
    while at != *root {
        let mut before = 0;
        let mut sibling = at.previous_sibling();
        while let Some(other) = sibling {
            before += 1;
            sibling = other.previous_sibling();
        }
        steps.push(before);
        at = at.parent_node()?;
    }
    steps.reverse();
    Some(steps)
}

fn follow(root: &Node, steps: &[u32]) -> Option<Node> {
    let mut at = root.clone();
    for step in steps {
        at = at.child_nodes().item(*step)?;
    }
    Some(at)
}

/// What is selected, by the ways to its first and its last text.
struct Place {
    first: Vec<u32>,
    last: Vec<u32>,
}

impl Place {
    fn range_in(&self, rich: &Rich) -> Option<Range> {
        let root: &Node = rich.body.as_ref();
        let (first, last) = (follow(root, &self.first)?, follow(root, &self.last)?);
        let range = rich.document.create_range().ok()?;
        range.set_start(&first, 0).ok()?;
        range.set_end_after(&last).ok()?;
        Some(range)
    }
}
