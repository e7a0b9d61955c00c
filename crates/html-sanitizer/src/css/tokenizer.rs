//! The tokenizer of CSS Syntax Level 3, section 4.3.

use std::borrow::Cow;

use super::token::Token;

/// All tokens of `source`.
pub(crate) fn tokenize(source: &str) -> Vec<Token<'_>> {
    let mut tokenizer = Tokenizer {
        source,
        position: 0,
    };
    std::iter::from_fn(|| tokenizer.token()).collect()
}

struct Tokenizer<'a> {
    source: &'a str,
    position: usize,
}

impl<'a> Tokenizer<'a> {
    fn token(&mut self) -> Option<Token<'a>> {
        self.skip_comments();
        let c = self.peek()?;
        Some(match c {
            c if is_space(c) => {
                self.take_while(is_space);
                Token::Whitespace
            }
            '"' | '\'' => self.string(c),
            '#' if self.is_name_at(1) => {
                self.advance();
                Token::Hash(self.name())
            }
            '@' if self.is_ident_at(1) => {
                self.advance();
                Token::AtKeyword(self.name())
            }
            c if c.is_ascii_digit() || self.is_number_at(0) => self.numeric(),
            _ if self.rest().starts_with("-->") || self.rest().starts_with("<!--") => {
                self.position += if c == '-' { 3 } else { 4 };
                Token::CommentMark
            }
            _ if self.is_ident_at(0) => self.ident_like(),
            c => {
                self.advance();
                match c {
                    '(' | '[' | '{' => Token::Open(c),
                    ')' | ']' | '}' => Token::Close(c),
                    ':' => Token::Colon,
                    ';' => Token::Semicolon,
                    ',' => Token::Comma,
                    c => Token::Delimiter(c),
                }
            }
        })
    }

    fn skip_comments(&mut self) {
        while let Some(comment) = self.rest().strip_prefix("/*") {
            self.position += match comment.find("*/") {
                Some(end) => end + 4,
                None => self.rest().len(),
            };
        }
    }

    fn string(&mut self, quote: char) -> Token<'a> {
        self.advance();
        let start = self.position;
        self.take_while(|c| c != quote && !is_newline(c) && c != '\\' && c != '\0');
        let plain = self.since(start);
        if self.peek().is_none_or(|c| c == quote) {
            self.advance();
            return Token::String(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while let Some(c) = self.peek() {
            match c {
                c if c == quote => {
                    self.advance();
                    break;
                }
                c if is_newline(c) => return Token::Bad,
                '\\' => match self.peek_at(1) {
                    None => self.advance(),
                    Some(c) if is_newline(c) => {
                        self.advance();
                        if self.rest().starts_with("\r\n") {
                            self.advance();
                        }
                        self.advance();
                    }
                    Some(_) => text.push(self.escape()),
                },
                c => {
                    text.push(if c == '\0' {
                        char::REPLACEMENT_CHARACTER
                    } else {
                        c
                    });
                    self.advance();
                }
            }
        }
        Token::String(Cow::Owned(text))
    }

    fn numeric(&mut self) -> Token<'a> {
        let start = self.position;
        if matches!(self.peek(), Some('+' | '-')) {
            self.advance();
        }
        self.take_while(|c| c.is_ascii_digit());
        if self.peek() == Some('.') && self.peek_at(1).is_some_and(|c| c.is_ascii_digit()) {
            self.advance();
            self.take_while(|c| c.is_ascii_digit());
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.peek_at(1), Some('+' | '-')));
            if self.peek_at(1 + sign).is_some_and(|c| c.is_ascii_digit()) {
                self.position += 1 + sign;
                self.take_while(|c| c.is_ascii_digit());
            }
        }
        let number = self.since(start);
        if self.is_ident_at(0) {
            Token::Dimension(number, self.name())
        } else if self.peek() == Some('%') {
            self.advance();
            Token::Percentage(number)
        } else {
            Token::Number(number)
        }
    }

    fn ident_like(&mut self) -> Token<'a> {
        let name = self.name();
        if self.peek() != Some('(') {
            return Token::Ident(name);
        }
        self.advance();
        if !name.eq_ignore_ascii_case("url") {
            return Token::Function(name);
        }
        let quoted = self
            .rest()
            .trim_start_matches(is_space)
            .starts_with(['"', '\'']);
        if quoted {
            Token::Function(name)
        } else {
            self.url()
        }
    }

    fn url(&mut self) -> Token<'a> {
        self.take_while(is_space);
        let start = self.position;
        self.take_while(|c| is_url_character(c) && c != '\0');
        let plain = self.since(start);
        let mut escaped: Option<String> = None;
        loop {
            match self.peek() {
                None | Some(')') => {
                    self.advance();
                    break;
                }
                Some(c) if is_space(c) => {
                    self.take_while(is_space);
                    if !matches!(self.peek(), None | Some(')')) {
                        return self.bad_url();
                    }
                }
                Some('\\') if self.is_escape_at(0) => {
                    let c = self.escape();
                    escaped.get_or_insert_with(|| plain.to_owned()).push(c);
                }
                Some('\0') => {
                    self.advance();
                    let text = escaped.get_or_insert_with(|| plain.to_owned());
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                Some(c) if is_url_character(c) => {
                    self.advance();
                    escaped.get_or_insert_with(|| plain.to_owned()).push(c);
                }
                Some(_) => return self.bad_url(),
            }
        }
        Token::Url(escaped.map_or(Cow::Borrowed(plain), Cow::Owned))
    }

    fn bad_url(&mut self) -> Token<'a> {
        while let Some(c) = self.peek() {
            if self.is_escape_at(0) {
                self.escape();
                continue;
            }
            self.advance();
            if c == ')' {
                break;
            }
        }
        Token::Bad
    }

    fn name(&mut self) -> Cow<'a, str> {
        let start = self.position;
        self.take_while(is_name_character);
        let plain = self.since(start);
        if !self.is_escape_at(0) && self.peek() != Some('\0') {
            return Cow::Borrowed(plain);
        }
        let mut name = plain.to_owned();
        while let Some(c) = self.peek() {
            if self.is_escape_at(0) {
                name.push(self.escape());
            } else if is_name_character(c) || c == '\0' {
                name.push(if c == '\0' {
                    char::REPLACEMENT_CHARACTER
                } else {
                    c
                });
                self.advance();
            } else {
                break;
            }
        }
        Cow::Owned(name)
    }

    /// Consumes a backslash and what it escapes (section 4.3.7).
    fn escape(&mut self) -> char {
        self.advance();
        let start = self.position;
        while self.position - start < 6 && self.peek().is_some_and(|c| c.is_ascii_hexdigit()) {
            self.advance();
        }
        let digits = self.since(start);
        if digits.is_empty() {
            let c = self.peek().unwrap_or(char::REPLACEMENT_CHARACTER);
            self.advance();
            return if c == '\0' {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            };
        }
        if self.rest().starts_with("\r\n") {
            self.position += 2;
        } else if self.peek().is_some_and(is_space) {
            self.advance();
        }
        match u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32)
        {
            None | Some('\0') => char::REPLACEMENT_CHARACTER,
            Some(c) => c,
        }
    }

    /// Whether an identifier would start `ahead` characters on (section 4.3.9).
    fn is_ident_at(&self, ahead: usize) -> bool {
        match self.peek_at(ahead) {
            Some('-') => {
                self.peek_at(ahead + 1)
                    .is_some_and(|c| c == '-' || is_name_start(c))
                    || self.is_escape_at(ahead + 1)
            }
            Some('\\') => self.is_escape_at(ahead),
            Some(c) => is_name_start(c),
            None => false,
        }
    }

    fn is_name_at(&self, ahead: usize) -> bool {
        self.peek_at(ahead).is_some_and(is_name_character) || self.is_escape_at(ahead)
    }

    /// Whether a number would start `ahead` characters on (section 4.3.10).
    fn is_number_at(&self, ahead: usize) -> bool {
        let digit = |ahead| self.peek_at(ahead).is_some_and(|c| c.is_ascii_digit());
        match self.peek_at(ahead) {
            Some('+' | '-') => {
                digit(ahead + 1) || self.peek_at(ahead + 1) == Some('.') && digit(ahead + 2)
            }
            Some('.') => digit(ahead + 1),
            Some(c) => c.is_ascii_digit(),
            None => false,
        }
    }

    fn is_escape_at(&self, ahead: usize) -> bool {
        self.peek_at(ahead) == Some('\\') && self.peek_at(ahead + 1).is_none_or(|c| !is_newline(c))
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.position..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'a str {
        self.source.get(start..self.position).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.rest().chars().nth(ahead)
    }

    fn advance(&mut self) {
        self.position += self.peek().map_or(0, char::len_utf8);
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.position += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0c')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t') || is_newline(c)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c >= '\u{80}' || c == '\0'
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{80}'
}

