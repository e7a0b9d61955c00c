//! The open message's HTML while somebody else reads it: what was asked to be
//! made of it, and what was made.

use super::body::Task;
use html_sanitizer::{Job, Made};
use mail_model::Problem;

/// What the body is to be made of. Another wish is another job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// The HTML is shown, not the text beside it.
    pub(super) is_html: bool,
    /// With remote images.
    pub(super) allows_remote: bool,
    /// So many contents have come.
    pub(super) contents: usize,
}

impl Wish {
    /// Whether a body made for `other` may be shown until this one is made:
    /// only more contents have come.
    fn continues(self, other: Self) -> bool {
        self.is_html == other.is_html && self.allows_remote == other.allows_remote
    }
}

/// What was made, and whether some of what it was made of was damaged.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    pub(super) made: Made,
    pub(super) is_damaged: bool,
}

/// The HTML's way.
#[derive(Debug, Default)]
pub(super) struct Html {
    wish: Option<Wish>,
    /// Waits to be handed out.
    unsent: Option<Job>,
    /// Was handed out under this number.
    sent: Option<u32>,
    is_damaged: bool,
    finished: Option<Finished>,
    problem: Option<Problem>,
}

impl Html {
    /// Whether this was asked for already.
    pub(super) fn is_asked(&self, wish: Wish) -> bool {
        self.wish == Some(wish)
    }
    /// Asks for it. What was made before stays until this is made, if it may.
    pub(super) fn ask(&mut self, wish: Wish, task: Task) {
        if !self.wish.is_some_and(|before| wish.continues(before)) {
            self.finished = None;
        }
        self.wish = Some(wish);
        self.unsent = Some(task.job);
        self.is_damaged = task.is_damaged;
        self.sent = None;
        self.problem = None;
    }
    /// There is no HTML in what is shown now.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
    /// What could not be made is tried again.
    pub(super) fn retry(&mut self) {
        if self.problem.is_some() {
            self.forget();
        }
    }
    /// The job to be done; it is under way as `number` from here on.
    pub(super) fn take_job(&mut self, number: u32) -> Option<Job> {
        let job = self.unsent.take()?;
        self.sent = Some(number);
        Some(job)
    }
    /// A job ended; whether it was the one that is waited for.
    pub(super) fn made(&mut self, number: u32, made: Result<Made, Problem>) -> bool {
        if self.sent != Some(number) {
            return false;
        }
        self.sent = None;
        match made {
            Ok(made) => {
                self.finished = Some(Finished {
                    made,
                    is_damaged: self.is_damaged,
                });
            }
            Err(problem) => self.problem = Some(problem),
        }
        true
    }
    /// What can be shown now: `None` while it is being made.
    pub(super) fn outcome(&self) -> Option<Result<Finished, Problem>> {
        match &self.problem {
            Some(problem) => Some(Err(problem.clone())),
            None => self.finished.clone().map(Ok),
        }
    }
}
