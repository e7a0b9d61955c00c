//! Transcripts: what was submitted, what went over the wire and what was told,
//! line by line.
//!
//! ```text
//! # a comment
//! flights: 2                    how many flights (writes that follow a read) it took so far
//! round trips: 2                how many round trips it took so far, however it is cut
//! remembered: IMAP4rev1 IDLE    the capabilities of an earlier session
//! identity: porthole 1.0        what ID tells
//! watches: all                  all mailboxes are to be watched
//! entropy: 7                    what SCRAM draws its nonce from
//! compresses: yes               what the server says is to be compressed
//! do: login ann secret          a request; `request` below lists the forms
//! S: * OK hi                    the server sends a line; literals go on in further lines
//! S-: * 1 FETCH (BODY[] {9}     the same without its line end, as when a line is cut
//! C: A1 LOGIN "ann" "secret"    the client has sent this line
//! E: done #1 ok                 the client has told this event
//! wait: 100                     so many milliseconds pass
//! close: ConnectionLost         the transport ends
//! ```
//!
//! Everything the client sends and tells must be listed, in order.

use imap_client::{
    CloseReason, Connection, ConnectionConfig, Credentials, Event, KnownMailbox, KnownState,
    NewMessage, Outcome, Priority, Request, RowSelection, Window,
};
use mail_model::{
    BodyStructure, Flag, Flags, Keyword, MailboxName, ModSeq, PartPath, Problem, ProblemKind,
    Rights, SearchKey, Secret, Section, SortCriterion, SortKey, SpecialUse, Thread, Timestamp, Uid,
    UidNext, UidRange, UidSet, UidValidity,
};

/// How the server's bytes are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pieces {
    Whole,
    Bytes,
    /// In two, at this byte of each stretch.
    At(usize),
}

/// Replays a transcript; the error tells the first line that did not hold.
pub(crate) fn replay(script: &str, pieces: Pieces) -> Result<(), String> {
    let mut config = ConnectionConfig::default();
    for line in script.lines() {
        if let Some(list) = line.strip_prefix("remembered: ") {
            config.remembered_capabilities = list.split(' ').map(str::to_owned).collect();
        }
        config.watches_all |= line == "watches: all";
        if let Some(byte) = line.strip_prefix("entropy: ") {
            config.entropy = [byte.parse().map_err(|_| "entropy?")?; 16];
        }
        config.compresses |= line == "compresses: yes";
        if let Some((name, version)) = line
            .strip_prefix("identity: ")
            .and_then(|l| l.split_once(' '))
        {
            config.client_name = name.to_owned();
            config.client_version = version.to_owned();
        }
    }
    let mut player = Player {
        connection: Connection::new(config, Timestamp(0)),
        now: Timestamp(0),
        sent: Vec::new(),
        told: Vec::new(),
        incoming: Vec::new(),
        pieces,
    };
    for (number, line) in script.lines().enumerate() {
        player
            .line(line)
            .map_err(|problem| format!("line {}: {line}\n{problem}", number + 1))?;
    }
    player.feed();
    player.nothing_is_left()
}

struct Player {
    connection: Connection,
    now: Timestamp,
    sent: Vec<u8>,
    told: Vec<String>,
    incoming: Vec<u8>,
    pieces: Pieces,
}

