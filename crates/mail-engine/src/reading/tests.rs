use super::*;
use core::num::NonZeroU32;
use imap_client::FetchedRow;
use mail_model::{Flags, MailboxName, UidValidity};
use mime_message::BuiltInCharsets;

const WHOLE: &[u8] = b"From: a@example.org\r\nSubject: odd\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nThe words.\r\n\
    --b\r\nContent-Type: application/pdf; name=a.pdf\r\n\
    Content-Disposition: attachment\r\n\r\n%PDF\r\n--b--\r\n";

fn reading(structure: Option<BodyStructure>, size: u64) -> Reading {
    with_header(structure, size, "")
}

fn with_header(structure: Option<BodyStructure>, size: u64, header: &str) -> Reading {
    let uid = Uid::new(4).unwrap();
    let fetched = FetchedRow {
        uid,
        flags: Flags::default(),
        received: None,
        size: Some(size),
        structure,
        header: Some(header.as_bytes().to_vec()),
        preview: None,
        email_id: None,
    };
    let mut reading = Reading::new(uid);
    reading.message = Some(MessageRef {
        mailbox: MailboxName::inbox(),
        uid_validity: UidValidity(NonZeroU32::MIN),
        uid,
    });
    reading.open(Row::read(fetched, &BuiltInCharsets), &BuiltInCharsets);
    reading
}

fn shown(reading: &mut Reading) -> MessageView {
    reading.view(Flags::default(), &BuiltInCharsets).unwrap()
}

#[test]
fn a_message_whose_structure_the_server_cannot_tell_is_fetched_whole_and_parsed_here() {
    let empty = BodyStructure::Multipart {
        path: PartPath::default(),
        subtype: "mixed".to_owned(),
        parameters: Vec::new(),
        content_location: None,
        children: Vec::new(),
    };
    for structure in [None, Some(empty)] {
        let mut reading = reading(structure, WHOLE.len() as u64);
        assert_eq!(
            reading.wanted(),
            [(Content::Whole, Some(WHOLE.len() as u64))]
        );
        assert_eq!(shown(&mut reading).body, Body::Loading);
        reading.receive(Content::Whole, WHOLE.into(), &BuiltInCharsets);
        assert_eq!(reading.wanted(), []);
        let view = shown(&mut reading);
        let Body::Text(spans) = view.body else {
            panic!("{:?}", view.body);
        };
        assert_eq!(spans[0].text.trim(), "The words.");
        assert_eq!(view.attachments[0].file_name, "a.pdf");
        let path = view.attachments[0].id.part.clone();
        assert_eq!(reading.leaf_bytes(&path).as_deref(), Some(&b"%PDF"[..]));
    }
}

fn text(size: u64, name: &str) -> Part {
    let name = mail_model::Parameter {
        name: "name".to_owned(),
        value: name.as_bytes().to_vec(),
    };
    Part {
        path: PartPath(vec![1]),
        media_type: "text/plain".to_owned(),
        transfer_encoding: "7bit".to_owned(),
        parameters: vec![name],
        size,
        ..Part::default()
    }
}

#[test]
fn a_structure_that_has_lost_something_is_not_believed() {
    let leaf = |size, name| BodyStructure::Leaf(text(size, name));
    let multipart = |size| BodyStructure::Multipart {
        path: PartPath::default(),
        subtype: "mixed".to_owned(),
        parameters: Vec::new(),
        content_location: None,
        children: vec![leaf(size, "a.txt")],
    };
    let plain = "Content-Type: text/plain\r\n";
    let mixed = "CONTENT-TYPE : Multipart/mixed; boundary=b\r\n";
    for (structure, size, header, is_whole) in [
        (leaf(100, "a.txt"), 500, plain, false),
        (leaf(100, "what?.txt"), 500, plain, false),
        (leaf(100, "=?utf-8?Q??="), 500, plain, false),
        (leaf(100, "???.txt"), 500, plain, true),
        (leaf(100, "a.txt"), 500, mixed, true),
        (multipart(100), 500, mixed, false),
        (multipart(2), 500, mixed, true),
        (multipart(100), 30_000, mixed, false),
        (multipart(100), 100_000, mixed, true),
        (multipart(60_000), 100_000, mixed, false),
        (multipart(100), 100_000_000, mixed, false),
    ] {
        let wanted = with_header(Some(structure), size, header).wanted();
        let first = wanted
            .first()
            .map(|(content, _)| content == &Content::Whole);
        assert_eq!(first, Some(is_whole), "{size} {header}");
    }
}

