//! ACL (RFC 4314): who may do what with a mailbox, and LIST-MYRIGHTS (RFC 8440).

use crate::reader::Reader;
use mail_model::{AclEntry, Rights};

/// How many lines of an access control list are kept.
const ENTRY_LIMIT: usize = 1_000;

/// An ACL response (§3.6): the raw mailbox, and its lines. `None` if `message`
/// is none.
pub(crate) fn read_acl(message: &[u8]) -> Option<(Vec<u8>, Vec<AclEntry>)> {
    let mut reader = Reader::of_response(message, b"ACL")?;
    let mailbox = reader.mailbox()?;
    let mut entries = Vec::new();
    while let (Some(identifier), Some(rights)) = (reader.value(), reader.value()) {
        if let (Some(identifier), Some(rights)) = (identifier.text(), rights.text())
            && entries.len() < ENTRY_LIMIT
        {
            let rights = Rights::new(&rights);
            entries.push(AclEntry { identifier, rights });
        }
    }
    Some((mailbox, entries))
}

/// A MYRIGHTS response (§3.8): the raw mailbox, and what the person may do with
/// it. `None` if `message` is none.
pub(crate) fn read_my_rights(message: &[u8]) -> Option<(Vec<u8>, Rights)> {
    let mut reader = Reader::of_response(message, b"MYRIGHTS")?;
    let mailbox = reader.mailbox()?;
    Some((mailbox, Rights::new(&reader.value()?.text()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_read() {
        let entry = |identifier: &str, rights: &str| AclEntry {
            identifier: identifier.to_owned(),
            rights: Rights::new(rights),
        };
        assert_eq!(
            read_acl(b"* ACL INBOX Fred rwipslxetad \"-Wilma Flint\" lr anyone \"\"\r\n"),
            Some((
                b"INBOX".to_vec(),
                vec![
                    entry("Fred", "rwipslxetad"),
                    entry("-Wilma Flint", "lr"),
                    entry("anyone", ""),
                ]
            ))
        );
        assert_eq!(
            read_acl(b"* acl \"a b\"\r\n"),
            Some((b"a b".to_vec(), vec![]))
        );
        assert_eq!(
            read_my_rights(b"* MYRIGHTS inbox lrs)w\r\n"),
            Some((b"INBOX".to_vec(), Rights::new("lrs")))
        );
        assert_eq!(read_acl(b"* ACL\r\n"), None);
        assert_eq!(read_my_rights(b"* MYRIGHTS INBOX\r\n"), None);
        assert_eq!(read_my_rights(b"* ACL INBOX Fred l\r\n"), None);
    }

    #[test]
    fn an_endless_list_is_cut() {
        let message = [b"* ACL a".to_vec(), b" x l".repeat(5_000), b"\r\n".to_vec()].concat();
        assert_eq!(read_acl(&message).unwrap().1.len(), ENTRY_LIMIT);
    }
}
