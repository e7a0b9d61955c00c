//! Mounts the UI.
fn main() {}
