//! A message and the file that may travel with it, as one `postMessage`.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// What `postMessage` takes: the value, and the buffers that change owner.
#[derive(Debug)]
pub struct Parcel {
    /// An array of byte arrays: the message, then the file if there is one.
    pub value: Array,
    /// Their buffers.
    pub transfer: Array,
}

/// Packs a message and a file.
pub fn pack<T: Serialize>(message: &T, file: Option<Uint8Array>) -> Option<Parcel> {
    let bytes = postcard::to_allocvec(message).ok()?;
    let parcel = Parcel {
        value: Array::new(),
        transfer: Array::new(),
    };
    for part in [Some(Uint8Array::from(bytes.as_slice())), file]
        .into_iter()
        .flatten()
    {
        parcel.transfer.push(&part.buffer());
        parcel.value.push(&part);
    }
    Some(parcel)
}

/// Unpacks what [`pack`] packed; `None` if it is anything else.
pub fn unpack<T: DeserializeOwned>(value: &JsValue) -> Option<(T, Option<Uint8Array>)> {
    let parts = value.dyn_ref::<Array>()?;
    let message = parts.get(0).dyn_into::<Uint8Array>().ok()?;
    let message = postcard::from_bytes(&message.to_vec()).ok()?;
    Some((message, parts.get(1).dyn_into::<Uint8Array>().ok()))
}
