//! The commands, one small file for each kind.

mod acl;
mod append;
mod copy;
mod enable;
mod expunge;
mod fetch;
mod further;
mod labels;
mod list;
mod login;
mod mailboxes;
mod message_flags;
mod metadata;
mod notify;
mod plain_numbers;
mod quota;
mod resync;
mod sasl;
mod search;
mod select;
mod sort;
mod status;
mod store;
mod thread;

pub(crate) use message_flags::{flag_items, flags_on_wire};
pub(crate) use notify::{NewMessageItems, new_message_data, tell_elsewhere};
pub(crate) use resync::vanished;

use crate::extension::{self, FindRequest, FurtherItem, ListRequest};
use crate::scripting::Plan;
use crate::server::Context;
use crate::session::{Dialogue, Numbers, Reply, Session};
use crate::store::{OTHER_USERS, SHARED};
use further::Further;
use imap_codec::CommandCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::IntoStatic;
use imap_codec::imap_types::command::{Command, CommandBody};
use imap_codec::imap_types::core::{IString, NString, Quoted, QuotedChar, Tag};
use imap_codec::imap_types::extensions::namespace::Namespace;
use imap_codec::imap_types::response::Data;
pub(crate) use login::is_password_of;
pub(crate) use sasl::Exchange;
use std::borrow::Cow;

/// What became of a line from the client.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The command is carried out; this is its end.
    Reply {
        tag: Tag<'static>,
        reply: Reply,
        /// Removals may be told before that end (RFC 3501 §7.4.1).
        may_expunge: bool,
    },
    /// There is no tag to answer to.
    Untagged(Reply),
    /// A test wanted this command to fail with these words.
    Refused { tag: Tag<'static>, words: String },
    /// The client has the word: a continuation, or IDLE.
    Waiting,
}

/// Carries out what one complete message from the client says.
pub(crate) fn perform(session: &mut Session, message: &[u8], context: &mut Context<'_>) -> Outcome {
    match core::mem::replace(&mut session.dialogue, Dialogue::Commands) {
        Dialogue::Commands => perform_command(session, message, context),
        Dialogue::Authenticating(tag, exchange) => {
            match login::authenticate_continued(session, tag, exchange, message, context) {
                Some((tag, ended)) => reply(tag, ended),
                None => Outcome::Waiting,
            }
        }
        Dialogue::Idling(tag) if message.eq_ignore_ascii_case(b"DONE\r\n") => {
            reply(tag, Reply::ok("Idle ended"))
        }
        Dialogue::Idling(tag) => reply(tag, Reply::bad("Only DONE ends IDLE")),
    }
}

fn reply(tag: Tag<'static>, reply: Reply) -> Outcome {
    Outcome::Reply {
        tag,
        reply,
        may_expunge: true,
    }
}

