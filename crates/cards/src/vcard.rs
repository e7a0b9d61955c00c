//! vCards of all versions: 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

use crate::calendar::web_address;
use crate::component::Component;
use crate::contact::{Birthday, Contact, Label, Labelled, Names, Photo, PostalAddress};
use crate::limits;
use crate::line::{Line, clean};
use crate::time::Date;
use mail_model::Part;

/// Reads a VCARD. `None` if it tells nothing by which one could call it.
pub(crate) fn read(card: &Component) -> Option<Contact> {
    let short = |name| card.text(name, limits::SHORT_TEXT);
    let fields = |name| {
        let line = card.line(name);
        line.map(|line| line.fields(limits::SHORT_TEXT))
            .unwrap_or_default()
    };
    let organization = organization(card);
    let emails = labelled(card, "EMAIL", email);
    let phones = labelled(card, "TEL", phone);
    let value = |entries: &[Labelled]| {
        let first = entries.first();
        first.map(|entry| entry.value.clone()).unwrap_or_default()
    };
    let names = [
        short("FN"),
        spoken(&fields("N")),
        short("NICKNAME"),
        organization.clone(),
        value(&emails),
        value(&phones),
    ];
    let members = is_group(card).then(|| members(card));
    Some(Contact {
        uid: uid(card),
        name: names.into_iter().find(|name| !name.is_empty())?,
        names: named(card),
        nickname: short("NICKNAME"),
        organization,
        title: short("TITLE"),
        emails,
        phones,
        addresses: addresses(card),
        urls: labelled(card, "URL", url),
        birthday: card.line("BDAY").and_then(|line| birthday(&line.value)),
        note: card.text("NOTE", limits::LONG_TEXT),
        photo: card.lines("PHOTO").find_map(photo),
        members,
    })
}

/// What names a card wherever it is, without what some put before it.
pub(crate) fn uid(card: &Component) -> String {
    bare_uid(&card.text("UID", limits::SHORT_TEXT))
}

fn bare_uid(text: &str) -> String {
    const SCHEME: &str = "urn:uuid:";
    let text = text.trim();
    match text.get(..SCHEME.len()) {
        Some(start) if start.eq_ignore_ascii_case(SCHEME) => text.get(SCHEME.len()..),
        _ => Some(text),
    }
    .unwrap_or_default()
    .to_owned()
}

/// Whether it tells of a group: in 4.0's words (RFC 6350 §6.1.4), or in those
/// that Apple put into 3.0.
fn is_group(card: &Component) -> bool {
    let kinds = ["KIND", "X-ADDRESSBOOKSERVER-KIND"];
    let mut kinds = kinds.into_iter().flat_map(|name| card.lines(name));
    kinds.any(|line| line.value.trim().eq_ignore_ascii_case("group"))
}

fn members(card: &Component) -> Vec<String> {
    let mut members: Vec<String> = Vec::new();
    for line in &card.lines {
        let member = member(line);
        let is_known = members.contains(&member);
        if !member.is_empty() && !is_known && members.len() < limits::MEMBERS {
            members.push(member);
        }
    }
    members
}

/// Whom a line names as a member; empty where it does not.
pub(crate) fn member(line: &Line) -> String {
    match line.name.as_str() {
        "MEMBER" | "X-ADDRESSBOOKSERVER-MEMBER" => bare_uid(&line.text(limits::SHORT_TEXT)),
        _ => String::new(),
    }
}

pub(crate) fn organization(card: &Component) -> String {
    let fields = card.line("ORG").map(|line| line.fields(limits::SHORT_TEXT));
    joined(fields.unwrap_or_default().iter(), ", ")
}

/// The parts of the name.
pub(crate) fn named(card: &Component) -> Names {
    let fields = card.line("N").map(|line| line.fields(limits::SHORT_TEXT));
    let mut fields = fields.unwrap_or_default().into_iter();
    let mut next = || fields.next().unwrap_or_default();
    Names {
        family: next(),
        given: next(),
        additional: next(),
        prefixes: next(),
        suffixes: next(),
    }
}

pub(crate) fn email(line: &Line) -> String {
    without_scheme(line, "mailto:")
}

pub(crate) fn phone(line: &Line) -> String {
    without_scheme(line, "tel:")
}

pub(crate) fn url(line: &Line) -> String {
    // vCard 2.1 and its heirs escape colons.
    web_address(&line.value.replace("\\:", ":")).unwrap_or_default()
}

fn joined<'a>(parts: impl Iterator<Item = &'a String>, between: &str) -> String {
    let parts: Vec<&str> = parts
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(between)
}

/// Family; given; further; before; after (RFC 6350 §6.2.2), as they are spoken.
fn spoken(fields: &[String]) -> String {
    const SPOKEN: [usize; 5] = [3, 1, 2, 0, 4];
    joined(SPOKEN.iter().filter_map(|at| fields.get(*at)), " ")
}

