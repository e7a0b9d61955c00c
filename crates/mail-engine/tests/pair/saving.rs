use demo_server::Profile;
use laboratory::Pair;
use laboratory::Saved;
use mail_engine::{Action, AttachmentId, DownloadId, FileSource, LaterAction};
use mail_model::PartPath;

/// A file whose every octet is told by its place.
pub(crate) fn file(octets: u32) -> Vec<u8> {
    (0..octets)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (line, octets) in bytes.chunks(57).enumerate() {
        if line > 0 {
            text.push_str("\r\n");
        }
        for group in octets.chunks(3) {
            let bits = group
                .iter()
                .fold(0_u32, |bits, octet| bits << 8 | u32::from(*octet))
                << (8 * (3 - group.len()));
            for place in 0..4 {
                if place <= group.len() {
                    text.push(char::from(
                        ALPHABET[(bits >> (18 - 6 * place) & 63) as usize],
                    ));
                } else {
                    text.push('=');
                }
            }
        }
    }
    text
}

/// At a message with one attachment.
fn at_message(profile: Profile, media_type: &str, name: &str, bytes: &[u8]) -> Pair {
    at_message_of(Pair::at_inbox(profile, 3), media_type, name, bytes)
}

/// A message with one attachment.
pub(crate) fn message_with(media_type: &str, name: &str, bytes: &[u8]) -> String {
    format!(
        "From: a@example.org\r\nSubject: file\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n\
         --b\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment{name}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        base64(bytes)
    )
}

/// At a message with one attachment, which has just come.
pub(crate) fn at_message_of(mut pair: Pair, media_type: &str, name: &str, bytes: &[u8]) -> Pair {
    let raw = message_with(media_type, name, bytes);
    let message = pair.deliver_raw("INBOX", raw.as_bytes());
    pair.act(Action::Refresh);
    pair.run_for(2000);
    pair.go("INBOX", Some(message));
    pair.run_for(2000);
    pair
}

fn download(pair: &mut Pair) {
    download_as(pair, DownloadId(1));
}

/// Saves the open message's attachment.
pub(crate) fn download_as(pair: &mut Pair, download: DownloadId) {
    let view = pair.page.message.as_ref().expect("no message is open");
    let message = view.message.clone();
    pair.act(LaterAction::Download {
        download,
        message,
        source: AttachmentId::from(PartPath(vec![2])).into(),
    });
}

#[test]
fn a_large_attachment_comes_whole_with_its_progress() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let bytes = file(1_500_000);
        let mut pair = at_message(profile, "application/zip", "; filename=\"a b.zip\"", &bytes);
        assert!(pair.received < 100_000, "opening it fetched it");
        download(&mut pair);
        pair.run_for(10_000);
        let saved = Saved::File {
            file_name: "a b.zip".to_owned(),
            media_type: "application/zip".to_owned(),
            bytes,
        };
        assert!(
            pair.page.downloads.get(&DownloadId(1)) == Some(&saved),
            "{profile:?}"
        );
        assert!(pair.page.progress.len() >= 5);
        assert!(pair.page.progress.is_sorted());
        let (received, total) = *pair.page.progress.last().unwrap();
        assert_eq!(received, total);
    }
}

#[test]
fn what_a_browser_would_run_is_saved_as_mere_octets_under_a_name() {
    let mut pair = at_message(Profile::Dovecot, "text/html", "", b"<script>1</script>");
    download(&mut pair);
    pair.run_for(1000);
    let Some(Saved::File {
        file_name,
        media_type,
        ..
    }) = pair.page.downloads.get(&DownloadId(1))
    else {
        panic!("{:?}", pair.page.downloads);
    };
    assert_eq!(media_type, "application/octet-stream");
    assert!(!file_name.is_empty());
}

