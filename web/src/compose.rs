//! The ways from anywhere on the page into a composer.

use crate::app::App;
use crate::components::upstreams;
use crate::i18n;
use crate::navigation;
use crate::reactive::*;
use crate::recipients::{MOST, written};
use crate::route::Route;
use crate::state::{Reading, Told};
use mail_engine::{ComposeFrom, MessageView, ReplyTo, Selection};
use mail_model::{Address, FileId, MessageRef, SpecialUse, Uid};
use std::sync::Arc;
use web_sys::Blob;

/// So many messages are passed on in one at most.
const MOST_FORWARDED: u32 = 100;

/// What a verb makes of the open message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Answer whoever wrote it.
    Reply,
    /// Answer them and all others.
    ReplyAll,
    /// Answer the list that it came by.
    ReplyList,
    /// Pass it on within the text.
    Forward,
    /// Pass it on as a file.
    ForwardAttached,
    /// Write it once more.
    AsNew,
    /// Pass it on as it is.
    Resend,
    /// Go on writing it.
    Edit,
}

impl App {
    /// Whether mail can be sent from here. Reactive.
    pub fn can_write(&self) -> bool {
        let name = self.state.upstream().get();
        let upstreams = upstreams();
        // Until it is known which of them it is, what all of them can.
        if name.is_empty() {
            return !upstreams.is_empty() && upstreams.iter().all(|upstream| upstream.can_submit);
        }
        let mut named = upstreams.iter().filter(|upstream| upstream.name == name);
        named.any(|upstream| upstream.can_submit)
    }

    /// Begins a message.
    pub fn compose(&self, from: ComposeFrom) {
        if untrack(|| self.can_write()) {
            self.state.composers.tell(Told::Begin(from));
        }
    }

    /// Begins a message to somebody.
    pub fn compose_to(&self, people: &[Address]) {
        self.compose(ComposeFrom::Mailto(mailto(self.as_many_as_go(people))));
    }

