//! The open message's containers: parts that hold texts and files in a form of
//! their own. Whoever holds the parsers opens them; what is in one is listed,
//! and is the body where the message has no other.

use super::{Layout, Opened, attachment, body};
use crate::message_view::{Attachment, AttachmentId};
use crate::reader::UnpackJob;
use crate::section::Content;
use mail_model::{BodyStructure, Map, Part, PartPath, Problem};
use mime_message::{CharsetDecoder, Container, ReadingPlan, Unpacked, UnpackedFile};
use std::sync::Arc;

/// So many containers are opened; the rest are attachments and no more.
const MOST: usize = 8;
/// The largest container that is opened, in octets as it is transfer-encoded.
const LARGEST: u64 = 16 * 1024 * 1024;
/// The body does not wait for a larger one, as it does not for pictures: what is
/// in it is listed when it has come.
const LARGEST_WITH_BODY: u64 = 1024 * 1024;

/// The containers, by the parts that they are.
#[derive(Debug, Default)]
pub(super) struct Containers(Map<PartPath, Opening>);

#[derive(Debug)]
struct Opening {
    container: Container,
    size: u64,
    state: State,
}

#[derive(Debug)]
enum State {
    /// It was not handed out yet.
    Closed,
    /// It is being opened under this number.
    Sent(u32),
    Open(Unpacked),
    /// It cannot be opened: it is a file like any other.
    Failed,
}

impl Containers {
    /// Those that are known by the structure. Signed mail and messages are such
    /// where they are all that there is: elsewhere they are attachments.
    pub(super) fn of(
        structure: &BodyStructure,
        plan: &ReadingPlan,
        charsets: &dyn CharsetDecoder,
    ) -> Self {
        let is_all = matches!(structure, BodyStructure::Leaf(_));
        let has_text = plan.html.is_some() || plan.text.is_some();
        let found = structure.leaves().into_iter().filter_map(|part| {
            let container = mime_message::container(part, charsets)?;
            let is_meant = container == Container::Tnef || (is_all && !has_text);
            (is_meant && part.size <= LARGEST).then_some((part, container))
        });
        let mut containers = Self::default();
        for (part, container) in found.take(MOST) {
            containers.note(part, container);
        }
        containers
    }
    fn note(&mut self, part: &Part, container: Container) {
        let opening = Opening {
            container,
            size: part.size,
            state: State::Closed,
        };
        self.0.get_or_insert_with(part.path.clone(), || opening);
    }
    /// A text came, in which there may be files.
    pub(super) fn note_text(&mut self, part: &Part, bytes: &[u8]) {
        let is_text = part.media_type != "text/html" && part.transfer_encoding != "base64";
        let is_small = part.size <= LARGEST && self.0.len() < MOST;
        if is_text && is_small && mime_message::has_embedded_files(bytes) {
            self.note(part, Container::Text);
        }
    }
    /// What is to be fetched for them.
    pub(super) fn needed(&self) -> impl Iterator<Item = (Content, Option<u64>)> {
        let openings = self.0.iter();
        openings.map(|(path, opening)| (Content::Leaf(path.clone()), Some(opening.size)))
    }
    /// Whether the body, of these leaves, waits for one of them.
    pub(super) fn hold_up(&self, body: &[PartPath], missing: &Map<Content, Problem>) -> bool {
        self.0.iter().any(|(path, opening)| {
            let is_under_way = matches!(opening.state, State::Closed | State::Sent(_));
            let is_body = body.is_empty() || body.contains(path);
            is_under_way
                && (is_body || opening.size <= LARGEST_WITH_BODY)
                && !missing.contains_key(&Content::Leaf(path.clone()))
        })
    }
    /// The next one to be opened of those whose content has come; it is under
    /// way as `number` from here on.
    pub(super) fn take_job(
        &mut self,
        number: u32,
        structure: &BodyStructure,
        contents: &Map<Content, Arc<[u8]>>,
    ) -> Option<UnpackJob> {
        let closed = self.0.iter_mut();
        let mut closed = closed.filter(|(_, opening)| matches!(opening.state, State::Closed));
        closed.find_map(|(path, opening)| {
            let bytes = contents.get(&Content::Leaf(path.clone()))?;
            let part = structure.part(path)?.clone();
            opening.state = State::Sent(number);
            Some(UnpackJob {
                container: opening.container,
                part,
                bytes: bytes.to_vec(),
            })
        })
    }
    /// Whether the part is one that was not opened yet.
    pub(super) fn is_opening(&self, path: &PartPath) -> bool {
        let opening = self.0.get(path);
        opening.is_some_and(|opening| matches!(opening.state, State::Closed | State::Sent(_)))
    }
    /// A job ended; which container it was about.
    pub(super) fn made(&mut self, number: u32, made: Option<Unpacked>) -> Option<PartPath> {
        let mut openings = self.0.iter_mut();
        let is_it = |opening: &Opening| matches!(opening.state, State::Sent(n) if n == number);
        let (path, opening) = openings.find(|(_, opening)| is_it(opening))?;
        opening.state = made.map_or(State::Failed, State::Open);
        Some(path.clone())
    }
    /// How many were opened.
    pub(super) fn count(&self) -> usize {
        let states = self.0.values().map(|opening| &opening.state);
        states
            .filter(|state| matches!(state, State::Open(_)))
            .count()
    }
    /// What is in a container that was opened.
    pub(super) fn inside(&self, path: &PartPath) -> Option<&Unpacked> {
        match &self.0.get(path)?.state {
            State::Open(unpacked) => Some(unpacked),
            _ => None,
        }
    }
    /// Whether something in them could not be read.
    pub(super) fn are_damaged(&self) -> bool {
        let mut inside = self.0.keys().filter_map(|path| self.inside(path));
        inside.any(|unpacked| unpacked.is_damaged)
    }
    /// Whether what is in a container is listed in its place.
    pub(super) fn is_replaced(&self, path: &PartPath) -> bool {
        let is_outlooks = |opening: &Opening| opening.container == Container::Tnef;
        self.0.get(path).is_some_and(is_outlooks)
            && self
                .inside(path)
                .is_some_and(|inside| !inside.files.is_empty())
    }
    /// Whether it is S/MIME, and if so whether a key is needed.
    pub(super) fn cms(&self) -> Option<Option<bool>> {
        let mut openings = self.0.iter();
        let (path, _) = openings.find(|(_, opening)| opening.container == Container::Cms)?;
        Some(self.inside(path).map(|unpacked| unpacked.is_encrypted))
    }
    /// The files in a container, as the list of attachments has them.
    pub(super) fn listed(&self, path: &PartPath) -> impl Iterator<Item = Attachment> {
        let files = self.inside(path).map(|unpacked| unpacked.files.as_slice());
        let files = (1..).zip(files.unwrap_or_default());
        files.map(|(number, file)| Attachment {
            id: AttachmentId {
                part: path.clone(),
                inner: Some(number),
            },
            file_name: name(file, number),
            media_type: file.media_type.clone(),
            size: file.bytes.len() as u64,
            is_inline: file.content_id.is_some() && file.media_type.starts_with("image/"),
        })
    }
    /// A file in a container, as a part that is not encoded, and its name.
    pub(super) fn file(&self, id: &AttachmentId) -> Option<(Part, String, Arc<[u8]>)> {
        let number = id.inner?;
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let file = self.inside(&id.part)?.files.get(index)?;
        let part = Part {
            path: id.part.clone(),
            media_type: file.media_type.clone(),
            transfer_encoding: "binary".to_owned(),
            size: file.bytes.len() as u64,
            content_id: file.content_id.clone(),
            ..Part::default()
        };
        Some((part, name(file, number), file.bytes.as_slice().into()))
    }
}

