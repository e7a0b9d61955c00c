//! The server's half of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding.

use super::password_of;
use crate::server::Context;
use crate::session::Reply;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// RFC 7677 §4 wants no fewer.
const ITERATIONS: u32 = 4_096;

/// `n,,n=user,r=nonce`.
#[derive(Debug)]
pub(super) struct ClientFirst {
    /// What stands before the bare message.
    header: String,
    bare: String,
    user: String,
    nonce: String,
}

/// What the server answered to it.
#[derive(Debug)]
pub(crate) struct Challenge {
    first: ClientFirst,
    nonce: String,
    salt: Vec<u8>,
    words: String,
}

impl ClientFirst {
    /// Reads the first message, or tells what is wrong with it.
    pub(super) fn read(message: &[u8]) -> Result<Self, &'static str> {
        let text = core::str::from_utf8(message).map_err(|_| "That is no SCRAM message")?;
        let mut pieces = text.splitn(3, ',');
        let binding = pieces.next().unwrap_or_default();
        let acting = pieces.next().ok_or("That is no SCRAM message")?;
        let bare = pieces.next().ok_or("That is no SCRAM message")?;
        if !matches!(binding, "n" | "y") {
            return Err("There is no channel binding here");
        }
        if !acting.is_empty() {
            return Err("Nobody acts for others here");
        }
        let mut attributes = bare.split(',');
        let user = attributes.next().and_then(|piece| piece.strip_prefix("n="));
        let nonce = attributes.next().and_then(|piece| piece.strip_prefix("r="));
        let (Some(user), Some(nonce)) = (user, nonce) else {
            return Err("That is no SCRAM message");
        };
        let is_printable = |c: char| matches!(c, '!'..='~');
        if nonce.is_empty() || !nonce.chars().all(is_printable) || nonce.len() > 256 {
            return Err("That is no nonce");
        }
        Ok(Self {
            header: format!("{binding},,"),
            bare: bare.to_owned(),
            user: user.replace("=2C", ",").replace("=3D", "="),
            nonce: nonce.to_owned(),
        })
    }

    /// The server's first message. Nothing here is random: the time and the
    /// name stand for it.
    pub(super) fn challenge(self, context: &Context<'_>) -> Challenge {
        let nonce = format!("{}{:x}", self.nonce, context.now.0);
        let digest = Sha256::digest(self.user.as_bytes());
        let salt: Vec<u8> = digest.iter().take(16).copied().collect();
        Challenge::new(self, nonce, salt)
    }
}

impl Challenge {
    fn new(first: ClientFirst, nonce: String, salt: Vec<u8>) -> Self {
        let words = format!("r={nonce},s={},i={ITERATIONS}", STANDARD.encode(&salt));
        Self {
            first,
            nonce,
            salt,
            words,
        }
    }

    /// The server's first message.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Who wants in.
    pub(super) fn into_user(self) -> String {
        self.first.user
    }

    /// The server's last message, or why the client's proof is none.
    pub(super) fn verify(&self, message: &[u8], context: &Context<'_>) -> Result<Vec<u8>, Reply> {
        let password = password_of(&self.first.user, context);
        self.signature(message, &password)
    }

    fn signature(&self, message: &[u8], password: &str) -> Result<Vec<u8>, Reply> {
        let malformed = || Reply::bad("That is no SCRAM message");
        let text = core::str::from_utf8(message).map_err(|_| malformed())?;
        let (unproven, proof) = text.rsplit_once(",p=").ok_or_else(malformed)?;
        let proof = STANDARD.decode(proof).map_err(|_| malformed())?;
        let binding = STANDARD.encode(&self.first.header);
        if unproven != format!("c={binding},r={}", self.nonce) {
            return Err(Reply::bad("The nonce or the binding is another"));
        }
        let told = format!("{},{},{unproven}", self.first.bare, self.words);
        let mut salted = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &self.salt, ITERATIONS, &mut salted);
        let client_key = mac(&salted, b"Client Key");
        let stored_key = Sha256::digest(&client_key);
        let client_signature = mac(&stored_key, told.as_bytes());
        let expected = client_key.iter().zip(&client_signature).map(|(a, b)| a ^ b);
        if !expected.eq(proof) {
            return Err(
                Reply::no("The name or the password is wrong").because("AUTHENTICATIONFAILED")
            );
        }
        let server_key = mac(&salted, b"Server Key");
        let signature = STANDARD.encode(mac(&server_key, told.as_bytes()));
        Ok(format!("v={signature}").into_bytes())
    }
}

fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // A key of any length does.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7677 §3.
    fn example() -> Challenge {
        let first = ClientFirst::read(b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO").unwrap();
        let nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0".to_owned();
        let salt = STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        Challenge::new(first, nonce, salt)
    }

    #[test]
    fn the_example_of_the_rfc_is_admitted() {
        let challenge = example();
        assert_eq!(
            challenge.words(),
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
        );
        let last = b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
        assert_eq!(
            challenge.signature(last, "pencil").unwrap(),
            b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
        );
        assert!(challenge.signature(last, "pencils").is_err());
    }

    #[test]
    fn a_wrong_nonce_or_binding_is_refused() {
        let challenge = example();
        for last in [
            &b"c=biws,r=other,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="[..],
            b"c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=AAAA",
            b"c=biws",
            b"\xff",
        ] {
            assert!(challenge.signature(last, "pencil").is_err());
        }
        for first in [
            &b"p=tls-unique,,n=user,r=x"[..],
            b"n,a=other,n=user,r=x",
            b"n,,n=user",
            b"n,,n=user,r=",
            b"n,,r=x,n=user",
        ] {
            assert!(ClientFirst::read(first).is_err());
        }
    }
}
