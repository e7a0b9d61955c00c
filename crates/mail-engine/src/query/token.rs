//! Text → words, phrases and signs.

use super::LONGEST_QUERY;
use super::operator::Operator;
use core::ops::Range;

/// One word of a query, a phrase or a sign, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    /// Where the value begins, behind an operator.
    pub(super) value_at: usize,
    pub(super) kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Minus,
    Or,
    And,
    /// A word, a phrase or what an operator is about.
    Term(Option<Operator>, String),
}

/// Reads one after the other.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let end = text.char_indices().nth(LONGEST_QUERY);
        Self {
            text: end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text)),
            at: 0,
        }
    }
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
    /// A phrase, whose opening quotation mark stands here; without its end it goes
    /// on to the text's.
    fn phrase(&mut self) -> String {
        let mut phrase = String::new();
        let mut is_escaped = false;
        let start = self.at;
        for (at, c) in self.rest().char_indices().skip(1) {
            self.at = start + at + c.len_utf8();
            match c {
                '"' if !is_escaped => return phrase,
                '\\' if !is_escaped => {
                    is_escaped = true;
                    continue;
                }
                '"' | '\\' => phrase.push(c),
                c => {
                    if is_escaped {
                        phrase.push('\\');
                    }
                    phrase.push(if c.is_control() { ' ' } else { c });
                }
            }
            is_escaped = false;
        }
        self.at = self.text.len();
        phrase
    }
    /// Up to white space, a parenthesis or a quotation mark.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || c.is_control() || "()\"".contains(c);
        let end = rest.find(ends).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.rest();
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
        let (rest, start) = (self.rest(), self.at);
        let mut value_at = 0;
        let mut characters = rest.chars();
        let first = characters.next()?;
        let second = characters.next();
        let mark = |kind: TokenKind, lexer: &mut Self| {
            lexer.at += 1;
            kind
        };
        let kind = match first {
            '(' => mark(TokenKind::Open, self),
            ')' => mark(TokenKind::Close, self),
            '-' if second.is_some_and(|c| !is_blank(c) && c != ')') => mark(TokenKind::Minus, self),
            '"' => TokenKind::Term(None, self.phrase()),
            _ => match self.word() {
                "OR" => TokenKind::Or,
                "AND" => TokenKind::And,
                word => {
                    let operator = word.split_once(':').and_then(|(name, value)| {
                        value_at = name.len() + 1;
                        Some((Operator::parse(name)?, value))
                    });
                    match operator {
                        Some((operator, "")) if self.rest().starts_with('"') => {
                            TokenKind::Term(Some(operator), self.phrase())
                        }
                        Some((operator, value)) => {
                            TokenKind::Term(Some(operator), value.to_owned())
                        }
                        None => {
                            value_at = 0;
                            TokenKind::Term(None, word.to_owned())
                        }
                    }
                }
            },
        };
        Some(Token {
            range: start..self.at,
            value_at,
            kind,
        })
    }
}
