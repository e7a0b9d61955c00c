//! Images that travel within the message: told by their first bytes, never by
//! what is said of them, and only those that are nothing but pixels.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::InlineImage;

/// The bytes by which an image is told; no image is shorter. A multiple of three,
/// so that as base64 they are whole.
const SNIFFED: usize = 18;

/// A `data:` address for `image`, if it is a raster image.
pub(crate) fn to_data(image: &InlineImage) -> Option<String> {
    let media_type = sniff(image.bytes.get(..SNIFFED)?)?;
    let mut address = format!("data:{media_type};base64,");
    STANDARD.encode_string(&image.bytes, &mut address);
    Some(address)
}

/// The normal form of a `data:` address, given what follows its scheme (RFC
/// 2397): base64, without white space, under the type its bytes show.
pub(crate) fn normalise_data(rest: &str) -> Option<String> {
    let (declared, encoded) = rest.split_once(',')?;
    let declared = declared.trim_end().to_ascii_lowercase();
    if !declared.ends_with("base64") {
        return None;
    }
    let mut digits = String::with_capacity(encoded.len());
    for byte in encoded.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'=' => {
                digits.push(char::from(byte));
            }
            _ => return None,
        }
    }
    let start = STANDARD.decode(digits.get(..SNIFFED / 3 * 4)?).ok()?;
    let media_type = sniff(&start)?;
    Some(format!("data:{media_type};base64,{digits}"))
}

/// The type of a raster image (WHATWG MIME Sniffing, section 6.1; AVIF by the
/// brands of ISO/IEC 23000-22).
fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
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
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'a',
            b'v',
            b'i',
            b'f' | b's',
            ..,
        ] => Some("image/avif"),
        [b'B', b'M', ..] => Some("image/bmp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{normalise_data, to_data};
    use crate::InlineImage;

    const PIXEL: &str = "image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

    #[test]
    fn an_image_is_believed_to_be_what_its_bytes_are() {
        let declared_otherwise = PIXEL.replace("gif", "svg+xml");
        assert_eq!(
            normalise_data(&declared_otherwise),
            Some(format!("data:{PIXEL}"))
        );
        assert_eq!(
            normalise_data("image/png;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dyI+"),
            None
        );
        assert_eq!(normalise_data("image/svg+xml,<svg onload=alert(1)>"), None);
        assert_eq!(
            normalise_data("image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA\")"),
            None
        );
    }

    #[test]
    fn an_attached_image_is_shown_only_if_it_is_a_raster() {
        let image = |bytes: &[u8]| InlineImage {
            content_id: "x".to_owned(),
            location: None,
            media_type: "image/png".to_owned(),
            bytes: bytes.to_vec(),
        };
        let png = to_data(&image(b"\x89PNG\r\n\x1a\nrest of the image"));
        assert!(png.is_some_and(|address| address.starts_with("data:image/png;base64,iVBOR")));
        assert_eq!(
            to_data(&image(b"<svg xmlns='http://www.w3.org/2000/svg'/>")),
            None
        );
    }
}
