//! Media queries (Media Queries Level 4), as far as they ask for size, colour
//! scheme and the like.
//!
//! A range (section 2.4.3) is written in the words of the older form, which says
//! the same: no `<` is to stand in a style sheet.

use super::block_end;
use super::token::{Token, is_plain_ident};

/// The query in normal form; none if anything in it is out of place.
pub(super) fn query(tokens: &[Token<'_>]) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        if *token == Token::Open('(') {
            let end = block_end(rest, 0);
            let inside = rest.get(1..end).unwrap_or_default();
            if inside.iter().any(is_comparison) && !inside.contains(&Token::Open('(')) {
                word(&range(inside)?, &mut out);
                // One that breaks off closes nowhere.
                rest = rest.get(end + 1..)?;
                continue;
            }
        }
        rest = after;
        match token {
            Token::Whitespace => {}
            Token::Ident(name) if is_plain_ident(name) => {
                word(&name.to_ascii_lowercase(), &mut out);
            }
            Token::Number(number) => word(number, &mut out),
            Token::Dimension(number, unit) if is_plain_ident(unit) => {
                word(&format!("{number}{}", unit.to_ascii_lowercase()), &mut out);
            }
            Token::Open('(') => {
                depth += 1;
                word("(", &mut out);
            }
            Token::Close(')') => {
                depth = depth.checked_sub(1)?;
                out.push(')');
            }
            Token::Colon => out.push(':'),
            Token::Comma => out.push(','),
            Token::Delimiter('/') => out.push('/'),
            _ => return None,
        }
    }
    (depth == 0).then_some(out)
}

fn is_comparison(token: &Token<'_>) -> bool {
    matches!(token, Token::Delimiter('<' | '>' | '='))
}

/// How what stands on the left compares with what stands on the right.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Order {
    fn is_upwards(self) -> bool {
        matches!(self, Self::Less | Self::AtMost)
    }

    fn is_downwards(self) -> bool {
        matches!(self, Self::AtLeast | Self::More)
    }

    /// The same, said from the right.
    fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::Equal => Self::Equal,
            Self::AtLeast => Self::AtMost,
            Self::More => Self::Less,
        }
    }
}

/// What is compared: the name of a feature, or a value.
enum Operand {
    Feature(String),
    Value(String),
}

/// Features that have a range (sections 4 and 5, and appendix A).
const RANGED: &[&str] = &[
    "aspect-ratio",
    "color",
    "color-index",
    "device-aspect-ratio",
    "device-height",
    "device-width",
    "height",
    "monochrome",
    "resolution",
    "width",
];

