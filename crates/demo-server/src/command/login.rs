use super::sasl::{Exchange, Step};
use crate::server::Context;
use crate::session::{Dialogue, Reply, Session};
use crate::store::Store;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use imap_codec::imap_types::auth::AuthMechanism;
use imap_codec::imap_types::core::Tag;
use imap_codec::imap_types::secret::Secret;
use std::borrow::Cow;

/// The password of every account that was given no other.
pub(super) const PASSWORD: &str = "demo";
/// Longer names are nobody's.
const MAX_NAME: usize = 128;

/// Whether `user`, who need not have an account yet, has this password.
pub(crate) fn is_password_of(store: &Store, user: &str, password: &[u8]) -> bool {
    let account = store.account(user);
    let expected = account.and_then(|account| account.password.as_deref());
    password == expected.unwrap_or(PASSWORD).as_bytes()
}

/// LOGIN (RFC 3501 §6.2.3).
pub(super) fn login(
    session: &mut Session,
    user: &[u8],
    password: &[u8],
    context: &mut Context<'_>,
) -> Reply {
    let Some(user) = acceptable_name(user) else {
        return wrong_credentials();
    };
    if !is_password_of(context.store, user, password) {
        return wrong_credentials();
    }
    admit(session, user.as_bytes(), context)
}

/// Logs somebody in who has shown who they are.
pub(super) fn admit(session: &mut Session, user: &[u8], context: &mut Context<'_>) -> Reply {
    let Some(user) = acceptable_name(user) else {
        return wrong_credentials();
    };
    if context.has_too_many_sessions(user) {
        return Reply::no("Too many connections of this user").because("LIMIT");
    }
    if context.store.account(user).is_none() && !context.make_room() {
        return Reply::no("Too many accounts are in use").because("UNAVAILABLE");
    }
    let is_new = context.store.account(user).is_none();
    let now = context.now;
    let account = context.store.account_or_new(user, now);
    account.last_used = now;
    if let (true, Some(demo)) = (is_new, context.demo.as_mut()) {
        demo.furnish(context.store, user, now);
    }
    let is_first = !context.is_in_use(user);
    let arrivals = context
        .store
        .account_mut(user)
        .and_then(|account| account.arrivals.as_mut());
    if let (Some(arrivals), true) = (arrivals, is_first) {
        arrivals.begin(now);
    }
    session.welcome(user.to_owned())
}

/// AUTHENTICATE (RFC 3501 §6.2.2, RFC 4959); `None` while the client has the word.
pub(super) fn authenticate(
    session: &mut Session,
    tag: Tag<'static>,
    mechanism: &AuthMechanism<'_>,
    initial_response: Option<Secret<Cow<'static, [u8]>>>,
    context: &mut Context<'_>,
) -> Option<(Tag<'static>, Reply)> {
    let exchange = Exchange::of(mechanism.as_ref());
    let is_offered = session.offers(&format!("AUTH={}", mechanism.as_ref()));
    let Some(exchange) = exchange.filter(|_| is_offered) else {
        return Some((tag, Reply::no("This mechanism is not offered")));
    };
    match initial_response {
        Some(_) if !session.offers("SASL-IR") => {
            Some((tag, Reply::bad("An initial response is not offered")))
        }
        Some(response) => go_on(session, tag, exchange, response.declassify(), context),
        None => {
            session.send_line(&format!("+ {}", STANDARD.encode(exchange.prompt())));
            session.dialogue = Dialogue::Authenticating(tag, exchange);
            None
        }
    }
}

/// The client's answer to the continuation, a line of base64 or `*`; `None`
/// while it has the word again.
pub(super) fn authenticate_continued(
    session: &mut Session,
    tag: Tag<'static>,
    exchange: Exchange,
    line: &[u8],
    context: &mut Context<'_>,
) -> Option<(Tag<'static>, Reply)> {
    let line = line.strip_suffix(b"\r\n").unwrap_or(line);
    if line == b"*" {
        return Some((tag, Reply::bad("Authentication cancelled")));
    }
    match STANDARD.decode(line) {
        Ok(response) => go_on(session, tag, exchange, &response, context),
        Err(_) => Some((tag, Reply::bad("That is no base64"))),
    }
}

fn go_on(
    session: &mut Session,
    tag: Tag<'static>,
    exchange: Exchange,
    said: &[u8],
    context: &mut Context<'_>,
) -> Option<(Tag<'static>, Reply)> {
    match exchange.step(session, said, context) {
        Step::Done(reply) => Some((tag, reply)),
        Step::Ask(exchange, words) => {
            session.send_line(&format!("+ {}", STANDARD.encode(words)));
            session.dialogue = Dialogue::Authenticating(tag, exchange);
            None
        }
    }
}

fn acceptable_name(user: &[u8]) -> Option<&str> {
    let name = core::str::from_utf8(user).ok()?;
    let is_acceptable =
        !name.is_empty() && name.len() <= MAX_NAME && !name.chars().any(char::is_control);
    is_acceptable.then_some(name)
}

fn wrong_credentials() -> Reply {
    Reply::no("The name or the password is wrong").because("AUTHENTICATIONFAILED")
}
