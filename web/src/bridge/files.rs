//! The files that downloads bring, outside of the page's wasm memory.

use crate::gathering::Gathering;
use mail_engine::{DownloadId, LaterChange};
use mail_model::Map;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Files on their way, and those that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Files {
    coming: Map<DownloadId, Gathering>,
    finished: Map<DownloadId, Blob>,
}

impl Files {
    /// Takes in the bytes that came beside a change.
    pub(super) fn hear(&mut self, change: &LaterChange, beside: Option<JsValue>) {
        match change {
            LaterChange::DownloadProgress { download, .. } => {
                if let Some(Ok(bytes)) = beside.map(JsCast::dyn_into) {
                    self.coming.get_or_default(*download).push(&bytes);
                }
            }
            LaterChange::Downloaded {
                download,
                media_type,
                ..
            } => {
                let coming = self.coming.remove(download).unwrap_or_default();
                if let Some(blob) = coming.finish(media_type) {
                    self.finished.insert(*download, blob);
                }
            }
            LaterChange::DownloadFailed { download, .. } => {
                self.coming.remove(download);
            }
            _ => {}
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
