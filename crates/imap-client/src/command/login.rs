//! Logging in: by AUTHENTICATE (RFC 9051 §6.2.2) or LOGIN (§6.2.3), whichever
//! takes fewer round trips and can carry the credentials. A referral (RFC 2221)
//! is a refusal in the server's words; it is never followed.

use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::problem::login_problem;
use crate::response::{Code, Status};
use crate::session::{Session, Stage};
use crate::wire::Wording;
use crate::words::Words;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::{Problem, ProblemKind, Secret};
use sasl::{Credentials, Dialogue, Mechanism};

const CAPABILITY: u32 = 0;
const LOGIN: u32 = 1;

/// Logs in.
#[derive(Debug)]
pub(crate) struct Login {
    credentials: Option<Credentials>,
    /// CAPABILITY is under way; its end is waited for, not only its answer.
    is_asking: bool,
    /// The server wants the person to log in by a browser first (WEBALERT,
    /// Gmail's), which it says before it refuses the login.
    wants_browser: bool,
    /// A mechanism that takes several steps is under way.
    dialogue: Option<Dialogue>,
    outcome: Option<Outcome>,
}

impl Login {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials: Some(credentials),
            is_asking: false,
            wants_browser: false,
            dialogue: None,
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
                Wording::Words(Words::new("CAPABILITY")),
            ));
        }
        let Some(credentials) = self.credentials.take() else {
            return Step::Wait;
        };
        match wording(session, credentials) {
            Some((wording, dialogue)) => {
                self.dialogue = dialogue;
                Step::Send(Command {
                    is_login: true,
                    ..Command::new(LOGIN, Access::Exclusive, wording)
                })
            }
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
        let dialogue = self.dialogue.take();
        let is_believed = dialogue.as_ref().is_none_or(Dialogue::is_satisfied);
        if !status.is_ok() || !is_believed {
            let mut problem = login_problem(status);
            if self.wants_browser && problem.kind == ProblemKind::WrongCredentials {
                problem.kind = ProblemKind::AccountNeedsAttention;
            } else if dialogue.is_some_and(|dialogue| dialogue.is_refused()) {
                problem.kind = ProblemKind::WrongCredentials;
            } else if status.is_ok() {
                // A server that lets us in without having proved who it is.
                problem.kind = ProblemKind::LoginNotPossible;
            }
            self.outcome = Some(Err(Refusal {
                problem,
                is_certain: true,
            }));
            return;
        }
        session.stage = Stage::Authenticated;
        events.push_back(Event::Authenticated);
        if session.capabilities.is_told() {
            // Some servers tell them before their OK (Gmail), when it cannot be
            // known yet whether they hold.
            events.push_back(Event::Capabilities(session.capabilities.to_vec()));
        }
        self.outcome = Some(Ok(()));
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        self.wants_browser |= matches!(answer, Answer::Status(status)
            if status.code == Some(Code::Other("WEBALERT".to_owned())));
        false
    }

    fn answer_challenge(&mut self, challenge: &[u8]) -> Option<Secret> {
        self.dialogue.as_mut()?.answer(challenge)
    }

    fn outcome(&self) -> Option<Outcome> {
        self.outcome.clone()
    }
}

/// How the login is worded, with the dialogue that it begins if it is one;
/// `None` if the server leaves no way, or the credentials can't be sent.
///
/// All this happens within TLS, so a password may be shown to the server. What
/// carries it in the fewest round trips is taken: SCRAM takes two more than
/// PLAIN with its initial response, on every reconnect, and goes where nothing
/// shorter is offered.
fn wording(session: &Session, credentials: Credentials) -> Option<(Wording, Option<Dialogue>)> {
    let capabilities = &session.capabilities;
    let offers = |mechanism: &str| capabilities.has(&["AUTH=", mechanism].concat());
    let (user, password) = match credentials {
        Credentials::Password { user, password } => (user, password),
        Credentials::Token { user, token } => {
            let mechanism = sasl::of_token(&offers, &user, &token)?;
            return Some(dialogue(session, mechanism));
        }
    };
    let (user_text, password_text) = (user.as_str(), password.reveal());
    if user_text.contains('\0') || password_text.contains('\0') {
        return None;
    }
    let has_plain = offers("PLAIN");
    let has_login = !capabilities.has("LOGINDISABLED");
    // Who takes proofs and does not say that they take PLAIN mostly refuses LOGIN
    // too, which is the same by another name.
    let may_login = has_login && (has_plain || !sasl::has_scram(&offers, &session.nonce));
    // Without SASL-IR, AUTHENTICATE costs a round trip more than LOGIN with
    // quoted strings; those hold neither line breaks nor anything beyond ASCII.
    let is_quotable = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let is_one_flight = is_quotable(user_text) && is_quotable(password_text);
    let is_login_better = session.garbles_riders && has_login && is_one_flight;
    if has_plain && capabilities.has("SASL-IR") && !is_login_better {
        return Some((authenticate_plain(user_text, password_text, false), None));
    }
    if has_plain && !(may_login && is_one_flight) {
        return Some((authenticate_plain(user_text, password_text, true), None));
    }
    if !may_login {
        let nonce = &session.nonce;
        let mechanism = sasl::of_password(&offers, user_text, &password, nonce, session.normalise)?;
        return Some(dialogue(session, mechanism));
    }
    Some((Wording::Login { user, password }, None))
}

/// AUTHENTICATE PLAIN, whose response `waits` where the server takes none with the
/// command (SASL-IR, RFC 4959).
fn authenticate_plain(user: &str, password: &str, waits: bool) -> Wording {
    Wording::AuthenticatePlain {
        response: Secret::new(BASE64.encode(sasl::plain(user, password))),
        waits,
    }
}

fn dialogue(session: &Session, mechanism: Box<dyn Mechanism>) -> (Wording, Option<Dialogue>) {
    let (dialogue, mechanism, initial) =
        Dialogue::begin(mechanism, session.capabilities.has("SASL-IR"));
    let wording = Wording::Dialogue { mechanism, initial };
    (wording, Some(dialogue))
}
