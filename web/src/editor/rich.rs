//! The frame that rich text is written in, and its document.
//!
//! Its objects are of another realm: `instanceof` does not know them, so casts here
//! are unchecked, and a method that is not there is an error, not a panic.

use super::command::{self, Held};
use super::moving::{Moving, parse};
use super::{ASK_AGAIN_AFTER, Editor, cid, clip, link, quote};
use crate::components::dark;
use crate::components::fill::Fill;
use crate::dom::{Child, View, effect, ev, html, window};
use crate::night::night;
use crate::reactive::*;
use crate::sink;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use html_sanitizer::SafeHtml;
use mail_engine::{Prepared, Preparing};
use mail_model::Phrase;
use relay_protocol::FRAME_PATH;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDocument, HtmlElement, HtmlIFrameElement, InputEvent, KeyboardEvent,
    KeyboardEventInit, Node, Range, Selection,
};

/// What the frame may do: be written in by the app.
const SANDBOX: &str = "allow-same-origin";

/// How what is written looks: as it will to most who read it, on paper.
const STYLE: &str = "html{color-scheme:light;background:#fff;color:#1b2431;\
font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;\
-webkit-text-size-adjust:100%;text-size-adjust:100%}\
html,body{block-size:100%}\
body{margin:0;box-sizing:border-box;block-size:auto;min-block-size:100%;padding:12px 16px;outline:0;\
overflow-wrap:break-word;caret-color:#1b2431}\
p{margin:0 0 1em}img{max-width:100%}\
img:not([src]){position:relative;background:#e9edf2;color:#5b6675;font-size:13px}\
img:not([src])::before{content:'';position:absolute;inset-block-start:0;inset-inline-start:0;\
width:17px;height:17px;background:inherit}\
a{color:#0b63b5}pre{white-space:pre-wrap;margin:4px 0;padding:8px 10px;border-radius:5px;background:#f1f4f7}\
pre,code,font[face=monospace]{font-family:ui-monospace,'SF Mono','Cascadia Mono','Noto Sans Mono',monospace;\
font-size:13.5px}\
ul,ol{margin:4px 0;padding-inline-start:28px}\
table{max-width:100%}\
blockquote{margin:4px 0 4px 2px;padding:0 0 0 12px;border-inline-start:3px solid #c8d1dc}\
body.porthole-empty::before{content:attr(data-placeholder);float:inline-start;block-size:0;color:#5f6c82;\
pointer-events:none}";

/// So many elements are looked at for attributes that are to go.
const MOST_STRIPPED: u32 = 2_000;

/// The frame's document.
#[derive(Clone)]
pub(super) struct Rich {
    pub(super) document: HtmlDocument,
    pub(super) body: HtmlElement,
    is_filled: Rc<Cell<bool>>,
    /// The toolbar is about to follow the cursor.
    pub(super) is_looking: Rc<Cell<bool>>,
    /// What was selected when the focus went to a dialog.
    place: Rc<RefCell<Option<Range>>>,
    /// What is dragged is the document's own.
    pub(super) is_own_drag: Rc<Cell<bool>>,
    /// What puts the text in, part by part.
    fill: Rc<RefCell<Option<Fill>>>,
}

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

