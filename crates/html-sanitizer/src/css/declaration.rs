//! Lists of declarations, in style attributes and in rules.

use super::token::Token;
use super::{find_outside_blocks, property, value};
use crate::profile::Profile;
use crate::remote::References;

/// Those of the declarations that are known and whose values are understood,
/// in normal form: `name:value;name:value`.
pub(super) fn declarations(tokens: &[Token<'_>], references: &mut References<'_>) -> String {
    let mut out = String::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let end = find_outside_blocks(rest, |token| *token == Token::Semicolon);
        let (declaration, after) = rest.split_at(end);
        rest = after.get(1..).unwrap_or_default();
        if let Some((name, value)) = parse(declaration, references) {
            if !out.is_empty() {
                out.push(';');
            }
            out.push_str(name);
            out.push(':');
            out.push_str(&value);
        }
    }
    out
}

fn parse(
    declaration: &[Token<'_>],
    references: &mut References<'_>,
) -> Option<(&'static str, String)> {
    let mut words = declaration
        .iter()
        .enumerate()
        .filter(|(_, t)| **t != Token::Whitespace);
    let (_, Token::Ident(name)) = words.next()? else {
        return None;
    };
    let (colon, Token::Colon) = words.next()? else {
        return None;
    };
    let (name, grammar) = property::known(&name.to_ascii_lowercase())?;
    if references.profile == Profile::Paste && !property::PASTED.contains(&name) {
        return None;
    }
    let (tokens, important) = split_important(declaration.get(colon + 1..)?);
    let mut value = value::write(tokens, grammar, references)?;
    if important {
        value.push_str("!important");
    }
    Some((name, value))
}

/// The value without `!important`, and whether that was there.
fn split_important<'t, 'a>(value: &'t [Token<'a>]) -> (&'t [Token<'a>], bool) {
    let mark = value
        .iter()
        .position(|token| *token == Token::Delimiter('!'));
    let Some((value, [_, mark @ ..])) = mark.map(|mark| value.split_at(mark)) else {
        return (value, false);
    };
    let mut words = mark.iter().filter(|token| **token != Token::Whitespace);
    match (words.next(), words.next()) {
        (Some(Token::Ident(word)), None) if word.eq_ignore_ascii_case("important") => (value, true),
        _ => (&[], false),
    }
}
