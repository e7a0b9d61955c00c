//! What everybody's settings begin with, in the words in which accounts keep them.

use std::collections::BTreeMap;

use relay_protocol::{SETTINGS, Setting};
use serde::Deserialize;
use toml::Value;

use super::file::{FARTHEST_SUGGESTION, distance};

/// A setting that everybody begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenSetting {
    /// Its word.
    pub name: &'static str,
    /// What it is, as it stands in settings' text.
    pub value: String,
    /// Nobody changes it.
    pub is_locked: bool,
}

/// The table as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SettingsTable {
    default: BTreeMap<String, Value>,
    locked: Vec<String>,
}

/// Under which keys, and what is wrong there.
type Mistake = (Vec<String>, String);

impl SettingsTable {
    pub(super) fn given(&self) -> Result<Vec<GivenSetting>, Mistake> {
        let at = |keys: &[&str], problem: String| {
            let keys = [&["settings"], keys].concat();
            (keys.into_iter().map(str::to_owned).collect(), problem)
        };
        let mut given = Vec::new();
        for (name, value) in &self.default {
            let place = ["default", name.as_str()];
            let setting = known(name).ok_or_else(|| at(&place, unknown(name)))?;
            let value = text_of(value).filter(|value| setting.takes(value));
            let expected = || at(&place, format!("expected {}", setting.expected()));
            given.push(GivenSetting {
                name: setting.name,
                value: value.ok_or_else(expected)?,
                is_locked: self
                    .locked
                    .iter()
                    .any(|locked| known(locked) == Some(setting)),
            });
        }
        for name in &self.locked {
            let setting = known(name)
                .ok_or_else(|| at(&["locked"], format!("\"{name}\" {}", unknown(name))))?;
            if !given.iter().any(|given| given.name == setting.name) {
                let problem =
                    format!("\"{name}\" is locked, but `settings.default` does not say to what");
                return Err(at(&["locked"], problem));
            }
        }
        Ok(given)
    }
}

/// The setting of a name. Variables of the environment have no hyphens.
fn known(name: &str) -> Option<&'static Setting> {
    Setting::of(&name.replace('_', "-"))
}

/// A value as it stands in settings' text; `None` for what never does.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Boolean(true) => Some("yes".to_owned()),
        Value::Boolean(false) => Some("no".to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(all) if all.is_empty() => Some("none".to_owned()),
        Value::Array(all) => {
            let words: Option<Vec<_>> = all.iter().map(Value::as_str).collect();
            Some(words?.join(" "))
        }
        _ => None,
    }
}

fn unknown(name: &str) -> String {
    let known = SETTINGS.iter().map(|setting| setting.name);
    let closest = known
        .map(|known| (distance(name, known), known))
        .min()
        .filter(|(distance, _)| *distance <= FARTHEST_SUGGESTION);
    match closest {
        Some((_, known)) => format!("is no setting. Did you mean `{known}`?"),
        None => {
            let all: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
            format!("is no setting; there are {}", all.join(", "))
        }
    }
}
