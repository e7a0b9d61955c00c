//! A file on screen that a message carries, or a letter that is being written: a modal
//! dialog over the page, with the next and the previous one.
//!
//! What is shown is a Blob whose type is one of ours ([`Preview`]), so nothing
//! of the sender's is ever a document of the app's origin. A PDF stands in a
//! frame without a sandbox, because browsers' viewers refuse to work in one:
//! the frame's only document is that viewer, which is isolated by itself, and
//! it is framed only if the bytes begin as a PDF does.

mod content;
mod picture;
mod shelf;
mod text;

use super::attachment_kind::{Preview, preview};
use super::attachments::{progress_bar, progress_words};
use super::problem_text;
use crate::app::App;
use crate::dom::{Child, View, along_text, document, effect, ev, focus, html};
use crate::reactive::*;
use crate::state::Progress;
use crate::ui::{Icon, icon, icon_button};
use crate::{format, i18n};
use content::content;
use mail_engine::Attachment;
use mail_model::{MessageRef, Problem};
use picture::Zoom;
use shelf::Carried;
pub(super) use shelf::{Known, Phase, Shelf};
use std::rc::Rc;
pub(super) use text::text as text_of_file;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// Files that can be shown, and which of them is.
#[derive(Clone, Copy)]
pub(super) struct Gallery {
    shelf: StoredValue<Rc<dyn Shelf>, LocalStorage>,
    shown: RwSignal<Option<usize>>,
}

impl Gallery {
    /// Of what a message carries.
    pub(super) fn new(app: App, message: MessageRef, files: &[Attachment]) -> Self {
        let files = files.to_vec();
        Self::of(Rc::new(Carried {
            app,
            message,
            files,
        }))
    }
    /// Of what lies on a shelf.
    pub(super) fn of(shelf: Rc<dyn Shelf>) -> Self {
        Self {
            shelf: StoredValue::new_local(shelf),
            shown: RwSignal::new(None),
        }
    }
    /// Shows a file, and fetches it if it is not here.
    pub(super) fn show(self, index: usize) {
        self.shown.set(Some(index));
        self.fetch();
    }
    fn fetch(self) {
        if let Some(index) = self.shown.get_untracked() {
            self.shelf.get_value().fetch(index);
        }
    }
    fn current(self) -> Option<Known> {
        let index = self.shown.get()?;
        self.shelf.get_value().known().into_iter().nth(index)
    }
    /// The places of those that can be shown.
    fn places(self) -> Vec<usize> {
        let all = self.shelf.get_value().known().into_iter();
        all.filter(Known::can_be_shown)
            .map(|file| file.index)
            .collect()
    }
    /// The file so many steps on, if there is one.
    fn neighbour(self, step: isize) -> Option<usize> {
        let places = self.places();
        let here = self.shown.get()?;
        let at = places.iter().position(|place| *place == here)?;
        places.get(at.checked_add_signed(step)?).copied()
    }
    fn step(self, step: isize) {
        if let Some(index) = untrack(|| self.neighbour(step)) {
            self.show(index);
        }
    }
    fn progress(self) -> Progress {
        let index = self.shown.get();
        index.map_or_else(Progress::default, |index| {
            self.shelf.get_value().progress(index)
        })
    }
    fn phase(self) -> Phase {
        let index = self.shown.get();
        index.map_or(Phase::Gone, |index| self.shelf.get_value().phase(index))
    }
    fn save(self) {
        if let Some(index) = self.shown.get_untracked() {
            self.shelf.get_value().save(index);
        }
    }
}

/// The dialog, while a file is shown.
pub(super) fn viewer(gallery: Gallery) -> View {
    let is_open = memo(move |_| gallery.shown.get().is_some());
    (move || is_open.get().then(|| dialog(gallery))).view()
}

