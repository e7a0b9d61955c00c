//! What helps one search: proposals below the field, and what became of it.

use super::asking::ask_while_typing;
use super::field::{SEARCH_ID, SUGGESTIONS_ID};
use super::paint::paint;
use super::result::result_head;
use super::saved::Kept;
use crate::app::App;
use crate::components::focus_list;
use crate::components::mailbox_tree::mailbox_label;
use crate::dom::{Child, Element, View, document, effect, ev, html};
use crate::i18n;
use crate::labels::labels;
use crate::reactive::*;
use crate::route::Route;
use crate::state::{Marker, recent_searches};
use crate::suggest::{Kind, Known, Suggestion, label_value, suggestions};
use crate::ui::{Icon, icon};
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use js_sys::Date;
use mail_engine::{LaterAction, Preferences, Query, word_at};
use mail_model::Day;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// People are asked for when one has typed so much of a word.
const LEAST_OF_A_NAME: usize = 2;
/// People are asked for after a rest, in milliseconds.
const REST: u32 = 120;

/// The help of the search bar.
pub fn search_help(app: App) -> View {
    app.state.search.mark_by(Marker {
        read: |text| Query::parse(text).marked(),
        find: mail_engine::marks,
    });
    let field = document().get_element_by_id(SEARCH_ID);
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return ().view();
    };
    ask_while_typing(app, &field);
    paint(app, &field);
    (proposals(app, field), result_head(app)).view()
}

/// What stands below the field.
#[derive(Clone, Copy)]
struct Proposals {
    app: App,
    field: StoredValue<HtmlInputElement, LocalStorage>,
    is_open: RwSignal<bool>,
    /// Where the cursor is in the field, in octets.
    place: RwSignal<usize>,
    chosen: RwSignal<Option<usize>>,
    made: Memo<Vec<Suggestion>>,
    asking: StoredValue<Option<Timeout>, LocalStorage>,
}

fn proposals(app: App, field: HtmlInputElement) -> View {
    let (is_open, place) = (RwSignal::new(false), RwSignal::new(0));
    let made = memo(move |_| match is_open.get() {
        true => known(app, place.get()),
        false => Vec::new(),
    });
    let this = Proposals {
        app,
        field: StoredValue::new_local(field.clone()),
        is_open,
        place,
        chosen: RwSignal::new(None),
        made,
        asking: StoredValue::new_local(None),
    };
    this.listen(&field);
    effect(move || {
        let is_shown = !made.with(Vec::is_empty);
        let active = this.chosen.get().filter(|_| is_shown).map(option_id);
        // Refused only for names that are none.
        let _ = field.set_attribute("aria-expanded", if is_shown { "true" } else { "false" });
        let _ = match active {
            Some(id) => field.set_attribute("aria-activedescendant", &id),
            None => field.remove_attribute("aria-activedescendant"),
        };
    });
    let if_open = memo(move |_| !made.with(Vec::is_empty));
    html::div()
        .class("search-suggestions")
        .class(("is-open", move || if_open.get()))
        .attr("id", SUGGESTIONS_ID)
        .attr("role", "listbox")
        .attr("aria-label", i18n::search_suggestions())
        // The field keeps the focus.
        .on(ev::MOUSE_DOWN, |event| event.prevent_default())
        .child(move || {
            let made = made.get().into_iter().enumerate();
            made.map(|(number, made)| this.option(number, &made))
                .collect::<Vec<_>>()
        })
        .view()
}

/// What is proposed now.
fn known(app: App, place: usize) -> Vec<Suggestion> {
    let text = app.state.search.typed().get();
    let (upstream, user) = app.whose();
    let recent = recent_searches::all(&upstream, &user);
    let kept = Kept::all(app).into_iter();
    let kept: Vec<_> = kept
        .map(|kept| [kept.label, kept.text, kept.address])
        .collect();
    let (_, people) = app.state.search.people().get();
    let entries = app.state.tree.entries().get().unwrap_or_default();
    let (mut mailboxes, mut above) = (Vec::new(), Vec::<String>::new());
    for entry in &entries {
        let name = &entry.mailbox.name;
        let label = mailbox_label(app, name);
        above.truncate(usize::try_from(entry.depth).unwrap_or(0));
        if entry.mailbox.is_selectable {
            let name = name.as_str().to_owned();
            mailboxes.push([name, label.clone(), above.join(" / ")]);
        }
        above.push(label);
    }
    let preferences = app.state.preferences();
    let labels = labels(app).into_iter().map(|label| {
        let own = |all: &Preferences| all.labels().iter().any(|own| own.is_of(&label.keyword));
        let value = label_value(&label.name, label.keyword.as_str(), preferences.with(own));
        [label.name, value]
    });
    let labels: Vec<_> = labels.collect();
    let known = Known {
        kept: &kept,
        recent: &recent,
        people: &people,
        mailboxes: &mailboxes,
        labels: &labels,
        today: today(),
    };
    suggestions(&text, place.min(text.len()), known)
}

