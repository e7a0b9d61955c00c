//! The open message's whole header. Its row tells enough to begin with, so
//! nothing waits for it: it comes in the body's round trip and is read by
//! whoever holds the parsers.

use crate::head::{HeadJob, HeadMade};
use mail_model::Problem;
use std::sync::Arc;

/// What is read of a header or of a whole message.
const MOST_OCTETS: usize = 256 * 1024;

/// The header's way.
#[derive(Debug, Default)]
pub(super) enum Head {
    /// It is not here.
    #[default]
    Absent,
    /// It is here, and was not read yet.
    Here(Arc<[u8]>),
    /// It is being read under this number.
    Sent(u32),
    /// It was read.
    Read(Box<HeadMade>),
    /// It cannot be had or read.
    Missing,
}

impl Head {
    /// Whether it is to be fetched.
    pub(super) fn is_wanted(&self) -> bool {
        matches!(self, Self::Absent)
    }
    /// It came, or a whole message that begins with it.
    pub(super) fn receive(&mut self, bytes: Arc<[u8]>) {
        if matches!(self, Self::Absent | Self::Missing) {
            *self = Self::Here(bytes);
        }
    }
    /// It cannot be had.
    pub(super) fn miss(&mut self) {
        if self.is_wanted() {
            *self = Self::Missing;
        }
    }
    /// What failed is tried again.
    pub(super) fn retry(&mut self) {
        if matches!(self, Self::Missing) {
            *self = Self::Absent;
        }
    }
    /// The job to be done; it is under way as `number` from here on.
    pub(super) fn take_job(&mut self, number: u32, user: &str) -> Option<HeadJob> {
        let Self::Here(bytes) = self else {
            return None;
        };
        let bytes = bytes.get(..MOST_OCTETS).unwrap_or(bytes).to_vec();
        *self = Self::Sent(number);
        Some(HeadJob {
            bytes,
            user: user.to_owned(),
        })
    }
    /// A job ended; whether it was this one.
    pub(super) fn made(&mut self, number: u32, made: Result<HeadMade, Problem>) -> bool {
        if !matches!(self, Self::Sent(sent) if *sent == number) {
            return false;
        }
        *self = match made {
            Ok(made) => Self::Read(Box::new(made)),
            Err(_) => Self::Missing,
        };
        true
    }
    /// What it tells, as far as it was read.
    pub(super) fn told(&self) -> HeadMade {
        match self {
            Self::Read(made) => HeadMade::clone(made),
            _ => HeadMade::default(),
        }
    }
}