impl Player {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (kind, content) = line
            .split_once(": ")
            .unwrap_or((line.trim_end_matches(':'), ""));
        if kind != "S" && kind != "S-" {
            self.feed();
        }
        match kind {
            "S" | "S-" => {
                if self.incoming.is_empty() {
                    self.nothing_was_sent()?;
                }
                self.incoming.extend(unescape(content));
                if kind == "S" {
                    self.incoming.extend(b"\r\n");
                }
            }
            "C" => {
                let end = self.sent.windows(2).position(|pair| pair == b"\r\n");
                let Some(end) = end else {
                    return Err(format!("the client sent only {:?}", shown(&self.sent)));
                };
                let sent: Vec<u8> = self.sent.drain(..end + 2).collect();
                if sent[..end] != unescape(content)[..] {
                    return Err(format!("the client sent {}", shown(&sent[..end])));
                }
            }
            "E" => {
                if self.told.is_empty() {
                    return Err("nothing was told".to_owned());
                }
                let told = self.told.remove(0);
                if told != content {
                    return Err(format!("told was  {told}"));
                }
            }
            "do" => {
                self.nothing_was_sent()?;
                let (request, priority) = request(content)?;
                match request {
                    Some(request) => {
                        self.connection.submit(request, priority, self.now);
                    }
                    None => {
                        let number = content.rsplit('#').next().and_then(|n| n.parse().ok());
                        let number = number.ok_or("which request?")?;
                        self.connection.cancel(imap_client::RequestId(number));
                    }
                }
                self.drain();
            }
            "wait" => {
                let milliseconds: i64 = content.parse().map_err(|_| "how long?")?;
                self.now = Timestamp(self.now.0 + milliseconds);
                self.connection.handle_timeout(self.now);
                self.drain();
            }
            "close" => {
                let kind = kind_of(content).ok_or("why?")?;
                let words = String::new();
                self.connection
                    .handle_closed(CloseReason { kind, words }, self.now);
                self.drain();
            }
            "flights" => {
                let flights = self.connection.traffic().flights.to_string();
                // Cut into pieces, the dialogue takes more flights.
                if self.pieces == Pieces::Whole && flights != content {
                    return Err(format!("it took {flights}"));
                }
            }
            "round trips" => {
                let round_trips = self.connection.traffic().round_trips.to_string();
                if round_trips != content {
                    return Err(format!("it took {round_trips}"));
                }
            }
            "remembered" | "identity" | "watches" | "compresses" | "entropy" => {}
            _ if line.is_empty() || line.starts_with('#') => {}
            _ => return Err("what is this line?".to_owned()),
        }
        Ok(())
    }

    fn feed(&mut self) {
        let incoming = std::mem::take(&mut self.incoming);
        let pieces: Vec<&[u8]> = match self.pieces {
            Pieces::Whole => vec![&incoming],
            Pieces::Bytes => incoming.chunks(1).collect(),
            Pieces::At(at) => {
                let (head, tail) = incoming.split_at(at.min(incoming.len()));
                vec![head, tail]
            }
        };
        for piece in pieces {
            self.connection.handle_input(piece, self.now);
            self.drain();
        }
    }

    fn drain(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.sent.extend(bytes);
        }
        while let Some(event) = self.connection.poll_event() {
            self.told.push(show(&event));
        }
    }

    fn nothing_was_sent(&self) -> Result<(), String> {
        if self.sent.is_empty() {
            return Ok(());
        }
        Err(format!("the client had sent {}", shown(&self.sent)))
    }

    fn nothing_is_left(&self) -> Result<(), String> {
        self.nothing_was_sent()?;
        if !self.told.is_empty() {
            return Err(format!("at the end was told:\n{}", self.told.join("\n")));
        }
        Ok(())
    }
}

/// `\xfc` for a byte that no text file should hold.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend(before.bytes());
        match after
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.extend(b"\\x");
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    bytes
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A request as transcripts write it; `None` for `cancel #3`.
fn request(text: &str) -> Result<(Option<Request>, Priority), String> {
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

/// `all`, `seen`, `subject X`, `older 5` and `uids 1:5`; several must all match.
fn search_key(words: &[&str]) -> Result<SearchKey, String> {
    let mut keys = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut argument = || words.next().copied().ok_or("an argument?");
        keys.push(match *word {
            "all" => SearchKey::All,
            "seen" => SearchKey::Flag(Flag::Seen),
            "subject" => SearchKey::Subject(argument()?.replace('_', " ")),
            "older" => SearchKey::Older(argument()?.parse().map_err(|_| "a number?")?),
            "uids" => SearchKey::Uids(uid_set(argument()?)?),
            _ => return Err(format!("{word}: what criterion?")),
        });
    }
    Ok(match keys.len() {
        1 => keys.remove(0),
        _ => SearchKey::And(keys),
    })
}

