//! What must be so after each message.

use e2e::browser::{Page, Request};
use e2e::fixture::Elsewhere;
use e2e::scene::Scene;
use serde_json::{Value, json};
use std::time::Duration;

/// The locks that are shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locks {
    /// As shipped.
    All,
    /// No document has a Content Security Policy.
    NoPolicy,
    /// What is in the frame is what came.
    NoSanitizer,
    /// The frame is an ordinary one, too.
    None,
}

/// Whether the person allowed the message's images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Images {
    Blocked,
    Allowed,
}

/// Runs in every document before anything else. Whatever of a message runs and
/// shows itself by one of these is counted at the top.
const WITNESS: &str = "(() => {
    const count = what => { try { (top.__ran ??= []).push(what) } catch {} };
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
        window[name] = () => count(name);
})()";

/// What a message could have changed, in one question. It is asked two frames
/// later, when what was laid out was painted.
const STATE: &str = "new Promise(tell => {
    const look = () => {
        const frames = [...document.querySelectorAll('iframe')];
        const style = e => e ? getComputedStyle(e) : null;
        const rect = e => { const r = e?.getBoundingClientRect(); return r ? [r.x, r.y, r.width, r.height].map(Math.round) : null };
        const landmarks = ['nav', '.message-pane', '[role=tree]', '[role=grid]', 'header', '[role=toolbar]'];
        const inside = frame => {
            try { return frame.contentWindow.location.pathname } catch (error) { return String(error) }
        };
        const middle = rect(document.querySelector('nav'));
        tell({
            ran: top.__ran ?? [],
            app: JSON.stringify([
                landmarks.map(l => rect(document.querySelector(l))),
                [style(document.body).backgroundColor, style(document.body).fontFamily, style(document.querySelector('nav')).visibility],
                [...document.body.children].filter(child => !child.id.startsWith('twin')).length,
                document.head.childElementCount,
                Object.keys(localStorage).sort(), Object.keys(sessionStorage).sort(), document.cookie,
                Object.getOwnPropertyNames(window).filter(name => !/^\\d+$|^__ran$/.test(name)).length,
                document.documentElement.scrollTop, document.body.scrollTop,
                !!document.elementFromPoint(middle[0] + middle[2] / 2, middle[1] + middle[3] / 2)?.closest('nav'),
            ]),
            focus: document.activeElement?.tagName ?? '',
            path: location.pathname,
            sandboxes: frames.map(frame => frame.getAttribute('sandbox') ?? 'none'),
            frames: frames.map(inside),
        });
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
})";

/// Where the message's frame may be.
const FRAME_DOCUMENTS: [&str; 2] = ["/frame/blocked.html", "/frame/remote.html"];

pub(crate) struct Judge {
    locks: Locks,
    /// The focus is in the frame, because one writes there.
    is_of_editor: bool,
    /// The app prints.
    is_of_printer: bool,
    /// How the app was after the first message.
    untouched: Option<Value>,
    /// Connections elsewhere that were looked at.
    heard: usize,
    /// Images that were asked for, after consent.
    pub(crate) images: usize,
    /// Scripts that the browser says it stopped.
    pub(crate) stopped_scripts: usize,
    /// Connections without a request, which no policy knows of.
    pub(crate) bare_connections: usize,
    failures: Vec<String>,
}

impl Judge {
    pub(crate) fn new(locks: Locks) -> Self {
        Self {
            locks,
            is_of_editor: false,
            is_of_printer: false,
            untouched: None,
            heard: 0,
            images: 0,
            stopped_scripts: 0,
            bare_connections: 0,
            failures: Vec::new(),
        }
    }

    /// The same of what is put into a text that one writes.
    pub(crate) fn of_an_editor(self) -> Self {
        Self {
            is_of_editor: true,
            ..self
        }
    }

    /// The same of what is printed: that the app asks for it is no offence.
    pub(crate) fn of_a_printer(self) -> Self {
        Self {
            is_of_printer: true,
            ..self
        }
    }

