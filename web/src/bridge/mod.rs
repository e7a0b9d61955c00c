//! What crosses between the page and its worker.
//!
//! Messages are serialised with postcard and travel as transferred buffers. The
//! bytes of a download travel beside their message as buffers of their own, and
//! never enter the page's wasm memory: the page makes a Blob of them. A file that
//! is attached, or looked at in a draft, travels as a Blob.

mod files;
mod link;
mod parcel;

pub use link::{Link, News};
pub use parcel::{Parcel, pack, unpack};

use mail_engine::{Action, Change, Place};
use mail_model::FileId;
use serde::{Deserialize, Serialize};

/// The key in the tab's session storage below which the kept session lies.
pub const SESSION_KEY: &str = "porthole.session";

/// From the page to its worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum ToWorker {
    /// Comes first.
    Start {
        /// A session kept from before a reload, encrypted.
        kept: Option<Vec<u8>>,
        /// Where the page is, if its URL says so.
        place: Option<Place>,
    },
    /// A wish of the person's.
    Act(Action),
    /// A wish that no list of messages needs, packed.
    ActLater(Vec<u8>),
    /// The browser is online.
    Online,
    /// The browser is offline.
    Offline,
    /// The page is in view again.
    Woke,
    /// The person attached a file: the Blob beside this. Letters call it by this
    /// name from now on.
    KeepFile(FileId),
    /// The page wants a file that a letter carries.
    FetchFile(FileId),
    /// The page has told what was typed last: the session may end.
    Left,
}

/// What changed, as it crosses.
#[derive(Debug, Serialize, Deserialize)]
pub enum Told {
    /// What the list and the session need.
    Now(Change),
    /// Anything else.
    Later {
        /// A [`mail_engine::LaterChange`]. A download's progress comes without its
        /// bytes: they travel beside, one after the other.
        packed: Vec<u8>,
        /// Bytes of it travel beside.
        has_beside: bool,
    },
}

/// From the worker to its page.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// What changed, in order.
    Changes(Vec<Told>),
    /// To be kept for the tab's life: encrypted, so the page cannot read it.
    Keep(Vec<u8>),
    /// What was kept is to be wiped.
    Forget,
    /// The person has logged out in another tab.
    LeftElsewhere,
    /// A file that the page wanted: the Blob beside this, or none where it can't
    /// be read any more.
    File(FileId),
}
