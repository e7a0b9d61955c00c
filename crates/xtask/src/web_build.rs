//! `dist/`: the browser's half, as the proxy embeds it.
//!
//! ```text
//! dist/index.html            names everything else
//! dist/assets/NAME-HASH.EXT  never changes under its name
//! ```
//!
//! Beside each file lies `.br` and `.gz` where that is smaller. A file's name
//! depends on its content, so they are made inside out: WebAssembly, then the
//! JavaScript that names it, then styles and languages, then the page that names
//! them all.

use crate::asset::{Asset, Compression, Dist};
use crate::minify;
use crate::packs;
use crate::process;
use crate::report::step;
use crate::web_module::WebModule;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The programs of crate `web`: the page's, its worker's, and what the worker
/// loads when it is needed. Each stands behind those that it loads.
const MODULES: [&str; 3] = ["app", "reader", "worker"];

/// What a program loads: the function that it calls for it, and the program.
const LOADS: [(&str, &str, &str); 1] = [("worker", "loadReader", "reader")];

/// The style sheets: what the login form needs, what the list needs behind it, and
/// what one reads and writes by.
const SHEETS: [&str; 3] = ["porthole.css", "desk.css", "later.css"];

/// Stands in the order of styles between one sheet and the next.
const BORDER: &str = "---";

const COMPILE_LIMIT: Duration = Duration::from_secs(30 * 60);

/// Makes `dist/`. With `fast`, larger and slower modules in a shorter time.
pub(crate) fn build(root: &Path, fast: bool) -> Result<()> {
    step("compile the page and its worker for the browser", || {
        compile(root, fast)
    })?;
    step("write dist/", || write_dist(root, fast))
}

/// Where cargo puts a module before it gets its bindings.
fn profile(fast: bool) -> &'static str {
    if fast { "wasm-fast" } else { "wasm" }
}

fn compile(root: &Path, fast: bool) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root)
        .args(["build", "--package", "web", "--profile", profile(fast)])
        .args(["--target", "wasm32-unknown-unknown"]);
    for module in MODULES {
        cargo.args(["--bin", module]);
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", path_remaps(root).join("\u{1f}"));
    process::run(&mut cargo, COMPILE_LIMIT)
}

/// A panic tells its place in the source. What ships tells nobody where this
/// machine keeps it: paths start at the repository, or at the crate's name.
fn path_remaps(root: &Path) -> Vec<String> {
    let mut folders = vec![root.to_owned()];
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    if let Some(cargo_home) = cargo_home {
        let sources = cargo_home.join("registry/src");
        let mut registries: Vec<PathBuf> = std::fs::read_dir(&sources)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        registries.sort();
        // The last that fits is what rustc takes.
        folders.extend([cargo_home, sources]);
        folders.append(&mut registries);
    }
    folders
        .iter()
        .map(|folder| format!("--remap-path-prefix={}/=", folder.display()))
        .collect()
}

