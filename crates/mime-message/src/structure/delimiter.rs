use core::ops::Range;

/// Every line of some bytes that begins with `--`, found once: each multipart,
/// however deep, looks for its boundary among these alone.
pub(super) struct Delimiters {
    lines: Vec<DelimiterLine>,
}

#[derive(Clone, Copy)]
struct DelimiterLine {
    start: usize,
    /// Where its text ends: line end and trailing blanks left off.
    end: usize,
    /// Where the next line begins.
    next: usize,
}

impl DelimiterLine {
    /// What stands behind the two dashes.
    fn text<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start + 2..self.end).unwrap_or_default()
    }
}

/// The longest boundary that is guessed; RFC 2046 §5.1.1 allows 70.
const GUESS_LIMIT: usize = 250;

impl Delimiters {
    pub(super) fn find(bytes: &[u8]) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let next = start + line.len();
            if line.starts_with(b"--") {
                let end = start + line.trim_ascii_end().len();
                lines.push(DelimiterLine { start, end, next });
            }
            start = next;
        }
        Self { lines }
    }

    /// The parts of a multipart, at most `limit` of them. Without a boundary
    /// that occurs, the one that seems to be meant is taken.
    pub(super) fn parts(
        &self,
        bytes: &[u8],
        body: &Range<usize>,
        declared: Option<&[u8]>,
        limit: usize,
    ) -> Vec<Range<usize>> {
        let lines = self.within(body);
        let declared = declared.map(<[u8]>::trim_ascii_end).unwrap_or_default();
        if !declared.is_empty() {
            let parts = split(bytes, lines, body, declared, limit);
            if !parts.is_empty() {
                return parts;
            }
        }
        guessed_boundary(bytes, lines)
            .map(|boundary| split(bytes, lines, body, boundary, limit))
            .unwrap_or_default()
    }

    fn within(&self, body: &Range<usize>) -> &[DelimiterLine] {
        let from = self.lines.partition_point(|line| line.start < body.start);
        let to = self.lines.partition_point(|line| line.start < body.end);
        self.lines.get(from..to).unwrap_or_default()
    }
}

fn split(
    bytes: &[u8],
    lines: &[DelimiterLine],
    body: &Range<usize>,
    boundary: &[u8],
    limit: usize,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    for line in lines {
        let text = line.text(bytes);
        let is_delimiter = text == boundary;
        if !is_delimiter && text.strip_suffix(b"--") != Some(boundary) {
            continue;
        }
        if parts.len() + 1 >= limit && open.is_some() {
            break;
        }
        if let Some(start) = open.take() {
            parts.push(start..before_line_end(bytes, start, line.start));
        }
        // A delimiter after the closing one still begins a part: better a part
        // too many than text that nobody sees.
        if is_delimiter {
            open = Some(line.next.min(body.end));
        }
    }
    if let Some(start) = open.filter(|&start| start < body.end) {
        parts.push(start..body.end);
    }
    parts
}

/// The line end before a delimiter belongs to the delimiter.
fn before_line_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let part = bytes.get(start..end).unwrap_or_default();
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    let part = part.strip_suffix(b"\r").unwrap_or(part);
    start + part.len()
}

/// The first line that a MIME header follows, or that comes back as its own closing delimiter.
fn guessed_boundary<'a>(bytes: &'a [u8], lines: &[DelimiterLine]) -> Option<&'a [u8]> {
    let candidate = |line: &DelimiterLine| {
        let text = line.text(bytes);
        (1..=GUESS_LIMIT).contains(&text.len()).then_some(text)
    };
    let heads_a_part = |line: &DelimiterLine| {
        let following = bytes.get(line.next..).unwrap_or_default();
        let start = following.get(..8).unwrap_or_default();
        start.eq_ignore_ascii_case(b"content-")
    };
    let headed = lines
        .iter()
        .filter(|line| heads_a_part(line))
        .find_map(candidate);
    headed.or_else(|| {
        let first = lines.iter().find_map(candidate)?;
        lines
            .iter()
            .any(|line| line.text(bytes).strip_suffix(b"--") == Some(first))
            .then_some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(text: &'a str, boundary: Option<&str>) -> Vec<&'a str> {
        Delimiters::find(text.as_bytes())
            .parts(
                text.as_bytes(),
                &(0..text.len()),
                boundary.map(str::as_bytes),
                99,
            )
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn parts_lie_between_delimiters() {
        let table: [(&str, Option<&str>, &[&str]); 9] = [
            (
                "pre\r\n--b\r\none\r\n--b\r\ntwo\r\n--b--\r\npost",
                Some("b"),
                &["one", "two"],
            ),
            ("--b\none\n--b  \ntwo\n--b--", Some("b"), &["one", "two"]),
            (
                "--b\none\n--bb\nstill one\n--b--\n",
                Some("b"),
                &["one\n--bb\nstill one"],
            ),
            ("--b\nno end\n", Some("b"), &["no end\n"]),
            (
                "--b\none\n--b--\n--b\nlate\n",
                Some("b"),
                &["one", "late\n"],
            ),
            ("--b\n--b--\n", Some("b"), &[""]),
            // The declared boundary is missing or wrong.
            (
                "--x\nContent-Type: a/b\n\none\n--x--\n",
                Some("b"),
                &["Content-Type: a/b\n\none"],
            ),
            ("--x\n\none\n--x--\n", None, &["\none"]),
            ("no parts -- at all\n--\n", Some("b"), &[]),
        ];
        for (text, boundary, expected) in table {
            assert_eq!(parts(text, boundary), expected, "{text:?}");
        }
    }
}
