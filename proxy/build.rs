//! Embeds the built app: `$PORTHOLE_DIST`, or `dist/` beside the workspace's
//! crates, as a table of `include_bytes!`. Without one the table is empty, and
//! the program says so to whoever asks for the app.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=PORTHOLE_DIST");
    let dist = match env::var_os("PORTHOLE_DIST") {
        Some(dist) => PathBuf::from(dist),
        None => directory("CARGO_MANIFEST_DIR")?.join("../dist"),
    };
    // A path that does not exist counts as changed each time, and this crate
    // would be compiled each time; so one that appears later is only noticed
    // where PORTHOLE_DIST names it, as `cargo xtask` does.
    if dist.exists() {
        println!("cargo::rerun-if-changed={}", dist.display());
    }
    let mut files = Vec::new();
    if dist.is_dir() {
        collect(&dist, &mut files)?;
        files.sort();
    }
    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| !is_compressed_form(file)) {
        let relative = file
            .strip_prefix(&dist)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let _ = writeln!(
            table,
            "Asset {{ path: {:?}, identity: include_bytes!({:?}), brotli: {}, gzip: {} }},",
            format!("/{relative}"),
            absolute(file)?,
            compressed_form(file, "br")?,
            compressed_form(file, "gz")?,
        );
    }
    table.push_str("]\n");
    fs::write(directory("OUT_DIR")?.join("assets.rs"), table)
}

fn directory(variable: &str) -> io::Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other(format!("{variable} is not set")))
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file is another's compressed form, and not a file of its own.
fn is_compressed_form(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "br" || extension == "gz")
        && file.with_extension("").is_file()
}

fn compressed_form(file: &Path, extension: &str) -> io::Result<String> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    let form = PathBuf::from(name);
    Ok(if form.is_file() {
        format!("Some(include_bytes!({:?}))", absolute(&form)?)
    } else {
        "None".to_owned()
    })
}

fn absolute(file: &Path) -> io::Result<String> {
    Ok(fs::canonicalize(file)?.to_string_lossy().into_owned())
}
