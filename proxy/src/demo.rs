//! The built-in demo: demo-server in this process, as one more upstream.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use demo_server::{Profile, Server, SessionId};
use mail_model::Timestamp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::sync::{Mutex, Notify};

use crate::close::Failure;
use crate::config::{Service, Target, Upstream};
use crate::relay::Opened;

/// What waits between a relay and the demo server, each way.
const PIPE: usize = 64 * 1024;
/// Decides all that looks random in the demo's mail.
const SEED: u64 = 1;

/// The demo's upstream, and its name in addresses; whether new mail arrives in it by
/// itself.
pub fn upstream(has_new_mail: bool) -> (String, Upstream) {
    let upstream = Upstream {
        label: "Demo".to_owned(),
        domains: vec!["demo.example".to_owned()],
        target: Target::Demo { has_new_mail },
        submission: Some(Target::Demo { has_new_mail }),
    };
    ("demo".to_owned(), upstream)
}

/// The one demo server that all relays of a process share.
#[derive(Clone)]
pub(crate) struct DemoServer {
    server: Arc<Mutex<Server>>,
    /// Something may have happened that concerns other sessions too.
    happened: Arc<Notify>,
}

impl DemoServer {
    /// Needs a tokio runtime: the server's own timer runs in a task.
    pub(crate) fn start(has_new_mail: bool) -> Self {
        let server = Server::demo(Profile::Full, SEED, now());
        let server = match has_new_mail {
            true => server,
            false => server.without_arrivals(),
        };
        let demo = Self {
            server: Arc::new(Mutex::new(server)),
            happened: Arc::new(Notify::new()),
        };
        tokio::spawn(demo.clone().drive_timer());
        demo
    }

    /// A new session, as a relay's upstream.
    pub(crate) async fn connect(&self, service: Service) -> Result<Opened<DuplexStream>, Failure> {
        let (relays_end, servers_end) = tokio::io::duplex(PIPE);
        let session = match service {
            Service::Imap => self.server.lock().await.connect(now()),
            Service::Submission => self
                .server
                .lock()
                .await
                .connect_submission(now())
                .ok_or_else(|| Failure::Unreachable("the demo has too many visitors".into()))?,
        };
        tokio::spawn(self.clone().drive_session(session, servers_end));
        Ok((relays_end, &[]))
    }

    /// New demo mail arrives by itself.
    async fn drive_timer(self) {
        loop {
            // Asked for before looking, so that nothing is missed in between.
            let happened = self.happened.notified();
            let timeout = self.server.lock().await.poll_timeout();
            match timeout {
                Some(timeout) => {
                    tokio::select! {
                        () = tokio::time::sleep(timeout.since(now())) => {
                            self.server.lock().await.handle_timeout(now());
                            self.happened.notify_waiters();
                        }
                        () = happened => {}
                    }
                }
                None => happened.await,
            }
        }
    }

    /// Carries bytes between a session and its relay until either ends.
    async fn drive_session(self, session: SessionId, mut relay: DuplexStream) {
        let mut input = Vec::with_capacity(PIPE);
        loop {
            let happened = self.happened.notified();
            let (output, finished) = {
                let mut server = self.server.lock().await;
                let output = std::iter::from_fn(|| server.poll_transmit(session))
                    .collect::<Vec<_>>()
                    .concat();
                (output, server.is_finished(session))
            };
            if relay.write_all(&output).await.is_err() || finished {
                break;
            }
            if !output.is_empty() {
                continue;
            }
            tokio::select! {
                read = relay.read_buf(&mut input) => {
                    if !read.is_ok_and(|read| read > 0) {
                        break;
                    }
                    self.server.lock().await.handle_input(session, &input, now());
                    input.clear();
                    self.happened.notify_waiters();
                }
                () = happened => {}
            }
        }
        let _ = relay.shutdown().await;
        self.server.lock().await.handle_closed(session, now());
        self.happened.notify_waiters();
    }
}

fn now() -> Timestamp {
    let since_1970 = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    Timestamp(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}
