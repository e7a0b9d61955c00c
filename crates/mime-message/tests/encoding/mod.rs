use mime_message::CharsetDecoder;

/// The charsets that a browser's TextDecoder knows, from the same standard's tables.
pub(crate) struct EncodingTables;

impl CharsetDecoder for EncodingTables {
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(charset.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}
