//! The demo's own account, looked through as a visitor would.

use demo_server::{Profile, Server};
use laboratory::{Pair, START};
use mail_engine::Body;

#[test]
fn every_message_of_the_demo_opens() {
    let mut pair = Pair::with_server(Server::demo(Profile::Full, 7, START));
    pair.log_in("INBOX", None);
    pair.run_for(1000);
    let mailboxes: Vec<_> = pair
        .page
        .mailboxes
        .iter()
        .filter(|entry| entry.mailbox.is_selectable)
        .map(|entry| entry.mailbox.name.clone())
        .collect();
    assert!(mailboxes.len() > 5);
    let mut opened = 0;
    for mailbox in mailboxes {
        pair.go(mailbox.as_str(), None);
        pair.run_for(1000);
        pair.view(0, 69);
        pair.run_for(1000);
        let uids: Vec<_> = pair.page.rows().iter().map(|(_, row)| row.uid).collect();
        for uid in uids {
            pair.go(mailbox.as_str(), Some(uid));
            pair.run_for(600);
            let view = pair.page.message.as_ref().expect("no message is open");
            assert_eq!(view.message.uid, uid);
            let is_readable = matches!(view.body, Body::Text(_) | Body::Html(_))
                || (view.body == Body::Empty && !view.attachments.is_empty());
            assert!(is_readable, "{mailbox} {uid:?}: {:?}", view.body);
            opened += 1;
        }
    }
    assert!(opened > 60, "{opened}");
}
