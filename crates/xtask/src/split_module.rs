//! A module cut in parts: what the first screen needs, and what comes later.
//!
//! The compiler says which functions belong to a later part (`web/src/later.rs`)
//! and what refers to what. From that wasm-split finds out which functions and
//! data only that part needs, and moves them into a file of their own, which
//! shares the memory and the table of functions of the first.

use anyhow::{Context, Result, anyhow, bail};
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// The custom section, behind its name's length, of modules that say what in
/// them refers to what, as only those do that are meant to be cut.
const MARK: &[u8] = b"\x07linking";

/// How the bindings import what loads the later parts.
const LINK: &str = "./__wasm_split.js";

/// A compiled module, cut.
pub(crate) struct SplitModule {
    /// What is loaded first.
    pub(crate) first: Vec<u8>,
    /// What comes later: names and modules.
    pub(crate) later: Vec<(String, Vec<u8>)>,
    /// The JavaScript that loads it.
    link: String,
}

impl SplitModule {
    /// Cuts a module, in a folder of its own. `None` if it is all of one piece.
    pub(crate) fn cut(compiled: &[u8], folder: &Path) -> Result<Option<Self>> {
        if !compiled.windows(MARK.len()).any(|window| window == MARK) {
            return Ok(None);
        }
        std::fs::create_dir_all(folder)?;
        let first = folder.join("first.wasm");
        let mut options = Options::new(compiled);
        options.output_dir = folder;
        options.main_out_path = &first;
        options.link_name = LINK;
        let made = transform(options).map_err(|error| anyhow!("{error:?}"))?;
        let mut later = Vec::new();
        for path in &made.split_modules {
            let name = path
                .file_stem()
                .and_then(|name| name.to_str())
                .context("a part of a module has no name")?;
            later.push((name.to_owned(), std::fs::read(path)?));
        }
        later.sort();
        Ok(Some(Self {
            first: std::fs::read(&first)?,
            later,
            link: std::fs::read_to_string(folder.join(LINK))?,
        }))
    }

    /// The bindings with what loads the later parts in them, so that it is no
    /// request of its own.
    pub(crate) fn link_into(&self, bindings: &str) -> Result<String> {
        // One import for each function.
        let (mut stars, mut rest) = (Vec::new(), String::new());
        for line in bindings.lines() {
            match line.strip_prefix("import * as ") {
                Some(import) if import.contains(LINK) => {
                    stars.extend(import.split_whitespace().next());
                }
                _ => {
                    rest.push_str(line);
                    rest.push('\n');
                }
            }
        }
        if stars.is_empty() {
            bail!("the bindings load nothing later");
        }
        let (mut link, mut names) = (String::new(), Vec::new());
        for line in self.link.lines() {
            if line.starts_with("import ") {
                continue;
            }
            let line = match line.strip_prefix("export const ") {
                Some(definition) => {
                    names.extend(definition.split_whitespace().next());
                    line.trim_start_matches("export ")
                }
                None => line,
            };
            link.push_str(line);
            link.push('\n');
        }
        if names.is_empty() {
            bail!("there is nothing to load later");
        }
        let names = names.join(",");
        for star in stars {
            link.push_str(&format!("const {star}={{{names}}};\n"));
        }
        Ok(link + &rest)
    }
}

#[cfg(test)]
mod tests {
    use super::SplitModule;

    fn module() -> SplitModule {
        SplitModule {
            first: Vec::new(),
            later: Vec::new(),
            link: "import { initSync } from \"./main.js\";\n\
                   let shared = undefined;\n\
                   export const load_later = wrap(\n);\n"
                .to_owned(),
        }
    }

    #[test]
    fn what_loads_later_stands_in_the_bindings() {
        let bindings = "import * as import1 from './__wasm_split.js';\n\
                        import * as import2 from './__wasm_split.js';\nlet wasm;\n";
        assert_eq!(
            module().link_into(bindings).unwrap(),
            "let shared = undefined;\nconst load_later = wrap(\n);\n\
             const import1={load_later};\nconst import2={load_later};\nlet wasm;\n"
        );
    }

    #[test]
    fn bindings_that_load_nothing_later_are_refused() {
        assert!(module().link_into("let wasm;\n").is_err());
    }
}
