//! vCards that are kept: read, changed, merged and written.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use calcard::vcard::{VCard, VCardProperty};
use cards::{Birthday, Card, Contact, Label, Labelled, Names, Photo, PostalAddress, Version};
use mail_model::Timestamp;
use mime_message::BuiltInCharsets;
use std::path::Path;

fn card(lines: &str) -> Card {
    let text = format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n");
    Card::read(&text, &BuiltInCharsets).unwrap()
}

/// The content lines between BEGIN, VERSION and END, unfolded.
fn lines(text: &str) -> Vec<String> {
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.lines().map(str::to_owned);
    lines
        .filter(|line| {
            !["BEGIN:", "END:", "VERSION:"]
                .iter()
                .any(|own| line.starts_with(own))
        })
        .collect()
}

fn labelled(label: Label, value: &str) -> Labelled {
    let value = value.to_owned();
    Labelled { label, value }
}

fn ada() -> Contact {
    Contact {
        uid: String::new(),
        name: "Ada Lovelace".to_owned(),
        names: Names {
            family: "Lovelace".to_owned(),
            given: "Ada; \"the\" first".to_owned(),
            ..Names::default()
        },
        nickname: "Ada, née \\Byron".to_owned(),
        organization: "Analytical Engines, Programs".to_owned(),
        title: "Programmer".to_owned(),
        emails: vec![
            labelled(Label::Work, "ada@example.org"),
            labelled(Label::Named("Old; engines".to_owned()), "ada@old.example"),
            labelled(Label::None, "ädä@münchen.example"),
        ],
        phones: vec![
            labelled(Label::Mobile, "+44 20 7946 0000"),
            labelled(Label::Fax, "1"),
        ],
        addresses: vec![PostalAddress {
            label: Label::Home,
            street: "12 St James's Square\nTop, left".to_owned(),
            town: "London".to_owned(),
            code: "SW1Y 4LB".to_owned(),
            region: "Greater; London".to_owned(),
            country: "United Kingdom".to_owned(),
        }],
        urls: vec![labelled(Label::Home, "https://example.org/ada?a=b;c,d")],
        birthday: Some(Birthday {
            year: None,
            month: 12,
            day: 10,
        }),
        note: "First\nof all, a poet. 😀".repeat(20),
        photo: Some(Photo {
            media_type: "image/png".to_owned(),
            bytes: b"\x89PNG\r\n\x1a\n".repeat(50),
        }),
        members: None,
    }
}

#[test]
fn what_is_written_is_read_again_in_both_versions() {
    let mut card = ada().card();
    card.set_uid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    let expected = Contact {
        uid: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6".to_owned(),
        ..ada()
    };
    assert_eq!(card.contact().unwrap(), expected);
    for text in [
        card.kept(),
        card.written(Version::V4),
        card.written(Version::V3),
    ] {
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.split("\r\n").all(|line| !line.contains(['\r', '\n'])));
        let read = Card::read(&text, &BuiltInCharsets).unwrap();
        assert_eq!(read.contact().unwrap(), expected, "{text}");
        assert_eq!(read.kept(), card.kept(), "{text}");
    }
}

#[test]
fn a_library_reads_the_same() {
    let mut card = ada().card();
    card.set_uid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    for version in [Version::V4, Version::V3] {
        let text = card.written(version);
        let read = VCard::parse(&text).unwrap();
        let text_of = |name: &VCardProperty| {
            let entry = read.entries.iter().find(|entry| entry.name == *name);
            let value = entry.and_then(|entry| entry.values.first());
            value.and_then(|value| value.as_text()).map(str::to_owned)
        };
        assert_eq!(text_of(&VCardProperty::Fn).as_deref(), Some("Ada Lovelace"));
        assert_eq!(
            text_of(&VCardProperty::Email).as_deref(),
            Some("ada@example.org")
        );
        assert_eq!(text_of(&VCardProperty::Note), Some(ada().note), "{text}");
        let emails = read.entries.iter();
        let emails = emails.filter(|entry| entry.name == VCardProperty::Email);
        assert_eq!(emails.count(), 3);
    }
}

