//! Bodies and their encodings (RFC 2045, RFC 2046).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// The longest line that goes as it is, without its CRLF.
const LINE: usize = 78;
/// The longest line of an encoded body (RFC 2045 §6.7, §6.8).
const ENCODED: usize = 76;

/// A part with its fields, or a whole message's body with those.
pub(super) struct Part {
    media_type: String,
    encoding: &'static str,
    body: String,
}

impl Part {
    /// Text, in whichever encoding leaves it readable.
    pub(super) fn text(media_type: &str, text: &str) -> Self {
        let text = with_crlf(text);
        let is_plain = |line: &str| {
            line.len() <= LINE
                && line
                    .bytes()
                    .all(|b| b == b'\t' || (b' '..=b'~').contains(&b))
                && !line.ends_with([' ', '\t'])
                && !line.starts_with("From ")
                && !line.contains("=_")
        };
        let foreign = text.bytes().filter(|byte| !byte.is_ascii()).count();
        let (encoding, body) = if text.split("\r\n").all(is_plain) {
            ("7bit", text)
        } else if foreign * 3 <= text.len() {
            ("quoted-printable", quoted_printable(&text))
        } else {
            ("base64", base64(text.as_bytes()))
        };
        Self {
            media_type: format!("{media_type}; charset=utf-8"),
            encoding,
            body,
        }
    }
    /// A body that is ours: ASCII lines that end with CRLF.
    pub(super) fn raw(media_type: &str, body: String) -> Self {
        Self {
            media_type: media_type.to_owned(),
            encoding: "7bit",
            body,
        }
    }
    /// Several parts in one.
    pub(super) fn multipart(media_type: &str, boundary: &str, parts: Vec<Self>) -> Self {
        let mut body = String::new();
        for part in parts {
            body += &format!("--{boundary}\r\n");
            part.write(&mut body);
        }
        body += &format!("--{boundary}--\r\n");
        Self {
            media_type: format!("{media_type};\r\n boundary=\"{boundary}\""),
            encoding: "7bit",
            body,
        }
    }
    /// Its fields and its body, behind the fields that are there.
    pub(super) fn write(&self, out: &mut String) {
        *out += &format!(
            "Content-Type: {}\r\nContent-Transfer-Encoding: {}\r\n\r\n{}",
            self.media_type, self.encoding, self.body
        );
    }
}

/// Text whose every line ends with CRLF, the last too.
fn with_crlf(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    text.replace('\n', "\r\n") + "\r\n"
}

/// RFC 2045 §6.7. Lines that a mailbox's file format would change are encoded too.
fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.strip_suffix("\r\n").unwrap_or(text).split("\r\n") {
        let mut length = 0;
        for (place, byte) in line.bytes().enumerate() {
            let is_last = place + 1 == line.len();
            let is_plain = match byte {
                b' ' | b'\t' => !is_last,
                b'F' => !(place == 0 && line.starts_with("From ")),
                b'.' => place > 0,
                b'=' => false,
                _ => byte.is_ascii_graphic(),
            };
            let room = if is_last { ENCODED } else { ENCODED - 1 };
            if length + if is_plain { 1 } else { 3 } > room {
                out += "=\r\n";
                length = 0;
            }
            if is_plain {
                out.push(char::from(byte));
                length += 1;
            } else {
                out += &format!("={byte:02X}");
                length += 3;
            }
        }
        out += "\r\n";
    }
    out
}

/// RFC 2045 §6.8.
fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 3 / 2);
    for line in bytes.chunks(ENCODED / 4 * 3) {
        BASE64.encode_string(line, &mut out);
        out += "\r\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::decode_encoding;

    #[test]
    fn texts_read_as_they_were_meant() {
        let long = "x".repeat(3_000);
        let wide = "日本語".repeat(500);
        for (text, encoding) in [
            ("Hello.", "7bit"),
            ("", "7bit"),
            ("a\n\nb\n", "7bit"),
            ("a\rb\r\nc", "7bit"),
            ("Grüße an alle", "quoted-printable"),
            ("ends with blank \nand = sign é", "quoted-printable"),
            ("blank at the end \n", "quoted-printable"),
            ("From me", "quoted-printable"),
            (".\n..\ndots é", "quoted-printable"),
            ("a boundary --=_x", "quoted-printable"),
            ("\0 control", "quoted-printable"),
            (long.as_str(), "quoted-printable"),
            (wide.as_str(), "base64"),
        ] {
            let part = Part::text("text/plain", text);
            assert_eq!(part.encoding, encoding, "{text:?}");
            let lines: Vec<&str> = part.body.split("\r\n").collect();
            assert!(
                lines
                    .iter()
                    .all(|line| line.len() <= LINE && line.is_ascii())
            );
            assert!(
                lines
                    .iter()
                    .all(|line| !line.ends_with(' ') && !line.contains(['\r', '\n']))
            );
            let read = decode_encoding(encoding, part.body.as_bytes()).value;
            let read = String::from_utf8(read).unwrap();
            assert_eq!(read, with_crlf(text));
        }
    }
}
