//! A message as the text that the page fills.

use crate::NUMBER;
use crate::catalog::{Message, Mistake};
use fluent_syntax::ast::{
    Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use std::fmt::Write as _;

/// Languages whose texts run from right to left.
const RIGHT_TO_LEFT: [&str; 1] = ["ar"];

/// How the names of messages begin that are sent to others, or written into files.
const LEAVES_THE_PAGE: [&str; 5] = [
    "answer-subject",
    "answer-told",
    "answer-file",
    "compose-",
    "receipt-",
];

/// Around what is put into a text that runs the other way, so that it keeps its own
/// direction and does not turn what stands around it (UAX #9, X5c and X6a).
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

struct Encoder<'a> {
    message: &'a Message,
    variables: &'a [String],
    language: &'a str,
    isolates: bool,
}

pub(crate) fn encode(
    message: &Message,
    variables: &[String],
    language: &str,
) -> Result<String, Mistake> {
    let leaves = LEAVES_THE_PAGE
        .iter()
        .any(|one| message.id.starts_with(one));
    let encoder = Encoder {
        message,
        variables,
        language,
        isolates: RIGHT_TO_LEFT.contains(&language) && !leaves,
    };
    encoder.pattern(message.pattern(), true)
}

impl Encoder<'_> {
    fn mistake(&self, what: &str) -> Mistake {
        Mistake(format!("{}: {} {what}", self.language, self.message.id))
    }

    fn pattern(&self, pattern: &Pattern<String>, may_choose: bool) -> Result<String, Mistake> {
        let mut out = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value }
                | PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::StringLiteral { value }),
                } => out.push_str(self.text(value)?),
                PatternElement::Placeable {
                    expression: Expression::Inline(inline),
                } => {
                    let (index, name) = self.index(inline)?;
                    let isolated = self.isolates && name != NUMBER;
                    out.extend(isolated.then_some(ISOLATE.0));
                    let _ = write!(out, "\u{1}{index}");
                    out.extend(isolated.then_some(ISOLATE.1));
                }
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } if may_choose => {
                    let (index, _) = self.index(selector)?;
                    let _ = write!(out, "\u{2}{index}{}\u{5}", self.variants(variants)?);
                }
                PatternElement::Placeable { .. } => {
                    return Err(self.mistake("chooses within a choice"));
                }
            }
        }
        Ok(out)
    }

    fn variants(&self, variants: &[Variant<String>]) -> Result<String, Mistake> {
        let mut out = Vec::new();
        for variant in variants {
            let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                &variant.key;
            let key = if variant.default { "" } else { key };
            let text = self.pattern(&variant.value, false)?;
            out.push(format!("{key}\u{3}{text}"));
        }
        Ok(out.join("\u{4}"))
    }

    fn text<'a>(&self, text: &'a str) -> Result<&'a str, Mistake> {
        match text.contains(|c: char| c.is_control()) {
            true => Err(self.mistake("goes over several lines")),
            false => Ok(text),
        }
    }

    fn index<'a>(&self, inline: &'a InlineExpression<String>) -> Result<(usize, &'a str), Mistake> {
        let InlineExpression::VariableReference { id } = inline else {
            return Err(self.mistake("uses what is no variable"));
        };
        let name = id.name.as_str();
        let index = self.variables.iter().position(|known| known == name);
        let index = index.filter(|index| *index < 10);
        let index = index.ok_or_else(|| self.mistake(&format!("has no argument {name}")))?;
        Ok((index, name))
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

    fn phrase(language: &str, text: &str) -> String {
        let catalog = Catalog::read(language, text, "").unwrap();
        let message = catalog.messages.first().unwrap();
        message.phrase(&message.variables, language).unwrap()
    }

    #[test]
    fn a_phrase_names_its_arguments_by_number() {
        assert_eq!(phrase("en", "a = Hello\n"), "Hello");
        assert_eq!(
            phrase("en", "a = { $one } and { $two }{\"!\"}\n"),
            "\u{1}0 and \u{1}1!"
        );
        assert_eq!(
            phrase(
                "en",
                "a = { $count ->\n    [0] none\n    [one] one\n   *[other] { $count }\n}\n"
            ),
            "\u{2}00\u{3}none\u{4}one\u{3}one\u{4}\u{3}\u{1}0\u{5}"
        );
    }

    #[test]
    fn what_is_put_into_arabic_keeps_its_own_direction() {
        assert_eq!(
            phrase("ar", "a = x { $name }\n"),
            "x \u{2068}\u{1}0\u{2069}"
        );
        assert_eq!(phrase("ar", "receipt-a = x { $name }\n"), "x \u{1}0");
    }
}
