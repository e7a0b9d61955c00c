//! A contact as it is changed.

use super::fields::{Fields, addresses, birthday, groups, labelled, note, text};
use super::{Page, photo};
use crate::app::App;
use crate::dom::{Child, LEAVING, View, ev, focus, html};
use crate::i18n;
use crate::reactive::*;
use crate::route::Route;
use cards::{Contact, Labelled};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use mail_engine::{ContactId, ContactsWish, SessionState, Unfinished};
use web_sys::{HtmlFormElement, KeyboardEvent};

const FORM_ID: &str = "contact-form";

/// So long a form that was left can be gone on with by its toast, in seconds.
const UNSAVED_SECONDS: u32 = 12;

/// So long after a change the browser keeps it at the latest, in milliseconds.
const KEEP_AFTER: u32 = 400;

/// What is being changed: the contact as it was, and as it stands.
#[derive(Clone)]
pub(super) struct Draft {
    was: Contact,
    fields: Fields,
}

impl Page {
    /// Begins to change a contact, or a new one.
    pub(super) fn begin(&self, mut contact: Contact) {
        let was = contact.clone();
        if contact.names == cards::Names::default() && contact.name != contact.organization {
            // A card that has a name only as a whole.
            match contact.name.rsplit_once(' ') {
                Some((given, family)) => {
                    given.clone_into(&mut contact.names.given);
                    family.clone_into(&mut contact.names.family);
                }
                None => contact.names.given.clone_from(&contact.name),
            }
        }
        if contact.emails.is_empty() {
            contact.emails.push(Labelled::default());
        }
        if contact.phones.is_empty() {
            contact.phones.push(Labelled::default());
        }
        self.go_on(was, contact);
    }

    /// Goes on changing a contact.
    pub(super) fn go_on(&self, was: Contact, now: Contact) {
        let fields = Fields {
            contact: RwSignal::new(now),
            rows: RwSignal::new(0),
        };
        self.form.set(Some(Draft { was, fields }));
        focus_first();
    }

    /// The form is gone. What was changed in it and not saved is put aside where the
    /// page was left, and else offered.
    fn left(&self, was: &Contact, now: Contact) {
        let state = self.app.state;
        // Nothing of an account stays behind a login form; the browser keeps it.
        if let None | Some(SessionState::LoggedOut(_)) = state.session().get_untracked() {
            return;
        }
        let wanted = finished(was, now.clone());
        let is_kept = self
            .kept
            .try_with_value(|kept| kept.as_ref() == Some(&wanted))
            .unwrap_or_default();
        if is_kept || wanted == finished(was, was.clone()) {
            return put_aside(self.app, None);
        }
        let route = state.route().get_untracked();
        if !matches!(route, Route::Contacts(_)) {
            return state.contacts.put_aside(was.clone(), now);
        }
        put_aside(self.app, None);
        let (page, was) = (*self, was.clone());
        let go_on = move || {
            // The page may have been left meanwhile.
            if page.form.try_with_untracked(|_| ()).is_some() {
                page.go_on(was.clone(), now.clone());
            } else {
                state.contacts.put_aside(was.clone(), now.clone());
                page.app.go(Route::Contacts(None));
            }
        };
        let words = i18n::contacts_unsaved(&wanted.name);
        let offer = i18n::contacts_go_on();
        state.notices.regret(words, offer, UNSAVED_SECONDS, go_on);
    }
}

/// Has the browser keep what is being changed; nothing any more where `None`.
fn put_aside(app: App, changed: Option<Unfinished>) {
    app.wish(&ContactsWish::PutAside(changed.map(Box::new)));
}

fn focus_first() {
    let first = || focus(&format!("#{FORM_ID} input:not([type=file])"));
    Timeout::new(0, first).forget();
}

/// The form.
pub(super) fn form(page: Page, draft: Draft) -> View {
    let Draft { was, fields } = draft;
    let is_new = was.uid.is_empty();
    let contact = fields.contact;
    let keeping = Keeping::new(page.app, &was, contact);
    hear_leaving(page, &was, keeping);
    // What is gone on with is kept from the first moment.
    keeping.keep();
    let id = ContactId(was.uid.clone());
    let save = move || page.keep(finished(&was, contact.get_untracked()));
    let element = html::form();
    let by_key: HtmlFormElement = element.node();
    let cancel = move || {
        page.form.set(None);
        super::list::focus_list();
    };
    let title = if is_new {
        i18n::contacts_new()
    } else {
        i18n::contacts_edit()
    };
    element
        .class("contact-form")
        .attr("id", FORM_ID)
        .attr("aria-label", title)
        .on(ev::SUBMIT, move |event| {
            event.prevent_default();
            save();
        })
        .on(ev::INPUT, move |_| keeping.soon())
        .on(ev::CHANGE, move |_| keeping.soon())
        // Entries and pictures go by buttons.
        .on(ev::CLICK, move |_| keeping.soon())
        .on(ev::KEY_DOWN, move |event: &KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                cancel();
            } else if event.ctrl_key() && matches!(event.key().as_str(), "s" | "Enter") {
                event.prevent_default();
                // The browser looks whether all fields can be read, as for the button.
                let _ = by_key.request_submit();
            }
        })
        .child((
            html::header().class("pane-head contact-tools").child((
                html::h1().class("contact-form-title").child(title),
                html::button()
                    .class("button is-quiet")
                    .attr("type", "button")
                    .on(ev::CLICK, move |_| cancel())
                    .child(i18n::contacts_cancel()),
                html::button()
                    .class("button")
                    .attr("type", "submit")
                    .child(i18n::contacts_save()),
            )),
            html::div().class("contact-body contact-fields").child((
                photo::field(page.app, contact, move || keeping.soon()),
                html::div().class("contact-pair").child((
                    text(i18n::contacts_given(), contact, |c| &mut c.names.given),
                    text(i18n::contacts_family(), contact, |c| &mut c.names.family),
                )),
                html::div().class("contact-pair").child((
                    text(i18n::contacts_organization(), contact, |c| {
                        &mut c.organization
                    }),
                    text(i18n::contacts_title(), contact, |c| &mut c.title),
                )),
                text(i18n::contacts_nickname(), contact, |c| &mut c.nickname),
                labelled(fields, i18n::contact_email(), "email", |c| &mut c.emails),
                labelled(fields, i18n::contact_phone(), "tel", |c| &mut c.phones),
                addresses(fields),
                labelled(fields, i18n::contact_page(), "url", |c| &mut c.urls),
                birthday(contact),
                note(contact),
                groups(page, &id, is_new),
            )),
        ))
        .view()
}

