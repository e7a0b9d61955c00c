//! A stretch of a command that the server has agreed to: octets, and the files of
//! a message between them, which come stretch by stretch while it is sent.

use mail_model::{FileSlice, MessageSource, Piece, Pull, SourceReader};
use std::collections::VecDeque;

/// So much of a file is asked for at once, encoded.
const STRETCH: usize = 256 * 1024;
/// Longer pieces of commands are handed on as they are.
const CHUNK: usize = 16 * 1024;

/// A stretch of a command.
#[derive(Debug, Default)]
pub(crate) struct Segment(VecDeque<Part>);

#[derive(Debug)]
enum Part {
    Octets(Vec<u8>),
    File(SourceReader),
}

/// What comes next of it.
pub(crate) enum Next {
    /// These octets.
    Octets(Vec<u8>),
    /// A stretch of a file that is not here.
    Needs(FileSlice),
    /// Nothing.
    End,
}

impl From<Vec<u8>> for Segment {
    fn from(octets: Vec<u8>) -> Self {
        let mut segment = Self::default();
        segment.push(octets);
        segment
    }
}

impl Segment {
    /// Goes on with these octets.
    pub(crate) fn push(&mut self, octets: Vec<u8>) {
        match self.0.back_mut() {
            Some(Part::Octets(last)) if last.len() < CHUNK && octets.len() < CHUNK => {
                last.extend(octets);
            }
            _ => self.0.push_back(Part::Octets(octets)),
        }
    }
    /// Goes on with a message.
    pub(crate) fn push_message(&mut self, message: MessageSource) {
        for piece in message.into_pieces() {
            match piece {
                Piece::Octets(octets) => self.push(octets),
                file @ Piece::File { .. } => {
                    let file = MessageSource::new(vec![file]);
                    self.0.push_back(Part::File(file.reader()));
                }
            }
        }
    }
    /// What comes next.
    pub(crate) fn pull(&mut self) -> Next {
        loop {
            match self.0.front_mut() {
                None => return Next::End,
                Some(Part::Octets(octets)) => {
                    let octets = core::mem::take(octets);
                    self.0.pop_front();
                    return Next::Octets(octets);
                }
                Some(Part::File(reader)) => match reader.pull(STRETCH) {
                    Pull::Octets(octets) => return Next::Octets(octets),
                    Pull::Needs(slice) => return Next::Needs(slice),
                    Pull::End => {
                        self.0.pop_front();
                    }
                },
            }
        }
    }
    /// The stretch that was needed.
    pub(crate) fn supply(&mut self, octets: &[u8]) {
        if let Some(Part::File(reader)) = self.0.front_mut() {
            reader.supply(octets);
        }
    }
    /// All of its octets, where no file is in it.
    #[cfg(test)]
    pub(crate) fn octets(mut self) -> Vec<u8> {
        let mut all = Vec::new();
        while let Next::Octets(octets) = self.pull() {
            all.extend(octets);
        }
        all
    }
}
