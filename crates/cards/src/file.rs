//! Content lines as they are written, which iCalendar and vCard share.

/// A file that is being written.
#[derive(Debug, Default)]
pub(crate) struct File(pub(crate) String);

impl File {
    /// Writes a line, folded behind at most 75 octets (RFC 5545 §3.1).
    pub(crate) fn line(&mut self, head: &str, value: &str) {
        const LONGEST: usize = 75;
        let mut length = 0;
        let line = head.chars().chain([':']).chain(value.chars());
        for character in line.filter(|character| !character.is_control()) {
            if length + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A parameter's value between quotes (RFC 6868).
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("^'"),
            '^' => out.push_str("^^"),
            '\n' => out.push_str("^n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A text with its escapes (RFC 5545 §3.3.11).
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}
