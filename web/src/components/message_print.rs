//! A message on paper.
//!
//! Browsers do not break a frame between lines. So a letter of HTML is printed
//! from a frame of its own, whose document holds the head as text and the letter
//! below it, and which prints itself and nothing else. It may do that alone
//! (`allow-modals`), and has as few scripts as any.

use super::message_frame::fill::Fill;
use super::message_frame::{PRINT_WIDTH, set_style};
use super::message_head::{printed_fields, subject};
use crate::dom::{document, window};
use crate::i18n;
use crate::listing::listed;
use crate::reactive::*;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use html_sanitizer::SafeHtml;
use mail_engine::{Body, MessageView, RemoteContent};
use relay_protocol::{FRAME_PATH, REMOTE_FRAME_PATH};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlIFrameElement, HtmlImageElement, KeyboardEvent};

/// What the frame may do: be filled by the app, and print.
const SANDBOX: &str = "allow-same-origin allow-modals";

/// The id of the frame; the last one stays until the next one comes, where a
/// browser does not tell that it has printed.
const ID: &str = "print-frame";

/// How often it is looked whether all pictures are there, and how long between
/// that, in milliseconds.
const LOOKS: u32 = 30;
const BETWEEN_LOOKS: u32 = 100;

/// How the head looks, and where pages may not end: not within a row of figures or
/// a line of an order. A row that holds paragraphs or tables is what a newsletter
/// stands in as a whole; kept together it would leave the head alone on its page. What
/// covers the browser's sign of a picture that is not there covers it on paper, too.
const STYLE: &str = "body{padding:0}\
.porthole-head{border-bottom:1px solid #ccc;margin:0 0 16px;padding:0 0 12px;font-size:13px}\
.porthole-head h1{font-size:20px;line-height:1.3;margin:0 0 8px}\
.porthole-head p{margin:0;overflow-wrap:anywhere}\
.porthole-head span{color:#555}\
img:not([src])::before{background:#fff;print-color-adjust:exact}\
html{overflow:visible}tr:not(:has(table,p,div,li,br)),img{break-inside:avoid}\
h1,h2,h3{break-after:avoid}";

/// Prints the open message: a text with the page, which breaks between its lines.
pub(super) fn print(view: &MessageView) {
    let Body::Html(content) = &view.body else {
        // Refused by no browser that prints.
        let _ = window().print();
        return;
    };
    remove();
    let Some(frame) = make_frame(view.remote == RemoteContent::Allowed) else {
        return;
    };
    let (content, head) = (content.clone(), Head::of(view));
    let loaded = frame.clone();
    EventListener::once(&frame, "load", move |_| {
        if let Some(document) = loaded.content_document() {
            fill(&document, content, &head);
            print_when_ready(loaded, document, LOOKS);
        }
    })
    .forget();
    if let Some(body) = document().body() {
        // The page's body takes children.
        let _ = body.append_child(&frame);
    }
}

/// Lets the browser's own key print the open message, if it is a letter of HTML.
pub(super) fn hear_key(view: Memo<Option<Arc<MessageView>>>) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let is_it = key.key().eq_ignore_ascii_case("p")
            && (key.ctrl_key() || key.meta_key())
            && !key.shift_key()
            && !key.alt_key();
        if let Some(view) = view.get_untracked().filter(|_| is_it)
            && matches!(view.body, Body::Html(_))
        {
            event.prevent_default();
            print(&view);
        }
    });
    StoredValue::new_local(listener);
}

/// What stands above the letter.
struct Head {
    subject: String,
    fields: Vec<(String, String)>,
}

impl Head {
    fn of(view: &MessageView) -> Self {
        let mut fields = printed_fields(view);
        let files = view.attachments.iter().filter(|file| !file.is_inline);
        let files: Vec<_> = files.map(|file| file.file_name.as_str()).collect();
        if let count @ 1.. = u32::try_from(files.len()).unwrap_or(u32::MAX) {
            fields.push((i18n::attachments(count), listed(&files)));
        }
        Self {
            subject: subject(&view.summary),
            fields,
        }
    }
}

fn make_frame(with_remote: bool) -> Option<HtmlIFrameElement> {
    let frame = document().create_element("iframe").ok()?;
    let frame: HtmlIFrameElement = frame.dyn_into().ok()?;
    let path = if with_remote {
        REMOTE_FRAME_PATH
    } else {
        FRAME_PATH
    };
    let width = PRINT_WIDTH.to_string();
    for (name, value) in [
        ("id", ID),
        ("sandbox", SANDBOX),
        ("referrerpolicy", "no-referrer"),
        ("aria-hidden", "true"),
        ("tabindex", "-1"),
        ("width", &width),
        ("src", path),
    ] {
        // The names are legal ones.
        let _ = frame.set_attribute(name, value);
    }
    Some(frame)
}

fn fill(document: &Document, content: SafeHtml, head: &Head) {
    set_style(document, STYLE);
    if let Some(fill) = Fill::begin(document, content, || {}) {
        fill.finish();
    }
    if let (Some(body), Some(head)) = (document.body(), head.element(document)) {
        // A body takes children.
        let _ = body.insert_before(&head, body.first_child().as_ref());
    }
    document.set_title(&head.subject);
}

impl Head {
    /// Text nodes and nothing else.
    fn element(&self, document: &Document) -> Option<Element> {
        let make = |name: &str, text: &str| {
            let element = document.create_element(name).ok()?;
            element.set_text_content(Some(text));
            Some(element)
        };
        let head = make("div", "")?;
        head.set_class_name("porthole-head");
        let subject = make("h1", &self.subject)?;
        // None of what follows is refused: these elements take children.
        let _ = head.append_child(&subject);
        for (name, value) in &self.fields {
            let line = make("p", "")?;
            let _ = line.append_child(&*make("span", &format!("{name}: "))?);
            let _ = line.append_child(&*make("bdi", value)?);
            let _ = head.append_child(&line);
        }
        Some(head)
    }
}

/// Prints once the pictures are there, or do not come.
fn print_when_ready(frame: HtmlIFrameElement, document: Document, looks: u32) {
    let pictures = document.images();
    let mut all = (0..pictures.length()).filter_map(|index| pictures.item(index));
    // Of another realm: `instanceof` does not know them.
    let is_coming = all.any(|one| !one.unchecked_into::<HtmlImageElement>().complete());
    if is_coming && looks > 0 {
        Timeout::new(BETWEEN_LOOKS, move || {
            print_when_ready(frame, document, looks - 1);
        })
        .forget();
        return;
    }
    let Some(inner) = frame.content_window() else {
        return;
    };
    EventListener::once(&inner, "afterprint", |_| remove()).forget();
    // Refused by no browser that prints.
    let _ = inner.print();
}

fn remove() {
    if let Some(frame) = document().get_element_by_id(ID) {
        frame.remove();
    }
}
