//! The layer of COMPRESS=DEFLATE (RFC 4978): raw deflate, both ways.

use core::fmt;
use miniz_oxide::deflate::CompressionLevel;
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Octets that are inflated at once; what they say is dealt with before more.
const PIECE: usize = 16 * 1024;

/// Both halves of the layer.
pub(super) struct Compression {
    inflater: Box<InflateState>,
    deflater: Box<CompressorOxide>,
    /// How much of the output was said before the layer began.
    pub(super) begins_at: usize,
}

impl fmt::Debug for Compression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Compression")
            .finish_non_exhaustive()
    }
}

impl Compression {
    /// A layer that begins behind so many octets of the output.
    pub(super) fn new(begins_at: usize) -> Self {
        let (format, level) = (DataFormat::Raw, CompressionLevel::DefaultLevel);
        Self {
            inflater: InflateState::new_boxed(format),
            deflater: Box::new(CompressorOxide::with_format_and_level(format, level)),
            begins_at,
        }
    }

    /// The next piece of what `octets` say, which lose what was read; `None`
    /// when they are no deflate. An empty piece is the end of them.
    pub(super) fn inflated(&mut self, octets: &mut &[u8]) -> Option<Vec<u8>> {
        let mut piece = vec![0; PIECE];
        let result = inflate(&mut self.inflater, octets, &mut piece, MZFlush::None);
        *octets = octets.get(result.bytes_consumed..).unwrap_or_default();
        piece.truncate(result.bytes_written);
        // The client must not end the stream (RFC 4978 §4). That there is
        // nothing more to read is no fault.
        let is_well = match result.status {
            Ok(status) => status == MZStatus::Ok,
            Err(error) => error == MZError::Buf && octets.is_empty(),
        };
        is_well.then_some(piece)
    }

    /// `plain` for the wire, so that all of it can be read at once.
    pub(super) fn deflated(&mut self, plain: &[u8]) -> Vec<u8> {
        let clear = plain.len().min(self.begins_at);
        self.begins_at -= clear;
        let (clear, rest) = plain.split_at(clear);
        let mut wire = clear.to_vec();
        let mut rest = rest;
        let mut piece = vec![0; PIECE];
        while !rest.is_empty() {
            loop {
                let result = deflate(&mut self.deflater, rest, &mut piece, MZFlush::Sync);
                wire.extend(piece.iter().take(result.bytes_written));
                rest = rest.get(result.bytes_consumed..).unwrap_or_default();
                if result.status.is_err() || result.bytes_written < piece.len() {
                    break;
                }
            }
        }
        wire
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflate_all(layer: &mut Compression, mut octets: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        loop {
            let piece = layer.inflated(&mut octets).unwrap();
            if piece.is_empty() && octets.is_empty() {
                return plain;
            }
            plain.extend(piece);
        }
    }

    #[test]
    fn what_is_deflated_can_be_inflated_at_once() {
        let (mut one, mut other) = (Compression::new(0), Compression::new(0));
        let long: Vec<u8> = (0_u32..100_000)
            .flat_map(|n| n.wrapping_mul(n).to_be_bytes())
            .collect();
        for plain in [&b"* OK ready\r\n"[..], &long, b"x"] {
            let wire = one.deflated(plain);
            let mut read = Vec::new();
            for octet in &wire {
                read.extend(inflate_all(&mut other, &[*octet]));
            }
            assert_eq!(read, plain);
        }
    }

    #[test]
    fn what_is_no_deflate_is_noticed() {
        assert_eq!(
            Compression::new(0).inflated(&mut &b"\xffa NOOP\r\n"[..]),
            None
        );
    }

    #[test]
    fn what_was_said_before_stays_as_it_is() {
        let mut layer = Compression::new(4);
        assert_eq!(layer.deflated(b"ab"), b"ab");
        assert!(layer.deflated(b"cdef").starts_with(b"cd"));
    }
}
