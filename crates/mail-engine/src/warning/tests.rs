use super::*;
use mime_message::{BuiltInCharsets, list_fields, parse_header};

/// What is warned of in the header, for the user `ada@harbour.example`.
fn found(header: &str) -> Vec<Warning> {
    let header = header.replace('\n', "\r\n");
    let fields = list_fields(header.as_bytes(), 500, 65_536, &BuiltInCharsets);
    let parsed = parse_header(header.as_bytes(), &BuiltInCharsets);
    warnings(&fields, &parsed, "ada@harbour.example")
}

#[test]
fn ordinary_mail_gives_no_warning() {
    for header in [
        "From: Mina <mina@example.org>\nReply-To: mina@mail.example.org\nSubject: שלום\u{200F}!",
        "From: \"Smith, Al\" <al@example.org>\nSubject: Re: Meet @ 5, room 2.30?",
        "From: Ada <ada@harbour.example>",
        "From: ada@example.org via Ships <ships@lists.test>\nList-Id: <ships.lists.test>\nReply-To: ada@example.org",
        "From: Shop <news@shop.test>\nReply-To: care@shop-service.test\nList-Unsubscribe: <mailto:x@shop.test>",
        "From: a@x.test, b@x.test",
        "From: a@x.test, b@y.test\nSender: a@x.test",
        "From: Jo (jo@example.org) <jo@example.org>",
        "From: undisclosed\nReply-To: x@example.org",
        "",
    ] {
        assert_eq!(found(header), [], "{header}");
    }
}

#[test]
fn a_name_that_holds_another_address_is_told() {
    for name in [
        "service@bank.test",
        "\"Bank <service@bank.test>\"",
        "=?utf-8?Q?Bank_=28service=40bank.test=29?=",
    ] {
        let warning = Warning::NameClaims {
            claimed: "service@bank.test".to_owned(),
            actual: "x@evil.test".to_owned(),
        };
        assert_eq!(
            found(&format!("From: {name} <x@evil.test>")),
            [warning],
            "{name}"
        );
    }
}

#[test]
fn answers_that_go_to_another_domain_are_told() {
    let header = "From: The Boss <boss@harbour.example>\nReply-To: boss@freemail.test";
    let address = "boss@freemail.test".to_owned();
    assert_eq!(found(header), [Warning::ReplyElsewhere { address }]);
}

#[test]
fn a_sender_who_looks_like_a_colleague_is_told() {
    let warning = Warning::LookAlike {
        domain: "harb0ur.example".to_owned(),
        like: Some("harbour.example".to_owned()),
    };
    assert_eq!(found("From: Boss <boss@harb0ur.example>"), [warning]);
}

#[test]
fn authors_of_several_domains_without_a_sender_are_told() {
    for header in ["From: a@x.test, b@y.test", "From: a@x.test\nFrom: b@y.test"] {
        assert_eq!(found(header), [Warning::SeveralAuthors], "{header}");
    }
}

#[test]
fn what_is_hidden_in_names_and_subjects_is_told() {
    for header in [
        "Subject: invoice \u{202E}fdp.exe",
        "Subject: =?utf-8?Q?a=0D=0ABcc:_b?=",
        "From: =?utf-8?B?4oCuZWtpbQ==?= <m@example.org>",
    ] {
        assert_eq!(found(header), [Warning::HiddenCharacters], "{header}");
    }
    assert_eq!(found("X-Other: \u{202E}x"), []);
}
