//! Invitations as the common calendars write them, and as nobody should.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use cards::{AttendeeKind, Found, Invitation, Job, Method, OtherKind, Participation, Role, Status};
use mime_message::BuiltInCharsets;

fn found(text: &str) -> Found {
    Job {
        files: vec![text.to_owned()],
    }
    .read(&BuiltInCharsets)
}

fn one(text: &str) -> Invitation {
    let found = found(text);
    assert!(!found.is_cut);
    assert_eq!(found.invitations.len(), 1);
    found.invitations.into_iter().next().unwrap()
}

const GOOGLE: &str = include_str!("calendars/google.ics");
const OUTLOOK: &str = include_str!("calendars/outlook.ics");
const APPLE: &str = include_str!("calendars/apple.ics");
const NEXTCLOUD: &str = include_str!("calendars/nextcloud.ics");
const ZIMBRA: &str = include_str!("calendars/zimbra.ics");

#[test]
fn google_invites() {
    let event = one(GOOGLE);
    assert_eq!(event.method, Method::Request);
    assert_eq!(event.uid, "7kukuqrfedlm2f9t0n5v2q4abc@calendar.invalid");
    assert_eq!(event.summary, "Harbour walk");
    assert_eq!(event.organizer.unwrap().address, "olu@harbour.example");
    assert_eq!(
        event.conference.as_deref(),
        Some("https://meet.invalid/abc-defg-hij")
    );
    let people: Vec<_> = event
        .attendees
        .iter()
        .map(|attendee| (attendee.address.label(), attendee.participation))
        .collect();
    assert_eq!(
        people,
        [
            ("Olu Adeyemi", Participation::Accepted),
            ("demo@example.org", Participation::NeedsAction),
        ]
    );
}

#[test]
fn outlook_invites() {
    let event = one(OUTLOOK);
    assert_eq!(event.method, Method::Request);
    assert_eq!(event.sequence, 2);
    assert_eq!(event.summary, "Quarterly review, part two");
    assert_eq!(event.location, "Room 4; second floor");
    assert_eq!(event.description, "", "a row of tildes says nothing");
    assert!(event.start.is_some() && event.end.is_some());
    let kinds: Vec<_> = event.attendees.iter().map(|a| (a.role, a.kind)).collect();
    assert_eq!(
        kinds,
        [
            (Role::Required, AttendeeKind::Person),
            (Role::Optional, AttendeeKind::Person),
            (Role::Informed, AttendeeKind::Room),
        ]
    );
    assert_eq!(event.attendees[0].address.address, "demo@example.org");
    assert_eq!(event.attendees[0].address.name, "Demo, of all people");
}

#[test]
fn apple_cancels_one_date_of_a_series() {
    let event = one(APPLE);
    assert_eq!(
        (event.method, event.status),
        (Method::Cancel, Status::Cancelled)
    );
    assert!(event.recurrence_id.is_some());
    assert_eq!(event.summary, "Chor: Probe für Weihnachten 🎄");
}

#[test]
fn nextcloud_answers() {
    let event = one(NEXTCLOUD);
    assert_eq!(event.method, Method::Reply);
    assert_eq!(event.attendees[0].participation, Participation::Declined);
    assert_eq!(event.comment, "I am at sea.\nNext week, gladly.");
}

#[test]
fn zimbra_tells_of_a_series_and_its_exception() {
    let found = found(ZIMBRA);
    assert_eq!(found.invitations.len(), 2);
    let [series, exception] = found.invitations.as_slice() else {
        panic!("two events");
    };
    assert_eq!(series.uid, exception.uid);
    assert!(series.recurrence.is_some() && series.recurrence_id.is_none());
    assert!(exception.recurrence.is_none() && exception.recurrence_id.is_some());
}

#[test]
fn another_library_reads_the_same_in_all_of_them() {
    for text in [GOOGLE, OUTLOOK, APPLE, NEXTCLOUD, ZIMBRA] {
        let parsed = ICalendar::parse(text).unwrap();
        let events: Vec<_> = parsed
            .components
            .iter()
            .filter(|component| component.component_type == ICalendarComponentType::VEvent)
            .collect();
        let ours = found(text).invitations;
        assert_eq!(ours.len(), events.len());
        for (our, their) in ours.iter().zip(events) {
            let text = |property: &ICalendarProperty| {
                let entry = their.property(property);
                let value = entry.and_then(|entry| entry.values[0].as_text());
                value.unwrap_or_default().trim().to_owned()
            };
            assert_eq!(our.uid, text(&ICalendarProperty::Uid));
            assert_eq!(our.summary, text(&ICalendarProperty::Summary));
            assert_eq!(our.location, text(&ICalendarProperty::Location));
            let attendees = their.entries.iter();
            let attendees = attendees.filter(|entry| entry.name == ICalendarProperty::Attendee);
            assert_eq!(our.attendees.len(), attendees.count());
        }
    }
}

#[test]
fn tasks_journals_and_free_times_are_named_and_are_no_events() {
    let text = "BEGIN:VCALENDAR
BEGIN:VTODO
SUMMARY:Paint the hull
END:VTODO
BEGIN:VJOURNAL
SUMMARY:Fog
END:VJOURNAL
BEGIN:VFREEBUSY
END:VFREEBUSY
BEGIN:X-UNKNOWN
END:X-UNKNOWN
END:VCALENDAR";
    let found = found(text);
    let others: Vec<_> = found
        .others
        .iter()
        .map(|other| (other.kind, other.summary.as_str()))
        .collect();
    assert_eq!(
        others,
        [
            (OtherKind::Task, "Paint the hull"),
            (OtherKind::Journal, "Fog"),
            (OtherKind::FreeBusy, ""),
        ]
    );
    assert!(found.invitations.is_empty());
}

