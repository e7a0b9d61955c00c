/// How many fields are kept; those beyond are passed over.
const COUNT_LIMIT: usize = 5_000;

/// How many lines after an odd one are looked at to tell a damaged header from a body.
const LOOKAHEAD_LINES: usize = 8;

/// One field, folded as it came (RFC 5322 §2.2).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl Field<'_> {
    /// The value on one line, at most `limit` bytes of it: each fold is one space.
    pub(crate) fn unfolded(&self, limit: usize) -> Vec<u8> {
        let value = self.value.get(..limit).unwrap_or(self.value);
        let mut out = Vec::with_capacity(value.len());
        for line in value.split(|&byte| byte == b'\n') {
            let line = line.trim_ascii();
            if !out.is_empty() && !line.is_empty() {
                out.push(b' ');
            }
            out.extend_from_slice(line);
        }
        out
    }
}

/// A header's fields and where the body begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'a> {
    fields: Vec<Field<'a>>,
    /// The offset of the body.
    pub(crate) body_at: usize,
}

impl<'a> Fields<'a> {
    /// Reads fields up to the first empty line. A line that is neither field
    /// nor continuation is passed over if the header goes on behind it;
    /// otherwise the body begins there, without its empty line.
    pub(crate) fn parse(bytes: &'a [u8]) -> Self {
        let mut this = Self::default();
        let mut at = if bytes.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        // Where the value of the last field begins, to be extended by continuations.
        let mut open: Option<(&'a [u8], usize, usize)> = None;
        while let Some(line) = Line::at(bytes, at) {
            let text = line.text(bytes);
            if text.is_empty() {
                at = line.next;
                break;
            }
            if matches!(text.first(), Some(b' ' | b'\t')) {
                if let Some((_, _, end)) = &mut open {
                    *end = line.end;
                }
            } else if let Some(colon) = field_colon(text) {
                this.close(bytes, open);
                let name = text.get(..colon).unwrap_or_default().trim_ascii_end();
                open = Some((name, line.start + colon + 1, line.end));
            } else if !is_mbox_separator(text, at) && !header_goes_on(bytes, line.next) {
                break;
            }
            at = line.next;
        }
        this.close(bytes, open);
        this.body_at = at.min(bytes.len());
        this
    }

    /// The fields of that name (in lower case), in their order.
    pub(crate) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Field<'a>> {
        self.fields
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// All fields, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter()
    }

    fn close(&mut self, bytes: &'a [u8], open: Option<(&'a [u8], usize, usize)>) {
        if let Some((name, start, end)) = open
            && self.fields.len() < COUNT_LIMIT
        {
            let value = bytes.get(start..end).unwrap_or_default();
            self.fields.push(Field { name, value });
        }
    }
}

/// A line of `bytes`, by offsets: its text without and with its end.
struct Line {
    start: usize,
    end: usize,
    next: usize,
}

impl Line {
    fn at(bytes: &[u8], start: usize) -> Option<Self> {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let (length, next) = match rest.iter().position(|&byte| byte == b'\n') {
            Some(length) => (length, start + length + 1),
            None => (rest.len(), bytes.len()),
        };
        let text = rest.get(..length).unwrap_or_default();
        let trimmed = text
            .iter()
            .rposition(|&byte| byte != b'\r')
            .map_or(0, |last| last + 1);
        Some(Self {
            start,
            end: start + trimmed,
            next,
        })
    }

    fn text<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// Where the colon after a field name stands (RFC 5322 §2.2, and §4.5's space before it).
fn field_colon(line: &[u8]) -> Option<usize> {
    let colon = line.iter().take(256).position(|&byte| byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|byte| matches!(byte, 33..=126));
    is_name.then_some(colon)
}

/// `From somebody date`, with which an mbox file separates messages.
fn is_mbox_separator(line: &[u8], at: usize) -> bool {
    at == 0 && (line.starts_with(b"From ") || line.starts_with(b">From "))
}

/// Whether a field follows before the next empty line.
fn header_goes_on(bytes: &[u8], mut at: usize) -> bool {
    for _ in 0..LOOKAHEAD_LINES {
        let Some(line) = Line::at(bytes, at) else {
            return false;
        };
        let text = line.text(bytes);
        if text.is_empty() {
            return false;
        }
        if field_colon(text).is_some() {
            return true;
        }
        at = line.next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(bytes: &[u8]) -> (Vec<String>, &[u8]) {
        let fields = Fields::parse(bytes);
        let names = fields
            .fields
            .iter()
            .map(|field| {
                let name = String::from_utf8_lossy(field.name);
                format!("{name}={}", String::from_utf8_lossy(&field.unfolded(99)))
            })
            .collect();
        (names, &bytes[fields.body_at..])
    }

    #[test]
    fn fields_are_unfolded_and_the_body_begins_after_the_empty_line() {
        let (fields, body) = names(b"A: 1\r\n 2\r\n\t3\r\nB :x\r\n\r\nbody\r\n");
        assert_eq!(fields, ["A=1 2 3", "B=x"]);
        assert_eq!(body, b"body\r\n");
    }

    #[test]
    fn damage_in_the_header_costs_that_line_alone() {
        let (fields, body) = names(b"From me Mon\nA: 1\ngarbage\nB: 2\n\nbody");
        assert_eq!(
            (fields, body),
            (vec!["A=1".into(), "B=2".into()], &b"body"[..])
        );
        let (fields, body) = names(b"A: 1\nThis is a body.\n\nYes: it is.");
        assert_eq!(fields, ["A=1"]);
        assert_eq!(body, b"This is a body.\n\nYes: it is.");
        let (fields, _) = names(b" folded\r\nA: 1\r\n\r\r\nB: 2");
        assert_eq!(fields, ["A=1"]);
        assert_eq!(names(b"\xEF\xBB\xBFA: 1").0, ["A=1"]);
        assert_eq!(names(b"").0.len(), 0);
    }
}
