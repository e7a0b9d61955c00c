//! What the server offers no way to do.

use crate::event::Refusal;
use mail_model::{Problem, ProblemKind};

/// The server offers nothing that could do it, and nothing was sent.
pub(crate) fn not_offered() -> Refusal {
    Refusal {
        problem: Problem::new(ProblemKind::NotOffered),
        is_certain: true,
    }
}
