//! Content lines, which iCalendar and vCard share (RFC 5545 §3.1, RFC 6350 §3.3).

use crate::limits;
use mail_model::{Parameter as MimeParameter, Part};
use mime_message::CharsetDecoder;

/// A content line: `NAME;PARAMETER=value:value`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// In upper case; without the group that vCards put before it.
    pub(crate) name: String,
    /// What ties lines of a vCard together: `item1` in `item1.TEL`; in upper case.
    pub(crate) group: String,
    /// The parameters' names in upper case, with a value each: one that has
    /// several stands as often. A bare word of vCard 2.1 is a TYPE.
    parameters: Vec<(String, String)>,
    /// The value, escaped as it came; transfer encodings are undone.
    pub(crate) value: String,
    /// The value's bytes, where a transfer encoding made it no text.
    pub(crate) bytes: Option<Vec<u8>>,
}

impl Line {
    /// A line with a value that is escaped already.
    pub(crate) fn new(name: &str, value: String) -> Self {
        Self {
            name: name.to_owned(),
            value,
            ..Self::default()
        }
    }
    /// All parameters, in their order.
    pub(crate) fn all_parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.parameters.iter();
        all.map(|(name, value)| (name.as_str(), value.as_str()))
    }
    /// Takes out what no line can hold as it is written.
    pub(crate) fn strip_controls(&mut self) {
        let is_text = |c: char| !c.is_control() || c == '\n';
        let parameters = self.parameters.iter_mut();
        let texts = parameters.flat_map(|(name, value)| [name, value]);
        for text in texts.chain([&mut self.name, &mut self.group, &mut self.value]) {
            text.retain(is_text);
        }
    }
    /// Whether another line of this name says the same, tied to other lines or not.
    pub(crate) fn is_same_but_group(&self, other: &Self) -> bool {
        self.value == other.value && self.parameters == other.parameters
    }
    /// Adds a value of a parameter.
    pub(crate) fn add_parameter(&mut self, name: &str, value: &str) {
        self.parameters.push((name.to_owned(), value.to_owned()));
    }
    /// Takes a parameter away.
    pub(crate) fn remove_parameter(&mut self, name: &str) {
        self.parameters.retain(|(of, _)| of != name);
    }
    /// Keeps the values of parameters that are wanted.
    pub(crate) fn retain_parameters(&mut self, mut is_wanted: impl FnMut(&str, &str) -> bool) {
        self.parameters
            .retain(|(name, value)| is_wanted(name, value));
    }
    /// The first value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters(name).next()
    }
    /// All values of a parameter.
    pub(crate) fn parameters<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let named = self.parameters.iter().filter(move |(of, _)| of == name);
        named.map(|(_, value)| value.as_str())
    }
    /// Whether a parameter has this value, in any case. Some put several of
    /// them between one pair of quotes.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.parameters(name)
            .flat_map(|several| several.split(','))
            .any(|other| other.eq_ignore_ascii_case(value))
    }
    /// The value as a text of so many octets at most.
    pub(crate) fn text(&self, limit: usize) -> String {
        clean(&unescape(&self.value), limit)
    }
    /// The parts of a structured value, such as a name's.
    pub(crate) fn fields(&self, limit: usize) -> Vec<String> {
        let fields = split_unescaped(&self.value, ';');
        fields.map(|field| clean(&unescape(field), limit)).collect()
    }
}

/// The content lines of a file, unfolded. Whether some were left out.
pub(crate) fn lines(text: &str, charsets: &dyn CharsetDecoder) -> (Vec<Line>, bool) {
    let beginning = beginning(text, limits::FILE);
    let mut is_cut = beginning.len() < text.len();
    let undone = undo_quoted_printable(beginning, charsets);
    let unfolded = unfold(undone.as_deref().unwrap_or(beginning));
    is_cut |= unfolded.len() > limits::LINES;
    let lines = unfolded.iter().take(limits::LINES);
    (
        lines.filter_map(|line| parse(line, charsets)).collect(),
        is_cut,
    )
}

/// Some software encodes a file once more than it says. No file has `=3D` where
/// a parameter's value begins, unless that happened to it.
fn undo_quoted_printable(text: &str, charsets: &dyn CharsetDecoder) -> Option<String> {
    const SIGNS: [&str; 5] = [
        ";TZID=3D",
        ";VALUE=3D",
        ";CN=3D",
        ";PARTSTAT=3D",
        ";TYPE=3D",
    ];
    let is_encoded = SIGNS.iter().any(|sign| text.contains(sign));
    is_encoded.then(|| decode_text(None, text.as_bytes(), charsets))
}

