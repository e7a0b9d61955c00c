use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Watches an element's size until it is dropped.
pub struct Resize {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Resize {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `on_resize` once soon, and then whenever the element's size changed.
/// The element may belong to another document of the same origin.
pub fn observe_resize(element: &Element, on_resize: impl FnMut() + 'static) -> Option<Resize> {
    let on_resize = Closure::<dyn FnMut()>::new(on_resize);
    let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Resize {
        observer,
        _on_resize: on_resize,
    })
}
