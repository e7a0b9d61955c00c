use super::{decode_words, one_line};
use crate::CharsetDecoder;
use crate::charset;
use mail_model::{Map, Parameter};

/// How many parameters of a field are read.
const COUNT_LIMIT: usize = 200;

/// A field of the form `value; name=value; …`: Content-Type, Content-Disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParameterizedValue {
    /// What stands before the first parameter, in lower case, without comments.
    pub(crate) value: String,
    /// The parameters, raw but for their quotes.
    pub(crate) parameters: Vec<Parameter>,
}

impl ParameterizedValue {
    /// Reads an unfolded field however broken it is.
    pub(crate) fn parse(field: &[u8]) -> Self {
        let head = field
            .iter()
            .position(|byte| matches!(byte, b';'))
            .unwrap_or(field.len());
        let head = before_parameter(field.get(..head).unwrap_or_default());
        let (value, mut rest) = field.split_at(head);
        let value: String = String::from_utf8_lossy(without_comment(value))
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '"')
            .collect::<String>()
            .to_ascii_lowercase();
        let mut parameters = Vec::new();
        while let Some(after) = skip_separators(rest) {
            if parameters.len() == COUNT_LIMIT {
                break;
            }
            let (parameter, after) = parse_parameter(after);
            parameters.extend(parameter);
            rest = after;
        }
        Self { value, parameters }
    }
}

/// How long the value is before a parameter that no semicolon parts from it:
/// `text/html charset=utf-8`.
fn before_parameter(head: &[u8]) -> usize {
    let sign = head.iter().position(|&byte| byte == b'=');
    let before = head.get(..sign.unwrap_or(0)).unwrap_or_default();
    let name = before.trim_ascii_end();
    let blank = name.iter().rposition(u8::is_ascii_whitespace);
    match blank.filter(|&at| !name.get(..at).unwrap_or_default().trim_ascii().is_empty()) {
        Some(at) => at,
        None => head.len(),
    }
}

fn skip_separators(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes
        .iter()
        .position(|&byte| byte != b';' && !byte.is_ascii_whitespace())?;
    bytes.get(start..)
}

/// Reads one parameter; `None` where there is no `=`. Returns what follows it.
fn parse_parameter(bytes: &[u8]) -> (Option<Parameter>, &[u8]) {
    let name_end = bytes
        .iter()
        .position(|byte| matches!(byte, b'=' | b';'))
        .unwrap_or(bytes.len());
    let (name, after) = bytes.split_at(name_end);
    let Some(after) = after.strip_prefix(b"=") else {
        return (None, after);
    };
    let name = String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase();
    let after = after.trim_ascii_start();
    let (value, rest) = match after.strip_prefix(b"\"") {
        Some(quoted) => quoted_value(quoted),
        None => token_value(&name, after),
    };
    (Some(Parameter { name, value }), rest)
}

/// A quoted value, up to its quote or, where that is missing, the end. What
/// stands between the quote and the next semicolon is passed over.
fn quoted_value(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut value = Vec::new();
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return (value, rest),
            [b'\\', escaped, after @ ..] => {
                value.push(*escaped);
                after
            }
            [b'"', after @ ..] => {
                let next = after.iter().position(|&byte| byte == b';');
                return (
                    value,
                    after.get(next.unwrap_or(after.len())..).unwrap_or_default(),
                );
            }
            [byte, after @ ..] => {
                value.push(*byte);
                after
            }
        };
    }
}

/// An unquoted value. Mailers leave the quotes off names with spaces and
/// parentheses in them; elsewhere a parenthesis begins a comment.
fn token_value<'a>(name: &str, bytes: &'a [u8]) -> (Vec<u8>, &'a [u8]) {
    let end = bytes
        .iter()
        .position(|&byte| byte == b';')
        .unwrap_or(bytes.len());
    let is_name = name.starts_with("name") || name.starts_with("filename");
    let end = match is_name {
        true => end,
        false => before_parameter(bytes.get(..end).unwrap_or_default()),
    };
    let (token, rest) = bytes.split_at(end);
    let value = if is_name {
        token
    } else {
        without_comment(token)
    };
    (value.trim_ascii().to_vec(), rest)
}

fn without_comment(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|&byte| byte == b'(');
    bytes
        .get(..end.unwrap_or(bytes.len()))
        .unwrap_or_default()
        .trim_ascii()
}

/// A parameter's value with RFC 2231 undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterValue {
    /// The charset it names itself, where it does.
    charset: Option<String>,
    bytes: Vec<u8>,
    is_extended: bool,
}

impl ParameterValue {
    /// The value as a keyword: a charset, a boundary, a format.
    pub(crate) fn into_ascii_label(self) -> String {
        String::from_utf8_lossy(&self.bytes).trim().to_owned()
    }

    /// The value's own bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The value as text for a person; RFC 2047, which has no place here but is
    /// what most mailers write, is undone too.
    pub(crate) fn text(&self, charsets: &dyn CharsetDecoder) -> String {
        let text = charset::decode(self.charset.as_deref(), &self.bytes, charsets).value;
        if self.is_extended {
            one_line(&text)
        } else {
            one_line(&decode_words(&text, charsets))
        }
    }
}

