//! Hosts the engine, and names what of it is cut off and loaded later.

use mail_engine::Later;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    web::worker::start(|| Box::pin(async { engine().await.map_err(drop) }));
}

/// What of the engine no list of messages needs.
#[wasm_split(engine, fallible)]
fn engine() -> Result<Later, SplitLoaderError> {
    Ok(Later::all())
}
