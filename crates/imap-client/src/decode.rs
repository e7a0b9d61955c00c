//! From the bytes of one response to a [`Response`]: by [`FetchData`], by
//! `extension/`, and by `responses.rs` for all others.

use crate::extension::esearch::Esearch;
use crate::extension::qresync::Vanished;
use crate::extension::{acl, metadata, quota, sort, status, thread};
use crate::fetch_data::FetchData;
use crate::response::{Fact, Response};
use crate::responses;

/// A response, and whether it was as it should be.
pub(crate) struct Decoded {
    pub(crate) response: Response,
    /// Something in it was not understood: worth an inspector's look.
    pub(crate) is_odd: bool,
}

/// Decodes one whole response, literals and line end included. Never fails: at
/// worst it is [`Response::Undecodable`].
pub(crate) fn decode(message: &[u8]) -> Decoded {
    if let Some(data) = FetchData::read(message) {
        return Decoded {
            is_odd: data.is_damaged,
            response: Response::Fetch(Box::new(data)),
        };
    }
    let response = extended(message).unwrap_or_else(|| responses::read(message));
    Decoded {
        is_odd: response == Response::Undecodable,
        response,
    }
}

/// Responses of extensions.
fn extended(message: &[u8]) -> Option<Response> {
    if let Some(challenge) = message.strip_prefix(b"+") {
        return Some(Response::Continuation(challenge.trim_ascii().to_vec()));
    }
    if let Some(esearch) = Esearch::read(message) {
        return Some(Response::Esearch(esearch));
    }
    if let Some(status) = status::read(message) {
        return Some(Response::MailboxStatus(Box::new(status)));
    }
    if let Some(numbers) = sort::read(message) {
        return Some(Response::Sort(numbers));
    }
    if let Some(threads) = thread::read(message) {
        return Some(Response::Thread(threads));
    }
    if let Some(vanished) = Vanished::read(message) {
        return Some(Response::Vanished(vanished));
    }
    fact(message).map(Response::Fact)
}

/// What is told of a mailbox beside its messages.
fn fact(message: &[u8]) -> Option<Fact> {
    if let Some(root) = quota::read(message) {
        return Some(Fact::Quota(root));
    }
    if let Some((mailbox, rights)) = acl::read_my_rights(message) {
        return Some(Fact::Rights(mailbox, rights));
    }
    if let Some((mailbox, entries)) = acl::read_acl(message) {
        return Some(Fact::Acl(mailbox, entries));
    }
    metadata::read(message).map(|(mailbox, entries)| Fact::Metadata(mailbox, entries))
}
