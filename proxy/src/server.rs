//! Accepts connections, serves each in a task of its own, and stops in order.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use relay_protocol::SUBMISSION_SUFFIX;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};

use crate::admission::Admission;
use crate::assets::Asset;
use crate::config::{Config, Limits, Target};
use crate::error::Error;
use crate::log::{Field, Log};
use crate::relay::{Browser, Outcome, relay, web_socket};
use crate::site::{Granted, Relays, Site};
use crate::upstream::{ClientConfigs, Connector};
use crate::workers::Workers;

/// A request's head, in bytes: the least that hyper can be bound to.
const LONGEST_HEAD: usize = 8 * 1024;
/// A connection that fetches files, from its first byte to its last.
const LONGEST_VISIT: Duration = Duration::from_secs(300);
/// The operating system has no room for another connection; it may soon.
const PAUSE_WITHOUT_ROOM: Duration = Duration::from_millis(50);
const TOO_MANY: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// What a relay leads to.
enum Destination {
    Server(Connector),
    #[cfg(feature = "demo")]
    Demo(crate::demo::DemoServer, crate::config::Service),
    #[cfg(feature = "conformance")]
    Echo,
}

/// What an upstream's submission service is called in addresses and in the log;
/// no upstream's own name has a slash.
fn submission_name(upstream: &str) -> String {
    format!("{upstream}{SUBMISSION_SUFFIX}")
}

struct Server {
    site: Site,
    destinations: BTreeMap<String, Destination>,
    limits: Limits,
    log: Log,
}

/// Serves on `listener` until `shutdown` is ready, then drains.
///
/// # Errors
/// When the configuration cannot be served: an authority file that cannot be
/// read, no authorities at all, no origin for this listener.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    assets: &'static [Asset],
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    let address = listener.local_addr().map_err(Error::System)?;
    let log = Log::new(config.log);
    let drain = config.limits.drain();
    let server = Arc::new(Server::new(config, address, assets, log)?);
    log.info("listening", &[("address", Field::Shown(&address))]);

    let workers = Workers::start()?;
    let (stop, stopped) = watch::channel(false);
    // Each connection holds a sender: when all are gone, so are they.
    let (alive, mut ended) = mpsc::channel::<()>(1);
    tokio::select! {
        () = shutdown => {}
        () = accept(&listener, &server, &workers, &stopped, &alive) => {}
    }
    drop(listener);
    drop(alive);
    log.info("stopping", &[]);
    let _ = stop.send(true);
    if tokio::time::timeout(drain, ended.recv()).await.is_err() {
        log.warn("drain-incomplete", &[]);
    }
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    server: &Arc<Server>,
    workers: &Workers,
    stopped: &watch::Receiver<bool>,
    alive: &mpsc::Sender<()>,
) {
    let room = Arc::new(Semaphore::new(server.limits.connections));
    loop {
        let (tcp, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                server
                    .log
                    .warn("accept-failed", &[("error", Field::Shown(&error))]);
                tokio::time::sleep(PAUSE_WITHOUT_ROOM).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            turn_away(tcp);
            continue;
        };
        // Its events are to come to the thread that serves it.
        let Ok(tcp) = tcp.into_std() else { continue };
        let (server, stopped, alive) = (Arc::clone(server), stopped.clone(), alive.clone());
        workers.spawn(async move {
            if let Ok(tcp) = TcpStream::from_std(tcp) {
                serve_connection(&server, tcp, peer, stopped).await;
            }
            drop((place, alive));
        });
    }
}

/// Says that there is no room, if the socket's buffer takes it, and waits for nothing.
fn turn_away(mut tcp: TcpStream) {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let _ = pin!(tcp.write(TOO_MANY)).poll(&mut context);
}

async fn serve_connection(
    server: &Arc<Server>,
    tcp: TcpStream,
    peer: SocketAddr,
    mut stopped: watch::Receiver<bool>,
) {
    // Without it a keystroke's command waits for the last one's acknowledgement.
    if tcp.set_nodelay(true).is_err() {
        return;
    }
    let Some((granted, browser)) = Box::pin(visit(server, tcp, peer, &mut stopped)).await else {
        return;
    };
    Box::pin(serve_relay(server, granted, browser, stopped)).await;
}

