//! What holds of every letter that is written: it is a message to the letter of
//! the standards, and is read as it was meant. For fuzzing, for what fuzzing has
//! found, and for the matrix.

use mail_model::{
    Address, Composed, EnvelopeAddress, FileEncoding, FileId, Letter, LetterContent, LetterFile,
    MessageId, MessageSource, Part, Piece, Pull, Timestamp,
};
use mime_message::{
    BuiltInCharsets, Message, Stamp, decode_text, decode_transfer, file_name, is_hidden,
    parse_message, plan_reading, safe_file_name, write_letter,
};

/// A letter, and what its files hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) letter: Letter,
    pub(crate) files: Vec<Vec<u8>>,
}

pub(crate) fn stamp(draft: Option<&str>) -> Stamp {
    Stamp {
        now: Timestamp(1_780_308_000_000),
        message_id: MessageId("one.two@example.org".to_owned()),
        draft: draft.map(str::to_owned),
    }
}

pub(crate) fn address(name: &str, address: &str) -> Address {
    Address {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

impl Case {
    pub(crate) fn new(subject: &str, text: &str, html: Option<&str>) -> Self {
        Self {
            letter: Letter {
                from: address("Robin", "robin@example.org"),
                to: vec![address("", "ann@example.org")],
                subject: subject.to_owned(),
                content: LetterContent::Composed(Composed {
                    text: text.to_owned(),
                    html: html.map(str::to_owned),
                    is_markdown: false,
                    files: Vec::new(),
                }),
                ..Letter::default()
            },
            files: Vec::new(),
        }
    }
    pub(crate) fn file(mut self, name: &str, media_type: &str, bytes: &[u8]) -> Self {
        self.push(name, media_type, bytes, None);
        self
    }
    pub(crate) fn push(&mut self, name: &str, media_type: &str, bytes: &[u8], id: Option<&str>) {
        let LetterContent::Composed(composed) = &mut self.letter.content else {
            return;
        };
        composed.files.push(LetterFile {
            file: FileId(self.files.len() as u64),
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            length: bytes.len() as u64,
            content_id: id.map(str::to_owned),
        });
        self.files.push(bytes.to_vec());
    }
    /// Bytes choose: what stands between two 0xFF is a field each.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let mut fields = bytes.split(|byte| *byte == 0xFF);
        let mut raw = || fields.next().unwrap_or_default();
        let mut text = || String::from_utf8_lossy(raw()).into_owned();
        let (subject, name, to, body, html) = (text(), text(), text(), text(), text());
        let html = Some(html.as_str()).filter(|html| !html.is_empty());
        let mut case = Self::new(&subject, &body, html);
        case.letter.to = vec![address(&name, &to), address(&subject, "ann@example.org")];
        let (name, media_type) = (text(), text());
        if let Some(bytes) = fields.next() {
            let id = String::from_utf8_lossy(fields.next().unwrap_or_default()).into_owned();
            let id = Some(id.as_str()).filter(|id| !id.is_empty());
            case.push(&name, &media_type, bytes, id);
        }
        case
    }
    /// The message, its files within.
    pub(crate) fn written(&self, draft: Option<&str>) -> Option<Vec<u8>> {
        let source = write_letter(&self.letter, &stamp(draft))?;
        let again = write_letter(&self.letter, &stamp(draft));
        assert_eq!(
            again.as_ref(),
            Some(&source),
            "the same letter, the same octets"
        );
        let message = self.expand(&source);
        assert_eq!(message.len() as u64, source.length());
        self.check_lines(&source);
        Some(message)
    }
    fn expand(&self, source: &MessageSource) -> Vec<u8> {
        let mut reader = source.reader();
        let mut all = Vec::new();
        loop {
            match reader.pull(10_000) {
                Pull::Octets(octets) => all.extend(octets),
                Pull::Needs(slice) => {
                    let file = &self.files[slice.file.0 as usize];
                    let (at, length) = (slice.offset as usize, slice.length as usize);
                    reader.supply(&file[at..at + length]);
                }
                Pull::End => return all,
            }
        }
    }
    /// All that is ours is of short lines that end in CRLF.
    fn check_lines(&self, source: &MessageSource) {
        for piece in source.pieces() {
            match piece {
                Piece::Octets(octets) => {
                    assert!(octets.ends_with(b"\r\n") || octets.is_empty());
                    for line in octets.split_inclusive(|byte| *byte == b'\n') {
                        assert!(line.len() <= 1_000, "a line of {}", line.len());
                        let line = line.strip_suffix(b"\r\n").expect("CRLF ends it");
                        assert!(!line.contains(&b'\r') && !line.contains(&0));
                    }
                }
                Piece::File { file, encoding, .. } => {
                    let LetterContent::Composed(composed) = &self.letter.content else {
                        return;
                    };
                    let file = &composed.files[file.0 as usize];
                    let is_message = file.media_type == "message/rfc822";
                    assert_eq!(is_message, *encoding == FileEncoding::Identity);
                }
            }
        }
    }
    /// Writes it, and reads it as it was meant. Tells whether it could be written.
    ///
    /// # Panics
    /// When anything does not hold that must.
    pub(crate) fn check(&self) -> bool {
        self.check_draft();
        let Some(bytes) = self.written(None) else {
            let to = &self.letter.to;
            let is_none = |address: &Address| EnvelopeAddress::parse(&address.address).is_none();
            assert!(to.iter().any(is_none), "all addresses are some");
            return false;
        };
        let message = parse_message(&bytes, &BuiltInCharsets);
        let header = &message.header;
        assert_same(&header.subject, &self.letter.subject);
        assert_eq!(header.from.len(), 1);
        assert_eq!(header.to.len(), self.letter.to.len());
        assert!(header.bcc.is_empty() && header.cc.is_empty());
        for (read, meant) in header.to.iter().zip(&self.letter.to) {
            let address = EnvelopeAddress::parse(&meant.address).expect("it was written");
            assert_eq!(
                read.address.replace(' ', ""),
                address.as_str().replace(' ', "")
            );
            // Quotes around a name are none of it.
            let bare = |name: &str| name.replace(['"', '\''], "");
            assert_same(&bare(&read.name), &bare(&meant.name));
        }
        self.check_content(&message);
        true
    }
    /// A draft is written whatever its addresses are.
    fn check_draft(&self) {
        let bytes = self.written(Some("1 note")).expect("any draft is written");
        let message = parse_message(&bytes, &BuiltInCharsets);
        assert_same(&message.header.subject, &self.letter.subject);
        self.check_content(&message);
    }
    fn check_content(&self, message: &Message) {
        let LetterContent::Composed(composed) = &self.letter.content else {
            return;
        };
        let text_of = |part: &Part| {
            let body = message.body(&part.path).expect("each leaf has its bytes");
            decode_text(part, body, &BuiltInCharsets).value
        };
        let leaves = message.structure.leaves();
        let (text, rest) = leaves.split_first().expect("there is a text");
        assert_eq!(text.media_type, "text/plain");
        let (read, meant) = (text_of(text), flowed(&composed.text));
        // The last line's end may belong to the boundary behind it.
        assert!(
            read == meant || format!("{read}\n") == meant,
            "{read:?} for {meant:?} of {:?}",
            composed.text
        );
        let rest = match (&composed.html, rest.split_first()) {
            (Some(html), Some((part, rest))) => {
                assert_eq!(part.media_type, "text/html");
                let read = text_of(part);
                let html = html.replace('\0', "");
                let html = html.replace("\r\n", "\n").replace('\r', "\n");
                assert!(read.contains(&html), "{read:?} lacks {html:?}");
                rest
            }
            (None, _) => rest,
            (Some(_), None) => panic!("the HTML is gone"),
        };
        let plan = plan_reading(&message.structure, &BuiltInCharsets);
        assert_eq!(plan.html.is_some(), composed.html.is_some());
        let is_image = |file: &LetterFile| composed.html.is_some() && file.content_id.is_some();
        let attached: Vec<&LetterFile> = composed
            .files
            .iter()
            .filter(|file| !is_image(file))
            .collect();
        let parts: Vec<&&Part> = rest
            .iter()
            .filter(|part| part.content_id.is_none())
            .collect();
        // What has a Content-ID that can't be written is attached.
        assert!(parts.len() >= attached.len(), "a file is gone");
        for part in rest {
            let body = message.body(&part.path).expect("each leaf has its bytes");
            let bytes = decode_transfer(part, body).value;
            let is_meant = |file: &&LetterFile| {
                let meant = &self.files[file.file.0 as usize];
                let is_whole = bytes == *meant
                    || (part.media_type == "message/rfc822" && bytes.starts_with(meant));
                let name = file_name(part, &BuiltInCharsets).unwrap_or_default();
                let named = file
                    .name
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c });
                let named = safe_file_name(&named.collect::<String>()).unwrap_or_default();
                // Encoded words, which none should be here, are read all the same.
                is_whole && (letters(&name) == letters(&named) || named.contains("=?"))
            };
            let mut files = composed.files.iter();
            assert!(
                files.any(|file| is_meant(&file)),
                "{part:?} is none of the files"
            );
        }
    }
}

/// A text as it is read where its lines flowed.
fn flowed(text: &str) -> String {
    // A mark of the order of octets is none of the text.
    let text = text.replace('\0', "");
    let text = text.trim_start_matches('\u{feff}');
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut out = String::new();
    for line in text.split('\n') {
        let (mut depth, mut rest) = (0, line);
        while let Some(inner) = rest.strip_prefix('>') {
            if depth == 32 {
                break;
            }
            depth += 1;
            rest = match inner.strip_prefix(' ') {
                Some(after) if after.starts_with('>') => after,
                _ => inner,
            };
        }
        if depth > 0 {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
        if rest != "-- " {
            rest = rest.trim_end_matches(' ');
        }
        out += &">".repeat(depth);
        if depth > 0 && !rest.is_empty() {
            out.push(' ');
        }
        out += rest;
        out.push('\n');
    }
    out
}

/// A header is of one line: white space and what is hidden may be lost in it.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_hidden(*c) && *c != '\u{feff}')
        .collect()
}

/// What of a file's name no system minds.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn assert_same(read: &str, meant: &str) {
    assert_eq!(squeezed(read), squeezed(meant), "{read:?} for {meant:?}");
}
