use super::acl::{require_right, send_my_rights};
use super::name_on_wire;
use super::status::{are_offered, further_values, status_data};
use crate::extension::ListRequest;
use crate::server::Context;
use crate::session::{Naming, Reply, Session};
use crate::store::{Account, ListedName, Rights, decode_name};
use imap_codec::imap_types::core::{Atom, QuotedChar};
use imap_codec::imap_types::flag::FlagNameAttribute;
use imap_codec::imap_types::mailbox::{ListMailbox, Mailbox as WireMailbox};
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::status::StatusDataItemName;
use mail_model::SpecialUse;

/// LIST as RFC 3501 §6.3.8 has it.
pub(super) fn list_basic(
    session: &mut Session,
    reference: &WireMailbox<'_>,
    pattern: &ListMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let pattern = pattern_text(pattern);
    if pattern.is_empty() {
        let delimiter = session.naming().delimiter();
        session.send_line(&format!("* LIST (\\Noselect) \"{delimiter}\" \"\""));
        return Reply::ok("That is the delimiter");
    }
    let request = ListRequest {
        reference: reference_text(reference),
        patterns: vec![pattern],
        ..ListRequest::default()
    };
    list(session, &request, context)
}

/// LIST in any form (RFC 5258, RFC 5819, RFC 6154).
pub(super) fn list(
    session: &mut Session,
    request: &ListRequest,
    context: &mut Context<'_>,
) -> Reply {
    let Some(account) = session
        .user
        .as_deref()
        .and_then(|user| context.store.account(user))
    else {
        return Reply::bad("Log in first");
    };
    let Some(patterns) = patterns(request) else {
        return Reply::bad("The pattern is no modified UTF-7");
    };
    if request.return_my_rights && !session.offers("LIST-MYRIGHTS") {
        return Reply::bad("LIST-MYRIGHTS is not offered");
    }
    let names_step = |item: &StatusDataItemName| *item == StatusDataItemName::HighestModSeq;
    let wants_step = request
        .return_status
        .as_ref()
        .is_some_and(|names| names.iter().any(names_step));
    if wants_step {
        if !session.offers("CONDSTORE") {
            return Reply::bad("CONDSTORE is not offered");
        }
        session.enable_mod_sequences(context);
    }
    if !are_offered(session, &request.return_further_status) {
        return Reply::bad("Such a STATUS item is not offered");
    }
    let naming = session.naming();
    let user = session.user.clone().unwrap_or_default();
    let elsewhere = context.store.names_elsewhere(&user);
    for listed in account.names().into_iter().chain(elsewhere) {
        if !patterns
            .iter()
            .any(|pattern| naming.matches(pattern, &listed.name))
        {
            continue;
        }
        let special_use = account
            .mailboxes
            .get(&listed.name)
            .and_then(|m| m.special_use);
        let is_subscribed = account.subscriptions.contains(&listed.name);
        if request.only_subscribed && !is_subscribed
            || request.only_special_use && special_use.is_none()
        {
            continue;
        }
        let tells_subscribed = request.return_subscribed || request.only_subscribed;
        session.send(list_data(
            session,
            account,
            &listed,
            request.is_extended,
            tells_subscribed,
        ));
        if request.return_my_rights && listed.exists {
            let rights = context.store.rights(&user, &listed.name);
            send_my_rights(session, &listed.name, rights);
        }
        let may_read = require_right(session, &listed.name, Rights::READ, context).is_ok();
        let status = request
            .return_status
            .as_ref()
            .filter(|_| may_read)
            .zip(context.store.mailbox(&user, &listed.name));
        if let Some((names, mailbox)) = status {
            match status_data(session, &listed.name, mailbox, names) {
                Some(data) => {
                    let more = further_values(session, mailbox, &request.return_further_status);
                    session.send_with_more(data, &more);
                }
                None => return Reply::bad("Such a STATUS item is not offered"),
            }
        }
    }
    Reply::ok("Listed")
}

/// The response for one name.
pub(super) fn list_data(
    session: &Session,
    account: &Account,
    listed: &ListedName,
    is_extended: bool,
    tells_subscribed: bool,
) -> Data<'static> {
    let is_inbox_above = session.naming() == Naming::BelowInbox && account.mailboxes.len() > 1;
    let mut items = attributes(session, listed, is_extended, is_inbox_above);
    if session.offers("SPECIAL-USE") {
        let mailbox = account.mailboxes.get(&listed.name);
        let special_use = mailbox.and_then(|mailbox| mailbox.special_use);
        items.extend(special_use.and_then(special_use_attribute));
    }
    if tells_subscribed && account.subscriptions.contains(&listed.name) {
        items.extend(attribute("Subscribed"));
    }
    Data::List {
        items,
        delimiter: QuotedChar::try_from(session.naming().delimiter()).ok(),
        mailbox: name_on_wire(session, &listed.name),
    }
}

