//! NOTIFY (RFC 5465): the server tells of changes in all mailboxes by itself, and
//! new messages with their rows.

/// What the server is asked to tell of, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// New messages of the open mailbox with their rows, the counts of all
    /// others, and which mailboxes there are.
    Everything,
    /// What every server of NOTIFY can tell: new messages and counts.
    Messages,
    /// The open mailbox alone: what is left after more had been too much.
    Selected,
}

impl Wish {
    /// What to ask for where this was refused.
    pub(crate) fn less(self) -> Option<Self> {
        match self {
            Self::Everything => Some(Self::Messages),
            Self::Messages | Self::Selected => None,
        }
    }

    /// Whether it covers all mailboxes.
    pub(crate) fn is_of_all(self) -> bool {
        self != Self::Selected
    }

    /// Whether new messages come with their rows.
    pub(crate) fn has_rows(self) -> bool {
        self != Self::Messages
    }

    /// The command; `row` is what is fetched of a new message, in parentheses.
    ///
    /// Expunges of the open mailbox come only where a command lets them
    /// (SELECTED-DELAYED, §6.1), IDLE among them: else sequence numbers could
    /// move under a command that is on its way. STATUS tells the counts as they
    /// are at that moment, so that nothing is missed since they were asked for.
    pub(crate) fn command(self, row: &[u8]) -> Vec<u8> {
        const ALWAYS: &[u8] = b"MessageExpunge FlagChange";
        let mut command = b"NOTIFY SET ".to_vec();
        if self.is_of_all() {
            command.extend(b"STATUS ");
        }
        command.extend(b"(SELECTED-DELAYED (MessageNew ");
        if self.has_rows() {
            command.extend(row);
            command.push(b' ');
        }
        command.extend(ALWAYS);
        command.extend(b"))");
        if self.is_of_all() {
            command.extend(b" (PERSONAL (MessageNew ");
            command.extend(ALWAYS);
            if self == Self::Everything {
                command.extend(b" MailboxName SubscriptionChange");
            }
            command.extend(b"))");
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::Wish;

    #[test]
    fn wishes_are_worded() {
        for (wish, command) in [
            (
                Wish::Everything,
                "NOTIFY SET STATUS (SELECTED-DELAYED (MessageNew (UID FLAGS) MessageExpunge FlagChange)) \
                 (PERSONAL (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange))",
            ),
            (
                Wish::Messages,
                "NOTIFY SET STATUS (SELECTED-DELAYED (MessageNew MessageExpunge FlagChange)) \
                 (PERSONAL (MessageNew MessageExpunge FlagChange))",
            ),
            (
                Wish::Selected,
                "NOTIFY SET (SELECTED-DELAYED (MessageNew (UID FLAGS) MessageExpunge FlagChange))",
            ),
        ] {
            assert_eq!(wish.command(b"(UID FLAGS)"), command.as_bytes());
        }
    }
}
