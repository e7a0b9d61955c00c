use crate::Uid;
use serde::{Deserialize, Serialize};

/// One conversation: its messages, each behind the one it answers (RFC 5256 §4).
/// Flat, so that no depth that a server tells can exhaust a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Depth first, children in the order of the algorithm.
    pub members: Vec<ThreadMember>,
}

/// A message's place in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadMember {
    /// Which message; `None` for one that is not in the mailbox, but that
    /// several others answer.
    pub uid: Option<Uid>,
    /// How many messages stand above it.
    pub depth: u16,
}

impl Thread {
    /// The messages that are there.
    pub fn uids(&self) -> impl Iterator<Item = Uid> + '_ {
        self.members.iter().filter_map(|member| member.uid)
    }
}
