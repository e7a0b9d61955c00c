//! Markup made fit for an editor. The engine passes it on to the reader and what
//! was made of it back to the page, and looks at neither.

use crate::compose::{Prepared, Preparing};
use crate::engine::Engine;
use crate::input::{Effect, JobId};
use crate::reader::{ReaderJob, ReaderMade};
use crate::{Change, LaterChange};
use html_sanitizer::{Fit, Job, Made};
use mail_model::{Problem, ProblemKind};

impl Engine {
    /// Has markup made fit.
    pub(crate) fn prepare(&mut self, question: u32, content: Preparing) {
        let job = match content {
            Preparing::Content(html) => Job::MakeFit {
                html,
                fit: Fit::Edit,
            },
            Preparing::Pasted(html) => Job::MakeFit {
                html,
                fit: Fit::Paste,
            },
            Preparing::Text(html) => Job::ReadLetter(html),
        };
        self.jobs += 1;
        let id = JobId(self.jobs);
        self.preparing.insert(id.0, question);
        self.effects
            .push_back(Effect::Perform(id, ReaderJob::Html(job)));
    }
    /// Markup was made fit, or could not be. Tells whether the job was that.
    pub(crate) fn prepared(&mut self, id: JobId, made: &Result<ReaderMade, Problem>) -> bool {
        let Some(question) = self.preparing.remove(&id.0) else {
            return false;
        };
        let content = match made {
            Ok(ReaderMade::Html(Made::Safe(sanitized))) => Prepared::Html(sanitized.html.clone()),
            Ok(ReaderMade::Html(Made::Text { text, .. })) => Prepared::Text(text.clone()),
            Ok(_) => Prepared::Failed(Problem::new(ProblemKind::Internal)),
            Err(problem) => Prepared::Failed(problem.clone()),
        };
        self.changes
            .push_back(Change::Later(LaterChange::Prepared { question, content }));
        true
    }
}
