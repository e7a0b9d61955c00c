//! The Autobahn test suite against the proxy's own WebSocket.
//!
//! The suite (`autobahntestsuite`, from PyPI) needs Python 2.7, which no
//! current Debian has: where it is not installed, an older Debian's packages
//! are unpacked into `.tools/`, from the mirror that apt uses already. Nothing
//! is installed into the system.

use crate::process::{self, Running, find_program};
use crate::report::Counts;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The last Debian that had Python 2.7.
const SUITE: &str = "bullseye";
const DEBIAN_PACKAGES: [&str; 7] = [
    "libffi7",
    "libpython2.7-minimal",
    "libpython2.7-stdlib",
    "libssl1.1",
    "python-pip-whl",
    "python2.7",
    "python2.7-minimal",
];

/// The suite and what it imports. Without `wsaccel`, which makes it faster and
/// needs a compiler.
const PYTHON_PACKAGES: [&str; 33] = [
    "Automat==22.10.0",
    "Jinja2==2.11.3",
    "MarkupSafe==1.1.1",
    "PyHamcrest==1.10.1",
    "Twisted==19.10.0",
    "Werkzeug==1.0.1",
    "argparse==1.4.0",
    "attrs==21.4.0",
    "autobahn==0.10.9",
    "autobahntestsuite==25.10.1",
    "cffi==1.15.1",
    "constantly==15.1.0",
    "cryptography==3.3.2",
    "enum34==1.1.10",
    "hyperlink==21.0.0",
    "idna==2.10",
    "incremental==16.10.1",
    "ipaddress==1.0.23",
    "klein==17.10.0",
    "linecache2==1.0.0",
    "pyOpenSSL==19.1.0",
    "pyasn1==0.5.1",
    "pyasn1_modules==0.3.0",
    "pycparser==2.21",
    "service_identity==18.1.0",
    "setuptools==44.0.0",
    "six==1.16.0",
    "traceback2==1.4.0",
    "txaio==2.1.0",
    "typing==3.10.0.0",
    "ujson==2.0.3",
    "unittest2==1.1.0",
    "zope.interface==4.6.0",
];

/// What builds those that come as sources. Debian's own lies in an archive, in which
/// Python finds none of its commands.
const BUILDERS: [&str; 2] = ["setuptools==44.0.0", "wheel==0.34.2"];

/// Runs the suite by the specification `argv[2]`, with the modules in
/// `argv[1]`, and prints a line for each case: its number, how it behaved, and
/// how it closed. What the suite itself prints is a log of its doings.
const DRIVER: &str = r"
import json, os, site, sys
modules, spec = sys.argv[1:3]
site.addsitedir(modules)
from autobahntestsuite import wstest
sys.argv = ['wstest', '-m', 'fuzzingclient', '-s', spec]
out, sys.stdout = sys.stdout, open(os.devnull, 'w')
wstest.run()
reports = json.load(open(os.path.join(json.load(open(spec))['outdir'], 'index.json')))
for case, result in sorted(reports['porthole'].items()):
    out.write('case %s: %s, %s\n' % (case, result['behavior'], result['behaviorClose']))
";

const FETCH_LIMIT: Duration = Duration::from_secs(10 * 60);
const BUILD_LIMIT: Duration = Duration::from_secs(20 * 60);
const RUN_LIMIT: Duration = Duration::from_secs(5 * 60);
const START_LIMIT: Duration = Duration::from_secs(10);

/// Serves the proxy's echo, runs every case but those of performance (9) and
/// compression (12, 13), and counts them.
///
/// # Errors
/// When the suite cannot be had or did not run.
pub(crate) fn run(root: &Path) -> Result<Counts> {
    let folder = root.join(".tools/autobahn");
    fs::create_dir_all(&folder)?;
    let python = Python::find_or_unpack(&folder)?;
    install_suite(&python, &folder)?;
    let (_echo, [url, origin, protocol]) = start_echo(root, &folder)?;
    let reports = root.join("artefacts/autobahn");
    fs::create_dir_all(&reports)?;
    let spec = folder.join("spec.json");
    fs::write(
        &spec,
        format!(
            r#"{{"outdir": {reports:?}, "cases": ["*"], "exclude-cases": ["9.*", "12.*", "13.*"],
"exclude-agent-cases": {{}}, "servers": [{{"agent": "porthole", "url": "{url}", "origin": "{origin}",
"protocols": ["{protocol}"], "options": {{"version": 18}}}}]}}"#
        ),
    )?;
    let mut counts = Counts::default();
    process::run_listening(
        python
            .command()
            .args(["-c", DRIVER])
            .arg(site(&folder))
            .arg(&spec),
        RUN_LIMIT,
        |line| match verdict(line) {
            Some(true) => counts += Counts::PASS,
            Some(false) => counts += Counts::FAIL,
            None => {}
        },
    )?;
    if counts == Counts::default() {
        bail!("the suite ran no case; its log is in {}", reports.display());
    }
    Ok(counts)
}

