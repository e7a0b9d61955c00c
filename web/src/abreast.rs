//! What is set in one tab holds in the others of its account at once: it says that the
//! account has something new, and they look.

use crate::app::App;
use crate::dom::effect;
use crate::reactive::*;
use mail_engine::{LaterAction, SettingsState};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "porthole.settings";

/// Begins to say and to hear it, as long as the page is there. Browsers without
/// channels have their tabs follow when these look again by themselves.
pub(crate) fn begin(app: App) {
    let Ok(channel) = BroadcastChannel::new(NAME) else {
        return;
    };
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string() == Some(account(app)) {
            app.act(LaterAction::LookAtSettings);
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let state = app.state.settings_state();
    let mut is_changing = false;
    // No page's: it ends with the window.
    let owner = Owner::new();
    owner.with(|| {
        effect(move || match state.get() {
            SettingsState::Keeping => is_changing = true,
            SettingsState::Kept if std::mem::take(&mut is_changing) => {
                // Refused only once it is closed, which it never is.
                let _ = channel.post_message(&JsValue::from_str(&untrack(|| account(app))));
            }
            _ => {}
        });
    });
    std::mem::forget(owner);
}

fn account(app: App) -> String {
    let (user, upstream) = (app.state.user(), app.state.upstream());
    format!("{}/{}", upstream.get_untracked(), user.get_untracked())
}
