//! The browser's own record of what the tab's thread did (DevTools' Tracing).
//! It tells how long a task had the processor: unlike by the clock on the wall,
//! tasks grow little longer by what else a machine has to do.

use super::Browser;
use crate::wait;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// A record that goes on.
pub struct Trace(WebSocketStream<TcpStream>);

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
        let (port, path) = wait::until("the browser's port", || async {
            let file = self
                .profile
                .folder
                .path()
                .join("profile/DevToolsActivePort");
            let text = std::fs::read_to_string(file).ok()?;
            let (port, path) = text.trim_end().split_once('\n')?;
            Some((port.to_owned(), path.to_owned()))
        })
        .await
        .0;
        let url = format!("ws://127.0.0.1:{port}{path}");
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).await;
        let (socket, _) = tokio_tungstenite::client_async(url, stream.expect("the port is open"))
            .await
            .expect("the browser listens");
        let mut trace = Trace(socket);
        let wanted = json!({ "includedCategories": ["toplevel", "devtools.timeline"] });
        let wanted = json!({ "traceConfig": wanted, "transferMode": "ReportEvents" });
        trace
            .send(json!({ "id": 1, "method": "Tracing.start", "params": wanted }))
            .await;
        while trace.next().await["id"] != 1 {}
        trace
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
        self.send(json!({ "id": 2, "method": "Tracing.end" })).await;
        let mut events = Vec::new();
        loop {
            let mut heard = self.next().await;
            match heard["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    if let Value::Array(some) = heard["params"]["value"].take() {
                        events.extend(some);
                    }
                }
                Some("Tracing.tracingComplete") => break,
                _ => {}
            }
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

    async fn send(&mut self, command: Value) {
        let sent = self.0.send(Message::text(command.to_string())).await;
        sent.expect("the browser listens");
    }

    async fn next(&mut self) -> Value {
        let heard = tokio::time::timeout(wait::PATIENCE, self.0.next()).await;
        let heard = heard.ok().flatten().and_then(Result::ok);
        let text = heard.expect("the browser goes on talking");
        serde_json::from_slice(&text.into_data()).unwrap_or_default()
    }
}
