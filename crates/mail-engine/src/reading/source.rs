//! A message as another is begun from it.

use super::{Reading, file_name};
use crate::section::Content;
use html_sanitizer::Readable;
use mail_model::{Part, Problem, ProblemKind};
use mime_message::CharsetDecoder;
use std::sync::Arc;

/// A file of a message, which another message is to carry.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) part: Part,
    pub(crate) name: String,
    /// It has a place in the HTML.
    pub(crate) is_inline: bool,
    /// Its bytes, where they are here already.
    pub(crate) here: Option<Arc<[u8]>>,
}

impl Reading {
    /// What must be fetched for [`Self::said`].
    pub(crate) fn source_wanted(&self) -> Vec<(Content, Option<u64>)> {
        let Some(opened) = &self.opened else {
            return Vec::new();
        };
        let body = opened.layout.as_ref();
        let body = body.map(|layout| layout.body(self.prefers_text));
        let needed = opened.needed(self.prefers_text).into_iter();
        let needed = needed.filter(|(content, _)| {
            let is_body = match (content, &body) {
                (Content::Leaf(path), Some(body)) => body.contains(path),
                _ => true,
            };
            let is_settled =
                opened.contents.contains_key(content) || opened.missing.contains_key(content);
            is_body && !is_settled
        });
        needed.collect()
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
        let mut bodies = Vec::new();
        for path in layout.body(self.prefers_text) {
            let bytes = opened.contents.get(&Content::Leaf(path.clone()));
            if let Some((part, bytes)) = layout.structure.part(&path).zip(bytes) {
                let text = mime_message::decode_text(part, bytes, charsets).value;
                bodies.push(match part.media_type.as_str() {
                    "text/html" => Readable::Html(text),
                    _ => Readable::Text(text),
                });
            }
        }
        Ok(bodies)
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
            if let Some(part) = layout.structure.part(path) {
                files.push(SourceFile {
                    name: file_name(part, index + 1, charsets),
                    is_inline: layout.plan.inline.contains(path) && part.content_id.is_some(),
                    here: opened.contents.get(&Content::Leaf(path.clone())).cloned(),
                    part: part.clone(),
                });
            }
        }
        files
    }
}
