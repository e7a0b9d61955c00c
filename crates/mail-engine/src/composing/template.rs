//! Placeholders of templates: `{date}`, `{name}`. What nobody knows stays as it
//! stands, for the person to fill in.

use mail_model::{Address, Letter, Phrase};

/// The longest name of a placeholder.
const LONGEST: usize = 40;

/// Where the cursor goes once a template is put in.
pub const TEMPLATE_CURSOR: &str = "{cursor}";

/// What stands for the placeholders of a template. What is empty is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateWords {
    /// The day's date: `{date}`.
    pub date: String,
    /// What the recipient is called: `{name}`, and of that `{first_name}`.
    pub name: String,
    /// The recipient's address: `{address}`.
    pub address: String,
    /// What the letter is about: `{subject}`.
    pub subject: String,
    /// Who writes: `{me}`.
    pub me: String,
}

impl TemplateWords {
    /// What a letter tells. Where several get it, it speaks to the first.
    pub fn of(letter: &Letter, date: String) -> Self {
        let recipient = letter.to.first().cloned().unwrap_or_default();
        let from = &letter.from;
        Self {
            date,
            name: recipient.name.trim().to_owned(),
            address: recipient.address,
            subject: letter.subject.trim().to_owned(),
            me: label(from).trim().to_owned(),
        }
    }

    /// A text with its placeholders filled in as far as they are known.
    /// [`TEMPLATE_CURSOR`] stays.
    pub fn fill(&self, text: &str) -> String {
        fill(text, &|name| self.known(name))
    }

    /// The same in text or markup.
    pub fn fill_phrase(&self, phrase: &Phrase) -> Phrase {
        match phrase {
            Phrase::Text(text) => Phrase::Text(self.fill(text)),
            Phrase::Html(html) => {
                let known = |name: &str| self.known(name);
                let escaped = |name: &str| known(name).map(|value| super::quote::escaped(&value));
                Phrase::Html(fill(html, &escaped))
            }
        }
    }

    fn known(&self, name: &str) -> Option<String> {
        let value = match name {
            "date" => self.date.as_str(),
            "name" => &self.name,
            "first_name" => first(&self.name),
            "address" => &self.address,
            "subject" => &self.subject,
            "me" => &self.me,
            "cursor" => TEMPLATE_CURSOR,
            _ => "",
        };
        (!value.is_empty()).then(|| value.to_owned())
    }
}

fn label(address: &Address) -> &str {
    match address.name.trim() {
        "" => &address.address,
        name => name,
    }
}

/// What a person is called by those who know them: of `Ada Lovelace` and of
/// `Lovelace, Ada` it is `Ada`.
fn first(name: &str) -> &str {
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    given.split_whitespace().next().unwrap_or_default()
}

/// A text with what `known` knows in the place of its names, in lower case.
fn fill(text: &str, known: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let named = behind.split_once('}');
        let named = named.filter(|(name, _)| name.len() <= LONGEST && !name.contains('{'));
        let filled = named.and_then(|(name, after)| {
            let name = name.trim().to_lowercase();
            Some((known(&name)?, after))
        });
        match filled {
            Some((value, after)) => {
                out.push_str(&value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> TemplateWords {
        let address = |name: &str, address: &str| Address {
            name: name.to_owned(),
            address: address.to_owned(),
        };
        let letter = Letter {
            from: address("", "me@example.org"),
            to: vec![
                address(name, "ada@example.org"),
                address("Eve", "e@x.example"),
            ],
            subject: " Tides".to_owned(),
            ..Letter::default()
        };
        TemplateWords::of(&letter, "1 June <2026>".to_owned())
    }

    #[test]
    fn what_is_known_is_filled_in_and_all_else_stays() {
        let known = words("Lovelace, Ada");
        for (text, filled) in [
            ("On {date}, {nobody}", "On 1 June <2026>, {nobody}"),
            ("{ Date }{date", "1 June <2026>{date"),
            ("{{date}}", "{1 June <2026>}"),
            ("{}", "{}"),
            ("Dear {first_name},", "Dear Ada,"),
            ("{name} <{address}>", "Lovelace, Ada <ada@example.org>"),
            (
                "{Subject}: { CURSOR }\n{me}",
                "Tides: {cursor}\nme@example.org",
            ),
        ] {
            assert_eq!(known.fill(text), filled);
        }
        let html = known.fill_phrase(&Phrase::Html("<p>{date}</p>".to_owned()));
        assert_eq!(html, Phrase::Html("<p>1 June &lt;2026&gt;</p>".to_owned()));
    }

    #[test]
    fn who_is_not_known_stays_to_be_filled_in() {
        assert_eq!(words("Ada King Lovelace").fill("{first_name}"), "Ada");
        assert_eq!(words(" ").fill("{name}{first_name}"), "{name}{first_name}");
        let nobody = TemplateWords::default();
        let all = "{date}{name}{first_name}{address}{subject}{me}";
        assert_eq!(nobody.fill(all), all);
    }

    #[test]
    fn a_name_that_looks_like_a_placeholder_is_not_filled_in_again() {
        assert_eq!(words("{subject}").fill("{name}"), "{subject}");
    }
}
