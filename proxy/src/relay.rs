//! One relay: what a browser sends goes to the mail server, what the server
//! sends goes to the browser, and nothing of it is looked at.
//!
//! Both directions run in one task. Each holds at most one piece: while it
//! waits to be taken, nothing more is read from the side it came from, so that
//! a slow reader slows its writer down and costs no memory.

mod deadlines;
pub(crate) mod frame;
pub(crate) mod message;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf as _, Bytes, BytesMut};
use futures_util::{Sink as _, Stream as _};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use self::deadlines::Deadlines;
pub(crate) use self::frame::Browser;
use self::frame::{FrameWriter, Kind};
use self::message::FromBrowser;
use crate::close::{Ending, Failure};
use crate::config::Limits;

/// What is read from a mail server at once, and so the largest message to a
/// browser: two records of TLS (RFC 8446 §5.1).
const CHUNK: usize = 32 * 1024;
/// What is read from a browser at once; grows for a frame that is larger.
const READ_BUFFER: usize = 4 * 1024;
/// For a mail server to hear the end of the last command.
const UPSTREAM_FAREWELL: Duration = Duration::from_secs(1);
/// For a browser to answer a close frame.
const BROWSER_FAREWELL: Duration = Duration::from_secs(2);

/// How a WebSocket is spoken here: small buffers, all of them bounded, and no
/// buffering of writes, because what is relayed comes in large pieces already.
fn websocket_config(limits: &Limits) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(limits.buffer_bytes)
        .max_message_size(Some(limits.message_bytes))
        .max_frame_size(Some(limits.frame_bytes))
}

/// The WebSocket on `stream`, on which the handshake is complete and `read`
/// was read behind it.
pub(crate) async fn web_socket<B: AsyncRead + AsyncWrite + Unpin>(
    stream: B,
    read: Vec<u8>,
    limits: &Limits,
) -> Browser<B> {
    let config = Some(websocket_config(limits));
    WebSocketStream::from_partially_read(FrameWriter::new(stream), read, Role::Server, config).await
}

/// What became of a relay.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) ending: Ending,
    /// Bytes that the mail server took from the browser.
    pub(crate) from_browser: u64,
    /// Bytes that the browser was sent from the mail server.
    pub(crate) to_browser: u64,
}

