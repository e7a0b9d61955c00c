//! Letters are sent, whatever happens on their way: never twice, never in silence.

use demo_server::Profile;
use laboratory::{Pair, USER, uid};
use mail_engine::{LaterAction, Outgoing, OutgoingId, OutgoingState, SentCopy};
use mail_model::{
    Address, EnvelopeAddress, Flag, Keyword, Letter, LetterContent, MailboxName, MessageRef,
    ProblemKind, Receipt, UidValidity,
};

const ID: OutgoingId = OutgoingId(1);

fn address(address: &str) -> Address {
    Address {
        name: String::new(),
        address: address.to_owned(),
    }
}

/// To the account itself, so that it arrives where it can be counted.
fn outgoing() -> Outgoing {
    Outgoing {
        id: ID,
        letter: Letter {
            from: address("robin@example.org"),
            to: vec![address("robin@demo.example")],
            subject: "To myself".to_owned(),
            content: LetterContent::Text(".\nGrüße\n".to_owned()),
            ..Letter::default()
        },
        keeps_copy: true,
        marks: Vec::new(),
    }
}

fn send(pair: &mut Pair, outgoing: Outgoing) {
    pair.act(LaterAction::Send(Box::new(outgoing)));
}

/// What was told of the letter last.
fn last(pair: &Pair) -> &OutgoingState {
    pair.page.outgoing[&ID].last().unwrap()
}

/// How many letters arrived, and how many copies of them there are.
fn count(pair: &Pair, before: usize) -> (usize, usize) {
    (
        pair.server.messages(USER, "INBOX").len() - before,
        pair.server.messages(USER, "Sent").len(),
    )
}

#[test]
fn a_letter_arrives_and_its_copy_is_kept_as_read() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    send(&mut pair, outgoing());
    pair.run_for(5_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(count(&pair, 3), (1, 1));
    let (arrived, _) = pair.server.messages(USER, "INBOX").pop().unwrap();
    let (kept, flags) = pair.server.messages(USER, "Sent").pop().unwrap();
    assert!(flags.is_seen());
    let arrived = pair.server.message(USER, "INBOX", arrived);
    assert_eq!(arrived, pair.server.message(USER, "Sent", kept));
    let text = String::from_utf8(arrived.unwrap()).unwrap();
    assert!(text.contains("Subject: To myself\r\n"), "{text}");
    assert!(
        text.contains("\r\n\r\n=2E\r\nGr=C3=BC=C3=9Fe\r\n"),
        "{text}"
    );
    assert!(
        text.contains("Message-ID: <") && text.contains("@example.org>"),
        "{text}"
    );
}

#[test]
fn where_there_is_no_mailbox_for_sent_mail_it_is_made() {
    let mut server = demo_server::Server::empty(Profile::Full);
    server.fill(USER, "INBOX", 1, laboratory::START);
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    send(&mut pair, outgoing());
    pair.run_for(5_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(count(&pair, 1), (1, 1));
}

#[test]
fn letters_go_one_after_the_other() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    for id in 0..5 {
        let id = OutgoingId(id);
        send(&mut pair, Outgoing { id, ..outgoing() });
    }
    pair.run_for(20_000);
    assert_eq!(count(&pair, 1), (5, 5));
    let ids: std::collections::BTreeSet<_> = pair
        .server
        .messages(USER, "Sent")
        .into_iter()
        .map(|(uid, _)| {
            let text = pair.server.message(USER, "Sent", uid).unwrap();
            let text = String::from_utf8(text).unwrap();
            let id = text.lines().find(|line| line.starts_with("Message-ID"));
            id.unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 5);
}

#[test]
fn a_receipt_has_no_sender_and_marks_its_message() {
    let mut pair = Pair::at_inbox(Profile::Full, 3);
    let mut receipt = outgoing();
    receipt.letter.content = LetterContent::Receipt {
        text: "It was shown.".to_owned(),
        receipt: Receipt {
            recipient: EnvelopeAddress::parse("robin@example.org").unwrap(),
            message_id: None,
        },
    };
    let uid_validity: UidValidity = pair.server.uid_validity(USER, "INBOX").unwrap();
    let message = MessageRef {
        mailbox: MailboxName::inbox(),
        uid_validity,
        uid: uid(2),
    };
    let sent = Keyword::new("$MDNSent").unwrap();
    receipt.marks = vec![(message, Flag::Keyword(sent.clone()))];
    receipt.keeps_copy = false;
    send(&mut pair, receipt);
    pair.run_for(5_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::None));
    assert_eq!(count(&pair, 3), (1, 0));
    assert!(pair.said.contains("MAIL FROM:<> "));
    let (_, flags) = &pair.server.messages(USER, "INBOX")[1];
    assert!(flags.contains(&Flag::Keyword(sent)));
}

