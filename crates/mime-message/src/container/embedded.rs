//! Files within a text: uuencode as POSIX's `uuencode` writes it, and yEnc.

use super::{SIZE_LIMIT, UnpackedFile, media_type_of};
use crate::body::uuencode;
use crate::file_name::safe_file_name;

/// Whether a text may hold files: cheap, and sure only where it says no.
pub fn has_embedded_files(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'\n')
        .any(|line| begin(line).is_some())
}

/// The text without its files, and these; `None` where it holds none.
pub(super) fn split(text: &[u8]) -> Option<(Vec<u8>, Vec<UnpackedFile>)> {
    let mut rest = Vec::with_capacity(text.len());
    let mut files = Vec::new();
    let mut at = 0;
    // One yEnc file without an end says that no later one has an end either.
    let mut has_yenc_ends = true;
    while let Some(line) = text.get(at..).filter(|left| !left.is_empty()) {
        let end = line.iter().position(|&byte| byte == b'\n');
        let next = at + end.map_or(line.len(), |end| end + 1);
        let line = text.get(at..next).unwrap_or_default();
        let begin = begin(line).filter(|begin| has_yenc_ends || !begin.is_yenc());
        let is_yenc = begin.as_ref().is_some_and(Begin::is_yenc);
        match begin.and_then(|begin| file(&begin, text.get(next..)?)) {
            Some((file, length)) if files.len() < super::FILE_LIMIT => {
                files.push(file);
                at = next + length;
            }
            _ => {
                has_yenc_ends &= !is_yenc;
                rest.extend_from_slice(line);
                at = next;
            }
        }
    }
    (!files.is_empty()).then_some((rest, files))
}

/// The line that begins a file.
enum Begin<'a> {
    Uuencode { name: &'a [u8] },
    Yenc { name: &'a [u8] },
}

impl Begin<'_> {
    fn is_yenc(&self) -> bool {
        matches!(self, Self::Yenc { .. })
    }
}

fn begin(line: &[u8]) -> Option<Begin<'_>> {
    let line = line.trim_ascii_end();
    if let Some(rest) = line.strip_prefix(b"begin ") {
        let digits = rest.iter().take_while(|byte| matches!(byte, b'0'..=b'7'));
        let (mode, name) = rest.split_at(digits.count());
        let name = name.strip_prefix(b" ")?.trim_ascii();
        return (matches!(mode.len(), 3 | 4) && !name.is_empty())
            .then_some(Begin::Uuencode { name });
    }
    let rest = line.strip_prefix(b"=ybegin ")?;
    let name = rest.windows(6).position(|window| window == b" name=")?;
    // A file in several parts lies in several messages.
    let is_part = rest.windows(5).any(|window| window == b"part=");
    let name = rest.get(name + 6..)?;
    (!is_part).then_some(Begin::Yenc { name })
}

/// The file behind its first line, and how many octets it takes there with its
/// last; `None` where that is not how it goes on.
fn file(begin: &Begin<'_>, text: &[u8]) -> Option<(UnpackedFile, usize)> {
    let mut bytes = Vec::new();
    let mut length = 0;
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        length += line.len();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (is_end, name) = match begin {
            Begin::Uuencode { name } => (line.trim_ascii_end() == b"end", name),
            Begin::Yenc { name } => (line.starts_with(b"=yend"), name),
        };
        if is_end {
            let name = safe_file_name(&String::from_utf8_lossy(name));
            let media_type = media_type_of(name.as_deref().unwrap_or_default());
            let file = UnpackedFile {
                name,
                media_type,
                content_id: None,
                bytes,
            };
            return Some((file, length));
        }
        match begin {
            Begin::Uuencode { .. } if uuencode::is_line(line) => {
                uuencode::decode_line(line, &mut bytes);
            }
            Begin::Uuencode { .. } => return None,
            Begin::Yenc { .. } => decode_yenc(line, &mut bytes),
        }
        if bytes.len() > SIZE_LIMIT {
            return None;
        }
    }
    None
}

/// Each octet stands 42 higher; what would mean something is marked and 64 higher.
fn decode_yenc(line: &[u8], bytes: &mut Vec<u8>) {
    let mut octets = line.iter();
    while let Some(&octet) = octets.next() {
        let octet = match octet {
            b'=' => match octets.next() {
                Some(marked) => marked.wrapping_sub(64),
                None => return,
            },
            plain => plain,
        };
        bytes.push(octet.wrapping_sub(42));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_out_of_the_text_around_them() {
        let text = b"Before.\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nBetween.\r\n\
            =ybegin line=128 size=3 name=a b.png\r\n\x8d\x8b=\xde\r\n=yend size=3\r\nAfter.\r\n";
        let (rest, files) = split(text).unwrap();
        assert_eq!(rest, b"Before.\r\nBetween.\r\nAfter.\r\n");
        let seen: Vec<_> = files
            .iter()
            .map(|file| {
                (
                    file.name.as_deref().unwrap(),
                    &file.media_type[..],
                    &file.bytes[..],
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("cat.txt", "text/plain", &b"Cat"[..]),
                ("a b.png", "image/png", &b"cat"[..])
            ]
        );
    }

    #[test]
    fn what_only_looks_like_a_file_stays_text() {
        for text in [
            "begin 644 your day\nwith a smile\nend\n",
            "begin 644 x\n#0V%T\n",
            "begin with 3 things\n",
            "begin 999 x\nend\n",
            "=ybegin part=1 line=128 name=x\nabc\n=yend\n",
            "> begin 644 x\n> #0V%T\n> end\n",
        ] {
            assert_eq!(split(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_thousand_beginnings_are_no_reason_to_wait() {
        for line in [&b"begin 644 x\n"[..], b"=ybegin size=1 name=x\n"] {
            let text = line.repeat(100_000);
            assert!(has_embedded_files(&text));
            assert_eq!(split(&text), None);
        }
    }
}
