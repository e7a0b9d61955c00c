//! What a person does to search.

use crate::app::App;
use crate::reactive::*;
use crate::route::Route;
use crate::state::recent_searches;
use mail_engine::{Action, Place, Scope, Search};
use mail_model::Uid;

impl App {
    /// Shows what is here of what stands in the field, and asks nobody for more.
    pub fn preview_search(&self) {
        let text = self.typed_search();
        let place = self.state.route().get_untracked().first_place();
        let is_entered = place.view.search.as_ref();
        if is_entered.is_some_and(|search| search.text == text) {
            self.find_spot();
            self.act(Action::Go(place));
        } else if text.is_empty() {
            self.find_spot();
            self.act(Action::Go(without_search(place)));
        } else {
            self.act(Action::Go(with_search(place, text, Scope::Here, true)));
        }
    }

    /// Has the server look for what stands in the field before it is entered: the
    /// list follows, and nothing else does.
    pub(crate) fn ask_while_typing(&self) {
        let text = self.typed_search();
        if self.is_typing_search() && !text.is_empty() {
            let place = self.state.route().get_untracked().first_place();
            self.state.search.ask_for(text.clone());
            self.act(Action::Go(with_search(place, text, Scope::Here, false)));
        }
    }

    /// Looks for what stands in the field; for nothing, where that is nothing.
    pub fn enter_search(&self) {
        let text = self.typed_search();
        if text.is_empty() {
            return self.leave_search();
        }
        let scope = self.state.search.scope().get_untracked();
        let (upstream, user) = self.whose();
        recent_searches::note(&upstream, &user, &text);
        let mut place = self.state.route().get_untracked().first_place();
        place.message = None;
        let route = Route::Mail(with_search(place, text, scope, false));
        if self.state.route().get_untracked() == route {
            // What was typed over it is undone.
            return self.preview_search();
        }
        self.go(route);
    }

    /// Looks for a text, somewhere.
    pub fn search_for(&self, text: &str, scope: Scope) {
        self.state.search.type_in(text.to_owned());
        self.state.search.choose(scope);
        self.enter_search();
    }

    /// Shows the mailbox again.
    pub fn leave_search(&self) {
        self.state.search.type_in(String::new());
        let place = self.state.route().get_untracked().first_place();
        if place.view.search.is_some() {
            let message = None;
            self.go(Route::Mail(Place {
                message,
                message_id: None,
                ..without_search(place)
            }));
        } else {
            self.find_spot();
            self.act(Action::Go(place));
        }
    }

    /// What was entered.
    pub fn entered_search(&self) -> String {
        let place = self.state.route().get_untracked().first_place();
        let search = place.view.search;
        search.map(|search| search.text).unwrap_or_default()
    }

    /// Whether what is shown was only typed.
    pub fn is_typing_search(&self) -> bool {
        self.typed_search() != self.entered_search()
    }

    /// Where a row's message is opened: in its own mailbox, within the same list.
    pub fn at_row(&self, name: Uid) -> Route {
        let place = self.state.route().get_untracked().first_place();
        match self.state.search.hit_untracked(name) {
            Some(hit) => Route::Mail(Place {
                mailbox: hit.mailbox,
                message: Some(hit.uid),
                message_id: None,
                ..place
            }),
            None => Route::within(&place, Some(name)),
        }
    }

    /// Opens a row's message. What was typed is what one searched for then.
    pub fn open_row(&self, name: Uid) {
        if self.is_typing_search() && !self.typed_search().is_empty() {
            self.enter_search();
        }
        self.go(self.at_row(name));
    }

    /// How the list names the message that is open.
    pub fn open_name(&self) -> Option<Uid> {
        let route = self.state.route().get_untracked();
        let place = route.place()?;
        Some(self.state.search.name_of(&place.mailbox, place.message?))
    }

    /// Whose searches are kept.
    pub fn whose(&self) -> (String, String) {
        let state = self.state;
        (
            state.upstream().get_untracked(),
            state.user().get_untracked(),
        )
    }

    fn typed_search(&self) -> String {
        let typed = self.state.search.typed();
        typed.with_untracked(|typed| typed.trim().to_owned())
    }
}

/// Whether a search looks in the mailbox that is open alone. The operator that
/// names others is not read here: where its word stands it is taken for one.
pub(crate) fn is_of_one_mailbox(search: &Search) -> bool {
    let is_place = |word: &str| word.trim_start_matches(['-', '(']).starts_with("in:");
    search.scope == Scope::Here && !search.text.split(' ').any(is_place)
}

fn with_search(mut place: Place, text: String, scope: Scope, is_typing: bool) -> Place {
    place.view.search = Some(Box::new(Search {
        text,
        scope,
        is_typing,
    }));
    if !place.view.search.as_deref().is_none_or(is_of_one_mailbox) {
        // What is found is messages, whichever conversation they belong to.
        (place.view.threads, place.view.is_folded) = (false, false);
    }
    place
}

fn without_search(mut place: Place) -> Place {
    place.view.search = None;
    place
}
