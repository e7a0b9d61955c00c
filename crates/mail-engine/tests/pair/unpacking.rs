//! Parts that hold texts and files in a form of their own, opened.

use crate::reading::{opened, text, view};
use laboratory::{Pair, Saved};
use mail_engine::{AttachmentId, Body, DownloadId, LaterAction, Protection};

/// A `winmail.dat` with a text and plan.pdf.
const TNEF: &str = "eJ8+IgEAAQyAAgARAAAAT3V0bG9vaydzIHdvcmRzLgAAAAICkAYADgAAAAAAAAAAAAAAAAAAAAAAAAACEIABAAkAAABwbGFuLnBkZgAAAAIPgAYACAAAACVQREYtMS40AAA=";
/// A message with a text and p.png, as it is and signed.
const MESSAGE: &str = "U3ViamVjdDogaW4NCkNvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1jDQoNCi0tYw0KDQpXcmFwcGVkIHdvcmRzLg0KLS1jDQpDb250ZW50LVR5cGU6IGltYWdlL3BuZzsgbmFtZT1wLnBuZw0KDQpQTkcNCi0tYy0tDQo=";
const SIGNED: &str = "MIIAuAYJKoZIhvcNAQcCoIIAqTCCAKUCAQExADCCAJwGCSqGSIb3DQEHAaCCAI0EggCJU3ViamVjdDogaW4NCkNvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1jDQoNCi0tYw0KDQpXcmFwcGVkIHdvcmRzLg0KLS1jDQpDb250ZW50LVR5cGU6IGltYWdlL3BuZzsgbmFtZT1wLnBuZw0KDQpQTkcNCi0tYy0tDQo=";
/// What only a key opens.
const ENCRYPTED: &str = "MA0GCSqGSIb3DQEHA6AA";

fn base64(media_type: &str, body: &str) -> String {
    format!("Content-Type: {media_type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n")
}

fn message(rest: &str) -> Pair {
    opened(&format!(
        "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n{rest}"
    ))
}

/// The names of what is listed, those within others in brackets.
fn listed(pair: &Pair) -> Vec<String> {
    let attachments = view(pair).attachments.iter();
    attachments
        .map(|a| match a.id.inner {
            Some(_) => format!("({})", a.file_name),
            None => a.file_name.clone(),
        })
        .collect()
}

/// Saves the only file within another part.
fn saved(pair: &mut Pair) -> Saved {
    let ids = view(pair).attachments.iter().map(|a| a.id.clone());
    let inner: Vec<AttachmentId> = ids.filter(|id| id.inner.is_some()).collect();
    pair.act(LaterAction::Download {
        download: DownloadId(1),
        message: view(pair).message.clone(),
        source: inner[0].clone().into(),
    });
    pair.run_for(1000);
    pair.page.downloads.remove(&DownloadId(1)).unwrap()
}

fn is_file(saved: &Saved, name: &str, content: &[u8]) -> bool {
    matches!(saved, Saved::File { file_name, bytes, .. } if file_name == name && bytes == content)
}

#[test]
fn what_outlook_packed_is_listed_in_its_place_and_saved() {
    let mut pair = message(&base64("application/ms-tnef; name=winmail.dat", TNEF));
    assert_eq!(text(&view(&pair).body), "Outlook's words.");
    assert_eq!(listed(&pair), ["(plan.pdf)"]);
    let saved = saved(&mut pair);
    assert!(is_file(&saved, "plan.pdf", b"%PDF-1.4"), "{saved:?}");
}

#[test]
fn a_text_beside_what_outlook_packed_is_the_text() {
    let tnef = base64("application/octet-stream; name=WINMAIL.DAT", TNEF);
    let pair = message(&format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe words.\r\n--b\r\n{tnef}--b--\r\n"
    ));
    assert_eq!(text(&view(&pair).body).trim(), "The words.");
    assert_eq!(listed(&pair), ["(plan.pdf)"]);
}

#[test]
fn what_cannot_be_opened_is_a_file_as_ever() {
    let pair = message(&base64(
        "application/ms-tnef; name=winmail.dat",
        "bm8gVE5FRg==",
    ));
    assert_eq!(view(&pair).body, Body::Empty);
    assert_eq!(listed(&pair), ["winmail.dat"]);
}

#[test]
fn files_within_a_text_are_taken_out_of_it() {
    let mut pair = message("\r\nBefore.\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nAfter.\r\n");
    assert_eq!(text(&view(&pair).body), "Before.\nAfter.\n");
    assert_eq!(listed(&pair), ["(cat.txt)"]);
    let saved = saved(&mut pair);
    assert!(is_file(&saved, "cat.txt", b"Cat"), "{saved:?}");
}

#[test]
fn a_message_that_is_nothing_but_a_wrapped_one_shows_that() {
    for (media_type, body, protection) in [
        ("message/rfc822", MESSAGE, None),
        (
            "application/pkcs7-mime; name=smime.p7m",
            SIGNED,
            Some(Protection::SmimeSigned),
        ),
    ] {
        let mut pair = message(&base64(media_type, body));
        assert_eq!(text(&view(&pair).body).trim(), "Wrapped words.");
        assert_eq!(listed(&pair)[1..], ["(p.png)"]);
        assert_eq!(view(&pair).protection, protection);
        let saved = saved(&mut pair);
        assert!(is_file(&saved, "p.png", b"PNG"), "{saved:?}");
    }
}

#[test]
fn what_is_signed_or_encrypted_is_known() {
    let parts = |media_type: &str| {
        format!("--b\r\n\r\nwords\r\n--b\r\nContent-Type: {media_type}\r\n\r\nx\r\n--b--\r\n")
    };
    let multipart = |kind: &str, protocol: &str| {
        let parts = parts(protocol);
        format!(
            "Content-Type: multipart/{kind}; protocol=\"{protocol}\"; boundary=b\r\n\r\n{parts}"
        )
    };
    for (rest, protection) in [
        (
            multipart("signed", "application/pgp-signature"),
            Some(Protection::PgpSigned),
        ),
        (
            multipart("signed", "application/pkcs7-signature"),
            Some(Protection::SmimeSigned),
        ),
        (
            multipart("encrypted", "application/pgp-encrypted"),
            Some(Protection::PgpEncrypted),
        ),
        (
            base64("application/pkcs7-mime", ENCRYPTED),
            Some(Protection::SmimeEncrypted),
        ),
        (
            "\r\n-----BEGIN PGP MESSAGE-----\r\n".to_owned(),
            Some(Protection::PgpEncrypted),
        ),
        ("\r\n> -----BEGIN PGP MESSAGE-----\r\n".to_owned(), None),
        (multipart("mixed", "text/plain"), None),
    ] {
        let pair = message(&rest);
        assert_eq!(view(&pair).protection, protection, "{rest}");
    }
}
