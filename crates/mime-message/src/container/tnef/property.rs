//! MAPI properties as TNEF writes them (MS-OXTNEF §2.1.3.4).

/// How many properties of one list are read.
const PROPERTY_LIMIT: u32 = 10_000;
/// How many values of one property are passed over.
const VALUE_LIMIT: u32 = 100_000;
/// Numbers from here on are names that the list itself explains.
const FIRST_NAMED: u16 = 0x8000;
/// Marks a property with several values.
const MULTIPLE: u16 = 0x1000;

/// The properties that are read, by number (MS-OXPROPS).
pub(super) mod tag {
    pub(in super::super) const BODY: u16 = 0x1000;
    pub(in super::super) const RTF_COMPRESSED: u16 = 0x1009;
    pub(in super::super) const BODY_HTML: u16 = 0x1013;
    pub(in super::super) const DISPLAY_NAME: u16 = 0x3001;
    pub(in super::super) const ATTACH_DATA: u16 = 0x3701;
    pub(in super::super) const ATTACH_FILENAME: u16 = 0x3704;
    pub(in super::super) const ATTACH_LONG_FILENAME: u16 = 0x3707;
    pub(in super::super) const ATTACH_MIME_TAG: u16 = 0x370E;
    pub(in super::super) const ATTACH_CONTENT_ID: u16 = 0x3712;
    pub(in super::super) const INTERNET_CODE_PAGE: u16 = 0x3FDE;
}

/// What a property says; of several values the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Integer(u32),
    /// In the message's code page, with a zero at its end.
    String(&'a [u8]),
    /// UTF-16, the little end first, with a zero at its end.
    Unicode(&'a [u8]),
    Binary(&'a [u8]),
    /// As binary, without the identifier before it.
    Object(&'a [u8]),
    /// Of a type that nothing here asks for.
    Other,
}

/// A list of properties.
#[derive(Debug, Default)]
pub(super) struct Properties<'a>(Vec<(u16, Value<'a>)>);

impl<'a> Properties<'a> {
    /// Reads a list as far as it goes.
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let mut source = Octets(bytes);
        let count = source.number().unwrap_or(0).min(PROPERTY_LIMIT);
        let mut properties = Vec::new();
        for _ in 0..count {
            match property(&mut source) {
                Some(property) => properties.push(property),
                None => break,
            }
        }
        Self(properties)
    }
    /// The first property of that number.
    pub(super) fn find(&self, wanted: u16) -> Option<&Value<'a>> {
        let mut properties = self.0.iter();
        let found = properties.find(|(number, _)| *number == wanted);
        found.map(|(_, value)| value)
    }
}

fn property<'a>(source: &mut Octets<'a>) -> Option<(u16, Value<'a>)> {
    let head = source.number()?.to_le_bytes();
    let [a, b, c, d] = head;
    let (kind, number) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
    if number >= FIRST_NAMED {
        source.take(16)?;
        match source.number()? {
            0 => drop(source.take(4)?),
            _ => drop(source.padded()?),
        }
    }
    let is_long = matches!(kind & !MULTIPLE, 0x0D | 0x1E | 0x1F | 0x102);
    let count = match is_long || kind & MULTIPLE != 0 {
        true => source.number()?.min(VALUE_LIMIT),
        false => 1,
    };
    let mut first = None;
    for _ in 0..count {
        let value = value(source, kind & !MULTIPLE)?;
        first.get_or_insert(value);
    }
    Some((number, first.unwrap_or(Value::Other)))
}

fn value<'a>(source: &mut Octets<'a>, kind: u16) -> Option<Value<'a>> {
    Some(match kind {
        0x03 => Value::Integer(source.number()?),
        // Numbers and truths of up to four octets, padded to four.
        0x01 | 0x02 | 0x04 | 0x0A | 0x0B => {
            source.take(4)?;
            Value::Other
        }
        0x05 | 0x06 | 0x07 | 0x14 | 0x40 => {
            source.take(8)?;
            Value::Other
        }
        0x48 => {
            source.take(16)?;
            Value::Other
        }
        0x0D => {
            let object = source.padded()?;
            Value::Object(object.get(16..).unwrap_or_default())
        }
        0x1E => Value::String(source.padded()?),
        0x1F => Value::Unicode(source.padded()?),
        0x102 => Value::Binary(source.padded()?),
        _ => return None,
    })
}

/// Octets that are taken from the front.
struct Octets<'a>(&'a [u8]);

impl<'a> Octets<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
    fn number(&mut self) -> Option<u32> {
        let (digits, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*digits))
    }
    /// As many octets as the number before them says, padded to four.
    fn padded(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let taken = self.take(length)?;
        let padding = (4 - length % 4) % 4;
        self.0 = self.0.get(padding..).unwrap_or_default();
        Some(taken)
    }
}

/// A list with one property of each shape.
#[cfg(test)]
pub(super) fn sample() -> Vec<u8> {
    let mut list = 5_u32.to_le_bytes().to_vec();
    let mut add = |kind: u16, number: u16, rest: &[u8]| {
        list.extend(kind.to_le_bytes());
        list.extend(number.to_le_bytes());
        list.extend_from_slice(rest);
    };
    add(0x03, tag::INTERNET_CODE_PAGE, &65001_u32.to_le_bytes());
    // A name of its own: an identifier, a kind, and the name.
    let named = [
        &[9; 16][..],
        &[1, 0, 0, 0, 4, 0, 0, 0],
        b"n\0\0\0",
        &[5, 0, 0, 0],
    ]
    .concat();
    add(0x03, 0x8001, &named);
    add(0x1E, tag::BODY, b"\x01\0\0\0\x05\0\0\0text\0\0\0\0");
    add(
        0x101F,
        tag::DISPLAY_NAME,
        b"\x02\0\0\0\x04\0\0\0a\0\0\0\x04\0\0\0b\0\0\0",
    );
    add(0x102, tag::BODY_HTML, b"\x01\0\0\0\x03\0\0\0<p>\0");
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_each_shape_are_found() {
        let sample = sample();
        let properties = Properties::read(&sample);
        assert_eq!(properties.0.len(), 5);
        assert_eq!(
            properties.find(tag::INTERNET_CODE_PAGE),
            Some(&Value::Integer(65001))
        );
        assert_eq!(properties.find(tag::BODY), Some(&Value::String(b"text\0")));
        assert_eq!(
            properties.find(tag::DISPLAY_NAME),
            Some(&Value::Unicode(b"a\0\0\0"))
        );
        assert_eq!(
            properties.find(tag::BODY_HTML),
            Some(&Value::Binary(b"<p>"))
        );
        assert_eq!(properties.find(tag::ATTACH_DATA), None);
    }

    #[test]
    fn counts_that_lie_end_with_the_octets() {
        for lie in [
            &[0xFF; 64][..],
            &[0xFF; 3],
            b"\x01\0\0\0\x1E\x10\0\x10\xFF\xFF\xFF\xFF",
        ] {
            assert_eq!(Properties::read(lie).0.len(), 0);
        }
    }
}
