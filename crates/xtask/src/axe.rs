//! axe-core, which the browser tests judge pages with. It is a tool of the tests
//! alone: its licence (MPL-2.0) and its weight have no place in what is shipped.

use crate::process::{self, find_program};
use crate::report::step;
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What is wanted; with it changes [`INTEGRITY`].
const VERSION: &str = "4.14.1";

/// The package's digest: npm refuses another one.
const INTEGRITY: &str = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";

const LIMIT: Duration = Duration::from_secs(5 * 60);

/// Brings it into `.tools/axe`, if it is not there yet. It has a folder of its own:
/// npm takes away what stands beside that which it is asked for.
///
/// # Errors
/// When there is no npm, or npm cannot have it.
pub(crate) fn bring(root: &Path) -> Result<()> {
    let folder = root.join(".tools/axe");
    // Written last: what was interrupted is done anew.
    let marker = folder.join("brought.txt");
    if fs::read_to_string(&marker).is_ok_and(|brought| brought == INTEGRITY) {
        return Ok(());
    }
    if find_program("npm").is_none() {
        bail!(
            "the browser tests judge pages with axe-core, which npm brings, and there is no npm here; `cargo xtask test quick` runs what needs no browser"
        );
    }
    step("npm puts axe-core into .tools/axe (some seconds)", || {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), package())?;
        fs::write(folder.join("package-lock.json"), lock())?;
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .args(["--loglevel=error", "--prefix"])
            .arg(&folder)
            // npm looks for its files where it is.
            .current_dir(&folder);
        process::run(&mut npm, LIMIT)?;
        Ok(fs::write(&marker, INTEGRITY)?)
    })
}

fn package() -> String {
    format!(
        r#"{{"name":"tools","version":"0.0.0","private":true,"dependencies":{{"axe-core":"{VERSION}"}}}}"#
    )
}

/// What `npm ci` holds what it gets against.
fn lock() -> String {
    format!(
        r#"{{"name":"tools","version":"0.0.0","lockfileVersion":3,"requires":true,"packages":{{
"":{{"name":"tools","version":"0.0.0","dependencies":{{"axe-core":"{VERSION}"}}}},
"node_modules/axe-core":{{"version":"{VERSION}","resolved":"https://registry.npmjs.org/axe-core/-/axe-core-{VERSION}.tgz","integrity":"{INTEGRITY}"}}}}}}"#
    )
}
