//! Rich text: how Outlook packs it (MS-OXRTFCP), and what it says.

use super::SIZE_LIMIT;
use crate::charset::{self, CharsetDecoder};

/// `LZFu` and `MELA`, the little end first.
const COMPRESSED: u32 = 0x7546_5A4C;
const UNCOMPRESSED: u32 = 0x414C_454D;
/// The window that references reach into, and where it begins to be written.
const WINDOW: usize = 4096;
/// What the window holds before the first octet.
const PRELOADED: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\
\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// How deep groups are followed; what is deeper is part of the last.
const DEPTH_LIMIT: usize = 256;

/// Undoes the packing; `None` if it is none.
pub(super) fn decompress(packed: &[u8]) -> Option<Vec<u8>> {
    let (head, data) = packed.split_first_chunk::<16>()?;
    let word = |at: usize| {
        let word = head.get(at..).and_then(<[u8]>::first_chunk);
        word.map_or(0, |word| u32::from_le_bytes(*word))
    };
    let size = usize::try_from(word(4)).ok()?;
    match word(8) {
        UNCOMPRESSED => Some(data.get(..size).unwrap_or(data).to_vec()),
        COMPRESSED => Some(expand(data, size.min(SIZE_LIMIT))),
        _ => None,
    }
}

/// Octets as they are, and references into the window of what came before.
fn expand(data: &[u8], size: usize) -> Vec<u8> {
    let mut window = [b' '; WINDOW];
    for (place, octet) in window.iter_mut().zip(PRELOADED) {
        *place = *octet;
    }
    let mut at = PRELOADED.len();
    let mut out = Vec::new();
    let mut data = data.iter().copied();
    'all: while let Some(control) = data.next() {
        for bit in 0..8 {
            if out.len() >= size {
                break 'all;
            }
            let Some(first) = data.next() else {
                break 'all;
            };
            if control & (1 << bit) == 0 {
                out.push(first);
                if let Some(place) = window.get_mut(at) {
                    *place = first;
                }
                at = (at + 1) % WINDOW;
                continue;
            }
            let Some(second) = data.next() else {
                break 'all;
            };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (mut from, length) = (reference >> 4, (reference & 0xF) + 2);
            // A reference to the place that is written next is the end.
            if from == at {
                break 'all;
            }
            for _ in 0..length {
                let octet = window.get(from).copied().unwrap_or(b' ');
                out.push(octet);
                if let Some(place) = window.get_mut(at) {
                    *place = octet;
                }
                from = (from + 1) % WINDOW;
                at = (at + 1) % WINDOW;
            }
        }
    }
    out.truncate(size);
    out
}

/// What rich text says, without its looks.
pub(super) fn to_text(rtf: &[u8], charsets: &dyn CharsetDecoder) -> String {
    let mut reader = Reader {
        charsets,
        charset: "windows-1252".to_owned(),
        text: String::new(),
        octets: Vec::new(),
        skipped: vec![false],
        unicode_skip: 1,
        to_skip: 0,
    };
    let mut rest = rtf;
    while let Some((&octet, after)) = rest.split_first() {
        rest = after;
        match octet {
            b'{' => reader.open(),
            b'}' => reader.close(),
            b'\\' => rest = reader.control(after),
            b'\r' | b'\n' | 0 => {}
            octet => reader.octet(octet),
        }
    }
    reader.flush();
    reader.text.trim().to_owned()
}

struct Reader<'a> {
    charsets: &'a dyn CharsetDecoder,
    charset: String,
    text: String,
    /// What came in the charset and was not decoded yet.
    octets: Vec<u8>,
    /// Of each open group whether nothing of it is shown.
    skipped: Vec<bool>,
    /// So many characters stand in for one of Unicode.
    unicode_skip: i32,
    to_skip: i32,
}

