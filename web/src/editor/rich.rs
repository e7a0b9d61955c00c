//! The frame that rich text is written in, and its document.
//!
//! Its objects are of another realm: `instanceof` does not know them, so casts here
//! are unchecked, and a method that is not there is an error, not a panic.

use super::Editor;
use super::images::cid;
use crate::components::dark;
use crate::components::fill::Fill;
use crate::dom::{is_reversed, window};
use crate::sink;
use html_sanitizer::SafeHtml;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlIFrameElement, Node, Range};

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
:where(div,p,li,td,th,pre,h1,h2,h3,h4,h5,h6):not([dir]){unicode-bidi:plaintext}\
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
    pub(super) is_filled: Rc<Cell<bool>>,
    /// The toolbar is about to follow the cursor.
    pub(super) is_looking: Rc<Cell<bool>>,
    /// What was selected when the focus went to a dialog.
    pub(super) place: Rc<RefCell<Option<Range>>>,
    /// What is dragged is the document's own.
    pub(super) is_own_drag: Rc<Cell<bool>>,
    /// What puts the text in, part by part.
    pub(super) fill: Rc<RefCell<Option<Fill>>>,
    /// The same of what is pasted.
    pub(super) coming: Rc<RefCell<Vec<Fill>>>,
}

impl Rich {
    pub(super) fn of(frame: &HtmlIFrameElement) -> Option<Self> {
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
            coming: Rc::default(),
        })
    }

    /// Says how the document looks and what it is.
    pub(super) fn furnish(&self, editor: &Editor) {
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
            if is_reversed() {
                let _ = root.set_attribute("dir", "rtl");
            }
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
    pub(super) fn open(&self, editor: &Editor) {
        self.quiet_quotes();
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

    /// Spelling is checked in what the person writes, which is faster, too.
    pub(super) fn quiet_quotes(&self) {
        if let Ok(quotes) = self.document.query_selector_all("blockquote[type=cite]") {
            for quote in (0..quotes.length()).filter_map(|at| quotes.item(at)) {
                let quote: Element = quote.unchecked_into();
                let _ = quote.set_attribute("spellcheck", "false");
            }
        }
    }

    /// Lines as text nodes.
    pub(super) fn fill_with_text(&self, text: &str) {
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
        self.finish();
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

    /// Whether its first line is empty.
    pub(super) fn begins_empty(&self) -> bool {
        let first = self.body.first_child();
        first.is_some_and(|first| {
            let is_mute = first
                .text_content()
                .is_none_or(|text| text.trim().is_empty());
            // A node of another realm: `instanceof` does not know it.
            is_mute && matches!(first.node_name().as_str(), "DIV" | "P" | "BR") && {
                let first: &Element = first.unchecked_ref();
                matches!(first.query_selector("img,hr,table"), Ok(None))
            }
        })
    }

    /// Shows the placeholder while there is nothing else.
    pub(super) fn mark_empty(&self) {
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
        self.go_to_begin_of(self.body.clone().into());
    }

    /// Puts the cursor behind the last quote, unless it is somewhere already.
    pub(super) fn begin_behind_quote(&self) {
        let is_somewhere = self.selection().is_none_or(|all| all.range_count() > 0);
        let quotes = self.body.query_selector_all(":scope > blockquote");
        let last = quotes
            .ok()
            .and_then(|all| all.item(all.length().checked_sub(1)?));
        let behind = last.and_then(|quote| quote.next_sibling());
        if let Some(behind) = behind.filter(|_| !is_somewhere) {
            self.go_to_begin_of(behind);
        }
    }

    fn go_to_begin_of(&self, mut at: Node) {
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
    pub(super) fn show_cursor(&self) {
        if let Some(element) = self.element_at_cursor().filter(|at| !self.is_body(at)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// Shows the pictures that are called by their Content-IDs. One that is not here
/// yet is named where no browser looks for it.
pub(super) fn show_images(within: &Element, known: &[(String, String)]) {
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

pub(super) fn images(within: &Element) -> Vec<Element> {
    let images = within.get_elements_by_tag_name("img");
    (0..images.length())
        .filter_map(|at| images.item(at))
        .collect()
}

fn holds_quote(element: &Element) -> bool {
    matches!(element.query_selector("blockquote"), Ok(Some(_)))
}
