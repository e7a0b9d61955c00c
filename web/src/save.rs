//! Hands a finished file to the browser to be saved.

use crate::dom::document;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the file stays reachable for the browser to take it.
const REVOKE_MILLISECONDS: u32 = 60_000;

/// Saves a text under `name`.
pub fn save_text(text: &str, media_type: &str, name: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&text.into());
    if let Ok(file) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        save(&file, name);
    }
}

/// Saves `file` under `name`. It is never opened here: an attachment does not
/// run in the app's origin.
pub fn save(file: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(file) else {
        return;
    };
    let anchor = document().create_element("a").ok();
    if let Some(anchor) = anchor.and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok()) {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    Timeout::new(REVOKE_MILLISECONDS, move || {
        // An address that is gone already needs no revoking.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
}
