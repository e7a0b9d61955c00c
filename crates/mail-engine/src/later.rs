//! What of the engine no list of messages needs: reading, files, transfers and
//! sending. The rest reaches it through [`Later`] alone, so that a shell may load
//! its code behind the inbox. Until it is here nothing of it is wanted; what the
//! person asks for meanwhile waits.

use crate::action::{Action, DownloadId};
use crate::engine::Engine;
use crate::input::{ConnectionId, JobId};
use crate::kept::{KeepId, Record, StoreName};
use crate::operation::{Errand, Returned};
use crate::reader::ReaderMade;
use crate::transfer::TransferId;
use imap_client::{FetchedRow, Outcome, RequestId};
use mail_model::{FileId, Problem, Timestamp, Uid, UidSet, UidValidity};
use submission_client::News;

/// So many wishes wait at most.
const MOST_EARLY: usize = 100;

/// The code that may come later.
#[derive(Clone, Copy, Debug)]
pub struct Later {
    act: fn(&mut Engine, Action),
    want: fn(&mut Engine, Want),
    hear: fn(&mut Engine, Told<'_>),
}

/// What is compared with what is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// The open message goes on.
    Reading,
    /// Letters are sent.
    Outbox,
    /// Files are saved, messages go from account to account.
    Transfers,
    /// The open message's contents come.
    Sections,
    /// The neighbours of the open message come.
    Neighbours,
    /// What the person has set is read and kept.
    Settings,
    /// Contacts are read and kept.
    Contacts,
}

