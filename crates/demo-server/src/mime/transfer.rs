use super::{Part, quoted_printable};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A part's body without its content transfer encoding (RFC 2045 §6); `None`
/// when the encoding is not known or the body is not in it.
pub(crate) fn decoded_body(raw: &[u8], part: &Part) -> Option<Vec<u8>> {
    let body = raw.get(part.body.clone())?;
    let encoding = part.header_of(raw).value("Content-Transfer-Encoding");
    let encoding = encoding.unwrap_or_else(|| b"7bit".to_vec());
    match encoding.trim_ascii().to_ascii_lowercase().as_slice() {
        b"7bit" | b"8bit" | b"binary" => Some(body.to_vec()),
        b"quoted-printable" => Some(quoted_printable(body)),
        b"base64" => {
            let is_meant = |octet: &u8| !octet.is_ascii_whitespace();
            let digits: Vec<u8> = body.iter().copied().filter(is_meant).collect();
            BASE64.decode(digits).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_loses_its_encoding() {
        for (encoding, body, expected) in [
            ("base64", "aGVs\r\nbG8=\r\n", Some(&b"hello"[..])),
            ("Quoted-Printable", "a=3Db=\r\nc", Some(b"a=bc")),
            ("8bit", "a=3D", Some(b"a=3D")),
            ("x-uuencode", "begin", None),
            ("base64", "a*b", None),
        ] {
            let raw = format!("Content-Transfer-Encoding: {encoding}\r\n\r\n{body}");
            let part = Part::read(raw.as_bytes());
            let decoded = decoded_body(raw.as_bytes(), &part);
            assert_eq!(decoded.as_deref(), expected, "{encoding}");
        }
    }
}
