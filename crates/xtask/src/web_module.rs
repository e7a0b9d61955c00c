//! One WebAssembly module: its bindings, and its size brought down.

use crate::asset::{Asset, content_hash};
use crate::minify;
use crate::process;
use crate::setup;
use crate::short_names::ShortNames;
use crate::split_module::SplitModule;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::time::Duration;
use wasm_bindgen_cli_support::Bindgen;

/// What rustc emits for wasm32 by default; stripped modules do not say it of themselves.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Part of the cache's key: raised when this file makes something else of the same input.
const RECIPE: &[u8] = b"4";

/// Inlining what is called once makes fewer bytes, but ones that compress worse.
const SHRINKING: [&str; 6] = [
    "-Oz",
    "--converge",
    "--gufa-optimizing",
    "--one-caller-inline-max-function-size=0",
    "--strip-debug",
    "--strip-producers",
];

const SHRINK_LIMIT: Duration = Duration::from_secs(10 * 60);

/// A module that a browser can load.
pub(crate) struct WebModule {
    /// The module.
    pub(crate) wasm: Vec<u8>,
    /// Its bindings: an ES module that exports, and does not start, it.
    bindings: String,
    /// The parts of it that come later: names and modules.
    pub(crate) later: Vec<(String, Vec<u8>)>,
}

impl WebModule {
    /// Makes the bindings of a compiled module and shrinks it. The result is
    /// kept in `target/`, under a hash of all that it was made from.
    pub(crate) fn bind(root: &Path, name: &str, compiled: &Path, fast: bool) -> Result<Self> {
        let bytes = std::fs::read(compiled)
            .with_context(|| format!("cannot read {}", compiled.display()))?;
        let shrinks = !fast && setup::find_wasm_opt(root).is_some();
        let key = content_hash(&[RECIPE, name.as_bytes(), &bytes, &[u8::from(shrinks)]]);
        let cache = root.join("target/xtask").join(key);
        if let Some(module) = Self::read(&cache) {
            return Ok(module);
        }
        let module = Self::generate(root, name, bytes, shrinks)?;
        module.keep(&cache)?;
        Ok(module)
    }

    /// The JavaScript to load: the bindings, and the line that starts the module.
    /// `loads` are functions that it is given, each of which loads a module
    /// and resolves to its exports once that has started.
    /// `later` are its own parts that come later, by their names.
    /// A `worker` is spoken to before its module is here: what it is told until
    /// then waits in a list named `early`.
    pub(crate) fn script(
        &self,
        wasm: &Asset,
        loads: &[(&str, &Asset)],
        later: &[(&str, &Asset)],
        is_worker: bool,
    ) -> String {
        // All of them lie side by side, wherever the app is served from.
        let loads: String = loads
            .iter()
            .map(|(name, script)| format!("const {name}=()=>import(\"./{}\");\n", script.file_name))
            .collect();
        let mut bindings = self.bindings.trim_end().to_owned();
        for (name, part) in later {
            bindings =
                bindings.replace(&format!("./{name}.wasm"), &format!("./{}", part.file_name));
        }
        let early = match is_worker {
            true => "self.early=[];onmessage=e=>early.push(e);\n",
            false => "",
        };
        format!(
            "{early}{loads}{bindings}\nawait __wbg_init({{module_or_path:new URL(\"{}\",import.meta.url)}});\n",
            wasm.file_name
        )
    }

    /// The bindings alone, for who starts the module on its own.
    pub(crate) fn bindings(&self) -> &str {
        &self.bindings
    }

    fn generate(root: &Path, name: &str, bytes: Vec<u8>, shrinks: bool) -> Result<Self> {
        let split = SplitModule::cut(&bytes, &root.join("target/xtask/split").join(name))?;
        let first = match &split {
            Some(split) => split.first.clone(),
            None => bytes,
        };
        let mut output = Bindgen::new()
            .input_bytes(name, first)
            .web(true)?
            // The parts that come later share the memory and the functions' table.
            .keep_lld_exports(split.is_some())
            .typescript(false)
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate_output()
            .with_context(|| format!("cannot generate the bindings of {name}"))?;
        // A crate that could bring files is listed even if it brings none.
        let has_snippets = output.snippets().values().any(|files| !files.is_empty());
        if has_snippets || !output.local_modules().is_empty() {
            bail!(
                "{name} depends on JavaScript files of a crate, which would need names and hashes of their own: {:?}",
                output.snippets()
            );
        }
        let bindings = minify::script(output.js());
        let module = output.wasm_mut();
        let mut names = ShortNames::default();
        for import in module.imports.iter_mut() {
            names.shorten(&mut import.name);
        }
        for export in module.exports.iter_mut() {
            names.shorten(&mut export.name);
        }
        let mut bindings = names.replace_in(&bindings)?;
        let mut wasm = module.emit_wasm();
        let mut later = Vec::new();
        if let Some(split) = split {
            bindings = minify::script(&split.link_into(&bindings)?);
            later = split.later;
        }
        if shrinks {
            wasm = shrink(root, name, &wasm)?;
            for (name, wasm) in &mut later {
                *wasm = shrink(root, name, wasm)?;
            }
        }
        Ok(Self {
            wasm,
            bindings,
            later,
        })
    }

    fn read(cache: &Path) -> Option<Self> {
        let mut later = Vec::new();
        for entry in std::fs::read_dir(cache.join("later")).ok()? {
            let path = entry.ok()?.path();
            let name = path.file_stem()?.to_str()?.to_owned();
            later.push((name, std::fs::read(path).ok()?));
        }
        later.sort();
        Some(Self {
            wasm: std::fs::read(cache.join("module.wasm")).ok()?,
            bindings: std::fs::read_to_string(cache.join("bindings.js")).ok()?,
            later,
        })
    }

    fn keep(&self, cache: &Path) -> Result<()> {
        // Made beside its place and moved there, so that half a result is never found.
        let unfinished = cache.with_extension("unfinished");
        std::fs::create_dir_all(unfinished.join("later"))?;
        for (name, wasm) in &self.later {
            std::fs::write(unfinished.join("later").join(format!("{name}.wasm")), wasm)?;
        }
        std::fs::write(unfinished.join("module.wasm"), &self.wasm)?;
        std::fs::write(unfinished.join("bindings.js"), &self.bindings)?;
        if cache.exists() {
            std::fs::remove_dir_all(cache)?;
        }
        std::fs::rename(unfinished, cache).context("cannot keep a module in target/xtask")
    }
}

fn shrink(root: &Path, name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
    let mut wasm_opt = setup::find_wasm_opt(root).context("wasm-opt has gone")?;
    let folder = root.join("target/xtask");
    std::fs::create_dir_all(&folder)?;
    let before = folder.join(format!("{name}.before.wasm"));
    let after = folder.join(format!("{name}.after.wasm"));
    std::fs::write(&before, wasm)?;
    println!("    wasm-opt shrinks {name}");
    process::run(
        wasm_opt
            .args(FEATURES)
            .args(SHRINKING)
            .arg(&before)
            .arg("-o")
            .arg(&after),
        SHRINK_LIMIT,
    )?;
    std::fs::read(&after).context("wasm-opt wrote nothing")
}
