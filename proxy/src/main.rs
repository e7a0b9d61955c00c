//! The relay and web server, one binary.
fn main() {}
