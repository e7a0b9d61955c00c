use crate::content::generated_message;
use crate::mime::Part;
use mail_model::Timestamp;
use std::sync::{Arc, OnceLock};

/// What a message is made of.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Its octets are kept.
    Stored(Arc<Message>),
    /// Its octets are made anew whenever somebody looks.
    Generated {
        seed: u64,
        number: u32,
        date: Timestamp,
    },
}

impl Content {
    /// Keeps `raw`, made fit for IMAP first.
    pub(crate) fn stored(raw: &[u8]) -> Self {
        Self::Stored(Arc::new(Message::new(canonical(raw))))
    }

    pub(crate) fn message(&self) -> Arc<Message> {
        match self {
            Self::Stored(message) => Arc::clone(message),
            Self::Generated { seed, number, date } => {
                Arc::new(Message::new(generated_message(*seed, *number, *date)))
            }
        }
    }
}

/// A message's octets, and where its parts lie in them once that was asked.
#[derive(Debug)]
pub(crate) struct Message {
    raw: Vec<u8>,
    root: OnceLock<Part>,
}

impl Message {
    fn new(raw: Vec<u8>) -> Self {
        Self {
            raw,
            root: OnceLock::new(),
        }
    }
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }
    pub(crate) fn root(&self) -> &Part {
        self.root.get_or_init(|| Part::read(&self.raw))
    }
    /// RFC822.SIZE.
    pub(crate) fn size(&self) -> u32 {
        u32::try_from(self.raw.len()).unwrap_or(u32::MAX)
    }
}

/// Lines end in CRLF, as RFC 5322 §2.3 has it, and no octet is NUL: a literal
/// cannot carry one (RFC 3501 §9, CHAR8), so servers put another in its place.
fn canonical(raw: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(raw.len() + raw.len() / 32);
    let mut before = 0;
    for &octet in raw {
        match octet {
            b'\n' if before != b'\r' => text.extend_from_slice(b"\r\n"),
            0 => text.push(0x80),
            octet => text.push(octet),
        }
        before = octet;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_message_has_only_crlf_and_no_nul() {
        assert_eq!(canonical(b"a\nb\r\nc\0\r\n\n"), b"a\r\nb\r\nc\x80\r\n\r\n");
    }
}
