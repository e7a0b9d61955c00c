use super::cursor::Cursor;

/// A command whose messages are `$`, what a search saved (RFC 5182 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SavedSet<'a> {
    /// What stands before the `$` and what behind.
    before: &'a [u8],
    behind: &'a [u8],
    /// The messages are named by UID.
    pub(crate) is_uid: bool,
}

impl SavedSet<'_> {
    /// The command with numbers in the place of the `$`.
    pub(crate) fn with(&self, numbers: &str) -> Vec<u8> {
        [self.before, numbers.as_bytes(), self.behind].concat()
    }
}

/// Finds the `$` of a command that takes a set of messages; `None` where there is none.
pub(crate) fn saved_set(message: &[u8]) -> Option<SavedSet<'_>> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let is_uid = cursor.token(b"UID ").is_some();
    let verb = cursor.atom()?.to_ascii_uppercase();
    let takes_set = match verb.as_slice() {
        b"FETCH" | b"STORE" | b"COPY" | b"MOVE" => true,
        b"EXPUNGE" => is_uid,
        _ => false,
    };
    cursor.token(b" ").filter(|()| takes_set)?;
    let before = message.get(..message.len() - cursor.rest().len())?;
    let behind = cursor.rest().strip_prefix(b"$")?;
    let is_alone = behind.starts_with(b" ") || behind == b"\r\n";
    is_alone.then_some(SavedSet {
        before,
        behind,
        is_uid,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dollar_is_found_where_a_set_stands() {
        for (line, is_uid, filled) in [
            ("a FETCH $ (FLAGS)\r\n", false, "a FETCH 2:3 (FLAGS)\r\n"),
            ("a uid move $ X\r\n", true, "a uid move 2:3 X\r\n"),
            ("a UID EXPUNGE $\r\n", true, "a UID EXPUNGE 2:3\r\n"),
        ] {
            let set = saved_set(line.as_bytes()).unwrap();
            assert_eq!(set.is_uid, is_uid);
            assert_eq!(set.with("2:3"), filled.as_bytes());
        }
        for line in [
            "a FETCH 1 $\r\n",
            "a FETCH 1,$ FLAGS\r\n",
            "a EXPUNGE $\r\n",
            "a SEARCH $\r\n",
            "a FETCH $x FLAGS\r\n",
        ] {
            assert_eq!(saved_set(line.as_bytes()), None, "{line}");
        }
    }
}
