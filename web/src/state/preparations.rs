use crate::reactive::*;
use mail_engine::Prepared;
use mail_model::Map;

/// What goes on with markup that was made fit.
type Then = Box<dyn FnOnce(Prepared)>;

/// The questions for markup that is to be made fit for an editor.
#[derive(Clone, Copy)]
pub struct Preparations {
    waiting: StoredValue<(u32, Map<u32, Then>), LocalStorage>,
}

impl Preparations {
    pub(super) fn new() -> Self {
        Self {
            waiting: StoredValue::new_local((0, Map::new())),
        }
    }

    /// A question, and who waits for its answer. A worker that dies answers none.
    pub(crate) fn ask(&self, then: impl FnOnce(Prepared) + 'static) -> u32 {
        let then: Then = Box::new(then);
        let mut question = 0;
        self.waiting.update_value(|(last, waiting)| {
            *last += 1;
            question = *last;
            waiting.insert(question, then);
        });
        question
    }

    pub(super) fn answer(&self, question: u32, content: Prepared) {
        let then = self
            .waiting
            .try_update_value(|(_, waiting)| waiting.remove(&question));
        if let Some(Some(then)) = then {
            then(content);
        }
    }

    pub(super) fn clear(&self) {
        self.waiting.update_value(|(_, waiting)| waiting.clear());
    }
}
