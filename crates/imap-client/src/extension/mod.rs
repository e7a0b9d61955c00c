//! What the codec lacks, one file per RFC: the values, how they are sent and
//! how they are read.

pub(crate) mod acl;
pub(crate) mod append;
pub(crate) mod compress;
pub(crate) mod esearch;
pub(crate) mod gmail;
pub(crate) mod list_extended;
pub(crate) mod metadata;
pub(crate) mod notify;
pub(crate) mod object_id;
pub(crate) mod preview;
pub(crate) mod qresync;
pub(crate) mod quota;
pub(crate) mod search_key;
pub(crate) mod sort;
pub(crate) mod status;
pub(crate) mod thread;
pub(crate) mod uidplus;