/// Answers requests until the connection ends, or becomes a relay.
async fn visit(
    server: &Arc<Server>,
    tcp: TcpStream,
    peer: SocketAddr,
    stopped: &mut watch::Receiver<bool>,
) -> Option<(Granted, Browser<TcpStream>)> {
    let grant: Mutex<Option<Granted>> = Mutex::new(None);
    let grant = Arc::new(grant);
    let service = {
        let (server, grant) = (Arc::clone(server), Arc::clone(&grant));
        service_fn(move |request| {
            let (response, granted) =
                server
                    .site
                    .respond(request, peer, Instant::now(), server.log);
            if granted.is_some() {
                *grant.lock().unwrap_or_else(PoisonError::into_inner) = granted;
            }
            std::future::ready(Ok::<_, std::convert::Infallible>(response))
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(server.limits.handshake())
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(tcp), service)
        .with_upgrades();
    {
        let mut connection = pin!(connection);
        let visit = async {
            tokio::select! {
                result = &mut connection => return result,
                _ = stopped.wait_for(|stopped| *stopped) => {}
            }
            // The answer that is on its way arrives; nothing new begins.
            connection.as_mut().graceful_shutdown();
            connection.await
        };
        let ended = tokio::time::timeout(LONGEST_VISIT, visit).await;
        if !matches!(ended, Ok(Ok(()))) {
            return None;
        }
    }
    let mut granted = grant
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()?;
    let upgraded = (&mut granted.upgrade).await.ok()?;
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().ok()?;
    let (tcp, read) = (parts.io.into_inner(), parts.read_buf.to_vec());
    let browser = web_socket(tcp, read, &server.limits).await;
    Some((granted, browser))
}

async fn serve_relay(
    server: &Arc<Server>,
    granted: Granted,
    browser: Browser<TcpStream>,
    mut stopped: watch::Receiver<bool>,
) {
    let began = Instant::now();
    let stop = async move {
        // The sender lives as long as the server; should it not, that is a stop too.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    let outcome = match server.destinations.get(&granted.upstream) {
        Some(Destination::Server(_)) => {
            let connect = {
                let (server, name, address) = (
                    Arc::clone(server),
                    granted.upstream.clone(),
                    granted.browser,
                );
                Box::pin(async move { server.connect(&name, address).await })
            };
            relay(browser, connect, &server.limits, stop).await
        }
        #[cfg(feature = "demo")]
        Some(Destination::Demo(demo, service)) => {
            let opened = demo.connect(*service).await;
            relay(
                browser,
                Box::pin(std::future::ready(opened)),
                &server.limits,
                stop,
            )
            .await
        }
        #[cfg(feature = "conformance")]
        Some(Destination::Echo) => return crate::conformance::echo(browser).await,
        None => return,
    };
    server.log_outcome(&granted, &outcome, began.elapsed());
}

impl Server {
    fn new(
        config: Config,
        address: SocketAddr,
        assets: &'static [Asset],
        log: Log,
    ) -> Result<Self, Error> {
        let relays = Relays {
            origins: origins(&config, address)?,
            trusted_proxies: config.trusted_proxies.clone(),
            admission: Arc::new(Admission::new(&config.limits)),
            upstreams: config
                .upstreams
                .iter()
                .flat_map(|(name, upstream)| {
                    let submission = upstream.submission.as_ref();
                    [
                        Some(name.clone()),
                        submission.map(|_| submission_name(name)),
                    ]
                })
                .flatten()
                .collect(),
        };
        let site = Site::new(relays, assets, &config);
        let mut client_configs = ClientConfigs::default();
        let mut destinations = BTreeMap::new();
        #[cfg(feature = "demo")]
        let mut demo = None;
        let targets = config.upstreams.into_iter().flat_map(|(name, upstream)| {
            let submission = upstream.submission;
            let submission = submission.map(|target| (submission_name(&name), target));
            [Some((name, upstream.target)), submission]
        });
        for (name, target) in targets.flatten() {
            let destination = match target {
                Target::Server(server) => {
                    let tls = client_configs
                        .config(server.ca_file.as_deref())
                        .map_err(|error| Error::Upstream(name.clone(), error.to_string()))?;
                    let connector = Connector::new(server, tls, config.limits.connect())
                        .map_err(|_| Error::Upstream(name.clone(), "not a host name".to_owned()))?;
                    Destination::Server(connector)
                }
                #[cfg(feature = "demo")]
                Target::Demo { has_new_mail } => {
                    let start = || crate::demo::DemoServer::start(has_new_mail);
                    let demo = demo.get_or_insert_with(start);
                    let service = match name.ends_with(SUBMISSION_SUFFIX) {
                        true => crate::config::Service::Submission,
                        false => crate::config::Service::Imap,
                    };
                    Destination::Demo(demo.clone(), service)
                }
                #[cfg(feature = "conformance")]
                Target::Echo => Destination::Echo,
            };
            destinations.insert(name, destination);
        }
        Ok(Self {
            site,
            destinations,
            limits: config.limits,
            log,
        })
    }

    async fn connect(
        &self,
        upstream: &str,
        browser: SocketAddr,
    ) -> Result<
        crate::relay::Opened<tokio_rustls::client::TlsStream<TcpStream>>,
        crate::close::Failure,
    > {
        match self.destinations.get(upstream) {
            Some(Destination::Server(connector)) => {
                let connected = connector.connect(browser).await?;
                Ok((connected.stream, connected.preface))
            }
            _ => Err(crate::close::Failure::Unreachable(
                "no such mail server".into(),
            )),
        }
    }

    fn log_outcome(&self, granted: &Granted, outcome: &Outcome, duration: Duration) {
        self.log.info(
            "relay-ended",
            &[
                ("address", Field::Shown(&granted.browser.ip())),
                ("upstream", Field::Text(&granted.upstream)),
                (
                    "milliseconds",
                    Field::Count(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)),
                ),
                ("bytes_from_browser", Field::Count(outcome.from_browser)),
                ("bytes_to_browser", Field::Count(outcome.to_browser)),
                ("ending", Field::Text(outcome.ending.name())),
                ("code", Field::Count(u64::from(outcome.ending.code()))),
                ("reason", Field::Text(outcome.ending.reason())),
            ],
        );
    }
}

/// The origins that may open relays: those configured, or the names by which
/// this machine's own browser reaches a loopback listener.
fn origins(config: &Config, address: SocketAddr) -> Result<Vec<String>, Error> {
    if !config.origins.is_empty() {
        return Ok(config.origins.clone());
    }
    if !address.ip().is_loopback() {
        return Err(Error::Listen(
            address,
            std::io::Error::other(
                "`origins` must be set where others than this machine can connect",
            ),
        ));
    }
    let port = match address.port() {
        80 => String::new(),
        port => format!(":{port}"),
    };
    Ok(["localhost", "127.0.0.1", "[::1]"]
        .map(|host| format!("http://{host}{port}"))
        .to_vec())
}