/// The parameter `name` (in lower case) from whichever of its forms stand
/// there: `name*`, `name*0*` and so on (RFC 2231), or plain.
pub(crate) fn parameter(parameters: &[Parameter], name: &str) -> Option<ParameterValue> {
    let mut plain = None;
    let mut sections = Map::new();
    for parameter in parameters {
        match parameter.name.strip_prefix(name) {
            Some("") => {
                plain.get_or_insert(parameter);
            }
            Some(suffix) => {
                if let Some((number, section)) = Section::parse(suffix, &parameter.value) {
                    sections.get_or_insert_with(number, || section);
                }
            }
            None => {}
        }
    }
    let extended = (!sections.is_empty()).then(|| join(&sections));
    extended
        .filter(|value| !value.bytes.is_empty())
        .or_else(|| plain.map(plain_value))
}

fn plain_value(parameter: &Parameter) -> ParameterValue {
    // Some mailers write the extended form without the asterisk that announces it.
    let is_extended = ["utf-8''", "iso-8859-1''"].iter().any(|prefix| {
        let start = parameter.value.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    });
    if is_extended {
        let section = Section {
            is_encoded: true,
            value: &parameter.value,
        };
        let mut sections = Map::new();
        sections.insert(0, section);
        return join(&sections);
    }
    ParameterValue {
        charset: None,
        bytes: parameter.value.clone(),
        is_extended,
    }
}

/// One section of a continued value.
struct Section<'a> {
    is_encoded: bool,
    value: &'a [u8],
}

impl<'a> Section<'a> {
    /// Reads `*`, `*1` or `*1*`; returns its number and it.
    fn parse(suffix: &str, value: &'a [u8]) -> Option<(u32, Self)> {
        let rest = suffix.strip_prefix('*')?;
        let (digits, is_encoded) = match rest.strip_suffix('*') {
            Some(digits) => (digits, true),
            None => (rest, rest.is_empty()),
        };
        let number = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        Some((number, Self { is_encoded, value }))
    }
}

fn join(sections: &Map<u32, Section<'_>>) -> ParameterValue {
    let mut charset = None;
    let mut bytes = Vec::new();
    let is_extended = sections.values().any(|section| section.is_encoded);
    for (index, section) in sections.values().enumerate() {
        let mut value = section.value;
        if index == 0 && section.is_encoded {
            // charset'language'value, or the value alone.
            let mut pieces = value.splitn(3, |&byte| byte == b'\'');
            if let (Some(label), Some(_), Some(rest)) =
                (pieces.next(), pieces.next(), pieces.next())
            {
                charset = (!label.is_empty())
                    .then(|| String::from_utf8_lossy(label).trim().to_ascii_lowercase());
                value = rest;
            }
        }
        if section.is_encoded {
            percent_decode(value, &mut bytes);
        } else {
            bytes.extend_from_slice(value);
        }
    }
    ParameterValue {
        charset,
        bytes,
        is_extended,
    }
}

fn percent_decode(mut value: &[u8], bytes: &mut Vec<u8>) {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    loop {
        value = match value {
            [] => return,
            [b'%', high, low, rest @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push((high << 4) | low);
                    rest
                }
                _ => {
                    bytes.push(b'%');
                    value.get(1..).unwrap_or_default()
                }
            },
            [byte, rest @ ..] => {
                bytes.push(*byte);
                rest
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    fn value(field: &str, name: &str) -> Option<String> {
        let parsed = ParameterizedValue::parse(field.as_bytes());
        parameter(&parsed.parameters, name).map(|value| value.text(&BuiltInCharsets))
    }

    #[test]
    fn parameters_read_in_every_form() {
        let table = [
            ("a/b; name=x", Some("x")),
            ("a/b; Name=\"x y\"", Some("x y")),
            ("a/b; name=x y (1).pdf", Some("x y (1).pdf")),
            ("a/b; name = \"x\" ; y=z", Some("x")),
            ("a/b; name=\"x\\\"y\"", Some("x\"y")),
            ("a/b; name=\"no end", Some("no end")),
            ("a/b name=x", Some("x")),
            ("a/b;; ;name=x", Some("x")),
            ("a/b; junk; name=x", Some("x")),
            ("a/b; name=\"=?utf-8?Q?=C3=A9?=.txt\"", Some("é.txt")),
            ("a/b; name*=utf-8''%C3%A9.txt", Some("é.txt")),
            ("a/b; name*=utf-8'en'a%20b", Some("a b")),
            ("a/b; name*=a%20b", Some("a b")),
            ("a/b; name*=ibm850''%81", Some("ü")),
            ("a/b; name*1=b; name*0=a; name*2=c", Some("abc")),
            (
                "a/b; name*0*=utf-8''%C3; name*1*=%A9; name*2=\"%20\"",
                Some("é%20"),
            ),
            ("a/b; name=plain; name*=utf-8''better", Some("better")),
            ("a/b; name*=utf-8''50%", Some("50%")),
            ("a/b; name=\"UTF-8''%C3%A9.txt\"", Some("é.txt")),
            (
                "a/b; name=\"rock'n'roll%20.mp3\"",
                Some("rock'n'roll%20.mp3"),
            ),
            ("a/b; filename=x", None),
        ];
        for (field, expected) in table {
            assert_eq!(value(field, "name").as_deref(), expected, "{field}");
        }
    }

    #[test]
    fn the_value_is_in_lower_case_without_comments() {
        let parsed = ParameterizedValue::parse(b"Text/Plain (really); charset=us-ascii (sic)");
        assert_eq!(parsed.value, "text/plain");
        assert_eq!(parsed.parameters[0].value, b"us-ascii");
    }
}
