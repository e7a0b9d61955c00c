//! A line to Chromium's DevTools beside the driver's own.

use super::Browser;
use crate::wait;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// The line. What it opened at the other end goes with it.
pub(super) struct Line {
    socket: WebSocketStream<TcpStream>,
    asked: u64,
}

impl Browser {
    /// Opens one.
    pub(super) async fn line(&self) -> Line {
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
        Line { socket, asked: 0 }
    }
}

impl Line {
    /// The tab's session, over which it is spoken to from here on.
    pub(super) async fn attach_to_page(&mut self) -> String {
        let targets = self.ask(None, "Target.getTargets", json!({}), drop).await;
        let targets = targets["targetInfos"].as_array().into_iter().flatten();
        let mut pages = targets.filter(|target| target["type"] == "page");
        let page = pages.next().expect("there is a tab");
        let page = json!({ "targetId": page["targetId"], "flatten": true });
        let session = self.ask(None, "Target.attachToTarget", page, drop).await;
        let session = session["sessionId"].as_str().expect("it is attached to");
        session.to_owned()
    }

    /// Says a command, to all of the browser or to one session; its number.
    pub(super) async fn say(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> u64 {
        self.asked += 1;
        let mut command = json!({ "id": self.asked, "method": method, "params": parameters });
        if let Some(session) = session {
            command["sessionId"] = json!(session);
        }
        let sent = self.socket.send(Message::text(command.to_string())).await;
        sent.expect("the browser listens");
        self.asked
    }

    /// Says a command and waits for its answer; what is told meanwhile goes to
    /// `hear`.
    pub(super) async fn ask(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
        mut hear: impl FnMut(Value),
    ) -> Value {
        let id = self.say(session, method, parameters).await;
        loop {
            let mut heard = self.next().await;
            if heard["id"] == id {
                return heard["result"].take();
            }
            hear(heard);
        }
    }

    /// What the browser says next, whenever that is; nothing once it has ended.
    pub(super) async fn hear(&mut self) -> Option<Value> {
        let text = self.socket.next().await?.ok()?;
        Some(serde_json::from_slice(&text.into_data()).unwrap_or_default())
    }

    /// What the browser says next.
    pub(super) async fn next(&mut self) -> Value {
        let heard = tokio::time::timeout(wait::PATIENCE, self.hear()).await;
        let heard = heard.ok().flatten();
        heard.expect("the browser goes on talking")
    }
}