fn write_dist(root: &Path, fast: bool) -> Result<()> {
    let compiled = root
        .join("target/wasm32-unknown-unknown")
        .join(profile(fast));
    let compression = if fast {
        Compression::Quick
    } else {
        Compression::Best
    };
    let mut dist = Dist::new(root.join("dist"), compression)?;
    let mut urls = BTreeMap::new();

    let mut scripts: BTreeMap<&str, Asset> = BTreeMap::new();
    for name in MODULES {
        let loads: Vec<(&str, &Asset)> = LOADS
            .iter()
            .filter(|(loader, ..)| *loader == name)
            .filter_map(|(_, function, loaded)| Some((*function, scripts.get(loaded)?)))
            .collect();
        let module = WebModule::bind(root, name, &compiled.join(format!("{name}.wasm")), fast)?;
        let wasm = dist.write_asset(&format!("{name}.wasm"), &module.wasm)?;
        let mut later = Vec::new();
        for (part, wasm) in &module.later {
            later.push((
                part.as_str(),
                dist.write_asset(&format!("{part}.wasm"), wasm)?,
            ));
        }
        let later: Vec<(&str, &Asset)> = later.iter().map(|(part, asset)| (*part, asset)).collect();
        let script = dist.write_asset(
            &format!("{name}.js"),
            module
                .script(&wasm, &loads, &later, name == "worker")
                .as_bytes(),
        )?;
        urls.insert(format!("{name}.wasm"), wasm.url());
        urls.insert(format!("{name}.js"), script.url());
        scripts.insert(name, script);
    }
    for (name, bytes) in static_files(&root.join("static"))? {
        let asset = dist.write_asset(&name, &bytes)?;
        urls.insert(name, asset.url());
    }
    let styles = styles(&root.join("web"))?;
    for (name, styles) in SHEETS.into_iter().zip(&styles) {
        let styles = fill(styles, &urls)?;
        let styles = dist.write_asset(name, minify::css(&styles).as_bytes())?;
        urls.insert(name.to_owned(), styles.url());
    }

    urls.extend(packs::write(&root.join("web/locales"), &mut dist)?);

    let page = std::fs::read_to_string(root.join("web/index.html"))
        .context("cannot read web/index.html")?;
    dist.write_page("index.html", fill(&page, &urls)?.as_bytes())?;
    dist.remove_stale()
}

/// Icons and the like: every file of `static/`, by its name.
fn static_files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let (true, Some(name)) = (path.is_file(), name) {
            files.push((name.to_owned(), std::fs::read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// The style sheets that `web/styles/order.txt` lists, one path (from `web/`)
/// or file name (in `web/styles/`) a line, one after the other: those of each of the
/// [`SHEETS`], with [`BORDER`] between them.
fn styles(web: &Path) -> Result<Vec<String>> {
    let list = web.join("styles/order.txt");
    let order = std::fs::read_to_string(&list)
        .with_context(|| format!("cannot read {}", list.display()))?;
    let mut sheets = vec![String::new()];
    for line in order.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == BORDER {
            sheets.push(String::new());
            continue;
        }
        let places = [web.join(line), web.join("styles").join(line)];
        let Some(path) = places.iter().find(|path| path.is_file()) else {
            bail!("{} lists {line}, which does not exist", list.display());
        };
        if let Some(sheet) = sheets.last_mut() {
            sheet.push_str(&std::fs::read_to_string(path)?);
            sheet.push('\n');
        }
    }
    if sheets.len() != SHEETS.len() {
        bail!(
            "{} is of {} sheets, not {}",
            list.display(),
            sheets.len(),
            SHEETS.len()
        );
    }
    Ok(sheets)
}

/// Replaces each `{{name}}` by its URL, or by what else is called so.
fn fill(template: &str, urls: &BTreeMap<String, String>) -> Result<String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else {
            bail!("a placeholder is opened by {{{{ and not closed");
        };
        let Some(url) = urls.get(name.trim()) else {
            let known: Vec<&str> = urls.keys().map(String::as_str).collect();
            bail!("nothing is called {name}; there is {}", known.join(", "));
        };
        filled.push_str(before);
        filled.push_str(url);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::{fill, path_remaps};
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn paths_in_the_modules_start_at_the_repository() {
        let remaps = path_remaps(Path::new("/home/ada/porthole"));
        assert_eq!(remaps[0], "--remap-path-prefix=/home/ada/porthole/=");
    }

    #[test]
    fn placeholders_become_urls_and_an_unknown_one_is_named() {
        let urls = BTreeMap::from([("css".to_owned(), "/assets/a-1.css".to_owned())]);
        let filled = fill("<link href={{css}}> {{ css }}", &urls).unwrap();
        assert_eq!(filled, "<link href=/assets/a-1.css> /assets/a-1.css");
        let problem = fill("{{icon}}", &urls).unwrap_err().to_string();
        assert!(problem.contains("icon") && problem.contains("css"));
        assert!(fill("{{css", &urls).is_err());
    }
}
