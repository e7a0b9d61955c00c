//! How a file that a message carries is shown, if it can be: by a type of our
//! own choice, never by the one that its sender gave it.

use crate::ui::Icon;

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preview {
    /// By the browser's decoders of pictures. SVG is none of them: it is a document.
    Picture(&'static str),
    /// By the browser's viewer of PDF, if it has one.
    Pdf,
    /// As its source, whatever it would do elsewhere.
    Text,
    /// By the browser's players.
    Audio(&'static str),
    /// The same, with a picture.
    Video(&'static str),
}

/// Types by the names that mail gives them, and by the endings of files.
const KNOWN: [(Preview, &[&str], &[&str]); 20] = [
    (
        Preview::Picture("image/png"),
        &["image/png", "image/x-png"],
        &["png"],
    ),
    (
        Preview::Picture("image/jpeg"),
        &["image/jpeg", "image/jpg", "image/pjpeg"],
        &["jpg", "jpeg", "jpe", "jfif"],
    ),
    (Preview::Picture("image/gif"), &["image/gif"], &["gif"]),
    (Preview::Picture("image/webp"), &["image/webp"], &["webp"]),
    (Preview::Picture("image/avif"), &["image/avif"], &["avif"]),
    (
        Preview::Picture("image/bmp"),
        &["image/bmp", "image/x-ms-bmp", "image/x-bmp"],
        &["bmp"],
    ),
    (
        Preview::Pdf,
        &["application/pdf", "application/x-pdf"],
        &["pdf"],
    ),
    (
        Preview::Audio("audio/mpeg"),
        &["audio/mpeg", "audio/mp3"],
        &["mp3"],
    ),
    (
        Preview::Audio("audio/mp4"),
        &["audio/mp4", "audio/x-m4a", "audio/m4a"],
        &["m4a"],
    ),
    (Preview::Audio("audio/aac"), &["audio/aac"], &["aac"]),
    (
        Preview::Audio("audio/ogg"),
        &["audio/ogg", "audio/opus", "application/ogg"],
        &["ogg", "oga", "opus"],
    ),
    (
        Preview::Audio("audio/wav"),
        &["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
        &["wav"],
    ),
    (
        Preview::Audio("audio/flac"),
        &["audio/flac", "audio/x-flac"],
        &["flac"],
    ),
    (Preview::Audio("audio/webm"), &["audio/webm"], &["weba"]),
    (
        Preview::Video("video/mp4"),
        &["video/mp4", "video/x-m4v", "video/quicktime"],
        &["mp4", "m4v", "mov"],
    ),
    (Preview::Video("video/webm"), &["video/webm"], &["webm"]),
    (Preview::Video("video/ogg"), &["video/ogg"], &["ogv"]),
    (
        Preview::Text,
        &[
            "application/json",
            "application/xml",
            "application/xhtml+xml",
            "application/javascript",
            "application/x-javascript",
            "application/ecmascript",
            "application/x-sh",
            "application/x-yaml",
            "application/toml",
            "application/sql",
            "application/pgp-signature",
            "application/pgp-keys",
            "message/delivery-status",
            "message/disposition-notification",
        ],
        &[
            "txt", "text", "log", "md", "csv", "tsv", "json", "xml", "yaml", "yml", "toml", "ini",
        ],
    ),
    (
        Preview::Text,
        &[],
        &[
            "conf", "diff", "patch", "html", "htm", "xhtml", "svg", "css", "js", "ts", "ics", "vcf",
        ],
    ),
    (
        Preview::Text,
        &[],
        &[
            "rs", "py", "c", "h", "cpp", "java", "go", "rb", "pl", "sh", "sql", "tex", "asc", "srt",
        ],
    ),
];

/// How a file is shown; `None` where it can only be saved. Its ending counts
/// where its type says nothing.
pub(super) fn preview(media_type: &str, name: &str) -> Option<Preview> {
    let by_type = |(_, types, _): &&(Preview, &[&str], &[&str])| types.contains(&media_type);
    if let Some((preview, ..)) = KNOWN.iter().find(by_type) {
        return Some(*preview);
    }
    if media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+json")
    {
        return Some(Preview::Text);
    }
    let says_nothing = matches!(
        media_type,
        "" | "application/octet-stream"
            | "application/x-download"
            | "application/force-download"
            | "application/unknown"
            | "binary/octet-stream"
    );
    let (_, ending) = name.rsplit_once('.').filter(|_| says_nothing)?;
    let ending = ending.to_ascii_lowercase();
    let by_ending =
        |(_, _, endings): &&(Preview, &[&str], &[&str])| endings.contains(&ending.as_str());
    KNOWN.iter().find(by_ending).map(|(preview, ..)| *preview)
}

/// Whether it is a message, which is opened as one.
pub(super) fn is_message(media_type: &str) -> bool {
    matches!(media_type, "message/rfc822" | "message/global")
}

/// What is drawn beside a file's name.
pub(super) fn drawing(media_type: &str, name: &str) -> Icon {
    if is_message(media_type) {
        return Icon::Envelope;
    }
    match preview(media_type, name) {
        Some(Preview::Picture(_)) => Icon::Picture,
        Some(Preview::Text) => Icon::Lines,
        Some(Preview::Audio(_)) => Icon::Note,
        Some(Preview::Video(_)) => Icon::Film,
        _ if media_type.starts_with("image/") => Icon::Picture,
        _ if is_archive(media_type) => Icon::Archive,
        _ => Icon::Document,
    }
}

fn is_archive(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/zip"
            | "application/x-zip-compressed"
            | "application/gzip"
            | "application/x-tar"
            | "application/x-7z-compressed"
            | "application/vnd.rar"
    )
}

#[cfg(test)]
mod tests {
    use super::{Preview, preview};

    #[test]
    fn what_a_browser_would_run_is_shown_as_its_source() {
        for (media_type, name) in [
            ("text/html", "a.png"),
            ("image/svg+xml", "a.svg"),
            ("application/xhtml+xml", "a"),
            ("application/javascript", "a.js"),
            ("text/xml", "a.pdf"),
            ("application/octet-stream", "a.svg"),
            ("application/octet-stream", "a.HTML"),
        ] {
            assert_eq!(
                preview(media_type, name),
                Some(Preview::Text),
                "{media_type}"
            );
        }
    }

    #[test]
    fn a_type_is_one_of_ours_whatever_the_sender_wrote() {
        for (media_type, name, expected) in [
            ("image/jpg", "a", Some(Preview::Picture("image/jpeg"))),
            ("application/octet-stream", "A.PDF", Some(Preview::Pdf)),
            ("application/pdf", "a.html", Some(Preview::Pdf)),
            ("audio/x-wav", "", Some(Preview::Audio("audio/wav"))),
            ("application/zip", "a.png", None),
            ("application/wasm", "a.wasm", None),
            ("application/x-shockwave-flash", "a.swf", None),
            ("image/tiff", "a.png", None),
            ("", "noending", None),
        ] {
            assert_eq!(preview(media_type, name), expected, "{media_type} {name}");
        }
    }
}
