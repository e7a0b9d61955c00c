//! Messages that are begun: from nothing, from a link, from a template, or from
//! other messages, which are fetched for it.
//!
//! ```text
//!  job      what it begins with, made by the reader out of all that has come
//!  people   whom it goes to, as whom it is written     subject   what it is about
//!  quote    what stands in it                          template  placeholders
//!  mailto   links                                      files     what it takes over
//! ```
//!
//! Here is what must be fetched before: rows, headers, bodies, and files, which
//! become files that the shell keeps. What fails ends it with the reason.

mod files;
mod job;
pub(crate) mod mailto;
mod people;
mod quote;
mod subject;
mod template;

pub use job::{ComposeJob, ComposeMade, ComposeSource};
pub use template::{TEMPLATE_CURSOR, TemplateWords};

use crate::action::{DownloadId, ListId, Selection};
use crate::compose::{ComposeFrom, ComposeWords, DraftId};
use crate::drafts::note;
use crate::engine::Engine;
use crate::input::{ConnectionId, JobId};
use crate::link::Purpose;
use crate::pool::{Carrier, Job, LONG};
use crate::reading::{Reading, is_too_large};
use crate::row::Row;
use crate::section::Content;
use crate::{Change, Effect, LaterChange, ReaderJob, ReaderMade};
use core::time::Duration;
use html_sanitizer::InlineImage;
use imap_client::{FetchedRow, Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{
    LetterFile, MailboxName, Map, MessageRef, Part, Problem, ProblemKind, Timestamp, UidSet,
    sort_by_key,
};
use std::collections::VecDeque;
use std::sync::Arc;

/// Who begins to write right after a login waits so long at most for what they have
/// set: as whom, with which signature, rich or plain.
const PATIENCE: Duration = Duration::from_secs(3);
/// So many messages are begun at once at most.
const MOST_COMPOSINGS: usize = 20;
/// So many messages are passed on in one at most.
const MOST_SOURCES: usize = 100;

/// All messages that are being begun.
#[derive(Debug, Default)]
pub(crate) struct Composings {
    begun: Map<DraftId, Composing>,
    /// How many files were fetched: their downloads are named from the end, where
    /// no page counts to.
    downloads: u32,
}

impl Composings {
    /// When the next of them goes on without what it waits for.
    pub(crate) fn due(&self) -> impl Iterator<Item = Timestamp> {
        let waiting = self.begun.values().filter(|begun| begun.job.is_none());
        waiting.map(|begun| begun.patience)
    }
    /// A connection is gone: what it carried is asked of another.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        let begun = self.begun.values_mut();
        for source in begun.flat_map(|composing| composing.sources.iter_mut()) {
            source.row_asked.take_if(|r| connection.carries(*r));
        }
    }
}

#[derive(Debug)]
struct Composing {
    from: ComposeFrom,
    words: ComposeWords,
    sources: Vec<Source>,
    /// What the person has set is waited for so long.
    patience: Timestamp,
    /// What the reader makes of it.
    job: Option<JobId>,
    /// How many hundredths of its files the page knows of.
    told: u64,
}

/// A message that it is begun from.
#[derive(Debug)]
struct Source {
    message: MessageRef,
    row_asked: Option<RequestId>,
    reading: Option<Reading>,
    header: Option<Arc<[u8]>>,
    /// What is still to be fetched of its files; `None` until they are known.
    waiting: Option<VecDeque<(LetterFile, Fetch)>>,
    coming: Map<DownloadId, LetterFile>,
    files: Vec<LetterFile>,
    /// Those among them that its HTML may call by where they lie.
    located: Vec<InlineImage>,
    /// How long its files are, as far as that is known.
    octets: u64,
}

/// How a file is fetched.
#[derive(Debug)]
struct Fetch {
    content: Content,
    part: Part,
    here: Option<Arc<[u8]>>,
}

impl Source {
    fn new(message: MessageRef) -> Self {
        Self {
            message,
            row_asked: None,
            reading: None,
            header: None,
            waiting: None,
            coming: Map::new(),
            files: Vec::new(),
            located: Vec::new(),
            octets: 0,
        }
    }
    fn is_complete(&self) -> bool {
        self.header.is_some()
            && self.coming.is_empty()
            && self.waiting.as_ref().is_some_and(VecDeque::is_empty)
    }
}