/// A connected upstream, and what the browser is told before its first byte.
pub(crate) type Opened<U> = (U, &'static [u8]);

/// Relays between `browser` and the upstream that `connect` leads to, until one
/// of them ends, a deadline passes, or `stop` is ready; then says goodbye to
/// both.
pub(crate) async fn relay<B, U>(
    browser: Browser<B>,
    connect: Pin<Box<dyn Future<Output = Result<Opened<U>, Failure>> + Send>>,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) -> Outcome
where
    B: AsyncRead + AsyncWrite + Unpin,
    U: AsyncRead + AsyncWrite + Unpin,
{
    let mut relay = Relay {
        browser,
        upstream: Upstream::Connecting(connect),
        preface: Bytes::new(),
        to_upstream: Bytes::new(),
        unflushed: false,
        upstream_is_deaf: false,
        upstream_ended: None,
        deadlines: Deadlines::new(limits, Instant::now()),
        from_browser: 0,
        to_browser: 0,
    };
    let ending = {
        let mut stop = pin!(stop);
        let mut alarm = pin!(tokio::time::sleep_until(relay.deadlines.next()));
        std::future::poll_fn(|context| {
            if let Poll::Ready(ending) = relay.poll(context) {
                return Poll::Ready(ending);
            }
            if stop.as_mut().poll(context).is_ready() {
                return Poll::Ready(Ending::ShuttingDown);
            }
            while alarm.as_mut().poll(context).is_ready() {
                if let Some(ending) = relay.handle_alarm(context) {
                    return Poll::Ready(ending);
                }
                alarm.as_mut().reset(relay.deadlines.next());
            }
            Poll::Pending
        })
        .await
    };
    relay.say_goodbye(&ending).await;
    Outcome {
        ending,
        from_browser: relay.from_browser,
        to_browser: relay.to_browser,
    }
}

struct Relay<B, U> {
    browser: Browser<B>,
    upstream: Upstream<U>,
    /// What the browser is told before the mail server's first byte.
    preface: Bytes,
    /// The rest of a browser's message that the mail server did not take yet.
    to_upstream: Bytes,
    /// TLS may hold something back that the mail server was given.
    unflushed: bool,
    /// The mail server takes no more from the browser.
    upstream_is_deaf: bool,
    /// The mail server's stream ended so; what came before is still on its way to the browser.
    upstream_ended: Option<Ending>,
    deadlines: Deadlines,
    from_browser: u64,
    to_browser: u64,
}

enum Upstream<U> {
    Connecting(Pin<Box<dyn Future<Output = Result<Opened<U>, Failure>> + Send>>),
    Open(U),
}

impl<B, U> Relay<B, U>
where
    B: AsyncRead + AsyncWrite + Unpin,
    U: AsyncRead + AsyncWrite + Unpin,
{
    /// Moves all that can be moved now.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Ending> {
        if let Upstream::Connecting(connect) = &mut self.upstream
            && let Poll::Ready(result) = connect.as_mut().poll(context)
        {
            match result {
                Ok((upstream, preface)) => {
                    self.upstream = Upstream::Open(upstream);
                    self.preface = Bytes::from_static(preface);
                }
                Err(failure) => return Poll::Ready(Ending::UpstreamFailed(failure)),
            }
        }
        if let Poll::Ready(ending) = self.poll_to_upstream(context) {
            return Poll::Ready(ending);
        }
        self.poll_to_browser(context)
    }

    /// Moves what the browser sent, until one side has to be waited for.
    fn poll_to_upstream(&mut self, context: &mut Context<'_>) -> Poll<Ending> {
        loop {
            while self.to_upstream.has_remaining() {
                let Upstream::Open(upstream) = &mut self.upstream else {
                    return Poll::Pending;
                };
                let Poll::Ready(written) =
                    Pin::new(upstream).poll_write(context, &self.to_upstream)
                else {
                    self.deadlines.upstream_blocks(Instant::now());
                    return Poll::Pending;
                };
                match written {
                    Ok(written) if written > 0 => {
                        self.to_upstream.advance(written);
                        self.from_browser += written as u64;
                        self.unflushed = true;
                        self.deadlines.upstream_took(Instant::now());
                    }
                    _ => self.give_up_writing(),
                }
            }
            match Pin::new(&mut self.browser).poll_next(context) {
                Poll::Ready(message) => {
                    self.deadlines.browser_spoke(Instant::now());
                    match message::read(message) {
                        FromBrowser::Payload(payload) => {
                            self.deadlines.browser_sent();
                            if !self.upstream_is_deaf {
                                self.to_upstream = payload;
                            }
                        }
                        FromBrowser::Control => {}
                        FromBrowser::End(ending) => return Poll::Ready(ending),
                    }
                }
                Poll::Pending => {
                    self.poll_flush_upstream(context);
                    return Poll::Pending;
                }
            }
        }
    }

    fn poll_flush_upstream(&mut self, context: &mut Context<'_>) {
        if let (true, Upstream::Open(upstream)) = (self.unflushed, &mut self.upstream) {
            match Pin::new(upstream).poll_flush(context) {
                Poll::Ready(Ok(())) => {
                    self.unflushed = false;
                    self.deadlines.upstream_took(Instant::now());
                }
                Poll::Ready(Err(_)) => self.give_up_writing(),
                Poll::Pending => self.deadlines.upstream_blocks(Instant::now()),
            }
        }
    }

    /// The mail server takes no more. It may have said why, so its stream is
    /// read to the end; for that it has as long as any side that blocks.
    fn give_up_writing(&mut self) {
        self.upstream_is_deaf = true;
        self.unflushed = false;
        self.to_upstream.clear();
        self.deadlines.upstream_blocks(Instant::now());
    }

    /// Moves what the mail server sent, until one side has to be waited for;
    /// ready when all of it was moved and there will be no more.
    fn poll_to_browser(&mut self, context: &mut Context<'_>) -> Poll<Ending> {
        loop {
            match Pin::new(&mut self.browser).poll_flush(context) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(_)) => return Poll::Ready(Ending::BrowserVanished),
                Poll::Pending => {
                    self.deadlines.browser_blocks(Instant::now());
                    return Poll::Pending;
                }
            }
            self.deadlines.browser_took(Instant::now());
            if let Some(ending) = &self.upstream_ended {
                return Poll::Ready(ending.clone());
            }
            let chunk = ready!(self.poll_read_upstream(context));
            if !chunk.is_empty() {
                self.deadlines.moved(Instant::now());
                self.to_browser += chunk.len() as u64;
                self.browser.get_mut().begin(Kind::Binary, chunk);
            }
        }
    }

    /// What the mail server has said by now, as one chunk; empty at its end.
    fn poll_read_upstream(&mut self, context: &mut Context<'_>) -> Poll<Bytes> {
        let Upstream::Open(upstream) = &mut self.upstream else {
            return Poll::Pending;
        };
        if !self.preface.is_empty() {
            return Poll::Ready(std::mem::take(&mut self.preface));
        }
        let mut chunk = BytesMut::with_capacity(CHUNK);
        while chunk.len() < CHUNK {
            let mut room = (&mut *upstream).take((CHUNK - chunk.len()) as u64);
            let Poll::Ready(read) = pin!(room.read_buf(&mut chunk)).poll(context) else {
                if chunk.is_empty() {
                    return Poll::Pending;
                }
                break;
            };
            match read {
                Ok(0) => {
                    self.upstream_ended = Some(Ending::UpstreamFinished);
                    break;
                }
                Ok(_) => {}
                Err(_) => {
                    self.upstream_ended = Some(Ending::UpstreamReset);
                    break;
                }
            }
        }
        Poll::Ready(chunk.freeze())
    }

    /// A deadline has passed, or it is time for a ping.
    fn handle_alarm(&mut self, context: &mut Context<'_>) -> Option<Ending> {
        let now = Instant::now();
        if let Some(ending) = self.deadlines.passed(now) {
            return Some(ending);
        }
        if self.deadlines.ping_is_due(now) {
            let mut browser = Pin::new(&mut self.browser);
            // A browser that does not read gets no pings on top.
            if let Poll::Ready(Ok(())) = browser.as_mut().poll_ready(context)
                && browser.start_send(Message::Ping(Bytes::new())).is_err()
            {
                return Some(Ending::BrowserVanished);
            }
        }
        None
    }

    /// Closes both, each within its time. A browser's last words are with the
    /// mail server by now, except for what TLS may hold back, and that goes
    /// before TLS's own end.
    async fn say_goodbye(&mut self, ending: &Ending) {
        let Self {
            browser, upstream, ..
        } = self;
        let upstream = async {
            if let Upstream::Open(upstream) = upstream {
                // It is closed either way when it is dropped.
                let _ = tokio::time::timeout(UPSTREAM_FAREWELL, upstream.shutdown()).await;
            }
        };
        let browser = async {
            let _ = tokio::time::timeout(BROWSER_FAREWELL, message::close(browser, ending)).await;
        };
        tokio::join!(upstream, browser);
    }
}
