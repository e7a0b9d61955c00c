//! Requests as transcripts write them.

use super::text::unescape;
use super::words::{criterion, new_message, parse_flag, parse_section, search_key, uid_set};
use imap_client::{Credentials, KnownMailbox, KnownState, Priority, Request, RowSelection, Window};
use mail_model::{MailboxName, ModSeq, Rights, Secret, SpecialUse, Uid, UidNext, UidValidity};

/// A request as transcripts write it; `None` for `cancel #3`.
pub(super) fn request(text: &str) -> Result<(Option<Request>, Priority), String> {
    let (text, priority) = match text.split_once(" @") {
        Some((text, "prefetch")) => (text, Priority::Prefetch),
        Some((text, "background")) => (text, Priority::Background),
        _ => (text, Priority::Interactive),
    };
    let words: Vec<&str> = text.split(' ').collect();
    let name = |name: &str| MailboxName::new(name.replace('_', " "));
    let number = |word: &str| {
        word.parse::<u32>()
            .map_err(|_| format!("{word}: a number?"))
    };
    let request = match words.as_slice() {
        ["login", user, password] => Request::Login(Credentials::Password {
            user: user.replace("\\n", "\n"),
            password: Secret::new(*password),
        }),
        ["token", user, token] => Request::Login(Credentials::Token {
            user: (*user).to_owned(),
            token: Secret::new(*token),
        }),
        ["list"] => Request::ListMailboxes,
        ["subscriptions"] => Request::FetchSubscriptions,
        ["status", names @ ..] => Request::Status(names.iter().copied().map(name).collect()),
        ["select", mailbox] => Request::Select {
            mailbox: name(mailbox),
            known: None,
        },
        ["select", mailbox, "known", exists, validity, next] => Request::Select {
            mailbox: name(mailbox),
            known: Some(Box::new(KnownMailbox {
                exists: number(exists)?,
                uid_validity: UidValidity(validity.parse().map_err(|_| "validity?")?),
                uid_next: UidNext(next.parse().map_err(|_| "next?")?),
                state: None,
            })),
        },
        [
            "select",
            mailbox,
            "known",
            exists,
            validity,
            next,
            "at",
            mod_seq,
            uids,
        ] => Request::Select {
            mailbox: name(mailbox),
            known: Some(Box::new(KnownMailbox {
                exists: number(exists)?,
                uid_validity: UidValidity(validity.parse().map_err(|_| "validity?")?),
                uid_next: UidNext(next.parse().map_err(|_| "next?")?),
                state: Some(KnownState {
                    mod_seq: ModSeq(mod_seq.parse().map_err(|_| "at?")?),
                    uids: uid_set(uids)?,
                }),
            })),
        },
        ["uids"] => Request::FetchUids,
        ["rows", "newest", skip, count] => Request::FetchRows(RowSelection::Newest {
            skip: number(skip)?,
            count: number(count)?,
        }),
        ["rows", set] => Request::FetchRows(RowSelection::Uids(uid_set(set)?)),
        ["previews", set] => Request::FetchPreviews(uid_set(set)?),
        ["flags", set] => Request::FetchFlags {
            uids: uid_set(set)?,
            changed_since: None,
        },
        ["flags", set, "since", mod_seq] => Request::FetchFlags {
            uids: uid_set(set)?,
            changed_since: Some(ModSeq(mod_seq.parse().map_err(|_| "since?")?)),
        },
        ["section", uid, section, rest @ ..] => Request::FetchSection {
            uid: Uid::new(number(uid)?).ok_or("0?")?,
            section: parse_section(section)?,
            size: rest.first().and_then(|size| size.parse().ok()),
            from: 0,
            may_decode: false,
        },
        ["store", set, change, "since", mod_seq, flags @ ..] => Request::Store {
            uids: uid_set(set)?,
            flags: flags.iter().filter_map(|flag| parse_flag(flag)).collect(),
            set: *change == "+",
            unchanged_since: Some(ModSeq(mod_seq.parse().map_err(|_| "since?")?)),
        },
        ["store", set, change, flags @ ..] => Request::Store {
            uids: uid_set(set)?,
            flags: flags.iter().filter_map(|flag| parse_flag(flag)).collect(),
            set: *change == "+",
            unchanged_since: None,
        },
        ["search", key @ ..] => Request::Search(search_key(key)?),
        ["thread", key @ ..] => Request::Thread(search_key(key)?),
        ["sort", order, window, rest @ ..] => {
            let with_rows = rest.first() == Some(&"rows");
            Request::Sort {
                query: search_key(&rest[usize::from(with_rows)..])?,
                order: order.split(',').map(criterion).collect::<Result<_, _>>()?,
                window: match window.split_once('+') {
                    Some((skip, count)) => Some(Window {
                        skip: number(skip)?,
                        count: number(count)?,
                    }),
                    None => None,
                },
                with_rows,
            }
        }
        ["headers", set, fields @ ..] => Request::FetchHeaders {
            uids: uid_set(set)?,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        },
        ["labels", set, change, labels @ ..] => Request::StoreGmailLabels {
            uids: uid_set(set)?,
            labels: labels.iter().map(|label| label.replace('_', " ")).collect(),
            set: *change == "+",
        },
        ["copy", set, to] => Request::Copy {
            uids: uid_set(set)?,
            to: name(to),
        },
        ["move", set, to] => Request::Move {
            uids: uid_set(set)?,
            to: name(to),
        },
        ["expunge", set] => Request::Expunge(uid_set(set)?),
        ["append", mailbox, messages @ ..] => Request::Append {
            mailbox: name(mailbox),
            messages: messages.iter().map(|text| new_message(text)).collect(),
        },
        ["replace", uid, text] => Request::Replace {
            uid: Uid::new(number(uid)?).ok_or("0?")?,
            message: new_message(text),
        },
        ["create", mailbox] => Request::CreateMailbox {
            mailbox: name(mailbox),
            special_use: None,
            subscribes: true,
        },
        ["create-hidden", mailbox] => Request::CreateMailbox {
            mailbox: name(mailbox),
            special_use: None,
            subscribes: false,
        },
        ["create", mailbox, "archive"] => Request::CreateMailbox {
            mailbox: name(mailbox),
            special_use: Some(SpecialUse::Archive),
            subscribes: true,
        },
        ["delete", mailbox] => Request::DeleteMailbox(name(mailbox)),
        ["rename", from, to, subscribed @ ..] => Request::RenameMailbox {
            from: name(from),
            to: name(to),
            subscribed: subscribed
                .chunks(2)
                .map(|pair| (name(pair[0]), name(pair[1])))
                .collect(),
        },
        ["subscribe", mailbox] => Request::Subscribe {
            mailbox: name(mailbox),
            set: true,
        },
        ["unsubscribe", mailbox] => Request::Subscribe {
            mailbox: name(mailbox),
            set: false,
        },
        ["quota", mailbox] => Request::FetchQuota(name(mailbox)),
        ["rights", mailbox] => Request::FetchRights(name(mailbox)),
        ["acl", mailbox] => Request::FetchAcl(name(mailbox)),
        ["setacl", mailbox, identifier, rest @ ..] => Request::SetAcl {
            mailbox: name(mailbox),
            identifier: (*identifier).to_owned(),
            rights: rest.first().map(|letters| Rights::new(letters)),
        },
        ["metadata", mailbox, entries @ ..] => Request::FetchMetadata {
            mailbox: (*mailbox != "server").then(|| name(mailbox)),
            entries: entries.iter().map(|entry| (*entry).to_owned()).collect(),
        },
        ["annotate", mailbox, entry, rest @ ..] => Request::SetMetadata {
            mailbox: (*mailbox != "server").then(|| name(mailbox)),
            entries: vec![(
                (*entry).to_owned(),
                rest.first().map(|value| unescape(value)),
            )],
        },
        ["noop"] => Request::Noop,
        ["logout"] => Request::Logout,
        ["cancel", _] => return Ok((None, priority)),
        _ => return Err(format!("{text}: what request?")),
    };
    Ok((Some(request), priority))
}
