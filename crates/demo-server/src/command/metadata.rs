use super::acl::require_right;
use super::mailboxes::special_use;
use super::{name_on_wire, stored_name};
use crate::server::Context;
use crate::session::{Reply, Session};
use crate::store::{Annotations, NameChangeKind, Rights};
use imap_codec::imap_types::core::{AString, Literal, LiteralMode, NString, NString8, Vec1};
use imap_codec::imap_types::extensions::binary::Literal8;
use imap_codec::imap_types::extensions::metadata::{
    Depth, Entry, EntryValue, GetMetadataOption, MetadataCode, MetadataResponse,
};
use imap_codec::imap_types::mailbox::Mailbox as WireMailbox;
use imap_codec::imap_types::response::{Code, Data};

/// The most octets of a value.
const MAX_SIZE: u32 = 64 * 1024;
/// The most entries of a mailbox or of an account.
const MAX_ENTRIES: usize = 200;

/// What an annotation is of.
enum Subject {
    /// The server, as one account sees it.
    Server,
    Mailbox(String),
}

/// GETMETADATA (RFC 5464 §4.2).
pub(super) fn get(
    session: &mut Session,
    options: &[GetMetadataOption],
    mailbox: &WireMailbox<'_>,
    entries: &Vec1<Entry<'_>>,
    context: &Context<'_>,
) -> Reply {
    let subject = match subject(session, mailbox, Rights::READ, context) {
        Ok(subject) => subject,
        Err(objection) => return objection,
    };
    let user = session.user.clone().unwrap_or_default();
    let kept = match &subject {
        Subject::Server => context
            .store
            .account(&user)
            .map(|account| &account.annotations),
        Subject::Mailbox(name) => context.store.mailbox(&user, name).map(|m| &m.annotations),
    };
    let mut max_size = u32::MAX;
    let mut depth = &Depth::Null;
    for option in options {
        match option {
            GetMetadataOption::MaxSize(size) => max_size = *size,
            GetMetadataOption::Depth(wanted) => depth = wanted,
        }
    }
    let mut found = Vec::new();
    let mut longest = None;
    for entry in entries.as_ref() {
        let Some(entry) = entry_name(entry) else {
            return Reply::bad("There is no such entry");
        };
        for (name, value) in matching(kept, &user, &entry, depth) {
            let size = value.as_ref().map_or(0, Vec::len);
            let size = u32::try_from(size).unwrap_or(u32::MAX);
            if size > max_size {
                longest = longest.max(Some(size));
            } else {
                found.extend(entry_value(&name, value));
            }
        }
    }
    if let Ok(values) = Vec1::try_from(found) {
        let mailbox = match &subject {
            Subject::Server => server_on_wire(),
            Subject::Mailbox(name) => name_on_wire(session, name),
        };
        session.send(Data::Metadata {
            mailbox,
            items: MetadataResponse::WithValues(values),
        });
    }
    let reply = Reply::ok("That is what is kept");
    match longest {
        Some(size) => reply.with(Code::Metadata(MetadataCode::LongEntries(size))),
        None => reply,
    }
}

/// SETMETADATA (RFC 5464 §4.3): all entries are set or none.
pub(super) fn set(
    session: &mut Session,
    mailbox: &WireMailbox<'_>,
    values: &Vec1<EntryValue<'_>>,
    context: &mut Context<'_>,
) -> Reply {
    let mut changes = Vec::new();
    for EntryValue { entry, value } in values.as_ref() {
        let Some(entry) = entry_name(entry) else {
            return Reply::bad("There is no such entry");
        };
        let value = match value {
            NString8::NString(NString(value)) => value.as_ref().map(|v| v.as_ref().to_vec()),
            NString8::Literal8(literal) => Some(literal.data.to_vec()),
        };
        if value.as_ref().is_some_and(|v| v.len() > MAX_SIZE as usize) {
            let code = Code::Metadata(MetadataCode::MaxSize(MAX_SIZE));
            return Reply::no("The value is too large").with(code);
        }
        changes.push((entry, value));
    }
    let is_shared = changes
        .iter()
        .any(|(entry, _)| entry.starts_with("/shared/"));
    let right = if is_shared {
        Rights::WRITE
    } else {
        Rights::READ
    };
    let subject = match subject(session, mailbox, right, context) {
        Ok(subject) => subject,
        Err(objection) => return objection,
    };
    if is_shared && matches!(subject, Subject::Server) {
        return Reply::no("Only an administrator does that").because("NOPERM");
    }
    let user = session.user.clone().unwrap_or_default();
    let kept = match &subject {
        Subject::Server => {
            let account = context.store.account_mut(&user);
            account.map(|account| &mut account.annotations)
        }
        Subject::Mailbox(name) => {
            let mailbox = context.store.mailbox_mut(&user, name);
            mailbox.map(|mailbox| &mut mailbox.annotations)
        }
    };
    let Some(kept) = kept else {
        return Reply::no("There is no such mailbox").because("NONEXISTENT");
    };
    let entries: Vec<String> = changes.iter().map(|(entry, _)| entry.clone()).collect();
    if kept.len() + changes.iter().filter(|(_, value)| value.is_some()).count() > MAX_ENTRIES {
        let code = Code::Metadata(MetadataCode::TooMany);
        return Reply::no("There are too many entries").with(code);
    }
    for (entry, value) in changes {
        let key = key(&user, entry);
        match value {
            Some(value) => kept.insert(key, value),
            None => kept.remove(&key),
        };
    }
    let name = match subject {
        Subject::Server => None,
        Subject::Mailbox(name) => Some(name),
    };
    // A purpose is one's own annotation (RFC 6154 §4).
    let is_purpose = |entry: &&String| *entry == "/private/specialuse";
    if let (Some(name), Some(_)) = (&name, entries.iter().find(is_purpose))
        && let Some(mailbox) = context.store.mailbox_mut(&user, name)
    {
        let kept = mailbox
            .annotations
            .get(&key(&user, "/private/specialuse".to_owned()));
        let attribute = kept.map(|value| String::from_utf8_lossy(value).to_ascii_uppercase());
        mailbox.special_use = attribute.and_then(|attribute| special_use(&attribute));
    }
    context
        .store
        .note_name(&user, NameChangeKind::Metadata { name, entries });
    Reply::ok("Set")
}

