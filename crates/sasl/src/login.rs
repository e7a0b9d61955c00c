//! LOGIN (draft-murchison-sasl-login): never a standard, and all that some
//! servers have. The server asks for the name, then for the password; in which
//! words is of no account.

use super::Mechanism;
use mail_model::Secret;

/// The answers that are still to be given.
pub(super) struct Login {
    user: Option<String>,
    password: Option<Secret>,
}

impl Login {
    pub(super) fn new(user: &str, password: Secret) -> Self {
        Self {
            user: Some(user.to_owned()),
            password: Some(password),
        }
    }
}

impl Mechanism for Login {
    fn name(&self) -> &'static str {
        "LOGIN"
    }
    fn initial(&mut self) -> Option<Vec<u8>> {
        None
    }
    fn answer(&mut self, _: &[u8]) -> Option<Vec<u8>> {
        let user = self.user.take().map(String::into_bytes);
        user.or_else(|| Some(self.password.take()?.reveal().as_bytes().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_goes_before_the_password_and_nothing_behind_it() {
        let mut login = Login::new("ann", Secret::new("secret"));
        assert_eq!(login.answer(b"User Name\0").as_deref(), Some(&b"ann"[..]));
        assert_eq!(login.answer(b"Password\0").as_deref(), Some(&b"secret"[..]));
        assert_eq!(login.answer(b"Password\0"), None);
    }
}