#[test]
fn damaged_files_are_read_as_far_as_they_go() {
    // No METHOD, no UID, nothing closed, LF alone.
    let event = one("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half");
    assert_eq!(
        (event.method, event.summary.as_str()),
        (Method::Publish, "Half")
    );
    assert_eq!(event.uid, "");
    // An event without its calendar.
    assert_eq!(
        one("BEGIN:VEVENT\nSUMMARY:Bare\nEND:VEVENT").summary,
        "Bare"
    );
    // A description whose line feeds were not escaped.
    let event = one("BEGIN:VEVENT\nDESCRIPTION:One\nTwo three\n\nSUMMARY:S\nEND:VEVENT");
    assert_eq!(
        (event.description.as_str(), event.summary.as_str()),
        ("One\nTwo three", "S")
    );
    for text in [
        "",
        "BEGIN:VCALENDAR",
        "END:VEVENT",
        "nothing of the kind",
        "\0\0\0",
    ] {
        assert_eq!(found(text), Found::default(), "{text:?}");
    }
}

#[test]
fn an_attendee_is_found_by_whatever_names_an_address() {
    for (line, name, address) in [
        (
            "ATTENDEE;CN=Ada:mailto:ada@example.org",
            "Ada",
            "ada@example.org",
        ),
        (
            "ATTENDEE;CN=ada@example.org:MAILTO:ada@example.org",
            "",
            "ada@example.org",
        ),
        ("ATTENDEE:ada@example.org", "", "ada@example.org"),
        (
            "ATTENDEE;CN=Ada;EMAIL=ada@example.org:/o=org/cn=ada",
            "Ada",
            "ada@example.org",
        ),
        ("ATTENDEE;CN=Ada:invalid:nomail", "Ada", ""),
        ("ATTENDEE;CN=\"A^nB\":mailto:a b@example.org", "A B", ""),
    ] {
        let event = one(&format!("BEGIN:VEVENT\n{line}\nEND:VEVENT"));
        let found = &event.attendees[0].address;
        assert_eq!(
            (found.name.as_str(), found.address.as_str()),
            (name, address),
            "{line}"
        );
    }
}

#[test]
fn only_web_addresses_are_told_as_such() {
    for (url, is_told) in [
        ("https://example.org/a?b=c#d", true),
        ("HTTP://example.org", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("https://example.org/ x", false),
        ("https://example.org/\"x", false),
        ("//example.org", false),
        ("", false),
    ] {
        let event = one(&format!(
            "BEGIN:VEVENT\nURL:{url}\nCONFERENCE;VALUE=URI:{url}\nEND:VEVENT"
        ));
        assert_eq!(event.url.is_some(), is_told, "{url}");
        assert_eq!(event.conference.is_some(), is_told, "{url}");
    }
}

#[test]
fn bombs_are_cut() {
    let events = "BEGIN:VEVENT\nEND:VEVENT\n".repeat(3_000);
    // Events that are all alike are one.
    assert_eq!(
        found(&format!("BEGIN:VCALENDAR\n{events}"))
            .invitations
            .len(),
        1
    );
    let events: String = (0..200)
        .map(|uid| format!("BEGIN:VEVENT\nUID:{uid}\nEND:VEVENT\n"))
        .collect();
    let many = found(&format!("BEGIN:VCALENDAR\n{events}"));
    assert_eq!((many.invitations.len(), many.is_cut), (50, true));
    let attendees: String = (0..800)
        .map(|n| format!("ATTENDEE:mailto:{n}@example.org\n"))
        .collect();
    let event = one(&format!("BEGIN:VEVENT\n{attendees}END:VEVENT"));
    assert_eq!((event.attendees.len(), event.more_attendees), (500, 300));
    let event = one(&format!(
        "BEGIN:VEVENT\nSUMMARY:{}\nUID:{}\nEND:VEVENT",
        "ä".repeat(90_000),
        "u".repeat(90_000)
    ));
    assert_eq!(event.summary.len(), 1_000);
    assert_eq!(event.uid, "", "what is not whole cannot be answered to");
    let endless = "BEGIN:VEVENT\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=4000000000\nDURATION:P99999999999W\nEND:VEVENT";
    assert!(one(endless).end.is_some());
    let zones = format!("BEGIN:VCALENDAR\n{}BEGIN:VEVENT\nDTSTART;TZID=Z:20260101T000000\nEND:VEVENT", "BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+9999\nEND:STANDARD\nEND:VTIMEZONE\n".repeat(900));
    assert!(found(&zones).invitations.len() <= 1);
}

/// Files that are cut off or have a wrong byte, here and there, are read.
#[test]
fn no_damage_does_harm() {
    for text in [GOOGLE, OUTLOOK, APPLE, NEXTCLOUD, ZIMBRA] {
        let bytes = text.as_bytes();
        for at in (0..bytes.len()).step_by(5) {
            let cut = String::from_utf8_lossy(&bytes[..at]).into_owned();
            let mut changed = bytes.to_vec();
            changed[at] = b"\n:;=\"\\,\r9TZ\xff"[at % 12];
            let changed = String::from_utf8_lossy(&changed).into_owned();
            for file in [cut, changed] {
                let cards = Job { files: vec![file] };
                assert_eq!(
                    cards.perform(&BuiltInCharsets).unpack(),
                    cards.read(&BuiltInCharsets)
                );
            }
        }
    }
}
