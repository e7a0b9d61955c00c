//! What is said of a letter after its window has gone.

use super::writing::recall;
use crate::app::App;
use crate::i18n;
use crate::state::Watched;
use mail_engine::{DraftId, OutgoingId};

/// Says that a letter goes out, and for how long it can be called back.
pub(super) fn watch(app: App, draft: DraftId, outgoing: OutgoingId, subject: String, hold: u16) {
    let notices = app.state.notices;
    let words = i18n::sent_leaving(&subject);
    let toast = match hold {
        0 => notices.tell(words),
        _ => notices.offer(words, i18n::undo(), u32::from(hold), move || {
            recall(app, outgoing);
        }),
    };
    let letter = Watched {
        draft,
        subject,
        toast,
    };
    app.state.outbox.watch(outgoing, letter);
}