#[test]
fn what_the_service_refuses_for_good_is_told_and_can_be_sent_once_more() {
    for (verb, words, kind) in [
        ("MAIL", "553 5.7.1 Not yours", ProblemKind::SenderRefused),
        ("RCPT", "550 5.1.1 Nobody", ProblemKind::RecipientsRefused),
        ("DATA", "554 5.7.1 No", ProblemKind::MessageRefused),
        (".", "552 5.3.4 Too large", ProblemKind::TooLarge),
        ("AUTH", "535 5.7.8 No", ProblemKind::WrongCredentials),
    ] {
        let mut pair = Pair::at_inbox(Profile::Full, 1);
        pair.server.refuse_next(verb, words);
        send(&mut pair, outgoing());
        pair.run_for(3_600_000);
        let OutgoingState::Failed {
            problem,
            recipients,
        } = last(&pair)
        else {
            panic!("{verb}: {:?}", pair.page.outgoing);
        };
        assert_eq!((problem.kind, problem.words.as_str()), (kind, words));
        assert_eq!(recipients.len(), usize::from(verb == "RCPT"));
        // It was tried once: a refused password above all.
        assert_eq!(pair.submissions, 1, "{verb}");
        assert_eq!(count(&pair, 1), (0, 0));
        pair.act(LaterAction::Resend(ID));
        pair.run_for(5_000);
        assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
        assert_eq!(count(&pair, 1), (1, 1));
    }
}

#[test]
fn what_is_refused_for_now_is_tried_again_by_itself_and_not_at_once() {
    for (verb, words, wait) in [
        ("RCPT", "451 4.7.1 Greylisted, try again", 60_000),
        ("AUTH", "454 4.7.0 Later", 60_000),
        ("MAIL", "421 4.4.2 Idle for too long", 1_000),
    ] {
        let mut pair = Pair::at_inbox(Profile::Full, 1);
        pair.server.refuse_next(verb, words);
        send(&mut pair, outgoing());
        pair.run_for(900);
        let OutgoingState::Queued {
            retry_at: Some(at),
            problem: Some(problem),
            ..
        } = last(&pair).clone()
        else {
            panic!("{verb}: {:?}", pair.page.outgoing);
        };
        assert_eq!(problem.words, words);
        assert!(at.0 >= pair.now.0 - 900 + wait, "{verb}");
        pair.run_for(wait + 5_000);
        assert_eq!(pair.submissions, 2, "{verb}");
        assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
        assert_eq!(count(&pair, 1), (1, 1));
    }
}

#[test]
fn wherever_the_line_is_cut_nothing_is_sent_twice_and_nothing_in_silence() {
    let mut unknown = 0;
    for is_from_server in [false, true] {
        for octets in (1..1_500).step_by(13) {
            let mut pair = Pair::at_inbox(Profile::Full, 1);
            send(&mut pair, outgoing());
            match is_from_server {
                true => pair.cut_after = Some(octets),
                false => pair.cut_sending_after = Some(octets),
            }
            pair.run_for(120_000);
            let (arrived, kept) = count(&pair, 1);
            match last(&pair) {
                OutgoingState::Sent(SentCopy::Kept) => assert_eq!((arrived, kept), (1, 1)),
                OutgoingState::Unknown(_) => {
                    assert!(arrived <= 1 && kept == 0, "{octets}");
                    unknown += 1;
                }
                other => panic!("cut after {octets}: {other:?}"),
            }
        }
    }
    assert!(unknown > 0, "no cut came between a letter and its answer");
}

