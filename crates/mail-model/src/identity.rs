//! As whom a person writes, and what they write often.

use crate::Address;
use serde::{Deserialize, Serialize};

/// Names an identity; never given twice in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IdentityId(pub u32);

/// As whom a person writes. Which one answers a message is told by the address
/// that the message came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Its name among the others.
    pub id: IdentityId,
    /// The name and address that stand in From.
    pub from: Address,
    /// Where answers go, if elsewhere.
    pub reply_to: Vec<Address>,
    /// Who always gets a blind copy.
    pub bcc: Vec<Address>,
    /// What stands below what is written; empty for none.
    pub signature: Phrase,
}

/// Something written once and used often, as plain text or as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phrase {
    /// Plain text.
    Text(String),
    /// Markup as an editor gave it: it is sanitized wherever it is used.
    Html(String),
}

impl Phrase {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(said) | Self::Html(said) => said.trim().is_empty(),
        }
    }
}

impl Default for Phrase {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// Names a template; never given twice in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TemplateId(pub u32);

/// A message that is written often. Placeholders stand in it as `{name}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name among the others.
    pub id: TemplateId,
    /// What the person calls it.
    pub name: String,
    /// The subject; as it is where empty.
    pub subject: String,
    /// What it says.
    pub body: Phrase,
}
