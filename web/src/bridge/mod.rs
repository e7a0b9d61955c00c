//! What crosses between the page and its worker.
//!
//! Messages are serialised with postcard and travel as transferred buffers. A
//! downloaded file travels beside its message as a buffer of its own, and never
//! enters the page's wasm memory: the page keeps it as a Blob.

mod link;
mod parcel;

pub use link::Link;
pub use parcel::{Parcel, pack, unpack};

use mail_engine::{Action, Change, Place};
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
    /// The browser is online.
    Online,
    /// The browser is offline.
    Offline,
    /// The page is in view again.
    Woke,
}

/// From the worker to its page.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// The worker listens. Nothing sent before this is heard.
    Ready,
    /// What changed, in order. A [`Change::Downloaded`] comes without its
    /// bytes: they are the parcel's file.
    Changes(Vec<Change>),
    /// To be kept for the tab's life: encrypted, so the page cannot read it.
    Keep(Vec<u8>),
    /// What was kept is to be wiped.
    Forget,
}
