use crate::head::{HeadJob, HeadMade};
use html_sanitizer::{Job, Made};
use mail_model::{Letter, MessageSource, Part};
use mime_message::{CharsetDecoder, Container, Stamp, Unpacked, write_letter};
use serde::{Deserialize, Serialize};

/// What is to be read out of what a message holds, as a value: who asks for it
/// need not hold the parsers, which no list of messages needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderJob {
    /// Its HTML.
    Html(Job),
    /// Its header.
    Head(HeadJob),
    /// Its calendar files and vCards.
    Cards(cards::Job),
    /// One of its containers.
    Unpack(UnpackJob),
    /// Nothing: a letter is to be written.
    Letter(Box<Letter>, Stamp),
}

/// A part that holds a text and files in a form of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackJob {
    /// Which form.
    pub container: Container,
    /// What its header says of it.
    pub part: Part,
    /// Its body, transfer-encoded.
    pub bytes: Vec<u8>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReaderMade {
    /// Its HTML.
    Html(Made),
    /// Its header.
    Head(HeadMade),
    /// Its calendar files and vCards.
    Cards(cards::Cards),
    /// One of its containers; `None` if it is none, or nothing in it can be read.
    Unpacked(Option<Unpacked>),
    /// The letter; `None` where it can't be written.
    Letter(Option<MessageSource>),
}

impl ReaderJob {
    /// Does it. The engine never calls this itself: whoever holds the parsers
    /// does, in answer to [`crate::Effect::Perform`].
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> ReaderMade {
        match self {
            Self::Html(job) => ReaderMade::Html(job.perform()),
            Self::Head(job) => ReaderMade::Head(job.perform(charsets)),
            Self::Cards(job) => ReaderMade::Cards(job.perform(charsets)),
            Self::Unpack(job) => {
                let made = mime_message::unpack(job.container, &job.part, &job.bytes, charsets);
                ReaderMade::Unpacked(made)
            }
            Self::Letter(letter, stamp) => ReaderMade::Letter(write_letter(letter, stamp)),
        }
    }
}
