use super::cursor::Cursor;

/// A command of RFC 4314 §3. Names are as on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AclRequest {
    pub(crate) mailbox: Vec<u8>,
    pub(crate) verb: AclVerb,
}

/// What is to be done with the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AclVerb {
    /// SETACL: whose rights, and the change to them.
    Set(String, String),
    /// DELETEACL: whose rights.
    Delete(String),
    Get,
    ListRights(String),
    MyRights,
}

/// Reads a command about rights; `None` for anything else.
pub(crate) fn acl(message: &[u8]) -> Option<AclRequest> {
    let mut cursor = Cursor::new(message);
    cursor.atom()?;
    cursor.token(b" ")?;
    let verb = cursor.atom()?.to_ascii_uppercase();
    cursor.token(b" ")?;
    let mailbox = cursor.astring()?;
    let mut word = || {
        cursor.token(b" ")?;
        String::from_utf8(cursor.astring()?).ok()
    };
    let verb = match verb.as_slice() {
        b"SETACL" => AclVerb::Set(identifier(word()?)?, word()?),
        b"DELETEACL" => AclVerb::Delete(identifier(word()?)?),
        b"GETACL" => AclVerb::Get,
        b"LISTRIGHTS" => AclVerb::ListRights(identifier(word()?)?),
        b"MYRIGHTS" => AclVerb::MyRights,
        _ => return None,
    };
    cursor.is_at_end().then_some(AclRequest { mailbox, verb })
}

fn identifier(name: String) -> Option<String> {
    let is_one = !name.is_empty() && !name.chars().any(char::is_control);
    is_one.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_about_rights_are_read() {
        for (line, mailbox, verb) in [
            (
                "a SETACL INBOX/Drafts \"John Q\" +lrs\r\n",
                "INBOX/Drafts",
                AclVerb::Set("John Q".to_owned(), "+lrs".to_owned()),
            ),
            (
                "a setacl x Byron \"\"\r\n",
                "x",
                AclVerb::Set("Byron".to_owned(), String::new()),
            ),
            (
                "a DELETEACL x -Fred\r\n",
                "x",
                AclVerb::Delete("-Fred".to_owned()),
            ),
            ("a GETACL {1+}\r\nx\r\n", "x", AclVerb::Get),
            (
                "a LISTRIGHTS x y\r\n",
                "x",
                AclVerb::ListRights("y".to_owned()),
            ),
            ("a MYRIGHTS x\r\n", "x", AclVerb::MyRights),
        ] {
            let request = acl(line.as_bytes()).unwrap();
            assert_eq!(
                (request.mailbox.as_slice(), request.verb),
                (mailbox.as_bytes(), verb)
            );
        }
        for line in [
            "a SETACL x y\r\n",
            "a SETACL x \"\" l\r\n",
            "a GETACL x y\r\n",
            "a MYRIGHTS\r\n",
            "a NOOP x\r\n",
        ] {
            assert_eq!(acl(line.as_bytes()), None, "{line}");
        }
    }
}
