//! The mail server of the measurement: a TLS server that does one of three
//! things with each order of nine bytes, a letter and a length.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

use crate::read_exactly;

/// Send so many bytes.
pub(crate) const SEND: u8 = b'S';
/// Take so many bytes, then send one.
pub(crate) const TAKE: u8 = b'T';
/// Send this order back.
pub(crate) const ECHO: u8 = b'E';
pub(crate) const ORDER: usize = 9;

pub(crate) struct MailServer {
    pub(crate) address: SocketAddr,
    /// What trusts this server.
    pub(crate) client: Arc<ClientConfig>,
    pub(crate) ca_file: PathBuf,
}

pub(crate) fn order(letter: u8, length: usize) -> [u8; ORDER] {
    let mut order = [letter; ORDER];
    order[1..].copy_from_slice(&(length as u64).to_be_bytes());
    order
}

impl MailServer {
    pub(crate) async fn start() -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .self_signed(&key)
            .unwrap();
        let ca_file = std::env::temp_dir().join(format!("relay-bench-{}.pem", std::process::id()));
        std::fs::write(&ca_file, certificate.pem()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let mut server = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            )
            .unwrap();
        server.send_tls13_tickets = 2;
        let mut roots = RootCertStore::empty();
        roots.add(certificate.der().clone()).unwrap();
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(server));
        tokio::spawn(async move {
            loop {
                let (tcp, _) = listener.accept().await.unwrap();
                tokio::spawn(obey(acceptor.clone(), tcp));
            }
        });
        Self {
            address,
            client: Arc::new(client),
            ca_file,
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.ca_file);
    }
}

async fn obey(acceptor: TlsAcceptor, tcp: TcpStream) {
    tcp.set_nodelay(true).unwrap();
    let Ok(mut stream) = acceptor.accept(tcp).await else {
        return;
    };
    let mut order = [0; ORDER];
    while stream.read_exact(&mut order).await.is_ok() {
        let mut length = [0; 8];
        length.copy_from_slice(&order[1..]);
        let length = usize::try_from(u64::from_be_bytes(length)).unwrap();
        match order[0] {
            SEND => {
                let piece = vec![0x5a; 64 * 1024];
                for _ in 0..length / piece.len() {
                    if stream.write_all(&piece).await.is_err() {
                        return;
                    }
                }
            }
            TAKE => {
                read_exactly(&mut stream, length).await;
                stream.write_all(b"!").await.unwrap();
            }
            _ => stream.write_all(&order).await.unwrap(),
        }
        if stream.flush().await.is_err() {
            return;
        }
    }
}
