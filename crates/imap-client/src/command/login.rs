//! Logging in: AUTHENTICATE PLAIN (RFC 4616) or LOGIN (RFC 9051 §6.2.3),
//! whichever takes fewer round trips and can carry the password.

use super::{Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::problem::login_problem;
use crate::request::Credentials;
use crate::response::Status;
use crate::session::{Session, Stage};
use crate::wire::Wording;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use imap_codec::imap_types::auth::AuthMechanism;
use imap_codec::imap_types::command::CommandBody;
use mail_model::{Problem, ProblemKind, Secret};

const CAPABILITY: u32 = 0;
const LOGIN: u32 = 1;

/// Logs in.
#[derive(Debug)]
pub(crate) struct Login {
    credentials: Option<Credentials>,
    /// CAPABILITY is under way; its end is waited for, not only its answer.
    is_asking: bool,
    outcome: Option<Outcome>,
}

impl Login {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials: Some(credentials),
            is_asking: false,
            outcome: None,
        }
    }
}

impl Work for Login {
    fn access(&self) -> Access {
        Access::Exclusive
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if session.is_authenticated() {
            // PREAUTH, or logged in before: what was wished for is so.
            self.credentials = None;
            self.outcome.get_or_insert(Ok(()));
            return Step::Wait;
        }
        if self.credentials.is_none() || self.is_asking {
            return Step::Wait;
        }
        if !session.capabilities.is_told() {
            self.is_asking = true;
            return Step::Send(Command::new(
                CAPABILITY,
                Access::Exclusive,
                Wording::Codec(CommandBody::Capability),
            ));
        }
        let Some(Credentials::Password { user, password }) = self.credentials.take() else {
            return Step::Wait;
        };
        match wording(session, user, &password) {
            Some(wording) => Step::Send(Command {
                is_login: true,
                ..Command::new(LOGIN, Access::Exclusive, wording)
            }),
            None => {
                self.outcome = Some(Err(Refusal {
                    problem: Problem::new(ProblemKind::LoginNotPossible),
                    is_certain: true,
                }));
                Step::Wait
            }
        }
    }

    fn complete(
        &mut self,
        label: u32,
        status: &Status,
        session: &mut Session,
        events: &mut Events,
    ) {
        if label == CAPABILITY {
            self.is_asking = false;
            if !session.capabilities.is_told() {
                session.capabilities.tell(Vec::new());
            }
            return;
        }
        if !status.is_ok() {
            self.outcome = Some(Err(Refusal {
                problem: login_problem(status),
                is_certain: true,
            }));
            return;
        }
        session.stage = Stage::Authenticated;
        events.push_back(Event::Authenticated);
        self.outcome = Some(Ok(()));
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}

/// How the login is worded; `None` if the server leaves no way, or the name or
/// the password can't be sent (a NUL).
fn wording(session: &Session, user: String, password: &Secret) -> Option<Wording> {
    let capabilities = &session.capabilities;
    let (user_text, password_text) = (user.as_str(), password.reveal());
    if user_text.contains('\0') || password_text.contains('\0') {
        return None;
    }
    let has_plain = capabilities.has("AUTH=PLAIN");
    let has_login = !capabilities.has("LOGINDISABLED");
    let response = || format!("\0{user_text}\0{password_text}");
    if has_plain && capabilities.has("SASL-IR") {
        return Some(Wording::Codec(CommandBody::authenticate_with_ir(
            AuthMechanism::Plain,
            response().into_bytes(),
        )));
    }
    // Without SASL-IR, AUTHENTICATE costs a round trip more than LOGIN with
    // quoted strings; those hold neither line breaks nor anything beyond ASCII.
    let is_quotable = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let is_one_flight = is_quotable(user_text) && is_quotable(password_text);
    if has_plain && !(has_login && is_one_flight) {
        return Some(Wording::AuthenticatePlain(Secret::new(
            BASE64.encode(response()),
        )));
    }
    if !has_login {
        return None;
    }
    CommandBody::login(user, password_text.to_owned())
        .ok()
        .map(Wording::Codec)
}
