//! The nouns of mail, as plain decoded values.
//!
//! Nothing in here speaks a protocol or does I/O: these are the words in which
//! the other crates talk to each other. A type that exists cannot hold a wrong
//! value: constructors parse, fields that could be inconsistent are private.
#![warn(missing_docs)]

mod address;
mod body_structure;
mod flag;
mod identity;
mod letter;
mod mailbox;
mod marks;
mod message;
mod ordered;
mod problem;
mod punycode;
mod quota;
mod rights;
mod search;
mod secret;
mod source;
mod submission;
mod thread;
mod time;
mod uid;
mod uid_map;
mod uid_set;

pub use address::Address;
pub use body_structure::{BodyStructure, Disposition, Parameter, Part, PartPath, Section};
pub use flag::{Flag, Flags, Keyword};
pub use identity::{Identity, IdentityId, Phrase, Template, TemplateId};
pub use letter::{Composed, Letter, LetterContent, LetterFile, Priority, Receipt};
pub use mailbox::{Mailbox, MailboxCounts, MailboxName, SpecialUse};
pub use marks::{Marks, thin_marks};
pub use message::{MessageId, MessageRef, MessageSummary};
pub use ordered::{Entries, Map, Set, sort_by, sort_by_key};
pub use problem::{Problem, ProblemKind};
pub use punycode::label_to_ascii;
pub use quota::{QuotaKind, QuotaResource, QuotaRoot};
pub use rights::{AclEntry, Rights};
pub use search::{Day, SearchKey, SortCriterion, SortKey};
pub use secret::Secret;
pub use source::{FileEncoding, FileId, FileSlice, MessageSource, Piece, Pull, SourceReader};
pub use submission::{DeliveryNotices, EnvelopeAddress, SubmissionEnvelope};
pub use thread::{Thread, ThreadMember};
pub use time::{DateTime, Timestamp};
pub use uid::{ModSeq, Uid, UidNext, UidRange, UidValidity};
pub use uid_map::UidMap;
pub use uid_set::UidSet;
