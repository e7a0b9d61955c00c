//! Messages are begun from others, wherever those lie.

use demo_server::Profile;
use laboratory::{Pair, USER, plain_message, uid};
use mail_engine::{
    ComposeFrom, ComposeWords, Draft, DraftId, LaterAction, ListId, ReplyPlace, ReplyTo, Scope,
    Search, Selection, Settings, View, Writing,
};
use mail_model::{
    Address, Composed, Flag, Identity, IdentityId, Keyword, LetterContent, LetterFile, MailboxName,
    MessageRef, Phrase, Priority, ProblemKind, Uid,
};

const ID: DraftId = DraftId(7);

const RICH: &str = "From: News <news@example.org>\r\nTo: robin+x@example.org, Bob <bob@b.example>\r\n\
Cc: ada@example.org\r\nReply-To: answers@example.org\r\nMessage-ID: <one@example.org>\r\n\
References: <zero@example.org>\r\nList-Post: <mailto:list@example.org>\r\n\
Date: Mon, 1 Jun 2026 12:00:00 +0200\r\nSubject: AW: News\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=m\r\n\r\n\
--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
--a\r\nContent-Type: text/plain\r\n\r\nThe plain words.\r\n-- \r\nNews Inc.\r\n\
--a\r\nContent-Type: multipart/related; boundary=r\r\n\r\n\
--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
<p class=x>The rich words.</p><img src=\"cid:pic@x\"><img src=\"https://told.example/p.gif\">\r\n\
--r\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Disposition: inline\r\n\
Content-Transfer-Encoding: base64\r\n\r\n\
iVBORw0KGgo=\r\n\
--r--\r\n\
--a--\r\n\
--m\r\nContent-Type: application/pdf\r\n\
Content-Disposition: attachment; filename=\"plan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
JVBERi0xLjQK\r\n\
--m--\r\n";

fn address(name: &str, address: &str) -> Address {
    Address {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

fn settings(is_rich: bool) -> Settings {
    let identity = |id, from: &str| Identity {
        id: IdentityId(id),
        from: address("Robin", from),
        reply_to: Vec::new(),
        bcc: Vec::new(),
        signature: Phrase::Text(format!("Robin {id}")),
    };
    Settings {
        writing: Writing {
            is_rich,
            ..Writing::default()
        },
        identities: vec![
            identity(1, "other@example.org"),
            identity(2, "Robin@Example.org"),
        ],
        ..Settings::default()
    }
}

fn words() -> Box<ComposeWords> {
    Box::new(ComposeWords {
        attribution: "On Monday, News wrote:".to_owned(),
        forwarded: "Forwarded message:".to_owned(),
        fields: ["From", "Date", "Subject", "To", "Cc"].map(str::to_owned),
        date: "Monday".to_owned(),
    })
}

/// At the inbox with a message in `mailbox`.
fn pair_with(mailbox: &str, message: &str, settings: Settings) -> (Pair, MessageRef) {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.run_for(3_000);
    pair.act(LaterAction::KeepSettings(Box::new(settings)));
    let uid = pair.deliver_raw(mailbox, message.as_bytes());
    pair.run_for(3_000);
    let message = reference(&pair, mailbox, uid);
    (pair, message)
}

fn reference(pair: &Pair, mailbox: &str, uid: Uid) -> MessageRef {
    MessageRef {
        mailbox: MailboxName::new(mailbox),
        uid_validity: pair.server.uid_validity(USER, mailbox).unwrap(),
        uid,
    }
}

fn list_of(pair: &Pair) -> ListId {
    pair.page.list.as_ref().expect("a list is open").id
}

fn compose(pair: &mut Pair, from: ComposeFrom) {
    pair.act(LaterAction::Compose {
        draft: ID,
        from,
        words: words(),
    });
    pair.run_for(5_000);
}

/// What the composer was given.
fn begun(pair: &Pair) -> &Draft {
    assert_eq!(pair.page.compose_failed, []);
    pair.page.composing.last().expect("nothing was begun")
}

fn content(draft: &Draft) -> &Composed {
    match &draft.letter.content {
        LetterContent::Composed(composed) => composed,
        other => panic!("{other:?}"),
    }
}

fn octets<'a>(pair: &'a Pair, file: &LetterFile) -> &'a [u8] {
    let octets = pair.files.get(file.file).expect("the file is kept");
    assert_eq!(octets.len() as u64, file.length);
    octets
}

