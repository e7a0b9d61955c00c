//! Serves the echo of `porthole::conformance` on a free port, for a WebSocket
//! conformance suite to try: prints its address, and the Origin and subprotocol
//! that it asks for, and serves until it is ended.
//!
//!     cargo run -p porthole --features conformance --example ws_echo

use std::io::Write as _;

use porthole::{Config, Error};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut config = Config::on_loopback();
    let (name, upstream) = porthole::conformance::upstream();
    let path = format!("{}{name}", relay_protocol::RELAY_PATH);
    config.upstreams.insert(name, upstream);
    // A suite opens hundreds of connections from one address, one after another.
    config.limits.openings_per_minute = u32::MAX;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| Error::Listen(config.listen, error))?;
    let address = listener.local_addr().map_err(Error::System)?;
    writeln!(
        std::io::stdout(),
        "ws://{address}{path} http://{address} {}",
        relay_protocol::SUBPROTOCOL
    )
    .map_err(Error::System)?;
    porthole::run(listener, config, std::future::pending()).await
}
