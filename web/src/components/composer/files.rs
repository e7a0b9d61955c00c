//! The files that a letter carries.

use super::preview;
use super::questions::length;
use super::writing::Writing;
use crate::components::attachment_kind::drawing;
use crate::components::viewer::Gallery;
use crate::dom::{Child, Element, View, document, ev, html, keyed};
use crate::reactive::*;
use crate::ui::{Icon, icon};
use crate::{format, i18n, random};
use gloo_events::{EventListener, EventListenerOptions};
use mail_engine::Draft;
use mail_model::{FileId, LetterContent, LetterFile};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, File, FileList, HtmlInputElement};

/// What browsers call a file whose type they do not know.
const UNKNOWN: &str = "application/octet-stream";

/// The files of a draft, those within its text left out.
pub(super) fn attached(draft: &Draft) -> Vec<LetterFile> {
    match &draft.letter.content {
        LetterContent::Composed(composed) => {
            let files = composed.files.iter();
            files
                .filter(|file| file.content_id.is_none())
                .cloned()
                .collect()
        }
        LetterContent::Resent(file) => vec![file.clone()],
        _ => Vec::new(),
    }
}

/// The files below the text; nothing where there are none.
pub(super) fn files(writing: Writing) -> View {
    let draft = writing.composer.draft();
    let limit = writing.app.state.composers.limit();
    let all = memo(move |_| draft.with(attached));
    let is_any = memo(move |_| all.with(|all| !all.is_empty()));
    let total = move || {
        let total: u64 = all.with(|all| all.iter().map(|file| file.length).sum());
        let size = format::size(total);
        match limit.get() {
            Some(limit) => i18n::composer_files_of(&size, &format::size(limit)),
            None => size,
        }
    };
    let is_over = memo(move |_| {
        let limit = limit.get();
        limit.is_some_and(|limit| draft.with(length) > limit)
    });
    let gallery = preview::gallery(writing);
    let list = move || {
        is_any.get().then(|| {
            html::section()
                .class("composer-files")
                .attr("aria-label", i18n::composer_files())
                .child((
                    html::ul().child(keyed(
                        move || all.get(),
                        |file| file.file.0.to_string(),
                        move |file| line(writing, gallery, file),
                    )),
                    html::p()
                        .class("composer-files-total")
                        .class(("is-over", move || is_over.get()))
                        .attr("role", "status")
                        .child((total, move || {
                            is_over
                                .get()
                                .then(|| format!(" · {}", i18n::composer_files_over()))
                        })),
                ))
        })
    };
    (list, preview::dialog(gallery)).view()
}

fn line(writing: Writing, gallery: Gallery, file: LetterFile) -> Element {
    let id = file.file;
    let is_fixed = writing
        .composer
        .draft()
        .with_untracked(|draft| matches!(draft.letter.content, LetterContent::Resent(_)));
    let (name, kept) = (file.name.clone(), file.name.clone());
    let remove = (!is_fixed).then(|| {
        html::button()
            .class("chip-remove")
            .attr("type", "button")
            .attr("aria-label", i18n::composer_file_remove(&name))
            .attr("title", i18n::composer_file_remove(&name))
            .on(ev::CLICK, move |_| {
                writing.edit_files(|files| files.retain(|file| file.file != id));
                super::window::focus_tools(writing.id());
            })
            .child(icon(Icon::Close))
    });
    let is_shown = preview::can_be_shown(&file);
    let does = match is_shown {
        true => i18n::attachment_open(&file.name),
        false => i18n::attachment_save(&file.name),
    };
    let also = kept.clone();
    let save = is_shown.then(|| {
        html::button()
            .class("chip-remove")
            .attr("type", "button")
            .attr("aria-label", i18n::attachment_save(&file.name))
            .attr("title", i18n::attachment_save(&file.name))
            .on(ev::CLICK, move |_| {
                preview::save_kept(writing, id, also.clone());
            })
            .child(icon(Icon::Download))
    });
    html::li().class("composer-file").child((
        icon(drawing(&file.media_type, &file.name)),
        html::button()
            .class("composer-file-name")
            .attr("type", "button")
            .attr("aria-label", does.clone())
            .attr("title", does)
            .on(ev::CLICK, move |_| match is_shown {
                true => preview::show(writing, gallery, id),
                false => preview::save_kept(writing, id, kept.clone()),
            })
            .child(html::bdi().child(file.name)),
        html::span()
            .class("composer-file-size")
            .child(format::size(file.length)),
        save,
        remove,
    ))
}

/// The button that asks for files.
pub(super) fn attach_button(writing: Writing) -> View {
    let chooser = html::input()
        .attr("type", "file")
        .attr("multiple", "")
        .attr("hidden", "")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true");
    let node: HtmlInputElement = chooser.node();
    let chosen = node.clone();
    let chooser = chooser.on(ev::CHANGE, move |_| {
        if let Some(files) = chosen.files() {
            attach_list(writing, &files);
        }
        // The same file can be chosen once more.
        chosen.set_value("");
    });
    let name = i18n::composer_attach();
    let button = html::button()
        .class("icon-button composer-attach")
        .attr("type", "button")
        .attr("aria-label", name)
        .attr("title", name)
        .on(ev::CLICK, move |_| node.click())
        .child(icon(Icon::Clip));
    (button, chooser).view()
}

/// A file that misses a composer is not opened in its place: it would be gone with
/// all that is open.
pub(super) fn hear_misses() {
    let misses = ["dragover", "drop"].map(|name| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), name, options, move |event| {
            let event: &DragEvent = event.unchecked_ref();
            let data = event.data_transfer();
            if let Some(data) = data.filter(|data| !event.default_prevented() && holds_files(data))
            {
                event.prevent_default();
                data.set_drop_effect("none");
            }
        })
    });
    StoredValue::<_, LocalStorage>::new_local(misses);
}

/// Whether something that is dragged or pasted holds files.
pub(super) fn holds_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// Attaches the files that were dropped or pasted; tells whether there were any.
pub(super) fn attach_from(writing: Writing, data: &DataTransfer) -> bool {
    match data.files() {
        Some(files) if files.length() > 0 => {
            attach_list(writing, &files);
            true
        }
        _ => false,
    }
}

fn attach_list(writing: Writing, list: &FileList) {
    let files = (0..list.length()).filter_map(|index| list.item(index));
    attach_all(writing, &files.collect::<Vec<_>>());
}

/// Attaches files.
pub(super) fn attach_all(writing: Writing, files: &[File]) {
    let files: Vec<LetterFile> = files.iter().map(|file| keep(writing, file)).collect();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return;
    }
    writing.edit_files(|all| all.extend(files));
    let words = i18n::composer_files_added(count);
    writing.app.state.notices.announce(&words);
}

/// Hands a file to the worker, under a name of its own.
pub(super) fn keep(writing: Writing, file: &File) -> LetterFile {
    let id = FileId(random::number());
    writing.app.keep_file(id, file.unchecked_ref());
    let media_type = file.type_().to_ascii_lowercase();
    // A message that nobody has looked at may have lines that none may have: it goes
    // as any file. What came from a server is known to be one.
    let is_message = media_type.starts_with("message/") || media_type.starts_with("multipart/");
    let is_type = media_type
        .split('/')
        .filter(|part| !part.is_empty())
        .count()
        == 2;
    LetterFile {
        file: id,
        name: file.name(),
        media_type: match is_type && !is_message {
            true => media_type,
            false => UNKNOWN.to_owned(),
        },
        // Whole numbers up to 2^53.
        length: file.size() as u64,
        content_id: None,
    }
}
