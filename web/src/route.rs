//! Where a person is, as a URL says it. The routes are the app's public face:
//! a link to a message can be pasted to a colleague.

use crate::sorting::Sorting;
use mail_engine::{DraftId, Place, Scope, Search, View};
use mail_model::{MailboxName, MessageId, Uid};

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: wherever it is best to begin.
    Start,
    /// `/login`
    Login,
    /// `/mail/:mailbox` and `/mail/:mailbox/:uid`
    Mail(Place),
    /// `/compose/:draft`: a composer for itself.
    Compose(DraftId),
    /// `/contacts` and `/contacts/:contact`
    Contacts(Option<String>),
    /// `/settings/:section`
    Settings(SettingsSection),
    /// Anything else.
    Unknown,
}

/// A section of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingsSection {
    /// How the page looks.
    #[default]
    Appearance,
    /// How messages are shown.
    Reading,
    /// How messages are written.
    Writing,
    /// Special folders, and which are shown.
    Folders,
    /// As whom.
    Identities,
    /// What is written often.
    Templates,
    /// Shortcuts.
    Keyboard,
    /// How new mail is told.
    Notifications,
    /// What is loaded from elsewhere, and what this browser keeps.
    Privacy,
    /// The account itself.
    Account,
}

impl SettingsSection {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Appearance,
        Self::Reading,
        Self::Writing,
        Self::Folders,
        Self::Identities,
        Self::Templates,
        Self::Keyboard,
        Self::Notifications,
        Self::Privacy,
        Self::Account,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Appearance => "appearance",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Folders => "folders",
            Self::Identities => "identities",
            Self::Templates => "templates",
            Self::Keyboard => "keyboard",
            Self::Notifications => "notifications",
            Self::Privacy => "privacy",
            Self::Account => "account",
        }
    }
}

impl Route {
    /// The inbox.
    pub fn inbox() -> Self {
        Self::mailbox(MailboxName::inbox())
    }

    /// A mailbox, with no message open.
    pub fn mailbox(mailbox: MailboxName) -> Self {
        Self::Mail(Place {
            mailbox,
            view: View::default(),
            message: None,
            message_id: None,
        })
    }

    /// A message of a mailbox.
    pub fn message(mailbox: MailboxName, uid: Uid) -> Self {
        Self::Mail(Place {
            mailbox,
            view: View::default(),
            message: Some(uid),
            message_id: None,
        })
    }

    /// The same list as at a place, with this message open, or none.
    pub fn within(place: &Place, message: Option<Uid>) -> Self {
        Self::Mail(Place {
            message,
            message_id: None,
            ..place.clone()
        })
    }

    /// Reads a URL's path and query, both without the signs that part them. What
    /// is not understood in the query changes nothing.
    pub fn read(path: &str, query: &str) -> Self {
        let mut route = Self::parse(path);
        if let Self::Mail(place) = &mut route {
            for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
                if name == "sort"
                    && let Some(sorting) = decode(value).as_deref().and_then(Sorting::parse)
                {
                    place.view.order = sorting.order();
                }
                if name == ID && place.message.is_some() {
                    place.message_id = decode(value).map(MessageId);
                }
                if name == "as" && value == CONVERSATIONS {
                    (place.view.threads, place.view.is_folded) = (true, true);
                }
            }
            place.view.search = parse_search(query);
        }
        route
    }

    /// Reads a URL's path; query and fragment are not part of it.
    pub fn parse(path: &str) -> Self {
        let mut segments = path.trim_matches('/').split('/');
        let route = match segments.next() {
            Some("") => Some(Self::Start),
            Some("login") => Some(Self::Login),
            Some("mail") => parse_place(&mut segments).map(Self::Mail),
            Some("contacts") => match segments.next() {
                None => Some(Self::Contacts(None)),
                Some(contact) => decode(contact).map(|contact| Self::Contacts(Some(contact))),
            },
            Some("settings") => match segments.next() {
                None => Some(Self::Settings(SettingsSection::default())),
                Some(word) => {
                    let mut all = SettingsSection::ALL.into_iter();
                    let found = all.find(|section| section.word() == word);
                    found.map(Self::Settings)
                }
            },
            Some("compose") => segments.next().and_then(parse_draft).map(Self::Compose),
            _ => None,
        };
        match (route, segments.next()) {
            (Some(route), None) => route,
            _ => Self::Unknown,
        }
    }

    /// The URL's path and query; [`Self::read`] reads them back.
    pub fn to_url(&self) -> String {
        match self {
            Self::Start | Self::Unknown => "/".to_owned(),
            Self::Login => "/login".to_owned(),
            Self::Settings(section) => format!("/settings/{}", section.word()),
            Self::Compose(DraftId(number)) => format!("/compose/{number:016x}"),
            Self::Contacts(contact) => {
                let mut url = String::from("/contacts");
                if let Some(contact) = contact {
                    url.push('/');
                    encode_into(&mut url, contact);
                }
                url
            }
            Self::Mail(place) => {
                let mut url = String::from("/mail/");
                encode_into(&mut url, place.mailbox.as_str());
                if let Some(uid) = place.message {
                    url.push('/');
                    url.push_str(&uid.value().to_string());
                }
                let mut sign = '?';
                let mut add = |name: &str, value: &str| {
                    url.push(sign);
                    url.push_str(name);
                    url.push('=');
                    encode_into(&mut url, value);
                    sign = '&';
                };
                if let (Some(MessageId(id)), Some(_)) = (&place.message_id, place.message) {
                    add(ID, id);
                }
                if let Some(search) = &place.view.search {
                    add("q", &search.text);
                    match &search.scope {
                        Scope::Here => {}
                        Scope::Below(mailbox) => {
                            add("in", &[BELOW, mailbox.as_str()].concat());
                        }
                        Scope::Everywhere => add("in", EVERYWHERE),
                    }
                }
                if place.view.is_folded {
                    add("as", CONVERSATIONS);
                }
                if !place.view.order.is_empty() {
                    add("sort", &Sorting::of(&place.view.order).to_text());
                }
                url
            }
        }
    }

    /// The section of the settings that this is.
    pub fn settings(&self) -> Option<SettingsSection> {
        match self {
            Self::Settings(section) => Some(*section),
            _ => None,
        }
    }

    /// Where in the mail this is.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Mail(place) => Some(place),
            _ => None,
        }
    }

    /// Where a session that begins here goes to.
    pub fn first_place(&self) -> Place {
        self.place().cloned().unwrap_or(Place {
            mailbox: MailboxName::inbox(),
            view: View::default(),
            message: None,
            message_id: None,
        })
    }
}

