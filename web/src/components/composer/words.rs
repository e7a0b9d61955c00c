//! The words around what is quoted, in the person's language.

use crate::app::App;
use crate::reactive::*;
use crate::state::Reading;
use crate::{calendar, format, i18n};
use mail_engine::{ComposeFrom, ComposeWords, Draft, MessageView};
use mail_model::MessageRef;
use std::sync::Arc;

/// A draft's subject as it is shown.
pub(super) fn subject(draft: &Draft) -> String {
    match draft.letter.subject.trim() {
        "" => i18n::row_no_subject().to_owned(),
        subject => subject.to_owned(),
    }
}

/// The words that a message begins with.
pub(super) fn of(app: App, from: &ComposeFrom) -> ComposeWords {
    let mut words = ComposeWords {
        attribution: String::new(),
        forwarded: i18n::compose_forwarded().to_owned(),
        fields: [
            i18n::message_from(),
            i18n::message_date(),
            i18n::composer_subject(),
            i18n::message_to(),
            i18n::message_cc(),
        ]
        .map(str::to_owned),
        date: match from {
            ComposeFrom::Template(_) => today(),
            _ => String::new(),
        },
    };
    let (ComposeFrom::Reply { message, .. } | ComposeFrom::Forward(message)) = from else {
        return words;
    };
    if let Some(view) = open(app, message) {
        let date = view
            .date
            .map_or(view.summary.received, |date| date.timestamp);
        let date = format::full_date(date);
        let author = view.summary.from.first();
        let author = author.map_or(i18n::row_no_sender(), |author| author.label());
        words.attribution = i18n::compose_attribution(&date, author);
        words.date = date;
    }
    words
}

/// The day's date, as templates say it.
pub(super) fn today() -> String {
    calendar::day_of(format::now())
}

/// The open message, if it is this one.
fn open(app: App, message: &MessageRef) -> Option<Arc<MessageView>> {
    match app.state.reading().get_untracked() {
        Reading::Open(view) if view.message == *message => Some(view),
        _ => None,
    }
}
