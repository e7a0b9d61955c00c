//! A hundred letters, each sent while chance lets things go wrong.

use demo_server::Profile;
use laboratory::model::PROFILES;
use laboratory::sending::{End, play};
use std::collections::BTreeMap;

fn all_are_accounted_for(profiles: &[Profile], seeds: core::ops::Range<u64>) {
    let mut ends: BTreeMap<End, u32> = BTreeMap::new();
    for (seed, profile) in seeds.zip(profiles.iter().cycle()) {
        let (_, end) = play(*profile, seed);
        *ends.entry(end).or_default() += 1;
    }
    assert!(ends.contains_key(&End::Sent), "none arrives: {ends:?}");
}

#[test]
fn a_letter_is_never_sent_twice_never_lost_and_never_in_silence() {
    all_are_accounted_for(&[Profile::Full, Profile::Dovecot], 0..50);
}

#[test]
fn nor_is_it_on_poorer_servers() {
    all_are_accounted_for(&PROFILES, 50..100);
}
