//! What a server says, in this crate's own words: every way of decoding ends here.

use crate::extension::esearch::Esearch;
use crate::extension::metadata::Annotation;
use crate::extension::qresync::Vanished;
use crate::extension::status::StatusData;
use crate::fetch_data::FetchData;
use mail_model::{AclEntry, ModSeq, QuotaRoot, Rights, Thread, Uid, UidMap, UidSet, UidValidity};

/// The prefixes of mailboxes that are not the person's own (RFC 2342 §5), raw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Namespaces {
    /// Those of other users.
    pub(crate) others: Vec<Vec<u8>>,
    /// Those that are nobody's.
    pub(crate) shared: Vec<Vec<u8>>,
}

impl Namespaces {
    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.others.iter().chain(&self.shared)
    }
}

/// One response (RFC 9051 §7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Response {
    /// `+`: the server waits for the rest of a command, or for the answer to this.
    Continuation(Vec<u8>),
    /// The end of the command with this tag.
    Tagged { tag: String, status: Status },
    /// OK, NO or BAD without a tag.
    Untagged(Status),
    /// PREAUTH: the greeting of a session that needs no login.
    PreAuth(Status),
    /// BYE: the session ends.
    Bye(Status),
    /// What the server can do.
    Capability(Vec<String>),
    /// A mailbox, by LIST or XLIST.
    List(ListEntry),
    /// A mailbox that is subscribed to.
    Lsub(ListEntry),
    /// Counts of a mailbox, and what is its own.
    MailboxStatus(Box<StatusData>),
    /// Where other users' and shared mailboxes lie.
    Namespace(Namespaces),
    /// SEARCH's numbers in the server's order.
    Search(Vec<u32>),
    /// SORT's numbers in their order.
    Sort(Vec<u32>),
    /// THREAD's conversations.
    Thread(Vec<Thread>),
    /// ESEARCH (RFC 4731).
    Esearch(Esearch),
    /// How many messages the mailbox holds.
    Exists(u32),
    /// The message with this sequence number is gone.
    Expunge(u32),
    /// These UIDs are gone (RFC 7162).
    Vanished(Vanished),
    /// What ENABLE has enabled, in upper case.
    Enabled(Vec<String>),
    /// What is told of a message.
    Fetch(Box<FetchData>),
    /// What is told of a mailbox beside its messages.
    Fact(Fact),
    /// Something that changes nothing here (RECENT, FLAGS, ID …).
    Ignored,
    /// Nothing could be made of it.
    Undecodable,
}

/// What is told of a mailbox beside its messages; mailboxes by their raw names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// QUOTA (RFC 9208).
    Quota(QuotaRoot),
    /// MYRIGHTS (RFC 4314).
    Rights(Vec<u8>, Rights),
    /// ACL (RFC 4314).
    Acl(Vec<u8>, Vec<AclEntry>),
    /// METADATA (RFC 5464); of the server where the mailbox is empty.
    Metadata(Vec<u8>, Vec<Annotation>),
}

/// OK, NO or BAD; or BYE behind a tag, where none belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusKind {
    Ok,
    No,
    Bad,
    Bye,
}

/// A status response (RFC 9051 §7.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) kind: StatusKind,
    pub(crate) code: Option<Code>,
    /// The words for a person.
    pub(crate) text: String,
}

impl Status {
    pub(crate) fn is_ok(&self) -> bool {
        self.kind == StatusKind::Ok
    }
}

/// The response codes that mean something to this client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Alert,
    /// APPENDUID (RFC 4315 §3): where the new messages are, in their order.
    AppendUid(UidValidity, Vec<Uid>),
    Capability(Vec<String>),
    /// The mailbox that was open before is open no more (RFC 7162 §3.2.11).
    Closed,
    /// COPYUID (RFC 4315 §3).
    CopyUid(UidMap),
    /// HIGHESTMODSEQ (RFC 7162 §3.1.2.1).
    HighestModSeq(ModSeq),
    /// MODIFIED (RFC 7162 §3.1.3): these were left as they are.
    Modified(UidSet),
    /// How far a command has come (INPROGRESS, RFC 9585); its tag where told.
    InProgress {
        tag: Option<String>,
        done: u32,
        total: Option<u32>,
    },
    ReadOnly,
    ReadWrite,
    UidNext(u32),
    UidValidity(u32),
    /// Any other, its name in upper case.
    Other(String),
}

/// A line of LIST, LSUB or XLIST.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListEntry {
    /// Attributes in lower case, with their backslash.
    pub(crate) attributes: Vec<String>,
    pub(crate) delimiter: Option<char>,
    /// The raw name.
    pub(crate) mailbox: Vec<u8>,
}
