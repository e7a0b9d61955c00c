//! The servers on which sequences are played: those that exist, and each with
//! some of its capabilities left out.

use crate::Choices;
use demo_server::Profile;

/// Every profile, in the order in which a first byte names them: what must hold
/// before any server is tried before these.
pub const PROFILES: [Profile; 7] = [
    Profile::Dovecot,
    Profile::Full,
    Profile::Gmail,
    Profile::Office365,
    Profile::Bare,
    Profile::Cyrus,
    Profile::Courier,
];

/// A server without one of its capabilities, for each that it has, before login
/// or after.
pub fn masks(of: Profile) -> Vec<(&'static str, Profile)> {
    let mut names = of.capabilities(true);
    for name in of.capabilities(false) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Without this one it would be no server.
    names.retain(|name| *name != "IMAP4rev1");
    let masks = names.into_iter();
    masks.map(|name| (name, of.without(name))).collect()
}

/// One of the servers; one time in two some of its capabilities are left out.
pub(super) fn choose(choices: &mut Choices<'_>) -> Profile {
    let mut profile = PROFILES[choices.below(PROFILES.len() as u32) as usize];
    for _ in 0..choices.below(8).saturating_sub(3) {
        let names = profile.capabilities(true);
        let name = names[choices.below(names.len() as u32) as usize];
        // Names that promise nothing are told by some servers and cannot be masked.
        if name != "IMAP4rev1" && Profile::Full.capabilities(true).contains(&name) {
            profile = profile.without(name);
        }
    }
    profile
}