    /// As many of these as a message may go to; of the others it is said that they are
    /// left out.
    pub(crate) fn as_many_as_go<'a>(&self, people: &'a [Address]) -> &'a [Address] {
        match people.get(..MOST) {
            Some(some) if some.len() < people.len() => {
                let most = u32::try_from(MOST).unwrap_or(u32::MAX);
                let words = i18n::compose_too_many(most);
                self.state.notices.refuse(&words);
                some
            }
            _ => people,
        }
    }

    /// Begins a message about the open one. `selection` is what is marked of it.
    pub(crate) fn compose_about(&self, verb: Verb, selection: Option<String>) {
        let Reading::Open(view) = self.state.reading().get_untracked() else {
            return;
        };
        self.compose_of(verb, view.message.clone(), selection);
    }

    /// Begins a message about this one.
    pub(crate) fn compose_of(&self, verb: Verb, message: MessageRef, selection: Option<String>) {
        self.compose(from(verb, message, selection));
    }

    /// Begins a message that passes on what is selected, each as a file.
    pub(crate) fn forward_selected(&self, selection: Selection, count: u32) {
        if count > MOST_FORWARDED {
            return self
                .state
                .notices
                .refuse(&i18n::forward_too_many(MOST_FORWARDED));
        }
        if let Some(head) = self.state.list.head().get_untracked() {
            let list = head.list;
            self.compose(ComposeFrom::ForwardSelected { list, selection });
        }
    }

    /// Begins a message about the open one, or about the one at the list's cursor,
    /// which is opened for it: what is answered is on screen.
    pub(crate) fn compose_here(&self, verb: Verb, selection: Option<String>) {
        if matches!(self.state.reading().get_untracked(), Reading::Open(_)) {
            return self.compose_about(verb, selection);
        }
        if untrack(|| self.can_write()) && self.state.list.cursor().get_untracked().is_some() {
            self.open_at_cursor();
            self.awaits_verb.set_value(Some(verb));
        }
    }

    /// The same about the message of this row, whatever is open.
    pub(crate) fn compose_at(&self, name: Uid, verb: Verb) {
        let is_open = matches!(self.state.reading().get_untracked(), Reading::Open(_));
        if is_open && self.open_name() == Some(name) {
            return self.compose_about(verb, None);
        }
        if !untrack(|| self.can_write()) {
            return;
        }
        if let Some(row) = self.state.list.row_of(name) {
            self.move_cursor(row);
        }
        self.open_row(name);
        self.awaits_verb.set_value(Some(verb));
    }

    /// Does what was to be done once the message at the cursor is open. One that
    /// can't be opened is written about by nobody.
    pub(crate) fn compose_once_open(&self, verb: Verb) {
        let reading = self.state.reading().get_untracked();
        if !matches!(reading, Reading::Nothing) {
            self.awaits_verb.set_value(None);
        }
        self.compose_about(verb, None);
    }

    /// Goes on writing the open message, if it is a draft.
    pub(crate) fn edit_open_draft(&self) {
        let is_draft = self
            .state
            .reading()
            .with_untracked(|reading| match reading {
                Reading::Open(view) => untrack(|| self.is_draft(&view.message)),
                _ => false,
            });
        if is_draft {
            self.compose_about(Verb::Edit, None);
        }
    }

    /// Whether a mailbox is where drafts lie. Reactive.
    pub fn is_draft(&self, message: &MessageRef) -> bool {
        self.state.tree.entries().with(|entries| {
            let mut entries = entries.iter().flatten().map(|entry| &entry.mailbox);
            entries.any(|mailbox| {
                mailbox.name == message.mailbox && mailbox.special_use == Some(SpecialUse::Drafts)
            })
        })
    }

    /// Closes the page of a composer: back to where it was opened from.
    pub fn leave_compose(&self) {
        if navigation::back() {
            return;
        }
        if self.is_alone() {
            // A window that a script opened may close itself; another stays.
            let _ = crate::dom::window().close();
        } else {
            let inbox = Route::inbox();
            navigation::replace(&inbox);
            self.arrive(inbox);
        }
    }

    /// Hands in a file that a letter is to carry, under a name that nobody has.
    pub fn keep_file(&self, file: FileId, blob: &Blob) {
        if let Some(link) = self.link.get_value().get() {
            link.keep_file(file, blob);
        }
    }

    /// Asks for a file that a letter carries; `then` gets nothing where it can't
    /// be read any more.
    pub fn fetch_file(&self, file: FileId, then: impl FnOnce(Option<Blob>) + 'static) {
        if let Some(link) = self.link.get_value().get() {
            link.fetch_file(file, then);
        }
    }
}

fn from(verb: Verb, message: MessageRef, selection: Option<String>) -> ComposeFrom {
    let reply = |message, to| ComposeFrom::Reply {
        message,
        to,
        selection,
    };
    match verb {
        Verb::Reply => reply(message, ReplyTo::Author),
        Verb::ReplyAll => reply(message, ReplyTo::All),
        Verb::ReplyList => reply(message, ReplyTo::List),
        Verb::Forward => ComposeFrom::Forward(message),
        Verb::ForwardAttached => ComposeFrom::ForwardAttached(vec![message]),
        Verb::AsNew => ComposeFrom::AsNew(message),
        Verb::Resend => ComposeFrom::Resend(message),
        Verb::Edit => ComposeFrom::Draft(message),
    }
}

/// Whether a message came by a list that takes answers (RFC 2369 §3.4).
pub(crate) fn is_of_list(view: &Arc<MessageView>) -> bool {
    let mut posts = view
        .header
        .iter()
        .filter(|field| field.name.eq_ignore_ascii_case("List-Post"));
    posts.any(|field| field.value.contains("mailto:"))
}

/// A link that is a message to these people (RFC 6068), with their names.
fn mailto(people: &[Address]) -> String {
    let mut link = String::from("mailto:?to=");
    for (index, person) in people.iter().enumerate() {
        if index > 0 {
            link.push(',');
        }
        for byte in written(person).bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                link.push(char::from(byte));
            } else {
                link.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::{Address, mailto};

    #[test]
    fn whoever_is_written_to_keeps_their_name() {
        let person = |name: &str, address: &str| Address {
            name: name.to_owned(),
            address: address.to_owned(),
        };
        let people = [person("Ada L", "a@b.example"), person("", "c&d@b.example")];
        assert_eq!(
            mailto(&people),
            "mailto:?to=Ada%20L%20%3Ca%40b.example%3E,c%26d%40b.example"
        );
    }
}
