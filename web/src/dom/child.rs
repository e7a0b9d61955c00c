use super::element::Element;
use super::keep_up;
use super::page::document;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// Something built that waits for its place. It may be several nodes, or none.
#[derive(Debug)]
pub struct View(Node);

/// What can stand in an element. A closure is drawn anew whenever a signal it
/// read changes.
pub trait Child: Sized {
    fn append_to(self, parent: &Node);

    /// The same as one type, for branches that are built differently.
    fn view(self) -> View {
        let fragment = document().create_document_fragment();
        self.append_to(&fragment);
        View(fragment.into())
    }
}

fn append(parent: &Node, child: &Node) {
    // Refused only if a node were to contain itself.
    let _ = parent.append_child(child);
}

impl Child for View {
    fn append_to(self, parent: &Node) {
        append(parent, &self.0);
    }
    fn view(self) -> View {
        self
    }
}

impl Child for Node {
    fn append_to(self, parent: &Node) {
        append(parent, &self);
    }
    fn view(self) -> View {
        View(self)
    }
}

impl Child for Element {
    fn append_to(self, parent: &Node) {
        append(parent, &self.node);
    }
    fn view(self) -> View {
        View(self.node.into())
    }
}

impl Child for () {
    fn append_to(self, _: &Node) {}
}

impl Child for &str {
    fn append_to(self, parent: &Node) {
        append(parent, &document().create_text_node(self));
    }
}

impl Child for String {
    fn append_to(self, parent: &Node) {
        self.as_str().append_to(parent);
    }
}

impl<T: Child> Child for Option<T> {
    fn append_to(self, parent: &Node) {
        if let Some(child) = self {
            child.append_to(parent);
        }
    }
}

impl<T: Child> Child for Vec<T> {
    fn append_to(self, parent: &Node) {
        for child in self {
            child.append_to(parent);
        }
    }
}

macro_rules! append_each {
    ($($name:ident)*) => {
        impl<$($name: Child),*> Child for ($($name,)*) {
            #[expect(non_snake_case, reason = "the type parameters' names serve as the values'")]
            fn append_to(self, parent: &Node) {
                let ($($name,)*) = self;
                $($name.append_to(parent);)*
            }
        }
    };
}

append_each!(A B);
append_each!(A B C);
append_each!(A B C D);
append_each!(A B C D E);
append_each!(A B C D E F);
append_each!(A B C D E F G);
append_each!(A B C D E F G H);
append_each!(A B C D E F G H I);
append_each!(A B C D E F G H I J);
append_each!(A B C D E F G H I J K);
append_each!(A B C D E F G H I J K L);
append_each!(A B C D E F G H I J K L M);

impl<F, T> Child for F
where
    F: FnMut() -> T + 'static,
    T: Child,
{
    fn append_to(mut self, parent: &Node) {
        append_dynamic(parent, Box::new(move || self().view()));
    }
}

/// Between two marks stands what `draw` returned last.
fn append_dynamic(parent: &Node, mut draw: Box<dyn FnMut() -> View>) {
    let start: Node = document().create_comment("").into();
    let end: Node = document().create_comment("").into();
    append(parent, &start);
    append(parent, &end);
    keep_up(move || {
        let view = draw();
        let Some(parent) = end.parent_node() else {
            return;
        };
        while let Some(old) = start.next_sibling().filter(|old| *old != end) {
            // It was just seen to be there.
            let _ = parent.remove_child(old.unchecked_ref());
        }
        // The end is the parent's.
        let _ = parent.insert_before(&view.0, Some(&end));
    });
}
