//! What is looked for, and what was found where.

use crate::reactive::*;
use crate::route::Route;
use core::ops::Range;
use mail_engine::{Completion, Hit, ListId, Marked, Scope, SearchState, View};
use mail_model::{MailboxName, Map, Uid};
use std::sync::Arc;

/// Reads what is marked out of a query, and where it stands in a text. The code
/// comes with the part of the page that helps one search.
#[derive(Clone, Copy)]
pub struct Marker {
    /// What a query has marked.
    pub read: fn(&str) -> Marked,
    /// Where that stands.
    pub find: fn(&str, &[String]) -> Vec<Range<usize>>,
}

/// What is marked in rows.
#[derive(Clone)]
pub struct Marks {
    marked: Arc<Marked>,
    marker: Marker,
}

impl PartialEq for Marks {
    fn eq(&self, other: &Self) -> bool {
        self.marked == other.marked
    }
}

/// Where a text stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Names and addresses.
    People,
    /// The subject.
    Subject,
    /// The first words.
    Text,
}

impl Marks {
    /// What is marked in a text: stretches of octets.
    pub fn of(&self, text: &str, place: Place) -> Vec<Range<usize>> {
        let wanted = match place {
            Place::People => &self.marked.people,
            Place::Subject => &self.marked.subject,
            Place::Text => &self.marked.text,
        };
        (self.marker.find)(text, wanted)
    }
}

/// The place's search, as far as more than one component looks at it. A handle:
/// copies are the same state.
#[derive(Clone, Copy)]
pub struct Searching {
    typed: RwSignal<String>,
    /// What of it the server was asked for before it was entered.
    asked: RwSignal<Option<String>>,
    scope: RwSignal<Scope>,
    state: RwSignal<Option<SearchState>>,
    hits: RwSignal<Arc<Map<Uid, Hit>>>,
    /// Of which list the hits are.
    hits_of: StoredValue<Option<ListId>>,
    marker: RwSignal<Option<Marker>>,
    marks: Memo<Option<Marks>>,
    people: RwSignal<(u32, Vec<Completion>)>,
}

/// Questions of the search for people begin here; composers count theirs from 0.
const FIRST_QUESTION: u32 = 0x8000_0000;

impl Searching {
    pub(super) fn new(route: RwSignal<Route>) -> Self {
        let typed = RwSignal::new(text_of(&route.get_untracked()).to_owned());
        let marker = RwSignal::new(None::<Marker>);
        let marks = memo(move |_| {
            let marker = marker.get()?;
            let text = typed.get();
            (!text.is_empty()).then(|| Marks {
                marked: Arc::new((marker.read)(&text)),
                marker,
            })
        });
        Self {
            typed,
            asked: RwSignal::new(None),
            scope: RwSignal::new(scope_of(&route.get_untracked())),
            state: RwSignal::new(None),
            hits: RwSignal::new(Arc::default()),
            hits_of: StoredValue::new(None),
            marker,
            marks,
            people: RwSignal::new((0, Vec::new())),
        }
    }
    /// What stands in the field.
    pub fn typed(&self) -> ReadSignal<String> {
        self.typed.read_only()
    }
    /// What of it the server was asked for before it was entered.
    pub fn asked(&self) -> ReadSignal<Option<String>> {
        self.asked.read_only()
    }
    /// Where is looked when it is entered.
    pub fn scope(&self) -> ReadSignal<Scope> {
        self.scope.read_only()
    }
    /// How far the search is.
    pub fn state(&self) -> ReadSignal<Option<SearchState>> {
        self.state.read_only()
    }
    /// What is marked in rows.
    pub fn marks(&self) -> Memo<Option<Marks>> {
        self.marks
    }
    /// The people whom the latest question found, and which question that was.
    pub fn people(&self) -> ReadSignal<(u32, Vec<Completion>)> {
        self.people.read_only()
    }
    /// Where the message of a row lies, if its row names it otherwise.
    pub fn hit(&self, name: Uid) -> Option<Hit> {
        self.hits.with(|hits| hits.get(&name).cloned())
    }
    /// The same; not reactive.
    pub fn hit_untracked(&self, name: Uid) -> Option<Hit> {
        self.hits.with_untracked(|hits| hits.get(&name).cloned())
    }
    /// How the list names a message; as its mailbox does, where it shows one alone.
    pub fn name_of(&self, mailbox: &MailboxName, uid: Uid) -> Uid {
        self.hits.with_untracked(|hits| {
            let mut named = hits.iter();
            let found = named.find(|(_, hit)| hit.uid == uid && hit.mailbox == *mailbox);
            found.map_or(uid, |(name, _)| *name)
        })
    }

    /// Somebody types.
    pub fn type_in(&self, text: String) {
        if self.typed.with_untracked(|typed| *typed != text) {
            self.typed.set(text);
            self.asked.set(None);
        }
    }
    /// The server is asked for what stands in the field.
    pub(crate) fn ask_for(&self, text: String) {
        self.asked.set(Some(text));
    }
    /// Somebody chooses where to look.
    pub fn choose(&self, scope: Scope) {
        self.scope.set(scope);
    }
    /// The code that finds what is marked is here.
    pub fn mark_by(&self, marker: Marker) {
        self.marker.set(Some(marker));
    }
    /// A name for the next question for people.
    pub fn next_question(&self) -> u32 {
        let last = self.people.with_untracked(|(last, _)| *last);
        let next = last.wrapping_add(1) | FIRST_QUESTION;
        self.people.set((next, Vec::new()));
        next
    }

    pub(super) fn tell(&self, state: SearchState) {
        self.state.set(Some(state));
    }
    pub(super) fn learn(&self, list: ListId, found: Vec<Hit>) {
        let is_new = self.hits_of.get_value() != Some(list);
        self.hits_of.set_value(Some(list));
        self.hits.update(|hits| {
            if is_new {
                *hits = Arc::default();
            }
            let hits = Arc::make_mut(hits);
            for hit in found {
                hits.insert(hit.name, hit);
            }
        });
    }
    /// Whether an answer is to a question that was asked here.
    pub(super) fn is_own(question: u32) -> bool {
        question >= FIRST_QUESTION
    }
    pub(super) fn answer(&self, question: u32, found: Vec<Completion>) {
        if self.people.with_untracked(|(asked, _)| *asked == question) {
            self.people.set((question, found));
        }
    }
    /// The person went elsewhere.
    pub(super) fn arrive(&self, before: &Route, route: &Route) {
        let search = |route: &Route| {
            let view = route.place().map(|place| &place.view);
            view.and_then(|view| view.search.clone())
        };
        if search(before) != search(route) || !is_same_list(before, route) {
            self.type_in(text_of(route).to_owned());
            self.scope.set(scope_of(route));
            if search(route).is_none() {
                self.forget();
            }
        }
    }
    pub(super) fn forget(&self) {
        self.state.set(None);
        self.hits.set(Arc::default());
        self.hits_of.set_value(None);
    }
}

/// Whether both show the list of one mailbox.
fn is_same_list(one: &Route, other: &Route) -> bool {
    let mailbox = |route: &Route| route.place().map(|place| place.mailbox.clone());
    mailbox(one) == mailbox(other)
}

fn view_of(route: &Route) -> Option<&View> {
    route.place().map(|place| &place.view)
}

fn text_of(route: &Route) -> &str {
    let search = view_of(route).and_then(|view| view.search.as_deref());
    search.map_or("", |search| &search.text)
}

fn scope_of(route: &Route) -> Scope {
    let search = view_of(route).and_then(|view| view.search.as_deref());
    search.map_or(Scope::Here, |search| search.scope.clone())
}
