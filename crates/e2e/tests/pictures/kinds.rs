//! Letters of every kind, as they may lie in a mailbox.
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::fixture::{Message, bitmap, pdf, wav};
use std::fmt::Write;

/// One kind: its subject names its picture.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) subject: String,
    pub(crate) bytes: Vec<u8>,
    /// Buttons that are pressed before the picture is taken.
    pub(crate) presses: &'static [&'static str],
}

fn kind(name: &'static str, bytes: Vec<u8>) -> Kind {
    Kind {
        name,
        subject: subject(name),
        bytes,
        presses: &[],
    }
}

fn pressed(name: &'static str, bytes: Vec<u8>, presses: &'static [&'static str]) -> Kind {
    Kind {
        presses,
        ..kind(name, bytes)
    }
}

fn subject(name: &str) -> String {
    match name {
        "long-subject" => format!(
            "Minutes of the meeting of the harbour committee {}and Pneumonoultramicroscopicsilicovolcanoconiosis{}",
            "which was held on the twelfth of November in the long room ".repeat(3),
            "x".repeat(120)
        ),
        "right-to-left" => "تقرير عن حالة السفينة".to_owned(),
        name => format!("A letter: {name}"),
    }
}

/// All of them.
pub(crate) fn kinds() -> Vec<Kind> {
    let message = |name| Message::new(&subject(name));
    let html = |name, html: &str| kind(name, message(name).html(html).bytes());
    let long = "The tide turns at noon, and the slip is free until three. ".repeat(12);
    let text = format!(
        "Dear Robin,\r\n\r\n{long}\r\n\r\n- planks\r\n- oakum\r\n\r\nSee https://harbour.example/plans?sheet=4 \
         or write to yard@harbour.example.\r\n\r\n-- \r\nAda\r\n"
    );
    let many = (1..=14).fold(
        message("many-files").text("All of the papers."),
        |all, number| {
            let ending = ["pdf", "jpg", "xlsx", "txt", "zip", "bin", "mp3"][number % 7];
            let name = match number {
                3 => format!("{} {number}.{ending}", "A name that never ends".repeat(5)),
                _ => format!("Paper {number}.{ending}"),
            };
            all.file(
                "application/octet-stream",
                &name,
                vec![65; number * 900_000 / 7],
            )
        },
    );
    vec![
        kind("plain", message("plain").text(&text).bytes()),
        html("newsletter", &newsletter(1_000)),
        html("narrow", &newsletter(320)),
        pressed(
            "images-allowed",
            message("images-allowed").html(&newsletter(600)).bytes(),
            &["Show images"],
        ),
        kind("inline-images", inline_images()),
        html(
            "quote",
            &format!("<p>I agree.</p><p>Ada</p><blockquote type=cite><p>{long}</p></blockquote>"),
        ),
        pressed(
            "pdf",
            message("pdf")
                .text("The plan.")
                .file("application/pdf", "plan.pdf", pdf())
                .bytes(),
            &["plan.pdf"],
        ),
        pressed(
            "sound",
            message("sound")
                .text("The foghorn.")
                .file("audio/wav", "foghorn.wav", wav())
                .bytes(),
            &["foghorn.wav"],
        ),
        raw("receipt", "Disposition-Notification-To: Ada <ada@example.org>\nContent-Type: text/plain\n\nHave you seen it?\n"),
        raw(
            "unsubscribe",
            "List-Unsubscribe: <mailto:leave@lists.example>\nContent-Type: text/plain\n\nNews of the list.\n",
        ),
        kind(
            "warnings",
            message("warnings")
                .from("\"service@bank.example\" <x@elsewhere.example>")
                .html("<p>Pay at <a href=\"https://evil.example/\">https://bank.example/</a> now.</p>")
                .bytes(),
        ),
        kind("many-files", many.bytes()),
        kind("nested", nested()),
        kind("winmail", message("winmail").text("See the file.").file("application/ms-tnef", "winmail.dat", tnef()).bytes()),
        calendar("invited", "REQUEST", "ATTENDEE;CN=Robin;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org\n", &[]),
        calendar("cancelled", "CANCEL", "STATUS:CANCELLED\nATTENDEE;CN=Robin:mailto:ada@example.org\n", &[]),
        calendar("recurring", "REQUEST", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=10\nATTENDEE;CN=Robin;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org\n", &[]),
        calendar("answered", "REQUEST", "ATTENDEE;CN=Robin;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org\n", &["Accept"]),
        calendar("reply", "REPLY", "ATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@harbour.example\n", &[]),
        raw(
            "vcard",
            "Content-Type: text/vcard; charset=utf-8; name=olu.vcf\nContent-Disposition: attachment; filename=olu.vcf\n\n\
             BEGIN:VCARD\nVERSION:3.0\nFN:Olu Adeyemi\nORG:Harbour Board\nTITLE:Harbour master\nTEL;TYPE=CELL:+44 20 7946 0000\n\
             EMAIL:olu@harbour.example\nADR:;;1 Quay;Saltmarsh;;AB1 2CD;UK\nURL:https://harbour.example/\nNOTE:Rings at six.\nEND:VCARD\n",
        ),
        kind(
            "right-to-left",
            message("right-to-left")
                .from("=?utf-8?b?2YTZitmE2Yk=?= <layla@harbour.example>")
                .text("عزيزتي آدا،\r\n\r\nالسفينة جاهزة للإبحار يوم الثلاثاء. التقرير في https://harbour.example/report\r\n\r\nليلى\r\n")
                .bytes(),
        ),
        raw(
            "broken",
            "Content-Type: multipart/mixed; boundary=one\n\n--one\nContent-Type: text/plain; charset=klingon\n\
             Content-Transfer-Encoding: base64\n\nU3RpbGwgYSB0ZXh0*****LCBidXQg4/b8\n\
             --one\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo*****\n",
        ),
        raw(
            "encrypted",
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\n\
             Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n\
             -----BEGIN PGP MESSAGE-----\n\nhQEMA0000\n-----END PGP MESSAGE-----\n--b--\n",
        ),
        raw(
            "signed",
            "Content-Type: multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=b\n\n--b\n\
             Content-Type: text/plain\n\nSigned by hand.\n--b\nContent-Type: application/pgp-signature; name=signature.asc\n\n\
             -----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n--b--\n",
        ),
        raw("empty", "Content-Type: text/plain\n\n"),
        kind("long-subject", message("long-subject").text("In short: yes.").bytes()),
    ]
}

/// A message whose header goes on with, and whose body is, `rest`.
fn raw(name: &'static str, rest: &str) -> Kind {
    let subject = subject(name);
    let head = format!(
        "From: Ada Lovelace <ada@example.org>\nTo: Robin <ada@example.org>\nSubject: {subject}\n\
         Message-ID: <{name}@example.org>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
    );
    kind(name, format!("{head}{rest}").replace('\n', "\r\n").into())
}

fn calendar(
    name: &'static str,
    method: &str,
    lines: &str,
    presses: &'static [&'static str],
) -> Kind {
    let event = format!(
        "Content-Type: text/calendar; method={method}; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\n\
         UID:{name}@harbour.example\nSUMMARY:Harbour walk\nLOCATION:The long room\\, upstairs\nDESCRIPTION:Bring boots.\n\
         DTSTART:20261208T100000Z\nDTEND:20261208T113000Z\nORGANIZER;CN=Olu:mailto:olu@harbour.example\n{lines}END:VEVENT\nEND:VCALENDAR\n"
    );
    Kind {
        presses,
        ..raw(name, &event)
    }
}

fn newsletter(width: u32) -> String {
    let mut html = format!(
        "<style>.h{{background:#0b3d5c;color:#fff}}</style><table width={width} align=center cellpadding=16><tr><td class=h>\
         <h1>The Tide Table</h1></td></tr><tr><td><img src=\"https://pictures.example/a.jpg\" width=240 height=120 alt=\"A boat\">"
    );
    for number in 1..=4 {
        let _ = write!(
            html,
            "<h2>{number}. From the slip</h2><p>Planks, oakum and patience: what the yard did this week, and what it left for the next.</p>\
             <p><a style=\"background:#c33;color:#fff;padding:8px 16px\" href=\"https://harbour.example/{number}\">Read on</a></p>"
        );
    }
    html + "</td></tr></table>"
}

fn inline_images() -> Vec<u8> {
    let picture = STANDARD.encode(bitmap(160, 90));
    format!(
        "From: Ada Lovelace <ada@example.org>\r\nSubject: {}\r\nMIME-Version: 1.0\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
         Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
         <p>Look:</p><img src=\"cid:one\"><p>and again</p><img src=\"cid:one\" width=320>\r\n--b\r\n\
         Content-Type: image/bmp\r\nContent-ID: <one>\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        subject("inline-images"),
        picture.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\r\n"),
    )
    .into()
}

fn nested() -> Vec<u8> {
    let inner = Message::new("The letter within")
        .text("It was forwarded.")
        .bytes();
    let mut bytes = format!(
        "From: Ada Lovelace <ada@example.org>\r\nSubject: {}\r\nMIME-Version: 1.0\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\
         Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n\
         --outer\r\nContent-Type: message/rfc822\r\n\r\n",
        subject("nested")
    )
    .into_bytes();
    bytes.extend(inner);
    bytes.extend(b"\r\n--outer--\r\n");
    bytes
}

/// A `winmail.dat` with one file (MS-OXTNEF).
fn tnef() -> Vec<u8> {
    let mut bytes = 0x223e_9f78_u32.to_le_bytes().to_vec();
    bytes.extend(1_u16.to_le_bytes());
    let mut attribute = |level: u8, id: u32, data: &[u8]| {
        bytes.push(level);
        bytes.extend(id.to_le_bytes());
        bytes.extend(u32::try_from(data.len()).unwrap_or(0).to_le_bytes());
        bytes.extend(data);
        let sum = data
            .iter()
            .fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        bytes.extend(sum.to_le_bytes());
    };
    attribute(1, 0x0008_9006, &0x0001_0000_u32.to_le_bytes());
    attribute(2, 0x0006_9002, &[0; 14]);
    attribute(2, 0x0001_8010, b"minutes.txt\0");
    attribute(2, 0x0006_800f, b"All agreed.\r\n");
    bytes
}
