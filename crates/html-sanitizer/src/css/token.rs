//! The tokens of CSS Syntax Level 3, section 4, and how each is written down.

use std::borrow::Cow;

/// A token, with its escapes resolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Ident(Cow<'a, str>),
    /// `name(`
    Function(Cow<'a, str>),
    /// `@name`
    AtKeyword(Cow<'a, str>),
    /// `#name`
    Hash(Cow<'a, str>),
    String(Cow<'a, str>),
    /// `url(` without quotes; the address.
    Url(Cow<'a, str>),
    Number(&'a str),
    Percentage(&'a str),
    /// A number and its unit.
    Dimension(&'a str, Cow<'a, str>),
    Delimiter(char),
    Whitespace,
    Colon,
    Semicolon,
    Comma,
    /// `(`, `[` or `{`
    Open(char),
    /// `)`, `]` or `}`
    Close(char),
    /// `<!--` or `-->`, which style sheets ignore between rules.
    CommentMark,
    /// A string or address that breaks off.
    Bad,
}

impl Token<'_> {
    /// Whether this opens a block, and with what it closes.
    pub(crate) fn closer(&self) -> Option<char> {
        match self {
            Self::Function(_) | Self::Open('(') => Some(')'),
            Self::Open('[') => Some(']'),
            Self::Open(_) => Some('}'),
            _ => None,
        }
    }
}

/// Writes `text` as a string in single quotes, so that nothing in it can end
/// the string, the style attribute or the style element around it.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' | '<' | '>' | '&' | '`' | '\0'..='\x1f' | '\x7f' => {
                out.push_str(&format!("\\{:x} ", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
}

/// Whether `text` can stand as an identifier without any escape.
pub(crate) fn is_plain_ident(text: &str) -> bool {
    let start = text.strip_prefix('-').unwrap_or(text);
    start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
