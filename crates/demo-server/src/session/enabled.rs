/// What a client has switched on for the rest of its session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Enabled {
    /// MODSEQ is part of every FETCH that comes unasked (RFC 7162 §3.1).
    pub(crate) mod_sequences: bool,
    /// And so is the UID, where the server knows QRESYNC (RFC 7162 §3.2.4).
    pub(crate) uids: bool,
    /// Removals are told by VANISHED (RFC 7162 §3.2.10).
    pub(crate) vanished: bool,
}
