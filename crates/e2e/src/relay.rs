//! The proxy's relay as a stream of octets, as the app's worker has it.

use futures_util::{SinkExt, StreamExt};
use relay_protocol::{RELAY_PATH, SUBPROTOCOL};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;

/// The app's worker sends no larger messages.
const LARGEST_MESSAGE: usize = 128 * 1024;
/// So much waits on either way.
const BUFFER: usize = 256 * 1024;

/// A proxy.
#[derive(Clone, Debug)]
pub(crate) struct Proxy {
    /// The origin of its pages.
    pub(crate) origin: String,
    /// Where it listens, or what stands before it.
    pub(crate) address: String,
}

impl Proxy {
    /// Opens a relay: `path` is the upstream's name, with the suffix of a service.
    ///
    /// # Errors
    /// When the proxy does not let us.
    pub(crate) async fn open(&self, path: &str) -> std::io::Result<DuplexStream> {
        open(&self.address, &self.origin, path).await
    }
}

async fn open(address: &str, origin: &str, path: &str) -> std::io::Result<DuplexStream> {
    let failed = std::io::Error::other::<tokio_tungstenite::tungstenite::Error>;
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let url = format!("ws://{address}{RELAY_PATH}{path}");
    let mut request = url.into_client_request().map_err(failed)?;
    let headers = request.headers_mut();
    headers.insert(
        "sec-websocket-protocol",
        HeaderValue::from_static(SUBPROTOCOL),
    );
    if let Ok(origin) = HeaderValue::from_str(origin) {
        headers.insert("origin", origin);
    }
    let (socket, _) = client_async(request, stream).await.map_err(failed)?;
    let (near, far) = tokio::io::duplex(BUFFER);
    let (mut sink, mut source) = socket.split();
    let (mut from_near, mut to_near) = tokio::io::split(far);
    tokio::spawn(async move {
        loop {
            let mut buffer = Vec::with_capacity(LARGEST_MESSAGE);
            match from_near.read_buf(&mut buffer).await {
                Ok(1..) if sink.send(Message::binary(buffer)).await.is_ok() => {}
                _ => break,
            }
        }
        let _ = sink.close().await;
    });
    tokio::spawn(async move {
        while let Some(Ok(message)) = source.next().await {
            let is_end = match message {
                Message::Binary(bytes) => to_near.write_all(&bytes).await.is_err(),
                Message::Close(_) => true,
                _ => false,
            };
            if is_end {
                break;
            }
        }
        let _ = to_near.shutdown().await;
    });
    Ok(near)
}
