use crate::head::{HeadJob, HeadMade};
use html_sanitizer::{Job, Made};
use mime_message::CharsetDecoder;
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
}

impl ReaderJob {
    /// Does it. The engine never calls this itself: whoever holds the parsers
    /// does, in answer to [`crate::Effect::Perform`].
    pub fn perform(&self, charsets: &dyn CharsetDecoder) -> ReaderMade {
        match self {
            Self::Html(job) => ReaderMade::Html(job.perform()),
            Self::Head(job) => ReaderMade::Head(job.perform(charsets)),
            Self::Cards(job) => ReaderMade::Cards(job.perform(charsets)),
        }
    }
}
