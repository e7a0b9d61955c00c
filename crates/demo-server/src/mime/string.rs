use imap_codec::imap_types::core::{IString, Literal, NString};

/// As a quoted string where possible, else as a literal. What can be neither
/// (a NUL, which no stored message holds) becomes empty.
pub(super) fn istring(octets: Vec<u8>) -> IString<'static> {
    IString::try_from(octets).unwrap_or_else(|_| IString::Literal(Literal::unvalidated(Vec::new())))
}

/// [`istring`], and NIL for what is not there.
pub(super) fn nstring(octets: Option<Vec<u8>>) -> NString<'static> {
    NString(octets.map(istring))
}
