use super::{Charset, CharsetDecoder, escaped, language, single_byte, unicode, utf7};
use crate::Decoded;
use mail_model::thin_marks;
use std::borrow::Cow;

/// The text of `bytes`, labelled as `label`. The label is believed unless the
/// bytes speak against it: mailers lie, and more often about the charset than
/// about anything else.
pub(crate) fn decode(
    label: Option<&str>,
    bytes: &[u8],
    charsets: &dyn CharsetDecoder,
) -> Decoded<String> {
    let mut decoded = believed(label, bytes, charsets);
    if let Cow::Owned(thinned) = thin_marks(&decoded.value) {
        decoded.value = thinned;
    }
    decoded
}

fn believed(label: Option<&str>, bytes: &[u8], charsets: &dyn CharsetDecoder) -> Decoded<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let restored = unicode::with_zeros(bytes);
    let bytes = restored.as_deref().unwrap_or(bytes);
    let declared = label.and_then(Charset::from_label);
    match declared {
        None | Some(Charset::Utf8) => undeclared(bytes, charsets),
        Some(Charset::Utf16(_) | Charset::Utf32(_)) if !bytes.contains(&0) && is_plain(bytes) => {
            undeclared(bytes, charsets)
        }
        Some(charset) => {
            let is_utf_8 = !bytes.is_ascii() && core::str::from_utf8(bytes).is_ok();
            let is_wide = matches!(charset, Charset::Utf16(_) | Charset::Utf32(_));
            if is_utf_8 && !charset.is_multi_byte() && !is_wide {
                return undeclared(bytes, charsets);
            }
            if !charset.is_multi_byte() && has_japanese_escapes(bytes) && bytes.is_ascii() {
                return undeclared(bytes, charsets);
            }
            match decode_as(&charset, bytes, charsets) {
                Some(text)
                    if is_utf_8 && text.contains(char::REPLACEMENT_CHARACTER) && !is_wide =>
                {
                    undeclared(bytes, charsets)
                }
                Some(text) => Decoded {
                    is_damaged: text.contains(char::REPLACEMENT_CHARACTER),
                    value: text,
                },
                None => Decoded {
                    is_damaged: !bytes.is_ascii() && !is_utf_8,
                    ..undeclared(bytes, charsets)
                },
            }
        }
    }
}

/// `None`: nobody here knows that charset.
fn decode_as(charset: &Charset, bytes: &[u8], charsets: &dyn CharsetDecoder) -> Option<String> {
    Some(match charset {
        Charset::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Charset::Windows1252 => single_byte::windows_1252(bytes),
        Charset::Ibm437 => single_byte::ibm_437(bytes),
        Charset::Ibm850 => single_byte::ibm_850(bytes),
        Charset::Utf16(order) => unicode::utf_16(bytes, *order),
        Charset::Utf32(order) => unicode::utf_32(bytes, *order),
        Charset::Utf7 => utf7::utf_7(bytes),
        Charset::Iso2022Kr => {
            return charsets.decode("euc-kr", &escaped::iso_2022_kr_to_euc_kr(bytes));
        }
        Charset::Hz => return charsets.decode("gbk", &escaped::hz_to_gbk(bytes)),
        Charset::Other(label) => return charsets.decode(label, bytes),
    })
}

/// Text without a label, or with one that claims ASCII or UTF-8.
fn undeclared(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Decoded<String> {
    if bytes.is_ascii()
        && has_japanese_escapes(bytes)
        && let Some(text) = charsets.decode("iso-2022-jp", bytes)
    {
        return Decoded {
            is_damaged: text.contains(char::REPLACEMENT_CHARACTER),
            value: text,
        };
    }
    if unicode::is_utf_16(bytes) {
        let value = unicode::utf_16(bytes, None);
        return Decoded {
            is_damaged: value.contains(char::REPLACEMENT_CHARACTER),
            value,
        };
    }
    if let Ok(text) = core::str::from_utf8(bytes) {
        return Decoded {
            value: text.to_owned(),
            is_damaged: false,
        };
    }
    // Some damage in UTF-8, as where a line was cut within a character, or
    // another charset altogether.
    let (good, bad) = utf_8_sequences(bytes);
    if good >= bad {
        return Decoded {
            value: String::from_utf8_lossy(bytes).into_owned(),
            is_damaged: true,
        };
    }
    let guessed = language::decode(bytes, charsets);
    Decoded {
        value: guessed.unwrap_or_else(|| single_byte::windows_1252(bytes)),
        is_damaged: false,
    }
}

/// How many sequences beyond ASCII are UTF-8, and how many are not.
fn utf_8_sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (
            good + chunk.valid().chars().filter(|c| !c.is_ascii()).count(),
            bad + usize::from(!chunk.invalid().is_empty()),
        )
    })
}

/// Whether ISO-2022-JP (RFC 1468) switches to its two-byte characters.
fn has_japanese_escapes(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|window| matches!(window, b"\x1B$B" | b"\x1B$@"))
}

/// Whether it reads as UTF-8, as it is.
fn is_plain(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes).is_ok_and(|text| !text.starts_with('\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    fn text(label: Option<&str>, bytes: &[u8]) -> String {
        decode(label, bytes, &BuiltInCharsets).value
    }

    #[test]
    fn utf_8_wins_over_a_lying_label() {
        assert_eq!(text(Some("iso-8859-1"), "Grüße".as_bytes()), "Grüße");
        assert_eq!(text(Some("us-ascii"), "Grüße".as_bytes()), "Grüße");
        assert_eq!(text(Some("klingon"), "Grüße".as_bytes()), "Grüße");
        assert_eq!(text(Some("utf-16"), b"plain"), "plain");
    }

    #[test]
    fn what_is_not_utf_8_is_the_western_page_and_damaged_utf_8_stays_utf_8() {
        assert_eq!(text(None, b"Gr\xFC\xDFe"), "Grüße");
        assert_eq!(text(Some("utf-8"), b"Gr\xFC\xDFe"), "Grüße");
        assert_eq!(
            text(Some("utf-8"), b"\xC3\xBC \xC3\x9F \xC3"),
            "ü ß \u{FFFD}"
        );
        assert!(decode(Some("klingon"), b"\xFC", &BuiltInCharsets).is_damaged);
    }

    #[test]
    fn utf_16_is_read_although_a_server_put_other_bytes_for_its_zeros() {
        let sent = b"\x80G\x80r\x80\xFC\x80n\x80\r\x80\r\n\x80e";
        assert_eq!(text(Some("utf-16be"), sent), "Grün\r\ne");
        assert_eq!(text(None, b"G\x80r\x80\xFC\x80n\x80"), "Grün");
    }

    #[test]
    fn utf_7_is_read_only_where_declared() {
        assert_eq!(text(None, b"+ADw-b+AD4-"), "+ADw-b+AD4-");
        assert_eq!(text(Some("utf-7"), b"+ADw-b+AD4-"), "<b>");
    }
}
