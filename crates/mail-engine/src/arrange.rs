//! What servers with SORT and THREAD do, done here for those without, with the
//! same results.

mod collation;
mod conversations;
mod sort;
mod subject;

pub(crate) use collation::bare;
pub(crate) use conversations::Conversations;
pub(crate) use sort::{Known, sort_key, uid_of};

/// The header fields by which messages are ordered and threaded.
pub(crate) const FIELDS: [&str; 8] = [
    "Date",
    "From",
    "To",
    "Cc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
];
