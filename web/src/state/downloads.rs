use crate::format;
use crate::reactive::*;
use mail_engine::{DownloadId, FileSource};
use mail_model::{MailboxName, MessageRef, Problem};

/// How far a download is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadState {
    /// On its way.
    Running(Progress),
    /// All of it came.
    Here,
    /// It was handed to the browser to be saved.
    Saved,
    /// It failed.
    Failed(Problem),
}

/// How much of a file has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Octets so far.
    pub received: u64,
    /// Octets in all; 0 until that is known.
    pub total: u64,
    /// Octets per second since it began; 0 until that is known.
    pub rate: u64,
}

impl Progress {
    /// So far after so many milliseconds.
    fn after(received: u64, total: u64, milliseconds: i64) -> Self {
        let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
        Self {
            received,
            total,
            rate: (received * 1000).checked_div(milliseconds).unwrap_or(0),
        }
    }
}

/// What is downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Downloaded {
    /// A file of a message.
    File(MessageRef, FileSource),
    /// All messages of a mailbox.
    Mailbox(MailboxName),
}

/// A download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Of what.
    pub what: Downloaded,
    /// How far it is.
    pub state: DownloadState,
    /// It is to be saved as soon as it is here, not only to be shown.
    pub is_to_save: bool,
    /// When it was begun, in milliseconds.
    begun: i64,
}

/// All downloads since the login, one a file.
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

    /// The download of a file, if there is one. Reactive.
    pub fn of(
        &self,
        message: &MessageRef,
        source: &FileSource,
    ) -> Option<(DownloadId, DownloadState)> {
        self.find(
            |what| matches!(what, Downloaded::File(of, what) if of == message && what == source),
        )
    }

    /// The download of a mailbox, if there is one. Reactive.
    pub fn of_mailbox(&self, mailbox: &MailboxName) -> Option<(DownloadId, DownloadState)> {
        self.find(|what| matches!(what, Downloaded::Mailbox(of) if of == mailbox))
    }

    fn find(&self, is_it: impl Fn(&Downloaded) -> bool) -> Option<(DownloadId, DownloadState)> {
        self.all.with(|all| {
            let found = all.iter().find(|(_, download)| is_it(&download.what));
            found.map(|(id, download)| (*id, download.state.clone()))
        })
    }

    /// Begins one, in place of an earlier one of the same.
    pub fn begin(&self, what: Downloaded, is_to_save: bool) -> DownloadId {
        self.last.update_value(|last| *last += 1);
        let id = DownloadId(self.last.get_value());
        self.all.update(|all| {
            all.retain(|(_, old)| old.what != what);
            let download = Download {
                what,
                state: DownloadState::Running(Progress::default()),
                is_to_save,
                begun: format::now().0,
            };
            all.push((id, download));
        });
        id
    }

    /// A file that is on its way to be shown is to be saved as well.
    pub fn save_too(&self, id: DownloadId) {
        self.change(id, |download| download.is_to_save = true);
    }

    /// A file that is here was saved.
    pub fn saved(&self, id: DownloadId) {
        self.set(id, DownloadState::Saved);
    }

    pub(super) fn clear(&self) {
        self.all.set(Vec::new());
    }

    pub(super) fn go_on(&self, id: DownloadId, received: u64, total: u64) {
        self.change(id, |download| {
            let progress = Progress::after(received, total, format::now().0 - download.begun);
            download.state = DownloadState::Running(progress);
        });
    }

    /// One is complete; tells which it was.
    pub(super) fn finish(&self, id: DownloadId) -> Option<Download> {
        self.change(id, |download| {
            download.state = match download.is_to_save {
                true => DownloadState::Saved,
                false => DownloadState::Here,
            };
        });
        self.all.with_untracked(|all| {
            let found = all.iter().find(|(of, _)| *of == id);
            found.map(|(_, download)| download.clone())
        })
    }

    pub(super) fn set(&self, id: DownloadId, state: DownloadState) {
        self.change(id, |download| download.state = state);
    }

    pub(super) fn forget(&self, id: DownloadId) {
        self.all.update(|all| {
            all.retain(|(of, _)| *of != id);
        });
    }

    fn change(&self, id: DownloadId, change: impl FnOnce(&mut Download)) {
        self.all.update(|all| {
            if let Some((_, download)) = all.iter_mut().find(|(of, _)| *of == id) {
                change(download);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;

    #[test]
    fn a_rate_is_told_once_there_was_time() {
        assert_eq!(Progress::after(500, 1000, 0).rate, 0);
        assert_eq!(Progress::after(500, 1000, -5).rate, 0);
        assert_eq!(Progress::after(500, 1000, 250).rate, 2000);
    }
}
