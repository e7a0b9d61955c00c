mod servers;
mod usual;

use self::servers::{IMPLEMENTED, IMPLEMENTED_BEFORE_LOGIN, INERT};
use crate::session::Naming;
use mail_model::SpecialUse;

/// What the server claims to be able to do: a mask over all it can. What is
/// not claimed is refused, so that a client cannot rely on it by accident.
///
/// A profile is one of the servers that exist, in its lists and its manners,
/// and can be taken apart: `Profile::Full.without("QRESYNC")`,
/// `Profile::Bare.with("IDLE")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    like: Like,
    /// Those of its capabilities that it does without: a bit for each place in
    /// its list.
    missing: u128,
    /// What it has beyond them: a bit for each place in [`IMPLEMENTED`].
    added: u128,
}

/// The server that a profile is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Like {
    Full,
    Dovecot,
    Cyrus,
    Courier,
    Gmail,
    Office365,
    Bare,
}

/// When a server tells its capabilities without being asked (RFC 3501 §7.1, §7.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoginAnnouncement {
    /// Not at all: the client has to ask.
    None,
    /// As a code of the tagged OK.
    Code,
    /// As an untagged response before the tagged OK.
    Untagged,
}

#[expect(
    non_upper_case_globals,
    reason = "a profile is picked as if from an enumeration, and then masked"
)]
impl Profile {
    /// Everything implemented.
    pub const Full: Self = Self::like(Like::Full);
    /// What Dovecot 2.3 offers.
    pub const Dovecot: Self = Self::like(Like::Dovecot);
    /// What Cyrus IMAP 3 offers.
    pub const Cyrus: Self = Self::like(Like::Cyrus);
    /// What Courier-IMAP 5 offers: no ENABLE but for UTF-8, no ESEARCH, no MOVE.
    pub const Courier: Self = Self::like(Like::Courier);
    /// What Gmail offers: no QRESYNC, no SORT, no THREAD.
    pub const Gmail: Self = Self::like(Like::Gmail);
    /// What Office 365 offers.
    pub const Office365: Self = Self::like(Like::Office365);
    /// RFC 3501 and nothing else.
    pub const Bare: Self = Self::like(Like::Bare);
}

impl Profile {
    const fn like(like: Like) -> Self {
        Self {
            like,
            missing: 0,
            added: 0,
        }
    }

    /// This profile without that capability, before login and after. One that
    /// it does not have is not missed; one that no server here could have is a
    /// mistake of the test.
    #[must_use]
    pub fn without(self, capability: &str) -> Self {
        let bit = bit(self.list(true), capability) | bit_before(self.list(false), capability);
        debug_assert!(bit != 0 || is_known(capability), "{capability} is unknown");
        Self {
            missing: self.missing | bit,
            added: self.added & !self::bit(IMPLEMENTED, capability),
            ..self
        }
    }

    /// This profile with that capability, which has to be implemented, after login.
    #[must_use]
    pub fn with(self, capability: &str) -> Self {
        debug_assert!(is_known(capability), "{capability} is unknown");
        let bit = bit(self.list(true), capability);
        let added = if bit == 0 {
            self::bit(IMPLEMENTED, capability)
        } else {
            0
        };
        Self {
            missing: self.missing & !bit,
            added: self.added | added,
            ..self
        }
    }

