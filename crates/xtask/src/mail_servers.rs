//! Cyrus, Courier and Postfix, unpacked where nothing of them starts by itself.
//!
//! Debian lets one IMAP server and one MTA be installed at a time, and their
//! packages start daemons and make users. So their packages are unpacked into
//! `.tools/mail-servers`, from which the tests run the programs with
//! configurations of their own; the libraries that they need are installed,
//! for those disturb nobody.

use crate::process::{self, find_program};
use crate::report::step;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What is unpacked: the servers, and what belongs to one of them alone.
const UNPACKED: [&str; 10] = [
    "courier-authdaemon",
    "courier-authlib",
    "courier-authlib-userdb",
    "courier-base",
    "courier-imap",
    "cyrus-common",
    "cyrus-imapd",
    // Courier is linked against it; installed, it would bring a daemon.
    "libgamin0",
    // Takes mail to be sent, and brings it.
    "postfix",
    // Makes the file in which Cyrus looks passwords up.
    "sasl2-bin",
];

/// Debian's packages of the libraries that the programs are linked against,
/// and the interpreter of the second client.
const INSTALLED: [&str; 25] = [
    "libcourier-unicode4",
    "libdb5.3",
    "libgdbm6",
    "libgnutls30",
    "libgssapi-krb5-2",
    "libical3",
    "libicu72",
    "libidn12",
    "libidn2-0",
    "libjansson4",
    "libldap-2.5-0",
    "libltdl7",
    "libnsl2",
    "libpcre3",
    "libpq5",
    "libsasl2-2",
    "libsasl2-modules",
    "libsasl2-modules-db",
    "libsqlite3-0",
    "libssl3",
    "libuuid1",
    "libwrap0",
    "libxapian30",
    "libxml2",
    "python3",
];

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Brings the servers, if they are not there yet.
///
/// # Errors
/// When this machine cannot: it is no Debian, or packages are missing and it is
/// not root that asks.
pub(crate) fn bring(root: &Path) -> Result<()> {
    let folder = root.join(".tools/mail-servers");
    // Written last: what was interrupted is done anew, and so is what has changed.
    let marker = folder.join("unpacked.txt");
    let wanted = UNPACKED.join("\n");
    let is_unpacked = fs::read_to_string(&marker).is_ok_and(|unpacked| unpacked == wanted);
    let missing = missing_packages()?;
    if is_unpacked && missing.is_empty() {
        return Ok(());
    }
    if !missing.is_empty() && !nix::unistd::geteuid().is_root() {
        bail!(
            "the tests with Cyrus, Courier and Postfix need packages of the system. As root:\n\n    apt-get install --no-install-recommends {}\n\nWithout them, `cargo xtask test quick` runs what needs no server.",
            missing.join(" ")
        );
    }
    step(
        "Cyrus, Courier and Postfix go into .tools/mail-servers, their libraries into the system (half a minute)",
        || {
            if nix::unistd::geteuid().is_root() {
                process::run(Command::new("apt-get").args(["--quiet", "update"]), LIMIT)?;
            }
            install(&missing)?;
            unpack(&folder)?;
            Ok(fs::write(&marker, &wanted)?)
        },
    )
}

/// Those of the libraries that are not installed.
fn missing_packages() -> Result<Vec<&'static str>> {
    if ["apt-get", "dpkg-deb", "dpkg-query"]
        .iter()
        .any(|program| find_program(program).is_none())
    {
        bail!(
            "the tests with Cyrus, Courier and Postfix take these servers from Debian 12's packages, and this machine has no apt; `cargo xtask test quick` runs what needs no server"
        );
    }
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat", "${Package} ${Status}\n"]);
    // It fails when one is unknown, and tells the others all the same.
    let output = query.args(INSTALLED).output().context("dpkg-query")?;
    let known = String::from_utf8_lossy(&output.stdout);
    let missing = INSTALLED.into_iter().filter(|package| {
        let installed = format!("{package} install ok installed");
        !known.lines().any(|line| line == installed)
    });
    Ok(missing.collect())
}

fn install(missing: &[&str]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let mut apt_get = Command::new("apt-get");
    apt_get
        .args(["--quiet", "install", "--yes", "--no-install-recommends"])
        .args(missing)
        .env("DEBIAN_FRONTEND", "noninteractive");
    process::run(&mut apt_get, LIMIT)
}

fn unpack(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let packages = folder.join("packages");
    fs::create_dir_all(&packages)?;
    let mut apt_get = Command::new("apt-get");
    apt_get
        // The folder is ours, and may be closed to apt's own user.
        .args(["--quiet", "-o", "APT::Sandbox::User=root", "download"])
        .args(UNPACKED)
        .current_dir(&packages);
    process::run(&mut apt_get, LIMIT).context(
        "apt knows no such packages: Cyrus 3.6, Courier 5.0 and Postfix 3.7 are Debian 12's, whose archive must be among apt's sources",
    )?;
    for package in fs::read_dir(&packages)? {
        let mut dpkg = Command::new("dpkg-deb");
        dpkg.arg("-x").arg(package?.path()).arg(folder);
        process::run(&mut dpkg, LIMIT)?;
    }
    Ok(fs::remove_dir_all(packages)?)
}
