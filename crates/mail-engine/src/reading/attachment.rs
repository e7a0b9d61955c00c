use super::{Opened, body};
use crate::message_view::Attachment;
use mail_model::{Part, PartPath, sort_by_key};
use mime_message::CharsetDecoder;

impl Opened {
    /// The parts that are listed as attachments, and behind them the pictures
    /// of the HTML, for they too are files that a person may want to keep.
    pub(super) fn listed(&self) -> impl Iterator<Item = &PartPath> {
        let plans = self.layout.iter().map(|layout| &layout.plan);
        plans.flat_map(|plan| plan.attachments.iter().chain(&plan.inline))
    }
    pub(super) fn attachments(&self, charsets: &dyn CharsetDecoder) -> Vec<Attachment> {
        let Some(layout) = &self.layout else {
            return Vec::new();
        };
        let mut attachments = Vec::new();
        for (index, path) in self.listed().enumerate() {
            let is_inline = layout.plan.inline.contains(path);
            let part = layout.structure.part(path);
            if let Some(part) = part.filter(|_| !self.containers.is_replaced(path)) {
                attachments.push(Attachment {
                    is_inline,
                    ..describe(part, index + 1, charsets)
                });
            }
            attachments.extend(self.containers.listed(path));
        }
        for path in body::text_leaves(&layout.plan) {
            if !self.listed().any(|listed| *listed == path) {
                attachments.extend(self.containers.listed(&path));
            }
        }
        sort_by_key(&mut attachments, |attachment| attachment.is_inline);
        attachments
    }
}

/// What the list of attachments says of a part, the `number`th from 1.
pub(super) fn describe(part: &Part, number: usize, charsets: &dyn CharsetDecoder) -> Attachment {
    Attachment {
        id: part.path.clone().into(),
        file_name: file_name(part, number, charsets),
        media_type: media_type(part),
        size: decoded_size(part),
        is_inline: false,
    }
}

/// The name to save a part under; never empty.
pub(crate) fn file_name(part: &Part, number: usize, charsets: &dyn CharsetDecoder) -> String {
    mime_message::file_name(part, charsets)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| mime_message::fallback_name(&part.media_type, number))
}

/// Types that a browser would run in the origin they are opened in. They are
/// saved as mere octets.
pub(crate) fn is_active(media_type: &str) -> bool {
    const ACTIVE: &[&str] = &[
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/xml",
        "application/xml",
        "text/xsl",
        "text/javascript",
        "application/javascript",
        "application/ecmascript",
        "application/x-javascript",
        "text/ecmascript",
        "text/x-component",
        "text/cache-manifest",
        "application/x-shockwave-flash",
        "application/wasm",
        "multipart/x-mixed-replace",
        "message/rfc822",
    ];
    ACTIVE.contains(&media_type) || media_type.ends_with("+xml") || media_type.contains("script")
}

fn media_type(part: &Part) -> String {
    if part.media_type.is_empty() {
        "application/octet-stream".to_owned()
    } else {
        part.media_type.clone()
    }
}

/// Octets when decoded. base64 makes 57 octets a line of 78; quoted-printable
/// text is mostly itself.
pub(crate) fn decoded_size(part: &Part) -> u64 {
    match part.transfer_encoding.as_str() {
        "base64" => part.size / 78 * 57 + part.size % 78 * 3 / 4,
        _ => part.size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_run_in_a_browser_are_active_and_documents_are_not() {
        for active in [
            "text/html",
            "image/svg+xml",
            "application/atom+xml",
            "text/x-javascript",
        ] {
            assert!(is_active(active), "{active}");
        }
        for passive in [
            "application/pdf",
            "image/png",
            "text/plain",
            "application/zip",
            "audio/mpeg",
        ] {
            assert!(!is_active(passive), "{passive}");
        }
    }

    #[test]
    fn the_size_of_a_base64_part_is_that_of_the_file() {
        let mut part = Part {
            transfer_encoding: "base64".to_owned(),
            ..Part::default()
        };
        for octets in [0_u64, 1, 56, 57, 58, 5_000_000] {
            let characters = octets.div_ceil(3) * 4;
            part.size = characters + characters.div_ceil(76) * 2;
            assert!(decoded_size(&part).abs_diff(octets) <= 4, "{octets}");
        }
    }
}