impl Composing {
    /// It takes over what its messages say, not only the messages as files.
    fn wants_content(&self) -> bool {
        !matches!(
            self.from,
            ComposeFrom::ForwardAttached(_) | ComposeFrom::Resend(_)
        )
    }
    /// It takes over files that no text has a place for.
    fn wants_files(&self) -> bool {
        !matches!(self.from, ComposeFrom::Reply { .. })
    }
}

/// The messages that a message is begun from.
fn sources(from: &ComposeFrom) -> &[MessageRef] {
    match from {
        ComposeFrom::Nothing
        | ComposeFrom::Mailto(_)
        | ComposeFrom::Template(_)
        | ComposeFrom::ForwardSelected { .. }
        | ComposeFrom::Kept => &[],
        ComposeFrom::Reply { message, .. }
        | ComposeFrom::Forward(message)
        | ComposeFrom::AsNew(message)
        | ComposeFrom::Resend(message)
        | ComposeFrom::Draft(message) => core::slice::from_ref(message),
        ComposeFrom::ForwardAttached(messages) => messages,
    }
}

impl Engine {
    // Wishes.

    /// Begins a message.
    pub(crate) fn compose(&mut self, id: DraftId, from: ComposeFrom, words: ComposeWords) {
        let from = match from {
            ComposeFrom::ForwardSelected { list, selection } => {
                match self.meant_by(list, &selection) {
                    Ok(messages) => ComposeFrom::ForwardAttached(messages),
                    Err(kind) => return self.compose_failed(id, Problem::new(kind)),
                }
            }
            from => from,
        };
        let begun = &self.account.composings.begun;
        let messages = sources(&from);
        let is_listed = matches!(from, ComposeFrom::ForwardAttached(_));
        let refusal = match &from {
            _ if begun.contains_key(&id) => return,
            _ if begun.len() >= MOST_COMPOSINGS || messages.len() > MOST_SOURCES => {
                Some(ProblemKind::LimitExceeded)
            }
            ComposeFrom::Kept => Some(ProblemKind::MessageGone),
            _ if is_listed && messages.is_empty() => Some(ProblemKind::MessageGone),
            _ => None,
        };
        if let Some(kind) = refusal {
            return self.compose_failed(id, Problem::new(kind));
        }
        let composing = Composing {
            sources: messages.iter().cloned().map(Source::new).collect(),
            from,
            words,
            patience: self.now + PATIENCE,
            job: None,
            told: 0,
        };
        self.account.composings.begun.insert(id, composing);
    }
    /// The messages that are selected of a list: the oldest first, as far as they
    /// lie in one mailbox.
    fn meant_by(
        &self,
        list: ListId,
        selection: &Selection,
    ) -> Result<Vec<MessageRef>, ProblemKind> {
        let of = |mailbox: &MailboxName, uid_validity, uids: UidSet| {
            let hidden = self.account.overlay.hidden(mailbox);
            let uids = uids.without(&hidden);
            // One more than may be says as much as all of them.
            let uids: Vec<_> = uids.iter().take(MOST_SOURCES + 1).collect();
            let mailbox = mailbox.clone();
            uids.into_iter().map(move |uid| MessageRef {
                mailbox: mailbox.clone(),
                uid_validity,
                uid,
            })
        };
        let sweep = self.account.sweep.as_ref();
        if let Some(sweep) = sweep.filter(|sweep| sweep.list == list) {
            let shares = sweep.selected(selection).into_iter();
            let messages = shares.map(|share| of(&share.mailbox, share.uid_validity, share.uids));
            return Ok(messages.flatten().collect());
        }
        let open = self.account.list.as_ref().filter(|open| open.id == list);
        let open = open.ok_or(ProblemKind::MessageGone)?;
        let uid_validity = open.uid_validity.ok_or(ProblemKind::MailboxUnavailable)?;
        let (uids, is_whole) = open.selected(selection);
        if !is_whole {
            // Those that nobody has looked at are many.
            return Err(ProblemKind::LimitExceeded);
        }
        Ok(of(&open.mailbox, uid_validity, uids).collect())
    }
    /// Whether it is not known yet as whom the person writes, and there is hope.
    fn awaits_settings(&mut self, patience: Timestamp) -> bool {
        let awaits = !self.account.kept_settings.is_told() && self.now < patience;
        if awaits {
            self.account.kept_settings.hurry(self.now);
        }
        awaits
    }
    /// Nobody waits for a message any more that was to be begun.
    pub(crate) fn cancel_compose(&mut self, id: DraftId) {
        if let Some(composing) = self.account.composings.begun.remove(&id) {
            self.drop_sources(composing);
        }
    }
    fn compose_failed(&mut self, draft: DraftId, problem: Problem) {
        if let Some(composing) = self.account.composings.begun.remove(&draft) {
            self.drop_sources(composing);
        }
        self.changes
            .push_back(Change::Later(LaterChange::ComposeFailed { draft, problem }));
    }
    fn drop_sources(&mut self, composing: Composing) {
        for source in composing.sources {
            for (download, file) in source.coming {
                self.cancel_file(download);
                self.effects.push_back(Effect::DropFile(file.file));
            }
            for file in source.files {
                self.effects.push_back(Effect::DropFile(file.file));
            }
        }
    }

