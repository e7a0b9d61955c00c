//! What was written in a composer: text, the same as HTML, and files.

use super::body::{MESSAGE, Part};
use super::field::parameter;
use mail_model::{Composed, LetterFile};

/// What frames the HTML, so that it says itself what it is when it is saved alone.
const HEAD: &str = "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Type\" \
     content=\"text/html; charset=utf-8\"></head><body>";
const FOOT: &str = "</body></html>";
/// The longest Content-ID that is written.
const CONTENT_ID: usize = 200;

/// The whole body. `boundary` begins all boundaries.
pub(super) fn body(composed: &Composed, boundary: &str) -> Part {
    let text = Part::flowed(&composed.text);
    let referred = composed.html.as_deref().map(content_ids);
    // An image whose place in the text is gone was taken out with it.
    let (images, attached): (Vec<&LetterFile>, Vec<&LetterFile>) =
        (composed.files.iter()).partition(|file| referred.is_some() && content_id(file).is_some());
    let referred = referred.unwrap_or_default();
    let images = images.into_iter().filter(|file| {
        content_id(file).is_some_and(|id| referred.iter().any(|referred| referred == id))
    });
    let images: Vec<Part> = images.map(|image| part(image, true)).collect();
    let body = match &composed.html {
        None => text,
        Some(html) => {
            let mut html = Part::text("text/html", &format!("{HEAD}{html}{FOOT}"));
            if !images.is_empty() {
                let parts = core::iter::once(html).chain(images).collect();
                let media_type = "multipart/related; type=\"text/html\"";
                html = Part::multipart(media_type, &format!("{boundary}.3"), parts);
            }
            let parts = vec![text, html];
            Part::multipart("multipart/alternative", &format!("{boundary}.2"), parts)
        }
    };
    if attached.is_empty() {
        return body;
    }
    let attached = attached.into_iter().map(|file| part(file, false));
    let parts = core::iter::once(body).chain(attached).collect();
    Part::multipart("multipart/mixed", &format!("{boundary}.1"), parts)
}

fn part(file: &LetterFile, is_inline: bool) -> Part {
    let disposition = if is_inline { "inline" } else { "attachment" };
    let mut fields = format!("Content-Disposition: {disposition}");
    if !file.name.is_empty() {
        fields += &parameter("filename", &file.name);
    }
    fields += "\r\n";
    if let Some(id) = content_id(file).filter(|_| is_inline) {
        fields += &format!("Content-ID: <{id}>\r\n");
    }
    let mut media_type = media_type(&file.media_type).to_owned();
    // Programs of old look for the name here, and read it in ASCII alone.
    if !file.name.is_empty() && file.name.is_ascii() {
        media_type += &parameter("name", &file.name);
    }
    Part::file(media_type, fields, file)
}

/// The type that is told. A file is no multipart, and of messages only a whole
/// one goes as a message.
fn media_type(declared: &str) -> &str {
    let is_token = |token: &str| {
        (1..=60).contains(&token.len())
            && token
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    match declared.split_once('/') {
        _ if declared == MESSAGE => MESSAGE,
        Some(("multipart" | "message", _)) => "application/octet-stream",
        Some((kind, subtype)) if is_token(kind) && is_token(subtype) => declared,
        _ => "application/octet-stream",
    }
}

/// A file's Content-ID, if it can be written.
fn content_id(file: &LetterFile) -> Option<&str> {
    let may_stand = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\');
    let id = file.content_id.as_deref()?;
    let is_sound = !id.is_empty() && id.len() <= CONTENT_ID && id.bytes().all(may_stand);
    is_sound.then_some(id)
}

/// The Content-IDs that HTML refers to (RFC 2392), decoded.
fn content_ids(html: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("cid:") {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | '<' | ')');
        let end = after.find(is_end).unwrap_or(after.len());
        let (id, after) = after.split_at(end);
        let id = percent_decoded(&id.replace("&amp;", "&"));
        if !ids.contains(&id) {
            ids.push(id);
        }
        rest = after;
    }
    ids
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = (first == b'%').then(|| after.get(..2)).flatten();
        let digits = digits.and_then(|digits| core::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_a_file_cannot_have_are_not_told() {
        for (declared, told) in [
            ("image/png", "image/png"),
            ("message/rfc822", "message/rfc822"),
            (
                "application/vnd.oasis.opendocument.text",
                "application/vnd.oasis.opendocument.text",
            ),
            ("multipart/mixed", "application/octet-stream"),
            ("message/partial", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("text", "application/octet-stream"),
            ("text/plain; x=y", "application/octet-stream"),
            (
                "text/plain\r\nBcc: eve@example.org",
                "application/octet-stream",
            ),
        ] {
            assert_eq!(media_type(declared), told, "{declared}");
        }
    }

    #[test]
    fn content_ids_are_found_however_they_are_written() {
        let html = "<img src=\"cid:a%40b\"><p style=\"background:url(cid:c&amp;d)\">cid:<img src='cid:a@b'>";
        assert_eq!(content_ids(html), ["a@b", "c&d", ""]);
    }
}
