//! The engine without a browser: this is its shell on the host, with TLS or,
//! before servers on loopback that have none, in the clear.

use crate::relay;
use crate::wait::PATIENCE;
use laboratory::{Files, Page};
use mail_engine::{
    Action, Change, CloseReason, ConnectionId, Effect, Engine, EngineConfig, Input, Place,
    Recalled, Record, RememberedSession, SessionState, StoreName,
};
use mail_model::{FileId, ProblemKind, Timestamp};
use mime_message::CharsetDecoder;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use submission_client::{Delivery, Order, Step};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

/// An account whose connections go to one server.
pub struct Account {
    engine: Engine,
    port: u16,
    /// Where mail is handed in, in the clear.
    submission_port: Option<u16>,
    tls: Option<Arc<ClientConfig>>,
    /// The proxy's address and origin, where it is reached through one.
    proxy: Option<relay::Proxy>,
    /// What its page shows.
    page: Page,
    inputs: mpsc::UnboundedReceiver<Input>,
    inbox: mpsc::UnboundedSender<Input>,
    writers: BTreeMap<ConnectionId, mpsc::UnboundedSender<Vec<u8>>>,
    /// What was sent since this was last cleared, as text.
    pub said: String,
    /// How many octets came since this was last set to nothing.
    pub received: usize,
    /// What its shell keeps for a reload.
    pub kept: Option<Box<RememberedSession>>,
    /// What the engine was told, if it is to be kept.
    pub recorded: Option<Vec<(Timestamp, Input)>>,
    /// The files that its shell keeps.
    pub files: Files,
    /// What its shell keeps in the browser's stead.
    pub records: BTreeMap<StoreName, BTreeMap<String, Vec<u8>>>,
    /// The last of what both sides said, for a report.
    dialogue: String,
    /// What the server says it can do and this account does not hear.
    masked: Vec<&'static str>,
}

/// The charsets that a browser's TextDecoder knows, from the same standard's tables.
#[derive(Debug)]
struct EncodingTables;

