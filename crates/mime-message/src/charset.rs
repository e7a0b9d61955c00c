//! Bytes to text: what a charset's label means, the charsets this crate reads
//! itself, and the guess where the label is absent or untrue.

mod escaped;
mod guess;
mod label;
mod language;
mod single_byte;
mod unicode;
mod utf7;

pub(crate) use guess::decode;
pub(crate) use label::Charset;

/// Decodes text in a charset that this crate does not know itself. In the
/// browser it is TextDecoder, on the host a table.
pub trait CharsetDecoder {
    /// The text of `bytes` in `charset` (a label in lower case), or `None` if it is not known.
    /// What is not valid in that charset becomes U+FFFD.
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String>;
}

/// A decoder that adds nothing to what the crate reads itself: UTF-8, UTF-16,
/// UTF-32, UTF-7, US-ASCII, ISO-8859-1, Windows-1252, IBM437, IBM850.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltInCharsets;

impl CharsetDecoder for BuiltInCharsets {
    fn decode(&self, _charset: &str, _bytes: &[u8]) -> Option<String> {
        None
    }
}
