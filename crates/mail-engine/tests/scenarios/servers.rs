//! The servers before which each scenario is played.

use demo_server::Profile;
use laboratory::model::{PROFILES, masks};
use std::panic::catch_unwind;

/// Every server, under a name for the report.
fn all() -> Vec<(String, Profile)> {
    let whole = PROFILES.map(|profile| (format!("{profile:?}"), profile));
    let mut servers = whole.to_vec();
    for (rich, profile) in [("Dovecot", Profile::Dovecot), ("Full", Profile::Full)] {
        let without = masks(profile).into_iter();
        servers.extend(without.map(|(name, mask)| (format!("{rich} without {name}"), mask)));
    }
    let extensions = Profile::Full.capabilities(true).into_iter().skip(1);
    let with = extensions.map(|name| (format!("bare with {name}"), Profile::Bare.with(name)));
    servers.extend(with);
    for (name, profile) in [("Dovecot", Profile::Dovecot), ("bare", Profile::Bare)] {
        let insistent = profile.with("ENABLE").with("UTF8=ONLY");
        servers.push((format!("{name} that insists on UTF-8"), insistent));
    }
    servers
}

/// Plays a scenario before every server.
///
/// # Panics
/// When it fails before one of them; after all were tried, for the one that
/// fails says less than which do.
pub(crate) fn each(scenario: fn(Profile)) {
    let servers = all();
    assert!(servers.len() > 100, "the masks are missing");
    let failed: Vec<String> = servers
        .into_iter()
        .filter(|(name, profile)| {
            let has_failed = catch_unwind(|| scenario(*profile)).is_err();
            if has_failed {
                eprintln!("the above was {name}");
            }
            has_failed
        })
        .map(|(name, _)| name)
        .collect();
    assert!(failed.is_empty(), "it fails before {failed:?}");
}

#[test]
fn the_servers_are_those_that_exist_and_every_mask() {
    let servers = all();
    let is_there = |name: &str| servers.iter().any(|(server, _)| server == name);
    for name in [
        "Dovecot without QRESYNC",
        "Full without LITERAL+",
        "bare with MOVE",
    ] {
        assert!(is_there(name), "{name}");
    }
    for (name, profile) in &servers {
        let same = servers.iter().filter(|(_, other)| other == profile);
        // What a server only repeats from before the login makes no other server.
        assert!(same.count() <= 2, "{name} is there again and again");
    }
}