/// A command as decoded: by the codec, or by what the codec lacks.
enum Decoded {
    Codec(CommandBody<'static>),
    /// A FETCH, and the items in it that the codec does not know.
    Fetch(CommandBody<'static>, Vec<FurtherItem>),
    List(ListRequest),
    Find(FindRequest),
    /// It is one of ours, but not as it must be.
    Flawed(&'static str),
    Further(Further),
}

fn perform_command(session: &mut Session, message: &[u8], context: &mut Context<'_>) -> Outcome {
    let Some((tag, verb)) = tag_and_verb(message) else {
        return Outcome::Untagged(Reply::bad("A command begins with a tag"));
    };
    match next_plan(&verb, context) {
        Some(Plan::Refuse(words)) => return Outcome::Refused { tag, words },
        Some(Plan::Instead(octets)) => {
            session.send_octets(&with_tag(&octets, &tag));
            return Outcome::Waiting;
        }
        Some(Plan::Before(octets)) => session.send_octets(&with_tag(&octets, &tag)),
        Some(Plan::Slow(slowness)) => session.slow_down(slowness, &tag),
        None => {}
    }
    let message = match plain_numbers::in_plain_numbers(session, message) {
        // A set that came to nothing is no error (RFC 5182 §2.1).
        Some(message) if message.is_empty() => {
            return reply(tag, Reply::ok("There are none"));
        }
        Some(message) => Cow::Owned(message),
        None => Cow::Borrowed(message),
    };
    let message = match extension::with_encoded_names(&message) {
        Some(encoded) if session.enabled.utf8 => Cow::Owned(encoded),
        _ => message,
    };
    let Some(decoded) = decode(session, &message) else {
        return reply(
            tag,
            Reply::bad(format!("{verb:.32} is unknown or its arguments are wrong")),
        );
    };
    let may_expunge = !["FETCH", "STORE", "SEARCH", "SORT", "THREAD"].contains(&verb.as_str());
    if let Err(objection) = check_state(session, &decoded) {
        return reply(tag, objection);
    }
    let ended = match decoded {
        Decoded::List(request) => list::list(session, &request, context),
        Decoded::Further(command) => further::execute(session, command, context),
        Decoded::Find(request) => search::find(session, &request, tag.inner(), context),
        Decoded::Flawed(objection) => Reply::bad(objection),
        Decoded::Codec(CommandBody::Idle) => {
            session.send_line("+ idling");
            session.dialogue = Dialogue::Idling(tag);
            session.tell(context, true);
            return Outcome::Waiting;
        }
        Decoded::Codec(CommandBody::Authenticate {
            mechanism,
            initial_response,
        }) => {
            let begun = login::authenticate(session, tag, &mechanism, initial_response, context);
            return match begun {
                Some((tag, ended)) => reply(tag, ended),
                None => Outcome::Waiting,
            };
        }
        Decoded::Codec(body) => execute(session, body, &[], context),
        Decoded::Fetch(body, further) => execute(session, body, &further, context),
    };
    Outcome::Reply {
        tag,
        reply: ended,
        may_expunge,
    }
}

/// The tag and the verb in capitals, `UID` and what follows as one verb.
pub(crate) fn tag_and_verb(message: &[u8]) -> Option<(Tag<'static>, String)> {
    let line = message.split(|&octet| octet == b'\r').next()?;
    let mut words = line.split(|&octet| octet == b' ');
    let tag = Tag::try_from(words.next()?.to_vec()).ok()?;
    let mut word = || {
        words
            .next()
            .map(|word| String::from_utf8_lossy(word).to_ascii_uppercase())
    };
    let mut verb = word()?;
    if verb == "UID" {
        verb = format!("UID {}", word()?);
    }
    Some((tag, verb))
}

fn next_plan(verb: &str, context: &mut Context<'_>) -> Option<Plan> {
    let planned = context.plans.get_mut(verb)?;
    let plan = planned.pop_front();
    if planned.is_empty() {
        context.plans.remove(verb);
    }
    plan
}

/// `octets` with the tag where they say `{tag}`.
fn with_tag(octets: &[u8], tag: &Tag<'_>) -> Vec<u8> {
    const PLACE: &[u8] = b"{tag}";
    let mut filled = Vec::new();
    let mut rest = octets;
    while let Some(at) = rest.windows(PLACE.len()).position(|part| part == PLACE) {
        let (before, behind) = rest.split_at(at);
        filled.extend_from_slice(before);
        filled.extend_from_slice(tag.inner().as_bytes());
        rest = behind.get(PLACE.len()..).unwrap_or_default();
    }
    filled.extend_from_slice(rest);
    filled
}

fn decode(session: &Session, message: &[u8]) -> Option<Decoded> {
    if session.offers("LIST-EXTENDED")
        && let Some(request) = extension::list_extended(message)
    {
        return Some(Decoded::List(request));
    }
    if let Some(request) = extension::find(message) {
        return Some(match request {
            Ok(request) => Decoded::Find(request),
            Err(objection) => Decoded::Flawed(objection),
        });
    }
    if let Some(command) = further::decode(session, message) {
        return Some(Decoded::Further(command));
    }
    match decode_fetch(session, message)? {
        (body, further) if further.is_empty() => Some(Decoded::Codec(body)),
        (body, further) => Some(Decoded::Fetch(body, further)),
    }
}

/// A command, and if it is a FETCH the items in it that the codec does not know.
fn decode_fetch(
    session: &Session,
    message: &[u8],
) -> Option<(CommandBody<'static>, Vec<FurtherItem>)> {
    let Some((plain, further)) = extension::further_items(message) else {
        return Some((decode_whole(message)?, Vec::new()));
    };
    let are_offered = further.iter().all(|item| session.offers(item.capability()));
    let body = decode_whole(&plain).filter(|_| are_offered)?;
    Some((body, further))
}

/// What the codec makes of a message, all of which has to be the command.
fn decode_whole(message: &[u8]) -> Option<CommandBody<'static>> {
    let (rest, Command { body, .. }) = CommandCodec::new().decode(message).ok()?;
    rest.is_empty().then(|| body.into_static())
}

/// The state and the capability that a command needs (RFC 3501 §3, §6).
fn check_state(session: &Session, decoded: &Decoded) -> Result<(), Reply> {
    use CommandBody as C;
    let (needs_mailbox, capability) = match decoded {
        Decoded::Codec(body) => match body {
            C::Capability | C::Noop | C::Logout => return Ok(()),
            C::Id { .. } => return require(session, "ID"),
            C::Login { .. } if session.is_login_disabled => {
                return Err(Reply::no("Not like this").because("PRIVACYREQUIRED"));
            }
            C::Login { .. } | C::Authenticate { .. } => {
                return match session.user {
                    None => Ok(()),
                    Some(_) => Err(Reply::bad("Already logged in")),
                };
            }
            C::Idle => (false, Some("IDLE")),
            C::Enable { .. } => (false, Some("ENABLE")),
            C::Compress { .. } => (false, Some("COMPRESS=DEFLATE")),
            C::Namespace => (false, Some("NAMESPACE")),
            C::GetMetadata { .. } | C::SetMetadata { .. } => {
                (false, Some(metadata_capability(session)))
            }
            C::GetQuota { .. } | C::GetQuotaRoot { .. } | C::SetQuota { .. } => {
                (false, Some("QUOTA"))
            }
            C::Unselect => (true, Some("UNSELECT")),
            C::Move { .. } => (true, Some("MOVE")),
            C::ExpungeUid { .. } => (true, Some("UIDPLUS")),
            C::Check
            | C::Close
            | C::Expunge
            | C::Fetch { .. }
            | C::Store { .. }
            | C::Copy { .. } => (true, None),
            _ => (false, None),
        },
        Decoded::List(_) => (false, None),
        Decoded::Further(command) => (further::needs_mailbox(command), None),
        Decoded::Find(_) | Decoded::Flawed(_) | Decoded::Fetch(..) => (true, None),
    };
    if session.user.is_none() {
        return Err(Reply::bad("Log in first"));
    }
    let is_enabling = matches!(decoded, Decoded::Codec(C::Enable { .. }));
    if session.offers("UTF8=ONLY") && !session.enabled.utf8 && !is_enabling {
        return Err(Reply::no("ENABLE UTF8=ACCEPT comes first"));
    }
    if needs_mailbox && session.selected.is_none() {
        return Err(Reply::bad("No mailbox is selected"));
    }
    capability.map_or(Ok(()), |capability| require(session, capability))
}

/// METADATA, or where that is not offered METADATA-SERVER, which is less.
fn metadata_capability(session: &Session) -> &'static str {
    if session.offers("METADATA") {
        "METADATA"
    } else {
        "METADATA-SERVER"
    }
}

fn require(session: &Session, capability: &str) -> Result<(), Reply> {
    if session.offers(capability) {
        Ok(())
    } else {
        Err(Reply::bad(format!("{capability} is not offered")))
    }
}

/// Carries out a command that is whole in itself and allowed in this state.
/// `further` are the items of a FETCH that the codec does not know.
fn execute(
    session: &mut Session,
    body: CommandBody<'static>,
    further: &[FurtherItem],
    context: &mut Context<'_>,
) -> Reply {
    use CommandBody as C;
    match body {
        C::Capability => {
            session.send_line(&format!("* {}", session.capabilities()));
            Reply::ok("Those are all")
        }
        C::Noop | C::Check => Reply::ok("Nothing done"),
        C::Logout => {
            session.send_line("* BYE Until next time");
            session.finish();
            Reply::ok("Logged out")
        }
        C::Id { .. } => {
            session.send(Data::Id {
                parameters: Some(identity()),
            });
            Reply::ok("Pleased to meet you")
        }
        C::Enable { capabilities } => enable::enable(session, capabilities.as_ref(), context),
        C::Namespace => {
            session.send(Data::Namespace {
                personal: vec![namespace(session, session.naming().prefix().to_owned())],
                other: foreign(session, OTHER_USERS),
                shared: foreign(session, SHARED),
            });
            Reply::ok("Those are all")
        }
        C::Login { username, password } => login::login(
            session,
            username.as_ref(),
            password.declassify().as_ref(),
            context,
        ),
        C::List {
            reference,
            mailbox_wildcard,
        } => list::list_basic(session, &reference, &mailbox_wildcard, context),
        C::Lsub {
            reference,
            mailbox_wildcard,
        } => list::lsub(session, &reference, &mailbox_wildcard, context),
        C::Status {
            mailbox,
            item_names,
        } => status::status(session, &mailbox, &item_names, &[], context),
        C::GetMetadata {
            options,
            mailbox,
            entries,
        } => metadata::get(session, &options, &mailbox, &entries, context),
        C::SetMetadata {
            mailbox,
            entry_values,
        } => metadata::set(session, &mailbox, &entry_values, context),
        // There is one algorithm.
        C::Compress { .. } => session.compress(),
        C::GetQuotaRoot { mailbox } => quota::root(session, &mailbox, context),
        C::GetQuota { root } => quota::get(session, &root, context),
        C::SetQuota { .. } => Reply::no("Only an administrator does that").because("NOPERM"),
        C::Select {
            mailbox,
            parameters,
        } => select::select(session, &mailbox, &parameters, false, context),
        C::Examine {
            mailbox,
            parameters,
        } => select::select(session, &mailbox, &parameters, true, context),
        C::Unselect => {
            session.selected = None;
            Reply::ok("Unselected")
        }
        C::Close => expunge::close(session, context),
        C::Expunge => expunge::expunge(session, None, context),
        C::ExpungeUid { sequence_set } => expunge::expunge(session, Some(&sequence_set), context),
        C::Create { mailbox } => mailboxes::create(session, &mailbox, context),
        C::Delete { mailbox } => mailboxes::delete(session, &mailbox, context),
        C::Rename { from, to } => mailboxes::rename(session, &from, &to, context),
        C::Subscribe { mailbox } => mailboxes::subscribe(session, &mailbox, true, context),
        C::Unsubscribe { mailbox } => mailboxes::subscribe(session, &mailbox, false, context),
        C::Fetch {
            sequence_set,
            macro_or_item_names,
            uid,
            modifiers,
        } => {
            let items = fetch::Items::new(&macro_or_item_names, further, numbers(uid));
            fetch::fetch(
                session,
                &sequence_set,
                items,
                &modifiers,
                numbers(uid),
                context,
            )
        }
        C::Store {
            sequence_set,
            kind,
            response,
            flags,
            uid,
            modifiers,
        } => {
            let change = store::FlagChange {
                kind,
                response,
                flags: &flags,
                modifiers: &modifiers,
            };
            store::store(session, &sequence_set, numbers(uid), &change, context)
        }
        C::Copy {
            sequence_set,
            mailbox,
            uid,
        } => copy::copy(session, &sequence_set, numbers(uid), &mailbox, context),
        C::Move {
            sequence_set,
            mailbox,
            uid,
        } => copy::r#move(session, &sequence_set, numbers(uid), &mailbox, context),
        other => Reply::bad(format!("{} is not offered in this form", other.name())),
    }
}

/// A namespace of mailboxes that others let one use.
fn foreign(session: &Session, prefix: &str) -> Vec<Namespace<'static>> {
    let namespace = || namespace(session, session.naming().shown(prefix));
    session.offers("ACL").then(namespace).into_iter().collect()
}

