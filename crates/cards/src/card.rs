//! A vCard that is kept. Its lines stay as they came, whether they are
//! understood here or not; only their spelling is that of 4.0.

use crate::component::{Component, components};
use crate::contact::{Birthday, Contact, Version};
use crate::file::{File, escaped, quoted};
use crate::line::{Line, lines};
use crate::time::{ClockTime, Date};
use crate::{limits, vcard};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::Timestamp;
use mime_message::CharsetDecoder;

/// The revisions that a change came from, by which one sees that somebody else
/// changed the same one at the same time.
const BASED_ON: &str = "X-PORTHOLE-BASED-ON";
/// Stands where a contact was removed: what one machine removes no other brings
/// back.
const REMOVED: &str = "X-PORTHOLE-REMOVED";
/// What 3.0 calls by names that Apple gave it.
const IN_VERSION_3: [(&str, &str); 2] = [
    ("KIND", "X-ADDRESSBOOKSERVER-KIND"),
    ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"),
];

/// A vCard that is kept: a contact, a group, or what is left of one.
#[derive(Clone, Debug, Default)]
pub struct Card(pub(crate) Component);

impl Card {
    /// The vCards of a file one by one, each with its BEGIN and END; however
    /// many they are.
    pub fn split(file: &str) -> impl Iterator<Item = &str> {
        let mut rest = file;
        core::iter::from_fn(move || {
            let start = find_mark(rest, "BEGIN:VCARD")?;
            let begun = rest.get(start..)?;
            let (mut end, mut depth) = (0, 0_usize);
            for line in begun.split_inclusive(['\n', '\r']) {
                end += line.len();
                if is_mark(line, "BEGIN:VCARD") {
                    depth += 1;
                } else if is_mark(line, "END:VCARD") {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            let card;
            (card, rest) = begun.split_at_checked(end)?;
            Some(card)
        })
    }
    /// Reads one. `None` where it is none, or longer than 1 MiB.
    pub fn read(text: &str, charsets: &dyn CharsetDecoder) -> Option<Self> {
        let (lines, is_cut) = lines(text, charsets);
        let (components, _) = components(lines);
        let card = components.into_iter().find(|card| card.name == "VCARD");
        let mut card = card.filter(|_| !is_cut)?;
        card.children.clear();
        for line in &mut card.lines {
            respell(line);
        }
        let says_nothing = |line: &Line| line.name == "FN" && line.value.is_empty();
        let is_kept = |line: &Line| line.name != "VERSION" && !says_nothing(line);
        card.lines.retain(is_kept);
        Some(Self(card))
    }
    /// What it tells. `None` if it tells nothing by which one could call it.
    pub fn contact(&self) -> Option<Contact> {
        vcard::read(&self.0)
    }
    /// What names it wherever it is; empty where nothing does.
    pub fn uid(&self) -> String {
        vcard::uid(&self.0)
    }
    /// Names it.
    pub fn set_uid(&mut self, uid: &str) {
        let value = format!("urn:uuid:{}", escaped(uid));
        self.set("UID", Some(value));
    }
    /// Names it, unless it has a name.
    pub fn set_uid_if_none(&mut self, uid: &str) {
        if self.uid().is_empty() {
            self.set_uid(uid);
        }
    }
    /// Names it as another is named.
    pub fn keep_uid_of(&mut self, other: &Self) {
        let named = other.0.line("UID").cloned();
        self.0.lines.retain(|line| line.name != "UID");
        self.0.lines.extend(named);
    }
    /// When it was changed last (REV), to the second.
    pub fn revision(&self) -> Option<Timestamp> {
        moment(&self.0.line("REV")?.value)
    }
    /// The revisions that it came from, as far as it tells: the latest ones.
    pub fn based_on(&self) -> Vec<Timestamp> {
        let line = self.0.line(BASED_ON);
        let moments = line.into_iter().flat_map(|line| line.value.split(','));
        moments.take(limits::REVISIONS).filter_map(moment).collect()
    }
    /// Says that it was changed now, and from which revisions.
    pub fn revise(&mut self, now: Timestamp, from: &[Timestamp]) {
        let mut from = from.to_vec();
        from.sort_unstable_by_key(|moment| core::cmp::Reverse(*moment));
        from.dedup();
        from.truncate(limits::REVISIONS);
        let from: Vec<String> = from.into_iter().map(written).collect();
        self.set("REV", Some(written(now)));
        self.set(BASED_ON, (!from.is_empty()).then(|| from.join(",")));
    }
    /// Whether it only says that there is no such contact any more.
    pub fn is_removed(&self) -> bool {
        self.0.line(REMOVED).is_some()
    }
    /// What is left of it where it is removed.
    #[must_use]
    pub fn removed(&self) -> Self {
        let is_left = |line: &&Line| matches!(line.name.as_str(), "UID" | "FN" | "REV");
        let mut left = Self(Component {
            name: self.0.name.clone(),
            lines: self.0.lines.iter().filter(is_left).cloned().collect(),
            children: Vec::new(),
        });
        left.set(REMOVED, Some("1".to_owned()));
        left
    }
    /// As it is kept: a vCard 4.0 (RFC 6350), with CRLF line ends and no line
    /// longer than 75 octets.
    pub fn kept(&self) -> String {
        self.write(Version::V4, true)
    }
    /// As others read it, without what is noted for our own use.
    pub fn written(&self, version: Version) -> String {
        self.write(version, false)
    }

    fn write(&self, version: Version, with_own: bool) -> String {
        let mut file = File::default();
        file.line("BEGIN", "VCARD");
        let number = match version {
            Version::V4 => "4.0",
            Version::V3 => "3.0",
        };
        file.line("VERSION", number);
        for (name, value) in self.missing(version) {
            file.line(name, &value);
        }
        let lines = self.0.lines.iter();
        let is_own = |line: &Line| matches!(line.name.as_str(), BASED_ON | REMOVED);
        for line in lines.filter(|line| with_own || !is_own(line)) {
            match version {
                Version::V4 => write_line(&mut file, line),
                Version::V3 => write_line(&mut file, &in_version_3(line)),
            }
        }
        file.line("END", "VCARD");
        file.0
    }
    /// Lines that must be there (FN; in 3.0 N too) and are not.
    fn missing(&self, version: Version) -> Vec<(&'static str, String)> {
        let name = || self.contact().map(|contact| contact.name);
        let mut missing = Vec::new();
        if self.0.line("FN").is_none() {
            missing.push(("FN", escaped(&name().unwrap_or_default())));
        }
        if version == Version::V3 && self.0.line("N").is_none() {
            let name = name().unwrap_or_default();
            missing.push(("N", format!("{};;;;", escaped(&name))));
        }
        missing
    }
    /// Has the card one line of this name with a value that is escaped, or none.
    pub(crate) fn set(&mut self, name: &str, value: Option<String>) {
        let lines = &mut self.0.lines;
        let place = lines.iter().position(|line| line.name == name);
        lines.retain(|line| line.name != name);
        if let Some(value) = value {
            let line = Line::new(name, value);
            let place = place.unwrap_or(lines.len()).min(lines.len());
            lines.insert(place, line);
        }
    }
}

fn is_mark(line: &str, mark: &str) -> bool {
    let line = line.trim().trim_start_matches('\u{feff}');
    line.eq_ignore_ascii_case(mark)
}

/// Where the line stands that is this mark.
fn find_mark(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if is_mark(line, mark) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Reads a moment as 4.0, 3.0 and others write it.
fn moment(text: &str) -> Option<Timestamp> {
    let plain = |c: &char| !matches!(c, '-' | ':' | ' ');
    let text: String = text.chars().filter(plain).collect();
    let text = text.trim_end_matches(['Z', 'z']);
    let text = text.split('.').next().unwrap_or(text);
    let clock = match Date::parse(text) {
        Some(date) => ClockTime::new(date, 0),
        None => ClockTime::parse(text)?,
    };
    Some(Timestamp(clock.0.checked_mul(1_000)?))
}

fn written(moment: Timestamp) -> String {
    format!("{}Z", ClockTime(moment.0.div_euclid(1_000)))
}

/// Spells a line as 4.0 has it: what is encoded within it is an URL or text.
fn respell(line: &mut Line) {
    line.strip_controls();
    if let Some(bytes) = line.bytes.take() {
        let media_type = vcard::picture_type(&bytes).unwrap_or("application/octet-stream");
        line.value = format!("data:{media_type};base64,{}", BASE64.encode(&bytes));
        line.remove_parameter("TYPE");
    }
    line.remove_parameter("ENCODING");
    line.remove_parameter("CHARSET");
    let mut is_preferred = false;
    line.retain_parameters(|name, value| {
        let is = |word: &str| name == "TYPE" && value.eq_ignore_ascii_case(word);
        is_preferred |= is("PREF");
        !is("PREF") && !is("INTERNET")
    });
    if is_preferred && line.parameter("PREF").is_none() {
        line.add_parameter("PREF", "1");
    }
    if let Some((name, _)) = IN_VERSION_3.iter().find(|(_, other)| line.name == *other) {
        (*name).clone_into(&mut line.name);
    }
    if line.name == "BDAY" {
        let is_day = !line.value.contains(['T', 't']);
        if let Some(day) = vcard::birthday(&line.value).filter(|_| is_day) {
            line.value = birthday(day);
            line.remove_parameter("X-APPLE-OMIT-YEAR");
        }
    }
}

/// A day of birth (RFC 6350 §4.3.1).
pub(crate) fn birthday(day: Birthday) -> String {
    match day.year {
        Some(year) => format!("{year:04}{:02}{:02}", day.month, day.day),
        None => format!("--{:02}{:02}", day.month, day.day),
    }
}

/// The same line in the words of 3.0 (RFC 2426).
fn in_version_3(line: &Line) -> Line {
    let mut line = line.clone();
    if let Some((_, name)) = IN_VERSION_3.iter().find(|(own, _)| line.name == *own) {
        (*name).clone_into(&mut line.name);
    }
    if line.parameter("PREF").is_some() {
        line.remove_parameter("PREF");
        line.add_parameter("TYPE", "PREF");
    }
    if line.name == "BDAY"
        && let Some(day) = vcard::birthday(&line.value)
    {
        // Programs that know no birthday without a year know this one.
        let year = day.year.unwrap_or(1_604);
        line.value = format!("{year:04}-{:02}-{:02}", day.month, day.day);
        if day.year.is_none() {
            line.add_parameter("X-APPLE-OMIT-YEAR", "1604");
        }
    }
    let data = line
        .value
        .get(..5)
        .filter(|start| start.eq_ignore_ascii_case("data:"));
    if let (Some(_), Some((head, data))) = (data, line.value.split_once("base64,")) {
        let kind = head.split(['/', ';']).nth(1).unwrap_or_default();
        let kind = kind.trim_end_matches('\\').to_ascii_uppercase();
        let data = data.to_owned();
        line.value = data;
        line.add_parameter("ENCODING", "b");
        line.add_parameter("TYPE", &kind);
    }
    line
}

fn write_line(file: &mut File, line: &Line) {
    let mut head = String::new();
    if !line.group.is_empty() {
        head.push_str(&line.group);
        head.push('.');
    }
    head.push_str(&line.name);
    let mut written: Vec<&str> = Vec::new();
    for (name, _) in line.all_parameters() {
        if written.contains(&name) {
            continue;
        }
        written.push(name);
        head.push(';');
        head.push_str(name);
        for (place, value) in line.parameters(name).enumerate() {
            head.push(if place == 0 { '=' } else { ',' });
            head.push_str(&parameter_value(value));
        }
    }
    file.line(&head, &line.value.replace('\n', "\\n"));
}

fn parameter_value(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./+@ ".contains(c) || !c.is_ascii();
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.to_owned();
    }
    quoted(value)
}

impl Contact {
    /// A card of its own for it.
    pub fn card(&self) -> Card {
        let mut card = Card(Component {
            name: "VCARD".to_owned(),
            ..Component::default()
        });
        card.edit(self);
        card
    }
    /// The same, named as it says.
    pub fn card_with_uid(&self) -> Card {
        let mut card = self.card();
        if !self.uid.is_empty() {
            card.set_uid(&self.uid);
        }
        card
    }
    /// What it would be called where it has no name of its own.
    pub fn natural_name(&self) -> String {
        let names = &self.names;
        let spoken = [
            &names.prefixes,
            &names.given,
            &names.additional,
            &names.family,
            &names.suffixes,
        ];
        let spoken: Vec<&str> = spoken
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let first = |entries: &[crate::Labelled]| {
            let first = entries.first();
            first.map(|entry| entry.value.clone()).unwrap_or_default()
        };
        let names = [
            spoken.join(" "),
            self.nickname.clone(),
            self.organization.clone(),
            first(&self.emails),
            first(&self.phones),
        ];
        let mut names = names.into_iter();
        names.find(|name| !name.is_empty()).unwrap_or_default()
    }
}

/// The longest value that is written of what a person typed, in octets.
pub(crate) const LONGEST_TYPED: usize = limits::LONG_TEXT;
