//! For conformance tests of the WebSocket: an upstream that is an echo. What
//! comes before it, from the accepted connection to the WebSocket's limits, is
//! what every relay has; only text messages are echoed too, where a relay
//! refuses them.

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use crate::close::Ending;
use crate::config::{Target, Upstream};
use crate::relay::message::{self, FromBrowser};

/// The echo's upstream, and its name in addresses.
pub fn upstream() -> (String, Upstream) {
    let upstream = Upstream {
        label: "Echo".to_owned(),
        domains: Vec::new(),
        target: Target::Echo,
    };
    ("echo".to_owned(), upstream)
}

/// Sends every message back until the browser closes or breaks a rule.
pub(crate) async fn echo<B: AsyncRead + AsyncWrite + Unpin>(mut browser: WebSocketStream<B>) {
    let ending = loop {
        let message = match browser.next().await {
            Some(Ok(text @ Message::Text(_))) => text,
            other => match message::read(other) {
                FromBrowser::Payload(payload) => Message::Binary(payload),
                FromBrowser::Control => continue,
                FromBrowser::End(ending) => break ending,
            },
        };
        if browser.send(message).await.is_err() {
            break Ending::BrowserVanished;
        }
    };
    message::close(&mut browser, &ending).await;
}
