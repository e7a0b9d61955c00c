//! Data frames to a browser, written straight from the buffer that they were
//! read into. tungstenite would copy each into a buffer of its own, which grows
//! with the first mail and stays as long as the relay; it keeps the control
//! frames, and all that a browser sends.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;

/// A WebSocket to a browser. Before a data frame begins, flush it: then no
/// other frame is half written.
pub(crate) type Browser<B> = WebSocketStream<FrameWriter<B>>;

/// What a data frame carries (RFC 6455 §5.2), as the first byte of a frame
/// that is a whole message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    #[cfg(feature = "conformance")]
    Text = 0x81,
    Binary = 0x82,
}

/// A stream into which data frames can be put. Whatever else is written waits
/// until the data frame is complete.
#[derive(Debug)]
pub(crate) struct FrameWriter<B> {
    stream: B,
    head: Head,
    payload: Bytes,
}

impl<B> FrameWriter<B> {
    pub(crate) fn new(stream: B) -> Self {
        Self {
            stream,
            head: Head::default(),
            payload: Bytes::new(),
        }
    }

    /// Begins a data frame; flushing completes it. The one before must be
    /// complete, and so must every frame of the WebSocket's own.
    pub(crate) fn begin(&mut self, kind: Kind, payload: Bytes) {
        debug_assert!(self.is_complete());
        self.head = Head::new(kind, payload.len());
        self.payload = payload;
    }

    fn is_complete(&self) -> bool {
        self.head.rest().is_empty() && self.payload.is_empty()
    }
}

impl<B: AsyncWrite + Unpin> FrameWriter<B> {
    fn poll_complete(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.is_complete() {
            let head = self.head.rest();
            let pieces = [IoSlice::new(head), IoSlice::new(&self.payload)];
            let stream = Pin::new(&mut self.stream);
            let mut written = ready!(stream.poll_write_vectored(context, &pieces))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            written -= self.head.advance(written);
            self.payload.advance(written);
        }
        // The frame's memory goes as soon as the frame does.
        self.payload = Bytes::new();
        Poll::Ready(Ok(()))
    }
}

impl<B: AsyncRead + Unpin> AsyncRead for FrameWriter<B> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<B: AsyncWrite + Unpin> AsyncWrite for FrameWriter<B> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_complete(context))?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_complete(context))?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The head of an unmasked frame, and how much of it is written.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    bytes: [u8; 10],
    length: usize,
    written: usize,
}

impl Head {
    fn new(kind: Kind, payload: usize) -> Self {
        let mut bytes = [0; 10];
        let [first, second, extended @ ..] = &mut bytes;
        *first = kind as u8;
        // RFC 6455 §5.2: up to 125 as it is, else in 16 bits, else in 64.
        let length = match (u8::try_from(payload), u16::try_from(payload)) {
            (Ok(short), _) if short <= 125 => {
                *second = short;
                2
            }
            (_, Ok(medium)) => {
                *second = 126;
                let [high, low, ..] = extended;
                [*high, *low] = medium.to_be_bytes();
                4
            }
            _ => {
                *second = 127;
                *extended = (payload as u64).to_be_bytes();
                10
            }
        };
        Self {
            bytes,
            length,
            written: 0,
        }
    }

    fn rest(&self) -> &[u8] {
        self.bytes
            .get(self.written..self.length)
            .unwrap_or_default()
    }

    /// Counts what was written of the head, out of `written` bytes.
    fn advance(&mut self, written: usize) -> usize {
        let of_head = written.min(self.rest().len());
        self.written += of_head;
        of_head
    }
}

#[cfg(test)]
mod tests {
    use super::{FrameWriter, Kind};
    use bytes::Bytes;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    #[tokio::test]
    async fn a_frame_has_the_shortest_head_and_comes_whole_before_anything_else() {
        for (length, head) in [
            (0, &b"\x82\x00"[..]),
            (1, b"\x82\x01"),
            (125, b"\x82\x7d"),
            (126, b"\x82\x7e\x00\x7e"),
            (65_535, b"\x82\x7e\xff\xff"),
            (65_536, b"\x82\x7f\0\0\0\0\0\x01\0\0"),
        ] {
            // So narrow that every frame is written in many pieces.
            let (near, mut far) = duplex(3);
            let payload: Vec<u8> = (0..length).map(|index| (index % 253) as u8).collect();
            let mut writer = FrameWriter::new(near);
            writer.begin(Kind::Binary, Bytes::from(payload.clone()));
            let write = async {
                writer.write_all(b"behind").await.unwrap();
                writer.shutdown().await.unwrap();
            };
            let mut written = Vec::new();
            let (_, read) = tokio::join!(write, far.read_to_end(&mut written));
            read.unwrap();
            assert!(written == [head, &payload, b"behind"].concat(), "{length}");
        }
    }
}
