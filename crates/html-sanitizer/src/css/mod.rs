//! CSS in, CSS out that can neither fetch, cover, leave its place nor run.
//!
//! [`tokenizer`] reads by CSS Syntax Level 3; [`sheet`], [`selector`],
//! [`media`] and [`declaration`] understand what the tokens say; [`property`]
//! and [`value`] know what may be said. All is written anew from tokens that
//! were understood: no byte of the source is passed on unread.

mod declaration;
mod media;
mod property;
mod selector;
mod sheet;
mod token;
mod tokenizer;
mod value;

use self::token::Token;
use crate::remote::{References, RemoteKind};
use crate::{Excess, limits};

pub(crate) use self::selector::{WRAPPER, own_name};
pub(crate) use self::token::write_string;

/// Reads a message's CSS, all of it within one budget.
pub(crate) struct Styles {
    bytes: usize,
    written: usize,
    rules: usize,
    /// Whether blocks may stand in one line (`display`).
    pub(crate) joins_blocks: bool,
    /// Whether elements may vanish between what is around them and what is in them.
    pub(crate) opens_boxes: bool,
    /// Whether any element may be a cell of a table.
    pub(crate) makes_cells: bool,
    /// Whether what stands in a line may have a direction of its own (`unicode-bidi`).
    pub(crate) isolates: bool,
}

impl Styles {
    pub(crate) fn new() -> Self {
        Self {
            bytes: 0,
            written: 0,
            rules: 0,
            joins_blocks: false,
            opens_boxes: false,
            makes_cells: false,
            isolates: false,
        }
    }

    /// The declarations of a style attribute, in normal form.
    pub(crate) fn attribute(
        &mut self,
        source: &str,
        references: &mut References<'_>,
    ) -> Result<String, Excess> {
        let tokens = self.tokens(source, 0, references)?;
        self.written(declaration::declarations(&tokens, references))
    }

    /// The rules of a style element with its `media` attribute, in normal form.
    pub(crate) fn element(
        &mut self,
        source: &str,
        media: &str,
        references: &mut References<'_>,
    ) -> Result<String, Excess> {
        let media = match media.trim() {
            "" => None,
            media => Some(media),
        };
        let tokens = self.tokens(source, usize::from(media.is_some()), references)?;
        let mut out = String::new();
        sheet::rules(&tokens, references, &mut self.rules, &mut out)?;
        if let Some(media) = media
            && !out.is_empty()
        {
            out = match media::query(&tokenizer::tokenize(media)) {
                Some(query) => format!("@media {query}{{{out}}}"),
                None => String::new(),
            };
        }
        self.written(out)
    }

    /// Counts what is written, which may be longer than what was read: reading
    /// it again is to be within the limits too.
    fn written(&mut self, css: String) -> Result<String, Excess> {
        self.written += css.len().saturating_sub(embedded_in(&css));
        if self.written > limits::CSS_BYTES {
            return Err(Excess::Css);
        }
        for display in css.split("display:").skip(1) {
            let end = display.find([';', '}', '!']).unwrap_or(display.len());
            match display.get(..end).unwrap_or_default() {
                "inline" => self.joins_blocks = true,
                "contents" => (self.joins_blocks, self.opens_boxes) = (true, true),
                "table-cell" => self.makes_cells = true,
                _ => {}
            }
        }
        self.isolates |= css.contains("unicode-bidi:");
        Ok(css)
    }

    fn tokens<'a>(
        &mut self,
        source: &'a str,
        nested_in: usize,
        references: &mut References<'_>,
    ) -> Result<Vec<Token<'a>>, Excess> {
        // Images inside CSS are not what the limit is for.
        if source.len() > limits::CSS_BYTES && !source.contains("data:") {
            return Err(Excess::Css);
        }
        let tokens = tokenizer::tokenize(source);
        let images: usize = tokens.iter().map(embedded_bytes).sum();
        self.bytes += source.len().saturating_sub(images);
        if self.bytes > limits::CSS_BYTES || nested_in + nesting(&tokens) > limits::CSS_NESTING {
            return Err(Excess::Css);
        }
        count_remote(&tokens, references);
        Ok(tokens)
    }
}

fn embedded_bytes(token: &Token<'_>) -> usize {
    match token {
        Token::Url(text) | Token::String(text) if text.starts_with("data:") => text.len(),
        _ => 0,
    }
}

/// Bytes of images within CSS that was written here.
fn embedded_in(css: &str) -> usize {
    css.split("url('data:")
        .skip(1)
        .map(|rest| rest.find('\'').unwrap_or(rest.len()))
        .sum()
}

/// How deep braces stand within braces.
fn nesting(tokens: &[Token<'_>]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for token in tokens {
        match token {
            Token::Open('{') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Token::Close('}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Counts each address in `tokens`, whether or not what it stands in survives.
fn count_remote(tokens: &[Token<'_>], references: &mut References<'_>) {
    let mut kind = RemoteKind::Background;
    for token in tokens {
        match token {
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                kind = RemoteKind::StyleSheet;
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("font-face") => {
                kind = RemoteKind::Font;
            }
            Token::Semicolon if kind == RemoteKind::StyleSheet => kind = RemoteKind::Background,
            Token::Close('}') => kind = RemoteKind::Background,
            Token::Url(address) | Token::String(address) => references.count(kind, address),
            _ => {}
        }
    }
}

/// The place of the token that closes the block which `tokens[open]` opens, or
/// the end of the tokens.
fn block_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut closers = Vec::new();
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if let Some(closer) = token.closer() {
            closers.push(closer);
        } else if let Token::Close(closer) = token
            && closers.last() == Some(closer)
        {
            closers.pop();
            if closers.is_empty() {
                return index;
            }
        }
    }
    tokens.len()
}

/// The place of the first token outside of any block that is `wanted`, or the
/// end of the tokens.
fn find_outside_blocks(tokens: &[Token<'_>], wanted: impl Fn(&Token<'_>) -> bool) -> usize {
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if wanted(token) {
            return index;
        }
        index = if token.closer().is_some() {
            block_end(tokens, index) + 1
        } else {
            index + 1
        };
    }
    tokens.len()
}
