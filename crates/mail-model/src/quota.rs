use serde::{Deserialize, Serialize};

/// A quota root and what is limited by it (RFC 9208 §3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaRoot {
    /// Its name; often empty.
    pub name: String,
    /// What is limited.
    pub resources: Vec<QuotaResource>,
}

/// A limited resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaResource {
    /// Which (RFC 9208 §5).
    pub kind: QuotaKind,
    /// How much of it is used; octets for storage.
    pub used: u64,
    /// How much of it there is; octets for storage.
    pub limit: u64,
}

/// The resources of RFC 9208 §5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuotaKind {
    /// STORAGE; in octets here, in units of 1,024 on the wire.
    Storage,
    /// MESSAGE: how many messages.
    Messages,
    /// MAILBOX: how many mailboxes.
    Mailboxes,
    /// Any other, in upper case.
    Other(String),
}
