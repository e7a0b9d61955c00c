//! What whoever runs this installation has set for all, as the proxy wrote it into
//! the page.

use crate::dom::document;
use mail_engine::Ruling;
use relay_protocol::SETTING_META;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// All of it.
pub(crate) fn ruling() -> Ruling {
    let mut ruling = Ruling::default();
    let Ok(found) = document().query_selector_all(&format!("meta[name={SETTING_META}]")) else {
        return ruling;
    };
    for index in 0..found.length() {
        let meta = found
            .item(index)
            .and_then(|meta| meta.dyn_into::<Element>().ok());
        if let Some(meta) = meta {
            let line = meta.get_attribute("content").unwrap_or_default();
            ruling.add(&line, meta.has_attribute("data-locked"));
        }
    }
    ruling
}

#[cfg(test)]
mod tests {
    use mail_engine::Settings;
    use relay_protocol::{SETTINGS, SettingValue};

    /// What the proxy lets an admin write must mean something to the account.
    #[test]
    fn every_value_that_may_be_given_is_understood_and_written_alike() {
        for setting in SETTINGS {
            let values: Vec<String> = match setting.value {
                SettingValue::Switch => vec!["yes".to_owned(), "no".to_owned()],
                SettingValue::OneOf(words) => words.iter().map(|&word| word.to_owned()).collect(),
                SettingValue::SomeOf(words) => vec![
                    "none".to_owned(),
                    words.join(" "),
                    words.first().copied().unwrap_or_default().to_owned(),
                ],
                SettingValue::Number(least, most) => vec![least.to_string(), most.to_string()],
            };
            for value in values {
                let line = format!("{} {value}", setting.name);
                let read = Settings::from_text(&line).to_text();
                assert!(
                    read.lines().any(|written| written == line),
                    "{line}\n{read}"
                );
            }
        }
    }
}
