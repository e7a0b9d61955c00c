//! The files that downloads bring, outside of the page's wasm memory.

use crate::gathering::Gathering;
use mail_engine::{Change, DownloadId};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Files on their way, and those that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Files {
    coming: BTreeMap<DownloadId, Gathering>,
    finished: BTreeMap<DownloadId, Blob>,
}

impl Files {
    /// Takes in the bytes that came beside changes, in the order of these.
    pub(super) fn hear(&mut self, changes: &[Change], beside: Vec<JsValue>) {
        let beside = beside.into_iter();
        let mut beside = beside.filter_map(|bytes| bytes.dyn_into().ok());
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