fn is_url_character(c: char) -> bool {
    !is_space(c)
        && !matches!(c, '"' | '\'' | '(' | ')' | '\\' | '\x01'..='\x08' | '\x0b' | '\x0e'..='\x1f' | '\x7f')
}

#[cfg(test)]
mod tests {
    use super::super::token::Token::{self, *};
    use super::tokenize;

    #[test]
    fn tokens_are_those_of_the_standard() {
        let table: [(&str, &[Token<'_>]); 15] = [
            ("a--b", &[Ident("a--b".into())]),
            (r"\75\72 l(x)", &[Url("x".into())]),
            (r"\0000e9 t", &[Ident("ét".into())]),
            (
                "url( 'x' )",
                &[
                    Function("url".into()),
                    Whitespace,
                    String("x".into()),
                    Whitespace,
                    Close(')'),
                ],
            ),
            ("url(a b)c", &[Bad, Ident("c".into())]),
            ("url(a", &[Url("a".into())]),
            ("'a\\'b\\\nc'", &[String("a'bc".into())]),
            ("'a\nb", &[Bad, Whitespace, Ident("b".into())]),
            ("+.5e3px", &[Dimension("+.5e3", "px".into())]),
            ("50%", &[Percentage("50")]),
            ("1e3", &[Number("1e3")]),
            ("#fff", &[Hash("fff".into())]),
            ("@\\69mport", &[AtKeyword("import".into())]),
            ("a/* ; */b", &[Ident("a".into()), Ident("b".into())]),
            ("<!---->", &[CommentMark, CommentMark]),
        ];
        for (source, expected) in table {
            assert_eq!(tokenize(source), expected, "{source}");
        }
    }

    #[test]
    fn an_escape_that_is_a_letter_is_that_letter() {
        assert_eq!(tokenize(r"u\rl(x)"), [Url("x".into())]);
        assert_eq!(tokenize(r"u\52l(x)"), [Url("x".into())]);
    }

    #[test]
    fn comments_without_end_and_lone_backslashes_end_with_the_text() {
        assert_eq!(tokenize("/* x"), []);
        assert_eq!(tokenize("\\"), [Ident("\u{fffd}".into())]);
    }
}
