//! METADATA (RFC 5464): annotations of mailboxes and of the server.

use crate::capability::Capabilities;
use crate::reader::Reader;

/// The largest value that is asked for, in octets.
pub(crate) const VALUE_LIMIT: &str = "1048576";
/// How many annotations of one response are kept.
const ENTRY_LIMIT: usize = 1_000;

/// A name and its value; without one, there is no such annotation.
pub(crate) type Annotation = (String, Option<Vec<u8>>);

/// Whether the server keeps annotations: of mailboxes too, or of itself alone.
pub(crate) fn is_offered(capabilities: &Capabilities, of_mailbox: bool) -> bool {
    capabilities.has("METADATA") || (!of_mailbox && capabilities.has("METADATA-SERVER"))
}

/// A METADATA response with values (§4.4.1): the raw mailbox, empty for the
/// server, and the annotations. `None` if `message` is none, or only tells that
/// something changed (§4.4.2).
pub(crate) fn read(message: &[u8]) -> Option<(Vec<u8>, Vec<Annotation>)> {
    let mut reader = Reader::of_response(message, b"METADATA")?;
    let mailbox = reader.mailbox()?;
    let values = reader.value()?;
    let pairs = values.list()?.chunks_exact(2).take(ENTRY_LIMIT);
    let annotation = |pair: &[_]| match pair {
        [name, value] => Some((
            crate::reader::Value::text(name)?,
            value.bytes().map(<[u8]>::to_vec),
        )),
        _ => None,
    };
    Some((mailbox, pairs.filter_map(annotation).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_read() {
        let annotation =
            |name: &str, value: Option<&[u8]>| (name.to_owned(), value.map(<[u8]>::to_vec));
        assert_eq!(
            read(b"* METADATA INBOX (/private/comment \"My own\" /shared/x NIL)\r\n"),
            Some((
                b"INBOX".to_vec(),
                vec![
                    annotation("/private/comment", Some(b"My own")),
                    annotation("/shared/x", None),
                ]
            ))
        );
        assert_eq!(
            read(b"* METADATA \"\" (/private/x {4}\r\na)\r\n /private/y ~{2}\r\n\0b)\r\n"),
            Some((
                Vec::new(),
                vec![
                    annotation("/private/x", Some(b"a)\r\n")),
                    annotation("/private/y", Some(b"\0b")),
                ]
            ))
        );
        assert_eq!(read(b"* METADATA \"\" /shared/comment\r\n"), None);
        assert_eq!(read(b"* METADATA\r\n"), None);
    }
}
