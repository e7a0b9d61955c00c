//! COMPRESS=DEFLATE (RFC 4978): what the server says comes in a fraction of its
//! octets. What is said to it goes in stored blocks, which need no compressor:
//! commands are short.

use core::fmt;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// What asks for it.
pub(crate) const COMMAND: &[u8] = b"COMPRESS DEFLATE";

/// Octets that are inflated at once; what they say is dealt with before more, so
/// that no limit is passed unseen, however little it took to say it.
const PIECE: usize = 16 * 1024;

/// How much a stored block holds (RFC 1951 §3.2.4).
const BLOCK: usize = 65_535;

/// Whether the connection is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Compression {
    /// It was not asked for.
    #[default]
    Off,
    /// It was asked for: behind the answer's line, if that is OK, all is compressed.
    Asked,
    /// It was granted.
    On,
    /// It was refused.
    Refused,
}

/// The stream was no deflate, or the server ended it, which it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// Inflates what the server says.
pub(crate) struct Inflater(Box<InflateState>);

impl fmt::Debug for Inflater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inflater")
    }
}

impl Inflater {
    pub(crate) fn new() -> Self {
        Self(InflateState::new_boxed(DataFormat::Raw))
    }

    /// The next piece of what `octets` say, which lose what was read. An empty
    /// piece is the end of them.
    pub(crate) fn next_piece(&mut self, octets: &mut &[u8]) -> Result<Vec<u8>, Damaged> {
        let mut piece = vec![0; PIECE];
        let result = inflate(&mut self.0, octets, &mut piece, MZFlush::None);
        *octets = octets.get(result.bytes_consumed..).unwrap_or_default();
        piece.truncate(result.bytes_written);
        match result.status {
            Ok(MZStatus::Ok) => Ok(piece),
            // There is nothing more to read.
            Err(MZError::Buf) if octets.is_empty() => Ok(piece),
            _ => Err(Damaged),
        }
    }
}

/// `plain` as stored blocks, which end at whole octets: nothing is held back.
pub(crate) fn stored(plain: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::with_capacity(plain.len() + 5);
    for block in plain.chunks(BLOCK) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        blocks.push(0);
        blocks.extend(length.to_le_bytes());
        blocks.extend((!length).to_le_bytes());
        blocks.extend(block);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflated(mut octets: &[u8]) -> Result<Vec<u8>, Damaged> {
        let mut inflater = Inflater::new();
        let mut all = Vec::new();
        loop {
            let piece = inflater.next_piece(&mut octets)?;
            if piece.is_empty() {
                return Ok(all);
            }
            assert!(piece.len() <= PIECE);
            all.extend(piece);
        }
    }

    #[test]
    fn stored_blocks_are_worded() {
        assert_eq!(stored(b"A1 NOOP\r\n"), b"\0\x09\0\xf6\xffA1 NOOP\r\n");
        assert_eq!(stored(b""), b"");
        let long = vec![b'x'; 70_000];
        let blocks = stored(&long);
        assert_eq!(blocks.len(), 70_010);
        assert_eq!(inflated(&blocks), Ok(long));
    }

    #[test]
    fn deflate_is_read() {
        // "* OK\r\n" with a fixed code, then an empty stored block (a sync flush).
        let flushed = b"\xd2\x52\xf0\xf7\xe6\xe5\x02\x00\x00\x00\xff\xff";
        assert_eq!(inflated(flushed), Ok(b"* OK\r\n".to_vec()));
    }

    #[test]
    fn what_is_no_deflate_is_damaged() {
        assert_eq!(inflated(b"\xff\xff"), Err(Damaged));
        assert_eq!(inflated(b"\0\x01\0\x01\0x"), Err(Damaged));
        // The end of the stream.
        assert_eq!(inflated(b"\x03\x00"), Err(Damaged));
    }
}