impl Reader<'_> {
    fn is_skipped(&self) -> bool {
        self.skipped.last().copied().unwrap_or(false)
    }
    fn open(&mut self) {
        if self.skipped.len() < DEPTH_LIMIT {
            self.skipped.push(self.is_skipped());
        }
    }
    fn close(&mut self) {
        if self.skipped.len() > 1 {
            self.skipped.pop();
        }
    }
    fn skip_group(&mut self) {
        if let Some(skipped) = self.skipped.last_mut() {
            *skipped = true;
        }
    }
    fn octet(&mut self, octet: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.is_skipped() {
            self.octets.push(octet);
        }
    }
    fn flush(&mut self) {
        if !self.octets.is_empty() {
            let octets = core::mem::take(&mut self.octets);
            let decoded = charset::decode(Some(&self.charset), &octets, self.charsets);
            self.text.push_str(&decoded.value);
        }
    }
    fn character(&mut self, character: char) {
        if !self.is_skipped() {
            self.flush();
            self.text.push(character);
        }
    }
    /// What a backslash begins; gives what follows it.
    fn control<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some((&first, after)) = bytes.split_first() else {
            return bytes;
        };
        if first == b'\'' {
            let digits = after
                .get(..2)
                .and_then(|digits| core::str::from_utf8(digits).ok());
            if let Some(octet) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                self.octet(octet);
                return after.get(2..).unwrap_or_default();
            }
            return after;
        }
        if !first.is_ascii_alphabetic() {
            match first {
                b'*' => self.skip_group(),
                b'~' => self.character('\u{A0}'),
                b'_' => self.character('-'),
                b'\\' | b'{' | b'}' => self.octet(first),
                b'\r' | b'\n' => self.character('\n'),
                _ => {}
            }
            return after;
        }
        let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let (word, rest) = bytes.split_at(letters.count());
        let is_digit =
            |(at, byte): &(usize, &u8)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-');
        let digits = rest.iter().enumerate().take_while(is_digit).count();
        let (number, rest) = rest.split_at(digits);
        let number = core::str::from_utf8(number).ok();
        let number = number.and_then(|number| number.parse::<i32>().ok());
        self.word(word, number);
        rest.strip_prefix(b" ").unwrap_or(rest)
    }
    fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"par" | b"line" | b"sect" | b"page" | b"row" => self.character('\n'),
            b"tab" | b"cell" => self.character('\t'),
            b"emdash" => self.character('—'),
            b"endash" => self.character('–'),
            b"bullet" => self.character('•'),
            b"lquote" => self.character('‘'),
            b"rquote" => self.character('’'),
            b"ldblquote" => self.character('“'),
            b"rdblquote" => self.character('”'),
            b"u" => {
                // Units of UTF-16, the upper half written as negative numbers.
                let unit = number.map_or(0, |number| number.rem_euclid(0x1_0000) as u32);
                self.character(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
                self.to_skip = self.unicode_skip;
            }
            b"uc" => self.unicode_skip = number.unwrap_or(1).clamp(0, 16),
            b"ansicpg" => {
                let number = number.and_then(|number| u32::try_from(number).ok());
                self.charset = super::tnef::code_page(number.unwrap_or(1252));
            }
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object"
            | b"header" | b"footer" | b"listtable" | b"filetbl" | b"themedata" => self.skip_group(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuiltInCharsets;

    #[test]
    fn the_examples_of_the_specification_unpack_as_it_says() {
        let packed = [
            0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0,
            0x0A, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68,
            0x65, 0x6C, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F,
            0xA0,
        ];
        let rtf = decompress(&packed).unwrap();
        assert_eq!(rtf, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(to_text(&rtf, &BuiltInCharsets), "hello world");
    }

    #[test]
    fn the_text_is_read_without_its_looks() {
        let table = [
            (
                &br"{\rtf1{\fonttbl{\f0 Arial;}}\b One\b0\par two\tab three}"[..],
                "One\ntwo\tthree",
            ),
            (br"{\rtf1\ansicpg1252 Gr\'fc\'dfe \{x\}}", "Grüße {x}"),
            (br"{\rtf1\uc1 \u8364?5 \u-10179?}", "€5 \u{FFFD}"),
            (br"{\rtf1{\*\generator x;}a{\*\htmltag64 <p>}b}", "ab"),
            (br"{\rtf1 no end", "no end"),
            (b"}}}}text", "text"),
            (b"\\", ""),
        ];
        for (rtf, text) in table {
            assert_eq!(to_text(rtf, &BuiltInCharsets), text);
        }
    }

    #[test]
    fn a_size_that_lies_and_data_that_is_cut_are_survived() {
        let head = |size: u32| {
            [
                &[0; 4][..],
                &size.to_le_bytes(),
                &COMPRESSED.to_le_bytes(),
                &[0; 4],
            ]
            .concat()
        };
        let huge = [head(u32::MAX), vec![0xFF; 1000]].concat();
        assert!(decompress(&huge).unwrap().len() <= 20_000);
        assert_eq!(decompress(&head(9)), Some(Vec::new()));
        assert_eq!(decompress(b"short"), None);
        assert_eq!(to_text(&b"{".repeat(100_000), &BuiltInCharsets), "");
    }
}
