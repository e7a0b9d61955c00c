use super::cursor::Cursor;

/// CREATE with a purpose (RFC 6154 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CreateRequest {
    /// As on the wire.
    pub(crate) mailbox: Vec<u8>,
    /// The attributes in capitals, with their backslashes.
    pub(crate) uses: Vec<String>,
}

/// Reads a CREATE with USE; `None` for anything else.
pub(crate) fn create_special_use(message: &[u8]) -> Option<CreateRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" CREATE ")?;
    let mailbox = cursor.astring()?;
    cursor.token(b" (USE ")?;
    let inner = cursor.balanced()?;
    cursor.token(b")")?;
    let uses = core::str::from_utf8(inner).ok()?.to_ascii_uppercase();
    let uses: Vec<String> = uses.split(' ').map(str::to_owned).collect();
    let are_attributes = uses
        .iter()
        .all(|word| word.len() > 1 && word.starts_with('\\'));
    (cursor.is_at_end() && are_attributes).then_some(CreateRequest { mailbox, uses })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_read() {
        assert_eq!(
            create_special_use(b"a CREATE \"My Sent\" (USE (\\Sent \\Drafts))\r\n"),
            Some(CreateRequest {
                mailbox: b"My Sent".to_vec(),
                uses: vec!["\\SENT".to_owned(), "\\DRAFTS".to_owned()],
            })
        );
        for line in [
            "a CREATE x\r\n",
            "a CREATE x (USE ())\r\n",
            "a CREATE x (USE (Sent))\r\n",
            "a CREATE x (USE (\\Sent)\r\n",
            "a CREATE x (FOR (\\Sent))\r\n",
        ] {
            assert_eq!(create_special_use(line.as_bytes()), None, "{line}");
        }
    }
}
