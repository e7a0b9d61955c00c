//! Hosts the engine.

fn main() {
    web::worker::start();
}
