//! Reads messages' HTML for the worker: a module of its own, because the parser
//! is a quarter of what the engine is and no list of messages needs it.

use html_sanitizer::Job;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Does a packed job and packs what was made. `None` if it was no job.
#[wasm_bindgen]
pub fn perform(job: &[u8]) -> Option<Vec<u8>> {
    let job: Job = postcard::from_bytes(job).ok()?;
    postcard::to_allocvec(&job.perform()).ok()
}
