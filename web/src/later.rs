//! What the page loads behind the inbox: parts of it that no login and no list
//! of messages needs. Whatever only they call lies in a module of its own
//! (`cargo xtask build` cuts it off), in the same memory and with the same
//! signals as the rest.

use crate::app::App;
use crate::components::message_view;
use crate::dom::View;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// The parts that come later, by what builds them.
#[derive(Clone, Copy)]
pub struct Later {
    /// The message pane.
    pub message_view: fn(App) -> View,
}

/// Loads them. What has been loaded is here at once.
///
/// # Errors
/// When they cannot be loaded; the next call tries again.
#[wasm_split(later, fallible)]
pub fn later() -> Result<Later, SplitLoaderError> {
    Ok(Later { message_view })
}