/// Sends a letter, and cuts the line when the lone dot is there and the answer is not.
fn send_and_cut(pair: &mut Pair, outgoing: Outgoing) {
    send(pair, outgoing);
    while !pair.said.ends_with("\r\n.\r\n") {
        pair.run_for(10);
    }
    pair.run_for(60);
    pair.cut_one(1);
}

#[test]
fn what_may_have_been_sent_is_sent_again_only_when_the_person_says_so() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let mut elsewhere = outgoing();
    elsewhere.letter.to = vec![address("ada@elsewhere.example")];
    send_and_cut(&mut pair, elsewhere);
    pair.run_for(3_600_000);
    assert!(matches!(last(&pair), OutgoingState::Unknown(_)));
    assert_eq!(pair.submissions, 1);
    pair.act(LaterAction::Resend(ID));
    pair.run_for(10_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(pair.submissions, 2);
    // Under one Message-ID, which servers and readers fold.
    let ids = pair.said.lines().filter(|l| l.starts_with("Message-ID"));
    let ids: std::collections::BTreeSet<_> = ids.collect();
    assert_eq!(ids.len(), 1);
}

#[test]
fn what_may_have_been_sent_is_known_to_be_where_it_is_found() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    send_and_cut(&mut pair, outgoing());
    pair.run_for(1_000);
    assert!(matches!(last(&pair), OutgoingState::Unknown(_)));
    pair.run_for(10_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!((pair.submissions, count(&pair, 1)), (1, (1, 1)));
}

#[test]
fn a_copy_that_is_refused_is_tried_again_and_the_letter_is_not() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("APPEND", "NO [OVERQUOTA] Full");
    send(&mut pair, outgoing());
    pair.run_for(5_000);
    let OutgoingState::Sent(SentCopy::Refused(problem)) = last(&pair) else {
        panic!("{:?}", pair.page.outgoing);
    };
    assert_eq!(problem.kind, ProblemKind::OverQuota);
    pair.run_for(120_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(pair.submissions, 1);
    assert_eq!(count(&pair, 1), (1, 1));
}

#[test]
fn without_a_network_a_letter_waits() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.is_down = true;
    pair.cut();
    send(&mut pair, outgoing());
    pair.run_for(30_000);
    assert!(matches!(last(&pair), OutgoingState::Queued { .. }));
    pair.is_down = false;
    pair.run_for(180_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(count(&pair, 1), (1, 1));
}

#[test]
fn a_letter_to_nobody_is_not_sent() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    for to in [
        vec![],
        vec![address("nobody")],
        vec![address("a@b\r\nDATA")],
    ] {
        let mut outgoing = outgoing();
        outgoing.letter.to = to;
        send(&mut pair, outgoing);
        assert!(matches!(last(&pair), OutgoingState::Failed { .. }));
    }
    assert_eq!(pair.submissions, 0);
}

#[test]
fn a_letter_that_waits_can_be_dropped() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    pair.server.refuse_next("RCPT", "451 4.7.1 Later");
    send(&mut pair, outgoing());
    pair.run_for(2_000);
    pair.act(LaterAction::DropOutgoing(ID));
    pair.run_for(600_000);
    assert_eq!(pair.submissions, 1);
    assert_eq!(count(&pair, 1), (0, 0));
}

