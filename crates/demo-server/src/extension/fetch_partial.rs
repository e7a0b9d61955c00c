use super::cursor::Cursor;
use super::esearch::Partial;

/// A UID FETCH of which only a window is wanted (RFC 9394 §3.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FetchPartial<'a> {
    before: &'a [u8],
    /// The set, as it is written.
    pub(crate) set: &'a [u8],
    /// The items and the modifiers that are left.
    behind: Vec<u8>,
    pub(crate) window: Partial,
}

impl FetchPartial<'_> {
    /// A FETCH for the codec, of these UIDs.
    pub(crate) fn with(&self, uids: &str) -> Vec<u8> {
        [self.before, uids.as_bytes(), &self.behind].concat()
    }
}

/// Reads a UID FETCH with PARTIAL among its modifiers; `None` for anything else.
/// VANISHED does not go with it here: what vanished has no place in a window.
pub(crate) fn fetch_partial(message: &[u8]) -> Option<FetchPartial<'_>> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" UID FETCH ")?;
    let before = message.get(..message.len() - cursor.rest().len())?;
    let set = cursor.atom()?;
    let rest = cursor.rest().strip_suffix(b")\r\n")?;
    let opening = rest.windows(2).rposition(|pair| pair == b" (")?;
    let (items, modifiers) = rest.split_at(opening);
    let modifiers = core::str::from_utf8(modifiers.get(2..)?).ok()?;
    let mut words = modifiers.split(' ');
    let mut kept = Vec::new();
    let mut window = None;
    while let Some(word) = words.next() {
        match word.to_ascii_uppercase().as_str() {
            "PARTIAL" if window.is_none() => {
                window = Some(Partial::read(words.next()?.as_bytes())?);
            }
            "PARTIAL" | "VANISHED" => return None,
            _ => kept.push(word),
        }
    }
    let mut behind = items.to_vec();
    if !kept.is_empty() {
        behind.extend(format!(" ({})", kept.join(" ")).into_bytes());
    }
    behind.extend_from_slice(b"\r\n");
    Some(FetchPartial {
        before,
        set,
        behind,
        window: window?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_taken_out_of_a_fetch() {
        for (line, set, filled) in [
            (
                "a uid fetch 1:* (UID FLAGS) (PARTIAL -1:-30)\r\n",
                "1:*",
                "a uid fetch 7 (UID FLAGS)\r\n",
            ),
            (
                "a UID FETCH 3,5 BODY[HEADER.FIELDS (To Cc)] (partial 1:2 CHANGEDSINCE 5)\r\n",
                "3,5",
                "a UID FETCH 7 BODY[HEADER.FIELDS (To Cc)] (CHANGEDSINCE 5)\r\n",
            ),
        ] {
            let read = fetch_partial(line.as_bytes()).unwrap();
            assert_eq!(read.set, set.as_bytes());
            assert_eq!(read.with("7"), filled.as_bytes());
        }
        for line in [
            "a FETCH 1:* (FLAGS) (PARTIAL 1:2)\r\n",
            "a UID FETCH 1:* (FLAGS)\r\n",
            "a UID FETCH 1:* (FLAGS) (PARTIAL 0:2)\r\n",
            "a UID FETCH 1:* (FLAGS) (PARTIAL 1:2 PARTIAL 1:2)\r\n",
            "a UID FETCH 1:* (FLAGS) (PARTIAL)\r\n",
        ] {
            assert_eq!(fetch_partial(line.as_bytes()), None, "{line}");
        }
    }
}