    /// The capabilities of this stage of the session.
    pub fn capabilities(self, is_authenticated: bool) -> Vec<&'static str> {
        let list = self.list(is_authenticated);
        let is_missing = |name: &str| {
            let bit = bit(self.list(true), name) | bit_before(self.list(false), name);
            self.missing & bit != 0
        };
        let is_told = |name: &str| match self.like {
            // A server never has both (RFC 7888 §5).
            // Nor is it Gmail and anything else, nor does it insist on what it
            // leaves to the client (RFC 6855 §6).
            Like::Full => !matches!(name, "LITERAL-" | "X-GM-EXT-1" | "UTF8=ONLY"),
            _ => is_known(name) || INERT.contains(&name),
        };
        let mut told: Vec<_> = list
            .iter()
            .copied()
            .filter(|name| is_told(name) && !is_missing(name))
            .collect();
        if is_authenticated {
            let is_added = |name: &&str| self.added & bit(IMPLEMENTED, name) != 0;
            told.extend(IMPLEMENTED.iter().copied().filter(is_added));
        }
        told
    }

    /// Whether `capability` is among those of this stage of the session. Who
    /// has QRESYNC has CONDSTORE, told or not (RFC 7162 §3.2.3).
    pub(crate) fn offers(self, capability: &str, is_authenticated: bool) -> bool {
        let told = self.capabilities(is_authenticated);
        told.contains(&capability) || capability == "CONDSTORE" && told.contains(&"QRESYNC")
    }

    /// Whether the greeting carries the capabilities.
    pub(crate) fn announces_in_greeting(self) -> bool {
        matches!(
            self.like,
            Like::Full | Like::Dovecot | Like::Cyrus | Like::Courier
        )
    }

    /// What it calls itself: clients know some servers' ways by it.
    pub(crate) fn name_in_greeting(self) -> &'static str {
        match self.like {
            Like::Dovecot => "Dovecot",
            _ => "Porthole demo server",
        }
    }

    /// The mailboxes that an account begins with beside INBOX, and their
    /// purposes; these are told where SPECIAL-USE is offered.
    pub(crate) fn usual_mailboxes(self) -> &'static [(&'static str, SpecialUse)] {
        match self.like {
            Like::Full | Like::Dovecot | Like::Cyrus => usual::COMMON,
            Like::Courier => usual::COURIER,
            Like::Gmail => usual::GMAIL,
            Like::Office365 => usual::OFFICE365,
            Like::Bare => &[],
        }
    }

    /// How mailboxes are named.
    pub(crate) fn naming(self) -> Naming {
        match self.like {
            Like::Courier | Like::Cyrus => Naming::BelowInbox,
            _ => Naming::Plain,
        }
    }

    /// How the capabilities come after a login.
    pub(crate) fn announces_after_login(self) -> LoginAnnouncement {
        match self.like {
            Like::Full | Like::Dovecot | Like::Cyrus => LoginAnnouncement::Code,
            Like::Gmail => LoginAnnouncement::Untagged,
            Like::Courier | Like::Office365 | Like::Bare => LoginAnnouncement::None,
        }
    }

    fn list(self, is_authenticated: bool) -> &'static [&'static str] {
        match (self.like, is_authenticated) {
            (Like::Full, false) => IMPLEMENTED_BEFORE_LOGIN,
            (Like::Full, true) => IMPLEMENTED,
            (Like::Dovecot, false) => servers::DOVECOT_BEFORE_LOGIN,
            (Like::Dovecot, true) => servers::DOVECOT,
            (Like::Cyrus, false) => servers::CYRUS_BEFORE_LOGIN,
            (Like::Cyrus, true) => servers::CYRUS,
            (Like::Courier, _) => servers::COURIER,
            (Like::Gmail, false) => servers::GMAIL_BEFORE_LOGIN,
            (Like::Gmail, true) => servers::GMAIL,
            (Like::Office365, _) => servers::OFFICE365,
            (Like::Bare, _) => servers::BARE,
        }
    }
}

/// Whether the server can do what that name promises.
fn is_known(capability: &str) -> bool {
    IMPLEMENTED.contains(&capability) || IMPLEMENTED_BEFORE_LOGIN.contains(&capability)
}

/// The bit of a name's place in a list; none for one that is not in it.
fn bit(list: &[&str], name: &str) -> u128 {
    let position = list.iter().position(|listed| *listed == name);
    position.map_or(0, |position| 1 << position)
}

/// The same from the other end, for what is told before login: the two lists
/// share the bits of one number.
fn bit_before(list: &[&str], name: &str) -> u128 {
    bit(list, name).reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_can_be_taken_apart_and_put_together() {
        let profile = Profile::Full.without("QRESYNC").without("LITERAL+");
        assert!(!profile.offers("QRESYNC", true));
        assert!(!profile.offers("LITERAL+", false) && !profile.offers("LITERAL+", true));
        assert!(profile.offers("CONDSTORE", true) && profile.offers("MOVE", true));
        assert!(profile.with("QRESYNC").offers("QRESYNC", true));
        let profile = Profile::Bare.with("IDLE").with("MOVE");
        assert_eq!(profile.capabilities(true), ["IMAP4rev1", "IDLE", "MOVE"]);
        assert_eq!(profile.capabilities(false), ["IMAP4rev1"]);
        assert_eq!(profile.without("IDLE").without("MOVE"), Profile::Bare);
    }

    #[test]
    fn who_has_qresync_has_condstore() {
        let profile = Profile::Full.without("CONDSTORE");
        assert!(profile.offers("CONDSTORE", true));
        assert!(!profile.capabilities(true).contains(&"CONDSTORE"));
        assert!(!profile.without("QRESYNC").offers("CONDSTORE", true));
    }

    #[test]
    fn no_list_is_too_long_for_its_bits_and_none_names_anything_twice() {
        for like in [
            Profile::Full,
            Profile::Dovecot,
            Profile::Cyrus,
            Profile::Courier,
            Profile::Gmail,
            Profile::Office365,
            Profile::Bare,
        ] {
            let (before, after) = (like.list(false), like.list(true));
            assert!(before.len() + after.len() <= 128);
            for list in [before, after] {
                let mut names = list.to_vec();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), list.len());
            }
        }
    }
}
