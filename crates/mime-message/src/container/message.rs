//! A message that is read as though it were the one that carries it.

use super::{Container, Unpacked, UnpackedFile, container, unpack_at};
use crate::charset::CharsetDecoder;
use crate::{decode_text, decode_transfer, file_name, parse_message, plan_reading};
use mail_model::{Part, PartPath};

/// What a person sees of a message, all of it decoded.
pub(super) fn unpack(depth: u32, bytes: &[u8], charsets: &dyn CharsetDecoder) -> Unpacked {
    let message = parse_message(bytes, charsets);
    let plan = plan_reading(&message.structure, charsets);
    let leaf = |path: &PartPath| Some((message.structure.part(path)?, message.body(path)?));
    let mut unpacked = Unpacked::default();
    let mut read = |path: &PartPath| {
        let (part, bytes) = leaf(path)?;
        let text = decode_text(part, bytes, charsets);
        unpacked.is_damaged |= text.is_damaged;
        Some((part.media_type == "text/html", text.value))
    };
    let html = plan.html.as_ref().and_then(&mut read);
    let text = plan.text.as_ref().and_then(&mut read);
    let more: Vec<_> = plan.more_text.iter().filter_map(&mut read).collect();
    unpacked.html = html.map(|(_, html)| html);
    unpacked.text = text.map(|(_, text)| text);
    // What follows is put behind whichever form it fits; HTML behind a plain
    // text is kept as a file.
    for (is_html, text) in more {
        match (&mut unpacked.html, &mut unpacked.text, is_html) {
            (Some(html), _, true) => html.push_str(&format!("<hr>{text}")),
            (Some(html), _, false) => html.push_str(&format!("<hr>{}", escaped(&text))),
            (None, Some(before), false) => before.push_str(&format!("\n{text}")),
            (None, before @ None, false) => *before = Some(text),
            (None, _, true) => unpacked.html = Some(text),
        }
    }
    for path in plan.attachments.iter().chain(&plan.inline) {
        let Some((part, bytes)) = leaf(path) else {
            continue;
        };
        // The message is nothing but another container.
        if message.bodies.len() == 1
            && let Some(kind) = container(part, charsets)
            && kind != Container::Tnef
            && let Some(inner) = unpack_at(depth + 1, kind, part, bytes, charsets)
        {
            return inner;
        }
        if !is_signature(part) {
            unpacked.files.push(UnpackedFile {
                name: file_name(part, charsets),
                media_type: part.media_type.clone(),
                content_id: part.content_id.clone(),
                bytes: decode_transfer(part, bytes).value,
            });
        }
    }
    unpacked
}

/// What nobody wants to save out of a message that is wrapped already.
fn is_signature(part: &Part) -> bool {
    matches!(
        part.media_type.as_str(),
        "application/pgp-signature"
            | "application/pkcs7-signature"
            | "application/x-pkcs7-signature"
    )
}

fn escaped(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<pre style=\"white-space: pre-wrap\">{escaped}</pre>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn a_message_in_a_message_is_opened_however_often_it_is_wrapped() {
        let mut message = b"Subject: x\r\n\r\nText body\r\n".to_vec();
        for _ in 0..3 {
            let wrapped = STANDARD.encode(&message);
            message = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                .to_vec();
            message.extend(wrapped.into_bytes());
        }
        let unpacked = unpack(0, &message, &BuiltInCharsets);
        assert_eq!(unpacked.text.as_deref(), Some("Text body\n"));
        assert_eq!(unpacked.files, []);
    }

    #[test]
    fn files_come_decoded_and_pictures_keep_their_names() {
        let message = b"Content-Type: multipart/related; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/html\r\n\r\n<img src=cid:p>\r\n\
            --b\r\nContent-Type: image/png; name=p.png\r\nContent-ID: <p>\r\n\
            Content-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b--\r\n";
        let unpacked = unpack(0, message, &BuiltInCharsets);
        assert_eq!(unpacked.html.as_deref(), Some("<img src=cid:p>"));
        assert_eq!(unpacked.files[0].content_id.as_deref(), Some("p"));
        assert_eq!(unpacked.files[0].bytes, b"hi");
    }
}
