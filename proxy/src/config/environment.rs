//! Each key by the environment: `PORTHOLE_LIMITS__RELAYS=500` is
//! `relays = 500` under `[limits]`.

use toml::{Table, Value};

const PREFIX: &str = "PORTHOLE_";
/// What stands between the parts of a key, as `.` does in TOML.
const SEPARATOR: &str = "__";
/// Read elsewhere: the path of the configuration itself.
const NOT_A_KEY: &str = "PORTHOLE_CONFIG";

/// One variable that sets one key.
#[derive(Debug)]
pub(super) struct Override {
    /// The variable's name, for errors.
    pub(super) variable: String,
    path: Vec<String>,
    text: String,
}

/// Those of `environment` that set keys, in the order of their names.
pub(super) fn overrides(environment: impl IntoIterator<Item = (String, String)>) -> Vec<Override> {
    let mut overrides: Vec<Override> = environment
        .into_iter()
        .filter(|(variable, _)| variable != NOT_A_KEY)
        .filter_map(|(variable, text)| {
            let path = variable
                .strip_prefix(PREFIX)?
                .split(SEPARATOR)
                .map(str::to_ascii_lowercase)
                .collect();
            Some(Override {
                variable,
                path,
                text,
            })
        })
        .collect();
    overrides.sort_by(|one, other| one.variable.cmp(&other.variable));
    overrides
}

impl Override {
    /// What the variable's text may mean: first a TOML value (`25`, `true`,
    /// `["a", "b"]`), then the text itself.
    pub(super) fn readings(&self) -> Vec<Value> {
        let as_toml = toml::from_str::<Table>(&format!("value = {}", self.text))
            .ok()
            .filter(|table| table.len() == 1)
            .and_then(|mut table| table.remove("value"));
        as_toml
            .into_iter()
            .chain([Value::String(self.text.clone())])
            .collect()
    }

    /// Sets the key in `table` to `value`. False when a part of the path is
    /// no table there.
    pub(super) fn apply(&self, table: &mut Table, value: Value) -> bool {
        let Some((key, parents)) = self.path.split_last() else {
            return false;
        };
        let mut place = table;
        for parent in parents {
            let entry = place
                .entry(parent.clone())
                .or_insert_with(|| Value::Table(Table::new()));
            let Value::Table(inner) = entry else {
                return false;
            };
            place = inner;
        }
        place.insert(key.clone(), value);
        true
    }
}
