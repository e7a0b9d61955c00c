use crate::body::{base64, quoted_printable};
use crate::charset::{self, Charset};
use crate::{CharsetDecoder, Decoded};

/// How far behind a `?=` another is looked for, when it may be a question
/// mark that should have been encoded.
const LOOKAHEAD: usize = 256;

/// Undoes RFC 2047 wherever it stands, also where it may not: within quoted
/// strings, next to other text, split within a character, without its end.
pub(crate) fn decode_words(text: &str, charsets: &dyn CharsetDecoder) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = Run::default();
    let mut rest = text;
    while let Some((before, from)) = rest.find("=?").and_then(|at| rest.split_at_checked(at)) {
        // White space between two encoded words is not part of the text (§6.2).
        let is_separator = run.is_open && before.chars().all(char::is_whitespace);
        if let Some((word, after)) = EncodedWord::parse(from) {
            if !is_separator {
                run.end(&mut out, charsets);
                out.push_str(before);
            }
            run.add(&word, &mut out, charsets);
            rest = after;
        } else {
            run.end(&mut out, charsets);
            out.push_str(before);
            out.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    run.end(&mut out, charsets);
    out.push_str(rest);
    out
}

/// How long the encoded word is that `text` begins with, if it does.
pub(super) fn encoded_word_length(text: &str) -> Option<usize> {
    EncodedWord::parse(text).map(|(_, after)| text.len() - after.len())
}

/// Adjacent words of one charset, joined as bytes: senders cut within a character.
#[derive(Default)]
struct Run {
    is_open: bool,
    charset: String,
    bytes: Vec<u8>,
}

impl Run {
    fn add(&mut self, word: &EncodedWord<'_>, out: &mut String, charsets: &dyn CharsetDecoder) {
        let label = word.charset.to_ascii_lowercase();
        let starts_afresh = Charset::from_label(&label).is_some_and(|c| c.starts_afresh());
        if self.is_open && (starts_afresh || self.charset != label) {
            self.end(out, charsets);
        }
        self.is_open = true;
        self.charset = label;
        self.bytes.extend(word.bytes());
    }

    fn end(&mut self, out: &mut String, charsets: &dyn CharsetDecoder) {
        if self.is_open {
            out.push_str(&charset::decode(Some(&self.charset), &self.bytes, charsets).value);
            self.is_open = false;
            self.bytes.clear();
        }
    }
}

struct EncodedWord<'a> {
    charset: &'a str,
    is_base64: bool,
    text: &'a str,
}

impl<'a> EncodedWord<'a> {
    /// Reads `=?charset*language?B?text?=` at the start of `from`; returns what follows it.
    fn parse(from: &'a str) -> Option<(Self, &'a str)> {
        let after = from.strip_prefix("=?")?;
        let label_end = after
            .bytes()
            .take(64)
            .position(|byte| !byte.is_ascii_graphic() || byte == b'?')?;
        let (label, after) = after.split_at_checked(label_end)?;
        let charset = label.split('*').next().unwrap_or(label);
        let after = after.strip_prefix('?')?;
        let is_base64 = match after.as_bytes().first()?.to_ascii_lowercase() {
            b'b' => true,
            b'q' => false,
            _ => return None,
        };
        let after = after.get(1..)?.strip_prefix('?')?;
        let (text, after) = split_at_end(after, is_base64)?;
        let word = Self {
            charset,
            is_base64,
            text,
        };
        Some((word, after))
    }

    fn bytes(&self) -> Vec<u8> {
        let Decoded { value, .. } = if self.is_base64 {
            base64::decode(self.text.as_bytes())
        } else {
            quoted_printable::decode_word(self.text.as_bytes())
        };
        value
    }
}

/// The encoded text and what follows its `?=`. A word may lack its end: then
/// the next word, or the end of the field, ends it.
fn split_at_end(text: &str, is_base64: bool) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(pair) = bytes.get(at..at + 2) {
        let is_end = pair == b"?=" && (is_base64 || !is_stray_question_mark(bytes, at));
        if is_end {
            return Some((text.get(..at)?, text.get(at + 2..)?));
        }
        // `=?=` is padding or a lone `=`, and the end.
        if pair == b"=?" && bytes.get(at + 2) != Some(&b'=') {
            return unended(text, at);
        }
        at += 1;
    }
    unended(text, bytes.len())
}

/// Whether the `?=` at `at` begins an encoded byte (`?=20`) and the real end follows.
fn is_stray_question_mark(bytes: &[u8], at: usize) -> bool {
    let after = bytes.get(at + 2..).unwrap_or_default();
    let is_byte = matches!(after, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
    let goes_on = |pair: &&[u8]| *pair != b"=?" && !pair.iter().any(u8::is_ascii_whitespace);
    is_byte
        && after
            .windows(2)
            .take(LOOKAHEAD)
            .take_while(goes_on)
            .any(|pair| pair == b"?=")
}

/// A word without its end, if what stands there can be one.
fn unended(text: &str, end: usize) -> Option<(&str, &str)> {
    let (word, after) = text.split_at_checked(end)?;
    let content = word.trim_end().trim_end_matches('?');
    let is_foreign = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
    let is_whole = !content.is_empty() && !content.contains(is_foreign);
    // The white space stays with what follows, where it separates two words.
    let spaces = word.len() - word.trim_end().len();
    is_whole.then(|| (content, text.get(end - spaces..).unwrap_or(after)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    #[test]
    fn encoded_words_read_as_their_senders_meant() {
        let table = [
            // RFC 2047 §8.
            ("=?ISO-8859-1?Q?a?=", "a"),
            ("=?ISO-8859-1?Q?a?= b", "a b"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
            ("=?ISO-8859-1?Q?a?=  \t =?ISO-8859-1?Q?b?=", "ab"),
            ("=?ISO-8859-1?Q?a_b?=", "a b"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
            ("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"),
            // A character split between words.
            ("=?utf-8?B?5pel5g==?= =?utf-8?B?nKw=?=", "日本"),
            ("=?utf-8?Q?=E6=97=A5=E6?=\t=?UTF-8?Q?=9C=AC?=", "日本"),
            // Forms that should not be.
            ("=?utf-8?q?a b?=", "a b"),
            ("=?utf-8?Q?what?=20now?=", "what? now"),
            ("x=?utf-8?Q?=C3=A9?=y", "xéy"),
            ("=?utf-8?B?w6k?=", "é"),
            ("=?utf-8?B?w6k=", "é"),
            ("=?utf-8?Q?a= =?utf-8?Q?b?=", "a=b"),
            ("=?utf-8?Q?a=?=", "a="),
            ("=?utf-8?Q?Größe?=", "Größe"),
            ("=?klingon?Q?a?=", "a"),
            ("=?utf-16?B?/v9ldw==?= =?utf-16?B?/v9nLA==?=", "敷本"),
            // Not encoded words at all.
            ("=?", "=?"),
            ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            ("a =? b", "a =? b"),
            ("=?utf-8?Q??=", ""),
        ];
        for (encoded, text) in table {
            assert_eq!(decode_words(encoded, &BuiltInCharsets), text, "{encoded}");
        }
    }
}
