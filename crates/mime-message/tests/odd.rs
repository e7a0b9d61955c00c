//! Odd mail as it arrives in mailboxes, each with what its sender meant.
#![expect(clippy::unwrap_used, reason = "a test's panic is its report")]

mod encoding;

use encoding::EncodingTables;
use mime_message::{decode_text, fallback_name, file_name, parse_message, plan_reading};

/// What a person sees of a message.
#[derive(Debug, PartialEq)]
struct Seen {
    subject: String,
    from: String,
    words: String,
    files: Vec<String>,
}

fn seen(bytes: &[u8]) -> Seen {
    let message = parse_message(bytes, &EncodingTables);
    let plan = plan_reading(&message.structure, &EncodingTables);
    let shown = plan
        .html
        .iter()
        .chain(plan.text.iter().filter(|_| plan.html.is_none()));
    let words: String = shown
        .chain(&plan.more_text)
        .map(|path| {
            let part = message.structure.part(path).unwrap();
            decode_text(part, message.body(path).unwrap(), &EncodingTables).value
        })
        .collect();
    let from = message.header.from.iter();
    let from: Vec<String> = from
        .map(|one| format!("{} <{}>", one.name, one.address))
        .collect();
    let files = plan.attachments.iter().enumerate().map(|(number, path)| {
        let part = message.structure.part(path).unwrap();
        file_name(part, &EncodingTables)
            .unwrap_or_else(|| fallback_name(&part.media_type, number + 1))
    });
    Seen {
        subject: message.header.subject.clone(),
        from: from.join(", "),
        words: words.trim().to_owned(),
        files: files.collect(),
    }
}

fn encoded(text: &str, charset: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    encoding.encode(text).0.into_owned()
}

