//! FETCH responses (RFC 9051 §7.5.2), read item by item.
//!
//! One item that is unknown, new or damaged must not cost the others (the codec
//! refuses the whole line for it, and PREVIEW alone would bring that about on
//! every row). So FETCH is read here and nowhere else, for sound servers too.

use crate::body_structure::body_structure;
use crate::extension::{object_id, preview};
use crate::internal_date::internal_date;
use crate::reader::{Reader, Value};
use mail_model::{BodyStructure, Flag, Flags, Keyword, Timestamp, Uid};

/// What one FETCH response tells of one message. What it does not tell is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FetchData {
    /// The sequence number; some servers say 0, which is no message.
    pub(crate) sequence: u32,
    pub(crate) uid: Option<Uid>,
    pub(crate) flags: Option<Flags>,
    pub(crate) received: Option<Timestamp>,
    pub(crate) size: Option<u64>,
    pub(crate) structure: Option<BodyStructure>,
    /// The header fields that a list needs.
    pub(crate) header: Option<Vec<u8>>,
    pub(crate) preview: Option<String>,
    pub(crate) email_id: Option<String>,
    pub(crate) thread_id: Option<String>,
    pub(crate) sections: Vec<SectionData>,
    /// Something in it could not be read, and items may be missing for it.
    pub(crate) is_damaged: bool,
    /// It was larger than what is kept in memory.
    pub(crate) is_truncated: bool,
}

/// The content of `BODY[section]<origin>` or `BINARY[section]<origin>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionData {
    /// The section in upper case: `2.1.MIME`, empty for the whole message.
    pub(crate) section: String,
    /// Where the content begins, for a partial answer.
    pub(crate) origin: Option<u64>,
    /// It came without its transfer encoding (RFC 3516).
    pub(crate) is_decoded: bool,
    pub(crate) bytes: Vec<u8>,
}

impl FetchData {
    /// Whether it tells what only a row asks for.
    pub(crate) fn is_row_like(&self) -> bool {
        self.header.is_some()
            || self.structure.is_some()
            || self.received.is_some()
            || self.size.is_some()
            || self.is_damaged
    }

    /// Reads a response; `None` if `message` is no FETCH response at all.
    pub(crate) fn read(message: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(message.strip_prefix(b"* ")?);
        let sequence = reader.number()?;
        reader.skip_spaces();
        if !reader.item_name().eq_ignore_ascii_case(b"FETCH") {
            return None;
        }
        let mut data = Self {
            sequence,
            ..Self::default()
        };
        reader.skip_spaces();
        while !reader.is_at_end() {
            // Some servers wrap single items in parentheses of their own.
            if reader.take(b'(') || reader.take(b')') || reader.take(b' ') {
                continue;
            }
            let name = reader.item_name().to_ascii_uppercase();
            let value = reader.value();
            if name.is_empty() && value.is_none() {
                data.is_damaged = true;
                break;
            }
            data.take_item(&name, value.unwrap_or(Value::Nil));
        }
        data.is_damaged |= reader.is_damaged;
        Some(data)
    }

    fn take_item(&mut self, name: &[u8], value: Value) {
        match name {
            b"UID" => self.uid = number32(&value).and_then(Uid::new).or(self.uid),
            b"FLAGS" => {
                self.flags = match &value {
                    Value::List(values) => Some(flags(values)),
                    // One without its parentheses.
                    Value::Atom(name) if name.starts_with(b"\\") => {
                        Some(flags(core::slice::from_ref(&value)))
                    }
                    _ => None,
                };
            }
            b"INTERNALDATE" => self.received = value.text().as_deref().and_then(internal_date),
            b"RFC822.SIZE" => self.size = value.number(),
            b"BODYSTRUCTURE" | b"BODY" => self.structure = body_structure(&value),
            b"PREVIEW" | b"SNIPPET" => self.preview = preview::text(&value),
            b"EMAILID" | b"X-GM-MSGID" => self.email_id = object_id::text(&value),
            b"THREADID" | b"X-GM-THRID" => self.thread_id = object_id::text(&value),
            b"RFC822" => self.take_section(SectionName::of(""), value),
            b"RFC822.TEXT" => self.take_section(SectionName::of("TEXT"), value),
            b"RFC822.HEADER" => self.take_section(SectionName::of("HEADER"), value),
            _ => {
                if let Some(name) = section_name(name) {
                    self.take_section(name, value);
                }
            }
        }
    }

    fn take_section(&mut self, name: SectionName, value: Value) {
        let SectionName {
            section,
            origin,
            is_decoded,
        } = name;
        let bytes = match value {
            Value::String(bytes) => bytes,
            Value::Nil => Vec::new(),
            Value::Atom(_) | Value::List(_) | Value::TooDeep => {
                self.is_damaged = true;
                return;
            }
        };
        if section.starts_with("HEADER.FIELDS") {
            self.header = Some(bytes);
        } else {
            self.sections.push(SectionData {
                section,
                origin,
                is_decoded,
                bytes,
            });
        }
    }
}

/// What a section's answer is of.
struct SectionName {
    section: String,
    origin: Option<u64>,
    is_decoded: bool,
}

impl SectionName {
    /// The whole of a section as it is.
    fn of(section: &str) -> Self {
        Self {
            section: section.to_owned(),
            origin: None,
            is_decoded: false,
        }
    }
}