/// Whether a case that the driver reports passed. The suite's words for what
/// the standard allows are OK, NON-STRICT and INFORMATIONAL.
fn verdict(line: &str) -> Option<bool> {
    let (behaviour, close) = line
        .strip_prefix("case ")?
        .split_once(": ")?
        .1
        .split_once(", ")?;
    Some(
        matches!(behaviour, "OK" | "NON-STRICT" | "INFORMATIONAL")
            && matches!(close, "OK" | "INFORMATIONAL"),
    )
}

/// The proxy with its echo: the process, and where and how it is to be asked.
fn start_echo(root: &Path, folder: &Path) -> Result<(Running, [String; 3])> {
    let echo = ["--package", "porthole", "--features", "conformance"];
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).arg("build").args(echo);
    process::run(cargo.args(["--example", "ws_echo"]), BUILD_LIMIT)?;
    let printed = folder.join("echo.txt");
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["run", "--quiet"]).args(echo);
    cargo
        .args(["--example", "ws_echo"])
        .stdout(File::create(&printed)?);
    let running = Running::start(&mut cargo)?;
    let deadline = Instant::now() + START_LIMIT;
    while Instant::now() < deadline {
        let line = fs::read_to_string(&printed)?;
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        if let (true, Ok(words)) = (line.ends_with('\n'), words.try_into()) {
            return Ok((running, words));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("the proxy's echo did not start")
}

/// A Python 2.7, and the surroundings that it needs.
struct Python {
    program: PathBuf,
    /// The folder it was unpacked into, unless the system has it.
    unpacked: Option<PathBuf>,
}

impl Python {
    fn find_or_unpack(folder: &Path) -> Result<Self> {
        let unpacked = folder.join("python");
        let program = unpacked.join("usr/bin/python2.7");
        if program.is_file() {
            return Ok(Self {
                program,
                unpacked: Some(unpacked),
            });
        }
        if let Some(program) = find_program("python2.7")
            && works(&program)
        {
            return Ok(Self {
                program,
                unpacked: None,
            });
        }
        if find_program("apt-get").is_none() || find_program("dpkg-deb").is_none() {
            bail!(
                "the WebSocket conformance suite needs Python 2.7 with pip, as python2.7 on the PATH"
            );
        }
        println!("    Python 2.7 and the suite go into .tools/autobahn (half a minute)");
        unpack_debian(folder, &unpacked)
            .context("Python 2.7 cannot be had; put one on the PATH as python2.7, with pip")?;
        Ok(Self {
            program,
            unpacked: Some(unpacked),
        })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env_remove("PYTHONPATH");
        if let Some(root) = &self.unpacked {
            command.env("PYTHONHOME", root.join("usr"));
            let libraries = [
                library_folder(&root.join("usr/lib")),
                library_folder(&root.join("lib")),
            ];
            let libraries = libraries.into_iter().flatten();
            if let Ok(path) = std::env::join_paths(libraries) {
                command.env("LD_LIBRARY_PATH", path);
            }
        }
        command
    }

    /// The command that installs packages into `target`, built by what is in
    /// `builders`.
    fn install(&self, builders: &Path, target: &Path, packages: &[&str]) -> Result<Command> {
        let mut command = self.command();
        let mut modules = vec![builders.to_owned()];
        if let Some(root) = &self.unpacked {
            for entry in fs::read_dir(root.join("usr/share/python-wheels"))? {
                modules.push(entry?.path());
            }
        }
        command.env("PYTHONPATH", std::env::join_paths(modules)?);
        command
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--no-deps", "--target"])
            .arg(target)
            .args(packages);
        Ok(command)
    }
}

/// A name on the PATH may belong to a version switcher that has no such version.
fn works(program: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(["-m", "pip", "--version"]);
    command.output().is_ok_and(|output| output.status.success())
}

/// Debian's folder of libraries for this machine: `x86_64-linux-gnu` and the like.
fn library_folder(lib: &Path) -> Option<PathBuf> {
    fs::read_dir(lib)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with("-linux-gnu"))
}