/// `subject`, or `-date` for the latest first.
fn criterion(text: &str) -> Result<SortCriterion, String> {
    let name = text.trim_start_matches('-');
    let key = match name {
        "arrival" => SortKey::Arrival,
        "date" => SortKey::Date,
        "from" => SortKey::DisplayFrom,
        "subject" => SortKey::Subject,
        _ => return Err(format!("{name}: what order?")),
    };
    Ok(SortCriterion {
        key,
        is_reversed: name.len() < text.len(),
    })
}

/// A draft of the year 1970 that says `text`, or as many octets as `9999*`.
fn new_message(text: &str) -> NewMessage {
    let long = text.strip_suffix('*').and_then(|count| count.parse().ok());
    NewMessage {
        flags: Flags::from_iter([Flag::Draft]),
        received: Some(Timestamp(0)),
        message: match long {
            Some(count) => vec![b'x'; count].into(),
            None => unescape(text).into(),
        },
    }
}

fn uid_set(text: &str) -> Result<UidSet, String> {
    text.split(',')
        .map(|range| {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let uid = |text: &str| text.parse().ok().and_then(Uid::new).ok_or("a UID?");
            Ok(UidRange::new(uid(first)?, uid(last)?))
        })
        .collect()
}

fn parse_section(text: &str) -> Result<Section, String> {
    let path = |text: &str| -> Result<PartPath, String> {
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        numbers.map(PartPath).map_err(|_| "a path?".to_owned())
    };
    Ok(match text {
        "whole" => Section::Whole,
        "header" => Section::Header,
        text => match (text.strip_suffix(".mime"), text.strip_suffix(".header")) {
            (Some(text), _) => Section::PartMime(path(text)?),
            (_, Some(text)) => Section::PartHeader(path(text)?),
            _ => Section::Part(path(text)?),
        },
    })
}

fn parse_flag(text: &str) -> Option<Flag> {
    Some(match text {
        "seen" => Flag::Seen,
        "answered" => Flag::Answered,
        "flagged" => Flag::Flagged,
        "deleted" => Flag::Deleted,
        "draft" => Flag::Draft,
        keyword => Flag::Keyword(Keyword::new(keyword)?),
    })
}

fn kind_of(text: &str) -> Option<ProblemKind> {
    [
        ProblemKind::ConnectionLost,
        ProblemKind::ServerUnreachable,
        ProblemKind::CertificateInvalid,
        ProblemKind::ProxyUnreachable,
    ]
    .into_iter()
    .find(|kind| format!("{kind:?}") == text)
}

