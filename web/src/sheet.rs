//! The style sheets behind the login form's own, which come with what they are for.

use crate::dom::document;
use js_sys::Promise;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// A style sheet that comes later, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Of the mail page.
    Desk,
    /// Of where one reads, writes and sets things.
    Later,
}

/// A sheet's element, and what ends once it is here.
type Coming = (HtmlElement, Promise);

thread_local! {
    /// Those that are in the page, whether they are here or on their way.
    static ASKED: RefCell<[Option<Coming>; 2]> = const { RefCell::new([const { None }; 2]) };
}

/// Loads a sheet, whose address stands in the page, unless it was. What is returned
/// ends once it is here; with an error where it can't be loaded.
pub(crate) fn load(sheet: Sheet) -> impl Future<Output = Result<(), ()>> {
    let at = sheet as usize;
    let coming = ASKED.with_borrow_mut(|asked| {
        if asked[at].is_none() {
            asked[at] = begin(sheet);
        }
        asked[at].clone()
    });
    async move {
        let (link, promise) = coming.ok_or(())?;
        if JsFuture::from(promise).await.is_ok() {
            return Ok(());
        }
        // Whoever tries again does so with another element.
        link.remove();
        ASKED.with_borrow_mut(|asked| {
            asked[at].take_if(|(failed, _)| *failed == link);
        });
        Err(())
    }
}

fn begin(sheet: Sheet) -> Option<Coming> {
    let head = document().head()?;
    let addresses = head.query_selector("meta[name=porthole-styles]").ok()??;
    let addresses = addresses.get_attribute("content")?;
    let address = addresses.split(' ').nth(sheet as usize)?;
    let link: HtmlElement = document().create_element("link").ok()?.dyn_into().ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", address).ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        link.set_onload(Some(&resolve));
        link.set_onerror(Some(&reject));
    });
    head.append_child(&link).ok()?;
    Some((link, promise))
}
