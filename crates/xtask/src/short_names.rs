//! Short names between a module and its bindings.
//!
//! The generator ends each name in a hash, which does not compress and stands
//! in both files: a few kilobytes before the page can start.

use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// What the generator calls its own.
const PREFIXES: [&str; 3] = ["__wbg_", "__wbindgen_", "__wasm_bindgen_"];

/// Long names, and what they have become.
#[derive(Default)]
pub(crate) struct ShortNames(BTreeMap<String, String>);

impl ShortNames {
    /// Shortens a name of the generator's; others stay.
    pub(crate) fn shorten(&mut self, name: &mut String) {
        if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
            let next = format!("${}", self.0.len());
            *name = self.0.entry(std::mem::take(name)).or_insert(next).clone();
        }
    }

    /// The bindings, with the same names. Names of their own stay.
    ///
    /// # Errors
    /// When the bindings use a short name for something else.
    pub(crate) fn replace_in(&self, bindings: &str) -> Result<String> {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let mut replaced = String::with_capacity(bindings.len());
        let mut rest = bindings;
        while let Some(start) = rest.find(is_name) {
            let (between, from_name) = rest.split_at(start);
            let end = from_name.find(|c| !is_name(c)).unwrap_or(from_name.len());
            let (name, behind) = from_name.split_at(end);
            if self.0.values().any(|short| short == name) {
                bail!("the bindings call something {name} already");
            }
            replaced.push_str(between);
            replaced.push_str(self.0.get(name).map_or(name, String::as_str));
            rest = behind;
        }
        replaced.push_str(rest);
        Ok(replaced)
    }
}

#[cfg(test)]
mod tests {
    use super::ShortNames;

    #[test]
    fn module_and_bindings_get_the_same_short_names() {
        let mut names = ShortNames::default();
        let mut import = "__wbg_add_1f9d".to_owned();
        let mut export = "__wbindgen_export".to_owned();
        let mut memory = "memory".to_owned();
        for name in [&mut import, &mut export, &mut memory] {
            names.shorten(name);
        }
        assert_eq!([&*import, &*export, &*memory], ["$0", "$1", "memory"]);
        let bindings = "{__wbg_add_1f9d: wasm.__wbindgen_export(wasm.memory), __wbindgen_export2}";
        assert_eq!(
            names.replace_in(bindings).unwrap(),
            "{$0: wasm.$1(wasm.memory), __wbindgen_export2}"
        );
    }

    #[test]
    fn a_short_name_that_is_taken_is_refused() {
        let mut names = ShortNames::default();
        names.shorten(&mut "__wbg_add_1f9d".to_owned());
        assert!(names.replace_in("let $0 = 1;").is_err());
    }
}
