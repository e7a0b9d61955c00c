//! A session under COMPRESS=DEFLATE, as its client lives it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use demo_server::{Profile, Server, SessionId};
use mail_model::Timestamp;
use miniz_oxide::deflate::core::CompressorOxide;
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

struct Client {
    session: SessionId,
    deflater: CompressorOxide,
    inflater: Box<InflateState>,
}

impl Client {
    /// Logs in, begins the layer and is told so in clear.
    fn new(server: &mut Server) -> Self {
        let session = server.connect(NOW);
        let lines = b"a LOGIN robin demo\r\nb COMPRESS DEFLATE\r\n";
        server.handle_input(session, lines, NOW);
        let clear = server.poll_transmit(session).unwrap();
        assert!(clear.ends_with(b"\r\nb OK From here on\r\n"));
        let mut deflater = CompressorOxide::default();
        deflater.set_format_and_level(DataFormat::Raw, 6);
        Self {
            session,
            deflater,
            inflater: InflateState::new_boxed(DataFormat::Raw),
        }
    }

    /// Sends octet by octet and reads what comes.
    fn ask(&mut self, server: &mut Server, line: &str) -> String {
        let mut wire = vec![0; 4_096];
        let sent = deflate(
            &mut self.deflater,
            line.as_bytes(),
            &mut wire,
            MZFlush::Sync,
        );
        let mut told = Vec::new();
        for octet in &wire[..sent.bytes_written] {
            server.handle_input(self.session, &[*octet], NOW);
            while let Some(octets) = server.poll_transmit(self.session) {
                let mut plain = vec![0; 1_000_000];
                let read = inflate(&mut self.inflater, &octets, &mut plain, MZFlush::None);
                assert_eq!(read.bytes_consumed, octets.len());
                told.extend_from_slice(&plain[..read.bytes_written]);
            }
        }
        String::from_utf8(told).unwrap()
    }
}

#[test]
fn all_is_deflated_behind_the_answer_to_compress() {
    let mut server = Server::empty(Profile::Full);
    server.fill("robin", "INBOX", 50, NOW);
    let mut client = Client::new(&mut server);
    assert_eq!(
        client.ask(&mut server, "c NOOP\r\n"),
        "c OK Nothing done\r\n"
    );
    let opened = client.ask(&mut server, "d SELECT INBOX\r\ne FETCH 1:* ENVELOPE\r\n");
    assert_eq!(opened.matches(" FETCH (").count(), 50);
    assert!(opened.ends_with("\r\ne OK Fetched\r\n"));
    let again = client.ask(&mut server, "f COMPRESS DEFLATE\r\n");
    assert!(again.starts_with("f NO [COMPRESSIONACTIVE] "), "{again}");
}

#[test]
fn what_is_no_deflate_ends_the_session() {
    let mut server = Server::empty(Profile::Full);
    let client = Client::new(&mut server);
    server.handle_input(client.session, b"\xffc NOOP\r\n", NOW);
    assert!(server.is_finished(client.session));
}

#[test]
fn where_it_is_not_offered_it_is_refused() {
    let mut server = Server::empty(Profile::Bare);
    let session = server.connect(NOW);
    let lines = b"a LOGIN robin demo\r\nb COMPRESS DEFLATE\r\n";
    server.handle_input(session, lines, NOW);
    let told = String::from_utf8(server.poll_transmit(session).unwrap()).unwrap();
    assert!(
        told.ends_with("b BAD COMPRESS=DEFLATE is not offered\r\n"),
        "{told}"
    );
}
