//! iCalendar files: their events (RFC 5545, and vCalendar 1.0 as far as it is alike).

use crate::Found;
use crate::component::Component;
use crate::invitation::{
    Attendee, AttendeeKind, Invitation, Method, Other, OtherKind, Participation, Role, Status,
};
use crate::limits;
use crate::line::{Line, clean};
use crate::recurrence::Recurrence;
use crate::time::{Date, Span, When};
use crate::zone::Zones;
use mail_model::Address;

/// Reads a VCALENDAR, or an event that stands without one.
pub(crate) fn read(calendar: &Component, into: &mut Found) {
    let method = method(&calendar.text("METHOD", limits::SHORT_TEXT));
    let zones = Zones::read(calendar.children.iter());
    let is_bare = calendar.name != "VCALENDAR";
    let bare = is_bare.then_some(calendar);
    for component in bare.into_iter().chain(&calendar.children) {
        let kind = match component.name.as_str() {
            "VEVENT" if into.invitations.len() >= limits::INVITATIONS => {
                into.is_cut = true;
                continue;
            }
            "VEVENT" => {
                let invitation = invitation(component, method, &zones);
                let mut known = into.invitations.iter();
                if !known.any(|known| is_same(known, &invitation)) {
                    into.invitations.push(invitation);
                }
                continue;
            }
            "VTODO" => OtherKind::Task,
            "VJOURNAL" => OtherKind::Journal,
            "VFREEBUSY" => OtherKind::FreeBusy,
            _ => continue,
        };
        if into.others.len() >= limits::OTHERS {
            into.is_cut = true;
            continue;
        }
        into.others.push(Other {
            kind,
            summary: component.text("SUMMARY", limits::SHORT_TEXT),
        });
    }
}

/// Whether two tell of the same: many messages carry one file twice.
fn is_same(one: &Invitation, other: &Invitation) -> bool {
    let what = |of: &Invitation| (of.method, of.sequence);
    what(one) == what(other)
        && one.uid == other.uid
        && one.recurrence_id == other.recurrence_id
        && one.start == other.start
        && one.summary == other.summary
}

fn method(name: &str) -> Method {
    match name.to_ascii_uppercase().as_str() {
        "REQUEST" => Method::Request,
        "REPLY" => Method::Reply,
        "ADD" => Method::Add,
        "CANCEL" => Method::Cancel,
        "REFRESH" => Method::Refresh,
        "COUNTER" => Method::Counter,
        "DECLINECOUNTER" => Method::DeclineCounter,
        _ => Method::Publish,
    }
}

fn invitation(event: &Component, method: Method, zones: &Zones) -> Invitation {
    let short = |name| event.text(name, limits::SHORT_TEXT);
    let start_line = event.line("DTSTART");
    let start = start_line.and_then(|line| zones.when(line));
    let attendees: Vec<_> = event.lines("ATTENDEE").map(attendee).collect();
    let more = attendees.len().saturating_sub(limits::ATTENDEES);
    Invitation {
        method,
        uid: uid(event),
        sequence: short("SEQUENCE").parse().unwrap_or(0),
        recurrence_id: event
            .line("RECURRENCE-ID")
            .and_then(|line| zones.when(line)),
        summary: short("SUMMARY"),
        location: short("LOCATION"),
        description: description(event),
        comment: event.text("COMMENT", limits::LONG_TEXT),
        organizer: event.line("ORGANIZER").map(address),
        attendees: attendees.into_iter().take(limits::ATTENDEES).collect(),
        more_attendees: u32::try_from(more).unwrap_or(u32::MAX),
        end: start.as_ref().and_then(|start| end(event, start, zones)),
        recurrence: event
            .line("RRULE")
            .and_then(|line| recurrence(line, start_line, zones)),
        start,
        status: match short("STATUS").to_ascii_uppercase().as_str() {
            "TENTATIVE" => Status::Tentative,
            "CANCELLED" => Status::Cancelled,
            _ => Status::Confirmed,
        },
        url: event.line("URL").and_then(|line| web_address(&line.value)),
        conference: conference(event),
    }
}

