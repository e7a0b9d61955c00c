//! The files that were fetched: to be looked at once more, or saved, without
//! fetching them again.

use crate::app::App;
use crate::reactive::*;
use crate::save;
use crate::state::{DownloadState, Downloaded, FinishedFile};
use mail_engine::{DownloadId, FileSource, LaterAction};
use mail_model::{MailboxName, MessageRef};
use std::collections::VecDeque;
use web_sys::Blob;

/// So many octets are kept in all. They lie in the browser's store of Blobs,
/// which is on disk for what is large.
const MOST_OCTETS: f64 = 256.0 * 1024.0 * 1024.0;
/// So many files are kept.
const MOST_FILES: usize = 100;

/// A file that is here.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes, and the type under which they may be opened.
    pub blob: Blob,
    /// The name to save it under.
    pub name: String,
    /// The charset that a text's label names.
    pub charset: Option<String>,
}

/// The files that are kept, the latest last.
#[derive(Debug, Default)]
pub struct Files(VecDeque<(DownloadId, File)>);

impl Files {
    fn find(&self, download: DownloadId) -> Option<File> {
        let found = self.0.iter().find(|(of, _)| *of == download);
        found.map(|(_, file)| file.clone())
    }

    fn keep(&mut self, download: DownloadId, file: File) {
        self.0.push_back((download, file));
        let octets = |files: &VecDeque<(DownloadId, File)>| {
            files.iter().map(|(_, file)| file.blob.size()).sum::<f64>()
        };
        // The last is kept whatever its size: somebody looks at it now.
        while self.0.len() > 1 && (self.0.len() > MOST_FILES || octets(&self.0) > MOST_OCTETS) {
            self.0.pop_front();
        }
    }
}

impl App {
    /// A file of a message that was fetched. Reactive: it is there as soon as
    /// all of it has come.
    pub fn file(&self, message: &MessageRef, source: &FileSource) -> Option<File> {
        let (id, state) = self.state.downloads.of(message, source)?;
        match state {
            DownloadState::Here | DownloadState::Saved => {
                self.files.with_value(|files| files.find(id))
            }
            _ => None,
        }
    }

    /// Fetches a file to be shown, if it is not here or on its way.
    pub fn fetch(&self, message: &MessageRef, source: &FileSource) {
        let (state, file) = untrack(|| self.at(message, source));
        let is_coming = matches!(state, Some((_, DownloadState::Running(_))));
        if !is_coming && file.is_none() {
            self.download(message, source, false);
        }
    }

    /// Saves a file, once it is here.
    pub fn save(&self, message: &MessageRef, source: &FileSource) {
        let downloads = self.state.downloads;
        match untrack(|| self.at(message, source)) {
            (Some((id, _)), Some(file)) => {
                save::save(&file.blob, &file.name);
                downloads.saved(id);
            }
            (Some((id, DownloadState::Running(_))), None) => downloads.save_too(id),
            _ => self.download(message, source, true),
        }
    }

    /// Saves all messages of a mailbox as an archive, once that is here.
    pub fn save_mailbox(&self, mailbox: &MailboxName) {
        let what = Downloaded::Mailbox(mailbox.clone());
        let download = self.state.downloads.begin(what, true);
        let mailbox = mailbox.clone();
        self.act(LaterAction::DownloadMailbox { download, mailbox });
    }

    /// Takes in a file that is complete, and saves it if it is to be.
    pub(crate) fn take_in(&self, finished: FinishedFile, blob: Blob) {
        if finished.is_to_save {
            save::save(&blob, &finished.name);
        }
        if !finished.is_to_keep {
            return;
        }
        let file = File {
            blob,
            name: finished.name,
            charset: finished.charset,
        };
        self.files
            .update_value(|files| files.keep(finished.download, file));
    }

    /// Nothing of a mailbox stays behind a login form.
    pub fn forget_files(&self) {
        self.files.update_value(|files| files.0.clear());
    }

    /// How far a file is, and the file if it is here.
    fn at(
        &self,
        message: &MessageRef,
        source: &FileSource,
    ) -> (Option<(DownloadId, DownloadState)>, Option<File>) {
        let state = self.state.downloads.of(message, source);
        (state, self.file(message, source))
    }

    fn download(&self, message: &MessageRef, source: &FileSource, is_to_save: bool) {
        let downloads = self.state.downloads;
        let what = Downloaded::File(message.clone(), source.clone());
        let download = downloads.begin(what, is_to_save);
        self.act(LaterAction::Download {
            download,
            message: message.clone(),
            source: source.clone(),
        });
    }
}