/// Joins what was folded. Where a line does not look like a content line its
/// fold lost its white space, or its line feed was not escaped.
fn unfold(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_quoted_printable = false;
    for line in text.split('\n').flat_map(|line| line.split('\r')) {
        let rest = line.strip_prefix([' ', '\t']);
        match lines.last_mut() {
            // A soft line break of quoted-printable, as vCard 2.1 folds.
            Some(last) if is_quoted_printable && last.ends_with('=') => {
                last.pop();
                last.push_str(rest.unwrap_or(line));
            }
            Some(last) if rest.is_some() => last.push_str(rest.unwrap_or_default()),
            _ if line.is_empty() => {}
            Some(last) if !looks_like_line(line) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => {
                if lines.len() > limits::LINES {
                    break;
                }
                lines.push(line.trim_start_matches('\u{feff}').to_owned());
                is_quoted_printable = is_marked_quoted_printable(line);
            }
        }
    }
    lines
}

fn is_marked_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// Whether it begins with a name and `;` or `:`. Web addresses do as well.
fn looks_like_line(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    let end = line.find([';', ':']);
    let Some((name, rest)) = end.and_then(|end| line.split_at_checked(end)) else {
        return false;
    };
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_web = rest.starts_with("://") && matches!(name, "http" | "https");
    !name.is_empty() && name.chars().all(is_of_name) && !is_web
}

fn parse(line: &str, charsets: &dyn CharsetDecoder) -> Option<Line> {
    let end = line.find([';', ':'])?;
    let (name, mut rest) = line.split_at_checked(end)?;
    let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
    let mut parsed = Line {
        name: name.trim().to_ascii_uppercase(),
        group: group.to_ascii_uppercase(),
        ..Line::default()
    };
    while let Some(parameter) = rest.strip_prefix(';') {
        rest = parse_parameter(parameter, &mut parsed.parameters);
    }
    let value = rest.strip_prefix(':').unwrap_or(rest);
    decode_value(&mut parsed, value, charsets);
    (!parsed.name.is_empty()).then_some(parsed)
}

/// Reads `NAME=value,"value"`; what follows it is returned.
fn parse_parameter<'a>(text: &'a str, into: &mut Vec<(String, String)>) -> &'a str {
    let end = text.find([';', ':', '=']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let name = name.trim().to_ascii_uppercase();
    let mut push = |name: &str, value: String| {
        if into.len() < limits::PARAMETERS {
            into.push((name.to_owned(), value));
        }
    };
    if !rest.starts_with('=') {
        // A bare word (vCard 2.1): an encoding or a type.
        if !name.is_empty() {
            push(bare_name(&name), name.clone());
        }
        return rest;
    }
    while let Some(value) = rest.strip_prefix(['=', ',']) {
        let (value, after) = parameter_value(value);
        push(&name, value);
        rest = after;
    }
    rest
}

fn bare_name(word: &str) -> &'static str {
    match word {
        "QUOTED-PRINTABLE" | "BASE64" | "8BIT" | "7BIT" => "ENCODING",
        _ => "TYPE",
    }
}

fn parameter_value(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some((value, rest)) = quoted.split_once('"')
    {
        // What stands between the quote and the next delimiter is nobody's.
        let end = rest.find([';', ':', ',']).unwrap_or(rest.len());
        return (uncaret(value), rest.get(end..).unwrap_or_default());
    }
    let end = text.find([';', ':', ',']).unwrap_or(text.len());
    let (value, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (uncaret(value.trim()), rest)
}

/// Undoes the escapes of parameter values (RFC 6868).
fn uncaret(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '^' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('\'') => out.push('"'),
            Some('^') => out.push('^'),
            other => {
                out.push('^');
                out.extend(other);
            }
        }
    }
    out
}

/// Undoes what ENCODING says (vCard 2.1, 3.0).
fn decode_value(line: &mut Line, value: &str, charsets: &dyn CharsetDecoder) {
    let encoding = line.parameter("ENCODING").unwrap_or_default();
    match encoding.to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" => {
            let charset = line.parameter("CHARSET").map(str::to_ascii_lowercase);
            let text = decode_text(charset, value.as_bytes(), charsets);
            // Line feeds that it hid are meant as such.
            line.value = text.replace("\r\n", "\\n").replace('\n', "\\n");
        }
        "B" | "BASE64" => {
            let part = part("base64", None);
            line.bytes = Some(mime_message::decode_transfer(&part, value.as_bytes()).value);
        }
        _ => line.value = value.to_owned(),
    }
}

fn part(transfer_encoding: &str, charset: Option<String>) -> Part {
    let parameter = |value: String| MimeParameter {
        name: "charset".to_owned(),
        value: value.into_bytes(),
    };
    Part {
        media_type: "text/plain".to_owned(),
        parameters: charset.map(parameter).into_iter().collect(),
        transfer_encoding: transfer_encoding.to_owned(),
        ..Part::default()
    }
}

/// Undoes quoted-printable.
fn decode_text(charset: Option<String>, bytes: &[u8], charsets: &dyn CharsetDecoder) -> String {
    let part = part("quoted-printable", charset);
    mime_message::decode_text(&part, bytes, charsets).value
}

