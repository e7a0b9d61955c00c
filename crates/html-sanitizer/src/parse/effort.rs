//! What the tree builder has to look through at each token.
//!
//! It keeps a stack of open elements and a list of formatting elements, and
//! walks through both again and again. Misnested tags make them grow while the
//! tree stays flat, so that the depth of the tree does not bound them.

use std::cell::Cell;

use html5ever::tree_builder::{Tracer, TreeBuilder};

use super::sink::{Handle, TreeRecorder};
use crate::{Excess, limits};

/// The sum over all tokens of the elements that were open.
#[derive(Default)]
pub(super) struct Effort {
    tokens: usize,
    spent: usize,
}

impl Effort {
    /// Tokens between two looks, since looking costs as much as a token does.
    const INTERVAL: usize = 16;

    /// Looks at `builder`, which has got `tokens` so far.
    pub(super) fn excess(
        &mut self,
        builder: &TreeBuilder<Handle, TreeRecorder>,
        tokens: usize,
    ) -> Option<Excess> {
        let since = tokens - self.tokens;
        if since < Self::INTERVAL {
            return None;
        }
        self.tokens = tokens;
        let open = Count(Cell::new(0));
        builder.trace_handles(&open);
        let open = open.0.get();
        self.spent = self.spent.saturating_add(open * since);
        (open > limits::OPEN || self.spent > limits::EFFORT).then_some(Excess::Depth)
    }
}

struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}