fn reply(message: &MessageRef, to: ReplyTo) -> ComposeFrom {
    ComposeFrom::Reply {
        message: message.clone(),
        to,
        selection: None,
    }
}

#[test]
fn an_answer_goes_where_it_should_and_quotes() {
    let (mut pair, message) = pair_with("INBOX", RICH, settings(false));
    compose(&mut pair, reply(&message, ReplyTo::Author));
    let draft = begun(&pair);
    let letter = &draft.letter;
    assert_eq!(draft.identity, Some(IdentityId(2)));
    assert_eq!(letter.from, address("Robin", "Robin@Example.org"));
    assert_eq!(letter.to, [address("", "answers@example.org")]);
    assert!(letter.cc.is_empty());
    assert_eq!(letter.subject, "Re: News");
    assert_eq!(letter.in_reply_to.as_ref().unwrap().0, "one@example.org");
    let thread: Vec<&str> = letter.references.iter().map(|id| id.0.as_str()).collect();
    assert_eq!(thread, ["zero@example.org", "one@example.org"]);
    assert_eq!(draft.about, [(message.clone(), Flag::Answered)]);
    let said = content(draft);
    assert_eq!(said.html, None);
    assert_eq!(
        said.text,
        "\n\n-- \nRobin 2\n\nOn Monday, News wrote:\n> The plain words.\n"
    );
    assert!(said.files.is_empty());
}

#[test]
fn an_answer_to_all_leaves_the_person_out() {
    let (mut pair, message) = pair_with("INBOX", RICH, settings(false));
    compose(&mut pair, reply(&message, ReplyTo::All));
    let letter = &begun(&pair).letter;
    let to = [
        address("", "answers@example.org"),
        address("Bob", "bob@b.example"),
    ];
    assert_eq!(letter.to, to);
    assert_eq!(letter.cc, [address("", "ada@example.org")]);
    compose(&mut pair, reply(&message, ReplyTo::List));
    assert_eq!(begun(&pair).letter.to, [address("", "list@example.org")]);
}

#[test]
fn an_answer_in_rich_text_keeps_looks_and_pictures_and_loads_nothing() {
    let mut settings = settings(true);
    settings.writing.reply_place = ReplyPlace::Below;
    let (mut pair, message) = pair_with("INBOX", RICH, settings);
    compose(&mut pair, reply(&message, ReplyTo::Author));
    let said = content(begun(&pair));
    assert_eq!(
        said.html.as_deref(),
        Some(
            "<div>On Monday, News wrote:</div><blockquote type=\"cite\"><p>The rich words.</p>\
             <img src=\"cid:pic@x\"><img data-src=\"https://told.example/p.gif\"></blockquote>\
             <div><br></div><div><br></div><div>-- </div><div>Robin 2</div>"
        )
    );
    let [image] = said.files.as_slice() else {
        panic!("{:?}", said.files);
    };
    assert_eq!(image.content_id.as_deref(), Some("pic@x"));
    assert!(octets(&pair, image).starts_with(b"\x89PNG"));
}

#[test]
fn pictures_that_are_called_by_where_they_lie_are_taken_along_and_called_by_a_name() {
    let located = RICH
        .replace("cid:pic@x", "pictures/a.png")
        .replace("Content-ID: <pic@x>", "Content-Location: pictures/a.png");
    let below = located.replace(
        "Content-Type: multipart/related; boundary=r",
        "Content-Type: multipart/related; boundary=r\r\nContent-Location: http://a.example/b/",
    );
    let absolute = below.replace(
        "<img src=\"pictures/a.png",
        "<img src=\"http://a.example/b/pictures/a.png",
    );
    assert!(located.contains("Content-Location") && below != located && absolute != below);
    for message in [located, below, absolute] {
        for is_forwarded in [false, true] {
            let (mut pair, of) = pair_with("INBOX", &message, settings(true));
            let from = match is_forwarded {
                true => ComposeFrom::Forward(of),
                false => reply(&of, ReplyTo::Author),
            };
            compose(&mut pair, from);
            let said = content(begun(&pair));
            let image = said.files.iter().find(|file| file.content_id.is_some());
            let image = image.unwrap_or_else(|| panic!("{:?}", said.files));
            let id = image.content_id.as_deref().unwrap();
            let html = said.html.as_deref().unwrap();
            assert!(html.contains(&format!("<img src=\"cid:{id}\">")), "{html}");
            assert!(octets(&pair, image).starts_with(b"\x89PNG"));
        }
    }
}

