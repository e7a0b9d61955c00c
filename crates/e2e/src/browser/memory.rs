//! The memories of WebAssembly modules, in a tab and its workers. They never
//! shrink: what is read of them is the most that they ever held.

use super::Browser;
use super::devtools::Line;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

/// The memories of a tab, in octets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WasmMemory {
    /// Of the page's modules.
    pub page: u64,
    /// Of its workers' modules.
    pub workers: u64,
}

impl WasmMemory {
    /// All of them together.
    pub fn total(self) -> u64 {
        self.page + self.workers
    }
}

/// Whoever knows the memories of what was loaded since the watch began.
pub struct Memories(mpsc::Sender<oneshot::Sender<WasmMemory>>);

/// Keeps the memories of all modules that are loaded from now on.
const HOOK: &str = "(() => {
    const seen = self.__memories = new Set();
    const note = made => {
        for (const it of Object.values((made.instance ?? made).exports)) {
            if (it instanceof WebAssembly.Memory) seen.add(it);
        }
        return made;
    };
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const own = WebAssembly[name];
        WebAssembly[name] = (...all) => own.apply(WebAssembly, all).then(note);
    }
})()";

/// Adds them up.
const SUM: &str = "[...self.__memories ?? []].reduce((sum, it) => sum + it.buffer.byteLength, 0)";

impl Browser {
    /// From now on the memories of all modules are known that the tab loads.
    ///
    /// # Panics
    /// When the browser does not tell.
    pub async fn watch_memories(&self) -> Memories {
        let mut line = self.line().await;
        let page = line.attach_to_page().await;
        line.ask(Some(&page), "Page.enable", json!({}), drop).await;
        let source = json!({ "source": HOOK });
        line.ask(
            Some(&page),
            "Page.addScriptToEvaluateOnNewDocument",
            source,
            drop,
        )
        .await;
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        line.ask(Some(&page), "Target.setAutoAttach", attach, drop)
            .await;
        let (ask, asked) = mpsc::channel(1);
        tokio::spawn(watch(line, page, asked));
        Memories(ask)
    }
}

impl Memories {
    /// How large they are.
    ///
    /// # Panics
    /// When the browser does not tell.
    pub async fn now(&self) -> WasmMemory {
        let (answer, answered) = oneshot::channel();
        let asked = self.0.send(answer).await;
        asked.expect("the watch goes on");
        let memory = answered.await.expect("the watch goes on");
        assert!(memory.page > 0 && memory.workers > 0, "{memory:?}");
        memory
    }
}

/// Hooks into each worker before its script runs, and answers who asks.
async fn watch(
    mut line: Line,
    page: String,
    mut asked: mpsc::Receiver<oneshot::Sender<WasmMemory>>,
) {
    let mut workers: Vec<String> = Vec::new();
    loop {
        let told = tokio::select! {
            told = line.hear() => told,
            answer = asked.recv() => {
                let Some(answer) = answer else { return };
                let mut memory = WasmMemory {
                    page: line.sum_of(&page).await,
                    workers: 0,
                };
                for worker in &workers {
                    memory.workers += line.sum_of(worker).await;
                }
                // Whoever asked may have gone.
                let _ = answer.send(memory);
                continue;
            }
        };
        let Some(told) = told else { return };
        let Some(session) = told["params"]["sessionId"].as_str() else {
            continue;
        };
        match told["method"].as_str() {
            Some("Target.attachedToTarget") => {
                let is_worker = told["params"]["targetInfo"]["type"] == "worker";
                let hook = json!({ "expression": HOOK });
                let worker = Some(session);
                line.say(worker, "Runtime.evaluate", hook).await;
                line.say(worker, "Runtime.runIfWaitingForDebugger", json!({}))
                    .await;
                if is_worker {
                    workers.push(session.to_owned());
                }
            }
            Some("Target.detachedFromTarget") => workers.retain(|worker| worker != session),
            _ => {}
        }
    }
}

impl Line {
    /// The octets of all memories of a page or a worker.
    async fn sum_of(&mut self, session: &str) -> u64 {
        let sum = json!({ "expression": SUM, "returnByValue": true });
        let sum: Value = self.ask(Some(session), "Runtime.evaluate", sum, drop).await;
        sum["result"]["value"].as_u64().unwrap_or(0)
    }
}
