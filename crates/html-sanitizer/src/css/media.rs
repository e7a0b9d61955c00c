//! Media queries (Media Queries Level 4), as far as they ask for size, colour
//! scheme and the like.

use super::token::{Token, is_plain_ident};

/// The query in normal form; none if anything in it is out of place.
pub(super) fn query(tokens: &[Token<'_>]) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0_usize;
    for token in tokens {
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
            ("(width < 600px)", None),
            ("screen and (", None),
            ("url(x)", None),
        ];
        for (source, expected) in table {
            assert_eq!(query(&tokenize(source)).as_deref(), expected, "{source}");
        }
    }
}
