//! A search as a place names it, and how far it is.

use crate::action::ListId;
use mail_model::{MailboxName, Problem, Uid};
use serde::{Deserialize, Serialize};

/// What a person looks for at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// As it was typed; [`crate::Query`] reads it. An `in:` within it goes before
    /// the scope.
    pub text: String,
    /// Where.
    pub scope: Scope,
    /// It is still being typed: what is here is shown, and the server is not
    /// asked yet.
    pub is_typing: bool,
}

/// In which mailboxes is looked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// In the place's.
    #[default]
    Here,
    /// In this one and all below it.
    Below(MailboxName),
    /// In all but those for deleted mail and junk.
    Everywhere,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchState {
    /// Whose rows are what was found.
    pub list: ListId,
    /// So many messages were found by now. In a list of several mailboxes not
    /// all of them need have rows: of each mailbox the newest have.
    pub found: u32,
    /// So many mailboxes have answered.
    pub done: u32,
    /// Of so many.
    pub total: u32,
    /// More may come.
    pub is_going: bool,
    /// Mailboxes that could not be looked through, and why.
    pub failed: Vec<(MailboxName, Problem)>,
}

/// Where a message lies whose row stands in a list of several mailboxes. There
/// the UID of its row is a name of the list's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The UID of its row.
    pub name: Uid,
    /// In which mailbox.
    pub mailbox: MailboxName,
    /// Under which UID.
    pub uid: Uid,
}
