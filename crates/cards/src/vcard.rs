//! vCards of all versions: 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

use crate::calendar::web_address;
use crate::component::Component;
use crate::contact::{Birthday, Contact, Label, Labelled, Photo};
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
    let organization = joined(fields("ORG").iter(), ", ");
    let emails = labelled(card, "EMAIL", |line| without_scheme(line, "mailto:"));
    let phones = labelled(card, "TEL", |line| without_scheme(line, "tel:"));
    let value = |entries: &[Labelled]| {
        let first = entries.first();
        first.map(|entry| entry.value.clone()).unwrap_or_default()
    };
    let names = [
        short("FN"),
        name(&fields("N")),
        short("NICKNAME"),
        organization.clone(),
        value(&emails),
        value(&phones),
    ];
    Some(Contact {
        name: names.into_iter().find(|name| !name.is_empty())?,
        organization,
        title: short("TITLE"),
        emails,
        phones,
        addresses: labelled(card, "ADR", postal_address),
        urls: labelled(card, "URL", |line| {
            // vCard 2.1 and its heirs escape colons.
            web_address(&line.value.replace("\\:", ":")).unwrap_or_default()
        }),
        birthday: card.line("BDAY").and_then(|line| birthday(&line.value)),
        note: card.text("NOTE", limits::LONG_TEXT),
        photo: card.lines("PHOTO").find_map(photo),
    })
}

fn joined<'a>(parts: impl Iterator<Item = &'a String>, between: &str) -> String {
    let parts: Vec<&str> = parts
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(between)
}

/// Family; given; further; before; after (RFC 6350 §6.2.2), as they are spoken.
fn name(fields: &[String]) -> String {
    const SPOKEN: [usize; 5] = [3, 1, 2, 0, 4];
    joined(SPOKEN.iter().filter_map(|at| fields.get(*at)), " ")
}

/// Post box; extension; street; town; region; code; country (RFC 6350 §6.3.1), in lines.
fn postal_address(line: &Line) -> String {
    let fields = line.fields(limits::SHORT_TEXT);
    let some =
        |places: &[usize], between| joined(places.iter().filter_map(|at| fields.get(*at)), between);
    let lines = [
        some(&[2], " "),
        some(&[0, 1], ", "),
        some(&[5, 3], " "),
        some(&[4], " "),
        some(&[6], " "),
    ];
    joined(lines.iter(), "\n")
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
fn labelled(card: &Component, name: &str, value: impl Fn(&Line) -> String) -> Vec<Labelled> {
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

fn label(card: &Component, line: &Line) -> Label {
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
fn birthday(text: &str) -> Option<Birthday> {
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
fn photo(line: &Line) -> Option<Photo> {
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
fn picture_type(bytes: &[u8]) -> Option<&'static str> {
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