#[test]
fn a_selection_is_quoted_alone() {
    let (mut pair, message) = pair_with("INBOX", RICH, settings(false));
    let from = ComposeFrom::Reply {
        message,
        to: ReplyTo::Author,
        selection: Some("only this\n\nand that".to_owned()),
    };
    compose(&mut pair, from);
    let said = content(begun(&pair));
    let quote = "On Monday, News wrote:\n> only this\n>\n> and that\n";
    assert!(said.text.ends_with(quote), "{}", said.text);
}

#[test]
fn what_is_passed_on_brings_its_header_and_its_files() {
    for mailbox in ["INBOX", "Archive"] {
        let (mut pair, message) = pair_with(mailbox, RICH, settings(true));
        compose(&mut pair, ComposeFrom::Forward(message.clone()));
        let draft = begun(&pair);
        assert_eq!(draft.letter.subject, "Fwd: AW: News");
        assert!(draft.letter.to.is_empty() && draft.letter.in_reply_to.is_none());
        let html = content(draft).html.as_deref().unwrap();
        for part in [
            "<div>Forwarded message:</div><div><b>From:</b> News &lt;news@example.org&gt;</div>",
            "<b>Subject:</b> AW: News",
            "The rich words.",
        ] {
            assert!(html.contains(part), "{html}");
        }
        let files = &content(draft).files;
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names[0], "plan.pdf");
        assert_eq!(octets(&pair, &files[0]), b"%PDF-1.4\n");
        assert_eq!(files[1].content_id.as_deref(), Some("pic@x"));
        assert_eq!(draft.about[0].0, message);
    }
}

#[test]
fn messages_are_passed_on_as_they_are() {
    let (mut pair, message) = pair_with("Archive", RICH, settings(true));
    let other = pair.page.row(1).uid;
    let other = reference(&pair, "INBOX", other);
    let both = vec![message.clone(), other];
    compose(&mut pair, ComposeFrom::ForwardAttached(both));
    let draft = begun(&pair);
    assert_eq!(draft.letter.subject, "Fwd: AW: News");
    // Each of them is marked once it is sent.
    assert_eq!(draft.about.len(), 2);
    let [file, _] = content(draft).files.as_slice() else {
        panic!("{:?}", content(draft).files);
    };
    assert_eq!(octets(&pair, file), RICH.as_bytes());
    assert_eq!(
        (file.media_type.as_str(), file.name.as_str()),
        ("message/rfc822", "AW: News.eml")
    );
    compose(&mut pair, ComposeFrom::Resend(message));
    let draft = begun(&pair);
    let LetterContent::Resent(file) = &draft.letter.content else {
        panic!("{:?}", draft.letter.content);
    };
    assert_eq!(octets(&pair, file), RICH.as_bytes());
    assert!(draft.letter.to.is_empty());
}

#[test]
fn what_is_selected_is_passed_on_as_it_is() {
    let (mut pair, _) = pair_with("INBOX", RICH, settings(true));
    let (list, newest, next) = (list_of(&pair), pair.page.row(0).uid, pair.page.row(1).uid);
    let forward = |pair: &mut Pair, list, selection| {
        compose(pair, ComposeFrom::ForwardSelected { list, selection });
    };
    forward(&mut pair, list, Selection::Uids(vec![newest, next]));
    let draft = begun(&pair);
    let expected = [next, newest].map(|uid| reference(&pair, "INBOX", uid));
    let about: Vec<&MessageRef> = draft.about.iter().map(|(message, _)| message).collect();
    assert_eq!(about, expected.iter().collect::<Vec<_>>());
    let files = content(draft).files.as_slice();
    assert!(files.iter().all(|file| file.media_type == "message/rfc822"));
    assert_eq!(octets(&pair, &files[1]), RICH.as_bytes());
    // All of the list, but for one.
    let others: Vec<Uid> = (0..pair.page.total().unwrap() as usize)
        .map(|row| pair.page.row(row).uid)
        .collect();
    forward(&mut pair, list, Selection::AllBut(vec![newest]));
    assert_eq!(content(begun(&pair)).files.len(), others.len() - 1);
    // What was meant of a list that is not open any more nobody knows.
    let gone = ListId(list.0 + 1);
    let from = ComposeFrom::ForwardSelected {
        list: gone,
        selection: Selection::All,
    };
    let begin = LaterAction::Compose {
        draft: ID,
        from,
        words: words(),
    };
    pair.act(begin);
    pair.run_for(5_000);
    let (_, problem) = pair.page.compose_failed.last().expect("it was begun");
    assert_eq!(problem.kind, ProblemKind::MessageGone);
}

