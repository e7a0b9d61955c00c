//! Placeholders of templates: `{date}`. What nobody knows stays as it stands, for
//! the person to fill in.

use mail_model::Phrase;

/// The longest name of a placeholder.
const LONGEST: usize = 40;

/// What is known when a message is begun.
pub(super) fn known(name: &str, date: &str) -> Option<String> {
    (name == "date" && !date.is_empty()).then(|| date.to_owned())
}

/// A text with its placeholders filled in as far as `known` knows them, by their
/// names in lower case.
pub(super) fn fill(text: &str, known: &dyn Fn(&str) -> Option<String>) -> String {
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

/// The same in text or markup.
pub(super) fn fill_phrase(phrase: &Phrase, known: &dyn Fn(&str) -> Option<String>) -> Phrase {
    match phrase {
        Phrase::Text(text) => Phrase::Text(fill(text, known)),
        Phrase::Html(html) => {
            let escaped = |name: &str| known(name).map(|value| super::quote::escaped(&value));
            Phrase::Html(fill(html, &escaped))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_all_else_stays() {
        let known = |name: &str| known(name, "1 June <2026>");
        for (text, filled) in [
            ("On {date}, {name}", "On 1 June <2026>, {name}"),
            ("{ Date }{date", "1 June <2026>{date"),
            ("{{date}}", "{1 June <2026>}"),
            ("{}", "{}"),
        ] {
            assert_eq!(fill(text, &known), filled);
        }
        let html = fill_phrase(&Phrase::Html("<p>{date}</p>".to_owned()), &known);
        assert_eq!(html, Phrase::Html("<p>1 June &lt;2026&gt;</p>".to_owned()));
    }
}
