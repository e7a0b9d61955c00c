//! Which message this tab has open is kept beside the session, for a reload: what
//! another client has moved meanwhile is then looked for as if a link had named it.

use crate::app::App;
use crate::dom::window;
use crate::navigation;
use crate::reactive::*;
use crate::route::Route;
use mail_engine::{LaterChange, MessageView, Place};
use mail_model::{MessageId, ProblemKind, Uid};

/// Where it is kept: the user, the message's address and its name, a line
/// each. It goes when the session does.
pub(crate) const OPEN_MESSAGE_KEY: &str = "porthole-open-message";

/// Hears what is told of the open message.
pub(crate) fn hear(app: App, change: &LaterChange) {
    match change {
        LaterChange::Message(view) if view.within.is_none() => keep(app, view),
        LaterChange::MessageFailed { uid, problem } if problem.kind == ProblemKind::MessageGone => {
            seek(app, *uid);
        }
        _ => {}
    }
}

fn keep(app: App, view: &MessageView) {
    let storage = window().session_storage().ok().flatten();
    if let (Some(storage), Some(MessageId(id))) = (storage, &view.name) {
        let address = Route::message(view.message.mailbox.clone(), view.message.uid).to_url();
        let kept = format!("{}\n{id}", name(app, &address));
        // A full or forbidden storage costs a look in other folders, no more.
        let _ = storage.set_item(OPEN_MESSAGE_KEY, &kept);
    }
}

fn name(app: App, address: &str) -> String {
    let state = app.state;
    let whose = (
        state.user().get_untracked(),
        state.upstream().get_untracked(),
    );
    format!("{} {}\n{address}", whose.0, whose.1)
}

/// The message that the URL names is not there: where it was open in this tab, it
/// is known which one that was.
fn seek(app: App, uid: Uid) {
    let route = app.state.route().get_untracked();
    let place = route.place();
    let place = place.filter(|place| place.message == Some(uid) && place.message_id.is_none());
    let Some(place) = place else {
        return;
    };
    let address = Route::message(place.mailbox.clone(), uid).to_url();
    let storage = window().session_storage().ok().flatten();
    let kept = storage.and_then(|storage| storage.get_item(OPEN_MESSAGE_KEY).ok().flatten());
    let kept = kept.unwrap_or_default();
    let id = kept
        .strip_prefix(&name(app, &address))
        .and_then(|rest| rest.strip_prefix('\n'));
    if let Some(id) = id {
        let route = Route::Mail(Place {
            message_id: Some(MessageId(id.to_owned())),
            ..place.clone()
        });
        navigation::replace(&route);
        app.arrive(route);
    }
}
