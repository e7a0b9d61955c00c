//! What an ordinary day needs beside what is done to messages: finding them, reading
//! them together, folders that tell what others do, and a page that stays as one
//! arranged it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is a test's report"
)]

mod conversing;
mod finding;
mod living;
mod looking;

use e2e::scene::Scene;
use serde_json::json;

/// What is done in the list and to messages needs code that comes behind it.
async fn all_is_here(scene: &Scene) {
    let is_here = "document.querySelector('.acting') !== null";
    scene.page().becomes(is_here, json!(true)).await;
}
