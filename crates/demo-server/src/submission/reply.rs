//! What is said back, and how a path is read.

/// A reply (RFC 5321 §4.2), with its enhanced code (RFC 3463) in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    code: u16,
    lines: Vec<String>,
}

impl Reply {
    /// A reply of one line.
    pub(super) fn new(code: u16, text: &str) -> Self {
        Self::lines(code, &[text])
    }

    /// A reply as a test words it: `451 4.7.1 Later`.
    pub(super) fn planned(words: &str) -> Self {
        let (code, text) = words.split_once(' ').unwrap_or((words, ""));
        Self::new(code.parse().unwrap_or(500), text)
    }

    /// A reply of several lines.
    pub(super) fn lines(code: u16, lines: &[&str]) -> Self {
        Self {
            code,
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
        }
    }

    /// All lines but the last have a hyphen behind the code.
    pub(super) fn write_to(&self, output: &mut Vec<u8>) {
        for (index, line) in self.lines.iter().enumerate() {
            let is_last = index + 1 == self.lines.len();
            let mark = if is_last { ' ' } else { '-' };
            output.extend_from_slice(format!("{}{mark}{line}\r\n", self.code).as_bytes());
        }
    }
}

/// `FROM:<address> parameters` or `TO:<address> parameters`: the address, which
/// may be empty, and the parameters (RFC 5321 §4.1.2).
pub(super) fn path<'a>(argument: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = argument.get(..keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let rest = argument.get(keyword.len()..)?.strip_prefix('<')?;
    rest.split_once('>')
}
