//! The responses of IMAP itself (RFC 9051 §7), read as far as they can be (I8).
//!
//! A request waits for a tag and OK, NO or BAD: those three are found whatever
//! stands behind them. Lists and counts are read by the forgiving [`Reader`], codes
//! of extensions by their own files.

use crate::extension::{esearch, uidplus};
use crate::reader::{self, Reader, Value};
use crate::response::{Code, ListEntry, Namespaces, Response, Status, StatusKind};
use mail_model::ModSeq;

/// Reads one response.
pub(crate) fn read(message: &[u8]) -> Response {
    let mut reader = Reader::new(message);
    let first = reader.word();
    match first {
        [b'+', ..] => Response::Continuation(reader.rest().trim_ascii().to_vec()),
        b"*" => untagged(&mut reader),
        // Exchange has told COPYUID without the `* OK` before it.
        [b'[', ..] => Response::Untagged(status(StatusKind::Ok, message)),
        tag => tagged(tag, &mut reader),
    }
}

fn tagged(tag: &[u8], reader: &mut Reader<'_>) -> Response {
    let word = reader.word();
    let kind = match status_kind(word) {
        Some(kind) if is_tag(tag) => kind,
        // Gmail has answered LOGOUT so.
        None if is_tag(tag) && word.eq_ignore_ascii_case(b"BYE") => StatusKind::Bye,
        _ => return Response::Undecodable,
    };
    Response::Tagged {
        tag: reader::text(tag),
        status: status(kind, reader.rest()),
    }
}

fn is_tag(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric)
}

fn untagged(reader: &mut Reader<'_>) -> Response {
    let word = reader.word().to_ascii_uppercase();
    if let Some(kind) = status_kind(&word) {
        return Response::Untagged(status(kind, reader.rest()));
    }
    if let Some(number) = core::str::from_utf8(&word)
        .ok()
        .and_then(|n| n.parse().ok())
    {
        return numbered(number, reader.word());
    }
    match word.as_slice() {
        b"PREAUTH" => Response::PreAuth(status(StatusKind::Ok, reader.rest())),
        b"BYE" => Response::Bye(status(StatusKind::No, reader.rest())),
        b"CAPABILITY" => Response::Capability(capabilities(reader.rest())),
        b"LIST" | b"XLIST" => list_entry(reader).map_or(Response::Undecodable, Response::List),
        b"LSUB" => list_entry(reader).map_or(Response::Undecodable, Response::Lsub),
        b"SEARCH" => Response::Search(numbers(reader.rest())),
        b"NAMESPACE" => namespace(reader),
        b"ENABLED" => Response::Enabled(capabilities(reader.rest())),
        b"FLAGS" | b"ID" | b"QUOTAROOT" | b"METADATA" => Response::Ignored,
        _ => Response::Undecodable,
    }
}

/// A response that begins with a number. Where the number is none that a
/// message or a mailbox can have, nothing can be made of it.
fn numbered(number: u32, word: &[u8]) -> Response {
    match word.to_ascii_uppercase().as_slice() {
        b"EXISTS" => Response::Exists(number),
        b"EXPUNGE" if number > 0 => Response::Expunge(number),
        b"RECENT" => Response::Ignored,
        _ => Response::Undecodable,
    }
}

fn status_kind(word: &[u8]) -> Option<StatusKind> {
    match word.to_ascii_uppercase().as_slice() {
        b"OK" => Some(StatusKind::Ok),
        b"NO" => Some(StatusKind::No),
        b"BAD" => Some(StatusKind::Bad),
        _ => None,
    }
}

/// The code in brackets, if there is one, and the words behind it.
fn status(kind: StatusKind, rest: &[u8]) -> Status {
    let rest = rest.trim_ascii();
    let coded = rest.strip_prefix(b"[").and_then(|inner| {
        let end = inner.iter().position(|byte| *byte == b']')?;
        Some((inner.get(..end)?, inner.get(end + 1..)?))
    });
    let (code, text) = match coded {
        Some((inner, text)) => (code(inner), text),
        None => (None, rest),
    };
    Status {
        kind,
        code,
        text: reader::text(text.trim_ascii()),
    }
}

fn code(inner: &[u8]) -> Option<Code> {
    let mut reader = Reader::new(inner);
    let name = reader.word().to_ascii_uppercase();
    Some(match name.as_slice() {
        b"" => return None,
        b"ALERT" => Code::Alert,
        b"APPENDUID" => {
            let (uid_validity, uids) = uidplus::appended(&mut reader)?;
            Code::AppendUid(uid_validity, uids)
        }
        b"CAPABILITY" => Code::Capability(capabilities(reader.rest())),
        b"CLOSED" => Code::Closed,
        b"COPYUID" => Code::CopyUid(uidplus::copied(&mut reader)?),
        b"MODIFIED" => {
            let uids = uidplus::uid_ranges(reader.word());
            Code::Modified(uids.into_iter().collect())
        }
        b"HIGHESTMODSEQ" => {
            let highest = core::str::from_utf8(reader.word()).ok()?;
            Code::HighestModSeq(ModSeq(highest.parse().ok()?))
        }
        b"INPROGRESS" => in_progress(&mut reader),
        b"READ-ONLY" => Code::ReadOnly,
        b"READ-WRITE" => Code::ReadWrite,
        b"UIDNEXT" => Code::UidNext(reader.number().filter(|number| *number > 0)?),
        b"UIDVALIDITY" => match reader.number() {
            Some(validity) if validity > 0 => Code::UidValidity(validity),
            _ => Code::Other("UIDVALIDITY".to_owned()),
        },
        name => Code::Other(reader::text(name)),
    })
}

