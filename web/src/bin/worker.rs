//! Hosts the engine, and names what of it is cut off and loaded later.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web::worker::Rest;

fn main() {
    web::worker::start(|| Box::pin(async { engine().await.map_err(drop) }));
}

/// What of the engine and of its host no list of messages needs.
#[wasm_split(engine, fallible)]
fn engine() -> Result<Rest, SplitLoaderError> {
    Ok(Rest::all())
}
