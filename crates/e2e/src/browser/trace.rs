//! The browser's own record of what the tab's thread did (DevTools' Tracing).
//! It tells how long a task had the processor: unlike by the clock on the wall,
//! tasks grow little longer by what else a machine has to do.

use super::Browser;
use super::devtools::Line;
use serde_json::{Value, json};
use std::cell::Cell;
use std::time::Duration;

/// A record that goes on.
pub struct Trace(Line);

/// For how long tasks of the page's thread had the processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The longest of them.
    pub longest: Duration,
    /// All of them together.
    pub total: Duration,
}

impl Browser {
    /// Begins to record.
    ///
    /// # Panics
    /// When the browser does not.
    pub async fn trace(&self) -> Trace {
        let mut line = self.line().await;
        let wanted = json!({ "includedCategories": ["toplevel", "devtools.timeline"] });
        let wanted = json!({ "traceConfig": wanted, "transferMode": "ReportEvents" });
        line.ask(None, "Tracing.start", wanted, drop).await;
        Trace(line)
    }
}

impl Trace {
    /// Ends the record; tells for how long tasks of the page's thread had the
    /// processor.
    ///
    /// # Panics
    /// When the browser breaks off.
    pub async fn work(self) -> Work {
        let tasks = self.tasks(&["CrRendererMain"]).await;
        Work {
            longest: tasks.iter().copied().max().expect("tasks were recorded"),
            total: tasks.into_iter().sum(),
        }
    }

    /// Ends the record; tells for how long all tasks of the page's thread and of
    /// its workers had the processor.
    ///
    /// # Panics
    /// When the browser breaks off.
    pub async fn processor_time(self) -> Duration {
        let threads = ["CrRendererMain", "DedicatedWorker thread"];
        self.tasks(&threads).await.into_iter().sum()
    }

    /// For how long each task of threads of these names had the processor.
    async fn tasks(mut self, names: &[&str]) -> Vec<Duration> {
        let mut events = Vec::new();
        let is_complete = Cell::new(false);
        let mut hear = |mut heard: Value| match heard["method"].as_str() {
            Some("Tracing.dataCollected") => {
                if let Value::Array(some) = heard["params"]["value"].take() {
                    events.extend(some);
                }
            }
            Some("Tracing.tracingComplete") => is_complete.set(true),
            _ => {}
        };
        let line = &mut self.0;
        line.ask(None, "Tracing.end", json!({}), &mut hear).await;
        while !is_complete.get() {
            hear(line.next().await);
        }
        let is_of = |event: &Value, thread: &Value| {
            event["pid"] == thread["pid"] && event["tid"] == thread["tid"]
        };
        let threads: Vec<&Value> = events
            .iter()
            .filter(|event| {
                let name = event["args"]["name"].as_str().unwrap_or("");
                event["name"] == "thread_name" && names.contains(&name)
            })
            .collect();
        assert!(!threads.is_empty(), "no thread of a page was recorded");
        let tasks = events.iter().filter(|event| {
            let name = event["name"].as_str();
            name.is_some_and(|name| name.ends_with("RunTask"))
                && threads.iter().any(|thread| is_of(event, thread))
        });
        let tasks = tasks.filter_map(|event| event["tdur"].as_u64());
        tasks.map(Duration::from_micros).collect()
    }
}
