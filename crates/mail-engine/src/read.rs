//! The open message, from its row to its body.

use crate::engine::Engine;
use crate::link::{Link, Purpose};
use crate::list::Sync;
use crate::pool::{Carrier, Job, LONG};
use crate::preferences::{MarkRead, Preferences};
use crate::reading::{Reading, contents_of, is_too_large};
use crate::section::Content;
use crate::timers::Timer;
use crate::{Change, LaterChange};
use crate::{Effect, JobId, MessageView, ReaderMade};
use imap_client::{Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{
    Flag, Keyword, MessageRef, PartPath, Problem, ProblemKind, SpecialUse, Uid, UidSet,
};

/// A message is fetched beforehand if what is read of it is no larger than this.
const LARGEST_PREFETCH: u64 = 128 * 1024;

impl Engine {
    /// Moves the open message on as far as what is known allows, and tells what came of it.
    pub(crate) fn advance_reading(&mut self) {
        let Some(mut reading) = self.account.reading.take() else {
            return;
        };
        if !reading.is_gone {
            let must_tell = self.identify(&mut reading) | self.gather(&mut reading);
            if must_tell {
                self.tell_message(&mut reading);
                // The body may have turned out to show images that are kept.
                if self.gather(&mut reading) {
                    self.tell_message(&mut reading);
                }
            }
            self.hand_out(&mut reading);
        }
        let must_mark = reading.is_shown && !reading.is_marked;
        reading.is_marked |= must_mark;
        self.account.reading = Some(reading);
        if must_mark {
            match self.account.settings.preferences.mark_read {
                MarkRead::AtOnce => self.mark_read(),
                MarkRead::AfterPause => {
                    self.timers.set(Timer::MarkRead, self.now + MarkRead::PAUSE);
                }
                MarkRead::Never => {}
            }
        }
    }
    /// Finds out which message it is and what its row says. Tells whether that was news.
    fn identify(&mut self, reading: &mut Reading) -> bool {
        let Some(list) = &self.account.list else {
            return false;
        };
        let mut is_news = false;
        if !reading.has_row()
            && let Some(row) = list.row(reading.uid)
        {
            reading.open(row.clone(), &*self.charsets);
        }
        if reading.message.is_none() && self.is_another(reading) {
            *reading = self.account.reading_of(reading.uid);
            reading.is_gone = true;
            return false;
        }
        if reading.message.is_none() && reading.has_row() {
            reading.message = list.message(reading.uid);
            if let Some(message) = &reading.message {
                let authors = reading.row().map_or(&[][..], |row| &row.summary.from);
                reading.allows_remote |=
                    self.account.is_allowed(message) || self.account.shows_remote_of(authors);
                is_news = true;
            }
        }
        is_news
    }
    /// Gathers what was read before. Tells whether there is more to show now.
    pub(crate) fn gather(&mut self, reading: &mut Reading) -> bool {
        let Some(message) = reading.message.clone() else {
            return false;
        };
        let mut has_changed = core::mem::take(&mut reading.has_changed);
        for (content, size) in reading.wanted() {
            if let Some(bytes) = self.account.sections.kept(&message, &content) {
                has_changed |= reading.receive(content, bytes, &*self.charsets);
            } else if is_too_large(&content, size) {
                let problem = Problem::new(ProblemKind::LimitExceeded);
                reading.miss(content, problem, &*self.charsets);
                has_changed = true;
            }
        }
        // Pictures that come one after the other are shown together.
        reading.has_changed = has_changed && reading.is_shown && !reading.wanted().is_empty();
        has_changed && !reading.has_changed
    }
    fn tell_message(&mut self, reading: &mut Reading) {
        if let Some(view) = self.view_of(reading) {
            self.changes
                .push_back(Change::Later(LaterChange::Message(Box::new(view))));
        }
    }
    /// A message as it can be shown now.
    pub(crate) fn view_of(&self, reading: &mut Reading) -> Option<MessageView> {
        let confirmed = reading.row()?.summary.flags.clone();
        let mailbox = &reading.message.as_ref()?.mailbox;
        let flags = self.account.overlay.fold(mailbox, reading.uid, &confirmed);
        let mut view = reading.view(flags, &*self.charsets)?;
        if !self.may_send_receipt(&view) {
            view.receipt_to.clear();
        }
        Some(view)
    }
    /// Whether a receipt may be sent for a message: it was sent to the person, it is
    /// no junk, and none was sent yet (RFC 3503 §3.1, RFC 8098 §2.1).
    fn may_send_receipt(&self, view: &MessageView) -> bool {
        let is_in = |purpose| self.account.tree.special(purpose) == Some(&view.message.mailbox);
        let own = [SpecialUse::Junk, SpecialUse::Sent, SpecialUse::Drafts];
        let sent = Keyword::new("$MDNSent").map(Flag::Keyword);
        !own.into_iter().any(is_in) && !sent.is_some_and(|sent| view.summary.flags.contains(&sent))
    }
    /// Has read what is to be read of the open message.
    pub(crate) fn hand_out(&mut self, reading: &mut Reading) {
        let jobs = reading.take_jobs(&mut self.jobs, self.session.user(), &*self.charsets);
        let jobs = jobs.into_iter();
        self.effects
            .extend(jobs.map(|(id, job)| Effect::Perform(JobId(id), job)));
    }
    /// Something was read out of the open message, or could not be.
    pub(crate) fn job_made(&mut self, id: JobId, made: Result<ReaderMade, Problem>) {
        for around in &mut self.account.around {
            around.made(id.0, made.clone());
        }
        for open in self.account.gathering.iter_mut().flat_map(|g| &mut g.open) {
            open.made(id.0, made.clone());
        }
        if let Some(reading) = &mut self.account.reading {
            reading.made(id.0, made);
        }
    }
    /// The person opens a message within the open one.
    pub(crate) fn open_within(&mut self, message: &MessageRef, part: &PartPath) {
        let open = self.account.reading.take();
        let nested = open
            .as_ref()
            .filter(|reading| reading.message.as_ref() == Some(message))
            .and_then(|reading| reading.within(part, &*self.charsets));
        match nested {
            Some(nested) => {
                self.account.around.extend(open);
                self.account.reading = Some(nested);
            }
            None => self.account.reading = open,
        }
    }
    /// The person goes back to the message around the open one.
    pub(crate) fn close_within(&mut self, message: &MessageRef) {
        let open = self.account.reading.as_ref();
        if open.is_none_or(|reading| reading.message.as_ref() != Some(message)) {
            return;
        }
        if let Some(mut around) = self.account.around.pop() {
            around.is_gone |= open.is_some_and(|reading| reading.is_gone);
            around.retry();
            // It was shown before, and is shown at once.
            around.is_shown = false;
            around.has_changed = true;
            self.account.reading = Some(around);
        }
    }
    /// The person reads otherwise from now on; the open message too.
    pub(crate) fn prefer(&mut self, preferences: Preferences) {
        let before = core::mem::replace(&mut self.account.settings.preferences, preferences);
        let now = &self.account.settings.preferences;
        if now.mark_read != before.mark_read {
            self.timers.clear(Timer::MarkRead);
        }
        let uses = now.mailboxes.uses();
        let changes_tree = uses != before.mailboxes.uses();
        if changes_tree {
            self.account.tree.choose_uses(uses);
        }
        let changes_text = now.prefers_text != before.prefers_text;
        let prefers_text = now.prefers_text;
        let authors = |reading: &Reading| reading.row().map(|row| row.summary.from.clone());
        let authors = self.account.reading.as_ref().and_then(authors);
        let allows = self.account.shows_remote_of(&authors.unwrap_or_default());
        self.change_reading(|reading| {
            reading.allows_remote |= allows;
            if changes_text {
                reading.prefers_text = prefers_text;
            }
        });
        if changes_tree && !self.account.tree.is_empty() {
            self.tell_tree();
        }
    }
    /// The open message counts as read.
    pub(crate) fn mark_read(&mut self) {
        self.mark_shown_members_read();
        let Some(uid) = self.account.reading.as_ref().map(|reading| reading.uid) else {
            return;
        };
        let is_read_only = self
            .account
            .list
            .as_ref()
            .is_none_or(|list| list.is_read_only);
        let is_seen = self.shown_flags(uid).is_none_or(|flags| flags.is_seen());
        if !is_read_only && !is_seen {
            self.set_flag(&UidSet::from_iter([uid]), Flag::Seen, true);
        }
    }
    /// The person wants the open message shown otherwise.
    pub(crate) fn change_reading(&mut self, change: impl FnOnce(&mut Reading)) {
        if let Some(reading) = &mut self.account.reading {
            let before = (reading.prefers_text, reading.allows_remote);
            change(reading);
            let is_same = before == (reading.prefers_text, reading.allows_remote);
            reading.has_changed |= !is_same;
            reading.is_shown &= is_same;
        }
    }

    // What is asked of the server for it.

    /// Asks for the open message's row, if the list does not bring it.
    pub(crate) fn want_message_row(&mut self) {
        let (Some(reading), Some(list)) = (&self.account.reading, &self.account.list) else {
            return;
        };
        if reading.has_row() || reading.is_gone || list.row(reading.uid).is_some() {
            return;
        }
        if list.brings(reading.uid) {
            return;
        }
        let uid = reading.uid;
        let placement = list.placement();
        let is_known_absent = list.sync() == Sync::Live
            && placement.has_uids()
            && placement.unsettled() == 0
            && placement.row_of(uid).is_none();
        if is_known_absent {
            self.message_row_ended(uid, None);
            return;
        }
        let (purpose, list) = (Purpose::MessageRow(list.id, uid), list.id);
        let Some(link) = &mut self.link else {
            return;
        };
        if link.leads_to(list) && !link.is_under_way(|p| *p == purpose) {
            let rows = Request::FetchRows(RowSelection::Uids(UidSet::from_iter([uid])));
            link.submit(rows, Priority::Interactive, purpose, self.now);
        }
    }
    /// The request for the open message's row ended. If the row has not come, there is no such message.
    pub(crate) fn message_row_ended(&mut self, uid: Uid, problem: Option<Problem>) {
        let reading = self.account.reading.as_mut();
        if let Some(reading) = reading.filter(|r| r.uid == uid && !r.has_row() && !r.is_gone) {
            reading.is_gone = true;
            let problem = problem.unwrap_or_else(|| Problem::new(ProblemKind::MessageGone));
            self.changes
                .push_back(Change::Later(LaterChange::MessageFailed { uid, problem }));
        }
    }
    /// Asks for what the open message's body needs.
    pub(crate) fn want_sections(&mut self) {
        let Some(reading) = self.account.reading.as_ref().filter(|r| !r.is_gone) else {
            return;
        };
        if let Some(message) = reading.message.clone() {
            let wanted = reading.wanted();
            self.fetch(&message, wanted, Priority::Interactive);
        }
    }
    pub(crate) fn fetch(
        &mut self,
        message: &MessageRef,
        wanted: Vec<(Content, Option<u64>)>,
        priority: Priority,
    ) {
        for (content, size) in wanted {
            if self.account.sections.is_coming(message, &content) {
                continue;
            }
            if self.account.sections.is_hopeless(message, &content) {
                let problem = Problem::new(ProblemKind::ServerRefused);
                self.section_missed(message, content, problem);
                continue;
            }
            let is_here = self.account.list.as_ref();
            let is_here = is_here.is_some_and(|list| list.mailbox == message.mailbox);
            let is_long = !is_here || size.is_some_and(|size| size > LONG);
            // Where nobody works beside the first connection, it leaves its list for
            // a moment.
            let job = match is_here || self.pool.has_workers() {
                true => Job::Long,
                false => Job::Short,
            };
            let carrier = match is_long {
                true => self.carrier(job, Some(&message.mailbox), Some(message.uid_validity)),
                false => self.at_first(message),
            };
            let connection = match carrier {
                Carrier::Ready(connection) => connection,
                Carrier::Later => continue,
                Carrier::Gone(problem) => {
                    self.section_missed(message, content, problem);
                    continue;
                }
            };
            let request = Request::FetchSection {
                uid: message.uid,
                section: content.section(),
                size,
                from: 0,
                may_decode: false,
            };
            let request = self.submit_on(connection, request, priority, Purpose::Section);
            if let Some(request) = request {
                self.account
                    .sections
                    .begin(request, message.clone(), content, size.unwrap_or(0));
            }
        }
    }
    /// The first connection, where the message's mailbox is open on it.
    fn at_first(&self, message: &MessageRef) -> Carrier {
        let list =
            self.account.list.as_ref().filter(|list| {
                list.is_selected && list.message(message.uid).as_ref() == Some(message)
            });
        match (list, &self.link) {
            (Some(list), Some(link)) if link.leads_to(list.id) => Carrier::Ready(link.id),
            _ => Carrier::Later,
        }
    }
    fn section_missed(&mut self, message: &MessageRef, content: Content, problem: Problem) {
        for open in self.account.gathering.iter_mut().flat_map(|g| &mut g.open) {
            if open.message.as_ref() == Some(message) {
                open.miss(content.clone(), problem.clone(), &*self.charsets);
                open.has_changed = true;
            }
        }
        let reading = self.account.reading.as_mut();
        if let Some(reading) = reading.filter(|r| r.message.as_ref() == Some(message)) {
            reading.miss(content, problem, &*self.charsets);
            reading.has_changed = true;
        }
    }
    /// A section's request ended.
    pub(crate) fn section_ended(
        &mut self,
        request: RequestId,
        outcome: Outcome,
        was_cancelled: bool,
    ) {
        let Some(ended) = self.account.sections.end(request, outcome.is_ok()) else {
            return;
        };
        let problem = match (ended.bytes, outcome) {
            (Some(bytes), _) => {
                self.compose_section(&ended.message, &ended.content, &Ok(bytes.clone()));
                for open in self.account.gathering.iter_mut().flat_map(|g| &mut g.open) {
                    if open.message.as_ref() == Some(&ended.message) {
                        let content = ended.content.clone();
                        let has_changed = open.receive(content, bytes.clone(), &*self.charsets);
                        open.has_changed |= has_changed;
                    }
                }
                let reading = self.account.reading.as_mut();
                if let Some(reading) =
                    reading.filter(|r| r.message.as_ref() == Some(&ended.message))
                {
                    let has_changed = reading.receive(ended.content, bytes, &*self.charsets);
                    reading.has_changed |= has_changed;
                }
                return;
            }
            (None, _) if was_cancelled => return,
            (None, Err(refusal)) => refusal.problem,
            (None, Ok(())) if ended.is_spoilt => Problem::new(ProblemKind::LimitExceeded),
            (None, Ok(())) => Problem::new(ProblemKind::MessageGone),
        };
        self.compose_section(&ended.message, &ended.content, &Err(problem.clone()));
        self.section_missed(&ended.message, ended.content, problem);
    }

    // What the person will probably want next.

    /// Fetches one message beforehand, when nothing else is on its way: the others
    /// of the open one's conversation and its neighbours, or the first unread one in
    /// view.
    pub(crate) fn want_next(&mut self) {
        let has_rows_coming = |link: &Link| link.is_under_way(|p| matches!(p, Purpose::Rows(_)));
        let is_busy = self.account.sections.coming() > 0
            || self.link.as_ref().is_none_or(has_rows_coming)
            || self
                .account
                .reading
                .as_ref()
                .is_some_and(|r| !r.is_shown && !r.is_gone);
        let list = self
            .account
            .list
            .as_ref()
            .filter(|list| list.sync() == Sync::Live);
        let (Some(list), false) = (list, is_busy) else {
            return;
        };
        let neighbours: Vec<Uid> = match &self.account.reading {
            Some(reading) => {
                let row = list.row_of(reading.uid);
                let below = row.and_then(|row| list.uid_at(row + 1));
                let above = row.and_then(|row| list.uid_at(row.checked_sub(1)?));
                below.into_iter().chain(above).collect()
            }
            None => {
                let in_view = list.rows_in_view().filter_map(|row| list.uid_at(row));
                let is_unread = |uid: &Uid| {
                    list.row(*uid)
                        .is_some_and(|row| !row.summary.flags.is_seen())
                };
                in_view.filter(is_unread).take(1).collect()
            }
        };
        let mut candidates = self.latest_members();
        candidates.extend(neighbours.into_iter().filter_map(|uid| list.message(uid)));
        for message in candidates {
            let Some(row) = self.row_of(&message) else {
                continue;
            };
            let reading = self.account.reading_of(message.uid);
            let mut wanted = contents_of(reading, row, &*self.charsets);
            let octets: u64 = wanted
                .iter()
                .filter(|(content, _)| *content != Content::Header)
                .map(|(_, size)| size.unwrap_or(u64::MAX))
                .fold(0, u64::saturating_add);
            wanted.retain(|(content, _)| !self.account.sections.has(&message, content));
            let is_tried = self.account.prefetched.contains(&message);
            if octets > LARGEST_PREFETCH || wanted.is_empty() || is_tried {
                continue;
            }
            self.account.note_prefetch(&message);
            self.fetch(&message, wanted, Priority::Prefetch);
            return;
        }
    }
}
