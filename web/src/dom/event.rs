use js_sys::Reflect;
use std::marker::PhantomData;
use wasm_bindgen::JsValue;

/// The name of an event, and the type in which it comes.
#[derive(Debug)]
pub struct Event<T> {
    pub(super) name: &'static str,
    of: PhantomData<fn(T)>,
}

impl<T> Clone for Event<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Event<T> {}

impl<T> Event<T> {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            of: PhantomData,
        }
    }
}

/// What stands in the field that an event came from.
pub fn value_of(event: &web_sys::Event) -> String {
    let field = event.target().map(JsValue::from);
    let value = field.and_then(|field| Reflect::get(&field, &"value".into()).ok());
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// The events that are listened to.
pub mod ev {
    use super::Event;
    use web_sys::{
        ClipboardEvent, DragEvent, Event as Plain, FocusEvent, KeyboardEvent, MouseEvent,
        PointerEvent,
    };

    pub const CHANGE: Event<Plain> = Event::new("change");
    pub const CLICK: Event<MouseEvent> = Event::new("click");
    pub const CLOSE: Event<Plain> = Event::new("close");
    pub const CONTEXT_MENU: Event<MouseEvent> = Event::new("contextmenu");
    pub const DOUBLE_CLICK: Event<MouseEvent> = Event::new("dblclick");
    pub const DRAG_END: Event<DragEvent> = Event::new("dragend");
    pub const DRAG_LEAVE: Event<DragEvent> = Event::new("dragleave");
    pub const DRAG_OVER: Event<DragEvent> = Event::new("dragover");
    pub const DRAG_START: Event<DragEvent> = Event::new("dragstart");
    pub const DROP: Event<DragEvent> = Event::new("drop");
    pub const ERROR: Event<Plain> = Event::new("error");
    pub const FOCUS: Event<FocusEvent> = Event::new("focus");
    pub const FOCUS_IN: Event<FocusEvent> = Event::new("focusin");
    pub const FOCUS_OUT: Event<FocusEvent> = Event::new("focusout");
    pub const INPUT: Event<Plain> = Event::new("input");
    pub const KEY_DOWN: Event<KeyboardEvent> = Event::new("keydown");
    pub const KEY_UP: Event<KeyboardEvent> = Event::new("keyup");
    pub const LOAD: Event<Plain> = Event::new("load");
    pub const MOUSE_DOWN: Event<MouseEvent> = Event::new("mousedown");
    pub const PASTE: Event<ClipboardEvent> = Event::new("paste");
    pub const POINTER_CANCEL: Event<PointerEvent> = Event::new("pointercancel");
    pub const POINTER_DOWN: Event<PointerEvent> = Event::new("pointerdown");
    pub const POINTER_ENTER: Event<PointerEvent> = Event::new("pointerenter");
    pub const POINTER_LEAVE: Event<PointerEvent> = Event::new("pointerleave");
    pub const POINTER_MOVE: Event<PointerEvent> = Event::new("pointermove");
    pub const POINTER_UP: Event<PointerEvent> = Event::new("pointerup");
    pub const SCROLL: Event<Plain> = Event::new("scroll");
    pub const SUBMIT: Event<Plain> = Event::new("submit");
}
