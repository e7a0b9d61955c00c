//! Mounts the UI.
fn main() {
    web::app::start();
}
