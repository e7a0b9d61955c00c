//! Where a letter's text is written: plain in a text field, rich in a frame.
//!
//! The rich editor is the browser's own editing of a document in a frame without
//! scripts, the same that shows messages: `contenteditable` needs none, and what is
//! quoted or pasted cannot run or load anything there. What this module adds from
//! outside are commands, keys and manners.
//!
//! - Whatever comes in has been made fit by the sanitizer, in the reader's module
//!   ([`App::prepare`]); plain text is put in as text nodes. What goes out is
//!   sanitized once more when the letter is written.
//! - All changes are made by `execCommand`, so that the browser can undo them: it
//!   is called obsolete, and is the only way to take part in what the browser
//!   remembers. Only attributes are set past it, where no undoing can miss them,
//!   and an element is filled that came by it ([`parts`]).
//! - Nothing here reads the whole text while one types: what is written is taken
//!   out at most twice a second, when the composer asks for it.
//!
//! ```text
//!  rich     the frame's document              plain   the text field
//!  surface  the frame, until it is filled     hearing  keys, and changes to come
//!  place    what is selected
//!  command  what can be done, and by which keys
//!  format   how the text at the cursor looks  toolbar  the buttons for it
//!  quote    Enter and Backspace in quotes     clip     pasting and dropping
//!  link     links, typed and chosen           signature  exchanged with the identity
//!  wide     looks of much text                parts    much that is pasted
//!  picture  which is selected, and how wide      images   where they lie
//! ```

mod clip;
mod command;
mod format;
mod hearing;
mod images;
mod link;
mod moving;
mod parts;
mod picture;
mod place;
mod plain;
mod quote;
mod rich;
mod signature;
mod surface;
mod toolbar;
mod wide;

use crate::app::App;
use crate::dom::{Child, View, ev, html};
use crate::reactive::*;
use gloo_timers::callback::Timeout;
use html_sanitizer::SafeHtml;
use mail_engine::{Prepared, Preparing, TEMPLATE_CURSOR};
use mail_model::Phrase;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Blob, File, HtmlElement, HtmlTextAreaElement};

/// What is written is told of so long after a key at the latest, in milliseconds.
const TELL_AFTER: u32 = 400;

/// The reader is asked anew after so long, in milliseconds: a worker may have died.
const ASK_AGAIN_AFTER: u32 = 6_000;

/// Where files go that were pasted or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// Pictures, which are to stand at the cursor: [`Editor::insert_image`].
    Inline,
    /// Beside the text.
    Attached,
}

/// What an editor begins with, and whom it tells.
pub struct EditorConfig {
    /// What it says at first; which of both it is decides whether it is rich.
    pub content: Phrase,
    /// What it is called, for those who hear the page.
    pub name: &'static str,
    /// What stands in it while nothing else does.
    pub placeholder: &'static str,
    /// Whether one begins to write behind what is quoted, and not before it.
    pub begins_behind_quote: bool,
    /// The pictures in it, by their Content-IDs.
    pub images: Vec<(String, Blob)>,
    /// What it says has changed: at most about twice a second, and soon after the
    /// last key. [`Editor::content`] tells what it says.
    pub on_change: Rc<dyn Fn()>,
    /// Files were pasted, dropped, or chosen by the toolbar's button.
    pub on_files: Rc<dyn Fn(Vec<File>, FilePlace)>,
}

/// An editor. Copies are the same one.
#[derive(Clone)]
pub struct Editor(Rc<Inner>);

struct Inner {
    app: App,
    config: EditorConfig,
    is_rich: RwSignal<bool>,
    /// How the text at the cursor looks, for the toolbar.
    format: RwSignal<format::Format>,
    has_link_dialog: RwSignal<bool>,
    /// What it says, while neither of the fields below does.
    kept: RefCell<Phrase>,
    rich: RefCell<Option<rich::Rich>>,
    plain: RefCell<Option<HtmlTextAreaElement>>,
    /// The pictures in it: Content-IDs and addresses.
    images: RefCell<Vec<(String, String)>>,
    is_telling: Cell<bool>,
    /// The focus is wanted as soon as there is something to focus.
    wants_focus: Cell<bool>,
}

