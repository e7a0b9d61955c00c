//! Keys that the browser keeps but never shows: WebCrypto keys that cannot be
//! extracted, in IndexedDB.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AesKeyGenParams, Crypto, CryptoKey, DedicatedWorkerGlobalScope, IdbDatabase, IdbFactory,
    IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode, SubtleCrypto,
};

const DATABASE: &str = "porthole";
const STORE: &str = "keys";

/// The browser's cryptography; absent where the page is neither on https nor on
/// this machine.
pub(super) fn crypto() -> Option<(Crypto, SubtleCrypto)> {
    let crypto = js_sys::global()
        .unchecked_into::<DedicatedWorkerGlobalScope>()
        .crypto()
        .ok()?;
    let subtle = crypto.subtle();
    (!subtle.is_undefined()).then_some((crypto, subtle))
}

/// The key named `name`, made now if it is not there.
pub(super) async fn obtain(name: &str) -> Result<CryptoKey, JsValue> {
    if let Some(key) = find(name).await? {
        return Ok(key);
    }
    let (_, subtle) = crypto().ok_or(JsValue::NULL)?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let promise =
        subtle.generate_key_with_object(&AesKeyGenParams::new("AES-GCM", 256), false, &uses)?;
    let key = JsFuture::from(promise).await?;
    answer_of(
        &store(IdbTransactionMode::Readwrite)
            .await?
            .put_with_key(&key, &name.into())?,
    )
    .await?;
    key.dyn_into()
}

/// The key named `name`, if it is there.
pub(super) async fn find(name: &str) -> Result<Option<CryptoKey>, JsValue> {
    let request = store(IdbTransactionMode::Readonly)
        .await?
        .get(&name.into())?;
    Ok(answer_of(&request).await?.dyn_into().ok())
}

/// Wipes the key: what it encrypted can never be read again.
pub(super) async fn wipe(name: &str) -> Result<(), JsValue> {
    answer_of(
        &store(IdbTransactionMode::Readwrite)
            .await?
            .delete(&name.into())?,
    )
    .await
    .map(|_| ())
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let on_upgrade = Closure::once_into_js(move || {
        if let Ok(database) = opening.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            // It fails if the store is there already, and then all is well.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.unchecked_ref()));
    let database: IdbDatabase = answer_of(&request).await?.dyn_into()?;
    database
        .transaction_with_str_and_mode(STORE, mode)?
        .object_store(STORE)
}

/// Waits for a request of IndexedDB's.
async fn answer_of(request: &IdbRequest) -> Result<JsValue, JsValue> {
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
