//! Selectors (Selectors Level 4): types, classes, ids and a few pseudo-classes,
//! each confined to the message by the wrapper's class before it.
//!
//! The sender's class and id names get a prefix, here and in the attributes
//! that they meet, so that they can name nothing outside of the message.

use std::borrow::Cow;

use super::token::{Token, is_plain_ident};
use crate::limits;

/// The class of the element that stands for the message's body.
pub(crate) const WRAPPER: &str = "m-body";
const PREFIX: &str = "m-";

const PSEUDO_CLASSES: &[&str] = &[
    "active",
    "empty",
    "first-child",
    "first-of-type",
    "focus",
    "hover",
    "last-child",
    "last-of-type",
    "link",
    "only-child",
    "only-of-type",
    "visited",
];
const COUNTING_PSEUDO_CLASSES: &[&str] = &[
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
];

/// The name that a class or id of the sender's gets; none if it is too odd.
pub(crate) fn own_name(name: &str) -> Option<Cow<'_, str>> {
    // What has the prefix already is as long as it was without.
    let said = name.strip_prefix(PREFIX).unwrap_or(name);
    // With a combinator after it, a last hyphen would look like a comment's end.
    let legal = (1..=64).contains(&said.len())
        && !name.ends_with('-')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    match legal {
        false => None,
        true if name.starts_with(PREFIX) => Some(Cow::Borrowed(name)),
        true => Some(Cow::Owned(format!("{PREFIX}{name}"))),
    }
}

/// Those of a rule's selectors that are understood, in normal form.
pub(super) fn selectors(prelude: &[Token<'_>]) -> Vec<String> {
    prelude
        .split(|token| *token == Token::Comma)
        .filter_map(selector)
        .take(limits::SELECTORS)
        .collect()
}

/// A compound selector, after the combinator before it.
struct Compound {
    combinator: char,
    text: String,
    /// It stands for the body, or for what is above it.
    is_body: bool,
}

fn selector(tokens: &[Token<'_>]) -> Option<String> {
    let mut compounds: Vec<Compound> = Vec::new();
    let mut rest = tokens;
    while let Some((combinator, after)) = combinator(rest, compounds.is_empty())? {
        let (compound, after) = compound(combinator, after)?;
        rest = after;
        // `html body` is one wrapper, not one within another.
        if compound.is_body && compounds.last().is_some_and(|last| last.is_body) {
            compounds.pop();
        }
        compounds.push(compound);
        if compounds.len() > limits::COMPOUNDS {
            return None;
        }
    }
    let mut compounds = compounds.into_iter();
    let first = compounds.next()?;
    let mut out = if first.is_body {
        first.text
    } else {
        format!(".{WRAPPER} {}", first.text)
    };
    for (place, compound) in compounds.enumerate() {
        // The wrapper's siblings are not the message's.
        if place == 0 && first.is_body && "+~".contains(compound.combinator) {
            return None;
        }
        out.push(compound.combinator);
        out.push_str(&compound.text);
    }
    Some(out)
}

/// The combinator at the start of `tokens`, and what follows it: the outer none
/// if there is a wrong one, the inner none at the end.
#[expect(
    clippy::option_option,
    reason = "the end of a selector is not an error in it"
)]
fn combinator<'t, 'a>(
    tokens: &'t [Token<'a>],
    is_first: bool,
) -> Option<Option<(char, &'t [Token<'a>])>> {
    let trimmed = skip_whitespace(tokens);
    let (explicit, after) = match trimmed.split_first() {
        None => return Some(None),
        Some((Token::Delimiter(c @ ('>' | '+' | '~')), after)) => {
            (Some(*c), skip_whitespace(after))
        }
        Some(_) => (None, trimmed),
    };
    match explicit {
        Some(_) if is_first => None,
        Some(c) => Some(Some((c, after))),
        None if is_first || trimmed.len() < tokens.len() => Some(Some((' ', after))),
        None => None,
    }
}

fn skip_whitespace<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let Some((Token::Whitespace, after)) = tokens.split_first() {
        tokens = after;
    }
    tokens
}