#[test]
fn what_was_found_in_several_folders_is_passed_on_from_where_it_lies() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    pair.run_for(3_000);
    pair.act(LaterAction::KeepSettings(Box::new(settings(false))));
    let lies = ["INBOX", "Archive", "Sent"].map(|mailbox| {
        let text = plain_message(&format!("heron {mailbox}"));
        let uid = pair.deliver_raw(mailbox, text.as_bytes());
        (mailbox, uid, text)
    });
    pair.run_for(3_000);
    let everywhere = View {
        search: Some(Box::new(Search {
            text: "subject:heron".to_owned(),
            scope: Scope::Everywhere,
            is_typing: false,
        })),
        ..View::default()
    };
    pair.show("INBOX", everywhere);
    pair.run_for(5_000);
    assert_eq!(pair.page.rows().len(), 3);
    let list = list_of(&pair);
    let forward = |pair: &mut Pair, selection| {
        compose(pair, ComposeFrom::ForwardSelected { list, selection });
        let draft = begun(pair);
        let mut about: Vec<MessageRef> = draft
            .about
            .iter()
            .map(|(message, _)| message.clone())
            .collect();
        about.sort();
        let files = content(draft).files.iter();
        let mut files: Vec<Vec<u8>> = files.map(|file| octets(pair, file).to_vec()).collect();
        files.sort();
        (about, files)
    };
    let expected = |pair: &Pair, of: &dyn Fn(&str) -> bool| {
        let meant = lies.iter().filter(|(mailbox, ..)| of(mailbox));
        let (mut about, mut files) = (Vec::new(), Vec::new());
        for (mailbox, uid, text) in meant {
            about.push(reference(pair, mailbox, *uid));
            files.push(text.as_bytes().to_vec());
        }
        about.sort();
        files.sort();
        (about, files)
    };
    let all = forward(&mut pair, Selection::All);
    assert_eq!(all, expected(&pair, &|_| true));
    // Rows have names of their own in such a list.
    let hits = &pair.page.list.as_ref().expect("a list is open").hits;
    let of_archive = hits
        .values()
        .find(|hit| hit.mailbox == MailboxName::new("Archive"));
    let name = of_archive.expect("it is shown").name;
    let rest = forward(&mut pair, Selection::AllBut(vec![name]));
    assert_eq!(rest, expected(&pair, &|mailbox| mailbox != "Archive"));
    let one = forward(&mut pair, Selection::Uids(vec![name]));
    assert_eq!(one, expected(&pair, &|mailbox| mailbox == "Archive"));
}

#[test]
fn more_than_a_hundred_are_not_passed_on_and_are_said_to_be_too_many() {
    let mut pair = Pair::at_inbox(Profile::Full, 300);
    pair.run_for(3_000);
    let list = list_of(&pair);
    let rows = |pair: &Pair| pair.page.rows().len();
    let before = rows(&pair);
    let from = ComposeFrom::ForwardSelected {
        list,
        selection: Selection::All,
    };
    pair.act(LaterAction::Compose {
        draft: ID,
        from,
        words: words(),
    });
    pair.run_for(5_000);
    let (draft, problem) = pair.page.compose_failed.last().expect("it was begun");
    assert_eq!((*draft, problem.kind), (ID, ProblemKind::LimitExceeded));
    assert!(pair.page.composing.is_empty());
    assert_eq!(rows(&pair), before);
}

