//! What the page loads later: the mail page behind the login form, and what
//! shows messages behind the inbox.

use crate::acting::Acting;
use crate::app::App;
use crate::dom::View;
use crate::i18n::{self, Pack};
use crate::reactive::*;
pub use crate::rest::Rest;
use crate::sheet::{self, Sheet};
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;

/// What builds a part of the page.
pub type Build = fn(App) -> View;

/// What makes markup of Markdown.
pub type ToMarkup = fn(&str) -> String;

/// A part that is being loaded. What has been loaded is here at once; what could
/// not be is tried again.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, ()>>>>;

/// The parts that come later, by what loads them.
#[derive(Clone, Copy)]
pub struct Parts {
    /// What packs and unpacks what no list of messages needs.
    pub rest: fn() -> Loading<Rest>,
    /// The mail page.
    pub mail: fn() -> Loading<Build>,
    /// What is done with mailboxes themselves.
    pub mailboxes: fn() -> Loading<Build>,
    /// What acts on messages.
    pub acting: fn() -> Loading<Acting>,
    /// What shows messages.
    pub message: fn() -> Loading<Build>,
    /// What arranges a list.
    pub arrange: fn() -> Loading<Build>,
    /// What helps one search.
    pub search: fn() -> Loading<Build>,
    /// Where one writes.
    pub compose: fn() -> Loading<Build>,
    /// The contacts.
    pub contacts: fn() -> Loading<Build>,
    /// What the person has set.
    pub settings: fn() -> Loading<Build>,
    /// What makes markup of Markdown.
    pub markdown: fn() -> Loading<ToMarkup>,
}

/// Where a part stands.
#[derive(Clone, Copy)]
pub enum Part {
    /// It was not loaded yet, or is on its way.
    Awaited,
    /// It is here.
    Here(Build),
    /// It could not be loaded.
    Failed,
}

/// Puts the part in its place that speaks first and is drawn by the style sheet
/// behind the login form, once both are loaded.
pub(crate) fn load_styled(part: RwSignal<Part>, loading: Loading<Build>) {
    let sheet = sheet::load(Sheet::Desk);
    spawn_local(async move {
        let loaded = loading.await;
        put(part, sheet.await.and(loaded));
    });
}

/// Puts a part in its place once it is loaded, with what it says and is drawn by. A
/// part that is here already is not built anew.
pub fn load(part: RwSignal<Part>, loading: Loading<Build>) {
    let words = i18n::load(Pack::Rest);
    let sheet = sheet::load(Sheet::Later);
    spawn_local(async move {
        let loaded = loading.await;
        words.await;
        put(part, sheet.await.and(loaded));
    });
}

fn put(part: RwSignal<Part>, loaded: Result<Build, ()>) {
    // The place may have gone meanwhile.
    let is_here = part.try_with_untracked(|part| matches!(part, Part::Here(_)));
    if is_here == Some(false) {
        part.set(loaded.map_or(Part::Failed, Part::Here));
    }
}
