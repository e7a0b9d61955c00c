use encoding_rs::{Encoding, REPLACEMENT, UTF_8, X_USER_DEFINED};

/// Octets in a charset as text; `None` where nothing is known of the charset, or it is
/// UTF-8 or a part of it, of which others know what to do.
pub(crate) fn decode(charset: &str, octets: &[u8]) -> Option<String> {
    // A language may stand behind it in an encoded word (RFC 2231 §5).
    let name = charset.split('*').next().unwrap_or_default().trim();
    let is_ascii = ["us-ascii", "ascii", "ansi_x3.4-1968"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name));
    let encoding = Encoding::for_label(name.as_bytes())?;
    if is_ascii || [UTF_8, REPLACEMENT, X_USER_DEFINED].contains(&encoding) {
        return None;
    }
    let (text, _) = encoding.decode_without_bom_handling(octets);
    Some(text.into_owned())
}

/// Whether octets in this charset say nothing by themselves that looks like UTF-8:
/// it is told apart by what its name says alone.
pub(crate) fn is_by_name_alone(charset: &str) -> bool {
    let begins = |with: &str| {
        let begin = charset.get(..with.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    begins("utf-16") || begins("iso-2022-") || begins("csiso2022")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_all_countries_are_read() {
        for (charset, octets, text) in [
            ("big5", &b"\xa4\xa4\xa4\xe5"[..], "中文"),
            ("KOI8-R", b"\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
            ("euc-kr", b"\xc7\xd1\xb1\xdb", "한글"),
            ("windows-1253", b"\xca\xe1\xeb\xe7", "Καλη"),
            ("gb2312", b"\xd6\xd0\xce\xc4", "中文"),
            ("shift_jis", b"\x83e\x83X\x83g", "テスト"),
            ("iso-2022-jp*ja", b"\x1b$B%F%9%H\x1b(B", "テスト"),
            ("iso-8859-1", b"\xfcber", "über"),
            ("utf-16le", b"h\0i\0", "hi"),
        ] {
            assert_eq!(decode(charset, octets).as_deref(), Some(text), "{charset}");
        }
        for charset in ["", "utf-8", "US-ASCII", "iso-2022-kr", "x-unknown"] {
            assert_eq!(decode(charset, b"text"), None, "{charset}");
        }
    }
}