#[test]
fn a_download_can_be_stopped() {
    let mut pair = at_message(Profile::Dovecot, "application/zip", "", &file(3_000_000));
    download(&mut pair);
    pair.run_for(60);
    pair.act(LaterAction::CancelDownload(DownloadId(1)));
    assert_eq!(
        pair.page.downloads.get(&DownloadId(1)),
        Some(&Saved::Failed(None))
    );
    let received = pair.received;
    pair.run_for(10_000);
    assert!(
        pair.received - received < 1_200_000,
        "it goes on all the same"
    );
}

#[test]
fn a_click_does_not_wait_behind_a_download() {
    let mut pair = at_message(Profile::Dovecot, "application/zip", "", &file(6_000_000));
    download(&mut pair);
    pair.run_for(120);
    let other = pair.page.row(2).uid;
    pair.go("INBOX", Some(other));
    let round_trips = pair.round_trips_until(|page| {
        page.message.as_ref().is_some_and(|view| {
            view.message.uid == other && view.body != mail_engine::Body::Loading
        })
    });
    assert!(round_trips <= 2, "{round_trips}");
    pair.run_for(20_000);
    assert!(matches!(
        pair.page.downloads.get(&DownloadId(1)),
        Some(Saved::File { .. })
    ));
}

/// Begins a download of the open message.
fn fetch(pair: &mut Pair, source: FileSource) {
    let view = pair.page.message.as_ref().expect("no message is open");
    let message = view.message.clone();
    pair.act(LaterAction::Download {
        download: DownloadId(1),
        message,
        source,
    });
}

