//! A message that is too large to be held as one: octets, and files between them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The octets of a file that one line of base64 holds (RFC 2045 §6.8).
const LINE: u64 = 57;
/// The same line encoded, with its CRLF.
const ENCODED_LINE: u64 = 78;
/// So many lines are asked for at once at least.
const FEWEST_LINES: u64 = 16;

/// Names a file that the shell keeps: what a person attached, or what was
/// fetched to be sent on. Drawn at random, so that no two tabs choose the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u64);

/// A stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSlice {
    /// Of which.
    pub file: FileId,
    /// From which octet on.
    pub offset: u64,
    /// How many octets.
    pub length: u64,
}

/// How a file stands in a message (RFC 2045 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileEncoding {
    /// In base64, in lines of 76, the last of which has its line end too.
    Base64,
    /// As it is.
    Identity,
}

/// A stretch of a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// These octets.
    Octets(Vec<u8>),
    /// A file.
    File {
        /// Which.
        file: FileId,
        /// How long it is, in octets before it is encoded.
        length: u64,
        /// How it stands there.
        encoding: FileEncoding,
    },
}

/// How long it is, and nothing of what it says.
impl core::fmt::Debug for Piece {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Octets(octets) => f.debug_tuple("Octets").field(&octets.len()).finish(),
            Self::File { file, length, .. } => {
                f.debug_tuple("File").field(file).field(length).finish()
            }
        }
    }
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Self::Octets(octets) => octets.len() as u64,
            Self::File {
                length,
                encoding: FileEncoding::Identity,
                ..
            } => *length,
            Self::File { length, .. } => {
                let rest = length % LINE;
                let last = if rest == 0 {
                    0
                } else {
                    rest.div_ceil(3) * 4 + 2
                };
                length / LINE * ENCODED_LINE + last
            }
        }
    }
}

/// A whole message, as it goes over the wire: with CRLF line ends. Its files
/// stay where the shell keeps them until they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSource(Vec<Piece>);

impl MessageSource {
    /// These pieces, one after the other.
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }
    /// The pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }
    /// The pieces, given away.
    pub fn into_pieces(self) -> Vec<Piece> {
        self.0
    }
    /// What it begins with, up to its first file: its header stands there.
    pub fn beginning(&self) -> &[u8] {
        match self.0.first() {
            Some(Piece::Octets(octets)) => octets,
            _ => &[],
        }
    }
    /// How many octets it has, encoded.
    pub fn length(&self) -> u64 {
        self.0.iter().map(Piece::length).sum()
    }
    /// The octets, where no file is among them.
    pub fn octets(&self) -> Option<Vec<u8>> {
        let mut all = Vec::new();
        for piece in &self.0 {
            match piece {
                Piece::Octets(octets) => all.extend_from_slice(octets),
                Piece::File { .. } => return None,
            }
        }
        Some(all)
    }
    /// The files in it, in order.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::File { file, .. } => Some(*file),
            Piece::Octets(_) => None,
        })
    }
    /// Reads it from the beginning.
    pub fn reader(&self) -> SourceReader {
        SourceReader {
            pieces: self.0.clone().into(),
            offset: 0,
            supplied: None,
        }
    }
}

impl From<Vec<u8>> for MessageSource {
    fn from(octets: Vec<u8>) -> Self {
        Self(vec![Piece::Octets(octets)])
    }
}

/// What comes next of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pull {
    /// These octets; never none.
    Octets(Vec<u8>),
    /// This stretch of a file is needed: [`SourceReader::supply`] it.
    Needs(FileSlice),
    /// Nothing, that was all.
    End,
}

/// Reads a message piece by piece, without a moment in which it is held whole.
#[derive(Clone, Debug)]
pub struct SourceReader {
    pieces: VecDeque<Piece>,
    /// How far the first piece has been read.
    offset: u64,
    supplied: Option<Vec<u8>>,
}

