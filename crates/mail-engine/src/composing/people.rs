//! Whom an answer goes to, and as whom it is written.

use crate::compose::ReplyTo;
use mail_model::{Address, Identity, MessageId};
use mime_message::{CharsetDecoder, Header, ListedField, list_fields, parse_header};

/// So many fields of a header are looked at, and so many octets of it.
const MOST_FIELDS: usize = 500;
const MOST_OCTETS: usize = 256 * 1024;
/// So many recipients are taken over.
const MOST_RECIPIENTS: usize = 2_000;
/// Where a server says whom it delivered a message to.
const DELIVERED: [&str; 4] = [
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-delivered-to",
];

/// The header of the message that another is begun from.
pub(super) struct Origin {
    pub(super) header: Header,
    fields: Vec<ListedField>,
}

impl Origin {
    pub(super) fn read(bytes: &[u8], charsets: &dyn CharsetDecoder) -> Self {
        Self {
            header: parse_header(bytes, charsets),
            fields: list_fields(bytes, MOST_FIELDS, MOST_OCTETS, charsets),
        }
    }
    /// The first field of this name.
    pub(super) fn field(&self, name: &'static str) -> Option<&str> {
        self.all(name).next()
    }
    fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter();
        let found = fields.filter(move |field| field.name.trim().eq_ignore_ascii_case(name));
        found.map(|field| field.value.as_str())
    }
    /// The messages that an answer refers to (RFC 5322 §3.6.4).
    pub(super) fn thread(&self) -> Vec<MessageId> {
        let header = &self.header;
        let mut thread = header.references.clone();
        if let ([], [only]) = (thread.as_slice(), header.in_reply_to.as_slice()) {
            thread.push(only.clone());
        }
        thread.extend(header.message_id.clone());
        thread
    }
    /// The address of the list that it came by (RFC 2369 §3.4).
    fn list(&self) -> Option<Address> {
        let value = self.field("list-post")?;
        let mut addresses = value
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split_once('>'));
        let url = addresses.find_map(|(url, _)| {
            let url: String = url.split_whitespace().collect();
            let is_mail = url.get(..7)?.eq_ignore_ascii_case("mailto:");
            is_mail.then_some(url)
        })?;
        super::mailto::read(&url).to.into_iter().next()
    }
}

/// Which addresses are the person's own.
pub(super) struct Own<'a> {
    identities: &'a [Identity],
    user: &'a str,
}