fn parse_place<'a>(segments: &mut impl Iterator<Item = &'a str>) -> Option<Place> {
    let mailbox = decode(segments.next()?)?;
    let message = match segments.next() {
        None => None,
        Some(uid) => Some(parse_uid(uid)?),
    };
    Some(Place {
        mailbox: MailboxName::new(mailbox),
        view: View::default(),
        message,
        message_id: None,
    })
}

/// The name of a message's Message-ID, which is its own wherever it lies.
const ID: &str = "id";
/// That each conversation has one row, as `as=` says it.
const CONVERSATIONS: &str = "conversations";
/// Where a search looks, as `in=` says it.
const EVERYWHERE: &str = "all";
/// The same, before the name of a mailbox with those below it.
const BELOW: &str = "below:";

/// What a URL's query looks for.
fn parse_search(query: &str) -> Option<Box<Search>> {
    let of = |wanted: &str| {
        let mut parts = query.split('&').filter_map(|part| part.split_once('='));
        let (_, value) = parts.find(|(name, _)| *name == wanted)?;
        // A form, or whoever types an address, writes blanks so.
        decode(&value.replace('+', "%20"))
    };
    let scope = match of("in") {
        Some(all) if all == EVERYWHERE => Scope::Everywhere,
        Some(below) => match below.strip_prefix(BELOW) {
            Some(mailbox) => Scope::Below(MailboxName::new(mailbox.to_owned())),
            None => Scope::Here,
        },
        None => Scope::Here,
    };
    let text = of("q").filter(|text| !text.trim().is_empty())?;
    Some(Box::new(Search {
        text,
        scope,
        is_typing: false,
    }))
}

/// A UID in its one spelling: no sign, no leading zero.
fn parse_uid(text: &str) -> Option<Uid> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    Uid::new(text.parse().ok().filter(|_| is_plain)?)
}

/// A draft's name in its one spelling.
fn parse_draft(text: &str) -> Option<DraftId> {
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_plain = text.len() == 16 && text.bytes().all(is_hex);
    let number = u64::from_str_radix(text, 16).ok();
    number.filter(|_| is_plain).map(DraftId)
}

/// Percent-encodes all but RFC 3986's unreserved characters, so that a mailbox's
/// name is one segment whatever it contains. `.` is not spared: browsers resolve
/// the segments `.` and `..`, encoded or not, so these two alone cannot be named.
fn encode_into(url: &mut String, segment: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// `None` for an empty segment, a broken escape, or what is not UTF-8.
fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = hex_digit(rest.next()?)?;
            let low = hex_digit(rest.next()?)?;
            bytes.push(high << 4 | low);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|name| !name.is_empty())
}

fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::Route;
    use mail_engine::Scope;
    use mail_model::{MailboxName, Uid};

    fn mailbox(name: &str) -> Route {
        Route::mailbox(MailboxName::new(name))
    }

    #[test]
    fn every_route_is_read_back_from_its_url() {
        let names = [
            "INBOX",
            "Projects/Mole & Hill",
            "日本語",
            "50% off?#1",
            "a.b-c_d~e",
            " ",
            "Büro/Verträge",
        ];
        for name in names {
            let uid = Uid::new(4_294_967_295).unwrap();
            for route in [mailbox(name), Route::message(MailboxName::new(name), uid)] {
                assert_eq!(Route::parse(&route.to_url()), route, "{}", route.to_url());
            }
        }
        let draft = Route::Compose(mail_engine::DraftId(0x0123_4567_89ab_cdef));
        assert_eq!(draft.to_url(), "/compose/0123456789abcdef");
        let contacts = Route::Contacts(None);
        let contact = Route::Contacts(Some("urn:x/y z".to_owned()));
        for route in [Route::Start, Route::Login, draft, contacts, contact] {
            assert_eq!(Route::parse(&route.to_url()), route);
        }
    }

    #[test]
    fn an_order_stands_in_the_query_and_follows_into_messages() {
        let route = Route::read("/mail/INBOX", "view=message&sort=-size&sort=odd");
        assert_eq!(route.to_url(), "/mail/INBOX?sort=-size");
        let place = route.place().unwrap();
        let open = Route::within(place, Uid::new(7));
        assert_eq!(open.to_url(), "/mail/INBOX/7?sort=-size");
        assert_eq!(Route::read("/mail/INBOX/7", "sort=-size"), open);
        assert_eq!(Route::read("/mail/INBOX", "sort=-arrival"), Route::inbox());
        assert_eq!(Route::read("/login", "sort=-size"), Route::Login);
    }

    #[test]
    fn conversations_stand_in_the_query_and_follow_into_messages() {
        let route = Route::read("/mail/INBOX", "sort=-date&as=conversations");
        assert_eq!(route.to_url(), "/mail/INBOX?as=conversations&sort=-date");
        let open = Route::within(route.place().unwrap(), Uid::new(7));
        assert_eq!(open.to_url(), "/mail/INBOX/7?as=conversations&sort=-date");
        assert_eq!(Route::read("/mail/INBOX", "as=odd"), Route::inbox());
    }

    #[test]
    fn a_search_is_a_link_that_can_be_pasted() {
        for (url, text, scope) in [
            ("/mail/INBOX?q=a%20b", "a b", Scope::Here),
            (
                "/mail/Old/7?q=from%3Aann%26x&in=all",
                "from:ann&x",
                Scope::Everywhere,
            ),
            (
                "/mail/INBOX?q=plan&in=below%3AOld%2F2023&sort=-size",
                "plan",
                Scope::Below(MailboxName::new("Old/2023")),
            ),
        ] {
            let (path, query) = url.split_once('?').unwrap();
            let route = Route::read(path, query);
            let search = route.place().unwrap().view.search.clone().unwrap();
            assert_eq!((search.text.as_str(), &search.scope), (text, &scope));
            assert_eq!(route.to_url(), url);
        }
        let plus = Route::read("/mail/INBOX", "q=a+b&in=odd");
        assert_eq!(plus.to_url(), "/mail/INBOX?q=a%20b");
        assert_eq!(Route::read("/mail/INBOX", "q=+&in=all"), Route::inbox());
    }

    #[test]
    fn a_link_to_a_message_names_it_and_so_does_no_other_route() {
        let url = "/mail/Old%2F2023/7?id=a%2Bb%26c%25%40d.test";
        let (path, query) = url.split_once('?').unwrap();
        let route = Route::read(path, query);
        let place = route.place().unwrap();
        let id = place.message_id.as_ref().map(|id| id.0.as_str());
        assert_eq!((id, route.to_url().as_str()), (Some("a+b&c%@d.test"), url));
        for next in [None, Uid::new(7), Uid::new(8)] {
            assert!(!Route::within(place, next).to_url().contains("id="));
        }
        assert_eq!(
            Route::read("/mail/INBOX", "id=a%40b.test"),
            Route::inbox(),
            "there is no message"
        );
    }

    #[test]
    fn a_mailbox_is_one_segment_whatever_it_contains() {
        assert_eq!(mailbox("a/b c").to_url(), "/mail/a%2Fb%20c");
    }

    #[test]
    fn any_spelling_of_the_inbox_leads_to_it() {
        assert_eq!(Route::parse("/mail/inbox"), Route::inbox());
        assert_eq!(Route::parse("/mail/INBOX/"), Route::inbox());
    }

    #[test]
    fn what_is_no_route_is_unknown() {
        for path in [
            "/mail",
            "/mail/",
            "/mail/INBOX/0",
            "/mail/INBOX/01",
            "/mail/INBOX/+1",
            "/mail/INBOX/4294967296",
            "/mail/INBOX/7/8",
            "/mail/%",
            "/mail/%zz",
            "/mail/%ff",
            "/compose",
            "/compose/0123",
            "/compose/0123456789ABCDEF",
            "/compose/+123456789abcdef",
            "/login/x",
            "/else",
        ] {
            assert_eq!(Route::parse(path), Route::Unknown, "{path}");
        }
    }
}
