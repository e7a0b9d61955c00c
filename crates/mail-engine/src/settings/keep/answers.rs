//! What the server says of the settings: what is there, that it was written, or that
//! it was refused.

use super::{
    LONGEST_MESSAGE, LONGEST_WAIT, MOST_MESSAGES, MOST_QUIET_TRIES, MOST_ROUNDS, RETRY_AFTER, Step,
    TRY_AGAIN_AFTER,
};
use crate::engine::Engine;
use crate::hear::ended::is_of_connection;
use crate::settings::merge::merged;
use crate::settings::text::HEAD;
use crate::settings::{Settings, SettingsState, message};
use crate::tree::SETTINGS;
use crate::{Change, LaterChange};
use imap_client::{Outcome, Refusal, RequestId};
use mail_model::{Problem, ProblemKind, Uid, UidNext, UidSet};

impl Engine {
    /// Annotations came.
    pub(crate) fn settings_annotated(
        &mut self,
        request: RequestId,
        entries: &[(String, Option<Vec<u8>>)],
    ) {
        if self.account.kept_settings.request == Some(request) {
            let value = entries.iter().find_map(|(_, value)| value.as_ref());
            let link = self.link.as_ref().map(|link| link.id);
            let kept = &mut self.account.kept_settings;
            kept.read_over = link;
            kept.coming = value.cloned().unwrap_or_default();
        }
    }
    /// The mailbox was searched.
    pub(crate) fn settings_found(&mut self, request: RequestId, uids: &UidSet) {
        let kept = &mut self.account.kept_settings;
        if kept.request == Some(request) && kept.step == Step::Search {
            let skip = (uids.len() as usize).saturating_sub(MOST_MESSAGES);
            kept.found = uids.iter().skip(skip).collect();
        }
    }
    /// A part of a message came.
    pub(crate) fn settings_slice(&mut self, request: RequestId, bytes: &[u8]) {
        let kept = &mut self.account.kept_settings;
        if kept.request == Some(request) && kept.coming.len() <= LONGEST_MESSAGE {
            kept.coming.extend_from_slice(bytes);
        }
    }
    /// A request ended.
    pub(crate) fn settings_ended(&mut self, request: RequestId, outcome: Outcome) {
        let kept = &mut self.account.kept_settings;
        if kept.request.take_if(|own| *own == request).is_none() {
            return;
        }
        match outcome {
            Ok(()) => self.settings_answered(),
            Err(refusal) if is_of_connection(&refusal) => kept.start_again(),
            Err(refusal) => self.settings_refused(refusal),
        }
    }
    fn settings_answered(&mut self) {
        let kept = &mut self.account.kept_settings;
        let coming = core::mem::take(&mut kept.coming);
        match core::mem::take(&mut kept.step) {
            Step::Rest => {}
            Step::Annotation => {
                let text = String::from_utf8(coming).ok();
                let text = text.filter(|text| Settings::is_text(text));
                self.settings_read(text);
            }
            Step::Annotate(_) | Step::Append(_) => kept.start_again(),
            Step::Search => {
                let found = core::mem::take(&mut kept.found);
                kept.messages.retain(|uid, _| found.contains(uid));
                let unread = found.into_iter();
                let unread = unread.filter(|uid| !kept.messages.contains_key(uid));
                let unread = unread.collect();
                self.fetch_settings(unread);
            }
            // What the server says nothing of is gone, or is asked for again later.
            Step::Fetch(uids) => {
                let mut uids = uids.into_iter();
                if let Some(uid) = uids.next().filter(|_| !coming.is_empty()) {
                    kept.messages.insert(uid, message::read(&coming));
                }
                let uids = uids.collect();
                self.fetch_settings(uids);
            }
            Step::Make(text) => {
                kept.mailbox = Some(self.account.tree.name_at_top(SETTINGS));
                kept.step = Step::Append(text);
                self.ask_mailboxes();
            }
            Step::Sweep(uids) => {
                kept.messages.retain(|uid, _| !uids.contains(*uid));
            }
        }
    }
    fn fetch_settings(&mut self, uids: Vec<Uid>) {
        let kept = &mut self.account.kept_settings;
        if !uids.is_empty() {
            kept.step = Step::Fetch(uids);
            return;
        }
        let seen = self.seen_of_settings();
        let kept = &mut self.account.kept_settings;
        kept.seen = seen;
        let text = kept.agreed();
        if let Some(text) = &text {
            kept.note_what_was_read(text);
        }
        self.settings_read(text);
    }
    /// Up to where all messages of the mailbox are known, once it was searched.
    fn seen_of_settings(&self) -> Option<UidNext> {
        let kept = &self.account.kept_settings;
        let told = kept.mailbox.as_ref();
        let told = told.and_then(|mailbox| self.account.tree.counts(mailbox)?.uid_next);
        let newest = kept.messages.keys().next_back();
        let newest = newest.and_then(|uid| uid.0.checked_add(1)).map(UidNext);
        told.max(newest).max(kept.seen)
    }
    /// It is known what the account has, if anything.
    pub(super) fn settings_read(&mut self, there: Option<String>) {
        let ours = self.account.settings.clone();
        let kept = &mut self.account.kept_settings;
        let is_first = !core::mem::replace(&mut kept.is_read, true);
        let mut is_new = false;
        if is_first && there.is_none() && kept.before.is_none() {
            // What the browser kept so far is what the account keeps from now on.
            let mut before = ours.clone();
            before.preferences = kept.ruling.beginning().preferences;
            is_new = before == ours;
            kept.before = (!is_new).then_some(before);
        }
        let newest = kept.newest().map(|newest| &newest.text);
        let newest = newest.or(there.as_ref()).map_or(HEAD, String::as_str);
        let newest = newest.to_owned();
        // What was changed since it was written is changed from there.
        if let Some((_, held)) = kept.written.take_if(|(text, _)| *text == newest) {
            kept.before = kept
                .before
                .take()
                .map(|_| held)
                .filter(|held| *held != ours);
        }
        let there = there.unwrap_or_else(|| HEAD.to_owned());
        let text = match &kept.before {
            Some(before) => merged(&before.to_text(), &ours.to_text(), &there),
            None => there,
        };
        let is_kept = text == newest;
        let was_changed = kept.before.is_some() || kept.tries > 0 || kept.rounds > 0;
        if is_kept {
            kept.before = None;
            kept.text.clone_from(&text);
        }
        let ruled = self.account.kept_settings.ruling.over(&text);
        self.settle_on(Settings::from_text(&ruled));
        if is_new {
            self.changes.push_back(Change::Later(LaterChange::Welcome));
        }
        match is_kept {
            true => self.settings_kept(was_changed),
            false => self.write_settings(text),
        }
    }
    fn settings_kept(&mut self, was_changed: bool) {
        let kept = &mut self.account.kept_settings;
        (kept.tries, kept.quiet_tries, kept.rounds) = (0, 0, 0);
        kept.written = None;
        let mut uids: UidSet = kept.said().map(|(uid, _)| uid).collect();
        if let Some(newest) = uids.last() {
            uids = uids.without(&UidSet::from_iter([newest]));
        }
        if !uids.is_empty() {
            kept.step = Step::Sweep(uids);
        }
        if was_changed {
            self.tell_settings_state(SettingsState::Kept);
        }
    }
    fn write_settings(&mut self, text: String) {
        let held = self.account.settings.clone();
        let kept = &mut self.account.kept_settings;
        kept.rounds += 1;
        if kept.rounds > MOST_ROUNDS {
            return self.settings_failed(Problem::new(ProblemKind::ChangedElsewhere));
        }
        kept.written = Some((text.clone(), held));
        let is_annotated = kept.read_over.is_some() && !kept.has_no_annotations;
        kept.step = match kept.mailbox {
            Some(_) => Step::Append(text),
            None if is_annotated => Step::Annotate(text),
            None => Step::Make(text),
        };
    }
    fn settings_refused(&mut self, refusal: Refusal) {
        let kept = &mut self.account.kept_settings;
        let problem = refusal.problem;
        match core::mem::take(&mut kept.step) {
            Step::Annotation => {
                kept.has_no_annotations = true;
                kept.start_again();
            }
            // It may be too long for an annotation: a message may be longer.
            Step::Annotate(text) => {
                kept.has_no_annotations = true;
                kept.step = Step::Make(text);
            }
            // Somebody else made it.
            Step::Make(_) if problem.kind == ProblemKind::AlreadyExists => {
                kept.mailbox = Some(self.account.tree.name_at_top(SETTINGS));
                kept.start_again();
                self.ask_mailboxes();
            }
            Step::Sweep(_) => {}
            _ => self.settings_failed(problem),
        }
    }
    /// It could not be read, or not be written: later once more. Another machine may
    /// have removed a message while it was read, or made the mailbox, or removed it:
    /// that is over as soon as it is looked for again.
    pub(super) fn settings_failed(&mut self, problem: Problem) {
        let kept = &mut self.account.kept_settings;
        kept.start_again();
        // The mailbox may be gone.
        kept.mailbox = None;
        let is_quiet = kept.quiet_tries < MOST_QUIET_TRIES && may_pass(problem.kind);
        let wait = match is_quiet {
            true => {
                kept.quiet_tries += 1;
                TRY_AGAIN_AFTER.saturating_mul(1 << (kept.quiet_tries - 1))
            }
            false => {
                kept.tries += 1;
                kept.rounds = 0;
                RETRY_AFTER.saturating_mul(1 << (kept.tries - 1).min(8))
            }
        };
        kept.wait_until(self.now + wait.min(LONGEST_WAIT));
        let (is_told, is_changed) = (kept.is_told, kept.before.is_some());
        self.ask_mailboxes();
        if !is_told {
            self.settle_on(self.account.settings.clone());
        }
        if is_changed && !is_quiet {
            self.tell_settings_state(SettingsState::Refused(problem));
        }
    }
}

/// Whether what was refused may be taken a moment later. Of room and rights the person
/// is told at once.
fn may_pass(kind: ProblemKind) -> bool {
    !matches!(
        kind,
        ProblemKind::OverQuota
            | ProblemKind::TooLarge
            | ProblemKind::NotPermitted
            | ProblemKind::NotOffered
            | ProblemKind::LimitExceeded
            | ProblemKind::ChangedElsewhere
    )
}
