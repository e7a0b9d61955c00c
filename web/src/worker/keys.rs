//! Keys that the browser keeps but never shows: WebCrypto keys that cannot be
//! extracted, in IndexedDB.

use super::database::{answer_of, store};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AesKeyGenParams, Crypto, CryptoKey, DedicatedWorkerGlobalScope, IdbTransactionMode,
    SubtleCrypto,
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
        &store(DATABASE, STORE, IdbTransactionMode::Readwrite)
            .await?
            .put_with_key(&key, &name.into())?,
    )
    .await?;
    key.dyn_into()
}

/// The key named `name`, if it is there.
pub(super) async fn find(name: &str) -> Result<Option<CryptoKey>, JsValue> {
    let request = store(DATABASE, STORE, IdbTransactionMode::Readonly)
        .await?
        .get(&name.into())?;
    Ok(answer_of(&request).await?.dyn_into().ok())
}

/// Wipes the key: what it encrypted can never be read again.
pub(super) async fn wipe(name: &str) -> Result<(), JsValue> {
    answer_of(
        &store(DATABASE, STORE, IdbTransactionMode::Readwrite)
            .await?
            .delete(&name.into())?,
    )
    .await
    .map(|_| ())
}