/// An event as transcripts write it.
pub(crate) fn show(event: &Event) -> String {
    match event {
        Event::Authenticated => "authenticated".to_owned(),
        Event::Capabilities(list) => format!("capabilities {}", list.join(" ")),
        Event::Mailboxes(mailboxes) => {
            let shown: Vec<String> = mailboxes
                .iter()
                .map(|mailbox| {
                    let mut text = mailbox.name.as_str().replace(' ', "_");
                    if let Some(purpose) = mailbox.special_use {
                        text += &format!("={purpose:?}");
                    }
                    if let Some(counts) = mailbox.counts {
                        text += &format!("({}/{})", counts.unseen, counts.messages);
                    }
                    if !mailbox.is_selectable {
                        text += "!";
                    }
                    if !mailbox.is_subscribed {
                        text += "?";
                    }
                    text
                })
                .collect();
            format!("mailboxes {}", shown.join(" "))
        }
        Event::Counts { mailbox, counts } => {
            format!("counts {mailbox} {}/{}", counts.unseen, counts.messages)
        }
        Event::Selected(selected) => format!(
            "selected {} exists={} validity={} next={}{} {}",
            selected.mailbox,
            selected.exists,
            selected.uid_validity.0,
            selected.uid_next.map_or(0, |next| next.0.get()),
            selected
                .highest_mod_seq
                .map_or(String::new(), |highest| format!(" modseq={}", highest.0)),
            if selected.is_read_only { "ro" } else { "rw" }
        ),
        Event::Arrived { exists } => format!("arrived {exists}"),
        Event::Expunged { uid, newer, exists } => format!(
            "expunged {} newer={newer} exists={exists}",
            uid.map_or("?".to_owned(), |uid| uid.value().to_string())
        ),
        Event::Uids(uids) => format!("uids {}", show_set(uids)),
        Event::Row { newer, row } => {
            let mut text = format!("row newer={newer} uid={}", row.uid.value());
            text += &format!(" flags={}", show_flags(&row.flags));
            if let Some(received) = row.received {
                text += &format!(" received={}", received.0 / 1000);
            }
            if let Some(size) = row.size {
                text += &format!(" size={size}");
            }
            if let Some(structure) = &row.structure {
                text += &format!(" {}", show_structure(structure));
            }
            if let Some(header) = &row.header {
                text += &format!(" header={}", header.len());
            }
            if let Some(preview) = &row.preview {
                text += &format!(" preview={preview}");
            }
            if let Some(name) = &row.email_id {
                text += &format!(" email={name}");
            }
            if let Some(name) = &row.thread_id {
                text += &format!(" thread={name}");
            }
            if !row.gmail_labels.is_empty() {
                text += &format!(" labels={}", row.gmail_labels.join(","));
            }
            text
        }
        Event::Flags { uid, flags } => format!("flags {} {}", uid.value(), show_flags(flags)),
        Event::Slice {
            request,
            uid,
            section,
            offset,
            bytes,
            is_last,
            ..
        } => format!(
            "slice #{} uid={} {section:?} {offset}+{}{}",
            request.0,
            uid.value(),
            bytes.len(),
            if *is_last { " last" } else { "" }
        ),
        Event::Copied { request, map } => {
            let copy = |uid: Uid| map.copy_of(uid).map_or(0, Uid::value);
            let pairs: Vec<String> = map
                .sources()
                .iter()
                .map(|uid| format!("{}>{}", uid.value(), copy(uid)))
                .collect();
            format!(
                "copied #{} validity={} {}",
                request.0,
                map.uid_validity().0,
                pairs.join(" ")
            )
        }
        Event::Appended {
            request,
            uid_validity,
            uids,
        } => {
            let uids: Vec<String> = uids.iter().map(|uid| uid.value().to_string()).collect();
            format!(
                "appended #{} validity={} {}",
                request.0,
                uid_validity.0,
                uids.join(",")
            )
        }
        Event::NotStored { request, uids } => {
            format!("not stored #{} {}", request.0, show_set(uids))
        }
        Event::Done { request, outcome } => {
            format!("done #{} {}", request.0, show_outcome(outcome))
        }
        Event::Found { request, uids } => format!("found #{} {}", request.0, show_set(uids)),
        Event::Sorted {
            request,
            total,
            skip,
            uids,
        } => {
            let uids: Vec<String> = uids.iter().map(|uid| uid.value().to_string()).collect();
            format!(
                "sorted #{} {skip}+{} of {total}: {}",
                request.0,
                uids.len(),
                uids.join(" ")
            )
        }
        Event::Threads { request, threads } => {
            let threads: Vec<String> = threads.iter().map(show_thread).collect();
            format!("threads #{} {}", request.0, threads.join("; "))
        }
        Event::Header {
            request,
            uid,
            received,
            size,
            header,
            thread_id,
        } => format!(
            "header #{} uid={} received={} size={} {:?}{}",
            request.0,
            uid.value(),
            received.map_or(0, |received| received.0 / 1000),
            size.unwrap_or(0),
            shown(header),
            thread_id
                .as_ref()
                .map_or(String::new(), |id| format!(" thread={id}"))
        ),
        Event::Quota { request, roots } => {
            let shown: Vec<String> = roots
                .iter()
                .map(|root| {
                    let resources = root.resources.iter();
                    let shown: Vec<String> = resources
                        .map(|resource| {
                            format!("{:?} {}/{}", resource.kind, resource.used, resource.limit)
                        })
                        .collect();
                    format!("{:?} {}", root.name, shown.join(" "))
                })
                .collect();
            let answered = request.map_or_else(|| "unasked".to_owned(), |id| format!("#{}", id.0));
            format!("quota {answered} {}", shown.join("; "))
        }
        Event::Rights { mailbox, rights } => format!("rights {mailbox} {rights}"),
        Event::Acl { request, entries } => {
            let shown: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}={}", entry.identifier, entry.rights))
                .collect();
            format!("acl #{} {}", request.0, shown.join(" "))
        }
        Event::Metadata { request, entries } => {
            let shown: Vec<String> = entries
                .iter()
                .map(|(name, value)| match value {
                    Some(value) => format!("{name}={:?}", shown(value)),
                    None => format!("{name}=-"),
                })
                .collect();
            format!("metadata #{} {}", request.0, shown.join(" "))
        }
        Event::Progress {
            request,
            done,
            total,
        } => format!("progress #{} {done}/{}", request.0, total.unwrap_or(0)),
        Event::HighestModSeq(highest) => format!("in step {}", highest.0),
        Event::ReadOnly(is_read_only) => format!("read-only {is_read_only}"),
        Event::Watching(None) => "watching no more".to_owned(),
        Event::Watching(Some(others)) => {
            format!("watching all but [{}]", others.join(" "))
        }
        Event::MailboxesChanged => "mailboxes changed".to_owned(),
        Event::Notice(problem) => format!("notice {}", show_problem(problem)),
        Event::Closed(problem) => format!("closed {}", show_problem(problem)),
    }
}

