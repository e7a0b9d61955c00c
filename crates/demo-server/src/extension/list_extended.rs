use super::cursor::Cursor;
use super::status_items::FurtherStatus;
use imap_codec::imap_types::status::StatusDataItemName;

/// A LIST command of RFC 5258, with RFC 5819 and RFC 6154. Names and patterns
/// are as on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListRequest {
    pub(crate) is_extended: bool,
    pub(crate) only_subscribed: bool,
    pub(crate) only_special_use: bool,
    pub(crate) reference: String,
    pub(crate) patterns: Vec<String>,
    pub(crate) return_subscribed: bool,
    pub(crate) return_status: Option<Vec<StatusDataItemName>>,
    /// RFC 8440.
    pub(crate) return_my_rights: bool,
    pub(crate) return_further_status: Vec<FurtherStatus>,
}

/// Reads a LIST command with selection options, several patterns or return
/// options; `None` for anything else, a plain LIST too.
pub(crate) fn list_extended(message: &[u8]) -> Option<ListRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" LIST ")?;
    let mut request = ListRequest::default();
    if cursor.rest().starts_with(b"(") {
        request.is_extended = true;
        read_selection(&mut cursor, &mut request)?;
        cursor.token(b" ")?;
    }
    request.reference = String::from_utf8(cursor.astring()?).ok()?;
    cursor.token(b" ")?;
    read_patterns(&mut cursor, &mut request)?;
    if cursor.token(b" RETURN ").is_some() {
        request.is_extended = true;
        read_return(&mut cursor, &mut request)?;
    }
    (request.is_extended && cursor.is_at_end()).then_some(request)
}

fn read_selection(cursor: &mut Cursor<'_>, request: &mut ListRequest) -> Option<()> {
    let options = cursor.words()?;
    let mut is_recursive = false;
    for option in &options {
        match option.as_str() {
            "SUBSCRIBED" => request.only_subscribed = true,
            "SPECIAL-USE" => request.only_special_use = true,
            "RECURSIVEMATCH" => is_recursive = true,
            "REMOTE" => {}
            _ => return None,
        }
    }
    // RECURSIVEMATCH alone says nothing (RFC 5258 §3.1).
    let has_base = request.only_subscribed || request.only_special_use;
    (!is_recursive || has_base).then_some(())
}

fn read_patterns(cursor: &mut Cursor<'_>, request: &mut ListRequest) -> Option<()> {
    let mut pattern = |cursor: &mut Cursor<'_>| {
        request
            .patterns
            .push(String::from_utf8(cursor.astring()?).ok()?);
        Some(())
    };
    if cursor.token(b"(").is_none() {
        return pattern(cursor);
    }
    pattern(cursor)?;
    while cursor.token(b" ").is_some() {
        pattern(cursor)?;
    }
    request.is_extended = true;
    cursor.token(b")")
}

fn read_return(cursor: &mut Cursor<'_>, request: &mut ListRequest) -> Option<()> {
    cursor.token(b"(")?;
    let mut is_first = true;
    while cursor.token(b")").is_none() {
        if !core::mem::take(&mut is_first) {
            cursor.token(b" ")?;
        }
        match cursor.atom()?.to_ascii_uppercase().as_slice() {
            b"SUBSCRIBED" => request.return_subscribed = true,
            b"MYRIGHTS" => request.return_my_rights = true,
            // Both are told always.
            b"CHILDREN" | b"SPECIAL-USE" => {}
            b"STATUS" => {
                cursor.token(b" ")?;
                let items = cursor.words()?;
                let mut known = Vec::new();
                for item in &items {
                    match FurtherStatus::named(item) {
                        Some(item) => request.return_further_status.push(item),
                        None => known.push(status_item(item)?),
                    }
                }
                if items.is_empty() {
                    return None;
                }
                request.return_status = Some(known);
            }
            _ => return None,
        }
    }
    Some(())
}

fn status_item(name: &str) -> Option<StatusDataItemName> {
    Some(match name {
        "MESSAGES" => StatusDataItemName::Messages,
        "RECENT" => StatusDataItemName::Recent,
        "UIDNEXT" => StatusDataItemName::UidNext,
        "UIDVALIDITY" => StatusDataItemName::UidValidity,
        "UNSEEN" => StatusDataItemName::Unseen,
        "HIGHESTMODSEQ" => StatusDataItemName::HighestModSeq,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_options_is_read() {
        let line = b"a1 list (SUBSCRIBED) \"\" (\"*\" x%) RETURN (SPECIAL-USE SUBSCRIBED STATUS (MESSAGES SIZE UNSEEN))\r\n";
        assert_eq!(
            list_extended(line),
            Some(ListRequest {
                is_extended: true,
                only_subscribed: true,
                only_special_use: false,
                reference: String::new(),
                patterns: vec!["*".to_owned(), "x%".to_owned()],
                return_subscribed: true,
                return_status: Some(vec![
                    StatusDataItemName::Messages,
                    StatusDataItemName::Unseen
                ]),
                return_my_rights: false,
                return_further_status: vec![FurtherStatus::Size],
            })
        );
    }

    #[test]
    fn what_is_no_extended_list_is_left_to_others() {
        for line in [
            "a LIST \"\" *\r\n",
            "a LIST \"\" * RETURN (RIGHTS)\r\n",
            "a LIST (RECURSIVEMATCH) \"\" *\r\n",
            "a LIST \"\" * RETURN (STATUS ())\r\n",
            "a LIST \"\" * RETURN (SUBSCRIBED\r\n",
            "a LSUB \"\" * RETURN ()\r\n",
        ] {
            assert_eq!(list_extended(line.as_bytes()), None, "{line}");
        }
    }
}
