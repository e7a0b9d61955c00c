//! Reads what messages hold for the worker: a module of its own, because its
//! parsers are a good part of what the engine is and no list of messages needs
//! them.

use mail_engine::ReaderJob;
use wasm_bindgen::prelude::wasm_bindgen;
use web::worker::BrowserCharsets;

fn main() {}

/// Does a packed job and packs what was made. `None` if it was no job.
#[wasm_bindgen]
pub fn perform(job: &[u8]) -> Option<Vec<u8>> {
    let job: ReaderJob = postcard::from_bytes(job).ok()?;
    postcard::to_allocvec(&job.perform(&BrowserCharsets)).ok()
}
