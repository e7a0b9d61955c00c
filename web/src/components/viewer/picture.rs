use crate::dom::{Child, View, document, ev, html};
use crate::i18n;
use crate::reactive::*;
use crate::ui::{Icon, icon_button};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlImageElement};

/// How much a step enlarges.
const STEP: f64 = 1.5;
/// The picture's pixels are drawn so many times as large, at least and at most.
const LEAST: f64 = 0.05;
const MOST: f64 = 16.0;

/// How large a picture is drawn.
#[derive(Clone, Copy)]
pub(super) struct Zoom(RwSignal<Option<f64>>);

impl Zoom {
    /// As large as fits.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(None))
    }
    /// As large as fits, and no larger than it is.
    pub(super) fn fit(self) {
        if self.0.get_untracked().is_some() {
            self.0.set(None);
        }
    }
    /// Larger by a step.
    pub(super) fn enlarge(self) {
        self.scale(STEP);
    }
    /// Smaller by a step.
    pub(super) fn shrink(self) {
        self.scale(1.0 / STEP);
    }
    fn toggle(self) {
        match self.0.get_untracked() {
            Some(_) => self.fit(),
            None => self.0.set(Some(1.0)),
        }
    }
    fn scale(self, by: f64) {
        let now = self.0.get_untracked().or_else(drawn);
        if let Some(now) = now {
            self.0.set(Some((now * by).clamp(LEAST, MOST)));
        }
    }
}

/// How large the picture on screen is drawn where it fits.
fn drawn() -> Option<f64> {
    let picture = document().query_selector(".viewer-picture").ok()??;
    let picture = picture.dyn_into::<HtmlImageElement>().ok()?;
    let natural = f64::from(picture.natural_width());
    (natural > 0.0).then(|| f64::from(picture.client_width()) / natural)
}

/// Where a drag began: the pointer's place, and how far was scrolled.
#[derive(Clone, Copy)]
struct Grip {
    x: i32,
    y: i32,
    left: i32,
    top: i32,
}

/// A picture that fits, or that is moved about where it is larger.
pub(super) fn picture(
    source: String,
    name: String,
    zoom: Zoom,
    break_off: impl Fn() + 'static,
) -> View {
    let grip = StoredValue::new_local(None::<Grip>);
    let image = html::img().class("viewer-picture");
    let node: HtmlImageElement = image.node();
    let width = move || {
        let scale = zoom.0.get()?;
        Some(format!("{}px", f64::from(node.natural_width()) * scale))
    };
    let image = image
        .class(("is-zoomed", move || zoom.0.get().is_some()))
        .attr("alt", name)
        .attr("draggable", "false")
        .style("inline-size", width)
        .on(ev::ERROR, move |_| break_off())
        .on(ev::DOUBLE_CLICK, move |_| zoom.toggle())
        .attr("src", source);
    let field = html::div().class("viewer-field");
    let area: Element = field.node();
    let moved = area.clone();
    let field = field
        .class(("is-zoomed", move || zoom.0.get().is_some()))
        .on(ev::POINTER_DOWN, move |event| {
            if event.button() == 0 && event.pointer_type() != "touch" {
                // Refused only if the pointer is gone already.
                let _ = area.set_pointer_capture(event.pointer_id());
                grip.set_value(Some(Grip {
                    x: event.client_x(),
                    y: event.client_y(),
                    left: area.scroll_left(),
                    top: area.scroll_top(),
                }));
            }
        })
        .on(ev::POINTER_MOVE, move |event| {
            if let Some(grip) = grip.get_value() {
                moved.set_scroll_left(grip.left + grip.x - event.client_x());
                moved.set_scroll_top(grip.top + grip.y - event.client_y());
            }
        })
        .on(ev::POINTER_UP, move |_| grip.set_value(None))
        .on(ev::POINTER_CANCEL, move |_| grip.set_value(None))
        .child(image);
    let size_word = move || match zoom.0.get() {
        Some(_) => i18n::viewer_fit(),
        None => i18n::viewer_actual(),
    };
    let bar = html::div().class("viewer-bar").child((
        icon_button(i18n::viewer_shrink(), Icon::Shrink, "", move || {
            zoom.shrink();
        }),
        html::button()
            .class("button is-quiet")
            .attr("type", "button")
            .on(ev::CLICK, move |_| zoom.toggle())
            .child(size_word),
        icon_button(i18n::viewer_enlarge(), Icon::Enlarge, "", move || {
            zoom.enlarge();
        }),
    ));
    (field, bar).view()
}
