use crate::content::{generated_header, generated_message};
use crate::mime::{Header, Part};
use mail_model::Timestamp;
use std::sync::{Arc, OnceLock};

/// No generated message has more octets.
pub(crate) const MAX_GENERATED: u64 = 3 * 1024;

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

    /// The header; of a generated message without what tells of its body.
    pub(crate) fn header(&self) -> Vec<u8> {
        match self {
            Self::Stored(message) => {
                let header = message.raw.get(message.root().header.clone());
                header.unwrap_or(&[]).to_vec()
            }
            Self::Generated { seed, number, date } => generated_header(*seed, *number, *date),
        }
    }

    /// The value of a header field.
    pub(crate) fn field(&self, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Stored(message) => message.root().header_of(&message.raw).value(name),
            Self::Generated { .. } if name.to_ascii_lowercase().starts_with("content-") => {
                let message = self.message();
                message.root().header_of(&message.raw).value(name)
            }
            Self::Generated { .. } => Header(&self.header()).value(name),
        }
    }

    /// RFC822.SIZE, or more for a message that would have to be made first.
    pub(crate) fn octets(&self) -> u64 {
        match self {
            Self::Stored(message) => u64::from(message.size()),
            Self::Generated { .. } => MAX_GENERATED,
        }
    }

    /// What tells this message from all others, and is the same for its copies.
    pub(crate) fn number(&self) -> u64 {
        match self {
            Self::Stored(message) => fingerprint(&[&message.raw]),
            Self::Generated { seed, number, date } => fingerprint(&[
                &seed.to_be_bytes(),
                &number.to_be_bytes(),
                &date.0.to_be_bytes(),
            ]),
        }
    }
}

/// What the messages of one conversation have in common: made of the first
/// Message-ID that References names, else of that of In-Reply-To or its own.
pub(crate) fn thread_number(message: &Message) -> Option<u64> {
    let header = message.root().header_of(message.raw());
    let id = |field| {
        let value = header.value(field)?;
        let start = value.iter().position(|&octet| octet == b'<')?;
        let length = value
            .get(start..)?
            .iter()
            .position(|&octet| octet == b'>')?;
        Some(value.get(start..start + length)?.to_vec())
    };
    let root = id("References")
        .or_else(|| id("In-Reply-To"))
        .or_else(|| id("Message-ID"))?;
    Some(fingerprint(&[&root]))
}

/// FNV-1a, and never more than 63 bits, which is all that RFC 9051's numbers hold.
fn fingerprint(pieces: &[&[u8]]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for octet in pieces.iter().copied().flatten() {
        hash = (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01B3);
    }
    hash >> 1
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
    fn generated_messages_are_no_larger_than_said() {
        for number in 1..2_000 {
            let date = Timestamp(1_700_000_000_000);
            let content = Content::Generated {
                seed: 1932,
                number,
                date,
            };
            assert!(u64::from(content.message().size()) <= MAX_GENERATED);
        }
    }

    #[test]
    fn a_stored_message_has_only_crlf_and_no_nul() {
        assert_eq!(canonical(b"a\nb\r\nc\0\r\n\n"), b"a\r\nb\r\nc\x80\r\n\r\n");
    }
}
