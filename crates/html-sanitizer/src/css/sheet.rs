//! Style sheets: rules and `@media`; every other at-rule is passed over.

use super::token::Token;
use super::{block_end, declaration, find_outside_blocks, media, selector};
use crate::remote::References;
use crate::{Excess, limits};

/// Writes the rules among `tokens` to `out` and adds their number to `count`.
///
/// Calls itself for `@media` only; the nesting was limited before.
pub(super) fn rules(
    tokens: &[Token<'_>],
    references: &mut References<'_>,
    count: &mut usize,
    out: &mut String,
) -> Result<(), Excess> {
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if matches!(
            first,
            Token::Whitespace | Token::CommentMark | Token::Semicolon
        ) {
            rest = after;
            continue;
        }
        let at_rule = match first {
            Token::AtKeyword(name) => Some(name),
            _ => None,
        };
        let brace = find_outside_blocks(rest, |token| {
            *token == Token::Open('{') || at_rule.is_some() && *token == Token::Semicolon
        });
        let (prelude, from_brace) = rest.split_at(brace);
        if from_brace.first() != Some(&Token::Open('{')) {
            rest = from_brace.get(1..).unwrap_or_default();
            continue;
        }
        let end = block_end(from_brace, 0);
        let block = from_brace.get(1..end).unwrap_or_default();
        rest = from_brace.get(end + 1..).unwrap_or_default();
        match at_rule {
            Some(name) if name.eq_ignore_ascii_case("media") => {
                let query = media::query(prelude.get(1..).unwrap_or_default());
                let mut inner = String::new();
                rules(block, references, count, &mut inner)?;
                if let Some(query) = query
                    && !inner.is_empty()
                {
                    out.push_str(&format!("@media {query}{{{inner}}}"));
                }
            }
            Some(_) => {}
            None => style_rule(prelude, block, references, count, out)?,
        }
    }
    Ok(())
}

fn style_rule(
    prelude: &[Token<'_>],
    block: &[Token<'_>],
    references: &mut References<'_>,
    count: &mut usize,
    out: &mut String,
) -> Result<(), Excess> {
    let selectors = selector::selectors(prelude);
    let declarations = declaration::declarations(block, references);
    if selectors.is_empty() || declarations.is_empty() {
        return Ok(());
    }
    *count += selectors.len();
    if *count > limits::CSS_RULES {
        return Err(Excess::Css);
    }
    out.push_str(&format!("{}{{{declarations}}}", selectors.join(",")));
    Ok(())
}