fn hear(editor: &Editor, rich: &Rich, frame: &HtmlIFrameElement) -> Vec<EventListener> {
    let listen = |name: &'static str, heard: Box<dyn FnMut(&Event)>| {
        EventListener::new_with_options(
            &rich.document,
            name,
            EventListenerOptions::enable_prevent_default(),
            heard,
        )
    };
    let with = |act: fn(&Editor, &Rich, &Event)| -> Box<dyn FnMut(&Event)> {
        let (editor, rich) = (Rc::downgrade(&editor.0), rich.clone());
        Box::new(move |event| {
            if let Some(editor) = editor.upgrade() {
                act(&Editor(editor), &rich, event);
            }
        })
    };
    let frame = frame.clone();
    let (key_editor, key_rich) = (Rc::downgrade(&editor.0), rich.clone());
    let keys = move |event: &Event| {
        if let Some(editor) = key_editor.upgrade() {
            press(&Editor(editor), &key_rich, event.unchecked_ref(), &frame);
        }
    };
    vec![
        listen("keydown", Box::new(keys)),
        listen("beforeinput", with(before_input)),
        listen(
            "input",
            with(|editor, rich, _| {
                rich.mark_empty();
                editor.changed();
            }),
        ),
        listen("selectionchange", with(|editor, _, _| editor.look_soon())),
        listen("focusout", with(|editor, _, _| editor.tell())),
        listen("paste", with(clip::paste)),
        listen("dragstart", with(|_, rich, _| rich.is_own_drag.set(true))),
        listen("dragend", with(|_, rich, _| rich.is_own_drag.set(false))),
        listen("dragover", with(clip::drag_over)),
        listen("drop", with(clip::drop)),
        // Nothing in here leads anywhere.
        listen("click", with(link::click)),
        listen("auxclick", with(|_, _, event| event.prevent_default())),
        listen("submit", with(|_, _, event| event.prevent_default())),
    ]
}

/// A key: the editor's own commands first, then those of the page.
fn press(editor: &Editor, rich: &Rich, event: &KeyboardEvent, frame: &HtmlIFrameElement) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let held = Held {
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    if let Some(command) = command::of_key(&event.key(), &event.code(), held) {
        event.prevent_default();
        editor.run(command);
        return;
    }
    if event.key() == "Tab" && !held.control && !held.alt && rich.is_at_begin_of("li") {
        event.prevent_default();
        rich.exec(if held.shift { "outdent" } else { "indent" });
        editor.look_soon();
        return;
    }
    if held.control || held.alt || event.key() == "Escape" || event.key().starts_with('F') {
        forward(event, frame);
    }
}

/// Lets the composer's and the page's keys work while the focus is in the frame.
fn forward(event: &KeyboardEvent, to: &HtmlIFrameElement) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(&event.key());
    init.set_code(&event.code());
    init.set_ctrl_key(event.ctrl_key());
    init.set_alt_key(event.alt_key());
    init.set_meta_key(event.meta_key());
    init.set_shift_key(event.shift_key());
    let Ok(copy) = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init) else {
        return;
    };
    // Only an event that is being dispatched already would be refused.
    if to.dispatch_event(&copy) == Ok(false) {
        event.prevent_default();
    }
}

/// The browser is about to change the text.
fn before_input(editor: &Editor, rich: &Rich, event: &Event) {
    let input: &InputEvent = event.unchecked_ref();
    match input.input_type().as_str() {
        "insertParagraph" => {
            link::link_typed(rich);
            if quote::split(rich) {
                event.prevent_default();
            }
        }
        "insertText" if input.data().as_deref() == Some(" ") => link::link_typed(rich),
        "insertLineBreak" => link::link_typed(rich),
        "deleteContentBackward" if quote::leave(rich) => event.prevent_default(),
        // What comes from outside comes by `clip` alone.
        "insertFromPaste" | "insertFromPasteAsQuotation" | "insertFromYank" => {
            event.prevent_default();
        }
        "insertFromDrop" if !rich.is_own_drag.get() => event.prevent_default(),
        _ => return,
    }
    editor.look_soon();
}

impl Rich {
    fn of(frame: &HtmlIFrameElement) -> Option<Self> {
        let document = frame.content_document()?.unchecked_into::<HtmlDocument>();
        let body = document.body()?;
        Some(Self {
            document,
            body,
            is_filled: Rc::default(),
            is_looking: Rc::default(),
            place: Rc::default(),
            is_own_drag: Rc::default(),
            fill: Rc::default(),
        })
    }

    /// Says how the document looks and what it is.
    fn furnish(&self, editor: &Editor) {
        if let (Some(head), Ok(style)) =
            (self.document.head(), self.document.create_element("style"))
        {
            style.set_text_content(Some(&[STYLE, dark::STYLE].concat()));
            // The head is there and takes children.
            let _ = head.append_child(&style);
        }
        let language = window().navigator().language();
        if let (Some(root), Some(language)) = (self.document.document_element(), language) {
            let _ = root.set_attribute("lang", &language);
        }
        for (name, value) in [
            ("role", "textbox"),
            ("aria-multiline", "true"),
            ("aria-label", editor.0.config.name),
            ("data-placeholder", editor.0.config.placeholder),
            ("spellcheck", "true"),
            ("aria-busy", "true"),
        ] {
            // The names are legal ones.
            let _ = self.body.set_attribute(name, value);
        }
    }

