//! The way to a mail server: TCP, perhaps a PROXY header, perhaps STARTTLS, and
//! always TLS.

mod proxy_header;
mod starttls;
mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::close::Failure;
use crate::config::{MailServer, Service, TlsMode};
pub(crate) use tls::{ClientConfigs, failure, versions};

/// What a browser hears first where STARTTLS came before: the server's own
/// greeting was said in clear, so nothing of it can be believed, and a server
/// does not greet again after TLS (RFC 9051 §6.2.1). It names no capability, so
/// that the client asks the server itself, now inside TLS.
const GREETING_AFTER_STARTTLS: &[u8] = b"* OK Porthole relay ready\r\n";

/// The same of a submission service: its client greets it anew inside TLS.
const SUBMISSION_GREETING_AFTER_STARTTLS: &[u8] = b"220 Porthole relay ready\r\n";

/// All that is known of a mail server before the first connection to it.
pub(crate) struct Connector {
    server: MailServer,
    server_name: ServerName<'static>,
    tls: tokio_rustls::TlsConnector,
    within: Duration,
}

/// A connection to a mail server, inside TLS.
pub(crate) struct Connected {
    pub(crate) stream: TlsStream<TcpStream>,
    /// What the browser is told before the server's first byte.
    pub(crate) preface: &'static [u8],
}

impl Connector {
    /// `within` bounds a connection's making, from the look-up of the name to the end of TLS's handshake.
    pub(crate) fn new(
        server: MailServer,
        config: std::sync::Arc<ClientConfig>,
        within: Duration,
    ) -> Result<Self, Failure> {
        let server_name = ServerName::try_from(server.host.clone())
            .map_err(|_| Failure::Unreachable("not a host name".into()))?;
        Ok(Self {
            server,
            server_name,
            tls: config.into(),
            within,
        })
    }

    /// A new connection on behalf of the browser at `browser`.
    pub(crate) async fn connect(&self, browser: SocketAddr) -> Result<Connected, Failure> {
        match tokio::time::timeout(self.within, self.connect_unbounded(browser)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::Unreachable(
                "the mail server did not answer in time".into(),
            )),
        }
    }

    async fn connect_unbounded(&self, browser: SocketAddr) -> Result<Connected, Failure> {
        let mut tcp = TcpStream::connect((self.server.host.as_str(), self.server.port))
            .await
            .map_err(|error| unreachable_because(&error))?;
        let broken = |error: std::io::Error| unreachable_because(&error);
        tcp.set_nodelay(true).map_err(broken)?;
        if self.server.proxy_protocol {
            let server = tcp.peer_addr().map_err(broken)?;
            tcp.write_all(&proxy_header::version_2(browser, server))
                .await
                .map_err(broken)?;
        }
        let preface = match (self.server.tls, self.server.service) {
            (TlsMode::Implicit, _) => &[],
            (TlsMode::StartTls, Service::Imap) => {
                starttls::negotiate(&mut tcp).await?;
                GREETING_AFTER_STARTTLS
            }
            (TlsMode::StartTls, Service::Submission) => {
                starttls::submission::negotiate(&mut tcp).await?;
                SUBMISSION_GREETING_AFTER_STARTTLS
            }
        };
        let stream = self
            .tls
            .connect(self.server_name.clone(), tcp)
            .await
            .map_err(|error| failure(&error))?;
        Ok(Connected { stream, preface })
    }
}

fn unreachable_because(error: &std::io::Error) -> Failure {
    use std::io::ErrorKind;
    Failure::Unreachable(
        match error.kind() {
            ErrorKind::ConnectionRefused => "the mail server refused the connection",
            ErrorKind::TimedOut => "the mail server did not answer in time",
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                "there is no route to the mail server"
            }
            ErrorKind::ConnectionReset | ErrorKind::BrokenPipe => {
                "the mail server broke the connection off"
            }
            ErrorKind::AddrNotAvailable => {
                "the proxy has no free port left towards the mail server"
            }
            _ if error.raw_os_error().is_none() => "the mail server's name cannot be resolved",
            _ => "the mail server cannot be reached",
        }
        .into(),
    )
}
