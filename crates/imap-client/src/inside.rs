//! The layers of a connection one by one, for fuzzing and benches. Behind the
//! feature `inside`: whoever wants mail wants a [`crate::Connection`].

use crate::codec;
use crate::decode::decode;
use crate::mailbox_name::MailboxNames;
use crate::response::Response;
use crate::responses;
use crate::wire::Incoming;

/// The stream cut into responses, `piece` bytes at a time; up to where a line
/// is longer than any that is read.
pub fn cut(stream: &[u8], piece: usize) -> Vec<Vec<u8>> {
    let mut incoming = Incoming::new();
    let mut messages = Vec::new();
    for piece in stream.chunks(piece.max(1)) {
        incoming.push(piece);
        loop {
            match incoming.next_message() {
                Ok(Some(message)) => messages.push(message.bytes),
                Ok(None) => break,
                Err(_) => return messages,
            }
        }
    }
    messages
}

/// Decodes each of these responses; tells how many could be.
pub fn decode_all(messages: &[Vec<u8>]) -> usize {
    let decoded = messages
        .iter()
        .map(|message| core::hint::black_box(decode(message)));
    decoded
        .filter(|decoded| decoded.response != Response::Undecodable)
        .count()
}

/// How a stream is cut does not depend on the pieces in which it comes.
///
/// # Panics
/// When it does.
pub fn check_wire(bytes: &[u8]) {
    let Some((piece, stream)) = bytes.split_first() else {
        return;
    };
    let whole = cut(stream, stream.len());
    assert_eq!(whole, cut(stream, usize::from(*piece)), "cut by pieces");
    let length: usize = whole.iter().map(Vec::len).sum();
    assert!(length <= stream.len(), "more came out than went in");
}

/// What the codec reads is read here alike, as far as a request waits for it.
///
/// # Panics
/// When they differ about whose end a response is.
pub fn check_responses(bytes: &[u8]) {
    for message in cut(bytes, bytes.len()) {
        let Some(judged) = codec::read(&message) else {
            continue;
        };
        let ours = responses::read(&message);
        let tag = |response: &Response| match response {
            // Others are no tags of ours, and nobody waits for them.
            Response::Tagged { tag, status } if tag.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                Some((tag.clone(), status.kind))
            }
            _ => None,
        };
        if tag(&judged).is_some() {
            assert_eq!(tag(&ours), tag(&judged), "another end is read");
        }
    }
}

/// Whatever a response says, its decoder takes it, extensions' too, and says
/// the same of it each time.
///
/// # Panics
/// When it does not.
pub fn check_decoding(bytes: &[u8]) {
    for message in cut(bytes, bytes.len()) {
        let (first, second) = (decode(&message), decode(&message));
        assert_eq!(first.response, second.response, "decoded in two ways");
    }
}

/// A mailbox's name comes back as it was told, whatever it was.
///
/// # Panics
/// When another name would be sent.
pub fn check_name(raw: &[u8]) {
    let mut names = MailboxNames::default();
    let name = names.decoded(raw);
    if !name.is_inbox() {
        assert_eq!(names.encoded(&name), raw, "another mailbox is meant");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Plays what fuzzing has found, or was given to begin with.
    fn replay(target: &str, check: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
        let mut count = 0;
        for entry in std::fs::read_dir(folder.join(target)).unwrap() {
            check(&std::fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "the corpus is committed");
    }

    #[test]
    fn streams_that_were_kept_are_cut_alike_in_all_pieces() {
        replay("wire", check_wire);
    }

    #[test]
    fn responses_that_were_kept_end_the_request_that_the_codec_reads() {
        replay("responses", check_responses);
    }

    #[test]
    fn extensions_that_were_kept_are_decoded_alike_each_time() {
        replay("extension", check_decoding);
    }

    #[test]
    fn names_that_were_kept_are_sent_as_they_came() {
        replay("name", check_name);
    }
}
