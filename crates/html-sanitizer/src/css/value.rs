//! Values: token by token, each of a kind that the property's grammar knows.

use super::property::Grammar;
use super::token::{Token, is_plain_ident, write_string};
use crate::number::size;
use crate::remote::References;

const COLOUR_FUNCTIONS: &[&str] = &[
    "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "rgb", "rgba",
];
const MATH_FUNCTIONS: &[&str] = &["calc", "clamp", "max", "min"];
const GRADIENT_FUNCTIONS: &[&str] = &[
    "linear-gradient",
    "radial-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
];
/// Lengths and angles, with their size in CSS pixels where they are lengths.
/// Those of the window's height are missing: the frame's height follows its
/// content, which would follow the frame's height.
const UNITS: &[(&str, f64)] = &[
    ("ch", 8.0),
    ("cm", 37.8),
    ("deg", 0.0),
    ("em", 16.0),
    ("ex", 8.0),
    ("grad", 0.0),
    ("in", 96.0),
    ("mm", 3.78),
    ("pc", 16.0),
    ("pt", 1.34),
    ("px", 1.0),
    ("rad", 0.0),
    ("rem", 16.0),
    ("turn", 0.0),
    ("vw", 20.0),
];
/// How far, in CSS pixels, anything may stand out of its place.
const NEAR: f64 = 32.0;
/// No page is larger.
const LARGEST: f64 = 20_000.0;
/// Commas in a value: colours and their places in gradients have the most.
const COMMAS: usize = 120;
/// Shadows of one box or text, each of which is drawn by itself.
const SHADOWS: usize = 16;
/// Functions within functions.
const DEPTH: usize = 8;
const WORDS_FOR_ALL: &[&str] = &["inherit", "initial", "revert", "unset"];

/// The value in normal form; none if anything in it is not understood.
pub(super) fn write(
    tokens: &[Token<'_>],
    grammar: Grammar,
    references: &mut References<'_>,
) -> Option<String> {
    let mut writer = Writer {
        out: String::new(),
        grammar,
        functions: Vec::new(),
        commas: 0,
        shadows: 1,
    };
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = match address(rest) {
            Some((address, after)) => {
                writer.image(address, references)?;
                after
            }
            None => {
                writer.token(token)?;
                after
            }
        };
    }
    (writer.functions.is_empty() && !writer.out.is_empty()).then_some(writer.out)
}

/// The address at the start of `tokens`, bare or quoted, and what follows it.
fn address<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t str, &'t [Token<'a>])> {
    match tokens {
        [Token::Url(address), after @ ..] => Some((address, after)),
        [Token::Function(name), after @ ..] if name.eq_ignore_ascii_case("url") => {
            let after = skip_whitespace(after);
            let (Token::String(address), after) = after.split_first()? else {
                return None;
            };
            match skip_whitespace(after).split_first() {
                Some((Token::Close(')'), after)) => Some((address, after)),
                None => Some((address, &[])),
                Some(_) => None,
            }
        }
        _ => None,
    }
}

fn skip_whitespace<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let Some((Token::Whitespace, after)) = tokens.split_first() {
        tokens = after;
    }
    tokens
}

struct Writer {
    out: String,
    grammar: Grammar,
    /// The functions that are open, and whether each computes.
    functions: Vec<bool>,
    commas: usize,
    shadows: usize,
}