/// The section and origin in `BODY[1.2]<0>` or `BINARY[1.2]<0>`.
fn section_name(name: &[u8]) -> Option<SectionName> {
    let name = core::str::from_utf8(name).ok()?;
    let decoded = name.strip_prefix("BINARY[");
    let (section, after) = decoded
        .or_else(|| name.strip_prefix("BODY["))
        // Some servers repeat what they were asked.
        .or_else(|| name.strip_prefix("BODY.PEEK["))?
        .rsplit_once(']')?;
    let origin = after
        .strip_prefix('<')
        .and_then(|origin| origin.split(['.', '>']).next())
        .and_then(|origin| origin.parse().ok());
    Some(SectionName {
        section: section.to_owned(),
        origin,
        is_decoded: decoded.is_some(),
    })
}

fn number32(value: &Value) -> Option<u32> {
    value.number().and_then(|number| u32::try_from(number).ok())
}

/// Flags; `\Recent` and what is no flag are left out.
pub(crate) fn flags(values: &[Value]) -> Flags {
    values
        .iter()
        .filter_map(|value| flag(&value.text()?))
        .collect()
}

fn flag(text: &str) -> Option<Flag> {
    const SYSTEM: [(&str, Flag); 5] = [
        ("\\Seen", Flag::Seen),
        ("\\Answered", Flag::Answered),
        ("\\Flagged", Flag::Flagged),
        ("\\Deleted", Flag::Deleted),
        ("\\Draft", Flag::Draft),
    ];
    SYSTEM
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text))
        .map(|(_, flag)| flag)
        .or_else(|| Keyword::new(text).map(Flag::Keyword))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &[u8]) -> FetchData {
        FetchData::read(message).unwrap()
    }

    #[test]
    fn a_row_is_read_whole() {
        let data = read(
            b"* 12 FETCH (UID 40 FLAGS (\\Seen $Forwarded \\Recent) INTERNALDATE \" 1-Feb-2024 10:00:00 +0100\" \
              RFC822.SIZE 99 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 10 1) \
              BODY[HEADER.FIELDS (DATE \"FROM\")] {9}\r\nDate: x\r\n PREVIEW \"hi\")\r\n",
        );
        assert_eq!((data.sequence, data.uid), (12, Uid::new(40)));
        assert!(data.flags.as_ref().unwrap().is_seen());
        assert!(data.flags.as_ref().unwrap().is_forwarded());
        assert_eq!(data.received, Some(Timestamp(1_706_778_000_000)));
        assert_eq!(data.size, Some(99));
        assert!(data.structure.is_some());
        assert_eq!(data.header.as_deref(), Some(&b"Date: x\r\n"[..]));
        assert_eq!(data.preview.as_deref(), Some("hi"));
        assert!(!data.is_damaged);
    }

    #[test]
    fn sections_carry_their_names_and_origins() {
        let data =
            read(b"* 1 FETCH (UID 7 BODY[1.2]<512> {3}\r\na)b BODY[] NIL body[2.mime] \"x\")\r\n");
        let sections: Vec<_> = data
            .sections
            .iter()
            .map(|s| (s.section.as_str(), s.origin, s.bytes.as_slice()))
            .collect();
        assert_eq!(
            sections,
            [
                ("1.2", Some(512), &b"a)b"[..]),
                ("", None, b""),
                ("2.MIME", None, b"x")
            ]
        );
    }

    #[test]
    fn sections_are_known_by_other_names() {
        let data = read(
            b"* 1 FETCH (UID 7 BODY.PEEK[HEADER.FIELDS (DATE)] {2}\r\na: RFC822.TEXT {1}\r\nb)\r\n",
        );
        assert_eq!(data.header.as_deref(), Some(&b"a:"[..]));
        let text = data.sections.first().unwrap();
        assert_eq!(
            (text.section.as_str(), &text.bytes[..]),
            ("TEXT", &b"b"[..])
        );
        assert!(!data.is_damaged);
    }

    #[test]
    fn unknown_items_cost_nothing_else() {
        let data = read(
            b"* 1 FETCH (X-VENDOR (1 (\"a\" NIL) {3}\r\nx y) UID 1 EMAILID (M123) FLAGS (\\Seen) SAVEDATE NIL PREVIEW \"x\")\r\n",
        );
        assert_eq!(data.uid, Uid::new(1));
        assert_eq!(data.email_id.as_deref(), Some("M123"));
        assert!(data.flags.unwrap().is_seen());
        assert!(!data.is_damaged);
    }

    #[test]
    fn a_single_flag_needs_no_parentheses_and_what_is_none_is_no_word_on_flags() {
        let seen = read(b"* 1 FETCH (UID 1 FLAGS \\Seen)\r\n").flags.unwrap();
        assert!(seen.is_seen());
        for message in [
            &b"* 1 FETCH (UID 1)\r\n"[..],
            b"* 1 FETCH (UID 1 FLAGS NIL)\r\n",
            b"* 1 FETCH (FLAGS UID 1)\r\n",
            b"* 1 FETCH (UID 1 FLAGS\r\n",
        ] {
            assert_eq!(read(message).flags, None);
        }
    }

    #[test]
    fn odd_parentheses_and_spaces_are_read_over() {
        let data = read(b"* 2 FETCH  (UID 14935 (ENVELOPE (NIL NIL)) RFC822.SIZE 3 )\r\n");
        assert_eq!((data.uid, data.size), (Uid::new(14935), Some(3)));
    }

    #[test]
    fn a_line_that_breaks_off_is_damaged_and_keeps_what_came_before() {
        let data = read(b"* 2 FETCH (UID 9 BODYSTRUCTURE (\"TEXT\" \"PL\r\n");
        assert!(data.is_damaged);
        assert_eq!(data.uid, Uid::new(9));
    }

    #[test]
    fn other_responses_are_no_fetch() {
        assert_eq!(FetchData::read(b"* 3 EXISTS\r\n"), None);
        assert_eq!(FetchData::read(b"A1 OK FETCH\r\n"), None);
    }
}
