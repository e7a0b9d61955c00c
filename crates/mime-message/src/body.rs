//! A leaf's body: its transfer encoding and its flowed lines undone.

pub(crate) mod base64;
mod enriched;
pub(crate) mod flowed;
pub(crate) mod quoted_printable;
pub(crate) mod uuencode;

use crate::charset;
use crate::header::{ParameterValue, parameter};
use crate::{CharsetDecoder, Decoded};
use mail_model::Part;

/// How much of a body is looked at to tell whether it is encoded at all.
const PROSE_SAMPLE: usize = 4096;

/// Undoes a Content-Transfer-Encoding. What is damaged is left out; `is_damaged` says so.
pub fn decode_transfer(part: &Part, bytes: &[u8]) -> Decoded<Vec<u8>> {
    decode_encoding(&part.transfer_encoding, bytes)
}

/// As [`decode_transfer`], for an encoding by name.
pub(crate) fn decode_encoding(encoding: &str, bytes: &[u8]) -> Decoded<Vec<u8>> {
    match encoding {
        "base64" | "b" => base64::decode(bytes),
        "quoted-printable" | "q" | "qp" | "quoted_printable" => quoted_printable::decode(bytes),
        "x-uuencode" | "x-uue" | "uuencode" | "uue" => uuencode::decode(bytes),
        _ => Decoded {
            value: bytes.to_vec(),
            is_damaged: false,
        },
    }
}

/// The text of a text leaf: transfer encoding undone, charset decoded (guessed
/// where undeclared or untrue), format=flowed (RFC 3676) undone, line ends as `\n`.
pub fn decode_text(part: &Part, bytes: &[u8], charsets: &dyn CharsetDecoder) -> Decoded<String> {
    let raw = if part.transfer_encoding == "base64" && is_prose(bytes) {
        Decoded {
            value: bytes.to_vec(),
            is_damaged: true,
        }
    } else {
        decode_transfer(part, bytes)
    };
    let label = parameter(&part.parameters, "charset").map(ParameterValue::into_ascii_label);
    let text = charset::decode(label.as_deref(), &raw.value, charsets);
    let lines = normal_line_ends(&text.value);
    let value = match part.media_type.as_str() {
        "text/html" => lines,
        "text/enriched" | "text/richtext" => enriched::plain(&lines),
        _ => flowed::unflow_as_declared(&part.parameters, lines),
    };
    Decoded {
        value,
        is_damaged: raw.is_damaged || text.is_damaged,
    }
}

/// Whether what claims to be Base64 is a text as it is: words with blanks between
/// them, which no encoder writes within a line.
fn is_prose(bytes: &[u8]) -> bool {
    let sample = bytes.get(..PROSE_SAMPLE).unwrap_or(bytes);
    let blanks = sample
        .windows(3)
        .filter(
            |around| matches!(around, [a, b' ', b] if a.is_ascii_graphic() && b.is_ascii_graphic()),
        )
        .count();
    blanks > sample.len() / 32 + 1
}

/// CRLF, lone CR and LF all as LF; NUL, which no text has, gone.
fn normal_line_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\0' => {}
            '\r' => {
                while chars.next_if_eq(&'\r').is_some() {}
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;
    use mail_model::Parameter;

    fn part(media_type: &str, encoding: &str, parameters: &[(&str, &str)]) -> Part {
        Part {
            media_type: media_type.into(),
            transfer_encoding: encoding.into(),
            parameters: parameters
                .iter()
                .map(|(name, value)| Parameter {
                    name: (*name).into(),
                    value: value.as_bytes().to_vec(),
                })
                .collect(),
            ..Part::default()
        }
    }

    #[test]
    fn a_text_leaf_is_decoded_through_all_its_layers() {
        let flowed = part(
            "text/plain",
            "quoted-printable",
            &[("charset", "iso-8859-1"), ("format", "flowed")],
        );
        let text = decode_text(
            &flowed,
            b"Sch=F6ne =\r\n\r\nGr=FC=DFe\r\n",
            &BuiltInCharsets,
        );
        assert_eq!(text.value, "Schöne Grüße\n");
        assert!(!text.is_damaged);
    }

    #[test]
    fn a_text_that_only_claims_to_be_base64_is_shown_as_it_is() {
        let claimed = part("text/plain", "base64", &[]);
        let text = decode_text(&claimed, b"It is not encoded at all.", &BuiltInCharsets);
        assert_eq!(text.value, "It is not encoded at all.");
        assert!(text.is_damaged);
        let text = decode_text(&claimed, b"SXQg\r\n aXMu\r\n", &BuiltInCharsets);
        assert_eq!(text.value, "It is.");
    }

    #[test]
    fn line_ends_are_one_kind() {
        let plain = part("text/plain", "7bit", &[]);
        let text = decode_text(&plain, b"a\r\nb\rc\nd\r\r\ne\0", &BuiltInCharsets);
        assert_eq!(text.value, "a\nb\nc\nd\ne");
    }
}
