//! What a relay holds back in memory, measured where no operating system's
//! buffers are in between.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{
    AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream, ReadBuf, duplex,
};

use super::{Outcome, relay, web_socket};
use crate::close::Ending;
use crate::config::Limits;

/// What each pipe between a test and the relay holds by itself.
const PIPE: usize = 1024;
const BOUND: usize = 512 * 1024;

/// A relay in a task, and the far ends of its two sides.
async fn start() -> (DuplexStream, DuplexStream, tokio::task::JoinHandle<Outcome>) {
    let (browser, relays_browser) = duplex(PIPE);
    let (upstream, relays_upstream) = duplex(PIPE);
    let limits = Limits::default();
    let socket = web_socket(relays_browser, Vec::new(), &limits).await;
    let connect = Box::pin(async { Ok((relays_upstream, &b""[..])) });
    let running =
        tokio::spawn(async move { relay(socket, connect, &limits, std::future::pending()).await });
    (browser, upstream, running)
}

/// How much is taken before nothing is taken any more.
async fn swallowed(writer: &mut (impl AsyncWrite + Unpin), piece: &[u8]) -> usize {
    let mut taken = 0;
    let mut rest = piece;
    while let Ok(Ok(length)) =
        tokio::time::timeout(Duration::from_millis(200), writer.write(rest)).await
    {
        taken += length;
        rest = &rest[length..];
        if rest.is_empty() {
            rest = piece;
        }
    }
    taken
}

fn frame(length: usize) -> Vec<u8> {
    let mut frame = vec![0x82, 0x80 | 127];
    frame.extend((length as u64).to_be_bytes());
    frame.resize(frame.len() + 4 + length, 0);
    frame
}

#[tokio::test]
async fn a_browser_that_does_not_read_costs_at_most_its_bound() {
    let (_browser, mut upstream, running) = start().await;
    let taken = swallowed(&mut upstream, &[0; 64 * 1024]).await;
    assert!((1..=BOUND).contains(&taken), "{taken}");
    running.abort();
}

#[tokio::test]
async fn a_mail_server_that_does_not_read_costs_at_most_its_bound_whatever_the_frames() {
    for length in [100, 16 * 1024, 256 * 1024] {
        let (mut browser, _upstream, running) = start().await;
        let taken = swallowed(&mut browser, &frame(length)).await;
        assert!(
            (1..=BOUND).contains(&taken),
            "{taken} in frames of {length}"
        );
        running.abort();
    }
}

#[tokio::test]
async fn what_waits_is_delivered_when_it_is_read_at_last() {
    let (mut browser, mut upstream, running) = start().await;
    let taken = swallowed(&mut browser, &frame(1000)).await;
    let whole_frames = taken / frame(1000).len();
    // The frame that was cut ends the relay, after what came whole.
    drop(browser);
    let mut heard = Vec::new();
    upstream.read_to_end(&mut heard).await.unwrap();
    let outcome = running.await.unwrap();
    assert_eq!(heard.len(), whole_frames * 1000);
    assert_eq!(outcome.from_browser, heard.len() as u64);
    assert_eq!(outcome.ending, Ending::BrowserVanished);
}

/// A mail server that says something and takes nothing, as one that turns a
/// client away.
struct Deaf(DuplexStream);

impl AsyncRead for Deaf {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Deaf {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_server_that_takes_no_more_is_heard_to_its_end() {
    let (mut browser, relays_browser) = duplex(PIPE);
    let (mut upstream, relays_upstream) = duplex(PIPE);
    let limits = Limits::default();
    let socket = web_socket(relays_browser, Vec::new(), &limits).await;
    let connect = Box::pin(async { Ok((Deaf(relays_upstream), &b""[..])) });
    let running =
        tokio::spawn(async move { relay(socket, connect, &limits, std::future::pending()).await });
    browser.write_all(&frame(100)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    upstream
        .write_all(b"* BYE too many connections\r\n")
        .await
        .unwrap();
    drop(upstream);
    let mut heard = [0; 30];
    browser.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"\x82\x1c* BYE too many connections\r\n");
    drop(browser);
    assert_eq!(running.await.unwrap().ending, Ending::UpstreamFinished);
}
