//! Measures the relay: throughput each way, CPU per GB, added round trip,
//! memory per idle connection, CPU per connection. Prints each beside its
//! target, and beside the same over TLS without a relay, and over nginx's
//! stream module if `nginx` is on PATH.
//!
//!     cargo run --release -p porthole --example relay_bench
//!
//! The relay runs in a process of its own, so that its CPU time and memory are
//! its alone. Linux only: both are read from /proc.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a measurement that cannot be made says so by ending"
)]

mod path;
mod peer;
mod process;

use std::time::{Duration, Instant};

use path::Path;
use peer::MailServer;
use process::Relay;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const ROUNDS: usize = 3;
const BULK: usize = 768 * 1024 * 1024;
const ROUND_TRIPS: usize = 4000;
const IDLE_CONNECTIONS: usize = 1000;
/// What a connection has fetched before it is idle.
const MAIL: usize = 512 * 1024;
const GB: f64 = 1e9;

/// What one way from a client to the mail server costs.
struct Costs {
    to_browser: Bulk,
    from_browser: Bulk,
    round_trip: Duration,
    connections: Option<Connections>,
}

/// What each of many idle connections costs the relay.
struct Connections {
    /// Of memory, when it has said hello.
    fresh_kilobytes: f64,
    /// Of memory, when it has fetched some mail too.
    used_kilobytes: f64,
    cpu_milliseconds: f64,
}

struct Bulk {
    megabytes_per_second: f64,
    cpu_seconds_per_gb: f64,
}

fn main() {
    if let Some(config) = std::env::args().nth(1) {
        process::serve(&config);
        return;
    }
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(measure());
}

async fn measure() {
    porthole::raise_open_files();
    let server = MailServer::start().await;
    println!("relay, loopback, medians of {ROUNDS}");
    println!(
        "{:<24} {:>17} {:>17} {:>12} {:>17} {:>12}",
        "", "MB/s to/from", "CPU s/GB to/from", "added ms", "KB idle new/used", "CPU ms/setup"
    );
    let direct = costs(&Path::direct(&server), None).await;
    row("TLS, no relay", &direct, &direct);
    if let Some(nginx) = Relay::nginx(&server) {
        let costs = costs(&Path::tcp(nginx.address), Some(&nginx)).await;
        row("nginx stream TCP → TLS", &costs, &direct);
    }
    let relay = Relay::porthole(&server);
    let costs = costs(&Path::web_socket(relay.address), Some(&relay)).await;
    row("porthole WS → TLS", &costs, &direct);
    println!(
        "{:<24} {:>17} {:>17} {:>12} {:>17} {:>12}",
        "target", "≥ nginx's", "≤ 1.2 × nginx's", "≤ 0.06", "≤ 40", "≤ 2"
    );
}

fn row(name: &str, costs: &Costs, direct: &Costs) {
    let added = costs
        .round_trip
        .saturating_sub(direct.round_trip)
        .as_secs_f64()
        * 1e3;
    let connections = costs.connections.as_ref().map_or_else(
        || format!("{:>8} {:>8} {:>12}", "-", "-", "-"),
        |each| {
            format!(
                "{:>8.1} {:>8.1} {:>12.1}",
                each.fresh_kilobytes, each.used_kilobytes, each.cpu_milliseconds
            )
        },
    );
    println!(
        "{name:<24} {:>8.0} {:>8.0} {:>8.2} {:>8.2} {added:>12.3} {connections}",
        costs.to_browser.megabytes_per_second,
        costs.from_browser.megabytes_per_second,
        costs.to_browser.cpu_seconds_per_gb,
        costs.from_browser.cpu_seconds_per_gb,
    );
}

async fn costs(path: &Path, relay: Option<&Relay>) -> Costs {
    let connections = match relay {
        Some(relay) => Some(idle_connections(path, relay).await),
        None => None,
    };
    Costs {
        to_browser: bulk(path, relay, true).await,
        from_browser: bulk(path, relay, false).await,
        round_trip: round_trip(path).await,
        connections,
    }
}

async fn bulk(path: &Path, relay: Option<&Relay>, to_browser: bool) -> Bulk {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let mut connection = path.connect().await;
        let cpu = relay.map(Relay::cpu_seconds);
        let began = Instant::now();
        if to_browser {
            connection.ask_for(BULK).await;
        } else {
            connection.give(BULK).await;
        }
        let seconds = began.elapsed().as_secs_f64();
        let cpu = relay.map_or(0.0, Relay::cpu_seconds) - cpu.unwrap_or(0.0);
        rounds.push((BULK as f64 / 1e6 / seconds, cpu * GB / BULK as f64));
    }
    Bulk {
        megabytes_per_second: median(rounds.iter().map(|round| round.0)),
        cpu_seconds_per_gb: median(rounds.iter().map(|round| round.1)),
    }
}

async fn round_trip(path: &Path) -> Duration {
    let mut connection = path.connect().await;
    let mut times = Vec::new();
    for _ in 0..ROUND_TRIPS {
        let began = Instant::now();
        connection.ping().await;
        times.push(began.elapsed().as_secs_f64());
    }
    Duration::from_secs_f64(median(times.into_iter()))
}

/// KB of memory and milliseconds of CPU time for each of many connections
/// that have said hello and wait.
async fn idle_connections(path: &Path, relay: &Relay) -> Connections {
    // What is allocated once, for the first connections, is nobody's in particular.
    let mut connections = Vec::new();
    for _ in 0..20 {
        let mut connection = path.connect().await;
        connection.ping().await;
        connections.push(connection);
    }
    let (memory, cpu) = (relay.memory_kilobytes(), relay.cpu_seconds());
    for _ in 0..IDLE_CONNECTIONS {
        let mut connection = path.connect().await;
        connection.ping().await;
        connections.push(connection);
    }
    let set_up = relay.cpu_seconds();
    let fresh = relay.memory_kilobytes();
    // Nobody is idle before having looked at some mail.
    for connection in connections.iter_mut().skip(20) {
        connection.ask_for(MAIL).await;
    }
    let count = IDLE_CONNECTIONS as f64;
    Connections {
        fresh_kilobytes: (fresh - memory) / count,
        used_kilobytes: (relay.memory_kilobytes() - memory) / count,
        cpu_milliseconds: (set_up - cpu) * 1e3 / count,
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A stream of either kind, read and written as it is.
trait Stream: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send {}
impl<S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send> Stream for S {}

async fn read_exactly(stream: &mut dyn Stream, mut length: usize) {
    let mut buffer = vec![0; 256 * 1024];
    while length > 0 {
        let room = buffer.len().min(length);
        let read = stream.read(&mut buffer[..room]).await.unwrap();
        assert!(read > 0, "the connection ended early");
        length -= read;
    }
}

async fn write_repeatedly(stream: &mut dyn Stream, piece: &[u8], times: usize) {
    for _ in 0..times {
        stream.write_all(piece).await.unwrap();
    }
    stream.flush().await.unwrap();
}
