//! What a mechanism says (RFC 4422), message by message.

mod scram;

use super::login::{admit, is_password_of, login};
use crate::server::Context;
use crate::session::{Reply, Session};
use scram::ClientFirst;

/// Where an exchange stands: what the client has to say next.
#[derive(Debug)]
pub(crate) enum Exchange {
    /// RFC 4616.
    Plain,
    /// The name, then the password.
    LoginName,
    LoginPassword(Vec<u8>),
    /// RFC 7628.
    OAuthBearer,
    /// The same before it was a standard.
    XOAuth2,
    /// The client was told why its token is not taken, and says whatever.
    TokenRefused,
    /// RFC 7677.
    ScramFirst,
    ScramFinal(Box<scram::Challenge>),
    /// The client has seen that the server knows the password.
    ScramDone(String),
}

/// What the server does next.
pub(super) enum Step {
    /// Says something and waits.
    Ask(Exchange, Vec<u8>),
    Done(Reply),
}

impl Exchange {
    /// The beginning of a mechanism, by its name.
    pub(super) fn of(mechanism: &str) -> Option<Self> {
        Some(match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => Self::Plain,
            "LOGIN" => Self::LoginName,
            "OAUTHBEARER" => Self::OAuthBearer,
            "XOAUTH2" => Self::XOAuth2,
            "SCRAM-SHA-256" => Self::ScramFirst,
            _ => return None,
        })
    }

    /// What the server says when the client did not begin by itself.
    pub(super) fn prompt(&self) -> &'static [u8] {
        match self {
            Self::LoginName => b"Username:",
            _ => b"",
        }
    }

    /// Goes on with what the client said.
    pub(super) fn step(
        self,
        session: &mut Session,
        said: &[u8],
        context: &mut Context<'_>,
    ) -> Step {
        match self {
            Self::Plain => Step::Done(plain(session, said, context)),
            Self::LoginName => Step::Ask(Self::LoginPassword(said.to_vec()), b"Password:".to_vec()),
            Self::LoginPassword(user) => Step::Done(login(session, &user, said, context)),
            Self::OAuthBearer => match oauth_bearer(said) {
                Some((user, token)) => with_token(session, user, token, context),
                None => Step::Done(Reply::bad("That is no OAUTHBEARER message")),
            },
            Self::XOAuth2 => match xoauth2(said) {
                Some((user, token)) => with_token(session, user, token, context),
                None => Step::Done(Reply::bad("That is no XOAUTH2 message")),
            },
            Self::TokenRefused => {
                Step::Done(Reply::no("The token is not valid").because("AUTHENTICATIONFAILED"))
            }
            Self::ScramFirst => match ClientFirst::read(said) {
                Ok(first) => {
                    let challenge = first.challenge(context);
                    let words = challenge.words().as_bytes().to_vec();
                    Step::Ask(Self::ScramFinal(Box::new(challenge)), words)
                }
                Err(objection) => Step::Done(Reply::bad(objection)),
            },
            Self::ScramFinal(challenge) => match challenge.verify(said, context) {
                Ok(signature) => Step::Ask(Self::ScramDone(challenge.into_user()), signature),
                Err(reply) => Step::Done(reply),
            },
            Self::ScramDone(user) if said.is_empty() => {
                Step::Done(admit(session, user.as_bytes(), context))
            }
            Self::ScramDone(_) => Step::Done(Reply::bad("There is nothing left to say")),
        }
    }
}

/// The message of the PLAIN mechanism (RFC 4616 §2).
fn plain(session: &mut Session, message: &[u8], context: &mut Context<'_>) -> Reply {
    let pieces: Vec<&[u8]> = message.split(|&octet| octet == 0).collect();
    match pieces.as_slice() {
        [authorization, user, password] if authorization.is_empty() || authorization == user => {
            login(session, user, password, context)
        }
        [_, _, _] => Reply::no("Nobody acts for others here").because("AUTHORIZATIONFAILED"),
        _ => Reply::bad("That is no PLAIN message"),
    }
}

/// The user and the token of `n,a=user,^Ahost=…^Aport=…^Aauth=Bearer token^A^A`
/// (RFC 7628 §3.1).
fn oauth_bearer(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let body = message.strip_suffix(b"\x01\x01")?;
    let mut pieces = body.split(|&octet| octet == 1);
    let header = pieces.next()?.strip_prefix(b"n,")?.strip_suffix(b",")?;
    let user = header.strip_prefix(b"a=")?;
    let token = pieces.find_map(|piece| piece.strip_prefix(b"auth=Bearer "))?;
    Some((user, token))
}

/// The same of `user=name^Aauth=Bearer token^A^A`.
fn xoauth2(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let body = message.strip_suffix(b"\x01\x01")?;
    let mut pieces = body.split(|&octet| octet == 1);
    let user = pieces.next()?.strip_prefix(b"user=")?;
    let token = pieces.next()?.strip_prefix(b"auth=Bearer ")?;
    pieces.next().is_none().then_some((user, token))
}

/// A token that is not taken is refused in two steps (RFC 7628 §3.2.3).
fn with_token(session: &mut Session, user: &[u8], token: &[u8], context: &mut Context<'_>) -> Step {
    let account = core::str::from_utf8(user)
        .ok()
        .and_then(|user| context.store.account(user));
    let expected = account.and_then(|account| account.token.as_deref());
    if expected.is_some_and(|expected| expected.as_bytes() == token) {
        return Step::Done(admit(session, user, context));
    }
    let why = br#"{"status":"invalid_token","scope":"imap"}"#;
    Step::Ask(Exchange::TokenRefused, why.to_vec())
}

/// The password that SCRAM compares with.
fn password_of(user: &str, context: &Context<'_>) -> String {
    let account = context.store.account(user);
    let own = account.and_then(|account| account.password.clone());
    let common = || super::login::PASSWORD.to_owned();
    let password = own.unwrap_or_else(common);
    debug_assert!(is_password_of(context.store, user, password.as_bytes()));
    password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_in_both_forms() {
        assert_eq!(
            oauth_bearer(b"n,a=user@example.com,\x01host=server.example.com\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01"),
            Some((&b"user@example.com"[..], &b"vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="[..]))
        );
        assert_eq!(
            xoauth2(b"user=someuser@example.com\x01auth=Bearer ya29.x\x01\x01"),
            Some((&b"someuser@example.com"[..], &b"ya29.x"[..]))
        );
        for message in [
            &b"n,a=user,\x01auth=Bearer x\x01"[..],
            b"user=x\x01auth=Basic x\x01\x01",
            b"y,a=user,\x01auth=Bearer x\x01\x01",
        ] {
            assert_eq!(oauth_bearer(message).or(xoauth2(message)), None);
        }
    }
}
