//! A message within the open message, read by the same code as the one around it.
//!
//! Its leaves bear the names that they have in the outer message, as the server
//! tells them. Its header and, where its structure is of no use, all of it are
//! sections of the outer message too; [`Reading`] knows them by the names that
//! they would have if it stood alone, and they are translated at its border.

use super::{Opened, Reading};
use crate::row::Row;
use crate::section::Content;
use mail_model::{BodyStructure, MessageSummary, Part, PartPath};
use mime_message::{CharsetDecoder, Header};
use std::sync::Arc;

/// Where a message within a message stands.
#[derive(Debug)]
pub(super) struct Nested {
    /// The part that it is.
    pub(super) part: Part,
    /// The subject of the message around it.
    pub(super) around: String,
}

impl Nested {
    /// By what name the outer message has a content.
    pub(super) fn outward(&self, content: Content) -> Content {
        match content {
            Content::Header => Content::NestedHeader(self.part.path.clone()),
            Content::Whole => Content::Leaf(self.part.path.clone()),
            other => other,
        }
    }
    /// What a content of the outer message is to this one; `None` if nothing.
    pub(super) fn inward(&self, content: Content) -> Option<Content> {
        match content {
            Content::NestedHeader(path) if path == self.part.path => Some(Content::Header),
            Content::Leaf(path) if path == self.part.path => Some(Content::Whole),
            Content::Leaf(path) if path.0.starts_with(&self.part.path.0) => {
                Some(Content::Leaf(path))
            }
            _ => None,
        }
    }
}

impl Reading {
    /// The message that the part at `path` is, to be read in its turn; `None`
    /// if it is none.
    pub(crate) fn within(&self, path: &PartPath, charsets: &dyn CharsetDecoder) -> Option<Self> {
        let opened = self.opened.as_ref()?;
        let (part, number) = self.leaf(path)?;
        if !matches!(
            part.media_type.as_str(),
            "message/rfc822" | "message/global"
        ) {
            return None;
        }
        // Where the outer message was fetched whole, its server's sections are not trusted.
        let here = self.leaf_bytes(path);
        let structure = part.nested.as_deref().filter(|_| here.is_none());
        let around = &opened.row.summary;
        let row = Row {
            // Until its header has come it is called by its file's name.
            summary: MessageSummary {
                size: part.size,
                subject: super::file_name(part, number, charsets),
                has_attachment: false,
                preview: None,
                date: None,
                from: Vec::new(),
                to: Vec::new(),
                message_id: None,
                ..around.clone()
            },
            structure: structure.cloned(),
            header: Vec::new(),
            email_id: None,
        };
        let mut reading = Self::new(self.uid);
        reading.message.clone_from(&self.message);
        reading.prefers_text = self.prefers_text;
        reading.is_marked = true;
        reading.has_changed = true;
        reading.nested = Some(Nested {
            part: part.clone(),
            around: around.subject.clone(),
        });
        reading.open(row, charsets);
        if let Some(bytes) = here {
            reading.receive(Content::Leaf(path.clone()), bytes, charsets);
        }
        Some(reading)
    }
    /// Whether it is a message within another.
    pub(crate) fn is_nested(&self) -> bool {
        self.nested.is_some()
    }
}

impl Opened {
    /// The header of a message within another came: its row says what it says.
    pub(super) fn introduce(&mut self, header: Header) {
        let summary = &mut self.row.summary;
        summary.subject.clone_from(&header.subject);
        summary.from.clone_from(&header.from);
        summary.to = header.to.iter().chain(&header.cc).cloned().collect();
        summary.date = header.date;
        summary.message_id.clone_from(&header.message_id);
        self.header = header;
    }
    /// The structure and the leaves of a message within another, out of all of it.
    pub(super) fn take_nested_apart(
        &mut self,
        part: &Part,
        bytes: &[u8],
        charsets: &dyn CharsetDecoder,
    ) -> Arc<[u8]> {
        let decoded: Arc<[u8]> = mime_message::decode_transfer(part, bytes).value.into();
        let mut message = mime_message::parse_message(&decoded, charsets);
        move_below(&mut message.structure, &part.path);
        for (path, _) in &mut message.bodies {
            *path = below(&part.path, path);
        }
        self.introduce(message.header.clone());
        self.hold(message, charsets);
        decoded
    }
}

/// A path within a part.
fn below(part: &PartPath, path: &PartPath) -> PartPath {
    PartPath([part.0.as_slice(), path.0.as_slice()].concat())
}

/// Has a structure stand where a part does. As deep as messages are parsed.
fn move_below(structure: &mut BodyStructure, part: &PartPath) {
    match structure {
        BodyStructure::Leaf(leaf) => {
            leaf.path = below(part, &leaf.path);
            if let Some(nested) = &mut leaf.nested {
                move_below(nested, part);
            }
        }
        BodyStructure::Multipart { path, children, .. } => {
            *path = below(part, path);
            for child in children {
                move_below(child, part);
            }
        }
    }
}