/// What it hears of.
#[derive(Debug)]
pub(crate) enum Told<'a> {
    /// Octets of a section.
    Slice {
        request: RequestId,
        uid: Uid,
        offset: u64,
        bytes: &'a [u8],
        is_last: bool,
        is_decoded: bool,
    },
    /// A row came.
    Row(ConnectionId, &'a FetchedRow),
    /// A search found these.
    Found(RequestId, &'a UidSet),
    /// The header of a message came.
    Header(RequestId, Option<Timestamp>, &'a [u8]),
    /// New messages got their UIDs.
    Appended(RequestId, UidValidity, &'a [Uid]),
    /// A request about contacts ended; its line may be lost.
    ContactsEnded(RequestId, Outcome, bool),
    /// A section's request ended, which may have been cancelled.
    SectionEnded(RequestId, Outcome, bool),
    /// The request for the row of a message that another is begun from ended.
    ComposeRowEnded(RequestId, Outcome),
    /// A download's request ended.
    DownloadEnded(DownloadId, RequestId, Outcome),
    /// A request of a message that goes elsewhere ended.
    ExportEnded(TransferId, RequestId, Outcome),
    /// A request of a message that comes from elsewhere ended; its line may be lost.
    ImportEnded((TransferId, Uid), Outcome, bool),
    /// The reader has done a job.
    Performed(JobId, Result<ReaderMade, Problem>),
    /// A stretch of a file was read.
    FileRead(JobId, Result<Vec<u8>, Problem>),
    /// A file is kept, or can't be.
    FileKept(FileId, Result<(), Problem>),
    /// Annotations of settings came.
    Annotations(RequestId, &'a [(String, Option<Vec<u8>>)]),
    /// A request about settings ended.
    SettingsEnded(RequestId, Outcome),
    /// A letter goes on.
    Submission(ConnectionId, News),
    /// What was done for a letter or a draft has ended.
    Returned(Errand, Returned),
    /// Records are kept in the browser now, or can't be.
    Kept(KeepId, bool),
    /// What was kept in the browser.
    Recalled(StoreName, Vec<Record>),
    /// The person has logged out in another tab.
    LeftElsewhere,
}

impl Later {
    /// All of it: whoever calls this has its code.
    pub fn all() -> Self {
        Self { act, want, hear }
    }
}

impl Engine {
    /// The code is here: what waited for it happens.
    pub(crate) fn complete(&mut self, later: Later) {
        self.later = Some(later);
        for action in core::mem::take(&mut self.early) {
            (later.act)(self, action);
        }
    }
    /// Carries out a wish that needs it, or lets it wait.
    pub(crate) fn act_later(&mut self, action: Action) {
        match self.later {
            Some(later) => (later.act)(self, action),
            None if self.early.len() < MOST_EARLY => self.early.push(action),
            None => {}
        }
    }
    /// Asks for what it wants.
    pub(crate) fn want_later(&mut self, want: Want) {
        if let Some(later) = self.later {
            (later.want)(self, want);
        }
    }
    /// Tells it something. Nothing is told of before it asked.
    pub(crate) fn tell_later(&mut self, told: Told<'_>) {
        if let Some(later) = self.later {
            (later.hear)(self, told);
        }
    }
}

fn act(engine: &mut Engine, action: Action) {
    if let Action::Compose { .. } = action {
        engine.need_limit();
    }
    match action {
        Action::OpenWithin { message, part } => engine.open_within(&message, &part),
        Action::CloseWithin { message } => engine.close_within(&message),
        Action::Download {
            download,
            message,
            source,
        } => engine.start_download(download, &message, &source),
        Action::CancelDownload(download) => engine.cancel_download(download),
        Action::Export {
            transfer,
            mailbox,
            uid_validity,
            uids,
        } => engine.begin_export(transfer, mailbox, uid_validity, uids),
        Action::ExportArrived {
            transfer,
            uid,
            remove,
        } => engine.export_arrived(transfer, uid, remove),
        Action::ExportAgain { transfer, uid } => engine.export_again(transfer, uid),
        Action::CancelExport(transfer) => engine.cancel_export(transfer),
        Action::Import {
            transfer,
            uid,
            mailbox,
            flags,
            received,
            bytes,
        } => {
            let message = imap_client::NewMessage {
                flags,
                received,
                message: bytes.into(),
            };
            engine.begin_import((transfer, uid), mailbox, message);
        }
        Action::Send(outgoing) => engine.send(*outgoing),
        Action::Resend(outgoing) => engine.resend(outgoing),
        Action::DropOutgoing(outgoing) => engine.drop_outgoing(outgoing),
        Action::Prepare { question, content } => engine.prepare(question, content),
        Action::CompleteAddress { .. } | Action::Contacts(_) => engine.act_on_contacts(action),
        Action::KeepDraft(draft) => engine.keep_draft(*draft),
        Action::SaveDraft(draft) => engine.save_draft(draft),
        Action::CloseDraft(draft) => {
            engine.cancel_compose(draft);
            engine.close_draft(draft);
        }
        Action::DiscardDraft(draft) => {
            engine.cancel_compose(draft);
            engine.discard_draft(draft);
        }
        Action::SendDraft {
            draft,
            outgoing,
            hold,
        } => engine.send_draft(draft, outgoing, hold),
        Action::RecallOutgoing(outgoing) => engine.recall_outgoing(outgoing),
        Action::Compose { draft, from, words } => {
            let is_kept = engine.compose_kept(draft, &from);
            if !is_kept {
                engine.compose(draft, from, *words);
            }
        }
        Action::Logout => engine.leave(false),
        Action::LogoutAnyway => engine.leave_now(),
        Action::KeepSettings(settings) => engine.keep_settings(*settings),
        Action::Prefer(preferences) => engine.prefer_from_now_on(*preferences),
        Action::OwnDomains(domains) => engine.know_domains(domains),
        // The others are carried out where they are heard.
        _ => {}
    }
}

fn want(engine: &mut Engine, want: Want) {
    match want {
        Want::Reading => engine.advance_reading(),
        Want::Outbox => {
            engine.want_recall();
            engine.want_limit();
            engine.want_drafts();
            engine.want_outbox();
            engine.want_leave();
            engine.set_writing_timer();
        }
        Want::Transfers => {
            engine.want_composings();
            engine.want_downloads();
            engine.want_exports();
            engine.want_imports();
        }
        Want::Sections => engine.want_sections(),
        Want::Neighbours => engine.want_next(),
        Want::Settings => engine.want_settings(),
        Want::Contacts => engine.want_contacts(),
    }
}

fn hear(engine: &mut Engine, told: Told<'_>) {
    match told {
        Told::Slice {
            request,
            uid,
            offset,
            bytes,
            is_last,
            is_decoded,
        } => {
            engine.download_slice(request, uid, offset, bytes, is_last, is_decoded);
            engine.export_slice(request, offset, bytes, is_last);
            engine.settings_slice(request, bytes);
            engine.contacts_slice(request, uid, bytes);
        }
        Told::Row(connection, row) => {
            engine.export_row(connection, row);
            engine.compose_row(connection, row);
        }
        Told::ComposeRowEnded(request, outcome) => engine.compose_row_ended(request, &outcome),
        Told::Found(request, uids) => {
            engine.import_found(request, uids);
            engine.settings_found(request, uids);
            engine.contacts_found(request, uids);
        }
        Told::Annotations(request, entries) => engine.settings_annotated(request, entries),
        Told::SettingsEnded(request, outcome) => engine.settings_ended(request, outcome),
        Told::Header(request, received, header) => engine.sent_header(request, received, header),
        Told::Appended(request, validity, uids) => {
            engine.contacts_appended(request, validity, uids);
        }
        Told::ContactsEnded(request, outcome, is_lost) => {
            engine.contacts_ended(request, outcome, is_lost);
        }
        Told::SectionEnded(request, outcome, was_cancelled) => {
            engine.section_ended(request, outcome, was_cancelled);
        }
        Told::DownloadEnded(download, request, outcome) => {
            engine.download_ended(download, request, outcome);
        }
        Told::ExportEnded(transfer, request, outcome) => {
            engine.export_ended(transfer, request, outcome);
        }
        Told::ImportEnded(import, outcome, is_lost) => {
            engine.import_ended(import, outcome, is_lost);
        }
        Told::Performed(id, made) => {
            if !engine.letter_written(id, &made)
                && !engine.draft_written(id, &made)
                && !engine.prepared(id, &made)
                && !engine.composed(id, &made)
            {
                engine.job_made(id, made);
            }
        }
        // Nobody asks yet.
        Told::FileRead(job, read) => drop((job, read)),
        Told::FileKept(file, kept) => drop((file, kept)),
        Told::Submission(connection, news) => {
            if !engine.limit_told(connection, &news) {
                engine.submission_told(connection, news);
            }
        }
        Told::Returned(Errand::Copy(id), returned) => engine.copy_told(id, returned),
        Told::Returned(Errand::Trace(id), returned) => engine.trace_told(id, &returned),
        Told::Returned(Errand::Draft(id), returned) => engine.draft_told(id, returned),
        // Nobody waits for a mark.
        Told::Returned(Errand::Mark(_), _) => {}
        Told::Kept(id, is_kept) => engine.kept(id, is_kept),
        Told::Recalled(store, records) => engine.recalled(&store, &records),
        Told::LeftElsewhere => engine.leave(true),
    }
}
