//! What mailboxes are for: by the server's word (RFC 6154, RFC 8457, XLIST),
//! else by their names.

mod names;

use mail_model::{Mailbox, SpecialUse};

/// Gives each mailbox its purpose, from its attributes. If the server speaks of
/// purposes at all, a name decides only about those that it leaves open; each
/// purpose goes to one mailbox only.
pub(crate) fn assign(mailboxes: &mut [(Mailbox, Vec<String>)]) {
    for (mailbox, attributes) in mailboxes.iter_mut() {
        mailbox.special_use = if mailbox.name.is_inbox() {
            Some(SpecialUse::Inbox)
        } else {
            attributes
                .iter()
                .find_map(|attribute| by_attribute(attribute))
        };
    }
    for purpose in names::NAMED {
        let is_taken = mailboxes
            .iter()
            .any(|(mailbox, _)| mailbox.special_use == Some(purpose));
        if is_taken {
            continue;
        }
        // The one nearest to the root, and the first of those.
        let candidate = mailboxes
            .iter_mut()
            .filter(|(mailbox, _)| mailbox.special_use.is_none() && mailbox.is_selectable)
            .filter(|(mailbox, _)| names::purpose(mailbox.leaf_name()) == Some(purpose))
            .filter(|(mailbox, _)| depth(mailbox) <= 1)
            .min_by_key(|(mailbox, _)| depth(mailbox));
        if let Some((mailbox, _)) = candidate {
            mailbox.special_use = Some(purpose);
        }
    }
}

/// How many mailboxes lie above it.
fn depth(mailbox: &Mailbox) -> usize {
    mailbox.delimiter.map_or(0, |delimiter| {
        mailbox.name.as_str().matches(delimiter).count()
    })
}

/// XLIST's names for purposes beside RFC 6154's and RFC 8457's.
fn by_attribute(attribute: &str) -> Option<SpecialUse> {
    Some(match attribute {
        "\\drafts" => SpecialUse::Drafts,
        "\\sent" | "\\sentmail" => SpecialUse::Sent,
        "\\archive" => SpecialUse::Archive,
        "\\junk" | "\\spam" => SpecialUse::Junk,
        "\\trash" => SpecialUse::Trash,
        "\\all" | "\\allmail" => SpecialUse::All,
        "\\flagged" | "\\starred" => SpecialUse::Flagged,
        "\\important" => SpecialUse::Important,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::MailboxName;

    fn purposes(list: &[(&str, &str)]) -> Vec<Option<SpecialUse>> {
        let mut mailboxes: Vec<_> = list
            .iter()
            .map(|(name, attributes)| {
                let mailbox = Mailbox {
                    name: MailboxName::new(*name),
                    delimiter: Some('/'),
                    is_selectable: true,
                    may_have_children: true,
                    is_subscribed: true,
                    special_use: None,
                    counts: None,
                    id: None,
                };
                let attributes = attributes.split(' ').map(str::to_owned).collect();
                (mailbox, attributes)
            })
            .collect();
        assign(&mut mailboxes);
        mailboxes.into_iter().map(|(m, _)| m.special_use).collect()
    }

    #[test]
    fn the_servers_word_goes_before_the_name() {
        assert_eq!(
            purposes(&[
                ("INBOX", ""),
                ("Sent", ""),
                ("Verschickt", "\\sent"),
                ("Papierkorb", "")
            ]),
            [
                Some(SpecialUse::Inbox),
                None,
                Some(SpecialUse::Sent),
                Some(SpecialUse::Trash)
            ]
        );
    }

    #[test]
    fn names_in_many_languages_tell_a_purpose() {
        for (name, purpose) in [
            ("Gesendete Elemente", SpecialUse::Sent),
            ("Корзина", SpecialUse::Trash),
            ("Éléments envoyés", SpecialUse::Sent),
            ("INBOX/Drafts", SpecialUse::Drafts),
            ("垃圾邮件", SpecialUse::Junk),
            ("[Gmail]/All Mail", SpecialUse::All),
            ("SPAM", SpecialUse::Junk),
        ] {
            assert_eq!(purposes(&[(name, "")]), [Some(purpose)], "{name}");
        }
    }

    #[test]
    fn a_purpose_is_given_once_and_near_the_root() {
        assert_eq!(
            purposes(&[("Customers/Sent", ""), ("Sent", ""), ("a/b/Trash", "")]),
            [None, Some(SpecialUse::Sent), None]
        );
    }
}
