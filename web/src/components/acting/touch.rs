//! Fingers on rows: a long touch selects, a swipe does what the person has chosen,
//! by default delete, and mark as read or unread.

use super::meant::one;
use super::pointer::{hear as listen, row_of};
use crate::app::App;
use crate::dom::{document, html};
use crate::i18n;
use crate::keyboard::Command;
use crate::reactive::*;
use crate::state::Row;
use crate::ui::{Icon, icon};
use gloo_timers::callback::Timeout;
use mail_engine::Swipe;
use mail_model::{Flags, SpecialUse};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent};

/// A touch that rests so long selects, in milliseconds.
const LONG: u32 = 450;
/// So far a finger moves before it is one that moves, in CSS pixels.
const SLACK: f64 = 10.0;
/// So far a row is swiped until letting go does something, in CSS pixels.
const FAR: f64 = 88.0;

/// Which way a row is swiped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// To the line's start.
    Start,
    /// To the line's end.
    End,
}

/// What a swipe does, and how it looks.
#[derive(Clone, Copy)]
struct Act {
    command: Command,
    icon: Icon,
    name: &'static str,
    /// Whether the message goes.
    is_removal: bool,
}

/// What it does to swipe a message of these flags that way; nothing where the
/// person wants that.
fn act(app: App, side: Side, flags: &Flags) -> Option<Act> {
    let look = app.state.preferences().with_untracked(|all| all.look);
    let swipe = match side {
        Side::Start => look.swipe_start,
        Side::End => look.swipe_end,
    };
    let is_junk = untrack(|| super::meant::purpose(app)) == Some(SpecialUse::Junk);
    let (command, icon, name) = match swipe {
        Swipe::Archive => (Command::Archive, Icon::Archive, i18n::act_archive()),
        Swipe::Delete => (Command::Delete, Icon::Trash, i18n::act_delete()),
        Swipe::Read if flags.is_seen() => {
            (Command::MarkUnseen, Icon::Envelope, i18n::act_mark_unread())
        }
        Swipe::Read => (Command::MarkSeen, Icon::EnvelopeOpen, i18n::act_mark_read()),
        Swipe::Flag if flags.is_flagged() => {
            (Command::ToggleFlagged, Icon::Flag, i18n::act_unflag())
        }
        Swipe::Flag => (Command::ToggleFlagged, Icon::Flag, i18n::act_flag()),
        Swipe::Junk if is_junk => (Command::Junk, Icon::Tray, i18n::act_not_junk()),
        Swipe::Junk => (Command::Junk, Icon::Shield, i18n::act_junk()),
        Swipe::Move => (Command::Move, Icon::Folder, i18n::act_move()),
        Swipe::Nothing => return None,
    };
    let is_removal = matches!(swipe, Swipe::Delete | Swipe::Junk);
    Some(Act {
        command,
        icon,
        name,
        is_removal,
    })
}

/// A finger that is down.
struct Finger {
    id: i32,
    row: Row,
    element: HtmlElement,
    from: (f64, f64),
    /// What lies below the row while it is swiped.
    ground: Option<Element>,
    by: f64,
    /// Selects when the finger has rested long enough.
    resting: Option<Timeout>,
}

/// Hears fingers as long as the stage is there.
pub(super) fn hear(app: App) {
    let finger = StoredValue::new_local(None::<Finger>);
    // What a finger did is not also a click.
    let is_done = StoredValue::new_local(false);
    listen("pointerdown", move |event: &PointerEvent| {
        is_done.set_value(false);
        lift(finger);
        if event.pointer_type() != "touch" {
            return;
        }
        let Some((row, element)) = row_of(app, event) else {
            return;
        };
        let held = row.clone();
        let resting = Timeout::new(LONG, move || {
            is_done.set_value(true);
            lift(finger);
            app.toggle_selected(&held);
        });
        finger.set_value(Some(Finger {
            id: event.pointer_id(),
            row,
            element: element.unchecked_into(),
            from: (f64::from(event.client_x()), f64::from(event.client_y())),
            ground: None,
            by: 0.0,
            resting: Some(resting),
        }));
    });
    listen("pointermove", move |event: &PointerEvent| {
        let mut scrolls = false;
        finger.update_value(|finger| {
            if let Some(finger) = finger.as_mut().filter(|f| f.id == event.pointer_id()) {
                scrolls = !finger.go(app, event);
            }
        });
        if scrolls {
            lift(finger);
        }
    });
    listen("pointerup", move |_: &PointerEvent| {
        if let Some(finger) = lift(finger)
            && finger.ground.is_some()
        {
            is_done.set_value(true);
            finish(app, &finger);
        }
    });
    listen("pointercancel", move |_: &PointerEvent| {
        lift(finger);
    });
    listen("click", move |event: &MouseEvent| {
        if is_done.get_value() {
            is_done.set_value(false);
            event.prevent_default();
            event.stop_propagation();
        }
    });
}

