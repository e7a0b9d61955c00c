//! How responses become octets.

use super::{Reply, Session};
use crate::store::decode_name;
use imap_codec::ResponseCodec;
use imap_codec::encode::Encoder;
use imap_codec::imap_types::core::{Tag, Text};
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response::{Code, Data, Response, Status};

impl Session {
    pub(crate) fn send(&mut self, data: Data<'_>) {
        let mut data = data;
        if let (true, Some(mailbox)) = (self.enabled.utf8, mailbox_of(&mut data)) {
            in_utf8(mailbox);
        }
        let encoded = ResponseCodec::new().encode(&Response::Data(data));
        self.output.extend_from_slice(&encoded.dump());
    }

    /// A FETCH or STATUS response with more items than the codec knows, each
    /// value with the space before it.
    pub(crate) fn send_with_more(&mut self, data: Data<'_>, further: &[u8]) {
        self.send(data);
        if !further.is_empty() && self.output.ends_with(b")\r\n") {
            self.output.truncate(self.output.len() - 3);
            self.output.extend_from_slice(further);
            self.output.extend_from_slice(b")\r\n");
        }
    }

    /// A LIST response with extended data, which begins with a space.
    pub(crate) fn send_list(&mut self, data: Data<'_>, extended: &[u8]) {
        self.send(data);
        self.output.truncate(self.output.len().saturating_sub(2));
        self.output.extend_from_slice(extended);
        self.output.extend_from_slice(b"\r\n");
    }

    pub(crate) fn send_untagged_ok(&mut self, code: Code<'static>, text: &'static str) {
        self.send_status(None, Reply::ok(text).with(code));
    }

    /// Octets as they are, for tests.
    pub(crate) fn send_octets(&mut self, octets: &[u8]) {
        self.output.extend_from_slice(octets);
    }

    /// A line of the server's own making. No line end in it reaches the wire.
    pub(crate) fn send_line(&mut self, line: &str) {
        let clean = line
            .bytes()
            .filter(|octet| !matches!(octet, b'\r' | b'\n' | 0));
        self.output.extend(clean);
        self.output.extend_from_slice(b"\r\n");
    }

    pub(super) fn send_status(&mut self, tag: Option<Tag<'static>>, reply: Reply) {
        let text =
            Text::try_from(reply.text.into_owned()).unwrap_or_else(|_| Text::unvalidated("?"));
        let Ok(status) = Status::new(tag, reply.kind, reply.code, text);
        let encoded = ResponseCodec::new().encode(&Response::Status(status));
        self.output.extend_from_slice(&encoded.dump());
    }
}

/// The mailbox that a response is about, where there is one.
fn mailbox_of<'a, 'b>(data: &'a mut Data<'b>) -> Option<&'a mut Mailbox<'b>> {
    match data {
        Data::List { mailbox, .. }
        | Data::Lsub { mailbox, .. }
        | Data::Status { mailbox, .. }
        | Data::QuotaRoot { mailbox, .. }
        | Data::Metadata { mailbox, .. } => Some(mailbox),
        _ => None,
    }
}

/// A name for a client that has enabled UTF-8 (RFC 6855 §3).
fn in_utf8(mailbox: &mut Mailbox<'_>) {
    if let Mailbox::Other(other) = &*mailbox
        && let Some(name) = decode_name(other.as_ref())
        && let Ok(utf8) = Mailbox::try_from(name)
    {
        *mailbox = utf8;
    }
}
