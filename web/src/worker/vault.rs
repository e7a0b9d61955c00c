//! A session at rest: encrypted under a key of the tab's own that cannot leave
//! the browser.
//!
//! What is kept is the key's name, the nonce and the ciphertext (AES-GCM). The
//! page stores it for the tab's life and cannot read it; the key alone, left in
//! IndexedDB by a tab that was closed, opens nothing.

use super::keys;
use js_sys::{Object, Uint8Array};
use mail_engine::RememberedSession;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AesGcmParams;

const NAME_LENGTH: usize = 16;
const NONCE_LENGTH: usize = 12;

/// The tab's key name, once it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vault {
    name: [u8; NAME_LENGTH],
}

impl Vault {
    /// A vault that nothing was put into yet; `None` where the browser has no cryptography.
    pub(super) fn new() -> Option<Self> {
        let mut name = [0; NAME_LENGTH];
        let (crypto, _) = keys::crypto()?;
        crypto.get_random_values_with_u8_array(&mut name).ok()?;
        Some(Self { name })
    }

    /// The vault that locked `kept`.
    pub(super) fn of(kept: &[u8]) -> Option<Self> {
        Some(Self {
            name: kept.get(..NAME_LENGTH)?.try_into().ok()?,
        })
    }

    /// Encrypts a session.
    pub(super) async fn lock(&self, session: &RememberedSession) -> Result<Vec<u8>, JsValue> {
        let (crypto, subtle) = keys::crypto().ok_or(JsValue::NULL)?;
        let key = keys::obtain(&self.key_name()).await?;
        let mut nonce = [0; NONCE_LENGTH];
        crypto.get_random_values_with_u8_array(&mut nonce)?;
        let plain = postcard::to_allocvec(session).map_err(|_| JsValue::NULL)?;
        let promise = subtle.encrypt_with_object_and_u8_array(&parameters(&nonce), &key, &plain)?;
        let sealed = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
        Ok([&self.name[..], &nonce, &sealed].concat())
    }

    /// Decrypts what this vault locked.
    pub(super) async fn unlock(&self, kept: &[u8]) -> Result<RememberedSession, JsValue> {
        let (_, subtle) = keys::crypto().ok_or(JsValue::NULL)?;
        let key = keys::find(&self.key_name()).await?.ok_or(JsValue::NULL)?;
        let (nonce, sealed) = kept
            .get(NAME_LENGTH..)
            .and_then(|rest| rest.split_at_checked(NONCE_LENGTH))
            .ok_or(JsValue::NULL)?;
        let promise = subtle.decrypt_with_object_and_u8_array(&parameters(nonce), &key, sealed)?;
        let plain = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
        postcard::from_bytes(&plain).map_err(|_| JsValue::NULL)
    }

    /// Makes everything that was locked unreadable for ever.
    pub(super) async fn destroy(&self) {
        // Where it fails there is no storage, and so no key.
        let _ = keys::wipe(&self.key_name()).await;
    }

    fn key_name(&self) -> String {
        self.name.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn parameters(nonce: &[u8]) -> Object {
    AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(nonce)).unchecked_into()
}
