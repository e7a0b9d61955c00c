use crate::RequestId;
use mail_model::{
    AclEntry, BodyStructure, Flags, Mailbox, MailboxCounts, MailboxName, ModSeq, Problem,
    QuotaRoot, Rights, Section, Thread, Timestamp, Uid, UidMap, UidNext, UidSet, UidValidity,
};

/// How a request ended.
pub type Outcome = Result<(), Refusal>;

/// Why a request did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What to tell the person.
    pub problem: Problem,
    /// It is certain that the server did nothing: a NO or BAD, or nothing was
    /// sent before the connection was lost. Where `false`, it may have happened.
    pub is_certain: bool,
}

/// What SELECT told (RFC 9051 §6.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedMailbox {
    /// Which mailbox.
    pub mailbox: MailboxName,
    /// How many messages it holds.
    pub exists: u32,
    /// The validity of its UIDs; servers that give none get 1.
    pub uid_validity: UidValidity,
    /// Its UIDs mean the same messages when it is opened the next time: not where
    /// the server gives no validity, or says so (UIDNOTSTICKY, RFC 4315 §2.4).
    pub has_lasting_uids: bool,
    /// The lowest UID that the next message can get, where told.
    pub uid_next: Option<UidNext>,
    /// The highest modification sequence of its messages (RFC 7162 §3.1.2);
    /// `None` where the server keeps none for this mailbox, or tells none.
    pub highest_mod_seq: Option<ModSeq>,
    /// Nothing can be changed in it.
    pub is_read_only: bool,
}

/// A row as fetched: decoded IMAP, but the header's fields are still raw.
/// Items that the server left out, or that could not be decoded even in their
/// simplest form, are `None`; the row itself always comes (I8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedRow {
    /// Its UID.
    pub uid: Uid,
    /// Its flags.
    pub flags: Flags,
    /// INTERNALDATE.
    pub received: Option<Timestamp>,
    /// RFC822.SIZE.
    pub size: Option<u64>,
    /// BODYSTRUCTURE.
    pub structure: Option<BodyStructure>,
    /// The header fields a list needs, raw as the server gave them:
    /// Date From Sender Reply-To To Cc Subject Message-ID In-Reply-To
    /// References List-Id Content-Type.
    pub header: Option<Vec<u8>>,
    /// PREVIEW (RFC 8970), where offered.
    pub preview: Option<String>,
    /// EMAILID (RFC 8474) or X-GM-MSGID, where offered: the same for all copies.
    pub email_id: Option<String>,
}