/// `("A1" 454 1000)` (RFC 9585 §5); each of the three may be NIL, or all be left out.
fn in_progress(reader: &mut Reader<'_>) -> Code {
    let value = reader.value();
    let values = value.as_ref().and_then(Value::list).unwrap_or_default();
    let number = |place| u32::try_from(values.get(place).and_then(Value::number)?).ok();
    Code::InProgress {
        tag: values.first().and_then(Value::text),
        done: number(1).unwrap_or(0),
        total: number(2),
    }
}

/// In upper case.
fn capabilities(bytes: &[u8]) -> Vec<String> {
    bytes
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| reader::text(word).to_ascii_uppercase())
        .collect()
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .split(u8::is_ascii_whitespace)
        .take_while(|word| !word.starts_with(b"("))
        .flat_map(esearch::ranges)
        .map(|(first, _)| first)
        .collect()
}

/// Attributes, delimiter and name; anything behind them (CHILDINFO, OLDNAME) is
/// not needed.
fn list_entry(reader: &mut Reader<'_>) -> Option<ListEntry> {
    let attributes = reader.value()?;
    let delimiter = reader.delimiter()?;
    let mailbox = reader.last_mailbox()?;
    Some(ListEntry {
        attributes: attributes
            .list()
            .unwrap_or_default()
            .iter()
            .filter_map(Value::text)
            .map(|attribute| attribute.to_ascii_lowercase())
            .collect(),
        delimiter,
        mailbox,
    })
}

