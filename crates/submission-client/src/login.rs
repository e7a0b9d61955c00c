//! AUTH (RFC 4954): which mechanism is taken, and its dialogue.

use crate::problem::{Said, refusal};
use crate::reply::Reply;
use crate::service::Service;
use crate::{Credentials, Refusal};
use mail_model::{Problem, ProblemKind};
use sasl::{Dialogue, Mechanism, Plain};

/// A login under way.
#[derive(Debug)]
pub(crate) struct Login(Dialogue);

/// What follows from a reply.
pub(crate) enum Step {
    /// This line goes out.
    Say(Vec<u8>),
    /// The service let us in.
    Done,
    /// It did not.
    Refused(Refusal),
}

impl Login {
    /// The login, and its first line. `None` where the service leaves no way.
    ///
    /// All this happens within TLS, so PLAIN goes before SCRAM, which takes two
    /// round trips more.
    pub(crate) fn begin(
        service: &Service,
        credentials: Credentials,
        nonce: &str,
        normalise: Option<sasl::Normalise>,
    ) -> Option<(Self, Vec<u8>)> {
        let offers = |mechanism: &str| service.has_mechanism(mechanism);
        let mechanism: Box<dyn Mechanism> = match credentials {
            Credentials::Token { user, token } => sasl::of_token(&offers, &user, &token)?,
            Credentials::Password { user, password } => {
                if offers("PLAIN") {
                    Box::new(Plain::new(&user, &password)?)
                } else {
                    sasl::of_password(&offers, &user, &password, nonce, normalise)?
                }
            }
        };
        let (dialogue, name, said) = Dialogue::begin(mechanism, true);
        let line = match &said {
            Some(said) => ["AUTH ", name, " ", said.reveal(), "\r\n"].concat(),
            None => ["AUTH ", name, "\r\n"].concat(),
        };
        Some((Self(dialogue), line.into_bytes()))
    }

    /// A reply came.
    pub(crate) fn hear(&mut self, reply: &Reply) -> Step {
        if reply.is_intermediate() {
            let challenge = reply.lines.last().map_or("", String::as_str);
            return match self.0.answer(challenge.as_bytes()) {
                Some(answer) => Step::Say([answer.reveal(), "\r\n"].concat().into_bytes()),
                None => Step::Refused(not_possible()),
            };
        }
        if reply.is_positive() {
            // A service that lets us in without having proved who it is.
            return match self.0.is_satisfied() {
                true => Step::Done,
                false => Step::Refused(not_possible()),
            };
        }
        let mut refusal = refusal(reply, Said::Auth);
        if self.0.is_refused() {
            refusal.problem.kind = ProblemKind::WrongCredentials;
        }
        Step::Refused(refusal)
    }
}

pub(crate) fn not_possible() -> Refusal {
    Refusal::certain(Problem::new(ProblemKind::LoginNotPossible))
}
