//! The frame that shows a message's HTML, and why that is harmless.
//!
//! - Only a [`SafeHtml`] can come here (`sink`).
//! - The frame never has `allow-scripts`, so nothing in it runs, and its
//!   document has a policy of its own under which nothing in it loads from
//!   elsewhere (or, in the second variant, images alone).
//! - `allow-same-origin` lets this module measure the frame and hear its keys
//!   and clicks. Together with `allow-scripts` it would let a message take over
//!   the app: both together are forbidden for ever.

pub(crate) mod dark;
pub(crate) mod fill;
mod forms;
mod link_sheet;
mod link_target;
mod narrow;
mod quotes;
mod settling;

use self::fill::Fill;
use self::link_sheet::{is_unseen, link_sheet};
use self::link_target::LinkTarget;
use self::settling::Settling;
use super::message_look::Look;
use crate::app::App;
use crate::dom::{self, Child, View, effect, ev, html, window};
use crate::i18n;
use crate::night::night;
use crate::reactive::*;
use crate::ui::{Resize, observe_resize};
use gloo_events::{EventListener, EventListenerOptions};
use html_sanitizer::SafeHtml;
use mail_engine::ComposeFrom;
use relay_protocol::{FRAME_PATH, REMOTE_FRAME_PATH};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, HtmlIFrameElement, KeyboardEvent};

/// What the frame may do: be measured by the app, and open links in new tabs.
const SANDBOX: &str = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// How the frame looks where the message does not say: paper, in both themes,
/// since mail is written for paper. An image that was left out is its
/// alternative text on a quiet ground, without the browser's sign of damage:
/// nothing is broken.
const STYLE: &str = "html{color-scheme:light;background:#fff;color:#1b2431;\
font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;\
overflow-x:auto;overflow-y:hidden;-webkit-text-size-adjust:100%;text-size-adjust:100%}\
body{margin:0;padding:16px 24px;position:relative;display:flow-root;overflow-wrap:break-word}\
img{max-width:100%}\
img:not([src]){position:relative;background:#e9edf2;color:#5b6675;font-size:13px}\
img:not([src])::before{content:'';position:absolute;inset-block-start:0;inset-inline-start:0;\
width:17px;height:17px;background:inherit}\
a{color:#0b63b5}pre{white-space:pre-wrap}\
@media(max-width:430px){body{padding-inline:16px}}\
blockquote{margin:0 0 0 2px;padding:0 0 0 14px;border-inline-start:3px solid #d5dce5}\
:focus-visible{outline:2px solid #0b63b5;outline-offset:2px}";

/// Taller than any message that is meant to be read; beyond it the frame scrolls.
const MOST_PIXELS: i32 = 200_000;

/// Not smaller than can be read: beyond it the frame scrolls sideways.
const LEAST_PERCENT: i32 = 45;

/// Beside what is wider than the frame, in its own CSS pixels.
const NARROW_MARGIN: i32 = 8;

/// As wide as a sheet of A4 or Letter paper is within its margins, in CSS pixels.
pub(super) const PRINT_WIDTH: i32 = 680;

/// What must end when the frame goes.
#[derive(Default)]
struct Attached {
    _fill: Option<Fill>,
    _listeners: Vec<EventListener>,
    _resize: Option<Resize>,
}

/// Where links lead: the one that the pointer or the focus is on, and the one that
/// a finger asks for.
#[derive(Clone, Copy)]
struct Shown {
    target: LinkTarget,
    asked: RwSignal<Option<String>>,
}

/// What the frame and its document are measured and coloured by.
#[derive(Clone)]
struct Sheet {
    frame: HtmlElement,
    document: Document,
    root: Element,
    body: HtmlElement,
    /// Percent of what fits.
    zoom: ReadSignal<u32>,
    fitted: Rc<Cell<Fitted>>,
}

/// How a sheet was fitted last. To find out how wide it wants to be it is laid
/// out twice, which a long one should not be each time that it grows.
#[derive(Clone, Copy, Default, PartialEq)]
struct Fitted {
    /// How wide the frame was.
    has: i32,
    /// Percent that fit into it.
    fitting: i32,
    /// Percent that it has.
    percent: i32,
    /// How wide it was then.
    spread: i32,
}