fn namespace(reader: &mut Reader<'_>) -> Response {
    // The first of the three is the person's own.
    reader.value();
    let mut prefixes = || {
        let namespaces = reader.value();
        let mut prefixes = Vec::new();
        let all = namespaces.as_ref().and_then(Value::list);
        for namespace in all.unwrap_or_default() {
            let prefix = namespace.list().and_then(|n| n.first());
            prefixes.extend(prefix.and_then(Value::bytes).map(<[u8]>::to_vec));
        }
        prefixes
    };
    Response::Namespace(Namespaces {
        others: prefixes(),
        shared: prefixes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;

    fn status_of(message: &[u8]) -> (StatusKind, Option<Code>, String) {
        match decode(message).response {
            Response::Tagged { status, .. } | Response::Untagged(status) => {
                (status.kind, status.code, status.text)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_tag_with_ok_no_or_bad_completes_whatever_stands_behind_it() {
        for (message, kind) in [
            (&b"A3 OK\r\n"[..], StatusKind::Ok),
            (b"A3 ok \r\n", StatusKind::Ok),
            (b"A3 NO gel\xf6scht\r\n", StatusKind::No),
            (b"A3 BAD [x\r\n", StatusKind::Bad),
            (b"A3 OK [UIDVALIDITY 0] v\r\n", StatusKind::Ok),
            (b"A3 OK done\n", StatusKind::Ok),
            (b"A3 Bye see you\r\n", StatusKind::Bye),
        ] {
            let decoded = decode(message);
            assert!(
                matches!(&decoded.response, Response::Tagged { tag, status } if tag == "A3" && status.kind == kind),
                "{:?}",
                decoded.response
            );
        }
    }

    #[test]
    fn codes_and_words_are_found_in_odd_lines() {
        assert_eq!(
            status_of(b"* OK [UIDVALIDITY 77] g\xfcltig\r\n"),
            (
                StatusKind::Ok,
                Some(Code::UidValidity(77)),
                "gültig".to_owned()
            )
        );
        assert_eq!(
            status_of(b"A1 NO [authenticationfailed] fal\xc3\xa7o\r\n"),
            (
                StatusKind::No,
                Some(Code::Other("AUTHENTICATIONFAILED".to_owned())),
                "falço".to_owned()
            )
        );
        assert!(!matches!(
            status_of(b"* OK [UIDVALIDITY 0] v\r\n").1,
            Some(Code::UidValidity(_))
        ));
    }

    #[test]
    fn progress_is_read_as_far_as_it_is_told() {
        for (message, tag, done, total) in [
            (
                &b"* OK [INPROGRESS (\"A142\" 454 1000)] Processed\r\n"[..],
                Some("A142"),
                454,
                Some(1000),
            ),
            (
                b"* OK [INPROGRESS (\"A1\" NIL NIL)] x\r\n",
                Some("A1"),
                0,
                None,
            ),
            (b"* OK [INPROGRESS] Still at it\r\n", None, 0, None),
            (b"* OK [INPROGRESS (NIL -4 99999999999)]\r\n", None, 0, None),
        ] {
            let tag = tag.map(str::to_owned);
            assert_eq!(
                status_of(message).1,
                Some(Code::InProgress { tag, done, total })
            );
        }
    }

    #[test]
    fn lists_and_counts_are_read_in_odd_lines() {
        assert_eq!(
            decode(b"* LIST (\\HasChildren) \"/\" INBOX (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n")
                .response,
            Response::List(ListEntry {
                attributes: vec!["\\haschildren".to_owned()],
                delimiter: Some('/'),
                mailbox: b"INBOX".to_vec(),
            })
        );
        for (line, delimiter, mailbox) in [
            ("() \"/\" Deleted Items", Some('/'), "Deleted Items"),
            ("() NIL NIL", None, "NIL"),
            ("() / Sent (X)", Some('/'), "Sent"),
            ("(\\HasChildren) \"\\\" \"a\\\\b\"", Some('\\'), "a\\b"),
            ("() \"\\\\\" \"a\\\\b\"", Some('\\'), "a\\b"),
            ("() \".\" {5}\r\na(b) ", Some('.'), "a(b) "),
        ] {
            let message = format!("* LIST {line}\r\n");
            let Response::List(entry) = decode(message.as_bytes()).response else {
                panic!("{line}");
            };
            let found = (entry.delimiter, entry.mailbox.as_slice());
            assert_eq!(found, (delimiter, mailbox.as_bytes()), "{line}");
        }
        assert_eq!(
            decode(b"* XLIST (\\Sent) \"/\" \"[Gmail]/Sent\"\r\n").response,
            Response::List(ListEntry {
                attributes: vec!["\\sent".to_owned()],
                delimiter: Some('/'),
                mailbox: b"[Gmail]/Sent".to_vec(),
            })
        );
        assert_eq!(
            decode(b"* NAMESPACE ((\"\" \"/\" )) ((\"~\" \"/\"  )) ((\"#shared/\" \"/\"))\r\n")
                .response,
            Response::Namespace(Namespaces {
                others: vec![b"~".to_vec()],
                shared: vec![b"#shared/".to_vec()],
            })
        );
    }

    #[test]
    fn what_is_no_response_is_said_to_be_none() {
        for message in [
            &b"\r\n"[..],
            b"HTTP/1.1 400 Bad Request\r\n",
            b"* XFOO (a)\r\n",
            b"* 0 FOO\r\n",
            b"* \r\n",
            b"*\r\n",
        ] {
            assert_eq!(decode(message).response, Response::Undecodable);
        }
    }

    /// The same, where the codec knows of a code no more than that there is one.
    fn is_alike(ours: &Response, codecs: &Response) -> bool {
        let statuses = match (ours, codecs) {
            (
                Response::Tagged { status: a, tag },
                Response::Tagged {
                    status: b,
                    tag: same,
                },
            ) => (tag == same).then_some((a, b)),
            (Response::Untagged(a), Response::Untagged(b))
            | (Response::Bye(a), Response::Bye(b)) => Some((a, b)),
            // Its words may be a challenge, which the codec tells in another way.
            (Response::Continuation(_), Response::Continuation(_)) => return true,
            _ => None,
        };
        // It has no words for some codes, and none for others' content.
        let is_ours = |code: &Option<Code>| {
            matches!(
                code,
                Some(
                    Code::CopyUid(_)
                        | Code::AppendUid(..)
                        | Code::Modified(_)
                        | Code::InProgress { .. }
                )
            )
        };
        let is_nameless =
            |code: &Option<Code>| matches!(code, Some(Code::Other(name)) if name.is_empty());
        statuses.map_or(ours == codecs, |(a, b)| {
            // A number that is missing makes it nothing to us, and a name alone to it.
            let is_of_none =
                a.code.is_none() && matches!(&b.code, Some(Code::Other(name)) if name == "UIDNEXT");
            let is_same_code =
                a.code == b.code || is_nameless(&b.code) || is_ours(&a.code) || is_of_none;
            // It says dots where there are no words.
            let is_same_text = a.text == b.text || (a.text.is_empty() && b.text == "...");
            a.kind == b.kind && is_same_text && is_same_code
        })
    }

    #[test]
    fn what_the_codec_reads_is_read_alike() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
        let (mut count, mut differences) = (0, Vec::new());
        for entry in std::fs::read_dir(folder).unwrap() {
            let transcript = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let lines = transcript
                .lines()
                .filter_map(|line| line.strip_prefix("S: "));
            for line in lines {
                let message = format!("{line}\r\n");
                let Some(codecs) = crate::codec::read(message.as_bytes()) else {
                    continue;
                };
                count += 1;
                // What the codec reads and nobody needs is ignored.
                let ours = decode(message.as_bytes()).response;
                if codecs != Response::Ignored && !is_alike(&ours, &codecs) {
                    differences.push((ours, codecs));
                }
            }
        }
        assert!(count > 500, "{count}");
        assert!(differences.is_empty(), "{differences:#?}");
    }
}