/// Unpacks the packages of Python 2.7 into `target`. apt works in folders of
/// its own below `folder`, so that the system's state stays as it is.
fn unpack_debian(folder: &Path, target: &Path) -> Result<()> {
    let apt = folder.join("apt");
    for part in ["lists/partial", "cache/archives/partial", "packages"] {
        fs::create_dir_all(apt.join(part))?;
    }
    let sources = apt.join("sources.list");
    let keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    fs::write(
        &sources,
        format!("deb [signed-by={keys}] {} {SUITE} main\n", mirror()?),
    )?;
    fs::write(apt.join("status"), "")?;
    let apt_get = || {
        let mut command = Command::new("apt-get");
        for (option, value) in [
            ("Dir::Etc::sourcelist", sources.clone()),
            ("Dir::Etc::sourceparts", "/dev/null".into()),
            ("Dir::State::lists", apt.join("lists")),
            ("Dir::State::status", apt.join("status")),
            ("Dir::Cache", apt.join("cache")),
            // The folder is ours, and may be closed to apt's own user.
            ("APT::Sandbox::User", "root".into()),
        ] {
            command
                .arg("-o")
                .arg(format!("{option}={}", value.display()));
        }
        command.arg("--quiet").current_dir(apt.join("packages"));
        command
    };
    process::run(apt_get().arg("update"), FETCH_LIMIT)?;
    process::run(apt_get().arg("download").args(DEBIAN_PACKAGES), FETCH_LIMIT)?;
    // Complete or not there: it is moved to its place when all is unpacked.
    let fresh = folder.join("python.new");
    for package in fs::read_dir(apt.join("packages"))? {
        let mut dpkg = Command::new("dpkg-deb");
        dpkg.arg("-x").arg(package?.path()).arg(&fresh);
        process::run(&mut dpkg, FETCH_LIMIT)?;
    }
    fs::rename(fresh, target)?;
    fs::remove_dir_all(apt)?;
    Ok(())
}

/// The mirror of Debian that apt uses.
fn mirror() -> Result<String> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(parts) = fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(parts.filter_map(Result::ok).map(|entry| entry.path()));
    }
    files.sort();
    files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .find_map(|text| mirror_in(&text))
        .context("no mirror of Debian in apt's sources")
}

/// The first address of a Debian archive in a list of sources, of either format.
fn mirror_in(sources: &str) -> Option<String> {
    sources
        .lines()
        .filter(|line| line.starts_with("deb ") || line.starts_with("URIs:"))
        .flat_map(str::split_whitespace)
        .find(|word| word.starts_with("http") && word.trim_end_matches('/').ends_with("/debian"))
        .map(str::to_owned)
}

fn site(folder: &Path) -> PathBuf {
    folder.join("site")
}

/// Brings the suite, if it is not there yet.
fn install_suite(python: &Python, folder: &Path) -> Result<()> {
    let site = site(folder);
    let wanted = PYTHON_PACKAGES.join("\n");
    let marker = site.join("installed.txt");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    let builders = folder.join("builders");
    if builders.exists() {
        fs::remove_dir_all(&builders)?;
    }
    for (target, packages) in [(&builders, &BUILDERS[..]), (&site, &PYTHON_PACKAGES[..])] {
        let mut pip = python.install(&builders, target, packages)?;
        process::run(&mut pip, FETCH_LIMIT)?;
    }
    fs::write(marker, wanted)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{mirror_in, verdict};

    #[test]
    fn a_case_passes_when_it_behaved_and_closed_as_the_standard_allows() {
        for (line, expected) in [
            ("case 1.1.1: OK, OK", Some(true)),
            ("case 6.4.1: NON-STRICT, OK", Some(true)),
            ("case 7.1.6: INFORMATIONAL, INFORMATIONAL", Some(true)),
            ("case 2.1: FAILED, OK", Some(false)),
            ("case 7.3.1: OK, WRONG CODE", Some(false)),
            ("case 7.3.2: OK, UNCLEAN", Some(false)),
            ("something else", None),
        ] {
            assert_eq!(verdict(line), expected, "{line}");
        }
    }

    #[test]
    fn the_mirror_is_read_from_either_format() {
        let one_line = "# comment\ndeb http://security.example/debian-security bookworm main\n\
                        deb [arch=amd64] http://mirror.example/debian bookworm main\n";
        let stanza = "Types: deb\nURIs: https://mirror.example/debian/\nSuites: bookworm\n";
        assert_eq!(
            mirror_in(one_line).as_deref(),
            Some("http://mirror.example/debian")
        );
        assert_eq!(
            mirror_in(stanza).as_deref(),
            Some("https://mirror.example/debian/")
        );
        assert_eq!(
            mirror_in("deb http://other.example/ubuntu noble main"),
            None
        );
    }
}
