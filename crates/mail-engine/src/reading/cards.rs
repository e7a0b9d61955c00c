//! The open message's calendar files and vCards: they come in the body's round
//! trip, are read by whoever holds the parsers, and nothing waits for them.

use crate::section::Content;
use ::cards::{Cards, Job};
use mail_model::{BodyStructure, Map, Part, PartPath, Problem};
use mime_message::{CharsetDecoder, file_name};
use std::sync::Arc;

/// So many files are read; the rest are attachments and no more.
const MOST_FILES: usize = 8;
/// Files of so many octets in all are read, as they are transfer-encoded.
const MOST_OCTETS: u64 = 1024 * 1024;

/// The files' way.
#[derive(Debug, Default)]
pub(super) enum CardFiles {
    /// They were not read yet.
    #[default]
    Unread,
    /// They are being read under this number.
    Sent(u32),
    /// They were read, or cannot be.
    Read(Cards),
}

impl CardFiles {
    /// The job to be done, once all files have come that will: it is under way
    /// as `number` from here on. `None` where there is none to read.
    pub(super) fn take_job(
        &mut self,
        number: u32,
        files: &[PartPath],
        structure: &BodyStructure,
        contents: &Map<Content, Arc<[u8]>>,
        charsets: &dyn CharsetDecoder,
    ) -> Option<Job> {
        let decoded = files.iter().filter_map(|path| {
            let bytes = contents.get(&Content::Leaf(path.clone()))?;
            let text = mime_message::decode_text(structure.part(path)?, bytes, charsets);
            Some(text.value)
        });
        let files: Vec<String> = decoded.collect();
        if files.is_empty() {
            return None;
        }
        *self = Self::Sent(number);
        Some(Job { files })
    }
    /// Whether they wait to be read.
    pub(super) fn is_unread(&self) -> bool {
        matches!(self, Self::Unread)
    }
    /// A job ended; whether it was this one.
    pub(super) fn made(&mut self, number: u32, made: Result<Cards, Problem>) -> bool {
        if !matches!(self, Self::Sent(sent) if *sent == number) {
            return false;
        }
        // What cannot be read can be saved all the same.
        *self = Self::Read(made.unwrap_or_default());
        true
    }
    /// What was read.
    pub(super) fn told(&self) -> Cards {
        match self {
            Self::Read(cards) => cards.clone(),
            _ => Cards::default(),
        }
    }
}

/// The leaves that are calendar files or vCards, as far as they are read.
pub(super) fn card_leaves(
    structure: &BodyStructure,
    charsets: &dyn CharsetDecoder,
) -> Vec<PartPath> {
    let mut octets: u64 = 0;
    let cards = structure.leaves().into_iter();
    let cards = cards
        .filter(|part| is_card(part, charsets))
        .take(MOST_FILES);
    cards
        .take_while(|part| {
            octets = octets.saturating_add(part.size);
            octets <= MOST_OCTETS
        })
        .map(|part| part.path.clone())
        .collect()
}

/// Whether a part is a calendar file or a vCard: by its type, or by its name
/// where its type is that of any file.
pub(super) fn is_card(part: &Part, charsets: &dyn CharsetDecoder) -> bool {
    match part.media_type.as_str() {
        "text/calendar" | "application/ics" | "text/x-vcalendar" | "text/vcard"
        | "text/x-vcard" | "text/directory" | "application/vcard" => true,
        "application/octet-stream" | "text/plain" => {
            let name = file_name(part, charsets).unwrap_or_default();
            let end = name.rsplit_once('.').map(|(_, end)| end);
            end.is_some_and(|end| {
                ["ics", "vcs", "vcf"]
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(end))
            })
        }
        _ => false,
    }
}
