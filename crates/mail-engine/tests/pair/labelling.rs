//! Labels are looked for as the person calls them.

use demo_server::Profile;
use laboratory::{Pair, uid};
use mail_engine::{Label, LaterAction, MailboxColour, Preferences, Scope, Search, View};
use mail_model::{Flag, Flags, Keyword};

#[test]
fn a_label_is_found_by_its_name_and_by_its_keyword() {
    for profile in [Profile::Full, Profile::Bare] {
        let mut pair = Pair::at_inbox(profile, 5);
        pair.run_for(3_000);
        let keyword = Keyword::new("amt").unwrap();
        let mut preferences = Preferences::default();
        preferences.set_label(Label {
            keyword: keyword.clone(),
            name: "Ämter und mehr".to_owned(),
            colour: MailboxColour::Red,
        });
        pair.act(LaterAction::Prefer(Box::new(preferences)));
        let flags: Flags = [Flag::Keyword(keyword)].into_iter().collect();
        pair.set_flags(uid(3), &flags);
        pair.run_for(3_000);
        for (text, found) in [
            ("label:\"ämter und mehr\"", 1),
            ("label:amt", 1),
            ("-label:\"ÄMTER und mehr\"", 4),
            ("label:other", 0),
        ] {
            let view = View {
                search: Some(Box::new(Search {
                    text: text.to_owned(),
                    scope: Scope::Here,
                    is_typing: false,
                })),
                ..View::default()
            };
            pair.show("INBOX", view);
            pair.run_for(3_000);
            assert_eq!(pair.page.rows().len(), found, "{profile:?} {text}");
        }
    }
}