/// The frame, filled with a message's HTML. `with_remote` loads its images.
pub(super) fn message_frame(app: App, content: SafeHtml, with_remote: bool, look: Look) -> View {
    let attached = StoredValue::new_local(Attached::default());
    let unfold = StoredValue::new_local(None::<EventListener>);
    let sheet = RwSignal::new_local(None::<Sheet>);
    let is_bright = RwSignal::new(false);
    let is_night = night();
    let brings_its_own = dark::brings_its_own(content.as_str());
    effect(move || {
        let is_dark = app.state.preferences().with(|all| all.darkens)
            && !look.keeps_colours().get()
            && !brings_its_own
            && is_bright.get()
            && is_night.get();
        if let Some(sheet) = sheet.get() {
            dark::set(&sheet.document, is_dark);
            dark::mark(&sheet.frame, is_dark);
            dark::tell(&sheet.frame, brings_its_own && is_night.get());
        }
    });
    effect(move || {
        look.zoom().track();
        if let Some(sheet) = sheet.get() {
            sheet.lay_out();
        }
    });
    // Where the link leads that the pointer or the focus is on.
    let target = LinkTarget::new();
    // And of one that was pressed unseen.
    let asked = RwSignal::new(None::<String>);
    let path = if with_remote {
        REMOTE_FRAME_PATH
    } else {
        FRAME_PATH
    };
    let frame = html::iframe()
        .attr("sandbox", SANDBOX)
        .attr("referrerpolicy", "no-referrer")
        .attr("title", i18n::message_frame());
    let node: HtmlIFrameElement = frame.node();
    let frame = frame
        .on(ev::LOAD, move |_| {
            if let Some(document) = node.content_document() {
                set_style(&document, "");
                let whole = document.clone();
                let fill = Fill::begin(&document, content.clone(), move || {
                    forms::keep(&whole);
                    is_bright.set(!dark::is_dark_by_itself(&whole));
                    unfold.set_value(quotes::fold(&whole));
                });
                is_bright.set(!dark::is_dark_by_itself(&document));
                let of = Sheet::of(&node, &document, look.zoom());
                attached.set_value(attach(
                    app,
                    &node,
                    &document,
                    of.clone(),
                    fill,
                    Shown { target, asked },
                ));
                sheet.set(of);
            }
        })
        .attr("src", path);
    html::div()
        .class("message-frame")
        .child((frame, target.view(), link_sheet(asked)))
        .view()
}

/// Gives the document the looks that all messages have, and `more`.
pub(super) fn set_style(document: &Document, more: &str) {
    if let (Some(head), Ok(style)) = (document.head(), document.create_element("style")) {
        style.set_text_content(Some(
            &[STYLE, dark::STYLE, quotes::STYLE, narrow::STYLE, more].concat(),
        ));
        // The head is there and takes children.
        let _ = head.append_child(&style);
    }
}

fn attach(
    app: App,
    frame: &HtmlIFrameElement,
    document: &Document,
    sheet: Option<Sheet>,
    fill: Option<Fill>,
    shown: Shown,
) -> Attached {
    let Shown { target, asked } = shown;
    let listen = |name: &'static str, heard: Box<dyn FnMut(&Event)>| {
        EventListener::new_with_options(
            document,
            name,
            EventListenerOptions::enable_prevent_default(),
            heard,
        )
    };
    let keys_to = frame.clone();
    let show = move |event: &Event| target.show(link_at(event).map(|link| link.address));
    let leave = move |_: &Event| target.leave();
    let mut listeners = vec![
        listen(
            "keydown",
            Box::new(move |event| {
                target.hide();
                forward_key(event, &keys_to);
            }),
        ),
        listen("click", Box::new(move |event| follow(app, event, asked))),
        listen("auxclick", Box::new(move |event| follow(app, event, asked))),
        listen("submit", Box::new(Event::prevent_default)),
        listen("mouseover", Box::new(show)),
        listen("mouseout", Box::new(leave)),
        listen("focusin", Box::new(show)),
        listen("focusout", Box::new(leave)),
    ];
    let printed = sheet.clone().map(|sheet| on_print(sheet, fill.clone()));
    listeners.extend(printed.into_iter().flatten());
    let filling = fill.clone();
    let resize = sheet.and_then(|sheet| {
        let mut settling = Settling::default();
        let root = sheet.root.clone();
        observe_resize(&root, move || {
            let wants = sheet.fit();
            let is_whole = filling.as_ref().is_none_or(Fill::is_whole);
            if let Some(height) = settling.wants(sheet.frame.client_width(), wants, is_whole) {
                sheet.set_height(height);
            }
        })
    });
    Attached {
        _fill: fill,
        _listeners: listeners,
        _resize: resize,
    }
}

/// Lays the sheet out for the printer while that is asked. A frame is printed
/// as it was measured on screen, and paper is another width.
fn on_print(sheet: Sheet, fill: Option<Fill>) -> [EventListener; 2] {
    let after = sheet.clone();
    [
        EventListener::new(&window(), "beforeprint", move |_| {
            if let Some(fill) = &fill {
                fill.finish();
            }
            sheet.set_width(Some(PRINT_WIDTH));
            sheet.lay_out();
        }),
        EventListener::new(&window(), "afterprint", move |_| {
            after.set_width(None);
            after.lay_out();
        }),
    ]
}

