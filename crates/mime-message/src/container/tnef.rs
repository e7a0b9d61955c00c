//! Outlook's `winmail.dat` (MS-OXTNEF): attributes one behind the other, of
//! which some hold MAPI properties.

mod property;

use super::{DEPTH_LIMIT, FILE_LIMIT, Unpacked, UnpackedFile, media_type_of, rtf};
use crate::charset::{self, CharsetDecoder};
use crate::file_name::safe_file_name;
use property::{Properties, Value, tag};

const SIGNATURE: [u8; 4] = [0x78, 0x9F, 0x3E, 0x22];
/// How many attributes are read.
const ATTRIBUTE_LIMIT: usize = 100_000;

/// The attributes that are read, by number and type.
mod attribute {
    pub(super) const CODE_PAGE: u32 = 0x0006_9007;
    pub(super) const BODY: u32 = 0x0002_800C;
    pub(super) const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
    pub(super) const ATTACHMENT_BEGINS: u32 = 0x0006_9002;
    pub(super) const ATTACHMENT_TITLE: u32 = 0x0001_8010;
    pub(super) const ATTACHMENT_DATA: u32 = 0x0006_800F;
    pub(super) const ATTACHMENT_PROPERTIES: u32 = 0x0006_9005;
}

/// `None` if it is no TNEF, or holds nothing.
pub(super) fn unpack(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Option<Unpacked> {
    let unpacked = unpack_at(0, bytes, charsets)?;
    let has_text = unpacked.text.is_some() || unpacked.html.is_some();
    (has_text || !unpacked.files.is_empty()).then_some(unpacked)
}

fn unpack_at(depth: u32, bytes: &[u8], charsets: &dyn CharsetDecoder) -> Option<Unpacked> {
    let mut reader = Reader {
        depth,
        charsets,
        charset: "windows-1252".to_owned(),
        unpacked: Unpacked::default(),
        rtf: None,
    };
    reader.read(bytes)?;
    let mut unpacked = reader.unpacked;
    if let Some(rtf) = reader.rtf {
        if unpacked.text.is_none() && unpacked.html.is_none() {
            let text = rtf::to_text(&rtf, charsets);
            unpacked.text = Some(text).filter(|text| !text.is_empty());
        }
        // The form that it was written in, which no browser shows.
        unpacked.files.push(UnpackedFile {
            name: Some("body.rtf".to_owned()),
            media_type: "application/rtf".to_owned(),
            content_id: None,
            bytes: rtf,
        });
    }
    Some(unpacked)
}

struct Reader<'a> {
    depth: u32,
    charsets: &'a dyn CharsetDecoder,
    /// What texts are in that are not in Unicode.
    charset: String,
    unpacked: Unpacked,
    rtf: Option<Vec<u8>>,
}

/// An attachment as far as it was read.
#[derive(Default)]
struct Attached<'a> {
    title: Option<String>,
    data: &'a [u8],
    properties: Properties<'a>,
}

