use serde::{Deserialize, Serialize};

/// One mailbox of an address list (RFC 5322 §3.4), decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Address {
    /// The display name, decoded; empty when there is none.
    pub name: String,
    /// `local@domain` as written; may be broken, so it is text and no more.
    pub address: String,
}

impl Address {
    /// What a list shows: the display name, or the address where there is none.
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            &self.address
        } else {
            &self.name
        }
    }
}
