//! The leptos app and the worker that hosts the engine.

pub mod bridge;
pub mod worker;
