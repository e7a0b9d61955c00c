use crate::{Change, Effect, Input};
use mail_model::Timestamp;
use mime_message::CharsetDecoder;

/// What an engine is told once.
pub struct EngineConfig {
    /// Decodes charsets.
    pub charsets: Box<dyn CharsetDecoder>,
    /// The program's version, for ID.
    pub version: String,
    /// Seeds what must look random (backoff jitter).
    pub seed: u64,
}

/// One account.
pub struct Engine {}

impl Engine {
    /// An engine nobody is logged in to.
    pub fn new(_config: EngineConfig) -> Self {
        Self {}
    }
    /// A fact or a wish; drain [`Self::poll_effect`] and [`Self::poll_change`] afterwards.
    pub fn handle(&mut self, _input: Input, _now: Timestamp) {}
    /// What the browser must do next.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        None
    }
    /// What the person must see next.
    pub fn poll_change(&mut self) -> Option<Change> {
        None
    }
    /// When to hand in [`Input::Timeout`].
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        None
    }
}