fn compound<'t, 'a>(
    combinator: char,
    tokens: &'t [Token<'a>],
) -> Option<(Compound, &'t [Token<'a>])> {
    let mut text = String::new();
    let mut is_body = false;
    let mut rest = tokens;
    match rest.split_first() {
        Some((Token::Ident(name), after)) => {
            let name = name.to_ascii_lowercase();
            if !is_type(&name) {
                return None;
            }
            is_body = matches!(name.as_str(), "html" | "body");
            if !is_body {
                text.push_str(&name);
            }
            rest = after;
        }
        Some((Token::Delimiter('*'), after)) => {
            text.push('*');
            rest = after;
        }
        _ => {}
    }
    loop {
        rest = match rest {
            [Token::Delimiter('.'), Token::Ident(name), after @ ..] => {
                let name = own_name(name)?;
                if name == WRAPPER {
                    is_body = true;
                } else {
                    text.push_str(&format!(".{name}"));
                }
                after
            }
            // Written so by those who feared a client that kept no classes.
            [Token::Open('['), Token::Ident(attribute), rest @ ..]
                if attribute.eq_ignore_ascii_case("class") =>
            {
                let rest = rest.strip_prefix(&[Token::Delimiter('~')]).unwrap_or(rest);
                let [
                    Token::Delimiter('='),
                    Token::Ident(name) | Token::String(name),
                    Token::Close(']'),
                    after @ ..,
                ] = rest
                else {
                    return None;
                };
                let name = own_name(name).filter(|name| name != WRAPPER)?;
                text.push_str(&format!(".{name}"));
                after
            }
            [Token::Hash(name), after @ ..] => {
                text.push_str(&format!("#{}", own_name(name)?));
                after
            }
            [Token::Colon, Token::Ident(name), after @ ..] => {
                let name = name.to_ascii_lowercase();
                if name == "root" {
                    is_body = true;
                } else if PSEUDO_CLASSES.contains(&name.as_str()) {
                    text.push_str(&format!(":{name}"));
                } else {
                    return None;
                }
                after
            }
            [Token::Colon, Token::Function(name), after @ ..] => {
                let name = name.to_ascii_lowercase();
                let end = after.iter().position(|token| *token == Token::Close(')'))?;
                let (pattern, after) = after.split_at(end);
                if !COUNTING_PSEUDO_CLASSES.contains(&name.as_str()) {
                    return None;
                }
                text.push_str(&format!(":{name}({})", counting_pattern(pattern)?));
                after.get(1..).unwrap_or_default()
            }
            _ => break,
        };
    }
    if is_body {
        // A type cannot stand after the class that now says what it is.
        let conditions = text.trim_start_matches(|c: char| c == '*' || c.is_ascii_alphanumeric());
        text = format!(".{WRAPPER}{conditions}");
    }
    (!text.is_empty()).then_some((
        Compound {
            combinator,
            text,
            is_body,
        },
        rest,
    ))
}

fn is_type(name: &str) -> bool {
    name.len() <= 16
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `odd`, `2n+1` and the like (CSS Syntax, section 6), in normal form.
fn counting_pattern(tokens: &[Token<'_>]) -> Option<String> {
    let mut words = Vec::new();
    for token in tokens {
        match token {
            Token::Whitespace => {}
            Token::Ident(name) if is_plain_ident(name) => words.push(name.to_ascii_lowercase()),
            Token::Number(number) => words.push((*number).to_owned()),
            Token::Dimension(number, unit) if is_plain_ident(unit) => {
                words.push(format!("{number}{}", unit.to_ascii_lowercase()));
            }
            Token::Delimiter(c @ ('+' | '-')) => words.push(c.to_string()),
            _ => return None,
        }
    }
    (1..=3).contains(&words.len()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::tokenizer::tokenize;
    use super::selectors;

    #[test]
    fn selectors_stay_within_the_wrapper() {
        let table = [
            ("TD.Header > a:hover", ".m-body td.m-Header>a:hover"),
            ("body", ".m-body"),
            ("html > body p", ".m-body p"),
            (":root #outlook a", ".m-body #m-outlook a"),
            ("body.wide td", ".m-body.m-wide td"),
            ("*", ".m-body *"),
            (".m-body td.m-x", ".m-body td.m-x"),
            ("tr:nth-child( 2n+1 )", ".m-body tr:nth-child(2n +1)"),
            ("a+b~i", ".m-body a+b~i"),
            ("td[class=wide] a", ".m-body td.m-wide a"),
            ("[class~='wide'].b", ".m-body .m-wide.m-b"),
            ("[class*=wide]", ""),
            ("[class='a b']", ""),
            ("[class=m-body] p", ""),
            ("p, [x], a:not(p), h1", ".m-body p,.m-body h1"),
            ("body + div", ""),
            (".m-body ~ div", ""),
            ("> p", ""),
            ("a::before", ""),
            ("div:has(p)", ""),
            ("a\\<b", ""),
            (".a\\:b", ""),
            ("#a-->p", ""),
            (".a--b", ".m-body .m-a--b"),
        ];
        for (source, expected) in table {
            assert_eq!(selectors(&tokenize(source)).join(","), expected, "{source}");
        }
    }

    #[test]
    fn a_selector_of_many_parts_is_dropped() {
        assert!(selectors(&tokenize(&"* ".repeat(100))).is_empty());
    }
}