/// A fact from below. State comes whether it was asked for or not; a request's
/// own end comes as [`Event::Done`], after all state that it brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The session is authenticated: by a login, or from the start (PREAUTH).
    Authenticated,
    /// What the server can do, as known now; in upper case, sorted.
    Capabilities(Vec<String>),
    /// The answer to `ListMailboxes`, whole, in the server's order.
    Mailboxes(Vec<Mailbox>),
    /// Counts of one mailbox, asked for or not.
    Counts {
        /// Which.
        mailbox: MailboxName,
        /// Its counts.
        counts: MailboxCounts,
    },
    /// A mailbox is open.
    Selected(SelectedMailbox),
    /// Messages arrived: the open mailbox holds so many now, more than before.
    Arrived {
        /// How many it holds now.
        exists: u32,
    },
    /// A message left the open mailbox.
    Expunged {
        /// Its UID, where it was known.
        uid: Option<Uid>,
        /// How many newer messages there are: its place in the list, counted from the newest.
        newer: u32,
        /// How many messages the mailbox holds now.
        exists: u32,
    },
    /// The open mailbox's UIDs, complete; as many as it holds messages.
    Uids(UidSet),
    /// A row of the open mailbox.
    Row {
        /// How many newer messages there are: its place in the list, counted from the newest.
        newer: u32,
        /// The row.
        row: Box<FetchedRow>,
    },
    /// A message's flags, asked for or not.
    Flags {
        /// Of which message.
        uid: Uid,
        /// All its flags.
        flags: Flags,
    },
    /// A message's size, told beside its flags.
    Size {
        /// Of which message.
        uid: Uid,
        /// Its octets.
        size: u64,
    },
    /// A message's first words, which did not come with its row.
    Preview {
        /// Of which message.
        uid: Uid,
        /// The words.
        text: String,
    },
    /// A slice of a section. Slices come in order; the last may be empty.
    Slice {
        /// The request it answers.
        request: RequestId,
        /// Of which message: checked to be the one asked for.
        uid: Uid,
        /// Of which section.
        section: Section,
        /// Where in the section these bytes begin.
        offset: u64,
        /// The bytes.
        bytes: Vec<u8>,
        /// Whether the section ends here.
        is_last: bool,
        /// The server took off the transfer encoding.
        is_decoded: bool,
    },
    /// The messages that a search found.
    Found {
        /// The request it answers.
        request: RequestId,
        /// Which.
        uids: UidSet,
    },
    /// Messages in the order that was asked for. May come in several, in order.
    Sorted {
        /// The request it answers.
        request: RequestId,
        /// How many there are in all.
        total: u32,
        /// The place of the first of `uids` in the order, from 0.
        skip: u32,
        /// One after the other.
        uids: Vec<Uid>,
    },
    /// The conversations that were asked for.
    Threads {
        /// The request it answers.
        request: RequestId,
        /// One after the other, by the date of each one's last message, or its arrival
        /// where the server orders by the first.
        threads: Vec<Thread>,
    },
    /// What a message is sorted and threaded by.
    Header {
        /// The request it answers.
        request: RequestId,
        /// Of which message.
        uid: Uid,
        /// INTERNALDATE.
        received: Option<Timestamp>,
        /// RFC822.SIZE.
        size: Option<u64>,
        /// The header fields that were asked for, raw.
        header: Vec<u8>,
        /// THREADID (RFC 8474) or X-GM-THRID, where offered: the same for all
        /// messages of a conversation.
        thread_id: Option<String>,
    },
    /// Which copies some of the messages got (COPYUID). Comes as soon as the
    /// server tells it, for each command that a large request takes: so that what
    /// was copied is known even if the request fails or the connection is lost.
    Copied {
        /// The request it answers.
        request: RequestId,
        /// Source and copy.
        map: UidMap,
    },
    /// Which UIDs the messages got, in their order (APPENDUID). Comes once,
    /// before `Done`; for the first messages only where the others failed.
    Appended {
        /// The request it answers.
        request: RequestId,
        /// The validity of the UIDs.
        uid_validity: UidValidity,
        /// One for each message.
        uids: Vec<Uid>,
    },
    /// These messages had changed meanwhile and were left as they are (MODIFIED).
    NotStored {
        /// The request it answers.
        request: RequestId,
        /// Which.
        uids: UidSet,
    },
    /// How far a long request has come: by its own steps, or by the server's
    /// word (INPROGRESS, RFC 9585).
    Progress {
        /// Which request.
        request: RequestId,
        /// How much is done.
        done: u32,
        /// Of how much, where known.
        total: Option<u32>,
    },
    /// How much room there is.
    Quota {
        /// The request it answers; `None` where the server tells of one root by itself.
        request: Option<RequestId>,
        /// The quota roots of the mailbox.
        roots: Vec<QuotaRoot>,
    },
    /// What the person may do with a mailbox.
    Rights {
        /// Which.
        mailbox: MailboxName,
        /// What.
        rights: Rights,
    },
    /// Who may do what with a mailbox.
    Acl {
        /// The request it answers.
        request: RequestId,
        /// Line by line.
        entries: Vec<AclEntry>,
    },
    /// Annotations.
    Metadata {
        /// The request it answers.
        request: RequestId,
        /// Names and values.
        entries: Vec<(String, Option<Vec<u8>>)>,
    },
    /// Where mailboxes lie that are not the person's own (RFC 2342): what their names
    /// begin with. Comes before the mailboxes.
    Namespaces {
        /// Those of other users.
        others: Vec<MailboxName>,
        /// Those that are nobody's.
        shared: Vec<MailboxName>,
    },
    /// Names that are subscribed to, also such as no mailbox has.
    Subscriptions {
        /// The request it answers.
        request: RequestId,
        /// The names.
        mailboxes: Vec<MailboxName>,
    },
    /// Mailboxes were made, deleted, renamed or subscribed to by somebody else
    /// (NOTIFY): the list is to be asked for anew.
    MailboxesChanged,
    /// The open mailbox can be changed no more, or again.
    ReadOnly(bool),
    /// All changes of the open mailbox up to this modification sequence were
    /// told (HIGHESTMODSEQ, RFC 7162 §3.2): a later session need ask for later
    /// ones alone.
    HighestModSeq(ModSeq),
    /// The counts of mailboxes come by themselves from now on (NOTIFY, RFC 5465),
    /// but for those whose names begin with one of these: other users' and
    /// shared ones. `None` where they come no more.
    Watching(Option<Vec<String>>),
    /// A request ended.
    Done {
        /// Which.
        request: RequestId,
        /// How.
        outcome: Outcome,
    },
    /// Something a person must be told that belongs to no request (an ALERT, a BYE's words).
    Notice(Problem),
    /// The connection is of no use any more: by BYE, by what is no IMAP, by a
    /// deadline that passed, or because the transport ended. All requests have
    /// had their `Done` before this. The transport is to be closed.
    Closed(Problem),
}