/// The response that tells which entries changed (RFC 5464 §4.4.2).
pub(super) fn changed_data(
    session: &Session,
    name: Option<&str>,
    entries: &[String],
) -> Option<Data<'static>> {
    let entries = entries.iter().filter_map(|entry| entry_on_wire(entry));
    Some(Data::Metadata {
        mailbox: name.map_or_else(server_on_wire, |name| name_on_wire(session, name)),
        items: MetadataResponse::WithoutValues(Vec1::try_from(entries.collect::<Vec<_>>()).ok()?),
    })
}

fn subject(
    session: &Session,
    mailbox: &WireMailbox<'_>,
    right: Rights,
    context: &Context<'_>,
) -> Result<Subject, Reply> {
    let is_server = matches!(mailbox, WireMailbox::Other(other) if other.as_ref().is_empty());
    if is_server {
        return Ok(Subject::Server);
    }
    if !session.offers("METADATA") {
        return Err(Reply::no("Only the server has annotations here").because("CANNOT"));
    }
    let name = stored_name(session, mailbox)?;
    require_right(session, &name, right, context)?;
    let user = session.user.as_deref().unwrap_or_default();
    if context.store.mailbox(user, &name).is_none() {
        return Err(Reply::no("There is no such mailbox").because("NONEXISTENT"));
    }
    Ok(Subject::Mailbox(name))
}

/// An entry's name in small letters; `None` when it is none (RFC 5464 §3.2).
fn entry_name(entry: &Entry<'_>) -> Option<String> {
    let name = core::str::from_utf8(entry.as_ref())
        .ok()?
        .to_ascii_lowercase();
    let has_owner = ["/private/", "/shared/"]
        .iter()
        .any(|prefix| name.len() > prefix.len() && name.starts_with(prefix));
    let is_wellformed = has_owner
        && name
            .chars()
            .all(|c| matches!(c, ' '..='~') && !matches!(c, '*' | '%'))
        && !name.contains("//")
        && !name.ends_with('/');
    is_wellformed.then_some(name)
}

/// Whose the entry is, and its name: what is shared is nobody's.
fn key(user: &str, entry: String) -> (String, String) {
    if entry.starts_with("/private/") {
        (user.to_owned(), entry)
    } else {
        (String::new(), entry)
    }
}

/// The entry and those below it as far as `depth` reaches; NIL for the entry
/// alone where nothing was asked below it.
fn matching(
    kept: Option<&Annotations>,
    user: &str,
    entry: &str,
    depth: &Depth,
) -> Vec<(String, Option<Vec<u8>>)> {
    let (owner, entry) = key(user, entry.to_owned());
    let mut found = Vec::new();
    for ((kept_for, name), value) in kept.into_iter().flatten() {
        if *kept_for != owner {
            continue;
        }
        let is_meant = match (name.strip_prefix(&entry), depth) {
            (Some(""), _) => true,
            (Some(below), Depth::Infinity) => below.starts_with('/'),
            (Some(below), Depth::One) => below.starts_with('/') && below.matches('/').count() == 1,
            _ => false,
        };
        if is_meant {
            found.push((name.clone(), Some(value.clone())));
        }
    }
    if found.is_empty() && *depth == Depth::Null {
        found.push((entry, None));
    }
    found
}

fn entry_on_wire(name: &str) -> Option<Entry<'static>> {
    Entry::try_from(AString::try_from(name.to_owned()).ok()?).ok()
}

fn entry_value(name: &str, value: Option<Vec<u8>>) -> Option<EntryValue<'static>> {
    let value = match value {
        Some(value) if value.contains(&0) => NString8::Literal8(Literal8 {
            data: value.into(),
            mode: LiteralMode::Sync,
        }),
        Some(value) => NString8::NString(NString::from(Literal::try_from(value).ok()?)),
        None => NString8::NString(NString(None)),
    };
    Some(EntryValue {
        entry: entry_on_wire(name)?,
        value,
    })
}

/// The empty name, which stands for the server.
fn server_on_wire() -> WireMailbox<'static> {
    WireMailbox::try_from("").unwrap_or(WireMailbox::Inbox)
}
