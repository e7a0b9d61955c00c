//! What of the worker no list of messages needs, and is loaded later.

use super::driver::Driver;
use super::errands::{self, PackedChange};
use crate::bridge::ToWorker;
use mail_engine::{Effect, Later, LaterChange};
use wasm_bindgen::JsValue;

/// The code that comes later: whoever calls [`Rest::all`] has it.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// The engine's.
    pub(super) later: Later,
    /// Packs a change for the page; `None` where it is not meant for it.
    pub(super) pack: fn(LaterChange) -> Option<PackedChange>,
    /// Carries out an effect.
    pub(super) carry_out: fn(&Driver, Effect),
    /// Hears the page.
    pub(super) hear_page: fn(&Driver, ToWorker, Option<JsValue>),
}

impl Rest {
    /// All of it.
    pub fn all() -> Self {
        Self {
            later: Later::all(),
            pack: errands::pack_change,
            carry_out: errands::carry_out,
            hear_page: errands::hear_page,
        }
    }
}