    /// Lets the person write.
    fn open(&self, editor: &Editor) {
        // Spelling is checked in what the person writes, which is faster, too.
        if let Ok(quotes) = self.document.query_selector_all("blockquote[type=cite]") {
            for quote in (0..quotes.length()).filter_map(|at| quotes.item(at)) {
                let quote: Element = quote.unchecked_into();
                let _ = quote.set_attribute("spellcheck", "false");
            }
        }
        if self.body.first_child().is_none() {
            self.fill_with_text("");
        }
        let _ = self.body.remove_attribute("aria-busy");
        self.body.set_content_editable("true");
        self.exec_with("styleWithCSS", "false");
        self.exec_with("defaultParagraphSeparator", "div");
        self.exec_with("enableObjectResizing", "false");
        self.mark_empty();
        editor.look_soon();
    }

    /// Lines as text nodes.
    fn fill_with_text(&self, text: &str) {
        self.body.set_text_content(None);
        for line in text.split('\n') {
            let Ok(block) = self.document.create_element("div") else {
                return;
            };
            let filled = if line.is_empty() {
                let line_break = self.document.create_element("br");
                line_break.and_then(|line_break| block.append_child(&line_break))
            } else {
                block.append_child(&self.document.create_text_node(line))
            };
            // A new element takes both.
            let _ = filled.and_then(|_| self.body.append_child(&block));
        }
    }

    pub(super) fn is_filled(&self) -> bool {
        self.is_filled.get()
    }

    /// All of it, as the browser writes it.
    pub(super) fn html(&self) -> String {
        self.body.inner_html()
    }

    /// Whether there is nothing in it to see. Looks at the first elements alone.
    pub(super) fn is_empty(&self) -> bool {
        let count = self.body.child_nodes().length();
        count == 0
            || (count == 1
                && self
                    .body
                    .text_content()
                    .is_none_or(|text| text.trim().is_empty())
                && !matches!(
                    self.body.query_selector("img,li,hr,table,blockquote,pre"),
                    Ok(Some(_)) | Err(_)
                ))
    }

    /// Shows the placeholder while there is nothing else.
    fn mark_empty(&self) {
        // Refused only for a class that is no word.
        let _ = self
            .body
            .class_list()
            .toggle_with_force("porthole-empty", self.is_empty());
    }

    /// The text outside of what is quoted, line by line.
    pub(super) fn own_words(&self) -> String {
        let mut words = String::new();
        let mut next = self.body.first_child();
        while let Some(node) = next {
            let is_element = node.node_type() == Node::ELEMENT_NODE;
            let is_quote = is_element && node.node_name() == "BLOCKQUOTE";
            if is_element && !is_quote && holds_quote(node.unchecked_ref()) {
                // Programs wrap quotes: what stands beside them counts.
                next = node.first_child().or_else(|| self.behind(&node));
                continue;
            }
            if !is_quote {
                words.push_str(&node.text_content().unwrap_or_default());
                words.push('\n');
            }
            next = self.behind(&node);
        }
        words
    }

    /// The next node that is not within this one.
    fn behind(&self, node: &Node) -> Option<Node> {
        let mut at = node.clone();
        loop {
            if at == *self.body.as_ref() {
                return None;
            }
            if let Some(next) = at.next_sibling() {
                return Some(next);
            }
            at = at.parent_node()?;
        }
    }

    pub(super) fn focus(&self) {
        // The cursor stays where it was.
        let _ = self.body.focus();
        if self.selection().is_some_and(|all| all.range_count() == 0) {
            self.go_to_begin();
        }
    }