/// Lines as they travel.
fn mail(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

#[track_caller]
fn words(expected: &str, bytes: &[u8]) {
    assert_eq!(seen(bytes).words, expected);
}

#[track_caller]
fn files(expected: &[&str], bytes: &[u8]) {
    assert_eq!(seen(bytes).files, expected);
}

#[test]
fn a_type_whose_parameters_lack_their_semicolon_is_that_type() {
    let message = parse_message(
        &mail("Content-Type: text/html charset=utf-8\n\n<p>Hello"),
        &EncodingTables,
    );
    assert_eq!(message.structure.leaves()[0].media_type, "text/html");
    words(
        "Grüße",
        &encoded(
            "Content-Type: text/plain charset=iso-8859-2 format=flowed\n\nGrüße",
            "iso-8859-2",
        ),
    );
    words(
        "Здравствуйте",
        &encoded(
            "Content-Type: text/plain; charset=koi8-r format=flowed\n\nЗдравствуйте",
            "koi8-r",
        ),
    );
    words(
        "One",
        &mail("Content-Type: multipart/mixed boundary=\"b\"\n\n--b\n\nOne\n--b--\n"),
    );
    words(
        "One",
        &mail("Content-Type: multipart/mixed boundary=b\n\n--b\n\nOne\n--b--\n"),
    );
}

#[test]
fn a_charset_of_a_mailer_that_encodes_too_much_is_known() {
    for label in [
        "3Dkoi8-r",
        "\"3D\"koi8-r\"\"",
        "=3Dkoi8-r",
        "charset=koi8-r",
        "'koi8-r'",
        "koi8-r;",
        "koi8-r (Russian)",
    ] {
        words(
            "Здравствуйте",
            &encoded(
                &format!("Content-Type: text/plain; charset={label}\n\nЗдравствуйте"),
                "koi8-r",
            ),
        );
    }
}

#[test]
fn base64_is_read_however_it_was_cut() {
    let base64 = |body: &str| mail(&format!("Content-Transfer-Encoding: base64\n\n{body}"));
    for body in [
        "SGVsbG8gd29ybGQ=",
        "SGVsbG8gd29ybGQ",
        "SGVs\n\nbG8g\n  d29ybGQ=\n",
        "SGVsbG8g\nd29y\nbGQ=\n-- \n",
        "SGVsbG8=\nIHdvcmxk\n",
        "SGVsbG8gd29ybGQ=\n\n_______________________________________________\nlist mailing list\n",
    ] {
        assert!(
            seen(&base64(body)).words.starts_with("Hello world"),
            "{body}: {:?}",
            seen(&base64(body))
        );
    }
    words(
        "Hello",
        &mail("Content-Transfer-Encoding:\n base64\n\nSGVsbG8="),
    );
    words(
        "Hello",
        &mail("content-transfer-encoding: BASE64 (yes)\n\nSGVsbG8="),
    );
}

#[test]
fn quoted_printable_is_read_however_it_was_written() {
    let printable = |body: &str| {
        mail(&format!(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{body}"
        ))
    };
    for (body, expected) in [
        ("Gr=c3=bc=c3=9fe", "Grüße"),
        ("Gr=C3=\n=BC=C3=9Fe", "Grüße"),
        ("one=  \ntwo", "onetwo"),
        ("a =3D b", "a = b"),
        ("price = 5 =E2=82=AC", "price = 5 €"),
        ("last=", "last"),
        ("=GG stays", "=GG stays"),
    ] {
        words(expected, &printable(body));
    }
}

#[test]
fn names_of_files_are_read_in_every_form() {
    let file = |fields: &str| {
        mail(&format!(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b\n{fields}\n\nx\n--b--\n"
        ))
    };
    for (fields, name) in [
        (
            "Content-Disposition: attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt",
            "Grüße.txt",
        ),
        (
            "Content-Disposition: attachment; filename=\"?.txt\"; filename*=iso-8859-1'de'Gr%FC%DFe.txt",
            "Grüße.txt",
        ),
        (
            "Content-Disposition: attachment;\n filename*1*=%C3%9Fe.txt;\n filename*0*=utf-8''Gr%C3%BC",
            "Grüße.txt",
        ),
        (
            "Content-Disposition: attachment; filename*0=\"a very long \"; filename*1=\"name.txt\"",
            "a very long name.txt",
        ),
        (
            "Content-Disposition: attachment; filename=\"=?utf-8?B?R3LDvMOf?= =?utf-8?B?ZS50eHQ=?=\"",
            "Grüße.txt",
        ),
        (
            "Content-Disposition: attachment; filename==?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?=",
            "Grüße.txt",
        ),
        (
            "Content-Disposition: attachment; filename=plan of the house.pdf",
            "plan of the house.pdf",
        ),
        (
            "Content-Disposition: attachment; filename=\"a \\\"b\\\".txt\"",
            "a \"b\".txt",
        ),
        (
            "Content-Disposition: attachment; FileName = \"a.txt\"",
            "a.txt",
        ),
        (
            "Content-Disposition: attachment\nContent-Type: text/plain; name=\"a.txt\"",
            "a.txt",
        ),
        (
            "Content-Disposition: attachment; filename=\"C:\\\\docs\\\\a.txt\"",
            "C:_docs_a.txt",
        ),
        (
            "Content-Disposition: attachment; filename=\"../../a.txt\"",
            "_.._a.txt",
        ),
        (
            "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"\"",
            "attachment-1.pdf",
        ),
        ("Content-Type: image/jpeg", "attachment-1.jpg"),
        (
            "Content-Type: application/pdf; name*=utf-8''a%20b.pdf; charset=\"x\"",
            "a b.pdf",
        ),
        (
            "Content-Type: application/pdf;\n\tname=\"=?koi8-r?Q?=C4=CF=C7=CF=D7=CF=D2.pdf?=\"",
            "договор.pdf",
        ),
    ] {
        files(&[name], &file(fields));
    }
    let raw = |charset: &str| {
        encoded(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b\nContent-Disposition: attachment; filename=\"Договор на оплату.pdf\"\n\nx\n--b--\n",
            charset,
        )
    };
    for charset in ["utf-8", "windows-1251", "koi8-r"] {
        files(&["Договор на оплату.pdf"], &raw(charset));
    }
}

#[test]
fn subjects_are_read_in_every_form() {
    let subject = |field: &str| seen(&mail(&format!("Subject: {field}\n\nx"))).subject;
    for (field, expected) in [
        ("=?utf-8?Q?Gr=C3=BC?=\n =?utf-8?Q?=C3=9Fe?=", "Grüße"),
        (
            "=?utf-8?Q?Gr=C3=BC?=\n\t=?iso-8859-1?Q?=DFe?= an alle",
            "Grüße an alle",
        ),
        ("=?utf-8?Q?Gr=C3=BC\n =C3=9Fe?=", "Grü ße"),
        ("Re: =?iso-2022-jp?B?GyRCPEFMZBsoQg==?=", "Re: 質問"),
        ("=?iso-2022-jp?B?GyRCPEFMZA==?=", "質問"),
        ("=?UTF-8?B?8J+Rjw==?= bravo", "👏 bravo"),
        ("=?utf8?q?a_b?=", "a b"),
        ("=?utf-8?q?=?=", "="),
        ("a\u{0}b", "ab"),
        ("=?cp1251?Q?=C4=EE=E3=EE=E2=EE=F0?=", "Договор"),
        ("=?x-unknown?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?gb2312?B?1tDOxLHq?= =?gb2312?B?zOI=?=", "中文标题"),
    ] {
        assert_eq!(subject(field), expected, "{field}");
    }
}

#[test]
fn whoever_wrote_is_named_however_they_are_written() {
    let from = |field: &str| seen(&mail(&format!("From: {field}\n\nx"))).from;
    for (field, expected) in [
        ("=?utf-8?Q?J=C3=B6rg_M=2E?= <j@x.org>", "Jörg M. <j@x.org>"),
        ("\"Jörg, M.\" <j@x.org>", "Jörg, M. <j@x.org>"),
        ("j@x.org (J\u{f6}rg)", "Jörg <j@x.org>"),
        ("Jörg M. j@x.org", "Jörg M. <j@x.org>"),
        ("<j@x.org> Jörg", "Jörg <j@x.org>"),
        ("\"j@x.org\" <j@x.org>", "j@x.org <j@x.org>"),
        ("\"=?utf-8?B?SsO2cmc=?=\" <j@x.org>", "Jörg <j@x.org>"),
        ("Jörg <mailto:j@x.org>", "Jörg <j@x.org>"),
        ("j.@x.org", " <j.@x.org>"),
    ] {
        assert_eq!(from(field), expected, "{field}");
    }
}

#[test]
fn enriched_text_is_read_without_its_marks() {
    words(
        "Now is the time\nfor <all> good men.",
        &mail(
            "Content-Type: text/enriched\n\n<bold>Now</bold> is the\ntime\n\nfor <<all> <italic>good</italic> <param>red</param>men.\n",
        ),
    );
}

#[test]
fn parts_are_found_though_their_borders_are_odd() {
    for text in [
        "Content-Type: multipart/mixed; boundary=\"b b\"\n\n--b b\n\nOne\n--b b\nContent-Type: image/png\n\nx\n--b b--\n",
        "Content-Type: multipart/mixed; boundary=\"b\"; type=\"text/plain\"\n\n--b\n\nOne\n--b\nContent-Type: image/png\n\nx\n",
        "Content-Type: multipart/mixed; boundary=b\n\n-- b\n--b\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n--b--\n",
        "Content-Type: multipart/mixed; boundary==_b_=\n\n--=_b_=\n\nOne\n--=_b_=\nContent-Type: image/png\n\nx\n--=_b_=--\n",
        "Content-Type: multipart/mixed;\n\tboundary=\"----=_b\";\n\nThis is a multi-part message.\n------=_b\n\nOne\n------=_b\nContent-Type: image/png\n\nx\n------=_b--\n",
        "Content-type: Multipart/Mixed ; Boundary = b\n\n--b\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n",
        "Content-Type: multipart/mixed; boundary=\"b\nMIME-Version: 1.0\n\n--b\nContent-Type: text/plain\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n",
        "Content-Type: multipart/mixed; boundary=other\n\n--b\nContent-Type: text/plain\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n",
        "Content-Type: multipart/mixed; boundary=b (comment)\n\n--b\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n",
        "Content-Type: multipart/mixed; boundary='b'\n\n--b\n\nOne\n--b\nContent-Type: image/png\n\nx\n--b--\n",
    ] {
        let found = seen(&mail(text));
        assert_eq!(
            (found.words.as_str(), found.files.len()),
            ("One", 1),
            "{text}"
        );
    }
}
