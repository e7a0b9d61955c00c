//! The files of a letter on screen, as those of a message are: under a type of
//! ours, whatever they are called.

use super::files::attached;
use super::writing::Writing;
use crate::components::attachment_kind::preview;
use crate::components::viewer::{Gallery, Known, Phase, Shelf, viewer};
use crate::dom::{Child, View, ev, html};
use crate::files::File;
use crate::i18n;
use crate::reactive::*;
use crate::save::save;
use crate::state::Progress;
use mail_model::{FileId, LetterFile};
use std::rc::Rc;

/// What is attached, as far as somebody has looked at it.
struct Attached {
    writing: Writing,
    /// Those that were asked for; nothing where one can't be read any more.
    here: RwSignal<Vec<(FileId, Option<File>)>, LocalStorage>,
}

impl Attached {
    fn files(&self) -> Vec<LetterFile> {
        self.writing.composer.draft().with(attached)
    }

    fn get(&self, index: usize) -> Option<LetterFile> {
        self.files().into_iter().nth(index)
    }

    /// The file that came, if it is this one.
    fn answer(&self, index: usize) -> Option<Option<File>> {
        let wanted = self.get(index)?.file;
        self.here.with(|here| {
            let mut here = here.iter().rev();
            let found = here.find(|(file, _)| *file == wanted);
            found.map(|(_, answer)| answer.clone())
        })
    }
}

impl Shelf for Attached {
    fn known(&self) -> Vec<Known> {
        let files = self.files().into_iter().enumerate();
        files
            .map(|(index, file)| Known {
                index,
                name: file.name,
                media_type: file.media_type,
                size: file.length,
            })
            .collect()
    }

    fn fetch(&self, index: usize) {
        let Some(LetterFile { file, name, .. }) = untrack(|| self.get(index)) else {
            return;
        };
        let here = self.here;
        self.writing.app.fetch_file(file, move |blob| {
            let blob = blob.map(|blob| File {
                blob,
                name,
                charset: None,
            });
            // The window may have gone meanwhile.
            let _ = here.try_update(|here| {
                here.retain(|(of, _)| *of != file);
                here.push((file, blob));
            });
        });
    }

    fn phase(&self, index: usize) -> Phase {
        match self.answer(index) {
            None => Phase::Coming,
            Some(Some(_)) => Phase::Here,
            Some(None) => Phase::Gone,
        }
    }

    fn progress(&self, _: usize) -> Progress {
        Progress::default()
    }

    fn file(&self, index: usize) -> Option<File> {
        self.answer(index).flatten()
    }

    fn save(&self, index: usize) {
        if let Some(file) = untrack(|| self.get(index)) {
            save_kept(self.writing, file.file, file.name);
        }
    }
}

/// What shows the files of a letter.
pub(super) fn gallery(writing: Writing) -> Gallery {
    Gallery::of(Rc::new(Attached {
        writing,
        here: RwSignal::new_local(Vec::new()),
    }))
}

/// The dialog, while a file is shown. Keys are not the composer's in it.
pub(super) fn dialog(gallery: Gallery) -> View {
    html::div()
        .on(ev::KEY_DOWN, |event| event.stop_propagation())
        .child(viewer(gallery))
        .view()
}

/// Whether a file can be looked at here.
pub(super) fn can_be_shown(file: &LetterFile) -> bool {
    preview(&file.media_type, &file.name).is_some()
}

/// Shows a file, wherever it stands among the others by now.
pub(super) fn show(writing: Writing, gallery: Gallery, file: FileId) {
    let files = writing.composer.draft().with_untracked(attached);
    if let Some(index) = files.iter().position(|one| one.file == file) {
        gallery.show(index);
    }
}

/// Hands back what was attached.
pub(super) fn save_kept(writing: Writing, file: FileId, name: String) {
    let app = writing.app;
    app.fetch_file(file, move |blob| match blob {
        Some(blob) => save(&blob, &name),
        None => app.state.notices.refuse(i18n::composer_file_gone()),
    });
}
