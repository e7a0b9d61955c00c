use mail_model::{Flag, MailboxName, ModSeq, Secret, Section, Uid, UidNext, UidSet, UidValidity};

/// Names a request until its [`crate::Event::Done`]. Never reused within a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// What goes first when several requests wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// A person waits for it.
    Interactive,
    /// A person will probably want it next.
    Prefetch,
    /// Nobody waits.
    Background,
}

/// How to log in.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A name and a password: AUTHENTICATE PLAIN where offered, else LOGIN;
    /// LOGIN too where AUTHENTICATE would cost a round trip more.
    Password {
        /// The name as the person typed it.
        user: String,
        /// The password.
        password: Secret,
    },
}

/// What is remembered of a mailbox from an earlier session: with it, the newest
/// rows can be asked for in the same write as SELECT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownMailbox {
    /// How many messages there were.
    pub exists: u32,
    /// The validity of its UIDs.
    pub uid_validity: UidValidity,
    /// Its UIDNEXT.
    pub uid_next: UidNext,
}

/// Which rows of the selected mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowSelection {
    /// Those with these UIDs.
    Uids(UidSet),
    /// Counted from the newest message, for when UIDs are not known yet: skip
    /// so many, then take so many. The connection turns it into a range of its
    /// own when the mailbox's size is known (I5: that range never shows).
    Newest {
        /// How many of the newest to leave out.
        skip: u32,
        /// How many to take.
        count: u32,
    },
}

/// A wish from above.
#[derive(Clone, Debug)]
pub enum Request {
    /// Log in. May be submitted before the greeting has come.
    Login(Credentials),
    /// All mailboxes with their purposes and counts, and the namespaces they lie in.
    ListMailboxes,
    /// Fresh counts of these mailboxes.
    Status(Vec<MailboxName>),
    /// Open a mailbox; what was asked of the one before is finished first.
    Select {
        /// Which.
        mailbox: MailboxName,
        /// What is remembered of it.
        known: Option<KnownMailbox>,
    },
    /// All UIDs of the selected mailbox.
    FetchUids,
    /// Rows of the list.
    FetchRows(RowSelection),
    /// The flags of messages.
    FetchFlags {
        /// Of which messages.
        uids: UidSet,
        /// Only of those that changed since (CHANGEDSINCE, RFC 7162 §3.1.4.1);
        /// a server that can't tell which did tells of all.
        changed_since: Option<ModSeq>,
    },
    /// A section of one message, in slices if it is large.
    FetchSection {
        /// Of which message.
        uid: Uid,
        /// Which section.
        section: Section,
        /// Its size in octets where known: decides whether it comes in slices.
        size: Option<u64>,
    },
    /// Set or clear flags.
    Store {
        /// Of which messages.
        uids: UidSet,
        /// Which flags.
        flags: Vec<Flag>,
        /// `true` to set, `false` to clear.
        set: bool,
    },
    /// Ask whether anything is new, and keep the connection alive.
    Noop,
    /// End the session in order.
    Logout,
}
