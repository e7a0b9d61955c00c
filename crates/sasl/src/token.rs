//! Tokens of OAuth 2.0: OAUTHBEARER (RFC 7628), and Google's XOAUTH2 before it.

use super::Mechanism;
use mail_model::Secret;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    OAuthBearer,
    XOAuth2,
}

/// One message; a server that refuses it says why first, and has to be answered
/// before it ends the dialogue.
pub(super) struct Token {
    form: Form,
    message: Option<Vec<u8>>,
    is_refused: bool,
}

impl Token {
    pub(super) fn new(form: Form, user: &str, token: &Secret) -> Self {
        let token = token.reveal();
        let message = match form {
            // RFC 7628 §3.1. The host is left out: only the relay knows it.
            Form::OAuthBearer => {
                let user = super::scram::name(user);
                ["n,a=", &user, ",\x01auth=Bearer ", token, "\x01\x01"].concat()
            }
            Form::XOAuth2 => ["user=", user, "\x01auth=Bearer ", token, "\x01\x01"].concat(),
        };
        Self {
            form,
            message: Some(message.into_bytes()),
            is_refused: false,
        }
    }
}

impl Mechanism for Token {
    fn name(&self) -> &'static str {
        match self.form {
            Form::OAuthBearer => "OAUTHBEARER",
            Form::XOAuth2 => "XOAUTH2",
        }
    }
    fn initial(&mut self) -> Option<Vec<u8>> {
        self.message.take()
    }
    /// The challenge is the error in JSON (RFC 7628 §3.2.2). What it says is for
    /// programs; the words for a person come with the NO.
    fn answer(&mut self, _: &[u8]) -> Option<Vec<u8>> {
        if core::mem::replace(&mut self.is_refused, true) {
            return None;
        }
        Some(match self.form {
            Form::OAuthBearer => vec![1],
            Form::XOAuth2 => Vec::new(),
        })
    }
    fn is_satisfied(&self) -> bool {
        !self.is_refused
    }
    fn is_refused(&self) -> bool {
        self.is_refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_worded() {
        let token = Secret::new("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
        let said = |form, user| {
            let said = Token::new(form, user, &token).initial().unwrap();
            String::from_utf8(said).unwrap()
        };
        assert_eq!(
            said(Form::OAuthBearer, "us=er,1@example.com"),
            "n,a=us=3Der=2C1@example.com,\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01"
        );
        assert_eq!(
            said(Form::XOAuth2, "someuser@example.com"),
            "user=someuser@example.com\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01"
        );
    }

    #[test]
    fn an_error_is_answered_once() {
        for (form, answer) in [(Form::OAuthBearer, &b"\x01"[..]), (Form::XOAuth2, b"")] {
            let mut token = Token::new(form, "ann", &Secret::new("t"));
            assert!(token.is_satisfied() && !token.is_refused());
            assert_eq!(token.answer(b"{}").as_deref(), Some(answer));
            assert!(!token.is_satisfied() && token.is_refused());
            assert_eq!(token.answer(b"{}"), None);
        }
    }
}
