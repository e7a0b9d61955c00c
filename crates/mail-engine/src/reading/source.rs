//! A message as another is begun from it.

use super::body::{Source, location_of, text_leaves};
use super::{Layout, Opened, Reading, file_name};
use crate::reader::{ReaderMade, UnpackJob};
use crate::section::Content;
use html_sanitizer::Readable;
use mail_model::{Part, PartPath, Problem, ProblemKind, sort_by_key};
use mime_message::CharsetDecoder;
use std::sync::Arc;

/// A file of a message, which another message is to carry.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) part: Part,
    pub(crate) name: String,
    /// It has a place in the HTML.
    pub(crate) is_inline: bool,
    /// Where it lies, if the HTML may call it by that (RFC 2557).
    pub(crate) location: Option<String>,
    /// Its bytes, where they are here already.
    pub(crate) here: Option<Arc<[u8]>>,
}

impl Reading {
    /// What must be fetched for [`Self::said`]; where the files are wanted also what
    /// holds files in a form of its own.
    pub(crate) fn source_wanted(&self, wants_files: bool) -> Vec<(Content, Option<u64>)> {
        let Some(opened) = &self.opened else {
            return Vec::new();
        };
        let body = opened.layout.as_ref();
        let body = body.map(|layout| layout.body(self.prefers_text));
        let needed = opened.needed(self.prefers_text).into_iter();
        let needed = needed.filter(|(content, _)| match (content, &body) {
            (Content::Leaf(path), Some(body)) => body.contains(path),
            _ => true,
        });
        let has_text = body.as_ref().is_none_or(|body| !body.is_empty());
        let containers = opened.containers.needed();
        let containers = containers.filter(|_| wants_files || !has_text);
        let wanted = needed.chain(containers).filter(|(content, _)| {
            !opened.contents.contains_key(content) && !opened.missing.contains_key(content)
        });
        wanted.collect()
    }
    /// What is to be opened for it by whoever holds the parsers, under a number.
    pub(crate) fn take_unpack_job(&mut self, number: u32) -> Option<UnpackJob> {
        self.opened.as_mut()?.take_unpack_job(number)
    }
    /// What such a job made; `false` where it was none of this message's.
    pub(crate) fn unpacked(&mut self, number: u32, made: &Result<ReaderMade, Problem>) -> bool {
        let made = match made {
            Ok(ReaderMade::Unpacked(made)) => made.clone(),
            _ => None,
        };
        let opened = self.opened.as_mut();
        opened.is_some_and(|opened| opened.unpacked(number, made))
    }
    /// Whether something of it is being opened.
    pub(crate) fn is_unpacking(&self) -> bool {
        let opened = self.opened.as_ref();
        opened.is_some_and(Opened::is_unpacking)
    }
    /// What it says, decoded, once all of it has come; or why it can't be had.
    pub(crate) fn said(&self, charsets: &dyn CharsetDecoder) -> Result<Vec<Readable>, Problem> {
        let Some(opened) = &self.opened else {
            return Err(Problem::new(ProblemKind::MessageGone));
        };
        // A message that can't be had whole is read without that by its structure.
        let mut missing = opened.missing.iter();
        if let Some((_, problem)) =
            missing.find(|(content, _)| **content != Content::Whole || !opened.is_believed())
        {
            return Err(problem.clone());
        }
        let Some(layout) = &opened.layout else {
            return Err(Problem::new(ProblemKind::Undecodable));
        };
        let source = opened.source(layout, charsets);
        let wants_html = layout.shows_html(self.prefers_text);
        let paths = layout.body(self.prefers_text).into_iter();
        let bodies = paths.filter_map(|path| {
            let text = source.text(&path, wants_html)?;
            Some(match text.is_html {
                true => Readable::Html(text.value),
                false => Readable::Text(text.value),
            })
        });
        Ok(bodies.collect())
    }
    /// Where its HTML says that it lies; empty where it does not.
    pub(crate) fn location(&self, charsets: &dyn CharsetDecoder) -> String {
        let opened = self.opened.as_ref();
        let layout = opened.and_then(|opened| Some((opened, opened.layout.as_ref()?)));
        layout.map_or_else(String::new, |(opened, layout)| {
            opened.source(layout, charsets).location()
        })
    }
    /// Its files: what is attached, and behind that the pictures of its HTML.
    pub(crate) fn source_files(&self, charsets: &dyn CharsetDecoder) -> Vec<SourceFile> {
        let Some((opened, layout)) = self
            .opened
            .as_ref()
            .and_then(|opened| Some((opened, opened.layout.as_ref()?)))
        else {
            return Vec::new();
        };
        let mut files = Vec::new();
        for (index, path) in opened.listed().enumerate() {
            let part = layout.structure.part(path);
            if let Some(part) = part.filter(|_| !opened.containers.is_replaced(path)) {
                let has_name = part.content_id.is_some() || part.content_location.is_some();
                files.push(SourceFile {
                    name: file_name(part, index + 1, charsets),
                    is_inline: layout.plan.inline.contains(path) && has_name,
                    location: location_of(&layout.structure, part),
                    here: opened.contents.get(&Content::Leaf(path.clone())).cloned(),
                    part: part.clone(),
                });
            }
            files.extend(opened.files_within(path));
        }
        for path in text_leaves(&layout.plan) {
            if !opened.listed().any(|listed| *listed == path) {
                files.extend(opened.files_within(&path));
            }
        }
        sort_by_key(&mut files, |file| file.is_inline);
        files
    }
}

impl Opened {
    fn source<'a>(&'a self, layout: &'a Layout, charsets: &'a dyn CharsetDecoder) -> Source<'a> {
        Source {
            structure: &layout.structure,
            plan: &layout.plan,
            contents: &self.contents,
            containers: &self.containers,
            charsets,
        }
    }
    fn is_unpacking(&self) -> bool {
        let contents = self.contents.keys();
        let mut here = contents.filter_map(|content| match content {
            Content::Leaf(path) => Some(path),
            _ => None,
        });
        here.any(|path| self.containers.is_opening(path))
    }
    /// The files in a part that holds files in a form of its own.
    fn files_within(&self, path: &PartPath) -> Vec<SourceFile> {
        let listed = self.containers.listed(path);
        let files = listed.filter_map(|listed| {
            let (part, name, bytes) = self.containers.file(&listed.id)?;
            Some(SourceFile {
                part,
                name,
                is_inline: listed.is_inline,
                location: None,
                here: Some(bytes),
            })
        });
        files.collect()
    }
}
