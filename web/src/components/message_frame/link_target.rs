//! Where the link leads that the pointer or the focus is on, told at the pane's foot.
//! It can be gone to and read there, and any key takes it away (WCAG 2.2, 1.4.13).

use crate::dom::{Child, View, ev, html, window};
use crate::i18n;
use crate::reactive::*;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;

/// So long it stays when its link was left, in milliseconds: the way to it.
const LINGERS: u32 = 800;

/// What is told.
#[derive(Clone, Copy)]
pub(super) struct LinkTarget {
    address: RwSignal<Option<String>>,
    leaving: StoredValue<Option<Timeout>, LocalStorage>,
}

impl LinkTarget {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let target = Self {
            address: RwSignal::new(None),
            leaving: StoredValue::new_local(None),
        };
        let on_key = EventListener::new(&window(), "keydown", move |_| target.hide());
        StoredValue::<_, LocalStorage>::new_local(on_key);
        target
    }

    /// This link is meant now; what is none ends it.
    pub(super) fn show(self, address: Option<String>) {
        match address {
            Some(address) => {
                self.leaving.set_value(None);
                self.address.set(Some(address));
            }
            None => self.leave(),
        }
    }

    /// Its link was left.
    pub(super) fn leave(self) {
        if self.address.with_untracked(Option::is_some) {
            let hide = Timeout::new(LINGERS, move || self.address.set(None));
            self.leaving.set_value(Some(hide));
        }
    }

    /// It is not wanted any more.
    pub(super) fn hide(self) {
        self.leaving.set_value(None);
        if self.address.with_untracked(Option::is_some) {
            self.address.set(None);
        }
    }

    /// What shows it.
    pub(super) fn view(self) -> View {
        (move || {
            self.address.get().map(|address| {
                html::div()
                    .class("link-target")
                    .attr("aria-hidden", "true")
                    .attr("dir", "ltr")
                    .on(ev::POINTER_ENTER, move |_| self.leaving.set_value(None))
                    .on(ev::POINTER_LEAVE, move |_| self.leave())
                    .child(told(&address))
            })
        })
        .view()
    }
}

/// An address, and where it leads on to.
pub(super) fn told(address: &str) -> String {
    match html_sanitizer::redirect_target(address) {
        Some(target) => i18n::link_through(&target, address.split('/').nth(2).unwrap_or_default()),
        None => address.to_owned(),
    }
}
