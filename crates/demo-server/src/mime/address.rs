use super::header::{split_outside_quotes, unquoted};
use super::string::nstring;
use imap_codec::imap_types::core::NString;
use imap_codec::imap_types::envelope::Address;

/// The addresses of a field as ENVELOPE tells them (RFC 3501 §7.4.2), groups included.
pub(crate) fn addresses(value: &[u8]) -> Vec<Address<'static>> {
    let mut list = Vec::new();
    for piece in split_outside_quotes(&without_comments(value), b',') {
        read_piece(piece.trim_ascii(), &mut list);
    }
    list
}

/// One piece between commas; a group's beginning or end may cling to it.
fn read_piece(piece: &[u8], list: &mut Vec<Address<'static>>) {
    let mut groups = split_outside_quotes(piece, b';').into_iter();
    let first = groups.next().unwrap_or_default();
    let mut rest = first.trim_ascii().to_vec();
    if !rest.starts_with(b"<") {
        let halves = split_outside_quotes(&rest, b':');
        if let ([group, ..], true) = (halves.as_slice(), halves.len() > 1) {
            list.push(address(None, Some(unquoted(group.trim_ascii())), None));
            rest = halves[1..].join(&b':').trim_ascii().to_vec();
        }
    }
    if !rest.is_empty() {
        list.push(single(&rest));
    }
    for behind in groups {
        list.push(address(None, None, None));
        read_piece(behind.trim_ascii(), list);
    }
}

fn single(text: &[u8]) -> Address<'static> {
    let angle = split_outside_quotes(text, b'<');
    let (name, spec) = match angle.as_slice() {
        [name, spec, ..] => (name.trim_ascii(), spec.as_slice()),
        _ => (&[][..], text),
    };
    let spec = spec
        .split(|&octet| octet == b'>')
        .next()
        .unwrap_or(&[])
        .trim_ascii();
    let name = if name.starts_with(b"\"") {
        unquoted(name)
    } else {
        name.to_vec()
    };
    let at = spec.iter().rposition(|&octet| octet == b'@');
    let (local, host) = match at {
        Some(at) => (spec.get(..at), spec.get(at + 1..)),
        None => (Some(spec), Some(&b""[..])),
    };
    address(
        Some(name).filter(|name| !name.is_empty()),
        Some(unquoted(local.unwrap_or_default())),
        Some(host.unwrap_or_default().to_vec()),
    )
}

fn address(
    name: Option<Vec<u8>>,
    mailbox: Option<Vec<u8>>,
    host: Option<Vec<u8>>,
) -> Address<'static> {
    Address {
        name: nstring(name),
        adl: NString(None),
        mailbox: nstring(mailbox),
        host: nstring(host),
    }
}

fn without_comments(value: &[u8]) -> Vec<u8> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, false, false);
    let mut text = Vec::with_capacity(value.len());
    for &octet in value {
        match octet {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' if depth == 0 => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            text.push(octet);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Vec<[Option<String>; 3]> {
        let text = |n: NString<'static>| {
            n.into_option()
                .map(|text| String::from_utf8_lossy(&text).into_owned())
        };
        let list = addresses(value.as_bytes()).into_iter();
        list.map(|a| [text(a.name), text(a.mailbox), text(a.host)])
            .collect()
    }

    #[test]
    fn addresses_are_read_in_all_their_forms() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            read("a@example.org, \"B, C\" <b@example.net> (comment), Crew: x@example.com;"),
            [
                [None, some("a"), some("example.org")],
                [some("B, C"), some("b"), some("example.net")],
                [None, some("Crew"), None],
                [None, some("x"), some("example.com")],
                [None, None, None],
            ]
        );
        assert_eq!(read("undisclosed-recipients:;").len(), 2);
        assert_eq!(read("").len(), 0);
    }
}
