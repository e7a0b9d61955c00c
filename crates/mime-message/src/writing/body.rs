//! Bodies and their encodings (RFC 2045, RFC 2046).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_model::{FileEncoding, FileId, LetterFile, MessageSource, Piece};

use super::flowing::flow;

/// The longest line that goes as it is, without its CRLF.
const LINE: usize = 78;
/// The longest line of an encoded body (RFC 2045 §6.7, §6.8).
const ENCODED: usize = 76;
/// A message within a message.
pub(super) const MESSAGE: &str = "message/rfc822";

/// A part with its fields, or a whole message's body with those.
pub(super) struct Part {
    /// Content-Type's value, folded already.
    media_type: String,
    encoding: &'static str,
    /// Further fields of the part, whole lines.
    fields: String,
    body: Body,
}

enum Body {
    Text(String),
    File { file: FileId, length: u64 },
    Parts { boundary: String, parts: Vec<Part> },
}

impl Part {
    /// Text, in whichever encoding leaves it readable.
    pub(super) fn text(media_type: &str, text: &str) -> Self {
        Self::in_lines(media_type, with_crlf(text), false)
    }
    /// Text whose lines flow (RFC 3676), `\n` between paragraphs.
    pub(super) fn flowed(text: &str) -> Self {
        let mut part = Self::in_lines("text/plain", flow(text), true);
        part.media_type += "; format=flowed";
        part
    }
    /// Lines, the last of which ends too. Where they flow, spaces at their ends
    /// say so.
    fn in_lines(media_type: &str, text: String, flows: bool) -> Self {
        let is_plain = |line: &str| {
            line.len() <= LINE
                && line
                    .bytes()
                    .all(|b| b == b'\t' || (b' '..=b'~').contains(&b))
                && !line.ends_with('\t')
                && (flows || !line.ends_with(' '))
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
            fields: String::new(),
            body: Body::Text(body),
        }
    }
    /// A body that is ours: ASCII lines that end with CRLF.
    pub(super) fn raw(media_type: &str, body: String) -> Self {
        Self {
            media_type: media_type.to_owned(),
            encoding: "7bit",
            fields: String::new(),
            body: Body::Text(body),
        }
    }
    /// A file in base64, or a message as it is (RFC 2046 §5.2.1 lets it be nothing
    /// else). What lines of which kind a message has is not known here, so it is
    /// called 8bit. `fields` are whole lines.
    pub(super) fn file(media_type: String, fields: String, file: &LetterFile) -> Self {
        let is_message = media_type.starts_with(MESSAGE);
        Self {
            media_type,
            encoding: if is_message { "8bit" } else { "base64" },
            fields,
            body: Body::File {
                file: file.file,
                length: file.length,
            },
        }
    }
    /// Several parts in one.
    pub(super) fn multipart(media_type: &str, boundary: &str, parts: Vec<Self>) -> Self {
        // RFC 2045 §6.4: what holds 8bit is 8bit.
        let is_8bit = parts.iter().any(|part| part.encoding == "8bit");
        Self {
            media_type: format!("{media_type};\r\n boundary=\"{boundary}\""),
            encoding: if is_8bit { "8bit" } else { "7bit" },
            fields: String::new(),
            body: Body::Parts {
                boundary: boundary.to_owned(),
                parts,
            },
        }
    }
    /// Its fields and its body, behind the fields that are there.
    pub(super) fn write(self, out: &mut Output) {
        out.text(&format!(
            "Content-Type: {}\r\nContent-Transfer-Encoding: {}\r\n{}\r\n",
            self.media_type, self.encoding, self.fields
        ));
        match self.body {
            Body::Text(text) => out.text(&text),
            Body::File { file, length } if self.encoding == "8bit" => {
                out.file(file, length, FileEncoding::Identity);
                // Its last line may lack its end.
                out.text("\r\n");
            }
            Body::File { length: 0, .. } => out.text("\r\n"),
            Body::File { file, length } => out.file(file, length, FileEncoding::Base64),
            Body::Parts { boundary, parts } => {
                for part in parts {
                    out.text(&format!("--{boundary}\r\n"));
                    part.write(out);
                }
                out.text(&format!("--{boundary}--\r\n"));
            }
        }
    }
}

/// What is written so far: octets, and files between them.
#[derive(Default)]
pub(super) struct Output {
    pieces: Vec<Piece>,
    octets: Vec<u8>,
}

impl Output {
    pub(super) fn text(&mut self, text: &str) {
        self.octets.extend_from_slice(text.as_bytes());
    }
    pub(super) fn file(&mut self, file: FileId, length: u64, encoding: FileEncoding) {
        self.end_octets();
        self.pieces.push(Piece::File {
            file,
            length,
            encoding,
        });
    }
    pub(super) fn finish(mut self) -> MessageSource {
        self.end_octets();
        MessageSource::new(self.pieces)
    }
    fn end_octets(&mut self) {
        if !self.octets.is_empty() {
            let octets = core::mem::take(&mut self.octets);
            self.pieces.push(Piece::Octets(octets));
        }
    }
}

/// Text whose every line ends with CRLF, the last too.
fn with_crlf(text: &str) -> String {
    let text = with_lf(text);
    text.strip_suffix('\n')
        .unwrap_or(&text)
        .replace('\n', "\r\n")
        + "\r\n"
}

/// Text whose lines end in LF, without NUL, which no text has, and without a mark
/// of the order of octets, which is none of it.
pub(super) fn with_lf(text: &str) -> String {
    let text = text.replace('\0', "");
    let text = text.trim_start_matches('\u{feff}');
    text.replace("\r\n", "\n").replace('\r', "\n")
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
            ("\u{7} control", "quoted-printable"),
            (long.as_str(), "quoted-printable"),
            (wide.as_str(), "base64"),
        ] {
            let part = Part::text("text/plain", text);
            assert_eq!(part.encoding, encoding, "{text:?}");
            let Body::Text(body) = part.body else {
                panic!("text is text");
            };
            let lines: Vec<&str> = body.split("\r\n").collect();
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
            let read = decode_encoding(encoding, body.as_bytes()).value;
            let read = String::from_utf8(read).unwrap();
            assert_eq!(read, with_crlf(text).replace('\0', ""), "{text:?}");
        }
    }
}