/// LSUB (RFC 3501 §6.3.9).
pub(super) fn lsub(
    session: &mut Session,
    reference: &WireMailbox<'_>,
    pattern: &ListMailbox<'_>,
    context: &mut Context<'_>,
) -> Reply {
    let request = ListRequest {
        reference: reference_text(reference),
        patterns: vec![pattern_text(pattern)],
        ..ListRequest::default()
    };
    let (Some(account), Some(patterns)) = (
        session
            .user
            .as_deref()
            .and_then(|user| context.store.account(user)),
        patterns(&request),
    ) else {
        return Reply::bad("The pattern is no modified UTF-7");
    };
    let naming = session.naming();
    for name in subscribed(account) {
        if patterns.iter().any(|pattern| naming.matches(pattern, name)) {
            session.send(Data::Lsub {
                items: Vec::new(),
                delimiter: QuotedChar::try_from(naming.delimiter()).ok(),
                mailbox: name_on_wire(session, name),
            });
        }
    }
    Reply::ok("Listed")
}

fn subscribed(account: &Account) -> impl Iterator<Item = &str> {
    account.subscriptions.iter().map(String::as_str)
}

fn attributes(
    session: &Session,
    listed: &ListedName,
    is_extended: bool,
    is_inbox_above: bool,
) -> Vec<FlagNameAttribute<'static>> {
    let mut items = Vec::new();
    if !listed.exists && is_extended {
        items.extend(attribute("NonExistent"));
    } else if !listed.exists {
        items.push(FlagNameAttribute::Noselect);
    }
    if session.offers("CHILDREN") {
        // Where all lie below INBOX, it has children if there are others.
        let has_children = listed.has_children || is_inbox_above && listed.name == "INBOX";
        let children = if has_children {
            "HasChildren"
        } else {
            "HasNoChildren"
        };
        items.extend(attribute(children));
    }
    items
}

fn attribute(name: &'static str) -> Option<FlagNameAttribute<'static>> {
    Atom::try_from(name).ok().map(FlagNameAttribute::from)
}

fn special_use_attribute(special_use: SpecialUse) -> Option<FlagNameAttribute<'static>> {
    attribute(match special_use {
        SpecialUse::Inbox => return None,
        SpecialUse::Drafts => "Drafts",
        SpecialUse::Sent => "Sent",
        SpecialUse::Archive => "Archive",
        SpecialUse::Junk => "Junk",
        SpecialUse::Trash => "Trash",
        SpecialUse::All => "All",
        SpecialUse::Flagged => "Flagged",
        SpecialUse::Important => "Important",
    })
}

/// Reference and pattern joined, decoded; `None` when one is no modified UTF-7.
fn patterns(request: &ListRequest) -> Option<Vec<String>> {
    let full = request
        .patterns
        .iter()
        .map(|pattern| format!("{}{pattern}", request.reference));
    full.map(|wire| decode_name(wire.as_bytes())).collect()
}

impl Naming {
    /// Whether a pattern means a name that the store has.
    fn matches(self, pattern: &str, name: &str) -> bool {
        matches(pattern, &self.shown(name), self.delimiter())
    }
}

/// Whether `name` matches: `*` is anything, `%` anything but the delimiter. All
/// places in the name that the pattern can have come to are kept side by side,
/// so that no pattern takes longer than its length times that of the name.
fn matches(pattern: &str, name: &str, delimiter: char) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for wanted in pattern.chars() {
        let mut is_carried = false;
        let mut next = vec![false; name.len() + 1];
        for (at, next) in next.iter_mut().enumerate() {
            let before = at.checked_sub(1);
            let passed = before.and_then(|before| name.get(before)).copied();
            *next = match wanted {
                '*' | '%' => {
                    is_carried &= wanted == '*' || passed != Some(delimiter);
                    is_carried |= reached.get(at).copied().unwrap_or(false);
                    is_carried
                }
                character => {
                    passed == Some(character)
                        && before.and_then(|before| reached.get(before)) == Some(&true)
                }
            };
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

fn reference_text(reference: &WireMailbox<'_>) -> String {
    match reference {
        WireMailbox::Inbox => "INBOX".to_owned(),
        WireMailbox::Other(other) => String::from_utf8_lossy(other.as_ref()).into_owned(),
    }
}

fn pattern_text(pattern: &ListMailbox<'_>) -> String {
    let octets = match pattern {
        ListMailbox::Token(token) => token.as_ref().to_vec(),
        ListMailbox::String(string) => string.as_ref().to_vec(),
    };
    String::from_utf8_lossy(&octets).into_owned()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_match_as_the_rfc_says() {
        for (pattern, name, expected) in [
            ("*", "a/b", true),
            ("%", "a/b", false),
            ("%", "a", true),
            ("%/%", "a/b", true),
            ("a/*", "a/b/c", true),
            ("a*c", "a/b/c", true),
            ("a", "ab", false),
            ("日%", "日本語", true),
            ("", "", true),
            ("", "a", false),
            ("a%", "a/b", false),
            ("a%b", "a/b", false),
            ("%%b*", "a/b", false),
            ("*%b*", "a/b", true),
            ("a%/", "ab/", true),
        ] {
            assert_eq!(matches(pattern, name, '/'), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn many_wildcards_take_no_longer_than_their_number() {
        let pattern = format!("{}x", "*a%".repeat(2_000));
        assert!(!matches(&pattern, &"a".repeat(200), '/'));
    }
}
