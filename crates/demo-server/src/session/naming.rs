use crate::store::{OTHER_USERS, SHARED, decode_name, encode_name};

/// How a server names its mailboxes. The store knows one way: `/` between the
/// levels and nothing in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As the store has them.
    Plain,
    /// `.` between the levels, and all of one's own mailboxes below INBOX, as
    /// Courier has it and Cyrus unless it is told otherwise.
    BelowInbox,
}

/// What stands in front of one's own mailboxes but INBOX.
const INBOX_PREFIX: &str = "INBOX.";

impl Naming {
    /// What separates levels.
    pub(crate) fn delimiter(self) -> char {
        match self {
            Self::Plain => '/',
            Self::BelowInbox => '.',
        }
    }

    /// What stands in front of one's own mailboxes (RFC 2342 §5).
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::BelowInbox => INBOX_PREFIX,
        }
    }

    /// The name, or the prefix of a namespace, as this server tells it, decoded.
    pub(crate) fn shown(self, name: &str) -> String {
        match self {
            Self::Plain => name.to_owned(),
            Self::BelowInbox if name == "INBOX" => name.to_owned(),
            Self::BelowInbox if is_foreign(name) => swapped(name),
            Self::BelowInbox => format!("{INBOX_PREFIX}{}", swapped(name)),
        }
    }

    /// The name that the store has for one that this server tells; `None` for
    /// one that this server never has.
    pub(crate) fn stored(self, shown: &str) -> Option<String> {
        if self == Self::Plain || shown.eq_ignore_ascii_case("INBOX") {
            return Some(shown.to_owned());
        }
        let name = swapped(shown);
        if is_foreign(&name) {
            return Some(name);
        }
        let (prefix, rest) = shown.split_at_checked(INBOX_PREFIX.len())?;
        let is_own = prefix.eq_ignore_ascii_case(INBOX_PREFIX) && !rest.is_empty();
        is_own.then(|| swapped(rest))
    }

    /// The name for the wire (RFC 3501 §5.1.3).
    pub(crate) fn encode(self, name: &str) -> String {
        encode_name(&self.shown(name))
    }

    /// The inner `None` is a name that this server never has, the outer one no
    /// name at all.
    pub(crate) fn decode(self, wire: &[u8]) -> Option<Option<String>> {
        Some(self.stored(&decode_name(wire)?))
    }
}

fn is_foreign(name: &str) -> bool {
    [OTHER_USERS, SHARED]
        .iter()
        .any(|prefix| name.starts_with(prefix) || prefix.strip_suffix('/') == Some(name))
}

/// Dots for slashes and slashes for dots, so that no name is lost.
fn swapped(name: &str) -> String {
    let swap = |character| match character {
        '/' => '.',
        '.' => '/',
        other => other,
    };
    name.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back() {
        for (name, shown) in [
            ("INBOX", "INBOX"),
            ("Sent", "INBOX.Sent"),
            ("Work/2.0 drafts", "INBOX.Work.2/0 drafts"),
            ("INBOX/below", "INBOX.INBOX.below"),
            ("Other Users/kim/Plans", "Other Users.kim.Plans"),
            ("Shared", "Shared"),
        ] {
            assert_eq!(Naming::BelowInbox.shown(name), shown);
            assert_eq!(Naming::BelowInbox.stored(shown).as_deref(), Some(name));
            assert_eq!(Naming::Plain.shown(name), name);
            assert_eq!(Naming::Plain.stored(name).as_deref(), Some(name));
        }
        for shown in ["Sent", "INBOX.", "INBOXES", "Sharedness"] {
            assert_eq!(Naming::BelowInbox.stored(shown), None, "{shown}");
        }
    }
}
