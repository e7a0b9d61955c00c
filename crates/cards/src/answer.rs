//! Answers to invitations, as a calendar file (RFC 5546 §3.2.3).

use crate::file::{File, escaped, quoted};
use crate::invitation::{Invitation, Participation};
use crate::time::{ClockTime, Date, When};
use core::fmt::Write as _;
use mail_model::{Address, Timestamp};
use serde::{Deserialize, Serialize};

/// What one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// Yes.
    Accept,
    /// Perhaps.
    Tentative,
    /// No.
    Decline,
}

impl Reply {
    /// What the organizer will know.
    pub fn participation(self) -> Participation {
        match self {
            Self::Accept => Participation::Accepted,
            Self::Tentative => Participation::Tentative,
            Self::Decline => Participation::Declined,
        }
    }
    fn word(self) -> &'static str {
        match self {
            Self::Accept => "ACCEPTED",
            Self::Tentative => "TENTATIVE",
            Self::Decline => "DECLINED",
        }
    }
}

/// An answer of an attendee to an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// To what.
    pub invitation: &'a Invitation,
    /// Who answers, as the invitation names them.
    pub attendee: &'a Address,
    /// What.
    pub reply: Reply,
    /// What they add in words; may be empty.
    pub comment: &'a str,
    /// The time it is.
    pub now: Timestamp,
}

impl Answer<'_> {
    /// The calendar file, with CRLF line ends and no line longer than 75
    /// octets. It goes out as `text/calendar; method=REPLY` (RFC 6047).
    pub fn calendar(&self) -> String {
        let invitation = self.invitation;
        let mut file = File::default();
        file.line("BEGIN", "VCALENDAR");
        file.line("PRODID", "-//Porthole//Porthole//EN");
        file.line("VERSION", "2.0");
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "REPLY");
        file.line("BEGIN", "VEVENT");
        file.line("UID", &escaped(&invitation.uid));
        file.when("RECURRENCE-ID", invitation.recurrence_id.as_ref());
        file.line("SEQUENCE", &invitation.sequence.to_string());
        let now = ClockTime(self.now.0.div_euclid(1_000));
        file.line("DTSTAMP", &format!("{now}Z"));
        file.when("DTSTART", invitation.start.as_ref());
        // Of whole days the end is told as the day behind the last.
        file.when("DTEND", invitation.end.as_ref().map(day_after).as_ref());
        if let Some(organizer) = &invitation.organizer {
            file.address("ORGANIZER", organizer);
        }
        let participation = format!("ATTENDEE;PARTSTAT={}", self.reply.word());
        file.address(&participation, self.attendee);
        if !invitation.summary.is_empty() {
            file.line("SUMMARY", &escaped(&invitation.summary));
        }
        if !self.comment.trim().is_empty() {
            file.line("COMMENT", &escaped(self.comment.trim()));
        }
        file.line("END", "VEVENT");
        file.line("END", "VCALENDAR");
        file.0
    }
}

fn day_after(end: &When) -> When {
    match end {
        When::Day(last) => When::Day(Date::of_number(last.number() + 1)),
        other => other.clone(),
    }
}

impl File {
    fn when(&mut self, name: &str, when: Option<&When>) {
        match when {
            None => {}
            Some(When::Day(date)) => self.line(&format!("{name};VALUE=DATE"), &date.to_string()),
            Some(When::Floating(clock)) => self.line(name, &clock.to_string()),
            // In UTC, so that the zone need not be described.
            Some(When::At { moment, .. }) => {
                let clock = ClockTime(moment.0.div_euclid(1_000));
                self.line(name, &format!("{clock}Z"));
            }
            Some(When::InZone { clock, zone }) => {
                self.line(&format!("{name};TZID={}", quoted(zone)), &clock.to_string());
            }
        }
    }
    fn address(&mut self, head: &str, address: &Address) {
        let mut head = head.to_owned();
        if !address.name.is_empty() {
            // Writing into a string does not fail.
            let _ = write!(head, ";CN={}", quoted(&address.name));
        }
        let is_of_address = |c: &char| !c.is_whitespace();
        let address: String = address.address.chars().filter(is_of_address).collect();
        self.line(&head, &format!("mailto:{address}"));
    }
}
