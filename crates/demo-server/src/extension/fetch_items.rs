use super::cursor::Cursor;

/// An item of FETCH that imap-codec does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FurtherItem {
    /// PREVIEW (RFC 8970); a lazy one only if it costs nothing.
    Preview {
        is_lazy: bool,
    },
    /// EMAILID (RFC 8474 §5.1).
    EmailId,
    /// THREADID (RFC 8474 §5.2).
    ThreadId,
    /// SAVEDATE (RFC 8514 §4.2).
    SaveDate,
    /// X-GM-MSGID, X-GM-THRID and X-GM-LABELS (X-GM-EXT-1).
    GmailMessageId,
    GmailThreadId,
    GmailLabels,
}

impl FurtherItem {
    /// The capability that offers it.
    pub(crate) fn capability(self) -> &'static str {
        match self {
            Self::Preview { .. } => "PREVIEW",
            Self::EmailId | Self::ThreadId => "OBJECTID",
            Self::SaveDate => "SAVEDATE",
            Self::GmailMessageId | Self::GmailThreadId | Self::GmailLabels => "X-GM-EXT-1",
        }
    }

    fn named(item: &[u8]) -> Option<Self> {
        let known: [(&[u8], Self); 8] = [
            (b"PREVIEW", Self::Preview { is_lazy: false }),
            (b"PREVIEW (LAZY)", Self::Preview { is_lazy: true }),
            (b"EMAILID", Self::EmailId),
            (b"THREADID", Self::ThreadId),
            (b"SAVEDATE", Self::SaveDate),
            (b"X-GM-MSGID", Self::GmailMessageId),
            (b"X-GM-THRID", Self::GmailThreadId),
            (b"X-GM-LABELS", Self::GmailLabels),
        ];
        let found = known
            .iter()
            .find(|(name, _)| item.eq_ignore_ascii_case(name));
        found.map(|(_, item)| *item)
    }
}

/// Takes from a FETCH the items that imap-codec does not know. What is left is
/// a FETCH for the codec; it asks for the UID where nothing else remained.
/// `None` for anything else, a FETCH of known items too.
pub(crate) fn further_items(message: &[u8]) -> Option<(Vec<u8>, Vec<FurtherItem>)> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let _ = cursor.token(b"UID ");
    cursor.token(b"FETCH ")?;
    cursor.atom()?;
    cursor.token(b" ")?;
    let begun = message.len() - cursor.rest().len();
    let (items, behind) = if cursor.rest().starts_with(b"(") {
        (cursor.balanced()?, cursor.rest())
    } else {
        let item = cursor.rest().strip_suffix(b"\r\n")?;
        (item, b"\r\n".as_slice())
    };
    let mut further = Vec::new();
    let mut left = Vec::new();
    for item in split_items(items) {
        match FurtherItem::named(&item) {
            Some(item) => further.push(item),
            None => left.push(item),
        }
    }
    if further.is_empty() {
        return None;
    }
    if left.is_empty() {
        left.push(b"UID".to_vec());
    }
    let head = message.get(..begun)?;
    let plain = [head, b"(", &left.join(&b' '), b")", behind].concat();
    Some((plain, further))
}

/// The items of a list, at the spaces that stand in no bracket, string or list
/// of their own. A list belongs to the item before it.
fn split_items(items: &[u8]) -> Vec<Vec<u8>> {
    let mut split: Vec<Vec<u8>> = vec![Vec::new()];
    let mut depth = 0_u32;
    let mut is_quoted = false;
    let mut octets = items.iter().copied().peekable();
    while let Some(octet) = octets.next() {
        match octet {
            b'"' => is_quoted = !is_quoted,
            b'(' | b'[' if !is_quoted => depth += 1,
            b')' | b']' if !is_quoted => depth = depth.saturating_sub(1),
            b' ' if !is_quoted && depth == 0 && octets.peek() != Some(&b'(') => {
                split.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(item) = split.last_mut() {
            item.push(octet);
        }
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_codec_does_not_know_is_taken_out() {
        for (line, plain, items) in [
            (
                "a UID FETCH 1:* (FLAGS PREVIEW (LAZY) BODY[HEADER.FIELDS (To Cc)] EmailId)\r\n",
                "a UID FETCH 1:* (FLAGS BODY[HEADER.FIELDS (To Cc)])\r\n",
                &[FurtherItem::Preview { is_lazy: true }, FurtherItem::EmailId][..],
            ),
            (
                "a FETCH 2 PREVIEW\r\n",
                "a FETCH 2 (UID)\r\n",
                &[FurtherItem::Preview { is_lazy: false }],
            ),
            (
                "a FETCH 2 (THREADID) (CHANGEDSINCE 4)\r\n",
                "a FETCH 2 (UID) (CHANGEDSINCE 4)\r\n",
                &[FurtherItem::ThreadId],
            ),
        ] {
            let (left, further) = further_items(line.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(left).unwrap(), plain);
            assert_eq!(further, items);
        }
        for line in [
            "a FETCH 1 (FLAGS)\r\n",
            "a FETCH 1 (PREVIEW\r\n",
            "a FETCH 1 (BODY[HEADER.FIELDS (PREVIEW)])\r\n",
            "a STORE 1 PREVIEW\r\n",
        ] {
            assert_eq!(further_items(line.as_bytes()), None, "{line}");
        }
    }
}
