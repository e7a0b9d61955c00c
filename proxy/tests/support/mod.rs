//! A proxy of the test's own, browsers for it, and mail servers behind it; all
//! on loopback, on ports that the system chooses.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a crate of its own and uses a part of this"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test's panic is its report"
)]

pub mod certificate;
pub mod mail_server;

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use porthole::Config;
use porthole::assets::Asset;
use porthole::config::{MailServer, Target, TlsMode, Upstream};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::StatusCode;
use tokio_tungstenite::tungstenite::{Error as WebSocketError, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

/// Nothing in these tests takes this long unless it hangs.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What takes less waited for no deadline but the one meant: those that a
/// configuration leaves as they are take longer.
pub const AT_ONCE: Duration = Duration::from_secs(8);

/// Fails a test in place of letting it hang.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future)
        .await
        .expect("this hangs")
}

/// A small app, as built.
pub const APP: &[Asset] = &[
    Asset {
        path: "/index.html",
        identity: b"<!doctype html><html><head><title>x</title></head><body></body></html>",
        brotli: None,
        gzip: None,
    },
    Asset {
        path: "/assets/app-1234.wasm",
        identity: b"identity",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    },
    Asset {
        path: "/icon.svg",
        identity: b"<svg/>",
        brotli: None,
        gzip: None,
    },
];

pub struct Proxy {
    pub address: SocketAddr,
    shutdown: oneshot::Sender<()>,
    pub served: JoinHandle<Result<(), porthole::Error>>,
}

impl Proxy {
    pub async fn start(config: Config) -> Self {
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (shutdown, asked) = oneshot::channel::<()>();
        let served = tokio::spawn(porthole::serve(listener, config, APP, async move {
            let _ = asked.await;
        }));
        Self {
            address,
            shutdown,
            served,
        }
    }

    /// A proxy with one upstream, `work`.
    pub async fn before(server: MailServer) -> Self {
        Self::start(config_for(server)).await
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A WebSocket as the app opens it, or the status that refused it.
    pub async fn open(&self, upstream: &str) -> Result<Browser, StatusCode> {
        let origin = self.origin();
        self.open_with(
            upstream,
            &[
                ("origin", &origin),
                ("sec-websocket-protocol", relay_protocol::SUBPROTOCOL),
            ],
        )
        .await
    }

    pub async fn open_with(
        &self,
        upstream: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Browser, StatusCode> {
        let mut request = format!(
            "ws://{}{}{upstream}",
            self.address,
            relay_protocol::RELAY_PATH
        )
        .into_client_request()
        .unwrap();
        for (name, value) in headers {
            request.headers_mut().append(*name, value.parse().unwrap());
        }
        let tcp = TcpStream::connect(self.address).await.unwrap();
        match soon(client_async(request, tcp)).await {
            Ok((socket, _)) => Ok(Browser { socket }),
            Err(WebSocketError::Http(response)) => Err(response.status()),
            Err(error) => panic!("neither accepted nor refused: {error}"),
        }
    }

    /// Sends `request` as it is and reads until the proxy closes.
    pub async fn raw(&self, request: &str) -> String {
        let mut tcp = TcpStream::connect(self.address).await.unwrap();
        tcp.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // A reset after the answer is an end too.
        let _ = soon(tcp.read_to_end(&mut answer)).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The answer to a GET with these header lines.
    pub async fn fetch(&self, path: &str, headers: &str) -> String {
        let host = self.address;
        self.raw(&format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\n"
        ))
        .await
    }

    pub fn stop(self) -> JoinHandle<Result<(), porthole::Error>> {
        let _ = self.shutdown.send(());
        self.served
    }
}

pub fn config_for(server: MailServer) -> Config {
    let mut config = Config::on_loopback();
    config.log.level = porthole::config::LogLevel::Error;
    let upstream = Upstream {
        label: "Work".to_owned(),
        domains: vec!["example.org".to_owned()],
        target: Target::Server(server),
        submission: None,
    };
    config.upstreams.insert("work".to_owned(), upstream);
    config
}

/// A mail server that nobody is.
pub fn nobody() -> MailServer {
    MailServer {
        host: "localhost".to_owned(),
        port: 1,
        tls: TlsMode::Implicit,
        ca_file: Some(certificate::Authority::new("nobody").file()),
        proxy_protocol: false,
        service: porthole::config::Service::Imap,
    }
}

pub struct Browser {
    pub socket: WebSocketStream<TcpStream>,
}

impl Browser {
    pub async fn send(&mut self, bytes: &[u8]) {
        soon(self.socket.send(Message::binary(bytes.to_vec())))
            .await
            .unwrap();
    }

    /// What arrives until it is as long as `expected`, however it is cut.
    pub async fn expect(&mut self, expected: &[u8]) {
        let mut heard = Vec::new();
        while heard.len() < expected.len() {
            match soon(self.socket.next()).await {
                Some(Ok(Message::Binary(bytes))) => heard.extend_from_slice(&bytes),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("after {} bytes: {other:?}", heard.len()),
            }
        }
        assert!(heard == expected, "{:?}", String::from_utf8_lossy(&heard));
    }

    /// The close code and reason that end it, and what came before.
    pub async fn closed(&mut self) -> (u16, String, Vec<u8>) {
        let mut heard = Vec::new();
        loop {
            match soon(self.socket.next()).await {
                Some(Ok(Message::Binary(bytes))) => heard.extend_from_slice(&bytes),
                Some(Ok(Message::Close(Some(frame)))) => {
                    return (frame.code.into(), frame.reason.to_string(), heard);
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("not closed, but {other:?}"),
            }
        }
    }

    pub async fn close_code(&mut self) -> u16 {
        self.closed().await.0
    }
}