#[test]
fn what_is_not_understood_is_written_as_it_came() {
    let kept = card(
        "VERSION:3.0
FN:Ada
EMAIL;TYPE=INTERNET,WORK,PREF;X-SOURCE=\"a;b\":ada@example.org
item1.TEL:1
item1.X-ABLabel:Boat
IMPP;X-SERVICE-TYPE=Skype:skype:ada
CATEGORIES:Friends,Poets
X-ANYTHING;A=b:c\\,d;e
KEY;ENCODING=b:AQID
TEL;TYPE=CELL;VALUE=uri:tel:+44",
    );
    let lines = lines(&kept.kept());
    for line in [
        "EMAIL;TYPE=WORK;X-SOURCE=\"a;b\";PREF=1:ada@example.org",
        "ITEM1.TEL:1",
        "ITEM1.X-ABLABEL:Boat",
        "IMPP;X-SERVICE-TYPE=Skype:skype:ada",
        "CATEGORIES:Friends,Poets",
        "X-ANYTHING;A=b:c\\,d;e",
        "KEY:data:application/octet-stream;base64,AQID",
        "TEL;TYPE=CELL;VALUE=uri:tel:+44",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line}\n{lines:#?}");
    }
}

#[test]
fn a_change_touches_its_own_lines_alone() {
    let before = card(
        "FN:Ada King
N:King;Ada;;;
ORG:Analytical Engines;Programs
EMAIL;X-A=1:one@example.org
EMAIL;TYPE=work;X-A=2:two@example.org
item1.EMAIL:three@example.org
item1.X-ABLabel:Navy
ADR:box;ext;street;town;;code;
URL:javascript:alert(1)
NOTE:one
NOTE:two
X-OTHER:kept",
    );
    let mut contact = before.contact().unwrap();
    let mut same = before.clone();
    same.edit(&contact);
    assert_eq!(same.kept(), before.kept(), "nothing changed");

    "Ada Lovelace".clone_into(&mut contact.name);
    contact.emails.remove(0);
    contact.emails[0].label = Label::Home;
    contact.emails[1].label = Label::None;
    contact
        .emails
        .push(labelled(Label::None, "four@example.org"));
    contact.note.clear();
    let mut changed = before.clone();
    changed.edit(&contact);
    assert_eq!(
        lines(&changed.kept()),
        [
            "FN:Ada Lovelace",
            "N:King;Ada;;;",
            "ORG:Analytical Engines;Programs",
            "EMAIL;X-A=2;TYPE=home:two@example.org",
            "EMAIL:three@example.org",
            "EMAIL:four@example.org",
            "ADR:box;ext;street;town;;code;",
            "URL:javascript:alert(1)",
            "NOTE:two",
            "X-OTHER:kept",
        ]
    );
}

#[test]
fn a_group_is_a_card_with_members() {
    let group = Contact {
        name: "Poets".to_owned(),
        members: Some(vec!["1-2-3".to_owned(), "mailto:a@b.example".to_owned()]),
        ..Contact::default()
    };
    let mut kept = group.card();
    kept.set_uid("7");
    let v3 = kept.written(Version::V3);
    assert!(v3.contains("X-ADDRESSBOOKSERVER-KIND:group"));
    assert!(v3.contains("X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1-2-3"));
    for text in [kept.kept(), v3] {
        let read = Card::read(&text, &BuiltInCharsets).unwrap();
        let read = read.contact().unwrap();
        assert_eq!(read.members, group.members);
        assert_eq!(read.uid, "7");
    }
    let mut contact = kept.contact().unwrap();
    contact.members = Some(Vec::new());
    kept.edit(&contact);
    assert_eq!(kept.contact().unwrap().members, Some(Vec::new()));
    contact.members = None;
    kept.edit(&contact);
    assert_eq!(kept.contact().unwrap().members, None);
}

#[test]
fn revisions_are_read_however_they_are_written() {
    let moment = Timestamp(1_790_000_000_000);
    let mut kept = card("FN:Ada");
    assert_eq!(kept.revision(), None);
    kept.revise(moment, &[Timestamp(0), Timestamp(5_000), Timestamp(0)]);
    assert_eq!(kept.revision(), Some(moment));
    assert_eq!(kept.based_on(), [Timestamp(5_000), Timestamp(0)]);
    assert!(!kept.written(Version::V4).contains("PORTHOLE"));
    let removed = kept.removed();
    assert!(removed.is_removed() && !kept.is_removed());
    let read = Card::read(&removed.kept(), &BuiltInCharsets).unwrap();
    assert!(read.is_removed());
    for (text, expected) in [
        ("2026-09-21T14:13:20Z", Some(1_790_000_000_000)),
        ("20260921T141320.123Z", Some(1_790_000_000_000)),
        ("20260921", Some(1_789_948_800_000)),
        ("yesterday", None),
        ("", None),
    ] {
        let read = card(&format!("FN:x\nREV:{text}")).revision();
        assert_eq!(read, expected.map(Timestamp), "{text}");
    }
}