impl Opened {
    pub(super) fn containers_of(
        layout: Option<&Layout>,
        charsets: &dyn CharsetDecoder,
    ) -> Containers {
        let of = |layout: &Layout| Containers::of(&layout.structure, &layout.plan, charsets);
        layout.map(of).unwrap_or_default()
    }
    /// A content came: if it is a text that is shown, there may be files in it.
    pub(super) fn note_text(&mut self, content: &Content, bytes: &[u8]) {
        if let (Some(layout), Content::Leaf(path)) = (&self.layout, content)
            && body::text_leaves(&layout.plan).contains(path)
            && let Some(part) = layout.structure.part(path)
        {
            self.containers.note_text(part, bytes);
        }
    }
    pub(super) fn take_unpack_job(&mut self, number: u32) -> Option<UnpackJob> {
        let structure = &self.layout.as_ref()?.structure;
        self.containers.take_job(number, structure, &self.contents)
    }
    /// A container was opened, or cannot be. What it says is the body where
    /// there is no other.
    pub(super) fn unpacked(&mut self, number: u32, made: Option<Unpacked>) -> bool {
        let Some(path) = self.containers.made(number, made) else {
            return false;
        };
        if let (Some(layout), Some(inside)) = (&mut self.layout, self.containers.inside(&path))
            && layout.plan.html.is_none()
            && layout.plan.text.is_none()
        {
            layout.plan.html = inside.html.as_ref().map(|_| path.clone());
            layout.plan.text = inside.text.as_ref().map(|_| path);
        }
        true
    }
}

fn name(file: &UnpackedFile, number: u32) -> String {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    let part = Part {
        media_type: file.media_type.clone(),
        ..Part::default()
    };
    let named = file.name.clone();
    named.unwrap_or_else(|| attachment::file_name(&part, number, &mime_message::BuiltInCharsets))
}