impl<'a> Own<'a> {
    pub(super) fn new(identities: &'a [Identity], user: &'a str) -> Self {
        Self { identities, user }
    }
    /// The identity whose address this is, with a tag or without (RFC 5233).
    fn identity(&self, address: &str) -> Option<&'a Identity> {
        let of = |is_it: &dyn Fn(&str) -> bool| {
            let mut identities = self.identities.iter();
            identities.find(|identity| is_it(&identity.from.address))
        };
        of(&|own| own.eq_ignore_ascii_case(address))
            .or_else(|| of(&|own| own.eq_ignore_ascii_case(&untagged(address))))
    }
    fn is_own(&self, address: &str) -> bool {
        self.identity(address).is_some()
            || self.user.eq_ignore_ascii_case(address)
            || (self.user.contains('@') && self.user.eq_ignore_ascii_case(&untagged(address)))
    }
    /// As whom the person wrote it, if they did.
    pub(super) fn writer(&self, origin: &Origin) -> Option<&'a Identity> {
        origin
            .header
            .from
            .iter()
            .find_map(|from| self.identity(&from.address))
    }
    /// As whom the person was written to, or wrote it themselves.
    pub(super) fn addressed(&self, origin: &Origin) -> Option<&'a Identity> {
        let header = &origin.header;
        let named = header.to.iter().chain(&header.cc).chain(&header.bcc);
        let named = named.map(|address| address.address.as_str());
        let delivered = DELIVERED.iter().flat_map(|name| origin.all(name));
        let delivered = delivered.map(|value| value.trim().trim_matches(['<', '>']));
        self.writer(origin).or_else(|| {
            named
                .chain(delivered)
                .find_map(|address| self.identity(address))
        })
    }
    /// To and Cc of an answer.
    pub(super) fn answered(&self, origin: &Origin, to: ReplyTo) -> (Vec<Address>, Vec<Address>) {
        let header = &origin.header;
        if to == ReplyTo::List
            && let Some(list) = origin.list()
        {
            return (vec![list], Vec::new());
        }
        // Who writes about what they wrote themselves means whom that went to.
        let is_own = header.from.iter().any(|from| self.is_own(&from.address));
        let authors = match header.reply_to.as_slice() {
            _ if is_own => header.to.clone(),
            [] => header.from.clone(),
            answers => answers.to_vec(),
        };
        let authors = addressable(&authors);
        if to == ReplyTo::Author {
            return (authors, Vec::new());
        }
        let mut seen: Vec<String> = Vec::new();
        let mut others = |addresses: &[Address]| -> Vec<Address> {
            let mut kept = Vec::new();
            for address in addressable(addresses) {
                let key = address.address.to_lowercase();
                if !seen.contains(&key) && seen.len() < MOST_RECIPIENTS {
                    seen.push(key);
                    kept.push(address);
                }
            }
            kept
        };
        let not_own = |addresses: &[Address]| -> Vec<Address> {
            let others = addresses
                .iter()
                .filter(|address| !self.is_own(&address.address));
            others.cloned().collect()
        };
        let mut to = others(&authors);
        to.extend(others(&not_own(&header.to)));
        let cc = others(&not_own(&header.cc));
        // Somebody may write to nobody but themselves, and answer to all.
        (to, cc)
    }
}

/// `ann@b.example` of `ann+tag@b.example`.
fn untagged(address: &str) -> String {
    let parts = address.rsplit_once('@');
    let parts = parts.and_then(|(local, domain)| Some((local.split_once('+')?.0, domain)));
    match parts {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => address.to_owned(),
    }
}

/// Those that have an address: a group without members has a name alone.
fn addressable(addresses: &[Address]) -> Vec<Address> {
    let sound = addresses
        .iter()
        .filter(|address| !address.address.is_empty());
    sound.cloned().collect()
}

/// The recipients as they were typed: what was no address yet stands in a draft as
/// a name without one.
pub(super) fn typed(addresses: &[Address]) -> Vec<Address> {
    let of = |address: &Address| match address.address.is_empty() {
        true => Address {
            name: String::new(),
            address: address.name.clone(),
        },
        false => address.clone(),
    };
    let known = addresses.iter().filter(|address| {
        !address.name.eq_ignore_ascii_case("undisclosed-recipients") || !address.address.is_empty()
    });
    known.map(of).collect()
}