#[test]
fn a_message_is_written_once_more() {
    let (mut pair, message) = pair_with("Archive", RICH, settings(false));
    compose(&mut pair, ComposeFrom::AsNew(message.clone()));
    let letter = &begun(&pair).letter;
    assert_eq!(letter.subject, "AW: News");
    assert_eq!(letter.to.len(), 2);
    assert_eq!(letter.cc, [address("", "ada@example.org")]);
    assert!(letter.in_reply_to.is_none() && letter.references.is_empty());
    let said = content(begun(&pair));
    assert!(
        said.html
            .as_deref()
            .unwrap()
            .starts_with("<p>The rich words.</p>")
    );
    assert_eq!(said.files.len(), 2);
    compose(&mut pair, ComposeFrom::Draft(message));
    let letter = &begun(&pair).letter;
    assert_eq!(letter.references.len(), 1);
    // Nobody of the settings wrote it.
    assert_eq!(letter.from, address("News", "news@example.org"));
}

#[test]
fn an_answer_to_oneself_goes_to_whom_that_went_to() {
    let sent = "From: robin@example.org\r\nTo: ann@b.example\r\nCc: Robin <robin@example.org>\r\n\
        Subject: Re: x\r\n\r\nHello\r\n";
    let (mut pair, message) = pair_with("Sent", sent, settings(true));
    compose(&mut pair, reply(&message, ReplyTo::Author));
    let letter = &begun(&pair).letter;
    assert_eq!(letter.to, [address("", "ann@b.example")]);
    compose(&mut pair, reply(&message, ReplyTo::All));
    let letter = &begun(&pair).letter;
    assert_eq!(letter.to, [address("", "ann@b.example")]);
    assert!(letter.cc.is_empty());
}

#[test]
fn links_begin_messages() {
    let (mut pair, _) = pair_with("INBOX", RICH, settings(false));
    let link = "mailto:ann@b.example?subject=Hi&body=One%0ATwo&attach=x";
    compose(&mut pair, ComposeFrom::Mailto(link.to_owned()));
    let letter = &begun(&pair).letter;
    assert_eq!(letter.to, [address("", "ann@b.example")]);
    assert_eq!(letter.subject, "Hi");
    assert_eq!(content(begun(&pair)).text, "One\nTwo\n\n-- \nRobin 1\n");
}

#[test]
fn what_cannot_be_begun_says_why() {
    let (mut pair, message) = pair_with("INBOX", RICH, settings(false));
    let gone = MessageRef {
        uid: uid(9_999),
        ..message
    };
    for from in [
        reply(&gone, ReplyTo::All),
        ComposeFrom::ForwardAttached(Vec::new()),
    ] {
        pair.act(LaterAction::Compose {
            draft: ID,
            from,
            words: words(),
        });
        pair.run_for(5_000);
        let (_, problem) = pair.page.compose_failed.pop().expect("it says why");
        assert_eq!(problem.kind, ProblemKind::MessageGone);
    }
}

#[test]
fn a_lost_line_is_waited_out() {
    let (mut pair, message) = pair_with("Archive", RICH, settings(true));
    for after in [0, 30, 60, 120, 250, 400] {
        pair.page.composing.clear();
        pair.act(LaterAction::Compose {
            draft: ID,
            from: ComposeFrom::Forward(message.clone()),
            words: words(),
        });
        pair.run_for(after);
        pair.cut();
        pair.run_for(30_000);
        let files = &content(begun(&pair)).files;
        assert_eq!(octets(&pair, &files[0]), b"%PDF-1.4\n", "cut after {after}");
    }
}