fn dialog(gallery: Gallery) -> View {
    let zoom = Zoom::new();
    let dialog = html::dialog();
    let node: HtmlDialogElement = dialog.node();
    let (shown, closed) = (node.clone(), node);
    effect(move || {
        if !shown.open() {
            // The only errors: it is shown already, or gone from the page.
            let _ = shown.show_modal();
        }
    });
    let name = move || gallery.current().map(|file| file.name);
    let current = memo(move |_| gallery.current());
    let phase = memo(move |_| gallery.phase());
    effect(move || {
        current.track();
        phase.track();
        // What had the focus may have gone with the file before; without it no key is heard.
        let has_focus = document().query_selector(".viewer :focus");
        if !matches!(has_focus, Ok(Some(_))) {
            focus(".viewer");
        }
    });
    dialog
        .class("viewer")
        .attr("tabindex", "-1")
        .attr("autofocus", "")
        .attr("aria-label", name)
        // Closed by Escape or its button, it gives back the focus by itself.
        .on(ev::CLOSE, move |_| gallery.shown.set(None))
        .on(ev::KEY_DOWN, move |event| {
            // The browser's own keys stay its own, and a player's the player's.
            let is_for_others = event.ctrl_key() || event.alt_key() || event.meta_key();
            let at = event.target().and_then(|at| at.dyn_into::<Element>().ok());
            let is_player = |at: Element| matches!(at.tag_name().as_str(), "AUDIO" | "VIDEO");
            if is_for_others || at.is_some_and(is_player) {
                return;
            }
            match along_text(event.key()).as_str() {
                "ArrowLeft" => gallery.step(-1),
                "ArrowRight" => gallery.step(1),
                "+" | "=" => zoom.enlarge(),
                "-" => zoom.shrink(),
                "0" => zoom.fit(),
                _ => return,
            }
            event.prevent_default();
        })
        .child((
            html::header().class("viewer-head").child((
                move || current.get().map(|file| title(&file)),
                move || {
                    let places = gallery.places();
                    let at = places
                        .iter()
                        .position(|place| Some(*place) == gallery.shown.get())?;
                    (places.len() > 1).then(|| {
                        let number =
                            |n: usize| format::number(u32::try_from(n).unwrap_or(u32::MAX));
                        html::span()
                            .class("viewer-facts")
                            .attr("role", "status")
                            .child(i18n::viewer_place(&number(at + 1), &number(places.len())))
                    })
                },
                html::div().class("viewer-tools").child((
                    step_button(gallery, -1, i18n::viewer_previous(), Icon::ChevronStart),
                    step_button(gallery, 1, i18n::viewer_next(), Icon::ChevronEnd),
                    icon_button(i18n::viewer_save(), Icon::Download, "", move || {
                        gallery.save();
                    }),
                    icon_button(i18n::close(), Icon::Close, "", move || closed.close()),
                )),
            )),
            html::div().class("viewer-stage").child(move || {
                let file = current.get()?;
                zoom.fit();
                Some(match phase.get() {
                    Phase::Coming => coming(gallery, &file),
                    Phase::Failed(problem) => failed(gallery, Some(&problem)),
                    Phase::Gone => failed(gallery, None),
                    Phase::Here => stage(gallery, &file, zoom),
                })
            }),
        ))
        .view()
}

fn title(file: &Known) -> View {
    (
        icon(file.drawing()),
        html::h2().class("viewer-title").child(
            html::bdi()
                .attr("title", file.name.clone())
                .child(file.name.clone()),
        ),
        html::span()
            .class("viewer-facts")
            .child(format::size(file.size)),
    )
        .view()
}

fn step_button(gallery: Gallery, step: isize, name: &'static str, drawing: Icon) -> View {
    let has_several = gallery.places().len() > 1;
    let button = has_several.then(|| {
        html::button()
            .class("icon-button")
            .attr("type", "button")
            .attr("aria-label", name)
            .attr("title", name)
            .attr("aria-disabled", move || {
                gallery.neighbour(step).is_none().then_some("true")
            })
            .on(ev::CLICK, move |_| gallery.step(step))
            .child(icon(drawing))
    });
    button.view()
}

fn coming(gallery: Gallery, file: &Known) -> View {
    let name = file.name.clone();
    html::div()
        .class("viewer-note")
        .child((
            html::p()
                .attr("role", "status")
                .child(i18n::viewer_loading()),
            move || progress_bar(name.clone(), gallery.progress()),
            html::p().class("viewer-facts").child(move || {
                let progress = gallery.progress();
                // What is blank keeps its place.
                match progress.total > 0 {
                    true => progress_words(progress),
                    false => "\u{a0}".to_owned(),
                }
            }),
        ))
        .view()
}

fn failed(gallery: Gallery, problem: Option<&Problem>) -> View {
    html::div()
        .class("viewer-note")
        .attr("role", "alert")
        .child((
            icon(Icon::Warning),
            html::p().child(i18n::viewer_failed()),
            problem.map(problem_text),
            html::button()
                .class("button")
                .attr("type", "button")
                .on(ev::CLICK, move |_| gallery.fetch())
                .child(i18n::viewer_retry()),
        ))
        .view()
}

/// A word in place of a file that can't be shown.
fn cannot() -> View {
    html::div()
        .class("viewer-note")
        .attr("role", "note")
        .child((icon(Icon::Document), html::p().child(i18n::viewer_cannot())))
        .view()
}

fn stage(gallery: Gallery, file: &Known, zoom: Zoom) -> View {
    let here = untrack(|| gallery.shelf.get_value().file(file.index));
    match (preview(&file.media_type, &file.name), here) {
        (Some(preview), Some(here)) => content(preview, here, zoom),
        _ => cannot(),
    }
}

/// The type under which a preview's bytes are opened, whatever they were sent as.
fn forced_type(preview: Preview) -> &'static str {
    match preview {
        Preview::Picture(media_type) | Preview::Audio(media_type) | Preview::Video(media_type) => {
            media_type
        }
        Preview::Pdf => "application/pdf",
        Preview::Text => "application/octet-stream",
    }
}