fn show_outcome(outcome: &Outcome) -> String {
    match outcome {
        Ok(()) => "ok".to_owned(),
        Err(refusal) => format!(
            "{}{}",
            show_problem(&refusal.problem),
            if refusal.is_certain { "" } else { " (perhaps)" }
        ),
    }
}

fn show_problem(problem: &Problem) -> String {
    if problem.words.is_empty() {
        format!("{:?}", problem.kind)
    } else {
        format!("{:?}: {}", problem.kind, problem.words)
    }
}

fn show_flags(flags: &Flags) -> String {
    let shown: Vec<String> = flags
        .iter()
        .map(|flag| match flag {
            Flag::Keyword(keyword) => keyword.as_str().to_owned(),
            flag => format!("{flag:?}").to_lowercase(),
        })
        .collect();
    if shown.is_empty() {
        "-".to_owned()
    } else {
        shown.join(",")
    }
}

fn show_structure(structure: &BodyStructure) -> String {
    match structure {
        BodyStructure::Leaf(part) => part.media_type.clone(),
        BodyStructure::Multipart {
            subtype, children, ..
        } => {
            let children: Vec<String> = children.iter().map(show_structure).collect();
            format!("{subtype}({})", children.join("+"))
        }
    }
}

/// `2.0` is message 2 at depth 0, `-.0` one that is not there.
fn show_thread(thread: &Thread) -> String {
    let members = thread.members.iter().map(|member| {
        let uid = member
            .uid
            .map_or("-".to_owned(), |uid| uid.value().to_string());
        format!("{uid}.{}", member.depth)
    });
    members.collect::<Vec<_>>().join(" ")
}

fn show_set(uids: &UidSet) -> String {
    let shown: Vec<String> = uids
        .ranges()
        .iter()
        .map(|range| {
            if range.first() == range.last() {
                range.first().value().to_string()
            } else {
                format!("{}:{}", range.first().value(), range.last().value())
            }
        })
        .collect();
    shown.join(",")
}
