//! LIST-EXTENDED (RFC 5258) with LIST-STATUS (RFC 5819) and SPECIAL-USE
//! (RFC 6154): the whole tree with its counts in one round trip.

use super::status;
use crate::capability::Capabilities;

/// Whether the server can tell mailboxes, subscriptions and counts in one answer.
pub(crate) fn is_offered(capabilities: &Capabilities) -> bool {
    capabilities.has("IMAP4REV2")
        || (capabilities.has("LIST-EXTENDED") && capabilities.has("LIST-STATUS"))
}

/// LIST of all mailboxes with all that the server can tell of them.
pub(crate) fn command(capabilities: &Capabilities) -> Vec<u8> {
    let mut command = b"LIST \"\" \"*\" RETURN (SUBSCRIBED ".to_vec();
    if capabilities.has("SPECIAL-USE") || capabilities.has("IMAP4REV2") {
        command.extend(b"SPECIAL-USE ");
    }
    if capabilities.has("LIST-MYRIGHTS") {
        // RFC 8440: what the person may do, at no round trip of its own.
        command.extend(b"MYRIGHTS ");
    }
    command.extend(b"STATUS (");
    command.extend(status::items(capabilities, true).as_bytes());
    command.extend(b"))");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_is_asked_for() {
        let of = |list: &str| {
            let mut capabilities = Capabilities::default();
            capabilities.tell(list.split(' ').map(str::to_owned).collect());
            capabilities
        };
        assert!(!is_offered(&of("IMAP4rev1 LIST-EXTENDED")));
        let dovecot = of("IMAP4rev1 LIST-EXTENDED LIST-STATUS SPECIAL-USE");
        assert!(is_offered(&dovecot));
        assert_eq!(
            String::from_utf8(command(&dovecot)).unwrap(),
            "LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))"
        );
        assert_eq!(
            String::from_utf8(command(&of("IMAP4rev2 LIST-MYRIGHTS"))).unwrap(),
            "LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE MYRIGHTS STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))"
        );
        assert_eq!(
            String::from_utf8(command(&of("IMAP4rev1 LIST-EXTENDED LIST-STATUS"))).unwrap(),
            "LIST \"\" \"*\" RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))"
        );
    }
}
