//! Reads what messages hold for the worker, writes letters and hands them in: a
//! module of its own, because its parsers are a good part of what the engine is
//! and no list of messages needs them.

use mail_engine::ReaderJob;
use mail_model::Timestamp;
use std::cell::RefCell;
use std::collections::BTreeMap;
use submission_client::{Delivery, Step};
use wasm_bindgen::prelude::wasm_bindgen;
use web::worker::{BrowserCharsets, normalise};

fn main() {}

/// Does a packed job and packs what was made. `None` if it was no job.
#[wasm_bindgen]
pub fn perform(job: &[u8]) -> Option<Vec<u8>> {
    let job: ReaderJob = postcard::from_bytes(job).ok()?;
    postcard::to_allocvec(&job.perform(&BrowserCharsets)).ok()
}

thread_local! {
    /// The messages that are on their way, by their connections' names.
    static DELIVERIES: RefCell<BTreeMap<u32, Delivery>> = RefCell::default();
}

/// Has a message's delivery go on, with a packed step of it, and packs what
/// follows. `None` if it was no step.
#[wasm_bindgen]
pub fn deliver(step: &[u8]) -> Option<Vec<u8>> {
    let (id, step, now): (u32, Step, Timestamp) = postcard::from_bytes(step).ok()?;
    let is_end = matches!(step, Step::Closed(_));
    DELIVERIES.with_borrow_mut(|deliveries| {
        let delivery = deliveries.entry(id);
        let delivery = delivery.or_insert_with(|| Delivery::normalising(normalise));
        let answer = delivery.handle(step, now);
        if is_end || answer.is_over {
            deliveries.remove(&id);
        }
        postcard::to_allocvec(&answer).ok()
    })
}
