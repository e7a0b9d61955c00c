//! Answers, judged by another library and read again by this one.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use calcard::icalendar::{ICalendar, ICalendarProperty};
use cards::{Answer, Attendee, Invitation, Job, Participation, Reply};
use mail_model::{Address, Timestamp};
use mime_message::BuiltInCharsets;

const NOW: Timestamp = Timestamp(1_763_893_800_000); // 2025-11-23T10:30:00Z

fn invitation(lines: &str) -> Invitation {
    let file = format!(
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        lines.replace('\n', "\r\n")
    );
    let found = Job { files: vec![file] }.read(&BuiltInCharsets);
    found.invitations.into_iter().next().unwrap()
}

fn ada() -> Address {
    Address {
        name: "Ada \"Countess\" Lovelace; née Byron".to_owned(),
        address: "ada@example.org".to_owned(),
    }
}

fn answer(invitation: &Invitation, reply: Reply, comment: &str) -> String {
    Answer {
        invitation,
        attendee: &ada(),
        reply,
        comment,
        now: NOW,
    }
    .calendar()
}

const SERIES: &str =
    "UID:040000008200E00074C5B7101A82E008\\;0000,0000-long-long-long-long-long-long-long-long-long
SEQUENCE:3
RECURRENCE-ID:20251124T090000Z
DTSTART:20251124T100000Z
DTEND:20251124T110000Z
SUMMARY:Grüße\\, and a summary that is long enough to be folded once or twice\\; or more äöü
ORGANIZER;CN=Charles:mailto:charles@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:else@example.org";

#[test]
fn an_answer_says_what_it_answers_and_who_answers() {
    let invitation = invitation(SERIES);
    let file = answer(
        &invitation,
        Reply::Tentative,
        " Perhaps;\nif, and only if…\r\nBEGIN:X ",
    );
    assert!(file.contains("\r\nDTSTAMP:20251123T103000Z\r\n"));
    assert!(file.lines().all(|line| line.len() <= 75), "{file}");
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']));

    let read = Job { files: vec![file] }.read(&BuiltInCharsets);
    let [reply] = read.invitations.as_slice() else {
        panic!("one answer");
    };
    assert_eq!(reply.method, cards::Method::Reply);
    assert_eq!((&reply.uid, reply.sequence), (&invitation.uid, 3));
    assert_eq!(reply.recurrence_id, invitation.recurrence_id);
    assert_eq!(
        (&reply.start, &reply.end),
        (&invitation.start, &invitation.end)
    );
    assert_eq!(reply.organizer, invitation.organizer);
    assert_eq!(reply.summary, invitation.summary);
    assert_eq!(reply.comment, "Perhaps;\nif, and only if…\nBEGIN:X");
    let expected = Attendee {
        address: ada(),
        participation: Participation::Tentative,
        ..Attendee::default()
    };
    assert_eq!(reply.attendees, [expected]);
}

#[test]
fn another_library_reads_the_same_in_an_answer() {
    let invitation = invitation(SERIES);
    for (reply, word) in [
        (Reply::Accept, "ACCEPTED"),
        (Reply::Tentative, "TENTATIVE"),
        (Reply::Decline, "DECLINED"),
    ] {
        let file = answer(&invitation, reply, "");
        let parsed = ICalendar::parse(&file).unwrap();
        let event = &parsed.components[1];
        let text = |property: &ICalendarProperty| {
            let entry = event.property(property).unwrap();
            entry.values[0].as_text().map(str::to_owned)
        };
        assert_eq!(
            text(&ICalendarProperty::Uid).as_ref(),
            Some(&invitation.uid)
        );
        assert_eq!(
            text(&ICalendarProperty::Summary).as_ref(),
            Some(&invitation.summary)
        );
        for required in [
            ICalendarProperty::Dtstamp,
            ICalendarProperty::Organizer,
            ICalendarProperty::RecurrenceId,
            ICalendarProperty::Sequence,
        ] {
            assert!(event.property(&required).is_some(), "{required:?}");
        }
        let attendees: Vec<_> = event
            .entries
            .iter()
            .filter(|entry| entry.name == ICalendarProperty::Attendee)
            .collect();
        assert_eq!(attendees.len(), 1, "one answers for oneself alone");
        let attendee = format!("{:?}", attendees[0]).to_uppercase();
        assert!(attendee.contains(word), "{attendee}");
        assert!(event.property(&ICalendarProperty::Comment).is_none());
    }
}

#[test]
fn dates_are_answered_in_the_form_that_they_have() {
    for (lines, expected) in [
        (
            "UID:1\nRECURRENCE-ID;VALUE=DATE:20251124\nDTSTART;VALUE=DATE:20251124\nDTEND;VALUE=DATE:20251126",
            "RECURRENCE-ID;VALUE=DATE:20251124 DTSTART;VALUE=DATE:20251124 DTEND;VALUE=DATE:20251126",
        ),
        (
            "UID:1\nDTSTART:20251124T100000\nDURATION:PT1H",
            "DTSTART:20251124T100000 DTEND:20251124T110000",
        ),
        (
            "UID:1\nDTSTART;TZID=Europe/Berlin:20251124T100000",
            "DTSTART;TZID=\"Europe/Berlin\":20251124T100000",
        ),
        ("UID:1", ""),
    ] {
        let file = answer(&invitation(lines), Reply::Accept, "");
        let of_dates = |line: &&str| {
            line.starts_with("RECURRENCE-ID")
                || line.starts_with("DTSTART")
                || line.starts_with("DTEND")
        };
        let dates: Vec<&str> = file.lines().filter(of_dates).collect();
        assert_eq!(dates.join(" "), expected, "{lines}");
    }
}

#[test]
fn nothing_that_was_read_can_add_a_line_to_an_answer() {
    let hostile = "UID:1\\nATTENDEE:mailto:x@y.example\nDTSTART;TZID=\"A^nX-EVIL:1\":20251124T100000\nSUMMARY:a\\nEND:VEVENT\nORGANIZER;CN=\"x^nX-EVIL:1\":mailto:c@example.org\u{b}X";
    let file = answer(
        &invitation(hostile),
        Reply::Accept,
        "b\r\nX-EVIL:1\u{7f}\u{85}",
    );
    let names: Vec<&str> = file
        .split("\r\n")
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split([':', ';']).next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(
        names,
        [
            "BEGIN",
            "PRODID",
            "VERSION",
            "CALSCALE",
            "METHOD",
            "BEGIN",
            "UID",
            "SEQUENCE",
            "DTSTAMP",
            "DTSTART",
            "ORGANIZER",
            "ATTENDEE",
            "SUMMARY",
            "COMMENT",
            "END",
            "END",
        ],
        "{file}"
    );
}
