//! PREVIEW (RFC 8970): the first words of a message.

use crate::reader::Value;

/// The FETCH item, asked for only as far as the server has it at hand (§3.2).
pub(crate) const LAZY_ITEM: &str = "PREVIEW (LAZY)";
/// The FETCH item that has the server read the message.
pub(crate) const ITEM: &str = "PREVIEW";

/// The preview's text. Servers of the extension's drafts name the algorithm
/// before it: `(FUZZY "text")`.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::List(values) => values.last().and_then(text),
        value => value.text().filter(|text| !text.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_of_the_standard_and_of_its_drafts_are_read() {
        let string = Value::String(b"Hello".to_vec());
        assert_eq!(text(&string), Some("Hello".to_owned()));
        assert_eq!(text(&Value::Nil), None);
        let drafted = Value::List(vec![Value::Atom(b"FUZZY".to_vec()), string]);
        assert_eq!(text(&drafted), Some("Hello".to_owned()));
    }
}
