//! vCards of all versions and makers.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use cards::{Birthday, Contact, Job, Label, Labelled};
use mime_message::BuiltInCharsets;

fn read(text: &str) -> Vec<Contact> {
    Job {
        files: vec![text.to_owned()],
    }
    .read(&BuiltInCharsets)
    .contacts
}

fn one(lines: &str) -> Contact {
    let cards = read(&format!("BEGIN:VCARD\r\n{lines}\r\nEND:VCARD\r\n"));
    assert_eq!(cards.len(), 1, "{lines}");
    cards.into_iter().next().unwrap()
}

fn labelled(label: Label, value: &str) -> Labelled {
    Labelled {
        label,
        value: value.to_owned(),
    }
}

#[test]
fn a_card_of_version_4_is_read() {
    let card = one("VERSION:4.0
FN:Ada Lovelace
N:Lovelace;Ada;King;Countess;
ORG:Analytical Engines;Programs
TITLE:Programmer
EMAIL;TYPE=work:ada@example.org
TEL;VALUE=uri;TYPE=\"cell,voice\":tel:+44-20-7946-0000
ADR;TYPE=home:;;12 St James's Square;London;;SW1Y 4LB;United Kingdom
BDAY:18151210
URL:https://example.org/ada
URL:javascript:alert(1)
NOTE:First\\nof all\\, a poet.
PHOTO:data:image/png;base64,iVBORw0KGgo=");
    assert_eq!(card.name, "Ada Lovelace");
    assert_eq!(card.organization, "Analytical Engines, Programs");
    assert_eq!(card.title, "Programmer");
    assert_eq!(card.emails, [labelled(Label::Work, "ada@example.org")]);
    assert_eq!(card.phones, [labelled(Label::Mobile, "+44-20-7946-0000")]);
    let address = "12 St James's Square\nSW1Y 4LB London\nUnited Kingdom";
    assert_eq!(card.addresses.len(), 1);
    assert_eq!(card.addresses[0].label, Label::Home);
    assert_eq!(card.addresses[0].lines(), address);
    assert_eq!(
        card.urls,
        [labelled(Label::None, "https://example.org/ada")]
    );
    let birthday = Birthday {
        year: Some(1815),
        month: 12,
        day: 10,
    };
    assert_eq!(card.birthday, Some(birthday));
    assert_eq!(card.note, "First\nof all, a poet.");
    assert_eq!(card.photo.unwrap().media_type, "image/png");
}

#[test]
fn a_card_of_version_2_1_is_read() {
    let card = one("VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg
TEL;WORK;FAX:+49 431 1
TEL;CELL:+49 431 2
EMAIL;INTERNET:joerg@example.org
ADR;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;Hafenstra=C3=9Fe 1=0D=0A=
Hinterhaus;Kiel;;24103;Germany
PHOTO;JPEG;ENCODING=BASE64:
 /9j/4AAQ

BDAY:1970-02-29");
    assert_eq!(card.name, "Jörg Müller");
    assert_eq!(
        card.phones,
        [
            labelled(Label::Fax, "+49 431 1"),
            labelled(Label::Mobile, "+49 431 2")
        ]
    );
    let address = "Hafenstraße 1\nHinterhaus\n24103 Kiel\nGermany";
    assert_eq!(card.addresses.len(), 1);
    assert_eq!(card.addresses[0].label, Label::Work);
    assert_eq!(card.addresses[0].lines(), address);
    assert_eq!(card.photo.unwrap().media_type, "image/jpeg");
    assert_eq!(card.birthday, None, "there was no such day");
}

#[test]
fn what_apple_names_beside_a_line_is_its_label() {
    let card = one("VERSION:3.0
FN:Grace
item1.EMAIL;type=INTERNET:grace@example.org
item1.X-ABLabel:Navy
item2.URL;type=pref:http\\://example.org
item2.X-ABLabel:_$!<HomePage>!$_
BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-09");
    assert_eq!(
        card.emails,
        [labelled(
            Label::Named("Navy".to_owned()),
            "grace@example.org"
        )]
    );
    let home_page = Label::Named("HomePage".to_owned());
    assert_eq!(card.urls, [labelled(home_page, "http://example.org")]);
    let birthday = card.birthday.unwrap();
    assert_eq!((birthday.year, birthday.month, birthday.day), (None, 12, 9));
}

#[test]
fn a_card_is_called_by_what_comes_closest_to_a_name() {
    for (lines, expected) in [
        ("N:Hopper;Grace;;Dr.;", "Dr. Grace Hopper"),
        ("NICKNAME:Amazing Grace\nORG:Navy", "Amazing Grace"),
        ("ORG:Navy", "Navy"),
        ("EMAIL:grace@example.org", "grace@example.org"),
        ("TEL:112", "112"),
        ("FN:\nN:;;;;\nEMAIL:MAILTO:g@example.org", "g@example.org"),
    ] {
        assert_eq!(one(lines).name, expected, "{lines}");
    }
    assert!(read("BEGIN:VCARD\nVERSION:4.0\nNOTE:x\nEND:VCARD").is_empty());
}

#[test]
fn birthdays_are_read_without_a_year_and_with_a_time() {
    for (text, expected) in [
        ("--1209", Some((None, 12, 9))),
        ("--12-09", Some((None, 12, 9))),
        ("1906-12-09T00:00:00Z", Some((Some(1906), 12, 9))),
        ("--0229", Some((None, 2, 29))),
        ("1906", None),
        ("circa 1800", None),
        ("", None),
    ] {
        let card = one(&format!("FN:x\nBDAY:{text}"));
        let birthday = card.birthday.map(|day| (day.year, day.month, day.day));
        assert_eq!(birthday, expected, "{text}");
    }
}

#[test]
fn a_picture_is_shown_only_if_it_lies_within_and_is_one() {
    for photo in [
        "PHOTO;VALUE=uri:https://tracker.example/a.png",
        "PHOTO:https://tracker.example/a.png?base64,iVBORw0KGgo=",
        "PHOTO;ENCODING=b;TYPE=PNG:PHN2Zz4=",
        "PHOTO:data:image/svg+xml;base64,PHN2Zz4=",
    ] {
        assert_eq!(one(&format!("FN:x\n{photo}")).photo, None, "{photo}");
    }
    let large = "/9j/".repeat(100_000);
    assert_eq!(one(&format!("FN:x\nPHOTO;ENCODING=b:{large}")).photo, None);
}

#[test]
fn many_cards_and_entries_are_cut_and_none_is_told_twice() {
    let cards: String = (0..150)
        .map(|number| format!("BEGIN:VCARD\nFN:{number}\nEND:VCARD\n"))
        .collect();
    let found = Job { files: vec![cards] }.read(&BuiltInCharsets);
    assert_eq!((found.contacts.len(), found.is_cut), (100, true));
    let phones: String = (0..90)
        .map(|number| format!("TEL:{number}\nTEL:{number}\n"))
        .collect();
    assert_eq!(one(&format!("FN:x\n{phones}")).phones.len(), 30);
    let twice = "BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(2);
    assert_eq!(read(&twice).len(), 1);
}
