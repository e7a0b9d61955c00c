//! Parts that hold a text and files of their own, in no form of MIME's.

mod cms;
mod embedded;
mod message;
mod rtf;
mod tnef;

use crate::charset::CharsetDecoder;
use crate::file_name::file_name;
use crate::{decode_text, decode_transfer};
use mail_model::Part;
use serde::{Deserialize, Serialize};

pub use embedded::has_embedded_files;

/// How deep containers within containers are opened.
const DEPTH_LIMIT: u32 = 8;
/// How many files are taken out of one; those beyond are not told.
const FILE_LIMIT: usize = 1_000;
/// The most that is made of one container, in octets: what is packed can be a bomb.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// What kind of container a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// Outlook's `winmail.dat` (MS-OXTNEF).
    Tnef,
    /// A text with uuencoded or yEnc files in it.
    Text,
    /// A message, where it stands for the message that carries it.
    Message,
    /// S/MIME: signed, and so readable without a key, or encrypted (RFC 8551).
    Cms,
}

/// What a container holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// Its text as HTML, which is as hostile as any.
    pub html: Option<String>,
    /// Its text.
    pub text: Option<String>,
    /// Its files.
    pub files: Vec<UnpackedFile>,
    /// It can only be read with a key.
    pub is_encrypted: bool,
    /// Some of it could not be read.
    pub is_damaged: bool,
}

/// A file out of a container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackedFile {
    /// Its name, safe to save it under; `None` where it has none.
    pub name: Option<String>,
    /// `type/subtype` in lower case.
    pub media_type: String,
    /// What the container's HTML calls it by `cid:`.
    pub content_id: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Which container a part is by its type and name; a text is one only by what
/// is in it, which [`has_embedded_files`] tells.
pub fn container(part: &Part, charsets: &dyn CharsetDecoder) -> Option<Container> {
    match part.media_type.as_str() {
        "application/ms-tnef" | "application/vnd.ms-tnef" => Some(Container::Tnef),
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => Some(Container::Cms),
        "message/rfc822" | "message/global" => Some(Container::Message),
        "application/octet-stream" => {
            let name = file_name(part, charsets)?.to_ascii_lowercase();
            match name.as_str() {
                "winmail.dat" | "win.dat" => Some(Container::Tnef),
                "smime.p7m" => Some(Container::Cms),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Opens a container, whose bytes are still transfer-encoded. `None` if it is
/// none, or nothing in it can be read.
pub fn unpack(
    container: Container,
    part: &Part,
    bytes: &[u8],
    charsets: &dyn CharsetDecoder,
) -> Option<Unpacked> {
    unpack_at(0, container, part, bytes, charsets)
}

fn unpack_at(
    depth: u32,
    container: Container,
    part: &Part,
    bytes: &[u8],
    charsets: &dyn CharsetDecoder,
) -> Option<Unpacked> {
    if depth > DEPTH_LIMIT {
        return None;
    }
    let decoded = decode_transfer(part, bytes);
    let mut unpacked = match container {
        Container::Tnef => tnef::unpack(&decoded.value, charsets),
        Container::Text => {
            let (rest, files) = embedded::split(&decoded.value)?;
            let plain = Part {
                transfer_encoding: "8bit".to_owned(),
                ..part.clone()
            };
            Some(Unpacked {
                text: Some(decode_text(&plain, &rest, charsets).value),
                files,
                ..Unpacked::default()
            })
        }
        Container::Message => Some(message::unpack(depth, &decoded.value, charsets)),
        Container::Cms => match cms::content(&decoded.value)? {
            cms::Content::Signed(content) => Some(message::unpack(depth, &content, charsets)),
            cms::Content::Encrypted => Some(Unpacked {
                is_encrypted: true,
                ..Unpacked::default()
            }),
        },
    }?;
    unpacked.is_damaged |= decoded.is_damaged;
    unpacked.files.truncate(FILE_LIMIT);
    Some(unpacked)
}

/// The type of a file of which only the name is known.
fn media_type_of(name: &str) -> String {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    crate::file_name::media_type(&extension).to_owned()
}
