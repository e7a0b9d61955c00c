//! The verbs, one small file each: which commands a request needs, in which
//! order, and what their answers mean for it.

mod append;
mod capability;
mod compress;
mod copy;
mod course;
mod enable;
mod expunge;
mod flags;
mod headers;
mod identify;
mod labels;
mod learn;
mod list;
mod login;
mod logout;
mod mailboxes;
mod metadata;
mod noop;
mod not_offered;
mod notify;
mod query;
mod quota;
mod replace;
mod rights;
pub(crate) mod rows;
mod search;
mod section;
mod select;
mod set;
mod single;
mod sort;
mod status;
mod store;
mod subscriptions;
mod thread;
mod uids;

use crate::event::{Event, Outcome};
use crate::extension::esearch::Esearch;
use crate::extension::status::StatusData;
use crate::fetch_data::FetchData;
use crate::pipeline::Access;
use crate::request::{KnownMailbox, Request, RequestId};
use crate::response::{Fact, ListEntry, Status};
use crate::session::Session;
use crate::wire::Wording;
use mail_model::{MailboxName, Secret, Thread, Uid};
use std::collections::VecDeque;

pub(crate) use capability::AskCapabilities;
pub(crate) use compress::Compress;
pub(crate) use enable::Enable;
pub(crate) use identify::Identify;
pub(crate) use learn::LearnUids;
pub(crate) use noop::Noop;
pub(crate) use notify::Notify;
pub(crate) use single::Single;
pub(crate) use status::MailboxStatus;
pub(crate) use uids::FetchUids;

/// Events on their way up.
pub(crate) type Events = VecDeque<Event>;

/// A command ready to be sent.
#[derive(Debug)]
pub(crate) struct Command {
    /// What the work recognises it by when it ends.
    pub(crate) label: u32,
    pub(crate) access: Access,
    pub(crate) wording: Wording,
    /// It logs in.
    pub(crate) is_login: bool,
    /// It selects a mailbox.
    pub(crate) opens: Option<Box<Opening>>,
}

/// What a SELECT opens.
#[derive(Debug)]
pub(crate) struct Opening {
    pub(crate) mailbox: MailboxName,
    /// What is remembered of it.
    pub(crate) known: Option<Box<KnownMailbox>>,
    /// It asks what changed since (QRESYNC).
    pub(crate) catches_up: bool,
    /// How it is worded for a server that minds the parameters of this one.
    pub(crate) plainly: Option<Wording>,
}

impl Command {
    /// Whether commands may follow it in the same write although it has not
    /// ended: a login that is no dialogue, in which the next line would be taken
    /// for an answer.
    pub(crate) fn takes_riders(&self) -> bool {
        self.is_login && !matches!(self.wording, Wording::Dialogue { .. })
    }
    pub(crate) fn new(label: u32, access: Access, wording: Wording) -> Self {
        Self {
            label,
            access,
            wording,
            is_login: false,
            opens: None,
        }
    }
}

/// What a work does next.
pub(crate) enum Step {
    /// Send this.
    Send(Command),
    /// Nothing now: it waits for an answer, or it has ended.
    Wait,
}

