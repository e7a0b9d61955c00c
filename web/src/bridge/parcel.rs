//! A message and the bytes that may travel with it, as one `postMessage`.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// What `postMessage` takes: the value, and the buffers that change owner.
#[derive(Debug)]
pub struct Parcel {
    /// An array of byte arrays: the message, then what travels beside it.
    pub value: Array,
    /// Their buffers.
    pub transfer: Array,
}

/// Packs a message and what travels beside it.
pub fn pack<T: Serialize>(message: &T, beside: Vec<Uint8Array>) -> Option<Parcel> {
    let bytes = postcard::to_allocvec(message).ok()?;
    let parcel = Parcel {
        value: Array::new(),
        transfer: Array::new(),
    };
    let message = Uint8Array::from(bytes.as_slice());
    for part in std::iter::once(message).chain(beside) {
        parcel.transfer.push(&part.buffer());
        parcel.value.push(&part);
    }
    Some(parcel)
}

/// Unpacks what [`pack`] packed; `None` if it is anything else.
pub fn unpack<T: DeserializeOwned>(value: &JsValue) -> Option<(T, Vec<Uint8Array>)> {
    let parts = value.dyn_ref::<Array>()?;
    let mut parts = parts
        .iter()
        .map_while(|part| part.dyn_into::<Uint8Array>().ok());
    let message = postcard::from_bytes(&parts.next()?.to_vec()).ok()?;
    Some((message, parts.collect()))
}
