//! leptos' reactive core under one name: what state and components are built on.

use gloo_timers::callback::Timeout;
pub use reactive_graph::computed::Memo;
pub use reactive_graph::effect::{Effect, RenderEffect};
pub use reactive_graph::graph::untrack;
pub use reactive_graph::owner::{LocalStorage, Owner, StoredValue};
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::{ArcRwSignal, ReadSignal, RwSignal};
pub use reactive_graph::wrappers::read::Signal;

/// Runs something after so many milliseconds, unless what it was asked under (a
/// part of the page, or an effect that runs anew) is gone by then, and the signals
/// that it would ask with it.
pub fn after(milliseconds: u32, run: impl FnOnce() + 'static) {
    StoredValue::<_, LocalStorage>::new_local(Timeout::new(milliseconds, run));
}

type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value computed from signals, anew only when one of them changed, and passed
/// on only when it differs. One copy of code for each type, not for each closure.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute: Compute<T> = Box::new(compute);
    Memo::new(compute)
}
