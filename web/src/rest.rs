//! The page's end of what no list of messages needs: its wishes are packed, and
//! its news are unpacked, by code that comes behind the list. Until it is here
//! both wait, in their order.

use crate::app::App;
use crate::language;
use crate::reactive::*;
use mail_engine::{LaterAction, LaterChange};
use mail_model::{Problem, ProblemKind};
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// So many wishes wait at most; a person who waits for code makes few.
const MOST_EARLY: usize = 1_000;

/// The code that comes later: whoever calls [`Rest::all`] has it.
#[derive(Clone, Copy)]
pub struct Rest {
    pack: fn(&LaterAction) -> Option<Vec<u8>>,
    hear: fn(App, Packed),
}

/// News as they crossed: packed, and the bytes or the Blob that travelled beside.
pub(crate) type Packed = (Vec<u8>, Option<JsValue>);

impl Rest {
    /// All of it.
    pub fn all() -> Self {
        Self {
            pack: |action| postcard::to_allocvec(action).ok(),
            hear,
        }
    }
}

/// Where the code stands, and what waits for it.
#[derive(Default)]
pub(crate) struct Waiting {
    rest: Option<Rest>,
    is_coming: bool,
    wishes: Vec<LaterAction>,
    news: Vec<Packed>,
}

impl App {
    /// Passes on a wish that no list of messages needs.
    pub(crate) fn act_later(&self, action: LaterAction) {
        match self.waiting.with_value(|waiting| waiting.rest) {
            Some(rest) => self.pass_on(rest, &action),
            None => self.waiting.update_value(|waiting| {
                if waiting.wishes.len() < MOST_EARLY {
                    waiting.wishes.push(action);
                }
            }),
        }
    }

    /// Takes in news that no list of messages needs.
    pub(crate) fn hear_later(&self, packed: Packed) {
        match self.waiting.with_value(|waiting| waiting.rest) {
            Some(rest) => (rest.hear)(*self, packed),
            None => self
                .waiting
                .update_value(|waiting| waiting.news.push(packed)),
        }
    }

    /// Loads the code, unless it is here or on its way.
    pub(crate) fn load_rest(&self) {
        let (is_needed, app) = (Cell::new(false), *self);
        self.waiting.update_value(|waiting| {
            is_needed.set(waiting.rest.is_none() && !waiting.is_coming);
            waiting.is_coming = true;
        });
        if is_needed.get() {
            spawn_local(async move {
                match (app.parts.rest)().await {
                    Ok(rest) => app.begin_rest(rest),
                    Err(()) => {
                        // Whoever needs it next tries again.
                        app.waiting
                            .update_value(|waiting| waiting.is_coming = false);
                        let problem = Problem::new(ProblemKind::ProxyUnreachable);
                        app.state.notices.show(problem);
                    }
                }
            });
        }
    }

    fn begin_rest(&self, rest: Rest) {
        let early = self.waiting.try_update_value(|waiting| {
            waiting.rest = Some(rest);
            let wishes = std::mem::take(&mut waiting.wishes);
            (wishes, std::mem::take(&mut waiting.news))
        });
        let (wishes, news) = early.unwrap_or_default();
        for packed in news {
            (rest.hear)(*self, packed);
        }
        for action in wishes {
            self.pass_on(rest, &action);
        }
    }

    fn pass_on(&self, rest: Rest, action: &LaterAction) {
        if let (Some(link), Some(packed)) = (self.link.get_value().get(), (rest.pack)(action)) {
            link.act_later(packed);
        }
    }
}

fn hear(app: App, (packed, beside): Packed) {
    let Ok(change) = postcard::from_bytes::<LaterChange>(&packed) else {
        return;
    };
    if let LaterChange::Settings(_) = &change
        && !app.state.arrivals.are_heard()
    {
        // What is wanted of it is known from now on.
        crate::alerts::begin(app);
        crate::abreast::begin(app);
    }
    let is_of_settings = matches!(
        change,
        LaterChange::Settings(_) | LaterChange::SettingsState(_)
    );
    let is_told_settings = matches!(change, LaterChange::Settings(_));
    crate::opened::hear(app, &change);
    if let Some(link) = app.link.get_value().get() {
        link.keep_beside(&change, beside);
        let unread = match &change {
            LaterChange::Gathered { of, members, .. } => {
                app.state.conversations.unread_beside(*of, members)
            }
            _ => Vec::new(),
        };
        let is_choice = matches!(change, LaterChange::Chosen { .. });
        if let Some(finished) = app.state.apply_later(change)
            && let Some(blob) = link.take_file(finished.download)
        {
            app.take_in(finished, blob);
        }
        for message in unread {
            app.open_member(&message, true);
        }
        if is_choice {
            app.announce_selection();
        }
    }
    if is_told_settings {
        app.act(LaterAction::SettingsHeard);
    }
    if is_of_settings {
        language::follow(app);
    }
}
