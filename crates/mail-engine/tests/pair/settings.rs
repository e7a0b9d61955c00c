//! What the person has set follows them, and nothing of it is lost.

use demo_server::Profile;
use laboratory::Pair;
use mail_engine::{Action, Change, Settings};

/// What was told last.
fn told(pair: &Pair) -> &Settings {
    let told = pair.page.facts.iter().rev().find_map(|fact| match fact {
        Change::Settings(settings) => Some(&**settings),
        _ => None,
    });
    told.expect("no settings were told")
}

#[test]
fn an_account_without_settings_has_somebody_to_write_as() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.act(Action::OwnDomains(vec!["demo.example".to_owned()]));
    pair.run_for(5_000);
    let settings = told(&pair);
    let identity = settings.usual_identity().expect("nobody to write as");
    assert_eq!(identity.from.address, "robin@demo.example");
}
