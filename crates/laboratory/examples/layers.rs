//! The layers as a module for the browser: `cargo xtask bench` loads it into a
//! page and measures there what benches/layers.rs measures on this machine.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod browser {
    use laboratory::layers::{Layer, Layers};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A recorded session.
    #[wasm_bindgen]
    pub struct Recording(Layers);

    /// A run that is all prepared.
    #[wasm_bindgen]
    pub struct Prepared(Box<dyn FnOnce() -> usize>);

    #[wasm_bindgen]
    impl Recording {
        /// Windows of the list.
        pub fn windows(count: u32) -> Self {
            Self(Layers::windows(count))
        }
        /// An attachment of so many octets.
        pub fn download(octets: usize) -> Self {
            Self(Layers::download(octets))
        }
        /// How many octets the server said.
        pub fn octets(&self) -> usize {
            self.0.octets()
        }
        /// A run through the layers up to this one, counted from 0.
        pub fn prepare(&self, layer: usize) -> Option<Prepared> {
            let run = self.0.prepare(*Layer::ALL.get(layer)?);
            Some(Prepared(Box::new(move || run.go())))
        }
    }

    #[wasm_bindgen]
    impl Prepared {
        /// Runs it.
        pub fn go(self) -> usize {
            (self.0)()
        }
    }
}
