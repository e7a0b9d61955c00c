use super::cursor::Cursor;

/// A NOTIFY command (RFC 5465 §8). Names are as on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotifyRequest {
    None,
    Set {
        wants_status: bool,
        groups: Vec<EventGroup>,
    },
}

/// Some mailboxes, and what is to be told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventGroup {
    pub(crate) filter: MailboxFilter,
    pub(crate) events: Events,
}

/// Which mailboxes are meant (RFC 5465 §6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MailboxFilter {
    Selected { is_delayed: bool },
    Inboxes,
    Personal,
    Subscribed,
    Subtree(Vec<Vec<u8>>),
    Mailboxes(Vec<Vec<u8>>),
}

/// What is to be told (RFC 5465 §5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Events {
    pub(crate) message_new: bool,
    /// The items to be fetched of each new message, without parentheses.
    pub(crate) items: Option<Vec<u8>>,
    pub(crate) message_expunge: bool,
    pub(crate) flag_change: bool,
    pub(crate) mailbox_name: bool,
    pub(crate) subscription_change: bool,
    pub(crate) mailbox_metadata_change: bool,
    pub(crate) server_metadata_change: bool,
    /// There is an event that nobody here knows.
    pub(crate) is_any_unknown: bool,
}

/// Reads a NOTIFY; `None` for anything else.
pub(crate) fn notify(message: &[u8]) -> Option<NotifyRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" NOTIFY ")?;
    if cursor.token(b"NONE").is_some() {
        return cursor.is_at_end().then_some(NotifyRequest::None);
    }
    cursor.token(b"SET ")?;
    let wants_status = cursor.token(b"STATUS ").is_some();
    let mut groups = vec![read_group(&mut cursor)?];
    while cursor.token(b" ").is_some() {
        groups.push(read_group(&mut cursor)?);
    }
    cursor.is_at_end().then_some(NotifyRequest::Set {
        wants_status,
        groups,
    })
}

fn read_group(cursor: &mut Cursor<'_>) -> Option<EventGroup> {
    cursor.token(b"(")?;
    let filter = match cursor.atom()?.to_ascii_lowercase().as_slice() {
        b"selected" => MailboxFilter::Selected { is_delayed: false },
        b"selected-delayed" => MailboxFilter::Selected { is_delayed: true },
        b"inboxes" => MailboxFilter::Inboxes,
        b"personal" => MailboxFilter::Personal,
        b"subscribed" => MailboxFilter::Subscribed,
        b"subtree" => MailboxFilter::Subtree(read_names(cursor)?),
        b"mailboxes" => MailboxFilter::Mailboxes(read_names(cursor)?),
        _ => return None,
    };
    cursor.token(b" ")?;
    let events = read_events(cursor)?;
    cursor.token(b")")?;
    Some(EventGroup { filter, events })
}

/// One name, or several in parentheses.
fn read_names(cursor: &mut Cursor<'_>) -> Option<Vec<Vec<u8>>> {
    cursor.token(b" ")?;
    if cursor.token(b"(").is_none() {
        return Some(vec![cursor.astring()?]);
    }
    let mut names = vec![cursor.astring()?];
    while cursor.token(b" ").is_some() {
        names.push(cursor.astring()?);
    }
    cursor.token(b")")?;
    Some(names)
}

fn read_events(cursor: &mut Cursor<'_>) -> Option<Events> {
    let mut events = Events::default();
    if cursor.token(b"NONE").is_some() {
        return Some(events);
    }
    cursor.token(b"(")?;
    loop {
        match cursor.atom()?.to_ascii_lowercase().as_slice() {
            b"messagenew" => {
                events.message_new = true;
                if cursor.rest().starts_with(b" (") {
                    cursor.token(b" ")?;
                    events.items = Some(cursor.balanced()?.to_vec());
                }
            }
            b"messageexpunge" => events.message_expunge = true,
            b"flagchange" => events.flag_change = true,
            b"mailboxname" => events.mailbox_name = true,
            b"subscriptionchange" => events.subscription_change = true,
            b"mailboxmetadatachange" => events.mailbox_metadata_change = true,
            b"servermetadatachange" => events.server_metadata_change = true,
            _ => events.is_any_unknown = true,
        }
        if cursor.token(b")").is_some() {
            return Some(events);
        }
        cursor.token(b" ")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_events_are_read() {
        let line = b"a notify set status (selected-delayed (MessageNew (uid body.peek[header.fields (from to)]) MessageExpunge)) (subtree (\"a b\" Lists) (MailboxName Strange)) (personal NONE)\r\n";
        let Some(NotifyRequest::Set {
            wants_status: true,
            groups,
        }) = notify(line)
        else {
            panic!("not read")
        };
        assert_eq!(groups.len(), 3);
        assert_eq!(
            groups[0],
            EventGroup {
                filter: MailboxFilter::Selected { is_delayed: true },
                events: Events {
                    message_new: true,
                    items: Some(b"uid body.peek[header.fields (from to)]".to_vec()),
                    message_expunge: true,
                    ..Events::default()
                },
            }
        );
        assert_eq!(
            groups[1].filter,
            MailboxFilter::Subtree(vec![b"a b".to_vec(), b"Lists".to_vec()])
        );
        assert!(groups[1].events.is_any_unknown && groups[1].events.mailbox_name);
        assert_eq!(groups[2].events, Events::default());
        assert_eq!(notify(b"a NOTIFY NONE\r\n"), Some(NotifyRequest::None));
    }

    #[test]
    fn what_is_no_notify_is_not_read() {
        for line in [
            "a NOTIFY\r\n",
            "a NOTIFY SET\r\n",
            "a NOTIFY SET STATUS\r\n",
            "a NOTIFY SET (selected)\r\n",
            "a NOTIFY SET (selected MessageNew)\r\n",
            "a NOTIFY SET (selected (MessageNew)\r\n",
            "a NOTIFY SET (everything (MessageNew))\r\n",
            "a NOTIFY SET (mailboxes (MessageNew))\r\n",
            "a NOTIFY NONE NONE\r\n",
        ] {
            assert_eq!(notify(line.as_bytes()), None, "{line}");
        }
    }
}