    /// Opens the locks that can be opened before the app is there.
    pub(crate) async fn prepare(&self, page: &Page) {
        if matches!(self.locks, Locks::NoPolicy | Locks::None) {
            page.devtools("Page.setBypassCSP", json!({ "enabled": true }))
                .await;
        }
        let witness = match self.is_of_printer {
            true => WITNESS
                .replace("'print', ", "")
                .replace("'print'", "'none'"),
            false => WITNESS.to_owned(),
        };
        let witness = json!({ "source": witness });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", witness)
            .await;
    }

    pub(crate) fn fail(&mut self, case: &str, what: &str) {
        println!("{case}: {what}");
        self.failures.push(format!("{case}: {what}"));
    }

    /// The next look tells how the app is; it was changed on purpose.
    pub(crate) fn forget(&mut self) {
        self.untouched = None;
    }

    /// Whether the message that is open now did nothing since the last look.
    pub(crate) async fn check(
        &mut self,
        scene: &Scene,
        elsewhere: &Elsewhere,
        case: &str,
        images: Images,
    ) -> bool {
        let found = self.offences(scene, elsewhere, images).await;
        let is_harmless = found.is_empty();
        for offence in found {
            self.fail(case, &format!("images {images:?}: {offence}"));
        }
        is_harmless
    }

    /// What the message did since the last look.
    pub(crate) async fn offences(
        &mut self,
        scene: &Scene,
        elsewhere: &Elsewhere,
        images: Images,
    ) -> Vec<String> {
        let page = scene.page();
        let mut found = Vec::new();
        if let Some(dialog) = page.dialog().await {
            page.dismiss_dialog().await;
            found.push(format!("a dialog says {dialog}"));
        }
        match page.try_evaluate(STATE).await {
            Ok(state) => self.compare(&state, &mut found),
            Err(problem) => found.push(format!("the page does not answer: {problem}")),
        }
        if page.windows().await != 1 {
            found.push("a window was opened".to_owned());
        }
        for request in page.requests().await {
            let is_own = is_the_apps_own(&request.url, scene.porthole.address());
            if !is_own && !self.may_leave(&request, images) {
                found.push(format!("asked for {} as {}", request.url, request.kind));
            }
        }
        self.listen(elsewhere, images, &mut found);
        self.read_console(page, &mut found).await;
        found
    }

    fn compare(&mut self, state: &Value, found: &mut Vec<String>) {
        if state["ran"] != json!([]) {
            found.push(format!("script ran: {}", state["ran"]));
        }
        for (sandbox, place) in pairs(&state["sandboxes"], &state["frames"]) {
            if sandbox.contains("allow-scripts") || sandbox == "none" {
                found.push(format!("a frame with the sandbox '{sandbox}'"));
            }
            // A document that was written anew has its writer's address.
            let is_rewritten = self.locks == Locks::NoSanitizer && state["path"] == place;
            if !FRAME_DOCUMENTS.contains(&place) && !is_rewritten {
                found.push(format!("the frame is at {place}"));
            }
        }
        if state["focus"] == "IFRAME" && !self.is_of_editor {
            found.push("it took the focus".to_owned());
        }
        let app = &state["app"];
        match &self.untouched {
            None => self.untouched = Some(app.clone()),
            Some(before) if before != app => {
                found.push(format!("the app changed: {before} is {app}"));
            }
            Some(_) => {}
        }
    }

    /// Whether a request to another host is what the person consented to. One
    /// that the policy stopped did not leave; but where the sanitizer is at work
    /// nothing is left for the policy to stop.
    fn may_leave(&mut self, request: &Request, images: Images) -> bool {
        if self.locks == Locks::NoSanitizer && request.is_blocked {
            return true;
        }
        let is_web = request.url.starts_with("http://") || request.url.starts_with("https://");
        // Without the sanitizer, what the policy takes for images: prefetched
        // pages and the documents of SVG's paints are held against it, too.
        let is_image_to_policy = self.locks == Locks::NoSanitizer && request.kind == "Other";
        let is_image_at_all = request.kind == "Image" || is_image_to_policy;
        let is_image = images == Images::Allowed && is_image_at_all && is_web;
        self.images += usize::from(is_image);
        is_image
    }