#[test]
fn what_two_changed_at_once_is_merged() {
    let base = card("FN:Ada\nEMAIL:1@x\nEMAIL:2@x\nTITLE:Poet\nNOTE:n\nBDAY:18151210");
    let earlier = card("FN:Ada\nEMAIL:1@x\nEMAIL:3@x\nTITLE:Countess\nNOTE:mine\nTEL:1");
    let later = card("FN:Ada King\nEMAIL:2@x\nTITLE:Poet\nNOTE:theirs\nBDAY:18151210\nX-A:1");
    let merged = lines(&Card::merged(Some(&base), &earlier, &later).kept());
    assert_eq!(
        merged,
        [
            // Changed by the later alone.
            "FN:Ada King",
            // By both: nothing is lost.
            "NOTE:theirs\\n\\nmine",
            "X-A:1",
            // Of the addresses the earlier removed one, the later another.
            "EMAIL:3@x",
            "TITLE:Countess",
            "TEL:1",
        ]
    );
    // Not knowing what there was, one keeps everything.
    let merged = lines(&Card::merged(None, &earlier, &later).kept());
    for line in ["EMAIL:1@x", "EMAIL:2@x", "EMAIL:3@x", "TEL:1", "TITLE:Poet"] {
        assert!(merged.contains(&line.to_owned()), "{line}");
    }
}

#[test]
fn what_names_a_line_goes_with_it_when_cards_are_merged() {
    let earlier = card("FN:x\nitem1.TEL:1\nitem1.X-ABLabel:Boat");
    let later = card("FN:x\nitem1.EMAIL:a@b\nitem1.X-ABLabel:Navy");
    let merged = Card::merged(None, &earlier, &later).contact().unwrap();
    assert_eq!(
        merged.phones,
        [labelled(Label::Named("Boat".to_owned()), "1")]
    );
    assert_eq!(
        merged.emails,
        [labelled(Label::Named("Navy".to_owned()), "a@b")]
    );
}

#[test]
fn files_are_split_into_their_cards() {
    let file = "rubbish\r\nBEGIN:VCARD\r\nFN:1\r\nEND:VCARD\r\n\r\nbegin:vcard\nFN:2\n\
        AGENT:\nBEGIN:VCARD\nFN:agent\nEND:VCARD\nend:vcard\nBEGIN:VCARD\nFN:3";
    let cards: Vec<String> = Card::split(file)
        .filter_map(|text| Card::read(text, &BuiltInCharsets)?.contact())
        .map(|contact| contact.name)
        .collect();
    assert_eq!(cards, ["1", "2", "3"]);
    let many = "BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(10_000);
    assert_eq!(Card::split(&many).count(), 10_000);
    assert_eq!(Card::split("END:VCARD").count(), 0);
}

/// Whatever the bytes are: what is kept is read again as it was.
fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cards: Vec<Card> = Card::split(&text)
        .take(20)
        .filter_map(|text| Card::read(text, &BuiltInCharsets))
        .collect();
    for card in &cards {
        let kept = card.kept();
        let again = Card::read(&kept, &BuiltInCharsets).unwrap();
        assert_eq!(again.kept(), kept);
        assert!(kept.split("\r\n").all(|line| line.len() <= 75));
        let _ = card.written(Version::V3);
        if let Some(contact) = card.contact() {
            let mut same = card.clone();
            same.edit(&contact);
            assert_eq!(same.contact(), Some(contact));
        }
    }
    for (one, other) in cards.iter().zip(cards.iter().skip(1)) {
        let merged = Card::merged(cards.first(), one, other);
        let _ = merged.contact();
    }
}

#[test]
fn the_corpus_is_kept_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/cards");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        check(&std::fs::read(file.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 5);
}

#[test]
fn whatever_is_cut_or_changed_in_a_card_is_kept_as_it_is() {
    let mut card = ada().card();
    card.set_uid("1");
    let text = format!("{}{}", card.kept(), card.written(Version::V3)).replace("iVBORw0KGgq", "");
    let bytes = text.as_bytes();
    for end in (0..bytes.len()).step_by(7) {
        check(&bytes[..end]);
    }
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for _ in 0..1_000 {
        let mut changed = bytes.to_vec();
        for _ in 0..=next(5) {
            let at = next(changed.len());
            changed[at] = b":;,\\\r\n \"=^.\x00\xffab"[next(15)];
        }
        check(&changed);
    }
}
