use mail_model::{
    Flag, Flags, MailboxName, MessageSource, ModSeq, Rights, SearchKey, Section, SortCriterion,
    SpecialUse, Timestamp, Uid, UidNext, UidSet, UidValidity,
};
use sasl::Credentials;

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

/// What is remembered of a mailbox from an earlier session: with it, the newest
/// rows can be asked for in the same write as SELECT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMailbox {
    /// How many messages there were.
    pub exists: u32,
    /// The validity of its UIDs.
    pub uid_validity: UidValidity,
    /// Its UIDNEXT.
    pub uid_next: UidNext,
    /// Which messages there were, and when: with it, QRESYNC (RFC 7162 §3.2.5)
    /// tells only what changed.
    pub state: Option<KnownState>,
}

/// The messages of a mailbox at a moment in its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownState {
    /// The moment: all flags that changed up to it are known, and no later ones need be.
    pub mod_seq: ModSeq,
    /// The UIDs of all messages up to the highest of them. Newer messages may
    /// have been there too.
    pub uids: UidSet,
}

/// A message to be put into a mailbox.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its flags.
    pub flags: Flags,
    /// Its INTERNALDATE; the moment of arrival where `None`.
    pub received: Option<Timestamp>,
    /// The message itself, with CRLF line ends. Its files are asked for when it
    /// is on its way ([`crate::Connection::poll_need`]); none of them holds a NUL.
    pub message: MessageSource,
}

/// How long it is, and nothing of what it says.
impl core::fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NewMessage")
            .field("length", &self.message.length())
            .finish_non_exhaustive()
    }
}

