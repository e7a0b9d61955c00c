use super::attribute::{Attributes, Classes};
use super::child::Child;
use super::event::Event;
use super::page::document;
use crate::reactive::{LocalStorage, StoredValue};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;

/// An element. Building it and looking at it are the same thing.
#[derive(Clone, Debug)]
pub struct Element {
    pub(super) node: web_sys::Element,
}

impl Element {
    /// The browser's object.
    pub fn node<T: JsCast>(&self) -> T {
        self.node.clone().unchecked_into()
    }

    /// Sets an attribute, once or for as long as the element is there.
    pub fn attr(self, name: &'static str, value: impl Attributes) -> Self {
        let node = self.node.clone();
        value.apply(Box::new(move |value| {
            // Refused only for a name that is none.
            let _ = match value {
                Some(value) => node.set_attribute(name, value),
                None => node.remove_attribute(name),
            };
        }));
        self
    }

    /// Adds classes.
    pub fn class(self, classes: impl Classes) -> Self {
        classes.apply(&self.node);
        self
    }

    /// Sets a property of the element's own style. Not by the attribute: the
    /// page's policy forbids style in markup.
    pub fn style(self, name: &'static str, value: impl Attributes) -> Self {
        let style = self.node.unchecked_ref::<web_sys::HtmlElement>().style();
        value.apply(Box::new(move |value| {
            // A value that is not valid is ignored.
            let _ = style.set_property(name, value.unwrap_or_default());
        }));
        self
    }

    /// Listens as long as the reactive owner lives that the element is built under.
    pub fn on<T: JsCast + 'static>(
        self,
        event: Event<T>,
        mut heard: impl FnMut(&T) + 'static,
    ) -> Self {
        let heard: Box<dyn FnMut(&web_sys::Event)> =
            Box::new(move |event| heard(event.unchecked_ref()));
        let listener = EventListener::new_with_options(
            &self.node,
            event.name,
            EventListenerOptions::enable_prevent_default(),
            heard,
        );
        StoredValue::<_, LocalStorage>::new_local(listener);
        self
    }

    /// Appends to its content.
    pub fn child(self, child: impl Child) -> Self {
        child.append_to(&self.node);
        self
    }
}

/// An element that the browser knows by its name.
fn element(namespace: &str, name: &str) -> Element {
    #[expect(
        clippy::expect_used,
        reason = "the names are written in this file, and each is a valid one"
    )]
    let node = document()
        .create_element_ns(Some(namespace), name)
        .expect("a valid name");
    Element { node }
}

macro_rules! elements {
    ($namespace:literal: $($name:ident)*) => {$(
        pub fn $name() -> super::Element {
            super::element($namespace, stringify!($name))
        }
    )*};
}

/// Elements of HTML.
pub mod html {
    elements!("http://www.w3.org/1999/xhtml":
        a article audio bdi blockquote button dd details dialog div dl dt fieldset footer form h1 h2 h3 header iframe img
        input kbd label legend li main mark nav option p pre progress section select span summary textarea time ul video);
}

/// Elements of SVG.
pub mod svg {
    elements!("http://www.w3.org/2000/svg": path svg);
}
