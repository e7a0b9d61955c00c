//! Where the files come from that are shown.

use crate::app::App;
use crate::components::attachment_kind::{drawing, preview};
use crate::files::File;
use crate::state::{DownloadState, Progress};
use crate::ui::Icon;
use mail_engine::{Attachment, FileSource};
use mail_model::{MessageRef, Problem};

/// What is known of a file before it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::components) struct Known {
    /// Its place among the others.
    pub(in crate::components) index: usize,
    pub(in crate::components) name: String,
    /// `type/subtype`, lower case.
    pub(in crate::components) media_type: String,
    /// In octets.
    pub(in crate::components) size: u64,
}

impl Known {
    pub(super) fn can_be_shown(&self) -> bool {
        preview(&self.media_type, &self.name).is_some()
    }

    pub(super) fn drawing(&self) -> Icon {
        drawing(&self.media_type, &self.name)
    }
}

/// How far the file is that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::components) enum Phase {
    Coming,
    Here,
    Failed(Problem),
    /// It was stopped, or there was no room to keep it.
    Gone,
}

/// Files by their places. What tells of them is reactive.
pub(in crate::components) trait Shelf {
    fn known(&self) -> Vec<Known>;
    /// Sees to it that a file comes, if it is not here.
    fn fetch(&self, index: usize);
    fn phase(&self, index: usize) -> Phase;
    fn progress(&self, index: usize) -> Progress;
    fn file(&self, index: usize) -> Option<File>;
    fn save(&self, index: usize);
}

/// The files of a message.
pub(super) struct Carried {
    pub(super) app: App,
    pub(super) message: MessageRef,
    pub(super) files: Vec<Attachment>,
}

impl Carried {
    fn source(&self, index: usize) -> Option<FileSource> {
        self.files.get(index).map(|file| file.id.clone().into())
    }

    fn state(&self, index: usize) -> Option<DownloadState> {
        let source = self.source(index)?;
        let state = self.app.state.downloads.of(&self.message, &source);
        state.map(|(_, state)| state)
    }
}

impl Shelf for Carried {
    fn known(&self) -> Vec<Known> {
        let files = self.files.iter().enumerate();
        files
            .map(|(index, file)| Known {
                index,
                name: file.file_name.clone(),
                media_type: file.media_type.clone(),
                size: file.size,
            })
            .collect()
    }

    fn fetch(&self, index: usize) {
        if let Some(source) = self.source(index) {
            self.app.fetch(&self.message, &source);
        }
    }

    fn phase(&self, index: usize) -> Phase {
        match self.state(index) {
            Some(DownloadState::Running(_)) => Phase::Coming,
            Some(DownloadState::Failed(problem)) => Phase::Failed(problem),
            _ if self.file(index).is_some() => Phase::Here,
            _ => Phase::Gone,
        }
    }

    fn progress(&self, index: usize) -> Progress {
        match self.state(index) {
            Some(DownloadState::Running(progress)) => progress,
            _ => Progress::default(),
        }
    }

    fn file(&self, index: usize) -> Option<File> {
        self.app.file(&self.message, &self.source(index)?)
    }

    fn save(&self, index: usize) {
        if let Some(source) = self.source(index) {
            self.app.save(&self.message, &source);
        }
    }
}