impl Writer {
    fn token(&mut self, token: &Token<'_>) -> Option<()> {
        match token {
            Token::Whitespace => {}
            Token::Ident(name) => self.ident(name)?,
            Token::Number(number) => {
                let size = size(number)?;
                // A bare number other than zero is no length.
                self.check(size, 0.0)?;
                self.word(number);
            }
            Token::Percentage(number) => {
                let size = size(number)?;
                self.check(size, 0.3)?;
                self.words(&[number, "%"]);
            }
            Token::Dimension(number, unit) => {
                let unit = unit.to_ascii_lowercase();
                let (_, pixels) = UNITS.iter().find(|(known, _)| *known == unit)?;
                self.check(size(number)?, *pixels)?;
                self.words(&[number, &unit]);
            }
            Token::Hash(digits) => {
                let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                if self.is_words() || !hex || ![3, 4, 6, 8].contains(&digits.len()) {
                    return None;
                }
                self.words(&["#", &digits.to_ascii_lowercase()]);
            }
            Token::String(text) if matches!(self.grammar, Grammar::Font) => {
                self.space();
                write_string(text, &mut self.out);
            }
            Token::Function(name) => self.function(&name.to_ascii_lowercase())?,
            Token::Open('(') if self.functions.last() == Some(&true) => {
                self.space();
                self.open(true)?;
            }
            Token::Close(')') => {
                self.functions.pop()?;
                self.out.push(')');
            }
            Token::Comma if !self.is_words() => {
                self.commas += 1;
                let is_shadow = matches!(self.grammar, Grammar::Near) && self.functions.is_empty();
                self.shadows += usize::from(is_shadow);
                if self.commas > COMMAS || self.shadows > SHADOWS {
                    return None;
                }
                self.out.push(',');
            }
            Token::Delimiter('/') if !self.is_words() => self.word("/"),
            Token::Delimiter(c @ ('+' | '-' | '*')) if self.functions.last() == Some(&true) => {
                self.word(&c.to_string());
            }
            _ => return None,
        }
        Some(())
    }

    fn ident(&mut self, name: &str) -> Option<()> {
        if matches!(self.grammar, Grammar::Font) {
            if !is_font_word(name) {
                return None;
            }
            self.word(name);
            return Some(());
        }
        let name = name.to_ascii_lowercase();
        let known = match self.grammar {
            Grammar::Words(words) => {
                words.contains(&name.as_str()) || WORDS_FOR_ALL.contains(&name.as_str())
            }
            _ => is_plain_ident(&name) && name != "expression",
        };
        known.then(|| self.word(&name))
    }

    fn function(&mut self, name: &str) -> Option<()> {
        let computes = MATH_FUNCTIONS.contains(&name);
        let allowed = match self.grammar {
            Grammar::Words(_) | Grammar::Font => false,
            // What is computed cannot be checked for staying near.
            Grammar::Near | Grammar::Outward => COLOUR_FUNCTIONS.contains(&name),
            Grammar::Plain => computes || COLOUR_FUNCTIONS.contains(&name),
            Grammar::Image => {
                computes || COLOUR_FUNCTIONS.contains(&name) || GRADIENT_FUNCTIONS.contains(&name)
            }
        };
        if !allowed {
            return None;
        }
        self.space();
        self.out.push_str(name);
        self.open(computes)
    }

    fn open(&mut self, computes: bool) -> Option<()> {
        self.out.push('(');
        self.functions.push(computes);
        (self.functions.len() <= DEPTH).then_some(())
    }

    fn image(&mut self, address: &str, references: &mut References<'_>) -> Option<()> {
        if !matches!(self.grammar, Grammar::Image) || !self.functions.is_empty() {
            return None;
        }
        self.space();
        match references.resolve_behind(address) {
            Some(address) => {
                self.out.push_str("url(");
                write_string(&address, &mut self.out);
                self.out.push(')');
            }
            // The colour beside the image is to stay.
            None => self.out.push_str("none"),
        }
        Some(())
    }

    /// Whether a number of this size may stand here, given what one is in pixels.
    fn check(&self, size: f64, pixels: f64) -> Option<()> {
        let in_colour = !self.functions.is_empty();
        let allowed = match self.grammar {
            Grammar::Words(_) => false,
            Grammar::Near if !in_colour => size.abs() * pixels <= NEAR,
            Grammar::Outward => (0.0..=LARGEST).contains(&size),
            _ => size.abs() <= LARGEST,
        };
        allowed.then_some(())
    }

    fn is_words(&self) -> bool {
        matches!(self.grammar, Grammar::Words(_))
    }

    fn word(&mut self, text: &str) {
        self.words(&[text]);
    }

    /// Writes the parts of one word.
    fn words(&mut self, parts: &[&str]) {
        self.space();
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn space(&mut self) {
        if !(self.out.is_empty() || self.out.ends_with(['(', ','])) {
            self.out.push(' ');
        }
    }
}

/// A word of a font's name may be of any script, but needs no escape.
fn is_font_word(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{a0}';
    name.chars().all(legal) && !name.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}