/// Only whole can it be answered to.
fn uid(event: &Component) -> String {
    let is_whole = |line: &&Line| line.value.len() <= limits::SHORT_TEXT;
    let line = event.line("UID").filter(is_whole);
    line.map(|line| line.text(limits::SHORT_TEXT))
        .unwrap_or_default()
}

/// Outlook writes a tilde and blanks where there is nothing to say.
fn description(event: &Component) -> String {
    let text = event.text("DESCRIPTION", limits::LONG_TEXT);
    let is_saying = text.chars().any(char::is_alphanumeric);
    if is_saying { text } else { String::new() }
}

/// The end, where it is later than the start; of whole days the last one.
fn end(event: &Component, start: &When, zones: &Zones) -> Option<When> {
    let told = event.line("DTEND").and_then(|line| zones.when(line));
    let lasts = || {
        let span = Span::parse(&event.line("DURATION")?.value)?;
        zones.after(event.line("DTSTART")?, span)
    };
    match (start, told.or_else(lasts)?) {
        (When::Day(start), When::Day(end)) => {
            let last = Date::of_number(end.number() - 1);
            (last > *start).then_some(When::Day(last))
        }
        (When::At { moment: start, .. }, When::At { moment, .. }) if moment <= *start => None,
        (When::Floating(start), When::Floating(end)) if end <= *start => None,
        (_, end) => Some(end),
    }
}

fn recurrence(line: &Line, start: Option<&Line>, zones: &Zones) -> Option<Recurrence> {
    Recurrence::read(&line.value, |until| {
        // A time without a zone is one on the clock of the start.
        let mut until_line = start.cloned().unwrap_or_default();
        until_line.value = until.to_owned();
        zones.when(&until_line)
    })
}

fn attendee(line: &Line) -> Attendee {
    let parameter = |name| {
        line.parameter(name)
            .unwrap_or_default()
            .to_ascii_uppercase()
    };
    Attendee {
        address: address(line),
        participation: match parameter("PARTSTAT").as_str() {
            "ACCEPTED" => Participation::Accepted,
            "TENTATIVE" => Participation::Tentative,
            "DECLINED" => Participation::Declined,
            "DELEGATED" => Participation::Delegated,
            _ => Participation::NeedsAction,
        },
        role: match parameter("ROLE").as_str() {
            "CHAIR" => Role::Chair,
            "OPT-PARTICIPANT" => Role::Optional,
            "NON-PARTICIPANT" => Role::Informed,
            _ => Role::Required,
        },
        kind: match parameter("CUTYPE").as_str() {
            "GROUP" => AttendeeKind::Group,
            "RESOURCE" => AttendeeKind::Resource,
            "ROOM" => AttendeeKind::Room,
            _ => AttendeeKind::Person,
        },
    }
}

/// A calendar user (RFC 5545 §3.3.3): mostly a `mailto` URL, sometimes a mere
/// address or a name of a directory with the address beside it.
fn address(line: &Line) -> Address {
    let value = line.value.trim();
    let scheme = value.get(.."mailto:".len());
    let told = match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => value.get(scheme.len()..),
        _ => Some(value),
    };
    let is_address = |text: &&str| text.contains('@') && !text.contains(char::is_whitespace);
    let found = told
        .filter(is_address)
        .or_else(|| line.parameter("EMAIL").filter(is_address));
    let name = clean(line.parameter("CN").unwrap_or_default(), limits::SHORT_TEXT);
    let address = clean(found.unwrap_or_default(), limits::SHORT_TEXT);
    let name = name.replace('\n', " ");
    Address {
        // Many repeat the address as the name.
        name: if name.eq_ignore_ascii_case(&address) {
            String::new()
        } else {
            name
        },
        address,
    }
}

fn conference(event: &Component) -> Option<String> {
    const NAMES: [&str; 4] = [
        "CONFERENCE",
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-ONLINEMEETINGCONFLINK",
    ];
    let lines = NAMES.iter().flat_map(|name| event.lines(name));
    lines.into_iter().find_map(|line| web_address(&line.value))
}

/// An absolute http or https URL, and nothing else.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let starts_with = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let is_odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\');
    let is_address = starts_with("http://") || starts_with("https://");
    (is_address && text.len() <= 2_000 && !text.contains(is_odd)).then(|| text.to_owned())
}