#[test]
fn a_doubted_structure_is_believed_where_the_message_cannot_be_had_whole() {
    let doubted = Some(BodyStructure::Leaf(text(10, "???.txt")));
    let mut reading = reading(doubted, 500);
    assert_eq!(reading.wanted(), [(Content::Whole, Some(500))]);
    let problem = Problem::with_words(ProblemKind::ServerRefused, "on strike");
    reading.miss(Content::Whole, problem, &BuiltInCharsets);
    assert_eq!(
        reading.wanted(),
        [(leaf(1), Some(10)), (Content::Header, None)]
    );
    reading.receive(leaf(1), b"The words."[..].into(), &BuiltInCharsets);
    let view = shown(&mut reading);
    assert!(matches!(view.body, Body::Text(_)));
    let said = Problem::with_words(ProblemKind::ReadByStructure, "on strike");
    assert_eq!(view.problems, [said]);
    assert!(reading.said(&BuiltInCharsets).is_ok(), "it can be quoted");
    reading.retry();
    assert_eq!(reading.wanted()[0].0, Content::Whole);
}

#[test]
fn a_message_without_structure_that_is_too_large_is_said_to_be() {
    let size = LARGEST_WHOLE + 1;
    assert!(is_too_large(&Content::Whole, Some(size)));
    let view = shown(&mut reading(None, size));
    assert_eq!(
        view.body,
        Body::Failed(Problem::new(ProblemKind::LimitExceeded))
    );
}

#[test]
fn a_body_that_cannot_be_had_says_why() {
    let part = Part {
        path: PartPath(vec![1]),
        media_type: "text/plain".to_owned(),
        transfer_encoding: "7bit".to_owned(),
        size: 10,
        ..Part::default()
    };
    let mut reading = reading(Some(BodyStructure::Leaf(part)), 100);
    let (content, _) = reading.wanted().remove(0);
    let problem = Problem::with_words(ProblemKind::ServerRefused, "on strike");
    reading.miss(content.clone(), problem.clone(), &BuiltInCharsets);
    assert_eq!(shown(&mut reading).body, Body::Failed(problem));
    reading.retry();
    assert_eq!(reading.wanted()[0].0, content);
}

#[test]
fn sizes_that_no_message_has_are_no_reason_to_fall_over() {
    let mut leaf = Part {
        path: PartPath(vec![1]),
        media_type: "text/html".to_owned(),
        size: u64::MAX,
        ..Part::default()
    };
    let html = BodyStructure::Leaf(leaf.clone());
    leaf.path = PartPath(vec![2]);
    leaf.media_type = "image/png".to_owned();
    leaf.content_id = Some("x".to_owned());
    let structure = BodyStructure::Multipart {
        path: PartPath::default(),
        subtype: "related".to_owned(),
        parameters: Vec::new(),
        content_location: None,
        children: vec![html, BodyStructure::Leaf(leaf.clone()), {
            leaf.path = PartPath(vec![3]);
            BodyStructure::Leaf(leaf)
        }],
    };
    let reading = reading(Some(structure), u64::MAX);
    let mut wanted = reading.wanted();
    assert_eq!(wanted.pop(), Some((Content::Header, None)));
    assert_eq!(wanted.len(), 1);
    assert!(is_too_large(&wanted[0].0, wanted[0].1));
}

#[test]
fn a_body_does_not_wait_for_the_header_and_the_header_not_for_the_body() {
    let part = Part {
        path: PartPath(vec![1]),
        media_type: "text/plain".to_owned(),
        transfer_encoding: "7bit".to_owned(),
        size: 10,
        ..Part::default()
    };
    let leaf = Content::Leaf(part.path.clone());
    let head: &[u8] = b"Subject: x\r\nX-Mailer: y\r\n\r\n";
    for is_head_first in [true, false] {
        let mut reading = reading(Some(BodyStructure::Leaf(part.clone())), 100);
        assert_eq!(
            reading.wanted(),
            [(leaf.clone(), Some(10)), (Content::Header, None)]
        );
        let body: Arc<[u8]> = b"The words."[..].into();
        if is_head_first {
            assert!(!reading.receive(Content::Header, head.into(), &BuiltInCharsets));
            assert!(reading.receive(leaf.clone(), body, &BuiltInCharsets));
        } else {
            assert!(reading.receive(leaf.clone(), body, &BuiltInCharsets));
            assert!(matches!(shown(&mut reading).body, Body::Text(_)));
            assert!(!reading.receive(Content::Header, head.into(), &BuiltInCharsets));
        }
        assert!(matches!(shown(&mut reading).body, Body::Text(_)));
        assert_eq!(shown(&mut reading).header, []);
        let mut last = 4;
        let (number, job) = reading
            .take_jobs(&mut last, "ada", &BuiltInCharsets)
            .remove(0);
        assert_eq!((number, last), (5, 5));
        reading.made(number, Ok(job.perform(&BuiltInCharsets)));
        assert_eq!(shown(&mut reading).header.len(), 2);
        assert_eq!(reading.wanted(), []);
    }
}