const INVITATION: &str = "From: Olu <olu@demo.example>\r\nTo: robin@example.org\r\n\
Subject: Walk\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n\
BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:walk@demo.example\r\nSEQUENCE:2\r\n\
SUMMARY:Walk\r\nDTSTART:20261123T090000Z\r\nORGANIZER;CN=Olu:mailto:robin@demo.example\r\n\
ATTENDEE;CN=Robin:mailto:robin@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// The one invitation of the open message.
fn invitation(pair: &Pair) -> cards::Invitation {
    let view = pair.page.message.as_ref().unwrap();
    let found = view.cards.unpack();
    found.invitations.into_iter().next().unwrap()
}

#[test]
fn an_answer_to_an_invitation_is_read_by_the_organizer_as_one() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let invited = pair.deliver_raw("INBOX", INVITATION.as_bytes());
    pair.run_for(1_000);
    pair.go("INBOX", Some(invited));
    pair.run_for(1_000);
    let invitation_read = invitation(&pair);
    let attendee = invitation_read.attendees[0].address.clone();
    let calendar = cards::Answer {
        invitation: &invitation_read,
        attendee: &attendee,
        reply: cards::Reply::Accept,
        comment: "Gladly, and with boots; grüße.",
        now: laboratory::START,
    }
    .calendar();
    let mut answer = outgoing();
    answer.letter.from = attendee;
    answer.letter.content = LetterContent::Calendar {
        text: "Robin accepts.".to_owned(),
        calendar,
        method: "REPLY".to_owned(),
    };
    send(&mut pair, answer);
    pair.run_for(5_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    let (arrived, _) = pair.server.messages(USER, "INBOX").pop().unwrap();
    let raw = pair.server.message(USER, "INBOX", arrived).unwrap();
    let raw = String::from_utf8(raw).unwrap();
    assert!(raw.contains("Content-Type: multipart/alternative"), "{raw}");
    assert!(raw.contains("text/calendar; method=REPLY"), "{raw}");
    pair.go("INBOX", Some(arrived));
    pair.run_for(1_000);
    let reply = invitation(&pair);
    assert_eq!(reply.method, cards::Method::Reply);
    assert_eq!(
        (reply.uid.as_str(), reply.sequence),
        ("walk@demo.example", 2)
    );
    assert_eq!(reply.comment, "Gladly, and with boots; grüße.");
    let attendee = &reply.attendees[0];
    assert_eq!(attendee.address.address, "robin@example.org");
    assert_eq!(attendee.participation, cards::Participation::Accepted);
}

/// An account that has a mailbox for sent mail, with one message in it.
fn with_sent_mail(profile: Profile, sent: &str) -> Pair {
    let mut server = demo_server::Server::empty(profile);
    server.fill(USER, "INBOX", 3, laboratory::START);
    server.fill(USER, sent, 1, laboratory::START);
    let mut pair = Pair::with_server(server);
    pair.log_in("INBOX", None);
    pair.run_for(3_000);
    pair
}

#[test]
fn where_the_server_keeps_a_copy_itself_there_is_no_second() {
    for (profile, sent) in [
        (Profile::Gmail, "[Gmail]/Sent Mail"),
        (Profile::Office365, "Sent Items"),
    ] {
        let mut pair = with_sent_mail(profile, sent);
        send(&mut pair, outgoing());
        pair.run_for(1_000);
        assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Pending));
        assert_eq!(pair.server.messages(USER, sent).len(), 1, "{profile:?}");
        // The server puts it there a moment later.
        let (arrived, _) = pair.server.messages(USER, "INBOX").pop().unwrap();
        let message = pair.server.message(USER, "INBOX", arrived).unwrap();
        pair.deliver_raw(sent, &message);
        pair.run_for(60_000);
        assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
        assert_eq!(pair.server.messages(USER, sent).len(), 2, "{profile:?}");
    }
}

#[test]
fn where_the_server_keeps_no_copy_after_all_there_is_one_all_the_same() {
    let mut pair = with_sent_mail(Profile::Office365, "Sent Items");
    send(&mut pair, outgoing());
    pair.run_for(60_000);
    assert_eq!(*last(&pair), OutgoingState::Sent(SentCopy::Kept));
    assert_eq!(pair.server.messages(USER, "Sent Items").len(), 2);
}
