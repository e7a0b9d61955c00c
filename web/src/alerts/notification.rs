//! What the system shows for us.

use super::said::Said;
use crate::dom::window;
use crate::i18n;
use crate::ui::logo_address;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether this browser shows notifications for this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    /// It can't: it has none, or the page is not on https.
    Missing,
    /// The person was not asked.
    Unasked,
    /// It does.
    Granted,
    /// The person or the system forbade it.
    Denied,
}

/// Whether it does.
pub(crate) fn permission() -> Permission {
    let has_some = Reflect::has(&window(), &"Notification".into()).unwrap_or(false);
    if !has_some {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        // Where service workers alone show any, as on Android, a page's throws; else
        // one that is not permitted is not shown.
        _ if worker().is_none() && Notification::new("").is_err() => Permission::Missing,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Unasked,
    }
}

/// Asks the person, as browsers do; only at a click of theirs.
pub(crate) async fn ask() -> Permission {
    if permission() == Permission::Unasked
        && let Ok(answer) = Notification::request_permission()
    {
        let _ = JsFuture::from(answer).await;
    }
    permission()
}

/// Shows one that says what it is; `false` where the browser shows none after all,
/// as on Android, where only service workers may.
pub(crate) fn try_out() -> bool {
    let said = Said {
        title: i18n::alert_sample_title().to_owned(),
        body: i18n::alert_sample_text().to_owned(),
    };
    let shown = Shown::new(&said, "porthole sample", || {
        let _ = window().focus();
    });
    // It stays until the person or the system takes it away.
    shown.map(Shown::replaced).is_some()
}

/// The browser's service workers, where one is in control of this page: whoever runs
/// this installation may have put one before it.
fn worker() -> Option<JsValue> {
    let get = |of: &JsValue, name: &str| {
        let found = Reflect::get(of, &name.into()).ok()?;
        (!found.is_undefined() && !found.is_null()).then_some(found)
    };
    let workers = get(&window().navigator(), "serviceWorker")?;
    get(&workers, "controller").and(Some(workers))
}

/// Has the service worker show it, which is whose it is from then on; `false` where
/// there is none.
fn show_by_worker(title: &str, options: &NotificationOptions) -> bool {
    let Some(workers) = worker() else {
        return false;
    };
    let (title, options) = (JsValue::from_str(title), options.clone());
    spawn_local(async move {
        let show = async {
            let ready: Promise = Reflect::get(&workers, &"ready".into())
                .ok()?
                .dyn_into()
                .ok()?;
            let registration = JsFuture::from(ready).await.ok()?;
            let show = Reflect::get(&registration, &"showNotification".into()).ok()?;
            let show: Function = show.dyn_into().ok()?;
            show.call2(&registration, &title, &options).ok()
        };
        // What it can't show nobody can.
        let _ = show.await;
    });
    true
}

/// A notification on screen; it goes when this is dropped.
pub(super) struct Shown(Option<Notification>);

impl Shown {
    /// Shows one in place of that with the same tag, in any tab. `None` where none
    /// can be shown.
    pub(super) fn new(said: &Said, tag: &str, open: impl Fn() + 'static) -> Option<Self> {
        if permission() != Permission::Granted {
            return None;
        }
        let options = NotificationOptions::new();
        options.set_body(&said.body);
        options.set_tag(tag);
        options.set_renotify(true);
        // Sounds are ours, if any are wanted.
        options.set_silent(Some(true));
        if let Some(icon) = logo_address() {
            options.set_icon(&icon);
        }
        let Ok(shown) = Notification::new_with_options(&said.title, &options) else {
            return show_by_worker(&said.title, &options).then_some(Self(None));
        };
        let clicked = shown.clone();
        let on_click = Closure::<dyn FnMut()>::new(move || {
            open();
            clicked.close();
        });
        // It is heard for as long as the notification is there.
        shown.set_onclick(Some(on_click.into_js_value().unchecked_ref()));
        Some(Self(Some(shown)))
    }
    /// Another one has come in its place, or it may stay.
    pub(super) fn replaced(mut self) {
        self.0 = None;
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(shown) = &self.0 {
            shown.close();
        }
    }
}
