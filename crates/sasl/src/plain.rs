//! PLAIN (RFC 4616).

use super::Mechanism;
use mail_model::Secret;

/// PLAIN as a dialogue, for who has no shorter way to say it.
pub struct Plain {
    message: Option<Vec<u8>>,
}

impl Plain {
    /// `None` where the name or the password holds what separates them.
    pub fn new(user: &str, password: &Secret) -> Option<Self> {
        let password = password.reveal();
        let is_speakable = !user.contains('\0') && !password.contains('\0');
        is_speakable.then(|| Self {
            message: Some(plain(user, password)),
        })
    }
}

impl Mechanism for Plain {
    fn name(&self) -> &'static str {
        "PLAIN"
    }
    fn initial(&mut self) -> Option<Vec<u8>> {
        self.message.take()
    }
    fn answer(&mut self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// The only message: nobody else's authority, the name and the password (§2).
pub fn plain(user: &str, password: &str) -> Vec<u8> {
    ["\0", user, "\0", password].concat().into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_standards_example_is_made() {
        assert_eq!(
            super::plain("tim", "tanstaaftanstaaf"),
            b"\0tim\0tanstaaftanstaaf"
        );
    }
}
