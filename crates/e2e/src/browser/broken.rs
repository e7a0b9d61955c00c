//! Workers whose module breaks, as by a panic, or to whom a browser is less than others.

use super::Browser;
use serde_json::json;

/// Whatever comes next, from the page or over a line, ends the module in the midst of
/// its work, as the trap does that a panic ends with.
const BREAK: &str = "Object.defineProperty(MessageEvent.prototype, 'data', {
    get() { throw new WebAssembly.RuntimeError('unreachable') },
})";

impl Browser {
    /// Breaks the modules of the workers that the tab has started. They end at what
    /// they hear next.
    ///
    /// # Panics
    /// When there is none, or the browser does not let it be done.
    pub async fn break_workers(&self) {
        self.run_in_workers(BREAK).await;
    }

    /// Runs a script in the workers that the tab has started.
    ///
    /// # Panics
    /// When there is none, or the script throws.
    pub async fn run_in_workers(&self, script: &str) {
        let mut line = self.line().await;
        let page = line.attach_to_page().await;
        let mut workers = Vec::new();
        let attach =
            json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true });
        line.ask(Some(&page), "Target.setAutoAttach", attach, |told| {
            let target = &told["params"];
            if target["targetInfo"]["type"] == "worker"
                && let Some(session) = target["sessionId"].as_str()
            {
                workers.push(session.to_owned());
            }
        })
        .await;
        assert!(!workers.is_empty(), "there are workers");
        for worker in workers {
            let asked = json!({ "expression": script });
            let ran = line
                .ask(Some(&worker), "Runtime.evaluate", asked, drop)
                .await;
            assert!(ran["exceptionDetails"].is_null(), "{ran}");
        }
    }
}
