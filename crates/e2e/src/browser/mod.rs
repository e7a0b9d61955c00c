//! Chromium, driven by WebDriver, seen as a person sees it: by roles and
//! accessible names.

mod broken;
mod devtools;
mod element;
mod key;
mod memory;
mod page;
mod tabs;
mod trace;
mod watch;
mod webdriver;

pub use element::Element;
pub use key::Key;
pub use memory::{Memories, WasmMemory};
pub use page::{Page, Request, Scheme};
pub use tabs::Tab;
pub use trace::{Trace, Work};
pub use watch::Smoothness;

use crate::fixture::{Child, Elsewhere};
use crate::wait::PATIENCE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use webdriver::Session;

/// A Chromium of the test's own, with an empty profile and one tab.
pub struct Browser {
    page: Page,
    driver: Child,
    profile: Profile,
}

/// Where a Chromium writes down what it does in the network, and the argument by
/// which it is told so.
const NET_LOG: &str = "log-net-log";

/// The folder that a Chromium lives in. Chromium is chromedriver's child, not
/// ours, and outlives a driver that is killed: with its folder it ends for sure.
struct Profile {
    folder: tempfile::TempDir,
}

/// Starts chromedriver. It looks for one port for both families of addresses, and
/// gives up where another process was quicker with one of them: then once more.
fn start_driver() -> (Child, String) {
    let mut heard = String::new();
    for _ in 0..5 {
        let mut driver = Child::start("chromedriver", |command| {
            command.arg("--port=0");
        });
        match driver.line_with("started successfully on port", PATIENCE) {
            Ok(line) => return (driver, line),
            Err(instead) => heard = instead,
        }
    }
    panic!("chromedriver does not start: {heard}")
}

impl Browser {
    /// Starts it. It resolves no name but those of loopback: whatever else a
    /// page asks for fails, and is seen in [`Page::requests`].
    ///
    /// # Panics
    /// When chromedriver or Chromium does not start.
    pub async fn start() -> Self {
        let nowhere = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";
        Self::start_with(nowhere, &[]).await
    }

