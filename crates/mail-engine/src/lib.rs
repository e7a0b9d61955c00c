//! The account: one deterministic state machine.
//!
//! [`Engine`] stands between a person and their mail server. Facts and wishes
//! go in as [`Input`]; what the browser must do comes out as [`Effect`], what
//! the person must see as [`Change`]. One `handle`, then drain both until empty.
//!
//! ```text
//!  action change message_view input   the face's words
//!  engine                 the face: one input, then rounds until all is quiet
//!  session                login, reconnecting, logout, what survives a reload
//!  act                    what the person wants
//!  hear                   what the connection tells
//!  reconcile              what is wanted and not under way is asked for
//!  mailboxes              mailboxes made, renamed, deleted; rights and room
//!  query/                 what a person looks for, as they type it
//!  search sweep/          searches, in one mailbox and through many
//!  view                 searches, orders, conversations
//!  choosing               messages that are meant without having been looked at
//!  operations             what is done to messages, to few and to many
//!  flags read download    flags and counts; the open message; attachments
//!  reader head warning    what others read out of it: HTML, the whole header
//!  settings preferences   what the person has set, kept in the account
//!  transfer export import messages from one account to another
//!  drafts compose         what is being written, in the browser and in its mailbox
//!  outbox outgoing        mail that is sent, and its copy
//!  keeping kept           what of both the browser keeps for an account
//!  preparing              markup made fit for an editor
//!  contacts               whom the person knows, kept in the account; completing addresses
//!  pool                   further connections, for what would stand in the way
//!  conversation gathering conversations as the page is told them; the open message's, wherever
//!                         its messages lie
//!  later                  the way to what no list of messages needs, whose code may come later
//!
//!  account                what is known, by these:
//!    tree                 the mailboxes in their order
//!    list/                the open list: which message stands where, rows around the view
//!                         (folds, folding: conversations that have one row each)
//!    arrange/             orders and conversations where the server has none
//!    overlay operation    changes that the server has not confirmed
//!    journal trace        changes that can be taken back; messages found again
//!    reading/             the open message: what to fetch of it, how it is shown
//!    section              bodies on their way and kept
//!  link                   the connection, and what each request is for
//!  known                  sizes from before
//!  backoff timers clock   waits, deadlines, time that never goes backwards
//! ```
//!
//! The middle of it is `reconcile`: no event submits a follow-up request by
//! itself. After each input the engine compares what the place, the view and
//! the pending changes need with what is here and under way, and asks for the
//! rest. A lost connection only empties what is under way.
#![warn(missing_docs)]

mod account;
mod act;
mod action;
mod ahead;
mod answers;
mod arrange;
mod arrivals;
mod backoff;
mod change;
mod choosing;
mod clock;
mod compose;
mod composing;
mod contacts;
mod conversation;
mod digest;
mod download;
mod drafts;
mod engine;
mod export;
mod flags;
mod gathering;
mod head;
mod hear;
mod import;
mod input;
mod journal;
mod keeping;
mod kept;
mod known;
mod later;
mod later_action;
mod later_change;
mod limit;
mod link;
mod list;
mod look;
mod mailboxes;
mod message_view;
mod naming;
mod offers;
mod operation;
mod operations;
mod outbox;
mod outgoing;
mod overlay;
mod percent;
mod pool;
mod preferences;
mod preparing;
mod query;
mod random;
mod read;
mod reader;
mod reading;
mod reconcile;
mod row;
mod search;
mod section;
mod seeking;
mod session;
mod settings;
mod shelf;
mod sweep;
mod timers;
mod trace;
mod transfer;
mod tree;
mod view;
mod warning;

pub use action::{
    Action, Appended, Choice, Credential, Deed, DownloadId, FileSource, ListId, LoginRequest,
    OperationId, Place, Selection, View,
};
pub use change::{
    Change, Completion, MailboxEntry, OperationState, SessionState, ThreadPlace, TreeSection,
};
pub use compose::{
    ComposeFrom, ComposeWords, Draft, DraftId, DraftState, KeptDraft, Prepared, Preparing, ReplyTo,
    Unsaved,
};
pub use composing::{ComposeJob, ComposeMade, ComposeSource, TEMPLATE_CURSOR, TemplateWords};
pub use contacts::{
    ContactId, ContactRow, ContactsNews, ContactsState, ContactsWish, Imported, KeptAs, PackedNews,
    PackedWish, Unfinished,
};
pub use conversation::{Conversation, Member};
pub use engine::{Collate, Engine, EngineConfig};
pub use head::{HeadJob, HeadMade};
pub use html_sanitizer::RemoteCounts;
pub use imap_client::CloseReason;
pub use input::{ConnectionId, Effect, Input, JobId, RememberedSession};
pub use kept::{KeepId, Recalled, Record, StoreName};
pub use later::Later;
pub use later_action::LaterAction;
pub use later_change::LaterChange;
pub use look::{Column, Columns, Density, Layout, Look, Swipe, Theme};
pub use message_view::{
    Attachment, AttachmentId, Body, HeaderField, MessageView, Protection, RemoteContent, TextSpan,
    Unsubscribe, UnsubscribeMail, Warning, Within,
};
pub use outgoing::{OutboxItem, Outgoing, OutgoingId, OutgoingState, SentCopy};
pub use preferences::{
    KeptSearch, KeyChoices, Label, MailboxColour, MailboxPreferences, MarkRead, Preferences,
};
pub use query::{
    Days, LONGEST_QUERY, Mark, Marked, Operator, Period, Query, Span, SpanKind, Term, Where, marks,
    spans, word_at,
};
pub use reader::{ReaderJob, ReaderMade, UnpackJob};
pub use search::{Hit, Scope, Search, SearchState};
pub use settings::{
    AlertWords, Alerts, Difference, DifferenceKind, ReplyPlace, Ruling, Settings, SettingsFile,
    SettingsState, Writing,
};
pub use transfer::{Side, Transfer, TransferId, TransferProgress};
