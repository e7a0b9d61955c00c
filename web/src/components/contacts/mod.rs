//! The page of contacts: the list and its groups, and the contact that is open.

mod detail;
mod fields;
mod files;
mod form;
mod groups;
mod list;
mod photo;
mod unfinished;

use crate::app::App;
use crate::dom::{Child, View, effect, html};
use crate::i18n;
use crate::navigation;
use crate::reactive::*;
use crate::route::Route;
use crate::save::save_text;
use crate::state::{ContactBook, ContactEvent, UNDO_SECONDS};
use cards::Contact;
use mail_engine::{ContactId, ContactsWish, KeptAs, PackedNews, Unfinished};
use std::rc::Rc;

/// The page, and what is done on it.
#[derive(Clone, Copy)]
struct Page {
    app: App,
    book: ContactBook,
    /// What is being changed.
    form: RwSignal<Option<form::Draft>>,
    /// What a tab was changing that ended.
    unfinished: RwSignal<Option<Box<Unfinished>>>,
    /// A group that is to get a name.
    naming: RwSignal<Option<groups::Naming>>,
    /// The wish by which that is kept, and whether it is a group.
    keeping: StoredValue<(u32, bool)>,
    /// That contact as it is to be.
    kept: StoredValue<Option<Contact>, LocalStorage>,
    /// A group that is shown once it is told.
    awaited: StoredValue<Option<ContactId>>,
    /// What a file that is written will be called.
    file_name: StoredValue<String>,
    scroller: StoredValue<Option<crate::ui::Scroller>>,
}

/// The contacts.
pub fn contacts_pane(app: App) -> View {
    let page = Page {
        app,
        book: ContactBook::new(),
        form: RwSignal::new(None),
        unfinished: RwSignal::new(None),
        naming: RwSignal::new(None),
        keeping: StoredValue::new((0, false)),
        kept: StoredValue::new_local(None),
        awaited: StoredValue::new(None),
        file_name: StoredValue::new(String::new()),
        scroller: StoredValue::new(None),
    };
    app.state
        .contacts
        .listen(Some(Rc::new(move |news: &PackedNews| page.hear(news))));
    Owner::on_cleanup(move || {
        app.state.contacts.listen(None);
        app.wish(&ContactsWish::Hide);
    });
    app.wish(&ContactsWish::Show);
    if let Some((was, now)) = app.state.contacts.take_up() {
        page.go_on(was, now);
    }
    let open = memo(move |_| page.open_id());
    effect(move || {
        let id = open.get();
        page.read(id);
    });
    let is_open = move || open.get().is_some() || page.form.with(Option::is_some);
    html::div()
        .class("contacts")
        .class(("is-reading", is_open))
        .child((list::pane(page), detail::pane(page), groups::naming(page)))
        .view()
}

impl Page {
    /// Who is open. Reactive.
    fn open_id(&self) -> Option<ContactId> {
        self.app.state.route().with(|route| match route {
            Route::Contacts(Some(id)) => Some(ContactId(id.clone())),
            _ => None,
        })
    }
    /// Opens somebody; from one to the next the history's entry is replaced.
    fn open(&self, id: Option<&ContactId>) {
        let before = untrack(|| self.open_id());
        let route = Route::Contacts(id.map(|id| id.0.clone()));
        if before.is_some() && id.is_some() {
            navigation::replace(&route);
            self.app.arrive(route);
        } else {
            self.app.go(route);
        }
    }
    fn close(&self) {
        self.form.set(None);
        if untrack(|| self.open_id()).is_some() {
            let route = Route::Contacts(None);
            navigation::replace(&route);
            self.app.arrive(route);
        }
        list::focus_list();
    }
    fn read(&self, id: Option<ContactId>) {
        match id {
            Some(id) => self.app.wish(&ContactsWish::Read(id)),
            None => self.book.put_away(),
        }
    }
    fn hear(&self, news: &PackedNews) {
        let Some(news) = news.unpack() else {
            return;
        };
        let notices = self.app.state.notices;
        match self.book.take(news) {
            ContactEvent::None => {}
            ContactEvent::Changed => {
                let awaited = self.awaited.get_value();
                if awaited
                    .as_ref()
                    .is_some_and(|id| self.book.row(id).is_some())
                {
                    self.awaited.set_value(None);
                    self.book.show_group(awaited);
                }
                let open = untrack(|| self.open_id());
                self.read(open);
            }
            ContactEvent::Kept(question, as_whom) => self.kept(question, as_whom),
            ContactEvent::Unfinished(left) => self.unfinished.set(Some(left)),
            ContactEvent::Imported(imported) => {
                let is_any = imported.taken + imported.merged + imported.known > 0;
                let words = files::told(imported);
                match is_any {
                    true => {
                        notices.tell(words);
                    }
                    false => notices.refuse(&words),
                }
            }
            ContactEvent::Exported(text) => {
                save_text(&text, "text/vcard", &self.file_name.get_value());
            }
        }
    }
    fn kept(&self, question: u32, as_whom: KeptAs) {
        let (awaited, is_group) = self.keeping.get_value();
        if question != awaited {
            return;
        }
        let notices = self.app.state.notices;
        let is_new = matches!(as_whom, KeptAs::New(_));
        match as_whom {
            KeptAs::New(id) | KeptAs::Known(id) => {
                self.form.set(None);
                if is_group {
                    // Its row comes with the next news.
                    self.awaited.set_value(Some(id));
                } else {
                    let group = self.book.group().get_untracked();
                    if let (true, Some(group)) = (is_new, group) {
                        // Who is added while a group is shown is meant for it.
                        groups::set_members(*self, &group, std::slice::from_ref(&id), true);
                    }
                    self.open(Some(&id));
                    self.read(Some(id));
                    detail::focus_detail();
                }
                notices.announce(i18n::contacts_saved());
            }
            KeptAs::Nobody => {
                notices.refuse(i18n::contacts_nobody());
            }
        }
    }
    /// Has a contact or a group kept.
    fn keep(&self, contact: Contact) {
        let question = self.app.state.contacts.next_question();
        self.keeping
            .set_value((question, contact.members.is_some()));
        self.kept.set_value(Some(contact.clone()));
        let contact = Box::new(contact);
        self.app.wish(&ContactsWish::Keep { question, contact });
    }
    /// Removes some; a toast brings them back.
    fn remove(&self, ids: Vec<ContactId>) {
        let names: Vec<String> = ids
            .iter()
            .filter_map(|id| Some(self.book.row(id)?.name.clone()))
            .collect();
        let words = match names.as_slice() {
            [] => return,
            [name] => i18n::contacts_removed_one(name),
            names => i18n::contacts_removed(u32::try_from(names.len()).unwrap_or(u32::MAX)),
        };
        self.app.wish(&ContactsWish::Remove(ids.clone()));
        self.form.set(None);
        let open = untrack(|| self.open_id());
        if open.is_some_and(|open| ids.contains(&open)) {
            self.close();
        }
        let app = self.app;
        let restore = move || app.wish(&ContactsWish::Restore(ids.clone()));
        let offer = i18n::contacts_undo();
        app.state.notices.offer(words, offer, UNDO_SECONDS, restore);
    }
}
