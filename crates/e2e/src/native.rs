//! The engine without a browser: this is its shell on the host, TLS and all.

use crate::wait::PATIENCE;
use laboratory::Page;
use mail_engine::{Action, Change, CloseReason, ConnectionId, Effect, Engine, EngineConfig, Input};
use mail_model::{ProblemKind, Timestamp};
use mime_message::BuiltInCharsets;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

/// An account whose connections go to one server.
pub struct Account {
    engine: Engine,
    port: u16,
    tls: Arc<ClientConfig>,
    inputs: mpsc::UnboundedReceiver<Input>,
    inbox: mpsc::UnboundedSender<Input>,
    writers: BTreeMap<ConnectionId, mpsc::UnboundedSender<Vec<u8>>>,
    /// What was sent since this was last cleared, as text.
    pub said: String,
    /// How many octets came since this was last set to nothing.
    pub received: usize,
}

impl Account {
    /// An account that nobody is logged in to, before `localhost:port`.
    pub fn new(port: u16, tls: Arc<ClientConfig>) -> Self {
        let (inbox, inputs) = mpsc::unbounded_channel();
        let engine = Engine::new(EngineConfig {
            charsets: Box::new(BuiltInCharsets),
            version: "0".to_owned(),
            seed: 1,
            entropy: [7; 16],
            connection_limit: 4,
        });
        Self {
            engine,
            port,
            tls,
            inputs,
            inbox,
            writers: BTreeMap::new(),
            said: String::new(),
            received: 0,
        }
    }

    /// A wish.
    pub fn act(&mut self, action: Action) {
        // The receiver lives as long as this.
        let _ = self.inbox.send(Input::Action(action));
    }

    /// The line is cut; what the engine makes of it happens in [`Self::until`].
    pub fn cut(&mut self) {
        self.writers.clear();
    }

    /// Lives on until a change is what is wanted of it.
    ///
    /// # Panics
    /// When it does not come; with the changes that came.
    pub async fn until<T>(
        &mut self,
        what: &str,
        mut wanted: impl FnMut(&Change) -> Option<T>,
    ) -> T {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut came = Vec::new();
        loop {
            self.carry_out();
            while let Some(change) = self.engine.poll_change() {
                if let Some(found) = wanted(&change) {
                    return found;
                }
                came.push(format!("{change:.200?}"));
            }
            let input = tokio::select! {
                Some(input) = self.inputs.recv() => input,
                () = sleep_until(self.engine.poll_timeout()) => Input::Timeout,
                () = tokio::time::sleep_until(deadline) => {
                    panic!("waited in vain for {what}; there came {came:#?}")
                }
            };
            self.handle(input);
        }
    }

    /// Lives on until nothing has come for so long, and shows what comes.
    pub async fn settle(&mut self, page: &mut Page, quiet: Duration) {
        loop {
            self.carry_out();
            while let Some(change) = self.engine.poll_change() {
                page.apply(change);
            }
            let input = tokio::select! {
                Some(input) = self.inputs.recv() => input,
                () = sleep_until(self.engine.poll_timeout()) => Input::Timeout,
                () = tokio::time::sleep(quiet) => return,
            };
            self.handle(input);
        }
    }

    fn handle(&mut self, input: Input) {
        if let Input::Received(_, bytes) = &input {
            self.received += bytes.len();
        }
        self.engine.handle(input, now());
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            match effect {
                Effect::Connect(id, _) => {
                    let (writer, bytes) = mpsc::unbounded_channel();
                    self.writers.insert(id, writer);
                    let (port, tls) = (self.port, Arc::clone(&self.tls));
                    tokio::spawn(carry(id, port, tls, bytes, self.inbox.clone()));
                }
                Effect::Send(id, bytes) => {
                    self.said.push_str(&String::from_utf8_lossy(&bytes));
                    if let Some(writer) = self.writers.get(&id) {
                        let _ = writer.send(bytes);
                    }
                }
                Effect::Disconnect(id) => {
                    self.writers.remove(&id);
                }
                Effect::Perform(id, job) => {
                    let made = Input::Performed(id, Ok(job.perform()));
                    self.engine.handle(made, now());
                }
                Effect::Remember(_) | Effect::Forget => {}
            }
        }
    }
}

/// One connection: what comes becomes input, until either side ends it.
async fn carry(
    id: ConnectionId,
    port: u16,
    tls: Arc<ClientConfig>,
    mut bytes: mpsc::UnboundedReceiver<Vec<u8>>,
    inbox: mpsc::UnboundedSender<Input>,
) {
    let talk = async {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
        let mut stream = TlsConnector::from(tls).connect(name, stream).await?;
        let _ = inbox.send(Input::Connected(id));
        let mut buffer = Vec::with_capacity(64 * 1024);
        loop {
            tokio::select! {
                length = stream.read_buf(&mut buffer) => {
                    if length? == 0 {
                        return Ok(());
                    }
                    let _ = inbox.send(Input::Received(id, std::mem::take(&mut buffer)));
                }
                sent = bytes.recv() => match sent {
                    Some(sent) => stream.write_all(&sent).await?,
                    None => return stream.shutdown().await,
                },
            }
        }
    };
    let ended: std::io::Result<()> = talk.await;
    let reason = CloseReason {
        kind: ProblemKind::ConnectionLost,
        words: ended
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default(),
    };
    let _ = inbox.send(Input::Closed(id, reason));
}

async fn sleep_until(due: Option<Timestamp>) {
    match due {
        Some(due) => tokio::time::sleep(due.since(now())).await,
        None => std::future::pending().await,
    }
}

fn now() -> Timestamp {
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}
