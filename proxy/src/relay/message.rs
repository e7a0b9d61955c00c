//! What a browser's messages mean to a relay.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::ready;

use bytes::Bytes;
use futures_util::{Sink as _, Stream as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Utf8Bytes;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::Browser;
use crate::close::{Ending, Violation};

/// What a browser's message means to a relay.
pub(crate) enum FromBrowser {
    /// For the mail server. Where a message begins and ends carries no meaning.
    Payload(Bytes),
    /// A sign of life.
    Control,
    /// There will be no more.
    End(Ending),
}

pub(crate) fn read(message: Option<Result<Message, Error>>) -> FromBrowser {
    match message {
        Some(Ok(Message::Binary(payload))) => FromBrowser::Payload(payload),
        Some(Ok(Message::Text(_))) => violation(Violation::NotBinary),
        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => FromBrowser::Control,
        Some(Ok(Message::Close(_))) => FromBrowser::End(Ending::BrowserClosed),
        Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => {
            violation(Violation::TooLarge)
        }
        Some(Err(Error::Utf8(_))) => violation(Violation::NotUtf8),
        Some(Err(Error::Protocol(problem)))
            if problem != ProtocolError::ResetWithoutClosingHandshake =>
        {
            violation(Violation::Protocol)
        }
        Some(Err(_)) | None => FromBrowser::End(Ending::BrowserVanished),
    }
}

fn violation(violation: Violation) -> FromBrowser {
    FromBrowser::End(Ending::BrowserViolation(violation))
}

/// Sends the close frame for `ending`, unless the browser was first, and waits
/// for the browser's answer.
pub(crate) async fn close<B: AsyncRead + AsyncWrite + Unpin>(
    browser: &mut Browser<B>,
    ending: &Ending,
) {
    match ending {
        Ending::BrowserVanished => return,
        // The answer to its close frame is queued already.
        Ending::BrowserClosed => {}
        _ => {
            let frame = CloseFrame {
                code: ending.code().into(),
                reason: Utf8Bytes::from(ending.reason()),
            };
            let sent = poll_fn(|context| {
                ready!(Pin::new(&mut *browser).poll_ready(context))?;
                std::task::Poll::Ready(
                    Pin::new(&mut *browser).start_send(Message::Close(Some(frame.clone()))),
                )
            })
            .await;
            if sent.is_err() {
                return;
            }
        }
    }
    if poll_fn(|context| Pin::new(&mut *browser).poll_flush(context))
        .await
        .is_err()
    {
        return;
    }
    // What the browser still says is of no use to anybody; that it ends is.
    while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut *browser).poll_next(context)).await {}
}
