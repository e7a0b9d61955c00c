//! Recipients as people type and paste them: lists of RFC 5322, lists of other
//! programs, one in a line.

use mail_model::{Address, EnvelopeAddress};

/// More than any message goes to, as many as a group has members at most: the rest is
/// left out, and whoever leaves it out says so.
pub const MOST: usize = 5_000;

/// Whether mail can be sent to it.
pub fn is_sound(address: &Address) -> bool {
    EnvelopeAddress::parse(&address.address).is_some()
}

/// A name and an address as headers write them (RFC 5322 §3.4).
pub fn written(address: &Address) -> String {
    let is_atom =
        |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " !#$%&'*+-/=?^_`{|}~".contains(c);
    let name = &address.name;
    if name.is_empty() {
        return address.address.clone();
    }
    if name.chars().all(is_atom) {
        return format!("{name} <{}>", address.address);
    }
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\" <{}>", address.address)
}

/// All recipients in a text, in order; where there are more than [`MOST`], one more
/// than that. What is no address stays as it was
/// written, in the address's place: whoever shows it marks it.
pub fn parse(text: &str) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut name: Option<String> = None;
    for part in split(text) {
        let part_text = match name.take() {
            // "Lovelace, Ada <ada@example.org>": the comma was the name's.
            Some(family) if part.is_angled() => format!("{family}, {}", part.text),
            Some(family) => {
                found.push(address(&family));
                part.text.clone()
            }
            None => part.text.clone(),
        };
        let is_name = !part_text.contains(['@', '<']) && part.ends_with_comma;
        if is_name {
            name = Some(part_text);
        } else {
            found.extend(people(&part_text));
        }
        if found.len() > MOST {
            break;
        }
    }
    found.extend(name.map(|name| address(&name)));
    found.retain(|address| !address.address.is_empty());
    found.truncate(MOST + 1);
    found
}

/// A stretch between two separators.
struct Part {
    text: String,
    ends_with_comma: bool,
}

impl Part {
    fn is_angled(&self) -> bool {
        self.text.contains('<') && self.text.contains('@')
    }
}

/// Splits at commas, semicolons and line ends that stand in no quotes, angles or
/// comments. A group's name (RFC 5322 §3.4) is left out.
fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let (mut is_quoted, mut is_angled, mut depth) = (false, false, 0_u32);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if is_quoted || depth > 0 => {
                part.push(c);
                part.extend(chars.next());
                continue;
            }
            // A line's end closes what was left open: it was pasted so.
            '\n' | '\r' => (is_quoted, is_angled, depth) = (false, false, 0),
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            '<' if !is_quoted && depth == 0 => is_angled = true,
            '>' if !is_quoted && depth == 0 => is_angled = false,
            ':' if !is_quoted && !is_angled && depth == 0 && !part.contains(['@', '[']) => {
                // The name of a group, or `mailto:`.
                part.clear();
                continue;
            }
            _ => {}
        }
        let is_free = !is_quoted && !is_angled && depth == 0;
        if is_free && matches!(c, ',' | ';' | '\n' | '\r') {
            finish(&mut parts, &mut part, c == ',');
        } else {
            part.push(c);
        }
    }
    finish(&mut parts, &mut part, false);
    parts
}

fn finish(parts: &mut Vec<Part>, part: &mut String, ends_with_comma: bool) {
    let text = std::mem::take(part).trim().to_owned();
    if !text.is_empty() {
        parts.push(Part {
            text,
            ends_with_comma,
        });
    }
}

/// The people of a part: one, or several addresses with nothing but space
/// between them.
fn people(part: &str) -> Vec<Address> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_row =
        words.len() > 1 && (words.iter()).all(|word| EnvelopeAddress::parse(bare(word)).is_some());
    match is_row {
        true => words.into_iter().map(address).collect(),
        false => vec![address(part)],
    }
}

/// One person.
fn address(part: &str) -> Address {
    let part = part.trim();
    if let Some((name, rest)) = part.rsplit_once('<') {
        let inside = rest.split('>').next().unwrap_or(rest).trim();
        return Address {
            name: unquoted(name),
            address: inside.to_owned(),
        };
    }
    // "ada@example.org (Ada)", the form before RFC 2822.
    if let Some((before, comment)) = part.split_once('(')
        && let Some(comment) = comment.strip_suffix(')')
        && before.contains('@')
    {
        return Address {
            name: comment.trim().to_owned(),
            address: before.trim().to_owned(),
        };
    }
    // "Ada Lovelace ada@example.org"
    if !part.starts_with('"')
        && let Some((name, last)) = part.rsplit_once(char::is_whitespace)
        && EnvelopeAddress::parse(last).is_some()
        && !name.contains('@')
    {
        return Address {
            name: unquoted(name),
            address: last.to_owned(),
        };
    }
    Address {
        name: String::new(),
        address: bare(part).to_owned(),
    }
}