impl Reader<'_> {
    fn read(&mut self, bytes: &[u8]) -> Option<()> {
        // Behind the signature stands a number that means nothing here.
        let mut rest = bytes.strip_prefix(&SIGNATURE)?.get(2..)?;
        let mut attached: Option<Attached<'_>> = None;
        for _ in 0..ATTRIBUTE_LIMIT {
            // What is cut off is damaged; garbage at the end is passed over.
            let Some((id, data, after)) = attribute(rest) else {
                self.unpacked.is_damaged |= rest.len() > 9;
                break;
            };
            rest = after;
            match id {
                attribute::CODE_PAGE => {
                    if let Some(page) = data.first_chunk() {
                        self.charset = code_page(u32::from_le_bytes(*page));
                    }
                }
                attribute::BODY => {
                    self.unpacked.text = Some(self.text(data)).filter(|text| !text.is_empty());
                }
                attribute::MESSAGE_PROPERTIES => {
                    self.message(&Properties::read(data));
                }
                attribute::ATTACHMENT_BEGINS => {
                    self.finish(attached.take());
                    attached = Some(Attached::default());
                }
                attribute::ATTACHMENT_TITLE => {
                    let title = self.text(data);
                    attached.get_or_insert_default().title = Some(title);
                }
                attribute::ATTACHMENT_DATA => attached.get_or_insert_default().data = data,
                attribute::ATTACHMENT_PROPERTIES => {
                    attached.get_or_insert_default().properties = Properties::read(data);
                }
                _ => {}
            }
        }
        self.finish(attached);
        Some(())
    }

    fn message(&mut self, properties: &Properties<'_>) {
        if let Some(Value::Integer(page)) = properties.find(tag::INTERNET_CODE_PAGE) {
            let of_body = code_page(*page);
            if let Some(Value::Binary(html)) = properties.find(tag::BODY_HTML) {
                let html = charset::decode(Some(&of_body), html, self.charsets).value;
                self.unpacked.html = Some(html);
            }
        }
        if self.unpacked.html.is_none() {
            self.unpacked.html = self.string(properties, tag::BODY_HTML);
        }
        if let Some(text) = self.string(properties, tag::BODY) {
            self.unpacked.text = Some(text.replace("\r\n", "\n"));
        }
        if let Some(Value::Binary(packed)) = properties.find(tag::RTF_COMPRESSED) {
            self.rtf = rtf::decompress(packed);
            self.unpacked.is_damaged |= self.rtf.is_none();
        }
    }

    fn finish(&mut self, attached: Option<Attached<'_>>) {
        let Some(attached) = attached else {
            return;
        };
        let properties = &attached.properties;
        let object = match properties.find(tag::ATTACH_DATA) {
            Some(Value::Object(data) | Value::Binary(data)) => *data,
            _ => &[],
        };
        // A message that is attached is TNEF itself.
        if object.starts_with(&SIGNATURE)
            && self.depth < DEPTH_LIMIT
            && let Some(message) = unpack_at(self.depth + 1, object, self.charsets)
        {
            let name = self.string(properties, tag::DISPLAY_NAME);
            self.attach(message, name.or(attached.title));
            return;
        }
        let bytes = match attached.data {
            [] => object,
            data => data,
        };
        let name = self
            .string(properties, tag::ATTACH_LONG_FILENAME)
            .or_else(|| self.string(properties, tag::ATTACH_FILENAME))
            .or(attached.title)
            .or_else(|| self.string(properties, tag::DISPLAY_NAME))
            .and_then(|name| safe_file_name(&name));
        if (bytes.is_empty() && name.is_none()) || self.unpacked.files.len() >= FILE_LIMIT {
            return;
        }
        let media_type = self
            .string(properties, tag::ATTACH_MIME_TAG)
            .map(|media_type| media_type.to_ascii_lowercase())
            .filter(|media_type| media_type.contains('/'))
            .unwrap_or_else(|| media_type_of(name.as_deref().unwrap_or_default()));
        let content_id = self.string(properties, tag::ATTACH_CONTENT_ID);
        self.unpacked.files.push(UnpackedFile {
            name,
            media_type,
            content_id: content_id.map(|id| id.trim_matches(['<', '>']).to_owned()),
            bytes: bytes.to_vec(),
        });
    }

    /// An attached message is told by its text, as a file under its subject, and
    /// by its files.
    fn attach(&mut self, message: Unpacked, subject: Option<String>) {
        let (text, extension) = match (message.html, message.text) {
            (Some(html), _) => (Some(html), "html"),
            (None, text) => (text, "txt"),
        };
        let has_text = text.is_some();
        if let Some(text) = text {
            let subject = subject.unwrap_or_default();
            let name = safe_file_name(&format!("{}.{extension}", subject.trim()));
            self.unpacked.files.push(UnpackedFile {
                media_type: media_type_of(name.as_deref().unwrap_or_default()),
                name,
                content_id: None,
                bytes: text.into_bytes(),
            });
        }
        let is_kept = |file: &UnpackedFile| !has_text || file.media_type != "application/rtf";
        let files = message.files.into_iter().filter(is_kept);
        let room = FILE_LIMIT.saturating_sub(self.unpacked.files.len());
        self.unpacked.files.extend(files.take(room));
        self.unpacked.is_damaged |= message.is_damaged;
    }

    fn string(&self, properties: &Properties<'_>, wanted: u16) -> Option<String> {
        let text = match properties.find(wanted)? {
            Value::String(bytes) | Value::Binary(bytes) => self.text(bytes),
            Value::Unicode(bytes) => {
                let text = charset::decode(Some("utf-16le"), bytes, self.charsets).value;
                text.trim_end_matches('\0').to_owned()
            }
            _ => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A text that ends in a zero.
    fn text(&self, bytes: &[u8]) -> String {
        let end = bytes.iter().position(|&byte| byte == 0);
        let bytes = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        charset::decode(Some(&self.charset), bytes, self.charsets).value
    }
}

/// An attribute: its number with its type, its data, and what follows.
fn attribute(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<9>()?;
    let [level, a, b, c, d, e, f, g, h] = *head;
    if !matches!(level, 1 | 2) {
        return None;
    }
    let length = usize::try_from(u32::from_le_bytes([e, f, g, h])).ok()?;
    let (data, rest) = rest.split_at_checked(length)?;
    // The sum behind it is not compared: what can be read is better than nothing.
    let rest = rest.get(2..).unwrap_or_default();
    Some((u32::from_le_bytes([a, b, c, d]), data, rest))
}

/// The name of a Windows code page, by its number.
pub(super) fn code_page(number: u32) -> String {
    match number {
        932 => "shift_jis".to_owned(),
        936 | 54936 => "gb18030".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        1200 => "utf-16le".to_owned(),
        20127 => "us-ascii".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        28591..=28606 => format!("iso-8859-{}", number - 28590),
        50220..=50222 => "iso-2022-jp".to_owned(),
        51932 => "euc-jp".to_owned(),
        65001 => "utf-8".to_owned(),
        874 | 1250..=1258 => format!("windows-{number}"),
        _ => "windows-1252".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    fn written(id: u32, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [&[1], &id.to_le_bytes()[..], &length, data, &[0, 0]].concat()
    }

    fn tnef(attributes: &[Vec<u8>]) -> Vec<u8> {
        [&SIGNATURE[..], &[1, 0], &attributes.concat()].concat()
    }

    #[test]
    fn texts_and_files_are_taken_out() {
        let bytes = tnef(&[
            written(attribute::CODE_PAGE, &1252_u32.to_le_bytes()),
            written(attribute::BODY, b"Gr\xFC\xDFe\0"),
            written(attribute::ATTACHMENT_BEGINS, &[0; 14]),
            written(attribute::ATTACHMENT_TITLE, b"../a.pdf\0"),
            written(attribute::ATTACHMENT_DATA, b"%PDF"),
            written(attribute::ATTACHMENT_BEGINS, &[0; 14]),
            written(attribute::ATTACHMENT_DATA, b"nameless"),
        ]);
        let unpacked = unpack(&bytes, &BuiltInCharsets).unwrap();
        assert_eq!(unpacked.text.as_deref(), Some("Grüße"));
        let seen: Vec<_> = unpacked
            .files
            .iter()
            .map(|file| (file.name.as_deref(), &file.media_type[..], &file.bytes[..]))
            .collect();
        assert_eq!(
            seen,
            [
                (Some("_a.pdf"), "application/pdf", &b"%PDF"[..]),
                (None, "application/octet-stream", &b"nameless"[..])
            ]
        );
        assert!(!unpacked.is_damaged);
    }

    #[test]
    fn what_is_cut_off_gives_what_came_and_says_so() {
        let bytes = tnef(&[
            written(attribute::BODY, b"here\0"),
            written(attribute::ATTACHMENT_DATA, &[7; 100]),
        ]);
        let unpacked = unpack(&bytes[..bytes.len() - 50], &BuiltInCharsets).unwrap();
        assert_eq!(unpacked.text.as_deref(), Some("here"));
        assert!(unpacked.is_damaged);
        assert_eq!(unpack(b"no TNEF at all", &BuiltInCharsets), None);
    }

    #[test]
    fn every_cut_and_every_changed_octet_is_survived() {
        let bytes = tnef(&[
            written(attribute::MESSAGE_PROPERTIES, &property::sample()),
            written(attribute::ATTACHMENT_BEGINS, &[0; 14]),
            written(attribute::ATTACHMENT_PROPERTIES, &property::sample()),
        ]);
        for at in 0..bytes.len() {
            let _ = unpack(&bytes[..at], &BuiltInCharsets);
            for octet in [0, 1, 0x7F, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = octet;
                let _ = unpack(&changed, &BuiltInCharsets);
            }
        }
    }
}
