//! Keeping a search: what it is called, and keeping it no more.

use crate::app::App;
use crate::components::{Kept, focus_list};
use crate::dom::{Child, View, document, ev, html};
use crate::i18n;
use crate::reactive::*;
use gloo_timers::callback::Timeout;
use mail_engine::KeptSearch;
use web_sys::HtmlInputElement;

const FIELD_ID: &str = "search-name";
/// When the dialog is closed and what it changed is drawn, in milliseconds.
const AFTER_CLOSING: u32 = 20;

/// The dialog gives the focus back to what opened it; where that is drawn anew, the
/// list has it.
fn keep_focus() {
    let look = || {
        let active = document().active_element();
        if active.is_none_or(|active| active.tag_name() == "BODY") {
            focus_list();
        }
    };
    Timeout::new(AFTER_CLOSING, look).forget();
}

/// The form for the search of this address; `close` ends it.
pub(super) fn search_name(app: App, address: String, close: impl Fn() + Clone + 'static) -> View {
    let preferences = app.state.preferences();
    let kept = preferences.with_untracked(|all| all.search(&address).cloned());
    let is_kept = kept.is_some();
    let kept = kept.unwrap_or_else(|| KeptSearch {
        address: address.clone(),
        name: String::new(),
    });
    let Some(Kept { text, label, .. }) = Kept::read(&kept) else {
        return ().view();
    };
    let input = html::input()
        .attr("id", FIELD_ID)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", "100")
        .attr("autofocus", "")
        .attr("value", label);
    let field: HtmlInputElement = input.node();
    // Whoever types replaces it.
    let whole = field.clone();
    let input = input.on(ev::FOCUS, move |_| whole.select());
    let (leave, forget, done) = (close.clone(), close.clone(), close);
    let (of, called) = (address.clone(), text.clone());
    html::form()
        .class("dialog-form")
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            let typed = field.value();
            let typed = typed.trim();
            // Called by what is looked for, as it is without a name.
            let name = if typed == called { "" } else { typed };
            app.prefer(|all| all.keep_search(&of, name));
            app.state.notices.announce(i18n::search_kept());
            done();
            keep_focus();
        })
        .child((
            html::div().class("field").child((
                html::label()
                    .attr("for", FIELD_ID)
                    .child(i18n::search_name()),
                html::div().class("field-box").child(input),
            )),
            html::p()
                .class("search-note")
                .attr("dir", "auto")
                .child(text),
            html::div().class("dialog-ends").child((
                is_kept.then(|| {
                    html::button()
                        .class("button is-quiet")
                        .attr("type", "button")
                        .on(ev::CLICK, move |_| {
                            app.prefer(|all| all.forget_search(&address));
                            forget();
                            keep_focus();
                        })
                        .child(i18n::search_unsave())
                }),
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| leave())
                    .child(i18n::act_cancel()),
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .child(i18n::search_keep()),
            )),
        ))
        .view()
}
