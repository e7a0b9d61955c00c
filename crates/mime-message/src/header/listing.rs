//! A header as it is, for whoever wants to see all of it.

use super::decode_words;
use super::field::Fields;
use crate::charset::{self, CharsetDecoder};

/// How many octets of one field are read.
const FIELD_LIMIT: usize = 16 * 1024;

/// A field of a header as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedField {
    /// Its name as written.
    pub name: String,
    /// Its value unfolded, encoded words undone. It is what the field holds:
    /// hidden characters among it (see [`super::is_hidden`]).
    pub value: String,
}

/// All fields of a header in their order: at most `most` of them, and no more
/// once `octets` octets have been listed.
pub fn list_fields(
    bytes: &[u8],
    most: usize,
    octets: usize,
    charsets: &dyn CharsetDecoder,
) -> Vec<ListedField> {
    let fields = Fields::parse(bytes);
    let charset = super::declared_charset(&fields);
    let mut listed = 0;
    fields
        .iter()
        .take(most)
        .map_while(|field| {
            let left = octets.checked_sub(listed).filter(|left| *left > 0)?;
            let value = field.unfolded(FIELD_LIMIT.min(left));
            listed += field.name.len() + value.len();
            let value = charset::decode(charset.as_deref(), &value, charsets).value;
            Some(ListedField {
                name: String::from_utf8_lossy(field.name).into_owned(),
                value: decode_words(&value, charsets),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    #[test]
    fn fields_are_listed_in_their_order_and_decoded() {
        let header = b"Received: from a\r\n by b\r\nSUBJECT: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\
            Received: from c\r\n\r\nbody";
        let listed = list_fields(header, 10, 1000, &BuiltInCharsets);
        let listed: Vec<_> = listed
            .iter()
            .map(|field| (field.name.as_str(), field.value.as_str()))
            .collect();
        assert_eq!(
            listed,
            [
                ("Received", "from a by b"),
                ("SUBJECT", "Grüße"),
                ("Received", "from c"),
            ]
        );
    }

    #[test]
    fn the_list_is_bounded_in_number_and_size() {
        let header = "X: 0123456789\r\n".repeat(100);
        let count =
            |most, octets| list_fields(header.as_bytes(), most, octets, &BuiltInCharsets).len();
        assert_eq!(count(7, 10_000), 7);
        assert_eq!(count(100, 110), 10);
        let long = format!("X: {}", "y".repeat(100_000));
        let listed = list_fields(long.as_bytes(), 10, 1_000_000, &BuiltInCharsets);
        assert_eq!(listed[0].value.len(), FIELD_LIMIT - 1);
    }
}