/// What is being changed, on its way into what the browser keeps.
#[derive(Clone, Copy)]
struct Keeping {
    app: App,
    was: StoredValue<Contact, LocalStorage>,
    contact: RwSignal<Contact>,
    /// As it was told last; nothing where nothing was changed.
    told: StoredValue<Option<Contact>, LocalStorage>,
    due: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Keeping {
    fn new(app: App, was: &Contact, contact: RwSignal<Contact>) -> Self {
        Self {
            app,
            was: StoredValue::new_local(was.clone()),
            contact,
            told: StoredValue::new_local(None),
            due: StoredValue::new_local(None),
        }
    }

    /// Something may have been changed: it is kept before long.
    fn soon(self) {
        let is_due = self.due.try_with_value(Option::is_some);
        if is_due == Some(false) {
            let timeout = Timeout::new(KEEP_AFTER, move || {
                self.keep();
            });
            self.due.set_value(Some(timeout));
        }
    }

    /// Keeps it, and tells whether that was news.
    fn keep(self) -> bool {
        // The form may have gone meanwhile; then it was kept.
        let _ = self.due.try_update_value(Option::take);
        let (Some(was), Some(now)) = (self.was.try_get_value(), self.contact.try_get_untracked())
        else {
            return false;
        };
        let wanted = finished(&was, now.clone());
        let changed = (wanted != finished(&was, was.clone())).then_some(now);
        if self.told.try_get_value().is_none_or(|told| told == changed) {
            return false;
        }
        self.told.set_value(changed.clone());
        let unfinished = changed.map(|now| Unfinished {
            name: wanted.name,
            was,
            now,
        });
        put_aside(self.app, unfinished);
        true
    }
}

/// Hears when the form or the tab is left.
fn hear_leaving(page: Page, was: &Contact, keeping: Keeping) {
    let window = crate::dom::window();
    let options = EventListenerOptions::enable_prevent_default();
    let leaving = EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        // What was told is kept.
        if keeping.keep() {
            event.prevent_default();
        }
    });
    let heard = ["pagehide", LEAVING].map(|name| {
        EventListener::new(&window, name, move |_| {
            keeping.keep();
        })
    });
    StoredValue::new_local((leaving, heard));
    let left = was.clone();
    Owner::on_cleanup(move || {
        keeping.keep();
        if let Some(now) = keeping.contact.try_get_untracked() {
            page.left(&left, now);
        }
    });
}

/// What is kept: without empty lines, and named.
fn finished(was: &Contact, mut contact: Contact) -> Contact {
    let is_said = |entry: &Labelled| !entry.value.trim().is_empty();
    contact.emails.retain(is_said);
    contact.phones.retain(is_said);
    contact.urls.retain(is_said);
    for url in &mut contact.urls {
        if !url.value.contains("://") {
            url.value.insert_str(0, "https://");
        }
    }
    contact
        .addresses
        .retain(|address| !address.lines().trim().is_empty());
    // The name as a whole follows its parts; where those did not change it stays.
    let is_unnamed = was.name.is_empty() || was.name == was.natural_name();
    if is_unnamed || contact.names != was.names && !spoken_so(was, &contact) {
        contact.name = contact.natural_name();
    }
    if was.names == cards::Names::default() && spoken_so(was, &contact) {
        // They were only guessed, for the form.
        contact.names = cards::Names::default();
    }
    contact
}

/// Whether the parts of the name still say the name as it was.
fn spoken_so(was: &Contact, contact: &Contact) -> bool {
    let names = &contact.names;
    format!("{} {}", names.given.trim(), names.family.trim()).trim() == was.name
}

#[cfg(test)]
mod tests {
    use super::{Contact, finished};

    #[test]
    fn a_name_follows_its_parts_and_one_that_stood_alone_stays() {
        let mut was = Contact {
            name: "Ada King Lovelace".to_owned(),
            ..Contact::default()
        };
        let mut changed = was.clone();
        "Ada King".clone_into(&mut changed.names.given);
        "Lovelace".clone_into(&mut changed.names.family);
        let same = finished(&was, changed.clone());
        assert_eq!(
            (same.name, same.names),
            (was.name.clone(), was.names.clone())
        );
        "Byron".clone_into(&mut changed.names.family);
        assert_eq!(finished(&was, changed.clone()).name, "Ada King Byron");
        was.names = changed.names.clone();
        let kept = finished(&was, changed);
        assert_eq!(
            kept.name, "Ada King Lovelace",
            "it was called otherwise on purpose"
        );
    }
}
