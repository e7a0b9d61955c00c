//! How much of a file is read. What lies beyond is left out, and said so.

/// The longest file, in octets.
pub(crate) const FILE: usize = 1 << 20;
/// So many content lines of all files.
pub(crate) const LINES: usize = 20_000;
/// Parameters of a line.
pub(crate) const PARAMETERS: usize = 64;
/// Components of a file, and how deep they lie in each other.
pub(crate) const COMPONENTS: usize = 2_000;
pub(crate) const DEPTH: usize = 8;
/// Events that are told of one message.
pub(crate) const INVITATIONS: usize = 50;
/// Tasks, journal entries and the like that are named of one message.
pub(crate) const OTHERS: usize = 20;
/// Attendees of an event.
pub(crate) const ATTENDEES: usize = 500;
/// Time zones of a file, and the changes of the clock that each describes.
pub(crate) const ZONES: usize = 100;
pub(crate) const OBSERVANCES: usize = 300;
/// Values of one part of a recurrence rule.
pub(crate) const RULE_VALUES: usize = 64;
/// vCards of one message.
pub(crate) const CONTACTS: usize = 100;
/// Revisions that a change names as those that it came from.
pub(crate) const REVISIONS: usize = 8;
/// Members of a group.
pub(crate) const MEMBERS: usize = 5_000;
/// Addresses, numbers and the like of a vCard, of each kind.
pub(crate) const ENTRIES: usize = 30;
/// A name, a summary, a place: in octets.
pub(crate) const SHORT_TEXT: usize = 1_000;
/// A description, a note: in octets.
pub(crate) const LONG_TEXT: usize = 20_000;
/// A picture within a vCard, decoded, in octets.
pub(crate) const PHOTO: usize = 256 * 1024;