    /// Takes a word out of the text, the first of its kind, and puts the cursor in
    /// its place.
    pub(super) fn take_mark(&self, mark: &str) {
        let mut next = self.body.first_child();
        while let Some(node) = next {
            let is_text = node.node_type() == Node::TEXT_NODE;
            let text = node.node_value().filter(|_| is_text).unwrap_or_default();
            if let Some((before, _)) = text.split_once(mark) {
                // Places are counted in UTF-16; what is marked is short, and there.
                let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(0);
                let begin = units(before);
                if let Ok(range) = self.document.create_range() {
                    let _ = range.set_start(&node, begin);
                    let _ = range.set_end(&node, begin + units(mark));
                    self.select(&range);
                    self.exec("delete");
                    self.show_cursor();
                }
                return;
            }
            next = node.first_child().or_else(|| self.behind(&node));
        }
    }

    fn go_to_begin(&self) {
        let mut at: Node = self.body.clone().into();
        while let Some(first) = at.first_child() {
            let is_void = first.node_type() == Node::ELEMENT_NODE
                && matches!(first.node_name().as_str(), "BR" | "IMG" | "HR");
            if is_void {
                break;
            }
            at = first;
        }
        if let Some(selection) = self.selection() {
            // It is in the document.
            let _ = selection.collapse(Some(&at));
        }
    }

    // What is selected.

    pub(super) fn selection(&self) -> Option<Selection> {
        self.document.get_selection().ok().flatten()
    }

    /// A copy of what is selected, which follows what is changed around it.
    pub(super) fn place(&self) -> Option<Range> {
        let selection = self.selection()?;
        if selection.range_count() == 0 {
            return None;
        }
        let range = selection.get_range_at(0).ok()?;
        let is_within = self.body.contains(range.start_container().ok().as_ref());
        is_within.then(|| range.clone_range())
    }

    pub(super) fn select(&self, range: &Range) {
        if let Some(selection) = self.selection() {
            let _ = selection.remove_all_ranges();
            // Of a place that is gone it selects nothing.
            let _ = selection.add_range(range);
        }
    }

    pub(super) fn remember_place(&self) {
        self.place.replace(self.place());
    }

    pub(super) fn recall_place(&self) {
        self.focus();
        if let Some(place) = self.place.take() {
            self.select(&place);
        }
    }

    pub(super) fn is_collapsed(&self) -> bool {
        self.selection().is_none_or(|all| all.is_collapsed())
    }

    /// Whether something is selected, and it is a part of one line.
    pub(super) fn is_piece_of_line(&self) -> bool {
        let Some(range) = self.place().filter(|range| !range.collapsed()) else {
            return false;
        };
        let block = |node: Result<Node, _>| node.ok().and_then(|node| self.block_of(&node));
        block(range.start_container()) == block(range.end_container())
    }

    /// The block that a node stands in; none directly in the body.
    pub(super) fn block_of(&self, node: &Node) -> Option<Element> {
        let element = element_of(node)?;
        let found = element.closest("div,p,li,td,th,pre,blockquote,h1,h2,h3,h4,h5,h6");
        found.ok().flatten()
    }

    pub(super) fn element_at_cursor(&self) -> Option<Element> {
        element_of(&self.place()?.start_container().ok()?)
    }

    pub(super) fn is_body(&self, element: &Element) -> bool {
        self.body.is_same_node(Some(element))
    }

    /// The element around the cursor that a selector finds, within the text.
    pub(super) fn around(&self, selector: &str) -> Option<Element> {
        let found = self.element_at_cursor()?.closest(selector).ok()??;
        self.body.contains(Some(&found)).then_some(found)
    }

    pub(super) fn is_within(&self, selector: &str) -> bool {
        self.around(selector).is_some()
    }

