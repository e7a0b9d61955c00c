//! The files that a message takes over from those that it is begun from: they
//! become files that the shell keeps.

use super::{Composing, Fetch, Source};
use crate::action::DownloadId;
use crate::compose::DraftId;
use crate::engine::Engine;
use crate::reading::decoded_size;
use crate::section::Content;
use crate::{Change, LaterChange};
use html_sanitizer::InlineImage;
use mail_model::{FileId, LetterFile, Part, PartPath, Problem, ProblemKind};
use std::collections::VecDeque;

/// So many octets of files are taken over at most, as they are encoded.
const MOST_OCTETS: u64 = 256 * 1024 * 1024;
/// A message as a file.
const MESSAGE: &str = "message/rfc822";

impl Composing {
    /// How much of its files is here, in hundredths; nothing where there are none.
    fn percent(&self) -> Option<u64> {
        let octets = self.sources.iter().map(|source| source.octets);
        let octets = octets.fold(0, u64::saturating_add);
        let files = self.sources.iter();
        let files = files.flat_map(|source| source.coming.values().chain(&source.files));
        let here = files.map(|file| file.length).fold(0, u64::saturating_add);
        Some(here.saturating_mul(100).checked_div(octets)?.min(100))
    }
}

impl Engine {
    /// Finds out which files it takes over.
    pub(super) fn list_source_files(
        &mut self,
        source: &mut Source,
        wants_content: bool,
        wants_files: bool,
    ) -> Result<(), Problem> {
        let Some(reading) = &source.reading else {
            return Ok(());
        };
        let mut waiting = VecDeque::new();
        if wants_content {
            for file in reading.source_files(&*self.charsets) {
                if !wants_files && !file.is_inline {
                    continue;
                }
                let own = FileId(self.names.next());
                let mut content_id = file.part.content_id.clone();
                if let Some(location) = &file.location
                    && file.is_inline
                {
                    // In the letter it is called by a Content-ID, as all are.
                    let id = content_id.get_or_insert_with(|| format!("{:016x}@part", own.0));
                    source.located.push(InlineImage {
                        content_id: id.clone(),
                        location: Some(location.clone()),
                        ..InlineImage::default()
                    });
                }
                let kept = LetterFile {
                    file: own,
                    name: file.name,
                    media_type: match file.part.media_type.as_str() {
                        "" => "application/octet-stream".to_owned(),
                        media_type => media_type.to_owned(),
                    },
                    length: 0,
                    content_id: content_id.filter(|_| file.is_inline),
                };
                let fetch = Fetch {
                    content: Content::Leaf(file.part.path.clone()),
                    part: file.part,
                    here: file.here,
                };
                waiting.push_back((kept, fetch));
            }
        } else {
            let summary = reading.row().map(|row| &row.summary);
            let part = Part {
                path: PartPath::default(),
                media_type: MESSAGE.to_owned(),
                size: summary.map_or(0, |summary| summary.size),
                ..Part::default()
            };
            let subject = summary.map_or("", |summary| summary.subject.as_str());
            let kept = LetterFile {
                file: FileId(self.names.next()),
                name: crate::download::named_after(subject, "eml"),
                media_type: MESSAGE.to_owned(),
                length: 0,
                content_id: None,
            };
            let fetch = Fetch {
                content: Content::Whole,
                part,
                here: None,
            };
            waiting.push_back((kept, fetch));
        }
        let sizes = waiting.iter().map(|(_, fetch)| fetch.part.size);
        if sizes.fold(0, u64::saturating_add) > MOST_OCTETS {
            return Err(Problem::new(ProblemKind::LimitExceeded));
        }
        let sizes = waiting.iter().map(|(_, fetch)| decoded_size(&fetch.part));
        source.octets = sizes.fold(0, u64::saturating_add);
        source.waiting = Some(waiting);
        Ok(())
    }
    /// Begins to fetch files of a message that is begun, as many as may be fetched
    /// at once.
    pub(super) fn fetch_files(&mut self, id: DraftId) {
        while self.may_fetch_file() {
            let composings = &mut self.account.composings;
            let composing = composings.begun.get_mut(&id);
            let mut sources = composing.into_iter().flat_map(|c| &mut c.sources);
            let next = sources.find_map(|source| {
                let (file, fetch) = source.waiting.as_mut()?.pop_front()?;
                Some((source, file, fetch))
            });
            let Some((source, file, fetch)) = next else {
                return;
            };
            composings.downloads += 1;
            let download = DownloadId(u32::MAX - composings.downloads);
            let (message, to, name) = (source.message.clone(), file.file, file.name.clone());
            source.coming.insert(download, file);
            let content = (fetch.content, fetch.part, fetch.here);
            self.fetch_file(download, message, content, name, to);
        }
    }
    /// Octets of a file came.
    pub(crate) fn compose_file_grew(&mut self, download: DownloadId, octets: usize) {
        for (id, composing) in self.account.composings.begun.iter_mut() {
            let mut coming = composing
                .sources
                .iter_mut()
                .map(|source| &mut source.coming);
            let Some(file) = coming.find_map(|coming| coming.get_mut(&download)) else {
                continue;
            };
            file.length += octets as u64;
            if let Some(percent) = composing.percent()
                && percent > composing.told
            {
                composing.told = percent;
                let change = LaterChange::ComposeProgress {
                    draft: *id,
                    percent: u8::try_from(percent).unwrap_or(100),
                };
                self.changes.push_back(Change::Later(change));
            }
            return;
        }
    }
    /// A file is here, or can't be had.
    pub(crate) fn compose_file_ended(&mut self, download: DownloadId, problem: Option<Problem>) {
        let mut ended = None;
        for (id, composing) in self.account.composings.begun.iter_mut() {
            for source in &mut composing.sources {
                if let Some(file) = source.coming.remove(&download) {
                    // In the order in which they were begun, which is the message's.
                    source.files.push(file);
                    ended = Some(*id);
                }
            }
        }
        if let (Some(id), Some(problem)) = (ended, problem) {
            self.compose_failed(id, problem);
        }
    }
}
