//! What imap-codec reads, in this crate's words: the judge of `responses.rs`. It is
//! strict, and reads all of a line or nothing of it; where it reads a line, ours must
//! say the same. The browser has no need of it.

use crate::response::{Code, ListEntry, Namespaces, Response, Status, StatusKind};
use imap_codec::ResponseCodec;
use imap_codec::decode::Decoder as _;
use imap_codec::imap_types::core::QuotedChar;
use imap_codec::imap_types::extensions::namespace::Namespace;
use imap_codec::imap_types::flag::FlagNameAttribute;
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response as codec;
use mail_model::ModSeq;

/// The response, if the codec reads all of the message.
pub(crate) fn read(message: &[u8]) -> Option<Response> {
    match ResponseCodec::default().decode(message) {
        Ok(([], response)) => Some(convert(response)),
        _ => None,
    }
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
        codec::Code::Capability(list) => Code::Capability(
            list.into_iter()
                .map(|c| c.to_string().to_ascii_uppercase())
                .collect(),
        ),
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
        codec::Data::Capability(list) => Response::Capability(
            list.into_iter()
                .map(|c| c.to_string().to_ascii_uppercase())
                .collect(),
        ),
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
        codec::Data::Namespace { other, shared, .. } => {
            let prefixes = |all: &[Namespace<'_>]| {
                let all = all.iter();
                all.map(|namespace| namespace.prefix.as_ref().to_vec())
                    .collect()
            };
            Response::Namespace(Namespaces {
                others: prefixes(&other),
                shared: prefixes(&shared),
            })
        }
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