    fn listen(&mut self, elsewhere: &Elsewhere, images: Images, found: &mut Vec<String>) {
        let heard = elsewhere.heard();
        for head in heard.get(self.heard..).unwrap_or_default() {
            let line = head.lines().next().unwrap_or_default().to_owned();
            let lower = head.to_ascii_lowercase();
            // A handshake, or not even that.
            let is_request = !(line.is_empty() || line.starts_with("TLS"));
            match images {
                Images::Blocked if self.locks == Locks::NoSanitizer && !is_request => {
                    self.bare_connections += 1;
                }
                Images::Blocked => found.push(format!("another host was told '{line}'")),
                Images::Allowed if self.locks == Locks::NoSanitizer => {
                    if lower.contains("\ncookie:") {
                        found.push(format!("another host was told who asks: {head}"));
                    }
                }
                Images::Allowed if lower.contains("\ncookie:") || lower.contains("\nreferer:") => {
                    found.push(format!("another host was told who asks: {head}"));
                }
                Images::Allowed if line.starts_with("GET ") => {
                    if !lower.contains("\naccept: image/") {
                        found.push(format!("another host was asked for no image: {head}"));
                    }
                }
                Images::Allowed => {}
            }
        }
        self.heard = heard.len();
    }

    async fn read_console(&mut self, page: &Page, found: &mut Vec<String>) {
        for line in page.console().await {
            if line.contains("Blocked script execution") {
                self.stopped_scripts += 1;
            }
            let is_stopped = line.contains("Blocked script execution")
                || line.contains("Content Security Policy directive");
            if is_stopped && self.locks != Locks::NoSanitizer {
                found.push(format!("it came as far as the browser: {line}"));
            }
        }
    }

    /// What was to be open was open: else nothing was tried.
    pub(crate) async fn expect_that_locks_were_open(
        &mut self,
        scene: &Scene,
        elsewhere: &Elsewhere,
    ) {
        let page = scene.page();
        match self.locks {
            Locks::NoPolicy => {
                const LOAD: &str = "(() => {
                    const frame = document.createElement('iframe');
                    frame.src = '/frame/blocked.html';
                    frame.onload = () => frame.contentDocument.body.innerHTML = '<img src=http://policy.example/>';
                    document.body.append(frame);
                })()";
                page.evaluate(LOAD).await;
                e2e::wait::until("the policy is off", || async {
                    let heard = elsewhere.heard();
                    heard
                        .iter()
                        .any(|head| head.contains("policy.example"))
                        .then_some(())
                })
                .await;
            }
            Locks::NoSanitizer => {
                assert!(self.stopped_scripts > 0, "no script came to the frame");
            }
            Locks::All | Locks::None => {}
        }
    }

    /// Fails the test if any message failed.
    ///
    /// # Panics
    /// When one did.
    pub(crate) fn report(&self, scene: &Scene) {
        let saved: Vec<_> = std::fs::read_dir(scene.browser.downloads())
            .expect("the folder is there")
            .flatten()
            .collect();
        assert!(saved.is_empty(), "files were saved: {saved:?}");
        assert!(
            self.failures.is_empty(),
            "{} offences:\n{}",
            self.failures.len(),
            self.failures.join("\n")
        );
    }
}

fn pairs<'a>(one: &'a Value, other: &'a Value) -> impl Iterator<Item = (&'a str, &'a str)> {
    let texts = |list: &'a Value| {
        list.as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    };
    texts(one).zip(texts(other))
}

fn is_the_apps_own(url: &str, address: &str) -> bool {
    let own = ["http", "ws"].map(|scheme| format!("{scheme}://{address}/"));
    url.starts_with("data:")
        || url.starts_with("blob:")
        || url.starts_with("about:")
        || own.iter().any(|own| url.starts_with(own))
}

/// Long enough for what a document does by itself.
pub(crate) const SETTLED: Duration = Duration::from_millis(100);
