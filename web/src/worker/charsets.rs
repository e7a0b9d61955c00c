use core::cmp::Ordering;
use js_sys::{Array, JsString, Object, Uint8Array};
use mime_message::CharsetDecoder;
use web_sys::TextDecoder;

/// The browser's own decoder: every charset of the WHATWG Encoding Standard,
/// without shipping a single table.
#[derive(Clone, Copy, Debug)]
pub struct BrowserCharsets;

impl CharsetDecoder for BrowserCharsets {
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String> {
        let decoder = TextDecoder::new_with_label(charset).ok()?;
        decoder
            .decode_with_js_u8_array(&Uint8Array::from(bytes))
            .ok()
    }
}

/// Normalisation form KC of a text, in which mechanisms of login compare passwords.
pub fn normalise(text: &str) -> String {
    JsString::from(text).normalize("NFKC").into()
}

/// In which order two names stand where this browser is at home.
pub(super) fn collate(one: &str, other: &str) -> Ordering {
    let one = JsString::from(one);
    one.locale_compare(other, &Array::new(), &Object::new())
        .cmp(&0)
}
