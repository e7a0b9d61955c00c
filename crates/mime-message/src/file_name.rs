//! The name under which a part is saved.

use crate::beginning;
use crate::charset::CharsetDecoder;
use crate::header::{parameter, parse_header};
use mail_model::Part;

/// How many bytes of UTF-8 a name has at most. File systems allow 255, and browsers
/// shorten to that what they save; shown, a longer name is of use.
const LENGTH_LIMIT: usize = 512;
/// How long an ending counts as one, and is kept when a name is cut.
const EXTENSION_LIMIT: usize = 16;

/// The name to save a part under: RFC 2231 and RFC 2047 undone, path separators,
/// control characters and bidi overrides replaced, at most 512 bytes with its
/// extension kept. `None` if it has none.
pub fn file_name(part: &Part, charsets: &dyn CharsetDecoder) -> Option<String> {
    let written = [
        (&part.disposition_parameters, "filename"),
        (&part.disposition_parameters, "name"),
        (&part.parameters, "name"),
        (&part.parameters, "filename"),
    ];
    written
        .into_iter()
        .filter_map(|(parameters, name)| parameter(parameters, name))
        .find_map(|value| safe_file_name(&value.text(charsets)))
        .or_else(|| subject_inside(part, charsets))
}

/// A message without a name is called as its subject says.
fn subject_inside(part: &Part, charsets: &dyn CharsetDecoder) -> Option<String> {
    if part.subject.is_empty() {
        return None;
    }
    let mut field = b"Subject: ".to_vec();
    // A fold within it would end the field.
    let words = part.subject.split(u8::is_ascii_whitespace);
    for word in words.filter(|word| !word.is_empty()) {
        field.extend(word);
        field.push(b' ');
    }
    let subject = parse_header(&field, charsets).subject;
    let name = safe_file_name(&subject)?;
    safe_file_name(&format!("{name}.eml"))
}

/// A name for a part that has none: `attachment-2.pdf` for the second part, a PDF.
pub fn fallback_name(media_type: &str, number: usize) -> String {
    format!("attachment-{number}.{}", extension(media_type))
}

/// `name` as a file may be called: path separators, control characters and
/// bidi overrides replaced, at most 200 bytes. `None` if nothing is left of it.
pub fn safe_file_name(name: &str) -> Option<String> {
    let replaced: String = name
        .chars()
        .map(|c| if is_unsafe(c) { '_' } else { c })
        .collect();
    // Windows drops blanks and dots at the end, other systems hide what begins with a dot.
    let trimmed = replaced
        .trim()
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace())
        .trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    let is_nothing = trimmed.chars().all(|c| c == '_');
    (!is_nothing).then(|| shortened(trimmed))
}

/// What separates folders, ends strings, or makes `exe.txt` of `txt.exe`.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '/' | '\\' | '\u{2044}' | '\u{2215}' | '\u{FF0F}' | '\u{FF3C}'
        )
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200B}')
}

fn shortened(name: &str) -> String {
    if name.len() <= LENGTH_LIMIT {
        return name.to_owned();
    }
    let (stem, extension) = match name.rfind('.') {
        Some(dot) if name.len() - dot <= EXTENSION_LIMIT => name.split_at(dot),
        _ => (name, ""),
    };
    let stem = beginning(stem, LENGTH_LIMIT - extension.len());
    format!("{}{extension}", stem.trim_end())
}

/// Types and what the names of their files end in; the likeliest type of an
/// ending first.
const KNOWN: [(&str, &str); 36] = [
    ("application/pdf", "pdf"),
    ("application/zip", "zip"),
    ("application/gzip", "gz"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("application/rtf", "rtf"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/ms-tnef", "dat"),
    ("application/pgp-signature", "asc"),
    ("application/pgp-keys", "asc"),
    ("application/pkcs7-signature", "p7s"),
    ("application/x-pkcs7-signature", "p7s"),
    ("application/pkcs7-mime", "p7m"),
    ("application/x-pkcs7-mime", "p7m"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("image/gif", "gif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/webp", "webp"),
    ("message/rfc822", "eml"),
    ("message/global", "eml"),
    ("text/calendar", "ics"),
    ("text/csv", "csv"),
    ("text/html", "html"),
    ("text/plain", "txt"),
    ("text/vcard", "vcf"),
    ("video/mp4", "mp4"),
];

/// The type of files whose names end so (in lower case).
pub(crate) fn media_type(extension: &str) -> &'static str {
    let known = KNOWN.iter().find(|(_, known)| *known == extension);
    known.map_or("application/octet-stream", |(media_type, _)| media_type)
}

fn extension(media_type: &str) -> &str {
    let known = KNOWN.iter().find(|(known, _)| *known == media_type);
    known.map_or_else(
        || {
            if media_type.starts_with("text/") || media_type.starts_with("message/") {
                "txt"
            } else {
                "bin"
            }
        },
        |(_, extension)| extension,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;
    use mail_model::Parameter;

    fn named(name: &str) -> Option<String> {
        let part = Part {
            disposition_parameters: vec![Parameter {
                name: "filename".into(),
                value: name.as_bytes().to_vec(),
            }],
            ..Part::default()
        };
        file_name(&part, &BuiltInCharsets)
    }

    #[test]
    fn a_message_without_a_name_is_called_as_its_subject_says() {
        let name = |subject: &[u8]| {
            let part = Part {
                subject: subject.to_vec(),
                ..Part::default()
            };
            file_name(&part, &BuiltInCharsets)
        };
        assert_eq!(name(b"Re: a/b\r\nc").as_deref(), Some("Re: a_b c.eml"));
        let encoded = b"=?utf-8?q?Gr=C3=BC=C3=9Fe?=";
        assert_eq!(name(encoded).as_deref(), Some("Gr\u{fc}\u{df}e.eml"));
        assert_eq!(name(b" "), None);
        let long = name(&[b'x'; 900]).unwrap();
        assert!(long.len() <= 512 && long.ends_with(".eml"), "{long}");
    }

    #[test]
    fn names_are_safe_to_save_under() {
        let table = [
            ("report.pdf", Some("report.pdf")),
            ("../../etc/passwd", Some("_.._etc_passwd")),
            ("C:\\x\\y.exe", Some("C:_x_y.exe")),
            ("invoice\u{202E}fdp.exe", Some("invoicefdp.exe")),
            ("a\u{0}b\nc.txt", Some("ab c.txt")),
            (".htaccess", Some("htaccess")),
            ("name. . ", Some("name")),
            ("..", None),
            ("///", None),
            ("", None),
        ];
        for (written, safe) in table {
            assert_eq!(named(written).as_deref(), safe, "{written:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = named(&format!("{}.pdf", "ä".repeat(300))).unwrap();
        assert!(name.len() <= LENGTH_LIMIT);
        assert!(name.ends_with("ä.pdf"));
    }

    #[test]
    fn a_part_without_a_name_is_called_by_its_kind_and_number() {
        assert_eq!(fallback_name("application/pdf", 2), "attachment-2.pdf");
        assert_eq!(fallback_name("x/y", 1), "attachment-1.bin");
    }
}
