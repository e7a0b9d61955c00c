//! The demo's mail as a client sees it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "in a test a panic is the report"
)]

use demo_server::{Profile, Server, SessionId};
use imap_codec::ResponseCodec;
use imap_codec::decode::Decoder;
use imap_codec::imap_types::body::{BodyStructure, SpecificFields};
use imap_codec::imap_types::core::NString;
use imap_codec::imap_types::fetch::MessageDataItem;
use imap_codec::imap_types::response::{Data, Response};
use mail_model::Timestamp;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

const MAILBOXES: [&str; 12] = [
    "INBOX",
    "Archive",
    "Drafts",
    "Junk",
    "Lists/wooden-boats",
    "Projects/Kittiwake",
    "Projects/Slipway",
    "Sent",
    "Trash",
    "B&APw-ro/Vertr&AOQ-ge",
    "&ZeVnLIqe-",
    "&A5UDuwO7A7cDvQO5A7oDrA-",
];

struct Client {
    server: Server,
    session: SessionId,
    now: Timestamp,
}

impl Client {
    fn logged_in(seed: u64) -> Self {
        let mut server = Server::demo(Profile::Full, seed, NOW);
        let session = server.connect(NOW);
        let mut client = Self {
            server,
            session,
            now: NOW,
        };
        client.ask("a LOGIN robin demo");
        client
    }

    /// Sends a line and gives all that comes back.
    fn ask(&mut self, line: &str) -> Vec<u8> {
        let octets = format!("{line}\r\n");
        self.server
            .handle_input(self.session, octets.as_bytes(), self.now);
        self.receive()
    }

    fn receive(&mut self) -> Vec<u8> {
        let mut all = Vec::new();
        while let Some(octets) = self.server.poll_transmit(self.session) {
            all.extend(octets);
        }
        all
    }

    /// The items of all FETCH responses, in order.
    fn fetch(&mut self, line: &str) -> Vec<Vec<MessageDataItem<'static>>> {
        use imap_codec::imap_types::IntoStatic;
        let octets = self.ask(line);
        let mut rest = octets.as_slice();
        let mut all = Vec::new();
        while !rest.is_empty() {
            let (behind, response) = ResponseCodec::new().decode(rest).unwrap();
            rest = behind;
            if let Response::Data(Data::Fetch { items, .. }) = response.into_static() {
                all.push(items.into_inner());
            }
        }
        all
    }

    fn octets(&mut self, uid: u32, section: &str) -> Option<Vec<u8>> {
        let rows = self.fetch(&format!("x UID FETCH {uid} BODY.PEEK[{section}]"));
        match rows
            .into_iter()
            .flatten()
            .find(|item| matches!(item, MessageDataItem::BodyExt { .. }))
        {
            Some(MessageDataItem::BodyExt {
                data: NString(data),
                ..
            }) => data.map(|data| data.into_inner().into_owned()),
            _ => panic!("no section {section} of {uid}"),
        }
    }
}

/// Each leaf with its path and its size.
fn leaves(structure: &BodyStructure<'_>, path: &str, found: &mut Vec<(String, u32)>) {
    match structure {
        BodyStructure::Multi { bodies, .. } => {
            for (number, body) in (1..).zip(bodies.as_ref()) {
                let dot = if path.is_empty() { "" } else { "." };
                leaves(body, &format!("{path}{dot}{number}"), found);
            }
        }
        BodyStructure::Single { body, .. } => {
            let path = if path.is_empty() { "1" } else { path };
            found.push((path.to_owned(), body.basic.size));
            if let SpecificFields::Message { body_structure, .. } = &body.specific {
                match body_structure.as_ref() {
                    multi @ BodyStructure::Multi { .. } => leaves(multi, path, found),
                    single => leaves(single, &format!("{path}.1"), found),
                }
            }
        }
    }
}

