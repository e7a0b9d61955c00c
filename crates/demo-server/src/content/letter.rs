use crate::content::date::{calendar_day, rfc5322_date};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use core::time::Duration;
use mail_model::{Flag, Flags, Timestamp};

/// A message written by hand: a file in `mail/`, in the very octets of the
/// charset that it names, with a few places left open.
///
/// `{{date}}` is its Date, `{{date -2}}` two days before; `{{day +3}}` is the
/// third day from then as a calendar file writes it; `{{base64 NAME}}` is a file
/// of `mail/files/`, and `{{generated N}}` so many made-up octets in base64.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// Where it lies.
    pub(super) mailbox: &'static str,
    pub(super) text: &'static [u8],
    /// How long it has lain there.
    pub(super) minutes_ago: u32,
    /// Its flags' names in lower case.
    pub(super) flags: &'static str,
}

impl Letter {
    /// When it arrived, if that was `minutes_ago` before `now`.
    pub(super) fn received(&self, now: Timestamp) -> Timestamp {
        let age = Duration::from_secs(u64::from(self.minutes_ago) * 60);
        Timestamp(
            now.0
                .saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    pub(super) fn flags(&self) -> Flags {
        let flag = |name| match name {
            "seen" => Some(Flag::Seen),
            "answered" => Some(Flag::Answered),
            "flagged" => Some(Flag::Flagged),
            "draft" => Some(Flag::Draft),
            _ => None,
        };
        self.flags.split_whitespace().filter_map(flag).collect()
    }

    /// The message, written at `date`.
    pub(super) fn write(&self, date: Timestamp) -> Vec<u8> {
        fill_in(self.text, date)
    }
}

/// Replaces each `{{…}}`; one that is none of those above stays.
fn fill_in(text: &[u8], date: Timestamp) -> Vec<u8> {
    let mut filled = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = find(rest, b"{{") {
        let (before, from) = rest.split_at(start);
        filled.extend_from_slice(before);
        let place = find(from, b"}}").and_then(|end| {
            let name = core::str::from_utf8(from.get(2..end)?).ok()?;
            Some((value(name, date)?, from.get(end + 2..)?))
        });
        match place {
            Some((value, behind)) => {
                filled.extend_from_slice(&value);
                rest = behind;
            }
            None => {
                filled.extend_from_slice(b"{{");
                rest = from.get(2..).unwrap_or(&[]);
            }
        }
    }
    filled.extend_from_slice(rest);
    filled
}

fn value(name: &str, date: Timestamp) -> Option<Vec<u8>> {
    let (kind, argument) = name.split_once(' ').unwrap_or((name, "0"));
    let day = || Some(days_from(date, argument.parse().ok()?));
    match kind {
        "date" => Some(rfc5322_date(day()?).into_bytes()),
        "day" => Some(calendar_day(day()?).into_bytes()),
        "base64" => Some(base64_lines(&fill_in(file(argument)?, date))),
        "generated" => Some(base64_lines(&generated_octets(argument.parse().ok()?))),
        _ => None,
    }
}

/// The files that letters carry.
fn file(name: &str) -> Option<&'static [u8]> {
    Some(match name {
        "kittiwake.png" => include_bytes!("mail/files/kittiwake.png"),
        "lantern.png" => include_bytes!("mail/files/lantern.png"),
        "launch.ics" => include_bytes!("mail/files/launch.ics"),
        "mast-section.png" => include_bytes!("mail/files/mast-section.png"),
        "survey.pdf" => include_bytes!("mail/files/survey.pdf"),
        "tides.png" => include_bytes!("mail/files/tides.png"),
        "timber.csv" => include_bytes!("mail/files/timber.csv"),
        "waves.png" => include_bytes!("mail/files/waves.png"),
        _ => return None,
    })
}

fn days_from(date: Timestamp, days: i64) -> Timestamp {
    Timestamp(date.0.saturating_add(days.saturating_mul(86_400_000)))
}

/// Octets without a pattern that the eye or a compressor would find.
fn generated_octets(count: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let octets = core::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    octets.flatten().take(count.min(16_000_000)).collect()
}

/// Base64 in lines of 76 characters (RFC 2045 §6.8), without a last line end.
fn base64_lines(octets: &[u8]) -> Vec<u8> {
    let mut lines = Vec::with_capacity(octets.len() / 57 * 78 + 78);
    for line in octets.chunks(57) {
        if !lines.is_empty() {
            lines.extend_from_slice(b"\r\n");
        }
        lines.extend_from_slice(STANDARD.encode(line).as_bytes());
    }
    lines
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_places_are_filled_in_and_others_stay() {
        let moment = Timestamp(1_700_000_000_000);
        let filled = fill_in(b"{{date}} {{day +3}} {{generated 3}} {{x}} {{", moment);
        assert_eq!(
            String::from_utf8(filled).unwrap(),
            "Tue, 14 Nov 2023 22:13:20 +0000 20231117 F9VM {{x}} {{"
                .replace("F9VM", &STANDARD.encode(generated_octets(3)))
        );
        assert!(fill_in(b"{{base64 survey.pdf}}", moment).starts_with(b"JVBERi0x"));
    }
}
