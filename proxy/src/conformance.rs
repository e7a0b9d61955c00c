//! For conformance tests of the WebSocket: an upstream that is an echo. What
//! comes before it, from the accepted connection to the WebSocket's limits, is
//! what every relay has; only text messages are echoed too, where a relay
//! refuses them.

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::Message;

use crate::close::Ending;
use crate::config::{Target, Upstream};
use crate::relay::Browser;
use crate::relay::frame::Kind;
use crate::relay::message::{self, FromBrowser};

/// The echo's upstream, and its name in addresses.
pub fn upstream() -> (String, Upstream) {
    let upstream = Upstream {
        label: "Echo".to_owned(),
        domains: Vec::new(),
        target: Target::Echo,
        submission: None,
    };
    ("echo".to_owned(), upstream)
}

/// Sends every message back until the browser closes or breaks a rule.
pub(crate) async fn echo<B: AsyncRead + AsyncWrite + Unpin>(mut browser: Browser<B>) {
    let ending = loop {
        let (kind, payload) = match browser.next().await {
            Some(Ok(Message::Text(text))) => (Kind::Text, text.into()),
            other => match message::read(other) {
                FromBrowser::Payload(payload) => (Kind::Binary, payload),
                FromBrowser::Control => continue,
                FromBrowser::End(ending) => break ending,
            },
        };
        if browser.flush().await.is_err() {
            break Ending::BrowserVanished;
        }
        browser.get_mut().begin(kind, payload);
        if browser.flush().await.is_err() {
            break Ending::BrowserVanished;
        }
    };
    message::close(&mut browser, &ending).await;
}
