//! leptos' reactive core under one name: what state and components are built on.

pub use reactive_graph::computed::Memo;
pub use reactive_graph::effect::{Effect, RenderEffect};
pub use reactive_graph::graph::untrack;
pub use reactive_graph::owner::{LocalStorage, Owner, StoredValue};
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::{ArcRwSignal, ReadSignal, RwSignal};
pub use reactive_graph::wrappers::read::Signal;