/// `width >= 600px`, `400px < width <= 600px` and the like, in brackets.
fn range(tokens: &[Token<'_>]) -> Option<String> {
    let mut operands = Vec::new();
    let mut orders = Vec::new();
    let mut rest = tokens;
    loop {
        let end = rest.iter().position(is_comparison).unwrap_or(rest.len());
        let (one, after) = rest.split_at(end);
        operands.push(operand(one)?);
        let Some((sign, after)) = after.split_first() else {
            break;
        };
        // No white space may stand within a sign.
        let (with_equal, after) = match after.split_first() {
            Some((Token::Delimiter('='), after)) => (true, after),
            _ => (false, after),
        };
        orders.push(match (sign, with_equal) {
            (Token::Delimiter('<'), false) => Order::Less,
            (Token::Delimiter('<'), true) => Order::AtMost,
            (Token::Delimiter('>'), true) => Order::AtLeast,
            (Token::Delimiter('>'), false) => Order::More,
            (_, false) => Order::Equal,
            (_, true) => return None,
        });
        rest = after;
    }
    match (operands.as_slice(), orders.as_slice()) {
        ([Operand::Feature(name), Operand::Value(value)], [order]) => {
            Some(comparison(name, *order, value))
        }
        ([Operand::Value(value), Operand::Feature(name)], [order]) => {
            Some(comparison(name, order.turned(), value))
        }
        (
            [
                Operand::Value(from),
                Operand::Feature(name),
                Operand::Value(to),
            ],
            [one, other],
        ) if one.is_upwards() && other.is_upwards()
            || one.is_downwards() && other.is_downwards() =>
        {
            let from = comparison(name, one.turned(), from);
            Some(format!("({from} and {})", comparison(name, *other, to)))
        }
        _ => None,
    }
}

fn comparison(name: &str, order: Order, value: &str) -> String {
    match order {
        Order::Less => format!("(not (min-{name}:{value}))"),
        Order::AtMost => format!("(max-{name}:{value})"),
        Order::Equal => format!("({name}:{value})"),
        Order::AtLeast => format!("(min-{name}:{value})"),
        Order::More => format!("(not (max-{name}:{value}))"),
    }
}

fn operand(tokens: &[Token<'_>]) -> Option<Operand> {
    let mut words = tokens.iter().filter(|token| **token != Token::Whitespace);
    let first = words.next()?;
    let value = match first {
        Token::Ident(name) => {
            let name = name.to_ascii_lowercase();
            let is_feature = RANGED.contains(&name.as_str()) && words.next().is_none();
            return is_feature.then_some(Operand::Feature(name));
        }
        Token::Dimension(number, unit) if is_plain_ident(unit) => {
            format!("{number}{}", unit.to_ascii_lowercase())
        }
        Token::Number(number) => (*number).to_owned(),
        _ => return None,
    };
    match (first, words.next(), words.next(), words.next()) {
        (_, None, ..) => Some(Operand::Value(value)),
        // A ratio.
        (Token::Number(_), Some(Token::Delimiter('/')), Some(Token::Number(height)), None) => {
            Some(Operand::Value(format!("{value}/{height}")))
        }
        _ => None,
    }
}

/// Appends `text`, with a space before it unless punctuation stands there.
fn word(text: &str, out: &mut String) {
    if !(out.is_empty() || out.ends_with(['(', ':', ',', '/'])) {
        out.push(' ');
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::super::tokenizer::tokenize;
    use super::query;

    #[test]
    fn queries_are_brought_to_one_form() {
        let table = [
            (
                " only SCREEN and (max-width : 600px) ",
                Some("only screen and (max-width:600px)"),
            ),
            ("screen,print", Some("screen,print")),
            (
                "(min-aspect-ratio: 16 / 9)",
                Some("(min-aspect-ratio:16/9)"),
            ),
            ("(width >= 600px)", Some("(min-width:600px)")),
            ("(600PX>=Width)", Some("(max-width:600px)")),
            ("(height<=40em)", Some("(max-height:40em)")),
            ("(width < 600px)", Some("(not (min-width:600px))")),
            ("(600px < width)", Some("(not (max-width:600px))")),
            ("(width = 600px)", Some("(width:600px)")),
            (
                "(400px <= width <= 700px)",
                Some("((min-width:400px) and (max-width:700px))"),
            ),
            (
                "screen and (700px > width > 400px), print",
                Some("screen and ((not (min-width:700px)) and (not (max-width:400px))),print"),
            ),
            (
                "(min-width: 1px) and (aspect-ratio >= 16 / 9)",
                Some("(min-width:1px) and (min-aspect-ratio:16/9)"),
            ),
            ("not (width>=600px)", Some("not (min-width:600px)")),
            ("(400px <= width >= 700px)", None),
            ("(400px <= width = 700px)", None),
            ("(width < = 600px)", None),
            ("(width >== 600px)", None),
            ("(width == 600px)", None),
            ("(min-width >= 600px)", None),
            ("(hover >= 1)", None),
            ("(width >= height)", None),
            ("(1px <= 2px)", None),
            ("(width >= calc(1px + 2px))", None),
            ("(width >= 16/x)", None),
            ("(>= 1px)", None),
            ("width >= 600px", None),
            ("(width >= 600px", None),
            ("screen and (", None),
            ("url(x)", None),
        ];
        for (source, expected) in table {
            assert_eq!(query(&tokenize(source)).as_deref(), expected, "{source}");
            if let Some(settled) = expected {
                assert_eq!(query(&tokenize(settled)).as_deref(), expected, "{settled}");
            }
        }
    }
}