/// Without the quotation marks that programs put around addresses.
fn bare(word: &str) -> &str {
    let word = word.trim();
    let inside = word
        .strip_prefix('\'')
        .and_then(|word| word.strip_suffix('\''))
        .or_else(|| word.strip_prefix('<')?.strip_suffix('>'));
    inside.unwrap_or(word)
}

/// A display name without its quotation marks and escapes.
fn unquoted(name: &str) -> String {
    let name = name.trim();
    let mut plain = String::new();
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {}
            '\\' => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    let plain = plain.trim();
    let inside = plain
        .strip_prefix('\'')
        .and_then(|plain| plain.strip_suffix('\''));
    inside.unwrap_or(plain).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Address, is_sound, parse, written};

    fn read(text: &str) -> Vec<(String, String)> {
        let pairs = parse(text).into_iter();
        pairs.map(|found| (found.name, found.address)).collect()
    }

    fn all(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, address): &(&str, &str)| ((*name).to_owned(), (*address).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn lists_are_understood_as_they_are_written() {
        let ada = ("Ada", "ada@example.org");
        let table: &[(&str, &[(&str, &str)])] = &[
            ("", &[]),
            (" , ;\n", &[]),
            ("ada@example.org", &[("", "ada@example.org")]),
            ("Ada <ada@example.org>", &[ada]),
            ("\"Ada\" <ada@example.org>,", &[ada]),
            ("ada@example.org (Ada)", &[ada]),
            ("Ada ada@example.org", &[ada]),
            ("mailto:ada@example.org", &[("", "ada@example.org")]),
            ("'ada@example.org'", &[("", "ada@example.org")]),
            ("<ada@example.org>", &[("", "ada@example.org")]),
            (
                "\"Lovelace, Ada\" <a@example.org>, Bob <b@example.org>",
                &[("Lovelace, Ada", "a@example.org"), ("Bob", "b@example.org")],
            ),
            (
                "x@example.org, Lovelace, Ada <a@example.org>",
                &[("", "x@example.org"), ("Lovelace, Ada", "a@example.org")],
            ),
            (
                "a@example.org; b@example.org\nc@example.org\r\nd@example.org",
                &[
                    ("", "a@example.org"),
                    ("", "b@example.org"),
                    ("", "c@example.org"),
                    ("", "d@example.org"),
                ],
            ),
            (
                "a@example.org b@example.org",
                &[("", "a@example.org"), ("", "b@example.org")],
            ),
            (
                "Crew: Ada <ada@example.org>, b@example.org;",
                &[ada, ("", "b@example.org")],
            ),
            ("undisclosed-recipients:;", &[]),
            (
                "\"A \\\"B\\\" C\" <a@example.org>",
                &[("A \"B\" C", "a@example.org")],
            ),
            ("\"a b\"@example.org", &[("", "\"a b\"@example.org")]),
            ("a@[IPv6:2001:db8::1]", &[("", "a@[IPv6:2001:db8::1]")]),
            ("nobody", &[("", "nobody")]),
            (
                "two words, x@example.org",
                &[("", "two words"), ("", "x@example.org")],
            ),
            ("Ada <ada@example", &[("Ada", "ada@example")]),
            (
                "\"Ada <ada@example.org>\nb@example.org",
                &[ada, ("", "b@example.org")],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), all(expected), "{text:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (name, address) in [
            ("Ada Lovelace", "a@example.org"),
            ("Lovelace, Ada", "a@example.org"),
            ("A \"B\" \\ (c); d: <e>", "a@example.org"),
            ("", "\"a, b\"@example.org"),
            ("Jörg 日本", "jörg@example.org"),
        ] {
            let person = Address {
                name: name.to_owned(),
                address: address.to_owned(),
            };
            assert_eq!(parse(&written(&person)), [person]);
        }
    }

    #[test]
    fn a_name_is_quoted_where_it_must_be() {
        for (name, expected) in [
            ("Ada Lovelace", "Ada Lovelace <a@example.org>"),
            ("Jörg", "Jörg <a@example.org>"),
            ("Lovelace, Ada", "\"Lovelace, Ada\" <a@example.org>"),
            ("A \"B\" \\", "\"A \\\"B\\\" \\\\\" <a@example.org>"),
        ] {
            let address = Address {
                name: name.to_owned(),
                address: "a@example.org".to_owned(),
            };
            assert_eq!(written(&address), expected);
        }
    }

    #[test]
    fn what_is_no_address_is_known() {
        for (text, sound) in [("a@example.org", true), ("a@", false), ("a b", false)] {
            assert_eq!(parse(text).iter().all(is_sound), sound, "{text}");
        }
    }

    #[test]
    fn no_text_is_too_odd_to_be_read() {
        for seed in 0..2_000_u32 {
            let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
            let text: String = (0..30)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let signs = b"a@.<>\"\\(),;:\n b'[]";
                    char::from(signs[(state >> 16) as usize % signs.len()])
                })
                .collect();
            let _ = parse(&text);
        }
    }
}
