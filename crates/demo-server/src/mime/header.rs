use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The header of a message or part, raw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Header<'a>(pub(crate) &'a [u8]);

/// One field: its name and the raw octets of the whole field, folded lines and
/// last CRLF included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl Field<'_> {
    pub(crate) fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// What stands behind the colon, unfolded (RFC 5322 §2.2.3).
    pub(crate) fn value(&self) -> Vec<u8> {
        let colon = self.raw.iter().position(|&octet| octet == b':');
        let value = colon.and_then(|at| self.raw.get(at + 1..)).unwrap_or(&[]);
        let unfolded: Vec<u8> = value
            .iter()
            .copied()
            .filter(|octet| !matches!(octet, b'\r' | b'\n'))
            .collect();
        unfolded.trim_ascii().to_vec()
    }
}

impl<'a> Header<'a> {
    /// All fields in their order; what is no field is left out.
    pub(crate) fn fields(self) -> impl Iterator<Item = Field<'a>> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            while !rest.is_empty() {
                let (raw, behind) = rest.split_at(field_length(rest));
                rest = behind;
                let name = raw.split(|&octet| octet == b':').next().unwrap_or(&[]);
                if name.len() < raw.len() && !name.trim_ascii().is_empty() {
                    let name = name.trim_ascii_end();
                    return Some(Field { name, raw });
                }
            }
            None
        })
    }

    /// The value of the first field of that name.
    pub(crate) fn value(self, name: &str) -> Option<Vec<u8>> {
        self.fields()
            .find(|field| field.is(name.as_bytes()))
            .map(|field| field.value())
    }
}

/// The octets up to the first line end that no folding white space follows.
fn field_length(octets: &[u8]) -> usize {
    let mut end = 0;
    while let Some(line) = octets
        .get(end..)
        .and_then(|rest| rest.iter().position(|&o| o == b'\n'))
    {
        end += line + 1;
        if !matches!(octets.get(end), Some(b' ' | b'\t')) {
            return end;
        }
    }
    octets.len()
}

/// A parameter's name and value.
pub(crate) type Parameter = (Vec<u8>, Vec<u8>);

/// A structured value such as Content-Type's: what stands before the first
/// semicolon, and the parameters (RFC 2045 §5.1).
pub(crate) fn parameters(value: &[u8]) -> (Vec<u8>, Vec<Parameter>) {
    let mut pieces = split_outside_quotes(value, b';').into_iter();
    let first = without_comments(&pieces.next().unwrap_or_default());
    let parameters = pieces.filter_map(|piece| {
        let at = piece.iter().position(|&octet| octet == b'=')?;
        let (name, value) = (piece.get(..at)?, piece.get(at + 1..)?);
        let name = name.trim_ascii().to_ascii_lowercase();
        (!name.is_empty()).then(|| (name, unquoted(value.trim_ascii())))
    });
    (first.trim_ascii().to_vec(), parameters.collect())
}

/// Splits at `separator` where it stands outside quoted strings.
pub(crate) fn split_outside_quotes(value: &[u8], separator: u8) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for &octet in value {
        if octet == separator && !is_quoted {
            pieces.push(Vec::new());
            continue;
        }
        match octet {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(octet);
        }
    }
    pieces
}

/// A token as it is, a quoted string's content without its quotes.
pub(crate) fn unquoted(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        return without_comments(value).trim_ascii().to_vec();
    };
    let mut content = Vec::new();
    let mut octets = inner.iter();
    while let Some(&octet) = octets.next() {
        match octet {
            b'"' => break,
            b'\\' => content.extend(octets.next()),
            _ => content.push(octet),
        }
    }
    content
}

/// `value` without what stands in parentheses.
fn without_comments(value: &[u8]) -> Vec<u8> {
    let mut depth = 0_u32;
    let outside = value.iter().copied().filter(|octet| {
        match octet {
            b'(' => depth += 1,
            b')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

/// A header's value as text for SEARCH and SORT: encoded words (RFC 2047) in charsets
/// that are known are decoded, others stay as they are.
pub(crate) fn decode_words(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let mut decoded = String::new();
    let mut rest: &str = &text;
    let mut is_behind_word = false;
    while let Some((before, word)) = rest.split_once("=?") {
        let mut pieces = word.splitn(4, '?');
        let (charset, encoding) = (pieces.next().unwrap_or(""), pieces.next().unwrap_or(""));
        let (body, behind) = (pieces.next().unwrap_or(""), pieces.next().unwrap_or(""));
        let plain = behind
            .strip_prefix('=')
            .and_then(|_| decode_word(charset, encoding, body));
        let Some(plain) = plain else {
            decoded.push_str(before);
            decoded.push_str("=?");
            rest = word;
            continue;
        };
        if !(is_behind_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        decoded.push_str(&plain);
        is_behind_word = true;
        rest = behind.strip_prefix('=').unwrap_or(behind);
    }
    decoded.push_str(rest);
    decoded
}

fn decode_word(charset: &str, encoding: &str, body: &str) -> Option<String> {
    let octets = match encoding {
        "B" | "b" => STANDARD.decode(body).ok()?,
        "Q" | "q" => quoted_printable(body.replace('_', " ").as_bytes()),
        _ => return None,
    };
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" | "us-ascii" => Some(String::from_utf8_lossy(&octets).into_owned()),
        other => super::charset::decode(other, &octets),
    }
}

/// Undoes quoted-printable (RFC 2045 §6.7).
pub(crate) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&octet, behind)) = rest.split_first() {
        rest = behind;
        if octet != b'=' {
            octets.push(octet);
            continue;
        }
        match behind {
            [b'\r', b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] => {
                let digit = |octet: &u8| char::from(*octet).to_digit(16);
                if let (Some(high), Some(low)) = (digit(high), digit(low)) {
                    octets.extend(u8::try_from(high * 16 + low));
                    rest = after;
                } else {
                    octets.push(octet);
                }
            }
            _ => octets.push(octet),
        }
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_split_where_no_white_space_follows() {
        let header = Header(b"A: 1\r\n 2\r\nno field\r\nB : 3\r\n\r\n");
        let fields: Vec<_> = header
            .fields()
            .map(|f| (f.name.to_vec(), f.value()))
            .collect();
        assert_eq!(
            fields,
            [
                (b"A".to_vec(), b"1 2".to_vec()),
                (b"B".to_vec(), b"3".to_vec())
            ]
        );
        assert_eq!(header.value("b").as_deref(), Some(&b"3"[..]));
    }

    #[test]
    fn parameters_lose_their_quotes_and_comments() {
        let (first, list) =
            parameters(b"text/plain (x); Charset=\"a;\\\"b\" ; format=flowed (yes)");
        assert_eq!(first, b"text/plain");
        assert_eq!(
            list,
            [
                (b"charset".to_vec(), b"a;\"b".to_vec()),
                (b"format".to_vec(), b"flowed".to_vec())
            ]
        );
    }

    #[test]
    fn encoded_words_become_text() {
        for (value, text) in [
            (
                "=?UTF-8?Q?Caf=C3=A9_au?= =?utf-8?B?IGxhaXQ=?=",
                "Café au lait",
            ),
            ("a =?iso-8859-1?q?=FCber?= b", "a über b"),
            ("=?big5?B?pKQ=?= x", "中 x"),
            ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
            ("=?x?= =?x-none?B?pKQ=?=", "=?x?= =?x-none?B?pKQ=?="),
        ] {
            assert_eq!(decode_words(value.as_bytes()), text);
        }
    }
}
