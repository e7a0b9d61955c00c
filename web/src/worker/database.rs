//! The browser's database, IndexedDB: what a tab leaves to those after it.
//!
//! Each kind of thing has a database with one store in it, so that none waits for
//! another's upgrade.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

/// A store, in a transaction of its own: it ends when nothing is asked of it any
/// more, so nothing else may be awaited between two requests.
pub(super) async fn store(
    database: &str,
    store: &'static str,
    mode: IdbTransactionMode,
) -> Result<IdbObjectStore, JsValue> {
    let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
    let request: IdbOpenDbRequest = factory.open_with_u32(database, 1)?;
    let opening = request.clone();
    let on_upgrade = Closure::once_into_js(move || {
        if let Ok(database) = opening.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            // It fails if the store is there already, and then all is well.
            let _ = database.create_object_store(store);
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.unchecked_ref()));
    let database: IdbDatabase = answer_of(&request).await?.dyn_into()?;
    // Whoever deletes it does not wait for us.
    let close: Function = Reflect::get(&database, &"close".into())?.dyn_into()?;
    database.set_onversionchange(Some(&close.bind0(&database)));
    database
        .transaction_with_str_and_mode(store, mode)?
        .object_store(store)
}

/// Waits for a request of IndexedDB's.
pub(super) async fn answer_of(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let answered = request.clone();
        let on_success = Closure::once_into_js(move || {
            let _ = resolve.call1(
                &JsValue::NULL,
                &answered.result().unwrap_or(JsValue::UNDEFINED),
            );
        });
        let on_error = Closure::once_into_js(move || {
            let _ = reject.call1(&JsValue::NULL, &Object::new());
        });
        request.set_onsuccess(Some(on_success.unchecked_ref()));
        request.set_onerror(Some(on_error.unchecked_ref()));
    });
    JsFuture::from(promise).await
}

/// Waits until all that was written is on disk.
pub(super) async fn finished(store: &IdbObjectStore) -> Result<(), JsValue> {
    let transaction = store.transaction();
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        // One of them is called, and the other left alone: the rest is a few octets.
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop)
}
