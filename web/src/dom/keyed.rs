use super::child::{Child, View};
use super::element::Element;
use super::keep_up;
use super::page::document;
use crate::reactive::{Owner, untrack};
use std::rc::Rc;
use web_sys::Node;

/// An element of the list, and the owner of all that keeps it up to date.
struct Kept {
    element: Element,
    owner: Owner,
}

/// How an element is made that is not there yet.
type Draw = Box<dyn FnOnce() -> Element>;

/// An element for each item. An item that was there before keeps its element;
/// `key` tells which it is.
pub fn keyed<T: 'static>(
    items: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> String + 'static,
    draw: impl Fn(T) -> Element + 'static,
) -> View {
    let draw = Rc::new(draw);
    keep_list(Box::new(move || {
        let drawn = |item| {
            let key = key(&item);
            let draw = Rc::clone(&draw);
            let draw: Draw = Box::new(move || draw(item));
            (key, draw)
        };
        items().into_iter().map(drawn).collect()
    }))
}

/// The same for all types of items.
fn keep_list(items: Box<dyn Fn() -> Vec<(String, Draw)>>) -> View {
    let end: Node = document().create_comment("").into();
    let fragment: Node = document().create_document_fragment().into();
    // Refused by no fragment.
    let _ = fragment.append_child(&end);
    let parent_owner = Owner::current().unwrap_or_default();
    let mut kept = Vec::<(String, Kept)>::new();
    keep_up(move || {
        let items = items();
        let mut old = std::mem::take(&mut kept);
        let mut order = Vec::with_capacity(items.len());
        for (key, draw) in items {
            // Lists move by a few: what is looked for is near the front.
            let known = old.iter().position(|(of, _)| *of == key);
            let entry = match known {
                Some(at) => old.remove(at).1,
                None => {
                    let owner = parent_owner.child();
                    let element = owner.with(|| untrack(draw));
                    Kept { element, owner }
                }
            };
            order.push(entry.element.node.clone());
            kept.push((key, entry));
        }
        for (_, gone) in old {
            gone.element.node.remove();
            gone.owner.cleanup();
        }
        put_in_order(&order, &end);
    });
    fragment.view()
}

/// Moves only what is not where it belongs.
fn put_in_order(order: &[web_sys::Element], end: &Node) {
    let Some(parent) = end.parent_node() else {
        return;
    };
    let mut next = end.clone();
    for element in order.iter().rev() {
        let node: &Node = element;
        if node.next_sibling().as_ref() != Some(&next) {
            // `next` was put there, or is the end.
            let _ = parent.insert_before(node, Some(&next));
        }
        next = node.clone();
    }
}
