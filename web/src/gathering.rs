//! A Blob out of what comes piece by piece: outside of wasm memory, which never
//! shrinks.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

/// So many octets are gathered before a Blob is made of them: browsers put
/// Blobs on disk, but each costs them a word between processes.
const GATHERED: u32 = 1 << 20;

/// What has come so far.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    /// Blobs, then what is gathered for the next one.
    blobs: Array,
    gathered: Array,
    octets: u32,
}

impl Gathering {
    /// What follows.
    pub(crate) fn push(&mut self, bytes: &Uint8Array) {
        self.gathered.push(bytes);
        self.octets = self.octets.saturating_add(bytes.length());
        if self.octets >= GATHERED {
            self.flush();
        }
    }
    fn flush(&mut self) {
        // The only error is a part that no Blob can be made of.
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&self.gathered) {
            self.blobs.push(&blob);
        }
        self.gathered = Array::new();
        self.octets = 0;
    }
    /// All of it; `None` where no Blob can be made.
    pub(crate) fn finish(mut self, media_type: &str) -> Option<Blob> {
        self.flush();
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.blobs, &options).ok()
    }
}
