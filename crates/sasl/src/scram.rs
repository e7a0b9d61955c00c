//! SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding: no script can
//! see the channel.

use super::Mechanism;
use super::prepare::{Normalise, prepared};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac as _};
use mail_model::Secret;
use sha2::{Digest as _, Sha256};

/// How often the password is hashed at most: a hostile server could name a
/// number that takes hours.
const ITERATION_LIMIT: u32 = 600_000;

/// The header that says that there is no channel binding (RFC 5802 §7), and the
/// same in base64.
const HEADER: &str = "n,,";
const HEADER_ENCODED: &str = "biws";

/// Where the dialogue stands.
enum Step {
    /// The server's nonce, salt and iteration count are to come.
    Salt { password: Secret },
    /// The server's signature is to come, and must be this.
    Signature([u8; 32]),
    /// The server has proved that it knows the password.
    Proved,
    /// Nothing more is said.
    Failed,
}

/// One dialogue.
pub(super) struct Scram {
    /// The first message without its header.
    first: String,
    nonce: String,
    step: Step,
}

impl Scram {
    /// `nonce` is printable and without a comma, and never used twice.
    pub(super) fn new(
        user: &str,
        password: &Secret,
        nonce: &str,
        normalise: Option<Normalise>,
    ) -> Self {
        let user = prepared(user, normalise);
        let password = Secret::new(prepared(password.reveal(), normalise));
        Self {
            first: ["n=", &name(&user), ",r=", nonce].concat(),
            nonce: nonce.to_owned(),
            step: Step::Salt { password },
        }
    }

    /// The proof for what the server told first (RFC 5802 §3), and the signature
    /// that it must prove itself with.
    fn prove(&self, told: &str, password: &Secret) -> Option<(Vec<u8>, [u8; 32])> {
        let mut attributes = told.split(',');
        let nonce = attributes.next()?.strip_prefix("r=")?;
        let salt = attributes.next()?.strip_prefix("s=")?;
        let iterations = attributes.next()?.strip_prefix("i=")?;
        let is_answer = nonce.len() > self.nonce.len() && nonce.starts_with(&self.nonce);
        let salt = BASE64.decode(salt).ok()?;
        let iterations: u32 = iterations.parse().ok()?;
        if !is_answer || !(1..=ITERATION_LIMIT).contains(&iterations) {
            return None;
        }
        let mut salted = [0; 32];
        let password = password.reveal().as_bytes();
        pbkdf2::pbkdf2_hmac::<Sha256>(password, &salt, iterations, &mut salted);

        let without_proof = ["c=", HEADER_ENCODED, ",r=", nonce].concat();
        let message = [&self.first, ",", told, ",", &without_proof].concat();
        let client_key = keyed(&salted, b"Client Key")?;
        let stored_key: [u8; 32] = Sha256::digest(client_key).into();
        let signature = keyed(&stored_key, message.as_bytes())?;
        let mut proof = client_key;
        for (byte, other) in proof.iter_mut().zip(signature) {
            *byte ^= other;
        }
        let server_key = keyed(&salted, b"Server Key")?;
        let expected = keyed(&server_key, message.as_bytes())?;
        let said = [without_proof, ",p=".to_owned(), BASE64.encode(proof)].concat();
        Some((said.into_bytes(), expected))
    }
}

impl Mechanism for Scram {
    fn name(&self) -> &'static str {
        "SCRAM-SHA-256"
    }
    fn initial(&mut self) -> Option<Vec<u8>> {
        Some([HEADER, &self.first].concat().into_bytes())
    }
    fn answer(&mut self, challenge: &[u8]) -> Option<Vec<u8>> {
        let told = core::str::from_utf8(challenge).ok()?;
        match core::mem::replace(&mut self.step, Step::Failed) {
            Step::Salt { password } => {
                let (said, expected) = self.prove(told, &password)?;
                self.step = Step::Signature(expected);
                Some(said)
            }
            Step::Signature(expected) => {
                let signature = told.split(',').next()?.strip_prefix("v=")?;
                let is_proved = BASE64.decode(signature).ok()? == expected;
                is_proved.then(|| {
                    self.step = Step::Proved;
                    Vec::new()
                })
            }
            Step::Proved | Step::Failed => None,
        }
    }
    fn is_satisfied(&self) -> bool {
        matches!(self.step, Step::Proved)
    }
}

fn keyed(key: &[u8], message: &[u8]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(message);
    Some(mac.finalize().into_bytes().into())
}

/// A name with what separates attributes escaped (RFC 5802 §5.1).
pub(super) fn name(user: &str) -> String {
    user.replace('=', "=3D").replace(',', "=2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";
    const FIRST: &[u8] =
        b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    const LAST: &[u8] = b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    fn scram() -> Scram {
        Scram::new("user", &Secret::new("pencil"), NONCE, None)
    }

    #[test]
    fn the_dialogue_of_the_standard_is_held() {
        // RFC 7677 §3.
        let mut scram = scram();
        assert_eq!(
            scram.initial().as_deref(),
            Some(&b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"[..])
        );
        assert_eq!(
            scram
                .answer(FIRST)
                .map(|said| String::from_utf8(said).unwrap())
                .as_deref(),
            Some(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                 p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
            )
        );
        assert!(!scram.is_satisfied());
        assert_eq!(scram.answer(LAST), Some(Vec::new()));
        assert!(scram.is_satisfied());
        assert_eq!(scram.answer(LAST), None);
        assert!(!scram.is_satisfied());
    }

    #[test]
    fn a_server_that_does_not_know_the_password_is_not_believed() {
        for last in [
            &b"v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="[..],
            b"v=",
            b"v=====",
            b"e=other-error",
            b"",
            b"\xff",
        ] {
            let mut scram = scram();
            scram.answer(FIRST).unwrap();
            assert_eq!(scram.answer(last), None);
            assert!(!scram.is_satisfied());
        }
    }

    #[test]
    fn odd_first_messages_end_the_dialogue() {
        for first in [
            // The nonce is not ours, or only ours.
            &b"r=xOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"[..],
            b"r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            // An extension that must be understood (RFC 5802 §5.1).
            b"m=x,r=rOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            b"r=rOprNGfwEbeRWgbNEkqO%hv,s=!,i=4096",
            b"r=rOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0",
            b"r=rOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=600001",
            b"r=rOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-1",
            b"r=rOprNGfwEbeRWgbNEkqO%hv,s=W22ZaJ0SNY7soEsUEjb6gQ==",
            b"",
        ] {
            assert_eq!(scram().answer(first), None);
        }
    }

    #[test]
    fn what_is_beyond_ascii_is_prepared() {
        let proof = |user: &str, password: &str| {
            let normalise: Normalise = |text| text.replace('\u{2168}', "IX");
            let password = Secret::new(password);
            let mut scram = Scram::new(user, &password, NONCE, Some(normalise));
            (scram.initial(), scram.answer(FIRST).unwrap())
        };
        assert_eq!(proof("\u{2168}", "a\u{ad}\u{2168}"), proof("IX", "aIX"));
        assert_ne!(proof("IX", "aIX"), proof("IX", "a IX"));
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(name("a=b,c"), "a=3Db=2Cc");
    }
}
