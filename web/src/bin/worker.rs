//! Hosts the engine.
fn main() {}