    /// Starts it so that it writes down which of these names it looks up: see
    /// [`Self::names_looked_up`]. Each leads to nobody but this machine.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub async fn start_noting(names: &[String]) -> Self {
        // Names below localhost are looked up by the browser alone (RFC 6761 §6.3),
        // after its rules, and are written down.
        let rules = names
            .iter()
            .map(|name| format!("MAP {name} {name}.localhost"));
        let nowhere = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";
        let rules: Vec<_> = rules.chain([nowhere.to_owned()]).collect();
        Self::start_with(&rules.join(", "), &[NET_LOG]).await
    }

    /// Starts it before a world in which every name leads to `elsewhere`.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub async fn start_before(elsewhere: &Elsewhere) -> Self {
        Self::start_with(&elsewhere.resolver_rules(), &[]).await
    }

    /// `files` are arguments that name a file of the profile.
    async fn start_with(resolver_rules: &str, files: &[&str]) -> Self {
        let profile = Profile {
            folder: tempfile::Builder::new()
                .prefix("chromium-")
                .tempdir()
                .expect("there is a temporary folder"),
        };
        let (driver, line) = start_driver();
        let port = line
            .trim_end_matches('.')
            .rsplit(' ')
            .next()
            .and_then(|port| port.parse().ok())
            .unwrap_or_else(|| panic!("no port in '{line}'"));
        let mut capabilities = capabilities(profile.folder.path(), resolver_rules);
        let options = &mut capabilities["capabilities"]["alwaysMatch"]["goog:chromeOptions"];
        if let Some(arguments) = options["args"].as_array_mut() {
            let path =
                |file: &&str| format!("--{file}={}", profile.folder.path().join(file).display());
            arguments.extend(files.iter().map(|file| json!(path(file))));
        }
        let session = Session::open(port, &capabilities).await;
        let page = Page::new(Rc::new(session));
        let downloads = profile.folder.path().join("downloads");
        std::fs::create_dir_all(&downloads).expect("the folder can be written");
        page.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": downloads }),
        )
        .await;
        Self {
            page,
            driver,
            profile,
        }
    }

    /// Which of the names of [`Self::start_noting`] it looked up so far, as far as it
    /// has written that down.
    pub fn names_looked_up(&self) -> BTreeSet<String> {
        let log = std::fs::read_to_string(self.profile.folder.path().join(NET_LOG));
        let log = log.unwrap_or_default();
        let hosts = log.split("\"host\":\"").skip(1);
        let hosts = hosts.filter_map(|rest| rest.split('"').next());
        let names = hosts.filter_map(|host| {
            let host = host.rsplit('/').next()?.split(':').next()?;
            host.strip_suffix(".localhost")
        });
        names.map(str::to_owned).collect()
    }

    /// Its tab.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Where saved files go.
    pub fn downloads(&self) -> PathBuf {
        self.profile.folder.path().join("downloads")
    }

    /// Waits until a file of this name is saved, and reads it.
    pub async fn saved_file(&self, name: &str) -> Vec<u8> {
        let path = self.downloads().join(name);
        // Chromium writes under another name and renames at the end.
        let wait = crate::wait::until(name, || async { std::fs::read(&path).ok() });
        wait.await.0
    }

    /// The resident memory of the tab's process, in bytes: of the largest
    /// renderer, since Chromium keeps a spare one.
    pub fn renderer_memory(&self) -> u64 {
        let processes = self.profile.processes();
        let renderers = processes.iter().filter_map(|(process, command)| {
            command
                .contains("--type=renderer")
                .then(|| resident(process))?
        });
        renderers.max().unwrap_or(0)
    }

    /// The processes that tabs live in now.
    pub fn renderers(&self) -> BTreeSet<u32> {
        let processes = self.profile.processes().into_iter();
        let renderers = processes.filter(|(_, command)| command.contains("--type=renderer"));
        renderers
            .filter_map(|(process, _)| process.file_name()?.to_str()?.parse().ok())
            .collect()
    }

    /// Kills processes of this browser, as a system does that has no memory left.
    pub fn kill(&self, processes: &BTreeSet<u32>) {
        for process in processes.intersection(&self.renderers()) {
            // It may have ended meanwhile.
            let _ = std::process::Command::new("kill")
                .args(["-KILL", &process.to_string()])
                .status();
        }
    }

    /// Whether the driver still answers.
    pub fn is_running(&mut self) -> bool {
        self.driver.is_running()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium writes its files and ends in order.
        self.page.close_session();
    }
}

impl Profile {
    /// The processes that work with this folder, as folders of `/proc`, with
    /// their command lines.
    fn processes(&self) -> Vec<(PathBuf, String)> {
        let marker = format!("--user-data-dir={}", self.folder.path().display());
        let processes = std::fs::read_dir("/proc").expect("this is Linux");
        let found = processes.flatten().filter_map(|entry| {
            let command = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
            command.contains(&marker).then(|| (entry.path(), command))
        });
        found.collect()
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        for (process, _) in self.processes() {
            if let Some(id) = process.file_name() {
                // It may have ended meanwhile.
                let _ = std::process::Command::new("kill")
                    .arg("-KILL")
                    .arg(id)
                    .status();
            }
        }
    }
}

fn resident(process: &Path) -> Option<u64> {
    let status = std::fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn capabilities(profile: &Path, resolver_rules: &str) -> Value {
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        // A dialog that a hostile message opens must stay to be seen.
        "unhandledPromptBehavior": "ignore",
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": "/usr/bin/chromium",
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": true },
            "args": [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars=false",
                "--lang=en-GB",
                "--window-size=1280,800",
                format!("--host-resolver-rules={resolver_rules}"),
                format!("--user-data-dir={}", profile.join("profile").display()),
            ],
        },
    } } })
}
