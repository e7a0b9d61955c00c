//! Mail servers that say what a test wants them to say.

use std::net::SocketAddr;
use std::path::PathBuf;

use porthole::config::{MailServer, TlsMode};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::certificate::{Authority, Identity};
use super::soon;

/// Listens for TLS; the test itself plays the server on what it accepts.
pub struct Listening {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    ca_file: PathBuf,
}

impl Listening {
    /// With a certificate that the proxy will trust.
    pub async fn start() -> Self {
        let authority = Authority::new("test authority");
        Self::with(&authority.server(), authority.file()).await
    }

    /// With `identity`, before a proxy that trusts `ca_file`.
    pub async fn with(identity: &Identity, ca_file: PathBuf) -> Self {
        Self {
            listener: TcpListener::bind("127.0.0.1:0").await.unwrap(),
            acceptor: identity.server_config().into(),
            ca_file,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap()
    }

    /// This server in a proxy's configuration.
    pub fn configured(&self) -> MailServer {
        MailServer {
            host: "localhost".to_owned(),
            port: self.address().port(),
            tls: TlsMode::Implicit,
            ca_file: Some(self.ca_file.clone()),
            proxy_protocol: false,
            service: porthole::config::Service::Imap,
        }
    }

    pub async fn accept_tcp(&self) -> TcpStream {
        soon(self.listener.accept()).await.unwrap().0
    }

    pub async fn accept(&self) -> TlsStream<TcpStream> {
        self.encrypt(self.accept_tcp().await).await
    }

    pub async fn encrypt(&self, tcp: TcpStream) -> TlsStream<TcpStream> {
        soon(self.acceptor.accept(tcp)).await.unwrap()
    }

    /// Accepts, and fails to agree on TLS.
    pub async fn accept_in_vain(&self) {
        let tcp = self.accept_tcp().await;
        let _ = soon(self.acceptor.accept(tcp)).await;
    }
}

/// Sends `bytes` and sees that they are on their way.
pub async fn say(stream: &mut (impl tokio::io::AsyncWrite + Unpin), bytes: &[u8]) {
    soon(stream.write_all(bytes)).await.unwrap();
    soon(stream.flush()).await.unwrap();
}