    /// Whether the cursor stands before everything within the nearest such element.
    pub(super) fn is_at_begin_of(&self, selector: &str) -> bool {
        let Some(place) = self.place().filter(Range::collapsed) else {
            return false;
        };
        // What is not at the begin of its own node is at no begin.
        if place.start_offset() != Ok(0) {
            return false;
        }
        let (Some(around), Ok(mut at)) = (self.around(selector), place.start_container()) else {
            return false;
        };
        while at != *around.as_ref() {
            if at.previous_sibling().is_some_and(|before| is_seen(&before)) {
                return false;
            }
            match at.parent_node() {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        true
    }

    // Commands of the browser.

    pub(super) fn exec(&self, command: &str) {
        // Refused while nothing is selected, which then nothing is done to.
        let _ = self.document.exec_command(command);
    }

    pub(super) fn exec_with(&self, command: &str, value: &str) {
        // As above.
        let _ = self
            .document
            .exec_command_with_show_ui_and_value(command, false, value);
    }

    pub(super) fn state(&self, command: &str) -> bool {
        self.document.query_command_state(command).unwrap_or(false)
    }

    pub(super) fn value(&self, command: &str) -> String {
        self.document
            .query_command_value(command)
            .unwrap_or_default()
    }

    /// Takes an attribute away wherever its value begins like this.
    pub(super) fn strip(&self, selector: &str, attribute: &str, begin: &str) {
        let Ok(found) = self.body.query_selector_all(selector) else {
            return;
        };
        for at in 0..found.length().min(MOST_STRIPPED) {
            let Some(element) = found.item(at) else { break };
            let element: Element = element.unchecked_into();
            let value = element.get_attribute(attribute);
            if value.is_some_and(|value| value.starts_with(begin)) {
                // Refused by no browser.
                let _ = element.remove_attribute(attribute);
            }
        }
    }

    // What is put in.

    /// Puts markup in the place of what is selected.
    pub(super) fn insert(&self, content: &SafeHtml) {
        self.focus();
        if sink::insert(&self.document, content) {
            self.show_cursor();
        }
    }

    pub(super) fn insert_text(&self, text: &str) {
        self.insert(&SafeHtml::from_text(text));
    }

    pub(super) fn insert_image(&self, address: &str, name: &str) {
        self.focus();
        self.exec_with("insertImage", address);
        for image in images(&self.body) {
            if image.get_attribute("src").as_deref() == Some(address) {
                // Refused by no browser.
                let _ = image.set_attribute("alt", name);
            }
        }
        self.show_cursor();
    }

    /// Shows the pictures that are called by their Content-IDs.
    pub(super) fn show_images(&self, known: &[(String, String)]) {
        show_images(&self.body, known);
    }

    /// Scrolls to the cursor, which the browser does only for what is typed.
    fn show_cursor(&self) {
        if let Some(element) = self.element_at_cursor().filter(|at| !self.is_body(at)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// The element that a node is, or stands in.
pub(super) fn element_of(node: &Node) -> Option<Element> {
    if node.node_type() == Node::ELEMENT_NODE {
        Some(node.clone().unchecked_into())
    } else {
        node.parent_element()
    }
}

/// Shows the pictures that are called by their Content-IDs. One that is not here
/// yet is named where no browser looks for it.
fn show_images(within: &Element, known: &[(String, String)]) {
    for image in images(within) {
        let named = ["src", "data-src"].map(|name| image.get_attribute(name));
        let named = named.into_iter().flatten();
        let Some(named) = named.into_iter().find(|named| named.starts_with("cid:")) else {
            continue;
        };
        let mut known = known.iter().rev();
        // Refused by no browser.
        let _ = match known.find(|(content_id, _)| cid(content_id) == named) {
            Some((_, address)) => image
                .set_attribute("src", address)
                .and_then(|()| image.remove_attribute("data-src")),
            None => image
                .set_attribute("data-src", &named)
                .and_then(|()| image.remove_attribute("src")),
        };
    }
}

fn images(within: &Element) -> Vec<Element> {
    let images = within.get_elements_by_tag_name("img");
    (0..images.length())
        .filter_map(|at| images.item(at))
        .collect()
}

fn holds_quote(element: &Element) -> bool {
    matches!(element.query_selector("blockquote"), Ok(Some(_)))
}

/// Whether a node can be seen.
fn is_seen(node: &Node) -> bool {
    node.node_type() == Node::ELEMENT_NODE
        || node
            .text_content()
            .is_some_and(|text| !text.trim().is_empty())
}
