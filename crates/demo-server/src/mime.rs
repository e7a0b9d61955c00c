//! A small MIME reader: where a message's parts lie in its octets, and what
//! ENVELOPE and BODYSTRUCTURE say of them. It is the server's own, independent
//! of the client's, so that the two can judge each other.

mod address;
mod base_subject;
mod body_structure;
mod charset;
mod collation;
mod envelope;
mod header;
mod part;
mod preview;
mod section;
mod string;
mod transfer;

pub(crate) use address::addresses;
pub(crate) use base_subject::base_subject;
pub(crate) use body_structure::body_structure;
pub(crate) use collation::for_comparison;
pub(crate) use envelope::envelope;
pub(crate) use header::{Header, decode_words, quoted_printable};
pub(crate) use part::{Kind, Part};
pub(crate) use preview::preview;
pub(crate) use section::{BinaryContent, binary_content, section_octets};
pub(crate) use transfer::decoded_body;