#[test]
fn every_letter_can_be_taken_apart_exactly() {
    let mut client = Client::logged_in(1);
    let (mut messages, mut parts) = (0, 0);
    for mailbox in MAILBOXES {
        client.ask(&format!("s EXAMINE {mailbox}"));
        let rows = client.fetch("f UID FETCH 1:* (RFC822.SIZE BODYSTRUCTURE)");
        // Of what is by generator, the last hundred will do.
        let skipped = rows.len().saturating_sub(100);
        for items in rows.into_iter().skip(skipped) {
            let [
                MessageDataItem::Uid(uid),
                MessageDataItem::Rfc822Size(size),
                MessageDataItem::BodyStructure(structure),
            ] = items.as_slice()
            else {
                panic!("{items:?}")
            };
            let raw = client.octets(uid.get(), "").unwrap();
            assert_eq!(raw.len(), usize::try_from(*size).unwrap());
            assert!(
                !raw.windows(2)
                    .any(|pair| pair[1] == b'\n' && pair[0] != b'\r')
            );
            let header = client.octets(uid.get(), "HEADER").unwrap();
            let text = client.octets(uid.get(), "TEXT").unwrap();
            assert!(header.ends_with(b"\r\n\r\n") && [header, text].concat() == raw);
            let mut found = Vec::new();
            leaves(structure, "", &mut found);
            for (path, size) in found {
                let body = client.octets(uid.get(), &path).unwrap();
                assert_eq!(
                    body.len(),
                    usize::try_from(size).unwrap(),
                    "{mailbox} {uid} {path}"
                );
                // A part lies right behind its MIME header.
                let mime = client.octets(uid.get(), &format!("{path}.MIME")).unwrap();
                let whole = [mime, body].concat();
                let lies_in =
                    whole.len() > 1_000_000 || raw.windows(whole.len()).any(|w| w == whole);
                assert!(lies_in, "{mailbox} {uid} {path}");
                parts += 1;
            }
            messages += 1;
        }
    }
    assert!(
        messages >= 200 && parts > messages,
        "{messages} messages, {parts} parts"
    );
}

#[test]
fn no_letter_has_an_open_place_left_or_names_a_real_domain() {
    let mut client = Client::logged_in(1);
    for mailbox in MAILBOXES {
        client.ask(&format!("s EXAMINE {mailbox}"));
        for items in client.fetch("f FETCH 1:* (BODY.PEEK[HEADER] BODY.PEEK[TEXT]<0.20000>)") {
            for item in items {
                let MessageDataItem::BodyExt {
                    data: NString(Some(data)),
                    ..
                } = item
                else {
                    panic!("{item:?}")
                };
                let text = String::from_utf8_lossy(&data.into_inner()).into_owned();
                assert!(!text.contains("{{"), "{text}");
                for (at, _) in text.match_indices("://") {
                    let host: &str = text[at + 3..]
                        .split(['/', '"', '?', ' ', '<', '>', ')', '\r'])
                        .next()
                        .unwrap();
                    let is_example = [".example.org", ".example.com", ".example.net"]
                        .iter()
                        .any(|end| host.ends_with(end));
                    // The name of SVG's namespace, which nobody looks up.
                    assert!(is_example || host == "www.w3.org", "{host}");
                }
            }
        }
    }
}

#[test]
fn the_inbox_is_full_and_the_newest_wait_to_be_read() {
    let mut client = Client::logged_in(1);
    let status = client.ask("s STATUS INBOX (MESSAGES UNSEEN)");
    let status = String::from_utf8(status).unwrap();
    assert!(
        status.starts_with("* STATUS INBOX (MESSAGES 1061 UNSEEN 23)"),
        "{status}"
    );
    client.ask("b SELECT INBOX");
    let found = client.ask("c SEARCH RETURN (ALL) 1052:* UNSEEN");
    let found = String::from_utf8(found).unwrap();
    assert!(found.contains("ALL 1054:1056,1058:1061\r\n"), "{found}");
}

#[test]
fn the_mailboxes_have_their_purposes_and_their_names() {
    let mut client = Client::logged_in(1);
    let told = client.ask("s LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE)");
    assert_eq!(
        String::from_utf8(told).unwrap(),
        "* LIST (\\HasNoChildren \\Subscribed) \"/\" INBOX\r\n\
         * LIST (\\HasNoChildren \\Archive \\Subscribed) \"/\" Archive\r\n\
         * LIST (\\NonExistent \\HasChildren) \"/\" B&APw-ro\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" B&APw-ro/Vertr&AOQ-ge\r\n\
         * LIST (\\HasNoChildren \\Drafts \\Subscribed) \"/\" Drafts\r\n\
         * LIST (\\HasNoChildren \\Junk \\Subscribed) \"/\" Junk\r\n\
         * LIST (\\NonExistent \\HasChildren) \"/\" Lists\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" Lists/wooden-boats\r\n\
         * LIST (\\NonExistent \\HasChildren) \"/\" Projects\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" Projects/Kittiwake\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" Projects/Slipway\r\n\
         * LIST (\\HasNoChildren \\Sent \\Subscribed) \"/\" Sent\r\n\
         * LIST (\\HasNoChildren \\Trash \\Subscribed) \"/\" Trash\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" &A5UDuwO7A7cDvQO5A7oDrA-\r\n\
         * LIST (\\HasNoChildren \\Subscribed) \"/\" &ZeVnLIqe-\r\n\
         s OK Listed\r\n"
    );
    let told = client.ask("t LIST (SPECIAL-USE) \"\" \"*\"");
    assert_eq!(
        String::from_utf8(told).unwrap().matches("* LIST ").count(),
        5
    );
}

