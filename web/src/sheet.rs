//! The style sheet of all that stands behind the login form, which needs a
//! smaller one alone.

use crate::dom::document;
use js_sys::Promise;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

thread_local! {
    /// The sheet stands in the page, and is here.
    static IS_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Begins to load the sheet whose address stands in the page. What is returned
/// ends once it is here; with an error where it can't be loaded.
pub(crate) fn load() -> impl Future<Output = Result<(), ()>> {
    let coming = (!IS_HERE.get()).then(begin);
    async move {
        if let Some(coming) = coming {
            let (link, promise) = coming.ok_or(())?;
            if JsFuture::from(promise).await.is_err() {
                // Whoever tries again does so with another element.
                link.remove();
                return Err(());
            }
            IS_HERE.set(true);
        }
        Ok(())
    }
}

fn begin() -> Option<(HtmlElement, Promise)> {
    let head = document().head()?;
    let address = head.query_selector("meta[name=porthole-style]").ok()??;
    let link: HtmlElement = document().create_element("link").ok()?.dyn_into().ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &address.get_attribute("content")?)
        .ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        link.set_onload(Some(&resolve));
        link.set_onerror(Some(&reject));
    });
    head.append_child(&link).ok()?;
    Some((link, promise))
}