/// An editor, and what is to be put on the page for it.
pub fn editor(app: App, config: EditorConfig) -> (View, Editor) {
    let is_rich = matches!(config.content, Phrase::Html(_));
    let editor = Editor(Rc::new(Inner {
        app,
        is_rich: RwSignal::new(is_rich),
        format: RwSignal::new(format::Format::default()),
        has_link_dialog: RwSignal::new(false),
        kept: RefCell::new(config.content.clone()),
        rich: RefCell::default(),
        plain: RefCell::default(),
        images: RefCell::default(),
        is_telling: Cell::default(),
        wants_focus: Cell::default(),
        config,
    }));
    for (content_id, blob) in &editor.0.config.images {
        editor.keep_image(content_id, blob);
    }
    let of = editor.clone();
    let surface = move || {
        if of.0.is_rich.get() {
            // The tools stand above the text, and behind it in the order of Tab.
            (surface::surface(&of), toolbar::toolbar(&of)).view()
        } else {
            plain::surface(&of)
        }
    };
    let dialog = link::dialog(&editor);
    let around = html::div();
    let node: HtmlElement = around.node();
    let view = around
        .class("editor")
        .on(ev::KEY_DOWN, move |event| {
            if event.key() == "F10" && event.alt_key() && toolbar::focus(&node) {
                event.prevent_default();
            }
        })
        .child((surface, dialog))
        .view();
    (view, editor)
}

impl Editor {
    /// What it says now: a fragment of a body, or plain text.
    pub fn content(&self) -> Phrase {
        if let Some(rich) = self
            .0
            .rich
            .borrow()
            .as_ref()
            .filter(|rich| rich.is_filled())
        {
            return Phrase::Html(self.named_by_id(rich.html()));
        }
        if let Some(field) = self.0.plain.borrow().as_ref() {
            return Phrase::Text(field.value());
        }
        self.0.kept.borrow().clone()
    }

    /// Whether it is rich.
    pub fn is_rich(&self) -> ReadSignal<bool> {
        self.0.is_rich.read_only()
    }

    /// Makes it rich or plain. What plain text cannot say is lost.
    pub fn set_rich(&self, is_rich: bool) {
        if self.0.is_rich.get_untracked() == is_rich {
            return;
        }
        match self.content() {
            Phrase::Text(text) => self.replace(Phrase::Text(text), is_rich),
            Phrase::Html(html) => {
                let editor = self.clone();
                // Where one was to begin to write one still is.
                let begins_empty = self.rich().is_some_and(|rich| rich.begins_empty());
                self.0.app.prepare(Preparing::Text(html), move |content| {
                    if let Prepared::Text(text) = content {
                        let text = match begins_empty && !text.starts_with('\n') {
                            true => format!("\n{text}"),
                            false => text,
                        };
                        editor.replace(Phrase::Text(text), is_rich);
                    }
                });
            }
        }
    }

    /// Makes it rich, and this what it says: made fit before it is shown.
    pub fn become_rich(&self, html: String) {
        self.replace(Phrase::Html(html), true);
    }

    fn replace(&self, content: Phrase, is_rich: bool) {
        self.0.rich.take();
        self.0.plain.take();
        self.0.kept.replace(content);
        self.0.wants_focus.set(true);
        self.0.is_rich.set(is_rich);
        self.changed();
    }

