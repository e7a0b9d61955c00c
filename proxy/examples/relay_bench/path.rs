//! The ways from a client to the mail server, each as light on the client's
//! side as it can be: WebSocket frames are made once and sent as they are.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;

use crate::peer::{ECHO, MailServer, ORDER, SEND, TAKE, order};
use crate::{Stream, read_exactly, write_repeatedly};

/// As the app cuts what it sends.
const PIECE: usize = 64 * 1024;
const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

pub(crate) enum Path {
    Tls(SocketAddr, Arc<ClientConfig>),
    Tcp(SocketAddr),
    WebSocket(SocketAddr),
}

pub(crate) struct Connection {
    stream: Box<dyn Stream>,
    framed: bool,
}

impl Path {
    pub(crate) fn direct(server: &MailServer) -> Self {
        Self::Tls(server.address, Arc::clone(&server.client))
    }

    pub(crate) fn tcp(address: SocketAddr) -> Self {
        Self::Tcp(address)
    }

    pub(crate) fn web_socket(address: SocketAddr) -> Self {
        Self::WebSocket(address)
    }

    pub(crate) async fn connect(&self) -> Connection {
        let (Self::Tls(address, _) | Self::Tcp(address) | Self::WebSocket(address)) = self;
        let mut tcp = TcpStream::connect(address).await.unwrap();
        tcp.set_nodelay(true).unwrap();
        match self {
            Self::Tcp(_) => Connection {
                stream: Box::new(tcp),
                framed: false,
            },
            Self::Tls(_, config) => {
                let connector = TlsConnector::from(Arc::clone(config));
                let name = "localhost".try_into().unwrap();
                Connection {
                    stream: Box::new(connector.connect(name, tcp).await.unwrap()),
                    framed: false,
                }
            }
            Self::WebSocket(address) => {
                upgrade(&mut tcp, *address).await;
                Connection {
                    stream: Box::new(tcp),
                    framed: true,
                }
            }
        }
    }
}

async fn upgrade(tcp: &mut TcpStream, address: SocketAddr) {
    let request = format!(
        "GET /relay/bench HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nUpgrade: websocket\r\n\
         Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: {}\r\n\r\n",
        relay_protocol::SUBPROTOCOL
    );
    tcp.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(tcp.read_u8().await.unwrap());
    }
    assert!(
        head.starts_with(b"HTTP/1.1 101 "),
        "{}",
        String::from_utf8_lossy(&head)
    );
}

impl Connection {
    /// Takes `length` bytes from the mail server.
    pub(crate) async fn ask_for(&mut self, length: usize) {
        let order = self.framed_piece(&order(SEND, length));
        write_repeatedly(&mut self.stream, &order, 1).await;
        self.take(length).await;
    }

    /// Gives `length` bytes to the mail server and hears that it has them.
    pub(crate) async fn give(&mut self, length: usize) {
        let order = self.framed_piece(&order(TAKE, length));
        write_repeatedly(&mut self.stream, &order, 1).await;
        let piece = self.framed_piece(&vec![0x5a; PIECE]);
        write_repeatedly(&mut self.stream, &piece, length / PIECE).await;
        self.take(1).await;
    }

    /// There and back.
    pub(crate) async fn ping(&mut self) {
        let order = self.framed_piece(&order(ECHO, 0));
        write_repeatedly(&mut self.stream, &order, 1).await;
        self.take(ORDER).await;
    }

    async fn take(&mut self, mut length: usize) {
        if !self.framed {
            return read_exactly(&mut self.stream, length).await;
        }
        while length > 0 {
            let payload = self.frame_length().await;
            read_exactly(&mut self.stream, payload).await;
            length -= payload;
        }
    }

    async fn frame_length(&mut self) -> usize {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).await.unwrap();
        assert_eq!(head[0], 0x82, "a frame that is no whole binary message");
        match head[1] {
            126 => usize::from(self.stream.read_u16().await.unwrap()),
            127 => usize::try_from(self.stream.read_u64().await.unwrap()).unwrap(),
            short => usize::from(short),
        }
    }

    /// The bytes that carry `payload`: itself, or a masked frame of it.
    fn framed_piece(&self, payload: &[u8]) -> Vec<u8> {
        if !self.framed {
            return payload.to_vec();
        }
        let mut frame = vec![0x82];
        match u8::try_from(payload.len()) {
            Ok(short) if short < 126 => frame.push(0x80 | short),
            _ => {
                frame.push(0x80 | 127);
                frame.extend((payload.len() as u64).to_be_bytes());
            }
        }
        frame.extend(MASK);
        frame.extend(
            payload
                .iter()
                .zip(MASK.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        frame
    }
}
