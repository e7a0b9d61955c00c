use crate::reactive::*;
use mail_engine::AttachmentId;
use mail_engine::DownloadId;
use mail_model::{MessageRef, Problem};

/// How far a download is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadState {
    /// Octets so far and in all; 0 in all until that is known.
    Running { received: u64, total: u64 },
    /// It was handed to the browser to be saved.
    Saved,
    /// It failed.
    Failed(Problem),
}

/// A download of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    pub message: MessageRef,
    pub attachment: AttachmentId,
    pub state: DownloadState,
}

/// All downloads since the login, one an attachment.
#[derive(Clone, Copy)]
pub struct Downloads {
    all: RwSignal<Vec<(DownloadId, Download)>>,
    last: StoredValue<u32>,
}

impl Downloads {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        }
    }

    /// The download of an attachment, if there is one. Reactive.
    pub fn of(
        &self,
        message: &MessageRef,
        attachment: &AttachmentId,
    ) -> Option<(DownloadId, DownloadState)> {
        self.all.with(|all| {
            all.iter()
                .find(|(_, download)| {
                    download.message == *message && download.attachment == *attachment
                })
                .map(|(id, download)| (*id, download.state.clone()))
        })
    }

    /// Begins one, in place of an earlier one of the same attachment.
    pub fn begin(&self, message: MessageRef, attachment: AttachmentId) -> DownloadId {
        self.last.update_value(|last| *last += 1);
        let id = DownloadId(self.last.get_value());
        self.all.update(|all| {
            all.retain(|(_, old)| old.message != message || old.attachment != attachment);
            let state = DownloadState::Running {
                received: 0,
                total: 0,
            };
            let download = Download {
                message,
                attachment,
                state,
            };
            all.push((id, download));
        });
        id
    }

    pub(super) fn clear(&self) {
        self.all.set(Vec::new());
    }

    pub(super) fn set(&self, id: DownloadId, state: DownloadState) {
        self.all.update(|all| {
            if let Some((_, download)) = all.iter_mut().find(|(of, _)| *of == id) {
                download.state = state;
            }
        });
    }

    pub(super) fn forget(&self, id: DownloadId) {
        self.all.update(|all| {
            all.retain(|(of, _)| *of != id);
        });
    }
}