impl Sheet {
    fn of(frame: &HtmlIFrameElement, document: &Document, zoom: ReadSignal<u32>) -> Option<Self> {
        Some(Self {
            frame: frame.clone().into(),
            document: document.clone(),
            root: document.document_element()?,
            body: document.body()?,
            zoom,
            fitted: Rc::default(),
        })
    }

    fn lay_out(&self) {
        let height = self.fit();
        self.set_height(height);
    }

    fn set_height(&self, pixels: i32) {
        // Refused by no browser: it is a plain length.
        let _ = HtmlElement::style(&self.frame).set_property("height", &format!("{pixels}px"));
    }

    fn set_width(&self, pixels: Option<i32>) {
        let width = pixels.map_or(String::new(), |pixels| format!("{pixels}px"));
        // As above.
        let _ = HtmlElement::style(&self.frame).set_property("inline-size", &width);
    }

    /// Narrows and shrinks what is wider than the frame until it fits, and enlarges it from
    /// there as the person likes; tells how tall it is then.
    fn fit(&self) -> i32 {
        let style = HtmlElement::style(&self.body);
        let before = self.fitted.get();
        let has = self.frame.client_width();
        let is_as_before = has == before.has && self.root.scroll_width() <= before.spread;
        let fitting = if is_as_before {
            before.fitting
        } else {
            // Where a browser knows no zoom the frame scrolls sideways.
            let _ = style.remove_property("zoom");
            let _ = style.remove_property("padding-inline");
            if has != before.has {
                narrow::undo(&self.document);
            }
            if has > 0 && self.root.scroll_width() > has {
                // What fills the width needs little around it.
                let _ = style.set_property("padding-inline", &format!("{NARROW_MARGIN}px"));
                narrow::narrow(&self.document, has - 2 * NARROW_MARGIN);
            }
            match self.root.scroll_width() {
                // What spreads over the margin at its end is to have one all the same.
                wants if has > 0 && wants > has => {
                    (has * 100 / (wants + NARROW_MARGIN)).max(LEAST_PERCENT)
                }
                _ => 100,
            }
        };
        let chosen = i32::try_from(self.zoom.get_untracked()).unwrap_or(100);
        let percent = fitting * chosen / 100;
        if !is_as_before || percent != before.percent {
            let _ = match percent {
                100 => style.remove_property("zoom").map(|_| ()),
                _ => style.set_property("zoom", &format!("{percent}%")),
            };
            self.fitted.set(Fitted {
                has,
                fitting,
                percent,
                spread: self.root.scroll_width(),
            });
        }
        let body = self.body.scroll_height() * percent / 100;
        let root = self.root.get_bounding_client_rect().height().ceil() as i32;
        root.max(body).min(MOST_PIXELS)
    }
}

struct Link {
    address: String,
    element: Element,
}

/// The link that an event of the frame's document happened on. The frame's
/// objects are of another realm: `instanceof` does not know them, so casts here
/// are unchecked, and a method that is not there is an error, not a panic.
fn link_at(event: &Event) -> Option<Link> {
    let at = event.target()?.unchecked_into::<Element>();
    let element = at.closest("a[href],area[href]").ok()??;
    let address = element.get_attribute("href")?;
    Some(Link { address, element })
}

/// Opens a link in a tab of its own that knows nothing of this one, once it was
/// shown where it leads. Nothing navigates the frame.
fn follow(app: App, event: &Event, asked: RwSignal<Option<String>>) {
    let Some(link) = link_at(event) else { return };
    let scheme = link.address.split(':').next().unwrap_or_default();
    if scheme.eq_ignore_ascii_case("mailto") {
        // Where no mail can be sent from here the system's own mail program is
        // called, if there is one, in the browser's way.
        if untrack(|| app.can_write()) {
            event.prevent_default();
            app.compose(ComposeFrom::Mailto(link.address));
        }
        return;
    }
    event.prevent_default();
    if let Some(name) = link.address.strip_prefix('#') {
        let place = link.element.owner_document().and_then(|document| {
            let named = document.get_element_by_id(name);
            named.or_else(|| {
                document
                    .get_elements_by_name(name)
                    .item(0)
                    .map(JsCast::unchecked_into)
            })
        });
        if let Some(place) = place {
            place.scroll_into_view();
        }
    } else if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        if is_unseen(event) {
            asked.set(Some(link.address));
            return;
        }
        // A blocked pop-up is the browser's to tell.
        let _ = window().open_with_url_and_target_and_features(
            &link.address,
            "_blank",
            "noopener,noreferrer",
        );
    }
}

/// Lets the app's shortcuts work while the focus is in the frame.
fn forward_key(event: &Event, to: &HtmlIFrameElement) {
    let event = event.unchecked_ref::<KeyboardEvent>();
    if event.key() != "Tab" && event.key() != "Enter" {
        dom::forward_key(event, to);
    }
}
