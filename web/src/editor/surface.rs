//! The frame on its way to be filled: what is written in it is made fit, by the
//! reader, and put in part by part.

use super::hearing::hear;
use super::moving::{Moving, parse};
use super::rich::{Rich, show_images};
use super::{ASK_AGAIN_AFTER, Editor};
use crate::components::dark;
use crate::components::fill::Fill;
use crate::dom::{Child, View, effect, ev, html};
use crate::night::night;
use crate::reactive::*;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use mail_engine::{Prepared, Preparing};
use mail_model::Phrase;
use relay_protocol::FRAME_PATH;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{HtmlDocument, HtmlElement, HtmlIFrameElement};

/// What the frame may do: be written in by the app.
const SANDBOX: &str = "allow-same-origin";

/// The frame, on its way to be filled.
pub(super) fn surface(editor: &Editor) -> View {
    let listeners = StoredValue::new_local(Vec::<EventListener>::new());
    let sheet = RwSignal::new_local(None::<(HtmlElement, HtmlDocument)>);
    let is_night = night();
    let app = editor.0.app;
    effect(move || {
        let is_dark = app.state.preferences().with(|all| all.darkens) && is_night.get();
        if let Some((frame, document)) = sheet.get() {
            dark::set(&document, is_dark);
            dark::mark(&frame, is_dark);
        }
    });
    let frame = html::iframe()
        .attr("sandbox", SANDBOX)
        .attr("referrerpolicy", "no-referrer")
        .attr("title", editor.0.config.name);
    let node: HtmlIFrameElement = frame.node();
    // What was made fit, until the frame is there.
    let content = Rc::new(RefCell::new(None::<Prepared>));
    let comes = {
        let (editor, content) = (editor.clone(), Rc::clone(&content));
        move |prepared| {
            content.replace(Some(prepared));
            fill_if_ready(&editor, &content);
        }
    };
    ask(editor, Rc::new(comes));
    let editor = editor.clone();
    let frame = frame
        .on(ev::LOAD, move |_| {
            let Some(rich) = Rich::of(&node) else { return };
            rich.furnish(&editor);
            listeners.set_value(hear(&editor, &rich, &node));
            sheet.set(Some((node.clone().into(), rich.document.clone())));
            let before = editor.0.rich.borrow_mut().replace(rich);
            if let Some(before) = before.filter(Rich::is_filled) {
                // The frame was moved, and browsers load it anew: what was in it
                // is made fit once more.
                let html = editor.named_by_id(before.html());
                editor.0.kept.replace(Phrase::Html(html));
                let (again, content) = (editor.clone(), Rc::clone(&content));
                let comes = move |prepared| {
                    content.replace(Some(prepared));
                    fill_if_ready(&again, &content);
                };
                ask(&editor, Rc::new(comes));
            } else {
                fill_if_ready(&editor, &content);
            }
        })
        .attr("src", FRAME_PATH);
    html::div().class("editor-sheet").child(frame).view()
}

/// Has what is kept made fit, again and again until there is an answer: while it is
/// not shown it cannot be changed, so it does not matter which answer is taken.
fn ask(editor: &Editor, comes: Rc<dyn Fn(Prepared)>) {
    let html = match &*editor.0.kept.borrow() {
        Phrase::Html(html) => html.clone(),
        Phrase::Text(text) => return comes(Prepared::Text(text.clone())),
    };
    let is_answered = Rc::new(Cell::new(false));
    let answered = Rc::clone(&is_answered);
    let then = Rc::clone(&comes);
    editor.0.app.prepare(Preparing::Content(html), move |made| {
        if !matches!(made, Prepared::Failed(_)) && !answered.replace(true) {
            then(made);
        }
    });
    let editor = Rc::downgrade(&editor.0);
    Timeout::new(ASK_AGAIN_AFTER, move || {
        if let (false, Some(editor)) = (is_answered.get(), editor.upgrade()) {
            ask(&Editor(editor), comes);
        }
    })
    .forget();
}

fn fill_if_ready(editor: &Editor, content: &RefCell<Option<Prepared>>) {
    let Some(rich) = editor.0.rich.borrow().clone() else {
        return;
    };
    if rich.is_filled() || rich.fill.borrow().is_some() {
        return;
    }
    let Some(content) = content.take() else {
        return;
    };
    let whole = {
        let (editor, rich) = (Rc::downgrade(&editor.0), rich.clone());
        move || {
            rich.is_filled.set(true);
            if let Some(editor) = editor.upgrade().map(Editor) {
                rich.open(&editor);
                editor.focus_if_wanted();
            }
        }
    };
    match content {
        Prepared::Html(html) => {
            let Some(tree) = parse(&rich.document, &html) else {
                return;
            };
            show_images(&tree, &editor.0.images.borrow());
            // The document came with a line feed.
            rich.body.set_text_content(None);
            let length = html.as_str().len();
            let mut moving = Moving::new(tree, rich.body.clone());
            let put_next = Box::new(move |elements| moving.put_next(elements));
            let fill = Fill::with(rich.body.clone(), put_next, length, whole);
            rich.fill.replace(Some(fill));
        }
        Prepared::Text(text) => {
            rich.fill_with_text(&text);
            whole();
        }
        Prepared::Failed(_) => {}
    }
}
