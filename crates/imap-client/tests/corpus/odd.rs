//! Servers that nobody recorded, of the kinds that were: they need no folder.

use crate::facts::threads;
use crate::script::Script;
use crate::session::Session;
use crate::usual::asking;
use imap_client::{Event, Request};
use mail_model::{BodyStructure, Flag, MailboxName, Uid};

/// A structure in a line: paths, types, and octets.
fn outline(node: &BodyStructure) -> String {
    match node {
        BodyStructure::Leaf(part) => {
            let nested = part.nested.as_deref().map(outline);
            let nested = nested.map_or(String::new(), |nested| format!("<{nested}>"));
            format!("{}={} {}{nested}", part.path, part.media_type, part.size)
        }
        BodyStructure::Multipart {
            subtype, children, ..
        } => {
            let children: Vec<String> = children.iter().map(outline).collect();
            format!("{subtype}({})", children.join(", "))
        }
    }
}

#[test]
fn structures_that_are_not_as_they_should_be_keep_their_parts() {
    for (structure, expected) in [
        // No types at all.
        (
            r#"((NIL NIL NIL NIL NIL "7BIT" 563 NIL NIL NIL NIL)("TEXT" "PLAIN" NIL NIL NIL "7BIT" 3 1) "mixed")"#,
            "mixed(1=application/octet-stream 563, 2=text/plain 3)",
        ),
        // A message without an envelope, or a body, or either.
        (
            r#"("message" "rfc822" NIL NIL NIL "7BIT" 787 () () 0 NIL NIL NIL NIL)"#,
            "1=message/rfc822 787",
        ),
        (
            r#"("message" "rfc822" NIL NIL NIL "7bit" 50 NIL NIL NIL NIL ("attachment" NIL) NIL)"#,
            "1=message/rfc822 50",
        ),
        (
            r#"("message" "rfc822" NIL NIL NIL "7bit" 50 NIL ("text" "plain" NIL NIL NIL "7bit" 4 1) "" NIL NIL)"#,
            "1=message/rfc822 50<1.1=text/plain 4>",
        ),
        // A multipart of no parts, and what is called one.
        (
            r#"(NIL "related" ("boundary" "x") NIL NIL "7BIT" 400)"#,
            "1=application/octet-stream 400",
        ),
        (
            r#"("multipart" "mixed" NIL NIL NIL "7BIT" 400)"#,
            "1=multipart/mixed 400",
        ),
        // Fields in quotes, in literals, or empty.
        (
            r#"("TEXT" "PLAIN" () "" "" "" "12" "3" "" () () "")"#,
            "1=text/plain 12",
        ),
        (
            r#"("TEXT" "PLAIN" ("charset" NIL) NIL NIL NIL NIL NIL)"#,
            "1=text/plain 0",
        ),
        (
            r#"(TEXT PLAIN (CHARSET utf-8) NIL NIL 7BIT 12 1)"#,
            "1=text/plain 12",
        ),
        // More than there should be, and less.
        (
            r#"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1 NIL NIL NIL NIL NIL (NIL) "x" 7)"#,
            "1=text/plain 9",
        ),
        (r#"("TEXT" "PLAIN")"#, "1=text/plain 0"),
        (
            r#"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1))"#,
            "mixed(1=text/plain 9)",
        ),
        (
            r#"( ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1 )  "mixed" )"#,
            "mixed(1=text/plain 9)",
        ),
        // Numbers that none can be.
        (
            r#"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 4294967295 -1)"#,
            "1=text/plain 4294967295",
        ),
        (
            r#"("TEXT" "PLAIN" NIL NIL NIL "7BIT" 99999999999999999999 1)"#,
            "1=text/plain 0",
        ),
        // A quote that nobody escaped, at the end of a name, and a backslash.
        (
            r#"("APPLICATION" "PDF" ("NAME" "a "b"" "X" "y") NIL NIL "BASE64" 77)"#,
            "1=application/pdf 77",
        ),
        (
            r#"("APPLICATION" "PDF" ("NAME" "a\b") NIL NIL "BASE64" 77)"#,
            "1=application/pdf 77",
        ),
        // A NIL where a part should be, and where the subtype should.
        (
            r#"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1) NIL ("TEXT" "HTML" NIL NIL NIL "7BIT" 8 1) "mixed")"#,
            "mixed(1=text/plain 9, 2=application/octet-stream 0, 3=text/html 8)",
        ),
        (
            r#"(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 9 1) NIL ("boundary" "x") NIL NIL)"#,
            "mixed(1=text/plain 9)",
        ),
    ] {
        for (before, behind) in [
            ("UID 7 ", ""),
            ("", " UID 7"),
            ("FLAGS () UID 7 ", " X-Y (1)"),
        ] {
            let response = format!("* 7 FETCH ({before}BODYSTRUCTURE {structure}{behind})\r\n");
            let mut session = asking(response.as_bytes(), 7, Some(7));
            let row = session.row(7);
            let told = row.and_then(|row| row.structure.as_ref()).map(outline);
            assert_eq!(told.as_deref(), Some(expected), "{response}");
            assert!(session.is_in_step(), "{response}");
        }
    }
}

#[test]
fn answers_that_are_not_as_they_should_be_are_rows() {
    for (response, uid, is_seen) in [
        ("* 7 FETCH (UID 7 FLAGS (\\Seen))", 7, true),
        ("* 7 fetch (uid 7 flags (\\SEEN))", 7, true),
        ("* 7 FETCH (FLAGS (\\Seen) UID 7 FLAGS (\\Seen))", 7, true),
        ("*  7  FETCH  ( UID 7  FLAGS ( \\Seen ) )", 7, true),
        ("* 7 FETCH (UID \"7\" FLAGS (\\Seen))", 7, true),
        ("* 7 FETCH UID 7 FLAGS (\\Seen)", 7, true),
        ("* 7 FETCH (UID 7 FLAGS \\Seen)", 7, true),
        (
            "* 7 FETCH (UID 7 FLAGS (\\Seen NIL \\Recent $X \"y\"))",
            7,
            true,
        ),
        ("* 7 FETCH (UID 7 FLAGS NIL)", 7, false),
        (
            "* 7 FETCH (UID 7 MODSEQ (-1) RFC822.SIZE -1 FLAGS (\\Seen))",
            7,
            true,
        ),
        (
            "* 7 FETCH (UID 7 RFC822.SIZE NIL INTERNALDATE \"never\" FLAGS (\\Seen))",
            7,
            true,
        ),
        ("* 7 FETCH (UID 7 FLAGS (\\Seen)", 7, true),
        ("* 7 FETCH (UID 7 FLAGS (\\Seen)))", 7, true),
        (
            "* 7 FETCH (UID 7 ENVELOPE (NIL \"a\"b\" NIL) FLAGS (\\Seen))",
            7,
            true,
        ),
        (
            "* 7 FETCH (UID 7 BODYSTRUCTURE NIL FLAGS (\\Seen))",
            7,
            true,
        ),
        ("* 7 FETCH (UID 7 BODYSTRUCTURE () FLAGS (\\Seen))", 7, true),
        (
            "* 7 FETCH (UID 7 X-GM-LABELS (\"\\\\Important\" a b) FLAGS (\\Seen))",
            7,
            true,
        ),
    ] {
        let mut session = asking(format!("{response}\r\n").as_bytes(), 7, Some(uid));
        let row = session.row(uid);
        assert!(row.is_some(), "{response}");
        assert_eq!(
            row.map(|row| row.flags.is_seen()),
            Some(is_seen),
            "{response}"
        );
        assert!(session.is_in_step(), "{response}");
    }
}

#[test]
fn conversations_that_are_not_as_they_should_be_are_told() {
    for (response, count, members) in [
        ("* THREAD (1)(2)", 2, 2),
        ("* thread  (1 2) ( 3 )", 2, 3),
        ("* THREAD (1 (2)(3)", 1, 3),
        ("* THREAD (((((1)))))", 1, 1),
        ("* THREAD ()(1)", 1, 1),
        ("* THREAD", 0, 0),
        ("* THREAD (1 NIL 2)", 1, 2),
    ] {
        let told = threads(format!("{response}\r\n").as_bytes());
        assert_eq!(told.len(), count, "{response}");
        let uids: usize = told.iter().map(|thread| thread.uids().count()).sum();
        assert_eq!(uids, members, "{response}");
    }
}

#[test]
fn ends_that_are_not_as_they_should_be_end_their_command() {
    for (end, is_ok) in [
        ("X OK", true),
        ("X  OK done", true),
        ("X ok [", true),
        ("X OK [UNKNOWN-CODE (a \"]\" b)] done", true),
        ("X OK [COPYUID 1 1:4294967295 1:4294967295] done", true),
        ("X OK [COPYUID] done", true),
        ("X OK [COPYUID 1 * 5] done", true),
        ("X OK [APPENDUID 1 1:4294967295] done", true),
        ("X OK {5}", true),
        ("X NO", false),
        ("X BAD \"", false),
        ("X NO [OVERQUOTA", false),
        ("* 1 FETCH (FLAGS (\\Seen)\r\nX OK done", true),
        ("* OK [ALERT\r\nX OK done", true),
        ("* LIST (\r\nX OK done", true),
        ("\r\n\r\nX OK done", true),
        ("X OK done\r\nX OK done\r\nX NO done", true),
        ("Y OK other\r\nX OK done", true),
        (
            "* 0 EXPUNGE\r\n* 99 EXPUNGE\r\n* 4294967296 EXISTS\r\nX OK done",
            true,
        ),
        (
            "* VANISHED\r\n* VANISHED 0\r\n* VANISHED (EARLIER)\r\nX OK done",
            true,
        ),
        (
            "* SEARCH x 1 y\r\n* ESEARCH\r\n* SORT\r\n* THREAD\r\nX OK done",
            true,
        ),
        ("+ what?\r\nX OK done", true),
    ] {
        let script = Script::answering("UID COPY 1 Archive", format!("{end}\r\n").as_bytes());
        for piece in [16_384, 1] {
            let mut session = Session::listed(&script);
            session.piece = piece;
            let id = session.submit(Request::Copy {
                uids: Uid::new(1).into_iter().collect(),
                to: MailboxName::new("Archive"),
            });
            assert_eq!(session.is_done(id), is_ok, "{end}");
            assert!(session.outcome(id).is_some(), "{end}");
            assert!(session.is_in_step(), "{end}: {:?}", session.closed());
        }
    }
}

#[test]
fn news_of_messages_that_are_not_there_change_nothing() {
    for news in [
        "* 0 FETCH (FLAGS (\\Deleted))",
        "* 4 FETCH (FLAGS (\\Deleted))",
        "* 4294967295 FETCH (FLAGS (\\Deleted))",
        "* -1 FETCH (FLAGS (\\Deleted))",
        "* 2 FETCH (UID 0)",
        "* FETCH (UID 2 FLAGS (\\Deleted))",
        "* 0 EXPUNGE",
        "* 4 EXPUNGE",
        "* 3 EXISTS",
        "* 3 RECENT",
        "* VANISHED 4:4294967295",
        "* VANISHED 0",
        "* EXPUNGE",
        "* OK [UIDVALIDITY 1] the same",
        "* OK [HIGHESTMODSEQ 0]",
        "* STATUS",
        "* LIST",
    ] {
        let mut session = Session::listed(&Script::default());
        let before = session.events.len();
        session.hear(format!("{news}\r\n").as_bytes());
        let told: Vec<&Event> = session.events.iter().skip(before).collect();
        let is_harmless = told.iter().all(|event| match event {
            Event::Flags { flags, .. } => !flags.contains(&Flag::Deleted),
            Event::Expunged { .. } | Event::Closed(_) | Event::Arrived { .. } => false,
            _ => true,
        });
        assert!(is_harmless, "{news}: {told:?}");
        assert!(session.is_in_step(), "{news}");
        let uids: Vec<u32> = session.uids().iter().map(Uid::value).collect();
        assert_eq!(uids, [1, 2, 3], "{news}");
    }
}