/// Addresses for a person to read.
pub(super) fn listed(addresses: &[Address]) -> String {
    let words =
        addresses.iter().map(
            |address| match (address.name.as_str(), address.address.as_str()) {
                ("", address) => address.to_owned(),
                (name, "") => name.to_owned(),
                (name, address) => format!("{name} <{address}>"),
            },
        );
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::{IdentityId, Phrase};
    use mime_message::BuiltInCharsets;

    fn identity(id: u32, address: &str) -> Identity {
        Identity {
            id: IdentityId(id),
            from: Address {
                name: String::new(),
                address: address.to_owned(),
            },
            reply_to: Vec::new(),
            bcc: Vec::new(),
            signature: Phrase::default(),
        }
    }

    fn origin(header: &str) -> Origin {
        Origin::read(header.as_bytes(), &BuiltInCharsets)
    }

    #[test]
    fn answers_go_where_they_are_expected() {
        use ReplyTo::{All, Author, List};
        let identities = [identity(1, "me@x.example"), identity(2, "info@x.example")];
        let own = Own::new(&identities, "me");
        for (header, to, expected) in [
            (
                "From: a@a\r\nTo: me@x.example, b@b\r\nCc: c@c",
                Author,
                "a@a |",
            ),
            (
                "From: a@a\r\nTo: me@x.example, b@b\r\nCc: c@c",
                All,
                "a@a, b@b | c@c",
            ),
            (
                "From: a@a\r\nReply-To: r@r\r\nTo: ME@X.example\r\nCc: R@R",
                All,
                "r@r |",
            ),
            (
                "From: a@a\r\nTo: me+tag@x.example\r\nCc: A@A, c@c",
                All,
                "a@a | c@c",
            ),
            // A group is its members.
            ("From: a@a\r\nTo: team: b@b, c@c;", All, "a@a, b@b, c@c |"),
            ("From: a@a\r\nTo: undisclosed-recipients:;", All, "a@a |"),
            // What the person wrote themselves.
            ("From: me@x.example\r\nTo: b@b\r\nCc: c@c", Author, "b@b |"),
            (
                "From: info@x.example\r\nTo: b@b\r\nCc: c@c, me@x.example",
                All,
                "b@b | c@c",
            ),
            (
                "From: me@x.example\r\nTo: me@x.example",
                All,
                "me@x.example |",
            ),
            (
                "From: a@a\r\nList-Post: <mailto:l@l>\r\nTo: b@b",
                List,
                "l@l |",
            ),
            // Nobody may write to it: all get the answer.
            ("From: a@a\r\nList-Post: NO\r\nTo: b@b", List, "a@a, b@b |"),
            (
                "From: a@a\r\nList-Post: <https://l.example/>\r\nTo: b@b",
                List,
                "a@a, b@b |",
            ),
        ] {
            let (to, cc) = own.answered(&origin(&format!("{header}\r\n\r\n")), to);
            let told = format!("{} | {}", listed(&to), listed(&cc));
            assert_eq!(told.trim(), expected, "{header}");
        }
    }

    #[test]
    fn who_was_written_to_answers() {
        let identities = [
            identity(1, "me@x.example"),
            identity(2, "info@x.example"),
            identity(3, "me+shop@x.example"),
        ];
        let own = Own::new(&identities, "me@x.example");
        for (header, expected) in [
            ("From: a@a\r\nTo: Info@X.example", Some(2)),
            ("From: a@a\r\nTo: b@b\r\nCc: me@x.example", Some(1)),
            ("From: a@a\r\nTo: info+x@x.example", Some(2)),
            ("From: a@a\r\nTo: me+shop@x.example", Some(3)),
            (
                "From: a@a\r\nTo: list@l\r\nDelivered-To: info@x.example",
                Some(2),
            ),
            (
                "From: a@a\r\nTo: list@l\r\nX-Original-To: <info@x.example>",
                Some(2),
            ),
            ("From: info@x.example\r\nTo: me@x.example", Some(2)),
            ("From: a@a\r\nTo: list@l", None),
        ] {
            let found = own.addressed(&origin(&format!("{header}\r\n\r\n")));
            assert_eq!(found.map(|identity| identity.id.0), expected, "{header}");
        }
    }

    #[test]
    fn a_thread_goes_on() {
        for (header, expected) in [
            (
                "Message-ID: <c@x>\r\nReferences: <a@x> <b@x>",
                "a@x b@x c@x",
            ),
            ("Message-ID: <c@x>\r\nIn-Reply-To: <b@x>", "b@x c@x"),
            ("Message-ID: <c@x>\r\nIn-Reply-To: <a@x> <b@x>", "c@x"),
            ("Subject: x", ""),
        ] {
            let thread = origin(&format!("{header}\r\n\r\n")).thread();
            let ids: Vec<&str> = thread.iter().map(|id| id.0.as_str()).collect();
            assert_eq!(ids.join(" "), expected, "{header}");
        }
    }
}