impl SourceReader {
    /// What comes next, in about `most` octets at most.
    pub fn pull(&mut self, most: usize) -> Pull {
        let most = most.max(1);
        if let Some(octets) = self.supplied.take() {
            return Pull::Octets(octets);
        }
        while let Some(piece) = self.pieces.front_mut() {
            match piece {
                Piece::Octets(octets) if self.offset == 0 && octets.len() <= most => {
                    let octets = core::mem::take(octets);
                    if !octets.is_empty() {
                        return Pull::Octets(octets);
                    }
                }
                Piece::Octets(octets) => {
                    let begin = usize::try_from(self.offset).unwrap_or(usize::MAX);
                    let rest = octets.get(begin..).unwrap_or_default();
                    let piece = rest.get(..most).unwrap_or(rest);
                    self.offset += piece.len() as u64;
                    if !piece.is_empty() {
                        return Pull::Octets(piece.to_vec());
                    }
                }
                Piece::File {
                    file,
                    length,
                    encoding,
                } if self.offset < *length => {
                    let length = (*length - self.offset).min(match encoding {
                        FileEncoding::Identity => most as u64,
                        FileEncoding::Base64 => {
                            (most as u64 / ENCODED_LINE).max(FEWEST_LINES) * LINE
                        }
                    });
                    return Pull::Needs(FileSlice {
                        file: *file,
                        offset: self.offset,
                        length,
                    });
                }
                Piece::File { .. } => {}
            }
            self.pieces.pop_front();
            self.offset = 0;
        }
        Pull::End
    }
    /// The stretch that was asked for last, all of it.
    pub fn supply(&mut self, octets: &[u8]) {
        let Some(Piece::File { encoding, .. }) = self.pieces.front() else {
            return;
        };
        self.offset += octets.len() as u64;
        self.supplied = Some(match encoding {
            FileEncoding::Identity => octets.to_vec(),
            FileEncoding::Base64 => in_lines(octets),
        });
    }
}

/// Base64 in lines (RFC 2045 §6.8), each with its line end.
fn in_lines(octets: &[u8]) -> Vec<u8> {
    let mut lines = String::with_capacity(octets.len() * 3 / 2);
    for line in octets.chunks(LINE as usize) {
        BASE64.encode_string(line, &mut lines);
        lines.push_str("\r\n");
    }
    lines.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(length: u64, encoding: FileEncoding) -> Piece {
        Piece::File {
            file: FileId(7),
            length,
            encoding,
        }
    }

    /// Reads all of it; files are rows of numbers.
    fn read(source: &MessageSource, most: usize) -> Vec<u8> {
        let mut reader = source.reader();
        let mut all = Vec::new();
        loop {
            match reader.pull(most) {
                Pull::Octets(octets) => all.extend(octets),
                Pull::Needs(slice) => {
                    let octets = (slice.offset..slice.offset + slice.length).map(|at| at as u8);
                    reader.supply(&octets.collect::<Vec<_>>());
                }
                Pull::End => return all,
            }
        }
    }

    #[test]
    fn a_message_is_the_same_in_whatever_steps_it_is_read() {
        for length in [0, 1, 2, 3, 56, 57, 58, 114, 5_000] {
            for encoding in [FileEncoding::Base64, FileEncoding::Identity] {
                let source = MessageSource::new(vec![
                    Piece::Octets(b"Subject: x\r\n\r\n".to_vec()),
                    file(length, encoding),
                    Piece::Octets(Vec::new()),
                    Piece::Octets(b"--b--\r\n".to_vec()),
                ]);
                let whole = read(&source, usize::MAX);
                assert_eq!(whole.len() as u64, source.length(), "{length}");
                for most in [1, 77, 78, 1_000] {
                    assert_eq!(read(&source, most), whole, "{length} in {most}");
                }
                assert!(whole.ends_with(b"--b--\r\n"));
            }
        }
    }

    #[test]
    fn a_file_is_encoded_in_lines_that_end() {
        let source = MessageSource::new(vec![file(58, FileEncoding::Base64)]);
        let text = String::from_utf8(read(&source, 1)).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].len(), 76);
        assert_eq!(lines[1], "OQ==");
        assert_eq!(lines[2], "");
    }

    #[test]
    fn octets_are_whole_only_without_files() {
        let text = MessageSource::from(b"text".to_vec());
        assert_eq!(text.octets().as_deref(), Some(&b"text"[..]));
        let with_file = MessageSource::new(vec![file(1, FileEncoding::Identity)]);
        assert_eq!(with_file.octets(), None);
        assert_eq!(with_file.files().collect::<Vec<_>>(), [FileId(7)]);
    }
}
