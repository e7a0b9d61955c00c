//! Odd mail of our own, beside the corpus: what a mail server tells of it is as odd.

use crate::corpus::Case;
use serde_json::{Value, json};

/// Messages by their names, with what is to be read out of each. Lines end here as
/// in no mail.
fn written() -> Vec<(&'static str, Vec<u8>, Value)> {
    let mail = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let encoded = |text: &str, charset: &str| {
        let encoding = encoding_rs::Encoding::for_label(charset.as_bytes());
        let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
        encoding.encode(&text.replace('\n', "\r\n")).0.into_owned()
    };
    vec![
        (
            "own-type-without-semicolon",
            mail(
                "From: Ada <ada@example.org>\nSubject: One\nContent-Type: text/html charset=utf-8\n\n<p>Words <b>in</b> bold.\n",
            ),
            json!({ "subject": "One", "from": "ada@example.org", "text_starts": "Words in bold.", "attachments": 0 }),
        ),
        (
            "own-boundary-without-semicolon",
            mail(
                "Subject: Two\nContent-Type: multipart/mixed boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nOne text.\n--b\nContent-Type: application/pdf; name=plan.pdf\n\nx\n--b--\n",
            ),
            json!({ "subject": "Two", "text_starts": "One text.", "attachment_names": ["plan.pdf"], "attachments": 1 }),
        ),
        (
            "own-charset-and-format-without-semicolon",
            encoded(
                "Subject: Three\nContent-Type: text/plain; charset=koi8-r format=flowed\n\nДобрый день, это договор.\n",
                "koi8-r",
            ),
            json!({ "subject": "Three", "text_starts": "Добрый день, это договор." }),
        ),
        (
            "own-greek-without-charset",
            encoded(
                "Subject: Καλημέρα σας\n\nΚαλημέρα, σας στέλνω το συμβόλαιο που συζητήσαμε χθες.\n",
                "windows-1253",
            ),
            json!({ "subject": "Καλημέρα σας", "text_starts": "Καλημέρα, σας στέλνω" }),
        ),
        (
            "own-hebrew-without-charset",
            encoded(
                "Subject: Hebrew\n\nשלום רב, מצורף החוזה שעליו דיברנו אתמול בערב.\n",
                "windows-1255",
            ),
            json!({ "text_starts": "שלום רב, מצורף" }),
        ),
        (
            "own-enriched",
            mail(
                "Subject: Rich\nContent-Type: text/enriched; charset=us-ascii\n\n<bold>Now</bold> is\nthe <italic>time</italic>.\n",
            ),
            json!({ "text_starts": "Now is the time." }),
        ),
        (
            "own-html-beside-files-of-the-text",
            mail(
                "Subject: Inline\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>See <img src=\"cid:a@b\"> there.\n--b\nContent-Type: image/gif; name=a.gif\nContent-ID: <a@b>\nContent-Disposition: inline; filename=a.gif\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACwAAAAAAQABAAA=\n--b--\n",
            ),
            json!({ "text_starts": "See there." }),
        ),
        (
            "own-forwarded-in-base64",
            mail(
                "Subject: Wrapped\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogSW5uZXINCg0KV2l0aGluLg0K\n--b--\n",
            ),
            json!({ "subject": "Wrapped", "text_starts": "See below.", "attachments": 1 }),
        ),
        (
            "own-names-in-raw-octets",
            encoded(
                "Subject: Файлы\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=windows-1251\n\nВот договор.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"Договор на оплату.pdf\"\n\nx\n--b--\n",
                "windows-1251",
            ),
            json!({ "subject": "Файлы", "text_starts": "Вот договор.", "attachment_names": ["Договор на оплату.pdf"] }),
        ),
        (
            "own-names-in-pieces-out-of-order",
            mail(
                "Subject: Pieces\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText.\n--b\nContent-Disposition: attachment;\n filename*1*=%C3%9Fe.txt;\n filename*0*=utf-8''Gr%C3%BC\n\nx\n--b--\n",
            ),
            json!({ "attachment_names": ["Grüße.txt"], "attachments": 1 }),
        ),
        (
            "own-calendar-and-nothing-else",
            mail(
                "Subject: Meet\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nWe meet.\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n",
            ),
            json!({ "text_starts": "We meet.", "subject": "Meet" }),
        ),
        (
            "own-text-cut-within-its-encoding",
            mail(
                "Subject: Cut\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nR3LDvMOfZSBhdXMgS8O2bG4gdW5kIHM",
            ),
            json!({ "text_starts": "Grüße aus Köln" }),
        ),
        (
            "own-sender-by-group-and-comment",
            encoded(
                "From: =?utf-8?B?SsO2cmc=?= (Office) <joerg@example.org>\nSubject: =?utf-8?Q?Gr=C3=BC?=\n =?utf-8?Q?=C3=9Fe?=\n\nText.\n",
                "utf-8",
            ),
            json!({ "from": "joerg@example.org", "from_name": "Jörg", "subject": "Grüße" }),
        ),
    ]
}

/// All of them, as a corpus has its cases.
pub fn cases() -> Vec<Case> {
    let cases = written().into_iter().map(|(id, message, facts)| Case {
        id: id.to_owned(),
        content: message.clone(),
        message,
        manifest: json!({ "id": id, "expect": { "self": facts } }),
    });
    cases.collect()
}