#[test]
fn a_header_that_cannot_be_had_is_no_problem_of_the_body() {
    let mut reading = reading(None, WHOLE.len() as u64);
    reading.receive(Content::Whole, WHOLE.into(), &BuiltInCharsets);
    let mut last = 0;
    assert_eq!(shown(&mut reading).problems, []);
    let (number, _) = reading.take_jobs(&mut last, "", &BuiltInCharsets).remove(0);
    reading.made(number, Err(Problem::new(ProblemKind::Internal)));
    let view = shown(&mut reading);
    assert_eq!((view.problems, view.header), (Vec::new(), Vec::new()));
    assert!(matches!(view.body, Body::Text(_)));
}

const INVITATION: &[u8] = b"From: a@example.org\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nCome along.\r\n\
    --b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n\
    BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Walk\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n--b\r\n\
    Content-Type: application/octet-stream; name=Ada.VCF\r\n\r\n\
    BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n--b--\r\n";

fn leaf(place: u32) -> Content {
    Content::Leaf(PartPath(vec![place]))
}

#[test]
fn a_body_does_not_wait_for_its_invitations() {
    let message = mime_message::parse_message(INVITATION, &BuiltInCharsets);
    let bytes = |place: usize| -> Arc<[u8]> { message.bodies[place].1.clone().into() };
    for is_card_first in [true, false] {
        let mut reading = reading(Some(message.structure.clone()), 900);
        let wanted = reading.wanted().into_iter().map(|(content, _)| content);
        let wanted: Vec<_> = wanted.collect();
        assert_eq!(wanted, [leaf(1), leaf(2), leaf(3), Content::Header]);
        reading.receive(Content::Header, INVITATION.into(), &BuiltInCharsets);
        reading.take_jobs(&mut 0, "", &BuiltInCharsets);
        if is_card_first {
            reading.receive(leaf(2), bytes(1), &BuiltInCharsets);
            assert_eq!(shown(&mut reading).body, Body::Loading);
        }
        reading.receive(leaf(1), bytes(0), &BuiltInCharsets);
        assert!(matches!(shown(&mut reading).body, Body::Text(_)));
        if !is_card_first {
            reading.receive(leaf(2), bytes(1), &BuiltInCharsets);
        }
        let mut last = 7;
        assert!(
            reading
                .take_jobs(&mut last, "", &BuiltInCharsets)
                .is_empty()
        );
        // One of two files cannot be had: the other is read all the same.
        let gone = Problem::new(ProblemKind::MessageGone);
        reading.miss(leaf(3), gone, &BuiltInCharsets);
        let mut jobs = reading.take_jobs(&mut last, "", &BuiltInCharsets);
        let (number, job) = jobs.remove(0);
        assert!(shown(&mut reading).cards.is_empty());
        reading.made(number, Ok(job.perform(&BuiltInCharsets)));
        assert!(reading.has_changed);
        let found = shown(&mut reading).cards.unpack();
        assert_eq!(found.invitations[0].summary, "Walk");
        assert!(found.contacts.is_empty());
        assert!(
            reading
                .take_jobs(&mut last, "", &BuiltInCharsets)
                .is_empty()
        );
    }
}

#[test]
fn what_cards_tell_is_not_shown_as_a_text_too() {
    let raw = b"MIME-Version: 1.0\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:Walk\r\nEND:VEVENT\r\n";
    let message = mime_message::parse_message(raw, &BuiltInCharsets);
    let mut reading = reading(Some(message.structure), 90);
    reading.receive(Content::Header, raw[..].into(), &BuiltInCharsets);
    reading.take_jobs(&mut 0, "", &BuiltInCharsets);
    reading.receive(
        leaf(1),
        message.bodies[0].1.clone().into(),
        &BuiltInCharsets,
    );
    assert!(matches!(shown(&mut reading).body, Body::Text(_)));
    let (number, job) = reading.take_jobs(&mut 1, "", &BuiltInCharsets).remove(0);
    reading.made(number, Ok(job.perform(&BuiltInCharsets)));
    assert_eq!(shown(&mut reading).body, Body::Empty);
    assert_eq!(shown(&mut reading).attachments.len(), 1, "it can be saved");
}

#[test]
fn calendar_files_that_are_too_large_are_attachments_and_no_more() {
    let message = mime_message::parse_message(INVITATION, &BuiltInCharsets);
    let mut structure = message.structure;
    if let BodyStructure::Multipart { children, .. } = &mut structure
        && let Some(BodyStructure::Leaf(part)) = children.get_mut(1)
    {
        part.size = 2 * 1024 * 1024;
    }
    let reading = reading(Some(structure), 900);
    let wanted: Vec<_> = reading.wanted().into_iter().map(|(of, _)| of).collect();
    assert_eq!(wanted, [leaf(1), Content::Header]);
}
