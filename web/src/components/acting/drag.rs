//! Messages are dragged onto folders: moved there, or copied with Ctrl. A folder
//! over which they rest opens, and at the edge of the tree it scrolls.

use super::pointer::{around, hear as listen, meant_by, row_of, target};
use super::{deed, meant};
use crate::app::App;
use crate::components::TREE_ID;
use crate::dom::document;
use crate::i18n;
use crate::reactive::*;
use crate::state::Selected;
use gloo_timers::callback::{Interval, Timeout};
use mail_engine::Deed;
use mail_model::MailboxName;
use web_sys::{DragEvent, Element};

/// How long one rests over a folder until it opens, in milliseconds.
const REST: u32 = 600;

/// So near its edge, in CSS pixels, the tree scrolls.
const EDGE: f64 = 40.0;
/// So often, in milliseconds, and so far each time at most, in CSS pixels: some forty
/// folders a second at the edge itself.
const BEAT: u32 = 16;
const STEP: f64 = 20.0;

/// What is marked as where the messages would go.
const TARGET: &str = "is-drop-target";

/// A drag that is under way.
struct Drag {
    messages: Selected,
    /// What the pointer carries.
    image: Element,
    /// The folder below it.
    over: Option<Element>,
    /// Opens that folder.
    opening: Option<Timeout>,
    /// Scrolls the tree by so much a beat.
    scrolling: Option<(i32, Interval)>,
}

/// Hears drags as long as the stage is there.
pub(super) fn hear(app: App) {
    let drag = StoredValue::new_local(None::<Drag>);
    listen("dragstart", move |event: &DragEvent| {
        if let Some(begun) = begin(app, event) {
            drag.set_value(Some(begun));
        }
    });
    listen("dragover", move |event: &DragEvent| {
        drag.update_value(|drag| {
            if let Some(drag) = drag {
                drag.go_over(app, event);
            }
        });
    });
    listen("drop", move |event: &DragEvent| {
        if let Some(drag) = end(drag) {
            drop_on(app, &drag, event);
        }
    });
    listen("dragend", move |_: &DragEvent| {
        end(drag);
    });
}

fn begin(app: App, event: &DragEvent) -> Option<Drag> {
    let (row, _) = row_of(app, event)?;
    let messages = meant_by(app, &row)?;
    let transfer = event.data_transfer()?;
    // The row is a link; but its address is not what is carried.
    let _ = transfer.clear_data();
    // Browsers drag nothing that has no data.
    let _ = transfer.set_data("application/x-porthole-messages", "");
    transfer.set_effect_allowed("copyMove");
    let image = document().create_element("div").ok()?;
    image.set_class_name("drag-image");
    let count = meant::count(app, &messages);
    image.set_text_content(Some(&i18n::drag_count(count)));
    // Refused by no page that has a body.
    let _ = document().body()?.append_child(&image);
    transfer.set_drag_image(&image, -12, -8);
    Some(Drag {
        messages,
        image,
        over: None,
        opening: None,
        scrolling: None,
    })
}

fn end(drag: StoredValue<Option<Drag>, LocalStorage>) -> Option<Drag> {
    let mut ended = None;
    drag.update_value(|drag| ended = drag.take());
    if let Some(drag) = &mut ended {
        drag.image.remove();
        drag.leave();
    }
    ended
}

impl Drag {
    fn go_over(&mut self, app: App, event: &DragEvent) {
        self.scroll_tree(event);
        let folder = target(event).and_then(|target| around(&target, "[data-mailbox]"));
        if folder != self.over {
            self.leave();
            self.opening = folder.as_ref().and_then(|folder| opening(app, folder));
            self.over.clone_from(&folder);
        }
        let Some(folder) = folder.filter(|folder| takes(app, folder)) else {
            return;
        };
        // It can be dropped here.
        event.prevent_default();
        if let Some(transfer) = event.data_transfer() {
            transfer.set_drop_effect(if copies(event) { "copy" } else { "move" });
        }
        // A single word.
        let _ = folder.class_list().add_1(TARGET);
    }

    /// What is held near the tree's edge scrolls it, as long as it is held there.
    fn scroll_tree(&mut self, event: &DragEvent) {
        let tree = document().get_element_by_id(TREE_ID);
        let step = tree.as_ref().map_or(0, |tree| {
            let place = tree.get_bounding_client_rect();
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            let is_beside = x < place.left() || x > place.right();
            let from_edge = (y - place.top()).min(place.bottom() - y);
            if is_beside || from_edge > EDGE {
                return 0;
            }
            let step = (STEP * (1.0 - from_edge.max(0.0) / EDGE)).ceil() as i32;
            match y < f64::midpoint(place.top(), place.bottom()) {
                true => -step,
                false => step,
            }
        });
        if self.scrolling.as_ref().map_or(0, |(now, _)| *now) == step {
            return;
        }
        self.scrolling = tree.filter(|_| step != 0).map(|tree| {
            let scroll = move || tree.set_scroll_top(tree.scroll_top() + step);
            (step, Interval::new(BEAT, scroll))
        });
    }

    fn leave(&mut self) {
        self.opening = None;
        if let Some(over) = self.over.take() {
            let _ = over.class_list().remove_1(TARGET);
        }
    }
}

/// With Ctrl, or with Option where there is Cmd, copies go.
fn copies(event: &DragEvent) -> bool {
    event.ctrl_key() || event.alt_key()
}

fn mailbox_of(folder: &Element) -> Option<MailboxName> {
    folder.get_attribute("data-mailbox").map(MailboxName::new)
}

/// Whether messages of the open list can go to a folder.
fn takes(app: App, folder: &Element) -> bool {
    let is_other = mailbox_of(folder) != meant::mailbox(app);
    is_other && folder.get_attribute("aria-disabled").as_deref() != Some("true")
}

/// Opens a folder that has others in it and hides them.
fn opening(app: App, folder: &Element) -> Option<Timeout> {
    let is_closed = folder.get_attribute("aria-expanded").as_deref() == Some("false");
    let mailbox = mailbox_of(folder).filter(|_| is_closed)?;
    Some(Timeout::new(REST, move || {
        app.state.tree.set_collapsed(&mailbox, false);
    }))
}

fn drop_on(app: App, drag: &Drag, event: &DragEvent) {
    let folder = target(event).and_then(|target| around(&target, "[data-mailbox]"));
    let Some(folder) = folder.filter(|folder| takes(app, folder)) else {
        return;
    };
    event.prevent_default();
    if let Some(to) = mailbox_of(&folder) {
        let deed = match copies(event) {
            true => Deed::Copy(to),
            false => Deed::Move(to),
        };
        deed::perform(app, &drag.messages, deed);
    }
}
