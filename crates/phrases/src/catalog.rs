//! The messages of one language.

use crate::encode::encode;
use crate::{NUMBER, Part};
use core::fmt;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// What is wrong with a language's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake(pub(crate) String);

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl core::error::Error for Mistake {}

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name: `login-title`.
    pub id: String,
    /// Its variables, each once, in the order in which they first appear.
    pub variables: Vec<String>,
    pattern: Pattern<String>,
}

impl Message {
    /// The phrase, whose arguments come in the order of `variables`.
    pub fn phrase(&self, variables: &[String], language: &str) -> Result<String, Mistake> {
        encode(self, variables, language)
    }

    /// Its text without what is put in, for comparing: a choice counts with all of
    /// its variants.
    pub fn words(&self) -> String {
        let mut words = String::new();
        collect_words(&self.pattern, &mut words);
        words
    }

    /// The function that says it.
    pub fn function(&self) -> String {
        self.id.replace('-', "_")
    }

    pub(crate) fn pattern(&self) -> &Pattern<String> {
        &self.pattern
    }
}

/// All messages of a language.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The language, by its tag (RFC 5646).
    pub language: String,
    /// In the order in which they are numbered: of the reference, those that come
    /// first stand first.
    pub messages: Vec<Message>,
    /// How many of them come first.
    first: usize,
}

impl Catalog {
    /// Reads a language's file. `first` is the list of what comes first: a message's
    /// name a line, or how such names begin with `*` behind it.
    pub fn read(language: &str, text: &str, first: &str) -> Result<Self, Mistake> {
        let resource = fluent_syntax::parser::parse(text.to_owned())
            .map_err(|(_, errors)| Mistake(format!("{language}: {errors:?}")))?;
        let mut messages: Vec<Message> = Vec::new();
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Term(term) => {
                    let what = format!("{language}: -{} is a term", term.id.name);
                    return Err(Mistake(what));
                }
                _ => continue,
            };
            let id = message.id.name;
            let mistake = |what: &str| Mistake(format!("{language}: {id} {what}"));
            if messages.iter().any(|known| known.id == id) {
                return Err(mistake("stands there twice"));
            }
            let pattern = message.value.ok_or_else(|| mistake("has no value"))?;
            let mut variables = Vec::new();
            find_variables(&pattern, &mut variables)
                .map_err(|what| mistake(&format!("uses {what}")))?;
            messages.push(Message {
                id,
                variables,
                pattern,
            });
        }
        let comes_first = |message: &Message| {
            first.lines().map(str::trim).any(|line| {
                let begins = line.strip_suffix('*');
                begins.map_or(message.id == line, |begin| message.id.starts_with(begin))
            })
        };
        let (mut all, rest): (Vec<_>, Vec<_>) = messages.into_iter().partition(comes_first);
        let first = all.len();
        all.extend(rest);
        Ok(Self {
            language: language.to_owned(),
            messages: all,
            first,
        })
    }

    /// A message by its name.
    pub fn find(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// How many messages stand in a pack.
    pub fn count(&self, part: Part) -> usize {
        match part {
            Part::First => self.first,
            Part::Rest => self.messages.len() - self.first,
        }
    }

    /// What `language` says, one line for each message of this, the reference.
    pub fn pack(&self, language: &Self, part: Part) -> Result<String, Mistake> {
        let (first, rest) = self.messages.split_at(self.first);
        let messages = match part {
            Part::First => first,
            Part::Rest => rest,
        };
        let mut lines = Vec::new();
        for message in messages {
            lines.push(match language.find(&message.id) {
                Some(said) => said.phrase(&message.variables, &language.language)?,
                None => String::new(),
            });
        }
        Ok(lines.join("\n"))
    }
}

/// A pattern's variables; an error names what is none.
fn find_variables(pattern: &Pattern<String>, found: &mut Vec<String>) -> Result<(), String> {
    let mut add = |inline: &InlineExpression<String>| match inline {
        InlineExpression::VariableReference { id } => {
            if !found.contains(&id.name) {
                found.push(id.name.clone());
            }
            Ok(())
        }
        InlineExpression::StringLiteral { .. } => Ok(()),
        other => Err(format!("{other:?}")),
    };
    let mut inner = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => add(inline)?,
                Expression::Select { selector, variants } => {
                    for variant in variants {
                        find_variables(&variant.value, &mut inner)?;
                    }
                    for name in inner.drain(..) {
                        add(&InlineExpression::VariableReference {
                            id: fluent_syntax::ast::Identifier { name },
                        })?;
                    }
                    match selector {
                        InlineExpression::VariableReference { id } if id.name == NUMBER => {
                            add(selector)?;
                        }
                        other => return Err(format!("{other:?} to choose by")),
                    }
                }
            },
        }
    }
    Ok(())
}

fn collect_words(pattern: &Pattern<String>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => {
                for variant in variants {
                    collect_words(&variant.value, words);
                    words.push(' ');
                }
            }
            PatternElement::Placeable { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "later = Later\nlogin = Log in\n\
        files = { $name }: { $count ->\n    [one] one\n   *[other] { $count }\n}\n";

    fn catalog(language: &str, text: &str) -> Catalog {
        Catalog::read(language, text, "log*").unwrap()
    }

    #[test]
    fn what_comes_first_stands_first() {
        let english = catalog("en", ENGLISH);
        let ids: Vec<&str> = english.messages.iter().map(|m| m.id.as_str()).collect();
        assert_eq!(ids, ["login", "later", "files"]);
        assert_eq!(english.count(Part::First), 1);
        assert_eq!(english.count(Part::Rest), 2);
        assert_eq!(english.find("files").unwrap().variables, ["name", "count"]);
    }

    #[test]
    fn a_pack_has_a_line_for_each_message_of_the_reference() {
        let english = catalog("en", ENGLISH);
        let german = catalog(
            "de",
            "files = { $count ->\n    [one] eine\n   *[other] { $count }\n} in { $name }\n\
             unknown = x\nlogin = Anmelden\n",
        );
        let pack = |part| english.pack(&german, part).unwrap();
        assert_eq!(pack(Part::First), "Anmelden");
        // English has the name for its first argument, and so has German.
        let files = "\u{2}1one\u{3}eine\u{4}\u{3}\u{1}1\u{5} in \u{1}0";
        assert_eq!(pack(Part::Rest), format!("\n{files}"));
    }

    #[test]
    fn mistakes_are_named() {
        let mistake = |text: &str| Catalog::read("en", text, "").unwrap_err().0;
        assert!(mistake("a = 1\na = 2\n").contains("a stands there twice"));
        assert!(mistake("a = { b }\n").contains("a uses"));
        assert!(mistake("a = { $name ->\n   *[other] x\n}\n").contains("to choose by"));
        assert!(mistake("a\n").contains("en:"));
        let english = catalog("en", "a = { $name }\n");
        let german = catalog("de", "a = { $nmae }\n");
        let mistake = english.pack(&german, Part::Rest).unwrap_err();
        assert!(mistake.0.contains("nmae"), "{mistake}");
    }
}
