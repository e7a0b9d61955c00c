//! The files that downloads bring, outside of the page's wasm memory.

use js_sys::{Array, Uint8Array};
use mail_engine::{Change, DownloadId};
use std::collections::BTreeMap;
use web_sys::{Blob, BlobPropertyBag};

/// So many octets are gathered before a Blob is made of them: browsers put
/// Blobs on disk, but each costs them a word between processes.
const GATHERED: u32 = 1 << 20;

/// Files on their way, and those that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Files {
    coming: BTreeMap<DownloadId, Coming>,
    finished: BTreeMap<DownloadId, Blob>,
}

#[derive(Debug, Default)]
struct Coming {
    /// Blobs, then what is gathered for the next one.
    blobs: Array,
    gathered: Array,
    octets: u32,
}

impl Files {
    /// Takes in the bytes that came beside changes, in the order of these.
    pub(super) fn hear(&mut self, changes: &[Change], beside: Vec<Uint8Array>) {
        let mut beside = beside.into_iter();
        for change in changes {
            match change {
                Change::DownloadProgress { download, .. } => {
                    if let Some(bytes) = beside.next() {
                        self.coming.entry(*download).or_default().push(&bytes);
                    }
                }
                Change::Downloaded {
                    download,
                    media_type,
                    ..
                } => {
                    let coming = self.coming.remove(download).unwrap_or_default();
                    if let Some(blob) = coming.finish(media_type) {
                        self.finished.insert(*download, blob);
                    }
                }
                Change::DownloadFailed { download, .. } => {
                    self.coming.remove(download);
                }
                _ => {}
            }
        }
    }
    /// A file that is whole, once.
    pub(super) fn take(&mut self, download: DownloadId) -> Option<Blob> {
        self.finished.remove(&download)
    }
    /// Whoever brought files brings no more.
    pub(super) fn forget_coming(&mut self) {
        self.coming.clear();
    }
}

impl Coming {
    fn push(&mut self, bytes: &Uint8Array) {
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
    fn finish(mut self, media_type: &str) -> Option<Blob> {
        self.flush();
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.blobs, &options).ok()
    }
}
