//! From the bytes of one response to a [`Response`]: by the codec; by
//! `extension/` and [`FetchData`] for what the codec can't hold; by `salvage`
//! for what it refuses.

use crate::extension::esearch::Esearch;
use crate::extension::qresync::Vanished;
use crate::extension::{acl, metadata, quota, sort, status, thread};
use crate::fetch_data::FetchData;
use crate::response::{Code, Fact, ListEntry, Response, Status, StatusKind};
use crate::salvage;
use imap_codec::ResponseCodec;
use imap_codec::decode::Decoder as _;
use imap_codec::imap_types::core::QuotedChar;
use imap_codec::imap_types::flag::FlagNameAttribute;
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response as codec;
use mail_model::ModSeq;

/// A response, and whether it had to be salvaged.
pub(crate) struct Decoded {
    pub(crate) response: Response,
    /// Something in it was not as the grammar has it: worth an inspector's look.
    pub(crate) is_salvaged: bool,
}

/// Decodes one whole response, literals and line end included. Never fails: at
/// worst it is [`Response::Undecodable`].
pub(crate) fn decode(message: &[u8]) -> Decoded {
    if let Some(data) = FetchData::read(message) {
        return Decoded {
            is_salvaged: data.is_damaged,
            response: Response::Fetch(Box::new(data)),
        };
    }
    if let Some(response) = extended(message) {
        return Decoded {
            response,
            is_salvaged: false,
        };
    }
    match ResponseCodec::default().decode(message) {
        Ok(([], response)) => Decoded {
            response: convert(response),
            is_salvaged: false,
        },
        _ => Decoded {
            response: salvage::response(message),
            is_salvaged: true,
        },
    }
}

/// Responses of extensions, and those whose sets the codec expands at a cost
/// that a hostile server could choose.
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
    if has_own_code(message) {
        return Some(salvage::response(message));
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

/// Whether it is a status response whose code is read here: the codec has not
/// all forms in which servers tell UIDs, and does not know INPROGRESS.
fn has_own_code(message: &[u8]) -> bool {
    let mut words = message.splitn(4, |byte| *byte == b' ').skip(2);
    words.next().is_some_and(|word| {
        [
            &b"[COPYUID"[..],
            b"[APPENDUID",
            b"[MODIFIED",
            b"[INPROGRESS",
            b"[INPROGRESS]",
        ]
        .iter()
        .any(|code| code.eq_ignore_ascii_case(word))
    })
}

fn convert(response: codec::Response<'_>) -> Response {
    match response {
        codec::Response::CommandContinuationRequest(_) => Response::Continuation(Vec::new()),
        codec::Response::Status(codec::Status::Tagged(tagged)) => Response::Tagged {
            tag: tagged.tag.inner().to_owned(),
            status: status(tagged.body),
        },
        codec::Response::Status(codec::Status::Untagged(body)) => Response::Untagged(status(body)),
        codec::Response::Status(codec::Status::Bye(bye)) => Response::Bye(Status {
            kind: StatusKind::No,
            code: bye.code.map(code),
            text: bye.text.inner().to_owned(),
        }),
        codec::Response::Data(data) => convert_data(data),
    }
}

fn status(body: codec::StatusBody<'_>) -> Status {
    Status {
        kind: match body.kind {
            codec::StatusKind::Ok => StatusKind::Ok,
            codec::StatusKind::No => StatusKind::No,
            codec::StatusKind::Bad => StatusKind::Bad,
        },
        code: body.code.map(code),
        text: body.text.inner().to_owned(),
    }
}

fn code(code: codec::Code<'_>) -> Code {
    match code {
        codec::Code::Alert => Code::Alert,
        codec::Code::BadCharset { .. } => Code::Other("BADCHARSET".to_owned()),
        codec::Code::Capability(list) => {
            Code::Capability(list.into_iter().map(|c| c.to_string()).collect())
        }
        codec::Code::Closed => Code::Closed,
        codec::Code::HighestModSeq(highest) => Code::HighestModSeq(ModSeq(highest)),
        codec::Code::ReadOnly => Code::ReadOnly,
        codec::Code::ReadWrite => Code::ReadWrite,
        codec::Code::UidNext(next) => Code::UidNext(next.get()),
        codec::Code::UidValidity(validity) => Code::UidValidity(validity.get()),
        codec::Code::OverQuota => Code::Other("OVERQUOTA".to_owned()),
        codec::Code::TooBig => Code::Other("TOOBIG".to_owned()),
        codec::Code::TryCreate => Code::Other("TRYCREATE".to_owned()),
        codec::Code::Other(other) => {
            let name = other.inner().split(|byte| *byte == b' ').next();
            Code::Other(crate::reader::text(name.unwrap_or_default()).to_ascii_uppercase())
        }
        _ => Code::Other(String::new()),
    }
}

fn convert_data(data: codec::Data<'_>) -> Response {
    match data {
        codec::Data::Capability(list) => {
            Response::Capability(list.into_iter().map(|c| c.to_string()).collect())
        }
        codec::Data::List {
            items,
            delimiter,
            mailbox,
        } => Response::List(list_entry(&items, delimiter, &mailbox)),
        codec::Data::Lsub {
            items,
            delimiter,
            mailbox,
        } => Response::Lsub(list_entry(&items, delimiter, &mailbox)),
        codec::Data::Namespace { other, shared, .. } => Response::Namespace(
            other
                .iter()
                .chain(&shared)
                .map(|namespace| namespace.prefix.as_ref().to_vec())
                .collect(),
        ),
        codec::Data::Search(numbers, _) => {
            Response::Search(numbers.into_iter().map(u32::from).collect())
        }
        codec::Data::Enabled { capabilities } => Response::Enabled(
            capabilities
                .iter()
                .map(|capability| capability.to_string().to_ascii_uppercase())
                .collect(),
        ),
        codec::Data::Exists(exists) => Response::Exists(exists),
        codec::Data::Expunge(sequence) => Response::Expunge(sequence.get()),
        _ => Response::Ignored,
    }
}

fn list_entry(
    items: &[FlagNameAttribute<'_>],
    delimiter: Option<QuotedChar>,
    mailbox: &Mailbox<'_>,
) -> ListEntry {
    ListEntry {
        attributes: items
            .iter()
            .map(|item| item.to_string().to_ascii_lowercase())
            .collect(),
        delimiter: delimiter.map(|delimiter| delimiter.inner()),
        mailbox: raw_name(mailbox),
    }
}

fn raw_name(mailbox: &Mailbox<'_>) -> Vec<u8> {
    match mailbox {
        Mailbox::Inbox => b"INBOX".to_vec(),
        Mailbox::Other(other) => other.as_ref().to_vec(),
    }
}