    /// What the person wrote themself: without what is quoted.
    pub fn own_words(&self) -> String {
        match self
            .0
            .rich
            .borrow()
            .as_ref()
            .filter(|rich| rich.is_filled())
        {
            Some(rich) => rich.own_words(),
            None => match self.content() {
                Phrase::Text(text) => plain::own_words(&text),
                Phrase::Html(_) => String::new(),
            },
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        match self
            .0
            .rich
            .borrow()
            .as_ref()
            .filter(|rich| rich.is_filled())
        {
            Some(rich) => rich.is_empty(),
            None => self.content().is_empty(),
        }
    }

    /// Moves the focus into it, now or as soon as it is there.
    pub fn focus(&self) {
        self.0.wants_focus.set(true);
        self.focus_if_wanted();
    }

    fn focus_if_wanted(&self) {
        if !self.0.wants_focus.get() {
            return;
        }
        if let Some(rich) = self
            .0
            .rich
            .borrow()
            .as_ref()
            .filter(|rich| rich.is_filled())
        {
            if self.0.config.begins_behind_quote {
                rich.begin_behind_quote();
            }
            rich.focus();
            self.0.wants_focus.set(false);
        } else if let Some(field) = self.0.plain.borrow().as_ref() {
            // Refused by no browser.
            let _ = field.focus();
            self.0.wants_focus.set(false);
        }
    }

    /// Puts text at the cursor.
    pub fn insert_text(&self, text: &str) {
        if let Some(rich) = self.rich() {
            rich.insert_text(text);
        } else if let Some(field) = self.0.plain.borrow().as_ref() {
            plain::insert(field, text);
        }
    }

    /// Puts what is written often at the cursor, and the cursor where that says
    /// [`TEMPLATE_CURSOR`].
    pub fn insert(&self, phrase: &Phrase) {
        match (phrase, self.rich()) {
            (Phrase::Text(text), _) => self.insert_template(text),
            (Phrase::Html(html), Some(rich)) => {
                let at = rich.place();
                let editor = self.clone();
                let content = Preparing::Content(self.named_by_id(html.clone()));
                self.0.app.prepare(content, move |content| {
                    editor.put(&content, at.as_ref());
                    rich.take_mark(TEMPLATE_CURSOR);
                });
            }
            (Phrase::Html(html), None) => {
                let editor = self.clone();
                let content = Preparing::Text(html.clone());
                self.0.app.prepare(content, move |content| {
                    if let Prepared::Text(text) = content {
                        editor.insert_template(&text);
                    }
                });
            }
        }
    }

    fn insert_template(&self, text: &str) {
        if let Some(rich) = self.rich() {
            rich.insert_text(text);
            rich.take_mark(TEMPLATE_CURSOR);
        } else if let Some(field) = self.0.plain.borrow().as_ref() {
            let (before, behind) = text.split_once(TEMPLATE_CURSOR).unwrap_or((text, ""));
            plain::insert(field, &[before, behind].concat());
            plain::go_back(field, behind);
        }
    }

    /// Puts what was pasted where it belongs, if much of it in parts.
    fn put_in_parts(&self, content: &SafeHtml, at: Option<&web_sys::Range>) {
        let Some(rich) = self.rich() else { return };
        if let Some(at) = at {
            rich.select(at);
        }
        parts::insert(self, &rich, content);
        self.show_images();
    }

    /// Puts what was made fit where it belongs, or at the cursor.
    fn put(&self, content: &Prepared, at: Option<&web_sys::Range>) {
        let Some(rich) = self.rich() else { return };
        if let Some(at) = at {
            rich.select(at);
        }
        match content {
            Prepared::Html(html) => rich.insert(html),
            Prepared::Text(text) => rich.insert_text(text),
            Prepared::Failed(problem) => {
                self.0.app.state.notices.show(problem.clone());
            }
        }
        self.show_images();
    }

    /// Another identity writes: its signature comes in the place of the other's.
    pub fn set_signature(&self, before: &Phrase, now: &Phrase) {
        signature::exchange(self, before, now);
    }

    /// Tells what it says without this signature and without pictures.
    pub fn without_signature(&self, signature: &Phrase, then: impl FnOnce(Phrase) + 'static) {
        signature::without(self, signature, then);
    }

    fn rich(&self) -> Option<rich::Rich> {
        let rich = self.0.rich.borrow();
        rich.as_ref().filter(|rich| rich.is_filled()).cloned()
    }

    /// What it says has changed.
    fn changed(&self) {
        if self.0.is_telling.replace(true) {
            return;
        }
        // An editor that is gone was read before it went.
        let editor = Rc::downgrade(&self.0);
        let tell = move || {
            let Some(editor) = editor.upgrade().map(Self) else {
                return;
            };
            if editor.rich().is_some_and(|rich| rich.is_coming()) {
                // What is read now would have to come at once.
                editor.0.is_telling.set(false);
                return editor.changed();
            }
            editor.tell();
        };
        Timeout::new(TELL_AFTER, tell).forget();
    }

    /// Whether something was changed that it has not told of yet.
    pub fn has_news(&self) -> bool {
        self.0.is_telling.get()
    }

    /// Tells of what has changed, if anything has.
    pub fn tell(&self) {
        if self.0.is_telling.replace(false) {
            (self.0.config.on_change)();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        for (_, address) in self.images.borrow().iter() {
            // Refused by no browser.
            let _ = web_sys::Url::revoke_object_url(address);
        }
    }
}
