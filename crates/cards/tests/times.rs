//! When events are: known answers, around the changes of the clocks above all.

use cards::{Found, Job, When};
use mime_message::BuiltInCharsets;

const BERLIN: &str = "BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
";

/// As Outlook writes it: since 1601, and by its own name.
const EASTERN: &str = "BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
";

/// Each change by its date, and the second Sunday as one of seven days.
const ODD: &str = "BEGIN:VTIMEZONE
TZID:Odd
BEGIN:STANDARD
DTSTART:20001105T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RDATE:20251102T020000,20261101T020000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU;UNTIL=20270314T070000Z
END:DAYLIGHT
END:VTIMEZONE
";

const FIXED: &str = "BEGIN:VTIMEZONE
TZID:Tokyo Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
";

fn read(lines: &str) -> Found {
    let file = format!(
        "BEGIN:VCALENDAR\n{BERLIN}{EASTERN}{ODD}{FIXED}BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    let found = Job { files: vec![file] }.read(&BuiltInCharsets);
    assert_eq!(found.invitations.len(), 1, "{lines}");
    found
}

/// A time as UTC with its offset and zone, or as what it is.
fn told(when: Option<&When>) -> String {
    match when {
        None => "none".to_owned(),
        Some(When::Day(date)) => date.to_string(),
        Some(When::Floating(clock)) => format!("{clock} floating"),
        Some(When::InZone { clock, zone }) => format!("{clock} in {zone}"),
        Some(When::At {
            moment,
            offset_minutes,
            zone,
        }) => {
            let clock = cards::ClockTime(moment.0 / 1_000);
            match zone {
                Some(zone) => format!("{clock}Z {offset_minutes:+} {zone}"),
                None => format!("{clock}Z"),
            }
        }
    }
}

#[test]
fn a_time_on_the_clock_of_a_zone_is_the_moment_that_it_is_there() {
    for (line, expected) in [
        // Winter, summer.
        (
            "DTSTART;TZID=Europe/Berlin:20261123T100000",
            "20261123T090000Z +60 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260723T100000",
            "20260723T080000Z +120 Europe/Berlin",
        ),
        // 29 March 2026: the clock goes from 02:00 to 03:00.
        (
            "DTSTART;TZID=Europe/Berlin:20260329T015959",
            "20260329T005959Z +60 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260329T030000",
            "20260329T010000Z +120 Europe/Berlin",
        ),
        // It never shows half past two: what held before counts.
        (
            "DTSTART;TZID=Europe/Berlin:20260329T023000",
            "20260329T013000Z +60 Europe/Berlin",
        ),
        // 25 October 2026: it shows half past two twice; the first is meant.
        (
            "DTSTART;TZID=Europe/Berlin:20261025T023000",
            "20261025T003000Z +120 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261025T030000",
            "20261025T020000Z +60 Europe/Berlin",
        ),
        // New Year: the last change was that of the year before.
        (
            "DTSTART;TZID=Europe/Berlin:20270101T000000",
            "20261231T230000Z +60 Europe/Berlin",
        ),
        // Before the first change that the file tells of.
        (
            "DTSTART;TZID=Europe/Berlin:19650701T120000",
            "19650701T110000Z +60 Europe/Berlin",
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20260308T013000",
            "20260308T063000Z -300 America/New_York",
        ),
        (
            "DTSTART;TZID=\"Eastern Standard Time\":20260308T030000",
            "20260308T070000Z -240 America/New_York",
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20261101T013000",
            "20261101T053000Z -240 America/New_York",
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20261101T020000",
            "20261101T070000Z -300 America/New_York",
        ),
        (
            "DTSTART;TZID=Odd:20260308T030000",
            "20260308T070000Z -240 Odd",
        ),
        (
            "DTSTART;TZID=Odd:20261101T030000",
            "20261101T080000Z -300 Odd",
        ),
        // Behind the last summer that its rule has, the last change holds on.
        (
            "DTSTART;TZID=Odd:20300701T120000",
            "20300701T160000Z -240 Odd",
        ),
        (
            "DTSTART;TZID=Tokyo Standard Time:20261123T100000",
            "20261123T010000Z +540 Asia/Tokyo",
        ),
        ("DTSTART:20261123T100000Z", "20261123T100000Z"),
        ("DTSTART;TZID=UTC:20261123T100000", "20261123T100000Z"),
        (
            "DTSTART;TZID=Europe/Berlin:20261123T100000Z",
            "20261123T100000Z",
        ),
        // A zone that the file does not describe is the browser's to know.
        (
            "DTSTART;TZID=Pacific Standard Time:20261123T100000",
            "20261123T100000 in America/Los_Angeles",
        ),
        (
            "DTSTART;TZID=Our own zone:20261123T100000",
            "20261123T100000 in Our own zone",
        ),
        ("DTSTART:20261123T100000", "20261123T100000 floating"),
        ("DTSTART;VALUE=DATE:20261123", "20261123"),
        ("DTSTART:20261123", "20261123"),
        ("DTSTART:tomorrow", "none"),
        ("DTSTART:20261323T100000", "none"),
        ("DTSTART:", "none"),
    ] {
        let found = read(line);
        assert_eq!(
            told(found.invitations[0].start.as_ref()),
            expected,
            "{line}"
        );
    }
}

#[test]
fn an_end_is_told_or_follows_from_the_duration() {
    let berlin = "DTSTART;TZID=Europe/Berlin:20260328T120000\n";
    for (lines, expected) in [
        (
            format!("{berlin}DTEND;TZID=Europe/Berlin:20260328T133000"),
            "20260328T123000Z +60 Europe/Berlin",
        ),
        (
            format!("{berlin}DURATION:PT90M"),
            "20260328T123000Z +60 Europe/Berlin",
        ),
        // A day later on the clock is 23 hours later that night; 24 hours are 24.
        (
            format!("{berlin}DURATION:P1D"),
            "20260329T100000Z +120 Europe/Berlin",
        ),
        (
            format!("{berlin}DURATION:PT24H"),
            "20260329T110000Z +60 Europe/Berlin",
        ),
        (
            format!("{berlin}DTEND;TZID=Europe/Berlin:20260328T120000"),
            "none",
        ),
        (
            format!("{berlin}DTEND;TZID=Europe/Berlin:20260301T120000"),
            "none",
        ),
        (format!("{berlin}DURATION:soon"), "none"),
        // Whole days end the day before the end that is told.
        (
            "DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261124".to_owned(),
            "none",
        ),
        (
            "DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261126".to_owned(),
            "20261125",
        ),
        (
            "DTSTART;VALUE=DATE:20261123\nDURATION:P2D".to_owned(),
            "20261124",
        ),
        (
            "DTSTART:20261123T100000\nDURATION:PT1H".to_owned(),
            "20261123T110000 floating",
        ),
        (
            "DTSTART:20261123T100000Z\nDURATION:PT1H".to_owned(),
            "20261123T110000Z",
        ),
        ("DTEND:20261123T100000Z".to_owned(), "none"),
    ] {
        let found = read(&lines);
        assert_eq!(told(found.invitations[0].end.as_ref()), expected, "{lines}");
    }
}

#[test]
fn a_series_ends_by_the_clock_of_its_start() {
    for (lines, expected) in [
        (
            "DTSTART;TZID=Europe/Berlin:20260105T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260706T080000Z",
            "20260706T080000Z",
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20260105T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260706T100000",
            "20260706T080000Z +120 Europe/Berlin",
        ),
        (
            "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;UNTIL=20260706",
            "20260706",
        ),
        (
            "DTSTART:20260105T100000Z\nRRULE:FREQ=WEEKLY;UNTIL=never",
            "none",
        ),
    ] {
        let found = read(lines);
        let recurrence = found.invitations[0].recurrence.as_ref().unwrap();
        assert_eq!(told(recurrence.until.as_ref()), expected, "{lines}");
    }
}