    // What is fetched for it.

    /// Asks for what the messages that are being begun need, and has those made of
    /// which all is here.
    pub(crate) fn want_composings(&mut self) {
        let ids: Vec<DraftId> = self.account.composings.begun.keys().copied().collect();
        for id in ids {
            // It is taken out meanwhile, so that all of the engine can be asked.
            let Some(mut composing) = self.account.composings.begun.remove(&id) else {
                continue;
            };
            let mut problem = None;
            if composing.job.is_none() && self.awaits_settings(composing.patience) {
                self.account.composings.begun.insert(id, composing);
                continue;
            }
            if composing.job.is_none() {
                let (content, files) = (composing.wants_content(), composing.wants_files());
                let prefers_text = self.prefers_text_for(&composing.from);
                for source in &mut composing.sources {
                    let wanted = self.want_source(source, content, files, prefers_text);
                    problem = problem.or(wanted.err());
                }
            }
            self.account.composings.begun.insert(id, composing);
            if let Some(problem) = problem {
                self.compose_failed(id, problem);
                continue;
            }
            self.fetch_files(id);
            let composing = self.account.composings.begun.get(&id);
            if composing.is_some_and(|c| c.sources.iter().all(Source::is_complete)) {
                self.make_composing(id);
            }
        }
    }
    /// Whether the plain text of a message is wanted where it is there as HTML too.
    fn prefers_text_for(&self, from: &ComposeFrom) -> bool {
        matches!(from, ComposeFrom::Reply { .. }) && !self.account.settings.writing.is_rich
    }
    fn want_source(
        &mut self,
        source: &mut Source,
        wants_content: bool,
        wants_files: bool,
        prefers_text: bool,
    ) -> Result<(), Problem> {
        let message = source.message.clone();
        if source.reading.is_none() {
            match self.row_of(&message).cloned() {
                Some(row) => self.open_source(source, row, prefers_text),
                None if source.row_asked.is_some() => return Ok(()),
                None => return self.want_source_row(source),
            }
        }
        if source.header.is_none() {
            self.want_source_content(source, Content::Header, None)?;
        }
        let wanted = |source: &Source| match (&source.reading, wants_content) {
            (Some(reading), true) => reading.source_wanted(wants_files),
            _ => Vec::new(),
        };
        for (content, size) in wanted(source) {
            self.want_source_content(source, content, size)?;
        }
        if wants_content {
            self.unpack_source(source);
        }
        // What was read before is here by now.
        let is_unpacking = source.reading.as_ref().is_some_and(Reading::is_unpacking);
        if source.waiting.is_none() && !is_unpacking && wanted(source).is_empty() {
            self.list_source_files(source, wants_content, wants_files)?;
        }
        Ok(())
    }
    /// Has opened what holds texts and files in a form of its own.
    fn unpack_source(&mut self, source: &mut Source) {
        let Some(reading) = &mut source.reading else {
            return;
        };
        while let Some(job) = reading.take_unpack_job(self.jobs + 1) {
            self.jobs += 1;
            let job = Effect::Perform(JobId(self.jobs), ReaderJob::Unpack(job));
            self.effects.push_back(job);
        }
    }
    fn open_source(&mut self, source: &mut Source, row: Row, prefers_text: bool) {
        let mut reading = Reading::new(source.message.uid);
        reading.message = Some(source.message.clone());
        reading.prefers_text = prefers_text;
        reading.open(row, &*self.charsets);
        source.reading = Some(reading);
    }
    fn want_source_row(&mut self, source: &mut Source) -> Result<(), Problem> {
        let message = &source.message;
        let validity = Some(message.uid_validity);
        match self.carrier(Job::Short, Some(&message.mailbox), validity) {
            Carrier::Ready(connection) => {
                let uids = UidSet::from_iter([message.uid]);
                let rows = Request::FetchRows(RowSelection::Uids(uids));
                let priority = Priority::Interactive;
                source.row_asked = self.submit_on(connection, rows, priority, Purpose::ComposeRow);
                Ok(())
            }
            Carrier::Later => Ok(()),
            Carrier::Gone(problem) => Err(problem),
        }
    }
    fn want_source_content(
        &mut self,
        source: &mut Source,
        content: Content,
        size: Option<u64>,
    ) -> Result<(), Problem> {
        let message = source.message.clone();
        if let Some(bytes) = self.account.sections.kept(&message, &content) {
            self.source_content_came(source, content, bytes);
            return Ok(());
        }
        if is_too_large(&content, size) {
            return Err(Problem::new(ProblemKind::LimitExceeded));
        }
        if self.account.sections.is_coming(&message, &content) {
            return Ok(());
        }
        if self.account.sections.is_hopeless(&message, &content) {
            return Err(Problem::new(ProblemKind::ServerRefused));
        }
        let job = match size.is_some_and(|size| size > LONG) {
            true => Job::Long,
            false => Job::Short,
        };
        match self.carrier(job, Some(&message.mailbox), Some(message.uid_validity)) {
            Carrier::Ready(connection) => {
                let request = Request::FetchSection {
                    uid: message.uid,
                    section: content.section(),
                    size,
                    from: 0,
                    may_decode: false,
                };
                let (priority, purpose) = (Priority::Interactive, Purpose::Section);
                if let Some(request) = self.submit_on(connection, request, priority, purpose) {
                    let size = size.unwrap_or(0);
                    self.account.sections.begin(request, message, content, size);
                }
                Ok(())
            }
            Carrier::Later => Ok(()),
            Carrier::Gone(problem) => Err(problem),
        }
    }
    fn source_content_came(&self, source: &mut Source, content: Content, bytes: Arc<[u8]>) {
        match (&content, &mut source.reading) {
            (Content::Header, _) => source.header = Some(bytes),
            (_, Some(reading)) => {
                if content == Content::Whole {
                    source.header.get_or_insert_with(|| bytes.clone());
                }
                reading.receive(content, bytes, &*self.charsets);
            }
            (_, None) => {}
        }
    }
    // What comes of it.

