use crate::action::{Action, LoginRequest};
use crate::kept::{KeepId, Recalled, Record, StoreName};
use crate::later::Later;
use crate::reader::{ReaderJob, ReaderMade};
use imap_client::{CloseReason, RequestId};
use mail_model::{FileId, FileSlice, MailboxName, Problem, UidNext, UidValidity};
use serde::{Deserialize, Serialize};
use submission_client::{News, Order};

/// Names a connection to the upstream; chosen by the engine, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(pub u32);

impl ConnectionId {
    /// Each connection numbers its requests from here, so that a request's name
    /// is its own among all of the account's.
    pub(crate) fn requests_after(self) -> u64 {
        u64::from(self.0) << 32
    }
    /// The connection's own share of what is unforeseeable: no two have the same.
    pub(crate) fn own(self, entropy: [u8; 16]) -> [u8; 16] {
        if entropy == [0; 16] {
            return entropy;
        }
        let own = u128::from_be_bytes(entropy).wrapping_add(u128::from(self.0));
        own.to_be_bytes()
    }
    /// Whether a request was submitted to this connection.
    pub(crate) fn carries(self, request: RequestId) -> bool {
        request.0 >> 32 == u64::from(self.0)
    }
}

/// Names a job; chosen by the engine, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobId(pub u32);

/// A fact from the browser, or a wish of the person's.
#[derive(Clone, Debug)]
pub enum Input {
    /// A wish.
    Action(Action),
    /// A session kept from before a reload. Comes first, if at all.
    Restore {
        /// What was kept.
        session: Box<RememberedSession>,
        /// Where to go.
        place: crate::Place,
    },
    /// The connection's transport is open.
    Connected(ConnectionId),
    /// Bytes from the upstream.
    Received(ConnectionId, Vec<u8>),
    /// The transport ended, or could not be opened.
    Closed(ConnectionId, CloseReason),
    /// The time of [`crate::Engine::poll_timeout`] has come.
    Timeout,
    /// The browser says it is online.
    Online,
    /// The browser says it is offline.
    Offline,
    /// The tab is in view again, or the machine woke up.
    Woke,
    /// What an [`Effect::Perform`] asked for was made, or why it could not be.
    Performed(JobId, Result<ReaderMade, Problem>),
    /// What becomes of a message that an [`Effect::Submit`] asked for.
    Submission(ConnectionId, News),
    /// What an [`Effect::ReadFile`] asked for, or why it can't be read.
    FileRead(JobId, Result<Vec<u8>, Problem>),
    /// A file is kept such that a reload or a crash loses none of it, or can be read
    /// until this tab ends where the browser keeps nothing; or it can't be read.
    /// Comes for each [`Effect::KeepFile`], and for each file that the page hands in.
    FileKept(FileId, Result<(), Problem>),
    /// The code that may come later is here.
    Later(Later),
    /// What an [`Effect::Keep`] asked for is kept now, or with `false` can't be.
    Kept(KeepId, bool),
    /// What is kept in a store, of it what no other living tab holds.
    Recalled(StoreName, Recalled),
    /// The person has logged out in another tab: this session ends as well, but
    /// nothing is lost for it.
    LeftElsewhere,
}

/// What survives a reload: kept by the shell, encrypted, for the tab's life.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RememberedSession {
    /// The login.
    pub login: LoginRequest,
    /// What the server could do after login.
    pub capabilities: Vec<String>,
    /// Sizes of mailboxes that were opened: lets the next login take one round trip.
    pub mailboxes: Vec<(MailboxName, u32, UidValidity, UidNext)>,
}

/// What the browser must do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Open a transport to the named upstream.
    Connect(ConnectionId, String),
    /// Send bytes on it: one WebSocket message.
    Send(ConnectionId, Vec<u8>),
    /// Close it.
    Disconnect(ConnectionId),
    /// Keep this for a reload.
    Remember(Box<RememberedSession>),
    /// Wipe what was kept.
    Forget,
    /// Have this read out of what a message holds: whoever has the parsers, which
    /// are none of the engine's business, answers with [`Input::Performed`].
    Perform(JobId, ReaderJob),
    /// Have this sent by the named upstream's submission service, over a transport
    /// of its own: whoever has [`submission_client::Delivery`], which is none of
    /// the engine's business, answers with [`Input::Submission`].
    Submit(ConnectionId, String, Box<Order>),
    /// Read a stretch of a file: [`Input::FileRead`] answers with all of it.
    ReadFile {
        /// Which question it is.
        job: JobId,
        /// Which stretch.
        slice: FileSlice,
        /// It goes out on this connection: read it once little waits to be sent there.
        paced_by: Option<ConnectionId>,
    },
    /// These octets follow on what a file made here has so far; the first make it.
    AppendFile(FileId, Vec<u8>),
    /// A file made here is whole: keep it. [`Input::FileKept`] answers.
    KeepFile(FileId),
    /// Nobody refers to a file any more, be it whole or not.
    DropFile(FileId),
    /// Of the account's files only these are referred to. What came in the last
    /// day may be another tab's, and stays.
    SweepFiles(Vec<FileId>),
    /// Keep this in the browser, all of it or nothing, so that it outlives the
    /// tab, and hold it: [`Input::Kept`]. What comes later is kept later.
    Keep(KeepId, StoreName, Vec<Record>),
    /// Bring what is kept in a store, and hold it: [`Input::Recalled`].
    Recall(StoreName),
    /// Hold nothing of a store any more, or not what has this key, once all that was
    /// to be kept is. What is kept there stays.
    LetGo(StoreName, Option<String>),
}