fn namespace(session: &Session, prefix: String) -> Namespace<'static> {
    let delimiter = QuotedChar::try_from(session.naming().delimiter()).ok();
    Namespace::new(IString::Quoted(Quoted::unvalidated(prefix)), delimiter)
}

fn numbers(uid: bool) -> Numbers {
    if uid { Numbers::Uid } else { Numbers::Sequence }
}

fn identity() -> Vec<(IString<'static>, NString<'static>)> {
    [
        ("name", "Porthole demo server"),
        ("version", env!("CARGO_PKG_VERSION")),
    ]
    .into_iter()
    .map(|(key, value)| (istring(key), NString(Some(istring(value)))))
    .collect()
}

fn istring(text: &'static str) -> IString<'static> {
    IString::Quoted(Quoted::unvalidated(text))
}

/// A mailbox's name as the store has it, or why it is none.
fn stored_name(
    session: &Session,
    mailbox: &imap_codec::imap_types::mailbox::Mailbox<'_>,
) -> Result<String, Reply> {
    use imap_codec::imap_types::mailbox::Mailbox;
    match mailbox {
        Mailbox::Inbox => Ok("INBOX".to_owned()),
        Mailbox::Other(other) => decoded_name(session, other.as_ref()),
    }
}

/// [`stored_name`] of a name as it is on the wire.
fn decoded_name(session: &Session, wire: &[u8]) -> Result<String, Reply> {
    let name = session.naming().decode(wire);
    let name = name.ok_or_else(|| Reply::bad("The mailbox name is no modified UTF-7"))?;
    name.ok_or_else(|| Reply::no("No mailbox here has such a name").because("NONEXISTENT"))
}

/// A mailbox's name for the wire.
fn name_on_wire(
    session: &Session,
    name: &str,
) -> imap_codec::imap_types::mailbox::Mailbox<'static> {
    use imap_codec::imap_types::mailbox::Mailbox;
    Mailbox::try_from(session.naming().encode(name)).unwrap_or(Mailbox::Inbox)
}
