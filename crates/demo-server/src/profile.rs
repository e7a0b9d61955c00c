/// What the server claims to be able to do: a mask over all it can. What is
/// not claimed is refused, so that a client cannot rely on it by accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Everything implemented.
    Full,
    /// What Dovecot 2.3 offers.
    Dovecot,
    /// What Gmail offers (no ESEARCH, no SORT, X-GM-EXT-1 not faked).
    Gmail,
    /// What Office 365 offers.
    Office365,
    /// RFC 3501 and nothing else.
    Bare,
}

/// When a server tells its capabilities without being asked (RFC 3501 §7.1, §7.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoginAnnouncement {
    /// Not at all: the client has to ask.
    None,
    /// As a code of the tagged OK.
    Code,
    /// As an untagged response before the tagged OK.
    Untagged,
}

impl Profile {
    /// The capabilities before login.
    pub(crate) fn before_login(self) -> &'static [&'static str] {
        match self {
            Self::Full | Self::Dovecot => &[
                "IMAP4rev1",
                "SASL-IR",
                "ID",
                "ENABLE",
                "IDLE",
                "LITERAL+",
                "AUTH=PLAIN",
            ],
            Self::Gmail => &[
                "IMAP4rev1",
                "UNSELECT",
                "IDLE",
                "NAMESPACE",
                "ID",
                "CHILDREN",
                "SASL-IR",
                "AUTH=PLAIN",
            ],
            Self::Office365 => &[
                "IMAP4rev1",
                "AUTH=PLAIN",
                "SASL-IR",
                "UIDPLUS",
                "MOVE",
                "ID",
                "UNSELECT",
                "CHILDREN",
                "IDLE",
                "NAMESPACE",
                "LITERAL+",
            ],
            Self::Bare => &["IMAP4rev1"],
        }
    }

    /// The capabilities after login.
    pub(crate) fn after_login(self) -> &'static [&'static str] {
        match self {
            Self::Full => &[
                "IMAP4rev1",
                "SASL-IR",
                "ID",
                "ENABLE",
                "IDLE",
                "LITERAL+",
                "UNSELECT",
                "CHILDREN",
                "NAMESPACE",
                "UIDPLUS",
                "LIST-EXTENDED",
                "LIST-STATUS",
                "SPECIAL-USE",
                "ESEARCH",
                "MOVE",
                "CONDSTORE",
                "QRESYNC",
                "PREVIEW",
                "OBJECTID",
                "NOTIFY",
                "APPENDLIMIT",
                "MULTIAPPEND",
                "REPLACE",
                "BINARY",
                "CREATE-SPECIAL-USE",
                "STATUS=SIZE",
                "QUOTA",
                "QUOTA=RES-STORAGE",
                "QUOTA=RES-MESSAGE",
            ],
            Self::Dovecot => &[
                "IMAP4rev1",
                "SASL-IR",
                "ID",
                "ENABLE",
                "IDLE",
                "LITERAL+",
                "UNSELECT",
                "CHILDREN",
                "NAMESPACE",
                "UIDPLUS",
                "LIST-EXTENDED",
                "LIST-STATUS",
                "SPECIAL-USE",
                "ESEARCH",
                "MOVE",
                "CONDSTORE",
                "QRESYNC",
            ],
            Self::Gmail => &[
                "IMAP4rev1",
                "UNSELECT",
                "IDLE",
                "NAMESPACE",
                "ID",
                "CHILDREN",
                "UIDPLUS",
                "ENABLE",
                "MOVE",
                "LIST-EXTENDED",
                "LIST-STATUS",
                "LITERAL-",
                "SPECIAL-USE",
            ],
            Self::Office365 | Self::Bare => self.before_login(),
        }
    }

    /// Whether `capability` is among those of this stage of the session.
    pub(crate) fn offers(self, capability: &str, is_authenticated: bool) -> bool {
        let capabilities = if is_authenticated {
            self.after_login()
        } else {
            self.before_login()
        };
        capabilities.contains(&capability)
    }

    /// Whether the greeting carries the capabilities.
    pub(crate) fn announces_in_greeting(self) -> bool {
        matches!(self, Self::Full | Self::Dovecot)
    }

    /// How the capabilities come after a login.
    pub(crate) fn announces_after_login(self) -> LoginAnnouncement {
        match self {
            Self::Full | Self::Dovecot => LoginAnnouncement::Code,
            Self::Gmail => LoginAnnouncement::Untagged,
            Self::Office365 | Self::Bare => LoginAnnouncement::None,
        }
    }
}