/// What was saved: its name and its bytes.
fn saved(pair: &Pair) -> (&str, &[u8]) {
    match pair.page.downloads.get(&DownloadId(1)) {
        Some(Saved::File {
            file_name, bytes, ..
        }) => (file_name, bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_is_saved_as_it_lies_on_the_server() {
    for profile in [Profile::Dovecot, Profile::Bare] {
        let file = file(700_000);
        let mut pair = at_message(profile, "application/zip", "", &file);
        fetch(&mut pair, FileSource::Message);
        pair.run_for(10_000);
        let raw = message_with("application/zip", "", &file);
        let (name, bytes) = saved(&pair);
        assert_eq!(name, "file.eml");
        assert!(bytes == raw.as_bytes());
    }
}

/// A message with files of these names.
fn with_files(names: &[&str], bytes: &[u8]) -> Pair {
    let mut raw = "From: a@example.org\r\nSubject: All: of/it\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSee the files.\r\n"
        .to_owned();
    for name in names {
        raw += &format!(
            "--b\r\nContent-Type: application/octet-stream\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(bytes)
        );
    }
    raw += "--b--\r\n";
    let mut pair = Pair::at_inbox(Profile::Dovecot, 3);
    let message = pair.deliver_raw("INBOX", raw.as_bytes());
    pair.act(Action::Refresh);
    pair.run_for(2000);
    pair.go("INBOX", Some(message));
    pair.run_for(2000);
    pair
}

/// Each attachment of the open message.
fn all(pair: &Pair) -> FileSource {
    let view = pair.page.message.as_ref().expect("no message is open");
    FileSource::Archive(view.attachments.iter().map(|a| a.id.clone()).collect())
}

#[test]
fn all_attachments_come_as_one_archive() {
    let bytes = file(400_000);
    let mut pair = with_files(&["a.bin", "a.bin", "b.bin"], &bytes);
    let source = all(&pair);
    fetch(&mut pair, source);
    pair.run_for(20_000);
    let (received, total) = *pair.page.progress.last().unwrap();
    assert_eq!(received, total);
    assert!(pair.page.progress.is_sorted());
    let (name, archive) = saved(&pair);
    assert_eq!(name, "All: of_it.zip");
    for name in ["a.bin", "a (2).bin", "b.bin"] {
        let is_there = |at: usize| {
            let rest = archive.get(at + name.len()..).unwrap_or_default();
            archive[at..].starts_with(name.as_bytes()) && rest.starts_with(&bytes)
        };
        assert!((0..archive.len()).any(is_there), "{name}");
    }
    // The end tells of three files, and where their directory stands.
    let end = &archive[archive.len() - 22..];
    assert_eq!(end[..4], *b"PK\x05\x06");
    assert_eq!(end[8..12], [3, 0, 3, 0]);
    let at = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
    assert_eq!(archive[at..at + 4], *b"PK\x01\x02");
}

#[test]
fn an_archive_that_was_cut_goes_on_where_it_was_left() {
    let bytes = file(900_000);
    let mut whole = with_files(&["a.bin", "b.bin"], &bytes);
    let source = all(&whole);
    fetch(&mut whole, source.clone());
    whole.run_for(20_000);
    let mut cut = with_files(&["a.bin", "b.bin"], &bytes);
    fetch(&mut cut, source);
    for _ in 0..3 {
        cut.run_for(250);
        cut.cut();
    }
    cut.run_for(120_000);
    assert!(saved(&cut).1.len() > 1_800_000);
    assert!(saved(&cut) == saved(&whole));
}

#[test]
fn nothing_of_a_file_stays_behind_in_the_engine() {
    let mut pair = at_message(Profile::Dovecot, "application/zip", "", &file(3_000_000));
    download(&mut pair);
    pair.run_for(400);
    let (received, _) = *pair.page.progress.last().unwrap();
    let told = pair.page.coming.get(&DownloadId(1)).map_or(0, Vec::len) as u64;
    assert!(received > 256 * 1024, "nothing came: {received}");
    // Of a slice as it came at most three quarters are the file's.
    assert!(told * 4 / 3 + 4096 > received * 97 / 100 || told == received);
}

/// The names and contents of an archive's files, as its directory has them.
fn files_of(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, octets: usize| {
        let bytes = archive[at..at + octets].iter().rev();
        bytes.fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let end = archive.len() - 22;
    assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
    let mut at = number(end + 16, 4);
    let mut files = Vec::new();
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
        let (length, name, head) = (number(at + 24, 4), number(at + 28, 2), number(at + 42, 4));
        let called = String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).unwrap();
        let begin = head + 30 + number(head + 26, 2) + number(head + 28, 2);
        files.push((called, archive[begin..begin + length].to_vec()));
        at += 46 + name;
    }
    files
}

#[test]
fn a_mailbox_is_saved_as_an_archive_of_its_messages_whatever_happens_to_the_line() {
    for profile in [Profile::Full, Profile::Bare] {
        for is_cut in [false, true] {
            let mut pair = Pair::at_inbox(profile, 3);
            pair.run_for(3_000);
            let raw: Vec<String> = (0..30)
                .map(|number| {
                    let body = "line\r\n".repeat(number * 100);
                    format!(
                        "From: a@example.org\r\nSubject: No {}\r\n\r\n{body}",
                        number % 20
                    )
                })
                .collect();
            for raw in &raw {
                pair.deliver_raw("Sent", raw.as_bytes());
            }
            pair.run_for(3_000);
            pair.act(LaterAction::DownloadMailbox {
                download: DownloadId(1),
                mailbox: mail_model::MailboxName::new("Sent"),
            });
            if is_cut {
                pair.run_for(60);
                pair.cut();
            }
            pair.run_for(60_000);
            let saved = pair.page.downloads.remove(&DownloadId(1));
            let Some(Saved::File {
                file_name,
                media_type,
                bytes,
            }) = saved
            else {
                panic!("{profile:?} {is_cut}: {saved:?}");
            };
            assert_eq!(
                (file_name.as_str(), media_type.as_str()),
                ("Sent.zip", "application/zip")
            );
            let files = files_of(&bytes);
            assert_eq!(files.len(), 30);
            assert!(files[3].0.ends_with(" No 3.eml"), "{}", files[3].0);
            assert!(files[23].0.ends_with(" No 3 (2).eml"), "{}", files[23].0);
            for (raw, (name, content)) in raw.iter().zip(&files) {
                assert!(raw.as_bytes() == content, "{name}");
            }
        }
    }
}