/// Splits at a delimiter that is not escaped.
pub(crate) fn split_unescaped(text: &str, delimiter: char) -> impl Iterator<Item = &str> {
    let mut is_escaped = false;
    text.split(move |character| {
        let is_end = character == delimiter && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    })
}

/// Undoes the escapes of a text (RFC 5545 §3.3.11).
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => out.push('\n'),
            Some(other @ ('\\' | ';' | ',' | ':' | '"')) => out.push(other),
            other => {
                out.push('\\');
                out.extend(other);
            }
        }
    }
    out
}

/// A text without control characters and white space around it, no longer than so many octets.
pub(crate) fn clean(text: &str, limit: usize) -> String {
    let is_text = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text = text.trim();
    let cleaned: String = beginning(text, limit).chars().filter(is_text).collect();
    cleaned.trim().to_owned()
}

/// The first so many octets, or fewer where a character would be cut.
pub(crate) fn beginning(text: &str, limit: usize) -> &str {
    let mut ends = (0..=limit.min(text.len())).rev();
    let end = ends.find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use mime_message::BuiltInCharsets;

    fn lines(text: &str) -> (Vec<Line>, bool) {
        super::lines(text, &BuiltInCharsets)
    }

    fn one(text: &str) -> Line {
        let (lines, is_cut) = lines(text);
        assert!(!is_cut);
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines.into_iter().next().unwrap()
    }

    #[test]
    fn folds_are_undone_however_they_are_made() {
        for (folded, expected) in [
            ("SUMMARY:a\r\n b\r\n\tc\r\n", "abc"),
            ("SUMMARY:a \r\n b", "a b"),
            ("SUMMARY:a\n  b", "a b"),
            ("\u{feff}SUMMARY:a\r b", "ab"),
            // The white space of the fold is lost, or a line feed is not escaped.
            ("SUMMARY:one\r\ntwo, three\r\n", "one\ntwo, three"),
            (
                "SUMMARY:see\r\nhttps://a.example/\r\n",
                "see\nhttps://a.example/",
            ),
            (
                "SUMMARY:gr\u{fc}\u{df}e\\, all\\n\\;\\\\n",
                "grüße, all\n;\\n",
            ),
            ("SUMMARY:an odd \\x", "an odd \\x"),
        ] {
            assert_eq!(one(folded).text(1_000), expected, "{folded:?}");
        }
    }

    #[test]
    fn parameters_are_read_quoted_escaped_and_bare() {
        let line =
            one("attendee;CN=\"Lovelace; Ada, née Byron: ^'A^'\";ROLE=CHAIR;X=:mailto:a@b.example");
        assert_eq!(line.name, "ATTENDEE");
        assert_eq!(
            line.parameter("CN"),
            Some("Lovelace; Ada, née Byron: \"A\"")
        );
        assert!(line.has("ROLE", "chair"));
        assert_eq!(line.value, "mailto:a@b.example");
        let line = one("item1.TEL;HOME;type=voice,\"pref\":+44 20 7946 0000");
        assert_eq!((line.group.as_str(), line.name.as_str()), ("ITEM1", "TEL"));
        let types: Vec<&str> = line.parameters("TYPE").collect();
        assert_eq!(types, ["HOME", "voice", "pref"]);
    }

    #[test]
    fn values_that_are_encoded_within_their_line_are_decoded() {
        let line =
            one("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=\n=C3=9Fe=0D=0Aaus Kiel");
        assert_eq!(line.text(100), "Grüße\naus Kiel");
        let line = one("N;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg");
        assert_eq!(line.fields(100), ["Müller", "Jörg"]);
        let line = one("PHOTO;ENCODING=b;TYPE=JPEG:AQID\n BAUG");
        assert_eq!(line.bytes.as_deref(), Some(&[1, 2, 3, 4, 5, 6][..]));
        let (lines, _) =
            lines("DTSTART;TZID=3DEurope/Berlin:20261123T100000=\r\n\r\nSUMMARY:=C3=84\r\n");
        assert_eq!(lines[0].parameter("TZID"), Some("Europe/Berlin"));
        assert_eq!(lines[1].text(10), "Ä");
    }

    #[test]
    fn what_is_beyond_the_limits_is_left_out_and_said_so() {
        let many = "X:y\r\n".repeat(limits::LINES + 5);
        let (lines_of_many, is_cut) = lines(&many);
        assert_eq!((lines_of_many.len(), is_cut), (limits::LINES, true));
        let long = format!("X:{}", "y".repeat(limits::FILE));
        assert!(lines(&long).1);
        let parameters = format!("X{}:y", ";A=1".repeat(1_000));
        assert_eq!(one(&parameters).parameters("A").count(), limits::PARAMETERS);
        assert_eq!(one("X:äöü").text(3), "ä");
        assert_eq!(one("X:a\u{7}b\u{1b}[2Jc").text(100), "ab[2Jc");
    }
}