/// An answer that is not the connection's state alone.
pub(crate) enum Answer<'a> {
    /// With the UID that the response or the mailbox's state gives it.
    Fetch(&'a mut FetchData, Option<Uid>),
    Search(&'a [u32]),
    Sort(&'a [u32]),
    Threads(&'a mut Vec<Thread>),
    Esearch(&'a Esearch),
    List(&'a ListEntry),
    Lsub(&'a ListEntry),
    MailboxStatus(&'a StatusData),
    /// OK, NO or BAD without a tag.
    Status(&'a Status),
    Fact(&'a Fact),
}

impl Answer<'_> {
    /// Whether nothing in it says which command it answers, of several that bring
    /// the like.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self, Self::Search(_) | Self::Sort(_) | Self::Threads(_))
    }
}

/// One request's way through its commands.
pub(crate) trait Work {
    /// What its commands work on.
    fn access(&self) -> Access;
    /// Whether its commands are the same in both forms of names
    /// ([`crate::mailbox_name::NameForm`]); the others wait until it is known
    /// which of them the server takes.
    fn is_worded_alike(&self) -> bool {
        matches!(
            self.access(),
            Access::Selected | Access::Enable | Access::Exclusive
        )
    }
    /// Whether it brings what a person waits for first in a mailbox.
    fn brings_rows(&self) -> bool {
        false
    }
    /// Whether it lets the first rows of a mailbox go before it, where the server
    /// would hand them out no sooner than its own answer.
    fn lets_rows_go_first(&self) -> bool {
        false
    }
    /// The next command, as soon as it need not wait for an answer.
    fn next_command(&mut self, session: &Session) -> Step;
    /// Looks at an answer while it has commands under way; true if it was its own.
    fn observe(&mut self, _: &mut Answer<'_>, _: &Session, _: &mut Events) -> bool {
        false
    }
    /// The line that answers a challenge of the server's (its `+`), while a
    /// dialogue is under way.
    fn answer_challenge(&mut self, _: &[u8]) -> Option<Secret> {
        None
    }
    /// Whether answers to it, once nobody waits for it any more, could be taken for
    /// answers to others: it goes on taking them then.
    fn could_be_mistaken(&self) -> bool {
        false
    }
    /// A command of its ended.
    fn complete(&mut self, label: u32, status: &Status, session: &mut Session, events: &mut Events);
    /// How it ended, once it has.
    fn outcome(&self) -> Option<Outcome>;
    /// Nobody waits for it any more. True where it must come to an end of its
    /// own: it begins nothing more, but hears the answers to what it has begun.
    /// Else it hears of nothing from now on.
    fn stop(&mut self) -> bool {
        false
    }
}

/// Its name alone. Were Debug asked of each request, their fields' would all be in the engine's module, where nobody prints them.
impl core::fmt::Debug for dyn Work {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Work")
    }
}

/// The work that a request means.
pub(crate) fn work(id: RequestId, request: Request) -> Box<dyn Work> {
    match request {
        Request::Login(credentials) => Box::new(login::Login::new(credentials)),
        Request::ListMailboxes => Box::new(list::ListMailboxes::default()),
        Request::Status(mailboxes) => Box::new(MailboxStatus::new(mailboxes)),
        Request::FetchSize(mailbox) => Box::new(MailboxStatus::with_size(mailbox)),
        Request::Select { mailbox, known } => Box::new(select::Select::new(mailbox, known)),
        Request::FetchUids => Box::new(FetchUids::default()),
        Request::FetchRows(selection) => Box::new(rows::FetchRows::new(selection)),
        Request::FetchPreviews(uids) => Box::new(rows::FetchRows::previews(uids)),
        Request::FetchFlags {
            uids,
            changed_since,
        } => Box::new(flags::FetchFlags::new(uids, changed_since)),
        Request::FetchSection {
            uid,
            section,
            size,
            from,
            may_decode,
        } => {
            let fetch = section::FetchSection::new(id, uid, section, size, from);
            Box::new(fetch.decoded_if(may_decode))
        }
        Request::Store {
            uids,
            flags,
            set,
            unchanged_since,
        } => Box::new(store::Store::new(id, uids, flags, set, unchanged_since)),
        Request::StoreGmailLabels { uids, labels, set } => {
            Box::new(labels::StoreLabels::new(id, uids, labels, set))
        }
        Request::Copy { uids, to } => Box::new(copy::Transfer::copy(id, uids, to)),
        Request::Move { uids, to } => Box::new(copy::Transfer::r#move(id, uids, to)),
        Request::Expunge(uids) => Box::new(expunge::Expunge::new(id, uids)),
        Request::Append { mailbox, messages } => {
            Box::new(append::Append::new(id, mailbox, messages))
        }
        Request::Replace { uid, message } => Box::new(replace::Replace::new(id, uid, message)),
        Request::Search(query) => Box::new(search::Search::new(id, query)),
        Request::Sort {
            query,
            order,
            window,
            with_rows,
        } => Box::new(sort::Sort::new(id, query, order, window, with_rows)),
        Request::Thread(query) => Box::new(Single::new(thread::FetchThreads::new(id, query))),
        Request::FetchHeaders { uids, fields } => {
            Box::new(headers::FetchHeaders::new(id, uids, &fields))
        }
        Request::CreateMailbox {
            mailbox,
            special_use,
            subscribes,
        } => Box::new(mailboxes::ChangeMailboxes::create(
            mailbox,
            special_use,
            subscribes,
        )),
        Request::DeleteMailbox(mailbox) => Box::new(mailboxes::ChangeMailboxes::delete(mailbox)),
        Request::RenameMailbox {
            from,
            to,
            subscribed,
        } => Box::new(mailboxes::ChangeMailboxes::rename(from, to, subscribed)),
        Request::SetSpecialUse {
            mailbox,
            special_use,
        } => Box::new(Single::new(metadata::SetMetadata::special_use(
            mailbox,
            special_use,
        ))),
        Request::Subscribe { mailbox, set } => {
            Box::new(mailboxes::ChangeMailboxes::subscribe(mailbox, set))
        }
        Request::FetchQuota(mailbox) => Box::new(Single::new(quota::FetchQuota::new(id, mailbox))),
        Request::FetchSubscriptions => {
            Box::new(Single::new(subscriptions::FetchSubscriptions::new(id)))
        }
        Request::FetchRights(mailbox) => {
            Box::new(Single::new(rights::AskRights::mine(id, mailbox)))
        }
        Request::FetchAcl(mailbox) => Box::new(Single::new(rights::AskRights::all(id, mailbox))),
        Request::SetAcl {
            mailbox,
            identifier,
            rights,
        } => Box::new(Single::new(rights::AskRights::set(
            id, mailbox, identifier, rights,
        ))),
        Request::FetchMetadata { mailbox, entries } => Box::new(Single::new(
            metadata::FetchMetadata::new(id, mailbox, entries),
        )),
        Request::SetMetadata { mailbox, entries } => {
            Box::new(Single::new(metadata::SetMetadata::new(mailbox, entries)))
        }
        Request::Noop => Box::new(Single::new(Noop)),
        Request::Logout => Box::new(logout::Logout::default()),
    }
}