/// Post box; extension; street; town; region; code; country (RFC 6350 §6.3.1).
pub(crate) fn postal_address(line: &Line) -> PostalAddress {
    let fields = line.fields(limits::SHORT_TEXT);
    let some =
        |places: &[usize], between| joined(places.iter().filter_map(|at| fields.get(*at)), between);
    let street = [some(&[2], " "), some(&[0, 1], ", ")];
    PostalAddress {
        label: Label::None,
        street: joined(street.iter(), "\n"),
        town: some(&[3], " "),
        region: some(&[4], " "),
        code: some(&[5], " "),
        country: some(&[6], " "),
    }
}

/// All postal addresses, none twice.
pub(crate) fn addresses(card: &Component) -> Vec<PostalAddress> {
    let mut addresses: Vec<PostalAddress> = Vec::new();
    for line in card.lines("ADR") {
        let bare = postal_address(line);
        let is_known = addresses.iter().any(|known| {
            let known = PostalAddress {
                label: Label::None,
                ..known.clone()
            };
            known == bare
        });
        if bare == PostalAddress::default() || is_known || addresses.len() == limits::ENTRIES {
            continue;
        }
        let label = label(card, line);
        addresses.push(PostalAddress { label, ..bare });
    }
    addresses
}

fn without_scheme(line: &Line, scheme: &str) -> String {
    let text = line.text(limits::SHORT_TEXT);
    match text.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => {
            text.get(scheme.len()..).unwrap_or_default().to_owned()
        }
        _ => text,
    }
}

/// All lines of a name that say something, none twice.
pub(crate) fn labelled(
    card: &Component,
    name: &str,
    value: impl Fn(&Line) -> String,
) -> Vec<Labelled> {
    let mut entries: Vec<Labelled> = Vec::new();
    for line in card.lines(name) {
        let value = value(line);
        let is_known = entries.iter().any(|entry| entry.value == value);
        if value.is_empty() || is_known || entries.len() == limits::ENTRIES {
            continue;
        }
        let label = label(card, line);
        entries.push(Labelled { label, value });
    }
    entries
}

pub(crate) fn label(card: &Component, line: &Line) -> Label {
    // Apple names a line by another of its group, its own names in `_$!<…>!$_`.
    let mut names = card.lines("X-ABLABEL");
    let named = names.find(|name| !name.group.is_empty() && name.group == line.group);
    if let Some(named) = named {
        let text = named.text(limits::SHORT_TEXT);
        let text = text.trim_start_matches("_$!<").trim_end_matches(">!$_");
        return match text.to_ascii_lowercase().as_str() {
            "" => Label::None,
            "home" => Label::Home,
            "work" => Label::Work,
            "mobile" => Label::Mobile,
            _ => Label::Named(clean(text, 100)),
        };
    }
    let labels = [
        ("FAX", Label::Fax),
        ("CELL", Label::Mobile),
        ("HOME", Label::Home),
        ("WORK", Label::Work),
    ];
    let mut labels = labels.into_iter();
    let found = labels.find(|(name, _)| line.has("TYPE", name));
    found.map(|(_, label)| label).unwrap_or_default()
}

/// Reads `1985-04-12`, `19850412`, `--0412`, and those with a time behind.
pub(crate) fn birthday(text: &str) -> Option<Birthday> {
    let text = text.trim();
    let text = text.split(['T', 't', ' ']).next().unwrap_or(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // 2000 has all days that any year has.
    let (year, day) = match digits.len() {
        8 => (true, Date::parse(&digits)?),
        4 if text.starts_with("--") => (false, Date::parse(&format!("2000{digits}"))?),
        _ => return None,
    };
    Some(Birthday {
        // Some write 1604 where they know no year.
        year: Some(day.year).filter(|number| year && *number > 1_604),
        month: day.month,
        day: day.day,
    })
}

/// A picture that lies within the card. One that lies elsewhere is not fetched.
pub(crate) fn photo(line: &Line) -> Option<Photo> {
    let bytes = match &line.bytes {
        Some(bytes) => bytes.clone(),
        None => {
            // vCard 4.0: a data URL, in which some escape the delimiters.
            let (_, data) = line.value.split_once("base64")?;
            let data = data.trim_start_matches(['\\', ',']);
            let part = Part {
                transfer_encoding: "base64".to_owned(),
                ..Part::default()
            };
            let is_data = line.value.trim().to_ascii_lowercase().starts_with("data:");
            is_data.then(|| mime_message::decode_transfer(&part, data.as_bytes()).value)?
        }
    };
    let media_type = picture_type(&bytes).filter(|_| bytes.len() <= limits::PHOTO)?;
    Some(Photo {
        media_type: media_type.to_owned(),
        bytes,
    })
}

/// What the bytes of a picture are, whatever is said of them.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}