    /// A row came on a connection.
    pub(crate) fn compose_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let composings = self.account.composings.begun.values_mut();
        let mut open = Vec::new();
        for composing in composings {
            for source in &mut composing.sources {
                let is_asked = source.row_asked.is_some_and(|r| connection.carries(r));
                if is_asked && source.reading.is_none() && source.message.uid == row.uid {
                    let mut reading = Reading::new(row.uid);
                    reading.message = Some(source.message.clone());
                    source.reading = Some(reading);
                    open.push((composing.from.clone(), source));
                }
            }
        }
        for (from, source) in open {
            let is_rich = self.account.settings.writing.is_rich;
            let is_reply = matches!(from, ComposeFrom::Reply { .. });
            if let Some(reading) = &mut source.reading {
                reading.prefers_text = is_reply && !is_rich;
                reading.open(Row::read(row.clone(), &*self.charsets), &*self.charsets);
            }
        }
    }
    /// A request for a row ended. If the row has not come, there is no such message.
    pub(crate) fn compose_row_ended(&mut self, request: RequestId, outcome: &Outcome) {
        let mut gone = Vec::new();
        for (id, composing) in self.account.composings.begun.iter_mut() {
            for source in &mut composing.sources {
                if source.row_asked == Some(request) && source.reading.is_none() {
                    source.row_asked = None;
                    gone.push(*id);
                }
            }
        }
        for id in gone {
            let problem = match outcome {
                Ok(()) => Problem::new(ProblemKind::MessageGone),
                Err(refusal) => refusal.problem.clone(),
            };
            self.compose_failed(id, problem);
        }
    }
    /// A section came, or can't be had.
    pub(crate) fn compose_section(
        &mut self,
        message: &MessageRef,
        content: &Content,
        bytes: &Result<Arc<[u8]>, Problem>,
    ) {
        let ids: Vec<DraftId> = self.account.composings.begun.keys().copied().collect();
        for id in ids {
            let Some(mut composing) = self.account.composings.begun.remove(&id) else {
                continue;
            };
            let mut problem = None;
            let wants_files = composing.wants_files();
            let sources = composing.sources.iter_mut();
            for source in sources.filter(|source| source.message == *message) {
                let is_row_enough = || {
                    let row = source.reading.as_ref().and_then(Reading::row);
                    row.map(|row| Arc::from(row.header.as_slice()))
                };
                match bytes {
                    Ok(bytes) => self.source_content_came(source, content.clone(), bytes.clone()),
                    Err(_) if *content == Content::Header => source.header = is_row_enough(),
                    Err(refusal) => {
                        let is_wanted = |reading: &&mut Reading| {
                            let mut wanted = reading.source_wanted(wants_files).into_iter();
                            wanted.any(|(wanted, _)| wanted == *content)
                        };
                        if let Some(reading) = source.reading.as_mut().filter(is_wanted) {
                            reading.miss(content.clone(), refusal.clone(), &*self.charsets);
                            // Of a message that can't be had whole its leaves are wanted now.
                            problem = reading.said(&*self.charsets).err();
                        }
                    }
                }
            }
            self.account.composings.begun.insert(id, composing);
            if let Some(problem) = problem {
                self.compose_failed(id, problem);
            }
        }
    }
    // How it begins.

    fn make_composing(&mut self, id: DraftId) {
        let charsets = &*self.charsets;
        let Some(composing) = self.account.composings.begun.get_mut(&id) else {
            return;
        };
        if composing.job.is_some() {
            return;
        }
        let wants_content = composing.wants_content();
        let mut sources = Vec::new();
        for source in &composing.sources {
            let said = match &source.reading {
                Some(reading) if wants_content => reading.said(charsets),
                _ => Ok(Vec::new()),
            };
            let bodies = match said {
                Ok(bodies) => bodies,
                Err(problem) => return self.compose_failed(id, problem),
            };
            let mut files = source.files.clone();
            // Those with a place in the text stand last, as they were listed.
            sort_by_key(&mut files, |file| file.content_id.is_some());
            sources.push(ComposeSource {
                message: source.message.clone(),
                header: source.header.as_deref().unwrap_or_default().to_vec(),
                bodies,
                location: match &source.reading {
                    Some(reading) => reading.location(charsets),
                    None => String::new(),
                },
                located: source.located.clone(),
                files,
            });
        }
        self.jobs += 1;
        let job = JobId(self.jobs);
        composing.job = Some(job);
        let job_of = ComposeJob {
            draft: id,
            from: composing.from.clone(),
            words: composing.words.clone(),
            settings: self.account.settings.clone(),
            user: self.session.user().to_owned(),
            sources,
        };
        self.effects
            .push_back(Effect::Perform(job, ReaderJob::Compose(Box::new(job_of))));
    }
    /// A message was begun, or could not be. Tells whether the job was that.
    pub(crate) fn composed(&mut self, job: JobId, made: &Result<ReaderMade, Problem>) -> bool {
        let mut begun = self.account.composings.begun.iter();
        let found = begun.find(|(_, composing)| composing.job == Some(job));
        let Some(id) = found.map(|(id, _)| *id) else {
            let begun = self.account.composings.begun.values_mut();
            let sources = begun.flat_map(|composing| composing.sources.iter_mut());
            let mut readings = sources.filter_map(|source| source.reading.as_mut());
            return readings.any(|reading| reading.unpacked(job.0, made));
        };
        match made {
            Ok(ReaderMade::Composed(made)) => {
                let composing = self.account.composings.begun.remove(&id);
                let mut draft = made.draft.clone();
                if let Some(note) = &made.note {
                    note::unpack(note, &mut draft);
                }
                if let Some(composing) = composing
                    && let ComposeFrom::Draft(message) = composing.from
                {
                    let reading = composing.sources.first().and_then(|s| s.reading.as_ref());
                    let row = reading.and_then(Reading::row);
                    let size = row.map_or(0, |row| row.summary.size);
                    self.adopt_draft(&draft, message, made.message_id.clone(), size);
                }
                self.changes
                    .push_back(Change::Later(LaterChange::Composing(draft)));
            }
            Ok(_) => self.compose_failed(id, Problem::new(ProblemKind::Internal)),
            Err(problem) => self.compose_failed(id, problem.clone()),
        }
        true
    }
}
