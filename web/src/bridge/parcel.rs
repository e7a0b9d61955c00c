//! A message, and the bytes and Blobs that may travel with it, as one `postMessage`.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// What `postMessage` takes: the value, and the buffers that change owner.
#[derive(Debug)]
pub struct Parcel {
    /// The message as a byte array, then what travels beside it.
    pub value: Array,
    /// The buffers of all byte arrays. Blobs are shared, which costs nothing.
    pub transfer: Array,
}

/// Packs a message and what travels beside it.
pub fn pack<T: Serialize>(message: &T, beside: Vec<JsValue>) -> Option<Parcel> {
    let bytes = postcard::to_allocvec(message).ok()?;
    let parcel = Parcel {
        value: Array::new(),
        transfer: Array::new(),
    };
    let message = Uint8Array::from(bytes.as_slice());
    for part in std::iter::once(message.into()).chain(beside) {
        if let Some(bytes) = part.dyn_ref::<Uint8Array>() {
            parcel.transfer.push(&bytes.buffer());
        }
        parcel.value.push(&part);
    }
    Some(parcel)
}

/// Unpacks what [`pack`] packed; `None` if it is anything else.
pub fn unpack<T: DeserializeOwned>(value: &JsValue) -> Option<(T, Vec<JsValue>)> {
    let parts = value.dyn_ref::<Array>()?;
    let mut parts = parts.iter();
    let message = parts.next()?.dyn_into::<Uint8Array>().ok()?;
    let message = postcard::from_bytes(&message.to_vec()).ok()?;
    Some((message, parts.collect()))
}
