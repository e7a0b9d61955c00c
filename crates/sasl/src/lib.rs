//! SASL (RFC 4422): mechanisms as small state machines, and which of them is
//! taken. IMAP's AUTHENTICATE (RFC 9051 §6.2.2) and submission's AUTH (RFC 4954)
//! carry the same dialogue in base64.
#![warn(missing_docs)]

mod credentials;
mod login;
mod plain;
mod prepare;
mod scram;
mod token;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::Secret;

pub use credentials::Credentials;
pub use plain::{Plain, plain};
pub use prepare::Normalise;

/// The longest challenge that is answered, in octets of base64.
const CHALLENGE_LIMIT: usize = 16_384;

/// One dialogue by a mechanism.
pub trait Mechanism: Send {
    /// Its name, as AUTHENTICATE has it.
    fn name(&self) -> &'static str;
    /// What is said first; `None` where the server speaks first.
    fn initial(&mut self) -> Option<Vec<u8>>;
    /// The answer to a challenge, both without base64; `None` ends the dialogue.
    fn answer(&mut self, challenge: &[u8]) -> Option<Vec<u8>>;
    /// Whether an OK is to be believed now: the server has proved what it must.
    fn is_satisfied(&self) -> bool {
        true
    }
    /// The server has said that the credentials are wrong.
    fn is_refused(&self) -> bool {
        false
    }
}

/// A dialogue under way.
pub struct Dialogue {
    mechanism: Box<dyn Mechanism>,
    /// What is said first, for as long as it was not: an IMAP server without
    /// SASL-IR (RFC 4959) asks for it by an empty challenge.
    initial: Option<Vec<u8>>,
    is_cancelled: bool,
}

/// Its mechanism alone: the rest is secrets.
impl core::fmt::Debug for Dialogue {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.mechanism.name())
    }
}

impl Dialogue {
    /// The mechanism's name, and what is said with it, in base64, where that may
    /// go in the same line.
    pub fn begin(
        mut mechanism: Box<dyn Mechanism>,
        takes_initial: bool,
    ) -> (Self, &'static str, Option<Secret>) {
        let mut initial = mechanism.initial();
        let name = mechanism.name();
        let said = if takes_initial {
            initial.take().map(|initial| encoded(&initial))
        } else {
            None
        };
        let dialogue = Self {
            mechanism,
            initial,
            is_cancelled: false,
        };
        (dialogue, name, said)
    }

    /// The line that answers a challenge, as it stands behind the server's `+` or
    /// `334`. `*` ends the dialogue (RFC 9051 §6.2.2, RFC 4954 §4); after that
    /// nothing is said.
    pub fn answer(&mut self, challenge: &[u8]) -> Option<Secret> {
        if self.is_cancelled {
            return None;
        }
        let answer = match self.initial.take() {
            Some(initial) => Some(initial),
            None => decoded(challenge).and_then(|challenge| self.mechanism.answer(&challenge)),
        };
        self.is_cancelled = answer.is_none();
        Some(answer.map_or_else(|| Secret::new("*"), |answer| encoded(&answer)))
    }

    /// Whether an OK is to be believed.
    pub fn is_satisfied(&self) -> bool {
        !self.is_cancelled && self.mechanism.is_satisfied()
    }
    /// The server has said that the credentials are wrong.
    pub fn is_refused(&self) -> bool {
        self.mechanism.is_refused()
    }
}

fn encoded(response: &[u8]) -> Secret {
    Secret::new(BASE64.encode(response))
}

fn decoded(challenge: &[u8]) -> Option<Vec<u8>> {
    let challenge = challenge.trim_ascii();
    (challenge.len() <= CHALLENGE_LIMIT)
        .then(|| BASE64.decode(challenge).ok())
        .flatten()
}

/// The mechanism for a token: the standard one, else the one before it. `offers`
/// tells whether the server has a mechanism, by its name in upper case. `None`
/// where it has neither, or where name or token can't be said.
pub fn of_token(
    offers: &dyn Fn(&str) -> bool,
    user: &str,
    token: &Secret,
) -> Option<Box<dyn Mechanism>> {
    let is_speakable = |text: &str| !text.is_empty() && !text.bytes().any(|b| b.is_ascii_control());
    if !is_speakable(user) || !is_speakable(token.reveal()) {
        return None;
    }
    let token = |form| -> Box<dyn Mechanism> { Box::new(token::Token::new(form, user, token)) };
    if offers("OAUTHBEARER") {
        Some(token(token::Form::OAuthBearer))
    } else if offers("XOAUTH2") {
        Some(token(token::Form::XOAuth2))
    } else {
        None
    }
}

/// Whether SCRAM can be spoken: the server has it, and there is a nonce.
pub fn has_scram(offers: &dyn Fn(&str) -> bool, nonce: &str) -> bool {
    offers("SCRAM-SHA-256") && !nonce.is_empty()
}

/// The mechanism for a password where neither PLAIN nor IMAP's LOGIN command is
/// there; `None` where the server has none of these. SCRAM goes before LOGIN: it
/// takes as many round trips, and does not show the password. It compares what
/// `normalise` makes of texts beyond ASCII (RFC 5802 §5.1).
pub fn of_password(
    offers: &dyn Fn(&str) -> bool,
    user: &str,
    password: &Secret,
    nonce: &str,
    normalise: Option<Normalise>,
) -> Option<Box<dyn Mechanism>> {
    if has_scram(offers, nonce) {
        let scram = scram::Scram::new(user, password, nonce, normalise);
        Some(Box::new(scram))
    } else if offers("LOGIN") {
        Some(Box::new(login::Login::new(user, password.clone())))
    } else {
        None
    }
}