/// Lets go: the row is where it was, and nothing more is waited for.
fn lift(finger: StoredValue<Option<Finger>, LocalStorage>) -> Option<Finger> {
    let mut lifted = None;
    finger.update_value(|finger| lifted = finger.take());
    if let Some(finger) = &mut lifted {
        finger.resting = None;
        if let Some(ground) = &finger.ground {
            ground.remove();
        }
        let style = HtmlElement::style(&finger.element);
        // Refused by no browser: it is a plain name.
        let _ = style.remove_property("transform");
        let _ = finger.element.class_list().remove_1("is-swiped");
    }
    lifted
}

impl Finger {
    /// The finger moved. Tells whether that may still become something else than
    /// scrolling.
    fn go(&mut self, app: App, event: &PointerEvent) -> bool {
        let x = f64::from(event.client_x()) - self.from.0;
        let y = f64::from(event.client_y()) - self.from.1;
        if x.abs() > SLACK || y.abs() > SLACK {
            self.resting = None;
        }
        if self.ground.is_none() {
            if y.abs() > SLACK && y.abs() >= x.abs() {
                return false;
            }
            if x.abs() <= SLACK {
                return true;
            }
        }
        let side = side(x, is_reversed(&self.element));
        let Some(act) = self.act(app, side) else {
            // Nothing is done that way: the row stays where it is.
            self.by = 0.0;
            let _ = HtmlElement::style(&self.element).remove_property("transform");
            return true;
        };
        self.by = x;
        if self.ground.is_none() {
            self.ground = self.lay_ground(app);
        }
        if let Some(ground) = &self.ground {
            let mut class = String::from("swipe-ground");
            class.push_str(match side {
                Side::Start => " is-start",
                Side::End => " is-end",
            });
            if act.is_removal {
                class.push_str(" is-removal");
            }
            if x.abs() >= FAR {
                class.push_str(" is-far");
            }
            ground.set_class_name(&class);
        }
        let style = HtmlElement::style(&self.element);
        // Refused by no browser: it is a plain length.
        let _ = style.set_property("transform", &format!("translateX({}px)", x.round() as i64));
        let _ = self.element.class_list().add_1("is-swiped");
        true
    }

    fn act(&self, app: App, side: Side) -> Option<Act> {
        let summary = untrack(|| self.row.summary())?;
        act(app, side, &summary.flags)
    }

    /// What says what letting go will do: below the row, where it stands.
    fn lay_ground(&self, app: App) -> Option<Element> {
        let words = |class, side| {
            let act = self.act(app, side)?;
            let words = html::span().class("swipe-words").class(class);
            Some(words.child((icon(act.icon), act.name)))
        };
        let ground = html::div()
            .attr("aria-hidden", "true")
            .style("top", format!("{}px", self.element.offset_top()))
            .style("height", format!("{}px", self.element.offset_height()))
            .child((words("at-start", Side::End), words("at-end", Side::Start)));
        let ground: Element = ground.node();
        let canvas = self.element.parent_element()?;
        // Refused only if a node were to contain itself.
        let _ = canvas.insert_before(&ground, canvas.first_child().as_ref());
        Some(ground)
    }
}

/// Does what the swipe says, if it went far enough.
fn finish(app: App, finger: &Finger) {
    if finger.by.abs() < FAR {
        return;
    }
    let Some(summary) = untrack(|| finger.row.summary()) else {
        return;
    };
    let side = side(finger.by, is_reversed(&finger.element));
    if let Some(act) = act(app, side, &summary.flags) {
        app.run(act.command, Some(one(summary.uid)));
    }
}

/// Which way it goes, in the direction in which one reads.
fn side(by: f64, is_reversed: bool) -> Side {
    match (by < 0.0) != is_reversed {
        true => Side::Start,
        false => Side::End,
    }
}

fn is_reversed(element: &Element) -> bool {
    let root = document().document_element();
    let is_root = root.is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
    is_root || matches!(element.closest("[dir=rtl]"), Ok(Some(_)))
}

#[cfg(test)]
mod tests {
    use super::{Side, side};

    #[test]
    fn swipes_follow_the_direction_in_which_one_reads() {
        assert_eq!(side(-20.0, false), Side::Start);
        assert_eq!(side(20.0, false), Side::End);
        assert_eq!(side(-20.0, true), Side::End);
        assert_eq!(side(20.0, true), Side::Start);
    }
}
