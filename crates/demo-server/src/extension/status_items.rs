use super::cursor::Cursor;

/// An item of STATUS that imap-codec does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FurtherStatus {
    /// SIZE (RFC 8438).
    Size,
    /// MAILBOXID (RFC 8474 §4.3).
    MailboxId,
    /// APPENDLIMIT (RFC 7889 §3).
    AppendLimit,
}

impl FurtherStatus {
    /// The capability that offers it.
    pub(crate) fn capability(self) -> &'static str {
        match self {
            Self::Size => "STATUS=SIZE",
            Self::MailboxId => "OBJECTID",
            Self::AppendLimit => "APPENDLIMIT",
        }
    }

    /// The item of this name in capitals.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SIZE" => Self::Size,
            "MAILBOXID" => Self::MailboxId,
            "APPENDLIMIT" => Self::AppendLimit,
            _ => return None,
        })
    }
}

/// Takes from a STATUS the items that imap-codec does not know. What is left is
/// a STATUS for the codec; it asks for MESSAGES where nothing else remained.
/// `None` for anything else, a STATUS of known items too.
pub(crate) fn further_status(message: &[u8]) -> Option<(Vec<u8>, Vec<FurtherStatus>)> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" STATUS ")?;
    cursor.astring()?;
    cursor.token(b" ")?;
    let head = message.get(..message.len() - cursor.rest().len())?;
    let mut further = Vec::new();
    let mut left = Vec::new();
    for word in cursor.words()? {
        match FurtherStatus::named(&word) {
            Some(item) => further.push(item),
            None => left.push(word),
        }
    }
    if further.is_empty() || !cursor.is_at_end() {
        return None;
    }
    if left.is_empty() {
        left.push("MESSAGES".to_owned());
    }
    let items = format!("({})\r\n", left.join(" "));
    Some(([head, items.as_bytes()].concat(), further))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_codec_does_not_know_is_taken_out() {
        for (line, plain, items) in [
            (
                "a status \"a b\" (messages size MAILBOXID)\r\n",
                "a status \"a b\" (MESSAGES)\r\n",
                &[FurtherStatus::Size, FurtherStatus::MailboxId][..],
            ),
            (
                "a STATUS x (APPENDLIMIT)\r\n",
                "a STATUS x (MESSAGES)\r\n",
                &[FurtherStatus::AppendLimit],
            ),
        ] {
            let (left, further) = further_status(line.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(left).unwrap(), plain);
            assert_eq!(further, items);
        }
        for line in [
            "a STATUS x (MESSAGES)\r\n",
            "a STATUS x (SIZE\r\n",
            "a STATUS x (SIZE) \r\n",
            "a LIST x (SIZE)\r\n",
        ] {
            assert_eq!(further_status(line.as_bytes()), None, "{line}");
        }
    }
}