impl CharsetDecoder for EncodingTables {
    fn decode(&self, charset: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(charset.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// So much is read at once, at most.
const READ: usize = 64 * 1024;

/// So much of what was said is kept.
const KEPT: usize = 6_000;

impl Account {
    /// An account that nobody is logged in to, before `localhost:port` over TLS.
    pub fn new(port: u16, tls: Arc<ClientConfig>) -> Self {
        Self::before(port, Some(tls))
    }

    /// As [`Self::new`], without TLS.
    pub fn in_the_clear(port: u16) -> Self {
        Self::before(port, None)
    }

    fn before(port: u16, tls: Option<Arc<ClientConfig>>) -> Self {
        let (inbox, inputs) = mpsc::unbounded_channel();
        let engine = Engine::new(EngineConfig {
            charsets: Box::new(EncodingTables),
            version: "0".to_owned(),
            seed: 1,
            entropy: [7; 16],
            normalise: None,
            collate: None,
            connection_limit: 4,
            later: Some(mail_engine::Later::all()),
        });
        Self {
            engine,
            port,
            submission_port: None,
            tls,
            proxy: None,
            page: Page::default(),
            inputs,
            inbox,
            writers: BTreeMap::new(),
            said: String::new(),
            received: 0,
            kept: None,
            recorded: None,
            files: Files::default(),
            records: BTreeMap::new(),
            dialogue: String::new(),
            masked: Vec::new(),
        }
    }

    /// Mail is handed in there, in the clear.
    pub fn submitting_to(mut self, port: u16) -> Self {
        self.submission_port = Some(port);
        self
    }

    /// Reaches its upstream through a proxy of this origin, as its app does, and
    /// nothing by itself: at this address, where something stands before it.
    pub fn through(mut self, origin: &str, address: &str) -> Self {
        self.proxy = Some(relay::Proxy {
            origin: origin.to_owned(),
            address: address.to_owned(),
        });
        self
    }

    /// Hears nothing of these capabilities and response codes, as if the server
    /// did not have them: so each rung of a ladder is met before a server that has
    /// them all.
    #[must_use]
    pub fn without(mut self, capabilities: &[&'static str]) -> Self {
        self.masked.extend_from_slice(capabilities);
        self
    }

    /// Attaches a file.
    pub fn attach(&mut self, file: FileId, octets: Vec<u8>) {
        let told = self.files.put(file, octets);
        self.handle(told);
    }

    /// A wish.
    pub fn act(&mut self, action: impl Into<Action>) {
        self.handle(Input::Action(action.into()));
    }

    /// The page was loaded anew: goes on with a session that was kept.
    pub fn restore(&mut self, session: Box<RememberedSession>, place: Place) {
        self.hand_in(Input::Restore { session, place });
    }

    /// The line is cut; what the engine makes of it happens in [`Self::until`].
    pub fn cut(&mut self) {
        self.writers.clear();
    }

    /// The line is cut, and the engine has seen it. It does not try again
    /// before it is lived on.
    pub async fn lose_line(&mut self) {
        self.cut();
        self.until("the loss of the line", |change| {
            matches!(change, Change::Session(SessionState::Offline { .. })).then_some(())
        })
        .await;
    }

    /// The last of what both sides said.
    pub fn dialogue(&self) -> &str {
        &self.dialogue
    }

    /// What was said to a transfer since this was last asked.
    pub fn take_transferred(&mut self) -> impl Iterator<Item = Change> {
        std::mem::take(&mut self.page.transferred).into_iter()
    }

    /// What the page shows now.
    pub fn page(&self) -> &Page {
        &self.page
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
        self.live(what, |_, change| change.and_then(&mut wanted))
            .await
    }

    /// Lives on until the page shows what is wanted; it may be there already.
    ///
    /// # Panics
    /// When it does not come; with the changes that came.
    pub async fn shows<T>(&mut self, what: &str, mut wanted: impl FnMut(&Page) -> Option<T>) -> T {
        self.live(what, |page, change| match change {
            // Not between two changes of one step.
            Some(_) => None,
            None => wanted(page),
        })
        .await
    }

    /// Lives on for a while, whatever comes.
    pub async fn rest(&mut self, time: Duration) {
        let end = Instant::now() + time;
        loop {
            self.carry_out();
            while let Some(change) = self.engine.poll_change() {
                self.page.apply(change);
            }
            let input = tokio::select! {
                Some(input) = self.inputs.recv() => input,
                () = sleep_until(self.engine.poll_timeout()) => Input::Timeout,
                () = tokio::time::sleep_until(end) => return,
            };
            self.hand_in(input);
        }
    }

    /// Lives on until nothing has come for so long, and shows what comes.
    pub async fn settle(&mut self, page: &mut Page, quiet: Duration) {
        loop {
            self.carry_out();
            while let Some(change) = self.engine.poll_change() {
                self.page.apply(change.clone());
                page.apply(change);
            }
            let input = tokio::select! {
                Some(input) = self.inputs.recv() => input,
                () = sleep_until(self.engine.poll_timeout()) => Input::Timeout,
                () = tokio::time::sleep(quiet) => return,
            };
            self.hand_in(input);
        }
    }

    /// Lives on until something is found: asked with each change as the page
    /// has taken it in, and without one when all are taken in.
    async fn live<T>(
        &mut self,
        what: &str,
        mut find: impl FnMut(&Page, Option<&Change>) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut came = Vec::new();
        loop {
            self.carry_out();
            while let Some(change) = self.engine.poll_change() {
                self.page.apply(change.clone());
                if let Some(found) = find(&self.page, Some(&change)) {
                    return found;
                }
                came.push(format!("{change:.200?}"));
            }
            if let Some(found) = find(&self.page, None) {
                return found;
            }
            let input = tokio::select! {
                Some(input) = self.inputs.recv() => input,
                () = sleep_until(self.engine.poll_timeout()) => Input::Timeout,
                () = tokio::time::sleep_until(deadline) => {
                    let said = &self.dialogue;
                    panic!("waited in vain for {what}; there came {came:#?}\nlast was said:\n{said}")
                }
            };
            self.hand_in(input);
        }
    }

    fn hand_in(&mut self, mut input: Input) {
        match &mut input {
            Input::Received(id, bytes) => {
                mask(bytes, &self.masked);
                self.received += bytes.len();
                self.note(*id, "S", bytes);
            }
            Input::Closed(id, reason) => self.note(*id, "S", format!("{reason:?}").as_bytes()),
            _ => {}
        }
        self.handle(input);
    }

    fn handle(&mut self, input: Input) {
        let now = now();
        if let Some(recorded) = &mut self.recorded {
            recorded.push((now, input.clone()));
        }
        self.engine.handle(input, now);
    }

    fn note(&mut self, id: ConnectionId, who: &str, bytes: &[u8]) {
        let begin = bytes.len().saturating_sub(KEPT);
        let text = String::from_utf8_lossy(&bytes[begin..]);
        self.dialogue.push_str(&format!("{who}{}: {text}\n", id.0));
        let surplus = self.dialogue.len().saturating_sub(KEPT);
        let begin = (surplus..).find(|at| self.dialogue.is_char_boundary(*at));
        self.dialogue.drain(..begin.unwrap_or(surplus));
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.engine.poll_effect() {
            let effect = match self.files.carry_out(effect) {
                Ok(None) => continue,
                Ok(Some(input)) => {
                    self.handle(input);
                    continue;
                }
                Err(effect) => *effect,
            };
            match effect {
                Effect::Connect(id, upstream) => {
                    let (writer, bytes) = mpsc::unbounded_channel();
                    self.writers.insert(id, writer);
                    let way = Way {
                        port: self.port,
                        tls: self.tls.clone(),
                        relay: self.proxy.clone().map(|proxy| (proxy, upstream)),
                    };
                    tokio::spawn(carry(id, way, bytes, self.inbox.clone()));
                }
                Effect::Send(id, bytes) => {
                    self.note(id, "C", &bytes);
                    self.said.push_str(&String::from_utf8_lossy(&bytes));
                    if let Some(writer) = self.writers.get(&id) {
                        let _ = writer.send(bytes);
                    }
                }
                Effect::Disconnect(id) => {
                    self.writers.remove(&id);
                }
                Effect::Perform(id, job) => {
                    let made = Input::Performed(id, Ok(job.perform(&EncodingTables)));
                    self.handle(made);
                }
                Effect::Submit(id, upstream, order) => {
                    let suffix = relay_protocol::SUBMISSION_SUFFIX;
                    let way = Way {
                        port: self.submission_port.unwrap_or(self.port),
                        tls: None,
                        relay: (self.proxy.clone()).map(|proxy| (proxy, upstream + suffix)),
                    };
                    let files = self.files.clone();
                    tokio::spawn(hand_in(id, way, order, files, self.inbox.clone()));
                }
                Effect::Remember(session) => self.kept = Some(session),
                Effect::Forget => self.kept = None,
                Effect::Keep(id, store, records) => {
                    let kept = self.records.entry(store).or_default();
                    for record in records {
                        match record.value {
                            Some(value) => drop(kept.insert(record.key, value)),
                            None => drop(kept.remove(&record.key)),
                        }
                    }
                    let _ = self.inbox.send(Input::Kept(id, true));
                }
                Effect::Recall(store) => {
                    let kept = self.records.get(&store).into_iter().flatten();
                    let records = kept.map(|(key, value)| Record {
                        key: key.clone(),
                        value: Some(value.clone()),
                    });
                    let told = Input::Recalled(store.clone(), Recalled::All(records.collect()));
                    let _ = self.inbox.send(told);
                }
                // Of files, and carried out already.
                Effect::ReadFile { .. }
                | Effect::AppendFile(..)
                | Effect::KeepFile(_)
                | Effect::DropFile(_)
                | Effect::SweepFiles(_)
                // There are no other tabs that would take it.
                | Effect::LetGo(..) => {}
            }
        }
    }
}

/// Makes words of capability lists, and names of response codes, unknown ones of
/// the same length.
fn mask(bytes: &mut [u8], words: &[&str]) {
    for line in bytes.split_mut(|byte| *byte == b'\n') {
        let is_list = line.windows(11).any(|window| window == b"CAPABILITY ");
        if !is_list && !line.starts_with(b"* OK [") {
            continue;
        }
        for word in line.split_mut(|byte| b" []\r".contains(byte)) {
            if words.iter().any(|masked| masked.as_bytes() == &*word) {
                word.fill(b'X');
            }
        }
    }
}

/// A connection's bytes, with TLS around them or not.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// How a server is reached.
struct Way {
    port: u16,
    tls: Option<Arc<ClientConfig>>,
    /// The proxy, and the path of the relay, where it is through one.
    relay: Option<(relay::Proxy, String)>,
}

impl Way {
    async fn open(self) -> std::io::Result<Box<dyn Stream>> {
        if let Some((proxy, path)) = self.relay {
            return Ok(Box::new(proxy.open(&path).await?));
        }
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(match self.tls {
            Some(tls) => {
                let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
                Box::new(TlsConnector::from(tls).connect(name, stream).await?)
            }
            None => Box::new(stream),
        })
    }
}

/// One connection: what comes becomes input, until either side ends it.
async fn carry(
    id: ConnectionId,
    way: Way,
    mut bytes: mpsc::UnboundedReceiver<Vec<u8>>,
    inbox: mpsc::UnboundedSender<Input>,
) {
    let talk = async {
        let mut stream = way.open().await?;
        let _ = inbox.send(Input::Connected(id));
        let mut buffer = Vec::with_capacity(READ);
        loop {
            tokio::select! {
                length = stream.read_buf(&mut buffer) => {
                    if length? == 0 {
                        return Ok(());
                    }
                    // As large as the first: an empty one would grow by 64 octets.
                    let bytes = std::mem::replace(&mut buffer, Vec::with_capacity(READ));
                    let _ = inbox.send(Input::Received(id, bytes));
                }
                sent = bytes.recv() => match sent {
                    Some(sent) => {
                        stream.write_all(&sent).await?;
                        stream.flush().await?;
                    }
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

/// One message on its way to the submission service.
async fn hand_in(
    id: ConnectionId,
    way: Way,
    order: Box<Order>,
    mut files: Files,
    inbox: mpsc::UnboundedSender<Input>,
) {
    let mut delivery = Delivery::default();
    delivery.handle(Step::Ordered(order), now());
    let mut stream = way.open().await.ok();
    let lost = || Step::Closed(submission_client::CloseReason::lost());
    let mut step = match stream {
        Some(_) => Step::Opened,
        None => lost(),
    };
    loop {
        let answer = delivery.handle(step, now());
        for news in answer.news {
            let _ = inbox.send(Input::Submission(id, news));
        }
        let Some(stream) = stream.as_mut().filter(|_| !answer.is_over) else {
            return;
        };
        let said = answer.said.concat();
        let is_sent = stream.write_all(&said).await.is_ok() && stream.flush().await.is_ok();
        if !is_sent {
            step = lost();
            continue;
        }
        let mut buffer = Vec::with_capacity(64 * 1024);
        let need = answer.need;
        step = tokio::select! {
            biased;
            length = stream.read_buf(&mut buffer) => match length {
                Ok(1..) => Step::Received(buffer),
                Ok(0) | Err(_) => lost(),
            },
            // What the service says meanwhile goes first.
            () = std::future::ready(()), if need.is_some() => match need {
                Some(slice) => Step::Read(files.read(slice)),
                None => Step::Timeout,
            },
            () = sleep_until(answer.timeout) => Step::Timeout,
        };
    }
}

async fn sleep_until(due: Option<Timestamp>) {
    let Some(due) = due else {
        return std::future::pending().await;
    };
    // Time may be skipped meanwhile.
    loop {
        match due.since(now()) {
            Duration::ZERO => return,
            left => tokio::time::sleep(left.min(Duration::from_millis(200))).await,
        }
    }
}

/// So many milliseconds were skipped.
static SKIPPED: AtomicI64 = AtomicI64::new(0);

/// Has all accounts of this process believe that so much time has passed: what
/// waits long for an answer has waited.
pub fn skip(time: Duration) {
    let milliseconds = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    SKIPPED.fetch_add(milliseconds, Ordering::Relaxed);
}

fn now() -> Timestamp {
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    let elapsed = i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
    Timestamp(elapsed.saturating_add(SKIPPED.load(Ordering::Relaxed)))
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_masked_capability_is_not_heard() {
        let mut bytes = b"* 1 FETCH (FLAGS (SORT))\r\n* OK [CAPABILITY IMAP4rev1 SORT SORT=DISPLAY IDLE] ready\r\nA1 OK [CAPABILITY X SORT]\r\n".to_vec();
        mask(&mut bytes, &["SORT", "IDLE"]);
        let expected = b"* 1 FETCH (FLAGS (SORT))\r\n* OK [CAPABILITY IMAP4rev1 XXXX SORT=DISPLAY XXXX] ready\r\nA1 OK [CAPABILITY X XXXX]\r\n";
        assert_eq!(bytes, expected);
    }
}