#[test]
fn all_arrives_in_order_of_its_time() {
    use imap_codec::imap_types::datetime::DateTime;
    let mut client = Client::logged_in(1);
    for mailbox in MAILBOXES {
        client.ask(&format!("s EXAMINE {mailbox}"));
        let dates: Vec<DateTime> = client
            .fetch("f FETCH 1:* INTERNALDATE")
            .into_iter()
            .flatten()
            .map(|item| match item {
                MessageDataItem::InternalDate(date) => date,
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(dates.is_sorted_by_key(|date| *date.as_ref()), "{mailbox}");
        assert!(dates.last().unwrap().as_ref().timestamp_millis() <= NOW.0);
    }
}

#[test]
fn new_mail_comes_while_somebody_looks_and_then_no_more() {
    let mut client = Client::logged_in(1);
    client.ask("b SELECT INBOX");
    client.ask("c IDLE");
    let mut seconds = Vec::new();
    while let Some(due) = client.server.poll_timeout() {
        assert!(due > client.now, "time must go on");
        client.server.handle_timeout(Timestamp(due.0 - 1));
        assert_eq!(client.receive(), b"");
        client.server.handle_timeout(due);
        client.now = due;
        let told = String::from_utf8(client.receive()).unwrap();
        assert_eq!(told, format!("* {} EXISTS\r\n", 1062 + seconds.len()));
        seconds.push((due.0 - NOW.0) / 1000);
    }
    assert_eq!(seconds.len(), 12);
    assert_eq!(&seconds[..3], [20, 65, 110]);
}

#[test]
fn nothing_is_due_while_nobody_is_there() {
    let mut client = Client::logged_in(1);
    client.server.handle_closed(client.session, NOW);
    assert_eq!(client.server.poll_timeout(), None);
}

#[test]
fn accounts_are_strangers_to_each_other_and_their_number_is_bounded() {
    let mut client = Client::logged_in(1);
    client.ask("b SELECT INBOX");
    client.ask("c STORE 1:* +FLAGS.SILENT (\\Deleted)");
    client.ask("d EXPUNGE");
    for number in 0..70 {
        let session = client.server.connect(NOW);
        let login = format!("a LOGIN guest{number} demo\r\nb STATUS INBOX (MESSAGES)\r\n");
        let now = Timestamp(NOW.0 + number);
        client.server.handle_input(session, login.as_bytes(), now);
        let told = String::from_utf8(client.server.poll_transmit(session).unwrap()).unwrap();
        assert!(told.contains("(MESSAGES 1061)"), "{told}");
        client.server.handle_closed(session, now);
    }
    // Who is there is never dropped, who was idle for longest is.
    assert_eq!(client.server.messages("robin", "INBOX").len(), 0);
    assert!(client.server.mailboxes("robin").len() > 1);
    assert!(client.server.mailboxes("guest0").is_empty());
    assert!(!client.server.mailboxes("guest69").is_empty());
}

#[test]
fn the_same_calls_give_the_same_octets() {
    let script = [
        "b LIST \"\" * RETURN (STATUS (MESSAGES UNSEEN UIDNEXT))",
        "c SELECT INBOX",
        "d FETCH 900:1010 (UID FLAGS INTERNALDATE ENVELOPE BODYSTRUCTURE BODY.PEEK[1])",
        "e UID SEARCH TEXT varnish",
    ];
    let play = |seed| {
        let mut client = Client::logged_in(seed);
        script.map(|line| client.ask(line)).concat()
    };
    assert!(play(5) == play(5));
    assert!(play(5) != play(6));
}

#[test]
fn nothing_arrives_where_nobody_wants_it() {
    let mut server = Server::demo(Profile::Full, 1, NOW).without_arrivals();
    let session = server.connect(NOW);
    server.handle_input(session, b"a LOGIN robin demo\r\n", NOW);
    assert_eq!(server.poll_timeout(), None);
}