/// Which of the messages found are told, counted from the first in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many to leave out.
    pub skip: u32,
    /// How many to tell, at least 1.
    pub count: u32,
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
///
/// Each is done by the best that the server offers; where it offers nothing
/// that can do it, the request ends with `ProblemKind::NotOffered`, and nothing
/// was sent.
#[derive(Clone, Debug)]
pub enum Request {
    /// Log in: with a password by AUTHENTICATE PLAIN where offered, else LOGIN,
    /// and by LOGIN too where AUTHENTICATE would cost a round trip more. May be
    /// submitted before the greeting has come.
    Login(Credentials),
    /// All mailboxes with their purposes and counts, and the namespaces they lie in.
    ListMailboxes,
    /// Fresh counts of these mailboxes.
    Status(Vec<MailboxName>),
    /// Fresh counts of a mailbox with its octets (STATUS=SIZE, RFC 8438), which
    /// servers may have to add up.
    FetchSize(MailboxName),
    /// Open a mailbox; what was asked of the one before is finished first.
    Select {
        /// Which.
        mailbox: MailboxName,
        /// What is remembered of it.
        known: Option<Box<KnownMailbox>>,
    },
    /// All UIDs of the selected mailbox.
    FetchUids,
    /// Rows of the list.
    FetchRows(RowSelection),
    /// The first words of messages whose rows came without them, because the server
    /// did not have them at hand (PREVIEW, RFC 8970). They come as
    /// `Event::Preview`, of those messages that have any; where they are not
    /// offered, nothing is asked.
    FetchPreviews(UidSet),
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
        /// So many octets are here already: it goes on behind them.
        from: u64,
        /// The server may take off the transfer encoding (BINARY, RFC 3516):
        /// `Event::Slice` tells whether it did.
        may_decode: bool,
    },
    /// Set or clear flags. Of up to 200 messages the server tells the new flags
    /// (`Event::Flags`); of more it is asked not to, and the outcome tells.
    Store {
        /// Of which messages.
        uids: UidSet,
        /// Which flags.
        flags: Vec<Flag>,
        /// `true` to set, `false` to clear.
        set: bool,
        /// Only of those that did not change since (RFC 7162 §3.1.3); the
        /// others come as `Event::NotStored`. `NotOffered` without CONDSTORE.
        unchanged_since: Option<ModSeq>,
    },
    /// Set or clear Gmail's labels (X-GM-EXT-1).
    StoreGmailLabels {
        /// Of which messages.
        uids: UidSet,
        /// Which labels, decoded.
        labels: Vec<String>,
        /// `true` to set, `false` to clear.
        set: bool,
    },
    /// Which messages of the selected mailbox match: `Event::Found`. `NotOffered`
    /// where the server has no word for a criterion: for `Older` and `Younger`
    /// without WITHIN, say, of which `Before` and `Since` by the calendar are not
    /// the same.
    Search(SearchKey),
    /// Which messages match, in an order: `Event::Sorted`. `NotOffered` without SORT.
    Sort {
        /// Which messages.
        query: SearchKey,
        /// Their order; not empty.
        order: Vec<SortCriterion>,
        /// Which of them are to be told; all where `None`, or where the server
        /// can't tell less.
        window: Option<Window>,
        /// Their rows are wanted too, in the same round trip where the server
        /// can: they come as `Event::Row` before `Done`.
        with_rows: bool,
    },
    /// Which messages match, as conversations: `Event::Threads`. `NotOffered`
    /// without THREAD=REFS or THREAD=REFERENCES.
    Thread(SearchKey),
    /// Header fields, dates and sizes, by which messages are sorted and threaded
    /// here: `Event::Header` for each, of the fields no more than 8 KiB, and
    /// `Event::Progress` on the way.
    FetchHeaders {
        /// Of which messages.
        uids: UidSet,
        /// Which fields.
        fields: Vec<String>,
    },
    /// Copy messages of the selected mailbox: `Event::Copied` where the server tells.
    Copy {
        /// Which.
        uids: UidSet,
        /// Where to.
        to: MailboxName,
    },
    /// Move messages of the selected mailbox (RFC 6851; where it is not
    /// offered: COPY, STORE, UID EXPUNGE): `Event::Copied` where the server tells.
    Move {
        /// Which.
        uids: UidSet,
        /// Where to.
        to: MailboxName,
    },
    /// Remove messages of the selected mailbox for ever, and no others.
    Expunge(UidSet),
    /// Put messages into a mailbox: `Event::Appended` where the server tells.
    Append {
        /// Where to.
        mailbox: MailboxName,
        /// What; in one command where MULTIAPPEND is offered.
        messages: Vec<NewMessage>,
    },
    /// Put a message into the selected mailbox and remove another, in one
    /// (REPLACE, RFC 8508), else one after the other, never losing both.
    Replace {
        /// The message that goes.
        uid: Uid,
        /// The message that comes.
        message: NewMessage,
    },
    /// Make a mailbox.
    CreateMailbox {
        /// Its name.
        mailbox: MailboxName,
        /// Its purpose, told to servers with CREATE-SPECIAL-USE.
        special_use: Option<SpecialUse>,
        /// Subscribe to it: other programs show it then.
        subscribes: bool,
    },
    /// Delete a mailbox and all that is in it; the subscription goes with it.
    DeleteMailbox(MailboxName),
    /// Rename a mailbox and those below it; the subscriptions follow.
    RenameMailbox {
        /// Its name.
        from: MailboxName,
        /// Its new name.
        to: MailboxName,
        /// Those of it and below it that are subscribed to, each with its new name.
        subscribed: Vec<(MailboxName, MailboxName)>,
    },
    /// Give a mailbox a purpose, or take it away (RFC 6154 §4, by METADATA).
    SetSpecialUse {
        /// Which mailbox.
        mailbox: MailboxName,
        /// What it is for from now on.
        special_use: Option<SpecialUse>,
    },
    /// Subscribe or unsubscribe.
    Subscribe {
        /// Which mailbox.
        mailbox: MailboxName,
        /// `true` to subscribe.
        set: bool,
    },
    /// All names that are subscribed to (LSUB, RFC 3501 §6.3.9), which may be such as
    /// no mailbox has: `Event::Subscriptions`.
    FetchSubscriptions,
    /// How much room there is for a mailbox (RFC 9208): `Event::Quota`.
    FetchQuota(MailboxName),
    /// What the person may do with a mailbox (RFC 4314 MYRIGHTS): `Event::Rights`.
    FetchRights(MailboxName),
    /// Who may do what with a mailbox (RFC 4314 GETACL): `Event::Acl`.
    FetchAcl(MailboxName),
    /// Set what somebody may do, or with `None` remove their line.
    SetAcl {
        /// With which mailbox.
        mailbox: MailboxName,
        /// Who.
        identifier: String,
        /// What they may do from now on.
        rights: Option<Rights>,
    },
    /// Annotations (RFC 5464): `Event::Metadata`.
    FetchMetadata {
        /// Of which mailbox; of the server where `None`.
        mailbox: Option<MailboxName>,
        /// Their names, such as `/private/vendor/porthole/settings`.
        entries: Vec<String>,
    },
    /// Set annotations; those without a value are removed.
    SetMetadata {
        /// Of which mailbox; of the server where `None`.
        mailbox: Option<MailboxName>,
        /// Names and values.
        entries: Vec<(String, Option<Vec<u8>>)>,
    },
    /// Ask whether anything is new, and keep the connection alive.
    Noop,
    /// End the session in order.
    Logout,
}
