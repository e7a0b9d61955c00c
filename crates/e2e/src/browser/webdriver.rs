//! W3C WebDriver, as far as it is needed: JSON over HTTP on loopback.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest that one command may take: a page that hangs must not hang the test.
const LIMIT: Duration = Duration::from_secs(120);

/// A session of one browser.
pub(super) struct Session {
    port: u16,
    id: String,
}

impl Session {
    /// Opens a session with a new browser.
    ///
    /// # Panics
    /// When the driver refuses.
    pub(super) async fn open(port: u16, capabilities: &Value) -> Self {
        let answer = exchange(port, "POST", "/session", Some(capabilities))
            .await
            .unwrap_or_else(|problem| panic!("no browser: {problem}"));
        let id = answer["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("no session in {answer}"))
            .to_owned();
        Self { port, id }
    }

    /// A command of the session with its parameters.
    ///
    /// # Errors
    /// The driver's words.
    pub(super) async fn post(&self, command: &str, parameters: Value) -> Result<Value, String> {
        let path = format!("/session/{}/{command}", self.id);
        exchange(self.port, "POST", &path, Some(&parameters)).await
    }

    /// A question of the session.
    ///
    /// # Errors
    /// The driver's words.
    pub(super) async fn get(&self, question: &str) -> Result<Value, String> {
        let path = format!("/session/{}/{question}", self.id);
        exchange(self.port, "GET", &path, None).await
    }

    /// Ends something of the session.
    ///
    /// # Errors
    /// The driver's words.
    pub(super) async fn delete(&self, what: &str) -> Result<Value, String> {
        let path = format!("/session/{}/{what}", self.id);
        exchange(self.port, "DELETE", &path, None).await
    }

    /// A command of the DevTools protocol.
    ///
    /// # Errors
    /// The driver's words.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value, String> {
        self.post(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": parameters }),
        )
        .await
    }

    /// Ends the browser, without a runtime: for `Drop`.
    pub(super) fn close(&self) {
        let request = format!(
            "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            self.id
        );
        // A driver that has gone already needs no goodbye.
        if let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = stream.write_all(request.as_bytes());
            let _ = stream.read(&mut [0; 512]);
        }
    }
}

async fn exchange(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<Value, String> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let talk = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.write_all(request.as_bytes()).await?;
        read_body(&mut stream).await
    };
    let answer = tokio::time::timeout(LIMIT, talk)
        .await
        .map_err(|_| format!("no answer to {path} within {LIMIT:?}"))?
        .map_err(|error| format!("{path}: {error}"))?;
    let answer: Value =
        serde_json::from_slice(&answer).map_err(|error| format!("{path}: {error}"))?;
    let value = answer["value"].clone();
    match value["error"].as_str() {
        Some(error) => Err(format!("{path}: {error}: {}", value["message"])),
        None => Ok(value),
    }
}

/// chromedriver always says how long its answer is.
async fn read_body(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let head_end = bytes.windows(4).position(|end| end == b"\r\n\r\n");
        if let Some(head_end) = head_end {
            let head = String::from_utf8_lossy(&bytes[..head_end]).to_lowercase();
            let length: usize = head
                .split("content-length:")
                .nth(1)
                .and_then(|rest| rest.lines().next()?.trim().parse().ok())
                .unwrap_or(0);
            let mut body = bytes.split_off(head_end + 4);
            while body.len() < length && stream.read_buf(&mut body).await? > 0 {}
            return Ok(body);
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}