#[test]
fn a_draft_of_ours_comes_back_whole_from_its_mailbox() {
    let (mut pair, message) = pair_with("Archive", RICH, settings(true));
    compose(&mut pair, ComposeFrom::Forward(message.clone()));
    let mut draft = begun(&pair).clone();
    let letter = &mut draft.letter;
    letter.to = vec![address("Ann", "ann@b.example"), address("", "half an addr")];
    letter.bcc = vec![address("", "eve@b.example")];
    letter.priority = Priority::High;
    letter.wants_receipt = true;
    draft.keeps_copy = false;
    pair.act(LaterAction::KeepDraft(Box::new(draft.clone())));
    pair.act(LaterAction::SaveDraft(ID));
    pair.run_for(10_000);
    let (saved, flags) = pair
        .server
        .messages(USER, "Drafts")
        .pop()
        .expect("it is saved");
    assert!(flags.contains(&Flag::Draft));
    let saved = pair.server.message(USER, "Drafts", saved).unwrap();
    // Another browser finds it, which has nothing of it.
    let (mut pair, copy) = pair_with(
        "Archive",
        core::str::from_utf8(&saved).unwrap(),
        settings(true),
    );
    compose(&mut pair, ComposeFrom::Draft(copy));
    let read = begun(&pair);
    let (LetterContent::Composed(before), LetterContent::Composed(after)) =
        (&draft.letter.content, &read.letter.content)
    else {
        panic!("both were composed");
    };
    assert_eq!(before.html, after.html);
    let files = |composed: &Composed| {
        let files = composed.files.iter();
        let files = files.map(|f| {
            (
                f.name.clone(),
                f.media_type.clone(),
                f.length,
                f.content_id.clone(),
            )
        });
        files.collect::<Vec<_>>()
    };
    assert_eq!(files(before), files(after));
    let mut letter = read.letter.clone();
    letter.content = draft.letter.content.clone();
    assert_eq!(letter, draft.letter);
    assert_eq!(read.identity, draft.identity);
    assert_eq!(
        read.about,
        [(message, Flag::Keyword(Keyword::new("$Forwarded").unwrap()))]
    );
    assert!(!read.keeps_copy);
}

/// A `winmail.dat` with a text and plan.pdf, and a text with a file in it.
const TNEF: &str = "From: o@example.org\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n\
Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n\
eJ8+IgEAAQyAAgARAAAAT3V0bG9vaydzIHdvcmRzLgAAAAICkAYADgAAAAAAAAAAAAAAAAAAAAAAAAACEIAB\r\n\
AAkAAABwbGFuLnBkZgAAAAIPgAYACAAAACVQREYtMS40AAA=\r\n";
const UUENCODED: &str = "From: o@example.org\r\nSubject: Cat\r\n\r\n\
Before.\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nAfter.\r\n";

#[test]
fn what_is_packed_in_a_form_of_its_own_is_quoted_and_passed_on() {
    for (message, words, name, file) in [
        (TNEF, "Outlook's words.", "plan.pdf", &b"%PDF-1.4"[..]),
        (UUENCODED, "Before.\n> After.", "cat.txt", b"Cat"),
    ] {
        let (mut pair, message) = pair_with("INBOX", message, settings(false));
        compose(&mut pair, reply(&message, ReplyTo::Author));
        let said = content(begun(&pair));
        assert!(said.text.contains(&format!("> {words}")), "{}", said.text);
        assert!(!said.text.contains("begin 644"), "{}", said.text);
        assert!(said.files.is_empty());
        pair.act(LaterAction::DiscardDraft(ID));
        compose(&mut pair, ComposeFrom::Forward(message));
        let said = content(begun(&pair));
        let words = words.replace("\n> ", "\n");
        assert!(said.text.contains(&words), "{}", said.text);
        let [carried] = said.files.as_slice() else {
            panic!("{:?}", said.files);
        };
        assert_eq!(carried.name, name);
        assert_eq!(octets(&pair, carried), file);
    }
}

#[test]
fn whoever_passes_on_files_is_told_how_far_they_are() {
    let body = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk\r\n".repeat(60_000);
    let message = format!(
        "From: o@example.org\r\nSubject: Long\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\r\nHere.\r\n--m\r\n\
         Content-Type: application/zip; name=a.zip\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--m--\r\n"
    );
    let (mut pair, message) = pair_with("INBOX", &message, settings(false));
    compose(&mut pair, ComposeFrom::Forward(message));
    assert_eq!(content(begun(&pair)).files.len(), 1);
    let told = &pair.page.compose_progress[&ID];
    assert!(told.len() > 3, "{told:?}");
    assert!(
        told.is_sorted() && told.iter().all(|percent| *percent <= 100),
        "{told:?}"
    );
    assert!(told.last().is_some_and(|percent| *percent > 90), "{told:?}");
}
