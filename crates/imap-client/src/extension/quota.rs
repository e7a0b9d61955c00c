//! QUOTA (RFC 9208, and RFC 2087 before it): how much room there is.

use crate::capability::Capabilities;
use crate::reader::{Reader, Value};
use mail_model::{QuotaKind, QuotaResource, QuotaRoot};

/// How many resources of one root are kept.
const RESOURCE_LIMIT: usize = 32;

/// Whether the server keeps account of room. RFC 9208 §3.1 has a capability for
/// each resource, RFC 2087 one for all.
pub(crate) fn is_offered(capabilities: &Capabilities) -> bool {
    ["QUOTA", "QUOTA=RES-STORAGE", "QUOTA=RES-MESSAGE"]
        .into_iter()
        .any(|capability| capabilities.has(capability))
}

/// A QUOTA response (RFC 9208 §4.2.1); `None` if `message` is none. What is no
/// triple of name, use and limit is left out.
pub(crate) fn read(message: &[u8]) -> Option<QuotaRoot> {
    let mut reader = Reader::of_response(message, b"QUOTA")?;
    let name = reader.value()?.text()?;
    let resources = reader.value();
    let triples = resources.as_ref().and_then(Value::list).unwrap_or_default();
    Some(QuotaRoot {
        name,
        resources: triples
            .chunks_exact(3)
            .take(RESOURCE_LIMIT)
            .filter_map(resource)
            .collect(),
    })
}

fn resource(triple: &[Value]) -> Option<QuotaResource> {
    let [name, used, limit] = triple else {
        return None;
    };
    let name = name.text()?.to_ascii_uppercase();
    let (kind, unit) = match name.as_str() {
        "STORAGE" => (QuotaKind::Storage, 1024),
        "MESSAGE" => (QuotaKind::Messages, 1),
        "MAILBOX" => (QuotaKind::Mailboxes, 1),
        _ => (QuotaKind::Other(name), 1),
    };
    Some(QuotaResource {
        kind,
        used: used.number()?.saturating_mul(unit),
        limit: limit.number()?.saturating_mul(unit),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(kind: QuotaKind, used: u64, limit: u64) -> QuotaResource {
        QuotaResource { kind, used, limit }
    }

    #[test]
    fn responses_are_read() {
        let cases: &[(&[u8], &str, Vec<QuotaResource>)] = &[
            (
                b"* QUOTA \"\" (STORAGE 10 512)\r\n",
                "",
                vec![resource(QuotaKind::Storage, 10_240, 524_288)],
            ),
            (
                b"* quota \"User quota\" (storage 1 2 MESSAGE 3 4 MAILBOX 5 6 X-OLD 7 8)\r\n",
                "User quota",
                vec![
                    resource(QuotaKind::Storage, 1024, 2048),
                    resource(QuotaKind::Messages, 3, 4),
                    resource(QuotaKind::Mailboxes, 5, 6),
                    resource(QuotaKind::Other("X-OLD".to_owned()), 7, 8),
                ],
            ),
            // RFC 9208 allows none, servers forget the list, and limits overflow.
            (b"* QUOTA root ()\r\n", "root", vec![]),
            (b"* QUOTA root\r\n", "root", vec![]),
            (
                b"* QUOTA root (STORAGE 1 18446744073709551615 MESSAGE 1)\r\n",
                "root",
                vec![resource(QuotaKind::Storage, 1024, u64::MAX)],
            ),
            (b"* QUOTA root (STORAGE x 5)\r\n", "root", vec![]),
        ];
        for (message, name, resources) in cases {
            let root = read(message).unwrap();
            assert_eq!((root.name.as_str(), &root.resources), (*name, resources));
        }
        assert_eq!(read(b"* QUOTAROOT INBOX \"\"\r\n"), None);
        assert_eq!(read(b"* QUOTA\r\n"), None);
    }
}