impl Proposals {
    fn listen(self, field: &HtmlInputElement) {
        let listen = |name: &'static str, hear: fn(Self, &web_sys::Event)| {
            let options = EventListenerOptions {
                phase: EventListenerPhase::Capture,
                passive: false,
            };
            let heard = move |event: &web_sys::Event| hear(self, event);
            let listener = EventListener::new_with_options(field, name, options, heard);
            StoredValue::<_, LocalStorage>::new_local(listener);
        };
        listen("focus", |this, _| this.open());
        listen("click", |this, _| this.open());
        listen("blur", |this, _| this.close());
        // Behind the field's own listener, which takes the text over.
        listen("input", |this, _| {
            Timeout::new(0, move || {
                this.open();
                this.ask_for_people();
            })
            .forget();
        });
        listen("keydown", |this, event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                this.steer(event);
            }
        });
        if document()
            .active_element()
            .is_some_and(|at| at.id() == SEARCH_ID)
        {
            // Whoever was quicker than this code.
            self.open();
        }
    }
    fn open(self) {
        self.chosen.set(None);
        self.place.set(self.cursor());
        self.is_open.set(true);
    }
    fn close(self) {
        self.chosen.set(None);
        self.is_open.set(false);
    }
    /// Where the cursor is, in octets; browsers count UTF-16.
    fn cursor(self) -> usize {
        let field = self.field.get_value();
        let units = field.selection_end().ok().flatten().unwrap_or(0) as usize;
        let mut left = units;
        let text = field.value();
        let mut octets = 0;
        for c in text.chars() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(c.len_utf16());
            octets += c.len_utf8();
        }
        octets
    }
    fn steer(self, event: &KeyboardEvent) {
        if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let count = self.made.with_untracked(Vec::len);
        let chosen = self.chosen.get_untracked();
        let next = match (event.key().as_str(), chosen) {
            ("Escape", _) if count > 0 => {
                event.prevent_default();
                event.stop_propagation();
                return self.close();
            }
            ("Enter", Some(number)) if count > 0 => {
                event.prevent_default();
                event.stop_propagation();
                return self.take(number);
            }
            ("Enter", _) => return self.close(),
            ("ArrowDown", None) => Some(0),
            ("ArrowDown", Some(number)) => (number + 1 < count).then_some(number + 1),
            ("ArrowUp", None) => count.checked_sub(1),
            ("ArrowUp", Some(number)) => number.checked_sub(1),
            _ => return,
        };
        event.prevent_default();
        if count == 0 {
            return self.open();
        }
        self.chosen.set(next);
    }
    fn take(self, number: usize) {
        let made = self.made.with_untracked(|made| made.get(number).cloned());
        let Some(made) = made else {
            return;
        };
        if made.kind == Kind::Kept {
            self.close();
            let (path, query) = made.text.split_once('?').unwrap_or((&made.text, ""));
            self.app.go(Route::read(path, query));
            return focus_list();
        }
        if made.is_whole {
            self.close();
            let scope = self.app.state.search.scope().get_untracked();
            return self.app.search_for(&made.text, scope);
        }
        self.app.state.search.type_in(made.text.clone());
        let field = self.field.get_value();
        let before = made.text.get(..made.place).unwrap_or_default();
        let units = u32::try_from(before.encode_utf16().count()).unwrap_or(0);
        // Refused by no field of text.
        let _ = field.set_selection_range(units, units);
        self.app.preview_search();
        self.open();
    }
    fn ask_for_people(self) {
        let text = self.app.state.search.typed().get_untracked();
        let (operator, _, typed) = word_at(&text, self.cursor());
        use mail_engine::Operator as Of;
        let may_be = matches!(operator, None | Some(Of::From | Of::To | Of::Cc | Of::Bcc));
        if !may_be || typed.chars().count() < LEAST_OF_A_NAME {
            return self.asking.set_value(None);
        }
        let app = self.app;
        let ask = Timeout::new(REST, move || {
            let question = app.state.search.next_question();
            app.act(LaterAction::CompleteAddress { question, typed });
        });
        self.asking.set_value(Some(ask));
    }
    fn option(self, number: usize, made: &Suggestion) -> Element {
        let drawing = match made.kind {
            Kind::Recent => Icon::Refresh,
            Kind::Kept | Kind::Word => Icon::Search,
            Kind::Person => Icon::Person,
            Kind::Mailbox => Icon::Folder,
        };
        let is_chosen = memo(move |_| self.chosen.get() == Some(number));
        html::div()
            .class("search-suggestion")
            .class(("is-chosen", move || is_chosen.get()))
            .attr("id", option_id(number))
            .attr("role", "option")
            .attr("aria-selected", move || {
                if is_chosen.get() { "true" } else { "false" }
            })
            .on(ev::CLICK, move |_| self.take(number))
            .child((
                icon(drawing),
                html::span().attr("dir", "auto").child(made.label.clone()),
                explained(made).map(|words| html::span().class("search-note").child(words)),
                (!made.beside.is_empty()).then(|| {
                    let above = html::span().class("search-note").attr("dir", "auto");
                    above.child(made.beside.clone())
                }),
            ))
    }
}

fn option_id(number: usize) -> String {
    format!("{SUGGESTIONS_ID}-{number}")
}

/// The day where the person is.
fn today() -> Option<Day> {
    let now = Date::new_0();
    Day::new(
        u16::try_from(now.get_full_year()).ok()?,
        u8::try_from(now.get_month() + 1).ok()?,
        u8::try_from(now.get_date()).ok()?,
    )
}

/// What an operator is for.
fn explained(made: &Suggestion) -> Option<&'static str> {
    if made.kind != Kind::Word {
        return None;
    }
    Some(match made.label.as_str() {
        "from:" => i18n::search_note_from(),
        "to:" => i18n::search_note_to(),
        "subject:" => i18n::search_note_subject(),
        "has:" | "has:attachment" => i18n::search_note_has(),
        "is:" => i18n::search_note_is(),
        "in:" => i18n::search_note_in(),
        "in:anywhere" => i18n::search_note_anywhere(),
        "before:" | "after:" | "on:" => i18n::search_note_day(),
        "label:" => i18n::search_note_label(),
        "text:" | "body:" => i18n::search_note_text(),
        _ => return None,
    })
}
